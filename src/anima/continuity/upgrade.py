"""Upgrade: another shape of a vault is built beside the one in use, and takes its place at once.

While it is built, the one in use serves on. What it gets meanwhile is taken over, the last of it
when nobody has it open any more. A crash at any moment leaves one whole vault under the name.
"""

import shutil
import time
from collections.abc import Awaitable, Callable, Generator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from anima.continuity.following import differing, followed, take_over
from anima.continuity.importing import put_in_place, sync_folder
from anima.storage import (
    NEXT,
    PREVIOUS,
    Connection,
    Migration,
    Vault,
    VaultKey,
    alone,
    copy,
    lacks,
    settle,
    shape_of,
)
from anima.values import Portable, StorageError, Table

MOST_ROUNDS = 20
"""How often the follower takes over before the switch, at most."""

Prepare = Callable[[Vault], Awaitable[None]]
"""Draws what is derived, or only what is new in it; raises when the result will not do."""


@dataclass(frozen=True, slots=True)
class Next:
    """The vault that is to take the place of another.

    Attributes:
        place: The vault in use.
        base: The file to begin from: the same, or the previous version's.
        key: The key of both.
        migrations: The shape of the new one.
        portables: What is in it.
        prepare: Draws what is derived.
    """

    place: Path
    base: Path
    key: VaultKey
    migrations: Sequence[Migration]
    portables: tuple[Portable, ...]
    prepare: Prepare

    @property
    def path(self) -> Path:
        """Where it is built."""
        return self.place.parent / NEXT / self.place.name


async def keep_previous(place: Path, key: VaultKey, migrations: Sequence[Migration]) -> None:
    """Keep a vault that an older version made, before this one gives it another shape."""
    if await lacks(place, key, migrations):
        draft = place.parent / NEXT / PREVIOUS
        discard_folder(draft.parent)
        await copy(place, key, draft)
        draft.replace(place.with_name(PREVIOUS))
        discard_folder(draft.parent)


@contextmanager
def built_beside(wanted: Next) -> Generator[None]:
    """Build and switch within this: nothing that was built is left behind, however it ends.

    What a killed one leaves, whoever erases something removes; this one they leave alone. Raises
    `StorageError` when another is under way.
    """
    with ExitStack() as stack:
        try:
            stack.enter_context(alone(wanted.path.parent))
        except StorageError as error:
            raise StorageError(
                "She is being upgraded already.", advice="Wait until that has ended."
            ) from error
        stack.callback(discard, wanted)
        yield


async def build(wanted: Next) -> None:
    """Build the next vault beside, up to date with the one in use as of now.

    Raises `AnimaError` when it cannot be, or will not do; nothing is changed then.
    """
    discard(wanted)
    try:
        await copy(wanted.base, wanted.key, wanted.path)
        async with await _opened(wanted) as vault:
            await wanted.prepare(vault)
            await _follow(vault, wanted)
            await vault.check()
    except BaseException:
        discard(wanted)
        raise


async def follow(wanted: Next) -> None:
    """Take over what the vault in use got since; that one may go on."""
    async with await _opened(wanted) as vault:
        await _follow(vault, wanted)


async def switch(wanted: Next, *, aside: str) -> float:
    """Put the next vault in place, and the one in use aside; says how many seconds it took.

    Raises `StorageError` when the vault is still open somewhere, or when the next one lacks
    something: then nothing is changed.
    """
    with alone(wanted.place):
        began = time.monotonic()
        await settle(wanted.place, wanted.key)
        async with await _opened(wanted) as vault:
            await _follow(vault, wanted)
            tables = followed(wanted.portables)
            lacking = await vault.beside(wanted.place, wanted.key, lambda c: differing(c, tables))
            if lacking:
                raise StorageError(
                    f"The new vault differs in {', '.join(lacking)}.",
                    advice="The one before stays in use; nothing was changed.",
                )
            await vault.flush()
        put_in_place(wanted.path, wanted.place, aside=aside)
        taken = time.monotonic() - began
    discard(wanted)
    return taken


async def take_back(wanted: Next, *, aside: str) -> bool:
    """Undo a switch whose vault nobody could live in: the one put aside is in place again.

    What the other got meanwhile comes along; says whether that was anything. Raises `StorageError`
    when it is still open somewhere.
    """
    kept = wanted.place.with_name(aside)
    tables = followed(wanted.portables)
    with alone(wanted.place):
        await settle(wanted.place, wanted.key)
        as_it_is = await shape_of(kept, wanted.key)
        async with await Vault.open(kept, wanted.key, migrations=as_it_is) as vault:
            came = await vault.beside(wanted.place, wanted.key, lambda c: _came(c, tables))
            await vault.flush()
        kept.replace(wanted.place)
        kept.with_suffix(".lock").unlink(missing_ok=True)
        sync_folder(wanted.place.parent)
    return came


def _came(connection: Connection, tables: Sequence[Table]) -> bool:
    """Take over what was said, if anything was; that she was upgraded did not come to be."""
    said = connection.execute(
        "SELECT 1 FROM old.event WHERE kind <> 'upgraded' AND row > "
        "(SELECT coalesce(max(row), 0) FROM main.event) LIMIT 1"
    ).fetchone()
    if said:
        take_over(connection, tables)
    return said is not None


def discard(wanted: Next) -> None:
    """Remove what was built; the vault in use is another file."""
    discard_folder(wanted.path.parent)


def discard_folder(folder: Path) -> None:
    """Remove the folder in which something was built."""
    shutil.rmtree(folder, ignore_errors=True)


async def _opened(wanted: Next) -> Vault:
    if not wanted.path.exists():  # never an empty one in its stead
        raise StorageError("What was built is gone.", advice="Nothing was changed; do it again.")
    return await Vault.open(wanted.path, wanted.key, migrations=wanted.migrations)


async def _follow(vault: Vault, wanted: Next) -> None:
    """Take over until nothing new is there; under a steady stream, until little is."""
    tables = followed(wanted.portables)
    for _ in range(MOST_ROUNDS):
        changed = await vault.beside(wanted.place, wanted.key, lambda c: take_over(c, tables))
        if not changed:
            return
        await wanted.prepare(vault)
