"""Another voice or name, start or machine: whether what makes her speak as she does stays.

Compared are bytes: the head of her prompt as a conversation asks for it, her character, what she
knows, what the person wants of her, and how she sounds. What happens in between is what happens to
anybody: the commands `who recast`, `who name`, `export` and `import`, and a vault that is opened by
another process, in which nothing of this one is left and sets of words come in another order.
"""

import asyncio
import json
import os
import sys
from asyncio.subprocess import PIPE
from collections.abc import Awaitable, Callable, Sequence
from contextlib import nullcontext
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
from rich.console import Console

from anima.app import OWNER, living, open_vault, vault_key
from anima.llm import Vectors
from anima.memory import EventLog, Facts
from anima.moving_app import export_life, import_life
from anima.persona import load_growth, load_preferences, prefer
from anima.persona.night import Night
from anima.settings import Settings
from anima.shared_models import LanguageModels, SharedModels
from anima.values import EventKind, JsonValue, SessionId
from anima.who_app import name as called
from anima.who_app import voice as recast
from bench.locomo import MovedClock
from bench.persona_parts.lives import FIRST, Life, RulesOnly, days_of

_ROOT = Path(__file__).resolve().parent.parent.parent
MOST_DAYS = 10
"""What can be lost is there after so many as after a month."""

OTHER_VOICE, OTHER_NAME = "bf_emma", "Nora"
_MET: tuple[tuple[EventKind, dict[str, JsonValue]], ...] = (
    ("voice_chosen", {"voice": "af_heart"}),
    ("question_answered", {"question": "days", "text": "I paint boats.", "settled": True}),
    ("question_answered", {"question": "manner", "text": "B.", "manner": "both", "settled": True}),
)
_WISHES = (
    ("directness", "frank"),
    ("wants", "somebody to think aloud with"),
    ("whisper_at_night", "yes"),
)
_TOLD: tuple[tuple[EventKind, str], ...] = (
    ("heard", "I live in Porto. My sister's name is Agata."),
    ("heard", "I'm allergic to nuts. I work as a nurse."),
    ("spoken", "I like cities with stairs. Which ones do you climb?"),
    ("heard", "All of them, they never end."),
    ("spoken", "Some stairs hate back, you know."),
    ("heard", "Haha!"),
)
"""Facts, an opinion of hers, and an answer that went well, so that there is one of each."""

_THIS_MORNING = ("Haha, good morning!", "You made me laugh, good one.")
"""So that she is in a mood when she is looked at."""

Shaping = dict[str, JsonValue]
"""All that makes her speak as she does, by kind."""

Looks = Callable[[Sequence[Path], datetime], Awaitable[list[Shaping]]]
"""Opens these homes at this time, and says what shapes her in each."""


@dataclass(frozen=True, slots=True)
class Stayed:
    """What was the same.

    Attributes:
        size: Bytes that were compared.
        recast: After another voice was given to her: everything but the name of that voice.
        restarted: After another process opened the vault.
        moved: After everything was exported, and imported into an empty home.
        renamed: After another name was given to her: everything but that name.
        lost: What was not the same, by kind, for a reader.
    """

    size: int
    recast: bool
    restarted: bool
    moved: bool
    renamed: bool
    lost: tuple[str, ...]

    @property
    def note(self) -> str:
        """What was compared, for the note of a figure."""
        what = f"{self.size} bytes: prompt, character, facts, wishes, voice"
        return f"{what}; not the same: {', '.join(self.lost)}" if self.lost else what


class NothingMeant:
    """An embedding by which nothing is found: the head of a prompt is not searched for."""

    name = "nothing-meant"
    dimensions = 64

    async def embed(self, texts: Sequence[str]) -> Vectors:
        """The same vector for each."""
        return np.full((len(texts), self.dimensions), self.dimensions**-0.5, np.float32)

    async def embed_query(self, text: str) -> Vectors:
        """That vector."""
        return (await self.embed([text]))[0]


