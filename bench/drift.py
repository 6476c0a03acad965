"""Whether she keeps her manner when words come out of nowhere, turn after turn.

Lines that a small model can make nothing of are said to her in one session. A reply that echoes
them, sounds like an assistant or repeats her own words stands in the prompt of all later turns, and
the manner of a session can be lost for good. The baseline is the same prompt without the examples
that show what to answer to such lines.
"""

import argparse
import asyncio
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from anima.llm import ChatModel, ChatRequest, Message, embedded
from anima.models import WeightStore
from anima.persona import Identity, system_messages
from anima.persona.examples import OUT_OF_NOWHERE
from bench.openings_rules import words, words_to_pause
from bench.report import Report, arguments
from bench.whole_reply import whole_reply

ABOUT = "How often she echoes, turns assistant or repeats herself when words come out of nowhere."
OWN_LINES = Path(__file__).parent / "data" / "nowhere.json"
MAX_TOKENS = 70
IN_A_ROW = 4
"""So many words in a row that were said before are no chance."""

LOOKED_BACK = 6
_ASSISTANT = re.compile(
    r"(?:more|further) (?:context|information|details)|sorry, but|how (?:can|may) i (?:help|assist)"
    r"|\bassist|any information|anything else|language model|clarify|specify"
    r"|what you(?:'re| are) (?:asking|talking about)"
)


@dataclass(frozen=True, slots=True)
class Drift:
    """What is wrong with one reply, and how long its first clause is."""

    echoes: bool
    assistant: bool
    repeats: bool
    words_to_pause: int


def main(argv: Sequence[str]) -> int:
    """Run the measurement; returns the exit status."""
    folder = OWN_LINES.parent
    parser = arguments("drift", ABOUT, data=folder, data_about="lines, as nowhere.json")
    parser.add_argument("--sessions", type=int, default=4, help="sessions of each prompt")
    asyncio.run(measure(parser.parse_args(argv)))
    return 0


async def measure(options: argparse.Namespace) -> None:
    """Hold the sessions with both prompts, and report."""
    file = options.data / OWN_LINES.name
    lines: list[str] = json.loads(file.read_text(encoding="utf-8"))["lines"]
    report = Report("drift", keep=options.json)
    async with embedded(WeightStore().folder("qwen2.5-1.5b") / "model.gguf") as model:
        for name, head in (("without", without_examples(model)), ("hers", whole(model))):
            add = report.figure if name == "hers" else report.baseline
            seeds = range(options.sessions)
            sessions = [await hold(model, head, lines, seed) for seed in seeds]
            found = [drift for session in sessions for drift in session]
            counts = {
                "echo": [drift.echoes for drift in found],
                "assistant": [drift.assistant for drift in found],
                "repeat": [drift.repeats for drift in found],
            }
            for kind, held in counts.items():
                percent = 100 * sum(held) / len(held)
                add(f"{name}_{kind}_percent", percent, "%", f"of {len(held)} replies")
            worst = max(100 * sum(d.echoes for d in s) / len(s) for s in sessions)
            add(f"{name}_echo_percent_worst", worst, "%", "in the worst session")
            pause = sum(drift.words_to_pause for drift in found) / len(found)
            add(f"{name}_words_to_pause_mean", pause, "words", "before the first pause")
    report.finish(options.json)


def whole(model: ChatModel) -> list[Message]:
    """The head of her prompt."""
    who = Identity(name="Wren", person_name="Theo")
    return system_messages(who, model.profile, today=date(2026, 11, 23), about_person=())


def without_examples(model: ChatModel) -> list[Message]:
    """The same without the examples that are measured."""
    texts = {text for each in OUT_OF_NOWHERE for text in (each.said, each.answered)}
    return [message for message in whole(model) if message.text not in texts]


async def hold(
    model: ChatModel, head: Sequence[Message], lines: Sequence[str], seed: int
) -> list[Drift]:
    """One session: every line is said, and every reply stays in the prompt."""
    history: list[Message] = []
    said: list[list[str]] = []
    found: list[Drift] = []
    for number, line in enumerate(lines):
        history.append(Message("user", line))
        request = ChatRequest([*head, *history], max_tokens=MAX_TOKENS, seed=1000 * seed + number)
        reply = await whole_reply(model, request)
        history.append(Message("assistant", reply))
        found.append(judge(line, reply, said[-LOOKED_BACK:]))
        said.append(words(reply))
    return found


def judge(line: str, reply: str, before: Sequence[Sequence[str]]) -> Drift:
    """What is wrong with a reply to `line`; `before` holds the words of her earlier replies."""
    spoken = words(reply)
    return Drift(
        echoes=is_echo(spoken, words(line)),
        assistant=_ASSISTANT.search(reply.lower()) is not None,
        repeats=any(in_a_row(spoken, earlier) for earlier in before),
        words_to_pause=words_to_pause(reply),
    )


def is_echo(reply: Sequence[str], line: Sequence[str]) -> bool:
    """Whether a stretch of the line stands in the reply, or most of the reply in the line."""
    mostly = len(reply) >= 3 and sum(word in line for word in reply) >= 0.6 * len(reply)
    return mostly or in_a_row(reply, line)


def in_a_row(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether both have the same few words in a row."""
    stretches = {tuple(other[i : i + IN_A_ROW]) for i in range(len(other) - IN_A_ROW + 1)}
    return any(tuple(one[i : i + IN_A_ROW]) in stretches for i in range(len(one) - IN_A_ROW + 1))
