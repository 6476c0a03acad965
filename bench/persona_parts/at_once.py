"""One model that answers several conversations at once.

On two cores it reads and writes three replies in less time than one after the other. Which slot of
the server a prompt goes to is left to the server: ours would wait for the slot that has begun like
it, and all of these begin alike.
"""

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable, Sequence
from contextlib import aclosing, asynccontextmanager
from pathlib import Path
from typing import TypeVar

from anima.llm import ChatModel, EmbeddedOptions, OpenAICompatible
from anima.llm.embedded_runtime import EmbeddedRuntime
from anima.llm.profiles import profile_for

AT_ONCE = 3
"""Conversations that the model holds at the same time."""

Said = TypeVar("Said")


@asynccontextmanager
async def at_once(weights: Path, *, threads: int) -> AsyncGenerator[ChatModel]:
    """The model of a GGUF file, for several conversations at the same time."""
    options = EmbeddedOptions(threads=threads, slots=AT_ONCE)
    name = weights.parent.name
    profile = profile_for(name, context_tokens=options.context_tokens, server="llamacpp")
    async with EmbeddedRuntime(weights, name=name, options=options) as runtime:
        model = OpenAICompatible(
            runtime.base_url, model=name, api_key=runtime.api_key, profile=profile
        )
        async with aclosing(model):
            await model.identify()
            yield model


async def together(asked: Sequence[Callable[[], Awaitable[Said]]]) -> list[Said]:
    """What comes of these conversations, in their order; never more at once than have a slot.

    One more, and it would take the slot of another, which then reads its beginning anew.
    """
    places = asyncio.Semaphore(AT_ONCE)

    async def one(ask: Callable[[], Awaitable[Said]]) -> Said:
        async with places:
            return await ask()

    async with asyncio.TaskGroup() as tasks:
        found = [tasks.create_task(one(ask)) for ask in asked]
    return [task.result() for task in found]
