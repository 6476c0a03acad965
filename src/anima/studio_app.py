"""What `anima letters` does with letters that are being written: brief, draft, edit, approve."""

import asyncio
from collections.abc import AsyncGenerator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace
from itertools import chain
from pathlib import Path

from rich.console import Console
from rich.text import Text

from anima.app import OWNER, open_vault
from anima.brief_form import Ask, ask_brief
from anima.coach_desk import print_whose
from anima.files_out import UnwritableError, put
from anima.letters import (
    Brief,
    Correspondent,
    Drafted,
    Letter,
    LetterError,
    PickedMemory,
    Refused,
    Stage,
    Studio,
    draft,
    edit,
    readable_diff,
    unfounded_in,
)
from anima.letters.erasing import discard
from anima.letters.letting_go import LettersHold
from anima.letters.offered import offered_about
from anima.letters.style import SenderVoice, samples_of_file, voice_of
from anima.loading import language_model
from anima.memory import EventLog, Facts, Forgetting, LeftAlone, MemorySearch
from anima.paper_app import Look, read_text
from anima.print_desk import print_ready
from anima.settings import Settings
from anima.storage import Vault
from anima.values import SystemClock

Confirm = Callable[[str], bool]
"""A question that is answered with yes or no."""

SHOWN = 8
"""So much of a letter's id is shown, from its end."""

_MARKS = {"=": "", "-": "red strike", "+": "green"}
_SIGNS = {"=": ("", ""), "-": ("[-", "-]"), "+": ("{+", "+}")}
"""What stands around a change where there are no colours."""


@asynccontextmanager
async def opened(settings: Settings) -> AsyncGenerator[tuple[Studio, Vault, EventLog]]:
    """The studio in the owner's vault."""
    async with await open_vault(settings) as vault:
        log = EventLog(vault, OWNER, SystemClock())
        yield Studio(vault, OWNER, log), vault, log


async def note(settings: Settings, console: Console, correspondent: Correspondent) -> None:
    """Keep somebody letters go to; known by name, they are changed."""
    async with opened(settings) as (studio, _, _):
        for known in await studio.correspondents():
            if known.name.lower() == correspondent.name.strip().lower():
                correspondent = correspondent.over(known)
        kept = await studio.note(correspondent)
    console.print(f"{kept.id}  {kept.name}", markup=False, highlight=False)


async def people(settings: Settings, console: Console, name: str = "") -> None:
    """List everybody letters go to, with what was written to them; or tell of one."""
    async with opened(settings) as (studio, _, _):
        letters = await studio.letters()
        if name:
            _tell_of(console, await studio.correspondent(name), letters)
            return
        for each in await studio.correspondents():
            own = [letter for letter in letters if letter.brief.to == each.id]
            console.print(
                f"{each.id}  {each.name}{f', {each.bond}' if each.bond else ''}: "
                f"{len(own)} letter{'s' if len(own) != 1 else ''}",
                markup=False,
                highlight=False,
            )


def _tell_of(console: Console, person: Correspondent, letters: Sequence[Letter]) -> None:
    """What is kept of a correspondent, and the letters and replies that went to and fro."""
    lines = [person.name]
    told = (
        ("Bond", person.bond),
        ("Address", person.address),
        ("Greeting", person.greeting),
        ("Closing", person.closing),
        ("Shared", person.notes),
    )
    lines += [f"  {what}: {said}" for what, said in told if said]
    for letter in letters:
        if letter.brief.to != person.id:
            continue
        at = letter.sent_at or letter.began
        about = letter.brief.occasion or next(iter(letter.brief.points), "")
        lines.append(
            f"{at.astimezone():%Y-%m-%d}  {letter.id[-SHOWN:]}  {letter.stage.value}: {about}"
        )
        lines += [
            f"{reply.at.astimezone():%Y-%m-%d}            {reply.sender}: {reply.summary}"
            for reply in letter.replies
        ]
    console.print("\n".join(lines), markup=False, highlight=False)


async def learn(settings: Settings, console: Console, sender: str, files: Sequence[Path]) -> None:
    """Keep samples of a sender's writing, to draft in their voice; too few are not kept."""
    async with opened(settings) as (studio, _, _):
        there = await studio.samples(sender)
        found = [await asyncio.to_thread(samples_of_file, file, sender) for file in files]
        voice = SenderVoice.learned(sender, list(dict.fromkeys(chain(there, *found))))
        new = 0
        for file, texts in zip(files, found, strict=True):
            new += await studio.sample(sender, texts, file.name)
    console.print(f"{new} new samples; {voice.words:,} words in all.", highlight=False)
    for line in voice.portrait.lines():
        console.print(f"  {line}", markup=False, highlight=False)


