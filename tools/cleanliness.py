"""Checks that no file of the repository is bound to one machine or one registry's address."""

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent

# Installing uses whatever index the machine is set up for, so no registry is named anywhere.
_REGISTRY = re.compile(
    r"\b(?:pypi\.org|pythonhosted\.org|npmjs\.(?:org|com)|yarnpkg\.com|(?:deb|security)\.debian\.org)"
    r"|https?://[^\s\"'<>]*(?:pypi|pythonhosted|npmjs|\.debian\.)",
    re.IGNORECASE,
)
_MACHINE_PATH = re.compile(r"(?<![\w./~$}-])/(?:root|work|home/\w+|Users/\w+)/\w")
_REGISTRY_LOCKS = frozenset({"uv.lock", "pylock.toml", "package-lock.json", "yarn.lock"})


def repository_problems(root: Path) -> list[str]:
    """Every place that names a registry's host or a path of one machine, as `file:line: what`."""
    return [problem for path in _files(root) for problem in _problems(root, path)]


def _files(root: Path) -> list[Path]:
    """Files that are tracked or would be by the next `git add`."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=root, check=True, capture_output=True)
    names = {name for name in listed.stdout.decode().split("\0") if name}
    return [root / name for name in sorted(names) if (root / name).is_file()]


def _problems(root: Path, path: Path) -> Iterator[str]:
    name = path.relative_to(root).as_posix()
    if path.name in _REGISTRY_LOCKS:
        yield f"{name}: this kind of lock file holds a registry's addresses"
    try:
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return
    for number, line in enumerate(text.splitlines(), start=1):
        if _REGISTRY.search(line):
            yield f"{name}:{number}: names a package registry's host"
        if _MACHINE_PATH.search(line):
            yield f"{name}:{number}: holds a path of one machine"


def main() -> int:
    """Print the problems; 1 when there are any."""
    problems = repository_problems(ROOT)
    for problem in problems:
        print(problem, file=sys.stderr)
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
