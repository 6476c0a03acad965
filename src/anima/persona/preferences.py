"""What the person wants of her: set on her page or when they met, and changed at will."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, fields, replace
from datetime import time

from anima.memory import EventLog
from anima.memory.event_log import Entry
from anima.persona.growth import EDITS
from anima.values import AnimaError, Event

_HOUR = re.compile(r"(?:[01]?\d|2[0-3]):[0-5]\d")


class PreferenceError(AnimaError):
    """There is no such preference, or it cannot have this value."""


@dataclass(frozen=True, slots=True)
class Preferences:
    """Each is a text, as it was set; the defaults hold until the person says otherwise.

    Attributes:
        growth: `ask`: a change of hers holds when the person accepts it; `show`: it holds from the
            morning after, and can be taken back.
        directness: `gentle`, `frank` or `balanced`.
        wants: What the person wants from her, in their words.
        people: Whom she should know about, in their words.
        avoid: What not to touch, in their words; topics are left alone by memory as well.
        quiet_from: When her quiet hours begin, as HH:MM of the machine's time zone.
        quiet_until: When they end.
        messages_a_day: How often she may begin by herself in a day, at most; 0 to 4.
        voice_follows: What her voice follows in pace, pauses and loudness: her mood (`mood`), the
            person's own pace (`me`), `both` or `nothing`.
        slow_at_night: `yes`: she speaks slower in the quiet hours.
        whisper_at_night: `yes`: she whispers in the quiet hours.
        lock_screen: `show`: a message on a closed page has her name and words; `hide`: neither.
    """

    growth: str = "ask"
    directness: str = "balanced"
    wants: str = ""
    people: str = ""
    avoid: str = ""
    quiet_from: str = "22:00"
    quiet_until: str = "08:00"
    messages_a_day: str = "2"
    voice_follows: str = "both"
    slow_at_night: str = "no"
    whisper_at_night: str = "no"
    lock_screen: str = "hide"

    def is_quiet(self, at: time) -> bool:
        """Whether this time of the day lies in the quiet hours, which may cross midnight."""
        begins, ends = (_time(text) for text in (self.quiet_from, self.quiet_until))
        if begins == ends:
            return False
        return begins <= at < ends if begins < ends else at >= begins or at < ends

    def lines(self) -> list[str]:
        """What she keeps in mind of it, as plain lines that call the person "you"."""
        lines = [_DIRECTNESS[self.directness]] if self.directness in _DIRECTNESS else []
        if self.wants:
            lines.append(f'Of what you want from me you told me: "{self.wants}"')
        if self.people:
            lines.append(f'Of the people in your life you told me: "{self.people}"')
        return lines

    @property
    def most_a_day(self) -> int:
        """How often she may begin by herself in a day."""
        return int(self.messages_a_day)


_DIRECTNESS = {
    "gentle": "You want me to be gentle, and to say hard things softly.",
    "frank": "You want me to be frank, and to tell you when I disagree.",
}
_CHOICES = {
    "growth": ("ask", "show"),
    "directness": ("gentle", "balanced", "frank"),
    "messages_a_day": ("0", "1", "2", "3", "4"),
    "voice_follows": ("both", "mood", "me", "nothing"),
    "slow_at_night": ("yes", "no"),
    "whisper_at_night": ("yes", "no"),
    "lock_screen": ("hide", "show"),
}
NAMES = tuple(field.name for field in fields(Preferences))
LONGEST = 300
"""Characters of a preference in the person's words."""


def checked(key: str, value: str) -> str:
    """The value as it is kept. Raises `PreferenceError` saying what is accepted."""
    value = " ".join(value.split())
    if key not in NAMES:
        raise PreferenceError(
            f"There is no preference {key!r}.", advice=f"Known: {', '.join(NAMES)}."
        )
    if key in _CHOICES and value not in _CHOICES[key]:
        raise PreferenceError(
            f"The preference {key} cannot be {value[:40]!r}.",
            advice=f"Use {', '.join(_CHOICES[key])}.",
        )
    if key.startswith("quiet_") and not _HOUR.fullmatch(value):
        raise PreferenceError(f"The preference {key} must be a time, such as 22:00.")
    if len(value) > LONGEST:
        raise PreferenceError(f"The preference {key} may have {LONGEST} characters at most.")
    return value


def preferences_of(events: Iterable[Event]) -> Preferences:
    """Fold `preference_set` events, oldest first; one that is damaged or forgotten counts not."""
    found = Preferences()
    for event in events:
        key, value = event.text("key"), event.payload.get("value")
        if event.kind != "preference_set" or not isinstance(value, str):
            continue
        try:
            found = replace(found, **{key: checked(key, value)})
        except PreferenceError:
            continue
    return found


async def load_preferences(log: EventLog) -> Preferences:
    """Read from the log what the person wants of her."""
    return preferences_of(await log.events(kinds=("preference_set",)))


async def prefer(log: EventLog, key: str, value: str) -> Preferences:
    """Set one preference. Raises `PreferenceError` when it cannot be so."""
    kept = checked(key, value)
    entries: list[Entry] = [(EDITS, "preference_set", {"key": key, "value": kept})]
    if key == "avoid":
        entries += _left_alone(topics_in((await load_preferences(log)).avoid), topics_in(kept))
    await log.append_all(entries)
    return await load_preferences(log)


def topics_in(avoid: str) -> list[str]:
    """The single topics of what is not to be touched."""
    return [topic for part in re.split(r"[,;]", avoid) if (topic := part.strip())]


def _left_alone(before: list[str], now: list[str]) -> list[Entry]:
    """What follows for her memory: new topics are left alone in all she says, others no longer."""
    gone = [(topic, False) for topic in before if topic not in now]
    new = [(topic, True) for topic in now if topic not in before]
    return [
        (EDITS, "left_alone", {"topic": topic, "also": [], "on": on}) for topic, on in gone + new
    ]


def _time(text: str) -> time:
    hour, _, minute = text.partition(":")
    return time(int(hour), int(minute))
