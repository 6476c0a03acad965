"""One short request to the model, and its answer made fit for a letter."""

import re
from collections.abc import Sequence
from contextlib import aclosing

from anima.llm import ChatModel, ChatRequest, Message, TextDelta


async def write(
    model: ChatModel,
    messages: Sequence[Message],
    *,
    max_tokens: int,
    temperature: float = 0.5,
    seed: int = 1,
) -> str:
    """The whole answer. Raises `ModelError`."""
    request = ChatRequest(messages, max_tokens=max_tokens, temperature=temperature, seed=seed)
    pieces: list[str] = []
    async with aclosing(model.stream(request)) as events:
        async for event in events:
            if isinstance(event, TextDelta):
                pieces.append(event.text)
    return "".join(pieces)


_LABEL = re.compile(
    r"^\s*(?:(?:note|letter|answer|rewritten|sentence|passage)\s*:\s*)", re.IGNORECASE
)
_DEAR = re.compile(r"^\s*(?:my\s+)?dear(?:est)?\b[^.!?\n]{0,40},\s*", re.IGNORECASE)
_SIGNED = re.compile(
    r"\n+\s*(?:with|yours|love|best|sincerely|warmly|kind|regards|take care)\b.{0,60}(?:\n.*)*$",
    re.IGNORECASE,
)


def clean_passage(raw: str) -> str:
    """A model's answer without labels, quotation marks, greetings and closings around it."""
    text = raw.strip()
    text = _SIGNED.sub("", text)
    text = _LABEL.sub("", text)
    text = _DEAR.sub("", text)
    text = re.sub(r"\s+", " ", text).strip()
    if len(text) > 1 and text[0] in "\"“'" and text[-1] in "\"”'":
        text = text[1:-1].strip()
    return text[:1].upper() + text[1:]
