"""What the pages of people reach: to join, to sign in, to recover, and to see who is signed in."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeVar

from anima.accounts import (
    OWNER_ID,
    AccountError,
    Invitation,
    Person,
    RefusedError,
    Shown,
    demand_passkeys_at,
    folder_of,
    recovery,
)
from anima.continuity.importing import is_there
from anima.house import House, Inhabitant
from anima.interfaces.web import Answered, Visitor
from anima.owner_desk import OwnerDesk, text_of
from anima.storage import VaultKey, keep_key, new_key, release_key
from anima.told_here import told_here
from anima.values import JsonValue, PersonId, WrongKeyError, new_id

GOES = "erase everything"
"""What somebody types who wants to go, with all that she has of them."""

Body = dict[str, JsonValue]
T = TypeVar("T")


class PeopleDesk:
    """A household for the web server: `House` tells people apart, this does what they ask."""

    def __init__(self, house: House) -> None:
        self._house = house
        self._owners = owners = OwnerDesk(house)
        self._anybody: dict[str, Callable[[Body, str, str], Awaitable[Answered]]] = {
            "invited": self._invited,
            "join": self._join,
            "challenge": self._challenge,
            "enter": self._enter,
            "recover": self._recover,
            "guest": self._guest,
        }
        self._person: dict[str, Callable[[Body, Inhabitant, str], Awaitable[Answered]]] = {
            "open": self._open,
            "code": self._code,
            "keep": self._keep,
            "creation": self._creation,
            "passkey": self._passkey,
            "remove-passkey": self._remove_passkey,
            "program": self._program,
            "end": self._end,
            "end-others": self._end_others,
            "leave": self._leave,
            "erase-me": self._erase_me,
            "told-here": self._told_here,
            "invite": self._invite,
            "remove": self._then_state(owners.remove),
            "age": self._then_state(owners.age),
            "guests": self._then_state(owners.guests),
        }

    @property
    def address(self) -> str:
        """Where the page is."""
        return self._house.address

    async def is_open(self) -> bool:
        """Whether several people live here."""
        return await self._house.is_open()

    async def visitor(self, token: str) -> Visitor | None:
        """Whose secret this is."""
        return await self._house.visitor(token)

    async def turned(self, visitor: Visitor) -> str | None:
        """A new secret for a session that has had its own for long."""
        return await self._house.turned(visitor) if isinstance(visitor, Inhabitant) else None

    async def act(
        self, action: str, body: JsonValue, visitor: Visitor | None, address: str, label: str
    ) -> Answered:
        """Do what a page asks for; see `Household.act`."""
        asked: Body = body if isinstance(body, dict) else {}
        who = visitor if isinstance(visitor, Inhabitant) else None
        if action == "begin":
            return await self._begin()
        if action == "state":
            return await self._state(who)
        if not await self._house.is_open():
            raise AccountError("One person lives here.", advice="Nobody needs to sign in.")
        if action in self._anybody:
            answered = await self._anybody[action](asked, address, label)
            if answered.token and who is not None:
                await self._over(who)  # nobody is left signed in behind whoever comes
            return answered
        todo = self._person[action]
        if who is None:
            raise RefusedError("Sign in first.")
        if who.is_guest and action not in ("leave", "told-here"):
            raise RefusedError("A guest cannot do this.")
        if who.credential.kind != "session":
            raise RefusedError("A program cannot do this.")
        return await todo(asked, who, label)

    async def _begin(self) -> Answered:
        """The present person becomes the owner; what they get is a link to make a passkey."""
        if await self._house.is_open():
            raise AccountError("Several people live here already.")
        demand_passkeys_at(self._house.address)  # from here on nobody comes in by another way
        register = await self._house.register()
        owner = await register.begin()
        _, token = await register.invite(owner.name, person=owner.id)
        return Answered({"join": f"/join#{token}"})

    async def _state(self, who: Inhabitant | None) -> Answered:
        if not await self._house.is_open():
            return Answered({"several": False})
        register = await self._house.register()
        state: Body = {"several": True, "guests": await register.guests(), "person": None}
        if who is None:
            # Whoever stopped half-way finds no passkey to sign in by, and is told the way on.
            state["begun"] = not await self._house.passkeys.of(OWNER_ID)
            return Answered(state)
        state |= {"sealed": who.sealed, "guest": who.is_guest}
        if who.is_guest:
            return Answered(state | {"person": "a guest"})
        person = await register.person(who.person)
        sessions: list[JsonValue] = [
            {
                "id": each.id,
                "kind": each.kind,
                "label": each.label,
                "since": each.since.isoformat(),
                "seen": each.seen.isoformat(),
                "this": each.id == who.credential.id,
            }
            for each in await self._house.credentials.all(person.id)
        ]
        passkeys: list[JsonValue] = [
            {
                "id": each.id.hex(),
                "label": each.label,
                "opens": each.opens,
                "since": each.since.isoformat() if each.since else "",
            }
            for each in await self._house.passkeys.of(person.id)
        ]
        state |= {
            "person": person.name,
            "role": person.role,
            "sessions": sessions,
            "passkeys": passkeys,
            "kept": await self._house.kept_key(person.id) is not None,
            "code": (self._house.folder(person.id) / recovery.FILE).exists(),
        }
        if person.role == "owner":
            state["people"] = [each.name for each in await register.people()]
            state["minors"] = [each.name for each in await register.people() if each.minor]
            state["invited"] = [each.name for each in await register.invitations()]
        return Answered(state)

    async def _invited(self, asked: Body, address: str, _: str) -> Answered:
        invitation = await self._tried(
            address, "invitation", self._house_invitation(text_of(asked, "token"))
        )
        name = invitation.name if not invitation.person else text_of(asked, "name")
        options = await self._house.passkeys.creation(
            name or invitation.name, invitation.person or None
        )
        return Answered(
            {"name": invitation.name, "options": options, "known": bool(invitation.person)}
        )

    async def _house_invitation(self, token: str) -> Invitation:
        return await (await self._house.register()).invitation(token)

    async def _join(self, asked: Body, address: str, label: str) -> Answered:
        """A passkey is made: from now on there is a person, with a vault and a way to it."""
        house, register = self._house, await self._house.register()
        token = text_of(asked, "token")
        invitation = await self._tried(address, "invitation", register.invitation(token))
        key = await self._key_for(invitation)
        shown = Shown.of(asked)
        passkey = await self._tried(
            address, "passkey", _at_once(lambda: house.passkeys.made(shown))
        )
        person = await register.joined(token, text_of(asked, "name"), PersonId(new_id()))
        code = await asyncio.to_thread(self._with_code, person, key)
        await house.passkeys.keep(passkey, person, label, shown.prf, key)
        _, secret = await house.credentials.begin(person.id, key, label=label, kind="session")
        house.unseal(person.id, key, minor=person.minor)
        answer: Body = {"name": person.name, "code": code, "opens": shown.prf is not None}
        return Answered(answer, token=secret)

    async def _key_for(self, invitation: Invitation) -> VaultKey:
        """The key of a new vault, or of the one that is there; never another for one that is."""
        if invitation.person is None:
            return new_key()
        if (key := await self._house.kept_key(invitation.person)) is None:
            if not is_there(self._house.folder(invitation.person) / "vault.db"):
                return new_key()  # it was erased, and they begin anew
            raise RefusedError(
                "This machine has given up the key of that vault.",
                advice="Sign in by passkey or recovery code, and add a passkey there.",
            )
        return key

    def _with_code(self, person: Person, key: VaultKey) -> str:
        folder = folder_of(self._house.settings.home, person.id)
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        return recovery.keep(folder, key)

    async def _challenge(self, asked: Body, address: str, label: str) -> Answered:
        return Answered({"options": await self._house.passkeys.request()})

    async def _enter(self, asked: Body, address: str, label: str) -> Answered:
        house, register = self._house, await self._house.register()
        shown = Shown.of(asked)
        id_, key = await self._tried(address, "passkey", house.passkeys.recognised(shown))
        return await self._signed_in(await register.person(id_), key, label)

    async def _signed_in(self, person: Person, key: VaultKey | None, label: str) -> Answered:
        house = self._house
        life = house.lives.get(person.id)
        key = key or (life.key if life else None)
        _, secret = await house.credentials.begin(person.id, key, label=label, kind="session")
        if key is not None:
            house.unseal(person.id, key, minor=person.minor)
        return Answered({"name": person.name, "sealed": key is None}, token=secret)

    async def _recover(self, asked: Body, address: str, label: str) -> Answered:
        register = await self._house.register()
        wrong = RefusedError("The name or the recovery code is wrong.")
        recovered = self._recovered(text_of(asked, "name"), text_of(asked, "code"))
        person, key = await self._tried(address, "recovery", recovered, wrong)
        await register.record(person.id, "recovered")
        return await self._signed_in(person, key, label)

    async def _recovered(self, name: str, code: str) -> tuple[Person, VaultKey]:
        """Who has this name, and the key that the code gives; as slow when nobody has it."""
        register = await self._house.register()
        try:
            person = await register.person(name)
        except AccountError:
            await asyncio.to_thread(recovery.opened, None, code)
            raise
        folder = self._house.folder(person.id)
        return person, await asyncio.to_thread(recovery.opened, folder, code)

    async def _guest(self, asked: Body, address: str, label: str) -> Answered:
        register = await self._house.register()
        if not await register.guests():
            raise AccountError("Guests are not let in here.", advice="The owner can change that.")
        token = await self._house.guest()
        await register.record("", "a guest came")
        return Answered({"name": "a guest"}, token=token)

    async def _open(self, asked: Body, who: Inhabitant, label: str) -> Answered:
        """A session whose passkey opens nothing: the recovery code does."""
        recovered = self._recovered(who.person, text_of(asked, "code"))
        person, key = await self._tried(who.person, "recovery", recovered)
        await self._house.credentials.open_by(who.credential, who.token, key)
        self._house.unseal(who.person, key, minor=person.minor)
        return Answered({"sealed": False})

    async def _code(self, asked: Body, who: Inhabitant, label: str) -> Answered:
        register = await self._house.register()
        person = await register.person(who.person)
        code = await asyncio.to_thread(self._with_code, person, self._key(who))
        await register.record(person.id, "new recovery code")
        return Answered({"code": code})

    async def _keep(self, asked: Body, who: Inhabitant, label: str) -> Answered:
        """Whether this machine keeps the key. Given up only when a recovery code is there."""
        house, folder = self._house, self._house.folder(who.person)
        keep, key = asked.get("keep") is True, self._key(who)
        kept = await house.kept_key(who.person) is not None
        if keep and not kept:
            await asyncio.to_thread(keep_key, folder, key, house.place_of(who.person))
        elif not keep and kept:
            if not (folder / recovery.FILE).exists():
                raise AccountError("There is no recovery code yet.", advice="Make one first.")
            await asyncio.to_thread(release_key, folder, house.place_of(who.person))
        if keep != kept:
            what = "key kept by the machine" if keep else "key given up by the machine"
            await (await house.register()).record(who.person, what)
        return Answered({"kept": keep})

    async def _creation(self, asked: Body, who: Inhabitant, label: str) -> Answered:
        person = await (await self._house.register()).person(who.person)
        return Answered({"options": await self._house.passkeys.creation(person.name, person.id)})

    async def _passkey(self, asked: Body, who: Inhabitant, label: str) -> Answered:
        shown = Shown.of(asked)
        passkey = self._house.passkeys.made(shown)
        person = await (await self._house.register()).person(who.person)
        await self._house.passkeys.keep(passkey, person, label, shown.prf, self._key(who))
        return Answered({"opens": shown.prf is not None})

    async def _remove_passkey(self, asked: Body, who: Inhabitant, label: str) -> Answered:
        await self._house.passkeys.remove(text_of(asked, "id"), who.person)
        return await self._state(who)

    async def _program(self, asked: Body, who: Inhabitant, label: str) -> Answered:
        _, secret = await self._house.credentials.begin(
            who.person, self._key(who), label=text_of(asked, "label"), kind="program"
        )
        return Answered({"key": secret})

    async def _end(self, asked: Body, who: Inhabitant, label: str) -> Answered:
        await self._house.credentials.end(text_of(asked, "id"), who.person)
        await self._house.look()
        return await self._state(who)

    async def _end_others(self, asked: Body, who: Inhabitant, label: str) -> Answered:
        await self._house.credentials.end_all(who.person, but=who.credential.id)
        await self._house.look()
        return await self._state(who)

    async def _leave(self, asked: Body, who: Inhabitant, label: str) -> Answered:
        await self._over(who)
        return Answered({}, leaves=True)

    async def _erase_me(self, asked: Body, who: Inhabitant, label: str) -> Answered:
        """Somebody goes, of their own will, and everything of theirs with them."""
        if text_of(asked, "typed").strip().lower() != GOES:
            raise AccountError("Nothing was erased.", advice=f"For a yes, type: {GOES}")
        if who.person == OWNER_ID:
            raise AccountError(
                "In the owner's folder lives the whole house.",
                advice="End her, and run: anima erase --everything",
            )
        register = await self._house.register()
        await register.remove(who.person, by=who.person)
        await self._house.look()
        await self._house.erase(who.person)
        return Answered({}, leaves=True)

    async def _told_here(self, asked: Body, who: Inhabitant, label: str) -> Answered:
        """Whoever signs in where another did not sign out: nothing more of theirs comes there."""
        mine = await told_here(self._house.lives, who.person, text_of(asked, "endpoint"))
        return Answered({"mine": mine})

    async def _over(self, who: Inhabitant) -> None:
        if who.is_guest:
            await self._house.guest_leaves(who.token)
        elif who.credential.kind == "session":
            await self._house.credentials.end(who.credential.id, who.person)
            await self._house.look()

    async def _invite(self, asked: Body, who: Inhabitant, label: str) -> Answered:
        return Answered(await self._owners.invite(asked, who))

    def _then_state(
        self, act: Callable[[Body, Inhabitant], Awaitable[None]]
    ) -> Callable[[Body, Inhabitant, str], Awaitable[Answered]]:
        """The action, and then how everything stands."""

        async def acting(asked: Body, who: Inhabitant, label: str) -> Answered:
            await act(asked, who)
            return await self._state(who)

        return acting

    def _key(self, who: Inhabitant) -> VaultKey:
        life = self._house.lives.get(who.person)
        if life is None:
            raise AccountError("The vault is sealed.", advice="Open it first.")
        return life.key

    async def _tried(
        self, address: str, what: str, trying: Awaitable[T], told: Exception | None = None
    ) -> T:
        """Let somebody try; what fails is counted against where it came from."""
        register = await self._house.register()
        try:
            await register.allow(address)
        except AccountError:
            if asyncio.iscoroutine(trying):
                trying.close()
            raise
        try:
            return await trying
        except (AccountError, WrongKeyError) as error:
            await register.failed(address, what)
            raise told or error from error


async def _at_once(work: Callable[[], T]) -> T:
    return work()
