"""A vault: one person's encrypted database file, spoken to from one thread of its own."""

import asyncio
import shutil
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import IO, Self, TypeVar

from sqlcipher3 import dbapi2 as sqlcipher

from anima.storage.aside import Aside
from anima.storage.keys import VaultKey
from anima.storage.migrations import Connection, Migration, migrate
from anima.storage.presence import alone, stay
from anima.values import RowError, StorageError, WrongKeyError

Result = TypeVar("Result")

BUSY_SECONDS = 30
"""How long a write waits for another process that is writing."""

PREVIOUS = "vault.previous.db"
"""The vault as it was before the last upgrade, for the version that was before."""

NEWER = "vault.newer.db"
"""The vault of a newer version, after going back to an older one."""

REPLACED = "vault.replaced.db"
"""A life that an import was allowed to put aside; nothing is ever erased from it."""

NEXT = ".next"
"""The folder, beside the vault, in which one is built that is to take its place."""

_PLAIN_HEADER = b"SQLite format 3\x00"


class Vault:
    """One SQLCipher file. What `write` returned is on the disk, whatever happens next.

    Several processes may have the same vault open. Make one with `Vault.open`.

    Attributes:
        path: The file.
        aside: What can be made again of its content, beside it; see `drop_aside`.
    """

    def __init__(
        self,
        path: Path,
        aside: Aside,
        connection: Connection,
        worker: ThreadPoolExecutor,
        staying: IO[bytes],
    ) -> None:
        self.path = path
        self.aside = aside
        self._staying = staying
        self._connection = connection
        self._worker = worker

    @classmethod
    async def open(
        cls, path: Path, key: VaultKey, *, migrations: Sequence[Migration] = ()
    ) -> "Vault":
        """Open the vault, making it when it is not there, and bring its shape up to date.

        Raises:
            WrongKeyError: The key does not open this file.
            StorageError: The file is damaged, was made by a newer version, or cannot be written.
        """
        worker = ThreadPoolExecutor(1, thread_name_prefix="vault")
        loop = asyncio.get_running_loop()
        try:
            staying = await loop.run_in_executor(worker, _stay, path)
            try:
                connection = await loop.run_in_executor(worker, _connect, path, key, migrations)
            except BaseException:
                staying.close()
                raise
        except BaseException:
            worker.shutdown(wait=False)
            raise
        return cls(path, Aside(path, key), connection, worker, staying)

    async def read(self, query: Callable[[Connection], Result]) -> Result:
        """Run a query on one consistent state of the database."""
        return await self._run(query, "BEGIN")

    async def write(self, change: Callable[[Connection], Result]) -> Result:
        """Run a change in one transaction; on return it is durable, on an error it never was.

        A cancelled caller does not stop a change that has begun: it is still done whole.
        """
        return await self._run(change, "BEGIN IMMEDIATE")

    async def beside(
        self, other: Path, key: VaultKey, work: Callable[[Connection], Result]
    ) -> Result:
        """Run a change in one transaction with another vault attached as `old`; it is only read.

        On return the change is durable. Raises `WrongKeyError` when the key does not open it.
        """

        def run() -> Result:
            attach = f"ATTACH DATABASE ? AS old KEY \"x'{key.hexadecimal()}'\""
            self._connection.execute(attach, (str(other),))
            try:
                return _transaction(self._connection, work, "BEGIN IMMEDIATE")
            finally:
                self._connection.execute("DETACH DATABASE old")

        return await self._in_worker(run)

    async def check(self) -> None:
        """Verify every page's authentication code and the database's structure.

        Raises `StorageError` naming the file when something is wrong.
        """
        problems = await self._in_worker(lambda: _problems(self._connection))
        if problems:
            raise StorageError(
                f"The vault {self.path.name} is damaged in {len(problems)} places.",
                advice="Restore the last copy of the folder.",
            )

    async def flush(self) -> bool:
        """Bring every change into the file itself and leave nothing in the log beside it.

        Says whether that was possible at once: not while another process reads. Then it is done
        when the last one closes the vault.
        """
        row = await self._in_worker(
            lambda: self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        )
        return row is not None and int(row[0]) == 0

    async def drop_aside(self) -> None:
        """Remove what stands aside. Whoever erases something does: it may be in there."""
        await self._in_worker(self.aside.drop)

    async def drop_copies(self) -> None:
        """Remove the vault as it was before an upgrade or a way back: what is erased is in it.

        So it is in one that a broken upgrade built; an upgrade under way takes the erasure over.
        """
        beside = self.path.with_name(NEXT)

        def drop() -> None:
            for name in (PREVIOUS, NEWER):
                for file in self.path.parent.glob(f"{name}*"):
                    file.unlink(missing_ok=True)
            if beside.exists():
                with suppress(StorageError), alone(beside):
                    shutil.rmtree(beside, ignore_errors=True)

        await self._in_worker(drop)

    async def close(self) -> None:
        """Close the file; calls under way are finished first."""
        await self._in_worker(self._connection.close)
        self._staying.close()
        self._worker.shutdown(wait=False)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self.close()

    async def _run(self, work: Callable[[Connection], Result], begin: str) -> Result:
        return await self._in_worker(lambda: _transaction(self._connection, work, begin))

    async def _in_worker(self, work: Callable[[], Result]) -> Result:
        done = asyncio.get_running_loop().run_in_executor(self._worker, work)
        try:
            return await asyncio.shield(done)
        except sqlcipher.Error as error:
            raise _explained(error, self.path) from error


