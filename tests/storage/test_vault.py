"""A vault keeps what it was given, from everybody else, whatever happens to the process."""

import asyncio
import os
import resource
import signal
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anima.storage import Connection, Migration, Vault, VaultKey, open_key
from anima.values import StorageError, WrongKeyError
from tests.storage.conftest import MIGRATIONS, note, notes

PRIVATE = "my sister is moving to Lisbon"


async def test_nothing_of_it_can_be_read_without_the_key(vault: Vault, tmp_path: Path) -> None:
    await note(vault, PRIVATE)
    for path in (tmp_path / "vault.db", tmp_path / "vault.db-wal"):
        content = path.read_bytes()
        assert content, path.name
        assert not content.startswith(b"SQLite format 3")
        assert PRIVATE.encode() not in content
        assert b"CREATE TABLE" not in content
    assert b"Lisbon" not in (tmp_path / "vault.db-shm").read_bytes()


async def test_it_is_all_there_when_it_is_opened_again(tmp_path: Path, key: VaultKey) -> None:
    path = tmp_path / "vault.db"
    async with await Vault.open(path, key, migrations=MIGRATIONS) as first:
        await note(first, PRIVATE)
    async with await Vault.open(path, key, migrations=MIGRATIONS) as second:
        assert await notes(second) == [PRIVATE]
        await second.check()


async def test_another_key_does_not_open_it(vault: Vault, tmp_path: Path) -> None:
    await note(vault, PRIVATE)
    with pytest.raises(WrongKeyError, match=r"key does not open vault\.db"):
        await Vault.open(tmp_path / "vault.db", VaultKey(os.urandom(32)), migrations=MIGRATIONS)
    assert await notes(vault) == [PRIVATE]


async def test_an_unencrypted_database_is_refused_and_left_as_it_was(
    tmp_path: Path, key: VaultKey
) -> None:
    path = tmp_path / "vault.db"
    path.write_bytes(b"SQLite format 3\x00" + bytes(4080))
    before = path.read_bytes()
    with pytest.raises(StorageError, match="unencrypted"):
        await Vault.open(path, key)
    assert path.read_bytes() == before


async def test_one_larger_than_the_memory_is_opened_by_its_beginning(
    tmp_path: Path, key: VaultKey
) -> None:
    path = tmp_path / "vault.db"
    path.touch()
    os.truncate(path, 4 << 40)
    with pytest.raises(WrongKeyError):
        await Vault.open(path, key)


async def test_damage_is_found_and_named(tmp_path: Path, key: VaultKey) -> None:
    path = tmp_path / "vault.db"
    async with await Vault.open(path, key, migrations=MIGRATIONS) as vault:
        for number in range(200):
            await note(vault, f"{number} {PRIVATE}")
    content = bytearray(path.read_bytes())
    content[-2000] ^= 0xFF
    path.write_bytes(content)
    with pytest.raises(StorageError, match=r"vault\.db"):
        async with await Vault.open(path, key, migrations=MIGRATIONS) as vault:
            await vault.check()


async def test_only_its_owner_may_read_it(vault: Vault, tmp_path: Path) -> None:
    await note(vault, PRIVATE)
    assert (tmp_path / "vault.db").stat().st_mode & 0o077 == 0
    assert (tmp_path / "vault.db-wal").stat().st_mode & 0o077 == 0


async def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path, key: VaultKey) -> None:
    (tmp_path / "file").write_text("not a folder")
    with pytest.raises(StorageError, match="cannot be written"):
        await Vault.open(tmp_path / "file" / "vault.db", key)


async def test_a_change_that_fails_never_was(vault: Vault) -> None:
    def half(connection: Connection) -> None:
        connection.execute("INSERT INTO note VALUES ('half')")
        raise ValueError("in the middle")

    await note(vault, "before")
    with pytest.raises(ValueError, match="middle"):
        await vault.write(half)
    await note(vault, "after")
    assert await notes(vault) == ["before", "after"]


async def test_a_write_whose_caller_is_cancelled_is_done_whole(vault: Vault) -> None:
    began = asyncio.Event()
    loop = asyncio.get_running_loop()

    def slow(connection: Connection) -> None:
        loop.call_soon_threadsafe(began.set)
        connection.execute("INSERT INTO note VALUES ('one')")
        connection.execute("INSERT INTO note VALUES ('two')")

    task = asyncio.create_task(vault.write(slow))
    await began.wait()
    task.cancel()
    await asyncio.wait([task])
    assert await notes(vault) == ["one", "two"]


