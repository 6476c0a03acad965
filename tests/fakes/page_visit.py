"""A person at the page in a real browser, with a file for a microphone and a tap on its speaker."""

import asyncio
import base64
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from acquainted import acquaint
from browser import ALLOWED, CHROMIUM, FLAGS, SOUNDING, heard_from
from playwright.async_api import Page, async_playwright
from served_anima import served

from anima.settings import Settings, load_settings
from anima.voice import INPUT_RATE, Kokoro, Samples, write_wav
from anima.voice.sound_files import resampled

TAP = Path(__file__).parent / "tap.js"
BLOCK = 256
PLAYED_RATE = 24_000
PATIENCE_MS = 120_000
AUDIBLE = 0.004
"""Root mean square of a block in which somebody can be heard (-48 dB)."""


@dataclass
class Tapped:
    """What a tap in the page took: sound, and when each block of it came, in ms of the page."""

    samples: Samples
    times: list[float]

    def audible(self) -> list[float]:
        """The times of the blocks in which something can be heard."""
        blocks = self.samples[: len(self.times) * BLOCK].reshape(-1, BLOCK)
        loud = np.sqrt(np.square(blocks).mean(axis=1)) > AUDIBLE
        return [time for time, is_loud in zip(self.times, loud, strict=True) if is_loud]


@dataclass
class Visit:
    """A person at the page; `microphone` is the file that the browser takes for a microphone."""

    page: Page
    microphone: Path

    async def state(self, *states: str) -> None:
        await self.page.wait_for_selector(
            ", ".join(f'body[data-state="{state}"]' for state in states), timeout=PATIENCE_MS
        )

    async def quiet(self) -> None:
        """Wait until she has said what she wanted to say."""
        await asyncio.sleep(0.5)
        await self.state("listening")

    async def taken(self, kind: str) -> Tapped:
        result = await self.page.evaluate("kind => takeTapped(kind)", kind)
        pcm = np.frombuffer(base64.b64decode(result["samples"]), "<i2")
        return Tapped(pcm.astype(np.float32) / np.float32(32768), result["times"])

    async def last(self, speaker: str) -> str:
        turn = self.page.locator(f'.turn[data-speaker="{speaker}"][data-id] p').last
        return await turn.inner_text()

    def says(self, recording: Samples) -> None:
        """What the microphone will hear from its next opening on, and then silence."""
        silence = np.zeros(2 * INPUT_RATE, np.float32)
        write_wav(self.microphone, np.concatenate([recording, silence]), INPUT_RATE)

    async def speaks(self, words: str, mouth: Kokoro, *, voice: str = "bm_daniel") -> str:
        """Say something with another voice than hers; what she answered, as it stands there."""
        chunks = mouth.speak(words, voice=voice)
        said = np.concatenate([chunk.samples async for chunk in chunks])
        self.says(resampled(said, mouth.sample_rate))
        answers = self.page.locator('.turn[data-speaker="companion"][data-id]')
        before = await answers.count()
        await self.page.click("#microphone")
        await answers.nth(before).wait_for(timeout=PATIENCE_MS)
        await self.page.click("#microphone")
        await self.quiet()
        return await self.last("companion")


@asynccontextmanager
async def visiting(folder: Path) -> AsyncGenerator[Visit]:
    """Somebody who has met her comes to the page; yields when she has greeted."""
    settings: Settings = replace(load_settings({}), home=folder / "home")
    await acquaint(settings)
    microphone = folder / "microphone.wav"
    flags = [*FLAGS, ALLOWED, SOUNDING, heard_from(microphone)]
    async with served(settings.home) as address, async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=flags)
        page = await browser.new_page()
        await page.add_init_script(path=TAP)
        await page.goto(f"{address}/?raw-microphone=1")
        visit = Visit(page, microphone)
        await visit.quiet()
        await page.wait_for_selector('.turn[data-speaker="companion"]', timeout=PATIENCE_MS)
        await visit.quiet()
        yield visit
        await browser.close()