async def lacks(path: Path, key: VaultKey, migrations: Sequence[Migration]) -> bool:
    """Whether there is a vault that was made by an older version. Raises `WrongKeyError`."""

    def look() -> bool:
        try:
            connection = sqlcipher.connect(str(path), isolation_level=None, timeout=BUSY_SECONDS)
            try:
                _unlock(connection, key)
                rows = connection.execute(
                    "SELECT count(*) FROM sqlite_master WHERE name = 'migration'"
                ).fetchone()
                if not rows[0]:
                    return False
                there = {row[0] for row in connection.execute("SELECT name FROM migration")}
            finally:
                connection.close()
        except sqlcipher.Error as error:
            raise _explained(error, path) from error
        return bool(there) and not {each.name for each in migrations} <= there

    if not path.exists() or path.stat().st_size == 0:  # noqa: ASYNC240  # one look
        return False
    return await asyncio.to_thread(look)


async def shape_of(path: Path, key: VaultKey) -> tuple[Migration, ...]:
    """The steps by which a vault has its shape, to open it as it is, whichever version made it."""

    def look() -> tuple[Migration, ...]:
        try:
            connection = sqlcipher.connect(str(path), isolation_level=None, timeout=BUSY_SECONDS)
            try:
                _unlock(connection, key)
                names = connection.execute("SELECT name FROM migration ORDER BY name").fetchall()
            finally:
                connection.close()
        except sqlcipher.Error as error:
            raise _explained(error, path) from error
        return tuple(Migration(str(row[0]), _is_done) for row in names)

    return await asyncio.to_thread(look)


def _is_done(_: Connection) -> None:
    """A step that was taken long ago."""


async def copy(source: Path, key: VaultKey, target: Path) -> None:
    """Write one state of a vault to a new file under the same key, while others use the vault.

    Raises `StorageError` when there is no room, `WrongKeyError` for another key.
    """

    def write() -> None:
        try:
            connection = sqlcipher.connect(str(source), isolation_level=None, timeout=BUSY_SECONDS)
            try:
                _unlock(connection, key)
                connection.execute("VACUUM INTO ?", (str(target),))
            finally:
                connection.close()
        except sqlcipher.Error as error:
            raise _explained(error, source) from error

    target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    await asyncio.to_thread(write)


async def settle(path: Path, key: VaultKey) -> None:
    """Take what a killed process left beside a vault into the file itself, whatever its shape.

    For whoever keeps others away from it, see `alone`. Raises `WrongKeyError`.
    """

    def take_in() -> None:
        try:
            connection = sqlcipher.connect(str(path), isolation_level=None, timeout=BUSY_SECONDS)
            try:
                _unlock(connection, key)
                connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            finally:
                connection.close()
        except sqlcipher.Error as error:
            raise _explained(error, path) from error

    await asyncio.to_thread(take_in)


