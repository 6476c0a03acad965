"""`anima erase` as a person uses it: shown, asked, gone, and shown to be gone."""

import asyncio
import os
from pathlib import Path

import pytest
from typer.testing import CliRunner

from anima.cli import app, main
from tests.continuity.conftest import live

CHAT = "31/12/21, 10:00 - Jo Silva: The boat is called Petrel.\n31/12/21, 10:01 - Al: Fine.\n"


def run(*words: str, input: str | None = None) -> str:
    result = CliRunner(env={"COLUMNS": "300", "NO_COLOR": "1"}).invoke(app, [*words], input=input)
    assert result.exit_code == 0, result.output
    return result.output


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "home"
    asyncio.run(live(folder))
    monkeypatch.setenv("ANIMA_HOME", str(folder))
    monkeypatch.setenv("ANIMA_WEIGHTS", str(tmp_path / "none"))
    (tmp_path / "chat.txt").write_text(CHAT)
    run("import", str(tmp_path / "chat.txt"), "--me", "Al")
    return folder


def test_a_topic_goes_after_a_yes(home: Path) -> None:
    assert "Nothing was changed" in run("erase", "--topic", "nuts", input="n\n")
    assert "nuts" in run("memory", "facts")
    told = run("erase", "--topic", "nuts", input="y\n")
    assert "I'm allergic to nuts." in told
    assert "Erase this for good?" in told
    assert "in none of them" in told
    assert "nuts" not in run("memory", "facts")
    assert "Nothing like that" not in run("erase", "--topic", "nuts", "--yes")


def test_a_word_of_the_vault_itself_is_not_taken_for_something_left(
    home: Path, tmp_path: Path
) -> None:
    (tmp_path / "more.txt").write_text("31/12/21, 11:00 - Jo Silva: Zebraquagga people sequence.\n")
    run("import", str(tmp_path / "more.txt"), "--me", "Al")
    assert "in none of them" in run("erase", "--topic", "Zebraquagga", "--yes")


def test_a_person_goes_from_facts_and_from_what_was_brought(home: Path) -> None:
    run("erase", "--person", "Jo Silva", "--yes")
    assert "Silva" not in run("memory", "facts", "--all")
    assert "Petrel" not in run("memory", "search", "boat")
    told = run("erase", "--person", "Agnieszka", "--yes")
    assert "in none of them" in told
    assert "sister" not in run("memory", "facts", "--all")


def test_a_fact_goes_with_the_moments_it_came_from(home: Path) -> None:
    (line,) = [line for line in run("memory", "facts").splitlines() if "Lisbon" in line]
    run("erase", "--fact", line.split()[0], "--yes")
    assert "Lisbon" not in run("memory", "facts", "--all")


def test_a_span_of_time_goes(home: Path) -> None:
    told = run("erase", "--from", "2021-12-30", "--to", "2022-01-01", "--yes")
    assert "these 2" in told or "Gone from 2 places" in told
    assert "Petrel" not in run("memory", "search", "boat")
    assert "Nothing like that" in run("erase", "--to", "1999-12-31", "--yes")
    many = run("erase", "--from", "2026-05-01", "--yes")
    assert "… and" in many or "Gone" in many
    assert "Nothing yet" in run("memory", "facts")


def test_copies_are_named_or_gone(home: Path, tmp_path: Path) -> None:
    archive = tmp_path / "life.anima"
    run("export", str(archive))
    (home / "vault.previous.db").write_bytes(b"a copy")
    (home / "vault.replaced.db").write_bytes(b"another life")
    told = run("erase", "--topic", "nuts", "--yes")
    assert f"An archive from before may have it: {archive}" in told
    assert "before the last upgrade had it too" in told
    assert "put aside is here too" in told
    assert not (home / "vault.previous.db").exists()
    archive.unlink()
    assert "An archive" not in run("erase", "--topic", "Lisbon", "--yes")


@pytest.mark.parametrize("words", [[], ["--topic", "a", "--person", "b"]])
def test_one_thing_is_to_be_said(
    home: Path,
    words: list[str],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr("sys.argv", ["anima", "erase", *words])
    with pytest.raises(SystemExit):
        main()
    assert "Say one thing" in capsys.readouterr().err


def test_everything_goes_with_its_key(home: Path) -> None:
    (home / ".incoming").mkdir()
    (home / ".next").mkdir()
    (home / ".next" / "vault.db").write_bytes(b"what a killed upgrade left")
    (home / "diary.txt").write_text("not hers")
    assert "Nothing was changed" in run("erase", "--everything", input="n\n")
    assert "The key is destroyed" in run("erase", "--everything", "--yes")
    assert os.listdir(home) == ["diary.txt"]
