"""Her temperament follows from what was said, within its bounds, and comes to rest."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anima.persona.temperament import (
    MOST_A_DAY,
    START,
    TRAITS,
    Appraisal,
    Traits,
    appraise,
    baseline,
    changes_of_a_day,
    mood_at,
    mood_in_words,
)
from anima.persona.temperament.appraisal import KINDS
from anima.values import Event, EventId, PersonId, SessionId

NOW = datetime(2026, 11, 27, 20, 0, tzinfo=UTC)


def heard(text: str, at: datetime = NOW) -> Event:
    return Event(
        EventId(f"e-{text}"), PersonId("p"), SessionId("s"), 1, at, "heard", {"text": text}
    )


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Haha, you're so funny!", "laughed"),
        ("Let's pretend that you are a pirate.", "played"),
        ("Thank you, that was good.", "thanked"),
        ("I missed you today.", "fond"),
        ("Be honest, what do you think?", "frank"),
        ("I disagree, that's nonsense.", "argued"),
        ("Shut up, you're useless.", "scolded"),
        ("Please just listen for a moment.", "hushed"),
        ("Let's just sit here.", "quiet"),
        ("I've finished the list, on time.", "planned"),
        ("That's not what I said.", "corrected"),
        ("I often wonder why there are stars.", "wondered"),
        ("I'm so sad today.", "sorrow"),
        ("I'm worried about the exam.", "worry"),
        ("I'm so happy!", "glad"),
        ("I'm furious with my boss.", "cross"),
    ],
)
def test_a_moment_is_taken_for_what_it_is(text: str, kind: str) -> None:
    assert [each.kind.name for each in appraise(heard(text))] == [kind]


@pytest.mark.parametrize(
    "text", ["I went to the shop.", "", "The bus was late.", "I'm not sad.", "Hatha yoga at six."]
)
def test_most_words_are_no_moment(text: str) -> None:
    assert appraise(heard(text)) == []


@pytest.mark.parametrize(
    "text",
    [
        "My father always told me: you're worthless.",
        "My boss said that you're useless in front of everybody.",
        "My brother told me to shut up.",
        "She said I hate you and slammed the door.",
        "My parents argue a lot.",
        "I told my son to be quiet.",
        "The days are getting shorter.",
        "Can you help me write a letter to Nora?",
        "Will you help me?",
        "Could you get me the number?",
        "My father told me you're stupid. You're worthless.",
        "He shouted at me: “You're stupid. You're useless.”",
        "My mother came in and said shut up.",
        "I told him I love you.",
        "Mark said thank you.",
        "They just leave me alone all day.",
        "I wish they would leave me alone.",
        "I can't stop talking about him.",
        "He never let me talk.",
        "I disagree with my boss.",
        "My wife is not convinced.",
        "She cheers me up.",
        "Uncle Bert rang to say thanks.",
        "No thanks.",
        "No, thank you.",
        "Thanks for nothing.",
        "I have to write a thank you card.",
        "Thanks to my doctor I can walk.",
        "No, it's not far, ten minutes.",
        "It was not perfect, but we laughed.",
        "The food was not good, but the company was.",
        "It's not easy but I manage.",
        "Not great, but okay.",
        "I already said yes to the job.",
        "My son made me laugh.",
        "My boss asked what do you think?",
        "The shop is shut up.",
        "He said you forgot my birthday.",
        "I said no, it was not far.",
    ],
)
def test_what_others_said_or_what_only_sounds_so_is_nothing_between_us(text: str) -> None:
    assert appraise(heard(text)) == []


def test_what_somebody_else_wrote_is_told_and_not_said_to_her() -> None:
    assert [each.kind.name for each in appraise(heard("My ex wrote I miss you."))] == ["sorrow"]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("You're useless.", "scolded"),
        ("I just want to say that I miss you.", "fond"),
        ("Shut up!", "scolded"),
        ("Oh shut up, will you?", "scolded"),
        ("Just leave me alone.", "scolded"),
        ("I hate you.", "scolded"),
        ("You said that before. You're useless.", "scolded"),
        ("I miss you.", "fond"),
        ("you get me.", "fond"),
        ("You really help me.", "fond"),
        ("You helped me so much.", "fond"),
        ("You mean a lot to me.", "fond"),
        ("I told my mother about you. I love talking to you.", "fond"),
        ("Can you just listen?", "hushed"),
        ("Please be quiet.", "hushed"),
        ("Stop asking.", "hushed"),
        ("Shorter, please.", "hushed"),
        ("Keep it shorter.", "hushed"),
        ("Let me finish!", "hushed"),
        ("I disagree with you.", "argued"),
        ("Let's argue about it.", "argued"),
        ("I'm not convinced.", "argued"),
        ("Prove it.", "argued"),
        ("Thanks!", "thanked"),
        ("Thank you, that helped.", "thanked"),
        ("Okay thanks", "thanked"),
        ("My mother called. Thank you for asking.", "thanked"),
        ("Cheers, that's good.", "thanked"),
        ("No, that's not right.", "corrected"),
        ("No, it's not Tuesday, it's Wednesday.", "corrected"),
        ("Not Porto, I said Lisbon.", "corrected"),
        ("Not Porto but Lisbon.", "corrected"),
        ("You forgot that I told you.", "corrected"),
        ("I already told you.", "corrected"),
        ("I already said that.", "corrected"),
        ("That made me laugh.", "laughed"),
        ("I must say, that's funny.", "laughed"),
        ("What do you think?", "frank"),
        ("He told me everything. Be honest, was I wrong?", "frank"),
        ("Let's play chess.", "played"),
    ],
)
def test_what_is_said_to_her_stays_said_to_her(text: str, kind: str) -> None:
    assert kind in [each.kind.name for each in appraise(heard(text))]


moments = st.lists(
    st.builds(
        Appraisal,
        st.sampled_from(KINDS),
        st.integers(0, 99).map(str),
        st.floats(0, 90).map(lambda hours: NOW - timedelta(hours=hours)),
    ),
    max_size=60,
)
traits = st.builds(Traits, *(st.floats(-1, 1) for _ in TRAITS))


@given(moments)
def test_a_day_moves_each_trait_within_its_bound_and_names_the_cause(day: list[Appraisal]) -> None:
    changes = changes_of_a_day(day)
    assert len({change.trait for change in changes}) == len(changes)
    for change in changes:
        assert 0 < abs(change.amount) <= MOST_A_DAY
        assert change.causes
        assert set(change.sources) <= {each.source for each in day}
        named = {each.kind.cause for each in day}
        assert set(change.causes) <= named


def test_one_sentence_that_moves_her_in_two_ways_gives_one_mood() -> None:
    both = [each for each in KINDS if each.name in ("laughed", "glad")]
    day = [Appraisal(kind, "0", NOW) for kind in both]
    assert len(day) == 2
    assert mood_at(day, START, NOW) == mood_at(day[::-1], START, NOW)


@given(moments, traits)
def test_a_mood_stays_in_its_space_and_comes_to_rest(day: list[Appraisal], of: Traits) -> None:
    mood = mood_at(day, of, NOW)
    assert all(-1.0001 <= x <= 1.0001 for x in mood.point)
    assert mood == mood_at(list(reversed(day)), of, NOW), "the order of telling does not matter"
    later = mood_at(day, of, NOW + timedelta(days=5))
    assert later.point == baseline(of)
    assert mood_in_words(later) == ""


def test_the_resting_point_is_mehrabians() -> None:
    assert baseline(Traits(extraversion=1.0)) == (0.21, 0.0, 0.6)
    assert baseline(Traits(neuroticism=1.0)) == (-0.19, 0.57, 0.0)
    assert baseline(Traits(agreeableness=1.0, openness=1.0)) == (0.59, 0.45, -0.07)


def test_what_was_said_an_hour_ago_is_the_cause_of_a_mood() -> None:
    sad = appraise(heard("I'm so sad and lonely.", NOW - timedelta(hours=1)))
    mood = mood_at(sad, START, NOW)
    assert mood.pleasure < mood.resting[0]
    assert mood.cause == "you told me that it was hard"
    assert mood_in_words(mood) == "a little subdued"


def test_opposite_moments_cancel_each_other_out() -> None:
    both = [*appraise(heard("Haha!")), *appraise(heard("Just listen."))]
    assert "extraversion" not in {change.trait for change in changes_of_a_day(both)}
