"""Who she becomes: changes are proposed, decided, and taken back without a trace in her."""

from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from anima.llm import ModelProfile
from anima.memory import EventLog
from anima.persona import (
    GrowthError,
    Identity,
    PreferenceError,
    back_to,
    character_of,
    decide,
    expression_of,
    load_growth,
    load_preferences,
    prefer,
    system_messages,
)
from anima.persona.change import changes_of, trait_payload, words_payload
from anima.persona.handing_over import is_opinion
from anima.persona.temperament import START, TRAITS, Trait, TraitChange
from anima.values import Event, EventId, PersonId, SessionId

NIGHT = SessionId("night")


async def grow(log: EventLog, night: str, trait: Trait = "extraversion", by: float = 0.05) -> str:
    change = TraitChange(trait, by, ("we laughed together",), ("e1",))
    return (await log.append(NIGHT, "grew", trait_payload(night, change))).id


async def test_a_change_waits_until_it_is_accepted(log: EventLog) -> None:
    before = (await load_growth(log)).character.canonical()
    one = await grow(log, "2026-11-01")
    growth = await load_growth(log)
    assert growth.character.canonical() == before
    grown = await decide(log, [growth.find(one)], "accepted")
    assert grown.character.traits.extraversion == 0.25
    softer = await decide(log, [growth.find(one)], "softened")
    assert softer.character.traits.extraversion == 0.225
    gone = await decide(log, [growth.find(one)], "taken_back")
    assert gone.character.canonical() == before


async def test_a_person_may_want_changes_to_hold_unasked(log: EventLog) -> None:
    await prefer(log, "growth", "show")
    one = await grow(log, "2026-11-01")
    growth = await load_growth(log)
    assert growth.character.traits.extraversion == 0.25
    taken = await decide(log, [growth.find(one)], "taken_back")
    assert taken.character.traits.extraversion == 0.2


async def test_another_wish_about_growth_makes_nobody_else_of_her_at_once(log: EventLog) -> None:
    waits = await grow(log, "2026-11-01", "openness")
    await prefer(log, "growth", "show")
    assert (await load_growth(log)).character.traits == START, "it goes on waiting"
    holds = await grow(log, "2026-11-02")
    before = (await load_growth(log)).character
    await prefer(log, "growth", "ask")
    await grow(log, "2026-11-03", "agreeableness")
    growth = await load_growth(log)
    assert growth.character.canonical() == before.canonical()
    assert [change.id for change in growth.changes if change.holds] == [holds]
    taken = await decide(log, [growth.find(holds)], "taken_back")
    assert taken.character.traits == START
    kept = await decide(log, [growth.find(waits)], "accepted")
    assert kept.character.traits.openness > START.openness


@pytest.mark.parametrize(
    ("text", "softened"),
    [
        ("I like rain.", "I think I like rain."),
        (
            "I think short songs are better.",
            "I'm not so sure, but I think short songs are better.",
        ),
        ("Rain is best.", "I'm less sure: Rain is best."),
    ],
)
async def test_a_softened_opinion_is_a_sentence(log: EventLog, text: str, softened: str) -> None:
    payload = words_payload("2026-11-14", "opinion", "rain", text, "you asked", ["e2"])
    event = await log.append(NIGHT, "grew", payload)
    grown = await decide(log, [(await load_growth(log)).find(event.id)], "softened")
    (opinion,) = grown.character.opinions
    assert opinion.text == softened
    assert is_opinion(softened) == is_opinion(text)


async def test_going_back_a_week_makes_her_who_she_was_byte_for_byte(log: EventLog) -> None:
    for day in range(1, 8):
        one = await grow(log, f"2026-11-0{day}")
        await decide(log, [(await load_growth(log)).find(one)], "accepted")
    week_ago = (await load_growth(log)).character
    for day in range(8, 15):
        one = await grow(log, f"2026-11-{day:02}", "openness", -0.04)
        await decide(log, [(await load_growth(log)).find(one)], "accepted")
    opinion = words_payload("2026-11-14", "opinion", "rain", "I like rain.", "you asked", ["e2"])
    event = await log.append(NIGHT, "grew", opinion)
    now = await decide(log, [(await load_growth(log)).find(event.id)], "accepted")
    assert now.character.canonical() != week_ago.canonical()
    back = await back_to(log, "2026-11-08")
    assert back.character.canonical() == week_ago.canonical()
    assert expression_of(back.character) == expression_of(week_ago)


