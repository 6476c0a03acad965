"""She chooses her own name: from a dozen she reads, with a reason that is checked to be true."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from random import Random

from anima.llm import ChatModel, Message
from anima.persona.asking import answer_by_schema, asking
from anima.persona.given_names import GivenName, a_dozen, given_names, suited_to
from anima.persona.objection import Objection
from anima.values import JsonValue, ModelError

_PICK = (
    "You are an AI with a voice and no name yet. You read names and what they mean, and choose the "
    "one you like best."
)
_PICKED: Sequence[tuple[str, str]] = (
    ("Lumi: snow\nBerta: bright\nRoxane: dawn", '{"name": "Roxane"}'),
    ("Galen: calm\nTorsten: the stone of thunder\nAndor: eagle", '{"name": "Torsten"}'),
)
_WHY = (
    "You are an AI with a voice, and you have just chosen a name. You say what its meaning is to "
    "you, in a few plain words, a little playful. You say I."
)
_THOUGHTS: Sequence[tuple[str, str]] = (
    ("Talvi means winter.", '{"why": "I would like to arrive like that, without a sound"}'),
    ("Haukka means hawk.", '{"why": "I want to see things from that far up"}'),
    ("Viisas means sharp of mind.", '{"why": "I hope to be, at least on good days"}'),
    ("Myrsky means storm.", '{"why": "I like a bit of noise, having no body"}'),
    ("Naapuri means neighbour.", '{"why": "that is what I mean to be, one wall away"}'),
)
"""Name and thought are asked apart: in one go the model invents meanings for the name."""

_MIN_WORDS, _MAX_WORDS = 6, 30
_GENERIC = re.compile(
    r"\b(?:unique|popular|perfect|beautiful|meaningful|timeless|elegan\w+|classic|sophisticated"
    r"|powerful|memorable|reflects?|symboli[sz]es?|represents?|signif\w+|personality|qualities"
    r"|list|options?|assistant|users?|names?)\b"
)
_UNFIT = re.compile(
    r"\b(?:smell\w*|tast(?:e|es|ing)|eat\w*|drink\w*|sleep\w*|boss|kingdom|fight\w*|wars?"
    r"|kill\w*|queen of me|conquer\w*|weapons?|die|death|blood|sex\w*|naked|money|rich)\b"
)
_HUMAN_LIFE = re.compile(
    r"\bmy (?:mother|father|parents|grand\w+|family|childhood|birth|body|hair|eyes|face|skin"
    r"|country|culture|heritage|roots|house|home|husband|wife)|\bi (?:was born|grew up"
    r"|am a (?:woman|man|girl|boy|person|human|child))"
)
_FIRST_PERSON = re.compile(r"\b(?:i|i'm|i'd|i've|me|my|myself)\b")
_SMALL_WORDS = frozenset("a an the of in to is at and it he she one who what my was by for".split())
_SOUND_WORDS = {
    "short": ("short", "brief", "syllable"),
    "soft": ("soft",),
    "bright": ("bright",),
    "crisp": ("crisp",),
    "round": ("round",),
    "open": ("open",),
    "light": ("light",),
    "calm": ("calm",),
    "plain": ("plain", "simple", "simplicity"),
    "quick": ("quick",),
    "gentle": ("gentle", "gently"),
    "musical": ("musical", "music", "song", "melod"),
}
_SOUND_LINES = {
    "short": "it's over almost before you've said it",
    "soft": "it's soft to say",
    "bright": "it has a bright sound",
    "crisp": "it's crisp, and hard to mishear",
    "round": "it has a round sound",
    "open": "it ends on an open sound",
    "light": "it's light on the ear",
    "calm": "it can be said without any hurry",
    "plain": "it's plain, and doesn't show off",
    "quick": "it's quick, like a thought",
    "gentle": "it's gentle even when it's shouted",
    "musical": "it's halfway to being sung",
}
_FALLBACKS = (
    "It means {meaning}, and I like that {sound}.",
    "I like that {sound}. And it means {meaning}, which I'd like to keep near me.",
    "I kept coming back to it, because it means {meaning} and {sound}.",
)


@dataclass(frozen=True, slots=True)
class NameProposal:
    """A name she would like to have, and why, in her words."""

    name: str
    reason: str


async def choose_name(
    model: ChatModel,
    rng: Random,
    *,
    voice: str,
    excluded: Collection[str],
    objection: Objection | None = None,
) -> NameProposal:
    """Let her choose a name that suits the voice and is none of `excluded` (in any case).

    Never fails: without a usable answer of the model she takes one of the dozen by chance and
    gives a reason that is composed from what is known of it.
    """
    dozen = a_dozen(_candidates(voice, excluded, objection), rng)
    name = await _picked(model, dozen, rng)
    reason = await _thought(model, name, rng)
    return NameProposal(name.name, reason or composed_reason(name, rng))


async def warm_naming(model: ChatModel) -> None:
    """Read the unchanging part of both questions into the model's cache, so that she thinks less
    long; without the model nothing happens.
    """
    try:
        await model.warm(asking(_PICK, _PICKED))
        await model.warm(asking(_WHY, _THOUGHTS))
    except ModelError:
        return


async def _picked(model: ChatModel, dozen: Sequence[GivenName], rng: Random) -> GivenName:
    by_name = {name.name: name for name in dozen}
    schema = _object({"name": {"enum": list(by_name)}})
    lines = "\n".join(f"{name.name}: {name.meaning}" for name in dozen)
    seed = rng.randrange(2**31)
    found = await answer_by_schema(
        model, [*asking(_PICK, _PICKED), Message("user", lines)], schema, temperature=0.9, seed=seed
    )
    return by_name.get(str(found.get("name", "")), dozen[0])


async def _thought(model: ChatModel, name: GivenName, rng: Random) -> str:
    """Her reason in her words, the first of two that holds; empty when neither does."""
    schema = _object({"why": {"type": "string", "minLength": 12, "maxLength": 90}})
    messages = [*asking(_WHY, _THOUGHTS), Message("user", f"{name.name} means {name.meaning}.")]
    for _ in range(2):
        seed = rng.randrange(2**31)
        found = await answer_by_schema(model, messages, schema, temperature=0.7, seed=seed)
        why = str(found.get("why", "")).strip().rstrip(".!,;")
        reason = f"It means {name.meaning}, and {why}."
        if reason_holds(name, reason):
            return reason
    return ""


def _object(properties: Mapping[str, JsonValue]) -> dict[str, JsonValue]:
    return {
        "type": "object",
        "properties": dict(properties),
        "required": list(properties),
        "additionalProperties": False,
    }


def _candidates(
    voice: str, excluded: Collection[str], objection: Objection | None
) -> list[GivenName]:
    """Names that may be proposed, the fitting ones if there are any left; never an excluded one
    while the list has another."""
    out = {name.casefold() for name in excluded}
    suited = [name for name in suited_to(voice) if name.name.casefold() not in out]
    fitting = [name for name in suited if objection is None or objection.leaves(name)]
    left = [name for name in given_names() if name.name.casefold() not in out]
    return fitting or suited or left or list(given_names())


def reason_holds(name: GivenName, reason: str) -> bool:
    """Whether a reason is short, her own, and says something true about this name."""
    low = reason.lower().replace("’", "'")
    words = re.findall(r"[a-z'-]+", low)
    if not _MIN_WORDS <= len(words) <= _MAX_WORDS or not re.search(r"[.!]$", reason):
        return False
    if len(re.findall(r"[.!?]", reason)) > 2 or re.search(r"[*_#:;\n\"]", reason):
        return False
    if any(pattern.search(low) for pattern in (_GENERIC, _UNFIT, _HUMAN_LIFE)):
        return False
    if not _FIRST_PERSON.search(low):
        return False
    return _says_something_true(name, low) and not _says_something_else(name, reason)


def _says_something_true(name: GivenName, low: str) -> bool:
    meant = [
        word for word in re.findall(r"[a-z]+", name.meaning.lower()) if word not in _SMALL_WORDS
    ]
    stems = [word[: max(4, len(word) - 2)] for word in meant]
    return any(re.search(rf"\b{stem}", low) for stem in (*stems, *_SOUND_WORDS[name.sound]))


def _says_something_else(name: GivenName, reason: str) -> bool:
    """Whether it names another name or another origin than its own."""
    others = {other.name for other in given_names()} | {other.origin for other in given_names()}
    return any(re.search(rf"\b{other}\b", reason) for other in others - {name.name, name.origin})


def composed_reason(name: GivenName, rng: Random) -> str:
    """A reason made from what is known of the name; always holds."""
    line = rng.choice(_FALLBACKS)
    return line.format(meaning=name.meaning, sound=_SOUND_LINES[name.sound])
