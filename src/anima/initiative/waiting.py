"""What she began with and has not said yet: whether it may still be said, after all that was heard.

Hours and days go by between the two, in which the person talks with her, here or by another door.
"""

import asyncio
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from anima.initiative.avoided import danger_lately, spoken_of_since
from anima.initiative.danger import InDanger
from anima.initiative.days import OWN
from anima.initiative.loose_ends import ends_in, forget_read_ends, key_of, terms_of
from anima.initiative.loss import Loss, is_touched, loss_in
from anima.initiative.put_off import DANGER, EASED
from anima.memory import EventLog, LeftAlone
from anima.memory.facts.clauses import expanded
from anima.memory.stems import content_words
from anima.values import Event, EventId, JsonValue, SessionId

OLD = timedelta(days=7)
"""What was begun longer ago is not said any more; a day has an end of its own."""

LOOK_BACK = 8000
"""The newest things said in which danger is looked for."""

_OWN = (OWN, "you")


@dataclass(frozen=True, slots=True)
class Begun:
    """Something that she began with and that nobody has answered yet."""

    id: EventId
    at: datetime
    text: str
    reason: str
    about: str
    sources: tuple[str, ...]
    until: datetime | None = None
    kind: str = ""
    key: str = ""
    sequence: int = 0


async def waiting(log: EventLog, now: datetime) -> list[Begun]:
    """What she began with and nobody has answered yet, oldest first.

    It is answered when she has said it at an arrival, or when the person has put it aside. Words
    that hold for a time only, such as good wishes for today, are not said after it, and nothing is
    that was begun a week ago. What the person has spoken of since need not be asked, nor what a
    death has ended. What somebody put off is not asked about while danger was heard lately; and
    nothing is, where danger was heard in the talk in which it was told, nor is anybody proposed who
    was named in such a talk.
    """
    begun = [each for each in await unanswered(log) if _still_holds(each, now)]
    if not begun:
        return []
    sources = await log.of({EventId(source) for each in begun for source in each.sources})
    begun = await _without_danger(log, begun, sources, now)
    if not begun:
        return []
    heard = await log.events(kinds=("heard",), after=min(each.sequence for each in begun))
    heard = [event for event in heard if event.text() and not event.text("play")]
    # A week of talk is read here, while somebody else may be speaking with her.
    return await asyncio.to_thread(_unsettled, begun, sources, heard)


async def unanswered(log: EventLog) -> list[Begun]:
    """What she began with, was not said yet, and is not left alone; oldest first."""
    began = await log.events(kinds=("began",))
    if not began:
        return []
    after = began[0].sequence
    answers = await log.events(kinds=("began_answered", "spoken"), after=after)
    done = {event.text("began") for event in answers}
    alone = LeftAlone.of(await log.events(kinds=("left_alone",)))
    return [
        Begun(
            event.id,
            event.at,
            event.text(),
            event.text("reason"),
            event.text("about"),
            _texts(event.payload.get("sources")),
            datetime.fromisoformat(event.text("until")) if event.text("until") else None,
            event.text("kind"),
            event.text("key"),
            event.sequence,
        )
        for event in began
        if event.id not in done and event.text() and not alone.touches(event.text("about"))
    ]


def _still_holds(each: Begun, now: datetime) -> bool:
    if each.until is not None:
        return now < each.until
    return now - each.at < OLD


async def _without_danger(
    log: EventLog, begun: Sequence[Begun], sources: Mapping[EventId, Event], now: datetime
) -> list[Begun]:
    """Those of what she began with that touch no talk with danger, heard then or since."""
    danger = await log.newest((*DANGER, EASED), LOOK_BACK)
    if not danger:
        return list(begun)
    heard = [
        event
        for session in {each.session for each in danger}
        for event in await log.events(kinds=("heard",), session=SessionId(session))
    ]
    grave = InDanger.of([*sources.values(), *heard, *danger])

    def touches(each: Begun) -> bool:
        if each.kind == "date" and each.about in _OWN:  # one's own birthday is one all the same
            return False
        if not grave.events.isdisjoint(each.sources):
            return True
        if each.kind == "date":
            return grave.names(each.about) or grave.is_behind(each.text)
        if each.kind == "somebody":
            return grave.names(each.about)
        return each.kind == "avoided" and danger_lately(danger, now)

    return [each for each in begun if not touches(each)]


def _unsettled(
    begun: Sequence[Begun], sources: Mapping[EventId, Event], heard: Sequence[Event]
) -> list[Begun]:
    """What is still to be asked; everything heard is read once for a loss."""
    try:
        told = [(event, loss_in(event.text())) for event in heard]
        return [each for each in begun if not _is_settled(each, sources, told)]
    finally:
        forget_read_ends()  # here, so that a look that was cancelled leaves nothing behind either


def _is_settled(
    each: Begun, sources: Mapping[EventId, Event], told: Sequence[tuple[Event, Loss | None]]
) -> bool:
    """Whether what was heard since it was begun leaves nothing to ask."""
    since = [event for event, _ in told if event.sequence > each.sequence]
    losses = [loss for event, loss in told if loss and event.sequence > each.sequence]
    if each.kind == "date":
        is_birthday = "birthday" in each.text and each.about not in _OWN
        return is_birthday and any(loss.may_be_of(each.about) for loss in losses)
    if any(is_touched(each.text, loss) for loss in losses):
        return True
    if each.kind == "avoided":
        return spoken_of_since(each.about, since)
    if each.kind == "somebody":
        named = re.compile(rf"\b{re.escape(each.about)}\b")
        return any(named.search(event.text()) for event in since)
    return any(_comes_back_to(each, sources, event) for event in since)


def _comes_back_to(each: Begun, sources: Mapping[EventId, Event], event: Event) -> bool:
    """Whether words speak of a loose end: by one of the words that name it."""
    words = terms_of(content_words(expanded(event.text())))
    ends = [
        end
        for source in each.sources
        if (told := sources.get(EventId(source))) is not None
        for end in ends_in(told.text(), told)
        if key_of(end) == each.key.partition(":")[2]
    ]
    return any(not end.topic.isdisjoint(words) for end in ends)


def _texts(value: JsonValue) -> tuple[str, ...]:
    return tuple(str(each) for each in value) if isinstance(value, list) else ()
