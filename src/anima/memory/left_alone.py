"""What the person asked her never to bring up: topics, by the words that name them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from anima.memory.event_log import event_of
from anima.memory.plain_text import words
from anima.memory.stems import content_words, term
from anima.storage import Connection, Vault
from anima.values import ERASED, Event, PersonId


@dataclass(frozen=True, slots=True)
class LeftAlone:
    """The topics that are left alone, each with its names: "Tom" and "your brother".

    Attributes:
        topics: Names of each topic, by the name that the person used.
    """

    topics: dict[str, tuple[str, ...]] = field(default_factory=dict[str, tuple[str, ...]])

    @classmethod
    def of(cls, events: Iterable[Event]) -> "LeftAlone":
        """Fold `left_alone` events, oldest first."""
        topics: dict[str, tuple[str, ...]] = {}
        for event in events:
            topic = event.text("topic")
            if event.payload.get("on") is True:
                topics[topic] = (topic, *_texts(event.payload.get("also")))
            else:
                gone = topics.get(topic, (topic,))
                topics = {k: v for k, v in topics.items() if set(v).isdisjoint(gone)}
        topics.pop("", None)
        return cls(topics)

    def touches(self, text: str) -> bool:
        """Whether a text speaks of something that is left alone."""
        return any(self._named(text))

    def spares(self, text: str, asked: str) -> bool:
        """Whether a text may be brought up in answer to these words: what the person speaks of
        themselves is theirs to speak of."""
        there = {term(word) for word in words(asked)}
        return all(_terms(name) <= there for name in self._named(text))

    def _named(self, text: str) -> Iterable[str]:
        there = {term(word) for word in words(text)}
        for names in self.topics.values():
            for name in names:
                if (wanted := _terms(name)) and wanted <= there:
                    yield name


async def load_left_alone(vault: Vault, person: PersonId) -> LeftAlone:
    """Read from the log what is left alone now."""

    def select(connection: Connection) -> list[Event]:
        rows = connection.execute(
            "SELECT id, person, session, sequence, at, kind, payload FROM event "
            "WHERE person = ? AND kind = 'left_alone' AND payload <> ? ORDER BY sequence",
            (person, ERASED),
        )
        return [event_of(row) for row in rows]

    return LeftAlone.of(await vault.read(select))


def _terms(name: str) -> set[int]:
    return {term(word) for word in content_words(name)}


def _texts(value: object) -> Sequence[str]:
    return [each for each in value if isinstance(each, str)] if isinstance(value, list) else []
