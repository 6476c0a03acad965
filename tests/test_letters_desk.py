"""A letter from its brief to its page, by the commands that a person types."""

import asyncio
import io
import zipfile
from pathlib import Path

import pytest
from pypdf import PdfReader
from typer.testing import CliRunner, Result

from anima.app import OWNER, open_vault
from anima.cli import app
from anima.letters import LetterError
from anima.letters.sending import keep_password, kept_password
from anima.settings import load_settings
from tests.continuity.conftest import live


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


def test_a_letter_that_names_what_is_erased_goes_whole(tmp_path: Path) -> None:
    letter = begun()
    (tmp_path / "own.txt").write_text("Dear Nora,\n\nCome to Porto.\n\nTheo")
    run("write", letter, str(tmp_path / "own.txt"))
    other = run("new", "Nora Lind", "--from", "Theo", "--say", "I miss her.").strip()
    erase = CliRunner().invoke(app, ["erase", "--topic", "Porto"], input="y\n")
    assert "Come to Porto." in erase.output
    assert "in none of them" in " ".join(erase.output.split())
    assert letter not in run("list")
    assert other in run("list")
    CliRunner().invoke(app, ["erase", "--person", "Nora Lind", "--yes"])
    assert "No letters yet" in run("list")
    assert run("people") == ""


def test_a_letter_is_thrown_away_after_a_yes(tmp_path: Path) -> None:
    letter, other = begun(), begun()
    (tmp_path / "own.txt").write_text("Dear Nora, the plums are ripe.")
    run("write", letter, str(tmp_path / "own.txt"))
    assert "Nothing was changed." in run("discard", letter, answer="n\n")
    assert "plums" in run("discard", letter, answer="y\n")
    assert letter not in run("list")
    assert other in run("list")
    assert "No letter is called" in refused("show", letter)


def test_older_wordings_stay(tmp_path: Path) -> None:
    letter = begun()
    for text in ("First words, Nora.", "Second words, Nora."):
        (tmp_path / "own.txt").write_text(text)
        run("write", letter, str(tmp_path / "own.txt"))
    assert "Second words" in run("show", letter)
    assert run("show", letter, "--version", "1").strip() == "First words, Nora."
    assert "no version 3" in refused("show", letter, "--version", "3")
    assert "[-Second-]{+First+} words" in run("back", letter, "1")
    assert "First words" in run("show", letter)
    assert run("show", letter, "--version", "2").strip() == "Second words, Nora."


def test_a_brief_is_asked_for_and_what_she_remembers_is_offered(home: Path) -> None:
    asyncio.run(live(home / "home"))
    run("note", "Agnieszka", "--bond", "sister")
    told = "birthday\nWe swam in the lake.\n\nI miss her.\n\nmoney\n\n1\ntender\nshort\n"
    said = run("brief", "Agnieszka", "--from", "Theo", answer=told)
    assert "She remembers:" in said
    assert "anima memory why" in said
    letter = said.split()[-1]
    (home / "own.txt").write_text(
        "Dear Agnieszka, we swam in the lake. You are my sister. I miss you."
    )
    assert "Not in the brief" not in run("write", letter, str(home / "own.txt"))
    wrong = raw("brief", "Agnieszka", "--from", "Theo", answer="\n\nI miss her.\n\n\n77\n")
    assert "no 77 among them" in str(wrong.exception)


def test_a_letter_in_their_own_words() -> None:
    letter = begun()
    answers = "You carried the piano with Henrik, and I was so glad.\n\n\n\n\n\n"
    said = run("coach", letter, answer=answers)
    assert "You noted: “Nora helped me move house in March.”" in said
    assert "Dearest Nora,\n\nYou carried the piano with Henrik" in said
    assert "Not in the brief" not in run("show", letter)
    whose = run("show", letter, "--whose")
    assert "words are yours" in whose
    assert "Nothing was written" in run("coach", letter, answer="\n" * 8)


def test_who_is_not_known_is_said() -> None:
    assert "No correspondent is called 'Ruth'" in refused("new", "Ruth", "--from", "Theo")
    assert "No letter is called" in refused("show", "none")


def test_samples_are_kept_once(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("My dear Ruth,\n\n" + "The sea was grey again today. " * 30)
    assert "1 new samples" in run("learn", "Theo", str(tmp_path / "a.txt"))
    assert "0 new samples" in run("learn", "Theo", str(tmp_path / "a.txt"))


def test_too_few_samples_are_said_and_not_kept(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("The sea was grey again today. " * 10)
    assert "60 words are too few" in refused("learn", "Theo", str(tmp_path / "a.txt"))
    (tmp_path / "b.txt").write_text("It rained on the old harbour and nobody came. " * 10)
    told = run("learn", "Theo", str(tmp_path / "a.txt"), str(tmp_path / "b.txt"))
    assert "2 new samples; 150 words" in told


def test_letters_move_house_and_the_password_does_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    letter = begun()
    (tmp_path / "own.txt").write_text("Dear Nora,\n\nCome to Porto.\n\nTheo")
    run("write", letter, str(tmp_path / "own.txt"))
    asyncio.run(with_password("an open secret"))
    assert asyncio.run(with_password()) == "an open secret"
    archive = tmp_path / "life.anima"
    assert CliRunner().invoke(app, ["export", str(archive)]).exit_code == 0
    with zipfile.ZipFile(archive) as file:
        whole = b"".join(file.read(name) for name in file.namelist())
    assert b"Come to Porto." in whole
    assert b"an open secret" not in whole
    monkeypatch.setenv("ANIMA_HOME", str(tmp_path / "elsewhere"))
    assert CliRunner().invoke(app, ["import", str(archive)]).exit_code == 0
    assert "Come to Porto." in run("show", letter)
    assert "drafted" in run("list")
    assert "1 letter" in run("people")
    assert asyncio.run(with_password()) == ""


async def with_password(new: str = "") -> str:
    """What the vault keeps as the password of the mail account, after it was given a new one."""
    async with await open_vault(load_settings()) as vault:
        if new:
            await keep_password(vault, OWNER, new)
        return await kept_password(vault, OWNER)


@pytest.mark.slow
def test_a_draft_and_a_change_by_the_embedded_model(weights: Path, home: Path) -> None:
    assert weights.is_dir()
    letter = begun()
    told = run("draft", letter, "--take", "2")
    assert "Alternative 2 is version 1." in told
    assert "Dearest Nora," in told
    assert "Porto" in run("edit", letter, "sign with Yours sincerely; mention the lake")
    assert "Not in the brief" not in run("show", letter)
    sound = home / "letter.wav"
    run("aloud", letter, "--out", str(sound))
    assert sound.stat().st_size > 24_000 * 2 * 5
    assert "Yours sincerely" in run("show", letter)
