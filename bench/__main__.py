"""`python -m bench NAME …` runs the measurement of that name."""

import ast
import importlib
import signal
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import cast

FOLDER = Path(__file__).resolve().parent


def benches(folder: Path = FOLDER) -> dict[str, str]:
    """The measurements of a folder, by name, with the first line of what each says of itself.

    A measurement is a module that defines `main(argv) -> int`. Modules are read, not imported:
    some of them load models.
    """
    found: dict[str, str] = {}
    for path in sorted(folder.glob("[!_]*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        if any(isinstance(node, ast.FunctionDef) and node.name == "main" for node in tree.body):
            found[path.stem] = (ast.get_docstring(tree) or "").partition("\n")[0]
    return found


def main(argv: Sequence[str]) -> int:
    """Run the measurement that is named first; without a name, say which there are."""
    known = benches()
    if not argv or argv[0] not in known:
        width = max(map(len, known), default=0)
        lines = [f"  {name:<{width}}  {about}" for name, about in known.items()]
        print("Usage: ./dev bench NAME [--data FOLDER] [--json FILE]", *lines, sep="\n")
        return 0 if list(argv) in (["--help"], ["-h"]) else 2
    # Ended by another program it ends as by Ctrl-C: what it started ends, what it has is printed.
    signal.signal(signal.SIGTERM, interrupt)
    module = importlib.import_module(f"bench.{argv[0]}")
    run = cast("Callable[[Sequence[str]], int]", module.main)
    return run(argv[1:])


def interrupt(*_: object) -> None:
    """End as by Ctrl-C, once."""
    # `timeout` asks twice, at once; the second would break into the report.
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:  # as a script begins what runs behind it
        raise KeyboardInterrupt
    signal.raise_signal(signal.SIGINT)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
