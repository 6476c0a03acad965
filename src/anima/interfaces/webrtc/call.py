"""One client's call: a line of the voice engine, over one peer connection after the other.

A connection that breaks leaves the call waiting for a while: her sound is held, what she says is
kept, and the client's next connection goes on from where it was last there.
"""

import asyncio
import secrets
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TypeAlias

from anima.interfaces.webrtc.call_messages import CallMessages, is_ping
from anima.interfaces.webrtc.connection import GOODBYE_SECONDS, Connection, OfferError
from anima.interfaces.webrtc.kept import Kept
from anima.interfaces.webrtc.playing import Playing
from anima.interfaces.webrtc.presence import Presence, Sign
from anima.voice import Line

CONNECT_SECONDS = 30.0
"""How long a client may take from its offer to an open channel."""

MOST_WAITING = 1_000
"""Messages and pieces of sound that may wait to be taken: 20 s of a microphone."""

MOST_KEPT = 1 << 20
"""Characters that may wait for a client that is away or does not read; beyond it, it is gone."""

MOST_CLOSING = 4
"""Former connections of a call that may be about to close. Then the client must wait."""

Serve: TypeAlias = Callable[[Line], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Answer:
    """What a client is told for its offer.

    Attributes:
        call: The call's id.
        sdp: The answer.
        resumed: Whether a conversation goes on with it.
        taken: How many messages of the client have arrived.
        given: The count of her messages at which this connection begins.
    """

    call: str
    sdp: str
    resumed: bool
    taken: int
    given: int


class Call:
    """A line that outlasts its connection by `grace_seconds`.

    In a gap of the network her sound waits, where the client says regularly that it is there.
    """

    def __init__(self, grace_seconds: float) -> None:
        self.id = secrets.token_urlsafe(16)
        self._grace_seconds = grace_seconds
        self._now = asyncio.get_running_loop().time
        self._playing = Playing()
        self._messages = CallMessages(self._playing)
        self._presence = Presence(self._now)
        self._connection: Connection | None = None
        self._offering = asyncio.Lock()
        self._closing: set[asyncio.Task[None]] = set()
        self._opened = asyncio.Event()
        self._inbox: asyncio.Queue[str | bytes | None] = asyncio.Queue()
        self._kept = Kept()
        self._taken = 0
        self._over = False
        self._until: float | None = None
        self._giving_up: asyncio.TimerHandle | None = None

    @property
    def is_away(self) -> bool:
        """Whether the client is out of reach for now, as far as can be known."""
        return not self._is_connected or self._presence.is_away or self._presence.is_quiet

    @property
    def is_over(self) -> bool:
        """Whether nobody can come back to it."""
        return self._over

    @property
    def _is_connected(self) -> bool:
        return self._connection is not None and self._connection.is_open

    async def answer(self, sdp: str, *, anew: bool, have: int | None) -> Answer | None:
        """Change the connection, or go on over another; None when the call ended meanwhile.

        With `anew` it is another, whatever became of the former. `have` is how many messages of
        this call a client has that counts them. Raises `OfferError`; then all is as it was.
        """
        async with self._offering:
            former = self._connection
            if former is not None and not anew and former.is_asked_by(sdp):
                changed = await former.answer(sdp)
                return Answer(
                    self.id, changed, self._opened.is_set(), self._taken, self._kept.given
                )
            if len(self._closing) >= MOST_CLOSING:
                raise OfferError("Former connections are still closing.", advice="Try again later.")
            following = Connection(self._playing, self)
            try:
                answered = await following.answer(sdp)
            except BaseException:
                self._close(following)
                raise
            if self._over:
                self._close(following)
                return None
            given = self._go_over_to(following, have)
            return Answer(self.id, answered, self._opened.is_set(), self._taken, given)

    async def add_candidate(self, line: str, mid: str | None, index: int | None) -> None:
        """Take one more address at which the client may be reached. Raises `OfferError`."""
        async with self._offering:
            if self._connection is not None:
                await self._connection.add_candidate(line, mid, index)

    async def carry(self, serve: Serve) -> None:
        """Hold the call from its first connection to its end."""
        try:
            async with asyncio.timeout(CONNECT_SECONDS):
                await self._opened.wait()
            if not self._over:
                await serve(self)
        except (TimeoutError, ConnectionError):
            pass
        finally:
            self._over = True
            self._stop_waiting()
            if self._connection is not None:
                await self._connection.close(goodbye=True)
            if self._closing:
                await asyncio.wait(self._closing, timeout=GOODBYE_SECONDS)

    async def receive(self) -> str | bytes | None:
        """The client's next message or sound; None when it has left, or stayed away too long."""
        return await self._inbox.get()

    async def send(self, message: str) -> None:
        """Send a message, or let her sound; `ConnectionError` when the client is gone."""
        told = self._messages.outward(message)
        if told is not None:
            self._tell(told)
        self._report()

    def hang_up(self) -> None:
        """End the call; what was heard is stored."""
        if not self._over:
            self._over = True
            self._playing.lose()
            self._report()
            self._opened.set()
            self._inbox.put_nowait(None)

    def opened(self) -> None:
        """The connection carries: what the client may not have, and her sound from where it was."""
        self._stop_waiting()
        self._presence = Presence(self._now, pings=self._presence.tells)
        if self._connection is not None:
            for each in self._kept:
                self._connection.send(each)
        self._playing.arrives()
        self._report()
        self._opened.set()

    def told(self, message: str) -> None:
        """A message of the client: its own, a sign that it is there, or nothing to her."""
        ping = is_ping(message)
        self._conclude(self._presence.message(ping=ping))
        if not ping:
            self._taken += 1
            if (said := self._messages.inward(message)) is not None:
                self._take(said)

    def heard(self, pcm: bytes, missed_seconds: float) -> None:
        """The microphone's sound."""
        self._conclude(self._presence.sound(missed_seconds))
        self._take(pcm)

    def sounded(self) -> None:
        """A frame of hers went out: to nobody, where the client ought to say that it is there."""
        if not self._presence.tells:
            self._conclude(Sign.ARRIVED)
        elif self._presence.is_away:
            self._playing.hold()
        self._report()

    def left(self) -> None:
        """The client has hung up; but one that was out of reach has closed nothing."""
        if self._presence.is_away:
            self.broke()
        else:
            self.hang_up()

    def broke(self) -> None:
        """The connection is gone, and the client may come back."""
        former, self._connection = self._connection, None
        if former is not None:
            self._let_go(former)

    def _go_over_to(self, following: Connection, have: int | None) -> int:
        """From now on only this connection is heard; where in her messages it begins."""
        former, self._connection = self._connection, following
        if former is not None:
            self._let_go(former)
        self._wait(self._now() + CONNECT_SECONDS)
        return self._kept.begin(have)

    def _let_go(self, former: Connection) -> None:
        if (unconfirmed := former.unconfirmed) is not None:
            self._kept.let_go(unconfirmed)
            self._playing.hold()
            self._wait(self._presence.seen_at + self._grace_seconds)
        self._close(former)

    def _close(self, former: Connection) -> None:
        former.let_go()
        closing = asyncio.create_task(former.close(goodbye=False))
        self._closing.add(closing)
        closing.add_done_callback(self._closing.discard)

    def _wait(self, until: float) -> None:
        """Give the call up then, or at a later moment that was named before."""
        if self._opened.is_set() and not self._over:
            self._until = max(until, self._until or until)
            if self._giving_up is not None:
                self._giving_up.cancel()
            self._giving_up = asyncio.get_running_loop().call_at(self._until, self.hang_up)

    def _stop_waiting(self) -> None:
        self._until = None
        if self._giving_up is not None:
            self._giving_up.cancel()
            self._giving_up = None

    def _conclude(self, sign: Sign) -> None:
        """What has sounded up to now has reached the client, or she goes back to what has."""
        if self._is_connected and sign is not Sign.UNCLEAR:
            if sign is Sign.LOST:
                self._playing.hold()
            self._playing.arrives()
            self._report()

    def _tell(self, message: str) -> None:
        if self._over:
            raise ConnectionError("the client is gone")
        self._kept.add(message)
        if self._connection is not None and self._connection.unconfirmed is not None:
            self._connection.send(message)
            self._kept.let_go(self._connection.unconfirmed)
        if self._kept.characters > MOST_KEPT:
            self.hang_up()
            raise ConnectionError("the client is gone")

    def _report(self) -> None:
        for report in self._messages.reports():
            self._inbox.put_nowait(report)

    def _take(self, content: str | bytes) -> None:
        if self._inbox.qsize() < MOST_WAITING:
            self._inbox.put_nowait(content)
        elif isinstance(content, str):
            self.hang_up()  # a word that was lost would be worse
