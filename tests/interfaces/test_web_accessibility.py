"""Everybody can use the page: axe and Lighthouse find nothing, on any screen, by day and night."""

import asyncio
import json
import os
import shutil
from asyncio.subprocess import DEVNULL
from pathlib import Path
from typing import cast

import pytest
from axe_playwright_python.async_playwright import Axe
from browser import CHROMIUM
from playwright.async_api import expect
from scripted_door import Life, ScriptedDoor
from web_house import Visit, house, visit

pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]

ROOT = Path(__file__).resolve().parents[2]
LIGHTHOUSE = "lighthouse@13"
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}

SCREENS = [
    pytest.param({}, id="light"),
    pytest.param({"dark": True}, id="dark"),
    pytest.param({"width": 360, "height": 740}, id="phone"),
    pytest.param({"width": 320, "height": 256, "dark": True}, id="zoomed"),
]


async def violations(seen: Visit) -> list[str]:
    """What axe finds, each with the places."""
    results = await Axe().run(seen.page, options=RULES)
    found = cast(list[dict[str, object]], results.response["violations"])
    return [f"{each['id']}: {json.dumps(each['nodes'])[:500]}" for each in found]


async def fits(seen: Visit) -> bool:
    """Nothing has to be scrolled sideways."""
    wide = await seen.page.evaluate("() => document.documentElement.scrollWidth - innerWidth")
    return cast(int, wide) <= 0


@pytest.mark.parametrize("screen", SCREENS)
async def test_the_first_meeting_can_be_used_by_everybody(screen: dict[str, int]) -> None:
    async with house() as served, visit(served.address, **screen) as seen:  # pyright: ignore[reportArgumentType] # one of the screens above
        await seen.page.wait_for_selector(".voice")
        assert await violations(seen) == []
        await seen.page.check(".voice input >> nth=1")
        assert await violations(seen) == []
        assert await fits(seen)


@pytest.mark.parametrize("screen", SCREENS)
async def test_the_conversation_can_be_used_by_everybody(screen: dict[str, int]) -> None:
    life = Life(stage="done", name="Freya", answer="A word, and then another word, " * 4)
    life.add("person", "Something of yesterday.", days_ago=1)
    async with house(ScriptedDoor(life)) as served, visit(served.address, **screen) as seen:  # pyright: ignore[reportArgumentType] # one of the screens above
        await seen.turns(2)
        await seen.says("Good evening.")
        await seen.state("speaking")
        assert await violations(seen) == []
        await seen.page.click("#microphone")
        await expect(seen.page.locator("#microphone")).to_have_attribute("aria-pressed", "true")
        assert await violations(seen) == []
        await seen.page.fill("#search", "yesterday")
        await seen.page.wait_for_selector("#results li")
        assert await violations(seen) == []
        await seen.page.press("#search", "Escape")
        assert await fits(seen)
        await served.shut()
        await seen.state("offline")
        await seen.says("Are you there?")
        assert await violations(seen) == []


async def lighthouse(address: str) -> dict[str, float]:
    """The scores that Lighthouse gives a page; it is installed on the first call."""
    tools = ROOT / ".anima" / "lighthouse"
    binary = tools / "node_modules" / ".bin" / "lighthouse"
    if not binary.exists():
        npm = shutil.which("npm", path=f"{ROOT / '.venv' / 'bin'}{os.pathsep}{os.environ['PATH']}")
        assert npm, "npm comes with the development dependencies"
        tools.mkdir(parents=True, exist_ok=True)
        await run(npm, "install", "--prefix", str(tools), "--no-audit", "--no-fund", LIGHTHOUSE)
    report = tools / "report.json"
    flags = "--headless=new --no-sandbox --disable-gpu"
    await run(
        str(binary),
        address,
        "--quiet",
        "--only-categories=accessibility,best-practices",
        "--output=json",
        f"--output-path={report}",
        f"--chrome-flags={flags}",
    )
    found = json.loads(report.read_text())
    failed = [
        name for name, audit in found["audits"].items() if audit["score"] not in (None, 1, 1.0)
    ]
    assert failed == []
    return {name: each["score"] for name, each in found["categories"].items()}


async def run(*command: str) -> None:
    paths = f"{ROOT / '.venv' / 'bin'}{os.pathsep}{os.environ['PATH']}"
    environment = os.environ | {"CHROME_PATH": CHROMIUM, "PATH": paths}
    process = await asyncio.create_subprocess_exec(*command, stdout=DEVNULL, env=environment)
    assert await process.wait() == 0


@pytest.mark.parametrize("stage", ["voice", "done"])
async def test_lighthouse_gives_full_marks(stage: str) -> None:
    life = Life(stage=stage, name="Freya" if stage == "done" else "")
    life.add("person", "Something of yesterday.", days_ago=1)
    async with house(ScriptedDoor(life)) as served:
        scores = await lighthouse(served.address)
    assert scores["accessibility"] == 1.0
