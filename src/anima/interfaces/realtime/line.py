"""A Realtime client as a line of the voice engine: its events in, hers out, translated."""

import asyncio
import json
from collections.abc import Callable
from typing import Any

from anima.interfaces.realtime.acting import Acting
from anima.interfaces.realtime.asked_dialogue import AskedDialogue
from anima.interfaces.realtime.client_events import RealtimeError, Received, parse
from anima.interfaces.realtime.server_events import event, refusal
from anima.interfaces.realtime.state import State
from anima.interfaces.realtime.telling import Telling
from anima.interfaces.realtime.wire import Raw, playout, tell
from anima.voice import Line

REPORT_SECONDS = 0.1
"""How often the engine is told what the client must have played by now."""

MOST_WAITING = 1_000
"""Messages that may wait for the engine; then the client must."""


class RealtimeLine:
    """Translates between one client and the engine; `read` and `report` run beside the engine.

    The client does not say what it has played, except when it cuts an item short. So what it must
    have played is supposed from the time, and its `conversation.item.truncate` is the last word.
    """

    def __init__(
        self, socket: Line, dialogue: AskedDialogue, *, model: str, now: Callable[[], float]
    ) -> None:
        self._socket = socket
        self._now = now
        self._state = State()
        self._telling = Telling(self._state, dialogue, now)
        self._acting = Acting(self._state, dialogue, self._emit, model=model)
        self._to_engine: asyncio.Queue[Raw | None] = asyncio.Queue(MOST_WAITING)
        self._sending = asyncio.Lock()

    async def receive(self) -> Raw | None:
        """The client's next message in the engine's own protocol."""
        await asyncio.sleep(0)  # minutes of sound may come at once, and others speak meanwhile
        return await self._to_engine.get()

    async def send(self, message: str) -> None:
        """Tell the client what the engine says; `ConnectionError` when it is gone."""
        content: dict[str, Any] = json.loads(message)
        data: dict[str, Any] = content.get("data") or {}
        kind = str(data["type"]) if content["type"] == "server-message" else str(content["type"])
        await self._emit(*self._telling.events(kind, data))
        self._state.let_through()
        await self._pass_on()

    async def read(self) -> None:
        """Take what the client says until it is gone."""
        try:
            await self._emit(event("session.created", session=self._acting.session()))
            self._state.soon.append(tell("microphone", {"mode": "open"}))
            await self._pass_on()
            while (raw := await self._socket.receive()) is not None:
                await self._take(raw)
                await self._pass_on()
        except ConnectionError:
            pass
        await self._to_engine.put(None)

    async def report(self) -> None:
        """Tell the engine, for ever, what the client must have played by now."""
        while True:
            await asyncio.sleep(REPORT_SECONDS)
            turn = self._state.turn
            if turn is not None and not turn.is_settled:
                played = turn.played(self._now())
                if played is not None:
                    self._state.soon.append(playout(turn.reply, played))
                    await self._pass_on()

    async def _take(self, raw: Raw) -> None:
        received: Received | None = None
        try:
            received = parse(raw)
            await self._acting.act(received.event)
        except RealtimeError as error:
            if received is not None:
                error.event_id = received.event_id
            await self._emit(refusal(error))

    async def _pass_on(self) -> None:
        while self._state.soon:
            await self._to_engine.put(self._state.soon.pop(0))

    async def _emit(self, *events: str) -> None:
        async with self._sending:
            for each in events:
                await self._socket.send(each)
