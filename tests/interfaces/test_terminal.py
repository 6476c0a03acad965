"""The terminal: lines in, her words out, over a real vault and a scripted model."""

import asyncio
import io
import os
import pty
import select
import signal
import subprocess
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path

import pytest
from acquainted import acquaint
from rich.console import Console
from scripted_model import ScriptedModel

from anima.app import OWNER, open_vault
from anima.conversation import Conversation
from anima.interfaces.terminal import Terminal, VoiceChoice
from anima.memory import EventLog, Forgetting, MemorySearch, Recall
from anima.settings import Settings
from anima.values import SystemClock

CHAT = """
import asyncio, pathlib, signal, sys
from memory_door import scripted_anima
from rich.console import Console
from scripted_model import ScriptedModel
from anima.interfaces.terminal import Terminal

async def chat():
    home = pathlib.Path(sys.argv[1])
    async with scripted_anima(home, model=ScriptedModel("How nice.")) as anima:
        async with anima.conversation(resume=False) as conversation:
            await Terminal(Console()).chat(conversation)

# Where the tests run in the background of a shell, Ctrl-C would be ignored.
signal.signal(signal.SIGINT, signal.default_int_handler)
asyncio.run(chat())
"""

CHOICES = [VoiceChoice("af_heart", "warm"), VoiceChoice("bm_george", "deep")]


def typed(*lines: str) -> Callable[[str], Awaitable[str | None]]:
    """A keyboard on which these lines are typed, and then the input ends."""
    left = list(lines)

    async def read_line(_prompt: str) -> str | None:
        return left.pop(0) if left else None

    return read_line


def screen() -> Console:
    return Console(file=io.StringIO(), width=100)


def shown(console: Console) -> str:
    file = console.file
    assert isinstance(file, io.StringIO)
    return file.getvalue()


@pytest.fixture
async def conversation(tmp_path: Path) -> AsyncIterator[Conversation]:
    settings = Settings(home=tmp_path)
    await acquaint(settings)
    async with await open_vault(settings) as vault:
        clock = SystemClock()
        log = EventLog(vault, OWNER, clock)
        yield await Conversation.open(
            log=log,
            recall=Recall(vault, OWNER, clock),
            forgetting=Forgetting(vault, OWNER, log, MemorySearch(vault, OWNER)),
            model=ScriptedModel("Bread, then [1]. Which kind?", "Sleep well."),
            clock=clock,
        )


async def test_she_greets_answers_and_the_input_ends(conversation: Conversation) -> None:
    console = screen()
    await Terminal(console, typed("I baked today.", "   ", "Good night.")).chat(conversation)
    words = shown(console)
    assert "Wren:" in words
    assert words.index("Bread, then [1]. Which kind?") < words.index("Sleep well.")


async def test_a_voice_is_chosen_by_its_number() -> None:
    console = screen()
    chosen = await Terminal(console, typed("9", "deep", "2")).choose_voice(CHOICES)
    assert chosen == "bm_george"
    assert shown(console).count("Please give a number") == 2


async def test_no_voice_is_chosen_when_the_input_ends() -> None:
    assert await Terminal(screen(), typed()).choose_voice(CHOICES) is None


def read_until(keyboard: int, words: str) -> None:
    """Wait until the terminal shows these words."""
    shown = ""
    while words not in shown:
        assert select.select([keyboard], [], [], 60)[0], f"it shows only: {shown}"
        shown += os.read(keyboard, 4096).decode()


def ended_by_ctrl_c(home: Path, *said: str) -> int:
    """How a typed talk ends at whose prompt, after this was said, Ctrl-C is pressed."""
    keyboard, terminal = pty.openpty()
    path = os.pathsep.join(filter(None, sys.path))
    with subprocess.Popen(
        [sys.executable, "-c", CHAT, str(home)],
        stdin=terminal,
        stdout=terminal,
        stderr=terminal,
        env=os.environ | {"PYTHONPATH": path, "TERM": "dumb"},
    ) as process:
        try:
            read_until(keyboard, "you: ")
            for line in said:
                os.write(keyboard, f"{line}\n".encode())
                read_until(keyboard, "How nice.")
                read_until(keyboard, "you: ")
            process.send_signal(signal.SIGINT)
            return process.wait(30)
        finally:
            process.kill()
            os.close(terminal)
            os.close(keyboard)


@pytest.mark.parametrize("said", [(), ("I baked today.",)])
async def test_ctrl_c_at_the_prompt_ends_the_talk_in_order(
    tmp_path: Path, said: tuple[str, ...]
) -> None:
    settings = Settings(home=tmp_path)
    await acquaint(settings)
    assert await asyncio.to_thread(ended_by_ctrl_c, tmp_path, *said) == -signal.SIGINT
    async with await open_vault(settings) as vault:
        newest = await EventLog(vault, OWNER, SystemClock()).newest(("session_closed",), 1)
        assert newest
