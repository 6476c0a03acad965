"""The handover: a companion given to another person, with what was chosen for them.

A sealed file with her name, voice and temperament, and what the giver told her and wants her to
remember, as the giver's words. docs/archive.md is its specification.
"""

import io
import os
import zipfile
from collections.abc import Callable
from contextlib import ExitStack
from datetime import datetime
from pathlib import Path
from typing import Annotated, BinaryIO, Literal, cast

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, ValidationError

from anima.continuity.age import SealedReader, SealingWriter, is_sealed
from anima.continuity.archive import MANIFEST, README, length_of
from anima.continuity.reading import explained, sizes_of
from anima.continuity.whole_file import whole_file
from anima.values import ArchiveError

FORMAT = "anima-handover"
VERSION = 1
HANDOVER = "handover.json"

MOST_BYTES = 16 << 20
"""Unpacked; ten thousand memories have three megabytes."""

LONGEST_TOLD = 4000
"""Letters of one thing that was told; what is longer is given in pieces."""

README_TEXT = """This is a companion made by Anima, given by one person to another.

manifest.json says which format this is; handover.json has who she is, and what she was told by
the one who gave her: words to quote, of that person's life. To meet her, in an installation where
nobody has met a companion yet:

    anima import THIS_FILE

The format is described in docs/archive.md of the project.
"""

_NAME = r"^[^\W\d_][\w'’ .\-]{0,39}$"
_PLAIN = r"^[^\x00-\x1f\x7f\u2028\u2029]*$"


_Trait = Literal["openness", "conscientiousness", "extraversion", "agreeableness", "neuroticism"]
_Share = Annotated[float, Field(ge=-1, le=1, allow_inf_nan=False)]


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Opinion(_Frozen):
    """Something that she thinks, in her own words."""

    topic: str = Field(min_length=1, max_length=80, pattern=_PLAIN)
    text: str = Field(min_length=1, max_length=200, pattern=_PLAIN)


class Her(_Frozen):
    """Who she is.

    Attributes:
        name: The name that she chose.
        voice: The id of her voice.
        traits: Her five traits by name, each from -1 to 1.
        opinions: What she thinks and likes.
    """

    name: str = Field(pattern=_NAME)
    voice: str = Field(pattern=r"^[a-z0-9_-]{1,40}$")
    traits: dict[_Trait, _Share]
    opinions: tuple[Opinion, ...] = Field(default=(), max_length=12)


class Told(_Frozen):
    """Something that the giver told her and chose to give.

    Attributes:
        at: When it was said.
        kind: A moment has the giver's own words; a fact is a sentence about the giver's life.
        text: The words.
    """

    at: AwareDatetime
    kind: Literal["fact", "moment"]
    text: str = Field(min_length=1, max_length=LONGEST_TOLD)


class Handover(_Frozen):
    """All that is given.

    Attributes:
        her: Who she is.
        giver: What the giver is called; empty for "a friend".
        whom: For whom she is meant; may be empty.
        note: What she is to say from the giver when they meet; may be empty.
        told: What she remembers.
    """

    her: Her
    giver: str = Field(default="", pattern=rf"^$|{_NAME}")
    whom: str = Field(default="", pattern=rf"^$|{_NAME}")
    note: str = Field(default="", max_length=300, pattern=_PLAIN)
    told: tuple[Told, ...] = Field(default=(), max_length=10_000)

    def content(self) -> bytes:
        """The bytes that are written; equal handovers have equal ones."""
        return self.model_dump_json(indent=1).encode("utf-8")


class _Manifest(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")

    format: str
    version: int
    made_by: str
    made_at: datetime


def handover_of(build: Callable[[], Handover]) -> Handover:
    """A handover from what a person chose. Raises `ArchiveError` naming the part that cannot go."""
    try:
        given = build()
    except ValidationError as error:
        parts = {".".join(str(each) for each in e["loc"]) or "it" for e in error.errors()}
        raise ArchiveError(
            f"This cannot be handed over: {', '.join(sorted(parts))} is too long, or has signs "
            "that do not belong there."
        ) from None
    if len(given.content()) > MOST_BYTES:
        raise ArchiveError(
            "This cannot be handed over: it is more than a handover holds.",
            advice="Choose fewer memories.",
        )
    return given


def write_handover(
    target: Path, given: Handover, passphrase: str, *, made_by: str, made_at: datetime
) -> None:
    """Write the sealed file. It is there whole or not at all.

    Raises:
        ArchiveError: The file cannot be written.
    """
    manifest = _Manifest(format=FORMAT, version=VERSION, made_by=made_by, made_at=made_at)
    with whole_file(target) as draft:
        handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(handle, "wb") as file:
            with ExitStack() as stack:
                sealing = stack.enter_context(SealingWriter(file, passphrase))
                out = cast(BinaryIO, sealing)
                parts = stack.enter_context(zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED))
                parts.writestr(README, README_TEXT, zipfile.ZIP_STORED)
                parts.writestr(HANDOVER, given.content())
                parts.writestr(MANIFEST, manifest.model_dump_json(indent=1))
            file.flush()
            os.fsync(file.fileno())


def read_handover(source: Path, passphrase: str) -> Handover | None:
    """What a handover holds, every part checked; None for a sealed file of another kind.

    Raises:
        WrongKeyError: The passphrase is another.
        ArchiveError: It is damaged, cut off, made by a newer version, or no handover would be so.
    """
    with ExitStack() as stack:
        with explained():
            file: BinaryIO = stack.enter_context(source.open("rb"))
            length = length_of(file)
            if not is_sealed(file):
                return None
            # A raw reader may give less than it is asked for: the zip would look cut off.
            reader = io.BufferedReader(SealedReader(file, passphrase))
            file = cast(BinaryIO, stack.enter_context(reader))
            parts = stack.enter_context(zipfile.ZipFile(file))
            if HANDOVER not in sizes_of(parts, length):
                return None
        return _read(parts, sizes_of(parts, length))


def _read(parts: zipfile.ZipFile, sizes: dict[str, int]) -> Handover:
    if set(sizes) != {README, HANDOVER, MANIFEST}:
        raise _wrong("it holds other files than it should")
    if max(sizes.values()) > MOST_BYTES:
        raise _wrong("it is far too large")
    with explained():
        content, described = (parts.read(name) for name in (HANDOVER, MANIFEST))
    try:
        manifest = _Manifest.model_validate_json(described)
        if manifest.format != FORMAT:
            raise _wrong("it is of another kind")
        if manifest.version != VERSION:
            raise ArchiveError(
                f"The handover has version {manifest.version} of the format; this one reads "
                f"{VERSION}.",
                advice="Use a newer version of Anima.",
            )
        return Handover.model_validate_json(content)
    except ValidationError:
        # What the library says of it would quote what stands in it.
        raise _wrong("something in it is not as it should be") from None


def _wrong(what: str) -> ArchiveError:
    return ArchiveError(
        f"The handover cannot be used: {what}.", advice="Ask for another; nothing was changed."
    )
