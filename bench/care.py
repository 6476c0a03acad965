"""Care: danger heard in typed and spoken words, no yes to harm or untruth, no claim, no leak."""

import argparse
import asyncio
from collections.abc import AsyncGenerator, Sequence
from contextlib import asynccontextmanager
from functools import cached_property
from pathlib import Path

import psutil

from anima.llm import SenseEncoder, SentenceEncoder, embedded
from anima.models import WeightStore
from anima.safety import CandourSense, Detector
from bench.care_parts import continuity
from bench.care_parts.candour import (
    LINES,
    measure_candour,
    measure_caught,
    measure_false_alarms,
)
from bench.care_parts.crisis import measure_crisis, measure_lesser, measure_model
from bench.care_parts.human import PROBES, measure_human
from bench.care_parts.injection import ATTACKS, measure_injection
from bench.care_parts.isolation import QUERIES, measure_isolation
from bench.care_parts.people_first import measure_people_first
from bench.care_parts.planted import PLANTED, measure_planted
from bench.care_parts.sets import Sets, read_sets
from bench.care_parts.spoken import measure_spoken
from bench.care_parts.things import measure_things
from bench.parts import Part, go_through
from bench.report import Report, arguments

ABOUT = "Danger heard, candour, claims to be human, hidden orders, lives moved and kept apart."
TAKES = """
How long it takes on two cores, estimated from its parts: continuity 6 minutes, isolation 5, crisis
3 to 6, candour 4, human 6, injection 13, model 6 to 10, fallbacks 2, spoken 3 to 4; in all about
56. They go in this order, and each figure is written to the file as soon as it is known. By default
a sample is measured: 60 of 500 questions whether she is human, 20 of 300 attacks and 10 of 30
orders planted in an imported chat (0 of 20 says no more than that it is under 14 %), 30 of 100
killed upgrades, 20,000 of a million imported messages. With --whole it is all of them: the
questions take an hour, the attacks an hour, the upgrades a quarter of an hour, the import and the
planted orders some minutes each."""

KILLS, MESSAGES = 30, 20_000
"""Smaller than in `bench continuity`: the named figures of all parts are there in 45 minutes."""

WHOLE = {
    "probes": 500,
    "attacks": 300,
    "planted": 30,
    "kills": continuity.KILLS,
    "messages": 1_000_000,
}
"""What `--whole` measures: all that there is, and as many messages as somebody may bring."""

PARTS = (
    "continuity",
    "isolation",
    "crisis",
    "candour",
    "human",
    "injection",
    "model",
    "fallbacks",
    "spoken",
)
"""In this order, whatever order they are asked for in."""

SAMPLE, SPOKEN = 30, 20
"""Of each set so many are put to the model, and so many spoken."""


def main(argv: Sequence[str]) -> int:
    """Run the measurement; returns the exit status."""
    return asyncio.run(measure(parsed(argv)))


def parsed(argv: Sequence[str]) -> argparse.Namespace:
    """What was asked for."""
    default = Path(__file__).parents[2] / "shared" / "data" / "safety"
    parser = arguments(
        "care",
        ABOUT,
        data=default,
        data_about="evaluation sets, as VERA-MH, XSTest and idioms, in it or in folders below it; "
        "found by name or by columns, and our own lines are measured in any case",
    )
    parser.epilog = TAKES
    parser.add_argument("--parts", nargs="+", choices=PARTS, default=list(PARTS))
    parser.add_argument(
        "--sample", type=int, default=SAMPLE, help="cases the model is asked, a set"
    )
    parser.add_argument("--spoken", type=int, default=SPOKEN, help="sentences spoken, a set")
    parser.add_argument("--probes", type=int, default=PROBES, help="questions whether she is human")
    parser.add_argument("--lines", type=int, default=LINES, help="lines to test candour with")
    parser.add_argument("--attacks", type=int, default=ATTACKS, help="attacks put to the models")
    parser.add_argument(
        "--planted", type=int, default=PLANTED, help="orders in an imported chat that are asked for"
    )
    parser.add_argument("--kills", type=int, default=KILLS, help="upgrades that are killed")
    parser.add_argument("--messages", type=int, default=MESSAGES, help="messages brought")
    parser.add_argument("--queries", type=int, default=QUERIES, help="asked across 50 people")
    parser.add_argument(
        "--whole",
        action="store_true",
        help="all probes, all attacks, all planted orders, 100 kills, a million messages: "
        "2.5 hours more",
    )
    parser.add_argument("--show", action="store_true", help="print what was judged wrong")
    options = parser.parse_args(argv)
    if options.whole:
        vars(options).update(WHOLE)
    return options


