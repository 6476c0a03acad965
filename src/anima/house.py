"""The people of one installation, each with a life of their own that is unsealed while needed.

A vault is open while its person is signed in and was seen in the last hours, or where its key is
kept by this machine. The key is then in this process's memory, and nowhere on the disk.
"""

import asyncio
import logging
import secrets
import shutil
from collections.abc import Coroutine
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path

from anima.accounts import (
    OWNER_ID,
    AccountError,
    Credential,
    Credentials,
    Passkeys,
    Register,
    folder_of,
    place_of,
)
from anima.app import living
from anima.mail_desk import watch_for_replies
from anima.own_care import load_own_care, settings_for
from anima.page_door import PageDoor
from anima.settings import Settings
from anima.shared_models import SharedModels
from anima.storage import KeyPlace, VaultKey, destroy_key, has_key, new_key, open_key
from anima.values import AnimaError, Clock, PersonId, SystemClock
from anima.voice.places import Places

LOOK_SECONDS = 1.0
"""How often it is looked for sessions that were ended elsewhere, by a command perhaps."""

RESTS_AFTER = timedelta(hours=12)
"""A session that was not seen for so long no longer keeps a vault open. A night fits in between."""

PROGRAM_RESTS_AFTER = timedelta(minutes=15)
GUEST_LEAVES_AFTER = timedelta(minutes=15)
MOST_GUESTS = 4
GUEST = "guest-"

_log = logging.getLogger(__name__)


class Life:
    """One open vault, and the door of whose it is."""

    def __init__(
        self,
        settings: Settings,
        key: VaultKey,
        models: "asyncio.Future[SharedModels]",
        places: Places,
    ) -> None:
        self.key = key
        self.door = PageDoor(places)
        self.settings = settings
        self._models = models
        self._over = asyncio.Event()
        self._task = asyncio.create_task(self._run())

    @property
    def is_over(self) -> bool:
        """Whether it has ended, by a fault if nobody sealed it."""
        return self._task.done()

    async def seal(self) -> None:
        """End every conversation, store what was heard, and close the vault."""
        await self.door.end_all()
        self._over.set()
        await asyncio.gather(self._task, return_exceptions=True)

    async def _run(self) -> None:
        try:
            models = await self._models_or_over()
            if models is None:
                return
            async with living(self.settings, self.key, models) as anima:
                self.door.awake(anima)
                beside = [asyncio.create_task(anima.warm())]
                if anima.vault:
                    watching = watch_for_replies(self.settings, anima.vault, anima.log)
                    beside.append(asyncio.create_task(watching))
                try:
                    await self._over.wait()
                finally:
                    for task in beside:
                        task.cancel()
                    await asyncio.gather(*beside, return_exceptions=True)
        except AnimaError as error:
            _log.error("a vault could not be opened: %s", type(error).__name__)
            self.door.stays_closed(error)
        except Exception as error:  # the boundary of one life: the others go on
            _log.error("a life ended by a fault: %s", type(error).__name__)
            self.door.stays_closed(AnimaError("She cannot be reached.", advice="Sign in again."))

    async def _models_or_over(self) -> SharedModels | None:
        over = asyncio.create_task(self._over.wait())
        try:
            await asyncio.wait([self._models, over], return_when=asyncio.FIRST_COMPLETED)
        finally:
            over.cancel()
        return None if self._over.is_set() else self._models.result()


@dataclass(frozen=True, slots=True)
class Guest:
    """Somebody who talks with her and of whom nothing is kept; the token is in memory alone."""

    credential: Credential
    folder: Path


class Inhabitant:
    """Somebody who has shown who they are; see `interfaces.web.household.Visitor`."""

    def __init__(self, house: "House", credential: Credential, token: str) -> None:
        self.credential = credential
        self.token = token
        self._house = house

    @property
    def person(self) -> PersonId:
        return self.credential.person

    @property
    def is_guest(self) -> bool:
        return self.person.startswith(GUEST)

    @property
    def is_at_home(self) -> bool:
        return self.credential.kind == "session" and not self.is_guest

    @property
    def sealed(self) -> bool:
        return self.person not in self._house.lives

    @property
    def door(self) -> PageDoor:
        life = self._house.lives.get(self.person)
        if life is None:
            raise AccountError("The vault is sealed.", advice="Open it on the page.")
        return life.door

    async def hold(self, conversation: Coroutine[object, object, None]) -> None:
        await self._house.hold(self.credential.id, conversation)

    async def record(self, what: str) -> None:
        await (await self._house.register()).record(self.person, what)


