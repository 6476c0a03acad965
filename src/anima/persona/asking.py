"""A small question to the model whose answer must fit a schema; no answer is a normal outcome."""

import json
from collections.abc import Mapping, Sequence
from contextlib import aclosing

from anima.llm import ChatModel, ChatRequest, Message, TextDelta
from anima.values import JsonValue, ModelError

MAX_TOKENS = 60
"""Enough for every answer that is asked for; a JSON object that is cut off counts as none."""


def asking(task: str, examples: Sequence[tuple[str, str]]) -> list[Message]:
    """The unchanging head of a question: the task, and examples as pairs of question and answer."""
    messages = [Message("system", task)]
    for asked, answered in examples:
        messages += [Message("user", asked), Message("assistant", answered)]
    return messages


async def answer_by_schema(
    model: ChatModel,
    messages: Sequence[Message],
    schema: Mapping[str, JsonValue],
    *,
    temperature: float = 0.0,
    seed: int | None = None,
) -> Mapping[str, JsonValue]:
    """The model's answer as a JSON object; empty when the model is down or the answer is none."""
    request = ChatRequest(
        messages, max_tokens=MAX_TOKENS, temperature=temperature, schema=schema, seed=seed
    )
    try:
        content: JsonValue = json.loads(await answer_text(model, request))
    except (ModelError, ValueError):
        return {}
    return content if isinstance(content, dict) else {}


async def answer_text(model: ChatModel, request: ChatRequest) -> str:
    """The whole text of a model's answer; raises `ModelError`."""
    parts: list[str] = []
    async with aclosing(model.stream(request)) as events:  # pyright: ignore[reportArgumentType]
        async for event in events:
            if isinstance(event, TextDelta):
                parts.append(event.text)
    return "".join(parts).strip()
