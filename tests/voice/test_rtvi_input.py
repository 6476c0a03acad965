"""The messages that come in, from good clients and from any other."""

import base64
import json

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from anima.values import ReplyId
from anima.voice.rtvi_input import (
    ClientReady,
    Disconnect,
    Greet,
    Interrupt,
    Microphone,
    MicrophoneMode,
    Played,
    Request,
    RtviError,
    Talk,
    Typed,
    microphone,
    parse,
)


def message(kind: str, data: object = None) -> str:
    return json.dumps({"label": "rtvi-ai", "type": kind, "id": "q1", "data": data})


def own(t: str, d: object = None) -> str:
    return message("client-message", {"t": t, "d": d})


def audio(samples: list[int], rate: int, channels: int = 1) -> str:
    encoded = base64.b64encode(np.array(samples, "<i2").tobytes()).decode()
    data = {"base64Audio": encoded, "sampleRate": rate, "numChannels": channels}
    return message("raw-audio", data)


@pytest.mark.parametrize(
    ("raw", "meaning"),
    [
        (message("client-ready", {"version": "2.2.0", "about": {"library": "x"}}), "ready"),
        (message("client-ready", {"version": "2.0.0"}), "ready"),
    ],
)
def test_a_client_of_our_version_is_welcome(raw: str, meaning: str) -> None:
    assert parse(raw) == ClientReady("q1"), meaning


def test_what_our_page_says_is_understood() -> None:
    assert parse(message("send-text", {"content": "Hi"})) == Typed("Hi", audio_response=True)
    written = {"content": "Hi", "options": {"audio_response": False, "run_immediately": True}}
    assert parse(message("send-text", written)) == Typed("Hi", audio_response=False)
    assert parse(own("microphone", {"mode": "held"})) == MicrophoneMode("held")
    assert parse(own("talk", {"pressed": True})) == Talk(pressed=True)
    assert parse(own("interrupt")) == Interrupt()
    assert parse(own("greet")) == Greet(audio_response=True)
    assert parse(own("playout", {"reply": "r", "samples": 9, "stopped": True})) == Played(
        ReplyId("r"), 9, stopped=True
    )
    assert parse(own("search", {"words": "rain"})) == Request("q1", "search", {"words": "rain"})
    assert parse(message("disconnect-bot")) == Disconnect()


def test_a_client_of_another_version_is_told_so() -> None:
    with pytest.raises(RtviError, match="does not fit a 1.4.0 client") as refusal:
        parse(message("client-ready", {"version": "1.4.0"}))
    assert refusal.value.request_id == "q1"


@pytest.mark.parametrize(
    ("samples", "rate", "channels", "expected"),
    [
        ([8192, -8192], 16_000, 1, [0.25, -0.25]),
        ([8192, 16384], 24_000, 1, [0.25, 0.5]),
        ([8192, 0, 16384, 16384], 16_000, 2, [0.125, 0.5]),
    ],
)
def test_audio_of_any_rate_is_taken_in(
    samples: list[int], rate: int, channels: int, expected: list[float]
) -> None:
    heard = parse(audio(samples, rate, channels))
    assert isinstance(heard, Microphone)
    assert np.allclose(heard.samples, expected)
    assert heard.rate == rate


@pytest.mark.parametrize(
    "raw",
    [
        "",
        "hello",
        "[]",
        "null",
        json.dumps({"type": "send-text"}),
        message("send-text"),
        message("send-text", {"content": "  "}),
        message("send-text", {"content": "x" * 10_000}),
        message("client-ready"),
        message("client-ready", {"version": "two"}),
        message("raw-audio", {"base64Audio": "%%", "sampleRate": 16_000, "numChannels": 1}),
        audio([1], 1_000),
        audio([0] * 40_001, 4_000),
        message("client-message", {"d": 1}),
        own("playout", {"reply": "r", "samples": -1}),
        own("playout", {"reply": "r", "samples": 1.5}),
        own("microphone", {"mode": "louder"}),
        message("dtmf", {"buttons": ["1"]}),
        "[" * 100_000,
    ],
)
def test_what_cannot_be_used_is_refused_with_a_reason(raw: str) -> None:
    with pytest.raises(RtviError) as refusal:
        parse(raw)
    assert len(str(refusal.value)) < 200


def test_a_refusal_does_not_repeat_what_was_said() -> None:
    with pytest.raises(RtviError) as refusal:
        parse(message("send-text", {"content": ["my secret"]}))
    assert "secret" not in str(refusal.value)


anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=8,
)
kinds = st.sampled_from(["client-ready", "send-text", "raw-audio", "client-message", "x"])
topics = st.sampled_from(["playout", "microphone", "talk", "greet", "other"])


@given(st.text() | st.binary().map(lambda raw: raw.decode("latin-1")))
def test_no_text_breaks_the_reader(raw: str) -> None:
    with pytest.raises(RtviError):
        parse(raw)


@given(kinds, anything, topics)
def test_no_message_breaks_the_reader(kind: str, data: object, topic: str) -> None:
    for raw in (message(kind, data), own(topic, data)):
        try:
            parse(raw)
        except RtviError as refusal:
            assert refusal.request_id in ("q1", "")


@given(st.binary())
def test_no_bytes_break_the_microphone(raw: bytes) -> None:
    samples = microphone(raw).samples
    assert samples.size == len(raw) // 2
    assert np.all(np.abs(samples) <= 1.0)
