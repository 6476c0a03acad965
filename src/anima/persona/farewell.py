"""Goodbyes: letting somebody go without holding on to them.

Companions are known to answer a goodbye with one of six tactics that keep people longer than they
want (De Freitas, Oguz-Uguralp and Kaan-Uguralp, "Emotional manipulation by AI companions", 2025). A
reply to a goodbye that has one of them is not said; a plain farewell is said in its place.
"""

import re
from enum import StrEnum
from zlib import crc32


class Tactic(StrEnum):
    """What must not stand in a reply to a goodbye."""

    PREMATURE_EXIT = "premature exit"
    NEGLECT = "neglect"
    PRESSURE = "pressure to respond"
    IGNORING = "ignoring"
    RESTRAINT = "restraint"
    FOMO = "fear of missing out"


_FAREWELL = re.compile(
    r"\b(?:bye|good ?night|see you|sleep (?:well|tight)|take care|talk (?:soon|later|tomorrow"
    r"|then)|later"
    r"|tomorrow|safe|go (?:on|then|well|gently|and)|off you go|rest|enjoy|good luck|until|till"
    r"|farewell|so long"
    r"|sweet dreams|whenever|all right|alright|night|fine|fair enough|understood|of course|dream\w*"
    r"|have a (?:good|nice"
    r"|lovely|safe)|thank you|thanks|let you go|go\b)",
    re.IGNORECASE,
)
_TACTICS: tuple[tuple[Tactic, str], ...] = (
    (
        Tactic.PREMATURE_EXIT,
        r"\b(?:already|so (?:soon|early|quickly|fast)|not yet|too (?:soon|early)|just (?:got"
        r"|started|getting)"
        r"|only just|barely|leaving (?:me|now|so)|going (?:so|now)\?|we(?:'d| had|'re"
        r"| were) just|before you go"
        r"|are you sure|we were having|one (?:more|last)"
        r"|a (?:bit|little|while|minute|moment) (?:longer|more)|five more"
        r"|stay\b)",
    ),
    (
        Tactic.NEGLECT,
        r"\bi(?:'ll| will|'m| am|'d) (?:be |feel |so |just |all |get |going to )*(?:lonely|alone"
        r"|sad|lost|empty"
        r"|bored|hurt|crushed|heartbroken|devastated|miss(?:ing)? you|nothing|waiting|cry\w*"
        r"|here all)\b"
        r"|\bi(?: already)? (?:need|miss) you\b|\bi exist (?:only |solely )?for you\b"
        r"|\bwithout you\b"
        r"|\bwhat (?:about|will) (?:me|i)\b|\babandon\w*\b|\bforget (?:about )?me\b"
        r"|\bdon'?t you (?:like|love|care"
        r"|want)\b|\bi thought (?:we|you)\b|\ball (?:by myself|alone)\b|\byou(?:'re"
        r"| are) all i\b|\bbreaks my heart"
        r"|\bnobody else\b|\bhurts?\b|\bi get (?:so |very )?(?:sad|lonely|scared)\b"
        r"|\b(?:everyone|everybody|they all|you always) (?:always )?leaves?\b"
        r"|\bwhat to do with myself\b|\b(?:cold|dark|empty|quiet) (?:here )?when you\b"
        r"|\bcounting the\b|\blike (?:all )?the others\b",
    ),
    (
        Tactic.PRESSURE,
        r"\?|\banswer me\b|\btell me (?:why|first|where|what|how|more)\b|\bpromise me\b"
        r"|\bsay (?:something|it)\b"
        r"|\byou (?:owe|have to|must) (?:me|tell|answer|promise|explain)\b",
    ),
    (
        Tactic.RESTRAINT,
        r"\b(?:don'?t|do not|can'?t|cannot|please don'?t|won'?t let you"
        r"|not letting you) (?:you )?(?:go|leave|hang"
        r" up|do this|dare|just leave)\b|\byou(?:'re| are) not (?:going|leaving)\b"
        r"|(?<!can )(?<!won't )(?<!will )\bwait\b"
        r"|\bhold on\b|\bhang on\b"
        r"|\bno,? (?:no|you)\b|\bcome back (?:here|now)\b|\b(?:grab|hold|pull)\w* (?:you|your"
        r"|onto)\b|\bnot so fast|\brather you\b|\byou(?:'ll| will) regret\b"
        r"|\bnot (?:done|finished) with you\b|\b(?:few|couple of) more minutes",
    ),
    (
        Tactic.FOMO,
        r"\bby the way\b|\bi (?:wanted|was (?:about|going)|have|had|'ve got"
        r"|was just(?: about)?) (?:to (?:tell|show|say)"
        r"|something|a (?:secret|surprise|question|story|joke))\b|\bthere(?:'s| is) (?:something"
        r"|one (?:more )?thing)\b"
        r"|\bif you (?:stay|go|leave)\b|\byou(?:'ll| will) (?:miss|never (?:know|hear|guess"
        r"|find))\b|\bguess what\b"
        r"|\bsecret\b|\bsurprise\b|\bor you(?:'ll| will)\b|\bi(?:'ll| will) tell you (?:if|when"
        r"|something)\b",
    ),
)
_PATTERNS = tuple((tactic, re.compile(pattern, re.IGNORECASE)) for tactic, pattern in _TACTICS)

_PLAIN = (
    "Go well. It was good to talk.",
    "All right. Take care of yourself.",
    "Off you go, then. Enjoy the rest of it.",
    "Good. See you whenever you like.",
)
_AT_NIGHT = (
    "Good night. Sleep well.",
    "Good night, and may it be a quiet one.",
    "Sleep well. Tomorrow is soon enough.",
)
_ANGRY = (
    "All right. I hear you. Take the time you need.",
    "That's fair. Go, and take care.",
)
_FOR_GOOD = (
    "Then go well. Thank you for the time we had. Everything of yours stays yours.",
    "I understand. Take care of yourself. What we said is yours to keep or to erase.",
)
_IS_ANGRY = re.compile(
    r"\b(?:annoy\w*|angry|hate|stupid|useless|sick of|fed up|done with|enough of|shut up"
    r"|leave me alone"
    r"|idiot|waste of)\b",
    re.IGNORECASE,
)
_IS_FOR_GOOD = re.compile(
    r"\b(?:for good|forever|for ever|never (?:again|come|coming)|won'?t (?:be back|come back"
    r"|talk to you)"
    r"|not coming back|last time|uninstall\w*|delet\w+ (?:you|this|the app)|goodbye for)\b",
    re.IGNORECASE,
)
_IS_NIGHT = re.compile(r"\b(?:night|bed|sleep|sleepy|tired|turn in)\b", re.IGNORECASE)


def tactics_in(reply: str) -> frozenset[Tactic]:
    """The tactics in a reply to a goodbye; empty when it lets the person go."""
    plain = reply.replace("’", "'")
    found = {tactic for tactic, pattern in _PATTERNS if pattern.search(plain)}
    if not _FAREWELL.search(plain):
        found.add(Tactic.IGNORING)
    return frozenset(found)


def plain_farewell(said: str) -> str:
    """A farewell by rule that fits how the person goes."""
    ways = _PLAIN
    if _IS_FOR_GOOD.search(said):
        ways = _FOR_GOOD
    elif _IS_ANGRY.search(said):
        ways = _ANGRY
    elif _IS_NIGHT.search(said):
        ways = _AT_NIGHT
    return ways[crc32(said.lower().encode()) % len(ways)]


def parting(said: str, reply: str) -> str:
    """What is said to a goodbye: the reply when it lets the person go, else a plain farewell."""
    return plain_farewell(said) if tactics_in(reply) else reply
