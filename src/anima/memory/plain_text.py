"""Text as a database and an index can hold it."""

import re

_WORD = re.compile(r"\w+")


def printable(text: str) -> str:
    """The text without what a database cannot hold as text: lone surrogates and NUL."""
    return text.encode("utf-8", "ignore").decode("utf-8").replace("\x00", " ").strip()


def words(text: str) -> list[str]:
    """The words of a text in lower case, in order."""
    return _WORD.findall(printable(text).lower())
