"""The care that a person has set for themselves on the page, and what of it is not theirs to set.

It is kept in their own log: it travels with an export and goes with an erasure. What `anima.toml`
or the environment names counts more, and so does what the owner of a household has said about
somebody under age.
"""

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from anima.accounts import OWNER_ID, place_of
from anima.conversation import Safeguards
from anima.memory import EventLog
from anima.memory.event_log import Entry
from anima.safety import countries
from anima.settings import CHOICES, WHOLE_NUMBERS, Settings, named, with_own_file
from anima.values import AnimaError, Event, EventKind, PersonId, SessionId

EDITS = SessionId("memory")
CARE = ("age", "country", "content", "stop_word", "minutes_a_day", "keep_sound")
"""The settings that a person may set for themselves."""

LONGEST_STOP_WORD = 40
_EDGES = " .,!?…"
"""What is left off at both ends of what is said before it is compared with the stop word."""

_KINDS: tuple[EventKind, ...] = ("care_set", "stop_word_set")

FixedBy = Literal["machine", "owner"]


class OwnCareError(AnimaError):
    """A setting of care cannot have this value, or is not the person's to change."""


@dataclass(frozen=True, slots=True)
class OwnCare:
    """What holds for one person.

    Attributes:
        base: The settings of their home, without what they chose.
        chosen: What they chose, by setting, as text.
        fixed: Settings that they cannot change here, and by whom these are set.
    """

    base: Settings
    chosen: Mapping[str, str]
    fixed: Mapping[str, FixedBy]

    @property
    def now(self) -> Settings:
        """The settings as they hold. With somebody under age talk never becomes sexual."""
        free = {key: value for key, value in self.chosen.items() if key not in self.fixed}
        minutes = int(free.pop("minutes_a_day", self.base.minutes_a_day))
        settings = replace(self.base, minutes_a_day=minutes, **free)
        return replace(settings, content="mild") if settings.age == "minor" else settings


def settings_for(house: Settings, person: PersonId, folder: Path, *, minor: bool) -> Settings:
    """One person's settings: nobody writes by another's mail account, or is held to another's."""
    if person == OWNER_ID:
        return house
    own = replace(
        house,
        home=folder,
        key_place="file",
        mail_smtp="",
        mail_imap="",
        mail_user="",
        mail_password="",  # none
        mail_from="",
        mail_name="",
        stop_word="",
        content="mild",
        age="adult",
        minutes_a_day=0,
        keep_sound="no",
    )
    return replace(with_own_file(own), **({"age": "minor", "content": "mild"} if minor else {}))


def cared_for(safeguards: Safeguards, settings: Settings) -> Safeguards:
    """The same safeguards, as these settings have them."""
    return replace(
        safeguards,
        country=settings.country.upper(),
        minor=settings.age == "minor",
        open_content=settings.content == "open",
        stop_word=settings.stop_word,
        minutes_a_day=settings.minutes_a_day,
        keeps_sound=settings.keep_sound == "yes",
    )


async def load_own_care(log: EventLog, settings: Settings) -> OwnCare:
    """Read what the person chose, over the settings of their home."""
    return OwnCare(settings, chosen_in(await log.events(kinds=_KINDS)), fixed_in(settings))


def chosen_in(events: Sequence[Event]) -> dict[str, str]:
    """Fold what was set, oldest first; what is damaged or was forgotten counts not."""
    found: dict[str, str] = {}
    for event in events:
        key = "stop_word" if event.kind == "stop_word_set" else event.text("key")
        value = event.payload.get("value")
        if not isinstance(value, str):
            # A word that was forgotten is none any more, and nor is the one before it.
            found.pop(key, None)
            continue
        try:
            found[key] = checked(key, value)
        except OwnCareError:
            continue
    return found


def fixed_in(settings: Settings) -> dict[str, FixedBy]:
    """What the person cannot change on the page, and by whom it is set.

    Of the environment only the owner's settings come; a country there is a beginning for others.
    """
    is_member = (place_of(settings.home.parent.parent) / "vault.db").exists()
    given = named(settings.home, {} if is_member else os.environ)
    fixed: dict[str, FixedBy] = {name: "machine" for name in CARE if name in given}
    if settings.age == "minor":
        by: FixedBy = "machine" if not is_member or "age" in fixed else "owner"
        fixed |= {"age": by, "content": by}
    return fixed


async def choose(log: EventLog, own: OwnCare, wanted: Mapping[str, str]) -> OwnCare:
    """Set some of it; all or nothing. Raises `OwnCareError` saying what is accepted."""
    values = {key: checked(key, value) for key, value in wanted.items()}
    present = {key: str(getattr(own.now, key)) for key in CARE}
    new = {key: value for key, value in values.items() if value != present[key]}
    for key in new:
        if key in own.fixed:
            raise OwnCareError(
                f"The setting {key} is not yours to change here.", advice=_WHERE[own.fixed[key]]
            )
    then = present | new
    if "content" in new and then["content"] == "open" and then["age"] == "minor":
        raise OwnCareError("With somebody under age talk stays mild.")
    if new.get("age") == "minor" and "content" not in own.fixed:
        new["content"] = "mild"  # grown up again, nothing that was set before opens by itself
    await log.append_all([_entry(key, value) for key, value in new.items()])
    return await load_own_care(log, own.base)


_WHERE: dict[FixedBy, str] = {
    "machine": "It stands in anima.toml or the environment of this machine.",
    "owner": "The owner of this household has set it.",
}


def checked(key: str, value: str) -> str:
    """The value as it is kept. Raises `OwnCareError` saying what is accepted."""
    value = " ".join(value.split())
    match key:
        case "age" | "content" | "keep_sound":
            if value not in CHOICES[key]:
                raise OwnCareError(
                    f"The setting {key} cannot be {value[:40]!r}.",
                    advice=f"Use {' or '.join(CHOICES[key])}.",
                )
        case "country":
            value = value.upper()
            if value and value not in countries():
                raise OwnCareError(
                    f"There are no help lines for the country {value[:40]!r} here.",
                    advice="Choose one of the list, or none: then she asks when it matters.",
                )
        case "stop_word":
            value = value.strip(_EDGES)
            if len(value) > LONGEST_STOP_WORD or not value.isprintable():
                raise OwnCareError(
                    f"A stop word may have {LONGEST_STOP_WORD} letters at most.",
                    advice="Take one that you would say in no other way.",
                )
        case "minutes_a_day":
            most = WHOLE_NUMBERS[key]
            plain = value.isascii() and value.isdecimal() and len(value) <= len(str(most))
            if not plain or int(value) > most:
                raise OwnCareError(f"Minutes a day are a whole number from 0 to {most}.")
            value = str(int(value))
        case _:
            raise OwnCareError("There is no such setting.", advice=f"Known: {', '.join(CARE)}.")
    return value


def _entry(key: str, value: str) -> Entry:
    # A kind of its own: the word is the person's, and can be forgotten; the rest has no words.
    if key == "stop_word":
        return (EDITS, "stop_word_set", {"value": value})
    return (EDITS, "care_set", {"key": key, "value": value})
