"""By the terminal, with the real models: met, talked with, closed; and the next day she knows."""

import os
import sys
from asyncio import create_subprocess_exec
from asyncio.subprocess import PIPE
from dataclasses import replace
from pathlib import Path

import pytest
from acquainted import acquaint

from anima.app import OWNER, open_vault
from anima.memory import EventLog, Transcript
from anima.persona import load_identity
from anima.settings import Settings
from anima.values import SystemClock

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]


async def chat(home: Path, *lines: str) -> str:
    """What `anima chat` prints when these lines are typed and the input ends."""
    process = await create_subprocess_exec(
        *(sys.executable, "-m", "anima.cli", "chat"),
        env=os.environ | {"ANIMA_HOME": str(home), "COLUMNS": "200"},
        stdin=PIPE,
        stdout=PIPE,
    )
    printed, _ = await process.communicate("".join(f"{line}\n" for line in lines).encode())
    assert process.returncode == 0
    return printed.decode()


async def test_the_first_meeting_in_the_terminal_ends_with_a_name(tmp_path: Path) -> None:
    printed = await chat(tmp_path, "2", "I'm Theo.", "Quiet ones.", "A bit of both.", "Yes.")
    settings = replace(Settings(), home=tmp_path)
    async with await open_vault(settings) as vault:
        who = await load_identity(EventLog(vault, OWNER, SystemClock()))
    assert who.met
    assert who.person_name == "Theo"
    assert who.name
    assert f"I'm {who.name}" in printed
    assert "an AI" in printed


async def test_tomorrow_she_greets_by_what_was_said_and_can_be_asked(tmp_path: Path) -> None:
    settings = replace(Settings(), home=tmp_path)
    await acquaint(settings)
    await chat(tmp_path, "My dog Biscuit had an operation on his paw this morning.")
    printed = await chat(tmp_path, "What did I tell you about my dog?")
    greeting, _, answer = printed.partition("you: ")
    assert any(word in greeting for word in ("Biscuit", "dog", "paw", "operation")), greeting
    assert any(word in answer for word in ("Biscuit", "paw", "operation")), answer
    async with await open_vault(settings) as vault:
        said = await Transcript(vault, OWNER).search("operation paw")
    assert said[0].text.startswith("My dog Biscuit")
