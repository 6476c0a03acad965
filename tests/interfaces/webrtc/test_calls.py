"""Who may come back to a call, how many there may be, and how much is kept of one that waits."""

import asyncio
from collections.abc import AsyncIterator

import pytest
from aiortc import RTCConfiguration, RTCPeerConnection, RTCSessionDescription

from anima.interfaces.webrtc import Calls, OfferError
from anima.interfaces.webrtc import calls as module
from anima.interfaces.webrtc.call import MOST_KEPT, Answer
from anima.interfaces.webrtc.unconfirmed import unconfirmed
from anima.voice import Line

GRACE_SECONDS = 30.0


class House:
    """Calls, the lines that were served, and the clients' ends."""

    def __init__(self) -> None:
        self.calls = Calls("127.0.0.1", grace_seconds=GRACE_SECONDS)
        self.lines: list[Line] = []
        self.told: list[str] = []
        self.ends: list[RTCPeerConnection] = []
        self.over = asyncio.Event()

    async def serve(self, line: Line) -> None:
        self.lines.append(line)
        while await line.receive() is not None:
            pass
        self.over.set()

    async def offers(
        self, caller: str, call: str | None = None, *, anew: bool = False, connects: bool = True
    ) -> Answer:
        """A client's offer; with `call` it comes back to that one."""
        end = RTCPeerConnection(RTCConfiguration(iceServers=[]))
        self.ends.append(end)
        channel = end.createDataChannel("chat")
        channel.on("message", self.told.append)
        opened = asyncio.Event()
        channel.on("open", opened.set)
        end.addTransceiver("audio")
        await end.setLocalDescription(await end.createOffer())
        offered = end.localDescription.sdp
        answer = await self.calls.offer(offered, caller, call, self.serve, anew=anew, have=None)
        if not connects:
            return answer
        await end.setRemoteDescription(RTCSessionDescription(answer.sdp, "answer"))
        async with asyncio.timeout(10):
            await opened.wait()
            while len(self.lines) < 1:  # noqa: ASYNC110  # it has no event
                await asyncio.sleep(0.01)
        return answer


@pytest.fixture
async def home() -> AsyncIterator[House]:
    home = House()
    async with home.calls.open():
        yield home
    await asyncio.gather(*(end.close() for end in home.ends))


async def test_only_who_began_a_call_comes_back_to_it(home: House) -> None:
    hers = await home.offers("ana")
    theirs = await home.offers("ben", hers.call, anew=True)
    assert (theirs.call != hers.call, theirs.resumed) == (True, False)
    back = await home.offers("ana", hers.call, anew=True)
    assert (back.call, back.resumed) == (hers.call, True)
    assert len(home.lines) == 2


async def test_a_new_connection_of_the_same_caller_is_known_by_its_certificate(home: House) -> None:
    first = await home.offers("ana")
    back = await home.offers("ana", first.call)
    assert (back.call, back.resumed) == (first.call, True)
    assert len(home.lines) == 1


async def test_who_comes_back_takes_no_other_place(
    home: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "MOST_CALLS", 1)
    first = await home.offers("ana")
    assert (await home.offers("ana", first.call, anew=True)).resumed
    with pytest.raises(OfferError, match="Too many calls"):
        await home.offers("ben")


async def test_an_offer_that_cannot_be_used_leaves_the_call_as_it_was(home: House) -> None:
    first = await home.offers("ana")
    for broken in ("v=0", "v=0\nm=sound"):
        with pytest.raises(OfferError):
            await home.calls.offer(broken, "ana", first.call, home.serve, anew=True, have=None)
    await home.lines[0].send('"still there"')
    async with asyncio.timeout(5):
        while '"still there"' not in home.told:  # noqa: ASYNC110  # it has no event
            await asyncio.sleep(0.01)


async def test_what_a_channel_has_sent_is_known_to_have_arrived_or_not() -> None:
    """aiortc has no public word for this; a version that keeps it elsewhere is found here."""
    one, other = RTCPeerConnection(), RTCPeerConnection()
    channel = one.createDataChannel("chat")
    opened = asyncio.Event()
    channel.on("open", opened.set)
    assert unconfirmed(channel) == 0
    await one.setLocalDescription(await one.createOffer())
    await other.setRemoteDescription(one.localDescription)
    await other.setLocalDescription(await other.createAnswer())
    await one.setRemoteDescription(other.localDescription)
    async with asyncio.timeout(10):
        await opened.wait()
        for size in (1, 5_000, 100_000):
            channel.send("x" * size)
        assert unconfirmed(channel) == 3
        while unconfirmed(channel):  # noqa: ASYNC110  # it has no event
            await asyncio.sleep(0.01)
    await one.close()
    await other.close()


async def test_who_waits_for_too_much_is_given_up(home: House) -> None:
    first = await home.offers("ana")
    await home.offers("ana", first.call, anew=True, connects=False)
    line = home.lines[0]
    piece = "x" * 10_000
    with pytest.raises(ConnectionError):
        for _ in range(2 * MOST_KEPT // len(piece)):
            await line.send(f'"{piece}"')
    async with asyncio.timeout(5):
        await home.over.wait()