async def begin(
    settings: Settings,
    console: Console,
    to: str,
    brief: Brief,
    facts: Sequence[str],
    ask: Ask | None = None,
) -> None:
    """Open a letter to a correspondent; of her memory goes in only what was picked.

    With `ask`, the brief is asked for, and what she remembers of the correspondent offered.
    """
    async with opened(settings) as (studio, vault, log):
        correspondent = await studio.correspondent(to)
        known = await Facts.open(vault, OWNER, log)
        memories: list[PickedMemory] = []
        if facts:
            await known.catch_up()
            for beginning in facts:
                fact = known.find(beginning)
                memories.append(PickedMemory(f"{known.book.say(fact)}.", fact.id))
        whole = replace(
            brief,
            to=correspondent.id,
            recipient=correspondent.name,
            bond=brief.bond or correspondent.bond,
            memories=tuple(memories),
        )
        if ask is not None:
            alone = LeftAlone.of(await log.events(kinds=("left_alone",)))
            offered = await offered_about(known, correspondent, alone)
            whole = ask_brief(console, whole, offered, ask)
        if not whole.points and not whole.occasion:
            raise LetterError(
                "There is nothing to write about.", advice="Give --happened, --say or --occasion."
            )
        letter = await studio.begin(whole)
    console.print(letter.id[-SHOWN:], highlight=False)


async def list_letters(settings: Settings, console: Console) -> None:
    """List the letters and how far each has come."""
    async with opened(settings) as (studio, _, _):
        letters = await studio.letters()
    if not letters:
        console.print("No letters yet. Begin one with: anima letters new")
    for each in letters:
        console.print(
            f"{each.id[-SHOWN:]}  {each.stage.value:<8}  to {each.brief.recipient}, "
            f"{len(each.versions)} version{'s' if len(each.versions) != 1 else ''}",
            markup=False,
            highlight=False,
        )


async def show(
    settings: Settings, console: Console, letter_id: str, version: int, *, whose: bool = False
) -> None:
    """Print a letter, with what nobody told marked in it; or with whose words they are."""
    async with opened(settings) as (studio, _, _):
        letter = await studio.letter(letter_id)
    if whose:
        print_whose(console, letter)
        return
    if version:
        console.print(letter.version(version).text, markup=False, highlight=False)
        return
    for number, each in enumerate(letter.versions, 1):
        console.print(f"{number}. by {each.by} {each.why}", style="dim", markup=False)
    _print_marked(console, letter)
    for reply in letter.replies:
        console.print(f"\n{reply.sender}, {reply.at.astimezone():%d %B %Y}:", style="dim")
        console.print(reply.text, markup=False, highlight=False)


def _print_marked(console: Console, letter: Letter) -> None:
    text = Text(letter.text or "Not drafted yet.")
    missing = unfounded_in(letter)
    for claim in missing:
        text.stylize("bold yellow", claim.start, claim.end)
    console.print(text, highlight=False)
    for claim in missing:
        console.print(
            f"Not in the brief: {claim.kind} “{claim.text}”", style="yellow", markup=False
        )


async def draft_letter(settings: Settings, console: Console, letter_id: str, take: int) -> None:
    """Have alternatives drafted, print them, and keep one as the newest version."""
    async with opened(settings) as (studio, _, _):
        letter = await studio.letter(letter_id)
        correspondent = await studio.correspondent(letter.brief.to)
        voice = voice_of(letter.brief.sender, await studio.samples(letter.brief.sender))
        found: list[Drafted] = []
        async with language_model(settings) as model:
            async for event in draft(
                model, letter.brief, correspondent, voice, seed=1 + 10 * len(letter.versions)
            ):
                if isinstance(event, Drafted):
                    found.append(event)
                    mark = "" if event.distance is None else f", distance {event.distance:.2f}"
                    console.print(f"Alternative {event.alternative}{mark}:", style="dim")
                    console.print(event.text, markup=False, highlight=False)
                    console.print()
            by = model.profile.name
        kept = await studio.write(letter.id, found[take - 1].text, by=by)
        console.print(f"Alternative {take} is version {len(kept.versions)}.", highlight=False)
        for claim in unfounded_in(kept):
            console.print(f"Not in the brief: {claim.kind} “{claim.text}”", markup=False)


