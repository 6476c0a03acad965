"""How a person says her name: the examples they taught, kept in their vault and nowhere else."""

import base64
import binascii

import numpy as np

from anima.memory import EventLog, Forgetting
from anima.values import Event, JsonValue, SessionId
from anima.voice.wake_word import WIDTH, Vectors

_MODEL = "speech-embedding"
"""Whose vectors they are; those of another model would be compared with nothing."""


_SESSION = SessionId("name-sounds")


class NameSounds:
    """The examples of one life, by name: events, so that they move with it and can be erased."""

    def __init__(self, log: EventLog, forgetting: Forgetting) -> None:
        self._log = log
        self._forgetting = forgetting
        self._examples: dict[str, list[Vectors]] = {}

    async def recall(self) -> None:
        """Read what was taught before."""
        self._examples.clear()
        for event in await self._log.events(kinds=("name_taught",)):
            vectors = _vectors(event)
            if vectors is not None:
                self._examples.setdefault(event.text("name"), []).append(vectors)

    def of(self, name: str) -> list[Vectors]:
        """The examples of this name, in the order in which they were taught."""
        return self._examples.get(name, [])

    async def keep(self, name: str, vectors: Vectors) -> None:
        """Keep an example; on return it is durable, and counts."""
        payload: dict[str, JsonValue] = {
            "name": name,
            "model": _MODEL,
            "vectors": base64.b64encode(vectors.astype("<f2").tobytes()).decode(),
        }
        await self._log.append(_SESSION, "name_taught", payload)
        self._examples.setdefault(name, []).append(vectors)

    async def forget(self) -> int:
        """Erase all of them, of every name; returns how many there were."""
        taught = await self._log.events(kinds=("name_taught",))
        known = [event.id for event in taught if event.text("vectors")]
        if known:
            await self._forgetting.erase(known)
        self._examples.clear()
        return len(known)


def _vectors(event: Event) -> Vectors | None:
    """The example of an event; None when it was forgotten, or another model made it."""
    if event.text("model") != _MODEL:
        return None
    try:
        stored = np.frombuffer(base64.b64decode(event.text("vectors"), validate=True), "<f2")
        found = stored.reshape(-1, WIDTH).astype(np.float32)
    except (binascii.Error, ValueError):
        return None
    lengths = np.linalg.norm(found, axis=1, keepdims=True)
    return found / lengths if found.size and np.all(lengths > 0) else None
