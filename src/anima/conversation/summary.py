"""The rolling summary: the older half of a long session, in a few plain sentences."""

from collections.abc import Sequence
from contextlib import aclosing

from anima.conversation.history import Entry, clipped
from anima.llm import ChatModel, ChatRequest, Message, TextDelta

_TASK = (
    "Sum up this conversation in at most four short plain sentences. "
    "Keep names, places, plans and feelings. Call the person 'you' and the companion 'I'. "
    "Write only the summary."
)
SUMMARY_TOKENS = 140
_TRANSCRIPT_SHARE = 0.6


async def summarise(model: ChatModel, earlier: str, entries: Sequence[Entry]) -> str:
    """Ask the model for a summary of these entries and of the summary before them.

    Raises `ModelError` when the model cannot; the caller then drops the turns without one. The
    words stay in the log whatever happens here.
    """
    lines = [f"Before this: {earlier}"] if earlier else []
    for entry in entries:
        who = "Person" if entry.message.role == "user" else "Companion"
        lines.append(f"{who}: {entry.message.text}")
    room = int(model.profile.context_tokens * _TRANSCRIPT_SHARE) - SUMMARY_TOKENS
    request = ChatRequest(
        [Message("system", _TASK), Message("user", clipped("\n".join(lines), room))],
        max_tokens=SUMMARY_TOKENS,
        temperature=0.2,
    )
    parts: list[str] = []
    async with aclosing(model.stream(request)) as events:
        async for event in events:
            if isinstance(event, TextDelta):
                parts.append(event.text)
    return " ".join("".join(parts).split())
