"""What takes a while with letters, told as it goes on: drafting and sending."""

from collections.abc import AsyncIterator, Sequence
from typing import assert_never

from anima.app import Anima
from anima.letters import DraftDelta, Drafted, Letter, Stage, Studio, draft
from anima.letters.letter import require_allowed
from anima.letters.style import voice_of
from anima.mail_desk import outbox_of
from anima.settings import Settings
from anima.storage import Vault
from anima.studio_view import letter_view, marked
from anima.values import JsonValue

__all__ = ["drafted", "sent"]


async def drafted(
    anima: Anima, studio: Studio, letter: Letter, kept: list[str]
) -> AsyncIterator[JsonValue]:
    """Two alternatives as they are written; whole ones are put into `kept`, in order."""
    require_allowed(letter, "letter_written")
    correspondent = await studio.correspondent(letter.brief.to)
    voice = voice_of(letter.brief.sender, await studio.samples(letter.brief.sender))
    seed = 1 + 10 * len(letter.versions)
    async for event in draft(anima.model, letter.brief, correspondent, voice, seed=seed):
        match event:
            case DraftDelta():
                yield {"alternative": event.alternative, "delta": event.text}
            case Drafted():
                kept.append(event.text)
                yield {
                    "alternative": event.alternative,
                    "marked": marked(event.text, event.unfounded),
                    "distance": event.distance,
                }
            case _:
                assert_never(event)


async def sent(
    settings: Settings, vault: Vault, studio: Studio, ids: Sequence[str]
) -> AsyncIterator[JsonValue]:
    """Hand over what has a yes; how far that is, and what became of each letter."""
    outbox = await outbox_of(settings, vault, studio)
    letters = [await studio.letter(each) for each in ids]
    if any(each.stage in (Stage.SENDING, Stage.UNCLEAR) for each in letters):
        await outbox.settle()
    async for step in outbox.send([each.id for each in letters]):
        view = letter_view(await studio.letter(step.letter.id))
        yield {"done": step.done, "total": step.total, "letter": view}
