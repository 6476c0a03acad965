"""Which of the embedded server's slots a prompt goes to, so that each conversation keeps its cache.

llama.cpp chooses a slot by likeness. All of her conversations begin with the same words, so it
gives one conversation the slot of another and throws away what only that one had: with four
conversations 74 of 121 prompt tokens came from the cache where 108 could. We know more than it
does: the messages.
"""

from collections.abc import Sequence

from anima.llm.chat_model import Message


class Slots:
    """Remembers what each slot has seen.

    Args:
        count: The server's slots; only this client may use them.
    """

    def __init__(self, count: int) -> None:
        # Ordered by use: the first is the one unused for longest.
        self._seen: dict[int, tuple[Message, ...]] = {slot: () for slot in range(count)}

    def choose(self, messages: Sequence[Message]) -> int:
        """The slot where this prompt costs least, counted in characters.

        The cost is what the slot must still read, and what it forgets that another conversation
        will have to read again. What the slot unused for longest forgets counts nothing.
        """
        oldest = next(iter(self._seen))

        def cost(slot: int) -> int:
            seen = self._seen[slot]
            common = _common(seen, messages)
            forgotten = 0 if slot == oldest else _size(seen[common:])
            return _size(messages[common:]) + forgotten

        chosen = min(self._seen, key=cost)
        del self._seen[chosen]
        self._seen[chosen] = tuple(messages)
        return chosen

    def holding(self, messages: Sequence[Message]) -> int | None:
        """The slot that has seen this prompt and nothing after it."""
        wanted = tuple(messages)
        return next((slot for slot, seen in self._seen.items() if seen == wanted), None)

    def forget(self, slot: int) -> None:
        """What this slot was thought to have seen is not there."""
        self._seen[slot] = ()


def _common(seen: Sequence[Message], messages: Sequence[Message]) -> int:
    """How many messages two prompts begin with in common."""
    pairs = zip(seen, messages, strict=False)
    return next(
        (at for at, (one, other) in enumerate(pairs) if one != other),
        min(len(seen), len(messages)),
    )


def _size(messages: Sequence[Message]) -> int:
    return sum(len(message.text) for message in messages)
