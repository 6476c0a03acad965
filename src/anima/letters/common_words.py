"""Whether a word is one of the language or somebody's name.

The dictionary is that of kokorog2p (Apache-2.0, from Misaki), which pronunciation needs anyway. It
has common words in lower case, and names that are no words with a capital.
"""

import csv
import json
from functools import cache
from importlib.resources import files

_ENDINGS = (
    ("'s", ""),
    ("ies", "y"),
    ("es", ""),
    ("s", ""),
    ("ing", ""),
    ("ing", "e"),
    ("ed", ""),
    ("ed", "e"),
    ("ly", ""),
    ("er", ""),
    ("er", "e"),
    ("est", ""),
    ("n't", ""),
    ("'ll", ""),
    ("'d", ""),
    ("'ve", ""),
    ("'re", ""),
)
_ALSO_NAMES = frozenset(
    """
    amber amy angel anita april art bill bob carol chase chip christian clay cliff colin crystal
    daisy dale dawn dean drew earl faith fern flora frank gene ginger glen grace grant guy harry
    hazel heath holly hope iris ivy jack jade jasmine jay jean jenny jerry jimmy joan john joy june
    kay kitty lance lee lily mark mary matt max may miles mike nick nora olive pat patty pearl penny
    peter pierce poppy queen randy ray rich rob robin rose ruby rusty sally sandy scarlet sky sue
    summer terry tom tony victor viola violet wade ward will wren young
    """.split()
)


def is_common(word: str) -> bool:
    """Whether a word, in lower case, is an ordinary word of English."""
    known = _dictionary()
    plain = word.lower().replace("’", "'")
    parts = plain.split("-")
    return all(_common(part, known) for part in parts if part)


def is_given_name(word: str) -> bool:
    """Whether somebody may be called this."""
    return word.lower() in _given_names() or word.lower() in _ALSO_NAMES


def _common(word: str, known: frozenset[str]) -> bool:
    if word in known:
        return True
    return any(
        word.endswith(ending) and word.removesuffix(ending) + instead in known
        for ending, instead in _ENDINGS
    )


@cache
def _dictionary() -> frozenset[str]:
    text = files("kokorog2p.en").joinpath("data/us_gold.json").read_text(encoding="utf-8")
    entries = json.loads(text)
    lower = {str(word) for word in entries if str(word).islower()}
    # What is written with a capital too, such as John, is a name that happens to be a word.
    named = {str(word).lower() for word in entries if str(word)[:1].isupper()}
    return frozenset(lower - (named - _WORDS_TOO)) | _WORDS_TOO


_WORDS_TOO = frozenset(
    "a i i'm i'll i've i'd may march will mark rose bill so no one in on at as an us it and or but "
    "we he she they you the this that there here when then if how what who why god oh ah well yes "
    "thank thanks please dear sweet".split()
)


@cache
def _given_names() -> frozenset[str]:
    table = files("anima.persona").joinpath("names.csv").read_text(encoding="utf-8")
    return frozenset(row["name"].lower() for row in csv.DictReader(table.splitlines()))
