"""What the person puts off again and again: a call to make, a letter to answer, a promise.

Nothing here knows why. A thing counts as avoided when it has consequences, was left for another
time on two days at least, and nobody else kept the person from it.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from anima.initiative.put_off import DANGER, Avoided, put_off_things, term_of, terms_in
from anima.memory.stems import content_words
from anima.values import Event

TIMES = 2
"""Put off on so many days: once is life."""

STALE = timedelta(days=21)
"""What did not come up for so long is left alone."""

APART = timedelta(days=7)
"""Between two questions of this kind."""

AFTER_DANGER = timedelta(days=14)
"""So long after danger was heard nothing of this is asked."""

_FAR = timedelta(days=7)
"""A time said that lies further away than this is waited for no longer."""


def avoided(events: Sequence[Event], now: datetime) -> list[Avoided]:
    """What has been put off by now and may be asked about, the longest put off first."""
    return look(events, now)[0]


def look(events: Sequence[Event], now: datetime) -> tuple[list[Avoided], frozenset[str]]:
    """What may be asked about as put off, and all events of such things and of those asked before:
    nothing else is asked of them."""
    things, begun = put_off_things(events), _begun_about(events)
    asked = {source for event in begun for source in _sources(event)}
    before = [each for each in things if not asked.isdisjoint(each.told)]
    ripe = [each for each in things if each not in before and _may_be_asked(each, now)]
    left = frozenset(told for each in (*before, *ripe) for told in each.told)
    recent = any(now - event.at < APART for event in begun)
    return [] if recent or danger_lately(events, now) else ripe, left


def danger_lately(events: Iterable[Event], now: datetime) -> bool:
    """Whether danger was heard, or asked after, so lately that nothing of this is asked."""
    return any(event.kind in DANGER and now - event.at < AFTER_DANGER for event in events)


def spoken_of_since(about: str, events: Iterable[Event]) -> bool:
    """Whether the person has spoken of a thing by one of the words that name it."""
    topic = {term_of(word) for word in content_words(about)}
    return any(not topic.isdisjoint(terms_in(event.text())) for event in events)


def _begun_about(events: Iterable[Event]) -> list[Event]:
    return [event for event in events if event.kind == "began" and event.text("kind") == "avoided"]


def _sources(event: Event) -> list[str]:
    sources = event.payload.get("sources")
    return [str(each) for each in sources] if isinstance(sources, list) else []


def _may_be_asked(thing: Avoided, now: datetime) -> bool:
    if not thing.is_open or len(thing.put_off) < TIMES:
        return False
    last = thing.put_off[-1].at.astimezone()
    if now.astimezone().date() <= last.date() or now < _until(thing, last):
        return False
    return now - thing.mentioned <= STALE


def _until(thing: Avoided, last: datetime) -> datetime:
    """Until when it was left to its time."""
    return min(thing.due, last + _FAR) if thing.due is not None else last
