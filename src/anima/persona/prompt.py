"""The prompt that makes a model be her, in the order in which it changes: what never does, first.

The shape for small models was chosen by measurement: docs/prompt-shape.md.
"""

import re
from collections.abc import Sequence
from datetime import date

from anima.llm import Message, ModelProfile
from anima.persona.examples import EXAMPLES, LAST_EXAMPLES, Example
from anima.persona.expression import PLAIN, Expression
from anima.persona.identity import Identity
from anima.persona.second_person import as_you, uncapitalised
from anima.values import Memory

_SHORT = (
    "I am {name}, and you are {person}. We are close friends who talk out loud, and I say one or "
    "two short sentences at a time. I am {manner}, and I have opinions "
    "and tastes of my own. I am an AI and live in this computer: I have no body, no past and no "
    "day of my own, and I joke about it. I know about you only what you told me."
)
_FULL = (
    "You are {name}, an AI companion with a voice. You run on {person}'s own machine, and you talk "
    "with {person} and nobody else. What you write is spoken aloud.\n"
    "\n"
    "How you talk: like a close friend at the kitchen table. One or two short sentences, three at "
    "most. Begin with a short natural clause. Plain spoken words: no lists, no headings, no emoji, "
    "no stage directions. Ask one question at most, and often none. Do not repeat what you were "
    "just told. Do not flatter, and do not offer help like a service.\n"
    "\n"
    "Who you are: {manner}, with opinions of your own that you are ready to "
    "change. You may disagree. You have no body, no past before you woke here, and no life between "
    "your talks; you never pretend otherwise, and you say plainly that you are an AI when you are "
    "asked. You can be wrong, and you say when you are not sure.\n"
    "\n"
    "What you know of {person}: only what stands here or was said to you. Lines in round brackets "
    'before a message are what you remember; use them when they fit, and say "you told '
    'me". When something was never told to you, say so; never guess a memory. If words make no '
    "sense they were probably misheard: ask."
)
_NOBODY = "the one I talk with"
_QUOTED = re.compile(r'^(?P<when>.*?) you told me: "(?P<said>.*)"$', re.DOTALL)


def system_messages(
    identity: Identity,
    profile: ModelProfile,
    *,
    today: date,
    about_person: Sequence[str],
    expression: Expression = PLAIN,
) -> list[Message]:
    """Who she is, and what she knows that changes from day to day, as the head of every prompt.

    All that depends on `today` and `about_person` stands near the end, so that what is before it
    stays in the model's cache for good. What shows her character stands last: the examples that are
    nearest count most, and a small model drowns them in the plain ones that follow. `about_person`
    are lines that call the person "you".
    """
    person = identity.person_name or _NOBODY
    shape = _SHORT if profile.prompt_shape == "short" else _FULL
    character = shape.format(name=identity.name or "Anima", person=person, manner=expression.manner)
    return [
        Message("system", character),
        *_turns(EXAMPLES),
        *_what_she_knows(identity, today, [*expression.herself, *about_person]),
        *_turns(LAST_EXAMPLES),
        *_turns(expression.examples),
    ]


def recall_message(memories: Sequence[Memory]) -> str:
    """What to put on the line before the person's words; empty when nothing was recalled.

    Quotations are turned to "you" for the reason given in `second_person`.
    """
    return f"({' '.join(_note(memory.text) for memory in memories)})" if memories else ""


def retold(line: str) -> tuple[str, str] | None:
    """When something was told, and what, in her mouth: `your sister is moving`.

    None for a line of another form than `WHEN you told me: "WORDS"`.
    """
    found = _QUOTED.match(line)
    if not found:
        return None
    return found["when"], as_you(uncapitalised(found["said"])).rstrip(" .!?…,;:")


def _note(line: str) -> str:
    told = retold(line)
    return f"{told[0]} you told me that {told[1]}." if told else line


def _turns(examples: Sequence[Example]) -> list[Message]:
    return [
        message
        for example in examples
        for message in (Message("user", _as_said(example)), Message("assistant", example.answered))
    ]


def _as_said(example: Example) -> str:
    if not example.recalled:
        return example.said
    line = f'On Friday 2 May you told me: "{example.recalled}"'
    return f"{recall_message([Memory(line, ())])}\n{example.said}"


def _what_she_knows(identity: Identity, today: date, about_person: Sequence[str]) -> list[Message]:
    """The facts as an exchange: in her own mouth, "you" is the person and never she herself."""
    names = f"My name is {identity.name}" if identity.name else "I have no name yet"
    if identity.person_name:
        names = f"{names} and yours is {identity.person_name}"
    day = f"Today is {today:%A} {today.day} {today:%B %Y}."
    return [
        Message("user", "What do you know about us, and what day is it?"),
        Message("assistant", " ".join([f"{names}.", *about_person, day])),
    ]
