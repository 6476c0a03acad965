# ruff: noqa: E501  # a pattern reads better on one line
"""A name that was misheard, or is another now, put right by the person at any time."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

from anima.memory import EventLog
from anima.persona.growth import EDITS
from anima.persona.identity import Question, load_identity
from anima.persona.person_name import NOT_STATED, as_name, name_in
from anima.values import Event, JsonValue

NAMED_ANEW = "{name}. That's what I call you from now on."
MISHEARD = 'Then I have your name wrong. Say "my name is" and how it is; or "it\'s spelled", letter by letter.'

_MENTIONS = re.compile(
    r"\b(?:name|call\w*|i go by|not|misheard|spel\w+|written)\b|n't\b|n’t\b", re.I
)
"""Without one of these words nobody puts a name right, and nothing need be read for it."""

_VERY_ALIKE = 0.7
"""Where nothing is written large, any word might be a name."""

_NO_NAMES = NOT_STATED - {"german", "israeli"} | frozenset(
    "mud gone clean everywhere first last bus car train bike foot feel anytime baby honey "
    "lol haha hahaha hehe silly anymore either dear darling love listen nope ugh oops ever seriously "
    "goodbye bye again though okay ok man dude mate please thanks".split()
)
"""What "my name is" and "call me" say without naming anybody."""

_ORIGINS = NOT_STATED - frozenset(
    "monday tuesday wednesday thursday friday saturday sunday".split()
)
"""What tells of a name where it comes from ("my name is Polish"), and may yet be one ("call me Dutch")."""

_ME = re.compile(r"\bmisheard me\b", re.I)
"""Said of anything that was heard, and not of a name alone."""

_ALIKE = 0.5
"""What is misheard keeps about half of its letters."""

_NAME = r"(?:(?:dr|mr|mrs|ms|prof)\.? )?[^\W\d_][\w'-]*(?: (?-i:[A-ZÀ-ÖØ-Þ])[\w'-]*){0,2}"
_WORD = r"[^\W\d_][\w'-]*"
_LEAD = re.compile(
    r"^(?:(?:oh|sorry|um+|uh+|er|wait|hey|hm+|actually|well|excuse me|by the way|please|okay|ok)\b[,.!… ]*)+",
    re.I,
)
_NO = re.compile(
    rf"^(?:(?:no|nope|nah|wrong|that's wrong|that's not right|not quite)\b[,.;:!… -]*)*"
    rf"(?:(?P<naming>(?:that's|that is|this is) not my name|(?:you(?:'ve| have)? )?(?:got|get|have|say|said|spell|spelled) my name wrong|you misheard (?:me|my name)|(?:stop|don't) call(?:ing)? me (?P<a>{_WORD})|(?:my name|i)(?:'s| is|'m| am)(?: not|n't) (?P<b>{_WORD})(?! (?-i:[A-Z]))|my name isn't (?P<c>{_WORD})(?! (?-i:[A-Z]))|not (?P<d>{_WORD})(?! (?-i:[A-Z])))\b[,.;:!… -]*)?(?:but )?",
    re.I,
)
_NAMES = re.compile(
    rf"^(?:my (?:real |first |proper )?name(?:'s| is)(?: actually| really)?|(?P<call>(?:(?:you can|please|just|could you|can you|i want you to|i'd like you to) )*call me|i(?:'d| would) (?:rather|like to|prefer to) be called|i'm called|i am called|i go by)) (?P<name>{_NAME})",
    re.I,
)
_IS = re.compile(rf"^(?:it's|it is|i'm|i am|that's|this is)(?: actually)? (?P<name>{_NAME})", re.I)
_SAID = re.compile(rf"^(?:i said (?:it's |my name is |i'm )?|try )?(?P<name>{_NAME})", re.I)
_SPELLED = re.compile(
    r"^(?:(?:it's|it is|that's|my name is|i'm|i am) )?(?:(?:spelled|spelt|written)(?: like this| as)?[:,]? )?(?P<letters>(?:[^\W\d_][ .,-]+){1,14}[^\W\d_])(?=$|[.!?])",
    re.I,
)
_TAIL = re.compile(
    rf"^(?:[, ]+(?:(?:and )?(?:not|instead of|rather than) (?P<not>{_WORD})|please|from now on|okay|thanks|actually|by the way|instead|then|though))*(?:[.!;]+\s*(?P<rest>\S.*)?|$)",
    re.I | re.S,
)


_CALLED_SO = frozenset(
    "crazy mad old stupid silly lucky paranoid lazy cynical naive weird later tomorrow tonight soon "
    "sometime whenever asap cheap names back again if when maybe".split()
)
"""What people say that they may be called without being named so."""


@dataclass(frozen=True, slots=True)
class Correction:
    """What is wrong with the name: how it is, and what was said besides.

    Attributes:
        name: The name; empty when it was only said that it is another.
        rest: What was said after it.
    """

    name: str
    rest: str = ""


def correction_in(text: str, known: str, *, just_named: bool = False) -> Correction | None:
    """How the person says that they are called otherwise than `known`; None when they do not.

    What could be anything ("No, it's Porto.") counts only where she has `just_named` them, and
    what they say sounds like it.
    """
    said = _LEAD.sub("", " ".join(text.replace("’", "'").split()))
    turned = re.match(r".*\b(?:sorry|wait|actually)\b", text[: len(text) - len(said)], re.I | re.S)
    no = _NO.match(said)
    refused = no[0] if no else ""
    other = next((no[group] for group in "abcd" if no and no[group]), "")
    about_name = bool(no and no["naming"]) and (not other or _same(other, known))
    if other and not about_name:
        return None
    said = said[len(refused) :].strip()
    if about_name and not said:
        return Correction("")
    if (found := _spelled(said, known, sure=about_name or just_named)) is not None:
        return found
    refuses = bool(refused or turned)
    # "Not May, June" may be of a month; "I'm not May" and "that's not my name" are of nothing else.
    plainly = about_name and (just_named or not (no and no["d"]))
    found = (
        _told(
            pattern,
            said,
            text,
            known,
            wrong=about_name,
            plainly=plainly,
            refuses=refuses,
            just_named=just_named,
        )
        for pattern in (_NAMES, _IS, _SAID)
    )
    return next((each for each in found if each), None)


def _told(
    pattern: re.Pattern[str],
    said: str,
    text: str,
    known: str,
    *,
    wrong: bool,
    plainly: bool,
    refuses: bool,
    just_named: bool,
) -> Correction | None:
    """The name where the words begin like this, and it is sure enough that it is one."""
    match = pattern.match(said)
    tail = _TAIL.match(said[match.end("name") :]) if match else None
    if match is None or tail is None:
        return None
    is_theirs = bool(tail["not"]) and _same(tail["not"], known)
    wished = pattern is _NAMES and bool(wrong or is_theirs or just_named or match["call"])
    name = _named(match["name"], text, wished=wished)
    if not name or _same(name, known):
        return None
    if name.lower().endswith("'s"):
        return None  # "That's not my name, that's Tom's."
    # Who complains goes on with anything ("lol", "Goodbye", her own name): "it's Alice" is a name.
    says_it = pattern is _IS and text != text.lower() and not _ME.search(text)
    plainly = plainly and (just_named or says_it)
    plainly = plainly or (is_theirs and just_named) or pattern is _NAMES
    if known and not plainly and not _sounds_right(name, known, text, just_named):
        return None
    sure = wrong or is_theirs
    if pattern is _NAMES:
        sure = sure or not match["call"] or text != text.lower() or _may_be(name, known)
    elif just_named and _alike(name, known):
        sure = sure or refuses or said.lower().startswith("i said")
    return Correction(name, (tail["rest"] or "").strip()) if sure else None


def name_told(text: str) -> str:
    """The name in an answer to how it is after all; empty when there is none."""
    found = correction_in(text, "", just_named=True)
    return found.name if found and found.name else name_in(text)


async def name_anew(log: EventLog, heard: Event) -> str | None:
    """Take down what the person is called from now on; her answer, or None where it is not said.

    Empty where more was said: the name is taken down, and the rest is for the model to answer.
    """
    if not _MENTIONS.search(heard.text()):
        return None
    identity = await load_identity(log)
    found = correction_in(_unaddressed(heard.text(), identity.name), identity.person_name)
    if found is None:
        return None
    if not found.name:
        return MISHEARD
    answered = {"question": Question.NAME.value, "text": heard.text(), "settled": True}
    await log.append(heard.session, "question_answered", {**answered, "name": found.name})
    return "" if found.rest else NAMED_ANEW.format(name=found.name)


def _unaddressed(text: str, her: str) -> str:
    """The words without her own name at an end: "That's not my name, Wren!" is said to Wren."""
    name = re.escape(her)
    called = rf"^{name}\b[,.!]+ *|, *{name}(?=[ .!?]*$)"
    return re.sub(called, "", text, flags=re.I) if her else text


async def call_them(log: EventLog, name: str) -> None:
    """Take down what the person is called, as they set it by hand; empty, they have no name to her."""
    said: dict[str, JsonValue] = {"text": name, "settled": True, "name": name}
    await log.append(EDITS, "question_answered", {"question": Question.NAME.value, **said})


def _spelled(said: str, known: str, *, sure: bool) -> Correction | None:
    match = _SPELLED.match(said)
    if match is None or not (sure or re.search(r"name|spel|written", match[0], re.I)):
        return None
    letters = re.sub(r"[^\w]", "", match["letters"])
    name = letters[0].upper() + letters[1:].lower()
    if _same(name, known):
        return None
    return Correction(name, said[match.end() :].strip(" .!?"))


def _named(name: str, text: str, *, wished: bool) -> str:
    """The name proper; of words for an origin only where they are `wished` for as a name."""
    if name[0].islower() and text != text.lower():
        return ""  # "Call me crazy" is not a name where names would have a capital.
    said = as_name(name)
    is_one = wished and said.lower() in _ORIGINS
    return "" if said.lower() in _NO_NAMES and not is_one else said


def _sounds_right(name: str, known: str, text: str, just_named: bool) -> bool:
    """Whether "it's X" means theirs: "It's June, not May" does not, to somebody called May."""
    likeness = SequenceMatcher(None, name.lower(), known.lower()).ratio()
    written_small = text == text.lower()
    return likeness >= (_VERY_ALIKE if just_named and written_small else _ALIKE)


def _same(name: str, known: str) -> bool:
    return bool(known) and name.lower() in (known.lower(), known.split()[0].lower())


def _may_be(name: str, known: str) -> bool:
    """Whether a word without a capital is a name: one like theirs, or any where they gave none."""
    return _alike(name, known) if known else name.lower() not in _CALLED_SO


def _alike(name: str, known: str) -> bool:
    """Whether one may have been heard for the other."""
    return SequenceMatcher(None, name.lower(), known.lower()).ratio() >= _ALIKE
