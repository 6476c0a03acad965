"""How far a download has come."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Progress:
    """A moment of a download.

    Attributes:
        weight: Name of the weight.
        done: Bytes that are here.
        total: Bytes that are wanted.
        note: What goes on when it is not plain downloading: waiting for another process.
    """

    weight: str
    done: int
    total: int
    note: str = ""


OnProgress: TypeAlias = Callable[[Progress], None]


def unheard(_: Progress) -> None:
    """For callers that do not want to know."""


class Tally:
    """Adds up what several downloads bring for one weight, and tells it. It never goes back."""

    def __init__(self, weight: str, total: int, on_progress: OnProgress) -> None:
        self._weight = weight
        self._total = total
        self._on_progress = on_progress
        self._kept = 0
        self._coming: dict[str, int] = {}
        self._shown = 0

    def keep(self, size: int) -> None:
        """So many more bytes of the weight are here."""
        self._kept += size
        self.note("")

    def coming(self, what: str, size: int) -> None:
        """Of what is on its way, so much has come."""
        self._coming[what] = size
        self.note("")

    def arrived(self, what: str) -> None:
        """It is not on its way any more: what is of use of it is kept."""
        self._coming.pop(what, None)

    def note(self, text: str) -> None:
        """Tell how far it is, with a word on what goes on."""
        done = min(self._kept + sum(self._coming.values()), self._total)
        self._shown = max(self._shown, done)
        self._on_progress(Progress(self._weight, self._shown, self._total, text))
