"""The log keeps every event, in order, as it was given, and lets none be changed."""

import asyncio
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from anima.memory import EventLog
from anima.values import Event, EventKind, JsonValue, PersonId, SessionId, StorageError
from tests.memory.conftest import Memories, opened

KINDS: tuple[EventKind, ...] = ("heard", "spoken", "session_opened", "recalled")
ONE, OTHER = SessionId("one"), SessionId("other")

payloads = st.dictionaries(
    st.text(max_size=8),
    st.recursive(
        st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.text(max_size=30),
        lambda inner: st.lists(inner, max_size=3),
        max_leaves=4,
    ),
    max_size=4,
)


async def test_events_come_back_in_order_with_all_that_is_known(memories: Memories) -> None:
    first = await memories.log.append(ONE, "heard", {"text": "Hello."})
    second = await memories.log.append(OTHER, "spoken", {"text": "Hello you."})
    assert await memories.log.events() == [first, second]
    assert second.sequence == first.sequence + 1
    assert first.at == memories.clock.time
    assert (first.session, first.kind, first.text()) == (ONE, "heard", "Hello.")


async def test_events_can_be_chosen(memories: Memories) -> None:
    log = memories.log
    for number in range(6):
        session = OTHER if number % 2 else ONE
        await log.append(session, "heard" if number < 3 else "spoken", {"text": str(number)})

    async def texts(**wanted: Any) -> list[str]:
        return [event.text() for event in await log.events(**wanted)]

    assert await texts(session=OTHER) == ["1", "3", "5"]
    assert await texts(kinds=["spoken"]) == ["3", "4", "5"]
    assert await texts(after=2, limit=2) == ["2", "3"]
    assert await texts(kinds=["heard"], session=ONE) == ["0", "2"]
    latest = await log.latest("heard")
    assert latest is not None
    assert latest.text() == "2"
    assert await log.latest("summarised") is None
    assert await log.count() == 6


async def test_several_events_are_all_kept_or_none(memories: Memories) -> None:
    with pytest.raises(TypeError):
        await memories.log.append_all(
            [(ONE, "heard", {"text": "kept?"}), (ONE, "heard", {"text": object()})]  # pyright: ignore[reportArgumentType]
        )
    assert await memories.log.count() == 0
    both = await memories.log.append_all([(ONE, "heard", {}), (ONE, "spoken", {})])
    assert [event.sequence for event in both] == [1, 2]


@pytest.mark.parametrize("change", ["UPDATE event SET payload = '{}'", "DELETE FROM event"])
async def test_what_is_in_the_log_stays(memories: Memories, change: str) -> None:
    kept = await memories.log.append(ONE, "heard", {"text": "Hello."})
    with pytest.raises(StorageError):
        await memories.vault.write(lambda connection: connection.execute(change))
    assert await memories.log.events() == [kept]


async def test_persons_do_not_see_each_other(memories: Memories) -> None:
    other = EventLog(memories.vault, PersonId("somebody else"), memories.clock)
    await memories.log.append(ONE, "heard", {"text": "mine"})
    await other.append(ONE, "heard", {"text": "theirs"})
    assert [event.text() for event in await memories.log.events()] == ["mine"]
    assert [event.text() for event in await other.events()] == ["theirs"]


async def test_writers_at_once_get_positions_of_their_own(
    memories: Memories, tmp_path: Path
) -> None:
    beside = await opened(tmp_path)
    await asyncio.gather(
        *(
            log.append(ONE, "heard", {"text": str(number)})
            for number in range(25)
            for log in (memories.log, beside.log)
        )
    )
    await beside.vault.close()
    assert [event.sequence for event in await memories.log.events()] == list(range(1, 51))


class AgainstAList(RuleBasedStateMachine):
    """The log beside a list: whatever is appended, reopened and read, they agree."""

    def __init__(self) -> None:
        super().__init__()
        self.loop = asyncio.new_event_loop()
        self.folder = Path(self.make_folder())
        self.memories = self.loop.run_until_complete(opened(self.folder))
        self.expected: list[Event] = []

    @staticmethod
    def make_folder() -> str:
        import tempfile

        return tempfile.mkdtemp()

    @rule(
        session=st.sampled_from((ONE, OTHER)),
        kind=st.sampled_from(KINDS),
        payload=payloads,
        text=st.text(max_size=40),
    )
    def append(
        self, session: SessionId, kind: EventKind, payload: dict[str, JsonValue], text: str
    ) -> None:
        whole: dict[str, JsonValue] = {**payload, "text": text}
        event = self.loop.run_until_complete(self.memories.log.append(session, kind, whole))
        assert event.payload == whole
        self.expected.append(event)

    @rule()
    def reopen(self) -> None:
        self.loop.run_until_complete(self.memories.vault.close())
        self.memories = self.loop.run_until_complete(opened(self.folder))

    @rule(after=st.integers(0, 6), kinds=st.sets(st.sampled_from(KINDS)))
    def read(self, after: int, kinds: set[EventKind]) -> None:
        found = self.loop.run_until_complete(
            self.memories.log.events(after=after, kinds=sorted(kinds))
        )
        assert found == [
            event
            for event in self.expected
            if event.sequence > after and (not kinds or event.kind in kinds)
        ]

    @invariant()
    def nothing_is_lost(self) -> None:
        assert self.loop.run_until_complete(self.memories.log.events()) == self.expected

    def teardown(self) -> None:
        import shutil

        self.loop.run_until_complete(self.memories.vault.close())
        self.loop.close()
        shutil.rmtree(self.folder)


TestAgainstAList = AgainstAList.TestCase
TestAgainstAList.settings = settings(max_examples=12, stateful_step_count=12, deadline=None)


async def test_a_kind_that_is_not_in_a_long_log_is_known_to_be_missing_at_once(
    memories: Memories,
) -> None:
    log = memories.log
    for number in range(300):
        await log.append(ONE, "heard", {"text": f"line {number}"})
    steps: list[None] = []

    def count() -> int:
        steps.append(None)
        return 0

    await memories.vault.read(lambda connection: connection.set_progress_handler(count, 10))
    assert await log.latest("forgotten") is None
    few = len(steps)
    assert await log.events(kinds=["heard"])
    assert few < 10 < len(steps), "it is asked in every turn, and must not read a whole life"