async def stays(life: Life, days: int, elsewhere: Looks | None = None) -> Stayed:
    """Live with her, then give her another voice, open her anew, move, and call her otherwise.

    `elsewhere` looks at the homes after that; without it another process does.
    """
    quiet = Console(file=StringIO())
    with TemporaryDirectory() as folder:
        home, moved = Settings(home=Path(folder, "home")), Settings(home=Path(folder, "moved"))
        at = await lived(home, life, days)
        first = await shaping(home.home, at)
        await recast(home, quiet, OTHER_VOICE)
        second = await shaping(home.home, at)
        archive = Path(folder, "life.anima")
        await export_life(home, quiet, archive, sealed=False)
        await import_life(moved, quiet, archive, replace=False)
        look = elsewhere or in_another_process
        third, fourth = await look([home.home, moved.home], at)
        await called(moved, quiet, OTHER_NAME)
        fifth = await shaping(moved.home, at)
    by_recast = differing(first, second) - {"voice"}
    if second["voice"] == first["voice"]:
        by_recast |= {"voice"}  # it was to be another
    by_restart, by_move = differing(second, third), differing(second, fourth)
    lost = tuple(sorted(by_recast | by_restart | by_move))
    by_name = as_bytes(fourth).replace(life.her.encode(), OTHER_NAME.encode()) != as_bytes(fifth)
    size = len(as_bytes(first))
    return Stayed(size, not by_recast, not by_restart, not by_move, not by_name, lost)


async def lived(settings: Settings, life: Life, days: int) -> datetime:
    """Make a home in which they have met and lived; returns the morning after."""
    clock = MovedClock(FIRST)
    settings.home.mkdir(parents=True, exist_ok=True)
    async with await open_vault(settings) as vault:
        log = EventLog(vault, OWNER, clock)
        facts = await Facts.open(vault, OWNER, log)
        name: JsonValue = life.name
        called: dict[str, JsonValue] = {"question": "name", "text": name, "name": name}
        met: list[tuple[EventKind, dict[str, JsonValue]]] = [
            *_MET,
            ("question_answered", {**called, "settled": True}),
            ("name_accepted", {"name": life.her}),
            ("disclosed", {"text": "I'm an AI."}),
        ]
        await log.append_all([(SessionId("meeting"), kind, payload) for kind, payload in met])
        for key, value in _WISHES:
            await prefer(log, key, value)
        night = Night(vault, OWNER, log, facts, RulesOnly(), clock)
        async for number in days_of(life, days, log, night, clock):
            if number == days - 1:
                for kind, text in _TOLD:
                    await log.append(SessionId("told"), kind, {"text": text})
        for text in _THIS_MORNING:
            await log.append(SessionId("morning"), "heard", {"text": text})
    return clock.time + timedelta(minutes=20)


async def shaping(home: Path, at: datetime) -> Shaping:
    """Open this home at this time as a start does, begin to talk, and see what shapes her."""
    settings = Settings(home=home)
    languages = LanguageModels(lambda _: nullcontext(RulesOnly()))
    shared = SharedModels(languages, NothingMeant(), None)
    async with (
        living(settings, await vault_key(settings), shared, clock=MovedClock(at)) as anima,
        anima.conversation(resume=False) as talk,
    ):
        growth = await load_growth(anima.log)
        known = await anima.recall.knowledge.today()
        return {
            "prompt": [[message.role, message.text] for message in await talk.warm()],
            "character": growth.character.canonical().decode(),
            "facts": [line.text for line in known],
            "wishes": dict(asdict(await load_preferences(anima.log))),
            "voice": talk.voice,
            "sound": [*asdict(talk.delivery).values(), talk.whispers],
        }


def as_bytes(found: JsonValue) -> bytes:
    """As it is compared."""
    return json.dumps(found, sort_keys=True, ensure_ascii=False).encode()


def differing(one: Shaping, other: Shaping) -> set[str]:
    """The kinds that are not the same, byte for byte."""
    kinds = one.keys() | other.keys()
    return {kind for kind in kinds if as_bytes(one.get(kind)) != as_bytes(other.get(kind))}


async def in_this_process(homes: Sequence[Path], at: datetime) -> list[Shaping]:
    """What shapes her in these homes, as they are opened here."""
    return [await shaping(home, at) for home in homes]


async def in_another_process(homes: Sequence[Path], at: datetime) -> list[Shaping]:
    """What shapes her in these homes, as another process finds it.

    Raises `RuntimeError` when that process fails.
    """
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "bench.persona_parts.staying",
        at.isoformat(),
        *map(str, homes),
        stdout=PIPE,
        cwd=_ROOT,
        env={**os.environ, "PYTHONHASHSEED": "random"},
    )
    out, _ = await process.communicate()
    if process.returncode != 0:
        raise RuntimeError("the process that opened the vault again has failed")
    return json.loads(out)


if __name__ == "__main__":
    moment, *places = sys.argv[1:]
    homes, at = [Path(place) for place in places], datetime.fromisoformat(moment)
    print(json.dumps(asyncio.run(in_this_process(homes, at))))
