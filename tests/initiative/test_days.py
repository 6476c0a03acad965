"""Days that come again are kept from what was said, and spoken of on their day and no other."""

import asyncio
import calendar
import os
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from beginning_house import House, SetClock, living
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from anima.initiative import impulses, put_aside, waiting
from anima.initiative.days import days_of
from anima.initiative.recurrence import Monthly, Weekly, Yearly, regular, yearly
from anima.memory import sentence
from anima.memory.facts.book import FactBook
from anima.memory.facts.reader import Reader
from anima.persona import prefer
from anima.values import Event, EventId, PersonId, SessionId

TUESDAY = datetime(2026, 11, 3, 18, 0).astimezone()
MUM = "My mum's birthday is on 3 May."


def said(*texts: str, at: datetime = TUESDAY) -> tuple[list[Event], FactBook]:
    """What was said on one evening, and what is known from it."""
    book, reader, events = FactBook(), Reader(), list[Event]()
    for number, text in enumerate(texts):
        session = SessionId("s")
        source = EventId(f"e{number}")
        events.append(Event(source, PersonId("p"), session, number, at, "heard", {"text": text}))
        book.hear(reader.read(text, at), source, at)
    return events, book


def spoken(day: date, *texts: str) -> list[str]:
    """What she might say of days on a day at noon."""
    events, book = said(*texts)
    noon = datetime(day.year, day.month, day.day, 12).astimezone()
    found = impulses(events, book.facts.values(), noon)
    return [each.text for each in found if each.kind == "date"]


@pytest.mark.parametrize(
    ("told", "day", "words"),
    [
        (MUM, date(2027, 5, 3), "your mum's birthday today"),
        (MUM, date(2031, 5, 3), "your mum's birthday today"),
        (MUM, date(2027, 5, 2), "Tomorrow is your mum's birthday"),
        ("It's my sister's birthday tomorrow.", date(2026, 11, 4), "your sister's birthday today"),
        ("It's my sister's birthday tomorrow.", date(2028, 11, 4), "your sister's birthday today"),
        ("Agata turns thirty on Friday.", date(2026, 11, 6), "Agata's birthday today"),
        ("My birthday is on the 30th of November.", date(2026, 11, 30), "Happy birthday to you"),
        ("I was born on 3 May 1980.", date(2027, 5, 3), "Happy birthday to you"),
        ("Our anniversary is next Friday.", date(2026, 11, 13), "Today is your anniversary"),
        ("Our anniversary is next Friday.", date(2026, 11, 12), "Tomorrow is your anniversary"),
        ("Our wedding anniversary is on 12 June.", date(2029, 6, 12), "your wedding anniversary"),
        ("My parents' anniversary is on 9 July.", date(2027, 7, 9), "A word from you"),
        ("I have choir every Thursday.", date(2026, 11, 5), "choir every Thursday"),
        (
            "I have therapy every second Tuesday, the next one is on 10 November.",
            date(2026, 11, 24),
            "therapy every second Tuesday",
        ),
        (
            "On the first Monday of the month I have book club.",
            date(2026, 12, 7),
            "on the first Monday of the month you have book club",
        ),
        ("My insurance is due every year on 1 April.", date(2027, 3, 31), "That's tomorrow"),
    ],
)
def test_a_day_is_spoken_of_when_it_comes(told: str, day: date, words: str) -> None:
    assert any(words in text for text in spoken(day, told)), spoken(day, told)


@pytest.mark.parametrize(
    ("told", "day"),
    [
        (MUM, date(2027, 5, 4)),
        (MUM, date(2027, 4, 30)),
        ("It's my sister's birthday today.", date(2026, 11, 3)),
        ("I bought a cake for my sister's birthday yesterday.", date(2027, 11, 2)),
        ("My birthday is on the 30th of November.", date(2026, 11, 29)),
        ("My father died on 4 March 2019.", date(2027, 3, 4)),
        ("Please don't mention the anniversary of my father's death on 4 March.", date(2027, 3, 4)),
        ("I have therapy every second Tuesday.", date(2026, 11, 10)),
        (
            "I have therapy every second Tuesday, the next one is on 10 November.",
            date(2026, 11, 17),
        ),
        ("I take my pills every Tuesday.", date(2026, 11, 10)),
        ("If my birthday were on 3 May I would dance.", date(2027, 5, 3)),
    ],
)
def test_no_word_of_a_day_that_is_not_meant(told: str, day: date) -> None:
    assert spoken(day, told) == []


