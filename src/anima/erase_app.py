"""What `anima erase` does: takes a thing out of every file, and shows that it is gone."""

import asyncio
import os
import shutil
from collections.abc import AsyncGenerator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

from rich.console import Console

from anima.accounts import OWNER_ID, Register, place_of
from anima.accounts.register import FOLDER
from anima.app import opened_vault, vault_key
from anima.erasing import Erasing, Wanted
from anima.memory.plain_text import printable
from anima.settings import FILE_NAME, Settings, impersonal
from anima.storage import NEXT, KeyPlace, alone, destroy_key, write_private
from anima.values import PersonId, SystemClock

Confirm = Callable[[str], bool]

SHOWN = 12
"""So many of the things to be erased are shown."""

OWN_FILES = ("vault.", ".incoming", NEXT, FILE_NAME)
"""How the names of her files in the home folder begin."""


async def erase(settings: Settings, console: Console, wanted: Wanted, confirm: Confirm) -> None:
    """Erase what is wanted, after a yes, and print the proof."""
    key = await vault_key(settings)
    async with await opened_vault(settings, key) as vault:
        erasing = await Erasing.of(settings.home, vault)
        chosen = await erasing.chosen(wanted)
        if not chosen and not wanted.naming:
            console.print("Nothing like that is kept.")
            return
        texts = await erasing.texts(chosen)
        for text in texts[:SHOWN]:
            console.print(f"  {printable(text)[:160]}", markup=False, highlight=False)
        if len(texts) > SHOWN:
            console.print(f"  … and {len(texts) - SHOWN:,} more", highlight=False)
        if not confirm(f"Erase {'this' if len(texts) == 1 else f'these {len(texts):,}'} for good?"):
            console.print("Nothing was changed.")
            return
        gone = await erasing.erase(chosen, wanted)
    if gone.had_copy:
        console.print("The copy from before the last upgrade had it too, and is gone.")
    console.print(
        f"Gone from {gone.count:,} places of the log and of what was brought, from facts, episodes "
        "and every index.",
        highlight=False,
    )
    proof = await erasing.proof(key, gone)
    console.print(
        f"Looked for {proof.words} words that nothing else has, in {proof.pages:,} pages and "
        f"{proof.files} files of {settings.home}: "
        + (f"still in {', '.join(proof.left)}." if proof.left else "in none of them."),
        highlight=False,
        soft_wrap=True,
    )
    for copy in dict.fromkeys(event.text("file") for event in gone.exported):
        if os.path.exists(copy):  # noqa: ASYNC240  # one look
            console.print(f"An archive from before may have it: {copy}", soft_wrap=True)
    if aside := erasing.put_aside():
        console.print(f"A life that was put aside is here too: {aside}")


async def erase_everything(settings: Settings, console: Console, confirm: Confirm) -> bool:
    """Destroy the key, and everything that is kept; says whether it was done."""
    if not confirm("Erase everything she has of you, for good? Nothing can bring it back."):
        console.print("Nothing was changed.")
        return False
    with alone(settings.home / "vault.db"):
        await forget_sealed_keys(settings)
        await asyncio.to_thread(destroyed_alone, settings)
        await leave_house(settings)
    console.print(
        "The key is destroyed, and what it opened is gone with it. Nothing of you is left here."
    )
    return True


async def forget_sealed_keys(settings: Settings) -> None:
    """Where several people live, the register has copies of the key, sealed: they go, too."""
    async with _registered(settings.home) as (register, person):
        if register:
            await register.forget_keys(person)


async def leave_house(settings: Settings) -> None:
    """Whoever erased everything lives there no more, and may be invited again; the owner stays.

    Last of all: until then they are found by their name, to do what a crash broke off.
    """
    async with _registered(settings.home) as (register, person):
        if register and person != OWNER_ID:
            await register.remove(person)


@asynccontextmanager
async def _registered(home: Path) -> AsyncGenerator[tuple[Register | None, PersonId]]:
    """The register of the house that a home belongs to, if it does, and whose home it is."""
    house, person = home, OWNER_ID
    if not _is_house(home) and home.parent.name == FOLDER:
        house, person = home.parent.parent, PersonId(home.name)
    if not _is_house(house):
        yield None, person
        return
    register = await Register.open(house, SystemClock())
    try:
        yield register, person
    finally:
        await register.vault.close()


def _is_house(home: Path) -> bool:
    """Whether several people live in this folder; it is the owner's home, too."""
    return (place_of(home) / "vault.db").exists()


def destroyed_alone(settings: Settings) -> None:
    """Destroy the key and remove the files, for whoever keeps every other process out."""
    place: KeyPlace = settings.key_place  # pyright: ignore[reportAssignmentType]  # checked when read
    home = settings.home
    # The key first: whatever happens after, nothing can be read any more.
    destroy_key(home, place)
    for path in own_files(home):
        if path.is_dir():
            shutil.rmtree(path)
        elif path.name == FILE_NAME and _is_house(home):
            # The others live by it: at which address she is, who may come in, which model she has.
            write_private(path, impersonal(path.read_text(encoding="utf-8")))
        else:
            path.unlink()


def own_files(home: Path) -> list[Path]:
    """Her files in the home folder."""
    return sorted(path for path in home.iterdir() if path.name.startswith(OWN_FILES))
