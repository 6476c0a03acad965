"""Stories in virtual time: the same loop as the bench's."""

from bench.virtual_time import VirtualTimeLoop, tell

__all__ = ["VirtualTimeLoop", "tell"]
