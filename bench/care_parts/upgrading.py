"""The processes of the upgrade bench: one that talks, and one that upgrades or goes back."""

import asyncio
import os
import signal
import sys
import time
from pathlib import Path

from anima.app import OWNER, everything_kept, shape
from anima.continuity.upgrade import Next, build, follow, switch
from anima.memory import EventLog, bring_up_to_date
from anima.storage import NEWER, PREVIOUS, Connection, Migration, Vault, open_key
from anima.upgrade_app import drawn
from anima.values import Portable, SessionId, StorageError, SystemClock

PAUSE_SECONDS = 0.01
PATIENCE = 3000
"""So often the vault is tried, half a minute, before what keeps it is an error."""


def _wings(connection: Connection) -> None:
    connection.execute("CREATE TABLE wing (person TEXT NOT NULL, span INTEGER NOT NULL) STRICT")


NEW_SHAPE = (*shape(), Migration("9999 wings", _wings))


async def opened(home: Path) -> tuple[Vault, bool]:
    """The vault by whichever version opens it, and whether that is the newer one."""
    key = open_key(home)
    try:
        return await Vault.open(home / "vault.db", key, migrations=shape()), False
    except StorageError:
        return await Vault.open(home / "vault.db", key, migrations=NEW_SHAPE), True


async def talk(home: Path) -> None:
    """Say words until asked to end; each is printed when it is acknowledged."""
    ended = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, ended.set)
    vault, _ = await opened(home)
    async with vault:
        log = EventLog(vault, OWNER, SystemClock())
        number = 0
        while not ended.is_set():
            word = f"word-{time.time_ns()}-{number}"
            await log.append(SessionId("talk"), "heard", {"text": f"I said {word}."})
            _say(f"{word} {time.monotonic()}")
            number += 1
            await asyncio.sleep(PAUSE_SECONDS)


async def replace(home: Path, talker: int) -> None:
    """Upgrade, or go back when the newer one is in use; then say one word to the new vault."""
    vault, is_newer = await opened(home)
    await vault.close()
    place, key = home / "vault.db", open_key(home)
    kept = (*everything_kept(), Portable("wings", derived=("wing",)))
    if is_newer:
        plan = Next(place, home / PREVIOUS, key, shape(), everything_kept(), drawn)
    else:
        plan = Next(place, place, key, NEW_SHAPE, kept, drawn)
    await build(plan)
    await follow(plan)
    _say("built")
    os.kill(talker, signal.SIGTERM)
    taken = await _switched(plan, aside=NEWER if is_newer else PREVIOUS)
    vault, _ = await opened(home)
    async with vault:
        await bring_up_to_date(vault)
        log = EventLog(vault, OWNER, SystemClock())
        await log.append(SessionId("talk"), "heard", {"text": "I am back."})
        _say(f"back {time.monotonic()} {taken}")


async def _switched(plan: Next, aside: str) -> float:
    for _ in range(PATIENCE):
        try:
            return await switch(plan, aside=aside)
        except StorageError:  # it is still saying its last word
            await asyncio.sleep(PAUSE_SECONDS)
    return await switch(plan, aside=aside)


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    if sys.argv[1] == "talk":
        asyncio.run(talk(Path(sys.argv[2])))
    else:
        asyncio.run(replace(Path(sys.argv[2]), int(sys.argv[3])))
