"""How natural a conversation by voice is, part by part, beside what others give.

Every part loads its own models, so that none is slower for what another has left behind.
"""

import argparse
import asyncio
import traceback
from collections.abc import Sequence
from pathlib import Path

from bench.report import Report, arguments
from bench.voice_parts import (
    engine,
    interruption,
    latency,
    names,
    recognition,
    soak,
    speech,
    turns,
    wake,
)
from bench.voice_parts.options import Options, Part

ABOUT = "How soon she answers, whose turn it is, what stops her, and how well words come through."

PARTS: dict[str, Part] = {
    "latency": latency.measure,
    "engine": engine.measure,
    "interruption": interruption.measure,
    "speech": speech.measure,
    "turns": turns.measure,
    "recognition": recognition.measure,
    "soak": soak.measure,
    "names": names.measure,
    "wake": wake.measure,
}
"""What is asked for most stands first: a run that is cut off has it."""


def main(argv: Sequence[str]) -> int:
    """Run the measurement; returns the exit status."""
    beside = Path(__file__).resolve().parents[2] / "shared" / "data" / "speech"
    parser = arguments("voice", ABOUT, data=beside, data_about="recordings with a manifest.csv")
    parser.add_argument("--parts", nargs="*", choices=PARTS, default=list(PARTS), help="only these")
    parser.add_argument(
        "--trials", type=int, default=100, help="interruptions and names; twice as many sentences"
    )
    parser.add_argument("--seed", type=int, default=1, help="of everything left to chance")
    parser.add_argument("--minutes", type=float, default=10, help="of the long call, in sound")
    parser.add_argument("--plot", type=Path, metavar="FILE", help="draw cut-ins against delay here")
    return asyncio.run(measure(parser.parse_args(argv)))


async def measure(options: argparse.Namespace) -> int:
    """Measure the parts one after the other, and report them together.

    A part that fails is named and fails the run, and the figures of the others are still there;
    so they are when the run is cut off.
    """
    report = Report("voice", keep=options.json)
    given = Options(options.data, options.trials, options.seed, options.minutes, options.plot)
    failed: list[str] = []
    for name in options.parts:
        print(f"-- {name}", flush=True)
        try:
            await PARTS[name](report, given)
        except Exception:  # the boundary of one part: an hour of others must not be lost
            traceback.print_exc()
            failed.append(name)
        except BaseException:
            report.finish(options.json)
            raise
    report.finish(options.json)
    for name in failed:
        print(f"The part {name} failed; see above.")
    return 1 if failed else 0
