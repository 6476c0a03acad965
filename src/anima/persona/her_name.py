# ruff: noqa: E501  # a pattern reads better on one line
"""Her name, changed by the person at any time: in a conversation by a sentence, or by hand.

She chose it when they met, and that stays in what was said. From then on she is called otherwise;
nothing else of her changes.
"""

import re
from dataclasses import dataclass

from anima.memory import EventLog
from anima.persona.given_names import given_names
from anima.persona.growth import EDITS
from anima.persona.identity import load_identity
from anima.persona.person_name import NOT_STATED
from anima.values import AnimaError, Event, JsonValue, SessionId

RENAMED = "{name}. Then I'm {name} from now on, and no longer {before}."
AS_BEFORE = "I'm {name} already."
SAY_IT = 'You may. Say "I\'d like to call you" and the name.'
THEIRS = "{name} is what I call you. Two of us by that name, and I'd never know who is meant."
TEACH = (
    "How you say {before} I was taught; {name} I only know as other voices say it. Teach it to me "
    "on the page, if I should wake to it."
)

LONGEST = 40
"""Letters of a name."""

_FIT = re.compile(r"[^\W\d_]+(?:[ .'’-]{1,2}[^\W\d_]+)*\.?")
_MENTIONS = re.compile(r"\b(?:call(?:ed)?|name|named)\b", re.I)
"""Without one of these words nobody names her, and nothing need be read for it."""

_SENTENCE = re.compile(r"[^.!?]+[.!?]*")
_QUOTES = re.compile(r"[\"“”«»]|(?<!\w)['‘]")
_LEAD = re.compile(
    r"^(?:(?:oh|so|um+|uh+|er|hey|hi|hello|hm+|well|listen|actually|you know|sorry|please|by the way|from now on|okay|ok|yes|no|and|but|then)\b[,.!… ]*)+",
    re.I,
)
_SPOKEN_TO = re.compile(r"^[^\W\d_]\w*, (?=(?:can|could|may|i|let|would|do|please)\b)", re.I)
"""Her name, before what is said to her."""

_NAME = r"(?P<name>[^\W\d_][\w'-]*(?: (?-i:[A-ZÀ-ÖØ-Þ])[\w'-]*){0,1})"
_I_WANT = r"i(?:'d| would) (?:really |much )?(?:like|love|prefer)|i(?:'d| would) rather|i want|i wanna|i wish"
_PATTERNS = tuple(
    re.compile(pattern.replace("NAME", _NAME), re.I)
    for pattern in (
        r"^(?:can|could|may|might|shall) i (?:please |just |maybe |perhaps )?(?:call|name) you NAME",
        r"^(?:(?:would|do) you mind|(?:is it|would it be) (?:ok|okay|fine|all right|alright)(?: (?:with|for) you)?) if i (?:just )?call(?:ed)? you NAME",
        rf"^(?:(?:{_I_WANT})(?: to)?|let me|i'm going to|i am going to|i(?:'ll| will)) (?:just |rather )?(?:call|name) you NAME",
        rf"^(?:{_I_WANT}) (?:you|your name) to be (?:called |named )?NAME",
        r"^(?:can|could|may) i (?:please )?change your name (?:in)?to NAME",
        r"^(?:please )?(?:(?:let's|let us|i want to|i'd like to) )?change your name (?:in)?to NAME",
        r"^(?:please )?(?:call yourself|be called) NAME",
        r"^(?:your name is|you are called|you're called) NAME(?=,? (?:now|from now on|again)\b)",
    )
)
"""Said to her, at the beginning of a sentence. What somebody else called her, or anything that
follows the name at once ("when I'm sad", "or do you prefer"), names her not."""

_TAIL = re.compile(
    r"^(?:,? (?:(?:and |but )?not \w+|instead(?: of \w+)?|rather than \w+|from now on|now|again|please|then|okay|ok|if you (?:don't mind|like|want)|if (?:that's|it's|that is) (?:ok|okay|fine|all right|alright)(?: with you)?|for a change|though|too))*\s*[.!?…]*\s*$",
    re.I,
)
_OTHER_NAME = re.compile(
    r"^(?:(?:can|could|may) i (?:please )?(?:(?:give|choose|pick) you(?: a| another)|change your name|call you (?:something|by another name))"
    rf"|(?:{_I_WANT}) to (?:give you (?:a|another)|change your name|call you (?:something|by another name)))"
    r"(?: (?:a )?(?:new|different|another|other|else))?(?: name)?[ .!?…]*$",
    re.I,
)
_NO_NAMES = NOT_STATED | frozenset(
    "a an any anything back baby beautiful boss brother captain chef coach darling dad daddy dear "
    "doc doctor friend god hey him her his honey it king later love ma'am madam mate mine mom mommy "
    "mother mum mummy my names now out princess queen sir sister something sometime sometimes soon "
    "sweet sweetheart sweetie that the this today tomorrow tonight up when whenever yourself "
    "aunt auntie grandma grandmother grandpa granny nana uncle wife husband girlfriend boyfriend "
    "babe buddy pal bro dude angel hon bestie teacher professor therapist nurse ai robot bot "
    "machine computer assistant christmas easter thanksgiving halloween".split()
)
"""What somebody may be called, and is not named by: also on a day, back, or names."""


