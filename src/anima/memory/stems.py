"""Words as retrieval compares them: stemmed (Porter2), numbered by a hash, common ones left out."""

import re
from functools import lru_cache
from threading import Lock
from zlib import crc32

import numpy as np
import snowballstemmer
from numpy.typing import NDArray

from anima.memory.plain_text import words
from anima.memory.stop_words import FUNCTION_WORDS

Terms = NDArray[np.uint32]
"""The hashed stems of a text, in order."""

_stemmer = snowballstemmer.stemmer("english")
_stemming = Lock()
"""The stemmer keeps its word in itself, and what she may begin with is read in a thread."""

_POSSESSIVE = re.compile(r"['’]s\b")


@lru_cache(maxsize=50_000)
def term(word: str) -> int:
    """The number of a word's stem: the same for "moved" and "moving", on every machine."""
    with _stemming:
        stem = _stemmer.stemWord(word)
    return crc32(stem.encode())


def content_words(text: str) -> list[str]:
    """The words that carry meaning, in order, each once."""
    plain = _POSSESSIVE.sub("", text)
    return list(dict.fromkeys(word for word in words(plain) if word not in FUNCTION_WORDS))


def terms_of(text: str) -> Terms:
    """The terms of a text that is to be found."""
    plain = _POSSESSIVE.sub("", text)
    return np.array([term(w) for w in words(plain) if w not in FUNCTION_WORDS], np.uint32)
