"""What a letter claims: names, places, dates and numbers, and which of them nobody told her.

A letter may hold only what its brief or a picked memory says. Everything else is marked, and a
marked letter does not go out until the person has confirmed the claim or taken it out.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from anima.letters.brief import Brief
from anima.letters.common_words import is_common, is_given_name
from anima.letters.letter import Letter
from anima.letters.passages import passages, sentences
from anima.letters.quantities import number_of, numbers_in

Kind = Literal["name", "place", "date", "number"]


@dataclass(frozen=True, slots=True)
class Claim:
    """Something particular that a letter says.

    Attributes:
        kind: What it is.
        text: The words, as they stand.
        start: Where they begin in the letter.
        end: Where they end.
    """

    kind: Kind
    text: str
    start: int
    end: int


MONTHS = frozenset(
    "january february march april may june july august september october november december".split()
)
DAYS = frozenset("monday tuesday wednesday thursday friday saturday sunday".split())
_SEASONS = frozenset("spring summer autumn fall winter".split())
_FEASTS = frozenset(
    "christmas easter thanksgiving halloween hanukkah diwali ramadan eid valentine midsummer "
    "advent passover pentecost".split()
)
_RELATIVE = re.compile(
    r"\b(?:yesterday|tomorrow|(?:last|next)\s+(?:night|week|weekend|month|year|summer|winter|"
    r"spring|autumn|fall|time\s+we\s+met|monday|tuesday|wednesday|thursday|friday|saturday|sunday|"
    r"january|february|march|april|may|june|july|august|september|october|november|december)|"
    r"(?:a|an|\w+)\s+(?:day|week|month|year|hour)s?\s+ago|(?:the\s+)?other\s+day|"
    r"(?:this|in\s+the|in\s+early|in\s+late)\s+(?:spring|summer|autumn|winter)|"
    r"(?:this|the\s+(?:next|coming|past))\s+(?:week|weekend|month|year))\b",
    re.IGNORECASE,
)
_PLACES = frozenset(
    """
    airport apartment attic bakery balcony bar barn beach bookshop bridge cabin cafe café camp
    castle cathedral cemetery chapel church cinema city clinic coast cottage countryside desert
    farm field
    flat forest gallery garden harbour harbor hill hills hospital hotel house island kitchen lake
    library lighthouse market meadow mountain mountains museum ocean office orchard park pier pool
    port porch pub quay restaurant river school sea seaside shop shore square stable station store
    street theatre theater town university valley village vineyard woods zoo
    """.split()
)
_PEOPLE = frozenset(
    """
    aunt auntie baby boss boy boyfriend brother brothers cat children colleague cousin cousins dad
    daddy daughter daughters dog doctor father fiancé fiancée girl girlfriend grandchildren grandad
    granddaughter grandfather grandma grandmother grandpa grandparents grandson granny horse husband
    kids mother mum mom mummy neighbour neighbor neighbours neighbors nephew niece nieces parents
    partner professor puppy sister sisters son sons teacher twins uncle wife
    """.split()
)
_PREPOSITIONS = frozenset("in at from to near through via toward towards across of over".split())
_TITLES = frozenset(
    "mr mrs ms miss dr sir lady lord prof professor uncle aunt aunty saint st".split()
)
_MONTH_OF_VERBS = frozenset({"may", "march"})
_CAPITAL = re.compile(r"[^\W\d_a-z][^\W\d_]*(?:['’-][^\W\d_]+)*\.?")
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*|\d[\d.,:/]*(?:st|nd|rd|th)?")
_NUMERAL = re.compile(r"\d[\d.,:/]*(?:st|nd|rd|th)?")
_NOT_NAMES = frozenset(
    "i i'm i'll i've i'd ok okay ps p.s tv dvd god oh ah dear love yours best lots kisses hugs "
    "cheers warmly sincerely affectionately fondly regards english french "
    "german italian spanish".split()
)
_SPOKEN_OF = frozenset(
    "is was has had said says told came comes went goes and will would who loves loved wants "
    "wanted thinks thought knows knew asked asks sends sent got gets made makes called calls "
    "wrote writes can could".split()
)


def claims(text: str) -> list[Claim]:
    """Every claim in a text, in order; those that overlap are one."""
    found: list[Claim] = []
    for sentence in _sentences(text):
        found += _dates(sentence.text, sentence.start)
        found += _numbers(sentence.text, sentence.start)
        found += _names(sentence.text, sentence.start)
        found += _common_nouns(sentence.text, sentence.start)
    found.sort(key=lambda claim: (claim.start, -(claim.end - claim.start)))
    apart: list[Claim] = []
    for claim in found:
        if not apart or claim.start >= apart[-1].end:
            apart.append(claim)
    return apart


def unfounded(text: str, ground: str, confirmed: Iterable[str] = ()) -> list[Claim]:
    """The claims of a text that neither the ground nor the person bears out."""
    known = _Known(ground)
    said = {each.lower() for each in confirmed}
    return [
        claim
        for claim in claims(text)
        if claim.text.lower() not in said and not known.bears_out(claim)
    ]


def claims_unfounded(text: str, brief: Brief) -> list[Claim]:
    """The claims of a text that its brief does not bear out."""
    return unfounded(text, brief.ground)


def unfounded_in(letter: Letter) -> list[Claim]:
    """What stands between this letter and being sent.

    What the person asked to have changed is told by them, as the brief is.
    """
    asked = (version.why for version in letter.versions)
    return unfounded(letter.text, "\n".join((letter.brief.ground, *asked)), letter.confirmed)


class _Known:
    """The ground, ready to be asked."""

    def __init__(self, ground: str) -> None:
        self._words = {_stem(word) for word in _WORD.findall(ground.lower())}
        self._numbers = numbers_in(ground)
        self._text = " ".join(_WORD.findall(ground.lower()))

    def bears_out(self, claim: Claim) -> bool:
        if claim.kind == "number":
            value = number_of(claim.text)
            if value is not None:
                return value in self._numbers
        parts = [part for part in _WORD.findall(claim.text.lower()) if part not in _FILLING]
        return all(self._has(part) for part in parts)

    def _has(self, word: str) -> bool:
        value = number_of(word)
        if value is not None and value in self._numbers:
            return True
        stem = _stem(word)
        return stem in self._words or any(stem in _SAME.get(known, ()) for known in self._words)


_FILLING = frozenset(
    "the a an of on in at this next last past coming early late day days night time we met "
    "morning afternoon evening week weeks month months year years hour hours and mr mrs ms".split()
)
_SAME_GROUPS = (
    ("mother", "mum", "mom", "mummy", "mam"),
    ("father", "dad", "daddy"),
    ("grandmother", "grandma", "granny", "nan"),
    ("grandfather", "grandpa", "grandad"),
    ("autumn", "fall"),
    ("cafe", "café"),
    ("seaside", "sea", "coast"),
    ("flat", "apartment"),
    ("son", "boy"),
    ("daughter", "girl"),
)
_SAME = {word: frozenset(group) for group in _SAME_GROUPS for word in group}


def _stem(word: str) -> str:
    word = word.lower().replace("’", "'").strip(".,:/'-")
    word = word.removesuffix("'s").removesuffix("'")
    for ending, instead in (("ies", "y"), ("es", "e"), ("s", "")):
        if len(word) > 4 and word.endswith(ending) and not word.endswith("ss"):
            return word.removesuffix(ending) + instead
    return word


@dataclass(frozen=True, slots=True)
class _Sentence:
    start: int
    text: str


def _sentences(text: str) -> Iterator[_Sentence]:
    parted = passages(text)
    if parted.greeting:
        yield _Sentence(parted.greeting.start, parted.greeting.text)
    for paragraph in parted.body:
        for sentence in sentences(paragraph.text, offset=paragraph.start):
            yield _Sentence(sentence.start, sentence.text)
    if parted.closing:
        yield _Sentence(parted.closing.start, parted.closing.text)


def _dates(text: str, start: int) -> Iterator[Claim]:
    for match in _RELATIVE.finditer(text):
        yield Claim("date", match[0], start + match.start(), start + match.end())
    for match in _WORD.finditer(text):
        lower = match[0].lower().replace("’", "'").removesuffix("'s")
        if lower in _FEASTS or lower in DAYS or lower in MONTHS:
            if not match[0][0].isupper() and lower in _MONTH_OF_VERBS:
                continue
            if lower in _MONTH_OF_VERBS and match.start() == 0:
                continue  # "May you be well", "March on"
            yield Claim("date", match[0], start + match.start(), start + match.end())


def _numbers(text: str, start: int) -> Iterator[Claim]:
    for match in _WORD.finditer(text):
        word = match[0].rstrip(".,:/")
        lower = word.lower()
        if _NUMERAL.fullmatch(match[0]):
            yield Claim("number", word, start + match.start(), start + match.start() + len(word))
        elif (number_of(lower) is not None and lower not in ("one", "first")) or lower in _VAGUE:
            if lower == "second" and text[: match.start()].rstrip().lower().endswith(
                (" a", "every")
            ):
                continue
            yield Claim("number", word, start + match.start(), start + match.start() + len(word))


_VAGUE = frozenset({"twice", "thrice", "dozens", "decade", "decades", "century", "fortnight"})


def _names(text: str, start: int) -> Iterator[Claim]:
    """Words with a capital that are no beginning of a sentence, and known names that are."""
    words = list(_WORD.finditer(text))
    held: list[re.Match[str]] = []
    for number, match in enumerate(words):
        following = words[number + 1][0] if number + 1 < len(words) else ""
        if _is_name(text, match, following, first=_begins(text, match.start())):
            if held and text[held[-1].end() : match.start()].strip(" .") == "":
                held.append(match)
                continue
            yield from _joined(text, held, start)
            held = [match]
        elif held:
            yield from _joined(text, held, start)
            held = []
    yield from _joined(text, held, start)


def _is_name(text: str, match: re.Match[str], following: str, *, first: bool) -> bool:
    word = match[0]
    bare = word.lower().replace("’", "'").removesuffix("'s")
    if not word[0].isupper() or bare in _NOT_NAMES or bare in MONTHS - {"may", "april", "june"}:
        return False
    if bare in DAYS or bare in _FEASTS or bare in _TITLES or number_of(bare) is not None:
        return False
    if bare in MONTHS:  # April, May and June are also people
        return first and following.lower() in _SPOKEN_OF
    if not first:
        return True
    if not is_common(bare):
        return True
    return is_given_name(bare) and (following.lower() in _SPOKEN_OF or _is_past(following))


def _is_past(word: str) -> bool:
    return word.islower() and len(word) > 4 and word.endswith("ed")


def _begins(text: str, place: int) -> bool:
    """Whether nothing but quotation marks, or a colon or a dash, stands before."""
    before = text[:place].rstrip(" \n\t\"“”'‘(")
    return not before or before[-1] in ".!?…:—–-" or text[:place].endswith("\n")


def _joined(text: str, held: list[re.Match[str]], start: int) -> Iterator[Claim]:
    if not held:
        return
    begin, end = held[0].start(), held[-1].end()
    words = text[begin:end].rstrip(".").removesuffix("'s").removesuffix("’s")
    before = text[:begin].split()
    place = bool(before) and before[-1].lower() in _PREPOSITIONS
    yield Claim("place" if place else "name", words, start + begin, start + begin + len(words))


def _common_nouns(text: str, start: int) -> Iterator[Claim]:
    """Places and people without a name are facts too: "the hospital", "your brother"."""
    for match in _WORD.finditer(text):
        lower = match[0].lower().replace("’", "'").removesuffix("'s")
        if lower in _PLACES or _stem(lower) in _PLACES:
            yield Claim("place", match[0], start + match.start(), start + match.end())
        elif lower in _PEOPLE or _stem(lower) in _PEOPLE:
            yield Claim("name", match[0], start + match.start(), start + match.end())
