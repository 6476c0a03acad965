"""What somebody asks to have changed, read by rules: each wish names its kind and its place."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from anima.letters.quantities import number_of

WishKind = Literal[
    "without",  # a mark of punctuation or a habit is to go
    "mention",  # something is to be said in addition
    "ask",  # a question is to be put
    "remove",  # what is said about something is to go
    "replace",  # these words by those
    "greeting",
    "closing",
    "shorter",
    "tone",
    "more",  # more is to be said about something, without saying what
    "unclear",
]
Place = Literal["", "first", "second", "third", "last"]


@dataclass(frozen=True, slots=True)
class Wish:
    """One change that is asked for.

    Attributes:
        kind: What is to be done.
        what: The matter, mark, tone or new words, depending on the kind.
        instead: For `replace`, the new words.
        unit: `sentence` or `paragraph` when the wish names one.
        place: Which of them.
        said: The wish in the person's own words.
    """

    kind: WishKind
    said: str
    what: str = ""
    instead: str = ""
    unit: Literal["", "sentence", "paragraph"] = ""
    place: Place = ""


MARKS = {
    "exclamation": r"exclamation\s+(?:marks?|points?)|exclamations",
    "semicolon": r"semi-?colons?",
    "dash": r"dashes|dash",
    "emoji": r"emojis?|smileys?",
    "contraction": r"contractions?|short\s+forms?",
    "ellipsis": r"ellips[ie]s|dots",
    "bracket": r"brackets|parenthes[ie]s",
    "question": r"question\s+marks?|questions",
}
TONES = {
    "less sweet": r"(?:less|not\s+so|too|a\s+bit\s+less)\s+(?:sweet|sugary|gushing|sentimental|"
    r"soppy|emotional|cheesy|syrupy|intense)|tone\s+(?:it|that)\s+down|(?:cooler|more\s+sober|plainer)",
    "warmer": r"(?:warmer|more\s+(?:warmth|loving|tender|affectionate|warm)|kinder|"
    r"less\s+cold|too\s+cold|sweeter)",
    "formal": r"(?:more\s+formal|less\s+(?:casual|informal)|too\s+(?:casual|informal)|"
    r"more\s+polite)",
    "casual": r"(?:less\s+(?:formal|stiff)|more\s+(?:casual|relaxed|informal)|"
    r"too\s+(?:formal|stiff))",
}
_QUOTED = r"[\"“‘']?(?P<{0}>[^\"”]+?)[\"”’']?"
_NUMBERED = (
    r"(?:the\s+)?(?P<place>first|second|third|last|opening|final)\s+"
    r"(?P<unit>sentence|paragraph|line)"
)


_PART = (
    r"\b(?:part|bit|sentence|line|passage|thing)\s+(?:about|with|on|where)\s+"
    r"(?P<what>.+?)(?:\s+(?:sounds?|is|should|more|less|a\s+(?:bit|little)|\w+er)\b.*)?$"
)
"""Which part of the letter somebody speaks of, whatever is to be done with it."""


def wishes(request: str) -> list[Wish]:
    """The single wishes of a request, in order."""
    parts = re.split(
        r";|\n|\.\s+(?=[A-Za-z])|,?\s+\band\s+(?=(?:also\s+)?(?:" + _VERBS + r")\b)", request
    )
    cleaned = (
        re.sub(r"^(?:and|also|then|please)\s+", "", part.strip(" ,."), flags=re.I) for part in parts
    )
    return [_read(part) for part in cleaned if part]


_VERBS = (
    "mention|add|say|tell|remove|delete|cut|drop|take|leave|change|replace|sign|end|start|begin|"
    "ask|make|don't|do\\s+not|no|less|more|use|call|shorten|put|move|include|thank|write"
)


def _read(said: str) -> Wish:
    plain = re.sub(
        r"^(?:could|can|would)\s+you\s+(?:please\s+)?|^please\s+|^i(?:'d|\s+would)\s+like\s+"
        r"you\s+to\s+|^(?:let's|let\s+us)\s+",
        "",
        said.strip(" ,.?"),
        flags=re.I,
    )
    for reader in _READERS:
        found = reader(plain)
        if found is not None:
            return Wish(found.kind, said, found.what, found.instead, found.unit, found.place)
    part = re.search(_PART, plain, re.I)
    return Wish("unclear", said, part["what"] if part else plain)


def _marks(plain: str) -> Wish | None:
    for mark, pattern in MARKS.items():
        if re.search(rf"\b(?:{pattern})\b", plain, re.I) and re.search(
            r"\b(?:no|not?|hates?|without|fewer|less|avoid|remove|drop|don't|doesn't|never|dislikes?|"
            r"can't\s+stand|take\s+out|get\s+rid|lose|instead)\b",
            plain,
            re.I,
        ):
            return Wish("without", "", mark)
    return None


def _tone(plain: str) -> Wish | None:
    place = re.search(_NUMBERED, plain, re.I)
    for tone, pattern in TONES.items():
        if re.search(rf"\b(?:{pattern})\b", plain, re.I):
            return Wish("tone", "", tone, unit=_unit(place), place=_place(place))
    return None


def _replace(plain: str) -> Wish | None:
    for pattern in (
        rf"^(?:change|replace|swap)\s+(?:the\s+words?\s+)?{_QUOTED.format('old')}\s+"
        rf"(?:to|with|by|for|into)\s+{_QUOTED.format('new')}$",
        rf"^(?:say|write|use|put)\s+{_QUOTED.format('new')}\s+(?:instead\s+of|rather\s+than|not)\s+"
        rf"{_QUOTED.format('old')}$",
        rf"^instead\s+of\s+{_QUOTED.format('old')},?\s+(?:say|write|use|put)\s+"
        rf"{_QUOTED.format('new')}$",
        rf"^(?:it|that|there|they)\s+(?:was|were|is|are)n['’]t\s+{_QUOTED.format('old')},?\s+"
        rf"(?:but|it's|it\s+was|it\s+is|they\s+were)\s+{_QUOTED.format('new')}$",
        rf"^(?:it|that)(?:'s|\s+was|\s+is)\s+(?:not|wrong:)\s+{_QUOTED.format('old')},?\s+"
        rf"(?:but|it's|it\s+was|it\s+is)\s+{_QUOTED.format('new')}$",
        rf"^{_QUOTED.format('old')}\s+should\s+(?:be|say|read)\s+{_QUOTED.format('new')}$",
    ):
        if found := re.match(pattern, plain, re.I):
            if re.fullmatch(
                r"(?:the\s+)?(?:greeting|salutation|opening|closing|sign-?off|ending)",
                found["old"],
                re.I,
            ):
                kind = (
                    "greeting" if re.search("greet|salut|open", found["old"], re.I) else "closing"
                )
                return Wish(kind, "", found["new"])
            return Wish("replace", "", found["old"], _in_full(found["old"], found["new"]))
    return None


def _in_full(old: str, new: str) -> str:
    """ "Four" in the place of "three floors" is "four floors"."""
    first, _, rest = old.partition(" ")
    both = number_of(first) is not None and number_of(new) is not None
    return f"{new} {rest}" if both and rest else new


def _greeting(plain: str) -> Wish | None:
    for pattern in (
        rf"^(?:start|begin|open)\s+(?:it\s+|the\s+letter\s+)?with\s+{_QUOTED.format('new')}$",
        rf"^(?:make\s+)?(?:the\s+)?(?:greeting|salutation)\s+(?:should\s+be|be|to|is)?:?\s*"
        rf"{_QUOTED.format('new')}$",
        rf"^(?:address|greet)\s+(?:her|him|them)\s+(?:as|with)\s+{_QUOTED.format('new')}$",
    ):
        if found := re.match(pattern, plain, re.I):
            return Wish("greeting", "", found["new"])
    if found := re.match(rf"^call\s+(?:her|him|them)\s+{_QUOTED.format('new')}$", plain, re.I):
        return Wish("greeting", "", f"Dear {found['new']}")
    return None


def _closing(plain: str) -> Wish | None:
    for pattern in (
        rf"^(?:sign|sign\s+it|sign\s+off)\s+(?:off\s+)?(?:with|as)?\s*{_QUOTED.format('new')}$",
        rf"^(?:end|close|finish)\s+(?:it\s+|the\s+letter\s+)?with\s+{_QUOTED.format('new')}$",
        rf"^(?:make\s+)?(?:the\s+)?(?:closing|sign-?off|ending)\s+(?:should\s+be|be|to|is)?:?\s*"
        rf"{_QUOTED.format('new')}$",
    ):
        if found := re.match(pattern, plain, re.I):
            return Wish("closing", "", found["new"])
    return None


def _remove(plain: str) -> Wish | None:
    verb = r"(?:remove|delete|cut|drop|take\s+out|leave\s+out|omit|skip|lose|get\s+rid\s+of)"
    if found := re.match(rf"^{verb}\s+{_NUMBERED}$", plain, re.I):
        return Wish("remove", "", unit=_unit(found), place=_place(found))
    if found := re.match(
        rf"^{verb}\s+(?:the\s+(?:part|bit|sentence|line|paragraph|thing|mention)s?\s+"
        rf"(?:about|with|on|of|where)\s+)?{_QUOTED.format('what')}$",
        plain,
        re.I,
    ):
        return Wish(
            "remove",
            "",
            re.sub(
                r"^(?:all\s+)?(?:mentions?\s+of|everything\s+about)\s+",
                "",
                found["what"],
                flags=re.I,
            ),
        )
    if found := re.match(
        rf"^(?:don't|do\s+not|no\s+need\s+to)\s+(?:mention|talk\s+about|say\s+anything\s+about|bring\s+up|"
        rf"write\s+about)\s+{_QUOTED.format('what')}$",
        plain,
        re.I,
    ):
        return Wish("remove", "", found["what"])
    if found := re.match(rf"^take\s+{_QUOTED.format('what')}\s+out$", plain, re.I):
        return Wish("remove", "", found["what"])
    return None


def _shorter(plain: str) -> Wish | None:
    if re.search(r"\b(?:shorter|too\s+long|shorten|more\s+concise|briefer|trim)\b", plain, re.I):
        place = re.search(_NUMBERED, plain, re.I)
        return Wish("shorter", "", unit=_unit(place), place=_place(place))
    return None


def _ask(plain: str) -> Wish | None:
    if found := re.match(r"^ask\s+(?:her|him|them|about)?\s*(?P<what>.+)$", plain, re.I):
        return Wish("ask", "", found["what"])
    return None


def _more(plain: str) -> Wish | None:
    pattern = r"^(?:(?:say|tell|write|add)\s+)?(?:\w+\s+)?more\s+(?:about|of|on)\s+(?P<what>.+)$"
    if found := re.match(pattern, plain, re.I):
        return Wish("more", "", found["what"])
    return None


def _mention(plain: str) -> Wish | None:
    if found := re.match(
        r"^(?:mention|add|include|say|tell\s+(?:her|him|them)|put\s+in|bring\s+in|write|talk\s+about)"
        r"\s+(?:something\s+about\s+|a\s+(?:sentence|line|word)\s+(?:about|on|that\s+says)\s+|that\s+|"
        r"about\s+|to\s+(?:her|him|them)\s+)*(?P<what>.+)$",
        plain,
        re.I,
    ):
        return Wish("mention", "", found["what"].strip("\"“”'"))
    if found := re.match(r"^thank\s+(?:her|him|them)\s+(?P<what>.+)$", plain, re.I):
        return Wish("mention", "", f"thank you {found['what']}")
    return None


def _place(found: re.Match[str] | None) -> Place:
    if found is None:
        return ""
    return _PLACES.get(found["place"].lower(), "")


def _unit(found: re.Match[str] | None) -> Literal["", "sentence", "paragraph"]:
    if found is None:
        return ""
    return "paragraph" if found["unit"].lower() == "paragraph" else "sentence"


_PLACES: dict[str, Place] = {
    "first": "first",
    "opening": "first",
    "second": "second",
    "third": "third",
    "last": "last",
    "final": "last",
}
_READERS: tuple[Callable[[str], Wish | None], ...] = (
    _marks,
    _tone,
    _shorter,
    _replace,
    _greeting,
    _closing,
    _remove,
    _ask,
    _more,
    _mention,
)
"""Asked in this order; the first that understands wins."""
