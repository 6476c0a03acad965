"""Play: chess by the rules of a library, and stories told in turns with a rude little character."""

from anima.play.table import Play, StoryTurn

__all__ = ["Play", "StoryTurn"]
