"""Typst, the one way in: sources in, PDF or pictures out, its complaints as our errors."""

from collections.abc import Mapping
from datetime import datetime
from functools import cache
from typing import Literal

import typst

from anima.letters.letter_error import LetterError


def as_pdf(source: str, inputs: Mapping[str, str], *, at: datetime) -> bytes:
    """Typeset a document; the same source and date give the same bytes."""
    made = _compiled(source, inputs, "pdf", None, at)
    if not isinstance(made, bytes):
        raise LetterError("The typesetter gave no document.")
    return made


def as_png(source: str, inputs: Mapping[str, str], *, ppi: float = 110) -> list[bytes]:
    """Each page of a document as a picture."""
    made = _compiled(source, inputs, "png", ppi, None)
    if isinstance(made, bytes):
        return [made]
    return list(made or [])


def escaped(text: str) -> str:
    """A text for between quotation marks in a Typst source."""
    return text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")


def _compiled(
    source: str,
    inputs: Mapping[str, str],
    kind: Literal["pdf", "png"],
    ppi: float | None,
    at: datetime | None,
) -> bytes | list[bytes] | None:
    try:
        return typst.compile(
            source.encode(),
            format=kind,
            ppi=ppi,
            sys_inputs=dict(inputs),
            font_paths=_fonts(),
            timestamp=at,
        )
    except typst.TypstError as error:
        # The message may quote the source, and so somebody's letter: only its kind is told.
        raise LetterError(
            "The page could not be typeset.", advice="Look for unusual signs in the text."
        ) from error


@cache
def _fonts() -> typst.Fonts:
    """The fonts that come with Typst and no others, so that every machine sets the same page."""
    return typst.Fonts(include_system_fonts=False)