def _transaction(
    connection: Connection, work: Callable[[Connection], Result], begin: str
) -> Result:
    connection.execute(begin)
    try:
        result = work(connection)
        connection.execute("COMMIT")
    except BaseException:
        # A full disk rolls back by itself; then there is no transaction left to end.
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise
    return result


def _stay(path: Path) -> IO[bytes]:
    _prepare_place(path)
    return stay(path)


def _connect(path: Path, key: VaultKey, migrations: Sequence[Migration]) -> Connection:
    try:
        connection = sqlcipher.connect(
            str(path), isolation_level=None, check_same_thread=False, timeout=BUSY_SECONDS
        )
    except sqlcipher.Error as error:
        raise _explained(error, path) from error
    try:
        _unlock(connection, key)
        migrate(connection, migrations)
        _require_encrypted(connection, path)
    except BaseException as error:
        connection.close()
        if isinstance(error, sqlcipher.Error):
            raise _explained(error, path) from error
        raise
    return connection


def _prepare_place(path: Path) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        path.touch(mode=0o600, exist_ok=True)
        path.chmod(0o600)
        if _header(path) == _PLAIN_HEADER:
            raise StorageError(
                f"{path.name} is an unencrypted database, not a vault.",
                advice="Move it away and start again.",
            )
    except OSError as error:
        raise StorageError(
            f"The vault {path} cannot be written: {error.strerror}.",
            advice="Check the folder's owner and permissions, or set ANIMA_HOME.",
        ) from error


def _header(path: Path) -> bytes:
    with path.open("rb") as file:  # kept sound makes a vault larger than the memory
        return file.read(len(_PLAIN_HEADER))


def _unlock(connection: Connection, key: VaultKey) -> None:
    connection.execute(f"PRAGMA key = \"x'{key.hexadecimal()}'\"")
    connection.execute("PRAGMA cipher_memory_security = OFF")
    connection.execute("SELECT count(*) FROM sqlite_master")
    connection.execute("PRAGMA journal_mode = WAL")
    # FULL flushes the log at every commit: acknowledged means durable, even when the power fails.
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA secure_delete = ON")


def _require_encrypted(connection: Connection, path: Path) -> None:
    """A build of SQLite without encryption ignores the key without a word; the file tells."""
    connection.execute("PRAGMA wal_checkpoint(PASSIVE)")
    if _header(path) == _PLAIN_HEADER or not connection.execute("PRAGMA cipher_version").fetchone():
        raise StorageError(
            "This installation's database library does not encrypt.",
            advice="Install Anima again by ./dev app.",
        )


def _problems(connection: Connection) -> list[str]:
    found = [str(row[0]) for row in connection.execute("PRAGMA cipher_integrity_check")]
    structure = [str(row[0]) for row in connection.execute("PRAGMA integrity_check")]
    return found + [line for line in structure if line != "ok"]


def _explained(error: sqlcipher.Error, path: Path) -> StorageError:
    """The library's error as one of ours: by its message, since it has no finer classes."""
    text = str(error).lower()
    if isinstance(error, sqlcipher.IntegrityError):
        return RowError(f"A row does not fit the table it was meant for in {path.name}.")
    if "not a database" in text:
        return WrongKeyError(
            f"The key does not open {path.name}, or the file is damaged.",
            advice="Use the key or passphrase that this vault was made with.",
        )
    if "full" in text:
        return StorageError("The disk is full.", advice="Make room; nothing that was kept is lost.")
    if "locked" in text:
        return StorageError(
            f"Another program holds {path.name}.", advice="Close it, then try again."
        )
    if "malformed" in text:
        return StorageError(
            f"The vault {path.name} is damaged.", advice="Restore the last copy of the folder."
        )
    return StorageError(f"The vault {path.name} could not be used: {type(error).__name__}.")
