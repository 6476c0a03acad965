"""`anima upgrade` and `anima downgrade` as a person uses them."""

import asyncio
import os
import subprocess
import sys
from pathlib import Path

import pytest
from scripted_model import ScriptedModel
from typer.testing import CliRunner

from anima.app import OWNER, open_vault
from anima.cli import app, main
from anima.conversation import Conversation
from anima.memory import EventLog, Forgetting, MemorySearch, Recall
from anima.settings import Settings
from anima.storage import Vault, server_of, serving
from anima.upgrade_app import drawn
from anima.values import Delta, StorageError, SystemClock
from tests.continuity.conftest import live

SERVER = """
import signal, sys, time
from pathlib import Path
from anima.storage import serving
signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
with serving(Path(sys.argv[1])):
    print("ready", flush=True)
    time.sleep(60)
"""


def run(*words: str) -> str:
    result = CliRunner(env={"COLUMNS": "200", "NO_COLOR": "1"}).invoke(app, [*words])
    assert result.exit_code == 0, result.output
    return result.output


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    asyncio.run(live(tmp_path))
    monkeypatch.setenv("ANIMA_HOME", str(tmp_path))
    return tmp_path


def test_she_is_away_for_a_moment_and_says_so(home: Path) -> None:
    told = run("upgrade")
    assert "I am here as always" in told
    assert "things that I know: I know them there, too" in told
    assert "I am back. It took" in told
    assert "Lisbon" in run("memory", "facts")
    assert "I am back" in run("downgrade")
    assert "Lisbon" in run("memory", "facts")
    assert {"vault.db", "vault.newer.db"} <= set(os.listdir(home))


def test_a_vault_that_would_know_something_otherwise_is_not_taken(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def forgetful(vault: Vault) -> None:
        await drawn(vault)
        await vault.write(lambda c: c.execute("DELETE FROM fact WHERE object = 'Lisbon'"))

    monkeypatch.setattr("anima.upgrade_app.drawn", forgetful)
    refused = CliRunner().invoke(app, ["upgrade"])
    assert isinstance(refused.exception, StorageError)
    assert "lives in: it was “Lisbon”" in refused.output
    assert "Lisbon" not in str(refused.exception)
    assert not (home / "vault.previous.db").exists()
    assert "Lisbon" in run("memory", "facts")
    assert "You want it anyway" in run("upgrade", "--anyway")
    assert (home / "vault.previous.db").exists()


def test_a_server_is_asked_to_end(home: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", SERVER, str(home)], stdout=subprocess.PIPE
    ) as server:
        assert server.stdout and server.stdout.readline() == b"ready\n"
        assert server_of(home) == server.pid
        assert "I am back" in run("upgrade", "--now")
        assert server.wait() == 0
    assert server_of(home) is None
    assert "I am back" in run("upgrade", "--now")


def test_another_process_with_the_number_of_a_dead_server_lives_on(home: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", SERVER, str(home)], stdout=subprocess.PIPE
    ) as server:
        assert server.stdout and server.stdout.readline() == b"ready\n"
        server.kill()
    with subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"]) as other:
        (home / "serving.pid").write_text(str(other.pid))
        assert "I am back" in run("upgrade", "--now")
        assert other.poll() is None
        other.kill()


def test_a_second_server_leaves_the_first_its_place(home: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", SERVER, str(home)], stdout=subprocess.PIPE
    ) as first:
        assert first.stdout and first.stdout.readline() == b"ready\n"
        with serving(home):
            assert server_of(home) == first.pid
        assert server_of(home) == first.pid
        first.terminate()


def test_a_server_that_will_not_end_is_one_sentence(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("anima.upgrade_app.PATIENCE_SECONDS", 0.1)
    deaf = SERVER.replace("lambda *_: sys.exit(0)", "signal.SIG_IGN")
    with subprocess.Popen([sys.executable, "-c", deaf, str(home)], stdout=subprocess.PIPE) as it:
        assert it.stdout and it.stdout.readline() == b"ready\n"
        refused = CliRunner().invoke(app, ["upgrade", "--now"])
        assert isinstance(refused.exception, StorageError)
        it.kill()
    assert not (home / ".next").exists()


def test_refused_while_she_runs_it_leaves_no_second_vault(home: Path) -> None:
    async def talk_and_upgrade() -> None:
        async with await open_vault(Settings(home=home)):
            await asyncio.to_thread(refused)

    def refused() -> None:
        result = CliRunner().invoke(app, ["upgrade"])
        assert "open in another program" in str(result.exception)

    asyncio.run(talk_and_upgrade())
    assert not (home / ".next").exists()
    assert "I am back" in run("upgrade")


def test_a_server_that_died_is_none(home: Path) -> None:
    with serving(home):
        (home / "serving.pid").write_text("999999999")
        assert server_of(home) is None


def test_without_a_version_before_there_is_no_way_back(
    home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.argv", ["anima", "downgrade"])
    with pytest.raises(SystemExit):
        main()
    assert "no vault of a version before" in capsys.readouterr().err


def test_her_first_words_after_it_say_that_she_is_back_once(home: Path) -> None:
    run("upgrade")

    async def greeting() -> str:
        async with await open_vault(Settings(home=home)) as vault:
            log, clock = EventLog(vault, OWNER, SystemClock()), SystemClock()
            conversation = await Conversation.open(
                log=log,
                recall=Recall(vault, OWNER, clock),
                forgetting=Forgetting(vault, OWNER, log, MemorySearch(vault, OWNER)),
                model=ScriptedModel(),
                clock=clock,
            )
            reply = conversation.greet()
            assert reply is not None
            said = [event.text async for event in reply if isinstance(event, Delta)]
            await conversation.close()
            return "".join(said)

    assert "I'm back. I was away for a moment" in asyncio.run(greeting())
    assert "I'm back." not in asyncio.run(greeting())
