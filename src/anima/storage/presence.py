"""Who has a vault open: any number of processes that use it, or one that puts another in its place.

The kernel holds these locks for an open file; they end with the process, however that ends.
"""

import os
import sys
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from anima.values import StorageError


def lock_of(vault: Path) -> Path:
    """The file that stands for a vault's being open; it stays empty."""
    return vault.with_suffix(".lock")


def stay(vault: Path) -> IO[bytes]:
    """Say that this process uses the vault, until the returned file is closed.

    Raises `StorageError` while another process puts a vault in its place.
    """
    file = lock_of(vault).open("ab")
    if not _lock(file, alone=False):
        file.close()
        raise StorageError(
            f"{vault.name} is being replaced by another program.", advice="Try again in a moment."
        )
    return file


@contextmanager
def alone(vault: Path) -> Generator[None]:
    """Keep every other process from opening the vault.

    Raises `StorageError` when one has it open.
    """
    vault.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with lock_of(vault).open("ab") as file:
        if not _lock(file, alone=True):
            raise StorageError(
                f"{vault.name} is open in another program.",
                advice="End her everywhere (Ctrl-C where she was started), then try again.",
            )
        yield


SERVING = "serving.pid"


@contextmanager
def serving(home: Path) -> Generator[None]:
    """Say which process serves the page from this folder; of two, the first."""
    path = home / SERVING
    home.mkdir(parents=True, exist_ok=True, mode=0o700)
    with path.open("a+", encoding="ascii") as file:
        if not _lock(file, alone=True):
            yield
            return
        file.truncate(0)
        file.write(str(os.getpid()))
        file.flush()
        try:
            yield
        finally:
            path.unlink(missing_ok=True)


def server_of(home: Path) -> int | None:
    """The process that serves the page from this folder; None when there is none.

    Whose number outlived it holds no lock any more, and another process may have that number.
    """
    try:
        with (home / SERVING).open(encoding="ascii") as file:
            if sys.platform != "win32" and _lock(file, alone=False):
                return None
            pid = int(file.read())
        os.kill(pid, 0)
    except (OSError, ValueError):
        return None
    return pid if pid != os.getpid() else None  # the number is one of another container


def _lock(file: IO[bytes] | IO[str], *, alone: bool) -> bool:
    if sys.platform == "win32":  # an open file cannot be replaced there at all
        return True
    import fcntl

    try:
        fcntl.flock(file, (fcntl.LOCK_EX if alone else fcntl.LOCK_SH) | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
