"""What of letters is to go when something is erased: a letter that names it goes as a whole."""

import json
from collections.abc import Collection

from anima.letters.letter import SESSION, Letter, Stage, session_of
from anima.letters.letter_error import LetterError
from anima.memory import EventLog, Forgetting
from anima.memory.plain_text import words
from anima.memory.stems import content_words, term
from anima.values import Event, EventId, EventKind, SessionId

_OF_A_LETTER: tuple[EventKind, ...] = (
    "brief_written",
    "letter_written",
    "claim_confirmed",
    "letter_shown",
)
_APART: tuple[EventKind, ...] = ("reply_received", "correspondent_noted", "writing_sampled")
"""What goes alone: a letter stays when only its answer names the thing."""


async def events_naming(log: EventLog, topic: str) -> set[EventId]:
    """Everything of letters that has all content words of a topic: whole letters, replies,
    correspondents and samples. Nothing for a topic without content."""
    wanted = {term(word) for word in content_words(topic)}
    if not wanted:
        return set()
    found = [
        event for event in await log.events(kinds=(*_OF_A_LETTER, *_APART)) if _names(event, wanted)
    ]
    return await whole_letters(log, {event.id for event in found})


async def whole_letters(log: EventLog, events: Collection[EventId]) -> set[EventId]:
    """These events, and with each that is a letter's own words the rest of that letter."""
    known = await log.of(events)
    sessions: set[SessionId] = {
        event.session
        for event in known.values()
        if event.session.startswith(SESSION) and event.kind not in _APART
    }
    found = set(events)
    kinds: tuple[EventKind, ...] = (*_OF_A_LETTER, "parcel_kept", "reply_received")
    for session in sessions:
        found |= {event.id for event in await log.events(kinds=kinds, session=session)}
    return found


def _names(event: Event, wanted: set[int]) -> bool:
    text = json.dumps(event.payload, ensure_ascii=False)
    return wanted <= {term(word) for word in words(text)}


async def discard(log: EventLog, forgetting: Forgetting, letter: Letter) -> None:
    """Take a letter out of the vault, with its versions, what was shown of it, and its replies.

    Raises `LetterError` while it is on its way: what became of it is to be known first.
    """
    if letter.stage in (Stage.SENDING, Stage.UNCLEAR):
        raise LetterError(
            f"The letter is {letter.stage.value}; it cannot be thrown away now.",
            advice="Find out first what became of it.",
        )
    session = session_of(letter.id)
    briefs = await log.events(kinds=("brief_written",), session=session)
    await forgetting.erase(await whole_letters(log, {each.id for each in briefs}))
