"""What `anima upgrade` and `anima downgrade` do: she is away for a moment and comes back."""

import asyncio
import os
import signal
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console

from anima import __version__
from anima.app import OWNER, everything_kept, shape, vault_key
from anima.continuity.upgrade import Next, build, built_beside, follow, switch, take_back
from anima.memory import Episodes, EventLog, Facts, bring_up_to_date, index_missing, probed
from anima.persona import going_away
from anima.relief import Incumbent, ServerGoneError, incumbent
from anima.settings import Settings
from anima.storage import NEWER, PREVIOUS, Vault, server_of, shape_of
from anima.values import AnimaError, EventKind, JsonValue, SessionId, StorageError, SystemClock

LOOK_SECONDS = 0.05
PATIENCE_SECONDS = 30.0
"""How long a server that was asked to end may take."""

EDITS = SessionId("memory")


@dataclass(frozen=True, slots=True)
class Wish:
    """How somebody wants her replaced.

    Attributes:
        now: Also when a server runs: the next one is started beside it and takes its place.
        anyway: Also when the new vault answers otherwise about what is known.
    """

    now: bool = False
    anyway: bool = False


async def upgrade(settings: Settings, console: Console, wish: Wish) -> None:
    """Build the vault of this version beside the one in use, and put it in its place."""
    place = settings.home / "vault.db"
    change = _Change(settings, console, wish, place, PREVIOUS, _note_upgrade)
    await change.make()


async def downgrade(settings: Settings, console: Console, wish: Wish) -> None:
    """Go back to the vault of the version before, with everything that was said since."""
    base = settings.home / PREVIOUS
    if not base.exists():
        raise StorageError(
            "There is no vault of a version before this one.",
            advice="`anima upgrade` keeps one; `anima import` takes an archive.",
        )
    await _Change(settings, console, wish, base, NEWER, _note_nothing).make()


Note = Callable[[Next, str, bool], Awaitable[None]]
"""Keeps in the new vault that it is one: from which version on, and whether somebody was told."""


@dataclass(frozen=True, slots=True)
class _Change:
    """One vault takes the place of another, and with `now` one server that of another."""

    settings: Settings
    console: Console
    wish: Wish
    base: Path
    aside: str
    note: Note

    async def make(self) -> None:
        """Build, ask, switch; raises `StorageError` with the vault from before in use."""
        home, key = self.settings.home, await vault_key(self.settings)
        wanted = Next(home / "vault.db", self.base, key, shape(), everything_kept(), drawn)
        with built_beside(wanted):
            self._say("I am being built anew beside myself. Until it is done I am here as always.")
            await build(wanted)
            await self._ask(wanted)
            if not self.wish.now:
                await self._switch(wanted)
                return
            async with incumbent(home) as server:
                if server is None:
                    await self._after_its_end(wanted)
                else:
                    await self._beside(server, wanted)

    async def _ask(self, wanted: Next) -> None:
        """Ask the new vault what the one in use knows."""
        async with await Vault.open(wanted.path, wanted.key, migrations=wanted.migrations) as vault:
            found = await probed(vault, wanted.place, wanted.key, OWNER)
        if not found.differing:
            self._say(f"I asked myself {found.asked} things that I know: I know them there, too.")
            return
        for line in found.differing:
            self._say(f"- {line}")
        told = f"{len(found.differing)} of {found.asked} things that she knows are not the same"
        if self.wish.anyway:
            self._say(f"{told} there. You want it anyway.")
            return
        raise StorageError(
            f"The new vault will not do: {told} there.",
            advice="The one before stays in use; nothing was changed. To have it anyway: --anyway",
        )

    async def _switch(self, wanted: Next) -> None:
        self._say("Now I am away for a moment. Everything you told me comes along.")
        await follow(wanted)
        taken = await switch(wanted, aside=self.aside)
        await self.note(wanted, "", False)
        self._say(f"I am back. It took {taken:.1f} seconds.")

    async def _after_its_end(self, wanted: Next) -> None:
        """The way for a server that cannot start another beside itself, or for none at all."""
        ran = await _end_server(self.settings.home)
        await self._switch(wanted)
        if ran:
            self._say("My server has ended for it. To start me again: ./dev app")

    async def _beside(self, server: Incumbent, wanted: Next) -> None:
        """The next server is loaded beside the one that runs, and takes its place."""
        self._say("The next me is waking beside me.")
        try:
            await server.prepare()
            await follow(wanted)
            self._say("I say so to whoever talks with me. Then I am away for a moment.")
            announced = await server.aside(going_away(server.version, __version__))
        except ServerGoneError:
            raise
        except AnimaError as error:
            raise _stays(error) from error
        switched = False
        try:
            await switch(wanted, aside=self.aside)
            switched = True
            await self.note(wanted, server.version, announced)
            away = await server.go()
        except ServerGoneError:  # one whole vault is in place, whichever
            raise
        except AnimaError as error:
            if switched and await take_back(wanted, aside=self.aside):
                await _append(wanted, "back_told", {"failed": True})
            await server.back()
            raise _stays(error) from error
        self._say(f"I am back. Nobody could talk with me for {away:.1f} seconds.")

    def _say(self, line: str) -> None:
        self.console.print(line, markup=False, highlight=False)


def _stays(error: AnimaError) -> StorageError:
    return StorageError(
        str(error),
        advice="The version before is there again, with its vault, and everything that was said.",
    )


async def _note_upgrade(wanted: Next, before: str, announced: bool) -> None:
    """An event of the new vault, from which she knows that she is back."""
    async with await Vault.open(wanted.place, wanted.key, migrations=wanted.migrations) as vault:
        log = EventLog(vault, OWNER, SystemClock())
        facts = await Facts.open(vault, OWNER, log)
        if not before and (last := await log.latest("upgraded")) is not None:
            before = last.text("version")
        known: dict[str, JsonValue] = {
            "version": __version__,
            "before": before,
            "announced": announced,
            "facts": len(facts.book.current()),
        }
        await log.append(EDITS, "upgraded", known)


async def _note_nothing(_wanted: Next, _before: str, _announced: bool) -> None:
    """Back with the version before, she has been no further than that."""


async def _append(wanted: Next, kind: EventKind, payload: dict[str, JsonValue]) -> None:
    """Add an event to the vault in use, whichever version made it."""
    as_it_is = await shape_of(wanted.place, wanted.key)
    async with await Vault.open(wanted.place, wanted.key, migrations=as_it_is) as vault:
        await EventLog(vault, OWNER, SystemClock()).append(EDITS, kind, payload)


async def drawn(vault: Vault) -> None:
    """Draw what derives from the log, as far as it is not drawn yet."""
    await bring_up_to_date(vault)
    await index_missing(vault)
    facts = await Facts.open(vault, OWNER, EventLog(vault, OWNER, SystemClock()))
    await facts.catch_up()
    await Episodes(vault, OWNER, facts).catch_up()


async def _end_server(home: Path) -> bool:
    """Ask a server that runs from this home to end, wait until it has; says if there was one."""
    pid = server_of(home)
    if pid is None:
        return False
    os.kill(pid, signal.SIGTERM)
    try:
        async with asyncio.timeout(PATIENCE_SECONDS):
            while server_of(home) is not None:  # noqa: ASYNC110  # another process has no event
                await asyncio.sleep(LOOK_SECONDS)
    except TimeoutError as error:
        raise StorageError(
            "Her server did not end.", advice="End it (Ctrl-C), then try again."
        ) from error
    return True
