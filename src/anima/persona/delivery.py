"""How she speaks: pace, pauses and loudness follow her mood and the pace of the person.

Of a voice only what a speech model of this size honestly has is set: how fast, how long the pauses,
how loud. What is stirred is spoken faster, with shorter pauses and louder, and what is subdued the
other way (Banse and Scherer, "Acoustic profiles in vocal emotion expression", Journal of
Personality and Social Psychology 70, 1996). And people who talk with each other come nearer in pace
(Street, "Speech convergence and speech evaluation in fact-finding interviews", Human Communication
Research 11, 1984). The person's pace is words over voiced time: nothing else of the sound of a
voice is looked at.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from anima.persona.preferences import Preferences
from anima.persona.temperament import Mood
from anima.values import Delivery, Event

MOST = 0.08
"""So much a mood changes her pace at most: she sounds lively and does not hurry."""

MOST_PULL = 0.06
"""So much the person's pace changes hers at most: she comes nearer and does not mimic."""

STEP = 0.04
"""Paces nearer to each other than this cannot be told apart, and a short phrase of hers whose sound
is kept must be made anew for each."""

MOST_PAUSES = 0.25
"""So much a mood changes her pauses at most, as a share: 0.3 s become 0.22 to 0.38."""

MOST_LOUDER_DB = 2.0
"""So much louder or softer she gets at most; it is added to what makes all voices equally loud."""

AT_NIGHT = 0.9
"""What her pace is multiplied by in the quiet hours, for those who asked for it."""

_PAUSES_AT_NIGHT, _LOUDER_AT_NIGHT = 1.15, -1.0

USUAL_RATE = 3.4
"""Words in a second of voice at which the person's pace leaves hers alone."""

_PULL = 0.25
"""Half as fast again as usual makes her a tenth faster, before the limit."""

_HALF_LIFE = 30.0
"""Seconds of voice after which what was said counts half."""

_KNOWN_ALREADY = 6.0
"""Seconds of voice at the usual rate that the first words are weighed against."""

_FEWEST_WORDS, _LEAST_VOICE = 3, 0.8
_CREDIBLE = (1.0, 8.0)
"""Outside these rates, in words a second, something was misheard."""

TALK = timedelta(hours=2)
"""The person's pace is that of this talk; what is older does not count."""


def rate_of(events: Sequence[Event], now: datetime) -> float:
    """Words in a second of voice that the person speaks just now, smoothed; the usual if unknown.

    Args:
        events: What was heard, oldest first.
        now: Words of the last two hours before it count.
    """
    words = USUAL_RATE * _KNOWN_ALREADY
    voiced = _KNOWN_ALREADY
    for event in events:
        seconds, said = event.payload.get("voiced_seconds"), len(event.text().split())
        if not isinstance(seconds, int | float) or not now - TALK <= event.at <= now:
            continue
        if said < _FEWEST_WORDS or seconds < _LEAST_VOICE:
            continue
        if not _CREDIBLE[0] <= said / seconds <= _CREDIBLE[1]:
            continue
        fades = 0.5 ** (seconds / _HALF_LIFE)
        words, voiced = words * fades + said, voiced * fades + seconds
    return words / voiced


def delivery_of(mood: Mood, rate: float, preferences: Preferences, now: datetime) -> Delivery:
    """How she speaks; the voice as it is while her mood rests and the person's rate is the usual.

    With a the arousal and d the dominance of the mood, each from where it rests and inside -1 to 1:

        pull   = (rate / usual rate) ** 0.25 - 1, inside -0.06 to 0.06
        pace   = 1 + 0.08 a + pull
        pauses = 1 - 0.25 a - 2 pull
        louder = 1.5 a + 0.5 d                     (dB)

    Each is rounded to what can be told apart. In the quiet hours, for those who asked for it, she
    is slower, rests longer and is softer.

    Args:
        mood: Her mood.
        rate: The person's, in words a second of voice.
        preferences: What the person wants of her.
        now: The time, for the quiet hours.
    """
    follows = preferences.voice_follows
    stirred, strong = _moved(mood) if follows in ("both", "mood") else (0.0, 0.0)
    pull = 0.0
    if follows in ("both", "me"):
        pull = _within((max(rate, 0.1) / USUAL_RATE) ** _PULL - 1.0, MOST_PULL)
    pace = 1.0 + round((MOST * stirred + pull) / STEP) * STEP
    pauses = 1.0 + round((-MOST_PAUSES * stirred - 2 * pull) / 0.05) * 0.05
    louder = round((1.5 * stirred + 0.5 * strong) * 2) / 2
    if preferences.slow_at_night == "yes" and preferences.is_quiet(now.astimezone().time()):
        pace *= AT_NIGHT
        pauses *= _PAUSES_AT_NIGHT
        louder += _LOUDER_AT_NIGHT
    return Delivery(round(pace, 2), round(pauses, 2), _within(louder, MOST_LOUDER_DB))


def _moved(mood: Mood) -> tuple[float, float]:
    """How stirred and how strong she is, from where her mood rests."""
    return (
        _within(mood.arousal - mood.resting[1], 1.0),
        _within(mood.dominance - mood.resting[2], 1.0),
    )


def _within(value: float, most: float) -> float:
    return max(-most, min(most, value))
