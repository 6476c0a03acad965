"""When somebody has died nobody asks whether they are any better, in whatever words it was told."""

import sys
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from beginning_house import NINE, living

from anima.initiative import impulses, open_ends, waiting
from anima.initiative.loose_ends import those_lost
from anima.initiative.loss import are_one, loss_in
from anima.memory.facts.book import FactBook
from anima.memory.facts.reader import Reader
from anima.values import Event, EventId, JsonValue, PersonId, SessionId

MONDAY = datetime(2026, 11, 2, 18, 0).astimezone()


def heard(*lines: tuple[float, str]) -> tuple[list[Event], FactBook]:
    """What was said on the days after Monday, each in a talk of its own, and what is known."""
    book, reader, events = FactBook(), Reader(), list[Event]()
    for number, (day, text) in enumerate(lines):
        at = MONDAY + timedelta(days=day)
        source = EventId(f"e{number}")
        session = SessionId(f"s{int(day)}")
        events.append(Event(source, PersonId("p"), session, number, at, "heard", {"text": text}))
        book.hear(reader.read(text, at), source, at)
    return events, book


def begun(*lines: tuple[float, str], days: int = 10) -> list[str]:
    """All that she would begin with at every third hour of the days after the last words."""
    events, book = heard(*lines)
    hours = [events[-1].at + timedelta(hours=hour) for hour in range(1, 24 * days, 3)]
    found = [each.text for now in hours for each in impulses(events, book.facts.values(), now)]
    return list(dict.fromkeys(found))


@pytest.mark.parametrize(
    ("told", "end"),
    [
        ("My dad is in hospital.", "He died last night."),
        ("My dad is in hospital.", "My father died."),
        ("My father is in hospital.", "Dad died this morning."),
        ("My grandmother is dying.", "She passed away this morning."),
        ("My grandmother is dying.", "She's gone."),
        ("My mother has her operation on Wednesday.", "She didn't make it."),
        ("My mother has her operation on Wednesday.", "They couldn't save her."),
        ("The baby is due on Friday.", "I had a miscarriage."),
        ("My wife is in labour.", "The baby was stillborn."),
        ("My wife is pregnant, she has a scan on Thursday.", "There was no heartbeat."),
        ("Bella is at the vet.", "They had to put her to sleep."),
        ("Our cat is at the vet.", "We had her put down."),
        ("I'm not speaking to my brother.", "He was killed in an accident."),
        ("I have to call my mother back.", "My mum died last night."),
        ("I'm having dinner with my dad on Friday.", "Dad passed away."),
        ("I'm waiting for my brother to call.", "He took his own life."),
    ],
)
def test_a_death_ends_what_was_open_about_them(told: str, end: str) -> None:
    assert begun((0, told)), "it is open until then"
    assert begun((0, told), (1, end)) == []


@pytest.mark.parametrize(
    "told",
    [
        "My dad was taken to hospital on Sunday. He died last night.",
        "My dad is in hospital and he died last night.",
        "I had a miscarriage.",
    ],
)
def test_nobody_asks_whether_a_loss_is_any_better(told: str) -> None:
    assert begun((0, told)) == []


@pytest.mark.parametrize(
    "said",
    [
        "My phone died.",
        "I'm dead tired.",
        "I passed the exam.",
        "He didn't make it to the party.",
        "He nearly died.",
        "My grandad died ten years ago.",
        "We almost died of laughter.",
        "I put the kids to sleep.",
        "He's gone to work.",
        "In the film he died.",
        "Did he die?",
    ],
)
def test_what_is_no_loss_leaves_it_open(said: str) -> None:
    assert loss_in(said) is None
    assert begun((0, "My dad is in hospital."), (1, said))


def test_other_matters_stay_open_after_a_death() -> None:
    events, _ = heard(
        (0, "I've lost my passport."),
        (0.1, "I have to call my sister back."),
        (0.2, "My dad is in hospital."),
        (1, "My dad died."),
        (2, "The funeral is on Friday."),
    )
    open_then = [end.text for end in open_ends(events, MONDAY + timedelta(days=6))]
    assert open_then == [
        "The funeral is on Friday.",
        "I have lost my passport.",
        "I have to call my sister back.",
    ]


def test_a_call_put_off_is_not_asked_about_after_their_death() -> None:
    put_off = [
        (0, "I have to call my dad."),
        (2, "I still haven't called Dad, I'll do it tomorrow."),
        (4, "I didn't call my dad. I'll do it tomorrow."),
    ]
    assert any("left for another day" in each or "put off" in each for each in begun(*put_off))
    assert begun(*put_off, (5, "He died last night.")) == []


def test_who_died_by_he_or_she_has_no_birthday_and_is_not_to_be_called() -> None:
    omar = "My friend's name is Omar."
    mum = "My mum's birthday is on 20 November."
    later = (14, "It rained.")
    assert any(
        "Omar" in each for each in begun((0, omar), (1, "Omar is in hospital."), later, days=20)
    )
    told = (0, omar), (0.1, mum), (1, "Omar is in hospital.")
    after = begun(*told, (2, "He died last night."), later, days=20)
    assert not any("Omar" in each for each in after)
    assert any("your mum's birthday today" in each for each in after)
    ill = (0, mum), (1, "My mother is in hospital."), (2, "She died in the night."), later
    assert begun(*ill) == []


