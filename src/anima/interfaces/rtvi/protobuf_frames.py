"""Frames of pipecat's protobuf serializer, which its JavaScript client speaks on a WebSocket.

    Frame { oneof: text = 1, audio = 2, transcription = 3, message = 4, interruption = 5 }

Of these, clients send and read two: `message` holds RTVI as JSON, `audio` holds PCM16.
"""

import base64
import json
from collections.abc import Iterator
from functools import cache
from typing import Any

from google.protobuf import descriptor_pb2, descriptor_pool, message_factory
from google.protobuf.message import DecodeError

from anima.interfaces.rtvi.framing import Raw, raw_audio
from anima.voice import INPUT_RATE

_Field = descriptor_pb2.FieldDescriptorProto

_AUDIO = {
    "id": (1, _Field.TYPE_UINT64),
    "name": (2, _Field.TYPE_STRING),
    "audio": (3, _Field.TYPE_BYTES),
    "sample_rate": (4, _Field.TYPE_UINT32),
    "num_channels": (5, _Field.TYPE_UINT32),
}
_MESSAGE = {"data": (1, _Field.TYPE_STRING)}


class Protobuf:
    """RTVI and sound in pipecat's frames."""

    def inward(self, raw: Raw) -> Raw | None:
        """What is in the frame; frames of other kinds are nothing to her."""
        if isinstance(raw, str):
            return raw
        try:
            frame = _frame().FromString(raw)
        except DecodeError:
            return "this is no frame"  # refused by the line, in the protocol's words
        match frame.WhichOneof("frame"):
            case "message":
                return str(frame.message.data)
            case "audio":
                pcm, rate = bytes(frame.audio.audio), int(frame.audio.sample_rate)
                channels = int(frame.audio.num_channels)
                plain = rate == INPUT_RATE and channels == 1
                return pcm if plain else raw_audio(pcm, rate, channels)
            case _:
                return None

    def outward(self, message: str) -> Iterator[Raw]:
        """Her sound as an audio frame, everything else as a message frame."""
        content: dict[str, Any] = json.loads(message)
        frame = _frame()()
        if content["type"] == "bot-tts-audio":
            frame.audio.audio = base64.b64decode(content["data"]["audio"])
            frame.audio.sample_rate = content["data"]["sample_rate"]
            frame.audio.num_channels = content["data"]["num_channels"]
        else:
            frame.message.data = message
        yield frame.SerializeToString()


def is_frame(raw: bytes) -> bool:
    """Whether this is a frame that holds a message or sound, and not plain samples."""
    try:
        frame = _frame().FromString(raw)
    except DecodeError:
        return False
    return bool(frame.message.data.startswith("{") or frame.audio.sample_rate)


@cache
def _frame() -> Any:
    """The class of frames, described in a pool of its own."""
    file = descriptor_pb2.FileDescriptorProto(
        name="anima/frames.proto", package="pipecat", syntax="proto3"
    )
    for name, fields in (("AudioRawFrame", _AUDIO), ("MessageFrame", _MESSAGE)):
        part = file.message_type.add(name=name)
        for field, (number, kind) in fields.items():
            part.field.add(name=field, number=number, type=kind, label=_Field.LABEL_OPTIONAL)
    whole = file.message_type.add(name="Frame")
    whole.oneof_decl.add(name="frame")
    for field, number, kind in (("audio", 2, "AudioRawFrame"), ("message", 4, "MessageFrame")):
        whole.field.add(
            name=field,
            number=number,
            type=_Field.TYPE_MESSAGE,
            label=_Field.LABEL_OPTIONAL,
            type_name=f".pipecat.{kind}",
            oneof_index=0,
        )
    pool = descriptor_pool.DescriptorPool()
    pool.Add(file)
    return message_factory.GetMessageClass(pool.FindMessageTypeByName("pipecat.Frame"))
