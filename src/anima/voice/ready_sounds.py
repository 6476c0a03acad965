"""Ready sounds: the words that her replies may begin with alone, synthesised while nobody speaks.

The speech model keeps the sound of short phrases, so that to say one once is to have it ready.
"""

import logging
from collections.abc import Callable, Sequence

from anima.voice.clauses import Clause
from anima.voice.rehearsal import Voicing

_log = logging.getLogger(__name__)


class ReadySounds:
    """Makes the sounds of one session ready, a phrase at a time.

    `is_idle` says whether nobody speaks or thinks: a phrase takes the processor for half a second.
    """

    def __init__(self, is_idle: Callable[[], bool]) -> None:
        self._is_idle = is_idle
        self._made: set[tuple[str, str]] = set()

    def are_made(self, phrases: Sequence[str], voice: str) -> bool:
        """Whether there is nothing to do for this voice."""
        return not voice or all((voice, phrase) in self._made for phrase in phrases)

    async def make(self, phrases: Sequence[str], voicing: Voicing) -> None:
        """Synthesise those that are not ready, until somebody speaks; a failure ends it for now."""
        for phrase in phrases:
            if (voicing.voice, phrase) in self._made:
                continue
            if not self._is_idle():
                return
            try:
                async for _ in voicing.speak(Clause(phrase, 0)):
                    pass
            except Exception as error:  # the boundary to a model: it only ever saves time
                _log.warning("a phrase could not be made ready: %s", type(error).__name__)
                return
            self._made.add((voicing.voice, phrase))
