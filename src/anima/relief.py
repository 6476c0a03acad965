"""How the server that runs gives its place to the next version, when `anima upgrade` asks for it.

The two speak JSON lines over a socket that only this user of the machine can open. Each step is
asked for and answered: a successor is started and ready; who talks has been told, and the vault is
closed; the successor is awake. At every step either may fail or vanish, and then the one that ran
goes on, from the models that it still has.
"""

import asyncio
import json
import shutil
import sys
import tempfile
import time
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from pathlib import Path

from anima import __version__
from anima.successor import Successor
from anima.values import AnimaError, JsonValue, StorageError

DOOR = "serving.door"
"""The file that says where the server's socket is. Not beside it: such paths must be short."""

_FOLDER = "anima-"


class Relief:
    """The side of the server that runs.

    Args:
        start: Starts the successor.
        answers: Returns when the page answers again, that she is awake; raises when it does not.
        tell: Tells whoever talks that she is away for a moment; says how many were told.
        go: Gives the successor its turn.
    """

    def __init__(
        self,
        home: Path,
        *,
        start: Callable[[], Awaitable[Successor]],
        tell: Callable[[str], Awaitable[int]],
        go: Callable[[Successor], Awaitable[None]],
        answers: Callable[[], Awaitable[None]],
    ) -> None:
        self._home = home
        self._start = start
        self._tell = tell
        self._go = go
        self._answers = answers
        self._busy = False
        self._wanted = asyncio.Event()
        self._aside = asyncio.Event()
        self._at_home = asyncio.Event()
        self._decided: asyncio.Future[Successor | None] = asyncio.Future()
        self._left_at = 0.0

    @asynccontextmanager
    async def open(self, *, in_place: bool) -> AsyncGenerator[None]:
        """Be there for `anima upgrade` while the block runs, where the system has such sockets.

        `in_place` of the one that was there so far; else, of two servers, the first is.
        """
        address = self._home / DOOR
        if sys.platform == "win32" or (not in_place and await _is_there(address)):
            yield
            return
        folder = Path(tempfile.mkdtemp(prefix=_FOLDER))  # for this user alone
        place = str(folder / "door")
        server = await asyncio.start_unix_server(self._attend, place)
        try:
            _write(address, place)
            yield
        finally:
            server.close()
            if _read(address) == place:  # else it is the successor's
                address.unlink(missing_ok=True)
            shutil.rmtree(folder, ignore_errors=True)

    async def wanted(self) -> None:
        """Return when this server is to step aside."""
        await self._wanted.wait()

    def leaves(self) -> None:
        """From this moment nobody answers."""
        self._left_at = time.monotonic()

    async def is_aside(self) -> Successor | None:
        """Say that page and vault are free; returns who has taken over, or None: go on."""
        self._at_home.clear()
        self._aside.set()
        return await self._decided

    def is_home(self) -> None:
        """She is awake here again."""
        self._wanted.clear()
        self._aside.clear()
        self._decided = asyncio.Future()
        self._at_home.set()

    async def _attend(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if self._busy:
            await _say(writer, {"failed": "Somebody else upgrades her just now."})
            writer.close()
            return
        self._busy = True
        try:
            await _say(writer, {"version": __version__})
            await self._give_place(reader, writer)
        except ConnectionError:
            pass
        finally:
            self._busy = False
            writer.close()

    async def _give_place(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if (await _heard(reader)).get("do") != "prepare":
            return
        successor = await self._prepared(writer)
        if successor is None:
            return
        taken = False
        try:
            wish = await _heard(reader)
            if wish.get("do") != "aside":
                return
            told = await self._tell(str(wish.get("words", "")))
            if reader.at_eof():  # who asked has thought better of it
                return
            before = self._vault()
            self._wanted.set()
            await self._aside.wait()
            taken = await self._hand_over(reader, writer, successor, before, told)
        finally:
            if not taken:
                await successor.end()
            if self._wanted.is_set() and not self._decided.done():
                self._decided.set_result(successor if taken else None)
        if not taken:
            await self._at_home.wait()
            await _say(writer, {"back": True})

    async def _prepared(self, writer: asyncio.StreamWriter) -> Successor | None:
        try:
            successor = await self._start()
            try:
                await successor.ready()
            except BaseException:
                await successor.end()
                raise
        except AnimaError as error:
            await _say(writer, {"failed": str(error)})
            return None
        except OSError as error:
            await _say(writer, {"failed": f"The new version cannot be started: {error.strerror}."})
            return None
        with suppress(ConnectionError):
            await _say(writer, {"ready": True})
        return successor

    async def _hand_over(
        self,
        reader: asyncio.StreamReader,
        writer: asyncio.StreamWriter,
        successor: Successor,
        before: int,
        told: int,
    ) -> bool:
        """With page and vault free: the vault is replaced, and the successor wakes, or not."""
        with suppress(ConnectionError):
            await _say(writer, {"aside": True, "told": told})
        wish = await _heard(reader)
        # Who asked has vanished: if the vault was replaced by then, only the new version opens it.
        vanished = not wish and self._vault() != before
        if wish.get("do") != "go" and not vanished:
            return False
        try:
            await self._go(successor)
            await self._answers()
        except AnimaError as error:
            await successor.end()  # before the vault from before is put back
            with suppress(ConnectionError):
                await _say(writer, {"failed": str(error)})
                await _heard(reader)  # the vault from before is put back meanwhile
            return False
        away = round(time.monotonic() - self._left_at, 3)
        with suppress(ConnectionError):
            await _say(writer, {"awake": True, "away": away})
        successor.let_go()
        return True

    def _vault(self) -> int:
        """Which file is the vault just now."""
        try:
            return (self._home / "vault.db").stat().st_ino
        except OSError:
            return 0


class ServerGoneError(StorageError):
    """The server that was to give its place is not there any more."""


class Incumbent:
    """The server that runs, as `anima upgrade` speaks with it. Make one with `incumbent`.

    Attributes:
        version: Which version it is.
    """

    def __init__(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, version: str
    ) -> None:
        self.version = version
        self._reader = reader
        self._writer = writer

    async def prepare(self) -> None:
        """Have it start the next version beside itself. Raises `StorageError`; it serves on."""
        await self._asked({"do": "prepare"})

    async def aside(self, words: str) -> bool:
        """Have it tell whoever talks, and let go of page and vault; says whether somebody was."""
        return bool((await self._asked({"do": "aside", "words": words})).get("told"))

    async def go(self) -> float:
        """Have the next version take over; for how many seconds nobody answered.

        Raises `StorageError` when she does not wake: then put the vault back, and `back`.
        """
        away = (await self._asked({"do": "go"})).get("away")
        return float(away) if isinstance(away, int | float) else 0.0

    async def back(self) -> None:
        """Have it serve again itself, from the vault that is there now."""
        await self._asked({"do": "back"})

    async def _asked(self, wish: dict[str, JsonValue]) -> dict[str, JsonValue]:
        try:
            await _say(self._writer, wish)
            answer = await _heard(self._reader)
        except ConnectionError:
            answer = {}
        if not answer:
            raise ServerGoneError(
                "Her server ended in the midst of it.", advice="Start her again: ./dev app"
            )
        if failed := answer.get("failed"):
            raise StorageError(str(failed))
        return answer


@asynccontextmanager
async def incumbent(home: Path) -> AsyncGenerator[Incumbent | None]:
    """The server that runs from this home; None when none does, or none that can give its place."""
    try:
        reader, writer = await asyncio.open_unix_connection(_read(home / DOOR))
    except OSError:
        yield None
        return
    try:
        told = await _heard(reader)
        if failed := told.get("failed"):
            raise StorageError(str(failed))
        yield Incumbent(reader, writer, str(told.get("version", "")))
    finally:
        writer.close()


async def _is_there(address: Path) -> bool:
    """Whether a server answers at this address; what a killed one left there is cleared away."""
    place = _read(address)
    try:
        _, writer = await asyncio.open_unix_connection(place)
    except OSError:
        if (folder := Path(place).parent).name.startswith(_FOLDER):
            shutil.rmtree(folder, ignore_errors=True)
        return False
    writer.close()
    return True


def _read(address: Path) -> str:
    try:
        return address.read_text(encoding="utf-8")
    except (OSError, ValueError):
        return ""


def _write(address: Path, place: str) -> None:
    address.write_text(place, encoding="utf-8")


async def _say(writer: asyncio.StreamWriter, message: dict[str, JsonValue]) -> None:
    writer.write(json.dumps(message).encode() + b"\n")
    await writer.drain()


async def _heard(reader: asyncio.StreamReader) -> dict[str, JsonValue]:
    """The next message; empty when the other is gone."""
    try:
        message = json.loads(await reader.readline() or b"{}")
    except (ConnectionError, ValueError):
        return {}
    return message if isinstance(message, dict) else {}