@pytest.mark.parametrize(
    "told",
    [
        "It's my sister's birthday on Friday.",
        "My daughter's birthday is on 6 November.",
        "Friday is Lena's birthday.",
        "Our anniversary is next Friday.",
        "I have therapy every second Friday, the next one is on 6 November.",
    ],
)
def test_a_day_is_begun_once_and_not_asked_after(told: str) -> None:
    events, book = said(told)
    friday = datetime(2026, 11, 13 if "next Friday" in told else 6, 8).astimezone()
    hours = [friday + timedelta(hours=hour) for hour in range(0, 24 * 6, 3)]
    found = [each for now in hours for each in impulses(events, book.facts.values(), now)]
    assert {(each.kind, each.text) for each in found} <= {
        (each.kind, each.text) for each in impulses(events, book.facts.values(), friday)
    }
    assert len({each.text for each in found}) <= 1
    assert {each.kind for each in found} <= {"date"}


def test_a_party_is_an_appointment_beside_the_birthday() -> None:
    events, book = said("I'm going to Lena's birthday party on Friday.")
    friday = datetime(2026, 11, 6, 18).astimezone()
    (asks,) = impulses(events, book.facts.values(), friday)
    assert asks.kind == "loose_end"


@pytest.mark.parametrize(
    ("told", "is_called"),
    [
        (("It's my sister's birthday on Friday.",), True),
        (("My best friend's birthday is on 6 November.",), True),
        (("Mum's birthday is on 6 November.",), True),
        (("Tom's birthday is on 6 November.", "My brother is called Tom."), True),
        (("It's my wife's birthday on Friday.",), False),
        (("My daughter's birthday is on 6 November.",), False),
        (("My dog's birthday is on 6 November.",), False),
        (("Bella's birthday is on 6 November.", "My dog is called Bella."), False),
        (("Agata's birthday is on 6 November.",), False),
    ],
)
def test_a_call_is_proposed_only_to_whom_one_calls(
    told: tuple[str, ...], *, is_called: bool
) -> None:
    (text,) = spoken(date(2026, 11, 6), *told)
    assert "birthday today." in text
    assert ("call" in text) == is_called


def test_no_card_for_the_dog() -> None:
    dog = ("Bella's birthday is on 6 November.", "My dog is called Bella.")
    assert spoken(date(2026, 11, 5), *dog) == []
    assert spoken(date(2026, 11, 5), dog[0]), "who Bella is was not said"


async def test_the_own_birthday_can_be_stopped_and_that_of_others_stays(tmp_path: Path) -> None:
    async with living(tmp_path, SetClock(TUESDAY)) as house:
        await house.hear("My birthday is on the 30th of November.")
        await house.hear("Agata's birthday is on 1 December.")
        house.clock.time = datetime(2026, 11, 30, 9).astimezone()
        assert await house.beginning.once()
        (begun,) = await waiting(house.log, house.clock.now())
        assert begun.text.startswith("Happy birthday to you")
        await put_aside(house.log, begun.id, never_again=True)
        house.clock.time = datetime(2026, 12, 1, 9).astimezone()
        began = await house.beginning.once()
        assert began is not None
        assert "Agata" in began.text()
        house.clock.time = datetime(2027, 11, 30, 9).astimezone()
        began = await house.beginning.once()
        assert began is not None
        assert "Tomorrow is Agata's birthday" in began.text()


async def test_what_is_every_week_and_who_is_not_spoken_of_keep_their_distance(
    tmp_path: Path,
) -> None:
    async with living(tmp_path, SetClock(TUESDAY)) as house:
        await house.hear("I have choir every Thursday.")
        await house.hear("My friend's name is Omar.")
        for day in range(1, 366):
            house.clock.time = TUESDAY + timedelta(days=day)
            if day % 7 == 3:
                await house.hear("It rains.")
            house.clock.time = (TUESDAY + timedelta(days=day)).replace(hour=10)
            await house.beginning.once()
        began = await house.log.events(kinds=("began",))
    for name, least in (("choir", 28), ("Omar", 35)):
        days = [each.at.astimezone().date() for each in began if name in each.text()]
        assert len(days) > 365 // least // 2, name
        gaps = [(b - a).days for a, b in zip(days, days[1:], strict=False)]
        assert min(gaps) >= least, name


async def test_who_was_brought_up_once_is_not_brought_up_again_until_spoken_of(
    tmp_path: Path,
) -> None:
    async with living(tmp_path, SetClock(TUESDAY)) as house:

        async def weeks(count: int) -> list[Event]:
            for _ in range(count):
                house.clock.time += timedelta(days=6, hours=18)
                await house.hear("It rains.")
                house.clock.time += timedelta(hours=6)
                await house.beginning.once()
            return await house.log.events(kinds=("began",))

        await house.hear("My friend's name is Omar.")
        (began,) = await weeks(4)
        said = {"text": began.text(), "began": began.id}
        await house.log.append(SessionId("u"), "spoken", said)
        assert await weeks(20) == [began]
        await house.hear("Omar came by.")
        assert len(await weeks(6)) == 2