class House:
    """Who is there, whose vault is open, and what ends with a session.

    Args:
        settings: Those of the installation.
        models: The models, once they are loaded.
    """

    def __init__(
        self,
        settings: Settings,
        models: "asyncio.Future[SharedModels]",
        *,
        clock: Clock | None = None,
    ) -> None:
        self.settings = settings
        self.models = models
        self.clock = clock or SystemClock()
        self.lives: dict[PersonId, Life] = {}
        self.guests: dict[str, Guest] = {}
        self.places = Places(settings.most_lines)
        self._register: Register | None = None
        self._is_open = False
        self._seen: dict[str, Credential] = {}
        self._held: dict[str, set[asyncio.Task[None]]] = {}
        self._opening = asyncio.Lock()

    @property
    def address(self) -> str:
        """Where the page is."""
        return self.settings.page

    async def is_open(self) -> bool:
        """Whether several people live here."""
        if not self._is_open and (place_of(self.settings.home) / "vault.db").exists():
            self._is_open = await (await self.register()).is_open()
        return self._is_open

    async def register(self) -> Register:
        """The register, opened when it is first needed."""
        async with self._opening:
            if self._register is None:
                self._register = await Register.open(self.settings.home, self.clock)
                self.credentials = Credentials(self._register)
                self.passkeys = Passkeys(self._register, self.address)
        return self._register

    async def start(self) -> None:
        """Open the vaults whose keys this machine keeps, and clear away what guests left."""
        register = await self.register()
        await asyncio.to_thread(self._sweep_guests)
        for person in await register.people():
            if (key := await self.kept_key(person.id)) is not None:
                self.unseal(person.id, key, minor=person.minor)

    async def close(self) -> None:
        """Seal everything; nothing is left of guests."""
        for token in list(self.guests):
            await self.guest_leaves(token)
        for person in list(self.lives):
            await self.seal(person)
        register, self._register = self._register, None
        if register is not None:
            await register.vault.close()

    def place_of(self, person: PersonId) -> KeyPlace:
        """Where this machine would keep a person's key."""
        set_: KeyPlace = self.settings.key_place  # pyright: ignore[reportAssignmentType]  # checked when read
        return set_ if person == OWNER_ID else "file"

    def folder(self, person: PersonId) -> Path:
        """Where a person's vault is."""
        return folder_of(self.settings.home, person)

    async def kept_key(self, person: PersonId) -> VaultKey | None:
        """The key that this machine keeps of somebody's vault, if it does."""
        folder, place = self.folder(person), self.place_of(person)
        # Asking a keyring takes its time, and calls go on meanwhile.
        has = await asyncio.to_thread(has_key, folder, place)
        if place == "passphrase" or not has:
            life = self.lives.get(person)
            return life.key if life and has else None
        return await asyncio.to_thread(open_key, folder, place)

    def unseal(self, person: PersonId, key: VaultKey, *, minor: bool = False) -> Life:
        """Open a vault; open already, it stays as it is."""
        if (life := self.lives.get(person)) is None:
            settings = settings_for(self.settings, person, self.folder(person), minor=minor)
            life = self.lives[person] = Life(settings, key, self.models, self.places)
        return life

    async def came_of_age(self, person: PersonId, *, minor: bool) -> None:
        """Care for somebody as the owner has it now; a vault that is sealed is opened so later."""
        life = self.lives.get(person)
        if life is None or life.is_over:
            return
        life.settings = settings_for(self.settings, person, self.folder(person), minor=minor)
        anima = await life.door.anima()
        anima.settings = life.settings
        await anima.cared_for(await load_own_care(anima.log, life.settings))

    async def seal(self, person: PersonId) -> None:
        """Close a vault; its key leaves this process."""
        if (life := self.lives.pop(person, None)) is not None:
            await life.seal()

    async def erase(self, person: PersonId) -> None:
        """Nothing is left of somebody who was removed, whether their vault was open or not."""
        await self.seal(person)
        folder = self.folder(person)
        with suppress(FileNotFoundError):  # another look may take the same away
            await asyncio.to_thread(destroy_key, folder, "file")
        await asyncio.to_thread(shutil.rmtree, folder, ignore_errors=True)

    async def visitor(self, token: str) -> Inhabitant | None:
        """Whose secret this is; their vault is opened if the secret does."""
        if (guest := self.guests.get(token)) is not None:
            seen = replace(guest.credential, seen=self.clock.now())
            self.guests[token] = Guest(seen, guest.folder)
            return Inhabitant(self, seen, token)
        await self.register()
        credential = await self.credentials.found(token)
        if credential is None:
            return None
        await self.credentials.seen(credential)
        if (life := self.lives.get(credential.person)) and life.is_over:
            del self.lives[credential.person]  # it failed, and is tried again
        self._seen[credential.id] = replace(credential, seen=self.clock.now())
        if credential.person not in self.lives:
            key = await self.credentials.key(credential, token)
            if key is not None:
                await self._unseal_for(credential.person, key)
        return Inhabitant(self, credential, token)

    async def _unseal_for(self, person: PersonId, key: VaultKey) -> None:
        who = await (await self.register()).person(person)
        self.unseal(person, key, minor=who.minor)

    async def turned(self, visitor: Inhabitant) -> str | None:
        """A new secret for a session that has had its own for long."""
        if visitor.is_guest:
            return None
        life = self.lives.get(visitor.person)
        if visitor.credential.opens and life is None:
            return None
        key = life.key if life and visitor.credential.opens else None
        return await self.credentials.turned(visitor.credential, visitor.token, key)

    async def guest(self) -> str:
        """Let a guest in; the key of what they say is in memory alone. Returns their secret."""
        if len(self.guests) >= MOST_GUESTS:
            raise AccountError("Enough guests are here.", advice="Try again later.")
        person, now = PersonId(GUEST + secrets.token_hex(4)), self.clock.now()
        token = secrets.token_urlsafe(32)
        made = Credential(person, person, "session", "guest", now, now, opens=True)
        self.guests[token] = Guest(made, self.folder(person))
        self.unseal(person, new_key())
        return token

    async def hold(self, credential: str, conversation: Coroutine[object, object, None]) -> None:
        """Hold a conversation until it ends, or the session of this id does."""
        task = asyncio.create_task(_awaited(conversation))
        held = self._held.setdefault(credential, set())
        held.add(task)
        try:
            await asyncio.wait([task])
        except asyncio.CancelledError:
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)
            raise
        finally:
            held.discard(task)
            if not held:
                self._held.pop(credential, None)
                self._was_here(credential)
        if not task.cancelled():
            task.result()

    def _was_here(self, credential: str) -> None:
        """Their last conversation has ended, perhaps for a moment: they were seen until now."""
        now = self.clock.now()
        if (known := self._seen.get(credential)) is not None:
            self._seen[credential] = replace(known, seen=now)
        for token, guest in self.guests.items():
            if guest.credential.id == credential:
                self.guests[token] = Guest(replace(guest.credential, seen=now), guest.folder)

    async def watch(self) -> None:
        """Look, until cancelled, for sessions that have ended and vaults that nobody needs open."""
        while True:
            try:
                if await self.is_open():
                    await self.look()
            except AnimaError as error:
                _log.warning("the register could not be read: %s", type(error).__name__)
            await asyncio.sleep(LOOK_SECONDS)

    async def look(self) -> None:
        """End what belongs to sessions that are gone, and seal what nobody needs open."""
        register, now = await self.register(), self.clock.now()
        living_ones = {each.id: each for each in await self.credentials.all()}
        guests = {each.credential.id for each in self.guests.values()}
        for credential in [each for each in self._held if each not in living_ones.keys() | guests]:
            for task in list(self._held[credential]):
                task.cancel()
        people = {each.id for each in await register.people()}
        for person in [each for each in self.lives if not each.startswith(GUEST)]:
            if person not in people and person != OWNER_ID:  # whose folder has all the others
                await self.erase(person)
            elif not self._needed(person, living_ones, now) and not await self._kept_open(person):
                await self.seal(person)
        for token, guest in list(self.guests.items()):
            talks = guest.credential.id in self._held
            if not talks and now - guest.credential.seen > GUEST_LEAVES_AFTER:
                await self.guest_leaves(token)

    async def guest_leaves(self, token: str) -> None:
        """Nothing is left of a guest."""
        if (guest := self.guests.pop(token, None)) is None:
            return  # gone in the same moment by another way
        await self.seal(guest.credential.person)
        await asyncio.to_thread(shutil.rmtree, guest.folder, ignore_errors=True)

    async def _kept_open(self, person: PersonId) -> bool:
        return await asyncio.to_thread(has_key, self.folder(person), self.place_of(person))

    def _needed(self, person: PersonId, living_ones: dict[str, Credential], now: datetime) -> bool:
        for each in (known for known in living_ones.values() if known.person == person):
            seen = self._seen.get(each.id, each).seen
            rests = RESTS_AFTER if each.kind == "session" else PROGRAM_RESTS_AFTER
            if each.id in self._held or now - seen < rests:
                return True
        return False

    def _sweep_guests(self) -> None:
        for folder in (self.settings.home / "people").glob(f"{GUEST}*"):
            shutil.rmtree(folder, ignore_errors=True)


async def _awaited(conversation: Coroutine[object, object, None]) -> None:
    await conversation
