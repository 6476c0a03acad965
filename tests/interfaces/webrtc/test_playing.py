"""The player of a call: every sample sounds once, and what is known to have sounded is true."""

from collections.abc import Callable

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from anima.interfaces.webrtc.playing import (
    FADE_SAMPLES,
    FRAME_SAMPLES,
    UNDERWAY_FRAMES,
    WIRE_RATE,
    Frame,
    Playing,
    Progress,
)
from anima.values import ReplyId
from anima.voice.pcm import to_pcm16

ONE, TWO = ReplyId("one"), ReplyId("two")


ACTS: dict[str, Callable[[Playing, ReplyId], object]] = {
    "pause": lambda playing, reply: playing.pause(reply, on=True),
    "go on": lambda playing, reply: playing.pause(reply, on=False),
    "back": lambda playing, reply: playing.pause(reply, on=False, since=300),
    "silence": lambda playing, reply: playing.silence(reply),
    "hold": lambda playing, _: playing.hold(),
    "arrives": lambda playing, _: playing.arrives(),
    "frame": lambda playing, _: playing.frame(),
}


def tone(samples: int, level: float = 0.5) -> bytes:
    return to_pcm16(np.full(samples, level, np.float32))


def frames(playing: Playing, count: int) -> Frame:
    """So many frames to a client that is there."""

    def frame() -> Frame:
        out = playing.frame()
        playing.arrives()
        return out

    return np.concatenate([frame() for _ in range(count)])


def unheard(playing: Playing, count: int) -> Frame:
    """So many frames to a client of which nothing is known meanwhile."""
    return np.concatenate([playing.frame() for _ in range(count)])


def sounding(sound: Frame) -> int:
    return int(np.count_nonzero(sound))


def test_a_call_in_which_she_is_silent_is_silence() -> None:
    playing = Playing()
    assert sounding(frames(playing, 3)) == 0
    assert playing.progress() == []


