"""What `anima erase` does: takes a thing out of every file, and shows that it is gone."""

import asyncio
import os
import shutil
from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from rich.console import Console

from anima.accounts import OWNER_ID, Register, place_of
from anima.accounts.register import FOLDER
from anima.app import OWNER, open_vault, vault_key
from anima.continuity.importing import REPLACED
from anima.continuity.proof import search_files, telling_words
from anima.letters.erasing import events_naming, whole_letters
from anima.letters.letting_go import LettersHold
from anima.memory import Episodes, EventLog, Facts, Forgetting, MemorySearch
from anima.memory.plain_text import printable
from anima.settings import Settings
from anima.storage import NEWER, PREVIOUS, KeyPlace, alone, destroy_key
from anima.values import AnimaError, EventId, PersonId, SystemClock

Confirm = Callable[[str], bool]

SHOWN = 12
"""So many of the things to be erased are shown."""

OWN_FILES = ("vault.", ".incoming", "anima.toml")
"""How the names of her files in the home folder begin."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be erased; exactly one kind of thing.

    Attributes:
        fact: The beginning of a fact's id.
        topic: Words.
        person: Somebody's name.
        start: The first day of a span of time.
        end: The last day of it.
    """

    fact: str = ""
    topic: str = ""
    person: str = ""
    start: datetime | None = None
    end: datetime | None = None


class NothingWantedError(AnimaError):
    """The command does not say what to erase, or says two things at once."""


async def erase(settings: Settings, console: Console, wanted: Wanted, confirm: Confirm) -> None:
    """Erase what is wanted, after a yes, and print the proof."""
    given = [wanted.fact, wanted.topic, wanted.person, wanted.start or wanted.end]
    if sum(map(bool, given)) != 1:
        raise NothingWantedError(
            "Say one thing to erase.",
            advice="Give --topic, --person, --fact, or --from and --to.",
        )
    async with await open_vault(settings) as vault:
        log = EventLog(vault, OWNER, SystemClock())
        facts = await Facts.open(vault, OWNER, log)
        await facts.catch_up()
        forgetting = Forgetting(
            vault, OWNER, log, MemorySearch(vault, OWNER), LettersHold(OWNER, log)
        )
        chosen = await _with_letters(log, await _chosen(facts, forgetting, wanted), wanted)
        naming = wanted.topic or wanted.person
        if not chosen and not naming:
            console.print("Nothing like that is kept.")
            return
        texts = await forgetting.texts(chosen)
        for text in texts[:SHOWN]:
            console.print(f"  {printable(text)[:160]}", markup=False, highlight=False)
        if len(texts) > SHOWN:
            console.print(f"  … and {len(texts) - SHOWN:,} more", highlight=False)
        if not confirm(f"Erase {'this' if len(texts) == 1 else f'these {len(texts):,}'} for good?"):
            console.print("Nothing was changed.")
            return
        before = await forgetting.texts()
        had_copy = any((settings.home / name).exists() for name in (PREVIOUS, NEWER))
        names = facts.called(facts.find(wanted.fact)) if wanted.fact else []
        count = await forgetting.erase(chosen, topic=naming, names=names)
        await facts.catch_up()
        await Episodes(vault, OWNER, facts).catch_up()
        await vault.flush()
        after = await forgetting.texts()
        copies = [event.text("file") for event in await log.events(kinds=["exported"])]
    kept = set(after)
    words = telling_words([*texts, *(text for text in before if text not in kept)], after)
    if had_copy:
        console.print("The copy from before the last upgrade had it too, and is gone.")
    await _prove(settings, console, count, words, copies)


async def _with_letters(log: EventLog, chosen: list[EventId], wanted: Wanted) -> list[EventId]:
    """Also the letters: those that name it, and no half of one."""
    naming = await events_naming(log, wanted.topic or wanted.person)
    return list(dict.fromkeys([*chosen, *sorted(await whole_letters(log, {*chosen, *naming}))]))


async def _chosen(facts: Facts, forgetting: Forgetting, wanted: Wanted) -> list[EventId]:
    if wanted.fact:
        return facts.moments(facts.find(wanted.fact))
    if wanted.start or wanted.end:
        start = wanted.start or datetime(1970, 1, 2)
        end = (wanted.end or datetime(9998, 12, 30)) + timedelta(days=1)
        return await forgetting.between(start.astimezone(), end.astimezone())
    name = wanted.topic or wanted.person
    chosen = {turn.id: None for turn in await forgetting.about(name)}
    if wanted.person:
        chosen |= dict.fromkeys(await forgetting.by(name))
        low = name.lower()
        for fact in list(facts.book.facts.values()):
            if low in (fact.claim.subject.lower(), fact.claim.object.lower()):
                chosen |= dict.fromkeys(facts.moments(fact))
    return [EventId(event) for event in chosen]


async def _prove(
    settings: Settings, console: Console, count: int, words: list[str], copies: Collection[str]
) -> None:
    key = await vault_key(settings)
    proof = await asyncio.to_thread(search_files, settings.home, key, words)
    console.print(
        f"Gone from {count:,} places of the log and of what was brought, from facts, episodes and "
        "every index.",
        highlight=False,
    )
    console.print(
        f"Looked for {proof.words} words that nothing else has, in {proof.pages:,} pages and "
        f"{proof.files} files of {settings.home}: "
        + (f"still in {', '.join(proof.left)}." if proof.left else "in none of them."),
        highlight=False,
        soft_wrap=True,
    )
    for copy in dict.fromkeys(copies):
        if os.path.exists(copy):  # noqa: ASYNC240  # one look
            console.print(f"An archive from before may have it: {copy}", soft_wrap=True)
    if (settings.home / REPLACED).exists():
        console.print(f"A life that was put aside is here too: {settings.home / REPLACED}")


async def erase_everything(settings: Settings, console: Console, confirm: Confirm) -> bool:
    """Destroy the key, and everything that is kept; says whether it was done."""
    if not confirm("Erase everything she has of you, for good? Nothing can bring it back."):
        console.print("Nothing was changed.")
        return False
    with alone(settings.home / "vault.db"):
        await forget_sealed_keys(settings)
        await asyncio.to_thread(destroyed_alone, settings)
    console.print(
        "The key is destroyed, and what it opened is gone with it. Nothing of you is left here."
    )
    return True


async def forget_sealed_keys(settings: Settings) -> None:
    """Where several people live, the register has copies of the key, sealed: they go, too."""
    home, person = settings.home, OWNER_ID
    if home.parent.name == FOLDER:
        home, person = home.parent.parent, PersonId(home.name)
    if (place_of(home) / "vault.db").exists():
        register = await Register.open(home, SystemClock())
        try:
            await register.forget_keys(person)
        finally:
            await register.vault.close()


def destroyed_alone(settings: Settings) -> None:
    """Destroy the key and remove the files, for whoever keeps every other process out."""
    place: KeyPlace = settings.key_place  # pyright: ignore[reportAssignmentType]  # checked when read
    home = settings.home
    # The key first: whatever happens after, nothing can be read any more.
    destroy_key(home, place)
    for path in own_files(home):
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink()


def own_files(home: Path) -> list[Path]:
    """Her files in the home folder."""
    return sorted(path for path in home.iterdir() if path.name.startswith(OWN_FILES))
