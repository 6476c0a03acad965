"""A lock between processes, held by an open file: it ends with the process, however that ends."""

import asyncio
import errno
import sys
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import IO

_POLL_SECONDS = 0.2

_TAKEN = frozenset({errno.EAGAIN, errno.EACCES, errno.EDEADLK})
"""What the systems say when another has the lock."""

Sleep = Callable[[float], Awaitable[None]]


@asynccontextmanager
async def locked(
    path: Path, on_wait: Callable[[], None], sleep: Sleep = asyncio.sleep
) -> AsyncGenerator[None]:
    """Hold the lock. While another process has it, wait, and call `on_wait` at every look."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a+b") as file:
        while not _try_lock(file):
            on_wait()
            await sleep(_POLL_SECONDS)
        yield


def _try_lock(file: IO[bytes]) -> bool:
    try:
        if sys.platform == "win32":
            import msvcrt

            file.seek(0)
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        if error.errno not in _TAKEN:
            raise
        return False
    return True
