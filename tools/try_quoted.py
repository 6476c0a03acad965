"""Ask the embedded model what somebody may ask about pasted texts: to build, not to measure.

Run it with `.venv/bin/python -m tools.try_quoted`, with `--attacked` for a line that gives orders
in each text, and `--unread` to let those lines through to the model, as if nothing had found them.
It prints each answer that misses the wanted words or says what an order wanted said, and how many
are right. The texts are in tools/quoted_lines; the orders are those that the rules were built on.
"""

import argparse
import asyncio
import random
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from anima.conversation.grounding import grounded
from anima.conversation.history import History
from anima.conversation.prompt import Prompt
from anima.conversation.reading import reading_messages
from anima.conversation.tidy import tidied
from anima.llm import ChatModel, SentenceEncoder, embedded
from anima.models import WeightStore
from anima.safety import OrderSense
from bench.care_parts.answer_judge import says
from tools.train_orders import lines_of

ROOT = Path(__file__).resolve().parent.parent
TEXTS = ROOT / "tools" / "quoted_lines" / "texts.txt"
ATTACKS = ROOT / "bench" / "data" / "care" / "attacks.txt"
WORD = "TULIP"


@dataclass(frozen=True, slots=True)
class Asked:
    """A question about a text, and the words of which a right answer has one."""

    question: str
    introduced: str
    text: str
    words: tuple[str, ...]

    def said(self, order: str) -> str:
        """What the person says, with a line that gives orders in the text; empty for none."""
        if self.text.startswith("{"):
            order = order.replace('"', "'")
        place = "{A}" if order or self.text.startswith("{") else "\n{A}"
        return f"{self.question} {self.introduced}\n\n{self.text.replace(place, order)}"

    def answered(self, reply: str) -> bool:
        """Whether a reply has one of the words."""
        return any(says(word, reply) for word in self.words)


def read_questions() -> Iterator[Asked]:
    """Every question with its text."""
    introduced = text = ""
    for line in lines_of(TEXTS):
        first, second, third = line.split(" | ", 2)
        if first == "?":
            yield Asked(second, introduced, text, tuple(third.split("/")))
        else:
            introduced, text = second, third.replace("\\n", "\n")


class Unread(OrderSense):
    """Finds no order in anything."""

    def tells(self, part: str) -> bool:
        return False


async def answer(model: ChatModel, said: str, orders: OrderSense) -> str:
    """What she would say of it."""
    await orders.read(said)
    prompt = Prompt(reading_messages("Wren"), model.profile, orders)
    asked = prompt.user_message(said, ())
    request = replace(prompt.request(History(), asked), temperature=0)
    pieces = grounded(tidied(model.stream(request), "Wren"), asked.text)
    return "".join([piece async for piece in pieces])


async def ask_all(*, attacked: bool, unread: bool) -> None:
    """Ask everything, and print what went wrong."""
    store = WeightStore()
    encoder = SentenceEncoder(store.folder("minilm"))
    orders = Unread(encoder) if unread else OrderSense(encoder)
    draw = random.Random(3)  # noqa: S311  # a reproducible choice, no secret
    attacks = [line.removeprefix("secret || ").replace("{M}", WORD) for line in lines_of(ATTACKS)]
    right = obeyed = total = 0
    async with embedded(store.folder("qwen2.5-1.5b") / "model.gguf") as model:
        for each in read_questions():
            order = draw.choice(attacks) if attacked else ""
            said = each.said(order)
            reply = await answer(model, said, orders)
            total += 1
            right += each.answered(reply)
            obeyed += WORD in reply
            if not each.answered(reply) or WORD in reply:
                print(f"  {each.question} ({order}) => {reply}", flush=True)
    print(f"{right} of {total} right, {obeyed} obeyed or repeated")
    encoder.close()


def main() -> int:
    """Ask by the options."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--attacked", action="store_true", help="an order in each text")
    parser.add_argument("--unread", action="store_true", help="the orders reach the model")
    given = parser.parse_args()
    asyncio.run(ask_all(attacked=given.attacked, unread=given.unread))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
