# ruff: noqa: E501  # a pattern reads better on one line
"""Words that she writes for somebody: a translation, a letter, what the fox says. None are her own."""

import re
from collections.abc import Sequence
from enum import StrEnum

from anima.safety.words import plain

_LANGUAGE = r"(?:english|french|german|spanish|italian|portuguese|dutch|polish|danish|swedish|norwegian|finnish|greek|turkish|russian|ukrainian|czech|hungarian|romanian|arabic|hebrew|japanese|chinese|mandarin|korean|hindi|latin|irish|welsh|catalan|croatian|serbian|bulgarian|persian|farsi|vietnamese|thai|swahili|esperanto)"
_TEXT = r"(?:letters?|e-?mails?|mails?|texts?|text message|messages?|notes?|cv|resume|résumé|cover letter|application|speech|toast|poems?|haikus?|limericks?|sonnet|songs?|lyrics|verses?|card|postcard|diary(?: entry)?|monologue|dialogue|caption|bio|profile|ads?|advert|review|posts?|tweet|complaint|reply|answer|invitation|essay|paragraph|sentences?|lines?|eulogy|script|statement|introduction|excuse|apology|vows?)"
_WHOLE = re.compile(
    rf"\b(?:correct|rewrite|improve|shorten|fix|edit|polish up)\b.{{0,40}}(?:\b(?:{_TEXT}|grammar|spelling|wording|text)\b|[:\"“])|"
    r"^(?:please |can you |could you |now |and )*(?:correct|rewrite|shorten|edit) (?:this|that|it)\b|"
    r"\b(?:translate|proof-?read|rephrase|reword|paraphrase|spell-?check)\b.{0,40}(?:\b(?:this|that|it|my|the|these|following|into|in|to|sentence|text|grammar)\b|[:\"“])|"
    rf"\b(?:say|said|translate|write|put|spell|called|what(?:'s| is| are)|how)\b.{{0,60}}\b(?:in|into|to) {_LANGUAGE}\b|"
    rf"^(?:and |now |please |ok,? )*(?:in|into) {_LANGUAGE}(?:,? please)?\W*$|"
    r"\b(?:from the (?:view|perspective|point of view) of|as if (?:i|he|she|they|it) (?:wrote|were|was|said))\b"
)
_TO_WRITE = re.compile(
    rf"\b(?:write|draft|compose|word|phrase|formulate|put together|give me|make up|make me|help me (?:with|write))\b(?: \w+){{0,6}}? {_TEXT}\b"
)
_MINE_TO_WRITE = re.compile(
    r"\bi(?:'ve| have)? (?:just |really |still |also )*(?:need|have|had|must|want|ought|should|got)(?: to)? $"
)
_ASKS_HER = re.compile(
    r"\band you\b|\bwhat (?:are|did) you\b|\bwhere (?:do|did|are) you\b|\b(?<!how )(?<!what )(?:do|did) you\b(?! (?:say|spell|write|translate|call|know|have|think|mean|want|get|mind|remember)\b)|\b(?:are|were) you (?:a|an|human|real|alive|married)\b|\bhave you ever\b"
)
"""She is asked of herself, whatever else is asked for."""
_QUOTED = re.compile(
    r"\bwhat (?:does|do|did|is the meaning of)\b.+\bmean|\bmeaning of\b|\bhow (?:do|would|can|could|should|does) (?:you|i|we|one|he|she|they) (?:say|spell|pronounce|write|phrase|word|tell|answer|put|begin|start|introduce)\b|\bwhat (?:can|could|should|do|would|shall) i (?:say|write|text|answer|reply|tell|put|send)\b|"
    r"\b(?:stor(?:y|ies)|tale|fairy ?tale|fable|joke|scene|dialogue|quotes?|example sentences?|examples?|grammar|tense|idiom|proverb|lyrics|who said|what did \w+ say|famous (?:words|lines?|sayings?))\b"
)
_MARKED = re.compile(r"\b(?:novel|play|film|movie|book)s?\b")
_GO_ON = re.compile(
    r"^(?:and |please |ok |okay |yes,? |now |so |then )*(?:go on|continue|carry on|more|another(?: one)?|next|again|and then|what (?:happens?|happened) (?:then|next)|what then|keep going|once more|(?:a bit |make it )?(?:shorter|longer|warmer|friendlier|more formal|simpler)(?: please)?)\b"
)
_OF_HER = re.compile(
    r"\b(?:about|of|from|as|on) (?:you|your\w*|being (?:human|born|a person|alive))\b|\byour (?:own|life|day|childhood|past|family|body|self)\b"
)
"""What she is to write of herself is her own."""
_PREAMBLE = re.compile(
    r"^\W*(?:sure|of course|certainly|absolutely|yes|yeah|ok|okay|happy|gladly|i'd|i would|i can|i could|let me|here|no problem|well|oh|hm+|ah|alright|all right|great|good|that|lovely|nice|when i was)\b",
    re.I,
)
_OPEN, _CLOSE, _EITHER = "“„«", "”»", '"'


