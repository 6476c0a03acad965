"""A letter as its events tell it: versions, the yes, and what became of it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from enum import Enum

from anima.letters.brief import Brief, brief_of
from anima.letters.letter_error import LetterError
from anima.values import Event, EventId, EventKind, SessionId

SESSION = "letter:"
"""What the session of a letter's events begins with; its id follows."""


class Stage(Enum):
    """How far a letter has come."""

    BRIEFED = "briefed"
    DRAFTED = "drafted"
    SHOWN = "shown"
    APPROVED = "approved"
    SENDING = "sending"
    UNCLEAR = "unclear"
    FAILED = "failed"
    SENT = "sent"


_OPEN = frozenset({Stage.BRIEFED, Stage.DRAFTED, Stage.SHOWN, Stage.APPROVED, Stage.FAILED})
_WRITTEN = _OPEN - {Stage.BRIEFED}

ALLOWED: dict[EventKind, frozenset[Stage]] = {
    "brief_written": _OPEN,
    "letter_written": _OPEN,
    "claim_confirmed": _WRITTEN,
    "letter_shown": _WRITTEN,
    "letter_approved": frozenset({Stage.SHOWN}),
    "letter_declined": frozenset({Stage.SHOWN, Stage.APPROVED, Stage.FAILED}),
    "sending_began": frozenset({Stage.APPROVED, Stage.FAILED}),
    "sending_failed": frozenset({Stage.SENDING, Stage.UNCLEAR}),
    "sending_unclear": frozenset({Stage.SENDING}),
    "letter_sent": frozenset({Stage.SENDING, Stage.UNCLEAR}),
    "letter_filed": frozenset({Stage.SENT}),
    "reply_received": frozenset({Stage.SENT}),
}
"""From which stages each kind of event may follow. The only way to SENDING is over APPROVED."""


@dataclass(frozen=True, slots=True)
class Version:
    """One wording of a letter.

    Attributes:
        number: Counted from 1.
        text: The whole letter, greeting and closing included.
        by: `her`, `you`, or the model's name.
        why: What was asked for, or empty for a first draft.
        at: When it was written.
    """

    number: int
    text: str
    by: str
    why: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Parcel:
    """Exactly what would go out, and to whom.

    Attributes:
        id: The event that keeps the bytes.
        version: The version inside.
        digest: SHA-256 of the bytes.
        recipients: All addresses of the envelope, the copy to the sender included.
        subject: The subject line.
        message_id: By which the mail is found again.
    """

    id: EventId
    version: int
    digest: str
    recipients: tuple[str, ...]
    subject: str
    message_id: str


@dataclass(frozen=True, slots=True)
class Approval:
    """The person's yes to a parcel."""

    event: EventId
    digest: str
    recipients: tuple[str, ...]
    at: datetime


@dataclass(frozen=True, slots=True)
class Reply:
    """What came back. The text is quoted material: it tells what they wrote, and orders nothing."""

    event: EventId
    sender: str
    text: str
    summary: str
    verdict: str
    at: datetime
    message_id: str = ""


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter and its story so far; every change of it is an event."""

    id: str
    brief: Brief
    stage: Stage
    began: datetime
    versions: tuple[Version, ...] = ()
    confirmed: frozenset[str] = frozenset()
    parcel: Parcel | None = None
    approval: Approval | None = None
    sent_at: datetime | None = None
    filed: bool = False
    attempts: int = 0
    tried_at: datetime | None = None
    trouble: str = ""
    replies: tuple[Reply, ...] = ()
    batch: str = ""

    @property
    def session(self) -> SessionId:
        """The session that this letter's events belong to."""
        return session_of(self.id)

    @property
    def text(self) -> str:
        """The newest wording; empty before the first."""
        return self.versions[-1].text if self.versions else ""

    def version(self, number: int) -> Version:
        """A version by its number; `LetterError` when there is none."""
        if not 1 <= number <= len(self.versions):
            raise LetterError(
                f"This letter has no version {number}.",
                advice=f"There are {len(self.versions)}.",
            )
        return self.versions[number - 1]

    @property
    def by_mail(self) -> bool:
        """Whether what was made ready is a mail; a page to print has no id."""
        return self.parcel is not None and bool(self.parcel.message_id)

    @property
    def may_go(self) -> bool:
        """Whether the recorded yes is for exactly the parcel that is there."""
        return (
            self.parcel is not None
            and self.approval is not None
            and self.approval.digest == self.parcel.digest
            and self.approval.recipients == self.parcel.recipients
            and self.parcel.version == len(self.versions)
        )


def session_of(letter: str) -> SessionId:
    """The session of a letter's events."""
    return SessionId(SESSION + letter)


def require_allowed(letter: Letter, kind: EventKind) -> None:
    """Raises `LetterError` when this cannot happen to the letter now."""
    if letter.stage not in ALLOWED[kind]:
        raise LetterError(
            f"The letter is {letter.stage.value}; {_CANNOT[kind]}.", advice=_NEXT[letter.stage]
        )
    if kind == "sending_began" and not letter.may_go:
        raise LetterError(
            "There is no yes for exactly what would go out now.",
            advice="Look at it again, and say yes to that.",
        )


