"""Values shared by every part: frozen, and knowing nothing of storage, models or doors."""

from anima.values.clock import Clock, SystemClock
from anima.values.errors import (
    AnimaError,
    AudioError,
    ContextOverflowError,
    ModelError,
    ModelNonsenseError,
    ModelTimeoutError,
    ModelUnavailableError,
    NoSuchFactError,
    SettingsError,
    StorageError,
    WeightsError,
    WrongKeyError,
)
from anima.values.event import Event, EventKind, JsonValue
from anima.values.ids import EventId, PersonId, ReplyId, SessionId, new_id
from anima.values.turn import (
    Delta,
    Ended,
    EndReason,
    Heard,
    Memory,
    Recalled,
    Spoken,
    TurnEvent,
    Utterance,
)

__all__ = [
    "AnimaError",
    "AudioError",
    "Clock",
    "ContextOverflowError",
    "Delta",
    "EndReason",
    "Ended",
    "Event",
    "EventId",
    "EventKind",
    "Heard",
    "JsonValue",
    "Memory",
    "ModelError",
    "ModelNonsenseError",
    "ModelTimeoutError",
    "ModelUnavailableError",
    "NoSuchFactError",
    "PersonId",
    "Recalled",
    "ReplyId",
    "SessionId",
    "SettingsError",
    "Spoken",
    "StorageError",
    "SystemClock",
    "TurnEvent",
    "Utterance",
    "WeightsError",
    "WrongKeyError",
    "new_id",
]
