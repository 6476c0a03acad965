"""What the person said of themselves, turned to "you": "my cat is ill" becomes "your cat is ill".

A small model given a quotation in the first person takes the "I" in it for itself, and claims the
person's sister as its own. Given the same words turned to "you" it says them back rightly: the
measurement is in docs/prompt-shape.md. English only; other words are left as they are.
"""

import re

_PAIRS = (
    (r"\bI am\b", "you are"),
    (r"\bI was\b", "you were"),
    (r"\bam I\b", "are you"),
    (r"\bwas I\b", "were you"),
    (r"\byou are\b", "I am"),
    (r"\byou were\b", "I was"),
    (r"\bare you\b", "am I"),
    (r"\bwere you\b", "was I"),
)
_WORDS = {
    "i": "you",
    "i'm": "you're",
    "i've": "you've",
    "i'd": "you'd",
    "i'll": "you'll",
    "me": "you",
    "my": "your",
    "mine": "yours",
    "myself": "yourself",
    "we": "you",
    "we're": "you're",
    "we've": "you've",
    "we'd": "you'd",
    "we'll": "you'll",
    "us": "you",
    "our": "your",
    "ours": "yours",
    "ourselves": "yourselves",
    "you're": "I'm",
    "you've": "I've",
    "you'd": "I'd",
    "you'll": "I'll",
    "your": "my",
    "yours": "mine",
    "yourself": "myself",
}
_SUBJECT_BEFORE = (
    "are|can|could|did|do|had|have|heard|is|knew|know|like|might|must|never|no|nothing|remember|said|say|"
    "should|think|thought|told|understand|was|were|will|would|don't|didn't|can't|won't|always|really"
)
_PATTERN = re.compile(
    "|".join((*(rf"(?:{pattern})" for pattern, _ in _PAIRS), r"[^\W\d_]+(?:'[a-z]+)?")),
    re.IGNORECASE,
)
_ENGLISH = re.compile(
    r"\b(?:the|to|and|my|was|it's|am|i'm|i've|have|that|with|is)\b", re.IGNORECASE
)


_SMALL_BEGINNINGS = frozenset(
    "a all an and another because both every everybody everything he her his how it it's many "
    "most my no nobody nothing our she since so some somebody someone something that that's the "
    "their there there's they they're this today tomorrow tonight we we'd we'll we're we've "
    "what when where yesterday you your".split()
)


def as_you(text: str) -> str:
    """The text with first and second person exchanged."""
    plain = text.replace("’", "'")
    return _PATTERN.sub(lambda found: _turned(found, plain), plain)


def uncapitalised(text: str) -> str:
    """The text to go on with inside a sentence: a small word at its beginning loses its capital."""
    first = text.split(maxsplit=1)[0] if text.strip() else ""
    return text[:1].lower() + text[1:] if first.lower() in _SMALL_BEGINNINGS else text


def _turned(found: re.Match[str], text: str) -> str:
    word = found[0]
    low = word.lower()
    begins = re.search(r"[.!?]\s+$", text[: found.start()]) is not None
    for pattern, turned in _PAIRS:
        if re.fullmatch(pattern, word, re.IGNORECASE):
            return _like(word, turned, begins=begins)
    if word == "US" and text != text.upper():
        return word  # The country.
    if low == "i" and word == "i" and not _ENGLISH.search(text):
        return word
    if low == "you":
        rest = text[found.end() :]
        is_subject = re.match(rf"\s+(?:{_SUBJECT_BEFORE})\b", rest, re.IGNORECASE)
        return "I" if is_subject else _like(word, "me", begins=begins)
    turned = _WORDS.get(low)
    return word if turned is None else _like(word, turned, begins=begins)


def _like(word: str, turned: str, *, begins: bool) -> str:
    """Begin with a capital where the word did; for "I" only where a sentence begins."""
    is_pronoun = word == "I" or word.startswith(("I ", "I'"))
    if begins or (word[0].isupper() and not is_pronoun):
        return turned[0].upper() + turned[1:]
    return turned
