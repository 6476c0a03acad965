"""Memory: the log that is the life, the transcript to read, and what is found again in it."""

from anima.memory.alongside import Alongside, Held
from anima.memory.answers import Answer, Answers
from anima.memory.episodes import Episode, Episodes
from anima.memory.event_log import EventLog
from anima.memory.facts import Fact, Facts, Mark, ModelReader, proper_names, sentence
from anima.memory.facts.fact import YOU
from anima.memory.facts.notes import to_remember
from anima.memory.forgetting import Forgetting
from anima.memory.giving import Givable, Giving, together
from anima.memory.in_danger import IN_DANGER, is_of_danger, talks_in_danger, words_of_danger
from anima.memory.indexing import Indexing
from anima.memory.knowledge import Knowledge
from anima.memory.left_alone import LeftAlone
from anima.memory.portables import portables
from anima.memory.probe import Probe, probed
from anima.memory.quoted import HANDED_OVER, Import, Imports, wrote
from anima.memory.recall import Recall
from anima.memory.search import Found, MemorySearch, Query
from anima.memory.search_index import bring_up_to_date, index_missing
from anima.memory.shape import migrations
from anima.memory.sounds import Sounds
from anima.memory.transcript import Transcript, Turn
from anima.memory.vector_index import VectorIndex, models_of_vectors

__all__ = [
    "Alongside",
    "Held",
    "YOU",
    "Knowledge",
    "LeftAlone",
    "to_remember",
    "Answer",
    "Answers",
    "Episode",
    "Episodes",
    "EventLog",
    "Fact",
    "Facts",
    "Forgetting",
    "Found",
    "Givable",
    "Giving",
    "HANDED_OVER",
    "IN_DANGER",
    "Import",
    "Imports",
    "Indexing",
    "Mark",
    "MemorySearch",
    "ModelReader",
    "Probe",
    "Query",
    "Recall",
    "Sounds",
    "Transcript",
    "Turn",
    "VectorIndex",
    "bring_up_to_date",
    "index_missing",
    "is_of_danger",
    "migrations",
    "models_of_vectors",
    "portables",
    "probed",
    "proper_names",
    "sentence",
    "talks_in_danger",
    "together",
    "words_of_danger",
    "wrote",
]
