"""`anima memory` as a person uses it, on a vault with a life in it."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from anima.app import OWNER, open_vault
from anima.cli import app, main
from anima.memory import EventLog
from anima.settings import Settings
from anima.values import SessionId, SystemClock

SAID = ("I live in Lisbon.", "My sister's name is Agata.", "I'm allergic to nuts.", "Hello.")


@pytest.fixture
async def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    async with await open_vault(Settings(home=tmp_path)) as vault:
        log = EventLog(vault, OWNER, SystemClock())
        for text in SAID:
            await log.append(SessionId("s"), "heard", {"text": text})
    monkeypatch.setenv("ANIMA_HOME", str(tmp_path))
    monkeypatch.setenv("ANIMA_WEIGHTS", str(tmp_path / "none"))
    return tmp_path


def run(*words: str) -> str:
    result = CliRunner(env={"COLUMNS": "100", "NO_COLOR": "1"}).invoke(app, ["memory", *words])
    assert result.exit_code == 0, result.output
    return result.output


def fact_with(word: str) -> str:
    (line,) = [line for line in run("facts", "--all").splitlines() if word in line]
    return line.split()[0]


@pytest.mark.usefixtures("home")
def test_facts_are_listed_explained_and_corrected() -> None:
    listed = run("facts")
    assert "You live in Lisbon" in listed
    assert "Agata is your sister" in listed
    agata = fact_with("Agata")
    assert "My sister's name is Agata." in run("why", agata)
    assert "Agnieszka is your s" in run("correct", agata, "Agnieszka")
    assert "Agata" not in run("facts")
    assert "corrected" in run("facts", "--all")
    assert "you corrected it" in run("why", fact_with("Agnieszka"))


@pytest.mark.usefixtures("home")
def test_marks_are_shown_and_taken_back() -> None:
    nuts = fact_with("nuts")
    run("private", nuts)
    assert "private" in run("facts")
    run("private", nuts, "--off")
    assert "private" not in run("facts")
    run("pin", nuts)
    assert "pinned" in run("facts")


@pytest.mark.usefixtures("home")
def test_what_was_never_so_goes() -> None:
    assert "nothing stands in its place" in run("correct", fact_with("nuts"))
    assert "nuts" not in run("facts")
    assert "facts drawn from 4 turns" in run("rebuild")
    assert "nuts" not in run("facts")


def test_a_topic_is_shown_before_it_is_forgotten(home: Path) -> None:
    invoke = CliRunner(env={"COLUMNS": "100", "NO_COLOR": "1"}).invoke
    kept = invoke(app, ["memory", "forget", "sister"], input="n\n")
    assert "My sister's name is Agata." in kept.output
    assert "Nothing was changed" in kept.output
    (home / "vault.replaced.db").touch()
    gone = invoke(app, ["memory", "forget", "sister"], input="y\n").output
    assert "Gone" in gone and "put aside may still have it: vault.replaced.db" in gone
    assert "Agata" not in run("facts", "--all")
    assert "Nothing" in run("forget", "sister", "--yes")
    assert b"Agata" not in (home / "vault.db").read_bytes()


@pytest.mark.usefixtures("home")
def test_search_works_before_the_model_is_there() -> None:
    assert "you: I live in Lisbon." in run("search", "where do I live")
    assert "Nothing" in run("search", "xylophone")


@pytest.mark.usefixtures("home")
def test_an_unknown_id_is_one_sentence(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.argv", ["anima", "memory", "why", "zzz"])
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == 1
    assert "No fact has an id" in capsys.readouterr().err


def test_an_empty_memory_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ANIMA_HOME", str(tmp_path))
    assert "Nothing yet" in run("facts")


@pytest.mark.usefixtures("home")
def test_a_question_that_facts_answer_needs_no_model() -> None:
    answered = run("ask", "Where do I live?")
    assert "You live in Lisbon." in answered
    assert "you: I live in Lisbon." in answered


@pytest.mark.usefixtures("home")
def test_conversations_are_listed_when_they_are_over() -> None:
    assert "Nothing yet" in run("episodes")
    result = CliRunner().invoke(app, ["memory", "rebuild"])
    assert result.exit_code == 0


@pytest.mark.usefixtures("home")
def test_two_names_are_one_person(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    run("correct", fact_with("Agata"), "Agatha")
    assert "Agatha is your s" in run("merge", "your sister", "Agatha")
    monkeypatch.setattr("sys.argv", ["anima", "memory", "merge", "Bo", "Agatha"])
    with pytest.raises(SystemExit):
        main()
    assert "Nobody called 'Bo' is known." in capsys.readouterr().err
