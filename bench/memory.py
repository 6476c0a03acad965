"""What she finds again in long conversations, how fast, and what a long life costs."""

import argparse
import asyncio
import tempfile
import time
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from anima.llm import Embedder, SentenceEncoder, embedded
from anima.memory import Query
from anima.models import WeightStore
from bench.answering import (
    Answered,
    abstention_figures,
    answer_all,
    answer_figures,
    askables,
    chosen_questions,
)
from bench.extraction import OWN_TURNS, measure_extraction
from bench.figures import median
from bench.life import measure_life
from bench.locomo import (
    CATEGORIES,
    LongConversation,
    Question,
    Remembered,
    read_conversations,
    recall_at,
    remembered,
)
from bench.memory_baselines import baselines
from bench.memory_growth import (
    PEOPLE,
    PERSON_FILES,
    QUERIES,
    Cost,
    beside_many,
    can_open,
    grown,
    living,
)
from bench.memory_learn import Answerable, Askable, learned_figures, learned_told_figures
from bench.parts import Part, go_through
from bench.plot import write_plot
from bench.report import Report, arguments

ABOUT = "Evidence recall on LoCoMo conversations, query time, and the cost of a long life."
SIZES = (1_000, 10_000, 100_000, 1_000_000)
CUTS = (5, 10, 20)
OURS = ""

Recalls = dict[tuple[str, int], list[tuple[int, float]]]
"""By method and cut: the category and the recall of each question."""


PARTS = ("recall", "life", "extraction", "growth", "answers")
TAKES = """
How long it takes on two cores, estimated from its parts: recall 3 minutes with three conversations
and 7 with ten, life 1, extraction 5, growth 7, answers 10; in all under half an hour. They go in
this order, and each figure is written to the file as soon as it is known."""


def main(argv: Sequence[str]) -> int:
    """Run the measurement; returns the exit status."""
    default = Path(__file__).parents[2] / "shared" / "data" / "dialogue" / "locomo"
    parser = arguments(
        "memory",
        ABOUT,
        data=default if default.is_dir() else None,
        data_about="LoCoMo conversations, a JSON file each, or with a folder locomo of them",
    )
    parser.epilog = TAKES
    parser.add_argument("--parts", nargs="+", choices=PARTS, default=list(PARTS), help="only these")
    parser.add_argument("--most", type=int, default=100_000, help="turns of the longest life")
    parser.add_argument(
        "--model-turns", type=int, default=20, help="turns the language model draws facts from"
    )
    parser.add_argument(
        "--answers", type=int, default=40, help="questions that are answered in full"
    )
    parser.add_argument("--plot", type=Path, metavar="FILE", help="growth as an SVG file")
    parser.add_argument("--learn", action="store_true", help="learn the ranking's weights anew")
    return asyncio.run(measure(parser.parse_args(argv)))


async def measure(options: argparse.Namespace) -> int:
    """Measure the parts that are asked for, in the order of `PARTS`, and report them together."""
    conversations = read_conversations(options.data)
    report = Report("memory", keep=options.json)
    embedder = SentenceEncoder(WeightStore().folder("minilm"))

    async def recall() -> None:
        measured = await measure_recall(report, conversations, embedder)
        if options.learn:
            learned_figures(report, measured.answerable)
            learned_told_figures(report, measured.askable)

    async def growth() -> None:
        costs = await measure_growth(report, conversations, embedder, options.most)
        if options.plot:
            write_plot(options.plot, growth_lines(costs), x="turns", y="ms")

    async def answers() -> None:
        if options.answers:
            await measure_answers(report, conversations, embedder, options.answers)

    parts: dict[str, Part] = {
        "recall": recall,
        "life": lambda: measure_life(report, embedder),
        "extraction": lambda: measure_extraction(report, OWN_TURNS, options.model_turns),
        "growth": growth,
        "answers": answers,
    }
    chosen = {name: parts[name] for name in PARTS if name in options.parts}
    try:
        return await go_through(report, chosen, options.json)
    finally:
        embedder.close()


def growth_lines(costs: Sequence[Cost]) -> dict[str, list[tuple[float, float]]]:
    """What the plot shows."""
    return {
        "query, 95th percentile": [(cost.turns, cost.query_ms_p95) for cost in costs],
        "query, median": [(cost.turns, cost.query_ms_median) for cost in costs],
        "insert, a turn": [(cost.turns, cost.insert_ms) for cost in costs],
    }


@dataclass(slots=True)
class Measured:
    """What learning needs of each conversation."""

    answerable: list[list[Answerable]] = field(default_factory=list[list[Answerable]])
    askable: list[list[Askable]] = field(default_factory=list[list[Askable]])


