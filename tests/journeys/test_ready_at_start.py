"""After a start, the model has read what a conversation begins with before anybody comes."""

from collections.abc import AsyncGenerator, Sequence
from contextlib import aclosing
from dataclasses import replace
from pathlib import Path

import pytest
from acquainted import acquaint

from anima.app import running
from anima.llm import ChatEvent, ChatModel, ChatRequest, Finished, Message, ModelProfile, Usage
from anima.settings import Settings
from anima.values import Utterance

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]


class Counted:
    """A model whose counters of the last request can be read."""

    def __init__(self, model: ChatModel) -> None:
        self._model = model
        self.usage: Usage | None = None

    @property
    def profile(self) -> ModelProfile:
        return self._model.profile

    async def stream(self, request: ChatRequest) -> AsyncGenerator[ChatEvent]:
        async with aclosing(self._model.stream(request)) as events:
            async for event in events:
                if isinstance(event, Finished):
                    self.usage = event.usage
                yield event

    async def count_tokens(self, messages: Sequence[Message]) -> int:
        return await self._model.count_tokens(messages)

    async def warm(self, messages: Sequence[Message]) -> Usage:
        return await self._model.warm(messages)


async def test_the_first_answer_finds_its_prompt_read_and_the_log_knows_of_nothing(
    tmp_path: Path,
) -> None:
    settings = replace(Settings(), home=tmp_path)
    await acquaint(settings)
    async with running(settings, voice=False) as anima:
        before = await anima.log.events()
        await anima.warm()
        assert await anima.log.events() == before
        anima.model = counted = Counted(anima.model)
        async with anima.conversation(resume=False) as conversation:
            async for _ in conversation.reply(Utterance("The lake was cold this morning.")):
                pass
        assert counted.usage is not None
        assert counted.usage.prompt_tokens > 300
        assert counted.usage.cached_tokens > 0.8 * counted.usage.prompt_tokens
    # After the next start nobody has to wait for it, even who comes at once.
    assert b"Theo" not in (tmp_path / "vault.aside").read_bytes()
    async with running(settings, voice=False) as anima:
        anima.model = counted = Counted(anima.model)
        async with anima.conversation(resume=False) as conversation:
            async for _ in conversation.reply(Utterance("The lake was cold this morning.")):
                pass
        assert counted.usage is not None
        assert counted.usage.cached_tokens > 0.8 * counted.usage.prompt_tokens
