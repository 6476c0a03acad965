"""A report prints figures beside their baselines and writes them down whole or not at all."""

import json
from pathlib import Path

import pytest

from bench.report import Report, arguments


@pytest.fixture
def report() -> Report:
    report = Report("talk", packages=["anima", "numpy", "a-package-that-is-not-there"])
    report.figure("first_sound_ms_median", 1234.5678, "ms", "without endpointing")
    report.baseline("plain_first_sound_ms_median", 5000, "ms")
    report.figure("wer", 0.03125, "")
    return report


def test_the_table_aligns_figures_and_marks_the_baseline(report: Report) -> None:
    first, _, _, _, *lines = report.table().splitlines()
    assert first == "bench talk"
    assert lines == [
        "first_sound_ms_median                    1235 ms  without endpointing",
        "plain_first_sound_ms_median (baseline)   5000 ms",
        "wer                                     0.031",
    ]


def test_the_table_says_what_it_was_measured_on(report: Report) -> None:
    from anima import __version__

    _, machine, versions, *_ = report.table().splitlines()
    assert "cores" in machine
    assert "GiB" in machine
    assert "Python 3." in machine
    assert f"anima {__version__}" in versions
    assert "not-there" not in versions


def test_the_file_holds_every_figure_in_full(
    report: Report, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / "new" / "talk.json"
    report.finish(target)
    written = json.loads(target.read_text(encoding="utf-8"))
    assert written["figures"] == {
        "first_sound_ms_median": 1234.5678,
        "plain_first_sound_ms_median": 5000,
        "wer": 0.03125,
    }
    assert set(written) == {"figures", "notes", "machine", "versions"}
    assert written["machine"]["cores"] >= 1
    assert set(written["versions"]) == {"anima", "numpy"}
    assert report.table() in capsys.readouterr().out
    assert [path.name for path in target.parent.iterdir()] == ["talk.json"]


def test_an_earlier_file_survives_a_write_that_fails(report: Report, tmp_path: Path) -> None:
    target = tmp_path / "talk.json"
    target.mkdir()
    (target / "kept").write_text("", encoding="utf-8")
    with pytest.raises(OSError, match="directory"):
        report.finish(target)
    assert [path.name for path in tmp_path.iterdir()] == ["talk.json"]
    assert (target / "kept").exists()


def test_a_figure_is_given_once_and_is_a_number(report: Report) -> None:
    with pytest.raises(ValueError, match="there already"):
        report.baseline("wer", 1, "")
    with pytest.raises(ValueError, match="not a finite number"):
        report.figure("rss_mb", float("nan"), "MB")


def test_a_report_without_figures_still_prints() -> None:
    assert Report("talk").table().startswith("bench talk\n")


def test_every_measurement_takes_data_and_json(tmp_path: Path) -> None:
    parser = arguments("talk", "How long until she answers.", data=tmp_path)
    assert parser.parse_args([]).data == tmp_path
    assert parser.parse_args([]).json is None
    given = parser.parse_args(["--data", "elsewhere", "--json", "figures.json"])
    assert (given.data, given.json) == (Path("elsewhere"), Path("figures.json"))


def test_data_is_asked_for_when_there_is_no_usual_place(
    capsys: pytest.CaptureFixture[str],
) -> None:
    with pytest.raises(SystemExit):
        arguments("talk", "How long until she answers.").parse_args([])
    assert "--data" in capsys.readouterr().err


def test_each_figure_is_in_the_file_as_soon_as_it_is_known(tmp_path: Path) -> None:
    file = tmp_path / "new" / "figures.json"
    report = Report("talk", keep=file)
    assert json.loads(file.read_text())["figures"] == {}
    report.figure("first_sound_ms_median", 812.5, "ms", "21 recordings")
    kept = json.loads(file.read_text())
    assert kept["figures"] == {"first_sound_ms_median": 812.5}
    assert kept["notes"] == {"first_sound_ms_median": "21 recordings"}


def test_a_file_that_cannot_be_written_is_told_before_anything_is_measured(tmp_path: Path) -> None:
    (tmp_path / "in the way").write_text("")
    with pytest.raises(OSError, match="in the way"):
        Report("talk", keep=tmp_path / "in the way" / "figures.json")
