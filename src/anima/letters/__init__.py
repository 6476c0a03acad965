"""Letters: how somebody writes, pages by hand, and the book made of many letters."""

from anima.letters.letter_error import LetterError

__all__ = ["LetterError"]
