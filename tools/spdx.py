"""Which licences the runtime may carry, and the judgement of an SPDX expression by them."""

import re

PERMISSIVE = frozenset(
    {
        "0BSD",
        "Apache-2.0",
        "BSD-2-Clause",
        "BSD-3-Clause",
        "BSL-1.0",
        "CC0-1.0",
        "CNRI-Python",
        "HPND",
        "ISC",
        "MIT",
        "MIT-0",
        "MPL-2.0",
        "PSF-2.0",
        "Python-2.0",
        "Unlicense",
        "Zlib",
    }
)
"""Licences under which a package may be used, changed and passed on beside our own code.

MPL-2.0 asks for changes to its own files only, and we make none.
"""

# Older metadata writes licences as prose or as a classifier instead of an SPDX identifier.
_PROSE = {
    "3-clause bsd license": "BSD-3-Clause",
    "apache": "Apache-2.0",
    "apache 2.0": "Apache-2.0",
    "apache license, version 2.0": "Apache-2.0",
    "apache software license": "Apache-2.0",
    "bsd": "BSD-3-Clause",
    "bsd license": "BSD-3-Clause",
    "isc license": "ISC",
    "isc license (iscl)": "ISC",
    "mit license": "MIT",
    "mozilla public license 2.0 (mpl 2.0)": "MPL-2.0",
    "psfl": "PSF-2.0",
    "python software foundation license": "PSF-2.0",
    "the unlicense (unlicense)": "Unlicense",
    "zlib/libpng license": "Zlib",
}

_TOKEN = re.compile(r"\(|\)|[^\s()]+")


def spdx_of(prose: str) -> str:
    """The SPDX expression that this text means; the text itself when it is not known prose."""
    return _PROSE.get(prose.strip().lower(), prose.strip())


def is_permissive(expression: str) -> bool:
    """Whether an SPDX expression can be met with permissive licences alone.

    `A OR B` needs one of the two, `A AND B` needs both. `A WITH exception` counts as A, which is
    the stricter reading. Anything that cannot be read is refused.
    """
    try:
        judged, rest = _alternatives(_TOKEN.findall(expression))
    except _UnreadableError:
        return False
    return judged and not rest


class _UnreadableError(Exception):
    """The text ends before the expression does."""


def _alternatives(tokens: list[str]) -> tuple[bool, list[str]]:
    judged, rest = _together(tokens)
    while rest and rest[0] == "OR":
        other, rest = _together(rest[1:])
        judged = judged or other
    return judged, rest


def _together(tokens: list[str]) -> tuple[bool, list[str]]:
    judged, rest = _one(tokens)
    while rest and rest[0] == "AND":
        other, rest = _one(rest[1:])
        judged = judged and other
    return judged, rest


def _one(tokens: list[str]) -> tuple[bool, list[str]]:
    if not tokens:
        raise _UnreadableError
    first, rest = tokens[0], tokens[1:]
    if first == "(":
        judged, rest = _alternatives(rest)
        if not rest or rest[0] != ")":
            raise _UnreadableError
        return judged, rest[1:]
    if len(rest) > 1 and rest[0] == "WITH":
        rest = rest[2:]
    return first in PERMISSIVE, rest
