"""`./dev bench NAME` finds measurements by name without importing those it does not run."""

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
