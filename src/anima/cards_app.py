"""What `anima import` does with a character card or world info, and `anima card` with her own."""

import asyncio
import hashlib
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

from rich.console import Console

from anima import __version__
from anima.app import OWNER, open_vault
from anima.continuity.cards import (
    CONTAINERS,
    Card,
    Container,
    Portrait,
    WorldInfo,
    card_in,
    card_messages,
    own_card,
    packed,
    picture_in,
    world_in,
    world_messages,
)
from anima.imports_app import SHOWN, import_named, imports_of
from anima.memory import EventLog
from anima.persona import load_identity
from anima.settings import Settings
from anima.values import AnimaError, Message, SystemClock

PICTURE = Path(str(files("anima.interfaces.web"))) / "static" / "icon-512.png"
"""The picture of a card that came without one."""

CARD_FILE_BYTES = 64 << 20
"""A longer file is no card."""


class CardError(AnimaError):
    """A card cannot be written: there is none, or not in this kind of file."""


def card_of(source: Path) -> Card | None:
    """The character card in a file, if it is one."""
    if not source.is_file() or source.stat().st_size > CARD_FILE_BYTES:
        return None
    return card_in(source.read_bytes())


def world_of(source: Path) -> WorldInfo | None:
    """The world info in a file, if it is that."""
    if source.suffix.lower() != ".json" or not source.is_file():
        return None
    if source.stat().st_size > CARD_FILE_BYTES:
        return None
    return world_in(source.read_bytes(), source.stem)


async def import_card(settings: Settings, console: Console, source: Path, card: Card) -> None:
    """Keep a character card, and what stands in it as quoted material."""
    messages = card_messages(card, SystemClock().now())
    kept = await _kept(settings, source, "a character card", messages)
    _tell(console, f"The card of {card.name} ({card.version})", "card", kept)


async def import_world(
    settings: Settings, console: Console, source: Path, world: WorldInfo
) -> None:
    """Keep world info, and what stands in it as quoted material."""
    messages = world_messages(world, SystemClock().now())
    kept = await _kept(settings, source, "world info", messages)
    told = f"The world info of {world.name} ({len(world.words)} entries)"
    _tell(console, told, "world info", kept)


async def _kept(
    settings: Settings, source: Path, kind: str, messages: Iterator[Message]
) -> str | None:
    """The id of the import in which a file is kept now; None where it was here already."""
    content = await asyncio.to_thread(source.read_bytes)
    async with await open_vault(settings) as vault:
        _, imports = imports_of(vault)
        digest = hashlib.sha256(content).hexdigest()
        if any(each.digest == digest and each.finished for each in await imports.all()):
            return None
        import_id = await imports.begin(kind, source.name, digest)
        await imports.keep_file(import_id, content)
        await imports.add(import_id, messages)
        await imports.finish(import_id)
    return import_id


def _tell(console: Console, what: str, kind: str, kept: str | None) -> None:
    if kept is None:
        console.print(f"This {kind} is here already.")
        return
    console.print(
        f"{what} is kept. What it says is quoted, not obeyed; "
        f"get it again by: anima imports get {kept[-SHOWN:]} FILE",
        highlight=False,
        markup=False,
        soft_wrap=True,
    )


async def get_card(settings: Settings, console: Console, end: str, target: Path) -> None:
    """Write a card that was kept: as it came, or in another kind of file by the target's name."""
    container = container_of(target)
    async with await open_vault(settings) as vault:
        _, imports = imports_of(vault)
        found = import_named(await imports.all(), end)
        content = await imports.file(found.id)
    if content is None:
        raise CardError(
            "Of this import no file is kept.",
            advice="Only cards and world info are kept as files.",
        )
    card = card_in(content)
    if card is None and container != "json":
        raise CardError("World info is no card.", advice="Name a file that ends with .json.")
    if card and Path(found.file).suffix.lower() != target.suffix.lower():
        picture = picture_in(content) or await asyncio.to_thread(PICTURE.read_bytes)
        content = packed(card.json, container, picture)
    await _write(console, target, content, "is written.")


async def own(settings: Settings, console: Console, target: Path) -> None:
    """Write her own card, V3."""
    container = container_of(target)
    async with await open_vault(settings) as vault:
        identity = await load_identity(EventLog(vault, OWNER, SystemClock()))
    if not identity.name:
        raise CardError("She has no name yet.", advice="Meet her first: anima chat")
    portrait = Portrait(identity.name, identity.voice, __version__)
    picture = await asyncio.to_thread(PICTURE.read_bytes)
    content = packed(own_card(portrait), container, picture)
    await _write(console, target, content, "is her card. Nothing of you is in it.")


async def _write(console: Console, target: Path, content: bytes, told: str) -> None:
    try:
        await asyncio.to_thread(target.write_bytes, content)
    except OSError as error:
        raise CardError(f"{target} cannot be written: {error.strerror}.") from error
    console.print(f"{target} {told}", markup=False, highlight=False, soft_wrap=True)


def container_of(target: Path) -> Container:
    """The kind of file that a name asks for. Raises `CardError` for another one."""
    for container in CONTAINERS:
        if target.suffix.lower() == f".{container}":
            return container
    raise CardError(
        f"{target.name} is no name of a card.", advice="Cards are written as .png, .json or .charx."
    )
