"""The Realtime events that come in: parsed into a closed union, or refused with a code."""

import base64
import binascii
import json
from dataclasses import dataclass, field
from typing import Annotated, Any, Literal, TypeAlias

from pydantic import BaseModel, ConfigDict, Field, JsonValue, ValidationError

from anima.values import AnimaError

MAX_TEXT = 8_000
"""Characters of one message, as on every door."""

PCM_SAMPLE_BYTES = 2


class RealtimeError(AnimaError):
    """A client's event that cannot be used; the fields are those of the protocol's `error`."""

    def __init__(
        self, message: str, *, code: str, param: str | None = None, event_id: str | None = None
    ) -> None:
        super().__init__(message)
        self.code = code
        self.param = param
        self.event_id = event_id


class _Given(BaseModel):
    """Fields that she does not use are let through: clients of many versions come by."""

    model_config = ConfigDict(frozen=True)


class Format(_Given):
    """Of sound: 16-bit little-endian samples."""

    type: Literal["audio/pcm"] = "audio/pcm"
    rate: Annotated[int, Field(ge=8_000, le=48_000)] = 24_000


class TurnDetection(_Given):
    """Who finds the end of a turn, and what follows from it."""

    type: Literal["server_vad", "semantic_vad"] = "server_vad"
    create_response: bool = True
    interrupt_response: bool = True


class AudioInput(_Given):
    """`turn_detection` given as null means that the client commits turns itself."""

    format: Format | None = None
    turn_detection: TurnDetection | None = None


class AudioOutput(_Given):
    """Her voice is hers: `voice` is not taken from here."""

    format: Format | None = None


class Audio(_Given):
    """Sound, each way."""

    input: AudioInput | None = None
    output: AudioOutput | None = None


class SessionChange(_Given):
    """What a client may change of a session."""

    type: Literal["realtime"] = "realtime"
    audio: Audio | None = None
    output_modalities: Annotated[list[Literal["text", "audio"]], Field(min_length=1)] | None = None


class Content(_Given):
    """A part of a message."""

    type: str
    text: str | None = None
    audio: str | None = None


class Item(_Given):
    """An item that the client puts into the conversation."""

    id: Annotated[str, Field(min_length=1, max_length=100)] | None = None
    type: str = "message"
    role: str = ""
    content: list[Content] = []


class ResponseWish(_Given):
    """How the client wants a response."""

    conversation: str | None = None
    output_modalities: Annotated[list[Literal["text", "audio"]], Field(min_length=1)] | None = None
    input: list[Item] | None = None
    metadata: dict[str, JsonValue] | None = None


@dataclass(frozen=True, slots=True)
class UpdateSession:
    """The session shall be otherwise."""

    change: SessionChange


@dataclass(frozen=True, slots=True)
class AppendAudio:
    """Microphone sound, PCM16 at the session's input rate."""

    pcm: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class CommitAudio:
    """What was appended is one utterance."""


@dataclass(frozen=True, slots=True)
class ClearAudio:
    """What was appended is nothing."""


@dataclass(frozen=True, slots=True)
class CreateItem:
    """Something is added to the conversation."""

    item: Item


@dataclass(frozen=True, slots=True)
class DeleteItem:
    """An item shall go."""

    item_id: str


@dataclass(frozen=True, slots=True)
class RetrieveItem:
    """An item as it is now."""

    item_id: str


@dataclass(frozen=True, slots=True)
class TruncateItem:
    """So much of her item was played, and no more will be."""

    item_id: str
    audio_end_ms: int


@dataclass(frozen=True, slots=True)
class CreateResponse:
    """She shall answer what waits."""

    wish: ResponseWish


@dataclass(frozen=True, slots=True)
class CancelResponse:
    """She shall stop."""

    response_id: str | None


ClientEvent: TypeAlias = (
    UpdateSession
    | AppendAudio
    | CommitAudio
    | ClearAudio
    | CreateItem
    | DeleteItem
    | RetrieveItem
    | TruncateItem
    | CreateResponse
    | CancelResponse
)


