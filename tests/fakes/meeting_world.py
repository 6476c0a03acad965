"""What a first meeting takes place in: a real encrypted log, and a model that may be down."""

from collections.abc import AsyncGenerator, Sequence
from pathlib import Path

from anima.llm import ChatEvent, ChatRequest, Finished, Message, ModelProfile, TextDelta, Usage
from anima.memory import EventLog, migrations
from anima.storage import Vault, open_key
from anima.values import ModelUnavailableError, PersonId, SystemClock

PERSON = PersonId("owner")


class AbsentModel:
    """A model that gives the answers it was made with, whole, and is down afterwards."""

    def __init__(self, *answers: str) -> None:
        self.answers = list(answers)
        self.requests: list[ChatRequest] = []

    @property
    def profile(self) -> ModelProfile:
        return ModelProfile("absent", 4096, "short", tools=False, structured=True)

    async def stream(self, request: ChatRequest) -> AsyncGenerator[ChatEvent]:
        self.requests.append(request)
        if not self.answers:
            raise ModelUnavailableError("Nobody answers.")
        yield TextDelta(self.answers.pop(0))
        yield Finished("stop", Usage(0, 0, 0))

    async def count_tokens(self, messages: Sequence[Message]) -> int:
        return sum(len(message.text) // 4 for message in messages)

    async def warm(self, messages: Sequence[Message]) -> Usage:
        raise ModelUnavailableError("Nobody answers.")


async def open_log(folder: Path) -> tuple[Vault, EventLog]:
    """The log of the vault in this folder; close the vault at the end."""
    vault = await Vault.open(folder / "vault.db", open_key(folder), migrations=migrations())
    return vault, EventLog(vault, PERSON, SystemClock())
