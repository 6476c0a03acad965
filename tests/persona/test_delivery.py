"""How she speaks follows her mood and the person's pace: within limits, in steps, if wanted."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from anima.persona.delivery import (
    AT_NIGHT,
    MOST,
    MOST_LOUDER_DB,
    MOST_PULL,
    STEP,
    USUAL_RATE,
    delivery_of,
    rate_of,
)
from anima.persona.preferences import Preferences
from anima.persona.temperament import Mood
from anima.values import EVEN, Delivery, Event, EventId, PersonId, SessionId

NOON = datetime(2026, 11, 2, 12, 0).astimezone()
MIDNIGHT = NOON + timedelta(hours=12)
RESTING = Mood(0.0, 0.0, 0.0, resting=(0.0, 0.0, 0.0))
STIRRED = Mood(0.3, 0.8, 0.4, resting=(0.0, 0.0, 0.0))
SUBDUED = Mood(-0.3, -0.8, -0.4, resting=(0.0, 0.0, 0.0))
ANY = st.floats(-1, 1)


def said(words: int, seconds: float, at: datetime = NOON, *, number: int = 1) -> Event:
    payload = {"text": " ".join(["word"] * words), "voiced_seconds": seconds}
    return Event(
        EventId(f"e{number}"), PersonId("p"), SessionId("s"), number, at, "heard", dict(payload)
    )


def test_her_voice_is_as_it_is_while_nothing_moves_her() -> None:
    assert delivery_of(RESTING, USUAL_RATE, Preferences(), NOON) == EVEN


def test_stirred_she_is_faster_rests_shorter_and_is_louder_and_subdued_the_other_way() -> None:
    stirred = delivery_of(STIRRED, USUAL_RATE, Preferences(), NOON)
    subdued = delivery_of(SUBDUED, USUAL_RATE, Preferences(), NOON)
    assert (stirred.pace, stirred.pauses, stirred.louder_db) == (1.08, 0.8, 1.5)
    assert (subdued.pace, subdued.pauses, subdued.louder_db) == (0.92, 1.2, -1.5)


def test_who_speaks_fast_or_slow_finds_her_a_little_nearer() -> None:
    fast = delivery_of(RESTING, 4.4, Preferences(), NOON)
    slow = delivery_of(RESTING, 2.4, Preferences(), NOON)
    assert fast.pace == 1.08 and fast.pauses < 1
    assert slow.pace == 0.92 and slow.pauses > 1
    assert fast.louder_db == slow.louder_db == 0.0


def test_each_of_both_can_be_turned_off() -> None:
    for follows, moved, pulled in (
        ("both", True, True),
        ("mood", True, False),
        ("me", False, True),
        ("nothing", False, False),
    ):
        wanted = Preferences(voice_follows=follows)
        assert (delivery_of(STIRRED, USUAL_RATE, wanted, NOON) != EVEN) is moved
        assert (delivery_of(RESTING, 5.0, wanted, NOON) != EVEN) is pulled


def test_at_night_she_is_slower_and_softer_only_if_asked() -> None:
    assert delivery_of(RESTING, USUAL_RATE, Preferences(), MIDNIGHT) == EVEN
    asked = Preferences(slow_at_night="yes")
    assert delivery_of(RESTING, USUAL_RATE, asked, NOON) == EVEN
    assert delivery_of(RESTING, USUAL_RATE, asked, MIDNIGHT) == Delivery(0.9, 1.15, -1.0)


@given(ANY, ANY, ANY, ANY, st.floats(0, 40), st.sampled_from(("yes", "no")), st.booleans())
def test_no_mood_and_no_haste_take_her_out_of_taste(
    arousal: float, dominance: float, rest: float, other: float, rate: float, slow: str, late: bool
) -> None:
    mood = Mood(0.0, arousal, dominance, resting=(0.0, rest, other))
    now = MIDNIGHT if late else NOON
    found = delivery_of(mood, rate, Preferences(slow_at_night=slow), now)
    widest = MOST + MOST_PULL + STEP / 2
    assert AT_NIGHT * (1 - widest) - 0.01 <= found.pace <= 1 + widest + 0.01
    assert 0.6 <= found.pauses <= 1.6
    assert abs(found.louder_db) <= MOST_LOUDER_DB


@given(st.lists(st.tuples(ANY, ANY, st.floats(0.5, 9)), min_size=2, max_size=12))
def test_from_reply_to_reply_she_changes_by_steps(moods: list[tuple[float, float, float]]) -> None:
    wanted = [
        delivery_of(Mood(0.0, a, d, resting=(0.0, 0.0, 0.0)), rate, Preferences(), NOON)
        for a, d, rate in moods
    ]
    now, way = wanted[0], [wanted[0]]
    for each in wanted[1:]:
        now = now.towards(each)
        way.append(now)
    for before, after in pairwise(way):
        assert abs(after.pace - before.pace) <= 0.041
        assert abs(after.pauses - before.pauses) <= 0.101
        assert abs(after.louder_db - before.louder_db) <= 0.501
    for _ in range(20):
        now = now.towards(wanted[-1])
    assert now == wanted[-1]


def test_the_persons_pace_is_words_over_voice_and_changes_slowly() -> None:
    assert rate_of([], NOON) == USUAL_RATE
    one = rate_of([said(20, 4.0)], NOON)
    many = rate_of([said(20, 4.0, number=n) for n in range(20)], NOON)
    assert USUAL_RATE < one < many < 5.0
    assert many > 4.9
    turned = rate_of([*(said(20, 4.0) for _ in range(20)), said(8, 4.0)], NOON)
    assert many - 0.6 < turned < many


def test_what_is_short_old_typed_or_misheard_says_nothing_of_a_pace() -> None:
    for each in (
        said(2, 0.9),
        said(6, 0.3),
        said(60, 2.0),
        said(3, 30.0),
        said(20, 4.0, NOON - timedelta(hours=3)),
        said(20, 4.0, NOON + timedelta(minutes=1)),
        Event(
            EventId("t"), PersonId("p"), SessionId("s"), 1, NOON, "heard", {"text": "I type fast"}
        ),
    ):
        assert rate_of([each], NOON) == USUAL_RATE


@given(st.lists(st.tuples(st.integers(0, 300), st.floats(0, 300)), max_size=30))
def test_whatever_was_understood_a_pace_is_one_that_people_have(
    spoken: list[tuple[int, float]],
) -> None:
    events = [said(words, seconds, number=n) for n, (words, seconds) in enumerate(spoken)]
    assert 1.0 <= rate_of(events, NOON.astimezone(UTC)) <= 8.0
