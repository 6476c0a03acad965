"""What a model has made of a prompt, taken out of one process and into the next.

Reading the 700 tokens before the first word of a conversation takes a small model a quarter of a
minute on two cores; bringing back what it had made of them takes a hundredth of a second.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol, runtime_checkable

from anima.llm.chat_model import Message


@dataclass(frozen=True, slots=True)
class ReadPrompt:
    """A prompt and what the model made of it, in the form of the model's runtime."""

    messages: tuple[Message, ...]
    state: bytes

    def to_bytes(self) -> bytes:
        """One line of JSON that holds the messages, then the state."""
        head = [[message.role, message.text] for message in self.messages]
        return json.dumps(head).encode() + b"\n" + self.state

    @classmethod
    def from_bytes(cls, data: bytes) -> "ReadPrompt":
        """The other way; raises `ValueError` when it is none."""
        head, _, state = data.partition(b"\n")
        try:
            messages = tuple(Message(role, text) for role, text in json.loads(head))
        except TypeError as error:
            raise ValueError("This is no prompt that was read.") from error
        return cls(messages, state)


@runtime_checkable
class KeepsPrompts(Protocol):
    """A model whose work on a prompt can be kept, and taken up later by the same model.

    Neither raises: what cannot be kept or taken up is read again.
    """

    @property
    def reader(self) -> str:
        """Which weights and which runtime read: only the same can take up what they made. Empty
        when this model can give nothing away.
        """
        ...

    async def give(self, messages: Sequence[Message]) -> ReadPrompt | None:
        """What it made of the prompt that it was warmed with; None when it has gone on since."""
        ...

    async def take(self, read: ReadPrompt) -> bool:
        """Go on from what was made before; says whether that was possible."""
        ...
