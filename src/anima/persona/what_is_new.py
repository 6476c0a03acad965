"""What is different about her in each version, in her own words: for whoever she comes back to."""

import re
from collections.abc import Mapping

NOTES: Mapping[str, str] = {
    "0.1.0": "I can listen and speak, I remember what you tell me, and I have a name of my own.",
}
"""A sentence or two for every version; one without is not ready to be released."""


def what_is_new(before: str, now: str, notes: Mapping[str, str] = NOTES) -> str:
    """What came after one version, up to another; empty where nothing did, or she went back."""
    first, last = _number(before), _number(now)
    told = sorted((_number(each), note) for each, note in notes.items())
    return " ".join(note for number, note in told if first < number <= last)


def _number(version: str) -> tuple[int, ...]:
    """The numbers of a version, so that 0.10 comes after 0.9."""
    return tuple(int(each) for each in re.findall(r"\d+", version)[:3])