class HerNameError(AnimaError):
    """She cannot be called so."""


@dataclass(frozen=True, slots=True)
class Renamed:
    """What became of her name.

    Attributes:
        name: What she is called now.
        before: What she was called.
        note: What is still to be done, such as teaching her to wake to it; may be empty.
    """

    name: str
    before: str
    note: str = ""


def her_name_in(text: str) -> str | None:
    """What the person wants to call her; empty where they only want another name; else None.

    Careful: what could be a call, a time, a nickname or somebody else's word is no name.
    """
    if not _MENTIONS.search(text) or _QUOTES.search(text):
        return None
    for sentence in _SENTENCE.findall(text.replace("’", "'")):
        said = _LEAD.sub("", " ".join(sentence.split()))
        said = _SPOKEN_TO.sub("", said)
        if _OTHER_NAME.match(said):
            return ""
        for pattern in _PATTERNS:
            found = pattern.match(said)
            if found and _TAIL.match(said[found.end() :]):
                if name := _as_name(found["name"]):
                    return name
    return None


async def her_name_anew(log: EventLog, heard: Event) -> str | None:
    """Take down what the person calls her from now on; her answer, or None where it is not said."""
    wanted = her_name_in(heard.text())
    if wanted is None:
        return None
    if not wanted:
        return SAY_IT
    identity = await load_identity(log)
    if wanted.lower() == identity.name.lower():
        return AS_BEFORE.format(name=identity.name)
    if wanted.lower() == identity.person_name.lower():
        return THEIRS.format(name=wanted)
    renamed = await call_her(log, wanted, said=heard)
    answer = RENAMED.format(name=renamed.name, before=renamed.before)
    return f"{answer} {renamed.note}" if renamed.note else answer


async def call_her(log: EventLog, name: str, *, said: Event | None = None) -> Renamed:
    """Take down what she is called from now on, and nothing else.

    Args:
        log: Theirs.
        name: The name.
        said: Where it was said; None when it was set by hand.

    Raises:
        HerNameError: It is no name, or the person's own, or they have not met. Nothing has changed.
    """
    plain = " ".join(name.split())
    if len(plain) > LONGEST or not _FIT.fullmatch(plain):
        raise HerNameError(f"A name has letters, and at most {LONGEST} of them.")
    identity = await load_identity(log)
    if not identity.met:
        raise HerNameError("You have not met her yet.", advice="She will propose a name.")
    if plain.lower() == identity.person_name.lower():
        raise HerNameError("That is what she calls you.", advice="Give her another name.")
    if plain == identity.name:
        return Renamed(plain, plain)
    session = SessionId(said.session) if said else EDITS
    payload: dict[str, JsonValue] = {"name": plain, "before": identity.name}
    if said:
        payload["text"] = said.text()
    await log.append(session, "name_accepted", payload)
    note = TEACH.format(name=plain, before=identity.name)
    taught = await _is_taught(log, identity.name) and not await _is_taught(log, plain)
    return Renamed(plain, identity.name, note if taught else "")


async def reason_of_her_name(log: EventLog) -> str:
    """Why she chose the name that she has; empty where she did not choose it."""
    name = (await load_identity(log)).name
    proposed = await log.events(kinds=("name_proposed",))
    return next((e.text("reason") for e in reversed(proposed) if e.text("name") == name), "")


async def _is_taught(log: EventLog, name: str) -> bool:
    """Whether the person has shown her how they say a name, and it was not forgotten."""
    taught = await log.events(kinds=("name_taught",))
    return any(each.text("name") == name and each.text("vectors") for each in taught)


def _as_name(words: str) -> str:
    """The name in these words; empty where they are none.

    Written small, only what people are named is taken for a name.
    """
    name = words.removesuffix("'s").strip(" '-")
    if any(word.lower() in _NO_NAMES for word in name.split()) or len(name) < 2:
        return ""
    if name[0].isupper():
        return name
    known = {each.name.lower(): each.name for each in given_names()}
    return known.get(name.lower(), "")
