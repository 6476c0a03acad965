"""A line: what carries RTVI messages between a client and a voice session, and the glue."""

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from typing import Protocol, TypeAlias, runtime_checkable

from anima.values import AnimaError, Clock, JsonValue
from anima.voice import rtvi
from anima.voice.dialogue import Dialogue
from anima.voice.manner import USUAL, Manner
from anima.voice.news import Input, Remark
from anima.voice.outbox import Outbox
from anima.voice.rates import RateChange
from anima.voice.rtvi_input import (
    ClientReady,
    Disconnect,
    Microphone,
    Request,
    RtviError,
    microphone,
    parse,
)
from anima.voice.session import VoiceSession
from anima.voice.speech import INPUT_RATE, SpeechModels
from anima.voice.timing import TurnTiming

GOODBYE_SECONDS = 1.0
"""How long a client that leaves in order may take to read what is still on its way."""

MOST_REQUESTS = 16
"""Requests of one client that are answered at the same time."""

OnRequest: TypeAlias = Callable[[str, JsonValue], Awaitable[JsonValue]]
"""Answers a client's own message by its `t` and `d`; None means that it knows no such message."""

_log = logging.getLogger(__name__)


class Line(Protocol):
    """One client. Text is RTVI as JSON; bytes are microphone audio, mono PCM16 at 16 kHz."""

    async def receive(self) -> str | bytes | None:
        """The next message, or None when the client is gone."""
        ...

    async def send(self, message: str) -> None:
        """Send a message; raises `ConnectionError` when the client is gone."""
        ...


@runtime_checkable
class MayBeAway(Protocol):
    """A line whose client may be without a connection for a while, and come back."""

    @property
    def is_away(self) -> bool: ...


def _away(line: Line) -> Callable[[], bool]:
    return (lambda: line.is_away) if isinstance(line, MayBeAway) else (lambda: False)


async def _knows_nothing(_t: str, _d: JsonValue) -> JsonValue:
    return None


async def converse(
    line: Line,
    dialogue: Dialogue,
    models: SpeechModels,
    *,
    clock: Clock,
    about: Mapping[str, JsonValue],
    on_request: OnRequest = _knows_nothing,
    manner: Manner = USUAL,
    holds: bool = True,
    now: Callable[[], float] = time.monotonic,
    on_timing: Callable[[TurnTiming], None] = lambda _: None,
    remarks: asyncio.Queue[Remark] | None = None,
) -> None:
    """Hold a conversation over a line until it closes.

    `about` tells the client who is there (`library`, `library_version`). `holds` is False for a
    client that cannot hold her sound while a voice may be about to interrupt her. What she was
    saying when the line closed is stored as far as it was heard. What is put into `remarks` she
    says when it is nobody's turn.
    """
    outbox = Outbox()
    session = VoiceSession(
        dialogue,
        models,
        outbox,
        clock=clock,
        manner=manner,
        holds=holds,
        now=now,
        on_timing=on_timing,
        is_away=_away(line),
    )
    door = _Door(line, session, outbox, about, on_request)
    async with asyncio.TaskGroup() as tasks:
        helpers = [tasks.create_task(door.deliver()), tasks.create_task(door.receive(tasks))]
        if remarks is not None:
            helpers.append(tasks.create_task(_pass_on(remarks, session)))
        await session.run()
        await door.say_goodbye()
        for helper in (*helpers, *door.requests):
            helper.cancel()


async def _pass_on(remarks: asyncio.Queue[Remark], session: VoiceSession) -> None:
    while True:
        await session.give(await remarks.get())


class _Door:
    def __init__(
        self,
        line: Line,
        session: VoiceSession,
        outbox: Outbox,
        about: Mapping[str, JsonValue],
        on_request: OnRequest,
    ) -> None:
        self.requests: set[asyncio.Task[None]] = set()
        self._line = line
        self._session = session
        self._outbox = outbox
        self._about = about
        self._on_request = on_request
        self._leaves_in_order = False
        self._room = asyncio.Semaphore(MOST_REQUESTS)
        self._rate = RateChange(INPUT_RATE, INPUT_RATE)

    async def deliver(self) -> None:
        """Send what the session says until the client is gone."""
        try:
            await self._outbox.deliver(self._line.send)
        except ConnectionError:
            self._leaves_in_order = False
            self._session.close()

    async def receive(self, tasks: asyncio.TaskGroup) -> None:
        """Take what the client says until it is gone, or has stopped listening."""
        while not self._outbox.is_full:
            raw = await self._line.receive()
            if raw is None:
                break
            try:
                message = microphone(raw) if isinstance(raw, bytes) else parse(raw)
            except RtviError as error:
                self._outbox.put(rtvi.error_response(error.request_id, str(error)))
                continue
            if isinstance(message, Disconnect):
                self._leaves_in_order = True
                break
            await self._pass_on(message, tasks)
        self._session.close()

    async def say_goodbye(self) -> None:
        """Let a client that asked to end the session have what is still on its way."""
        if self._leaves_in_order:
            with suppress(TimeoutError):
                async with asyncio.timeout(GOODBYE_SECONDS):
                    await self._outbox.drained()

    async def _pass_on(
        self, message: ClientReady | Request | Input, tasks: asyncio.TaskGroup
    ) -> None:
        match message:
            case ClientReady(request_id):
                self._outbox.put(rtvi.bot_ready(request_id, about=self._about))
            case Request():
                await self._room.acquire()
                task = tasks.create_task(self._answer(message))
                self.requests.add(task)
                task.add_done_callback(self.requests.discard)
            case Microphone(samples, rate):
                if rate != self._rate.rate:
                    self._rate = RateChange(rate, INPUT_RATE)
                await self._session.give(Microphone(self._rate.changed(samples)))
            case _:
                await self._session.give(message)

    async def _answer(self, request: Request) -> None:
        try:
            answer = await self._on_request(request.t, request.d)
            if answer is None:
                raise RtviError("This kind of message is not known here.")
            response = rtvi.server_response(request.request_id, request.t, answer)
        except AnimaError as error:
            response = rtvi.error_response(request.request_id, str(error))
        except Exception as error:  # the boundary to an interface's own code: the line goes on
            _log.warning("a client's request failed: %s", type(error).__name__)
            response = rtvi.error_response(request.request_id, "This did not work.")
        finally:
            self._room.release()
        self._outbox.put(response)
