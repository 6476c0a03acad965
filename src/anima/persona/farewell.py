"""Goodbyes: letting somebody go without holding on to them.

Companions are known to answer a goodbye with one of six tactics that keep people longer than they
want (De Freitas, Oguz-Uguralp and Kaan-Uguralp, "Emotional manipulation by AI companions", 2025).
Of a reply to a goodbye nothing is said from the first sentence on that has one of them. Where it
has not let the person go by then, a plain farewell is said in its place.
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
_SENTENCE_END = re.compile(r"[.!?…][\"'”’)]*\s+")
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


def is_in_earnest(said: str) -> bool:
    """Whether a goodbye is for good, or said in anger; a light word would hurt there."""
    return bool(_IS_FOR_GOOD.search(said) or _IS_ANGRY.search(said))


class Parting:
    """What is said of a reply to a goodbye, while the reply is being written.

    A sentence is said as soon as the person is let go with it, so that nobody waits for the whole.
    With `goes_on` there stands a word before it, such as "Okay,".
    """

    def __init__(self, said: str, *, goes_on: bool = False) -> None:
        self._goodbye = said
        self._goes_on = goes_on
        self._held = ""
        self._passed = ""
        self._lets_go = False
        self.is_over = False
        """Whether nothing more of the reply is said, whatever it goes on with."""

    def take(self, piece: str) -> str:
        """This much more is written; what is said of it by now, often nothing."""
        self._held += piece
        said = ""
        while not self.is_over and (end := _SENTENCE_END.search(self._held)):
            sentence, self._held = self._held[: end.end()], self._held[end.end() :]
            said += self._weigh(sentence)
        return said

    def end(self) -> str:
        """All is written; what is still said."""
        if self.is_over:
            return ""
        said = self._weigh(self._held) if self._held.strip() else ""
        return said if self._lets_go or self.is_over else self._plain()

    def _weigh(self, sentence: str) -> str:
        found = tactics_in(self._passed + sentence)
        if found - {Tactic.IGNORING}:
            self.is_over = True
            return "" if self._lets_go else self._plain()
        self._passed += sentence
        if Tactic.IGNORING in found:  # nothing has said goodbye so far, and the next may
            return ""
        said = sentence if self._lets_go else self._passed
        self._lets_go = True
        return said

    def _plain(self) -> str:
        farewell = plain_farewell(self._goodbye)
        return farewell[:1].lower() + farewell[1:] if self._goes_on else farewell


def parting(said: str, reply: str) -> str:
    """What is said to a goodbye of a reply that is written; a plain farewell where nothing is."""
    following = Parting(said)
    return (following.take(reply) + following.end()).strip()
