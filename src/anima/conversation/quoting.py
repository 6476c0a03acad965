"""The words of others, as a model is shown them: named as such, and without what gives orders."""

import re
from collections.abc import Sequence
from dataclasses import replace

from anima.safety import is_order, without_orders
from anima.safety.injection import Tells
from anima.values import Memory, parted

LEFT_OUT = " There were orders in it for whoever reads it to you; I left those out."
"""What she adds when something was left out."""

_WROTE = re.compile(
    r'^[^"]*?(?: wrote in | told me, before I knew you)[^"]*: "(?P<said>.*)"', re.DOTALL
)


def shown(said: str, tells: Tells = is_order) -> str:
    """What the person says, with passages of others as a model may read them.

    `tells` says of a sentence of theirs whether it gives an order.
    """
    own, passages = parted(said)
    if not passages:
        return said
    read = (
        f'[A {each.source} by somebody else] "{without_orders(each.text, tells).text}"'
        for each in passages
    )
    # A small model does what it read last: that is what the person asks.
    return "\n".join([*read, own or "What does this say?"])


def has_passage(said: str) -> bool:
    """Whether there are words of others in what the person says."""
    return bool(parted(said)[1])


def left_out(said: str, tells: Tells = is_order) -> str:
    """What she adds when parts of the passages were left out because they give orders."""
    left = any(without_orders(each.text, tells).orders for each in parted(said)[1])
    return LEFT_OUT if left else ""


def without_planted(memories: Sequence[Memory]) -> tuple[Memory, ...]:
    """Memories without lines of other programs that give orders, now or later."""
    return tuple(
        replace(memory)
        for memory in memories
        if not ((found := _WROTE.match(memory.text)) and is_order(found["said"]))
    )
