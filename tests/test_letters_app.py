"""`anima letters` as a person uses it: style, pages by hand, the book."""

from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from anima.cli import app
from anima.letters import LetterError
from bench.letters_parts.epub_check import complaints

BODIES = (
    "I saw the lake again; it was cold, and I thought of the bread we had there and of your laugh.",
    "Four men carried the old piano down, and on every landing it sighed like an aunt in a taxi.",
    "They are cutting the orchard. I took one apple from the last tree and have not eaten it yet.",
    "A boy at the station asked me whether trains get tired. They sleep like us, I said.",
)


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("ANIMA_HOME", str(tmp_path / "home"))
    return tmp_path


@pytest.fixture
def letters(tmp_path: Path) -> Path:
    folder = tmp_path / "letters"
    folder.mkdir()
    for number, body in enumerate(BODIES):
        text = f"My dear Nora,\n\n{body * 3}\n\nCome in spring, {number}.\n\nYour brother,\nTheo\n"
        (folder / f"{number}_to_nora.txt").write_text(f"Porto, May 199{number}\n\n{text}")
    return folder


def raw(*words: str) -> Result:
    return CliRunner(env={"COLUMNS": "200", "NO_COLOR": "1"}).invoke(app, ["letters", *words])


def run(*words: str | Path) -> str:
    result = raw(*map(str, words))
    assert result.exit_code == 0, result.output
    return result.output


def test_style_is_told_and_compared(letters: Path) -> None:
    files = sorted(letters.iterdir())
    told = run("style", *files[:3], "--of", "Theo", "--against", files[3])
    assert "Opens with “My dear …,”" in told
    assert "distance" in told


def test_a_file_that_is_none_is_named(letters: Path) -> None:
    result = raw("style", str(letters / "none.txt"), "--of", "Theo")
    assert isinstance(result.exception, LetterError)
    assert "none.txt cannot be read" in str(result.exception)


def test_the_choice_is_explained_and_nothing_written(letters: Path) -> None:
    told = run("book", letters, "--why", "--pin", "3_to_nora", "--out", letters / "out")
    assert "You pinned it." in told
    assert not (letters / "out").exists()


@pytest.mark.slow
def test_the_book_is_valid(letters: Path, tmp_path: Path) -> None:
    run("book", letters, "--out", tmp_path / "bk", "--rename", "Theo=Max")
    assert complaints(tmp_path / "bk" / "book.epub") == []
    assert (tmp_path / "bk" / "book.pdf").read_bytes().startswith(b"%PDF")
    assert (tmp_path / "bk" / "cover.png").stat().st_size > 10_000
    assert not (tmp_path / "home" / "vault.db").exists()


@pytest.mark.slow
def test_a_letter_by_hand(letters: Path, tmp_path: Path) -> None:
    source = letters / "0_to_nora.txt"
    assert "1 page" in run("hand", source, "--out", tmp_path / "l.pdf")
    run("hand", source, "--out", tmp_path / "l.svg", "--hand", "caveat")
    assert "<svg" in (tmp_path / "l.svg").read_text()
    run("hand", source, "--out", tmp_path / "t.pdf", "--hand", "typed")
    run("envelope", "Nora|Lakeside 4", "--out", tmp_path / "e.png")
    assert (tmp_path / "e.png").read_bytes()[1:4] == b"PNG"
    result = raw("hand", str(source), "--out", str(tmp_path / "l.doc"))
    assert "no kind of file" in str(result.exception)
