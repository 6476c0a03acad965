"""What memory keeps in a vault: what travels with a life, and what is drawn again from it."""

import json
from datetime import datetime

from anima.memory.sounds import from_wav, wav_of
from anima.values import FileColumn, JsonValue, Portable, Row, Table


def portables() -> tuple[Portable, ...]:
    """Every table of memory."""
    return (
        Portable("log", carried=(_LOG,)),
        Portable("sounds", carried=(_SOUNDS,)),
        Portable("readings", carried=(_READINGS,)),
        # A model may have told them: they cannot be drawn again word for word.
        Portable("episodes", carried=(_EPISODES, _EPISODE_PROGRESS)),
        Portable("quoted material", carried=(_IMPORTS, _QUOTED, _FILES)),
        Portable("nights under way", derived=("night_step",)),
        Portable("facts", derived=("fact", "fact_progress")),
        Portable(
            "search index",
            derived=("said", "projection", "indexed_turn", "turn_vector", "turn_code"),
        ),
    )


def _sorted(value: JsonValue) -> str:
    return json.dumps(value, ensure_ascii=True, sort_keys=True, separators=(",", ":"))


def _is_event(row: Row) -> None:
    if not isinstance(row["payload"], dict):
        raise ValueError("the payload is no object")
    if datetime.fromisoformat(str(row["at"])).tzinfo is None:
        raise ValueError("the time has no zone")


_LOG = Table(
    "event",
    ("sequence", "id", "session", "at", "kind", "payload"),
    ("sequence",),
    json={"payload": _sorted},
    check=_is_event,
)
_SOUNDS = Table(
    "sound",
    ("event", "mu_law"),
    ("event",),
    file=FileColumn("mu_law", "event", "sound", ".wav", wav_of, from_wav),
)
_READINGS = Table("reading", ("event", "model", "claims"), ("event",), json={"claims": json.dumps})
_EPISODES = Table(
    "episode",
    (
        "session",
        "title",
        "summary",
        "people",
        "places",
        "feelings",
        "began",
        "ended",
        "said",
        "sources",
        "made_by",
    ),
    ("began", "session"),
    json=dict.fromkeys(("people", "places", "feelings", "sources"), json.dumps),
    drawn=True,
)
_EPISODE_PROGRESS = Table(
    "episode_progress",
    ("version", "sequence", "going_on"),
    ("sequence",),
    json={"going_on": json.dumps},
    drawn=True,
)
_IMPORTS = Table(
    "quoted_import", ("id", "source", "file", "digest", "began", "finished"), ("began", "id")
)
_QUOTED = Table(
    "quoted", ("row", "import", "chat", "author", "mine", "at", "text", "key"), ("row",)
)
_FILES = Table(
    "quoted_file",
    ("import", "content"),
    ("import",),
    file=FileColumn("content", "import", "file", ".bin", bytes, bytes),
)
