"""RTVI 2.2, the messages that come in: parsed into a closed union, or refused with a reason.

Our own page speaks through `client-message` with these `t`:

    playout     {"reply": id, "samples": n, "stopped": bool}   n samples of the reply have sounded
                ("supposed": true from a door that only reckons so)
    microphone  {"mode": "open" | "named" | "held" | "off"}
    talk        {"pressed": bool}                              the talk key, in held mode
    interrupt   nothing                                        she stops
    greet       {"audio_response": bool}                       her first words

Any other `t` is a `Request`, answered by whoever owns the line.
"""

import base64
import binascii
from dataclasses import dataclass
from typing import Annotated, Literal, TypeAlias

from pydantic import BaseModel, ConfigDict, Field, JsonValue, ValidationError

from anima.values import AnimaError, ReplyId
from anima.voice.pcm import from_pcm16, to_mono
from anima.voice.speech import INPUT_RATE, Samples

MAX_TEXT = 8_000
"""Characters of one typed message: a long letter, and still within a small model's context."""

MAX_AUDIO_SECONDS = 10.0
"""Of one raw-audio message; clients send 20 to 100 ms at a time."""


class RtviError(AnimaError):
    """A client's message that cannot be used; `request_id` is its id, as far as it had one."""

    def __init__(self, message: str, *, request_id: str = "") -> None:
        super().__init__(message)
        self.request_id = request_id


@dataclass(frozen=True, slots=True)
class ClientReady:
    """The client is there and speaks our version of the protocol."""

    request_id: str


@dataclass(frozen=True, slots=True)
class Typed:
    """The person sent text; she answers by voice too when `audio_response`."""

    text: str
    audio_response: bool


@dataclass(frozen=True, slots=True)
class Greet:
    """The client asks for her first words."""

    audio_response: bool


@dataclass(frozen=True, slots=True)
class Microphone:
    """A stretch of what the microphone heard, mono; the line brings it to 16 kHz."""

    samples: Samples
    rate: int = INPUT_RATE


@dataclass(frozen=True, slots=True)
class MicrophoneMode:
    """How the microphone is used from now on; `named` is open, but her name must wake her."""

    mode: Literal["open", "named", "held", "off"]


@dataclass(frozen=True, slots=True)
class Talk:
    """The talk key went down or up."""

    pressed: bool


@dataclass(frozen=True, slots=True)
class Interrupt:
    """The person pressed the key that stops her."""


@dataclass(frozen=True, slots=True)
class Played:
    """The client has played so much of a reply; `stopped` when it will play no more of it.

    `supposed` when a door says so for a client that does not: its last word may be less.
    """

    reply: ReplyId
    samples: int
    stopped: bool
    supposed: bool = False


@dataclass(frozen=True, slots=True)
class Request:
    """A message of an interface's own, to be answered under its id."""

    request_id: str
    t: str
    d: JsonValue


@dataclass(frozen=True, slots=True)
class Disconnect:
    """The client asks to end the session."""


ClientMessage: TypeAlias = (
    ClientReady
    | Typed
    | Greet
    | Microphone
    | MicrophoneMode
    | Talk
    | Interrupt
    | Played
    | Request
    | Disconnect
)


class _Strict(BaseModel):
    model_config = ConfigDict(strict=True, frozen=True)


class _Envelope(_Strict):
    label: Literal["rtvi-ai"]
    type: Annotated[str, Field(max_length=100)]
    id: Annotated[str, Field(max_length=200)] = ""
    data: JsonValue = None


class _ReadyData(_Strict):
    version: Annotated[str, Field(pattern=r"^\d{1,4}\.\d{1,4}\.\d{1,4}$")]


class _TextOptions(_Strict):
    audio_response: bool = True


class _TextData(_Strict):
    content: Annotated[str, Field(min_length=1, max_length=MAX_TEXT)]
    options: _TextOptions | None = None


class _AudioData(_Strict):
    base64Audio: str
    sampleRate: Annotated[int, Field(ge=4_000, le=192_000)]
    numChannels: Annotated[int, Field(ge=1, le=2)] = 1


class _OwnData(_Strict):
    t: Annotated[str, Field(min_length=1, max_length=100)]
    d: JsonValue = None


class _ModeData(_Strict):
    mode: Literal["open", "named", "held", "off"]


class _TalkData(_Strict):
    pressed: bool


class _PlayoutData(_Strict):
    reply: Annotated[str, Field(max_length=100)]
    samples: Annotated[int, Field(ge=0, le=2**40)]
    stopped: bool = False
    supposed: bool = False


def parse(text: str) -> ClientMessage:
    """Read one message of a client; raises `RtviError` with what is wrong and the message's id."""
    try:
        envelope = _Envelope.model_validate_json(text)
    except ValidationError as error:
        raise RtviError(f"This is not an RTVI message: {_reason(error)}.") from None
    try:
        return _parse_data(envelope)
    except ValidationError as error:
        reason = f"The message {envelope.type} is malformed: {_reason(error)}."
        raise RtviError(reason, request_id=envelope.id) from None
    except RtviError as error:
        raise RtviError(str(error), request_id=envelope.id) from None


def _parse_data(envelope: _Envelope) -> ClientMessage:
    match envelope.type:
        case "client-ready":
            version = _ReadyData.model_validate(envelope.data or {}).version
            if version.split(".")[0] != "2":
                raise RtviError(f"This is RTVI 2.2.0, which does not fit a {version} client.")
            return ClientReady(envelope.id)
        case "send-text":
            data = _TextData.model_validate(envelope.data)
            if not data.content.strip():
                raise RtviError("The text is empty.")
            return Typed(data.content, (data.options or _TextOptions()).audio_response)
        case "raw-audio":
            return _decoded(_AudioData.model_validate(envelope.data))
        case "client-message":
            return _own_message(envelope.id, _OwnData.model_validate(envelope.data))
        case "disconnect-bot":
            return Disconnect()
        case _:
            raise RtviError("This type of message is not supported.")


def _own_message(request_id: str, own: _OwnData) -> ClientMessage:
    match own.t:
        case "playout":
            data = _PlayoutData.model_validate(own.d)
            return Played(ReplyId(data.reply), data.samples, data.stopped, data.supposed)
        case "microphone":
            return MicrophoneMode(_ModeData.model_validate(own.d).mode)
        case "talk":
            return Talk(_TalkData.model_validate(own.d).pressed)
        case "interrupt":
            return Interrupt()
        case "greet":
            return Greet(_TextOptions.model_validate(own.d or {}).audio_response)
        case _:
            return Request(request_id, own.t, own.d)


def microphone(pcm: bytes) -> Microphone:
    """A binary frame: mono PCM16, little endian, 16 kHz."""
    return Microphone(from_pcm16(pcm))


def _decoded(audio: _AudioData) -> Microphone:
    try:
        pcm = base64.b64decode(audio.base64Audio, validate=True)
    except (binascii.Error, ValueError):
        raise RtviError("The audio is not base64.") from None
    if len(pcm) > MAX_AUDIO_SECONDS * audio.sampleRate * audio.numChannels * 2:
        raise RtviError(f"One message may carry {MAX_AUDIO_SECONDS:.0f} s of audio.")
    return Microphone(to_mono(from_pcm16(pcm), audio.numChannels), audio.sampleRate)


def _reason(error: ValidationError) -> str:
    """The first complaint, without the offending value: it may be what someone said."""
    first = error.errors(include_input=False, include_url=False, include_context=False)[0]
    place = ".".join(str(part) for part in first["loc"])
    return f"{place}: {first['type']}" if place else first["type"]
