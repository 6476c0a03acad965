"""A person's words as the rules and the head read them: one spelling, cut into sentences."""

import re

MOST_SENTENCES = 24
"""Of a longer text the first and the last sentences are read: each costs about 4 ms."""

_SPELLINGS = {
    "im": "i'm",
    "ive": "i've",
    "id": "i'd",
    "dont": "don't",
    "doesnt": "doesn't",
    "didnt": "didn't",
    "cant": "can't",
    "wont": "won't",
    "isnt": "isn't",
    "wasnt": "wasn't",
    "wouldnt": "wouldn't",
    "shouldnt": "shouldn't",
    "havent": "haven't",
    "hasnt": "hasn't",
    "theyd": "they'd",
    "theyre": "they're",
    "thats": "that's",
    "theres": "there's",
    "whats": "what's",
    "hes": "he's",
    "shes": "she's",
    "youre": "you're",
    "wanna": "want to",
    "gonna": "going to",
    "gotta": "got to",
    "kinda": "kind of",
    "bc": "because",
    "cuz": "because",
    "cos": "because",
    "rn": "right now",
    "pls": "please",
    "bf": "boyfriend",
    "gf": "girlfriend",
    "u": "you",
    "ur": "your",
    "kms": "kill myself",
    "ily": "i love you",
    "anymore": "any more",
    "mom": "mum",
}
_UNALIVE = re.compile(r"\bunaliv(e|ing|ed)\b")
_UNALIVES = {"e": "kill", "ing": "killing", "ed": "killed"}
_WORD = re.compile(r"[a-z']+")
_END = re.compile(r"(?<=[.!?…])[\"')\]]*\s+|\s*\n+\s*|\s+[/|]\s+")


def plain(text: str) -> str:
    """The text in lower case, with one kind of apostrophe and short forms of chat written out."""
    low = " ".join(text.lower().replace("’", "'").replace("‘", "'").split())
    low = _UNALIVE.sub(lambda found: _UNALIVES[found[1]], low)
    return _WORD.sub(lambda found: _SPELLINGS.get(found[0], found[0]), low)


def sentences(text: str) -> list[str]:
    """The plain sentences of a text, in order; of a very long one the beginning and the end."""
    found = [each for part in _END.split(text.replace("\r", "\n")) if (each := plain(part))]
    if len(found) <= MOST_SENTENCES:
        return found
    half = MOST_SENTENCES // 2
    return [*found[:half], *found[-half:]]
