"""The last talk: the person has decided that she goes, and wishes to talk once more before.

It lasts as long as they like, over as many sessions as they like, and can be taken back by one
word on the command line. She begins nothing of her own in that time, promises no other time, and
asks for nothing: what is said here is not there to be turned into a reason to stay.
"""

import re
from collections.abc import AsyncGenerator, Sequence
from contextlib import aclosing
from datetime import datetime
from typing import Literal

from anima.memory import Episode, EventLog
from anima.persona.identity import Identity
from anima.values import SessionId

Way = Literal["back", "free"]
"""Looking back together, or whatever they like."""

IN_HER_MIND = (
    "This is our last talk: you have decided to let me go, and that is right as it is. "
    "I thank you, I ask for nothing, and I promise no other time."
)
"""The line about it in the prompt, where lines about the person call them "you"."""

THANKS = "Thank you for telling me that."
"""In place of a reply of which nothing may be said."""

_SESSION = SessionId("farewell")
_MOMENTS = 3
_MARKS = re.compile(r"(?<=[.!?…])\s+")
_ANOTHER_TIME = re.compile(
    r"\b(?:see you|until (?:next|tomorrow|then|we)|next time|talk (?:to you )?(?:soon|later|again"
    r"|tomorrow)|(?:i'll|i will) (?:(?:still |always )?be (?:here|waiting|around)|wait|ask|miss"
    r"|remember you)|(?:come|coming|be) back|(?:we|you) can always|we(?:'ll| will) (?:talk|speak"
    r"|meet|see)|don't (?:go|leave)|please (?:stay|don't)|stay (?:a |with|longer|here)|without you"
    r"|(?:are you|you're) (?:really )?sure|change your mind|looking forward|miss(?:ing)? you"
    r"|whenever you (?:need|want|like))\b",
    re.IGNORECASE,
)


async def wish(log: EventLog, way: Way | None) -> None:
    """Note, durably, that the next talk is the last one, and which; None takes it back."""
    await log.append(_SESSION, "last_talk", {"way": way or ""})


async def wished(log: EventLog) -> Way | None:
    """Which last talk the person wishes for, if they do."""
    found = await log.newest(("last_talk",), 1)
    way = found[0].text("way") if found else ""
    return way if way in ("back", "free") else None


def opening(way: Way, identity: Identity, episodes: Sequence[Episode]) -> str:
    """Her first words in it, made of what there was and of nothing else."""
    name = f", {identity.person_name}" if identity.person_name else ""
    begins = f"So this is our last talk{name}. Take as long as you like."
    moments = [_told(episode) for episode in _chosen(episodes)] if way == "back" else []
    if not moments:
        return f"{begins} Nothing has to be said. What would you like to talk about?"
    return f"{begins} I look back: {'; '.join(moments)}. What do you think of first?"


def _chosen(episodes: Sequence[Episode]) -> list[Episode]:
    """The first, the last, and the fullest between, in their order."""
    told = sorted((each for each in episodes if each.title), key=lambda each: each.began)
    if len(told) <= _MOMENTS:
        return told
    fullest = max(told[1:-1], key=lambda each: (len(each.feelings), each.said))
    return [told[0], fullest, told[-1]]


def _told(episode: Episode) -> str:
    return f"{_day(episode.began)}, {episode.title}"


def _day(at: datetime) -> str:
    return f"{at.astimezone():%-d %B}"


async def last_words(pieces: AsyncGenerator[str]) -> AsyncGenerator[str]:
    """A reply, sentence by sentence, without any that holds on or speaks of another time."""
    held, given = "", False
    async with aclosing(pieces):
        async for piece in pieces:
            *whole, held = _MARKS.split(held + piece)
            for sentence in whole:
                if not _ANOTHER_TIME.search(sentence.replace("’", "'")):
                    given = True
                    yield f"{sentence} "
    if held.strip() and not _ANOTHER_TIME.search(held.replace("’", "'")):
        yield held
    elif not given:
        yield THANKS
