"""From samples played to characters heard."""

from hypothesis import given
from hypothesis import strategies as st

from anima.voice.playout import Playout
from anima.voice.speech import SpokenWord


def hello_world() -> Playout:
    playout = Playout(1000)
    playout.add(1000, [SpokenWord(5, 400), SpokenWord(11, 1000)])
    return playout


def test_a_word_is_heard_when_its_end_has_sounded() -> None:
    playout = hello_world()
    playout.acknowledge(399)
    assert playout.characters == 0
    assert playout.word_begins == 0
    playout.acknowledge(400)
    assert playout.characters == 5
    assert playout.word_begins == 400
    playout.acknowledge(900)
    assert playout.characters == 5
    playout.acknowledge(1000)
    assert playout.characters == 11


def test_a_client_that_counts_a_few_samples_short_has_played_it_all() -> None:
    playout = hello_world()
    playout.acknowledge(985)
    assert playout.caught_up
    assert playout.characters == 11


def test_a_silent_client_is_supposed_to_play_in_real_time() -> None:
    playout = hello_world()
    playout.assume(10.4, since=10.0)
    assert playout.characters == 5
    playout.assume(11.0, since=10.0)
    assert playout.characters == 11


def test_sound_after_a_gap_starts_when_it_arrives() -> None:
    playout = hello_world()
    playout.assume(15.0, since=10.0)
    playout.add(1000, [SpokenWord(20, 2000)])
    playout.assume(15.5, since=10.0)
    assert playout.played == 1500
    assert playout.characters == 11


steps = st.one_of(
    st.tuples(st.just("add"), st.integers(-5, 500), st.integers(-5, 3000)),
    st.tuples(st.just("acknowledge"), st.integers(-10, 4000), st.just(0)),
    st.tuples(st.just("assume"), st.integers(-5, 4000), st.just(0)),
)


@given(st.lists(steps))
def test_what_was_heard_never_goes_back_and_never_passes_what_was_said(
    story: list[tuple[str, int, int]],
) -> None:
    playout, said, characters, played = Playout(1000), 0, 0, 0
    for kind, value, character in story:
        if kind == "add":
            said = max(said, character)
            playout.add(value, [SpokenWord(character, playout.sent + value)])
        elif kind == "acknowledge":
            playout.acknowledge(value)
        else:
            playout.assume(value / 100, since=0.0)
        assert playout.characters >= characters
        assert playout.characters <= said
        assert playout.sent >= playout.played >= played
        characters, played = playout.characters, playout.played
