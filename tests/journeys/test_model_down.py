"""The model's server is killed in the middle of a conversation, and comes back."""

import asyncio
import os
import signal
from dataclasses import replace
from pathlib import Path

import pytest
from acquainted import acquaint

from anima.app import running
from anima.conversation import Reply
from anima.llm import EmbeddedRuntime
from anima.models import WeightStore
from anima.settings import Settings
from anima.values import Delta, Ended, TurnEvent, Utterance

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]


async def run(reply: Reply) -> list[TurnEvent]:
    return [event async for event in reply]


async def test_what_was_heard_is_kept_and_the_next_turn_works(tmp_path: Path) -> None:
    weights = WeightStore().folder("qwen2.5-1.5b") / "model.gguf"
    async with EmbeddedRuntime(weights, name="qwen2.5-1.5b") as runtime:
        settings = replace(Settings(), home=tmp_path, llm=runtime.base_url, llm_key=runtime.api_key)
        await acquaint(settings)
        async with running(settings, voice=False) as anima, anima.conversation() as conversation:
            assert (await run(conversation.reply(Utterance("Hello."))))[-1] == Ended("complete")
            assert runtime.process_id is not None
            os.kill(runtime.process_id, signal.SIGKILL)
            events = await run(conversation.reply(Utterance("The key is under the blue stone.")))
            assert events[-1] == Ended("unavailable")
            words = "".join(event.text for event in events if isinstance(event, Delta))
            assert "can't think" in words
            kept = await anima.transcript.search("blue stone")
            assert [turn.text for turn in kept] == ["The key is under the blue stone."]
            async with asyncio.timeout(120):
                answered = False
                while not answered:
                    # A person does not ask a hundred times a second.
                    await asyncio.sleep(1)
                    events = await run(conversation.reply(Utterance("Are you back?")))
                    answered = events[-1] == Ended("complete")
