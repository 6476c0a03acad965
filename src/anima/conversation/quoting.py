"""The words of others, as a model is shown them: named as such, and without what gives orders."""

from collections.abc import Sequence
from dataclasses import replace

from anima.conversation.grounding import NEAR
from anima.safety import OrderSense, is_order, without_orders
from anima.safety.injection import Tells
from anima.values import Memory, parted, question_of

LEFT_OUT = " There were orders in it for whoever reads it to you; I left those out."
"""What she adds when something was left out."""


def shown(said: str, orders: OrderSense | None = None) -> str:
    """What the person says, with passages of others as a model may read them.

    `orders` knows the sentences that give orders, and those that are near to the question; without
    it, it goes by rules alone.
    """
    orders = orders or OrderSense()
    passages = parted(said)[1]
    if not passages:
        return said
    read = [(each.source, without_orders(each.text, orders.tells).text) for each in passages]
    question = question_of(said)
    return asked(question, read, orders.nearest(question, [text for _, text in read]))


def asked(question: str, passages: Sequence[tuple[str, str]], near: Sequence[str]) -> str:
    """A question about passages, each with what kind of text it is from, and what is near to it.

    A small model does what it read last: that is what the person asks, and before it the sentences
    that it is about.
    """
    read = [f'[A {source} by somebody else] "{text}"' for source, text in passages]
    about = [f"{NEAR}{' '.join(near)}"] if near else []
    return "\n".join([*read, *about, question])


def has_passage(said: str) -> bool:
    """Whether there are words of others in what the person says."""
    return bool(parted(said)[1])


def left_out(said: str, tells: Tells = is_order) -> str:
    """What she adds when parts of the passages were left out because they give orders."""
    left = any(without_orders(each.text, tells).orders for each in parted(said)[1])
    return LEFT_OUT if left else ""


def without_planted(memories: Sequence[Memory], tells: Tells = is_order) -> tuple[Memory, ...]:
    """Memories without what gives orders in lines from elsewhere, now or later.

    A line in which a rule knows an order is left out, also for a name of somebody or of a chat,
    which come from there too. Of one that only sounds like it by what it means the sentence is left
    out and the rest stays: among what friends write, one sentence in 27 sounds so.
    """
    left = (_without_orders(each, tells) if each.quoted else each for each in memories)
    return tuple(each for each in left if each is not None)


def _without_orders(memory: Memory, tells: Tells) -> Memory | None:
    quoted = f'"{memory.quoted}"'
    by_rule = is_order(memory.quoted) or is_order(memory.text.replace(quoted, ""))
    if by_rule or without_orders(memory.quoted).orders:
        return None
    cleaned = without_orders(memory.quoted, tells)
    rest = " ".join(cleaned.text.split())
    if not cleaned.orders:
        return memory
    if not rest:
        return None
    return replace(memory, text=memory.text.replace(quoted, f'"{rest}"'), quoted=rest)
