"""The one kind of error that letters raise."""

from anima.values import AnimaError


class LetterError(AnimaError):
    """Something cannot be done with a letter; the message says what, the advice what to do."""
