"""Company: a silence that nobody has to fill. She may ask once, and then she waits.

    her reply is over, the microphone is open     the silence is counted, in audio
    it has lasted for `ask_after_seconds`         she says one sentence that asks for nothing
    it goes on                                    she says no more until the person has spoken
    the person has said goodbye                   she does not ask

Only somebody who has spoken to her on this line is asked: an open microphone alone is no call.
"""

from collections.abc import Sequence

REMARKS = (
    "I'm still here. There's no hurry.",
    "We can just be quiet for a while, too.",
    "Take your time. I'm listening.",
)
"""None asks for an answer: who wants to be silent need not say so."""


class Company:
    """Counts the silence after her turn, in seconds of audio, and knows when to say something.

    `ask_after_seconds` of 0 means never.
    """

    def __init__(self, ask_after_seconds: float, remarks: Sequence[str] = REMARKS) -> None:
        self._ask_after = ask_after_seconds
        self._remarks = remarks
        self._silent = 0.0
        self._may_ask = False
        self._asked = 0

    def spoken_to(self) -> None:
        """The person has said something: the next long silence is a new one."""
        self._silent = 0.0
        self._may_ask = self._ask_after > 0

    def let_go(self) -> None:
        """The person has taken leave: silence is what is wanted now."""
        self._may_ask = False

    def disturbed(self) -> None:
        """Something was heard or said; the silence begins again."""
        self._silent = 0.0

    def silent_for(self, seconds: float) -> str | None:
        """So much more silence was heard while nobody's turn was; what she says about it."""
        self._silent += seconds
        if not self._may_ask or self._silent < self._ask_after:
            return None
        self._may_ask = False
        self._asked += 1
        return self._remarks[(self._asked - 1) % len(self._remarks)]
