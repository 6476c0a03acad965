"""Writes docs/reference.md from the code: the command line, the settings, the weights."""

import inspect
import sys
from dataclasses import fields
from pathlib import Path

import typer.main
from typer.testing import CliRunner

from anima.cli import app
from anima.models import WeightStore, status_table
from anima.settings import FILE_NAME, Settings

PAGE = Path(__file__).resolve().parent.parent / "docs" / "reference.md"

HEAD = """# Reference

Written by `python -m tools.reference` from the code; do not edit it by hand.
"""


def commands() -> list[tuple[str, ...]]:
    """Every command of the command line, as the words that are typed."""
    found: list[tuple[str, ...]] = []
    group = typer.main.get_command(app)
    for name, command in getattr(group, "commands", {}).items():
        found.append((name,))
        found.extend((name, inner) for inner in getattr(command, "commands", {}))
    return found


def reference() -> str:
    """The page."""
    return "\n".join([HEAD, *_command_line(), *_settings(), *_weights()])


def _command_line() -> list[str]:
    runner = CliRunner(env={"COLUMNS": "80", "TERM": "dumb", "NO_COLOR": "1"})
    lines = ["## Commands", ""]
    for words in commands():
        result = runner.invoke(app, [*words, "--help"], prog_name="anima")
        help_text = "\n".join(line.rstrip() for line in result.output.strip().splitlines())
        lines += [f"### anima {' '.join(words)}", "", "```text", help_text, "```", ""]
    return lines


def _settings() -> list[str]:
    about = _attributes(inspect.getdoc(Settings) or "")
    lines = [
        "## Settings",
        "",
        f"Each is a key of `{FILE_NAME}` in the home folder, and a variable in the environment, "
        "which counts more.",
        "",
        "| key | variable | meaning |",
        "|---|---|---|",
    ]
    for setting in fields(Settings):
        variable = f"ANIMA_{setting.name.upper()}"
        lines.append(f"| `{setting.name}` | `{variable}` | {about[setting.name]} |")
    lines += [
        "| | `ANIMA_WEIGHTS` | Folder of the weights. |",
        "| | `ANIMA_HUB` | Address of the model hub. |",
        "| | `ANIMA_PASSPHRASE` | The passphrase, where `key_place` is `passphrase`. |",
        "",
    ]
    return lines


def _attributes(doc: str) -> dict[str, str]:
    """The `Attributes:` of a docstring, by name."""
    found: dict[str, str] = {}
    name = ""
    for line in doc.partition("Attributes:\n")[2].splitlines():
        text = line.strip()
        if line.startswith("    ") and not line.startswith("     "):
            name, _, text = text.partition(": ")
            found[name] = text
        elif name:
            found[name] += f" {text}"
    return found


def _weights() -> list[str]:
    lines = [
        "## Weights",
        "",
        "| name | role | publisher | licence | size | with a new installation |",
        "|---|---|---|---|---|---|",
    ]
    for row in status_table(WeightStore()):
        size = f"{row.size / 1e6:,.0f} MB"
        embedded = "yes" if row.embedded else ""
        cells = (f"`{row.name}`", row.role, row.publisher, row.licence, size, embedded)
        lines.append(f"| {' | '.join(cells)} |")
    return [*lines, ""]


def main() -> int:
    """Write the page."""
    PAGE.write_text(reference(), encoding="utf-8")
    print(f"wrote {PAGE.name}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
