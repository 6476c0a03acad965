"""A chat model that can be exchanged for another while conversations hold it."""

from collections.abc import AsyncGenerator, Sequence

from anima.llm.chat_model import ChatEvent, ChatModel, ChatRequest, Message, ModelProfile, Usage
from anima.llm.read_prompt import KeepsPrompts, ReadPrompt


class SwitchingModel:
    """Passes everything on to the model behind it.

    Attributes:
        behind: The model that answers now; a reply that has begun ends with the one it began with.
    """

    def __init__(self, behind: ChatModel) -> None:
        self.behind = behind

    @property
    def profile(self) -> ModelProfile:
        """What the present model can bear."""
        return self.behind.profile

    def stream(self, request: ChatRequest) -> AsyncGenerator[ChatEvent]:
        """Let the present model answer."""
        return self.behind.stream(request)

    async def count_tokens(self, messages: Sequence[Message]) -> int:
        """Tokens of these messages by the present model."""
        return await self.behind.count_tokens(messages)

    async def warm(self, messages: Sequence[Message]) -> Usage:
        """Process these messages beforehand in the present model."""
        return await self.behind.warm(messages)

    @property
    def reader(self) -> str:
        """See `KeepsPrompts.reader`."""
        return self.behind.reader if isinstance(self.behind, KeepsPrompts) else ""

    async def give(self, messages: Sequence[Message]) -> ReadPrompt | None:
        """See `KeepsPrompts.give`."""
        return await self.behind.give(messages) if isinstance(self.behind, KeepsPrompts) else None

    async def take(self, read: ReadPrompt) -> bool:
        """See `KeepsPrompts.take`."""
        return await self.behind.take(read) if isinstance(self.behind, KeepsPrompts) else False
