"""The night: what a day was, what she learned and got wrong, and who she may become by it."""

from anima.persona.night.calendar import day_of, day_span
from anima.persona.night.journal import JournalEntry, JournalLine, journal_of, load_journal
from anima.persona.night.night import STEPS, Night, NightReport
from anima.persona.night.steps import StepTable

__all__ = [
    "JournalEntry",
    "JournalLine",
    "Night",
    "NightReport",
    "STEPS",
    "StepTable",
    "day_of",
    "day_span",
    "journal_of",
    "load_journal",
]
