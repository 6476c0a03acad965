"""A served page, and a person with a browser who looks at it."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from browser import ALLOWED, CHROMIUM, FLAGS, SOUNDING
from playwright.async_api import ConsoleMessage, Page, async_playwright
from scripted_door import ScriptedDoor
from served_anima import free_port

from anima.interfaces.web import create_app, listen


@dataclass
class House:
    """A server that can be stopped and started again, at the same address."""

    door: ScriptedDoor
    port: int = field(default_factory=free_port)
    origins: tuple[str, ...] = ()
    _serving: asyncio.Task[None] | None = None

    @property
    def address(self) -> str:
        return f"http://localhost:{self.port}/"

    async def open(self) -> None:
        app = create_app(self.door, origins=self.origins)
        self._serving = asyncio.create_task(listen(app, "127.0.0.1", self.port))
        for _ in range(200):
            with suppress(OSError):
                _, writer = await asyncio.open_connection("127.0.0.1", self.port)
                writer.close()
                await writer.wait_closed()
                return
            await asyncio.sleep(0.02)
        raise AssertionError("the server does not listen")

    async def shut(self) -> None:
        if self._serving is not None:
            self._serving.cancel()
            with suppress(asyncio.CancelledError):
                await self._serving
            self._serving = None


@asynccontextmanager
async def house(
    door: ScriptedDoor | None = None, *, origins: tuple[str, ...] = ()
) -> AsyncGenerator[House]:
    """A served page while the block runs."""
    served = House(door or ScriptedDoor(), origins=origins)
    await served.open()
    try:
        yield served
    finally:
        await served.shut()


@dataclass
class Visit:
    """A person in front of the page; what the page complained about is kept."""

    page: Page
    complaints: list[str] = field(default_factory=list[str])

    def watch(self) -> None:
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("console", self._console)

    def _console(self, line: ConsoleMessage) -> None:
        # Told by the browser, not by us: a line that cannot be opened while the server is away,
        # that a page must be touched before it may sound, that the tests' own tap is old-fashioned.
        known = ("WebSocket connection", "AudioContext was not allowed", "ScriptProcessorNode")
        if line.type in ("error", "warning") and not any(each in line.text for each in known):
            self.complaints.append(line.text)

    async def says(self, text: str) -> None:
        """Type it, and send it by the key."""
        await self.page.fill("#composer", text)
        await self.page.press("#composer", "Enter")

    async def state(self, name: str) -> None:
        """Wait until the page shows this state."""
        await self.page.wait_for_selector(f'body[data-state="{name}"]')

    async def turns(self, count: int) -> list[str]:
        """Wait until so many turns of the log are there; their words, in order."""
        kept = self.page.locator(".turn[data-id]")
        await kept.nth(count - 1).wait_for()
        return await self.page.locator(".turn[data-id] p").all_inner_texts()


@asynccontextmanager
async def visit(
    address: str,
    *flags: str,
    width: int = 1000,
    height: int = 760,
    dark: bool = False,
    script: Path | None = None,
) -> AsyncGenerator[Visit]:
    """Chromium without a window, at the page; it complained about nothing when the block ends."""
    async with async_playwright() as drivers:
        chromium = await drivers.chromium.launch(
            executable_path=CHROMIUM, args=[*FLAGS, *(flags or (ALLOWED, SOUNDING))]
        )
        try:
            page = await chromium.new_page(
                viewport={"width": width, "height": height},
                color_scheme="dark" if dark else "light",
                reduced_motion="reduce",
            )
            if script is not None:
                await page.add_init_script(path=script)
            seen = Visit(page)
            seen.watch()
            await page.goto(address)
            yield seen
            assert seen.complaints == [], seen.complaints
        finally:
            await chromium.close()
