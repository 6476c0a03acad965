"""`anima farewell` as a person uses it: something to keep, then nothing left; or a sealed sleep."""

import asyncio
import io
from pathlib import Path

import pypdf
import pytest
from typer.testing import CliRunner, Result

from anima import farewell_app
from anima.app import OWNER, open_vault
from anima.cli import app, main
from anima.continuity import Manifest
from anima.continuity.keepsake import Chapter, Entry, Keepsake, as_pdf
from anima.memory import EventLog
from anima.persona import last_talk
from anima.settings import Settings
from anima.storage import Vault
from anima.values import ArchiveError, EventKind, SessionId, SystemClock
from tests.continuity.conftest import live


def raw(*words: str, input: str | None = None) -> Result:
    return CliRunner(env={"COLUMNS": "300", "NO_COLOR": "1"}).invoke(app, [*words], input=input)


def run(*words: str, input: str | None = None) -> str:
    result = raw(*words, input=input)
    assert result.exit_code == 0, result.output
    return result.output


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("ANIMA_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("ANIMA_WEIGHTS", str(tmp_path / "none"))
    return tmp_path


@pytest.fixture
def home(place: Path) -> Path:
    """A folder in which her home lies, with a life in it and plans."""
    asyncio.run(live(place / "home"))
    asyncio.run(plans(place / "home"))
    return place


async def plans(home: Path) -> None:
    async with await open_vault(Settings(home=home)) as vault:
        log = EventLog(vault, OWNER, SystemClock())
        await log.append(SessionId("b"), "heard", {"text": "I promised to call Bo."})
        await log.append(SessionId("b"), "heard", {"text": "My friend =SUM is coming."})
        line = {"night": "2026-05-04", "part": "day", "text": "A quiet day.", "by": "rules"}
        await log.append(SessionId("b"), "journal_line", {**line, "sources": []})
        await log.append(SessionId("b"), "session_closed", {})


def read(pdf: bytes) -> str:
    return "\n".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf)).pages)


def test_she_goes_for_good_and_leaves_what_is_yours(home: Path) -> None:
    run("export", str(home / "older.anima"))
    told = run("farewell", str(home / "bye"), input="y\n")
    assert "--talk back" in told and "no wrong way" in told
    assert "older.anima" in told
    assert "If it hurts" in told
    assert "nothing of you is left" in told and told.rstrip().endswith("Goodbye.")
    assert not any(path.suffix == ".db" for path in (home / "home").iterdir())
    book = read((home / "bye" / "keepsake.pdf").read_bytes())
    for words in (
        "A time with Wren",
        "for Theo",
        "Lisbon",
        "Agnieszka",
        "A quiet day.",
        "Still open",
    ):
        assert words in book
    assert "Xanadu" not in book  # it was forgotten
    assert "Agnieszka,sibling," in (home / "bye" / "people.csv").read_text()
    assert "call Bo" in (home / "bye" / "still-open.txt").read_text()


@pytest.mark.parametrize(
    ("country", "listens"),
    [
        ("", "1411"),  # they live in Lisbon
        ("IE", "116 123"),
        ("XX", "the crisis line of your country"),
    ],
)
def test_where_it_hurts_she_names_who_listens_there(
    home: Path, monkeypatch: pytest.MonkeyPatch, country: str, listens: str
) -> None:
    monkeypatch.setenv("ANIMA_COUNTRY", country)
    told = run("farewell", str(home / "bye"), "--yes")
    assert "If it becomes too much" in told
    assert listens in told.partition("If it becomes too much")[2]


def test_nobody_is_handed_their_worst_hour(home: Path) -> None:
    asyncio.run(dark_hours(home / "home"))
    run("farewell", str(home / "bye"), "--yes")
    book = read((home / "bye" / "keepsake.pdf").read_bytes())
    lists = [(home / "bye" / name).read_text() for name in ("still-open.txt", "people.csv")]
    for text in (book, *lists):
        assert "kill" not in text.lower() and "husband" not in text.lower(), text
    assert "something heavy, and I listened" in book and "call Bo" in book
    run("import", str(home / "bye" / "life.anima"))
    assert "I want to kill myself." in asyncio.run(said(home / "home"))  # the archive has it


async def said(home: Path) -> list[str]:
    async with await open_vault(Settings(home=home)) as vault:
        events = await EventLog(vault, OWNER, SystemClock()).events(kinds=("heard",))
        return [event.text() for event in events]


async def dark_hours(home: Path) -> None:
    """Said a year ago, and long over."""
    async with await open_vault(Settings(home=home)) as vault:
        log = EventLog(vault, OWNER, SystemClock())
        said: tuple[tuple[str, EventKind], ...] = (
            ("I'm going to kill myself on Friday.", "care_raised"),
            ("I want to kill myself.", "care_asked"),
            ("I'm afraid of my husband.", "care_raised"),
        )
        for text, kind in said:
            heard = await log.append(SessionId("dark"), "heard", {"text": text})
            await log.append(SessionId("dark"), kind, {"heard": heard.id})
        await log.append(SessionId("dark"), "session_closed", {})


