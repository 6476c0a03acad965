"""The models of one installation: loaded once for all who live there; they keep nothing."""

import asyncio
from collections.abc import AsyncGenerator, Callable
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager, suppress
from dataclasses import dataclass, field
from typing import Protocol

from anima.llm import ChatModel, Embedder, SenseEncoder
from anima.settings import Settings
from anima.values import AnimaError
from anima.voice import SpeechModels

Opener = Callable[[Settings], AbstractAsyncContextManager[ChatModel]]
_Name = tuple[str, ...]


class Life(Protocol):
    """Somebody's life with her, as far as it matters who talks."""

    def is_talking(self) -> bool:
        """Whether somebody talks with her, and does not merely have a page open."""
        ...


@dataclass(slots=True)
class _Opened:
    model: ChatModel
    stack: AsyncExitStack
    users: int = 0


class LanguageModels:
    """Opens each language model once, however many lives use it, and closes it after the last."""

    def __init__(self, opener: Opener) -> None:
        self._opener = opener
        self._opened: dict[_Name, _Opened] = {}
        self._opening = asyncio.Lock()

    async def hold(self, settings: Settings, held: AsyncExitStack) -> None:
        """Have the model of these settings ready, also while nobody is there.

        One that cannot be opened is left to whoever needs it, and told there.
        """
        with suppress(AnimaError):
            await held.enter_async_context(self.open(settings))

    @asynccontextmanager
    async def open(self, settings: Settings) -> AsyncGenerator[ChatModel]:
        """The model that these settings name. Raises `WeightsError` or `SettingsError`."""
        name = (
            settings.llm,
            settings.llm_model,
            settings.llm_weights,
            settings.llm_key,
            settings.llm_thinks,
        )
        async with self._opening:
            if name not in self._opened:
                async with AsyncExitStack() as stack:
                    model = await stack.enter_async_context(self._opener(settings))
                    self._opened[name] = _Opened(model, stack.pop_all())
            opened = self._opened[name]
            opened.users += 1
        try:
            yield opened.model
        finally:
            async with self._opening:
                opened.users -= 1
                if not opened.users:
                    del self._opened[name]
                    await opened.stack.aclose()


@dataclass(slots=True)
class SharedModels:
    """What all lives of an installation share.

    Attributes:
        languages: The models that answer.
        embedding: The model that finds by meaning.
        speech: Those that listen and speak; None for text alone.
        sense: The model that hears what a sentence hints at; None: `embedding` stands in.
        lives: Who is awake by them just now: heavy work waits until nobody talks.
    """

    languages: LanguageModels
    embedding: Embedder
    speech: SpeechModels | None
    sense: SenseEncoder | None = None
    lives: list[Life] = field(default_factory=list[Life])
    held: AsyncExitStack = field(default_factory=AsyncExitStack)
    """What is open also while nobody is there."""

    def alone(self) -> bool:
        """Whether nobody talks with her, whoever it might be."""
        return not any(life.is_talking() for life in self.lives)

    async def let_go(self) -> None:
        """What was held stays open only for those who use it."""
        await self.held.aclose()
