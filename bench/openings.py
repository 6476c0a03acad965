"""How well she talks on everyday openings with each of several prompt shapes.

Every opening of a fixed set is said to the model in every shape, and each reply is judged by the
rules of `openings_rules`. A reply is good when all rules that apply to it hold.
"""

import argparse
import asyncio
import json
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from anima.llm import ChatModel, ChatRequest, EmbeddedOptions, Message, embedded
from anima.models import WeightStore
from bench.openings_rules import judge, words, words_to_pause
from bench.openings_set import OWN_SET, Opening, OpeningSet, read_openings
from bench.openings_shapes import SHAPES, Shape
from bench.report import Report, arguments
from bench.whole_reply import whole_reply

ABOUT = "How good her replies to everyday openings are, in several prompt shapes."
MAX_TOKENS = 60
TEMPERATURE = 0.7


@dataclass(frozen=True, slots=True)
class Outcome:
    """One reply and what the rules say about it."""

    shape: str
    opening: Opening
    reply: str
    verdict: dict[str, bool]

    @property
    def good(self) -> bool:
        """Whether every rule that applies holds."""
        return all(self.verdict.values())


def main(argv: Sequence[str]) -> int:
    """Run the measurement; returns the exit status."""
    parser = arguments(
        "openings", ABOUT, data=OWN_SET.parent, data_about="openings, as openings.json"
    )
    parser.add_argument("--model-path", type=Path, default=None, help="another GGUF file")
    parser.add_argument("--seeds", type=int, default=1, help="replies to each opening")
    names = [shape.name for shape in SHAPES]
    parser.add_argument("--shapes", nargs="*", choices=names, help="only these shapes")
    parser.add_argument("--threads", type=int, default=2, help="threads of the model")
    parser.add_argument("--replies", type=Path, default=None, help="write every reply there")
    asyncio.run(measure(parser.parse_args(argv)))
    return 0


async def measure(options: argparse.Namespace) -> None:
    """Say every opening in every shape, and report."""
    setting = read_openings(options.data / OWN_SET.name)
    shapes = [shape for shape in SHAPES if not options.shapes or shape.name in options.shapes]
    weights = options.model_path or WeightStore().folder("qwen2.5-1.5b") / "model.gguf"
    slots = EmbeddedOptions(threads=options.threads, slots=1)
    outcomes: list[Outcome] = []
    tokens: dict[str, int] = {}
    replies: dict[tuple[int, tuple[Message, ...]], str] = {}
    async with embedded(weights, options=slots) as model:
        for shape in shapes:
            tokens[shape.name] = await model.count_tokens(shape.head(setting))
            for seed in range(options.seeds):
                for opening in setting.openings:
                    outcomes.append(await _outcome(model, shape, opening, setting, seed, replies))
    if options.replies:
        _write_replies(options.replies, outcomes)
    print(table(outcomes))
    print()
    _reported(shapes, outcomes, tokens).finish(options.json)


async def _outcome(
    model: ChatModel,
    shape: Shape,
    opening: Opening,
    setting: OpeningSet,
    seed: int,
    replies: dict[tuple[int, tuple[Message, ...]], str],
) -> Outcome:
    """Her reply in this shape, judged; the same prompt with the same seed is asked once."""
    reply = shape.answer(opening, setting)
    if reply is None:
        messages = tuple(shape.messages(opening, setting))
        if (seed, messages) not in replies:
            replies[seed, messages] = await _reply(model, messages, seed)
        reply = replies[seed, messages]
    scaffold = [message.text for message in shape.head(setting)]
    for fact in setting.known:
        scaffold = [text.replace(fact, "") for text in scaffold]
    return Outcome(shape.name, opening, reply, judge(reply, opening, setting, scaffold))


async def _reply(model: ChatModel, messages: Sequence[Message], seed: int) -> str:
    request = ChatRequest(messages, max_tokens=MAX_TOKENS, temperature=TEMPERATURE, seed=seed)
    return await whole_reply(model, request)


def table(outcomes: Sequence[Outcome]) -> str:
    """Percent of replies that keep each rule, then that are good by kind and at all: Markdown."""
    shapes = list(dict.fromkeys(outcome.shape for outcome in outcomes))
    rows: dict[str, dict[str, list[bool]]] = defaultdict(lambda: defaultdict(list))
    for outcome in outcomes:
        for rule, held in outcome.verdict.items():
            rows[rule][outcome.shape].append(held)
        rows[f"good: {outcome.opening.kind}"][outcome.shape].append(outcome.good)
        rows["**good: all**"][outcome.shape].append(outcome.good)
    total = rows.pop("**good: all**")
    ordered = sorted(rows.items(), key=lambda row: row[0].startswith("good:"))
    lines = [
        "| % of replies | n | " + " | ".join(shapes) + " |",
        "|---|" + "---|" * (len(shapes) + 1),
    ]
    for name, by_shape in [*ordered, ("**good: all**", total)]:
        cells = [f"{percent(by_shape[shape]):.0f}" for shape in shapes]
        lines.append(f"| {name} | {len(by_shape[shapes[0]])} | " + " | ".join(cells) + " |")
    return "\n".join(lines)


def percent(held: Sequence[bool]) -> float:
    """The share of true ones, in percent."""
    return 100.0 * sum(held) / len(held)


def _reported(
    shapes: Sequence[Shape], outcomes: Sequence[Outcome], tokens: dict[str, int]
) -> Report:
    report = Report("openings")
    for shape in shapes:
        of_shape = [outcome for outcome in outcomes if outcome.shape == shape.name]
        add = report.figure if shape is SHAPES[-1] else report.baseline
        good = percent([outcome.good for outcome in of_shape])
        add(f"{shape.name}_good_percent", good, "%", f"{shape.about}; n={len(of_shape)}")
        spoken = sum(len(words(outcome.reply)) for outcome in of_shape) / len(of_shape)
        add(f"{shape.name}_words_mean", spoken, "words", "in a reply")
        pause = sum(words_to_pause(outcome.reply) for outcome in of_shape) / len(of_shape)
        add(f"{shape.name}_words_to_pause_mean", pause, "words", "before the first pause")
        add(f"{shape.name}_head_tokens", tokens[shape.name], "tokens", "cached between turns")
    return report


def _write_replies(path: Path, outcomes: Sequence[Outcome]) -> None:
    lines = [
        json.dumps(
            {
                "shape": outcome.shape,
                "opening": outcome.opening.id,
                "reply": outcome.reply,
                "broken": [rule for rule, held in outcome.verdict.items() if not held],
            },
            ensure_ascii=False,
        )
        for outcome in outcomes
    ]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    import sys

    raise SystemExit(main(sys.argv[1:]))
