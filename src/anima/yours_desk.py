"""What the page about one's own settings and data reaches: care, a copy, erasure."""

import hashlib
import os
import secrets
from collections import deque
from collections.abc import AsyncGenerator, Iterator, Mapping, Sequence
from contextlib import aclosing
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Annotated, Literal, assert_never

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from anima.app import Anima, shape
from anima.continuity import export_pieces
from anima.erasing import Erasing, Gone, Wanted
from anima.handover_desk import DOWNLOADED, SHORTEST_PASSPHRASE
from anima.memory.plain_text import printable
from anima.own_care import CARE, OwnCare, choose, load_own_care
from anima.safety import countries
from anima.storage import Vault, VaultKey
from anima.values import AnimaError, Clock, EventId, JsonValue
from anima.whole_life import note_exported, whole_life

WITHIN = timedelta(minutes=10)
MOST = {"set": 60, "copy": 6, "look": 30, "erase": 30}
"""How often each thing may be done within that time, whoever sits at the page."""

SHOWN, SHOWN_CHARACTERS = 100, 300
"""So many of the things to be erased are shown, each so far."""

YES = "erase"
"""What is typed to say that it is meant."""

TICKET_LIVES = timedelta(minutes=1)
"""So long a download may be begun after it was asked for."""


class YoursError(AnimaError):
    """Something was asked for of one's own settings or data that cannot be."""


class TooManyError(YoursError):
    """The same was asked for too often in a short time."""

    retryable = True


class _Set(BaseModel):
    """Settings of care, each as text; those that are left out stay."""

    model_config = ConfigDict(extra="forbid")

    do: Literal["set"]
    care: dict[str, Annotated[str, Field(max_length=200)]] = Field(max_length=len(CARE))


class _Copy(BaseModel):
    """An archive of everything; sealed where there is a passphrase."""

    model_config = ConfigDict(extra="forbid")

    do: Literal["copy"]
    passphrase: str = Field("", max_length=1000)


Day = Annotated[date, Field(ge=date(1970, 1, 2), le=date(9998, 12, 30))]


class _Thing(BaseModel):
    """What is meant: a topic, or a span of days."""

    model_config = ConfigDict(extra="forbid")

    topic: str = Field("", max_length=200)
    start: Day | None = None
    end: Day | None = None


class _Look(_Thing):
    """What of it would go is to be seen."""

    do: Literal["look"]


class _Erase(_Thing):
    """It is to go: what was seen, by its digest, and the word that is typed for a yes."""

    do: Literal["erase"]
    digest: str = Field(max_length=64)
    typed: str = Field(max_length=20)


_Any = _Set | _Copy | _Look | _Erase
_WISH: TypeAdapter[_Any] = TypeAdapter(Annotated[_Any, Field(discriminator="do")])


@dataclass(frozen=True, slots=True)
class _Ticket:
    """A download that was asked for and has not begun."""

    secret: str = field(repr=False)
    passphrase: str = field(repr=False)
    at: datetime


