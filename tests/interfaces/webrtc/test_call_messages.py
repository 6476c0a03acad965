"""What a data channel brings reaches her line whole, or is nothing to her; it breaks nothing."""

import base64
import json

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from anima.interfaces.webrtc.call_messages import CallMessages
from anima.interfaces.webrtc.playing import FRAME_SAMPLES, Playing
from anima.values import ReplyId
from anima.voice.rtvi import message, murmur
from anima.voice.rtvi_input import MicrophoneMode, Played, parse

REPLY = ReplyId("r")
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=5,
)


def status(index: object, enabled: object) -> str:
    told = {"type": "trackStatus", "receiver_index": index, "enabled": enabled}
    return json.dumps({"type": "signalling", "message": told})


@given(st.text() | JSON.map(json.dumps))
def test_what_is_not_of_the_transport_passes_as_it_is(said: str) -> None:
    assert CallMessages(Playing()).inward(said) in (said, None if said.startswith("ping") else said)


@given(JSON)
def test_what_is_of_the_transport_alone_is_nothing_to_her(content: object) -> None:
    said = json.dumps({"type": "signalling", "message": content})
    assert CallMessages(Playing()).inward(said) is None


def test_the_state_of_the_microphone_and_of_no_other_track_is_passed_on() -> None:
    messages = CallMessages(Playing())
    assert parse(messages.inward(status(0, True)) or "") == MicrophoneMode("open")
    assert parse(messages.inward(status(0, False)) or "") == MicrophoneMode("off")
    assert messages.inward(status(1, True)) is None
    assert messages.inward(status("0", "yes")) is None
    assert messages.inward("ping: 1764237600000") is None
    broken = '{"signalling'
    assert messages.inward(broken) == broken


def test_a_murmur_is_played_and_not_told() -> None:
    messages = CallMessages(Playing())
    assert messages.outward(murmur(np.full(FRAME_SAMPLES, 0.5, np.float32), 24_000)) is None
    assert messages.playing.frame().any()


def test_her_sound_is_played_and_reported_as_her_page_would() -> None:
    messages = CallMessages(Playing())
    pcm = base64.b64encode(b"\x00\x10" * FRAME_SAMPLES).decode()
    sound = {"audio": pcm, "sample_rate": 24_000, "num_channels": 1, "reply": REPLY, "offset": 0}
    assert messages.outward(message("bot-tts-audio", dict(sound))) is None
    messages.playing.frame()
    assert parse(messages.reports()[-1]) == Played(REPLY, 0, stopped=False)
    stop = message("bot-interrupted", {"reply": REPLY})
    assert messages.outward(stop) == stop
    messages.playing.frame()
    assert parse(messages.reports()[-1]) == Played(REPLY, FRAME_SAMPLES, stopped=True)
