"""Memory: the log that is the life, the transcript to read, and the beginning of retrieval."""

from anima.memory.event_log import EventLog
from anima.memory.recall import Recall
from anima.memory.search_index import bring_up_to_date
from anima.memory.shape import migrations
from anima.memory.transcript import Transcript, Turn

__all__ = ["EventLog", "Recall", "Transcript", "Turn", "bring_up_to_date", "migrations"]
