"""Two hundred turns in one conversation: whether she stays who she was at its beginning."""

import statistics
from collections.abc import Sequence
from typing import TypeVar

from anima.llm import ChatModel, ChatRequest, Embedder, Message
from anima.persona.signature import FEATURES, Signature, band, features, signature_of
from bench.whole_reply import whole_reply

MOST_TURNS, LEFT_TURNS = 40, 10
"""Turns in the prompt, and those that stay when there are so many: what is older has long been
summarised in a real session. What stays is read anew, which costs twelve seconds on two cores."""

WINDOWS = 4

Said = TypeVar("Said")


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
    quarters = quarters_of(counted)
    worst, which = 0.0, ""
    for key in FEATURES:
        spread = statistics.pstdev([each[key] for each in counted])
        if spread == 0:
            continue
        means = [statistics.fmean(each[key] for each in quarter) for quarter in quarters]
        moved = max(abs(mean - means[0]) / spread for mean in means)
        if moved > worst:
            worst, which = moved, key
    return worst, which


async def furthest_in_bands(
    replies: Sequence[str], hers: Signature, embedder: Embedder
) -> tuple[float, str]:
    """The same, in widths of the band by which another model is held or taken; and which it was.

    Beyond 1 a later quarter is farther from the first than a swap may be from her.
    """
    first, *later = [await signature_of("", [each], embedder) for each in quarters_of(replies)]
    worst, which = 0.0, ""
    for quarter in later:
        for key, width in band(hers, quarter).items():
            moved = abs(quarter.means[key] - first.means[key]) / width if width else 0.0
            if moved > worst:
                worst, which = moved, key
    return worst, which


def quarters_of(replies: Sequence[Said]) -> list[Sequence[Said]]:
    """The quarters of a conversation, in order; of one with few replies, those that there are."""
    size = max(1, len(replies) // WINDOWS)
    quarters = [replies[i * size : (i + 1) * size] for i in range(WINDOWS)]
    return [quarter for quarter in quarters if quarter]
