"""How much of one reply has sounded: from played samples to heard characters. No clock, no wire."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable

from anima.voice.speech import SpokenWord

NEARLY_SECONDS = 0.02
"""A client that resamples may count a few samples fewer than were sent; that is still the end."""

HEARD_SHARE = 0.5
"""Of a word's sound that make it a word that was heard. Who listens knows a word in its sentence at
about half of it (Grosjean, 1980); counted at its end, what was stored was always the shorter."""


class Playout:
    """The sound of one reply, in samples from its beginning, with where its words end.

    Samples played never pass what was sent. They go back only where they were supposed, by the
    client's last word: what it has once reported was heard, even if she began that word again.
    Characters heard never pass the last word that was sent.
    """

    def __init__(self, sample_rate: int) -> None:
        self.sample_rate = sample_rate
        self._sent = 0
        self._played = 0
        self._told = 0
        self._ends: list[int] = []
        self._heard_from: list[int] = []
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
        """Characters of the reply's text that have sounded, the word under way if half of it has.

        The last word that was sent counts when all of it has: then the reply may be over.
        """
        index = bisect_right(self._heard_from, self._played)
        if index and self._characters[index - 1] == self._characters[-1]:
            last = bisect_left(self._characters, self._characters[-1])
            index = max(last, bisect_right(self._ends, self._played))
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
            before = self._ends[-1] if self._ends else 0
            end = max(word.end_sample, before)
            begin = end if word.begin_sample is None else min(max(word.begin_sample, before), end)
            last = self._characters[-1] if self._characters else 0
            self._heard_from.append(begin + round(HEARD_SHARE * (end - begin)))
            self._ends.append(end)
            self._characters.append(max(word.end_character, last))

    def report(self, samples: int, *, stopped: bool, supposed: bool = False) -> bool:
        """Take in what the client reports; says whether all stays heard that was so before."""
        known = self.characters
        if stopped:
            self.settle(samples)
        else:
            self.acknowledge(samples, supposed=supposed)
        return self.characters >= known

    def acknowledge(self, samples: int, *, supposed: bool = False) -> None:
        """The client says, or it is supposed for it, that so many samples have sounded."""
        reached = self._reached(samples)
        if not supposed:
            self._told = max(self._told, reached)
        self._played = max(self._played, reached)

    def settle(self, samples: int) -> None:
        """The client's last word on what has sounded: it may be less than was supposed."""
        self._told = self._played = min(max(self._told, samples), self._sent)

    def assume(self, now: float, *, since: float) -> None:
        """Without word from the client: suppose that sound plays as it arrives, from `since` on.

        Call it at short intervals of `now` (seconds); sound that arrives after a gap starts then.
        """
        before = since if self._assumed_at is None else self._assumed_at
        self._assumed_at = max(before, now)
        supposed = self._played + round(max(0.0, now - before) * self.sample_rate)
        self._played = max(self._played, self._reached(supposed))

    def _reached(self, samples: int) -> int:
        nearly = self._sent - samples <= NEARLY_SECONDS * self.sample_rate
        return self._sent if nearly else samples
