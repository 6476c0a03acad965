"""All calls: who offers one gets it, and each is ended in order."""

import asyncio
import logging
from collections.abc import AsyncGenerator, Callable
from contextlib import asynccontextmanager

import aioice.ice

from anima.interfaces.webrtc.call import Answer, Call, Serve
from anima.interfaces.webrtc.connection import OfferError

MOST_CALLS = 64
"""Calls that may be begun; how many talk at the same time is decided behind the line."""

GOODBYE_SECONDS = 3.0
"""How long the calls may take to end when the server stops."""

_EVERYWHERE = aioice.ice.get_host_addresses

_log = logging.getLogger(__name__)


class Calls:
    """Takes offers. Whoever began a call is the only one who may change it or come back to it.

    Calls are taken at `host`, as the pages are: on loopback by default. One whose connection is
    gone is kept for `grace_seconds`.
    """

    def __init__(self, host: str, *, grace_seconds: float) -> None:
        # Its connections have no setting for it: they ask this function, which it has in one place.
        aioice.ice.get_host_addresses = _listened_at(host)
        self._grace_seconds = grace_seconds
        self._calls: dict[tuple[str, str], tuple[Call, asyncio.Task[None]]] = {}

    @asynccontextmanager
    async def open(self) -> AsyncGenerator[None]:
        """While the block runs, calls can be taken; leaving it ends each in order."""
        try:
            yield
        finally:
            for call, _ in self._calls.values():
                call.hang_up()
            if tasks := [task for _, task in self._calls.values()]:
                _, slow = await asyncio.wait(tasks, timeout=GOODBYE_SECONDS)
                for task in slow:
                    task.cancel()

    async def offer(
        self,
        sdp: str,
        caller: str,
        call: str | None,
        serve: Serve,
        *,
        anew: bool,
        have: int | None,
    ) -> Answer:
        """Begin a call, or go on with one of this caller that is not over; what to answer.

        `serve` holds the conversation of a new call over its line. With `anew` the client offers
        another connection, and `have` is how many messages it has, if it counts them.
        Raises `OfferError`.
        """
        known = self._calls.get((caller, call)) if call else None
        if known and not known[0].is_over:
            answer = await known[0].answer(sdp, anew=anew, have=have)
            if answer is not None:
                return answer
        if len(self._calls) >= MOST_CALLS:
            raise OfferError("Too many calls are open.", advice="Try again later.")
        begun = Call(self._grace_seconds)
        task = asyncio.create_task(self._hold(begun, caller, serve))
        self._calls[caller, begun.id] = begun, task
        try:
            answer = await begun.answer(sdp, anew=False, have=None)
        except BaseException:
            begun.hang_up()
            raise
        if answer is None:
            raise OfferError("The server is stopping.")
        return answer

    async def add_candidate(
        self, caller: str, call: str, line: str, *, mid: str | None, index: int | None
    ) -> None:
        """One more address of a call's client. Raises `LookupError` or `OfferError`."""
        known, _ = self._calls[caller, call]
        await known.add_candidate(line, mid, index)

    async def _hold(self, call: Call, caller: str, serve: Serve) -> None:
        try:
            await call.carry(serve)
        except Exception as error:  # the boundary of one call: the others go on
            _log.warning("a call failed: %s", type(error).__name__)
        finally:
            del self._calls[caller, call.id]


def _listened_at(host: str) -> Callable[[bool, bool], list[str]]:
    """The addresses of this machine that clients are told, for a server that listens at `host`."""
    if host in ("0.0.0.0", "::"):  # noqa: S104  # the settings say so
        return _EVERYWHERE
    only = "127.0.0.1" if host == "localhost" else host

    def addresses(use_ipv4: bool, use_ipv6: bool) -> list[str]:
        return [only] if (use_ipv6 if ":" in only else use_ipv4) else []

    return addresses
