"""Asking the people of a book whether their letters may be in it."""

import hashlib

from anima.letters.book.foreword import said

__all__ = ["PERMISSION", "permission_key", "permission_text"]

PERMISSION = "permission:"
"""What the key of such a letter begins with."""


def permission_key(title: str, person: str) -> str:
    """By which the question to somebody about a book is known, so that it is asked once."""
    told = f"{title}\x00{person.strip().lower()}"
    return PERMISSION + hashlib.sha256(told.encode()).hexdigest()[:16]


def permission_text(person: str, title: str, count: int, sender: str, *, renamed: bool) -> str:
    """The question, with what it is about and what a no means."""
    letters = f"{said(count)} letters" if count != 1 else "one letter"
    names = (
        "Names are changed in it, yours too."
        if renamed
        else "Your name stands in it; I can change it if you like."
    )
    return "\n\n".join(
        (
            f"Dear {person},",
            f"I am making a book of letters, “{title}”, and would like to have {letters} in it "
            f"that you wrote or received. {names}",
            "May they be in it? A plain yes or no is enough. Without your yes they stay out.",
            f"Yours,\n{sender}",
        )
    )
