"""She begins within the person's hours and number, never twice with one thing, and never with what
is left alone; whatever happens, and when the process is killed."""

import asyncio
import os
import random
import signal
import subprocess
import sys
import time
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from beginning_house import NINE, House, SetClock, living
from hypothesis import example, given, settings
from hypothesis import strategies as st
from meeting_world import PERSON
from scripted_model import ScriptedModel

from anima.conversation import Arrival, Conversation
from anima.conversation.arrival import STOPPED
from anima.initiative import put_aside, waiting
from anima.memory import Forgetting, LeftAlone, MemorySearch, Recall
from anima.persona import prefer
from anima.values import Delta, Utterance

OPEN = (
    "I have my driving test tomorrow.",
    "I'm waiting for the blood test results.",
    "I have to call my mother back.",
    "I've lost my passport.",
    "I'm meeting Paula tomorrow.",
    "I need to book the dentist.",
)


async def test_she_follows_up_with_a_reason_and_only_once(tmp_path: Path) -> None:
    async with living(tmp_path) as house:
        await house.hear("I should hear from the publisher tomorrow.")
        assert await house.beginning.once() is None
        house.clock.time = NINE + timedelta(days=1, hours=9)
        began = await house.beginning.once()
        assert began is not None
        assert "hear from the publisher" in began.text()
        assert began.text("reason").startswith("You told me on Monday 2 November")
        house.clock.time += timedelta(days=1)
        assert await house.beginning.once() is None
        (begun,) = await waiting(house.log, house.clock.now())
        await put_aside(house.log, begun.id, never_again=False)
        await put_aside(house.log, begun.id, never_again=True)
        assert await waiting(house.log, house.clock.now()) == []


async def test_a_birthday_and_somebody_who_was_not_spoken_of(tmp_path: Path) -> None:
    async with living(tmp_path) as house:
        await house.hear("My sister's name is Agata.")
        await house.hear("My birthday is on the 30th of November.")
        house.clock.time = NINE + timedelta(days=25)
        await house.hear("The weather is fine.")
        house.clock.time += timedelta(hours=4)
        began = await house.beginning.once()
        assert began is not None
        assert "Agata" in began.text()
        house.clock.time = datetime(2026, 11, 30, 12, 0).astimezone()
        began = await house.beginning.once()
        assert began is not None
        assert began.text().startswith("Happy birthday")
        house.clock.time += timedelta(hours=13)
        held = [each.text for each in await waiting(house.log, house.clock.now())]
        assert not any("birthday" in each for each in held), "the day is over"


@pytest.mark.parametrize(
    ("told", "wish"),
    [
        ("I have my driving test tomorrow.", "ood luck"),
        ("I'm having dinner with Lena tomorrow.", "today"),
        ("My mother has her operation tomorrow.", "I hope it goes well"),
        ("The funeral of my uncle is tomorrow.", "kind people around you"),
    ],
)
async def test_on_the_morning_she_wishes_well_and_in_the_evening_she_asks(
    tmp_path: Path, told: str, wish: str
) -> None:
    async with living(tmp_path) as house:
        await house.hear(told)
        assert await house.beginning.once() is None, "it has just been told"
        house.clock.time = NINE + timedelta(days=1)
        began = await house.beginning.once()
        assert began is not None
        assert began.text().startswith("On Monday you told me: ")
        assert wish in began.text()
        assert began.text("reason") == "You told me on Monday 2 November that it would be today."
        assert await waiting(house.log, house.clock.now())
        house.clock.time = NINE + timedelta(days=1, hours=9)
        assert await waiting(house.log, house.clock.now()) == [], "too late for good wishes"
        asks = await house.beginning.once()
        assert asks is not None
        assert asks.text("key").startswith("end:")


async def test_what_somebody_likes_is_something_to_do_with_them(tmp_path: Path) -> None:
    async with living(tmp_path) as house:
        await house.hear("My friend's name is Omar.")
        await house.hear("Omar likes climbing.")
        house.clock.time = NINE + timedelta(days=25)
        await house.hear("The weather is fine.")
        house.clock.time += timedelta(hours=4)
        began = await house.beginning.once()
        assert began is not None
        assert "Omar likes climbing. Perhaps do that together?" in began.text()
        assert len(began.payload["sources"]) == 2  # pyright: ignore[reportArgumentType]  # a list


async def test_one_press_stops_a_topic_for_good(tmp_path: Path) -> None:
    async with living(tmp_path) as house:
        await house.hear(OPEN[1])
        house.clock.time = NINE + timedelta(days=4, hours=9)
        assert await house.beginning.once()
        (begun,) = await waiting(house.log, house.clock.now())
        await put_aside(house.log, begun.id, never_again=True)
        await house.hear("I'm still waiting for those blood test results.")
        house.clock.time += timedelta(days=9)
        assert await house.beginning.once() is None


