"""The session's words as prompt messages: only ever appended, so that the model's cache holds."""

from collections.abc import Sequence
from dataclasses import dataclass

from anima.llm import Message

CHARACTERS_PER_TOKEN = 3.2
"""A low estimate for English, so that the tokens counted by it are on the high side."""

MESSAGE_TOKENS = 8
"""What a chat template adds around one message, at most."""


def estimated_tokens(messages: Sequence[Message]) -> int:
    """Tokens of these messages without asking the model; errs on the high side for English."""
    return sum(int(len(m.text) / CHARACTERS_PER_TOKEN) + 1 + MESSAGE_TOKENS for m in messages)


@dataclass(frozen=True, slots=True)
class Entry:
    """One message of the session and the position in the log that it came from."""

    sequence: int
    message: Message


class History:
    """What was said in one session, and the summary of what no longer fits."""

    def __init__(self) -> None:
        self._entries: list[Entry] = []
        self._summary = ""

    @property
    def summary(self) -> str:
        """What the turns that were left out said, in a few lines; empty at first."""
        return self._summary

    @property
    def entries(self) -> tuple[Entry, ...]:
        return tuple(self._entries)

    def add(self, sequence: int, message: Message) -> None:
        """Append a message that is in the log at this position."""
        self._entries.append(Entry(sequence, message))

    def take_back(self, sequence: int) -> None:
        """Drop what stands from this position in the log on, which is answered once more."""
        self._entries = [entry for entry in self._entries if entry.sequence < sequence]

    def messages(self) -> list[Message]:
        """The messages as the prompt has them, oldest first."""
        return [entry.message for entry in self._entries]

    def replace_until(self, sequence: int, summary: str) -> None:
        """Let `summary` stand for every message up to this position in the log."""
        self._summary = summary
        self._entries = [entry for entry in self._entries if entry.sequence > sequence]

    def older_half(self) -> list[Entry]:
        """The older half, ending with one of her replies so that the rest begins with the person.

        Empty when there is too little to part with.
        """
        middle = len(self._entries) // 2
        while 0 < middle < len(self._entries):
            if self._entries[middle].message.role == "user":
                return self._entries[:middle]
            middle += 1
        return []

    def shrink_to(self, tokens: int) -> None:
        """Drop the oldest messages until an estimate of the rest is at most `tokens`."""
        while len(self._entries) > 1 and estimated_tokens(self.messages()) > tokens:
            del self._entries[0]


def clipped(text: str, tokens: int) -> str:
    """The text, or its beginning and end around an ellipsis when it is over `tokens` tokens."""
    room = int(tokens * CHARACTERS_PER_TOKEN)
    if len(text) <= room:
        return text
    half = room // 2
    return f"{text[:half].rstrip()} […] {text[-half:].lstrip()}"
