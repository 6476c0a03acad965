"""Another part that keeps what was said: asked before something is forgotten, and obeying."""

from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Protocol

from anima.storage import Connection
from anima.values import EventId

__all__ = ["Alongside", "Held"]


@dataclass(frozen=True, slots=True)
class Held:
    """What a part holds that names a topic.

    Attributes:
        events: Its events, which go when the topic is forgotten.
        said: What they are, to be told before: "2 letters that name it"; empty for nothing.
    """

    events: frozenset[EventId] = field(default_factory=frozenset[EventId])
    said: str = ""


class Alongside(Protocol):
    """A part above memory that keeps events of its own, made of what was said."""

    async def naming(self, topic: str) -> Held:
        """What it holds that has all content words of a topic."""
        ...

    def let_go(self, connection: Connection, facts: Collection[str]) -> None:
        """Take these facts, by their ids, out of all it holds; inside the caller's transaction."""
        ...