async def test_what_was_spoken_of_since_is_not_said_any_more(tmp_path: Path) -> None:
    async with living(tmp_path) as house:
        await house.hear("My friend's name is Omar.")
        house.clock.time = NINE + timedelta(days=25)
        await house.hear("The weather is fine. I have my driving test tomorrow.")
        house.clock.time += timedelta(hours=4)
        assert await house.beginning.once()
        house.clock.time = NINE + timedelta(days=26, hours=9)
        assert await house.beginning.once()

        async def held() -> list[str]:
            return [each.kind for each in await waiting(house.log, house.clock.now())]

        assert await held() == ["somebody", "loose_end"]
        await house.hear("What a day.")
        assert await held() == ["somebody", "loose_end"]
        await house.hear("Omar drove me, his baby is born.")
        assert await held() == ["loose_end"]
        await house.hear("I passed my test!")
        assert await held() == []


async def test_what_was_begun_a_week_ago_is_not_said_any_more(tmp_path: Path) -> None:
    async with living(tmp_path) as house:
        await house.hear(OPEN[0])
        house.clock.time = NINE + timedelta(days=1, hours=9)
        assert await house.beginning.once()
        house.clock.time += timedelta(days=6)
        assert len(await waiting(house.log, house.clock.now())) == 1
        house.clock.time += timedelta(days=1)
        assert await waiting(house.log, house.clock.now()) == []


async def test_one_word_said_stops_a_topic_for_good(tmp_path: Path) -> None:
    async with living(tmp_path) as house:
        await house.hear(OPEN[1])
        house.clock.time = NINE + timedelta(days=4, hours=9)
        assert await house.beginning.once()
        assert await says_stop(house) is not None
        await house.hear("I'm still waiting for those blood test results.")
        for _ in range(90):
            house.clock.time += timedelta(days=1)
            assert await house.beginning.once() is None


async def says_stop(house: House) -> str | None:
    """They arrive, hear what she began with and say one word to it; returns what it was about."""
    begun = await waiting(house.log, house.clock.now())
    if not begun:
        return None

    async def arrival() -> Arrival:
        return Arrival(begun[-1].id, begun[-1].text, begun[-1].about)

    conversation = await Conversation.open(
        log=house.log,
        recall=Recall(house.vault, PERSON, house.clock, None, house.facts),
        forgetting=Forgetting(house.vault, PERSON, house.log, MemorySearch(house.vault, PERSON)),
        model=ScriptedModel(),
        clock=house.clock,
        arrivals=arrival,
    )
    for reply in (conversation.greet(), conversation.reply(Utterance("Stop."))):
        assert reply is not None
        said = "".join([event.text async for event in reply if isinstance(event, Delta)])
    await conversation.close()
    assert said == STOPPED
    return begun[-1].about


STILL = (
    "I'm still waiting for those blood test results.",
    "I still have to call my mother back, she's waiting.",
    "My driving test is on Friday, they have moved it.",
)
"""The same things in other words, so that they are other loose ends."""

moves = st.one_of(
    st.tuples(st.just("hear"), st.sampled_from((*OPEN, *STILL))),
    st.tuples(st.just("wait"), st.integers(1, 24)),
    st.tuples(st.just("press"), st.none()),
    st.tuples(st.just("say"), st.none()),
    st.tuples(st.just("most"), st.sampled_from("0124")),
    st.tuples(st.just("quiet"), st.tuples(st.integers(0, 23), st.integers(0, 23))),
)
Chapter = tuple[list[tuple[str, object]], int, list[int]]
"""What happens, the days after it on which nothing does, and the hours at which she looks then."""

chapters = st.tuples(
    st.lists(moves, max_size=4),
    st.integers(1, 30),
    st.lists(st.integers(0, 23), min_size=1, max_size=3, unique=True).map(sorted),
)
AT_LAST: Chapter = ([], 30, [9, 18])
"""A month more, so that each of these lives is longer than a month; the longest have six."""


SPOKEN: list[Chapter] = [
    ([("hear", OPEN[1])], 5, [9, 18]),
    ([("say", None), ("hear", STILL[0])], 9, [9, 18]),
]


@example(life=SPOKEN)
@settings(max_examples=9, deadline=None)
@given(life=st.lists(chapters, min_size=2, max_size=5))
def test_caps_hours_and_stops_hold_over_months(life: list[Chapter]) -> None:
    with TemporaryDirectory() as folder:
        asyncio.run(_months(Path(folder), [*life, AT_LAST]))


