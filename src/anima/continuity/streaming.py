"""Export as a stream: an archive that is passed on piece by piece and never lies anywhere whole."""

import asyncio
import io
from collections.abc import AsyncGenerator
from concurrent.futures import CancelledError
from typing import BinaryIO, cast

from anima.continuity.exporting import Export, write_archive
from anima.storage import Connection, Vault

PIECE_BYTES = 64 * 1024
PIECES_AHEAD = 4
"""So many pieces wait for whoever reads them; then the writing waits."""

STALLED_SECONDS = 60.0
"""Who takes nothing for so long has gone away, and the vault is not held open for them."""


async def export_pieces(
    vault: Vault,
    what: Export,
    *,
    passphrase: str | None = None,
    stalled_seconds: float = STALLED_SECONDS,
) -> AsyncGenerator[bytes]:
    """The archive of one state of the vault, from its beginning to its end.

    While it is read the vault does nothing else: open one for it, beside the one in use. What
    goes wrong half-way is raised here, and what was read until then is no archive.
    """
    pipe = _Pipe(asyncio.get_running_loop(), stalled_seconds)
    writing = asyncio.create_task(_write(vault, pipe, what, passphrase))
    try:
        while (piece := await pipe.pieces.get()) is not None:
            yield piece
        await writing
    finally:
        pipe.end()
        await asyncio.gather(writing, return_exceptions=True)


async def _write(vault: Vault, pipe: "_Pipe", what: Export, passphrase: str | None) -> None:
    def write(connection: Connection) -> None:
        with io.BufferedWriter(pipe, PIECE_BYTES) as file:
            write_archive(connection, cast(BinaryIO, file), what, passphrase)

    try:
        await vault.read(write)
    finally:
        await pipe.pieces.put(None)


class _Pipe(io.RawIOBase):
    """Takes bytes on the vault's thread, and has them read on the event loop."""

    def __init__(self, loop: asyncio.AbstractEventLoop, stalled_seconds: float) -> None:
        super().__init__()
        self.pieces: asyncio.Queue[bytes | None] = asyncio.Queue(PIECES_AHEAD)
        self._loop = loop
        self._stalled_seconds = stalled_seconds
        self._over = False

    def writable(self) -> bool:
        """Yes."""
        return True

    def write(self, data: object) -> int:
        """Pass a piece on; waits while enough of them wait. Raises `BrokenPipeError`."""
        if self._over:
            raise BrokenPipeError("nobody reads this archive any more")
        # Of something large, such as a sound, a part is taken; the writer comes with the rest.
        given = bytes(memoryview(data)[:PIECE_BYTES])  # pyright: ignore[reportArgumentType]  # any buffer
        putting = asyncio.run_coroutine_threadsafe(self.pieces.put(given), self._loop)
        try:
            putting.result(self._stalled_seconds)
        except (TimeoutError, CancelledError) as error:
            putting.cancel()
            self._over = True
            raise BrokenPipeError("nobody reads this archive any more") from error
        return len(given)

    def end(self) -> None:
        """Nobody reads on: whoever writes is let go."""
        self._over = True
        while not self.pieces.empty():
            self.pieces.get_nowait()
