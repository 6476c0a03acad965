"""Takes up what other programs kept of one's conversations, from a file that the page sends."""

import asyncio
import hashlib
import re
import shutil
import tempfile
from collections.abc import AsyncGenerator, AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path

from anima.app import OWNER, Anima, shape
from anima.continuity.age import is_sealed
from anima.continuity.chats import history_in, opened
from anima.memory import EventLog, Imports, wrote
from anima.memory.quoted import OnProgress
from anima.persona import load_identity
from anima.storage import Vault
from anima.values import AnimaError, JsonValue

MOST_BYTES = 1 << 30
"""The largest file that is taken: ten million messages without pictures."""

PREFIX = ".incoming-"
"""How the folder begins in which a file lies while it is read; `erase --everything` knows it."""

NAMED = 50
"""So many of those who wrote are offered, the busiest first."""

Work = Callable[[OnProgress], Awaitable[JsonValue]]


class BringError(AnimaError):
    """A file cannot be taken up."""


class BringDesk:
    """Brings one file at a time. What is broken off goes on when the same file comes again."""

    def __init__(self, anima: Anima) -> None:
        self._anima = anima
        self._is_busy = False
        if anima.vault is not None:
            for left in anima.vault.path.parent.glob(f"{PREFIX}*"):  # by a power cut, perhaps
                shutil.rmtree(left, ignore_errors=True)

    async def take(self, name: str, pieces: AsyncIterator[bytes]) -> AsyncGenerator[JsonValue]:
        """Receive a file; returns what is told while it is read.

        The last thing told says what was brought, or asks who of the writers the person is.
        Raises `BringError`: it is too large, or another one is being read.
        """
        if self._anima.vault is None or self._anima.key is None:
            raise BringError("There is no vault that it could come into.")
        if self._is_busy:
            raise BringError("Another file is being read.", advice="Wait until it is done.")
        self._is_busy = True
        folder = Path(tempfile.mkdtemp(prefix=PREFIX, dir=self._anima.vault.path.parent))
        try:
            source = folder / _plain(name)
            await _received(source, pieces)
        except BaseException:
            self._done(folder)
            raise
        return self._read(folder, source)

    async def whose(self, import_id: str, me: str) -> AsyncGenerator[JsonValue]:
        """Finish what waits for an answer to whose it is; nobody's, where `me` is empty."""
        if self._is_busy:
            raise BringError("Another file is being read.", advice="Wait until it is done.")
        self._is_busy = True

        async def finish(told: OnProgress) -> JsonValue:
            async with self._imports() as (_, imports):
                waits = [each for each in await imports.all() if each.id == import_id]
                if not waits or waits[0].finished:
                    raise BringError("That waits no more.", advice="Send the file again.")
                return await self._finished(imports, import_id, me, told)

        return _told(finish, lambda: self._done(None))

    def _read(self, folder: Path, source: Path) -> AsyncGenerator[JsonValue]:
        async def read(told: OnProgress) -> JsonValue:
            with source.open("rb") as file:
                if is_sealed(file) or b"This is a life with a companion" in file.read(200):
                    raise BringError(
                        "This is a whole life, and there is one here.",
                        advice="See: anima import --replace",
                    )
            with opened(source) as export:
                history = history_in(export)
                digest = await asyncio.to_thread(_digest, source)
                async with self._imports() as (log, imports):
                    import_id = await imports.begin(history.source, source.name, digest)
                    try:
                        count = await imports.add(import_id, history.messages(), told)
                    except AnimaError:
                        await imports.drop(import_id)
                        raise
                    if not await _is_new(imports, import_id):
                        await imports.drop(import_id)
                        return {"source": history.source, "read": count, "new": 0}
                    authors = await imports.authors(import_id)
                    known = wrote(authors, (await load_identity(log)).person_name)
                    if authors and not known:
                        writers: list[JsonValue] = [[who, n] for who, n in authors[:NAMED]]
                        return {"import": import_id, "writers": writers}
                    return await self._finished(imports, import_id, known, told)

        return _told(read, lambda: self._done(folder))

    async def _finished(
        self, imports: Imports, import_id: str, me: str, told: OnProgress
    ) -> JsonValue:
        found = next(each for each in await imports.all() if each.id == import_id)
        new = await imports.finish(import_id, me=me, on_progress=told)
        await self._anima.facts.catch_up()
        if self._anima.indexing:
            self._anima.indexing.soon()
        return {"source": found.source, "new": new}

    @asynccontextmanager
    async def _imports(self) -> AsyncGenerator[tuple[EventLog, Imports]]:
        """By a connection of its own, so that the talk need not wait for what is read."""
        vault, key = self._anima.vault, self._anima.key
        if vault is None or key is None:
            raise BringError("There is no vault that it could come into.")
        async with await Vault.open(vault.path, key, migrations=shape()) as beside:
            log = EventLog(beside, OWNER, self._anima.clock)
            yield log, Imports(beside, OWNER, log, self._anima.clock)

    def _done(self, folder: Path | None) -> None:
        self._is_busy = False
        if folder is not None:
            shutil.rmtree(folder, ignore_errors=True)


async def _told(work: Work, after: Callable[[], None]) -> AsyncGenerator[JsonValue]:
    """How far the work is, and at last what it gives; when nobody listens any more, it ends."""
    news: asyncio.Queue[JsonValue] = asyncio.Queue()

    def tell(what: str, done: int) -> None:
        news.put_nowait({"what": what, "done": done})

    async def working() -> JsonValue:
        try:
            return await work(tell)
        finally:
            news.put_nowait(None)

    task = asyncio.create_task(working())
    try:
        while (each := await news.get()) is not None:
            yield each
        yield await task
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
        after()


async def _received(place: Path, pieces: AsyncIterator[bytes]) -> None:
    """Write what comes to the disk. Raises `BringError` when it is too much."""
    length = 0
    with place.open("xb") as file:  # in a folder of mode 0700
        async for piece in pieces:
            length += len(piece)
            if length > MOST_BYTES:
                raise BringError("The file is larger than 1 GB.", advice="See: anima import FILE")
            await asyncio.to_thread(file.write, piece)


async def _is_new(imports: Imports, import_id: str) -> bool:
    return any(each.messages for each in await imports.all() if each.id == import_id)


def _plain(name: str) -> str:
    """A file's name as it may stand on this disk; its end says what it is."""
    last = name.replace("\\", "/").rpartition("/")[2]
    return re.sub(r"[^\w .()\[\]-]", "", last)[-80:].lstrip(".") or "file"


def _digest(source: Path) -> str:
    with source.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
