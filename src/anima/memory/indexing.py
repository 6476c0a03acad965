"""Indexing: what was said is embedded, and facts are drawn from it, when there is time for it."""

import asyncio
import logging

from anima.memory.episodes import Episodes
from anima.memory.facts import Facts
from anima.memory.vector_index import VectorIndex
from anima.values import AnimaError

PAUSE_SECONDS = 0.1
"""Between batches: at most half of one core, so that she can be talked with meanwhile."""

_log = logging.getLogger(__name__)


class Indexing:
    """Brings what is derived up to date whenever somebody says that there is something new."""

    def __init__(
        self, vectors: VectorIndex, facts: Facts | None = None, episodes: Episodes | None = None
    ) -> None:
        self._vectors = vectors
        self._episodes = episodes
        self._facts = facts
        self._wanted = asyncio.Event()

    def soon(self) -> None:
        """There are new turns; they are embedded in the background."""
        self._wanted.set()

    async def run(self) -> None:
        """Work until cancelled; a turn that is not embedded yet is still found by its words."""
        while True:
            await self._wanted.wait()
            self._wanted.clear()
            try:
                if self._facts is not None:
                    await self._facts.catch_up()
                if self._episodes is not None:
                    await self._episodes.catch_up()
                more = True
                while more:
                    more = await self._vectors.catch_up(at_most=1) > 0
                    await asyncio.sleep(PAUSE_SECONDS)
                if self._facts is not None:
                    # Last: a model that is down or slow must not be in the way of the others.
                    await self._second_reading(self._facts)
            except AnimaError as error:
                _log.warning("what was said could not be indexed: %s", type(error).__name__)

    async def _second_reading(self, facts: Facts) -> None:
        """Have a trusted model read what the rules have read, then draw the facts of both."""
        read = 0
        try:
            while await facts.readings.read_one():
                read += 1
                await asyncio.sleep(PAUSE_SECONDS)
        finally:
            if read:
                await facts.rebuild()
