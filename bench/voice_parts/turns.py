"""Whether she cuts in on people who pause, and whether she is late when they have finished.

Beside what a fixed silence and Smart Turn alone decide about the same silences.
"""

import asyncio
from collections.abc import Sequence
from pathlib import Path
from statistics import mean

from faster_whisper import WhisperModel

from anima.loading import load_speech
from anima.models import WeightStore
from anima.settings import load_settings
from anima.voice.manner import Patience
from bench.plot import write_plot
from bench.report import Report, median, p90
from bench.voice_parts.options import Options
from bench.voice_parts.silences import LATE_SECONDS, WAIT_SECONDS, Decision, Replay
from bench.voice_parts.turn_cases import recorded, said

TIMEOUTS = (0.3, 0.5, 0.8)
FACTORS = (0.5, 0.7, 1.4, 2.0)
"""Of her patience, for the curve."""

CURVE_TIMEOUTS = (0.2, 0.3, 0.4, 0.5, 0.65, 0.8, 1.0, 1.25, 1.5, 2.0)
CURVE_THRESHOLDS = (0.3, 0.5, 0.7, 0.9, 0.95, 0.97, 0.98, 0.99)


async def measure(report: Report, options: Options) -> None:
    """Decide every silence in every way, and add what came of it to the report."""
    settings = load_settings()
    models = load_speech(settings)
    folder = WeightStore().folder(settings.stt)
    words = WhisperModel(str(folder), device="cpu", compute_type="int8")
    cases = recorded(options.data, models.voice_activity(), words, options.seed)
    cases += await said(models.text_to_speech, options.seed)
    replay = Replay(models, cases, options.seed)
    # In a thread of its own, because virtual time needs an event loop of its own.
    await asyncio.to_thread(_decide, report, replay, options.plot)


def _decide(report: Report, replay: Replay, plot: Path | None) -> None:
    ours = replay.engine(Patience())
    _report(report, ours)
    for seconds in TIMEOUTS:
        _baseline(report, f"timeout_{seconds}", replay.timeout(seconds))
    _baseline(report, "smart_turn", replay.smart_turn(0.5))
    for each in ours:
        if each.cuts_in or each.is_late:
            print(f"  {'cut in' if each.cuts_in else 'late'}: {each.case.kind} {each.case.name}")
    if plot is not None:
        _draw(plot, replay, ours)


def _report(report: Report, ours: Sequence[Decision]) -> None:
    pauses, ends = _pauses(ours), _ends(ours)
    delays = [each.delay for each in ends if each.delay is not None]
    report.figure("cut_in_rate", cut_in_rate(ours), "", f"of {len(pauses)} pauses")
    report.figure("late_rate", late_rate(ours), "", f"of {len(ends)} ends, over {LATE_SECONDS} s")
    report.figure("turn_delay_ms_median", 1000 * median(delays), "ms", "end of voice to her turn")
    report.figure("turn_delay_ms_p90", 1000 * p90(delays), "ms")
    for kind in sorted({each.case.kind for each in ours}):
        fitting = [each for each in ours if each.case.kind == kind]
        if of := _pauses(fitting):
            report.figure(f"cut_in_rate_{kind}", cut_in_rate(fitting), "", f"of {len(of)}")
        if of := _ends(fitting):
            report.figure(f"late_rate_{kind}", late_rate(fitting), "", f"of {len(of)}")


def _baseline(report: Report, name: str, decisions: Sequence[Decision]) -> None:
    report.baseline(f"{name}_cut_in_rate", cut_in_rate(decisions), "")
    report.baseline(f"{name}_late_rate", late_rate(decisions), "")
    delays = [each.delay for each in _ends(decisions) if each.delay is not None]
    report.baseline(f"{name}_turn_delay_ms_median", 1000 * median(delays), "ms")


def cut_in_rate(decisions: Sequence[Decision]) -> float:
    """The share of pauses in which she took the turn."""
    pauses = _pauses(decisions)
    return sum(each.cuts_in for each in pauses) / max(1, len(pauses))


def late_rate(decisions: Sequence[Decision]) -> float:
    """The share of ends after which her turn came late, or not at all."""
    ends = _ends(decisions)
    return sum(each.is_late for each in ends) / max(1, len(ends))


def _pauses(decisions: Sequence[Decision]) -> list[Decision]:
    return [each for each in decisions if not each.case.finished]


def _ends(decisions: Sequence[Decision]) -> list[Decision]:
    return [each for each in decisions if each.case.finished]


def _point(decisions: Sequence[Decision]) -> tuple[float, float]:
    """The mean delay at ends in seconds, and the percentage of pauses that were cut short."""
    waits = [WAIT_SECONDS if each.delay is None else each.delay for each in _ends(decisions)]
    return mean(waits), 100 * cut_in_rate(decisions)


def _draw(file: Path, replay: Replay, ours: Sequence[Decision]) -> None:
    others = [replay.engine(Patience(factor)) for factor in FACTORS]
    lines = {
        "silence": [_point(replay.timeout(seconds)) for seconds in CURVE_TIMEOUTS],
        "Smart Turn": [_point(replay.smart_turn(odds)) for odds in CURVE_THRESHOLDS],
        "hers": sorted(_point(each) for each in [ours, *others]),
    }
    write_plot(file, lines, x="mean wait at an end, s", y="pauses cut, %", linear=True)
