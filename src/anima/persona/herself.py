"""Herself at a moment: the character she has become and the mood she is in, read from the log."""

from dataclasses import dataclass, field, replace
from datetime import datetime

from anima.memory import EventLog
from anima.persona.character import Character
from anima.persona.delivery import USUAL_RATE, delivery_of, rate_of
from anima.persona.directness import directness_examples
from anima.persona.expression import Expression, expression_of
from anima.persona.growth import load_character
from anima.persona.preferences import Preferences, load_preferences
from anima.persona.temperament import WINDOW, Mood, appraise_all, baseline, mood_at
from anima.values import Delivery

RECENT = 400
"""The newest things said that her mood is read from; what is older has passed."""


def _resting() -> Mood:
    return Mood(*baseline(Character().traits), resting=baseline(Character().traits))


@dataclass(frozen=True, slots=True)
class Herself:
    """A projection of the log at one moment.

    Attributes:
        character: Who she has become.
        mood: The mood she is in.
        preferences: What the person wants of her.
        rate: Words in a second of voice that the person speaks just now.
    """

    character: Character = field(default_factory=Character)
    mood: Mood = field(default_factory=_resting)
    preferences: Preferences = field(default_factory=Preferences)
    rate: float = USUAL_RATE

    @property
    def expression(self) -> Expression:
        """What of it stands in her prompt."""
        plain = expression_of(self.character, self.mood)
        shown = directness_examples(self.preferences.directness)
        return replace(plain, examples=(*plain.examples, *shown)) if shown else plain

    def delivery(self, now: datetime) -> Delivery:
        """How she speaks at this time: pace, pauses, loudness."""
        return delivery_of(self.mood, self.rate, self.preferences, now)

    def whispers(self, now: datetime) -> bool:
        """Whether she whispers at this time: in the quiet hours, for those who asked for it."""
        is_late = self.preferences.is_quiet(now.astimezone().time())
        return is_late and self.preferences.whisper_at_night == "yes"


async def load_herself(log: EventLog, now: datetime) -> Herself:
    """Read from the log who she is, and in which mood she is at this time."""
    character = await load_character(log)
    heard = await log.newest(("heard",), RECENT)
    lately = [event for event in heard if event.at >= now - WINDOW]
    mood = mood_at(appraise_all(lately), character.traits, now)
    return Herself(character, mood, await load_preferences(log), rate_of(heard, now))
