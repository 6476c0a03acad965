"""The messages on their way out."""

import asyncio

from virtual_time import tell

from anima.values import ReplyId
from anima.voice.outbox import MOST_WAITING, Outbox

FIRST, SECOND = ReplyId("r1"), ReplyId("r2")


async def sent(outbox: Outbox) -> list[str]:
    got: list[str] = []

    async def send(message: str) -> None:
        await asyncio.sleep(0.01)
        got.append(message)

    async with asyncio.TaskGroup() as tasks:
        delivery = tasks.create_task(outbox.deliver(send))
        await outbox.drained()
        delivery.cancel()
    return got


def test_messages_leave_in_the_order_they_came() -> None:
    outbox = Outbox()
    for message in ("a", "b", "c"):
        outbox.put(message)
    assert tell(sent(outbox)) == ["a", "b", "c"]


def test_a_silenced_reply_is_not_heard_any_more() -> None:
    outbox = Outbox()
    outbox.put("words")
    outbox.put("sound", sound_of=FIRST)
    outbox.silence(FIRST)
    outbox.put("late sound", sound_of=FIRST)
    outbox.put("new sound", sound_of=SECOND)
    assert tell(sent(outbox)) == ["words", "new sound"]


def test_a_client_that_never_reads_is_noticed() -> None:
    outbox = Outbox()
    for _ in range(MOST_WAITING + 1):
        outbox.put("more")
    assert outbox.is_full