async def test_a_line_cannot_be_softened_and_an_unknown_change_not_decided(log: EventLog) -> None:
    line = words_payload("2026-11-14", "line", "I'm off.", "Go on, then.", "you laughed", ["e2"])
    event = await log.append(NIGHT, "grew", line)
    growth = await load_growth(log)
    with pytest.raises(GrowthError, match="not softened"):
        await decide(log, [growth.find(event.id)], "softened")
    with pytest.raises(GrowthError, match="No change"):
        growth.find("nothing")


async def test_preferences_are_checked_and_kept(log: EventLog) -> None:
    assert (await load_preferences(log)).most_a_day == 2
    await prefer(log, "quiet_from", "21:30")
    assert (await load_preferences(log)).quiet_from == "21:30"
    for key, value in (("quiet_from", "late"), ("growth", "never"), ("colour", "red")):
        with pytest.raises(PreferenceError):
            await prefer(log, key, value)


amounts = st.tuples(st.sampled_from(TRAITS), st.floats(-0.05, 0.05), st.integers(0, 3))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(amounts, max_size=40), st.integers(0, 40))
def test_whatever_is_taken_back_leaves_no_trace(
    steps: list[tuple[Trait, float, int]], cut: int
) -> None:
    decisions = ("accepted", "softened", "taken_back", "waiting")
    events: list[Event] = []
    for number, (trait, by, decision) in enumerate(steps):
        change = TraitChange(trait, float(by), ("why",), ())
        grew = trait_payload(f"2026-11-{number // 2 + 1:02}", change)
        events.append(_event(len(events), "grew", grew))
        decided = {"change": events[-1].id, "decision": decisions[decision]}
        events.append(_event(len(events), "growth_decided", decided))
    kept = events[: 2 * cut]
    undone = [
        _event(1000 + n, "growth_decided", {"change": event.id, "decision": "taken_back"})
        for n, event in enumerate(events[2 * cut :])
        if event.kind == "grew"
    ]
    after = character_of(changes_of([*events, *undone]))
    assert after.canonical() == character_of(changes_of(kept)).canonical()
    assert all(-1 <= after.traits.of(trait) <= 1 for trait in TRAITS)


def _event(number: int, kind: str, payload: object) -> Event:
    at = datetime(2026, 11, 1, tzinfo=UTC)
    return Event(EventId(f"{number}"), PersonId("p"), SessionId("s"), number, at, kind, payload)  # pyright: ignore[reportArgumentType]  # kinds of this test


def test_a_first_day_prompt_is_the_plain_one_and_a_grown_one_shows_it() -> None:
    small = ModelProfile("small", 4096, "short", tools=False, structured=True)
    today = datetime(2026, 11, 27, tzinfo=UTC).date()
    nora = Identity(name="Nora", person_name="Theo")
    plain = system_messages(nora, small, today=today, about_person=())
    first = expression_of(character_of([]))
    same = system_messages(nora, small, today=today, about_person=(), expression=first)
    assert same == plain
    steps = [
        _event(
            n, "grew", trait_payload("2026-11-01", TraitChange("agreeableness", -0.05, ("w",), ()))
        )
        for n in range(9)
    ]
    accepted = [
        _event(100 + n, "growth_decided", {"change": str(n), "decision": "accepted"})
        for n in range(9)
    ]
    blunt = expression_of(character_of(changes_of([*steps, *accepted])))
    grown = system_messages(nora, small, today=today, about_person=(), expression=blunt)
    assert "I am curious and very blunt" in grown[0].text
    assert any("no excuses" in message.text for message in grown)
    assert len(grown) == len(plain) + 10
    assert [each.text for each in grown[1 : len(plain)]] == [each.text for each in plain[1:]]
