"""What is put off again and again is asked about once, gently, by what was said and not by why."""

import asyncio
import gc
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from beginning_house import NINE, TALK, House, living
from hypothesis import given, settings
from hypothesis import strategies as st

from anima.initiative import Avoided, LooseEnd, avoided, impulses, put_aside, waiting
from anima.memory import LeftAlone
from anima.persona import prefer
from anima.values import Event, EventId, EventKind, JsonValue, PersonId, SessionId

MONDAY = datetime(2026, 11, 2, 18, 0).astimezone()
DOCTOR = (
    (0, "I need to call the doctor about the lump in my armpit."),
    (2, "I'll call the doctor tomorrow, today was too full."),
    (4, "I still haven't called the doctor."),
)


def event(number: int, day: float, kind: EventKind, payload: dict[str, JsonValue]) -> Event:
    at = MONDAY + timedelta(days=day, minutes=number)
    session = SessionId(f"day {int(day)}")
    return Event(EventId(f"e{number}"), PersonId("p"), session, number + 1, at, kind, payload)


def life(*lines: tuple[float, str]) -> list[Event]:
    """What was said: by her where it begins with "she: "; danger where it is "!"."""
    events: list[Event] = []
    for number, (day, text) in enumerate(lines):
        if text == "!":
            events.append(event(number, day, "care_raised", {"kind": "self_harm"}))
        elif text.startswith("she: "):
            events.append(event(number, day, "spoken", {"text": text[5:]}))
        else:
            events.append(event(number, day, "heard", {"text": text}))
    return events


def found(day: float, *lines: tuple[float, str]) -> list[str]:
    return [each.text for each in avoided(life(*lines), MONDAY + timedelta(days=day))]


def test_put_off_on_two_days_it_is_noticed_on_the_next_and_not_before() -> None:
    assert found(2.9, *DOCTOR[:2]) == [], "once is life"
    assert found(4.1, *DOCTOR) == [], "it was spoken of today"
    assert found(5, *DOCTOR) == [DOCTOR[0][1]]
    assert found(40, *DOCTOR) == [], "so long ago it is left alone"


def test_it_rests_on_the_moments_in_which_it_was_said() -> None:
    (thing,) = avoided(life(*DOCTOR), MONDAY + timedelta(days=5))
    assert thing.sources == ("e0", "e1", "e2")
    assert [each.at.day for each in thing.put_off] == [4, 6]


@pytest.mark.parametrize(
    "line",
    [
        (4, "I called the doctor today, it's harmless."),
        (4, "I've decided not to go to the doctor."),
        (4, "I tried to call the doctor, but nobody answers."),
        (4, "I don't want to talk about the doctor."),
    ],
)
def test_done_given_up_hindered_or_not_to_be_spoken_of(line: tuple[int, str]) -> None:
    assert found(6, *DOCTOR, line) == []


def test_what_is_not_to_be_spoken_of_stays_so() -> None:
    again = ((8, "I have to call the doctor."), (10, "Not today."), (12, "No call to the doctor."))
    assert found(14, *DOCTOR, (5, "she: How about the doctor?"), (5, "Leave it."), *again) == []


@pytest.mark.parametrize("answer", ["Not now.", "Ask me another time.", "The roses are out."])
def test_an_answer_that_turns_away_counts(answer: str) -> None:
    asked = (3, "she: Did you call the doctor about the lump?")
    lines = (DOCTOR[0], (1, "I'll call the doctor tomorrow."), asked)
    assert found(6, *lines, (3, answer)) == [DOCTOR[0][1]]
    assert found(6, *lines, (3, "Yes, she was kind.")) == []


def test_a_time_that_was_said_is_waited_for() -> None:
    lines = (
        (0, "I have to pay the fine by Thursday."),
        (1, "I haven't paid the fine yet."),
        (2, "I still haven't paid the fine."),
    )
    assert found(3, *lines) == [], "it is not late"
    assert found(7, *lines, (4, "The fine isn't paid."), (6, "I can't look at the fine.")) != []


@pytest.mark.parametrize(
    "lines",
    [
        ((0, "I should start running."), (2, "I'll run tomorrow."), (4, "No running today.")),
        ((0, "I have to clean the kitchen."), (2, "Still a mess."), (4, "Tomorrow, the kitchen.")),
        (
            (0, "My boss has to answer me."),
            (2, "He hasn't answered."),
            (4, "Still nothing from my boss."),
        ),
        ((0, "If I were braver I'd call Tom."), (2, "Tom, tomorrow."), (4, "I didn't call Tom.")),
    ],
)
def test_what_has_no_consequences_or_is_not_theirs(lines: tuple[tuple[int, str], ...]) -> None:
    assert found(6, *lines) == []


def test_nothing_of_it_while_danger_was_heard_lately_and_never_of_that_talk() -> None:
    assert found(6, *DOCTOR, (5, "!")) == []
    assert found(20, *DOCTOR, (5, "!")) == [DOCTOR[0][1]]
    assert found(20, *DOCTOR, (4, "!")) == [], "it was spoken of in the same talk"


def test_a_forgotten_word_is_not_put_off() -> None:
    events = life(*DOCTOR)
    gone = event(1, 2, "heard", {"erased": True})
    assert avoided([events[0], gone, events[2]], MONDAY + timedelta(days=5)) == []


async def told(house: House, *lines: tuple[float, str]) -> None:
    for day, text in lines:
        house.clock.time = NINE + timedelta(days=day)
        await house.log.append(SessionId(f"day {day}"), "heard", {"text": text})


