"""Checks the licences of everything that the runtime lock installs on this machine.

Two things are looked at: what each package says of itself, and the shared libraries that its wheel
brings along, whose licences the package's own metadata does not mention.
"""

import re
import sys
from collections.abc import Iterator
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

from tools.lock_file import read_pins
from tools.spdx import is_permissive, spdx_of

ROOT = Path(__file__).resolve().parent.parent

REASONED = {
    "sqlcipher3": "Zlib",  # by the LICENSE file in its wheel; the metadata is silent
}
"""Packages whose metadata does not tell, and what their licence file was read to say."""

BUNDLED = {
    "ctranslate2": "the package's own code, MIT",
    "gfortran": "GPL with the GCC runtime library exception",
    "gomp": "GPL with the GCC runtime library exception",
    "quadmath": "LGPL, as part of the GCC runtime; loaded dynamically, replaceable, unchanged",
    "scipy_openblas64_": "OpenBLAS, BSD-3-Clause",
    "yajl": "ISC",
}
"""Shared libraries inside wheels that were looked at, and why they may be there."""

_LIBRARY = re.compile(r"^lib(?P<name>.+?)(?:-[0-9a-f]{8}.*)?(?:\.so[.\d]*|\.dylib|\.dll)$")


def licence_problems(lock: Path) -> list[str]:
    """What stands in the way of passing the runtime on, one sentence each.

    Args:
        lock: The lock file; of its packages, those that this machine installs are looked at.
    """
    return [
        problem
        for pin in read_pins(lock)
        if pin.applies_here()
        for problem in _package_problems(pin.name)
    ]


def _package_problems(name: str) -> Iterator[str]:
    try:
        package = distribution(name)
    except PackageNotFoundError:
        yield f"{name}: is in the lock but not installed"
        return
    expressions = [REASONED[name]] if name in REASONED else declared_licences(package)
    if not expressions:
        yield f"{name}: does not say its licence; read it and add a row to REASONED"
    elif not all(is_permissive(each) for each in expressions):
        yield f"{name}: {' / '.join(expressions)} is not a permissive licence we know"
    unknown = sorted(set(bundled_libraries(package)) - BUNDLED.keys())
    if unknown:
        yield f"{name}: brings libraries that nobody has looked at: {', '.join(unknown)}"


def declared_licences(package: Distribution) -> list[str]:
    """The SPDX expressions a package declares; when there are several, all of them hold.

    The expression of current metadata wins over the licence field of the older kind, and that over
    classifiers, which do not tell one BSD licence from another.
    """
    metadata = package.metadata
    expressions = metadata.get_all("License-Expression") or []
    if expressions:
        return expressions
    # Some packages put the whole text of the licence here, which says nothing to a program.
    fields = [each for each in metadata.get_all("License") or [] if each and "\n" not in each]
    if fields:
        return [spdx_of(each) for each in fields]
    classifiers: list[str] = metadata.get_all("Classifier") or []
    names = [each.split(" :: ")[-1] for each in classifiers if each.startswith("License :: ")]
    return [spdx_of(name) for name in names if name != "OSI Approved"]


def bundled_libraries(package: Distribution) -> Iterator[str]:
    """Names of the shared libraries that the wheel's repair tool copied in beside the package."""
    for file in package.files or []:
        if file.parent.name.endswith((".libs", ".dylibs")):
            match = _LIBRARY.match(file.name)
            yield match["name"] if match else file.name


def main() -> int:
    """Print the problems; 1 when there are any."""
    problems = licence_problems(ROOT / "requirements.lock")
    for problem in problems:
        print(problem, file=sys.stderr)
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