def test_a_day_of_mourning_is_kept_only_by_who_keeps_it_and_in_another_tone() -> None:
    told = "Tomorrow is the anniversary of my father's death."
    (text,) = spoken(date(2027, 11, 4), told)
    assert "the anniversary of your father's death" in text
    assert "If you'd rather not, that's all right too." in text
    assert spoken(date(2027, 11, 3), told) == [], "nothing is to be got ready"
    (text,) = spoken(date(2027, 11, 8), "It's five years since my mother died on Sunday.")
    assert "the day on which your mother died" in text


@pytest.mark.parametrize(
    "end", ["My mum died last week.", "My mother passed away.", "My late mother loved lilies."]
)
def test_nobody_is_sent_to_call_the_dead(end: str) -> None:
    assert spoken(date(2027, 5, 3), MUM, end) == []


def weeks_later(*texts: str) -> list[str]:
    """All that she might begin with forty days on, after a talk about other things."""
    events, book = said(*texts)
    at = TUESDAY + timedelta(days=39)
    rain = {"text": "It rained."}
    events.append(Event(EventId("x"), PersonId("p"), SessionId("t"), 9, at, "heard", rain))
    found = impulses(events, book.facts.values(), at + timedelta(days=1))
    return [each.text for each in found]


@pytest.mark.parametrize(
    ("told", "end"),
    [
        ("My brother is called Tom.", "Tom died last night."),
        ("My brother is called Tom.", "My brother died last night."),
        ("My brother is called Tom.", "Tom has just died."),
        ("My brother is called Tom.", "Tom’s dead."),
        ("My brother is called Tom.", "Tom was killed in an accident."),
        ("My brother is called Tom.", "We buried Tom on Saturday."),
        ("My friend Agata loves dancing.", "Agata passed away on Sunday."),
    ],
)
def test_nobody_is_sent_to_one_who_has_died(told: str, end: str) -> None:
    (name,) = {"Tom", "Agata"} & set(told.replace(".", "").split())
    assert any(name in each for each in weeks_later(told)), "somebody to call while they live"
    assert not any(name in each for each in weeks_later(told, end))


def test_who_nearly_died_has_birthdays_still() -> None:
    told = ("Agata's birthday is on 3 May.", "Agata nearly died on the stairs.")
    assert spoken(date(2027, 5, 3), *told)


def test_what_is_over_is_not_spoken_of() -> None:
    assert spoken(date(2026, 11, 5), "I have choir every Thursday.")
    events, book = said("I have choir every Thursday.")
    at = TUESDAY + timedelta(days=1)
    quit_it = {"text": "I've quit the choir."}
    events.append(Event(EventId("x"), PersonId("p"), SessionId("s"), 9, at, "heard", quit_it))
    noon = datetime(2026, 11, 5, 12).astimezone()
    assert [each for each in impulses(events, book.facts.values(), noon)] == []


def test_it_is_shown_with_its_day_and_rests_on_what_was_said() -> None:
    _, book = said("It's my sister's birthday tomorrow.", "Our wedding anniversary is on 12 June.")
    shown = [sentence(fact) for fact in book.facts.values()]
    assert "Your sister has a birthday on 4 November" in shown
    assert any(each.endswith("Our wedding anniversary, on 12 June") for each in shown)
    (day, *_) = days_of(book.facts.values())
    assert day.fact.sources == ("e0",)


def test_the_29th_of_february() -> None:
    for told in ("Lena's birthday is on 29 February.", "Lena has her birthday on 29 February."):
        assert spoken(date(2028, 2, 29), told)
        assert "today" in spoken(date(2027, 2, 28), told)[0]
        assert "Tomorrow" in spoken(date(2028, 2, 28), told)[0]
        assert spoken(date(2027, 3, 1), told) == []


@given(st.dates(date(2026, 1, 1), date(2045, 12, 31)), st.integers(1, 12), st.integers(1, 31))
def test_every_day_of_the_year_comes_once_a_year(start: date, month: int, day: int) -> None:
    if day > calendar.monthrange(2024, month)[1]:
        return
    rule = Yearly(month, day)
    span = [date(start.year, 1, 1) + timedelta(days=n) for n in range(365)]
    if calendar.isleap(start.year):
        span.append(date(start.year, 12, 31))
    assert sum(map(rule.is_on, span)) == 1


@given(
    st.dates(date(2026, 1, 1), date(2045, 12, 31)),
    st.sampled_from(["every Tuesday", "every second Tuesday", "every three weeks on Tuesday"]),
)
def test_weeks_are_counted_from_a_day_that_was_said(start: date, words: str) -> None:
    anchor = start + timedelta(days=(1 - start.weekday()) % 7)
    rule = regular(f"choir {words}", anchor.isoformat())
    assert isinstance(rule, Weekly)
    hits = [n for n in range(-84, 85) if rule.is_on(anchor + timedelta(days=n))]
    assert 0 in hits
    assert {b - a for a, b in zip(hits, hits[1:], strict=False)} == {7 * rule.every}


