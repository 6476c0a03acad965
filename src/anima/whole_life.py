"""What goes into an archive of a whole life, and the note in the log that there is one."""

import re
import tomllib
from collections.abc import Mapping
from pathlib import Path

from anima import __version__
from anima.app import OWNER, everything_kept
from anima.continuity import Export
from anima.memory import EventLog
from anima.settings import FILE_NAME, Settings
from anima.values import Clock, JsonValue, SessionId

EDITS = SessionId("memory")

TRAVELS = ("stt", "tts", "end_of_turn", "embedding", "keep_sound")
"""Settings that travel. Not those that say where things go: a stranger's archive could name its
own server as her mind."""

_NAME = re.compile(r"[\w.-]{1,64}")


def whole_life(settings: Settings, clock: Clock) -> Export:
    """Everything that one person's vault holds, and the settings that may travel."""
    return Export(
        everything_kept(),
        OWNER,
        made_by=__version__,
        made_at=clock.now().isoformat(timespec="seconds"),
        settings=_travelling(settings.home / FILE_NAME),
    )


async def note_exported(log: EventLog, where: str, *, sealed: bool) -> None:
    """Take down where a copy is: whoever erases something later is told which copies there are."""
    payload: dict[str, JsonValue] = {"file": where, "sealed": sealed}
    await log.append(EDITS, "exported", payload)


def settle_settings(path: Path, settings: Mapping[str, str]) -> None:
    """Write the settings that came along with a life, where there are none."""
    lines = [
        f'{name} = "{settings[name]}"'
        for name in TRAVELS
        if _NAME.fullmatch(settings.get(name, ""))
    ]
    if lines and not path.exists():
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def _travelling(path: Path) -> Mapping[str, str]:
    if not path.exists():
        return {}
    values = tomllib.loads(path.read_text(encoding="utf-8"))
    return {name: str(values[name]) for name in TRAVELS if name in values}
