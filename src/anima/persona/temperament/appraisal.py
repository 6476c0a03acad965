# ruff: noqa: E501  # a pattern reads better on one line
"""What the person's words mean to her, by rules on text. Nothing is read from a voice's sound.

Each kind of moment has an emotion from the OCC model, as a point in the space of pleasure, arousal
and dominance; the points are those of Gebhard, "ALMA: a layered model of affect" (AAMAS 2005).
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from anima.memory.episodes.feelings import feelings
from anima.persona.temperament.traits import Trait
from anima.persona.temperament.whose import is_told
from anima.values import Event

Point = tuple[float, float, float]
"""Pleasure, arousal, dominance, each from -1 to 1."""

JOY: Point = (0.4, 0.2, 0.1)
GRATITUDE: Point = (0.4, 0.2, -0.3)
HAPPY_FOR: Point = (0.4, 0.2, 0.2)
LOVE: Point = (0.3, 0.1, 0.2)
HOPE: Point = (0.2, 0.2, -0.1)
PRIDE: Point = (0.4, 0.3, 0.3)
RELIEF: Point = (0.2, -0.3, 0.4)
PITY: Point = (-0.4, -0.2, -0.5)
FEAR: Point = (-0.64, 0.6, -0.43)
DISTRESS: Point = (-0.4, -0.2, -0.5)
SHAME: Point = (-0.3, 0.1, -0.6)
REPROACH: Point = (-0.3, -0.1, 0.4)


@dataclass(frozen=True, slots=True, eq=False)
class Kind:
    """A kind of moment between the two of them.

    Attributes:
        name: Its key.
        cause: What happened, as she would say it: "we laughed".
        emotion: Where it pushes her mood.
        strength: How hard, from 0 to 1.
        pushes: Which traits a day of such moments moves, and how hard each of them does.
    """

    name: str
    cause: str
    emotion: Point
    strength: float
    pushes: Mapping[Trait, float] = field(default_factory=dict[Trait, float])


@dataclass(frozen=True, slots=True)
class Appraisal:
    """One moment as she took it; `source` is the event of the person's words."""

    kind: Kind
    source: str
    at: datetime


_BEGINS = (
    r"(?:^|[.!?,;:…] ?|\b(?:can you|could you|will you|would you|you should|you could|i want you to) )"
    r"(?:(?:oh|please|just|so|now|and|but|no|okay|well|then) )*"
)
"""Before what is asked of her: the same words inside a sentence are said of somebody else."""