class _Envelope(_Given):
    type: Annotated[str, Field(max_length=100)]
    event_id: Annotated[str, Field(max_length=512)] | None = None


class _SessionData(_Given):
    session: SessionChange


class _AppendData(_Given):
    audio: str


class _ItemData(_Given):
    item: Item


class _ItemId(_Given):
    item_id: Annotated[str, Field(max_length=100)]


class _TruncateData(_ItemId):
    content_index: Annotated[int, Field(ge=0, le=0)] = 0
    audio_end_ms: Annotated[int, Field(ge=0, le=2**31)]


class _ResponseData(_Given):
    response: ResponseWish | None = None


class _CancelData(_Given):
    response_id: str | None = None


@dataclass(frozen=True, slots=True)
class Received:
    """A client's event, with the id that the client gave it."""

    event: ClientEvent
    event_id: str | None


def parse(raw: str | bytes) -> Received:
    """Read one event; raises `RealtimeError` with the code, the field, and the event's id."""
    event_id: str | None = None
    try:
        data: Any = json.loads(raw)
        envelope = _Envelope.model_validate(data)
        event_id = envelope.event_id
        return Received(_event(envelope.type, data), event_id)
    except (ValueError, RecursionError) as error:
        if isinstance(error, ValidationError):
            raise _refused(error, event_id) from None
        raise RealtimeError("The event is not JSON.", code="invalid_json") from None
    except RealtimeError as error:
        error.event_id = event_id
        raise


def _event(kind: str, data: object) -> ClientEvent:  # noqa: C901  # one line for each kind
    match kind:
        case "session.update":
            return UpdateSession(_SessionData.model_validate(data).session)
        case "input_audio_buffer.append":
            return AppendAudio(decoded(_AppendData.model_validate(data).audio, "audio"))
        case "input_audio_buffer.commit":
            return CommitAudio()
        case "input_audio_buffer.clear":
            return ClearAudio()
        case "conversation.item.create":
            return CreateItem(_ItemData.model_validate(data).item)
        case "conversation.item.delete":
            return DeleteItem(_ItemId.model_validate(data).item_id)
        case "conversation.item.retrieve":
            return RetrieveItem(_ItemId.model_validate(data).item_id)
        case "conversation.item.truncate":
            cut = _TruncateData.model_validate(data)
            return TruncateItem(cut.item_id, cut.audio_end_ms)
        case "response.create":
            return CreateResponse(_ResponseData.model_validate(data).response or ResponseWish())
        case "response.cancel":
            return CancelResponse(_CancelData.model_validate(data).response_id)
        case _:
            raise RealtimeError(
                "This type of event is not supported here.", code="invalid_value", param="type"
            )


def decoded(audio: str, param: str) -> bytes:
    """Samples from base64; raises `RealtimeError`."""
    try:
        pcm = base64.b64decode(audio, validate=True)
    except (binascii.Error, ValueError):
        raise RealtimeError("The audio is not base64.", code="invalid_value", param=param) from None
    if len(pcm) % PCM_SAMPLE_BYTES:
        raise RealtimeError(
            "The audio is not whole 16-bit samples.", code="invalid_value", param=param
        )
    return pcm


def _refused(error: ValidationError, event_id: str | None) -> RealtimeError:
    """The first complaint, without the offending value: it may be what someone said."""
    first = error.errors(include_input=False, include_url=False, include_context=False)[0]
    param = ".".join(str(part) for part in first["loc"]) or None
    missing = first["type"] == "missing"
    wrong_type = first["type"].endswith("_type")
    code = "missing_required_parameter" if missing else "invalid_value"
    code = "invalid_type" if wrong_type else code
    reason = "is missing" if missing else f"is not valid: {first['msg']}"
    return RealtimeError(
        f"The field {param or 'event'} {reason}.", code=code, param=param, event_id=event_id
    )
