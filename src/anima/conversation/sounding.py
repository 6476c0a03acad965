"""Sounding: how she speaks in one conversation, which follows her mood and the person in steps."""

from datetime import datetime

from anima.persona import Herself
from anima.values import EVEN, Delivery


class Sounding:
    """Her delivery from reply to reply: right at once when they meet, and then step by step."""

    def __init__(self) -> None:
        self.delivery: Delivery = EVEN
        self._has_begun = False

    def follow(self, herself: Herself, now: datetime) -> None:
        """Come nearer to how she would speak now; no more than one reply may."""
        wanted = herself.delivery(now)
        self.delivery = self.delivery.towards(wanted) if self._has_begun else wanted
        self._has_begun = True
