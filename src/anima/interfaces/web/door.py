"""What the web server asks of whoever stands behind it."""

from collections.abc import AsyncGenerator, AsyncIterator, Callable, Coroutine
from typing import Protocol

from starlette.requests import HTTPConnection

from anima.interfaces.web.household import VISITOR, Visitor
from anima.values import AnimaError, JsonValue
from anima.voice import Line


class Door(Protocol):
    """Somebody who holds conversations over lines."""

    async def serve(self, line: Line) -> None:
        """Hold one line's conversation until it closes."""
        ...

    async def serve_rtvi(self, line: Line) -> None:
        """Hold a conversation with a foreign RTVI client until the line closes."""
        ...

    async def serve_realtime(self, line: Line, model: str) -> None:
        """Hold a conversation in OpenAI's Realtime protocol; `model` is what the client asked for.

        The line carries the protocol's events.
        """
        ...

    def answer(self, text: str, digest: str) -> AsyncIterator[str]:
        """Her answer to a message, as it forms; `digest` is the same when a client asks again."""
        ...

    async def name(self) -> str:
        """What she is called; empty while she has no name."""
        ...

    async def audition(self, voice: str) -> bytes:
        """A sample of a voice as a WAV file; raises `LookupError` when there is no such voice."""
        ...

    async def health(self) -> dict[str, JsonValue]:
        """What a monitor wants to know; `awake` says whether conversations are possible."""
        ...

    async def facts(self) -> JsonValue:
        """What is known of the person, with the moments it came from."""
        ...

    async def found(self, words: str) -> JsonValue:
        """What was said that bears on these words, best first."""
        ...

    async def sound_of(self, event: str) -> bytes | None:
        """What was heard in a moment, as a WAV file; None when it was not kept."""
        ...

    async def change_fact(self, fact: str, change: JsonValue) -> JsonValue:
        """Correct, mark or forget a fact; returns what is known then.

        Raises `AnimaError` when there is no such fact or change.
        """
        ...

    async def who(self) -> JsonValue:
        """Who she is, with the moments that each thing came from."""
        ...

    async def night(self) -> JsonValue:
        """The `night` that she is in just now, the steps `done` and the `total`; else nothing."""
        ...

    async def change_who(self, wish: JsonValue) -> JsonValue:
        """Decide about a change of hers, or set a preference; returns who she is then.

        Raises `AnimaError` when that cannot be.
        """
        ...

    async def letters(self, wish: JsonValue) -> JsonValue:
        """What the page about letters asks for, or wants done; `do` in the wish says what.

        Raises `AnimaError` when that cannot be.
        """
        ...

    def letters_told(self, wish: JsonValue) -> AsyncIterator[JsonValue]:
        """What takes a while with letters (drafting, sending), told as it goes on."""
        ...

    async def letters_file(self, name: str, wish: JsonValue) -> tuple[bytes, str]:
        """A file made of a letter, such as `page.pdf`, and its media type.

        Raises `LookupError` when there is no such file, `AnimaError` when it cannot be made.
        """
        ...

    async def handover(self, wish: JsonValue) -> JsonValue:
        """What could be given away of her, or with a wish what would; a no is taken down, too.

        Raises `AnimaError` when that cannot be.
        """
        ...

    async def handover_file(self, wish: JsonValue) -> tuple[bytes, str]:
        """The sealed file of what was shown, after a yes, and its name.

        Raises `AnimaError` when it is not what was shown.
        """
        ...

    async def handover_taken(self, sealed: bytes, passphrase: str, name: str) -> JsonValue:
        """Let a companion arrive whom somebody gave away; says so.

        Raises `AnimaError` when the file cannot be used; nothing is changed then.
        """
        ...

    async def yours(self, wish: JsonValue) -> JsonValue:
        """The person's own settings, or with a wish what comes of it.

        Raises `AnimaError` when that cannot be; one that is `retryable` came too often.
        """
        ...

    async def yours_archive(self, ticket: str) -> AsyncGenerator[bytes]:
        """The archive of everything that a ticket was given for, in pieces.

        Raises `AnimaError`: it was fetched already, or was asked for too long ago.
        """
        ...

    async def yours_brought(
        self, name: str, pieces: AsyncIterator[bytes]
    ) -> AsyncGenerator[JsonValue]:
        """Receive a file of another program's; what is told while it is read.

        Raises `AnimaError`: it is too large, or another one is being read.
        """
        ...

    async def yours_written(self, import_id: str, me: str) -> AsyncGenerator[JsonValue]:
        """Finish what waits to be told who of its writers the person is; nobody: empty."""
        ...


Doors = Callable[[HTTPConnection], Door]
"""Whose door a request comes to."""


def doors_of(single: Door) -> Doors:
    """The visitor's own door; where everybody is the same person, that person's."""

    def door(connection: HTTPConnection) -> Door:
        visitor = visitor_of(connection)
        if visitor is None and VISITOR in connection.scope:
            raise AnimaError("Sign in first.")  # the gate keeps everybody else out; so does this
        return visitor.door if visitor else single

    return door


def visitor_of(connection: HTTPConnection) -> Visitor | None:
    """Who makes a request; None in an installation of one person."""
    visitor: Visitor | None = connection.scope.get(VISITOR)
    return visitor


def caller_of(connection: HTTPConnection) -> str:
    """The person who makes a request, by id; empty in an installation of one person."""
    visitor = visitor_of(connection)
    return visitor.person if visitor else ""


async def staying(
    connection: HTTPConnection, conversation: Coroutine[object, object, None]
) -> None:
    """Hold a conversation for as long as the session that began it lasts."""
    visitor = visitor_of(connection)
    await (visitor.hold(conversation) if visitor else conversation)
