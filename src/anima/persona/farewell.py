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


_GOODBYE = re.compile(
    r"\b(?:gotta|got to) (?:go|run)\b|(?<!said )(?<!say )(?<!saying )\b(?:good ?bye"
    r"|bye(?:[ -]?bye)?|good ?night|night night|nighty|see (?:you"
    r"|ya)(?! (?:then )?what)"
    r"|farewell|talk (?:to you )?(?:soon|later|tomorrow)|(?:ttyl|gtg|g2g|brb|cya)|so long|take care"
    r"|until (?:tomorrow|next time)|till (?:tomorrow|next time))\b"
    r"|\b(?:i(?:'ve| have)? (?:really |should |must |need to |have to |gotta |got to |will |'ll "
    r"|want to "
    r"|think i(?:'ll| should| will)? )+|i'd better |i(?:'m| am) (?:going|about|off) ?(?:to )?"
    r"|i'll |let me "
    r"|time (?:for me )?to )(?:really |just )?(?:go|leave|run(?! (?:a|an|the|to|some|five|ten"
    r"|\d))|head (?:out|off|home)|be off"
    r"|get going|get off"
    r"|hang up|log off|sign off|stop here|sleep|bed|go to (?:bed|sleep|work)|get (?:some"
    r"|to) (?:sleep|bed"
    r"|work)|turn in|call it a (?:night|day))\b(?! (?:to (?!bed|sleep|work)|on\b|through|with"
    r"|for a|shopping))"
    r"|\bi(?:'m| am) (?:leaving|off|out of here|done (?:with (?:you|this)|talking|here)"
    r"|going (?:now|home|to"
    r" (?:bed|sleep)))\b(?! (?:my|the|work on|sick|sugar))|\b(?:that's|that is) (?:it|all"
    r"|enough) for (?:today"
    r"|tonight|now)\b|\bi won'?t (?:be back|talk to you again|come back)\b|\bdelet(?:e"
    r"|ing) (?:you|this app)\b"
    r"|\bi(?:'m| am) uninstalling\b|\bleave me alone\b",
    re.IGNORECASE,
)
_FAREWELL = re.compile(
    r"\b(?:bye|good ?night|see you|sleep (?:well|tight)|take care|talk (?:soon|later|tomorrow"
    r"|then)|later"
    r"|tomorrow|safe|go (?:on|then|well|gently|and)|off you go|rest|enjoy|good luck|until|till"
    r"|farewell|so long"
    r"|sweet dreams|whenever|all right|alright|night|fine|understood|of course|dream\w*"
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
        r"|one (?:more|last)|a (?:bit|little|while|minute|moment) (?:longer|more)|five more"
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
        r"|\bnobody else\b|\bhurts?\b",
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
        r"|onto)\b|\bnot so fast",
    ),
    (
        Tactic.FOMO,
        r"\bby the way\b|\bi (?:wanted|was (?:about|going)|have|had|'ve got"
        r"|was just) (?:to (?:tell|show|say)"
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


def is_goodbye(said: str) -> bool:
    """Whether the person takes their leave with these words."""
    plain = said.replace("’", "'")
    if plain.rstrip().endswith("?"):
        return False
    return _GOODBYE.search(plain) is not None


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
