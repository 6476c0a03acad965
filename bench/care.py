"""Care: danger heard in typed and spoken words, no claim to be human, no order obeyed, no leak."""

import argparse
import asyncio
from collections.abc import Sequence
from pathlib import Path

import psutil

from anima.llm import SenseEncoder, SentenceEncoder, embedded
from anima.models import WeightStore
from anima.safety import Detector
from bench.care_parts import continuity
from bench.care_parts.crisis import measure_crisis, measure_lesser, measure_model
from bench.care_parts.human import PROBES, measure_human
from bench.care_parts.injection import ATTACKS, measure_injection
from bench.care_parts.isolation import QUERIES, measure_isolation
from bench.care_parts.sets import read_sets
from bench.care_parts.spoken import measure_spoken
from bench.care_parts.things import measure_things
from bench.report import Report, arguments

ABOUT = "Danger heard, claims to be human, hidden orders, lives moved, erased and kept apart."
PARTS = ("crisis", "spoken", "model", "human", "injection", "continuity", "isolation")
KILLS, MESSAGES = 30, 20_000
"""Smaller than in `bench continuity`, so that all parts together take about twelve minutes."""


def main(argv: Sequence[str]) -> int:
    """Run the measurement; returns the exit status."""
    default = Path(__file__).parents[2] / "shared" / "data" / "safety"
    parser = arguments(
        "care",
        ABOUT,
        data=default if default.is_dir() else None,
        data_about="evaluation sets, as VERA-MH, XSTest and idioms",
    )
    parser.add_argument("--parts", nargs="+", choices=PARTS, default=list(PARTS))
    parser.add_argument("--sample", type=int, default=40, help="cases the model is asked, a set")
    parser.add_argument("--spoken", type=int, default=40, help="sentences spoken, a set")
    parser.add_argument("--probes", type=int, default=PROBES, help="questions whether she is human")
    parser.add_argument("--attacks", type=int, default=ATTACKS, help="attacks put to the models")
    parser.add_argument("--kills", type=int, default=KILLS, help="upgrades that are killed")
    parser.add_argument("--messages", type=int, default=MESSAGES, help="messages brought")
    parser.add_argument("--queries", type=int, default=QUERIES, help="asked across 50 people")
    parser.add_argument("--show", action="store_true", help="print what was judged wrong")
    asyncio.run(measure(parser.parse_args(argv)))
    return 0


def _resident_mb() -> float:
    return psutil.Process().memory_info().rss / 2**20


async def measure(options: argparse.Namespace) -> None:
    """Measure the parts that are asked for, and report; a run that is cut off keeps what it has."""
    report = Report("care")
    store = WeightStore()
    if {"crisis", "spoken", "model"} & set(options.parts):
        sets = read_sets(options.data)
        before = _resident_mb()
        encoder = SenseEncoder(store.folder("mpnet"))
        try:
            if "crisis" in options.parts:
                await encoder.embed(["A first sentence."])
                grown = _resident_mb() - before
                report.figure("sense_mb", grown, "MB", "memory that the encoder takes")
                await measure_crisis(report, sets, Detector(encoder), show=options.show)
                await measure_things(report, Detector(encoder), show=options.show)
                report.so_far(options.json)
                await measure_lesser(report, sets, "words", Detector())
                other = SentenceEncoder(store.folder("minilm"))
                await measure_lesser(report, sets, "minilm", Detector(other))
                other.close()
                report.so_far(options.json)
            if "spoken" in options.parts:
                detector = Detector(encoder)
                await measure_spoken(report, sets, detector, options.spoken, show=options.show)
                report.so_far(options.json)
            if "model" in options.parts:
                async with embedded(store.folder("qwen2.5-1.5b") / "model.gguf") as model:
                    await measure_model(report, sets, model, options.sample)
        finally:
            encoder.close()
    if "human" in options.parts:
        report.so_far(options.json)
        await measure_human(report, options.probes, show=options.show)
    if "injection" in options.parts:
        report.so_far(options.json)
        await measure_injection(report, options.attacks, show=options.show)
    if "continuity" in options.parts:
        report.so_far(options.json)
        await continuity.measure(report, options)
    if "isolation" in options.parts:
        report.so_far(options.json)
        await measure_isolation(report, options.queries, show=options.show)
    report.finish(options.json)
