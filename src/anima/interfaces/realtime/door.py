"""A whole Realtime conversation: one client, one conversation, one voice session."""

import asyncio
import time
from collections.abc import Callable

from anima.interfaces.realtime.asked_dialogue import AskedDialogue, Noting
from anima.interfaces.realtime.line import RealtimeLine
from anima.values import Clock
from anima.voice import Line, SpeechModels, converse
from anima.voice.manner import USUAL, Manner


async def converse_realtime(
    socket: Line,
    dialogue: Noting,
    models: SpeechModels,
    *,
    clock: Clock,
    model: str,
    manner: Manner = USUAL,
    now: Callable[[], float] = time.monotonic,
) -> None:
    """Hold a conversation with a client that speaks OpenAI's Realtime protocol.

    `socket` carries the protocol's events as JSON text, and `model` is the name that the client
    called her by.
    """
    asked = AskedDialogue(dialogue)
    line = RealtimeLine(socket, asked, model=model, now=now)
    async with asyncio.TaskGroup() as tasks:
        helpers = [tasks.create_task(line.read()), tasks.create_task(line.report())]
        # Such a client plays what it gets: it cannot be asked to wait while a cough is judged.
        await converse(
            line, asked, models, clock=clock, about={}, manner=manner, holds=False, now=now
        )
        for helper in helpers:
            helper.cancel()
