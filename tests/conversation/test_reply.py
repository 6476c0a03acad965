"""A reply stores what was heard of it: all, a part cut at a word, or nothing."""

import asyncio
from collections.abc import AsyncGenerator
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anima.conversation import Reply, whole_words
from anima.values import (
    Delta,
    Ended,
    EndReason,
    Event,
    EventId,
    PersonId,
    ReplyId,
    SessionId,
    Spoken,
    TurnEvent,
)


class Shelf:
    """Keeps what a reply stores."""

    def __init__(self) -> None:
        self.stored: list[tuple[str, EndReason]] = []

    async def store(self, text: str, reason: EndReason) -> Spoken:
        self.stored.append((text, reason))
        now = datetime(2026, 1, 1, tzinfo=UTC)
        event = Event(EventId("e"), PersonId("p"), SessionId("s"), 1, now, "spoken", {"text": text})
        return Spoken(event, text)


async def steps(*pieces: str, reason: EndReason = "complete") -> AsyncGenerator[TurnEvent, None]:
    for piece in pieces:
        yield Delta(piece)
    yield Ended(reason)


async def test_a_typed_reply_is_stored_whole_and_then_ends() -> None:
    shelf = Shelf()
    reply = Reply(ReplyId("r"), steps("Hello ", "there."), shelf.store, paced=False)
    kinds = [type(event).__name__ async for event in reply]
    assert kinds == ["Delta", "Delta", "Spoken", "Ended"]
    assert shelf.stored == [("Hello there.", "complete")]
    assert reply.settled


async def test_a_spoken_reply_is_stored_only_when_the_sound_has_ended() -> None:
    shelf = Shelf()
    reply = Reply(ReplyId("r"), steps("One two three."), shelf.store, paced=True)

    async def read() -> list[TurnEvent]:
        return [event async for event in reply]

    reading = asyncio.create_task(read())
    await asyncio.sleep(0)
    reply.heard_until(7)
    await asyncio.sleep(0.01)
    assert shelf.stored == []
    reply.heard_until(3)
    reply.heard_until(len("One two three."))
    events = await asyncio.wait_for(reading, 1)
    assert isinstance(events[-1], Ended)
    assert shelf.stored == [("One two three.", "complete")]


async def test_an_interruption_cuts_at_the_last_whole_word_and_stops_the_source() -> None:
    shelf = Shelf()
    closed: list[bool] = []

    async def endless() -> AsyncGenerator[TurnEvent, None]:
        try:
            yield Delta("I would love to hear more about it.")
            await asyncio.sleep(3600)
        finally:
            closed.append(True)

    reply = Reply(ReplyId("r"), endless(), shelf.store, paced=True)
    await anext(reply)
    spoken = await reply.interrupt(len("I would lo"))
    assert spoken is not None
    assert spoken.text == "I would"
    assert shelf.stored == [("I would", "interrupted")]
    assert closed == [True]
    assert await reply.interrupt(5) is None
    with pytest.raises(StopAsyncIteration):
        await anext(reply)


async def test_nothing_heard_is_nothing_stored() -> None:
    shelf = Shelf()
    reply = Reply(ReplyId("r"), steps("Never sounded."), shelf.store, paced=True)
    await anext(reply)
    assert await reply.interrupt(0) is None
    assert shelf.stored == []


@given(text=st.text(max_size=80), characters=st.integers(-3, 100))
def test_what_was_heard_is_a_beginning_without_a_cut_word(text: str, characters: int) -> None:
    heard = whole_words(text, characters)
    assert text.startswith(heard)
    assert len(heard) <= max(0, characters)
    if heard and len(heard) < len(text):
        assert not (heard[-1].isalnum() and text[len(heard)].isalnum())
