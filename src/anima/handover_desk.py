"""What the page about giving her away reaches: what could go, what would, and an arrival."""

import asyncio
import tempfile
from datetime import datetime
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from anima import __version__
from anima.app import OWNER, Anima
from anima.continuity.handover import Handover, handover_of, read_handover, write_handover
from anima.handover_making import (
    HandoverError,
    arrive,
    arrived,
    digest_of,
    made_of,
    note_approved,
    note_declined,
    note_shown,
    note_written,
    thinks,
)
from anima.memory import Givable, Giving
from anima.persona import load_identity
from anima.persona.handing_over import has_met, load_her
from anima.persona.identity import A_FRIEND
from anima.storage import Vault
from anima.values import JsonValue

SHORTEST_PASSPHRASE = 8
"""The file travels by ways that nobody watches, and may be tried at leisure."""

DOWNLOADED = "a file that the page gave"


class _Wish(BaseModel):
    """What the person chose, and what is to be done with it."""

    model_config = ConfigDict(extra="forbid")

    do: Literal["show", "decline"] = "show"
    facts: list[str] = Field(default=[], max_length=10_000)
    moments: list[str] = Field(default=[], max_length=10_000)
    giver: str = Field("", max_length=80)
    whom: str = Field("", max_length=80)
    note: str = Field("", max_length=2000)
    digest: str = Field("", max_length=64)
    passphrase: str = Field("", max_length=1000)


class HandoverDesk:
    """Gives one person's companion away, and lets one arrive where nobody has met any."""

    def __init__(self, anima: Anima) -> None:
        if anima.vault is None:
            raise HandoverError("There is no vault that she could leave or come to.")
        self._anima = anima
        self._vault: Vault = anima.vault

    async def state(self) -> JsonValue:
        """Who she is, and all that could go; or that nobody has met a companion here."""
        log = self._anima.log
        her = await load_her(log)
        if not her.name:
            return {"met": await has_met(log), "name": ""}
        giver = (await load_identity(log)).person_name
        giving = await self._giving()
        givable = await giving.all(giver or A_FRIEND)
        return {
            "met": True,
            "name": her.name,
            "giver": giver,
            "thinks": [each.text for each in thinks(giving, her)],
            "memories": [
                {"id": m.id, "kind": m.kind, "on": _day(m.at), "text": m.text}
                for m in givable.memories
            ],
            "kept_back": len(givable.kept_back),
        }

    async def ask(self, wish: JsonValue) -> JsonValue:
        """Every word that would go; or a no to it, which is kept.

        Raises:
            HandoverError: This is no wish, or nobody is here.
            ArchiveError: A text cannot stand in the file.
            NoSuchFactError: A fact that was chosen is not known any more.
        """
        wanted = _wish(wish)
        if wanted.do == "decline":
            await note_declined(self._anima.log, wanted.digest)
            return {}
        given, chosen = await self._made(wanted)
        await note_shown(self._anima.log, given, chosen)
        return {
            "digest": digest_of(given),
            "her": f"{given.her.name} goes with her name, her voice ({given.her.voice}) and her "
            "temperament.",
            "thinks": [each.text for each in given.her.opinions],
            "giver": given.giver or A_FRIEND,
            "whom": given.whom,
            "note": given.note,
            "told": [{"on": _day(told.at), "text": told.text} for told in given.told],
            "kept_back": len(chosen.kept_back),
        }

    async def file(self, wish: JsonValue) -> tuple[bytes, str]:
        """The sealed file of exactly what was shown, after the person's yes; and its name.

        Raises:
            HandoverError: It is not what was shown, or the passphrase is too short.
        """
        wanted = _wish(wish)
        if len(wanted.passphrase) < SHORTEST_PASSPHRASE:
            raise HandoverError(
                f"The passphrase needs at least {SHORTEST_PASSPHRASE} signs.",
                advice="Four words that nobody would guess are better than one with a number.",
            )
        given, _ = await self._made(wanted)
        if digest_of(given) != wanted.digest:
            raise HandoverError(
                "What would go is not what you read.", advice="Read it again, and then say yes."
            )
        await note_approved(self._anima.log, given)
        content = await asyncio.to_thread(
            _sealed, given, wanted.passphrase, self._anima.clock.now()
        )
        await note_written(self._anima.log, given, DOWNLOADED)
        return content, _file_name(given.her.name)

    async def take(self, sealed: bytes, passphrase: str, name: str) -> JsonValue:
        """Let her arrive from a file.

        Raises:
            HandoverError: It is no handover, or somebody has met a companion here.
            WrongKeyError: The passphrase is another.
            ArchiveError: It is damaged, cut off or made by a newer version.
        """
        given = await asyncio.to_thread(_read, sealed, passphrase)
        if given is None:
            raise HandoverError(
                "That is no companion that somebody gave away.",
                advice="A life of one's own is brought in by: anima import FILE",
            )
        orders = self._anima.safeguards.orders
        await arrive(self._vault, self._anima.log, Path(name).name[:80], given, orders)
        await self._anima.facts.catch_up()
        if self._anima.indexing:
            self._anima.indexing.soon()
        return {"said": f"{arrived(given)}."}

    async def _giving(self) -> Giving:
        await self._anima.facts.catch_up()
        return await Giving.open(self._vault, OWNER, self._anima.log, self._anima.facts)

    async def _made(self, wanted: _Wish) -> tuple[Handover, Givable]:
        her = await load_her(self._anima.log)
        if not her.name:
            raise HandoverError("Nobody is here yet who could be given.", advice="Meet her first.")
        giving = await self._giving()
        called = wanted.giver.strip() or A_FRIEND
        chosen = await giving.chosen(wanted.facts, wanted.moments, called)
        given = handover_of(
            lambda: made_of(
                giving,
                her,
                chosen,
                giver=wanted.giver.strip(),
                whom=wanted.whom.strip(),
                note=wanted.note,
            )
        )
        return given, chosen


def _wish(wish: JsonValue) -> _Wish:
    try:
        return _Wish.model_validate(wish)
    except ValidationError as error:
        raise HandoverError("That is nothing that can be asked here.") from error


def _sealed(given: Handover, passphrase: str, now: datetime) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / "her.anima"
        write_handover(target, given, passphrase, made_by=__version__, made_at=now)
        return target.read_bytes()


def _read(sealed: bytes, passphrase: str) -> Handover | None:
    # On the disk it is as it came: sealed.
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "her.anima"
        source.write_bytes(sealed)
        return read_handover(source, passphrase)


def _file_name(name: str) -> str:
    plain = "".join(each for each in name.lower() if each.isascii() and each.isalnum())
    return f"{plain or 'companion'}.anima"


def _day(at: datetime) -> str:
    return f"{at.astimezone():%Y-%m-%d}"
