"""RTVI 2.2, the messages that go out: each function returns one message as JSON text.

Beyond the protocol, our own page is told more: `bot-tts-audio` and `bot-interrupted` name the
reply, `bot-tts-audio` also its first sample's offset in the reply; `server-message` carries the
states and what was stored. Foreign clients ignore what they do not know.
"""

import base64
import json
from collections.abc import Mapping, Sequence
from dataclasses import fields
from datetime import datetime

from anima.values import EndReason, Event, JsonValue, Memory, ReplyId
from anima.voice.pcm import to_pcm16
from anima.voice.speech import Samples
from anima.voice.timing import TurnTiming

PROTOCOL_VERSION = "2.2.0"
LABEL = "rtvi-ai"

USER_ID = "person"
"""There is one person on a line; the protocol asks for a name."""


def message(kind: str, data: JsonValue = None, *, reply_to: str | None = None) -> str:
    """One RTVI message; `reply_to` is the id of the client's message that it answers."""
    envelope: dict[str, JsonValue] = {"label": LABEL, "type": kind}
    if reply_to is not None:
        envelope["id"] = reply_to
    if data is not None:
        envelope["data"] = data
    return json.dumps(envelope, separators=(",", ":"))


def bot_ready(request_id: str, *, about: Mapping[str, JsonValue]) -> str:
    """The answer to `client-ready`."""
    data: dict[str, JsonValue] = {
        "version": PROTOCOL_VERSION,
        "about": dict(about),
        "capabilities": {"audio_in": True, "audio_out": True, "video_in": False},
    }
    return message("bot-ready", data, reply_to=request_id)


def error(text: str, *, fatal: bool = False) -> str:
    """Something failed on our side; the conversation goes on unless it is fatal."""
    return message("error", {"error": text, "fatal": fatal})


def error_response(request_id: str, text: str) -> str:
    """The client's message could not be used."""
    return message("error-response", {"error": text}, reply_to=request_id)


def server_response(request_id: str, t: str, d: JsonValue) -> str:
    """The answer to a `client-message`."""
    return message("server-response", {"t": t, "d": d}, reply_to=request_id)


def user_transcription(text: str, *, at: datetime, final: bool) -> str:
    """What was understood of the person so far; final when it is stored."""
    stamp = at.isoformat()
    data: JsonValue = {"text": text, "user_id": USER_ID, "timestamp": stamp, "final": final}
    return message("user-transcription", data)


def user_input(text: str, *, at: datetime, typed: bool, final: bool = True) -> str:
    """The same in the form that RTVI 2.2 clients prefer; covers typed words too."""
    data: dict[str, JsonValue] = {
        "text": text,
        "input_type": "chat" if typed else "transcription",
        "user_id": USER_ID,
        "timestamp": at.isoformat(),
        "final": final,
    }
    return message("user-input", data)


def bot_llm_text(text: str) -> str:
    """A piece of her reply as it forms."""
    return message("bot-llm-text", {"text": text})


def bot_tts_text(text: str) -> str:
    """A clause that is about to sound."""
    return message("bot-tts-text", {"text": text})


def bot_tts_audio(samples: Samples, sample_rate: int, *, reply: ReplyId, offset: int) -> str:
    """A stretch of her voice: mono PCM16, beginning `offset` samples into the reply."""
    data: dict[str, JsonValue] = {
        "audio": base64.b64encode(to_pcm16(samples)).decode("ascii"),
        "sample_rate": sample_rate,
        "num_channels": 1,
        "reply": reply,
        "offset": offset,
    }
    return message("bot-tts-audio", data)


def bot_interrupted(reply: ReplyId) -> str:
    """Be silent at once: drop the reply's sound that was not played."""
    return message("bot-interrupted", {"reply": reply})


def paused(
    reply: ReplyId, *, on: bool, since: int | None = None, lead: Samples | None = None
) -> str:
    """Ours: hold the reply's sound where it is, or let it go on, again from the sample `since`.

    `lead` sounds before that, and is no part of the reply.
    """
    data: dict[str, JsonValue] = {"type": "paused", "reply": reply, "on": on}
    if since is not None:
        data["from"] = since
    if lead is not None:
        data["lead"] = base64.b64encode(to_pcm16(lead)).decode("ascii")
    return message("server-message", data)


