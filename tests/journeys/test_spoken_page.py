"""A real voice goes in by the microphone of a real browser, and hers comes out of its speaker."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import jiwer
import numpy as np
import pytest
from page_visit import PATIENCE_MS, PLAYED_RATE, Tapped, Visit, visiting
from playwright.async_api import expect

from anima.models import WeightStore
from anima.voice import INPUT_RATE, Kokoro, Whisper, read_sound
from anima.voice.sound_files import resampled
from bench.words import normalised

pytestmark = [pytest.mark.slow, pytest.mark.timeout(400)]

SPOKEN = (
    "And which developed more completely and satisfactorily on the side of the lower-case than "
    "the capital letters."
)


@pytest.fixture(scope="module")
def whisper() -> Whisper:
    return Whisper(WeightStore().folder("whisper-base"))


@pytest.fixture
async def visit(tmp_path: Path) -> AsyncIterator[Visit]:
    async with visiting(tmp_path) as visit:
        yield visit


async def test_her_words_on_the_page_are_the_words_that_sound(
    visit: Visit, whisper: Whisper, speech: Path
) -> None:
    visit.says(read_sound(speech / "LJ001-0019.wav"))
    await visit.taken("played")
    await visit.page.click("#microphone")
    await visit.state("speaking")
    await visit.page.click("#microphone")
    await visit.quiet()

    heard = await visit.last("person")
    assert jiwer.wer(normalised(SPOKEN), normalised(heard)) <= 0.2, heard
    words = await visit.last("companion")
    sound = await visit.taken("played")
    understood = (await whisper.transcribe(resampled(sound.samples, PLAYED_RATE))).text
    # "Mm, interesting." may be read back as "I'm more interesting." or not at all; other words than
    # these would differ in far more letters.
    assert jiwer.cer(normalised(words), normalised(understood)) <= 0.5, (words, understood)


async def test_spoken_to_she_falls_silent_and_remembers_only_what_was_heard(
    visit: Visit, whisper: Whisper, speech: Path
) -> None:
    visit.says(read_sound(speech / "LJ001-0010.wav"))
    await visit.taken("played")
    await visit.page.fill("#composer", "Tell me a long story about the sea and an old sailor.")
    await visit.page.press("#composer", "Enter")
    await visit.state("speaking")
    await asyncio.sleep(1.0)
    await visit.page.click("#microphone")
    await visit.state("hearing", "thinking")
    await asyncio.sleep(0.6)
    spoken, played = await visit.taken("heard"), await visit.taken("played")
    began = first_speech(spoken)
    sounding = played.audible()
    # Between two clauses there may be a gap of a second on a busy machine.
    assert any(began - 1500 < time < began for time in sounding), "she was speaking"
    fell_silent = max(time for time in sounding if time < began + 1500)
    assert fell_silent - began <= 300, f"{fell_silent - began:.0f} ms"

    # She is held while the words are made out; only then is it an interruption, and stored.
    interrupted = visit.page.locator('.turn[data-speaker="companion"][data-id] p').nth(1)
    stored = normalised(await interrupted.inner_text(timeout=PATIENCE_MS)).split()
    understood = (await whisper.transcribe(resampled(played.samples, PLAYED_RATE))).text
    sounded = normalised(understood).split()
    assert abs(len(stored) - len(sounded)) <= 2, (stored, sounded)
    # Where the sound was cut, two words may differ.
    surely = max(0, len(stored) - 2)
    both = " ".join(stored[:surely]), " ".join(sounded[:surely])
    assert not surely or sound_alike(*both), both


async def test_she_learns_her_name_from_the_person_and_forgets_it_again(visit: Visit) -> None:
    mouth = Kokoro(
        WeightStore().folder("kokoro") / "model.onnx", WeightStore().folder("kokoro-voices")
    )
    chunks = mouth.speak("Wren.", voice="bm_daniel")
    name = resampled(np.concatenate([chunk.samples async for chunk in chunks]), PLAYED_RATE)
    mouth.close()
    once = np.pad(name, (0, 3 * INPUT_RATE - name.size))
    visit.says(np.tile(once, 60))
    page = visit.page
    await page.click("#by-name")
    await page.click("#teach")
    told = page.locator('#teaching [data-name="told"]')
    await expect(told).to_have_text("Say it 3 times.")
    # The press comes at any moment of the name; what is cut off by it is said again.
    for _ in range(15):
        await page.click('#teaching [data-name="take"]')
        await expect(page.locator('#teaching [data-name="take"]')).to_be_enabled(
            timeout=PATIENCE_MS
        )
        if "I know how you say it" in await told.inner_text():
            break
    await expect(told).to_have_text("I know how you say it (3 times heard).")
    assert await page.locator('.turn[data-speaker="person"]').count() == 0, (
        "nothing was said to her"
    )
    await page.click("#teaching button[type=submit]")
    await expect(page.locator("#state")).to_have_text("asleep until you say “Wren”")
    await page.reload()
    await page.wait_for_selector("#by-name:visible", timeout=PATIENCE_MS)
    await page.click("#by-name")
    await page.click("#teach")
    await expect(told).to_have_text("I know how you say it (3 times heard).")
    await page.click('#teaching [data-name="unlearn"]')
    await expect(told).to_have_text("Say it 3 times.")


def sound_alike(said: str, understood: str) -> bool:
    """Whether two texts differ in a tenth of their letters at most, or in four of a short one.

    By letters, because "lower case" is "lowercase" and "sea" may be heard as "c": what she says is
    sampled, and Whisper spells what it hears.
    """
    return bool(understood) and jiwer.cer(said, understood) * len(said) <= max(4, len(said) / 10)


def first_speech(tapped: Tapped) -> float:
    """When somebody began to speak into the microphone: three blocks in a row that can be heard."""
    audible = set(tapped.audible())
    for first, *others in zip(tapped.times, tapped.times[1:], tapped.times[2:], strict=False):
        if first in audible and all(other in audible for other in others):
            return first
    raise AssertionError("nothing was heard by the microphone")
