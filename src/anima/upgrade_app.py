"""What `anima upgrade` and `anima downgrade` do: she is away for a moment and comes back."""

import asyncio
import os
import signal
from pathlib import Path

from rich.console import Console

from anima import __version__
from anima.app import OWNER, everything_kept, open_vault, shape, vault_key
from anima.continuity.upgrade import Next, build, built_beside, follow, switch
from anima.memory import Episodes, EventLog, Facts, bring_up_to_date, index_missing
from anima.settings import Settings
from anima.storage import NEWER, PREVIOUS, Vault, server_of
from anima.values import JsonValue, SessionId, StorageError, SystemClock

LOOK_SECONDS = 0.05
PATIENCE_SECONDS = 30.0
"""How long a server that was asked to end may take."""

EDITS = SessionId("memory")


async def upgrade(settings: Settings, console: Console, *, now: bool) -> None:
    """Build the vault of this version beside the one in use, and put it in its place.

    With `now`, a server that runs is asked to end when everything else is done.
    """
    place = settings.home / "vault.db"
    await _replace(settings, console, base=place, aside=PREVIOUS, now=now)
    async with await open_vault(settings) as vault:
        log = EventLog(vault, OWNER, SystemClock())
        facts = await Facts.open(vault, OWNER, log)
        await facts.catch_up()
        known: dict[str, JsonValue] = {"version": __version__, "facts": len(facts.book.current())}
        await log.append(EDITS, "upgraded", known)


async def downgrade(settings: Settings, console: Console, *, now: bool) -> None:
    """Go back to the vault of the version before, with everything that was said since."""
    base = settings.home / PREVIOUS
    if not base.exists():
        raise StorageError(
            "There is no vault of a version before this one.",
            advice="`anima upgrade` keeps one; `anima import` takes an archive.",
        )
    await _replace(settings, console, base=base, aside=NEWER, now=now)


async def _replace(
    settings: Settings, console: Console, *, base: Path, aside: str, now: bool
) -> None:
    key = await vault_key(settings)
    place = settings.home / "vault.db"
    wanted = Next(place, base, key, shape(), everything_kept(), drawn)
    with built_beside(wanted):
        console.print("I am being built anew beside myself. Until it is done I am here as always.")
        await build(wanted)
        console.print("Now I am away for a moment. Everything you told me comes along.")
        if now:
            await _end_server(settings.home)
        await follow(wanted)
        taken = await switch(wanted, aside=aside)
    console.print(f"I am back. It took {taken:.1f} seconds.", highlight=False)


async def drawn(vault: Vault) -> None:
    """Draw what derives from the log, as far as it is not drawn yet."""
    await bring_up_to_date(vault)
    await index_missing(vault)
    facts = await Facts.open(vault, OWNER, EventLog(vault, OWNER, SystemClock()))
    await facts.catch_up()
    await Episodes(vault, OWNER, facts).catch_up()


async def _end_server(home: Path) -> None:
    """Ask a server that runs from this home to end, and wait until it has."""
    pid = server_of(home)
    if pid is None:
        return
    os.kill(pid, signal.SIGTERM)
    try:
        async with asyncio.timeout(PATIENCE_SECONDS):
            while server_of(home) is not None:  # noqa: ASYNC110  # another process has no event
                await asyncio.sleep(LOOK_SECONDS)
    except TimeoutError as error:
        raise StorageError(
            "Her server did not end.", advice="End it (Ctrl-C), then try again."
        ) from error
