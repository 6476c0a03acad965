"""Whether she yields or goes on when a voice is heard in her turn: the policy, alone."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anima.voice.overlap import Overlap, Verdict, is_listening, judge

SHORT = Overlap(voiced=0.35, silent=0.25, words="", all_read=True)


@pytest.mark.parametrize(
    "text",
    [
        "Mm-hm.",
        "Mhm",
        "Mmm.",
        "Uh-huh, uh-huh.",
        "Yeah.",
        "Yeah, yeah, I see!",
        "Okay, right.",
        "Oh, really?",
        "Wow. No way!",
        "(laughs) Ha ha.",
        "That’s true.",
    ],
)
def test_signs_of_listening(text: str) -> None:
    assert is_listening(text)
    assert judge(replace(SHORT, words=text)) is Verdict.GOES_ON


@pytest.mark.parametrize(
    "text",
    ["No.", "Stop!", "Wait.", "What?", "Yeah, but why?", "Sorry?", "Okay, next.", "Right here."],
)
def test_words_that_want_the_turn(text: str) -> None:
    assert not is_listening(text)
    assert judge(replace(SHORT, words=text)) is Verdict.YIELDS
    assert judge(replace(SHORT, silent=0.0, words=text, all_read=False)) is Verdict.YIELDS


def test_a_short_guess_is_no_word_that_wants_the_turn_and_a_longer_one_is() -> None:
    guessed = replace(SHORT, words="Ahad.", confidence=0.19)
    assert judge(guessed) is Verdict.GOES_ON
    assert judge(replace(guessed, silent=0.0, all_read=False)) is Verdict.UNSURE
    assert judge(replace(guessed, voiced=1.1, silent=0.0, all_read=False)) is Verdict.YIELDS
    assert judge(replace(guessed, asked=True)) is Verdict.YIELDS
    assert judge(replace(guessed, can_hold=False)) is Verdict.YIELDS


def test_sounds_that_are_no_words_leave_her_the_turn() -> None:
    for noted in ("", "(coughing)", "[BLANK_AUDIO]", "*sneezes*", " ... "):
        assert judge(replace(SHORT, words=noted)) is Verdict.GOES_ON
        assert judge(replace(SHORT, silent=0.0, words=noted)) is Verdict.UNSURE
        assert judge(replace(SHORT, voiced=1.7, silent=0.0, words=noted)) is Verdict.GOES_ON


def test_a_sign_of_listening_is_waited_out() -> None:
    assert judge(replace(SHORT, silent=0.1, words="Yeah")) is Verdict.UNSURE
    assert judge(replace(SHORT, words="Yeah", all_read=False)) is Verdict.UNSURE


def test_yes_to_a_question_of_hers_is_an_answer() -> None:
    assert judge(replace(SHORT, words="Yes.", asked=True)) is Verdict.YIELDS


def test_her_echo_is_not_the_person() -> None:
    hers = "It rained all day, and the cat slept."
    assert judge(replace(SHORT, words="all day and", hers=hers)) is Verdict.GOES_ON
    assert judge(replace(SHORT, words="day all and", hers=hers)) is Verdict.YIELDS
    assert judge(replace(SHORT, words="cat", hers=hers)) is Verdict.YIELDS


def test_a_client_that_cannot_hold_her_sound_is_silenced_soon() -> None:
    assert judge(Overlap(0.2, 0.0, can_hold=False)) is Verdict.YIELDS
    assert judge(Overlap(0.1, 0.1, can_hold=False)) is Verdict.GOES_ON


@given(
    st.floats(0.09, 30),
    st.floats(0, 30),
    st.none() | st.text(max_size=40),
    st.booleans(),
    st.text(max_size=40),
    st.booleans(),
    st.floats(0, 1),
)
def test_nobody_waits_for_ever(
    voiced: float,
    silent: float,
    words: str | None,
    all_read: bool,
    hers: str,
    asked: bool,
    confidence: float,
) -> None:
    overlap = Overlap(voiced, silent, words, all_read, hers, asked, confidence=confidence)
    verdict = judge(overlap)
    if silent >= 1.0:
        assert verdict is not Verdict.UNSURE
    if verdict is Verdict.YIELDS and words is not None:
        assert voiced >= 0.2
    assert judge(overlap) is verdict
