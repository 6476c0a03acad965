"""A letter from its brief to its page, by the commands that a person types."""

import io
from pathlib import Path

import pytest
from pypdf import PdfReader
from typer.testing import CliRunner, Result

from anima.cli import app
from anima.letters import LetterError


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("ANIMA_HOME", str(tmp_path / "home"))
    return tmp_path


def raw(*words: str, answer: str = "") -> Result:
    runner = CliRunner(env={"COLUMNS": "200", "NO_COLOR": "1"})
    return runner.invoke(app, ["letters", *words], input=answer)


def run(*words: str, answer: str = "") -> str:
    result = raw(*words, answer=answer)
    assert result.exit_code == 0, result.output + repr(result.exception)
    return result.output


def begun() -> str:
    run("note", "Nora Lind", "--bond", "sister")
    run("note", "nora lind", "--greeting", "Dearest Nora")
    told = ("--happened", "Nora helped me move house in March.", "--say", "Come to Porto.")
    return run("new", "Nora Lind", "--from", "Theo", *told).strip()


def refused(*words: str) -> str:
    result = raw(*words)
    assert isinstance(result.exception, LetterError), result.output
    return str(result.exception)


def test_from_the_brief_to_the_page(tmp_path: Path) -> None:
    letter = begun()
    assert "1 letter" in run("people")
    assert "briefed" in run("list")
    out = str(tmp_path / "l.pdf")
    assert "nothing to print" in refused("print", letter, "--out", out)
    own = tmp_path / "own.txt"
    own.write_text("Dear Nora,\n\nYou helped me in March. Henrik did not.\n\nTheo\n")
    assert "Not in the brief: name “Henrik”" in run("write", letter, str(own))
    assert "“Henrik”" in refused("print", letter, "--out", out)
    assert "not one of the marked claims" in refused("confirm", letter, "March")
    run("confirm", letter, "Henrik")
    assert "Not printed." in run("print", letter, "--out", out, "--hand", "typed", answer="n\n")
    assert not Path(out).exists()
    run("print", letter, "--out", out, "--hand", "typed", answer="y\n")
    text = " ".join(
        page.extract_text() for page in PdfReader(io.BytesIO(Path(out).read_bytes())).pages
    )
    assert text.split() == own.read_text().split()
    assert "sent" in run("list")
    assert "A sent letter is as it is" in refused("write", letter, str(own))


def test_a_page_that_cannot_be_written_is_not_counted_as_gone(tmp_path: Path) -> None:
    letter = begun()
    own = tmp_path / "own.txt"
    own.write_text("Dear Nora,\n\nCome to Porto.\n\nTheo\n")
    run("write", letter, str(own))
    (tmp_path / "file").write_text("")
    out = str(tmp_path / "file" / "l.pdf")
    result = raw("print", letter, "--out", out, "--hand", "typed", answer="y\n")
    assert "cannot be written" in str(result.exception)
    assert "failed" in run("list")
    run("print", letter, "--out", str(tmp_path / "l.pdf"), "--hand", "typed", answer="y\n")


def test_older_wordings_stay(tmp_path: Path) -> None:
    letter = begun()
    for text in ("First words, Nora.", "Second words, Nora."):
        (tmp_path / "own.txt").write_text(text)
        run("write", letter, str(tmp_path / "own.txt"))
    assert "Second words" in run("show", letter)
    assert run("show", letter, "--version", "1").strip() == "First words, Nora."
    assert "no version 3" in refused("show", letter, "--version", "3")


def test_who_is_not_known_is_said() -> None:
    assert "No correspondent is called 'Ruth'" in refused("new", "Ruth", "--from", "Theo")
    assert "No letter is called" in refused("show", "none")


def test_samples_are_kept_once(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("My dear Ruth,\n\n" + "The sea was grey again today. " * 30)
    assert "1 new samples" in run("learn", "Theo", str(tmp_path / "a.txt"))
    assert "0 new samples" in run("learn", "Theo", str(tmp_path / "a.txt"))


@pytest.mark.slow
def test_a_draft_and_a_change_by_the_embedded_model(weights: Path) -> None:
    assert weights.is_dir()
    letter = begun()
    told = run("draft", letter, "--take", "2")
    assert "Alternative 2 is version 1." in told
    assert "Dearest Nora," in told
    assert "Porto" in run("edit", letter, "sign with Yours sincerely")
    assert "Yours sincerely" in run("show", letter)