def test_what_she_says_sounds_and_is_known_to_have_sounded_a_little_later() -> None:
    playing = Playing()
    playing.add(ONE, tone(FRAME_SAMPLES * 2), WIRE_RATE)
    playing.add(ONE, tone(FRAME_SAMPLES // 2), WIRE_RATE)
    assert sounding(frames(playing, 3)) == FRAME_SAMPLES * 5 // 2
    assert [each.samples for each in playing.progress()] == [0]
    frames(playing, UNDERWAY_FRAMES)
    assert playing.progress()[-1] == Progress(ONE, FRAME_SAMPLES * 5 // 2)


def test_progress_counts_in_the_rate_of_the_reply() -> None:
    playing = Playing()
    playing.add(ONE, tone(8_000), 8_000)
    frames(playing, 50 + UNDERWAY_FRAMES)
    assert 7_900 <= playing.progress()[-1].samples <= 8_000


def test_silence_is_at_once_without_a_click_and_what_went_out_counts() -> None:
    playing = Playing()
    playing.add(ONE, tone(WIRE_RATE), WIRE_RATE)
    frames(playing, 4)
    playing.silence(ONE)
    last = playing.frame()
    steps = np.abs(np.diff(last.astype(int), prepend=16_384))
    assert sounding(last) < FADE_SAMPLES
    assert steps.max() < 16_384 / 20
    assert sounding(frames(playing, 10)) == 0
    assert playing.progress()[-1] == Progress(ONE, 4 * FRAME_SAMPLES + FADE_SAMPLES, stopped=True)
    playing.add(ONE, tone(100), WIRE_RATE)
    assert sounding(playing.frame()) == 0, "what comes late of it is too late"


def test_a_reply_that_was_silenced_before_it_began_was_not_heard() -> None:
    playing = Playing()
    playing.silence(ONE)
    assert playing.progress() == [Progress(ONE, 0, stopped=True)]
    playing.add(TWO, tone(100), WIRE_RATE)
    playing.silence(TWO)
    assert playing.progress() == [Progress(TWO, 0, stopped=True)]
    assert sounding(playing.frame()) == 0


def test_she_holds_and_goes_on_where_she_was_or_at_her_word() -> None:
    playing = Playing()
    playing.add(ONE, tone(FRAME_SAMPLES * 10), WIRE_RATE)
    frames(playing, 4)
    playing.pause(ONE, on=True)
    held = frames(playing, 20)
    assert sounding(held) < FADE_SAMPLES
    playing.pause(ONE, on=False)
    assert sounding(frames(playing, 20)) == FRAME_SAMPLES * 6 - FADE_SAMPLES
    playing.pause(ONE, on=True)
    playing.pause(ONE, on=False, since=FRAME_SAMPLES * 3)
    assert sounding(frames(playing, 20)) == FRAME_SAMPLES * 7
    assert playing.progress()[-1] == Progress(ONE, FRAME_SAMPLES * 10)


def test_a_reply_that_is_held_can_be_dropped() -> None:
    playing = Playing()
    playing.add(ONE, tone(FRAME_SAMPLES * 10), WIRE_RATE)
    frames(playing, 2)
    playing.pause(ONE, on=True)
    frames(playing, 2)
    playing.silence(ONE)
    assert playing.progress()[-1].stopped
    playing.add(TWO, tone(FRAME_SAMPLES), WIRE_RATE)
    assert sounding(frames(playing, 2)) == FRAME_SAMPLES


def test_what_goes_out_is_not_known_to_have_sounded_until_the_client_was_there() -> None:
    playing = Playing()
    playing.add(ONE, tone(FRAME_SAMPLES * 30), WIRE_RATE)
    unheard(playing, 20)
    assert playing.progress() == [Progress(ONE, 0)]
    playing.arrives()
    assert playing.progress() == [Progress(ONE, FRAME_SAMPLES * (20 - UNDERWAY_FRAMES))]


def test_in_a_gap_of_the_network_she_waits_and_goes_on_where_she_was_last_heard() -> None:
    playing = Playing()
    playing.add(ONE, tone(FRAME_SAMPLES * 30), WIRE_RATE)
    frames(playing, 10)
    unheard(playing, 5)
    playing.hold()
    assert sounding(unheard(playing, 50)) == 0
    playing.arrives()
    rest = frames(playing, 50)
    assert sounding(rest) == FRAME_SAMPLES * (20 + UNDERWAY_FRAMES), "and the tenth under way"
    assert rest[0] < 1_000, "she does not click"
    assert playing.progress()[-1] == Progress(ONE, FRAME_SAMPLES * 30)
    playing.add(TWO, tone(FRAME_SAMPLES * 5), WIRE_RATE)
    unheard(playing, 2)
    playing.hold()
    playing.arrives()
    assert sounding(frames(playing, 20)) == FRAME_SAMPLES * 5, "nothing of it had arrived"


def test_she_goes_back_over_replies_that_went_out_whole_into_the_gap() -> None:
    playing = Playing()
    replies = [ReplyId(str(number)) for number in range(4)]
    for number, reply in enumerate(replies):
        playing.add(reply, tone(FRAME_SAMPLES * 4, 0.2 + number / 10), WIRE_RATE)
    frames(playing, 7)
    assert [each.samples for each in playing.progress()][-1] == FRAME_SAMPLES * 2
    unheard(playing, 30)
    playing.hold()
    playing.arrives()
    rest = frames(playing, 60)
    assert sounding(rest) == FRAME_SAMPLES * (2 + 3 * 4)
    assert (np.diff(rest[rest != 0][FADE_SAMPLES:].astype(int)) >= 0).all(), "in their order"
    whole = {each.reply: each.samples for each in playing.progress()}
    assert whole == dict.fromkeys(replies, FRAME_SAMPLES * 4)


def test_what_is_silenced_in_a_gap_was_heard_as_far_as_it_had_arrived() -> None:
    playing = Playing()
    playing.add(ONE, tone(FRAME_SAMPLES * 30), WIRE_RATE)
    frames(playing, 10)
    unheard(playing, 8)
    playing.hold()
    playing.silence(ONE)
    heard = FRAME_SAMPLES * (10 - UNDERWAY_FRAMES)
    assert playing.progress()[-1] == Progress(ONE, heard, stopped=True)
    playing.add(TWO, tone(FRAME_SAMPLES), WIRE_RATE)
    assert sounding(unheard(playing, 2)) == 0
    playing.arrives()
    assert sounding(frames(playing, 3)) == FRAME_SAMPLES


def test_of_a_client_that_does_not_come_back_only_what_had_reached_it_counts() -> None:
    playing = Playing()
    playing.add(ONE, tone(FRAME_SAMPLES * 30), WIRE_RATE)
    frames(playing, 10)
    unheard(playing, 8)
    playing.hold()
    playing.lose()
    heard = FRAME_SAMPLES * (10 - UNDERWAY_FRAMES)
    assert playing.progress()[-1] == Progress(ONE, heard, stopped=True)
    assert sounding(frames(playing, 3)) == 0


def test_a_small_sound_of_listening_is_soft_and_no_part_of_a_reply() -> None:
    playing = Playing()
    playing.murmur(tone(FRAME_SAMPLES * 3 // 2), WIRE_RATE)
    heard = frames(playing, 3)
    assert sounding(heard) == FRAME_SAMPLES * 3 // 2
    assert abs(int(heard.max()) - 8_192) < 10
    assert playing.progress() == []
    playing.murmur(tone(8_000), 8_000)
    assert WIRE_RATE * 0.95 < sounding(frames(playing, 60)) < WIRE_RATE * 1.05


@given(st.lists(st.lists(st.integers(1, 1_200), min_size=1, max_size=5), max_size=5))
def test_replies_sound_whole_and_in_order(replies: list[list[int]]) -> None:
    playing = Playing()
    for number, pieces in enumerate(replies, start=1):
        for piece in pieces:
            playing.add(ReplyId(str(number)), tone(piece, number / 10), WIRE_RATE)
    total = sum(map(sum, replies))
    heard = frames(playing, total // FRAME_SAMPLES + (UNDERWAY_FRAMES + 3) * (len(replies) + 1))
    known = {each.reply: each.samples for each in playing.progress()}
    assert known == {ReplyId(str(n)): sum(pieces) for n, pieces in enumerate(replies, start=1)}
    levels = heard[heard != 0]
    assert levels.size == total
    assert (np.diff(levels.astype(int)) >= 0).all()


@given(
    st.lists(st.integers(1, 12), min_size=1, max_size=6),
    st.lists(st.tuples(st.integers(1, 15), st.integers(1, 40)), max_size=6),
)
def test_over_any_gaps_everything_is_heard_and_little_of_it_twice(
    replies: list[int], gaps: list[tuple[int, int]]
) -> None:
    playing, level = Playing(), 0
    for number, length in enumerate(replies):
        for _ in range(length):
            level += 1
            playing.add(ReplyId(str(number)), tone(FRAME_SAMPLES, level / 100), WIRE_RATE)
    heard: list[int] = []
    for there, away in [*gaps, (200, 0)]:
        heard += frames(playing, there).reshape(there, FRAME_SAMPLES)[:, -1].tolist()
        if away:
            unheard(playing, away)
            playing.hold()
            playing.arrives()
    levels = [round(each * 100 / 32767) for each in heard if each]
    assert list(dict.fromkeys(levels)) == list(range(1, level + 1)), "all of it, in order"
    assert len(levels) <= level + len(gaps) * UNDERWAY_FRAMES
    known = {each.reply: each.samples for each in playing.progress()}
    assert known == {ReplyId(str(n)): each * FRAME_SAMPLES for n, each in enumerate(replies)}


@given(st.lists(st.sampled_from(("add", "next", *ACTS))))
def test_no_order_of_things_loses_count(story: list[str]) -> None:
    playing, number, added, stopped = Playing(), 1, dict[str, int](), set[str]()
    last: dict[str, int] = {}
    for act in story:
        reply = ReplyId(str(number))
        if act == "next":
            number += 1
        elif act == "add":
            playing.add(reply, tone(700), WIRE_RATE)
            added[reply] = added.get(reply, 0) + 700
        else:
            ACTS[act](playing, reply)
        for each in playing.progress():
            assert each.samples <= added.get(each.reply, 0)
            assert each.reply not in stopped or each.samples == last.get(each.reply, 0)
            assert each.stopped or each.samples >= last.get(each.reply, 0)
            last[each.reply] = each.samples
            if each.stopped:
                stopped.add(each.reply)
