"""A model's reply as one text."""

from contextlib import aclosing

from anima.llm import ChatModel, ChatRequest, TextDelta


async def whole_reply(model: ChatModel, request: ChatRequest) -> str:
    """Wait for the whole reply, as a pipeline without streaming does."""
    parts: list[str] = []
    async with aclosing(model.stream(request)) as events:  # pyright: ignore[reportArgumentType]
        async for event in events:
            if isinstance(event, TextDelta):
                parts.append(event.text)
    return "".join(parts).strip()
