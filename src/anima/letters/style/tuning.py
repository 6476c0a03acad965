"""A draft brought nearer to somebody's habits by rules that change no fact.

A small model follows no description of a style. What can be done surely is done here: contractions,
marks, the length of sentences, how they are joined.
"""

import re

from anima.letters.passages import Span, passages, sentences, words
from anima.letters.style.portrait import Portrait

_CONTRACTIONS = (
    ("do not", "don't"), ("does not", "doesn't"), ("did not", "didn't"), ("is not", "isn't"),
    ("are not", "aren't"), ("was not", "wasn't"), ("were not", "weren't"), ("has not", "hasn't"),
    ("have not", "haven't"), ("had not", "hadn't"), ("cannot", "can't"), ("could not", "couldn't"),
    ("would not", "wouldn't"), ("should not", "shouldn't"), ("will not", "won't"),
    ("I am", "I'm"), ("I have", "I've"), ("I will", "I'll"), ("I would", "I'd"),
    ("you are", "you're"), ("you have", "you've"), ("you will", "you'll"), ("it is", "it's"),
    ("that is", "that's"), ("there is", "there's"), ("we are", "we're"), ("we have", "we've"),
    ("we will", "we'll"), ("they are", "they're"), ("she is", "she's"), ("he is", "he's"),
    ("let us", "let's"),
)  # fmt: skip
_JOINABLE = 16


def tuned(text: str, portrait: Portrait) -> str:
    """The letter with these habits; greeting and closing stay."""
    parted = passages(text)
    changed = text
    for paragraph in reversed(parted.body):
        new = tuned_passage(paragraph.text, portrait)
        changed = changed[: paragraph.start] + new + changed[paragraph.end :]
    return changed


def tuned_passage(text: str, portrait: Portrait) -> str:
    """One paragraph with these habits."""
    marks = portrait.marks
    text = contracted(text) if portrait.contracts else expanded(text)
    if marks["exclamation"] < 0.05:
        text = calmed(text)
    if portrait.sentence_words <= 9:
        text = shortened(text)
    if marks["dash"] >= 1.0:
        text = _joined(text, portrait, "--" if marks["capital"] >= 3 else " – ")
    elif marks["semicolon"] >= 0.6 or portrait.sentence_words >= 22:
        text = _joined(text, portrait, "; ")
    elif portrait.sentence_words >= 14:
        text = _joined(text, portrait, ", and ")
    if marks["ampersand"] >= 0.3:
        text = re.sub(r"\band\b", "&", text)
    return text


def contracted(text: str) -> str:
    """ "do not" becomes "don't", and so on; never at the end of a sentence."""
    for full, short in _CONTRACTIONS:
        text = re.sub(
            rf"\b{full}\b(?=\s+\w)", lambda found, s=short: _cased(found[0], s), text, flags=re.I
        )
    return text


def expanded(text: str) -> str:
    """ "don't" becomes "do not", and so on."""
    for full, short in _CONTRACTIONS:
        pattern = rf"\b{short}\b".replace("'", "['’]")
        text = re.sub(pattern, lambda found, f=full: _cased(found[0], f), text, flags=re.I)
    return text


def calmed(text: str) -> str:
    """Exclamation marks become full stops."""
    return re.sub(r"!+(?=\?)|(?<=\?)!+", "", re.sub(r"!+(?!\?)(?<!\?!)", ".", text))


def shortened(text: str) -> str:
    """Long sentences of two halves become two sentences."""
    parts: list[str] = []
    for sentence in sentences(text):
        halves = re.split(
            r"(?:,|;)\s+(?:and|but|so)\s+(?=(?:I|you|we|it|they|he|she)\b)",
            sentence.text,
            maxsplit=1,
        )
        if len(halves) == 2 and len(words(sentence.text)) > 12:
            parts += [f"{halves[0].rstrip(',;')}.", halves[1][0].upper() + halves[1][1:]]
        else:
            parts.append(sentence.text)
    return " ".join(parts)


def _joined(text: str, portrait: Portrait, mark: str) -> str:
    """Join neighbouring sentences until they are about as long as the writer's."""
    wanted = max(portrait.sentence_words, 12)
    parts: list[str] = []
    for sentence in sentences(text):
        before = parts[-1] if parts else ""
        short = len(words(before)) + len(words(sentence.text)) <= max(wanted * 1.3, _JOINABLE)
        if before and short and before.endswith(".") and _may_follow(sentence, mark):
            parts[-1] = before[:-1] + mark + _lowered(sentence.text, mark)
        else:
            parts.append(sentence.text)
    return " ".join(parts)


def _may_follow(sentence: Span, mark: str) -> bool:
    starts = sentence.text.split(" ", 1)[0]
    return not (mark == ", and " and starts.lower() in ("and", "but", "so", "or"))


def _lowered(text: str, mark: str) -> str:
    """Small after a comma or semicolon unless it is "I" or a name; a dash may keep its capital."""
    first = words(text)[:1]
    if not first or mark == "--" or first[0].lower() not in _SMALL:
        return text
    return text[0].lower() + text[1:]


_SMALL = frozenset(
    """
    it the this that these those you your we our my she he they there here what when where how and
    but so if as for with in on at to of a an every all some no not then now perhaps maybe thank
    """.split()
)


def _cased(found: str, instead: str) -> str:
    return instead[0].upper() + instead[1:] if found[0].isupper() else instead
