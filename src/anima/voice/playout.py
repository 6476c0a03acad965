"""How much of one reply has sounded: from played samples to heard characters. No clock, no wire."""

from bisect import bisect_right
from collections.abc import Iterable

from anima.voice.speech import SpokenWord

NEARLY_SECONDS = 0.02
"""A client that resamples may count a few samples fewer than were sent; that is still the end."""


class Playout:
    """The sound of one reply, in samples from its beginning, with where its words end.

    Samples played never pass what was sent, and go back only by the client's last word. Characters
    heard never pass the last word that was sent.
    """

    def __init__(self, sample_rate: int) -> None:
        self.sample_rate = sample_rate
        self._sent = 0
        self._played = 0
        self._ends: list[int] = []
        self._characters: list[int] = []
        self._assumed_at: float | None = None

    @property
    def sent(self) -> int:
        """Samples handed to the line."""
        return self._sent

    @property
    def played(self) -> int:
        """Samples that have sounded, as far as is known."""
        return self._played

    @property
    def ahead_seconds(self) -> float:
        """Sound that was sent and has not been played."""
        return (self._sent - self._played) / self.sample_rate

    @property
    def caught_up(self) -> bool:
        """Whether everything that was sent has been played."""
        return self._played == self._sent

    @property
    def characters(self) -> int:
        """Characters of the reply's text that have sounded."""
        index = bisect_right(self._ends, self._played)
        return self._characters[index - 1] if index else 0

    @property
    def word_begins(self) -> int:
        """The sample at which the word under way begins, as far as is known: the last word's end.

        While nothing is under way, where playing goes on.
        """
        index = bisect_right(self._ends, self._played)
        return self._ends[index - 1] if index else 0

    def add(self, samples: int, words: Iterable[SpokenWord] = ()) -> None:
        """Note that this many samples were sent.

        The words' offsets are of the whole reply: its text, and its sound from the first sample.
        """
        self._sent += max(0, samples)
        for word in words:
            self._ends.append(max(word.end_sample, self._ends[-1] if self._ends else 0))
            last = self._characters[-1] if self._characters else 0
            self._characters.append(max(word.end_character, last))

    def acknowledge(self, samples: int) -> None:
        """The client says that the first `samples` samples have sounded."""
        if self._sent - samples <= NEARLY_SECONDS * self.sample_rate:
            samples = self._sent
        self._played = max(self._played, samples)

    def settle(self, samples: int) -> None:
        """The client's last word on what has sounded: it may be less than was supposed."""
        self._played = min(max(0, samples), self._sent)

    def assume(self, now: float, *, since: float) -> None:
        """Without word from the client: suppose that sound plays as it arrives, from `since` on.

        Call it at short intervals of `now` (seconds); sound that arrives after a gap starts then.
        """
        before = since if self._assumed_at is None else self._assumed_at
        self._assumed_at = max(before, now)
        self.acknowledge(self._played + round(max(0.0, now - before) * self.sample_rate))