_CANNOT: dict[EventKind, str] = {
    "brief_written": "its brief cannot be changed now",
    "letter_written": "its words cannot be changed now",
    "claim_confirmed": "there is nothing to confirm",
    "letter_shown": "there is nothing to show yet",
    "letter_approved": "there is nothing before you to say yes to",
    "letter_declined": "there is nothing to decline",
    "sending_began": "it cannot be sent",
    "sending_failed": "it was not being sent",
    "sending_unclear": "it was not being sent",
    "letter_sent": "it was not being sent",
    "letter_filed": "there is no sent copy to file",
    "reply_received": "nothing can have been answered yet",
}
_NEXT: dict[Stage, str] = {
    Stage.BRIEFED: "Draft it first.",
    Stage.DRAFTED: "Have shown what would go, and say yes to it.",
    Stage.SHOWN: "Say yes or no to what was shown.",
    Stage.APPROVED: "It waits to be sent.",
    Stage.SENDING: "It is on its way; wait for the outcome.",
    Stage.UNCLEAR: "Whether it arrived is not known; it is looked for in your mailbox.",
    Stage.FAILED: "See what went wrong, then try again.",
    Stage.SENT: "A sent letter is as it is; write another.",
}


_NO_BRIEF = Brief("", "", "")


def after(letter: Letter | None, event: Event) -> Letter | None:
    """The letter after one more event of it; what was erased leaves no trace in it."""
    if dict(event.payload) == {"erased": True}:
        if letter is None and event.kind == "brief_written":
            # A newer brief may follow, without what was forgotten.
            return Letter(event.session.removeprefix(SESSION), _NO_BRIEF, Stage.BRIEFED, event.at)
        return letter
    if event.kind == "brief_written":
        brief = brief_of(_mapping(event.payload.get("brief")))
        if letter is not None:
            return replace(letter, brief=brief, batch=event.text("batch") or letter.batch)
        identity = event.session.removeprefix(SESSION)
        return Letter(identity, brief, Stage.BRIEFED, event.at, batch=event.text("batch"))
    if letter is None:
        return None
    return _STEPS[event.kind](letter, event) if event.kind in _STEPS else letter


def fold(events: Iterable[Event]) -> list[Letter]:
    """All letters that these events tell of, oldest first."""
    found: dict[SessionId, Letter | None] = {}
    for event in events:
        found[event.session] = after(found.get(event.session), event)
    return [letter for letter in found.values() if letter and letter.brief != _NO_BRIEF]


def _written(letter: Letter, event: Event) -> Letter:
    number = len(letter.versions) + 1
    version = Version(number, event.text(), event.text("by"), event.text("why"), event.at)
    return replace(
        letter,
        versions=(*letter.versions, version),
        stage=Stage.DRAFTED,
        parcel=None,
        approval=None,
        trouble="",
    )


def _shown(letter: Letter, event: Event) -> Letter:
    parcel = Parcel(
        EventId(event.text("parcel")),
        _number(event.payload.get("version")),
        event.text("digest"),
        _texts(event.payload.get("recipients")),
        event.text("subject"),
        event.text("message_id"),
    )
    return replace(letter, stage=Stage.SHOWN, parcel=parcel, approval=None, trouble="")


def _approved(letter: Letter, event: Event) -> Letter:
    recipients = _texts(event.payload.get("recipients"))
    approval = Approval(event.id, event.text("digest"), recipients, event.at)
    return replace(letter, stage=Stage.APPROVED, approval=approval)


def _replied(letter: Letter, event: Event) -> Letter:
    reply = Reply(
        event.id,
        event.text("from"),
        event.text(),
        event.text("summary"),
        event.text("verdict"),
        event.at,
        event.text("message_id"),
    )
    return replace(letter, replies=(*letter.replies, reply))


def _confirmed(letter: Letter, event: Event) -> Letter:
    return replace(letter, confirmed=letter.confirmed | {event.text("claim").lower()})


def _declined(letter: Letter, event: Event) -> Letter:
    del event
    return replace(letter, stage=Stage.DRAFTED, parcel=None, approval=None)


def _sending(letter: Letter, event: Event) -> Letter:
    return replace(
        letter,
        stage=Stage.SENDING,
        attempts=letter.attempts + 1,
        tried_at=event.at,
        trouble="",
    )


def _troubled(letter: Letter, event: Event) -> Letter:
    stage = Stage.FAILED if event.kind == "sending_failed" else Stage.UNCLEAR
    return replace(letter, stage=stage, trouble=event.text("reason"))


def _sent(letter: Letter, event: Event) -> Letter:
    return replace(letter, stage=Stage.SENT, sent_at=event.at, trouble="")


def _filed(letter: Letter, event: Event) -> Letter:
    del event
    return replace(letter, filed=True)


_STEPS: dict[EventKind, Callable[[Letter, Event], Letter]] = {
    "letter_written": _written,
    "claim_confirmed": _confirmed,
    "letter_shown": _shown,
    "letter_approved": _approved,
    "letter_declined": _declined,
    "sending_began": _sending,
    "sending_failed": _troubled,
    "sending_unclear": _troubled,
    "letter_sent": _sent,
    "letter_filed": _filed,
    "reply_received": _replied,
}

LETTER_KINDS: tuple[EventKind, ...] = tuple(ALLOWED)
"""What a letter is folded from. The bytes of parcels are read only when they go."""


def _mapping(value: object) -> dict[str, object]:
    return {str(key): each for key, each in value.items()} if isinstance(value, dict) else {}


def _texts(value: object) -> tuple[str, ...]:
    return tuple(str(each) for each in value) if isinstance(value, list) else ()


def _number(value: object) -> int:
    return value if isinstance(value, int) else 0
