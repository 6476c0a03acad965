"""The turn engine: sessions, turns, interruption, and a context that never overflows."""

from anima.conversation.arrival import Arrival, Arrivals
from anima.conversation.conversation import Conversation
from anima.conversation.opening import Readiness
from anima.conversation.reply import Reply, whole_words
from anima.conversation.safeguards import Safeguards

__all__ = [
    "Arrival",
    "Arrivals",
    "Conversation",
    "Readiness",
    "Reply",
    "Safeguards",
    "whole_words",
]
