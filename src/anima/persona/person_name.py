"""What the person wants to be called, found in their answer."""

import re
from collections.abc import Sequence

from anima.llm import ChatModel, Message
from anima.persona.asking import answer_by_schema, asking
from anima.values import JsonValue

_NAME = r"[^\W\d_](?:[^\W\d_]|['’-](?=[^\W\d_]))*\.?(?:[^\W\d_])*"
_FULL = rf"{_NAME}(?: {_NAME}){{0,2}}"

_WISH = re.compile(
    rf"(?:(?:just |please |you can |you may |everyone |everybody |friends |people |they "
    rf"|most people )*calls? me|go by|goes by|prefer(?: to be called)?|use|stick (?:with|to)"
    rf"|make it) (?:just )?"
    rf"(?P<name>{_FULL})",
    re.IGNORECASE,
)
_SUFFICES = re.compile(
    rf"(?P<name>{_NAME})(?: is| will|'s|’ll|'ll|’s)?"
    rf" (?:is )?(?:do|fine|enough|okay|ok|good|works|for short)\b",
    re.IGNORECASE,
)
_STATED = re.compile(
    rf"(?:my (?:first |given )?name(?:'s|’s| is| would be)|i am|i'm|i’m|im|this is|it's|it’s|it is|"
    rf"the name(?:'s|’s| is)|name's) (?:called |just )?(?P<name>{_FULL})",
    re.IGNORECASE,
)
_BARE = re.compile(rf"^(?P<name>{_FULL})$", re.IGNORECASE)
_OPENING = re.compile(
    r"^(?:(?:oh|well|um|uh|er|hm+|ok(?:ay)?|so|yes|yeah|sure|hi|hello|hey|there|good (?:morning"
    r"|evening|"
    r"afternoon)|nice to meet you(?: too)?|please|just|thanks|thank you)\b[ ,.!…-]*)+",
    re.IGNORECASE,
)
_NOT_NAMES = frozenset(
    "a about again all also always am an and any anything are as ask at back bad be busy but by "
    "call calling can curious day do doing don't evening fine for from glad go going good great "
    "happy hello here hi home how i i'd i'm i've if in is it it's just know like listening "
    "little me mine morning my name named never new nice no nobody none not nothing of ok okay "
    "on or please pretty ready really right said sad say secret so something sorry still sure "
    "tell thank thanks that the then there they think this tired to today too trying very want "
    "was well what whatever when whichever who whoever why will with yeah yes you your yourself "
    "anyone someone stressed lost alone lonely unsure confused afraid okay-ish alright hungry "
    "late early bored human person man woman guy girl boy friend user stop wait maybe perhaps "
    "prefer rather".split()
)
NOT_STATED = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday american argentinian australian "
    "austrian belgian brazilian british canadian catholic chinese croatian czech danish "
    "dutch egyptian english european finnish french german greek hindu hungarian indian indonesian "
    "irish israeli italian japanese jewish korean mexican muslim norwegian pakistani polish "
    "portuguese romanian russian scottish serbian spanish swedish swiss syrian turkish ukrainian "
    "vietnamese welsh".split()
)
"""What "I'm" and "it's" say of somebody, or of a day, with a capital and no name in it."""

_DECLINED = re.compile(
    r"\b(?:rather not|prefer not|don't want to|won't (?:say|tell)|not (?:telling|saying)"
    r"|no name|none of your|anonymous|(?:a|my) secret|doesn't matter|don't need (?:a|my) name"
    r"|skip)\b"
)
_MAX_LETTERS = 30


def name_in(answer: str) -> str:
    """The name in an answer such as "Call me Theo", or an empty string when there is no sure one.

    What the person wants to be called goes before what they are called.
    """
    text = _OPENING.sub("", answer.strip()).strip(" ,.!?…-")
    for pattern in (_WISH, _SUFFICES, _STATED):
        for found in pattern.finditer(text):
            if pattern is _STATED and found["name"][0].islower() and text != text.lower():
                continue  # "I'm starving" is not a name where names would have a capital.
            if pattern is _STATED and _says_something_else(found):
                continue
            if name := _as_name(found["name"], patterned=True):
                return name
    bare = _BARE.match(text)
    return _as_name(bare["name"], patterned=False) if bare else ""


def _says_something_else(found: re.Match[str]) -> bool:
    """ "I'm German", "it's Monday"; not "my name is German", nor "I'm German Lopez"."""
    first, *others = found["name"].split()
    said = found[0][: found.start("name") - found.start()].lower()
    is_full = bool(others) and others[0][:1].isupper()
    return first.lower() in NOT_STATED and "name" not in said and not is_full


def declines_to_say(answer: str) -> bool:
    """Whether the person would rather not give a name."""
    return _DECLINED.search(answer.lower().replace("’", "'")) is not None


def as_name(words: str) -> str:
    """The name proper in words that are said to be one; empty when they are none."""
    return _as_name(words, patterned=True)


async def name_by_model(model: ChatModel, answer: str) -> str:
    """Ask the model for the name in an answer; empty when it is down or names what is not there."""
    schema: dict[str, JsonValue] = {
        "type": "object",
        "properties": {"name": {"type": "string", "maxLength": _MAX_LETTERS}},
        "required": ["name"],
        "additionalProperties": False,
    }
    messages = [*asking(_TASK, _EXAMPLES), Message("user", answer)]
    found = await answer_by_schema(model, messages, schema)
    name = found.get("name", "")
    if not isinstance(name, str) or not name:
        return ""
    said = re.findall(_NAME, answer.lower())
    is_there = all(part.lower() in said for part in name.split())
    return _as_name(name, patterned=False) if is_there else ""


_TASK = (
    'Someone was asked "What should I call you?". Give the name they want to be called by, '
    "or an empty name when they gave none."
)
_EXAMPLES: Sequence[tuple[str, str]] = (
    ("Well, on paper it says Josephine but only my aunt uses that, Jo is me", '{"name": "Jo"}'),
    ("I would rather not say that yet", '{"name": ""}'),
)


def _as_name(words: str, *, patterned: bool) -> str:
    """The name proper, up to the first word that cannot be part of one."""
    kept: list[str] = []
    for word in words.rstrip(".").split():
        if word.lower().strip(".") in _NOT_NAMES or len(word) > _MAX_LETTERS:
            break
        kept.append(word)
    if kept and patterned and any(word[0].isupper() for word in kept):
        kept = [word for word in kept if word[0].isupper()]
    elif patterned:
        kept = kept[:1]
    if not kept or (
        len(kept) > 1 and not all(word[0].isupper() for word in kept) and not patterned
    ):
        return ""
    return " ".join(_capitalised(word) for word in kept)


def _capitalised(word: str) -> str:
    return word if any(letter.isupper() for letter in word) else word[0].upper() + word[1:]
