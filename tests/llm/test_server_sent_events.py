"""The event parser, fed in every way a network can cut bytes."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anima.llm.server_sent_events import MAX_EVENT_BYTES, ServerSentEvents

LINE = st.text(st.characters(exclude_characters="\r\n", exclude_categories=["Cs"]), max_size=20)
DATA = st.lists(LINE, min_size=1, max_size=3)
NEWLINE = st.sampled_from(["\n", "\r\n", "\r"])


def fed(pieces: list[bytes]) -> list[str]:
    parser = ServerSentEvents()
    return [data for piece in pieces for data in parser.feed(piece)]


def cut(stream: bytes, at: list[int]) -> list[bytes]:
    places = [0, *sorted(place % (len(stream) + 1) for place in at), len(stream)]
    return [stream[start:end] for start, end in pairwise(places)]


@given(st.lists(DATA, max_size=5), NEWLINE, st.lists(st.integers(0, 10_000), max_size=12))
def test_events_survive_any_cut_and_any_line_end(
    events: list[list[str]], newline: str, at: list[int]
) -> None:
    lines = [
        line
        for event in events
        for line in (": alive", "event: message", *(f"data: {part}" for part in event), "")
    ]
    stream = "".join(line + newline for line in lines).encode()

    assert fed(cut(stream, at)) == ["\n".join(event) for event in events]


@given(st.binary(max_size=300), st.lists(st.integers(0, 300), max_size=8))
def test_noise_gives_the_same_whether_cut_or_whole(noise: bytes, at: list[int]) -> None:
    def outcome(pieces: list[bytes]) -> list[str] | None:
        try:
            return fed(pieces)
        except ValueError:
            return None

    assert outcome(cut(noise, at)) == outcome([noise])


def test_a_byte_order_mark_and_a_missing_space_are_allowed() -> None:
    assert fed([b"\xef\xbb\xbfdata:one\n\n", b"data:  two\n\n"]) == ["one", " two"]


def test_an_event_that_the_stream_cut_short_is_dropped() -> None:
    assert fed([b"data: whole\n\ndata: hal"]) == ["whole"]


def test_a_stream_without_line_ends_is_refused_before_it_fills_the_memory() -> None:
    parser = ServerSentEvents()
    with pytest.raises(ValueError, match="too large"):
        for _ in range(MAX_EVENT_BYTES // 1000 + 2):
            parser.feed(b"x" * 1000)


def test_bytes_that_are_not_utf8_are_refused() -> None:
    with pytest.raises(ValueError, match="utf-8"):
        fed([b"data: \xff\xfe\n\n"])