@dataclass
class Limits:
    """What the person has asked for so far."""

    most: int = 2
    quiet: tuple[int, int] = (22, 8)
    stopped: set[str] = field(default_factory=set[str])


async def _months(home: Path, life: list[Chapter]) -> None:
    async with living(home) as house:
        limits = Limits()
        for moved, days, hours in life:
            for what, value in moved:
                await _happens(house, limits, what, value)
            for _ in range(days):
                tomorrow = house.clock.time + timedelta(days=1)
                for hour in hours:
                    house.clock.time = tomorrow.replace(hour=hour)
                    await _look(house, limits)
        assert house.clock.time - NINE > timedelta(days=30)


async def _happens(house: House, limits: Limits, what: str, value: object) -> None:
    match what, value:
        case "hear", str(text):
            await house.hear(text)
        case "most", str(number):
            await prefer(house.log, "messages_a_day", number)
            limits.most = int(number)
        case "quiet", (int(begins), int(ends)):
            await prefer(house.log, "quiet_from", f"{begins:02}:00")
            await prefer(house.log, "quiet_until", f"{ends:02}:00")
            limits.quiet = (begins, ends)
        case "press", _:
            for begun in (await waiting(house.log, house.clock.now()))[:1]:
                await put_aside(house.log, begun.id, never_again=True)
                limits.stopped.add(begun.about)
        case "say", _:
            if about := await says_stop(house):
                limits.stopped.add(about)
        case "wait", int(hours):
            for _ in range(hours):
                house.clock.time += timedelta(hours=1)
                await _look(house, limits)
        case _:
            raise AssertionError(what)


async def _look(house: House, limits: Limits) -> None:
    alone = LeftAlone.of(await house.log.events(kinds=("left_alone",)))
    began = await house.beginning.once()
    if began is None:
        return
    hour = began.at.astimezone().hour
    begins, ends = limits.quiet
    within = (
        begins <= hour < ends if begins < ends else begins != ends and not ends <= hour < begins
    )
    assert not within, "quiet hours"
    everything = await house.log.events(kinds=("began",))
    today = began.at.astimezone().date()
    assert sum(each.at.astimezone().date() == today for each in everything) <= limits.most, (
        "the cap"
    )
    keys = [each.text("key") for each in everything]
    assert len(keys) == len(set(keys)), "never twice"
    assert not alone.touches(began.text("about")), "what is left alone"
    stopped = LeftAlone({about: (about,) for about in limits.stopped})
    assert not stopped.touches(began.text("about")), "what one word has stopped"
    assert began.text("reason")


async def test_two_processes_begin_once(tmp_path: Path) -> None:
    clock = SetClock()
    async with living(tmp_path, clock) as one, living(tmp_path, clock) as other:
        await one.hear(OPEN[0])
        clock.time = NINE + timedelta(days=3)
        began = await asyncio.gather(*(h.beginning.once() for h in (one, other) * 4))
        assert len(await one.log.events(kinds=("began",))) == 1
        assert sum(each is not None for each in began) == 1


KILLED = """
import asyncio
from datetime import timedelta
from pathlib import Path
from beginning_house import NINE, SetClock, living

async def main():
    clock = SetClock()
    async with living(Path({home!r}), clock) as house:
        last = await house.log.latest("began")
        clock.time = (last.at if last else NINE + timedelta(days=4)).astimezone()
        print("ready", flush=True)
        for _ in range(80):
            clock.time += timedelta(hours=3)
            await house.beginning.once()
    print("done", flush=True)

asyncio.run(main())
"""


def begun_by(script: str, seconds: float | None) -> str:
    """Run the script, killed after so many seconds from its readiness; what it printed then."""
    here = Path(__file__).parent
    paths = os.pathsep.join([str(here), str(here.parent / "fakes"), *filter(None, sys.path)])
    process = subprocess.Popen(
        [sys.executable, "-c", script],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": paths},
    )
    with process:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        if seconds is not None:
            time.sleep(seconds)
            os.kill(process.pid, signal.SIGKILL)
        return process.stdout.read()


@pytest.mark.slow
async def test_killed_at_any_moment_nothing_is_said_twice_and_nothing_lost(tmp_path: Path) -> None:
    async with living(tmp_path) as house:
        for text in OPEN:
            await house.hear(text)
    script = KILLED.format(home=str(tmp_path))
    rng = random.Random(5)  # noqa: S311  # moments, not secrets
    for _ in range(8):
        await asyncio.to_thread(begun_by, script, rng.uniform(0.0, 0.12))
    assert "done" in await asyncio.to_thread(begun_by, script, None)
    async with living(tmp_path) as house:
        began = await house.log.events(kinds=("began",))
    keys = [each.text("key") for each in began]
    assert len(keys) == len(set(keys)) == len(OPEN)
