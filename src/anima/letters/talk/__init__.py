"""A letter in conversation: asked for, briefed, written, read out and changed by talking."""

from anima.letters.talk.letter_talk import LetterTalk

__all__ = ["LetterTalk"]