async def measure_recall(
    report: Report, conversations: Sequence[LongConversation], embedder: Embedder
) -> Measured:
    """Recall of the turns that answer, ours and the baselines'."""
    recalls: Recalls = defaultdict(list)
    times: list[float] = []
    measured = Measured()
    index_seconds, turns, size = 0.0, 0, 0
    for conversation in conversations:
        began = time.perf_counter()
        async with remembered(conversation, embedder) as held:
            index_seconds += time.perf_counter() - began
            turns += len(conversation.lines)
            size += sum(file.stat().st_size for file in held.vault.path.parent.glob("vault.db*"))
            others = await baselines(conversation, embedder)
            rows: list[Answerable] = []
            for question in answerable_questions(conversation):
                ranked, took = await ours(held, question)
                times.append(took)
                _count(recalls, OURS, question, ranked)
                for name, scorer in others.items():
                    order = np.argsort(-scorer(question.text), kind="stable")
                    best = [conversation.lines[place].id for place in order[: CUTS[-1]]]
                    _count(recalls, f"_{name}", question, best)
                rows.append(await _answerable(held, question))
            measured.answerable.append(rows)
            measured.askable.append(await askables(held, conversation.questions))
    _report_recalls(report, recalls)
    report.figure("query_ms_median", median(times), "ms", "encrypted, with the query's vector")
    report.figure("query_ms_p95", float(np.percentile(times, 95)), "ms")
    report.figure("index_ms_per_turn", 1000 * index_seconds / turns, "ms", "put in and embedded")
    report.figure("bytes_per_turn", size / turns, "B", "of the vault's file, all indexes included")
    abstention_figures(report, [row for rows in measured.askable for row in rows])
    return measured


async def measure_answers(
    report: Report, conversations: Sequence[LongConversation], embedder: Embedder, most: int
) -> None:
    """Answers by the embedded language model, from what is found and from the baselines."""
    answered = Answered()
    chosen = chosen_questions(conversations, most)
    async with embedded(WeightStore().folder("qwen2.5-1.5b") / "model.gguf") as model:
        for place, conversation in enumerate(conversations):
            questions = [question for where, question in chosen if where == place]
            async with remembered(conversation, embedder) as held:
                await answer_all(held, questions, model, answered)
    answer_figures(report, answered)


def answerable_questions(conversation: LongConversation) -> list[Question]:
    """Those of categories 1 to 4 whose evidence is there."""
    there = {line.id for line in conversation.lines}
    return [
        question
        for question in conversation.questions
        if question.category in CATEGORIES and question.evidence & there
    ]


async def ours(held: Remembered, question: Question) -> tuple[list[str], float]:
    """The ids of what is found, best first, and the milliseconds it took."""
    began = time.perf_counter()
    query = Query(question.text, names=held.conversation.names)
    found = await held.search.search(query, limit=CUTS[-1])
    took = 1000 * (time.perf_counter() - began)
    return [held.lines[each.turn.id].id for each in found], took


async def _answerable(held: Remembered, question: Question) -> Answerable:
    query = Query(question.text, names=held.conversation.names)
    found = await held.search.candidates(query)
    events = await held.vault.read(
        lambda connection: dict(connection.execute("SELECT rowid, id FROM event").fetchall())
    )
    ids = [held.lines[events[row]].id for row in found.event_rows.tolist()]
    return Answerable(found.signs, np.array([i in question.evidence for i in ids]), question)


def _count(recalls: Recalls, method: str, question: Question, ranked: Sequence[str]) -> None:
    for cut in CUTS:
        share = recall_at(ranked, question.evidence, cut)
        recalls[method, cut].append((question.category, share))


def _report_recalls(report: Report, recalls: Recalls) -> None:
    for (method, cut), held in recalls.items():
        add = report.baseline if method else report.figure
        note = f"{len(held)} questions" if not method else ""
        add(f"r{cut}{method}", float(np.mean([share for _, share in held])), "", note)
    for (method, cut), held in recalls.items():
        add = report.baseline if method else report.figure
        for category, name in CATEGORIES.items():
            shares = [share for number, share in held if number == category]
            if shares:
                add(
                    f"r{cut}_{name}{method}", float(np.mean(shares)), "", f"{len(shares)} questions"
                )


async def measure_growth(
    report: Report, conversations: Sequence[LongConversation], embedder: Embedder, most: int
) -> list[Cost]:
    """Insert, search and size at growing numbers of turns; then among a thousand people."""
    questions = [q.text for c in conversations for q in c.questions][:QUERIES]
    costs: list[Cost] = []
    with tempfile.TemporaryDirectory() as folder:
        async with living(Path(folder), conversations, embedder) as life:
            for size in (size for size in SIZES if size <= most):
                cost = await grown(life, size, questions)
                costs.append(cost)
                name = f"{size // 1000}k"
                report.figure(f"insert_ms_{name}", cost.insert_ms, "ms", "a turn, in batches")
                report.figure(f"query_ms_median_{name}", cost.query_ms_median, "ms")
                report.figure(f"query_ms_p95_{name}", cost.query_ms_p95, "ms")
                report.figure(f"bytes_per_turn_{name}", cost.bytes_per_turn, "B")
                report.figure(f"rss_mb_{name}", cost.rss_mb, "MiB", "the whole process")
                if size == 100_000 and not can_open(PEOPLE * PERSON_FILES + 500):
                    print("  a thousand vaults need more open files than are allowed: left out")
                elif size == 100_000:
                    times, rss = await beside_many(life, conversations, questions)
                    p95 = float(np.percentile(times, 95))
                    report.figure("query_ms_p95_1000_people", p95, "ms", "100k turns, as above")
                    report.figure("people_ratio", p95 / cost.query_ms_p95, "times")
                    report.figure("rss_mb_1000_people", rss, "MiB", "1000 vaults open at once")
    return costs
