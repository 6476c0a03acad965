"""What `anima people` does: several people in one installation, from the command line."""

import asyncio
import shutil
from collections.abc import AsyncGenerator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

from rich.console import Console

from anima.accounts import (
    OWNER_ID,
    AccountError,
    Credentials,
    Register,
    demand_passkeys_at,
    folder_of,
    place_of,
    recovery,
)
from anima.settings import Settings
from anima.storage import KeyPlace, alone, destroy_key, has_key
from anima.values import StorageError, SystemClock

Confirm = Callable[[str], bool]

ONE = "One person lives here, and nobody signs in. To change that: anima people begin"
PATIENCE_SECONDS = 10.0
LOOK_SECONDS = 0.2


async def show(settings: Settings, console: Console) -> None:
    """List who lives here, who is invited, and who is signed in."""
    if not _several(settings):
        console.print(ONE)
        return
    async with _register(settings) as register:
        credentials = await Credentials(register).all()
        for person in await register.people():
            about = "owner" if person.role == "owner" else "under age" if person.minor else ""
            since = f"since {person.since:%Y-%m-%d}"
            line = "  ".join(each for each in (person.name, about, since) if each)
            console.print(line, markup=False, highlight=False)
            for each in credentials:
                if each.person == person.id:
                    text = f"  {each.id}  {each.label}, last seen {each.seen:%Y-%m-%d %H:%M}"
                    console.print(text, markup=False, highlight=False)
        for invitation in await register.invitations():
            text = f"{invitation.name}  invited until {invitation.until:%Y-%m-%d %H:%M}"
            console.print(text, markup=False, highlight=False)
        guests = "come in" if await register.guests() else "are not let in"
        console.print(f"Guests {guests}.")


async def begin(settings: Settings, console: Console) -> None:
    """Make the present person the owner, and print the link to a passkey of theirs."""
    demand_passkeys_at(settings.page)
    async with _register(settings, make=True) as register:
        owner = await register.begin()
        place: KeyPlace = settings.key_place  # pyright: ignore[reportAssignmentType]  # checked when read
        given_up = (settings.home / recovery.FILE).exists() and not has_key(settings.home, place)
        if given_up:
            console.print("Several people can live here already, and you have your passkey.")
            return
        _, token = await register.invite(owner.name, person=owner.id)
    console.print("Several people can live here from now on; you are the owner, and all is kept.")
    _link(settings, console, token, "Make your passkey")
    console.print("Until you have one, this machine keeps your key as before.")


async def invite(settings: Settings, console: Console, name: str, *, minor: bool) -> None:
    """Invite somebody by a link that can be used once."""
    async with _register(settings) as register:
        _, token = await register.invite(name, minor=minor)
    _link(settings, console, token, f"For {name.strip()}, once, within three days")


async def end(settings: Settings, console: Console, which: str) -> None:
    """End one session by its id, or all of a person by their name."""
    async with _register(settings) as register:
        credentials = Credentials(register)
        if any(each.id == which for each in await credentials.all()):
            await credentials.end(which)
            console.print("Ended.")
            return
        person = await register.person(which)
        ended = await credentials.end_all(person.id)
        console.print(f"{ended} ended.", highlight=False)


async def remove(settings: Settings, console: Console, name: str, confirm: Confirm) -> None:
    """Remove somebody, with their vault; nobody can read it any more, here or from a copy."""
    async with _register(settings) as register:
        person = await register.person(name)
        if person.id == OWNER_ID:
            raise AccountError("The owner stays.", advice="See: anima erase --everything")
        if not confirm(f"Remove {person.name}, and erase everything she has of them, for good?"):
            console.print("Nothing was changed.")
            return
        await register.remove(person.id)
    folder = folder_of(settings.home, person.id)
    if folder.exists():
        await asyncio.to_thread(destroy_key, folder, "file")
    gone = await _removed(folder / "vault.db", lambda: shutil.rmtree(folder, ignore_errors=True))
    console.print(
        f"{person.name} is gone, and so is the key."
        + ("" if gone else " The files go when the server ends."),
        markup=False,
    )


async def _removed(vault: Path, remove: Callable[[], None]) -> bool:
    """Remove the files once no process has them open."""
    for _ in range(round(PATIENCE_SECONDS / LOOK_SECONDS)):
        if not vault.parent.exists():
            return True
        try:
            with alone(vault):
                remove()
            return True
        except StorageError:
            await asyncio.sleep(LOOK_SECONDS)
    return False


async def guests(settings: Settings, console: Console, *, allowed: bool) -> None:
    """Let guests talk with her, or no more."""
    async with _register(settings) as register:
        await register.let_guests(allowed)
    told = "Guests may talk with her; nothing of it is kept." if allowed else "No guests any more."
    console.print(told)


async def audit(settings: Settings, console: Console, limit: int) -> None:
    """Print what happened to whom; never what was said."""
    async with _register(settings) as register:
        names: dict[str, str] = {each.id: each.name for each in await register.people()}
        for entry in reversed(await register.audit(limit)):
            who = names.get(entry.person, entry.person)
            line = f"{entry.at:%Y-%m-%d %H:%M:%S}  {who}  {entry.what}  {entry.detail}"
            console.print(line.rstrip(), markup=False, highlight=False)


async def home_of(settings: Settings) -> Settings:
    """The settings of the person that `person` names: their vault, in their folder."""
    from anima.own_care import settings_for

    async with _register(settings) as register:
        person = await register.person(settings.person)
    folder = folder_of(settings.home, person.id)
    return settings_for(settings, person.id, folder, minor=person.minor)


def _link(settings: Settings, console: Console, token: str, about: str) -> None:
    console.print(f"{about}: {settings.page}/join#{token}", soft_wrap=True, highlight=False)


def _several(settings: Settings) -> bool:
    return (place_of(settings.home) / "vault.db").exists()


@asynccontextmanager
async def _register(settings: Settings, *, make: bool = False) -> AsyncGenerator[Register]:
    if not make and not _several(settings):
        raise AccountError("One person lives here.", advice="Run: anima people begin")
    register = await Register.open(settings.home, SystemClock())
    try:
        if not make and not await register.is_open():
            raise AccountError("One person lives here.", advice="Run: anima people begin")
        yield register
    finally:
        await register.vault.close()