def test_before_it_one_may_talk_once_more_and_take_that_back(home: Path) -> None:
    told = run("farewell", str(home / "bye"), "--talk", "back")
    assert "Wren knows that the next talk is the last one" in told
    assert asyncio.run(way(home / "home")) == "back"
    assert "Lisbon" in run("memory", "facts") and not (home / "bye").exists()
    assert "Wren stays" in run("farewell", str(home / "bye"), "--talk", "none")
    assert asyncio.run(way(home / "home")) is None


def test_woken_or_kept_after_all_she_does_not_think_that_she_leaves(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ANIMA_ARCHIVE_PASSPHRASE", "open sesame")
    run("farewell", str(home / "kept"), "--talk", "free")
    assert "Then I stay" in run("farewell", str(home / "kept"), input="n\n")
    assert asyncio.run(way(home / "home")) is None
    run("farewell", str(home / "bye"), "--talk", "back")
    run("farewell", str(home / "bye"), "--sleep", "--yes")
    run("import", str(home / "bye" / "life.anima"))
    assert asyncio.run(way(home / "home")) is None


async def way(home: Path) -> last_talk.Way | None:
    async with await open_vault(Settings(home=home)) as vault:
        return await last_talk.wished(EventLog(vault, OWNER, SystemClock()))


def test_asleep_she_is_woken_as_herself(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ANIMA_ARCHIVE_PASSPHRASE", "open sesame")
    known = run("memory", "facts")
    told = run("farewell", str(home / "bye"), "--sleep", "--yes")
    assert f"anima import {home / 'bye' / 'life.anima'}" in told
    assert b"Lisbon" not in (home / "bye" / "life.anima").read_bytes()
    assert not (home / "home" / "vault.db").exists()
    run("import", str(home / "bye" / "life.anima"))
    assert sorted(run("memory", "facts").splitlines()) == sorted(known.splitlines())


def test_without_a_yes_she_stays(home: Path) -> None:
    told = run("farewell", str(home / "bye"), input="n\n")
    assert "Then I stay" in told
    assert "Lisbon" in run("memory", "facts")
    assert (home / "bye" / "keepsake.pdf").exists()


def refused(*words: str) -> str:
    result = raw("farewell", *words, "--yes")
    assert result.exit_code != 0
    return str(result.exception)


def test_what_she_cannot_do_is_one_sentence_and_erases_nothing(home: Path) -> None:
    (home / "file").touch()
    assert "is there already" in refused(str(home / "file"))
    assert "outside her home" in refused(str(home / "home" / "bye"))
    assert "cannot be written" in refused(str(home / "file" / "bye"))
    assert "Lisbon" in run("memory", "facts")


def test_nobody_leaves_where_nobody_is(place: Path) -> None:
    assert "Nobody is here yet" in refused(str(place / "bye"))
    assert not (place / "bye").exists()


def test_an_archive_that_is_another_erases_nothing(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = farewell_app._archive  # pyright: ignore[reportPrivateUsage]  # a disk that lies

    async def lying(vault: Vault, target: Path, passphrase: str | None) -> Manifest:
        manifest = await real(vault, target, passphrase)
        return manifest.model_copy(update={"parts": manifest.parts[1:]})

    monkeypatch.setattr(farewell_app, "_archive", lying)
    assert "not what was written" in refused(str(home / "bye"))
    assert "Lisbon" in run("memory", "facts")


def test_an_archive_that_import_would_refuse_erases_nothing(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refusing(archive: Path, passphrase: str) -> None:
        raise ArchiveError("The archive cannot be used: it is damaged or was cut off.")

    monkeypatch.setattr(farewell_app, "read_handover", refusing)
    assert "cut off" in refused(str(home / "bye"))
    assert "Lisbon" in run("memory", "facts")


def test_while_she_runs_she_does_not_leave(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async def talk_and_leave() -> None:
        async with await open_vault(Settings(home=home / "home")):
            await asyncio.to_thread(lambda: refused_by_main(home, monkeypatch))

    asyncio.run(talk_and_leave())
    assert "Lisbon" in run("memory", "facts")


def refused_by_main(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.argv", ["anima", "farewell", str(home / "bye"), "--yes"])
    with pytest.raises(SystemExit):
        main()


def test_words_are_no_typesetting() -> None:
    words = '#panic("x") *not bold* $x$ \\ "'
    book = Keepsake("T", "W", (), (Chapter("C", (Entry(words, "#head"),)), Chapter("Empty", ())))
    found = read(as_pdf(book, SystemClock().now()))
    assert words in found and "#head" in found and "Empty" not in found


def test_a_book_that_cannot_be_set_is_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("anima.continuity.keepsake._SHEET", "#let")
    with pytest.raises(ArchiveError, match="typeset"):
        as_pdf(Keepsake("T", "W", (), ()), SystemClock().now())