_BY_WORDS: tuple[tuple[Kind, str], ...] = (
    (
        Kind(
            "laughed",
            "we laughed together",
            JOY,
            0.7,
            {"extraversion": 1.0, "openness": 0.3, "neuroticism": -0.2},
        ),
        r"\b(?:ha){2,}h?\b|\b(?:lol|lmao|rofl)\b|[😂🤣😆]|\byou(?:'re| are) (?:so |really |very )?"
        r"(?:funny|hilarious)\b|\b(?:you|that|this|it) (?:really |just |always )?made me (?:laugh|giggle|smile)\b|\bthat(?:'s| is| was) (?:so "
        r"|very "
        r"|really |pretty )?(?:funny|hilarious)\b|\bi(?:'m| am) (?:laughing|giggling)\b"
        r"|\bgood one\b",
    ),
    (
        Kind("played", "you played with me", JOY, 0.5, {"openness": 0.8, "extraversion": 0.7}),
        r"\blet'?s (?:play|pretend|imagine|make up|invent)\b|\bpretend (?:that |you|we|to)\b"
        r"|\btell me a (?:joke|story|riddle)\b|\bmake (?:up|something up)\b|\b(?:riddle"
        r"|knock knock)\b"
        r"|\bguess what\b|\bwhat if (?:we|you|i|there|all|every\w*)\b|\bif you were an? \b",
    ),
    (
        Kind("thanked", "you thanked me", GRATITUDE, 0.5, {"agreeableness": 0.6}),
        r"(?<!\bno )(?<!\bno, )(?<!\bnope, )(?<!\bnah, )(?<!\bnow, )(?<!\blater, )(?<!\ba )(?<!\bthe )"
        r"\b(?:thanks|thank you|much appreciated|i appreciate (?:it(?! when| if)|that(?=[.!,]|$)|you))\b"
        r"(?! (?:for nothing|anyway|to (?!you)|card|note|letter|speech)|,? (?:but )?no\b)"
        r"|(?:^|[.!?,] )cheers\b(?! (?:me|him|her|us|them|up))",
    ),
    (
        Kind(
            "fond",
            "you were tender with me",
            LOVE,
            0.8,
            {"agreeableness": 1.0, "neuroticism": -0.5},
        ),
        r"\bi (?:really |do |also )?(?:love|adore|missed|miss) you\b|\bglad (?:that )?you(?:'re"
        r"| are) "
        r"(?:here|there|back)\b|\b(?:good|nice|lovely) to (?:hear|talk to|have) you\b"
        r"|\bi (?:really )?"
        r"(?:like|love|enjoy) (?:talking|chatting|speaking) (?:to|with) you\b|\byou(?:'re"
        r"| are) (?:so )?"
        r"(?:sweet|kind|lovely|dear)\b|(?<!\bcan )(?<!\bcould )(?<!\bwill )(?<!\bwould )(?<!\bdo )(?<!\bdid )(?<!\bif )"
        r"\byou (?:really |always )?(?:(?:help|helped|get) me(?= (?:so much|so well|a lot|today)|[.!,]|$)|(?:help|mean) (?:so much|a lot))\b",
    ),
    (
        Kind(
            "frank",
            "you asked me to say what I think",
            PRIDE,
            0.4,
            {"agreeableness": -1.0, "extraversion": 0.3},
        ),
        r"\bwhat do you (?:really |honestly |actually )?think\b|\b(?:your|an) (?:honest )?opinion\b"
        r"|\bbe (?:honest|frank|blunt|straight)\b|\btell me (?:straight|honestly|the truth)\b"
        r"|\bdon'?t (?:sugar-?coat|spare me|be so nice|hold back)\b|\bno flattery\b|\bcriticis?e\b",
    ),
    (
        Kind("argued", "we argued, and well", PRIDE, 0.3, {"agreeableness": -0.8, "openness": 0.5}),
        r"\bi (?:don'?t agree|disagree|beg to differ|object)\b(?! (?:with|to) (?!you\b|that\b|this\b|it\b))"
        rf"|{_BEGINS}(?:i'm |i am )?not convinced\b|{_BEGINS}prove it\b"
        r"|\byou(?:'re| are) (?:mistaken|not right|wrong (?:about|there|here))\b"
        r"|\bthat(?:'s| is) (?:a )?(?:nonsense|weak argument|bad argument|not a reason)\b"
        r"|\blet'?s argue\b|\bi(?:'d|'ll| would| will)? argue that\b|\bargue with me\b",
    ),
    (
        Kind(
            "scolded",
            "you were angry with me",
            DISTRESS,
            0.9,
            {"neuroticism": 1.0, "extraversion": -0.5},
        ),
        rf"{_BEGINS}shut up\b|\byou(?:'re| are) (?:so |really |such an? |an? )?(?:stupid|useless|idiot"
        r"|annoying"
        r"|dumb|rubbish|pathetic|worthless)\b|\bi hate (?:you|talking to you)\b"
        r"|\bstupid (?:machine|thing"
        r"|program|computer|ai)\b|\byou never (?:listen|understand|get it)\b"
        rf"|{_BEGINS}leave me alone\b",
    ),
    (
        Kind(
            "hushed",
            "you asked me to listen",
            RELIEF,
            0.2,
            {"extraversion": -1.0, "agreeableness": 0.3},
        ),
        rf"{_BEGINS}just listen\b|\byou (?:talk|say) too much\b|{_BEGINS}let me (?:finish|talk|speak)\b"
        rf"|{_BEGINS}be quiet\b"
        rf"|\bless talk\w*\b|{_BEGINS}stop (?:talking|asking)\b"
        r"|\bno (?:more )?(?:advice|questions)\b"
        r"|\b(?:i (?:just )?want|i'?d like) (?:some )?(?:quiet|silence)\b"
        rf"|{_BEGINS}(?:be |keep it |make it |answer )?(?:a bit |much )?shorter\b",
    ),
    (
        Kind(
            "quiet",
            "we were quiet together",
            RELIEF,
            0.5,
            {"extraversion": -0.8, "neuroticism": -0.8},
        ),
        r"\blet'?s (?:just )?(?:sit|be quiet|breathe|rest)\b|\bno hurry\b|\bslow (?:day|evening"
        r"|morning"
        r"|walk)\b|\b(?:calm|peaceful|quiet) (?:day|evening|morning|night|here|today|tonight)\b"
        r"|\btaking it (?:slow|easy)\b|\blistening to the rain\b",
    ),
    (
        Kind(
            "planned",
            "we made plans and kept to them",
            HOPE,
            0.3,
            {"conscientiousness": 1.0, "openness": -0.3},
        ),
        r"\bremind me\b|\b(?:my|the|a) (?:plan|schedule|list|deadline|budget|to-?do)\b"
        r"|\bstep by step\b"
        r"|\bfirst (?:i|we)(?:'ll| will| have to| need to)?\b.*\bthen\b|\b(?:organi[sz]e|tidy up"
        r"|sort out)\b"
        r"|\bon time\b|\bdone with (?:the|my)\b|\bfinished (?:the|my)\b|\bticked off\b",
    ),
    (
        Kind(
            "corrected",
            "I got something wrong and you told me",
            SHAME,
            0.5,
            {"conscientiousness": 0.7, "neuroticism": 0.3},
        ),
        r"\bthat(?:'s| is) not what i (?:said|meant|told you)\b|\byou (?:forgot|misheard"
        r"|misunderstood"
        r"|mixed (?:it|that|them) up|got (?:it|that|me) wrong)\b"
        r"|\bi (?:already )?told you (?:that )?already"
        r"\b|\bi already told you\b|\bi already said(?: so| that| it)?(?=[.!,]|$)"
        r"|\bno,? that(?:'s| is| was) (?:not (?:right|true|it|what|how|when|where|who)|wrong)\b"
        r"|\bno,? (?:it|that)(?:'s| is| was) not (?:\w+ ){0,2}\w+[,.;] ?(?:but )?(?:it|that)(?:'s| is| was)\b"
        r"|\bnot \w+,? i said (?!that|it|so)\w"
        r"|^(?:no,? )?not (?-i:[A-Z\d])\w*,? but (?-i:[A-Z\d])\w*[.!]?$",
    ),
    (
        Kind(
            "wondered",
            "we wondered about things",
            HOPE,
            0.4,
            {"openness": 1.0, "conscientiousness": -0.3},
        ),
        r"\bi (?:often |sometimes |always )?wonder\b|\bdo you (?:ever )?(?:wonder|dream)\b"
        r"|\b(?:universe|stars|galaxy|infinity|philosoph\w+|meaning of|consciousness|poem|poetry"
        r"|painting"
        r"|novel|symphony|myth\w*|dreamt|dreamed)\b|\bwhy (?:is|do|does|are) (?:there|people|we"
        r"|anything)\b",
    ),
)
_BETWEEN_US = frozenset("laughed played thanked fond frank argued scolded hushed corrected".split())
"""Moments that the words make only where they are said to her."""

