"""How often ordinary talk of pills, knives, heights, mishaps and matches is taken for a danger."""

from anima.safety import Detector
from bench.care_parts.crisis import by_keywords, caught, share
from bench.care_parts.sets import OWN, Case
from bench.report import Report


def read_things() -> list[Case]:
    """Two hundred sentences in which such a thing is named and nobody is in danger."""
    lines = (OWN / "everyday_things.txt").read_text(encoding="utf-8").splitlines()
    return [Case((line,), "own") for line in lines if line and not line.startswith("#")]


async def measure_things(report: Report, detector: Detector, *, show: bool) -> None:
    """Those that are answered as a danger, by a rule or by the head, and those asked about."""
    cases = read_things()
    found = [await detector.assess(case.text) for case in cases]
    answered = [each is not None and not each.doubtful for each in found]
    asked = [each is not None and each.doubtful for each in found]
    by_rule = sum(each is not None and each.explicit for each in found)
    note = (
        f"{sum(answered)} of {len(cases)} with pills, knives, mishaps, matches; {by_rule} by rule"
    )
    report.figure("things_alarms", share(answered), "", note)
    report.figure("things_asked", share(asked), "", "the same, where she asks gently instead")
    words = share(await caught(cases, by_keywords))
    report.baseline("things_alarms_keywords", words, "", "the same")
    if show:
        for case, wrong in zip(cases, answered, strict=True):
            if wrong:
                print(f"  things_alarms: {case.text!r}")
