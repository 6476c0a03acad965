"""A bad network for calls: what goes by UDP passes a relay, which can be gone for a while."""

import asyncio
import re
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from typing import Any

_CANDIDATE = re.compile(
    r"^(a=candidate:\S+ \d+ udp \d+ 127\.0\.0\.1 )(\d+)(.*)$", re.IGNORECASE | re.MULTILINE
)


class _End(asyncio.DatagramProtocol):
    def __init__(self, network: "BadDatagrams") -> None:
        self._network = network
        self.transport: Any = None
        self.other: _End | None = None
        self.peer: Any = None

    def connection_made(self, transport: Any) -> None:
        self.transport = transport

    def datagram_received(self, data: bytes, addr: Any) -> None:
        self.peer = addr
        other = self.other
        if not self._network.is_down and other is not None and other.peer is not None:
            other.transport.sendto(data, other.peer)

    def error_received(self, exc: Exception) -> None:
        """Somebody is gone already."""


class BadDatagrams:
    """Relays in front of whatever address a server answers with."""

    def __init__(self) -> None:
        self.is_down = False
        self._ends: list[_End] = []

    @asynccontextmanager
    async def gone(self) -> AsyncGenerator[None]:
        """Nothing gets through while the block runs."""
        self.is_down = True
        try:
            yield
        finally:
            self.is_down = False

    @staticmethod
    def hidden(offer: str) -> str:
        """An offer that does not say where its sender can be reached but by the relay."""
        return re.sub(r"^a=(candidate|end-of-candidates).*\r?\n", "", offer, flags=re.MULTILINE)

    async def through(self, answer: str) -> str:
        """An answer whose addresses are the relay's."""
        ports = {found[1]: "" for found in _CANDIDATE.findall(answer)}
        for port in ports:
            ports[port] = await self._relay(int(port))
        return _CANDIDATE.sub(lambda found: found[1] + ports[found[2]] + found[3], answer)

    async def _relay(self, server_port: int) -> str:
        loop = asyncio.get_running_loop()
        front, back = _End(self), _End(self)
        front.other, back.other = back, front
        back.peer = ("127.0.0.1", server_port)
        self._ends += [front, back]
        for end in (front, back):
            await loop.create_datagram_endpoint(lambda end=end: end, ("127.0.0.1", 0))
        return str(front.transport.get_extra_info("sockname")[1])

    def close(self) -> None:
        """No more relays."""
        for end in self._ends:
            end.transport.close()
