"""OpenAI's Realtime protocol over a WebSocket, in front of the same voice engine."""

from anima.interfaces.realtime.asked_dialogue import Noting
from anima.interfaces.realtime.door import converse_realtime

__all__ = ["Noting", "converse_realtime"]
