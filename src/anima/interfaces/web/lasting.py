"""Lines that outlast their connection: a call goes on where it was when the network comes back.

A client asks for one by connecting to `/ws?line=`; see docs/protocol.md. From the first message
after `line`, both sides count what they get. On the way back each tells its count, and the other
sends again what is missing: no word is lost, and none comes twice. Another device of the same
person can take a line over in mid-sentence.
"""

import asyncio
import json
import logging
import re
import secrets
import time
from collections import deque
from collections.abc import AsyncGenerator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from typing import Protocol

from anima.interfaces.web.replay import under_way
from anima.values import JsonValue
from anima.voice import Line
from anima.voice.rtvi import message

GRACE_SECONDS = 45.0
"""How long a line without a connection is kept: a tunnel, a lift, another network."""

MOST_KEPT = 6_000
"""Messages kept for a client that is away. She speaks 3 s ahead at most, so this is never reached
by a conversation; a client that never acknowledges is given up."""

TELL_EVERY = 50
"""After so many messages taken the client is told, so that it can let them go."""

MOST_WAITING = 64
"""Messages taken that the session has not. Then the connection must wait."""

_ANSWER = re.compile(r'"answer"\s*:\s*true')
_OWN = re.compile(r'"t"\s*:\s*"(have|playout|microphone)"')

_log = logging.getLogger(__name__)


class Connection(Protocol):
    """One connection of a client: what a WebSocket gives."""

    async def receive(self) -> str | bytes | None:
        """The next message, or None when it is gone."""
        ...

    async def send(self, message: str) -> None:
        """Send a message; raises `ConnectionError` when it is gone."""
        ...


@dataclass(frozen=True, slots=True)
class Request:
    """What a client asks for when it connects.

    Attributes:
        line: The line it comes back to; empty for a new one.
        have: How many messages it has of that line.
        move: Whether it takes over the person's line from another device.
    """

    line: str = ""
    have: int = 0
    move: bool = False

    @classmethod
    def of(cls, query: Mapping[str, str]) -> "Request | None":
        """What a WebSocket's query asks for; None when it asks for an ordinary line."""
        if "line" not in query:
            return None
        have = query.get("have", "0")
        return cls(query["line"], int(have) if have.isdecimal() else 0, query.get("move") == "yes")


class LastingLine:
    """A line of the voice engine, over one connection after the other."""

    def __init__(self, person: str) -> None:
        self.id = secrets.token_urlsafe(16)
        self.person = person
        self.task: asyncio.Task[None] | None = None
        self._inbox: asyncio.Queue[str | bytes | None] = asyncio.Queue()
        self._room = asyncio.Semaphore(MOST_WAITING)
        self._kept: deque[str] = deque()
        self._first = 0
        self._taken = 0
        self._grew = asyncio.Event()
        self._attached: asyncio.Task[None] | None = None
        self._since = time.monotonic()
        self._played = ""
        self._microphone = ""
        self._over = False

    @property
    def is_away(self) -> bool:
        """Whether the client has no connection just now."""
        return self._attached is None

    @property
    def away_seconds(self) -> float:
        """How long it has had none."""
        return time.monotonic() - self._since if self.is_away else 0.0

    @property
    def given(self) -> int:
        """Messages given to the line since its beginning."""
        return self._first + len(self._kept)

    async def receive(self) -> str | bytes | None:
        """The next message of the client; None when it has left, or stayed away for too long."""
        raw = await self._inbox.get()
        if raw is not None:
            self._room.release()
        return raw

    async def send(self, message: str) -> None:
        """Keep a message until the client has it."""
        if self._over or len(self._kept) >= MOST_KEPT:
            raise ConnectionError("the client is gone")
        self._kept.append(message)
        self._tell()

    def hang_up(self) -> None:
        """The client will not come back; the session ends after what was taken so far.

        It waits for nothing: the session may be one that does not read, such as one in a queue.
        """
        if not self._over:
            self.close()
            self._inbox.put_nowait(None)

    def close(self) -> None:
        """The conversation is over: what was given still goes out, and the connection ends."""
        self._over = True
        self._tell()

    async def attach(self, connection: Connection, asked: Request, *, elsewhere: bool) -> None:
        """Carry the line over this connection until it is gone, or another takes its place."""
        if self._attached is not None:
            self._attached.cancel("moved" if asked.move else "back")
            await asyncio.wait([self._attached])
        task = self._attached = asyncio.create_task(self._carry(connection, asked, elsewhere))
        try:
            await asyncio.wait([task])
        except asyncio.CancelledError:
            task.cancel()
            raise
        finally:
            if self._attached is task:
                self._attached, self._since = None, time.monotonic()

    async def _carry(self, connection: Connection, asked: Request, elsewhere: bool) -> None:
        begins = self._resend_from(asked)
        hello: dict[str, JsonValue] = {
            "type": "line",
            "line": self.id,
            "resumed": bool(asked.line) or asked.move,
            "taken": self._taken,
            "given": begins,
            "microphone": self._mode() if asked.move else "",
            "elsewhere": elsewhere,
        }
        writing = asyncio.create_task(
            self._write(connection, hello, begins, self._played if asked.move else "")
        )
        reading = asyncio.create_task(self._read(connection))
        try:
            await asyncio.wait([writing, reading], return_when=asyncio.FIRST_COMPLETED)
        except asyncio.CancelledError as cause:
            if cause.args == ("moved",):
                writing.cancel()
                await asyncio.wait([writing])
                with suppress(ConnectionError):
                    await connection.send(message("server-message", {"type": "moved"}))
            raise
        finally:
            writing.cancel()
            reading.cancel()
            for ended in await asyncio.gather(writing, reading, return_exceptions=True):
                if isinstance(ended, Exception) and not isinstance(ended, ConnectionError):
                    _log.warning("a connection failed: %s", type(ended).__name__)

    async def _read(self, connection: Connection) -> None:
        while (raw := await connection.receive()) is not None:
            is_count = self._note(raw) == "have"
            wants_answer = is_count and _ANSWER.search(str(raw)) is not None
            if not is_count:
                await self._room.acquire()
                self._inbox.put_nowait(raw)
            self._taken += 1
            if wants_answer or self._taken % TELL_EVERY == 0:
                told: dict[str, JsonValue] = {"type": "taken", "count": self._taken}
                await self.send(message("server-message", told))

    async def _write(
        self, connection: Connection, hello: dict[str, JsonValue], begins: int, played: str
    ) -> None:
        await connection.send(message("server-message", hello))
        at, until = begins, self.given
        while True:
            at = max(at, self._first)
            while at < self.given:
                raw = self._kept[at - self._first]
                if at < until and played:
                    raw = under_way(raw, played)
                await connection.send(raw)
                at += 1
            if self._over:
                return
            await self._grew.wait()

    def _note(self, raw: str | bytes) -> str:
        """Keep what a move to another device needs; which message of the page's own this is."""
        found = _OWN.search(raw) if isinstance(raw, str) else None
        kind = found[1] if found else ""
        match kind:
            case "have":
                self._let_go(str(raw))
            case "playout":
                self._played = str(raw)
            case "microphone":
                self._microphone = str(raw)
            case _:
                pass
        return kind

    def _let_go(self, raw: str) -> None:
        """The client has so many messages; those of the reply under way are kept to be moved."""
        try:
            have = int(json.loads(raw)["data"]["d"]["count"])
        except (ValueError, KeyError, TypeError):
            return
        last = min(have, self._reply_begins())
        while self._first < last and self._kept:
            self._kept.popleft()
            self._first += 1

    def _reply_begins(self) -> int:
        """Where the reply under way begins in what was given, or its end where none is."""
        for back, raw in enumerate(reversed(self._kept), start=1):
            if '"type":"ended"' in raw:
                break
            if '"type":"reply"' in raw:
                return self.given - back
        return self.given

    def _resend_from(self, asked: Request) -> int:
        if asked.move:
            return self._reply_begins()
        return max(self._first, min(asked.have, self.given)) if asked.line else 0

    def _mode(self) -> str:
        try:
            return str(json.loads(self._microphone)["data"]["d"]["mode"])
        except (ValueError, KeyError, TypeError):
            return "held"

    def _tell(self) -> None:
        self._grew.set()
        self._grew = asyncio.Event()


