"""Events: the entries of a person's append-only log, from which everything else is derived."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, TypeAlias

from anima.values.ids import EventId, PersonId, SessionId

JsonValue: TypeAlias = "str | int | float | bool | None | list[JsonValue] | dict[str, JsonValue]"

EventKind = Literal[
    "session_opened",
    "session_closed",
    "heard",
    "recalled",
    "spoken",
    "reply_failed",
    "summarised",
    "voice_chosen",
    "question_asked",
    "question_answered",
    "name_proposed",
    "name_declined",
    "name_accepted",
    "name_taught",
    "disclosed",
    "fact_corrected",
    "fact_marked",
    "people_merged",
    "forgotten",
    "left_alone",
    "imported",
    "exported",
    "handover_shown",
    "handover_approved",
    "handover_declined",
    "handed_over",
    "upgraded",
    "back_told",
    "grew",
    "growth_decided",
    "preference_set",
    "journal_line",
    "night_done",
    "signature_taken",
    "model_decided",
    "push_subscribed",
    "push_ended",
    "push_sent",
    "game_began",
    "game_moved",
    "game_ended",
    "began",
    "began_answered",
    "care_asked",
    "care_raised",
    "care_stayed",
    "care_eased",
    "care_followed_up",
    "country_told",
    "candour_given",
    "care_set",
    "stop_word_set",
    "notice_given",
    "last_talk",
    "boundary_set",
    "boundary_kept",
    "correspondent_noted",
    "writing_sampled",
    "letter_asked",
    "brief_written",
    "letter_written",
    "claim_confirmed",
    "parcel_kept",
    "letter_shown",
    "letter_approved",
    "letter_declined",
    "sending_began",
    "sending_failed",
    "sending_unclear",
    "letter_sent",
    "letter_filed",
    "reply_received",
]

ERASED = '{"erased":true}'
"""The payload, as it is stored, of an event whose words were forgotten."""


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened, as the log keeps it.

    Attributes:
        id: Unique for ever; sorts by time.
        person: Whose log this is.
        session: The conversation in which it happened.
        sequence: Position in the person's log, counted from 1 without gaps.
        at: When it happened, in UTC.
        kind: What happened.
        payload: The details, as JSON values; each kind has its own keys.
    """

    id: EventId
    person: PersonId
    session: SessionId
    sequence: int
    at: datetime
    kind: EventKind
    payload: Mapping[str, JsonValue]

    @property
    def is_lived(self) -> bool:
        """Whether it is of the life of the two: not said in a game, nor read aloud by her."""
        return not self.text("play") and not self.text("reads")

    def text(self, key: str = "text") -> str:
        """The payload's string at `key`, or an empty string when there is none."""
        value = self.payload.get(key)
        return value if isinstance(value, str) else ""
