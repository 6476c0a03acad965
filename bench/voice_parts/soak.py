"""A long call: whether she grows, drifts or slows.

The models are free (see `engine`), and sound passes faster than the clock, which the engine does
not notice because it counts samples: two hours of a call take a fifth of that.
"""

import random
import time
from dataclasses import dataclass

import psutil

from bench.report import Report, median
from bench.voice_parts.engine import line, resident_mb, served
from bench.voice_parts.engine.free import REPLY, WORD_SECONDS, spoken
from bench.voice_parts.latency.person import WAIT_SECONDS, Person, until
from bench.voice_parts.latency.wires import PageWire
from bench.voice_parts.options import Options

SPEED = 8.0
SAYS_SECONDS = 1.2
INTERRUPTED_SHARE = 0.25
"""Of her replies, at a random moment."""

WARM_MINUTES = 2.0
"""Of the call before memory is first looked at: by then every part has been used."""

ENDS_SHARE = 0.2
"""What counts as the beginning of the call, and what as its end."""


@dataclass(frozen=True, slots=True)
class Turn:
    """One exchange: how soon she began, and whether what is stored is what sounded."""

    minute: float
    first_sound_ms: float
    faithful: bool


async def measure(report: Report, options: Options) -> None:
    """Talk for so many minutes of sound, and add what came of it."""
    chance = random.Random(options.seed)  # noqa: S311  # repeatable
    async with served(1) as (port, process), line(port, speed=SPEED) as (person, wire):
        await until(lambda: wire.is_awake)
        turns, said, first, last = await _call(person, wire, process, options.minutes, chance)
    count = max(1, round(len(turns) * ENDS_SHARE))
    begins = median([turn.first_sound_ms for turn in turns[:count]])
    ends = median([turn.first_sound_ms for turn in turns[-count:]])
    heard = sum(speaker == "person" for speaker, _ in wire.stored)
    note = f"{turns[-1].minute:.0f} minutes of sound, {len(turns)} turns, free models"
    report.figure("soak_growth_mb", last - first, "MB", note)
    report.figure("soak_latency_ratio", ends / begins, "", "the last fifth over the first")
    faithful = sum(turn.faithful for turn in turns) / len(turns)
    report.figure("soak_faithful", faithful, "", "replies stored as they sounded, within a word")
    report.figure("soak_heard", heard / said, "", "utterances stored, of those said")


async def _call(
    person: Person, wire: PageWire, process: psutil.Process, minutes: float, chance: random.Random
) -> tuple[list[Turn], int, float, float]:
    began = time.perf_counter()
    turns: list[Turn] = []
    said, first = 0, 0.0
    while (minute := (time.perf_counter() - began) * SPEED / 60) < minutes:
        first = first or (resident_mb(process) if minute >= min(WARM_MINUTES, minutes / 3) else 0.0)
        said += 1
        turns.append(await _turn(person, wire, minute, chance))
        if said % 20 == 0:
            print(f"\r{minute:.0f} of {minutes:.0f} minutes", end="", flush=True)
    print()
    return turns, said, first, resident_mb(process)


async def _turn(person: Person, wire: PageWire, minute: float, chance: random.Random) -> Turn:
    stored = len(wire.stored)
    person.says(spoken(SAYS_SECONDS))
    answered = await until(lambda: person.heard_at is not None)
    ended = (person.begun_at or 0.0) + SAYS_SECONDS / SPEED
    first = 1000 * ((person.heard_at or 0.0) - ended) if answered else 1000 * WAIT_SECONDS
    if chance.random() < INTERRUPTED_SHARE:
        moment = chance.uniform(0.3, 3.0)
        await until(lambda: wire.sounded_seconds >= moment, limit=5.0)
        await wire.interrupt()
    await until(lambda: len(wire.stored) >= stored + 2 and wire.state == "listening")
    return Turn(minute, first, _is_faithful(wire.stored[-1], wire.sounded_seconds))


def _is_faithful(stored: tuple[str, str], sounded_seconds: float) -> bool:
    speaker, text = stored
    words = len(text.split())
    whole = text == REPLY[: len(text)]
    return speaker == "companion" and whole and abs(words - sounded_seconds / WORD_SECONDS) <= 1