class LastingLines:
    """The lines of one server, with the tasks that serve them."""

    def __init__(self) -> None:
        self._lines: dict[str, LastingLine] = {}

    @asynccontextmanager
    async def open(self) -> AsyncGenerator[None]:
        """While the block runs, lines can be carried; leaving it ends each in order."""
        watch = asyncio.create_task(self._end_the_forsaken())
        try:
            yield
        finally:
            watch.cancel()
            await self._end_all()

    async def _end_all(self) -> None:
        lines = list(self._lines.values())
        for line in lines:
            line.hang_up()
        if tasks := [line.task for line in lines if line.task is not None]:
            await asyncio.wait(tasks, timeout=3.0)

    async def carry(
        self,
        connection: Connection,
        asked: Request,
        serve: Callable[[Line], Awaitable[None]],
        *,
        person: str = "",
    ) -> None:
        """Serve a client's connection: a new line, or one that it comes back to.

        `serve` holds a new line's conversation until it closes.
        """
        line = self._wanted(asked, person)
        if line is None:
            asked = Request()
            line = LastingLine(person)
            self._lines[line.id] = line
            line.task = asyncio.create_task(self._hold(line, serve))
        elsewhere = self.elsewhere(person, line.id)
        await line.attach(connection, asked, elsewhere=elsewhere)

    def elsewhere(self, person: str, line: str) -> bool:
        """Whether this person talks over another line than this one just now."""
        others = (each for each in self._lines.values() if each.id != line)
        return any(each.person == person and not each.is_away for each in others)

    def _wanted(self, asked: Request, person: str) -> LastingLine | None:
        if asked.move:
            own = [each for each in self._lines.values() if each.person == person]
            return max(own, key=lambda each: (not each.is_away, each.given), default=None)
        line = self._lines.get(asked.line)
        return line if line is not None and line.person == person else None

    async def _hold(self, line: LastingLine, serve: Callable[[Line], Awaitable[None]]) -> None:
        try:
            await serve(line)
        except ConnectionError:
            pass
        except Exception as error:  # the boundary to a conversation: the others go on
            _log.error("a conversation ended by a fault: %s", type(error).__name__)
        finally:
            self._lines.pop(line.id, None)
            line.close()

    async def _end_the_forsaken(self) -> None:
        while True:
            await asyncio.sleep(1.0)
            for line in list(self._lines.values()):
                if line.away_seconds > GRACE_SECONDS:
                    line.hang_up()