async def test_many_writers_lose_nothing(vault: Vault, tmp_path: Path, key: VaultKey) -> None:
    async with await Vault.open(tmp_path / "vault.db", key, migrations=MIGRATIONS) as other:
        await asyncio.gather(
            *(note(each, str(number)) for number in range(40) for each in (vault, other))
        )
    assert sorted(map(int, await notes(vault))) == sorted([*range(40), *range(40)])


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00")))
def test_any_text_comes_back_as_it_was(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    async def story() -> None:
        folder = tmp_path_factory.mktemp("vault")
        key = open_key(folder)
        async with await Vault.open(folder / "vault.db", key, migrations=MIGRATIONS) as vault:
            await note(vault, text)
            assert await notes(vault) == [text]

    asyncio.run(story())


# --- migrations -----------------------------------------------------------------------------


def _add_place(connection: Connection) -> None:
    connection.execute("ALTER TABLE note ADD COLUMN place TEXT NOT NULL DEFAULT 'here'")


LATER = (*MIGRATIONS, Migration("0002 place", _add_place))


async def test_an_older_vault_is_brought_up_to_date_once(tmp_path: Path, key: VaultKey) -> None:
    path = tmp_path / "vault.db"
    async with await Vault.open(path, key, migrations=MIGRATIONS) as older:
        await note(older, PRIVATE)
    for _ in range(2):
        async with await Vault.open(path, key, migrations=LATER) as newer:
            rows = await newer.read(lambda c: c.execute("SELECT text, place FROM note").fetchall())
            assert rows == [(PRIVATE, "here")]


async def test_a_newer_vault_is_refused_and_not_touched(tmp_path: Path, key: VaultKey) -> None:
    path = tmp_path / "vault.db"
    await (await Vault.open(path, key, migrations=LATER)).close()
    before = path.read_bytes()
    with pytest.raises(StorageError, match=r"newer version of Anima \(0002 place\)"):
        await Vault.open(path, key, migrations=MIGRATIONS)
    assert path.read_bytes() == before


async def test_a_migration_that_fails_leaves_the_vault_as_it_was(
    tmp_path: Path, key: VaultKey
) -> None:
    def broken(connection: Connection) -> None:
        connection.execute("CREATE TABLE half (text TEXT)")
        raise ValueError("in the middle")

    path = tmp_path / "vault.db"
    async with await Vault.open(path, key, migrations=MIGRATIONS) as vault:
        await note(vault, PRIVATE)
    with pytest.raises(ValueError, match="middle"):
        await Vault.open(path, key, migrations=(*MIGRATIONS, Migration("0002 broken", broken)))
    async with await Vault.open(path, key, migrations=LATER) as vault:
        assert await notes(vault) == [PRIVATE]


# --- other processes ------------------------------------------------------------------------

WRITER = """
    import asyncio, sys
    from pathlib import Path
    from anima.storage import Vault, open_key
    from tests.storage.conftest import MIGRATIONS, note

    async def main() -> None:
        folder = Path(sys.argv[1])
        async with await Vault.open(
            folder / "vault.db", open_key(folder), migrations=MIGRATIONS
        ) as vault:
            for number in range(int(sys.argv[2])):
                await note(vault, f"{number} " + "x" * int(sys.argv[3]))
                print(number, flush=True)

    asyncio.run(main())
"""


def writer(folder: Path, count: int, size: int = 20, limit: int | None = None) -> list[str]:
    program = textwrap.dedent(WRITER)
    if limit is not None:
        # What a full disk is to a process: a file that cannot grow. The signal is ignored so that
        # the write fails as it does on a full disk.
        program = (
            "import resource, signal\n"
            "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
            f"resource.setrlimit(resource.RLIMIT_FSIZE, ({limit}, {limit}))\n{program}"
        )
    return [sys.executable, "-c", program, str(folder), str(count), str(size)]


def killed_in_the_middle(command: list[str]) -> list[str]:
    """What a writer acknowledged before it was killed, and what was in the pipe by then."""
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        acknowledged = [process.stdout.readline() for _ in range(30)]
        process.send_signal(signal.SIGKILL)
        return acknowledged + process.stdout.readlines()


async def test_what_was_acknowledged_survives_a_kill(tmp_path: Path, key: VaultKey) -> None:
    acknowledged = await asyncio.to_thread(killed_in_the_middle, writer(tmp_path, 10_000))
    async with await Vault.open(tmp_path / "vault.db", key, migrations=MIGRATIONS) as vault:
        await vault.check()
        kept = {line.split()[0] for line in await notes(vault)}
        assert {line.strip() for line in acknowledged if line.endswith("\n")} <= kept
        await note(vault, "the next one works")


async def test_a_full_disk_is_said_and_loses_nothing(tmp_path: Path, key: VaultKey) -> None:
    assert hasattr(resource, "RLIMIT_FSIZE")
    command = writer(tmp_path, 400, size=20_000, limit=2_000_000)
    done = await asyncio.to_thread(
        subprocess.run, command, capture_output=True, text=True, check=False
    )
    acknowledged = done.stdout.split()
    assert done.returncode != 0
    assert 0 < len(acknowledged) < 400
    assert "StorageError" in done.stderr
    async with await Vault.open(tmp_path / "vault.db", key, migrations=MIGRATIONS) as vault:
        await vault.check()
        assert [line.split()[0] for line in await notes(vault)][: len(acknowledged)] == acknowledged
