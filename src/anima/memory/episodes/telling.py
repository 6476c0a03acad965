"""An episode in a model's words: title and summary by a model that can be trusted with them."""

import json
import re
from collections.abc import Sequence
from contextlib import aclosing
from dataclasses import replace

from anima.llm import ChatModel, ChatRequest, Message, TextDelta
from anima.memory.episodes.episode import Episode
from anima.memory.transcript import Turn
from anima.values import JsonValue

_TASK = (
    "Give this conversation a title of at most six words, and sum it up in at most three short "
    "plain sentences. Call the person 'you' and the companion 'I'. Keep names, places, plans and "
    "feelings. Write nothing that was not said."
)
_SCHEMA: dict[str, JsonValue] = {
    "type": "object",
    "additionalProperties": False,
    "required": ["title", "summary"],
    "properties": {
        "title": {"type": "string", "maxLength": 60},
        "summary": {"type": "string", "maxLength": 500},
    },
}
_ANSWER_TOKENS = 220
_CHARACTERS_A_TOKEN = 3
_WORD = re.compile(r"[^\W_]+")


async def told(model: ChatModel, turns: Sequence[Turn], plain: Episode) -> Episode:
    """The episode with the model's title and summary; as it was when these do not hold.

    A small model is not asked: it sums up what nobody said. A name or a number that is not in the
    conversation, or an answer that is no JSON, and the plain episode stands. Raises `ModelError`
    when the model cannot be reached.
    """
    if model.profile.prompt_shape != "full":
        return plain
    room = (model.profile.context_tokens - _ANSWER_TOKENS) * _CHARACTERS_A_TOKEN // 2
    lines = [f"{'Person' if t.speaker == 'person' else 'I'}: {t.text}" for t in turns]
    request = ChatRequest(
        [Message("system", _TASK), Message("user", "\n".join(lines)[:room])],
        max_tokens=_ANSWER_TOKENS,
        temperature=0.2,
        schema=_SCHEMA,
    )
    parts: list[str] = []
    async with aclosing(model.stream(request)) as events:
        async for event in events:
            if isinstance(event, TextDelta):
                parts.append(event.text)
    try:
        answer = json.loads("".join(parts))
        title, summary = str(answer["title"]).strip(), str(answer["summary"]).strip()
    except (ValueError, KeyError, TypeError):
        return plain
    if not title or not summary or made_up(f"{title}. {summary}", "\n".join(lines)):
        return plain
    return replace(
        plain,
        title=title,
        summary=summary,
        sources=tuple(turn.id for turn in turns),
        made_by=model.profile.name,
    )


def made_up(text: str, source: str) -> list[str]:
    """Names and numbers of a text that its source does not have."""
    there = {word.lower() for word in _WORD.findall(source)}
    inside = re.sub(r"(?:^|[.!?:]\s+)\W*\w+", " ", text)
    telling = [word for word in _WORD.findall(inside) if word[0].isupper() or word.isdigit()]
    return [word for word in telling if word.lower() not in there and word != "I"]
