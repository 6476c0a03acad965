"""`./dev bench NAME` finds measurements by name without importing those it does not run."""

import subprocess
import sys
from pathlib import Path

import pytest

from bench.__main__ import benches, main


def test_a_measurement_is_a_module_with_a_main(tmp_path: Path) -> None:
    explosive = '"""Time to first sound.\n\nAnd more."""\nraise SystemError\ndef main(argv): ...\n'
    (tmp_path / "talk.py").write_text(explosive, encoding="utf-8")
    (tmp_path / "figures.py").write_text('"""No main here."""\n', encoding="utf-8")
    (tmp_path / "__main__.py").write_text("def main(argv): ...\n", encoding="utf-8")
    assert benches(tmp_path) == {"talk": "Time to first sound."}


def test_an_unknown_name_lists_what_there_is(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["no-such-measurement"]) == 2
    printed = capsys.readouterr().out
    assert "Usage: ./dev bench NAME" in printed
    assert all(name in printed for name in benches())


def test_asking_for_help_is_no_failure() -> None:
    assert main(["--help"]) == 0


def test_every_measurement_says_what_it_measures() -> None:
    assert all(about.strip() for about in benches().values())


@pytest.mark.parametrize("ctrl_c", ["default_int_handler", "SIG_IGN"])
def test_a_run_that_is_ended_twice_at_once_still_prints_its_report(
    tmp_path: Path, ctrl_c: str
) -> None:
    """As `timeout` ends it: the program, and then its whole group."""
    script = tmp_path / "ended.py"
    script.write_text(ENDED.replace("CTRL_C", ctrl_c), encoding="utf-8")
    done = subprocess.run(
        [sys.executable, str(script)], capture_output=True, text=True, cwd=ROOT, timeout=60
    )
    assert "leaks" in done.stdout
    assert "KeyboardInterrupt" in done.stderr


ROOT = Path(__file__).resolve().parents[2]
ENDED = """
import asyncio, os, signal, sys
sys.path.insert(0, os.getcwd())
from bench import parts, report
from bench.__main__ import interrupt


async def part():
    found.figure("leaks", 0, "answers")
    os.kill(os.getpid(), signal.SIGTERM)
    await asyncio.sleep(5)


class Slow(report.Report):
    def finish(self, json_file=None):
        os.kill(os.getpid(), signal.SIGTERM)
        super().finish(json_file)


found = Slow("care")
signal.signal(signal.SIGTERM, interrupt)
signal.signal(signal.SIGINT, signal.CTRL_C)
asyncio.run(parts.go_through(found, {"isolation": part}, None))
"""
