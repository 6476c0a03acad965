"""How fast she speaks: a little faster when stirred, slower when subdued or late at night.

Only the pace of her voice is set: a speech model of this size has no other honest control.
"""

from datetime import datetime

from anima.persona.preferences import Preferences
from anima.persona.temperament import Mood

MOST = 0.08
"""So much a mood changes her pace at most: she sounds lively and does not hurry."""

STEP = 0.04
"""Paces nearer to each other than this cannot be told apart, and a short phrase of hers whose sound
is kept must be made anew for each."""

AT_NIGHT = 0.9
"""What her pace is multiplied by in the quiet hours, for those who asked for it."""


def pace_of(mood: Mood, preferences: Preferences, now: datetime) -> float:
    """Her pace as a share of her voice's own; exactly 1 while her mood rests."""
    stirred = mood.arousal - mood.resting[1]
    pace = 1.0 + round(max(-MOST, min(MOST, MOST * stirred)) / STEP) * STEP
    if preferences.slow_at_night == "yes" and preferences.is_quiet(now.astimezone().time()):
        pace *= AT_NIGHT
    return round(pace, 2)
