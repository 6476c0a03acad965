"""Another model is named in the settings of somebody who has met her: what becomes of her.

All of it is what a person has: a vault, the settings, and what compares, holds, takes and returns.
Only the other model is made here: the embedded one by another profile, with its longer prompt.
"""

import tempfile
from collections.abc import AsyncGenerator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from anima.app import OWNER, open_vault
from anima.llm import ChatEvent, ChatModel, ChatRequest, Embedder, Message, ModelProfile, Usage
from anima.memory import EventLog
from anima.minds import Minds
from anima.persona.signature import go_back, load_standing, take_held
from anima.settings import Settings
from anima.values import EventKind, JsonValue, SessionId, SystemClock

HERS, OTHER = "qwen2.5-1.5b", "qwen2.5-1.5b-by-a-full-prompt"
_MEETING = SessionId("meeting")
_MET: tuple[tuple[EventKind, dict[str, JsonValue]], ...] = (
    ("voice_chosen", {"voice": "af_heart"}),
    ("question_answered", {"question": "name", "text": "Theo", "name": "Theo", "settled": True}),
    ("name_accepted", {"name": "Wren"}),
    ("disclosed", {"text": "I'm an AI."}),
)


@dataclass(frozen=True, slots=True)
class Swap:
    """What became of her when the settings named another model.

    Attributes:
        way: `inside`: it became hers; `held`: it did not.
        why: What the person is told.
        stayed: Whether she answered by her own after the comparison.
        taken: Whether one word then gave her the other.
        returned: Whether one word gave her her own again.
    """

    way: str
    why: str
    stayed: bool
    taken: bool
    returned: bool

    @property
    def is_well(self) -> bool:
        """Herself by the other; or it was held, explained, and hers to take and to give back."""
        if self.way == "inside":
            return not self.stayed and self.returned
        return (
            self.way == "held" and self.stayed and bool(self.why) and self.taken and self.returned
        )


class _Otherwise:
    """The same model by another profile."""

    def __init__(self, model: ChatModel) -> None:
        self._model = model
        self.profile = ModelProfile(OTHER, 4096, "full", tools=False, structured=True)

    def stream(self, request: ChatRequest) -> AsyncGenerator[ChatEvent]:
        return self._model.stream(request)

    async def count_tokens(self, messages: Sequence[Message]) -> int:
        return await self._model.count_tokens(messages)

    async def warm(self, messages: Sequence[Message]) -> Usage:
        return await self._model.warm(messages)


async def swapped(model: ChatModel, encoder: Embedder, probes: Sequence[str]) -> Swap:
    """Live with the one, name the other in the settings, and follow what comes."""

    @asynccontextmanager
    async def opened(settings: Settings) -> AsyncGenerator[ChatModel]:
        yield _Otherwise(model) if settings.llm_weights == OTHER else model

    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(home=Path(folder), llm_weights=HERS)
        async with await open_vault(settings) as vault:
            log = EventLog(vault, OWNER, SystemClock())
            await log.append_all([(_MEETING, kind, payload) for kind, payload in _MET])

            def minds(weights: str) -> Minds:
                named = replace(settings, llm_weights=weights)
                return Minds(log, named, opened, lambda: True, lambda: encoder, probes=probes)

            async with minds(HERS).open():
                pass
            return await _followed(log, minds(OTHER))


async def _followed(log: EventLog, minds: Minds) -> Swap:
    async with minds.open() as answering:
        hers = answering.profile.name
        await minds.compare()
        now = await load_standing(log)
        stayed, taken = answering.profile.name == hers, False
        if now.held is not None:
            await take_held(log)
            await minds.follow()
            taken = answering.profile.name == OTHER
        await go_back(log)
        await minds.follow()
        return Swap(now.way, now.why, stayed, taken, answering.profile.name == hers)