@pytest.mark.parametrize(
    ("told", "words"),
    [
        ("My sister had her driving test today.", "She passed!"),
        ("My sister wanted to come to the party.", "She didn't make it."),
        ("My sister had a row with my mother.", "She's gone."),
    ],
)
def test_what_may_mean_something_else_makes_nobody_dead(told: str, words: str) -> None:
    birthday = (0, "My sister's birthday is on 20 November.")
    said = begun(birthday, (1, told), (1.01, words), (14, "It rained."))
    assert any("your sister's birthday today" in each for each in said)


async def test_what_she_began_with_is_not_said_after_a_death(tmp_path: Path) -> None:
    async with living(tmp_path) as house:
        await house.hear("My dad is in hospital.")
        house.clock.time = NINE + timedelta(days=3)
        assert await house.beginning.once()
        assert await waiting(house.log, house.clock.now())
        await house.hear("It's a grey day.")
        assert await waiting(house.log, house.clock.now())
        await house.hear("He died an hour ago.")
        assert await waiting(house.log, house.clock.now()) == []


@pytest.mark.parametrize(
    "said",
    [
        "I had to put him to sleep at seven.",
        "He died laughing.",
        "My headphones died.",
        "My sourdough starter died.",
        "My drone died.",
        "My hard drive died this morning.",
        "Our lawnmower is dead.",
        "My roses died.",
        "The mood died.",
        "We lost it in overtime.",
        "We lost it on Saturday, 3-1.",
        "We lost it at home.",
        "We lost it on Friday.",
    ],
)
def test_a_bedtime_a_joke_and_a_battery_are_no_death(said: str) -> None:
    assert loss_in(said) is None


@pytest.mark.parametrize(
    "said",
    [
        "In the car my dad died.",
        "In the car crash Agata died.",
        "The phone rang and she was dead.",
        "Our truck driver died.",
        "The project manager died.",
        "Rose died.",
    ],
)
def test_a_thing_that_is_named_as_well_hides_no_death(said: str) -> None:
    assert loss_in(said) is not None


def test_a_lost_match_ends_no_worry() -> None:
    played = "We played the final. We lost it on Saturday, 3-1."
    events, _ = heard((0, "I am worried about my mum, she is in hospital."), (1, played))
    assert len(open_ends(events, MONDAY + timedelta(days=4))) == 1


def test_of_two_who_were_named_nobody_is_dead_by_a_guess() -> None:
    at = datetime(2026, 11, 2, 18, 0).astimezone()
    lines = ("I watched a film with Agata and Rui.", "He died.")
    events = [
        Event(EventId(f"e{n}"), PersonId("p"), SessionId("s"), n, at, "heard", {"text": line})
        for n, line in enumerate(lines)
    ]
    assert those_lost([], events) == frozenset()


@pytest.mark.parametrize(
    "said",
    [
        "They put her to sleep in the afternoon.",
        "We had to put him to sleep for good.",
        "We had to put Rex to sleep early this morning.",
        "Our dog was put to sleep tonight.",
        "We lost it at 12 weeks.",
        "We lost it in the eighth week.",
    ],
)
def test_the_hour_of_a_death_makes_no_bedtime_of_it(said: str) -> None:
    assert loss_in(said) is not None


def test_a_child_that_is_put_to_bed_is_not_dead() -> None:
    assert loss_in("I had to put my son to sleep.") is None
    assert loss_in("I had to put him to sleep before dinner.") is None


@pytest.mark.parametrize(
    ("told", "died", "lost"),
    [
        ("My grandfather Otto came home yesterday.", "He died this morning.", "grandfather Otto"),
        ("Grandpa Otto came home yesterday.", "He died this morning.", "grandfather Otto"),
        ("My sister Julia drove Dad to the airport.", "He died this morning.", "father"),
        ("My daughter Anna visited Grandpa on Sunday.", "He died in the night.", "grandfather"),
        ("My brother Tom took Mum home.", "She died this morning.", "mother"),
        ("My wife Lena called my father.", "He died an hour ago.", "father"),
        ("My friend Tom called my father.", "He died an hour ago.", ""),
    ],
)
def test_who_has_a_name_and_is_kin_is_one_and_nobody_dies_with_another(
    told: str, died: str, lost: str
) -> None:
    at = datetime(2026, 11, 2, 18, 0).astimezone()
    events = [
        Event(EventId(f"e{n}"), PersonId("p"), SessionId("s"), n, at, "heard", {"text": line})
        for n, line in enumerate((told, died))
    ]
    assert those_lost([], events) == frozenset(lost.split())


def test_two_are_not_one_because_one_of_them_has_a_name() -> None:
    said = ("My sister Julia drove Dad to the airport.",)
    assert not are_one(frozenset({"Julia", "father"}), said)
    assert are_one(frozenset({"Julia", "sister"}), said)


async def test_what_was_heard_is_read_once_however_much_waits(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[str] = []

    def reading(text: str) -> None:
        read.append(text)

    async with living(tmp_path) as house:
        for topic in ("test", "move", "interview"):
            payload: dict[str, JsonValue] = {"key": topic, "text": f"The {topic}?", "about": topic}
            await house.log.append(SessionId("initiative"), "began", payload)
        for text in ("It's a grey day.", "Still grey."):
            await house.hear(text)
        monkeypatch.setattr(sys.modules["anima.initiative.waiting"], "loss_in", reading)
        assert len(await waiting(house.log, house.clock.now())) == 3
    assert len(read) == 2
