"""Overlap: a voice is heard while it is her turn. Whether she yields or goes on is decided here.

From the first syllable on her sound is held where it is, so the person never talks against her.
What the voice wants is judged after every frame and whenever words are understood:

    fainter than the person ever speaks          not the person: she does not even pause
    shorter than a word                          she goes on: a click, a cough, a rest of her echo
    "mm-hm", "yeah", "I see", and no more        she goes on: they are listening
    the same, when she has just asked something  she yields: it is the answer
    her own words                                she goes on: it is her echo
    short, and the words are hardly more than    she goes on: "mm-hm" is read as anything
        a guess
    any other words                              she yields at once, while they still speak
    long, and words cannot be made out           she yields while it is a voice, not a noise

A client that cannot hold her sound is silenced as soon as a voice is longer than a syllable.

How people do it: Yngve (1970) on the back channel; Sacks, Schegloff and Jefferson (1974) on turns.
"""

import re
from dataclasses import dataclass
from enum import Enum, auto

ONSET_SECONDS = 0.09
"""Voice from which her sound is held: three frames. A click or a cough's first burst is shorter."""

WORD_SECONDS = 0.2
"""Voice that may be a word."""

DOUBT_SECONDS = 0.1
"""Silence after which what is shorter than a word was none, and after which the rest is read."""

END_SECONDS = 0.2
"""Silence after which a sign of listening was all."""

ASK_SECONDS = 0.4
"""New voice after which its words are read again, though it goes on."""

LONG_SECONDS = 1.6
"""Voice that is meant, though its words are not known yet."""

WAIT_SECONDS = 1.0
"""Silence after which she goes on, though nothing is known of the words."""

SHORT_SECONDS = 1.0
"""Voice as of a single word; more is meant, however badly it was understood."""

GUESSED = 0.3
"""Mean confidence in the words below which they are a guess. In six voices nearly every "mm-hm" and
half of every "uh-huh" and "huh" was read as some other word, at 0.01 to 0.3; "stop", "wait", "no"
and twelve more wishes for the turn at 0.33 to 0.97, all but two of 90."""

STEADY_SECONDS = 2.0
"""A sound without words that goes on is ignored until there was silence, or for this long."""

FAINTER_DB = 18.0
"""How far below the person's own loudness a voice is somebody else's: a television, a next room."""

_ECHO_WORDS = 2
"""One word in common is chance."""

_NOTED = re.compile(r"[(\[*][^)\]*]*[)\]*]")
_WORD = re.compile(r"[^\W_]+(?:['-][^\W_]+)*")
_LISTENING = re.compile(
    r"(?:(?:m+-?h+m+|m+|h+m+|u+h-?hu+h|u+m+|u+h+|e+r+m*|a+h+|aha|o+h+"
    r"|huh|ha|haha|wow|whoa|ye+ah|yea|yet"
    r"|yep|yup|yes|ok|okay|alright|right|sure|true|exactly|definitely|absolutely|totally|indeed|nice"
    r"|cool|great|good|lovely|really|interesting|gosh|wonderful|fair enough|i see|i know|got it"
    r"|go on|of course|for sure|no way|oh no|my god|oh my|so true|that's right|that's true"
    r"|makes sense|i understand|uh oh)(?: |$))+"
)


class Verdict(Enum):
    """What becomes of her turn."""

    UNSURE = auto()
    """Her sound stays held; more must be heard."""
    GOES_ON = auto()
    """It was nothing that wants the turn."""
    YIELDS = auto()
    """The person takes the turn."""


@dataclass(frozen=True, slots=True)
class Overlap:
    """What is known of a voice that began while it is her turn.

    Attributes:
        voiced: Seconds of voice in it.
        silent: Seconds since the last of it.
        words: What is understood of it; None while that is not known.
        all_read: Whether nothing was voiced after what `words` was read from.
        hers: The words she is saying: what has sounded, and what is under way.
        asked: Whether what sounded last was a question of hers.
        can_hold: Whether the client can hold her sound.
        confidence: How sure the recogniser is of the words, 0 to 1, as a mean.
    """

    voiced: float
    silent: float
    words: str | None = None
    all_read: bool = False
    hers: str = ""
    asked: bool = False
    can_hold: bool = True
    confidence: float = 1.0


def judge(overlap: Overlap) -> Verdict:
    """What becomes of her turn, by the table at the head of this file."""
    if overlap.voiced < WORD_SECONDS:
        return Verdict.GOES_ON if overlap.silent >= DOUBT_SECONDS else Verdict.UNSURE
    if not overlap.can_hold:
        return Verdict.YIELDS
    said = None if overlap.words is None else _words(overlap.words)
    if said and not _is_echo(said, overlap.hers):
        guessed = overlap.voiced < SHORT_SECONDS and overlap.confidence < GUESSED
        if overlap.asked or not (guessed or is_listening(overlap.words or "")):
            return Verdict.YIELDS
    elif said is None and overlap.voiced >= LONG_SECONDS and overlap.silent < END_SECONDS:
        return Verdict.YIELDS
    if said is not None and overlap.all_read:
        steady = not said and overlap.voiced >= LONG_SECONDS
        return Verdict.GOES_ON if steady or overlap.silent >= END_SECONDS else Verdict.UNSURE
    return Verdict.GOES_ON if overlap.silent >= WAIT_SECONDS else Verdict.UNSURE


def is_listening(text: str) -> bool:
    """Whether these words only say "I am listening". No words are not such a sign."""
    said = " ".join(_words(text))
    return bool(said) and _LISTENING.fullmatch(said) is not None


def _is_echo(said: list[str], hers: str) -> bool:
    """Whether these are her own words, in their order, from her loudspeaker."""
    known = _words(hers)
    return len(said) >= _ECHO_WORDS and any(
        known[start : start + len(said)] == said for start in range(len(known) - len(said) + 1)
    )


def _words(text: str) -> list[str]:
    """The words in lower case, without what a recogniser notes of sounds: "(coughing)"."""
    return _WORD.findall(_NOTED.sub(" ", text).lower().replace("’", "'"))
