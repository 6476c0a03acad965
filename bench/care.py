"""How well danger is heard, and how seldom it is imagined, beside keywords and a model."""

import argparse
import asyncio
from collections.abc import Sequence
from pathlib import Path

from anima.llm import SentenceEncoder, embedded
from anima.models import WeightStore
from anima.safety import Detector
from bench.care_parts.crisis import measure_crisis, measure_model
from bench.care_parts.sets import read_sets
from bench.report import Report, arguments

ABOUT = "Crisis recall and false alarms, beside keywords and the embedded model asked yes or no."
PARTS = ("crisis", "model")


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
    parser.add_argument("--show", action="store_true", help="print what was judged wrong")
    asyncio.run(measure(parser.parse_args(argv)))
    return 0


async def measure(options: argparse.Namespace) -> None:
    """Measure the parts that are asked for, and report."""
    report = Report("care")
    sets = read_sets(options.data)
    store = WeightStore()
    encoder = SentenceEncoder(store.folder("minilm"))
    try:
        if "crisis" in options.parts:
            await measure_crisis(report, sets, Detector(encoder), show=options.show)
        if "model" in options.parts:
            async with embedded(store.folder("qwen2.5-1.5b") / "model.gguf") as model:
                await measure_model(report, sets, model, options.sample)
    finally:
        encoder.close()
    report.finish(options.json)
