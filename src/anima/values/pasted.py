"""Passages of others in what a person says: a mail, a document, a tool's output, pasted in."""

import re
from dataclasses import dataclass

_KINDS = (
    r"e-?mails?|mails?|letters?|messages?|documents?|articles?|pages?|websites?|notes?|reviews?|"
    r"invoices?|reports?|contracts?|files?|posts?|comments?|cards?|results?|outputs?|tools?|"
    r"texts?|transcripts?|adverts?|leaflets?|newsletters?|recipes?|tickets?|forms?|pdf"
)
_LEAD_IN = re.compile(
    rf"^(?P<own>[^\n]{{0,240}}?\b(?P<kind>{_KINDS})\b[^\n:]{{0,120}}:)[ \t]*(?P<rest>\S.*|\n.*)$",
    re.IGNORECASE | re.DOTALL,
)
_ASKED = re.compile(
    rf"^(?P<own>[^\n]{{0,240}}?\b(?:this|that|these|those|the|following|attached)(?: \w+){{0,2}} "
    rf"(?P<kind>{_KINDS})\b[^\n]{{0,120}}\?)[ \t]*\n\s*(?P<rest>\S.*)$",
    re.IGNORECASE | re.DOTALL,
)
"""A question about this mail or that letter, with something below it."""
_HEADERS = re.compile(r"(?im)^(?:from|to|subject|date|sent|cc|reply-to):[ \t]*\S.*$")
_FORWARDED = re.compile(
    r"(?im)^[ \t]*(?:-{3,} ?(?:original|forwarded) message ?-{3,}|begin forwarded message:?)[ \t]*$"
)
_FENCED = re.compile(r"```.*?(?:```|$)|\"\"\".*?(?:\"\"\"|$)|<<<.*?(?:>>>|$)", re.DOTALL)
_MARKUP = re.compile(r"(?ims)^[ \t]*(?:<!doctype|<html|<body|<div|<!--|<\?xml|<p>).*$")
_DATA = re.compile(r"(?m)^[ \t]*[\[{]\s*[\"{\[]")
_DATA_ENDS = re.compile(r"[\]}][ \t]*$")
_MARKED = re.compile(r"(?m)(?:^>.*(?:\n|$))+")
_INTRODUCES = re.compile(r"(?:^|(?<=[.?!])\s)[^.?!\n]*:\s*$")
"""The end of "What does it want? Here is the mail:", which below the text announces another one."""

_ASKS = re.compile(
    r"\?|\b(?:what|who|when|where|why|how|which|whether|if|tell|say|explain|summari[sz]e|translate|"
    r"read|help|answer|check|find|list|count|compare|write)\b",
    re.IGNORECASE,
)
"""Of "Summarise this page:" and "The page:" the first one asks for something."""

_ASKED_BELOW = re.compile(
    r"[^.?!]*\b(?:this|that|the|he|she|they|it)\b[^.?!]*\?$|^(?:who|what|when|where|why|how)\b.*\?$",
    re.IGNORECASE,
)
_FEW_WORDS = 8
"""What follows "she sent this message:" on the same line is quoted from so many words on."""


@dataclass(frozen=True, slots=True)
class Passage:
    """Words of somebody else.

    Attributes:
        text: The words.
        source: What kind of text they are from, as the person names it: `mail`, or `text`.
    """

    text: str
    source: str = "text"


def parted(said: str) -> tuple[str, tuple[Passage, ...]]:
    """The person's own words, and the passages of others among them, in order."""
    for pattern, source in ((_FORWARDED, "mail"), (_MARKUP, "page")):
        if found := pattern.search(said):
            return _cut(said, found.start(), len(said), _named(said[: found.start()]) or source)
    headers = list(_HEADERS.finditer(said))
    if len(headers) >= 2:
        return _cut(said, headers[0].start(), len(said), "mail")
    for pattern in (_FENCED, _MARKED):
        if found := pattern.search(said):
            return _cut(said, found.start(), found.end(), _named(said) or "text")
    if (found := _DATA.search(said)) and (end := _end_of_data(said, found.end())):
        return _cut(said, found.start(), end, _named(said) or "text")
    found = _LEAD_IN.match(said)
    if found and _is_long(found["rest"].strip()):
        return found["own"].strip(), (Passage(found["rest"].strip(), found["kind"].lower()),)
    asked = _ASKED.match(said)
    if asked and len(asked["rest"].split()) >= _FEW_WORDS:
        return asked["own"].strip(), (Passage(asked["rest"].strip(), asked["kind"].lower()),)
    return said, ()


def own_words(said: str) -> str:
    """What the person says themselves, without what they pasted."""
    return parted(said)[0]


def question_of(said: str) -> str:
    """What the person asks about passages; without words of their own, what is asked below them."""
    own, passages = parted(said)
    if plain := _INTRODUCES.sub("", own).strip():
        return plain
    if _ASKS.search(own):
        return own.strip(" :")
    last = passages[-1].text.splitlines()[-1:] if passages else []
    found = _ASKED_BELOW.search(last[0]) if last else None
    return found[0] if found else "What does this say?"


def _end_of_data(said: str, start: int) -> int:
    """Where the last line after `start` ends that closes a bracket; 0 when there is none."""
    end = len(said)
    while end > start:
        begin = max(said.rfind("\n", 0, end) + 1, start)
        if _DATA_ENDS.search(said, begin, end):
            return end
        end = begin - 1
    return 0


def _is_long(rest: str) -> bool:
    return "\n" in rest or rest[:1] in '[{<"“' or len(rest.split()) >= _FEW_WORDS


def _cut(said: str, start: int, end: int, source: str) -> tuple[str, tuple[Passage, ...]]:
    passage = said[start:end].strip()
    if not passage:
        return said, ()
    own = f"{said[:start].strip()} {said[end:].strip()}".strip()
    return own, (Passage(passage, source),)


def _named(own: str) -> str:
    found = re.search(rf"\b({_KINDS})\b", own, re.IGNORECASE)
    return found[1].lower() if found else ""
