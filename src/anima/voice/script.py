"""Script: the words of one reply as they are written, clause by clause, in the order of saying."""

import asyncio
from collections.abc import Iterable, Iterator

from anima.values import Notice
from anima.voice.clauses import Clause, ClauseSplitter
from anima.voice.segments import Segment, Segments
from anima.voice.thread import rest_of


class Script:
    """Takes the pieces of a reply's text and gives its clauses to whoever says them."""

    def __init__(self) -> None:
        self.text = ""
        """All that is written so far."""
        self.is_written = False
        """Whether nothing more will be."""
        self.segments = Segments()
        """How far each clause has come."""
        self._splitter = ClauseSplitter()
        self._to_say: asyncio.Queue[Clause | Notice | None] = asyncio.Queue()

    def take(self, text: str) -> Iterator[Segment]:
        """More was written; yields the clauses that it completes."""
        self.text += text
        yield from self._add(self._splitter.feed(text))

    def notice(self, notice: Notice) -> None:
        """Something that the system says, before the words that follow."""
        self._to_say.put_nowait(notice)

    def finish(self) -> Iterator[Segment]:
        """Nothing more will be written; yields the last clause."""
        self.is_written = True
        yield from self._add(self._splitter.flush())
        self._to_say.put_nowait(None)

    async def next(self) -> Clause | Notice | None:
        """What is to be said next; None after the last of it."""
        return await self._to_say.get()

    def under_way(self, heard: int) -> str:
        """The words that have sounded, so many characters, and those of the clause under way."""
        return self.text[: self.segments.end_after(heard)]

    def rest(self, heard: int) -> str:
        """What is still to be said after so many characters, from where one can begin again."""
        return rest_of(self.text, heard, complete=self.is_written)

    def has_asked(self, heard: int) -> bool:
        """Whether what sounded last is a question."""
        return self.text[:heard].rstrip().endswith("?")

    def _add(self, clauses: Iterable[Clause]) -> Iterator[Segment]:
        for clause in clauses:
            yield self.segments.add(clause)
            self._to_say.put_nowait(clause)
