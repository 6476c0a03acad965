"""A person of this installation, and what the register knows of them: no word they ever said."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from anima.values import AnimaError, PersonId

Role = Literal["owner", "member"]
CredentialKind = Literal["session", "program"]


class AccountError(AnimaError):
    """Somebody may not come in, or what was asked about people cannot be done."""


class RefusedError(AccountError):
    """What was shown does not let anybody in: it is wrong, used, ended or too old."""


class TooOftenError(AccountError):
    """There were too many failed tries from one address."""

    retryable = True


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody with a vault of their own.

    Attributes:
        id: Names their folder as well.
        name: What the household calls them; no two have the same.
        role: Whether they invite and remove others.
        minor: Whether they are under age: it decides about notices, help lines and content.
        since: When they joined.
    """

    id: PersonId
    name: str
    role: Role
    minor: bool
    since: datetime


@dataclass(frozen=True, slots=True)
class Invitation:
    """A link that lets one person join, once. `person` is set when it is for somebody known."""

    id: str
    name: str
    minor: bool
    until: datetime
    person: PersonId | None = None


@dataclass(frozen=True, slots=True)
class Passkey:
    """A passkey as the register keeps it: the public half, and how often it was used."""

    id: bytes
    person: PersonId
    public_key: bytes
    uses: int
    label: str
    opens: bool
    """Whether it also opens the vault, by the PRF extension."""
    since: datetime | None = None
    """When it was added; None while it is not kept."""


@dataclass(frozen=True, slots=True)
class Credential:
    """A session of a browser, or a key of a program; the secret itself is not kept.

    Attributes:
        id: To list and to end it by.
        person: Whose it is.
        kind: A browser's session or a program's key.
        label: What it is called in the list.
        since: When it began.
        seen: When it was last used.
        opens: Whether its secret opens the vault.
    """

    id: str
    person: PersonId
    kind: CredentialKind
    label: str
    since: datetime
    seen: datetime
    opens: bool


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the audit log: what happened to whom, and no content."""

    at: datetime
    person: str
    what: str
    detail: str