class YoursDesk:
    """Serves one person's own page; one desk for as long as their vault is open."""

    def __init__(self, anima: Anima) -> None:
        self._anima = anima
        self._pace = Pace(anima.clock, MOST)
        self._ticket: _Ticket | None = None
        self._is_copying = False

    async def state(self) -> JsonValue:
        """How care is set, what of it is not theirs to set, and the countries with help lines."""
        return _state(await load_own_care(self._anima.log, self._anima.settings))

    async def ask(self, wish: JsonValue) -> JsonValue:
        """Do what the page asks for.

        Raises:
            YoursError: This is no wish, or it came too often.
            OwnCareError: A setting cannot have this value, or is not theirs to change.
        """
        try:
            wanted = _WISH.validate_python(wish)
        except ValidationError as error:
            raise YoursError("That is nothing that can be asked here.") from error
        self._pace.count(wanted.do)
        match wanted:
            case _Set():
                return await self._set(wanted)
            case _Copy():
                return self._copy(wanted)
            case _Erase():
                return await self._erase(wanted)
            case _Look():
                return await self._look(wanted)
            case _:
                assert_never(wanted)

    async def _set(self, wanted: _Set) -> JsonValue:
        anima = self._anima
        own = await load_own_care(anima.log, anima.settings)
        own = await choose(anima.log, own, wanted.care)
        await anima.cared_for(own)
        return _state(own)

    def _copy(self, wanted: _Copy) -> JsonValue:
        """What a download is begun by: once, and soon. A passphrase belongs in no address."""
        if wanted.passphrase and len(wanted.passphrase) < SHORTEST_PASSPHRASE:
            raise YoursError(
                f"The passphrase needs at least {SHORTEST_PASSPHRASE} signs.",
                advice="Or leave it empty: then whoever has the file can read it.",
            )
        now = self._anima.clock.now()
        self._ticket = _Ticket(secrets.token_urlsafe(24), wanted.passphrase, now)
        return {"ticket": self._ticket.secret, "name": f"life-{now.astimezone():%Y-%m-%d}.anima"}

    async def archive(self, ticket: str) -> AsyncGenerator[bytes]:
        """The archive that a ticket is for, in pieces. It is noted before the first one goes.

        Raises `YoursError`: the ticket was used or is too old, or another copy is under way.
        """
        anima, found = self._anima, self._ticket
        if found is None or not secrets.compare_digest(found.secret.encode(), ticket.encode()):
            raise YoursError("This copy was fetched already.", advice="Ask for another.")
        self._ticket = None
        if anima.clock.now() - found.at > TICKET_LIVES:
            raise YoursError("That was asked for too long ago.", advice="Ask for another copy.")
        if self._is_copying:
            raise YoursError("Another copy is on its way.", advice="Wait until it is there.")
        if anima.vault is None or anima.key is None:
            raise YoursError("There is no vault that could be copied.")
        await note_exported(anima.log, DOWNLOADED, sealed=bool(found.passphrase))
        return self._pieces(anima.vault.path, anima.key, found.passphrase or None)

    async def _pieces(
        self, place: Path, key: VaultKey, passphrase: str | None
    ) -> AsyncGenerator[bytes]:
        """By a connection of its own: the talk goes on, however slowly it is fetched."""
        self._is_copying = True
        try:
            async with await Vault.open(place, key, migrations=shape()) as beside:
                what = whole_life(self._anima.settings, self._anima.clock)
                pieces = export_pieces(beside, what, passphrase=passphrase)
                async with aclosing(pieces):
                    async for piece in pieces:
                        yield piece
        finally:
            self._is_copying = False

    async def _look(self, wanted: _Look) -> JsonValue:
        """The words that would go, the first of them in full, and what they are known by."""
        erasing, chosen = await self._chosen(wanted)
        texts = await erasing.texts(chosen)
        return {
            "count": len(texts),
            "shown": [printable(text)[:SHOWN_CHARACTERS] for text in texts[:SHOWN]],
            "digest": _digest(chosen),
        }

    async def _erase(self, wanted: _Erase) -> JsonValue:
        """Take it out, if it is what was looked at, and show that it is gone."""
        anima = self._anima
        if wanted.typed.strip().lower() != YES:
            raise YoursError(f"Nothing was erased: the word {YES} was not typed.")
        if self._is_copying:
            raise YoursError("A copy is on its way.", advice="Wait until it is there.")
        erasing, chosen = await self._chosen(wanted)
        if _digest(chosen) != wanted.digest:
            raise YoursError("What would go is not what you saw.", advice="Look at it again.")
        if anima.key is None:
            raise YoursError("There is no vault from which anything could be erased.")
        gone = await erasing.erase(chosen, _wanted(wanted))
        if anima.indexing:
            anima.indexing.soon()
        # The stop word may have been among it.
        await anima.cared_for(await load_own_care(anima.log, anima.settings))
        proof = await erasing.proof(anima.key, gone)
        return {
            "count": gone.count,
            "words": proof.words,
            "pages": proof.pages,
            "files": proof.files,
            "left": [*proof.left],
            "had_copy": gone.had_copy,
            "elsewhere": [*_elsewhere(gone, erasing)],
        }

    async def _chosen(self, wanted: _Thing) -> tuple[Erasing, list[EventId]]:
        anima = self._anima
        if anima.vault is None:
            raise YoursError("There is no vault from which anything could be erased.")
        home = anima.vault.path.parent
        erasing = Erasing(home, anima.vault, anima.log, anima.facts, anima.forgetting)
        return erasing, await erasing.chosen(_wanted(wanted))


class Pace:
    """Counts what is done: a page that has gone wild must not keep her busy."""

    def __init__(self, clock: Clock, most: Mapping[str, int]) -> None:
        self._clock = clock
        self._done = {what: deque[datetime](maxlen=each) for what, each in most.items()}

    def count(self, what: str) -> None:
        """Once more. Raises `TooManyError` when it was too often."""
        done, now = self._done[what], self._clock.now()
        if len(done) == done.maxlen and now - done[0] < WITHIN:
            raise TooManyError("That was asked for too often.", advice="Wait ten minutes.")
        done.append(now)


def _state(own: OwnCare) -> JsonValue:
    return {
        "care": {key: str(getattr(own.now, key)) for key in CARE},
        "fixed": dict(own.fixed),
        "countries": [*sorted(countries())],
    }


def _wanted(wanted: _Thing) -> Wanted:
    topic = wanted.topic.strip()
    if bool(topic) == bool(wanted.start or wanted.end):
        raise YoursError("Say what is to go.", advice="Give a topic, or the days.")
    if wanted.start and wanted.end and wanted.start > wanted.end:
        raise YoursError("The last day is before the first one.")
    start, end = (
        datetime.combine(day, time.min) if day else None for day in (wanted.start, wanted.end)
    )
    return Wanted(topic=topic, start=start, end=end)


def _digest(chosen: Sequence[EventId]) -> str:
    return hashlib.sha256("\n".join(sorted(chosen)).encode()).hexdigest()


def _elsewhere(gone: Gone, erasing: Erasing) -> Iterator[str]:
    """Where it may be that no program can reach, a sentence for each place."""
    seen: set[str] = set()
    for event in gone.exported:
        file = event.text("file")
        if file == DOWNLOADED:
            said = f"A file that was downloaded on {event.at.astimezone():%Y-%m-%d} may have it."
        elif os.path.exists(file):
            said = f"An archive from before may have it: {file}"
        else:
            continue
        if said not in seen:
            seen.add(said)
            yield said
    if aside := erasing.put_aside():
        yield f"A life that was put aside is here too: {aside}"