def sent(reply: ReplyId, *, samples: int) -> str:
    """Ours: all of the reply's sound has been sent."""
    return message("server-message", {"type": "sent", "reply": reply, "samples": samples})


def bot_output(text: str, *, segment: int, heard: int, spoken: bool = True) -> str:
    """How far a clause of her reply has sounded: `heard` of its characters."""
    if not spoken:
        data: dict[str, JsonValue] = {"will_be_spoken": False, "spoken_status": "new"}
    else:
        status = "completed" if heard >= len(text) else "in-progress" if heard else "new"
        progress: JsonValue = {"accumulated_text": text[:heard], "remaining_text": text[heard:]}
        data = {"will_be_spoken": True, "spoken_status": status, "spoken_progress": progress}
    kind: dict[str, JsonValue] = {"text": text, "output_type": "sentence", "segment_id": segment}
    return message("bot-output", kind | data)


def state(value: str) -> str:
    """Ours: whose turn it is, as one of listening, hearing, thinking and speaking."""
    return message("server-message", {"type": "state", "value": value})


def murmur(samples: Samples, sample_rate: int) -> str:
    """Ours: a small sound of listening, to be played softly; it belongs to no reply."""
    data: dict[str, JsonValue] = {
        "type": "murmur",
        "audio": base64.b64encode(to_pcm16(samples)).decode("ascii"),
        "sample_rate": sample_rate,
    }
    return message("server-message", data)


def asleep(*, on: bool) -> str:
    """Ours: she has fallen asleep, and her name wakes her; or she is awake."""
    return message("server-message", {"type": "asleep", "on": on})


def farewell() -> str:
    """Ours: the person said goodbye and was answered; the call is over, the line stays."""
    return message("server-message", {"type": "farewell"})


def stored(event: Event, *, speaker: str, text: str, reply: ReplyId | None) -> str:
    """Ours: an entry of the log, as the page shows it."""
    data: dict[str, JsonValue] = {
        "type": "stored",
        "speaker": speaker,
        "text": text,
        "id": event.id,
        "sequence": event.sequence,
        "at": event.at.isoformat(),
        "reply": reply,
    }
    return message("server-message", data)


def metrics(timing: TurnTiming) -> str:
    """How long her turn took her: the time to her first sound, and every moment of the turn.

    `moments` is ours: milliseconds after the person fell silent, by the names of `TurnTiming`.
    """
    began = timing.speech_ended or 0.0
    noted = {each.name: getattr(timing, each.name) for each in fields(timing)}
    moments: dict[str, JsonValue] = {
        name: round(1000 * (at - began), 1) for name, at in noted.items() if at is not None
    }
    first = [] if timing.first_sound is None else [timing.first_sound - began]
    ttfb: list[JsonValue] = [{"processor": "anima", "value": round(each, 4)} for each in first]
    return message("metrics", {"ttfb": ttfb, "moments": moments})


def recalled(memories: Sequence[Memory], *, reply: ReplyId) -> str:
    """Ours: what she remembers for this turn, and from which entries."""
    lines: list[JsonValue] = [{"text": m.text, "sources": list(m.sources)} for m in memories]
    return message("server-message", {"type": "recalled", "reply": reply, "memories": lines})


def notice(text: str, *, reply: ReplyId) -> str:
    """Ours: what the system says before this reply, and not she."""
    return message("server-message", {"type": "notice", "reply": reply, "text": text})


def reply_started(reply: ReplyId, *, spoken: bool) -> str:
    """Ours: a reply begins; the deltas that follow belong to it."""
    return message("server-message", {"type": "reply", "reply": reply, "spoken": spoken})


def ended(reply: ReplyId, reason: EndReason) -> str:
    """Ours: the reply is over."""
    return message("server-message", {"type": "ended", "reply": reply, "reason": reason})
