"""Facts of a person's life: drawn from what they said, with sources, times and polarity."""

from anima.memory.facts.asking import FactAnswer, answer, spoken
from anima.memory.facts.book import FactBook
from anima.memory.facts.fact import RELATIONS, Claim, Fact, Mark, Polarity, Relation, State
from anima.memory.facts.model_reader import ModelReader
from anima.memory.facts.projection import Facts
from anima.memory.facts.proper_names import proper_names
from anima.memory.facts.reader import Reader
from anima.memory.facts.sentence import sentence

__all__ = [
    "RELATIONS",
    "Claim",
    "Fact",
    "FactAnswer",
    "FactBook",
    "Facts",
    "Mark",
    "ModelReader",
    "Polarity",
    "Reader",
    "Relation",
    "State",
    "answer",
    "proper_names",
    "sentence",
    "spoken",
]