_LAUGH = re.compile(_BY_WORDS[0][1], re.IGNORECASE)
_PATTERNS = tuple((kind, re.compile(pattern, re.IGNORECASE)) for kind, pattern in _BY_WORDS)

_SORROW = Kind(
    "sorrow",
    "you told me that it was hard",
    PITY,
    0.7,
    {"agreeableness": 0.8, "extraversion": -0.3},
)
_WORRY = Kind(
    "worry",
    "you were worried, and I kept calm",
    FEAR,
    0.3,
    {"neuroticism": -0.5, "agreeableness": 0.3},
)
_CROSS = Kind("cross", "you told me what made you angry", REPROACH, 0.4, {"agreeableness": -0.2})
_GLAD = Kind(
    "glad", "you had good news", HAPPY_FOR, 0.7, {"extraversion": 0.6, "neuroticism": -0.3}
)
_OF_FEELING: Mapping[str, Kind] = {
    "happy": _GLAD,
    "excited": _GLAD,
    "proud": _GLAD,
    "in love": _GLAD,
    "hopeful": _GLAD,
    "grateful": _GLAD,
    "sad": _SORROW,
    "grieving": _SORROW,
    "lonely": _SORROW,
    "missing somebody": _SORROW,
    "disappointed": _SORROW,
    "ashamed": _SORROW,
    "ill": _SORROW,
    "tired": _SORROW,
    "afraid": _WORRY,
    "worried": _WORRY,
    "stressed": _WORRY,
    "angry": _CROSS,
}
KINDS: tuple[Kind, ...] = (*(kind for kind, _ in _BY_WORDS), _GLAD, _SORROW, _WORRY, _CROSS)
"""Every kind of moment that is told apart."""

_KNOWN: dict[tuple[str, int], tuple[Kind, ...]] = {}
"""What was found before, without a word of it: a mood is read anew after every reply."""

_MOST_KNOWN = 4000


def appraise(event: Event) -> list[Appraisal]:
    """What one thing that the person said means to her; nothing for most of what is said."""
    text = " ".join(event.text().replace("’", "'").split())
    if not text:
        return []
    key = (event.id, hash(text))
    kinds = _KNOWN.get(key)
    if kinds is None:
        if len(_KNOWN) >= _MOST_KNOWN:
            _KNOWN.clear()
        kinds = _KNOWN[key] = _kinds(text)
    return [Appraisal(kind, event.id, event.at) for kind in kinds]


def _kinds(text: str) -> tuple[Kind, ...]:
    found = [
        kind
        for kind, pattern in _PATTERNS
        if (match := pattern.search(text))
        and not (kind.name in _BETWEEN_US and is_told(text, match.start()))
    ]
    found += [_OF_FEELING[each] for each in feelings(text) if each in _OF_FEELING]
    return tuple(dict.fromkeys(found))


def appraise_all(events: Iterable[Event]) -> list[Appraisal]:
    """The moments in these events, in order; only what the person said makes one, in no game."""
    heard = (event for event in events if event.kind == "heard" and event.is_lived)
    return [each for event in heard for each in appraise(event)]


def laughs(text: str) -> bool:
    """Whether somebody laughs in these words."""
    return _LAUGH.search(text.replace("’", "'")) is not None
