"""A chat model that can be exchanged for another while conversations hold it."""

from collections.abc import AsyncGenerator, Sequence

from anima.llm.chat_model import ChatEvent, ChatModel, ChatRequest, Message, ModelProfile, Usage


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
