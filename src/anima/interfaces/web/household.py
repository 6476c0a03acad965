"""What the web server asks of an installation where several people live."""

from collections.abc import Coroutine
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from anima.values import JsonValue

if TYPE_CHECKING:
    from anima.interfaces.web.door import Door

VISITOR = "anima.visitor"
"""Where a request carries who makes it; None for one that anybody may make."""


@dataclass(frozen=True, slots=True)
class Answered:
    """What an action gives.

    Attributes:
        body: The answer.
        token: The secret of a session that begins, for the cookie; None leaves it as it is.
        leaves: Whether the session of this browser has ended.
        status: The status of the answer, as in HTTP.
    """

    body: JsonValue
    token: str | None = None
    leaves: bool = False
    status: int = 200


class Visitor(Protocol):
    """Somebody who has shown who they are."""

    @property
    def person(self) -> str:
        """Their id."""
        ...

    @property
    def is_at_home(self) -> bool:
        """Whether it is one of the people here, in a browser: no guest, and no program."""
        ...

    @property
    def sealed(self) -> bool:
        """Whether their vault is closed, and this session cannot open it by itself."""
        ...

    @property
    def door(self) -> "Door":
        """Their own door; raises `AnimaError` while the vault is sealed."""
        ...

    async def hold(self, conversation: Coroutine[object, object, None]) -> None:
        """Hold a conversation until it ends, or the session does."""
        ...

    async def record(self, what: str) -> None:
        """Write into the audit log that they did this."""
        ...


class Household(Protocol):
    """Tells people apart, by what they bring."""

    @property
    def address(self) -> str:
        """Where its page is, without a path."""
        ...

    async def is_open(self) -> bool:
        """Whether several people live here; while it is one, nobody signs in."""
        ...

    async def visitor(self, token: str) -> Visitor | None:
        """Whose secret this is: a session's, or a program's key. None when nobody's."""
        ...

    async def turned(self, visitor: Visitor) -> str | None:
        """A new secret for a session that has had its own for long; None when it may keep it."""
        ...

    async def act(
        self, action: str, body: JsonValue, visitor: Visitor | None, address: str, label: str
    ) -> Answered:
        """Do what a page of people asks for.

        `address` is where the request comes from, `label` names the browser. Raises `AnimaError`
        when that cannot be done, `LookupError` when there is no such action.
        """
        ...
