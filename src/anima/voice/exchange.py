"""One spoken exchange without a microphone: a recording goes in, her voice comes out.

It drives the same session over a line in memory, as a page would.
"""

import asyncio
import base64
import json
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeGuard

import numpy as np

from anima.values import Clock, JsonValue
from anima.voice.dialogue import Dialogue
from anima.voice.line import converse
from anima.voice.pcm import from_pcm16, to_pcm16
from anima.voice.rtvi import LABEL
from anima.voice.speech import INPUT_RATE, Samples, SpeechModels
from anima.voice.timing import TurnTiming

_CHUNK_SECONDS = 0.02
"""What a browser's audio worklet sends at a time."""


@dataclass(frozen=True, slots=True)
class Exchange:
    """What came of a recording.

    Attributes:
        heard: What she understood, turn by turn.
        said: What was stored of her replies, turn by turn.
        samples: Her voice, as it would have sounded.
        sample_rate: Of `samples`.
        timings: The moments of each of her turns.
        errors: What the session reported as failed.
    """

    heard: tuple[str, ...]
    said: tuple[str, ...]
    samples: Samples
    sample_rate: int
    timings: tuple[TurnTiming, ...]
    errors: tuple[str, ...]


async def exchange(
    recording: Samples,
    dialogue: Dialogue,
    models: SpeechModels,
    *,
    clock: Clock,
    now: Callable[[], float] = time.monotonic,
    real_time: bool = False,
) -> Exchange:
    """Say a recording (mono, 16 kHz) to her and collect the answer.

    By default the recording is one utterance, said with the talk key held, and everything runs as
    fast as it can. With `real_time` it comes at the speed of speech into an open microphone, with
    silence after it, so that the end of the turn is found as in a live conversation.
    """
    line = _RecordedLine(recording, real_time=real_time)
    await converse(
        line,
        dialogue,
        models,
        clock=clock,
        about={"library": "anima"},
        now=now,
        on_timing=line.end_turn,
    )
    return line.exchange()


@dataclass(slots=True)
class _RecordedLine:
    """A client with a recording for a microphone and a list for a loudspeaker."""

    recording: Samples
    real_time: bool
    _heard: list[str] = field(default_factory=list[str])
    _said: list[str] = field(default_factory=list[str])
    _errors: list[str] = field(default_factory=list[str])
    _timings: list[TurnTiming] = field(default_factory=list[TurnTiming])
    _sound: list[Samples] = field(default_factory=list[Samples])
    _sample_rate: int = INPUT_RATE
    _position: int = 0
    _began: float | None = None
    _state: str = "listening"
    _to_send: asyncio.Queue[str | bytes] = field(
        default_factory=lambda: asyncio.Queue[str | bytes]()
    )

    def __post_init__(self) -> None:
        if not self.real_time:
            self._tell("microphone", {"mode": "held"})
            self._tell("talk", {"pressed": True})
            for start in range(0, self.recording.size, INPUT_RATE):
                self._to_send.put_nowait(to_pcm16(self.recording[start : start + INPUT_RATE]))
            self._tell("talk", {"pressed": False})

    def end_turn(self, timing: TurnTiming) -> None:
        """A turn of hers is over; after the last one there is nothing left to do."""
        self._timings.append(timing)
        if not self.real_time:
            self._leave()

    async def receive(self) -> str | bytes:
        if not self.real_time or not self._to_send.empty():
            return await self._to_send.get()
        return await self._speak_on()

    async def _speak_on(self) -> str | bytes:
        """The next piece of the recording at its time, then silence until it was answered."""
        now = asyncio.get_running_loop().time()
        self._began = now if self._began is None else self._began
        await asyncio.sleep(self._began + self._position / INPUT_RATE - now)
        if self._is_answered():
            self._leave()
            return await self._to_send.get()
        size = round(_CHUNK_SECONDS * INPUT_RATE)
        piece = self.recording[self._position : self._position + size]
        self._position += size
        return to_pcm16(np.pad(piece, (0, size - piece.size)))

    def _is_answered(self) -> bool:
        ended = self._position >= self.recording.size
        waited = self._position - self.recording.size > 4 * INPUT_RATE
        return ended and self._state == "listening" and (bool(self._timings) or waited)

    async def send(self, message: str) -> None:
        match json.loads(message):
            case {"type": "bot-tts-audio", "data": data} if _is_object(data):
                self._play(data)
            case {"type": "error", "data": {"error": str(text)}}:
                self._errors.append(text)
            case {"type": "server-message", "data": data} if _is_object(data):
                self._note(data)
            case _:
                pass

    def _play(self, data: dict[str, JsonValue]) -> None:
        sound = from_pcm16(base64.b64decode(str(data["audio"])))
        self._sound.append(sound)
        rate, offset = data["sample_rate"], data["offset"]
        if isinstance(rate, int) and isinstance(offset, int):
            self._sample_rate = rate
            self._tell("playout", {"reply": data["reply"], "samples": offset + sound.size})

    def _note(self, data: dict[str, JsonValue]) -> None:
        if data["type"] == "stored":
            (self._heard if data["speaker"] == "person" else self._said).append(str(data["text"]))
        elif data["type"] == "state":
            was_busy, self._state = self._state != "listening", str(data["value"])
            answered = bool(self._timings) or self._state != "listening"
            if not self.real_time and was_busy and not answered:
                self._leave()

    def _leave(self) -> None:
        self._to_send.put_nowait(json.dumps({"label": LABEL, "type": "disconnect-bot"}))

    def _tell(self, t: str, d: JsonValue) -> None:
        data: JsonValue = {"t": t, "d": d}
        message = {"label": LABEL, "type": "client-message", "id": t, "data": data}
        self._to_send.put_nowait(json.dumps(message))

    def exchange(self) -> Exchange:
        sound = np.concatenate(self._sound) if self._sound else np.zeros(0, np.float32)
        return Exchange(
            tuple(self._heard),
            tuple(self._said),
            sound,
            self._sample_rate,
            tuple(self._timings),
            tuple(self._errors),
        )


def _is_object(value: object) -> TypeGuard[dict[str, JsonValue]]:
    return isinstance(value, dict)
