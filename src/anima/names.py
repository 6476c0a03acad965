"""The names of a person's life, as they are to be spelled: hers, theirs, and those in memory."""

from collections.abc import Callable, Iterable

from anima.memory import Facts, proper_names
from anima.persona import Identity

MOST_NAMES = 100
"""The latest are enough: those of whom nobody has spoken for years are rarely spoken of today."""


class NamesOfALife:
    """Says at any moment which names are known; a name that has just been learned is among them."""

    def __init__(self, facts: Facts) -> None:
        self._facts = facts
        self._identities: list[Callable[[], Identity]] = []

    def meet(self, identity: Callable[[], Identity]) -> None:
        """A conversation began; it knows what she and the person are called."""
        self._identities = [identity]

    def __call__(self) -> list[str]:
        """Her name and the person's first, then those in what is known, the latest first."""
        who = [identity() for identity in self._identities]
        own = [name for each in who for name in (each.name, each.person_name) if name]
        return _once([*own, *proper_names(self._facts.book.facts.values())])[:MOST_NAMES]


def _once(names: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(names))
