"""The documentation says what the code does."""

import re
from pathlib import Path

import pytest

from tools.reference import PAGE, commands, reference

ROOT = Path(__file__).resolve().parent.parent
PAGES = sorted([ROOT / "README.md", ROOT / "CONTRIBUTING.md", *(ROOT / "docs").rglob("*.md")])
COMMAND = re.compile(r"\./dev anima ([a-z]+(?: [a-z]+)?)")
DEV = re.compile(r"\./dev ([a-z]+)")
LINK = re.compile(r"\]\((?!https?:|#)([^)#]+)")


def test_the_reference_is_what_the_code_says() -> None:
    assert PAGE.read_text(encoding="utf-8") == reference(), "run: python -m tools.reference"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_command_that_is_named_exists(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    known = set(commands())
    for found in COMMAND.findall(text):
        words = tuple(found.split())
        assert words in known or words[:1] in known, found
    help_text = (ROOT / "dev").read_text(encoding="utf-8")
    for name in DEV.findall(text):
        assert re.search(rf"^  {name}\b", help_text, re.MULTILINE), name


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_link_leads_somewhere(page: Path) -> None:
    for target in LINK.findall(page.read_text(encoding="utf-8")):
        assert (page.parent / target).exists(), target
