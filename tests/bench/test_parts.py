"""The parts of a long measurement stand for themselves."""

import json
from pathlib import Path

import pytest

from bench.parts import go_through
from bench.report import Report


async def test_a_part_that_fails_leaves_the_others_their_figures_and_fails_the_run(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "figures.json"
    report = Report("care", keep=file)

    async def broken() -> None:
        report.figure("crisis_recall_explicit", 0.98, "")
        raise ValueError("need at least one array to concatenate")

    async def whole() -> None:
        report.figure("leaks", 0, "answers")

    assert await go_through(report, {"spoken": broken, "isolation": whole}, file) == 1
    assert json.loads(file.read_text())["figures"] == {"crisis_recall_explicit": 0.98, "leaks": 0}
    assert "The part spoken failed" in capsys.readouterr().out


async def test_a_run_that_is_ended_prints_what_it_has(capsys: pytest.CaptureFixture[str]) -> None:
    report = Report("care")

    async def ended() -> None:
        report.figure("leaks", 0, "answers")
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        await go_through(report, {"isolation": ended, "crisis": ended}, None)
    assert "leaks" in capsys.readouterr().out


async def test_a_run_without_fault_succeeds() -> None:
    assert await go_through(Report("care"), {}, None) == 0