async def test_she_asks_once_with_its_moments_and_no_cause(tmp_path: Path) -> None:
    async with living(tmp_path) as house:
        await told(house, *DOCTOR)
        house.clock.time = NINE + timedelta(days=5)
        began = await house.beginning.once()
        assert began is not None
        assert began.text("kind") == "avoided"
        assert "you need to call the doctor" in began.text()
        assert "twice" in began.text()
        assert "because" not in began.text()
        assert "afraid" not in began.text()
        assert began.text("reason") == (
            "You told me on Monday 2 November, and it was left for another time on Wednesday 4 "
            "November and Friday 6 November."
        )
        assert len(began.payload["sources"]) == 3  # pyright: ignore[reportArgumentType]  # a list
        await told(house, (7, "I'll call the doctor next week."), (20, "No doctor yet."))
        for day in range(21, 40):
            house.clock.time = NINE + timedelta(days=day)
            assert await house.beginning.once() is None, "not again, and no other question of it"


async def test_what_was_put_off_is_not_said_when_it_was_spoken_of_since(
    tmp_path: Path,
) -> None:
    async with living(tmp_path) as house:
        await told(house, *DOCTOR)
        house.clock.time = NINE + timedelta(days=5)
        assert await house.beginning.once()
        assert len(await waiting(house.log, house.clock.now())) == 1
        await told(house, (6, "The doctor was nice."))
        assert await waiting(house.log, house.clock.now()) == []


async def test_what_was_put_off_is_not_said_after_danger(tmp_path: Path) -> None:
    async with living(tmp_path) as house:
        await told(house, *DOCTOR)
        house.clock.time = NINE + timedelta(days=5)
        assert await house.beginning.once()
        await house.log.append(SessionId("another"), "care_raised", {"kind": "self_harm"})
        assert await waiting(house.log, house.clock.now()) == []


async def test_what_is_left_alone_is_not_asked_about(tmp_path: Path) -> None:
    async with living(tmp_path) as house:
        await prefer(house.log, "avoid", "the lump")
        await told(house, *DOCTOR)
        for day in range(5, 20):
            house.clock.time = NINE + timedelta(days=day)
            assert await house.beginning.once() is None


MATTERS = ("the doctor about my knee", "my mother", "the bank about the loan", "Marta")
steps = st.one_of(
    st.tuples(st.just("owe"), st.sampled_from(MATTERS)),
    st.tuples(st.just("delay"), st.sampled_from(MATTERS)),
    st.tuples(st.just("do"), st.sampled_from(MATTERS)),
    st.tuples(st.just("danger"), st.just("")),
    st.tuples(st.just("stop"), st.just("")),
    st.tuples(st.just("most"), st.sampled_from("0124")),
    st.tuples(st.just("days"), st.sampled_from("1259")),
)


@settings(max_examples=25, deadline=None)
@given(st.lists(steps, min_size=8, max_size=30))
def test_its_limits_hold_over_months(moves: list[tuple[str, str]]) -> None:
    with TemporaryDirectory() as folder:
        asyncio.run(_months(Path(folder), moves))


async def _months(home: Path, moves: list[tuple[str, str]]) -> None:
    async with living(home) as house:
        says = {
            "owe": "I have to call {}.",
            "delay": "I'll call {} tomorrow.",
            "do": "I called {}.",
        }
        for number, (what, value) in enumerate(moves):
            if what in says:
                text = says[what].format(value)
                await house.log.append(SessionId(f"talk {number}"), "heard", {"text": text})
            elif what == "danger":
                await house.log.append(TALK, "care_raised", {"kind": "self_harm"})
            elif what == "most":
                await prefer(house.log, "messages_a_day", value)
            elif what == "stop":
                for begun in (await waiting(house.log, house.clock.now()))[:1]:
                    await put_aside(house.log, begun.id, never_again=True)
            else:
                for _ in range(6 * int(value)):
                    house.clock.time += timedelta(hours=4)
                    await _holds(house)


async def _holds(house: House) -> None:
    alone = LeftAlone.of(await house.log.events(kinds=("left_alone",)))
    began = await house.beginning.once()
    danger = await house.log.newest(("care_raised",), 1)
    if danger and house.clock.now() - danger[0].at < timedelta(days=14):
        assert all(each.kind != "avoided" for each in await waiting(house.log, house.clock.now()))
    if began is None or began.text("kind") != "avoided":
        return
    assert not danger or house.clock.now() - danger[0].at >= timedelta(days=14)
    assert 8 <= began.at.astimezone().hour < 22, "quiet hours"
    assert not alone.touches(f"{began.text('about')} {began.text()}"), "what is left alone"
    everything = await house.log.events(kinds=("began",))
    mine = [each for each in everything if each.text("kind") == "avoided"]
    assert len({each.text("key") for each in mine}) == len(mine), "never twice"
    assert all(b.at - a.at >= timedelta(days=7) for a, b in zip(mine, mine[1:], strict=False))
    sources = await house.log.of([EventId(str(s)) for s in _listed(began.payload["sources"])])
    days = {each.at.astimezone().date() for each in sources.values()}
    assert len(days) >= 2, "put off on two days, at least"


def _listed(value: JsonValue) -> list[JsonValue]:
    return value if isinstance(value, list) else []


def test_between_two_looks_no_word_of_anybody_is_held() -> None:
    assert impulses(life(*DOCTOR), [], MONDAY + timedelta(days=5))
    held = [each for each in gc.get_objects() if isinstance(each, LooseEnd | Avoided)]
    assert not any("armpit" in each.text for each in held)


def test_the_same_log_says_the_same() -> None:
    now = MONDAY + timedelta(days=5)
    events = life(*DOCTOR)
    assert impulses(events, [], now) == impulses(list(events), [], now)