async def edit_letter(
    settings: Settings, console: Console, letter_id: str, request: str, yes: Confirm
) -> None:
    """Change what was asked and nothing else; what could not be done so is shown, not applied."""
    async with opened(settings) as (studio, _, _):
        letter = await studio.letter(letter_id)
        if not letter.versions:
            raise LetterError("There is nothing to change yet.", advice="Draft it first.")
        async with language_model(settings) as model:
            edited = await edit(model, letter.text, request, letter.brief)
        if edited.text != letter.text:
            await studio.write(letter.id, edited.text, by="her", why=request)
    _print_change(console, letter.text, edited.text)
    for outcome in edited.outcomes:
        if isinstance(outcome, Refused):
            console.print(f"Not done: {outcome.reason}", style="yellow", markup=False)
            if outcome.proposal:
                console.print("It would have been:")
                _print_change(console, edited.text, outcome.proposal)
    offered = [each for each in edited.outcomes if isinstance(each, Refused) and each.offered]
    if len(offered) == 1 and len(edited.outcomes) == 1 and yes("Take it so?"):
        async with opened(settings) as (studio, _, _):
            await studio.write(letter.id, offered[0].proposal, by="her", why=request)


def _print_change(console: Console, before: str, after: str) -> None:
    """Print the newer wording with what went and what came."""
    difference = Text()
    plain = console.no_color or not console.is_terminal
    for mark, piece in readable_diff(before, after):
        opening, closing = _SIGNS[mark] if plain else ("", "")
        difference.append(f"{opening}{piece}{closing}", style=_MARKS[mark])
    console.print(difference, highlight=False)


async def write_own(settings: Settings, console: Console, letter_id: str, source: Path) -> None:
    """Take the person's own wording as the newest version."""
    text = read_text(source)
    async with opened(settings) as (studio, _, _):
        letter = await studio.letter(letter_id)
        kept = await studio.write(letter.id, text.strip(), by="you")
    _print_marked(console, kept)


async def go_back(settings: Settings, console: Console, letter_id: str, number: int) -> None:
    """Make an older wording the newest."""
    async with opened(settings) as (studio, _, _):
        letter = await studio.letter(letter_id)
        kept = await studio.write(letter.id, letter.version(number).text, by="you")
    _print_change(console, letter.text, kept.text)


async def discard_letter(
    settings: Settings, console: Console, letter_id: str, yes: Confirm
) -> None:
    """Throw a letter away for good, after a yes."""
    async with opened(settings) as (studio, vault, log):
        letter = await studio.letter(letter_id)
        console.print(f"To {letter.brief.recipient}, {letter.stage.value}.", markup=False)
        console.print(letter.text or "Not written yet.", markup=False, highlight=False)
        if not yes("Throw it away for good, with all its versions and replies?"):
            console.print("Nothing was changed.")
            return
        hold = LettersHold(OWNER, log)
        forgetting = Forgetting(vault, OWNER, log, MemorySearch(vault, OWNER), hold)
        await discard(log, forgetting, letter)
    console.print("It is gone.")


async def confirm_claim(settings: Settings, console: Console, letter_id: str, claim: str) -> None:
    """Take the person's word for something that no brief has."""
    async with opened(settings) as (studio, _, _):
        letter = await studio.letter(letter_id)
        open_claims = {each.text.lower() for each in unfounded_in(letter)}
        if claim.lower() not in open_claims:
            raise LetterError(
                "That is not one of the marked claims.", advice="See them with: anima letters show"
            )
        kept = await studio.confirm(letter.id, claim)
    _print_marked(console, kept)


async def print_letter(
    settings: Settings, console: Console, letter_id: str, out: Path, look: Look, yes: Confirm
) -> None:
    """Make the page, show what it is, and hand it out after a yes to exactly that."""
    async with opened(settings) as (studio, _, _):
        letter = await studio.letter(letter_id)
        shown = await print_ready(console, studio, letter, look)
        if shown.parcel is None:
            raise LetterError("Nothing was made ready.")
        console.print(shown.text, markup=False, highlight=False)
        if not yes(f"Print exactly this, for {letter.brief.recipient}, to {out}?"):
            await studio.decline(letter.id)
            console.print("Not printed.")
            return
        await studio.approve(letter.id, shown.parcel.digest)
        _, content = await studio.take_to_send(letter.id)
        try:
            await asyncio.to_thread(put, out, content)
        except UnwritableError as error:
            await studio.outcome(letter.id, "sending_failed", {"reason": str(error)})
            raise
        gone = await studio.outcome(letter.id, "letter_sent", {"to": str(out.name)})
        if gone.stage is Stage.SENT:
            console.print(f"{out} is ready.", markup=False, highlight=False)
