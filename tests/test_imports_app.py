"""`anima import` with the exports of other programs, and `anima imports`, as a person uses them."""

import asyncio
import io
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Never

import pytest
from acquainted import acquaint
from rich.console import Console
from typer.testing import CliRunner, Result

from anima.app import OWNER, open_vault
from anima.cli import app, main
from anima.imports_app import AskWho, erase, import_history, imports_of
from anima.memory import EventLog, Imports
from anima.settings import Settings
from anima.values import JsonValue, SessionId, SystemClock

CHAT = """31/12/21, 10:00 - Jo Silva: The boat is called Petrel.
31/12/21, 10:01 - Al: A fine name.
31/12/21, 10:02 - Jo Silva: <Media omitted>
"""


def run(*words: str, input: str | None = None) -> str:
    result = raw(*words, input=input)
    assert result.exit_code == 0, result.output
    return result.output


def raw(*words: str, input: str | None = None) -> Result:
    return CliRunner(env={"COLUMNS": "120", "NO_COLOR": "1"}).invoke(app, [*words], input=input)


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("ANIMA_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("ANIMA_WEIGHTS", str(tmp_path / "none"))
    (tmp_path / "chat.txt").write_text(CHAT)
    return tmp_path


def test_a_chat_is_brought_found_and_taken_out_again(home: Path) -> None:
    assert "Nothing was brought" in run("imports")
    told = run("import", str(home / "chat.txt"), input="1\n")
    assert "2  Jo Silva, 1 messages" in told
    assert "WhatsApp: 2 messages read." in told
    assert "Jo Silva, in WhatsApp: The boat is called Petrel." in run("memory", "search", "boat")
    assert "you, in WhatsApp: A fine name." in run("memory", "search", "name")
    assert "Jo Silva is your contact" in run("memory", "facts")
    listed = run("imports")
    assert "chat.txt" in listed and "2 messages" in listed
    assert "2 of them known already" in run("import", str(home / "chat.txt"), "--me", "Al")
    assert run("imports") == listed
    assert "Gone: 2 messages from WhatsApp" in run("imports", "erase", listed.split()[0])
    assert "Nothing that was said" in run("memory", "search", "boat")
    assert "Nothing yet" in run("memory", "facts")
    assert b"Petrel" not in (home / "home" / "vault.db").read_bytes()


async def test_what_she_recalled_of_an_import_goes_with_it(home: Path) -> None:
    await bring(home, lambda authors: "Al")
    settings = Settings(home=home / "home")
    async with await open_vault(settings) as vault:
        log, imports = imports_of(vault)
        (brought,) = await imports.all()
        boat, _ = await imports.ids(brought.id)
        for text, source in (("The boat is called Petrel.", boat), ("It rained.", "another")):
            memory: JsonValue = {"text": text, "sources": [source]}
            await log.append(SessionId("s"), "recalled", {"memories": [memory]})
    await erase(settings, Console(file=io.StringIO()), brought.id)
    async with await open_vault(settings) as vault:
        payloads = str([event.payload for event in await imports_of(vault)[0].events()])
    assert "Petrel" not in payloads and "It rained" in payloads


def test_the_person_is_known_by_name(home: Path) -> None:
    asyncio.run(acquaint(Settings(home=home / "home")))
    (home / "chat.txt").write_text(CHAT.replace("Al:", "Theo Maar:"))
    run("import", str(home / "chat.txt"))
    assert "you, in WhatsApp" in run("memory", "search", "fine name")


@pytest.mark.parametrize("answer", ["0", "9"])
def test_nobody_in_it_may_be_the_person(home: Path, answer: str) -> None:
    run("import", str(home / "chat.txt"), input=f"{answer}\n")
    assert "you, in" not in run("memory", "search", "fine name boat")


def test_a_folder_is_an_export_too(home: Path) -> None:
    folder = home / "export"
    folder.mkdir()
    (folder / "_chat.txt").write_text(CHAT)
    assert "2 messages read" in run("import", str(folder), "--me", "Al", "--dates", "dmy")


@pytest.mark.parametrize("content", ["half", "", CHAT + "31/12/21, 10:03 - Jo: \udcff"])
def test_what_cannot_be_read_changes_nothing(
    home: Path, content: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    file = home / "chat.txt"
    file.write_text(content, errors="surrogateescape")
    monkeypatch.setattr("sys.argv", ["anima", "import", str(file)])
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == 1
    assert "anima: " in capsys.readouterr().err
    assert "Nothing was brought" in run("imports")


def test_an_unknown_id_is_one_sentence(
    home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.argv", ["anima", "imports", "erase", "zzz"])
    with pytest.raises(SystemExit):
        main()
    assert "no import of this id" in capsys.readouterr().err


class Cut(BaseException):
    """The process was ended from outside."""


def cut(*_: object) -> Never:
    raise Cut


async def bring(home: Path, who: AskWho) -> str:
    console = Console(file=io.StringIO())
    await import_history(
        Settings(home=home / "home"), console, home / "chat.txt", dates=None, who=who
    )
    assert isinstance(console.file, io.StringIO)
    return console.file.getvalue()


@pytest.mark.parametrize("at", ["asking", "indexing"])
async def test_broken_off_after_reading_it_goes_on(
    home: Path, at: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch, pytest.raises(Cut):
        if at == "indexing":
            patch.setattr("anima.memory.quoted.index_quoted", cut)
        await bring(home, cut if at == "asking" else lambda authors: "Al")
    told = await bring(home, lambda authors: "Al")
    assert "2 messages read." in told and "known already" not in told
    async with await open_vault(Settings(home=home / "home")) as vault:
        (whole,) = await imports_of(vault)[1].all()
    assert (whole.finished, whole.messages) == (True, 2)
    assert "The boat is called Petrel" in await asyncio.to_thread(run, "memory", "search", "boat")


@pytest.mark.slow
async def test_killed_in_the_middle_it_goes_on(home: Path) -> None:
    lines = (f"31/12/21, 10:00 - Jo Silva: word {n}" for n in range(8_000))
    (home / "chat.txt").write_text("\n".join(lines))
    command = [sys.executable, "-m", "anima.cli", "import", str(home / "chat.txt"), "--me", ""]
    environment = {**os.environ, "ANIMA_HOME": str(home / "home")}
    settings = Settings(home=home / "home")
    for _ in range(3):
        running = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL)  # noqa: ASYNC220
        time.sleep(1.5)  # noqa: ASYNC251  # long enough to have begun, too short to be done
        running.send_signal(signal.SIGKILL)
        running.wait()
    async with await open_vault(settings) as vault:
        log = EventLog(vault, OWNER, SystemClock())
        before = await Imports(vault, OWNER, log, SystemClock()).all()
    assert len(before) <= 1
    subprocess.run(command, env=environment, check=True, stdout=subprocess.DEVNULL)  # noqa: ASYNC221
    async with await open_vault(settings) as vault:
        log = EventLog(vault, OWNER, SystemClock())
        (whole,) = await Imports(vault, OWNER, log, SystemClock()).all()
    assert (whole.finished, whole.messages) == (True, 8_000)
