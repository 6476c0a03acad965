"""What she knows, and how she knows it: facts asked for, moments behind what she said."""

import re
from collections.abc import Sequence
from datetime import datetime, time
from itertools import islice

from dateutil.relativedelta import relativedelta

from anima.memory.episodes import Episode, Episodes
from anima.memory.event_log import event_of
from anima.memory.facts import FactAnswer, Facts, answer
from anima.memory.facts.asking import Asked
from anima.memory.facts.bearing import can_tell
from anima.memory.facts.fact import YOU
from anima.memory.facts.lines import worth_knowing
from anima.memory.facts.people import people
from anima.memory.facts.subjects import NAME, is_name
from anima.memory.facts.times import moments
from anima.memory.left_alone import load_left_alone
from anima.memory.plain_text import words
from anima.memory.quotation import remembered
from anima.memory.stems import content_words, term
from anima.memory.transcript import turn_of
from anima.storage import Vault
from anima.values import ERASED, Clock, EventId, Memory, PersonId

_SPANS = {
    "day": relativedelta(days=1),
    "week": relativedelta(weeks=1),
    "month": relativedelta(months=1),
    "year": relativedelta(years=1),
}


class Knowledge:
    """Answers from the facts and episodes of one person; without them it knows nothing."""

    def __init__(
        self,
        vault: Vault,
        person: PersonId,
        clock: Clock,
        facts: Facts | None = None,
        episodes: Episodes | None = None,
    ) -> None:
        self._vault = vault
        self._person = person
        self._clock = clock
        self._facts = facts
        self._episodes = episodes

    def answer(self, question: str) -> FactAnswer | None:
        """What the facts say to a question; None when it is none that facts could answer."""
        return answer(self._facts.book, question) if self._facts else None

    def can_tell(self, asked: Asked, line: str) -> bool | None:
        """Whether a line may answer the question; None where the question does not say by what."""
        subject = asked.subject
        others = self.names_of(subject) if subject != YOU else []
        return can_tell(asked, line, [re.sub("^(?:my|your) ", "", name) for name in others])

    def spoken_of(self, text: str) -> list[str]:
        """Those who are named in a text, in the order in which they are; known people if any."""
        known = people(self._facts.book.facts.values()) if self._facts else []
        there = sorted((text.find(name), name) for name in known if name in text)
        if there:
            return [name for _, name in there]
        # The first word of a text has a capital letter whatever it is.
        inside = (match.group() for match in re.finditer(NAME, text) if match.start() > 0)
        return [name for name in inside if is_name(name)]

    def known_in(self, text: str) -> list[str]:
        """Those of the people known who are named in a text."""
        known = people(self._facts.book.facts.values()) if self._facts else []
        return [name for name in known if re.search(rf"\b{re.escape(name)}\b", text)]

    def with_names(self, text: str) -> str:
        """The text, and the other names of those it speaks of: "my mother" is Greet."""
        known = self._kin()
        low = text.lower()
        others = [
            name
            for kin, name in known.items()
            if name and re.search(rf"\b(?:my|our) {kin[5:]}\b", low)
        ]
        others += [
            kin[5:]
            for kin, name in known.items()
            if name and re.search(rf"\b{re.escape(name)}\b", text)
        ]
        new = [word for word in dict.fromkeys(others) if word.lower() not in low]
        return f"{text} {' '.join(new)}" if new else text

    def _kin(self) -> dict[str, str]:
        """Who "your sister" is, and the others of that kind."""
        names = self._facts.book.names if self._facts else {}
        return {kin: name for kin, name in names.items() if kin.startswith("your ")}

    def names_of(self, name: str) -> list[str]:
        """What else somebody is called: "your brother" for "Bo", and the other way round."""
        known = self._kin()
        plain = re.sub(r"^(?:my|our) ", "your ", name, flags=re.IGNORECASE).lower()
        others = [kin.replace("your ", "my ") for kin, who in known.items() if who == name]
        return [*others, *([known[plain]] if known.get(plain) else [])]

    def moments_behind(self, reply: str, recalled: Sequence[str]) -> list[EventId]:
        """The events behind what she said: those of the facts in it, then what was recalled."""
        there = {term(word) for word in words(reply)}
        behind: list[str] = []
        for fact in self._facts.book.facts.values() if self._facts else ():
            named = {term(word) for word in content_words(fact.claim.object)}
            if named and named <= there and fact.state != "corrected":
                behind += fact.sources
        return [EventId(source) for source in dict.fromkeys((*behind, *recalled))]

    async def quoted(self, events: Sequence[EventId], *, most: int = 2) -> tuple[Memory, ...]:
        """These moments as dated quotations of the person, the newest ones, oldest first."""
        marks = ", ".join("?" * len(events))
        query = (
            "SELECT id, person, session, sequence, at, kind, payload FROM event "  # noqa: S608  # question marks
            f"WHERE person = ? AND kind = 'heard' AND payload <> ? AND id IN ({marks}) "
            "ORDER BY sequence DESC LIMIT ?"
        )
        values = (self._person, ERASED, *events, most)
        rows = await self._vault.read(lambda c: c.execute(query, values).fetchall())
        turns = [turn_of(event_of(row)) for row in reversed(rows)]
        return tuple(remembered(turn, self._clock.now()) for turn in turns)

    async def today(self, limit: int | None = None) -> tuple[Memory, ...]:
        """What is worth knowing at the beginning of a session, as lines that call the person "you".

        What is planned for these days, what is pinned, and who is who; at most `limit` of them.
        """
        if self._facts is None:
            return ()
        alone = await load_left_alone(self._vault, self._person)
        lines = worth_knowing(self._facts.book, self._clock.now().astimezone().date())
        kept = (line for line in lines if not alone.touches(line.text))
        return tuple(islice(kept, limit))

    async def episodes_of(self, when: str) -> list[Episode] | None:
        """The sessions of a time as it is said, "yesterday" or "in March", oldest first.

        With no time, the last one; None when the words are no time.
        """
        if self._episodes is None:
            return []
        if not when.strip():
            return (await self._episodes.all())[-1:]
        now = self._clock.now().astimezone()
        told = moments(when, now, "past")
        if not told:
            return None
        start = datetime.combine(told[0].start, time.min).astimezone()
        return await self._episodes.between(start, start + _SPANS[told[0].grain])
