"""All calls: who offers one gets it, and each is ended in order."""

import asyncio
import logging
from collections.abc import AsyncGenerator, Callable
from contextlib import asynccontextmanager

import aioice.ice

from anima.interfaces.webrtc.peer import OfferError, Peer, Serve

MOST_CALLS = 64
"""Calls that may be begun; how many talk at the same time is decided behind the line."""

GOODBYE_SECONDS = 3.0
"""How long the calls may take to end when the server stops."""

_EVERYWHERE = aioice.ice.get_host_addresses

_log = logging.getLogger(__name__)


class Peers:
    """Takes offers. Whoever begun a call is the only one who may change it.

    Calls are taken at `host`, as the pages are: on loopback by default.
    """

    def __init__(self, host: str) -> None:
        # Its connections have no setting for it: they ask this function, which it has in one place.
        aioice.ice.get_host_addresses = _listened_at(host)
        self._calls: dict[tuple[str, str], tuple[Peer, asyncio.Task[None]]] = {}

    @asynccontextmanager
    async def open(self) -> AsyncGenerator[None]:
        """While the block runs, calls can be taken; leaving it ends each in order."""
        try:
            yield
        finally:
            for peer, _ in self._calls.values():
                peer.hang_up()
            if tasks := [task for _, task in self._calls.values()]:
                _, slow = await asyncio.wait(tasks, timeout=GOODBYE_SECONDS)
                for task in slow:
                    task.cancel()

    async def offer(
        self, sdp: str, caller: str, call: str | None, serve: Serve, *, anew: bool
    ) -> tuple[str, str]:
        """Begin a call, or change one of this caller that is under way; its id and the answer.

        `serve` holds the conversation of a new call over its line.

        With `anew` the call of this id is ended and another begins: the client has lost it.
        Raises `OfferError`.
        """
        known = self._calls.get((caller, call)) if call else None
        if known and not anew and not known[0].is_gone:
            return known[0].id, await known[0].answer(sdp)
        if known:
            known[0].hang_up()
        if len(self._calls) >= MOST_CALLS:
            raise OfferError("Too many calls are open.", advice="Try again later.")
        peer = Peer()
        task = asyncio.create_task(self._hold(peer, caller, serve))
        self._calls[caller, peer.id] = peer, task
        try:
            return peer.id, await peer.answer(sdp)
        except OfferError:
            peer.hang_up()
            raise

    async def add_candidate(
        self, caller: str, call: str, line: str, *, mid: str | None, index: int | None
    ) -> None:
        """One more address of a call's client. Raises `LookupError` or `OfferError`."""
        peer, _ = self._calls[caller, call]
        await peer.add_candidate(line, mid, index)

    async def _hold(self, peer: Peer, caller: str, serve: Serve) -> None:
        try:
            await peer.carry(serve)
        except Exception as error:  # the boundary of one call: the others go on
            _log.warning("a call failed: %s", type(error).__name__)
        finally:
            del self._calls[caller, peer.id]


def _listened_at(host: str) -> Callable[[bool, bool], list[str]]:
    """The addresses of this machine that clients are told, for a server that listens at `host`."""
    if host in ("0.0.0.0", "::"):  # noqa: S104  # the settings say so
        return _EVERYWHERE
    only = "127.0.0.1" if host == "localhost" else host

    def addresses(use_ipv4: bool, use_ipv6: bool) -> list[str]:
        return [only] if (use_ipv6 if ":" in only else use_ipv4) else []

    return addresses
