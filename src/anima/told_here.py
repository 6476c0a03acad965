"""Who is told things at a browser: only whoever signed in there last."""

from collections.abc import Mapping

from anima.app import OWNER
from anima.house import Life
from anima.initiative.push import Browsers
from anima.values import AnimaError, PersonId


async def told_here(lives: Mapping[PersonId, Life], person: PersonId, endpoint: str) -> bool | None:
    """Tell nobody's things but this person's at a browser's mailbox.

    Says whether it is one of theirs; None while their vault is sealed. Of another's sealed vault
    nothing is sent, and the page ends the mailbox itself.
    """
    mine = False
    for whose, life in list(lives.items()):
        if not endpoint or (browsers := await _browsers(life)) is None:
            continue
        if whose != person:
            await browsers.end(endpoint)
        else:
            mine = any(each.endpoint == endpoint for each in await browsers.all())
    return mine if person in lives else None


async def _browsers(life: Life) -> Browsers | None:
    """Who is told in this life; None where it cannot be opened."""
    try:
        anima = await life.door.anima()
    except AnimaError:
        return None
    return Browsers(anima.vault, OWNER, anima.log) if anima.vault else None
