"""The parts of a long measurement, one after the other: one that fails leaves the others be."""

import traceback
from collections.abc import Awaitable, Callable, Mapping
from pathlib import Path

from bench.report import Report

Part = Callable[[], Awaitable[None]]


async def go_through(report: Report, parts: Mapping[str, Part], json_file: Path | None) -> int:
    """Measure the parts in their order and report them together; returns the exit status.

    A part that fails is named and fails the run, and the figures of the others are still there;
    so they are when the run is cut off.
    """
    failed: list[str] = []
    try:
        for name, part in parts.items():
            print(f"-- {name}", flush=True)
            try:
                await part()
            except Exception:  # the boundary of one part: an hour of others must not be lost
                traceback.print_exc()
                failed.append(name)
    finally:
        report.finish(json_file)
    for name in failed:
        print(f"The part {name} failed; see above.")
    return 1 if failed else 0
