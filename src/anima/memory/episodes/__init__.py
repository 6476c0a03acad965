"""Episodes: each session as it is remembered, with title, summary, people, places, feelings."""

from anima.memory.episodes.episode import Episode
from anima.memory.episodes.feelings import feelings
from anima.memory.episodes.outline import outline
from anima.memory.episodes.projection import Episodes

__all__ = ["Episode", "Episodes", "feelings", "outline"]
