"""Two hundred turns in one conversation: whether she stays who she was at its beginning."""

import statistics
from collections.abc import Sequence

from anima.llm import ChatModel, ChatRequest, Message
from anima.persona.signature import FEATURES, features
from bench.whole_reply import whole_reply

MOST_TURNS, LEFT_TURNS = 40, 10
"""Turns in the prompt, and those that stay when there are so many: what is older has long been
summarised in a real session. What stays is read anew, which costs twelve seconds on two cores."""

WINDOWS = 4


async def converse(
    model: ChatModel, head: Sequence[Message], lines: Sequence[str], seed: int
) -> list[str]:
    """Her replies to these lines in one conversation."""
    history: list[Message] = []
    replies: list[str] = []
    for number, line in enumerate(lines):
        # Dropped in blocks: a prompt that loses one turn each time is read anew each time.
        if len(history) >= 2 * MOST_TURNS:
            history = history[-2 * LEFT_TURNS :]
        history.append(Message("user", line))
        request = ChatRequest([*head, *history], max_tokens=48, seed=seed + number)
        reply = await whole_reply(model, request)
        history.append(Message("assistant", reply or "Mm."))
        replies.append(reply)
    return replies


def furthest(replies: Sequence[str]) -> tuple[float, str]:
    """How far any feature moved from the first quarter of a conversation to a later one.

    In standard deviations of that feature over all replies of the conversation; and which it was.
    """
    counted = [features(reply) for reply in replies]
    size = max(1, len(counted) // WINDOWS)
    windows = [counted[i * size : (i + 1) * size] for i in range(WINDOWS)]
    worst, which = 0.0, ""
    for key in FEATURES:
        spread = statistics.pstdev([each[key] for each in counted])
        if spread == 0:
            continue
        means = [statistics.fmean(each[key] for each in window) for window in windows if window]
        moved = max(abs(mean - means[0]) / spread for mean in means)
        if moved > worst:
            worst, which = moved, key
    return worst, which
