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


def test_a_word_is_heard_when_half_of_it_has_sounded_and_is_the_one_to_begin_again_at() -> None:
    playout = Playout(1000)
    playout.add(1000, [SpokenWord(5, 400), SpokenWord(11, 800, 500), SpokenWord(12, 1000)])
    playout.acknowledge(649)
    assert playout.characters == 5
    playout.acknowledge(650)
    assert playout.characters == 11
    assert playout.word_begins == 400


def test_the_last_word_is_heard_when_all_of_it_has_sounded() -> None:
    playout = Playout(1000)
    playout.add(1000, [SpokenWord(5, 400), SpokenWord(11, 900, 500), SpokenWord(11, 1000)])
    playout.acknowledge(899)
    assert playout.characters == 5
    playout.acknowledge(900)
    assert playout.characters == 11


def test_a_last_word_without_a_mark_is_heard_at_half_once_more_was_sent() -> None:
    playout = Playout(1000)
    playout.add(1000, [SpokenWord(5, 400), SpokenWord(11, 900, 500), SpokenWord(11, 1000)])
    playout.acknowledge(700)
    assert playout.characters == 5
    playout.add(500, [SpokenWord(20, 1500, 1000)])
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


def test_the_last_word_of_a_client_takes_back_what_was_only_supposed() -> None:
    playout = hello_world()
    playout.assume(10.9, since=10.0)
    playout.settle(300)
    assert playout.characters == 0


def test_what_was_reported_was_heard_though_she_began_again_before_it() -> None:
    playout = hello_world()
    playout.acknowledge(500)
    playout.settle(0)  # she had gone back to the beginning of the clause, and was interrupted
    assert playout.characters == 5


steps = st.one_of(
    st.tuples(st.just("add"), st.integers(-5, 500), st.integers(-5, 3000)),
    st.tuples(st.just("add with its beginning"), st.integers(-5, 500), st.integers(-5, 3000)),
    st.tuples(st.just("acknowledge"), st.integers(-10, 4000), st.just(0)),
    st.tuples(st.just("assume"), st.integers(-5, 4000), st.just(0)),
)


@given(st.lists(steps))
def test_what_was_heard_never_goes_back_and_never_passes_what_was_said(
    story: list[tuple[str, int, int]],
) -> None:
    playout, said, characters, played = Playout(1000), 0, 0, 0
    for kind, value, character in story:
        if kind.startswith("add"):
            said = max(said, character)
            begins = None if kind == "add" else playout.sent
            playout.add(value, [SpokenWord(character, playout.sent + value, begins)])
        elif kind == "acknowledge":
            playout.acknowledge(value)
        else:
            playout.assume(value / 100, since=0.0)
        assert playout.characters >= characters
        assert playout.characters <= said
        assert playout.sent >= playout.played >= played
        characters, played = playout.characters, playout.played
