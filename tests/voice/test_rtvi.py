"""The messages that go out."""

import base64
import json
from datetime import UTC, datetime
from typing import cast

import numpy as np
from inline_snapshot import snapshot

from anima.values import Event, EventId, Memory, PersonId, ReplyId, SessionId
from anima.voice import rtvi
from anima.voice.pcm import from_pcm16

AT = datetime(2026, 1, 1, 12, tzinfo=UTC)
HEARD = Event(EventId("e1"), PersonId("p"), SessionId("s"), 7, AT, "heard", {"text": "Hi"})


def read(message: str) -> dict[str, object]:
    return cast(dict[str, object], json.loads(message))


def test_the_handshake_names_the_protocol() -> None:
    assert read(rtvi.bot_ready("q1", about={"library": "anima"})) == snapshot(
        {
            "label": "rtvi-ai",
            "type": "bot-ready",
            "id": "q1",
            "data": {
                "version": "2.2.0",
                "about": {"library": "anima"},
                "capabilities": {"audio_in": True, "audio_out": True, "video_in": False},
            },
        }
    )


def test_an_answer_carries_the_id_of_its_question() -> None:
    assert read(rtvi.server_response("q2", "history", [1])) == snapshot(
        {
            "label": "rtvi-ai",
            "type": "server-response",
            "id": "q2",
            "data": {"t": "history", "d": [1]},
        }
    )
    assert read(rtvi.error_response("q3", "No."))["id"] == "q3"


def test_sound_names_its_reply_and_its_place_in_it() -> None:
    samples = np.array([0.0, 0.5, -1.0, 2.0], np.float32)
    data = cast(
        dict[str, object],
        read(rtvi.bot_tts_audio(samples, 24_000, reply=ReplyId("r1"), offset=480))["data"],
    )
    audio = from_pcm16(base64.b64decode(str(data.pop("audio"))))
    assert np.allclose(audio, [0.0, 0.5, -1.0, 1.0], atol=1e-4)
    assert data == {"sample_rate": 24_000, "num_channels": 1, "reply": "r1", "offset": 480}


def test_progress_goes_from_new_to_completed() -> None:
    shown = [read(rtvi.bot_output("Hi you", segment=0, heard=n))["data"] for n in (0, 2, 6)]
    progress = [cast(dict[str, object], data) for data in shown]
    assert [data["spoken_status"] for data in progress] == ["new", "in-progress", "completed"]
    assert progress[1]["spoken_progress"] == {"accumulated_text": "Hi", "remaining_text": " you"}


def test_written_output_is_marked_as_not_spoken() -> None:
    data = read(rtvi.bot_output("Hi", segment=0, heard=0, spoken=False))["data"]
    assert data == snapshot(
        {
            "text": "Hi",
            "output_type": "sentence",
            "segment_id": 0,
            "will_be_spoken": False,
            "spoken_status": "new",
        }
    )


def test_what_is_stored_is_told_as_the_log_has_it() -> None:
    told = read(rtvi.stored(HEARD, speaker="person", text="Hi", reply=None))["data"]
    assert told == snapshot(
        {
            "type": "stored",
            "speaker": "person",
            "text": "Hi",
            "id": "e1",
            "sequence": 7,
            "at": "2026-01-01T12:00:00+00:00",
            "reply": None,
        }
    )


def test_memories_come_with_their_sources() -> None:
    told = read(rtvi.recalled([Memory("You like rain.", ("e1",))], reply=ReplyId("r1")))["data"]
    assert told == {
        "type": "recalled",
        "reply": "r1",
        "memories": [{"text": "You like rain.", "sources": ["e1"]}],
    }