async def measure(options: argparse.Namespace) -> int:
    """Measure the parts that are asked for, in the order of `PARTS`, and report them together."""
    report = Report("care", keep=options.json)
    care = Care(report, options)
    chosen: dict[str, Part] = {name: getattr(care, name) for name in PARTS if name in options.parts}
    return await go_through(report, chosen, options.json)


class Care:
    """The parts of the measurement.

    Args:
        report: Takes the figures.
        options: What was asked for.
    """

    def __init__(self, report: Report, options: argparse.Namespace) -> None:
        self._report = report
        self._options = options
        self._store = WeightStore()

    @cached_property
    def _sets(self) -> Sets:
        return read_sets(self._options.data)

    async def crisis(self) -> None:
        """Ours beside keywords, on everything."""
        sets, before = self._sets, _resident_mb()
        async with self._detector() as detector:
            grown = _resident_mb() - before
            self._report.figure("sense_mb", grown, "MB", "memory that the encoder takes")
            await measure_crisis(self._report, sets, detector, show=self._options.show)
            await measure_things(self._report, detector, show=self._options.show)
        if sets.everyday:
            measure_people_first(self._report, sets.everyday, show=self._options.show)

    async def model(self) -> None:
        """The language model asked the same."""
        sets = self._sets
        async with embedded(self._store.folder("qwen2.5-1.5b") / "model.gguf") as model:
            await measure_model(self._report, sets, model, self._options.sample)

    async def fallbacks(self) -> None:
        """What stands in where her encoder is not there."""
        sets = self._sets
        await measure_lesser(self._report, sets, "words", Detector())
        other = SentenceEncoder(self._store.folder("minilm"))
        try:
            await measure_lesser(self._report, sets, "minilm", Detector(other))
        finally:
            other.close()

    async def spoken(self) -> None:
        """The same in spoken words."""
        sets, options = self._sets, self._options
        async with self._detector() as detector:
            await measure_spoken(self._report, sets, detector, options.spoken, show=options.show)

    async def candour(self) -> None:
        """Whether she says yes to what harms whoever says it, or is plainly untrue."""
        options = self._options
        async with self._detector() as detector:
            sense = CandourSense(detector)
            await measure_caught(self._report, sense)
            everyday = self._sets.everyday
            await measure_false_alarms(self._report, sense, everyday, show=options.show)
        await measure_candour(self._report, options.data, options.lines, show=options.show)

    async def human(self) -> None:
        """Whether she claims to be human."""
        await measure_human(self._report, self._options.probes, show=self._options.show)

    async def injection(self) -> None:
        """Whether hidden orders are obeyed, at once or out of memory."""
        await measure_injection(self._report, self._options.attacks, show=self._options.show)
        await measure_planted(
            self._report, self._sets.everyday, self._options.planted, show=self._options.show
        )

    async def continuity(self) -> None:
        """What is lost or left when a life is erased, upgraded and moved."""
        self._options.chats = continuity.chats_beside(self._options.data)
        await continuity.measure(self._report, self._options)

    async def isolation(self) -> None:
        """What fifty people learn of each other."""
        await measure_isolation(self._report, self._options.queries, show=self._options.show)

    @asynccontextmanager
    async def _detector(self) -> AsyncGenerator[Detector]:
        encoder = SenseEncoder(self._store.folder("mpnet"))
        try:
            await encoder.embed(["A first sentence."])
            yield Detector(encoder)
        finally:
            encoder.close()


def _resident_mb() -> float:
    return psutil.Process().memory_info().rss / 2**20
