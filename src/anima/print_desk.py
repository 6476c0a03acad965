"""A letter's way onto paper: shown as exactly the page it is, and handed out after a yes to it."""

from rich.console import Console

from anima.letters import Letter, LetterError, Stage, Studio, unfounded_in
from anima.paper_app import Look, page_of

__all__ = ["print_ready", "require_told", "taken_up"]


def require_told(letter: Letter, what: str) -> None:
    """Raises `LetterError` when there is nothing to hand out, or it says what nobody told."""
    if not letter.versions:
        raise LetterError(f"There is nothing to {what} yet.", advice="Draft it first.")
    if missing := unfounded_in(letter):
        raise LetterError(
            f"The letter says what nobody told: “{missing[0].text}”.",
            advice="Take it out, or confirm it with: anima letters confirm",
        )


async def taken_up(studio: Studio, letter: Letter) -> Letter:
    """A page that was being handed out when a process ended did not go: it may be tried again."""
    if letter.stage is not Stage.SENDING or letter.by_mail:
        return letter
    reason = "Anima ended while the page was being written."
    return await studio.outcome(letter.id, "sending_failed", {"reason": reason})


async def print_ready(console: Console, studio: Studio, letter: Letter, look: Look) -> Letter:
    """Make the page, and keep it as what a yes can be said to."""
    letter = await taken_up(studio, letter)
    require_told(letter, "print")
    return await studio.show(
        letter.id,
        await page_of(console, letter.text, look),
        recipients=[letter.brief.recipient],
        subject=letter.brief.occasion,
        message_id="",
    )
