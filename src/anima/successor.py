"""The server of the next version, started beside the one that runs, to take its place.

It loads its models while the other still serves, and touches neither the vault nor the page until
it is told that both are free. It gets the sockets on which the other listens, so that whoever calls
meanwhile waits a moment and is not refused; and it stays in the terminal that the other was
started in.
"""

import asyncio
import os
import socket
import subprocess
import sys
from collections.abc import Sequence
from functools import partial

from anima.storage import VaultKey
from anima.values import StorageError

READY_SECONDS = 900.0
"""How long loading may take, and fetching new weights; the other serves all the while."""

AWAKE_SECONDS = 60.0
"""How long it may take from its turn on until she is awake: nobody answers in that time."""

END_SECONDS = 10.0

COMMAND = (sys.executable, "-P", "-m", "anima.cli", "serve", "--no-open")
"""What starts it: the same Python, and the code that lies there now."""

_NO_KEY = "-"
_ENDED = "It ended; why stands where the server prints what it does."


class Successor:
    """That process, as the one that started it sees it. Make one with `Successor.start`."""

    def __init__(self, process: "subprocess.Popen[bytes]", channel: socket.socket) -> None:
        self.pid = process.pid
        self._process = process
        self._channel = channel
        self._streams: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    @classmethod
    async def start(cls, sockets: Sequence[socket.socket], token: str | None) -> "Successor":
        """Start it with the settings of this process, these sockets and this token."""
        ours, theirs = socket.socketpair()
        numbers = [theirs.fileno(), *(each.fileno() for each in sockets)]
        start = partial(
            subprocess.Popen[bytes],
            [*COMMAND, "--beside", ",".join(map(str, numbers))],
            env=os.environ | ({"ANIMA_TOKEN": token} if token else {}),
            pass_fds=numbers,
        )
        try:
            process = await asyncio.to_thread(start)
        except BaseException:
            ours.close()
            raise
        finally:
            theirs.close()
        return cls(process, ours)

    async def ready(self) -> None:
        """Return when its models are loaded. Raises `StorageError` when it does not get there."""
        await self._hears("ready", READY_SECONDS, "does not start")

    async def go(self, key: VaultKey | None) -> None:
        """Give it the place, with the vault's key if it cannot have that by itself.

        Returns when she is awake there. Raises `StorageError` when she does not wake.
        """
        _, writer = await self._open()
        writer.write(f"go {key.hexadecimal() if key else _NO_KEY}\n".encode())
        await self._hears("awake", AWAKE_SECONDS, "does not wake")

    async def end(self) -> None:
        """End it, if it has not ended, and return when it has."""
        self._process.terminate()
        try:
            await asyncio.to_thread(self._process.wait, END_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
            await asyncio.to_thread(self._process.wait)
        self.let_go()

    def let_go(self) -> None:
        """It needs nothing of this process any more."""
        if self._streams:
            self._streams[1].close()
        else:
            self._channel.close()

    async def _hears(self, word: str, seconds: float, failing: str) -> None:
        reader, _ = await self._open()
        try:
            async with asyncio.timeout(seconds):
                said = (await reader.readline()).decode().strip()
        except TimeoutError:
            raise StorageError(
                f"The new version {failing}.", advice=f"It had {seconds:.0f} seconds."
            ) from None
        except ConnectionError:
            said = ""
        if said != word:
            raise StorageError(f"The new version {failing}.", advice=_ENDED)

    async def _open(self) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        if self._streams is None:
            self._streams = await asyncio.open_connection(sock=self._channel)
        return self._streams


class Beside:
    """The process beside which this one was started, and whose place it takes.

    Args:
        numbers: Of what it was given open: the channel between the two, then the sockets.
    """

    def __init__(self, numbers: str) -> None:
        first, *rest = (int(each) for each in numbers.split(","))
        self._channel = socket.socket(fileno=first)
        self.sockets = [socket.socket(fileno=each) for each in rest]
        for each in (self._channel, *self.sockets):
            each.set_inheritable(False)
        self._writer: asyncio.StreamWriter | None = None

    async def turn(self) -> VaultKey | None:
        """Say that all is loaded, and return when the place is free; the key, if it is given one.

        Raises `StorageError` when it will not be: the other has ended, or goes on itself.
        """
        reader, self._writer = await asyncio.open_connection(sock=self._channel)
        self._writer.write(b"ready\n")
        said = (await reader.readline()).decode().split()
        if said[:1] != ["go"]:
            raise StorageError("The new version was not needed.", advice="The one before goes on.")
        return None if said[1] == _NO_KEY else VaultKey(bytes.fromhex(said[1]))

    async def awake(self) -> None:
        """Say that she is awake; from then on this process stands for itself."""
        if self._writer is not None:
            self._writer.write(b"awake\n")
            self._writer.close()
            self._writer = None
