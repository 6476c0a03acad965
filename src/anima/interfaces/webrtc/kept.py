"""What she told a client that may not have it: kept in order, for the call's next connection."""

from collections import deque
from collections.abc import Iterator


class Kept:
    """The messages of a call from the first that may not have arrived, counted from 0."""

    def __init__(self) -> None:
        self._messages: deque[str] = deque()
        self._first = 0
        self._characters = 0

    def __len__(self) -> int:
        return len(self._messages)

    def __iter__(self) -> Iterator[str]:
        return iter(self._messages)

    @property
    def characters(self) -> int:
        """How long all of them are together."""
        return self._characters

    @property
    def given(self) -> int:
        """Messages given since the call began."""
        return self._first + len(self._messages)

    def add(self, message: str) -> None:
        """One more is on its way."""
        self._messages.append(message)
        self._characters += len(message)

    def let_go(self, unconfirmed: int) -> None:
        """All but so many of the last have arrived."""
        while len(self._messages) > unconfirmed:
            self._characters -= len(self._messages.popleft())
            self._first += 1

    def begin(self, have: int | None) -> int:
        """Where the next connection begins: what the client says that it has is not sent again.

        A client that does not count gets everything that is not known to have arrived.
        """
        if have is not None:
            self.let_go(min(len(self._messages), max(0, self.given - have)))
        return self._first
