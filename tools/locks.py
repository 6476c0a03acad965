"""Checks, without the network, that the lock files are whole and fit pyproject.toml."""

import sys
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tools.lock_file import LockFileError, Pin, read_pins

ROOT = Path(__file__).resolve().parent.parent
RUNTIME_LOCK = "requirements.lock"
DEV_LOCK = "requirements-dev.lock"

Group = Sequence[str | Mapping[str, str]]


def lock_problems(root: Path) -> list[str]:
    """What is wrong with the lock files under `root`, one sentence each; empty when nothing is."""
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))
    dependencies: list[str] = project["project"]["dependencies"]
    extras: dict[str, list[str]] = project["project"].get("optional-dependencies", {})
    groups: dict[str, Group] = project["dependency-groups"]
    run = [*dependencies, *_members("build", groups)]
    try:
        dev = read_pins(root / DEV_LOCK)
        problems = list(_unmet([*dependencies, *_members("dev", groups)], dev, DEV_LOCK))
        for lock, wanted in (
            (RUNTIME_LOCK, run),
            *((f"requirements-{name}.lock", [*run, *extra]) for name, extra in extras.items()),
        ):
            pins = read_pins(root / lock)
            problems += [*_unmet(wanted, pins, lock), *_disagreements(pins, lock, dev)]
    except LockFileError as error:
        return [str(error)]
    return problems


def _members(name: str, groups: Mapping[str, Group]) -> Iterator[str]:
    """The requirements of a dependency group, with those of the groups it includes."""
    for member in groups[name]:
        if isinstance(member, str):
            yield member
        else:
            yield from _members(member["include-group"], groups)


def _unmet(wanted: Sequence[str], pins: Sequence[Pin], lock: str) -> Iterator[str]:
    for requirement in map(Requirement, wanted):
        versions = [p.version for p in pins if p.name == canonicalize_name(requirement.name)]
        if not versions:
            yield f"{lock}: {requirement.name} is missing"
        for version in versions:
            if not requirement.specifier.contains(version, prereleases=True):
                yield f"{lock}: {requirement.name} {version} is not {requirement.specifier}"


def _disagreements(run: Sequence[Pin], lock: str, dev: Sequence[Pin]) -> Iterator[str]:
    """What is tested must be what people run: each pin of theirs stands in the other lock too."""
    tested = {(pin.name, pin.version) for pin in dev}
    for pin in run:
        if (pin.name, pin.version) not in tested:
            yield f"{DEV_LOCK}: does not hold {pin.name} {pin.version} of {lock}"


def main() -> int:
    """Print the problems; 1 when there are any."""
    problems = lock_problems(ROOT)
    for problem in problems:
        print(problem, file=sys.stderr)
    if problems:
        print("Run ./dev lock and commit what it writes.", file=sys.stderr)
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
