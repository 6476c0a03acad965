"""The signature she is known by, kept in her log, and whether another model is still her."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256

from anima.llm import ChatModel, Embedder
from anima.memory import EventLog
from anima.persona.character import Character
from anima.persona.expression import expression_of
from anima.persona.growth import EDITS, load_character
from anima.persona.identity import load_identity
from anima.persona.prompt import system_messages
from anima.persona.signature.compare import Comparison, compare
from anima.persona.signature.probes import PROBES
from anima.persona.signature.signature import (
    OnProgress,
    Signature,
    replies_to_probes,
    signature_of,
)
from anima.values import JsonValue

_DAY = date(2026, 11, 27)
"""She is always asked on the same day, without anything that she knows: only her manner counts."""


@dataclass(frozen=True, slots=True)
class Kept:
    """What she is known by, and who she had become when it was taken."""

    signature: Signature
    character: str


@dataclass(frozen=True, slots=True)
class Examination:
    """What came of asking her the probes.

    Attributes:
        now: How she talks by the present model.
        was: What she was known by; None the first time.
        comparison: Whether `now` is in the band of `was`; None the first time.
        has_grown: Whether changes of hers were decided since, which may show as well.
    """

    now: Signature
    was: Signature | None = None
    comparison: Comparison | None = None
    has_grown: bool = False


async def load_kept(log: EventLog) -> Kept | None:
    """What she is known by; None when it was never taken or is damaged."""
    for event in reversed(await log.events(kinds=("signature_taken",))):
        if found := Signature.from_json(event.payload):
            return Kept(found, event.text("character"))
    return None


async def examine(
    log: EventLog,
    model: ChatModel,
    embedder: Embedder,
    *,
    keep: bool = False,
    probes: Sequence[str] = PROBES,
    on_progress: OnProgress = lambda done, total: None,
) -> Examination:
    """Ask her the probes by this model, and compare with what she is known by.

    Twice, for the band of test and retest, when it is to be kept: the first time, or with `keep`.
    Raises `ModelError` when the model cannot answer; nothing is kept then.
    """
    identity, character = await load_identity(log), await load_character(log)
    head = system_messages(
        identity,
        model.profile,
        today=_DAY,
        about_person=(),
        expression=expression_of(character),
    )
    kept = await load_kept(log)
    count = 2 if keep or kept is None else 1
    takes: list[Sequence[str]] = []
    for take in range(count):
        before = take * len(probes)

        def progress(done: int, total: int, before: int = before) -> None:
            on_progress(before + done, count * total)

        replies = await replies_to_probes(
            model, head, seed=take + 1, probes=probes, on_progress=progress
        )
        takes.append(replies)
    now = await signature_of(model.profile.name, takes, embedder)
    mark = _mark(character)
    if count == 2:
        payload: dict[str, JsonValue] = {**now.as_json(), "character": mark}
        await log.append(EDITS, "signature_taken", payload)
    if kept is None:
        return Examination(now)
    was = kept.signature
    return Examination(now, was, compare(was, now), kept.character != mark)


async def is_outdated(log: EventLog, kept: Kept) -> bool:
    """Whether changes of hers were decided since it was taken."""
    return kept.character != _mark(await load_character(log))


def _mark(character: Character) -> str:
    return sha256(character.canonical()).hexdigest()
