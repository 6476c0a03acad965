"""What she says about a letter, written by hand: short enough to be heard."""

from collections.abc import Sequence

from anima.letters.editing import Done, Edited, Refused
from anima.letters.editing.changes import changes
from anima.letters.talk.answers import numbered

__all__ = ["became", "happened", "offers", "say", "unmarked", "who_of"]

WHO = "Gladly. Who is it for?"
SIGNS = "And who signs it?"
AVOID = "Is there anything that must not come up?"
TONE = "How should it feel: plain, warm, tender, cheerful, formal, or sorry?"
EMPTY = "Then there is nothing to write about yet. What is one thing that it must say?"
WRITES = "Then I write it.\n\n"
AGAIN = "I had not written it to its end. Here it is.\n\n"
ASKS_FOR_CHANGES = "\n\nThat is it so far. Say what should be different, or that it is right."
RIGHT = (
    "Then it stays like that. It lies under Letters, for the page by hand or the mail, and nothing "
    "goes before you have said yes to it there."
)
CANNOT_SEND = (
    "From here I send nothing. Look at it under Letters, as exactly what would go, and say yes "
    "there."
)
LEFT = "I leave it, then. Nothing was written."
LEFT_WORDS = "I leave it as it is. It lies under Letters."
NONE_YET = "There is no letter to go on with. Say: write a letter to, and a name."
NO_WORDS = "I cannot find the words just now. What you told me is kept: say, go on with the letter."


def who_of(bond: str) -> str:
    """Asks for the name of somebody."""
    return f"Gladly. What is your {bond} called?"


def happened(first: str) -> str:
    """The first question about the letter itself."""
    return (
        f"A letter to {first}, then. Only what you tell me will be in it. What happened, that you "
        "want to write now?"
    )


def say(first: str) -> str:
    """What the letter is for."""
    return f"And what must it say to {first}, whatever else is in it?"


def offers(remembered: Sequence[tuple[str, str]]) -> str:
    """What she remembers, each with when it was said."""
    told = numbered([f"{text} You told me on {day}." for text, day in remembered])
    which = "May that be in it?" if len(remembered) == 1 else "Which of these may be in it?"
    return f"I remember something. {told} {which}"


def unmarked(claims: Sequence[str]) -> str:
    """What nobody told, said before anybody could send it."""
    if not claims:
        return ""
    named = ", ".join(f"“{claim}”" for claim in claims)
    return f"\n\nYou never told me {named}: take it out, or say under Letters that it is true."


def became(before: str, edited: Edited) -> str:
    """What became of each wish, and the words that are there now."""
    said: list[str] = []
    for each in edited.outcomes:
        match each:
            case Done():
                continue
            case Refused():
                said.append(f"I have not done this: {each.wish.said.strip(' .')}. {each.reason}")
    came = [" ".join(unit.split()) for change in changes(before, edited.text)
            for unit in change.after]  # fmt: skip
    gone = any(change.before for change in changes(before, edited.text))
    if came:
        said.insert(0, f"It says now: {' '.join(came)}")
    elif gone:
        said.insert(0, "That is gone from it.")
    return " ".join(said)
