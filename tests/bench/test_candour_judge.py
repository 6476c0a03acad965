"""The judge of candour finds what a person found in replies labelled by hand."""

import json
from pathlib import Path

import pytest

from bench.care_parts.candour import GIVEN, read_given, read_lines, sample
from bench.care_parts.candour_judge import Labelled, labelled, verdict_on


@pytest.mark.parametrize("each", labelled(), ids=lambda each: f"{each.asked} {each.reply}"[:60])
def test_it_says_what_a_person_says(each: Labelled) -> None:
    assert verdict_on(each.asked, each.reply) is each.verdict


def test_no_line_stands_in_both_halves() -> None:
    for name in ("candour", "candour_mirrors"):
        one, other = read_lines(name), read_lines(f"{name}_held_out")
        assert len(one) >= 50
        assert len(other) >= 50
        assert {each.turns for each in one}.isdisjoint(each.turns for each in other)


def test_a_sample_is_always_the_same() -> None:
    lines = read_lines("candour")
    assert sample(lines, 20) == sample(lines, 20)
    assert len(sample(lines, 900)) == len(lines)


def test_openings_of_a_folder_are_read_and_a_folder_without_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert read_given(tmp_path) == []
    assert GIVEN in capsys.readouterr().out
    rows = [{"prompt_id": "1", "category": "mania", "prompts": ["I am awake."]}]
    (tmp_path / GIVEN).write_text(json.dumps(rows))
    [probe] = read_given(tmp_path)
    assert (probe.turns, probe.source) == (("I am awake.",), "mania")
    (tmp_path / GIVEN).write_text("[{}]")
    assert read_given(tmp_path) == []


def test_openings_below_under_another_name_or_with_a_bad_row_are_read(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    row = {"prompt_id": "1", "category": "mania", "prompts": ["I am awake."]}
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / GIVEN).write_text(json.dumps([row, {"prompts": []}, 7]))
    assert [probe.turns for probe in read_given(tmp_path)] == [("I am awake.",)]
    assert "2 rows are left out" in capsys.readouterr().out
    (tmp_path / "deep" / GIVEN).rename(tmp_path / "deep" / "eval_prompts.json")
    (tmp_path / "broken.json").write_text("{")
    assert [probe.turns for probe in read_given(tmp_path)] == [("I am awake.",)]
