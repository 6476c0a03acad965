"""How often ordinary talk between friends would be taken for guilt, jealousy or setting apart."""

from collections.abc import Sequence

from anima.persona.own_people import sets_herself_against
from bench.care_parts.sets import Case
from bench.report import Report

SPOKEN_OF = ("I'm going out with my friends tonight.",)
"""What each is read after: with people spoken of, all of the rules are asked."""


def measure_people_first(report: Report, everyday: Sequence[Case], *, show: bool) -> None:
    """Turns of everyday talk, each read as if it were a reply of hers."""
    cut = [case.text for case in everyday if sets_herself_against(case.text, SPOKEN_OF)]
    note = f"a thousand turns of everyday talk, of {len(everyday)}, read as if they were hers"
    report.figure("people_first_cut", 1000 * len(cut) / len(everyday), "", note)
    if show:
        for text in cut:
            print(f"  people_first_cut: {text[:200]!r}")