@given(st.integers(2026, 2045), st.integers(1, 12), st.sampled_from(["first", "third", "last"]))
def test_one_day_of_each_month(year: int, month: int, which: str) -> None:
    rule = regular(f"book club on the {which} Monday of the month")
    assert isinstance(rule, Monthly)
    count = calendar.monthrange(year, month)[1]
    hits = [day for day in range(1, count + 1) if rule.is_on(date(year, month, day))]
    assert len(hits) == 1
    if which == "last":
        assert hits[0] + 7 > count


@given(st.text(max_size=40), st.datetimes(datetime(2000, 1, 1), datetime(2100, 1, 1)))
def test_any_words_are_a_day_or_none(words: str, at: datetime) -> None:
    yearly(words, at.astimezone())
    regular(words)
    list(Reader().read(f"My birthday is on {words}", at.astimezone()))


@pytest.fixture
def elsewhere(request: pytest.FixtureRequest) -> Iterator[str]:
    before = os.environ.get("TZ")
    os.environ["TZ"] = request.param
    time.tzset()
    yield request.param
    if before is None:
        del os.environ["TZ"]
    else:
        os.environ["TZ"] = before
    time.tzset()


@pytest.mark.parametrize(
    "elsewhere", ["Pacific/Kiritimati", "America/Los_Angeles", "Europe/Lisbon"], indirect=True
)
def test_the_day_is_that_of_where_she_runs(elsewhere: str) -> None:
    at = datetime(2026, 11, 3, 18, 0).astimezone()
    events, book = said(MUM, at=at)
    for hour in (0, 11, 23):
        local = datetime(2027, 5, 3, hour, 30).astimezone()
        found = impulses(events, book.facts.values(), local.astimezone(UTC))
        assert any("birthday today" in each.text for each in found), (elsewhere, hour)
        before = local - timedelta(days=1)
        found = impulses(events, book.facts.values(), before.astimezone(UTC))
        assert any("Tomorrow" in each.text for each in found)


TOLD = (
    MUM,
    "My birthday is on the 30th of November.",
    "Agata's birthday is on 29 February.",
    "Our wedding anniversary is on 12 June.",
    "I have choir every Thursday.",
    "Tomorrow is the anniversary of my father's death.",
)


NEAR = [(11, 3), (11, 5), (11, 29), (11, 30), (2, 27), (2, 28), (2, 29), (3, 1), (5, 2), (5, 3)]


@pytest.mark.slow
@settings(max_examples=8, deadline=None, phases=[Phase.generate])
@given(
    st.lists(st.sampled_from(TOLD), min_size=1, max_size=4, unique=True),
    st.integers(0, 3),
    st.sampled_from(["", "mum", "choir", "father"]),
)
def test_years_go_by_within_the_limits(told: list[str], most: int, avoid: str) -> None:
    with TemporaryDirectory() as folder:
        asyncio.run(_years(Path(folder), told, most, avoid))


async def _years(home: Path, told: list[str], most: int, avoid: str) -> None:
    async with living(home, SetClock(TUESDAY)) as house:
        for text in told:
            await house.hear(text)
        await prefer(house.log, "messages_a_day", str(most))
        if avoid:
            await prefer(house.log, "avoid", avoid)
        for day in range(1, 800):
            on = date(2026, 11, 3) + timedelta(days=day)
            near = (on.month, on.day) in NEAR or on.weekday() == 3
            for hour in (3, 9, 15) if near else ():
                house.clock.time = datetime(on.year, on.month, on.day, hour).astimezone()
                await house.beginning.once()
        await _was_well(house, most, avoid)


async def _was_well(house: House, most: int, avoid: str) -> None:
    began = await house.log.events(kinds=("began",))
    if most == 0:
        assert began == []
    keys = [each.text("key") for each in began]
    assert len(keys) == len(set(keys)), "never twice"
    by_day: dict[date, int] = {}
    for each in began:
        local = each.at.astimezone()
        assert 8 <= local.hour < 22, "quiet hours"
        by_day[local.date()] = by_day.get(local.date(), 0) + 1
        assert not avoid or avoid not in each.text()
        if "mum's birthday today" in each.text():
            assert (local.month, local.day) == (5, 3)
        if "Tomorrow is Agata" in each.text():
            assert (local.month, local.day) == (2, 27 if not calendar.isleap(local.year) else 28)
    assert all(count <= most for count in by_day.values()), "the cap"
    weekly = [each for each in began if "choir" in each.text()]
    assert len(weekly) <= 800 / 28 + 2, "what is every week is not said every week"
