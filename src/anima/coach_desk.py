"""`anima letters coach` and `show --whose`: the person writes, and sees which words are theirs."""

from dataclasses import replace

from rich.console import Console
from rich.text import Text

from anima.app import OWNER, open_vault
from anima.brief_form import Ask
from anima.letters import Letter, Studio, drafting
from anima.letters.coach import Coach, own_share
from anima.letters.letter import require_allowed
from anima.letters.second_person import to_the_recipient
from anima.memory import EventLog
from anima.settings import Settings
from anima.values import SystemClock


async def coach_letter(settings: Settings, console: Console, letter_id: str, ask: Ask) -> None:
    """Ask the person until they have written the letter; what they told counts as told."""
    async with await open_vault(settings) as vault:
        studio = Studio(vault, OWNER, EventLog(vault, OWNER, SystemClock()))
        letter = await studio.letter(letter_id)
        correspondent = await studio.correspondent(letter.brief.to)
        require_allowed(letter, "letter_written")
        coach = Coach(letter.brief)
        console.print("I ask, you write, as if you spoke. An empty line passes a question over.\n")
        while question := coach.question():
            console.print(question, markup=False, highlight=False)
            coach.answer(ask("…"))
        if not coach.said:
            console.print("Nothing was written.")
            return
        greeting = ask(f"How do you begin to {correspondent.name}? (empty: Dear …)").strip()
        closing = ask("And how do you end? (empty: your name)").strip()
        kept = await coached(studio, letter, coach, greeting, closing)
    print_whose(console, kept)


async def coached(
    studio: Studio, letter: Letter, coach: Coach, greeting: str, closing: str
) -> Letter:
    """Keep what the person answered as the letter, and count it as told."""
    correspondent = await studio.correspondent(letter.brief.to)
    text = coach.letter(
        greeting or drafting.greeting(letter.brief, correspondent, None),
        closing or letter.brief.sender,
    )
    told = replace(letter.brief, happened=(*letter.brief.happened, *coach.said))
    await studio.rebrief(letter.id, told)
    return await studio.write(letter.id, text, by="you")


def whose_words(letter: Letter) -> tuple[list[tuple[int, int]], int, int]:
    """Where words stand that are not the person's, how many are theirs, how many there are."""
    brief = letter.brief
    own = (
        *(version.text for version in letter.versions if version.by == "you"),
        *(version.why for version in letter.versions),
        *(to_the_recipient(point, brief) for point in brief.points),
        *brief.points,
        brief.sender,
        brief.recipient,
    )
    return own_share(letter.text, own)


def print_whose(console: Console, letter: Letter) -> None:
    """Say whose words the letter has, and show those that are not the person's."""
    others, theirs, whole = whose_words(letter)
    text = Text(letter.text)
    for start, end in others:
        text.stylize("dim italic", start, end)
    console.print(text, highlight=False)
    if others:
        plain = ", ".join(dict.fromkeys(letter.text[start:end] for start, end in others))
        console.print(f"Not yours: {plain}", markup=False, highlight=False)
    console.print(f"{theirs} of {whole} words are yours.", highlight=False)
