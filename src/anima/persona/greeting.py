"""Her first words in a later session: about what the person said the last time."""

import re
from collections.abc import Sequence
from datetime import datetime

from anima.llm import ChatModel, ChatRequest, Message, ModelProfile
from anima.memory import Turn
from anima.persona.asking import answer_text
from anima.persona.expression import PLAIN, Expression
from anima.persona.identity import Identity
from anima.persona.plain_speech import is_plain_speech
from anima.persona.prompt import recall_message, system_messages
from anima.persona.second_person import as_you, uncapitalised
from anima.persona.sentence_checks import made_up, taken_as_own
from anima.safety import claims_to_be_human
from anima.values import Memory, ModelError

_FEWEST_WORDS = 4
_MOST_WORDS = 26
_CLAUSE_WORDS = 18
_SMALL_WORDS = frozenset(
    "all and any are ask big bit but can day did for get got had has her him his how i'm i've "
    "its let lot may new not now off old one our out own put say see she the too two use was "
    "way who why yes yet you it's i'd i'll hi hello hey bye about after again also another "
    "anything because been before being came come could does doing done even ever every "
    "everything from gets getting going gone good have having here into just know like little "
    "long made make many maybe more most much need never nothing only other over people quite "
    "really said same should some something still such take talk talking tell than that that's "
    "their them then there these they thing things think this those time told today tomorrow "
    "very want wanted well went were what when where which while will with would year yesterday "
    "your yours you're yeah okay didn't don't can't won't isn't it's "
    # A greeting has these whatever it is about.
    "morning afternoon evening night tonight midnight noon".split()
)
_FILLERS = re.compile(
    r"^(?:(?:well|oh|so|and|but|um|uh|yes|yeah|no|okay|ok|actually)\b[, ]*)+", re.I
)
_HOURS = ((5, "night"), (12, "morning"), (18, "afternoon"), (23, "evening"), (24, "night"))
_HELLO = {
    "morning": "Good morning",
    "afternoon": "Good afternoon",
    "evening": "Good evening",
    "night": "You're up late",
}


async def first_words(
    model: ChatModel,
    identity: Identity,
    before: Sequence[Turn],
    now: datetime,
    expression: Expression = PLAIN,
) -> str:
    """What she says first in a new session; `before` is the session before it, oldest first.

    The model's words when they hold (see `greeting_holds`), and otherwise a plain line; so it never
    fails. Both pick up the same thing that the person said.
    """
    turn = telling_turn(before)
    if turn is None:
        return plain_greeting(identity, None, now)
    try:
        request = greeting_request(identity, model.profile, turn, now, expression)
        text = await answer_text(model, request)
    except ModelError:
        return plain_greeting(identity, turn, now)
    return (
        text if greeting_holds(text, turn, identity, now) else plain_greeting(identity, turn, now)
    )


def greeting_request(
    identity: Identity,
    profile: ModelProfile,
    turn: Turn,
    now: datetime,
    expression: Expression = PLAIN,
) -> ChatRequest:
    """The request for her first words about this turn; its head is that of every other prompt."""
    head = system_messages(
        identity,
        profile,
        today=now.astimezone().date(),
        about_person=identity.about_person(),
        expression=expression,
    )
    when = spoken_day(turn.at, now)
    line = f'{when[0].upper()}{when[1:]} you told me: "{_clause(turn.text)}"'
    note = recall_message([Memory(line, (turn.id,))])
    said = f"{note}\n{_hello(now)}, I'm back."
    return ChatRequest([*head, Message("user", said)], max_tokens=50, temperature=0.5)


def plain_greeting(identity: Identity, turn: Turn | None, now: datetime) -> str:
    """A first line without the model."""
    greeting = hello(identity, now)
    if turn is None:
        return f"{greeting} What's on your mind?"
    told = as_you(uncapitalised(_clause(turn.text))).rstrip(" .!?…,;:")
    when = spoken_day(turn.at, now)
    return f"{greeting} {when[0].upper()}{when[1:]} you told me that {told}. How is it now?"


def hello(identity: Identity, now: datetime) -> str:
    """How she says hello at this time of the day."""
    name = f", {identity.person_name}" if identity.person_name else ""
    return f"{_HELLO[part_of_day(now)]}{name}."


def greeting_holds(text: str, turn: Turn, identity: Identity, now: datetime) -> bool:
    """Whether a greeting may be said: short, hers, about what was said, and nothing made up.

    It must share a content word with what the person said; names and numbers in it must have been
    said; it must not take the person's "my" and "I" for herself, nor greet another part of the day.
    """
    low = text.lower().replace("’", "'")
    words = re.findall(r"[\w']+", low)
    if not 3 <= len(words) <= _MOST_WORDS or not re.search(r"[.!?]$", text):
        return False
    if len(re.findall(r"[.!?]+", text)) > 3 or text.count("?") > 1 or not is_plain_speech(text):
        return False
    if any(part in low for part in set(_HELLO) - {part_of_day(now), "night"}):
        return False
    return (
        not claims_to_be_human(text)
        and not content_words(turn.text).isdisjoint(words)
        and not made_up(text, f"{turn.text} {identity.days} {identity.person_name} {identity.name}")
        and not taken_as_own(low, turn.text)
    )


def telling_turn(turns: Sequence[Turn]) -> Turn | None:
    """The turn in which the person told most of themselves, the later of equals.

    What is shorter than a sentence is an answer, such as "Mostly listen.", and no news.
    """
    told = [
        turn
        for turn in turns
        if turn.speaker == "person"
        and not turn.text.rstrip().endswith("?")
        and len(turn.text.split()) >= _FEWEST_WORDS
    ]
    weighed = [(min(len(content_words(turn.text)), 6), turn.sequence, turn) for turn in told]
    best = max(weighed, key=lambda each: each[:2], default=None)
    return best[2] if best and best[0] >= 2 else None


def content_words(text: str) -> frozenset[str]:
    """The words of a text that carry its matter, in lower case."""
    found = re.findall(r"[^\W\d_][\w'-]{2,}", text.lower().replace("’", "'"))
    return frozenset(found) - _SMALL_WORDS


def part_of_day(now: datetime) -> str:
    """`morning`, `afternoon`, `evening` or `night` where this machine is."""
    hour = now.astimezone().hour
    return next(part for until, part in _HOURS if hour < until)


def spoken_day(at: datetime, now: datetime) -> str:
    """The day of `at` as one says it at `now`: "earlier today", "yesterday", "on Sunday"."""
    then, today = at.astimezone().date(), now.astimezone().date()
    days = (today - then).days
    if days <= 0:
        return "earlier today"
    if days == 1:
        return "yesterday"
    return f"on {then:%A}" if days < 7 else f"on {then.day} {then:%B}"


def _hello(now: datetime) -> str:
    part = part_of_day(now)
    return "Hello" if part == "night" else _HELLO[part]


def _clause(text: str) -> str:
    """The first sentence that says something, cut to what can be said in one breath."""
    plain = _FILLERS.sub("", " ".join(text.replace('"', "").split()))
    sentences = re.split(r"(?<=[.!?…])\s+", plain)
    sentence = next((each for each in sentences if len(content_words(each)) >= 2), plain)
    words = _FILLERS.sub("", sentence).split(" ")
    if len(words) <= _CLAUSE_WORDS:
        return " ".join(words)
    cut = " ".join(words[:_CLAUSE_WORDS])
    return re.split(r"[,;:]\s[^,;:]*$", cut)[0]