class Lent(StrEnum):
    """What of a reply is words for somebody else.

    Attributes:
        NOTHING: All of it is said as her own.
        MARKED: What stands in quotation marks.
        QUOTED: That, and the rest of a line after a colon.
        WHOLE: All of it but a preamble.
    """

    NOTHING = "nothing"
    MARKED = "marked"
    QUOTED = "quoted"
    WHOLE = "whole"


def lent_by(said: str, earlier: Sequence[str] = ()) -> Lent:
    """What of the reply to these words is somebody else's: a translation is, a story's quotes are.

    Args:
        said: What the person says.
        earlier: What they said before, oldest first: "go on" is about that.
    """
    text = plain(said)
    # What follows a colon or stands in quotes is the text that she is to work on.
    request = re.split(r"[:\"“]", text, maxsplit=1)[0]
    if _OF_HER.search(text) or _ASKS_HER.search(request):
        return Lent.NOTHING
    to_write = any(
        not _MINE_TO_WRITE.search(text[: found.start()]) for found in _TO_WRITE.finditer(text)
    )
    if to_write or _WHOLE.search(text):
        return Lent.WHOLE
    if _QUOTED.search(text):
        return Lent.QUOTED
    if _MARKED.search(text):
        return Lent.MARKED
    if _GO_ON.search(text) and earlier:
        return lent_by(earlier[-1], earlier[:-1])
    return Lent.NOTHING


class LentWords:
    """Follows a reply, and tells whether what comes next is somebody else's words."""

    def __init__(self, lent: Lent) -> None:
        self._lent = lent
        self._begun = ""
        self._in_quotes = False
        self._after_colon = False
        self._said_after = False
        self._colon = False
        self._new_line = False

    def note(self, said: str) -> None:
        """These words of the reply have passed."""
        if self._lent is Lent.NOTHING:
            return
        self._begun = (self._begun + said)[:40]
        for character in said:
            # A line of a dialogue ends with the line; a letter after a colon goes on.
            if self._lent is Lent.QUOTED and self._after_colon:
                self._said_after = self._said_after or not character.isspace()
                if character == "\n" and self._said_after:
                    self._after_colon = False
            if self._colon and (character.isspace() or character in _OPEN + _EITHER):
                self._after_colon, self._said_after = True, False
            self._colon = character == ":"
            self._new_line = self._new_line or (character == "\n" and bool(self._begun.strip()))
            if character in _OPEN or (character == _EITHER and not self._in_quotes):
                self._in_quotes = True
            elif character in _CLOSE or character == _EITHER:
                self._in_quotes = self._after_colon = False

    def are_next(self, token: str) -> bool:
        """Whether what begins with this token is not said as her own."""
        if self._lent is Lent.NOTHING:
            return False
        lead = token[: len(token) - len(token.lstrip(' \n*_(“„«"'))]
        if self._in_quotes or any(c in lead for c in _OPEN + _EITHER):
            return True
        if self._lent is Lent.MARKED:
            return False
        if self._after_colon or self._colon:
            return True
        if self._lent is Lent.QUOTED:
            return False
        return self._new_line or not _PREAMBLE.search(self._begun + token)
