"""Records a dialogue as it is heard in a room, for the docs: through the real page and models.

Run as `python -m tools.record_dialogue`. The person's lines are spoken beforehand by another voice
into the file that Chromium takes for a microphone; from then on nothing is arranged. Both sides are
tapped in the page with the times at which they sounded, and mixed. Only her greeting, and what is
over a second between her last word and the person's next line, is cut; how long she takes to answer
is as it was.
"""

import asyncio
import base64
import sys
import tempfile
from dataclasses import dataclass, replace
from pathlib import Path
from typing import cast

import numpy as np
import soundfile
from playwright.async_api import Page, async_playwright

from anima.loading import load_speech
from anima.models import WeightStore
from anima.settings import Settings, load_settings
from anima.voice import INPUT_RATE, Samples, TextToSpeech, Whisper, write_wav
from anima.voice.pcm import from_pcm16
from anima.voice.sound_files import resampled

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests" / "fakes"))

SOUND = ROOT / "docs" / "dialogue.ogg"
PAGE = ROOT / "docs" / "dialogue.md"
PERSON = "am_michael"
LINES = (
    "Good evening. I had a long day at the library.",
    "A boy came in and asked me for a book about whales, and then he told me all about them.",
    "What should I read tonight?",
    "I think I will. Good night, Wren.",
)
LEAD_SECONDS = 2.0
GAP_SECONDS = 14.0
"""From the end of a line to the next: she has answered by then, on two cores."""

PAUSE_SECONDS = 1.0
AUDIBLE = 0.004


@dataclass(frozen=True, slots=True)
class Stretch:
    """Somebody speaks: from when to when, in seconds of the recording, and what."""

    speaker: str
    start: float
    end: float
    text: str


async def main() -> None:
    """Record, mix, transcribe, and write the sound and its page."""
    with tempfile.TemporaryDirectory() as folder:
        settings = replace(load_settings({}), home=Path(folder) / "home")
        microphone = Path(folder) / "microphone.wav"
        said = await spoken(load_speech(settings).text_to_speech)
        write_wav(microphone, said, INPUT_RATE)
        hers, theirs, stored = await converse(settings, microphone, said.size / INPUT_RATE)
    sound, stretches = mixed(hers, theirs)
    soundfile.write(SOUND, sound, INPUT_RATE, format="OGG", subtype="OPUS")
    whisper = Whisper(WeightStore().folder("whisper-base"))
    heard = [
        replace(each, text=(await whisper.transcribe(_cut(sound, each))).text.strip())
        for each in stretches
    ]
    PAGE.write_text(page(heard, stored), encoding="utf-8")
    print(PAGE.read_text(encoding="utf-8"))


async def spoken(mouth: TextToSpeech) -> Samples:
    """The person's lines, with time for her answers between them."""
    parts = [np.zeros(round(LEAD_SECONDS * INPUT_RATE), np.float32)]
    for line in LINES:
        chunks = [chunk.samples async for chunk in mouth.speak(line, voice=PERSON)]
        parts += [resampled(np.concatenate(chunks), mouth.sample_rate)]
        parts += [np.zeros(round(GAP_SECONDS * INPUT_RATE), np.float32)]
    return np.concatenate(parts)


async def converse(
    settings: Settings, microphone: Path, seconds: float
) -> tuple[Samples, Samples, list[tuple[str, str]]]:
    """Both sides as they sounded, on one clock, and what is stored of them."""
    from acquainted import acquaint  # beside the tests
    from browser import ALLOWED, CHROMIUM, FLAGS, SOUNDING, heard_from
    from served_anima import served

    await acquaint(settings)
    flags = [*FLAGS, ALLOWED, SOUNDING, heard_from(microphone)]
    async with served(settings.home) as address, async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=flags)
        page = await browser.new_page()
        await page.add_init_script(path=ROOT / "tests" / "fakes" / "tap.js")
        await page.goto(f"{address}/?raw-microphone=1")
        await page.wait_for_selector('.turn[data-speaker="companion"][data-id]', timeout=120_000)
        await page.wait_for_selector('body[data-state="listening"]')
        await asyncio.sleep(8)
        greeting = await page.locator(".turn[data-id]").count()
        await tapped(page, "played")
        await page.click("#microphone")
        await asyncio.sleep(seconds)
        theirs, hers = await tapped(page, "heard"), await tapped(page, "played")
        turns = page.locator(".turn[data-id]")
        stored: list[tuple[str, str]] = []
        for number in range(greeting, await turns.count()):
            turn = turns.nth(number)
            speaker = await turn.get_attribute("data-speaker") or ""
            stored.append((speaker, await turn.locator("p").first.inner_text()))
        await browser.close()
    start = theirs[1][0]
    return placed(*hers, start), placed(*theirs, start), stored


async def tapped(page: Page, kind: str) -> tuple[Samples, list[float], int]:
    """What a tap took: its sound, when each block came in milliseconds, and its rate."""
    taken = await page.evaluate("kind => takeTapped(kind)", kind)
    rate = cast(int, await page.evaluate("kind => tapped.rates[kind]", kind))
    return from_pcm16(base64.b64decode(taken["samples"])), taken["times"], rate


def placed(samples: Samples, times: list[float], rate: int, start: float) -> Samples:
    """The blocks at the times at which they came, at 16 kHz, silence between them."""
    size = samples.size // max(1, len(times))
    length = max(0.0, (times[-1] - start) / 1000) + 1
    out = np.zeros(round(length * rate) + size, np.float32)
    at = 0
    for number, time in enumerate(times):
        wanted = round((time - start) / 1000 * rate)
        # Blocks come in bunches: they follow each other unless there was a real gap.
        at = wanted if wanted - at > rate // 10 else at
        if 0 <= at <= out.size - size:
            out[at : at + size] = samples[number * size : (number + 1) * size]
        at += size
    return resampled(out, rate)


def mixed(hers: Samples, theirs: Samples) -> tuple[Samples, list[Stretch]]:
    """One sound of both, and who speaks when; long waits for the person are cut."""
    size = max(hers.size, theirs.size)
    both = np.stack([np.pad(each, (0, size - each.size)) for each in (theirs, hers)])
    turns = sorted([*_speech(both[0], "person"), *_speech(both[1], "companion")], key=_start)
    parts: list[Samples] = []
    found: list[Stretch] = []
    taken, out = 0.0, 0.0
    for turn in turns:
        gap = turn.start - taken
        waits = turn.speaker == "person" and gap > PAUSE_SECONDS
        begin = turn.start - PAUSE_SECONDS if waits else taken
        stretch = both[:, round(begin * INPUT_RATE) : round(turn.end * INPUT_RATE)].sum(axis=0)
        at = out + turn.start - begin
        found.append(Stretch(turn.speaker, at, at + turn.end - turn.start, ""))
        parts.append(stretch)
        out, taken = out + stretch.size / INPUT_RATE, turn.end
    parts.append(np.zeros(INPUT_RATE // 2, np.float32))
    return np.clip(np.concatenate(parts), -1, 1).astype(np.float32), found


def _start(stretch: Stretch) -> float:
    return stretch.start


def _speech(samples: Samples, speaker: str, pause: float = 2.5) -> list[Stretch]:
    """Where somebody can be heard, shorter pauses of theirs included."""
    width = INPUT_RATE // 100
    level = np.sqrt(np.square(samples[: samples.size // width * width].reshape(-1, width)).mean(1))
    found: list[Stretch] = []
    for block in np.flatnonzero(level > AUDIBLE):
        at = float(block) / 100
        if found and at - found[-1].end < pause:
            found[-1] = replace(found[-1], end=at + 0.01)
        else:
            found.append(Stretch(speaker, at, at + 0.01, ""))
    return found


def _cut(sound: Samples, stretch: Stretch) -> Samples:
    margin = 0.1
    start, end = max(0.0, stretch.start - margin), stretch.end + margin
    return sound[round(start * INPUT_RATE) : round(end * INPUT_RATE)]


def page(heard: list[Stretch], stored: list[tuple[str, str]]) -> str:
    """The page of the docs: a player, what was heard by transcription, what she stored."""
    names = {"person": "Theo", "companion": "Wren"}
    rows = [
        f"| {each.start:.1f} | {each.end:.1f} | {names[each.speaker]} | {each.text} |"
        for each in heard
    ]
    kept = [f"- **{names[speaker]}**: {text}" for speaker, text in stored]
    return "\n".join(
        [
            "# A dialogue, to listen to",
            "",
            '<audio controls src="dialogue.ogg"></audio>',
            "",
            "[The sound](dialogue.ogg) was recorded in a real browser against `anima serve` with",
            "the embedded models on two processor cores, by `python -m tools.record_dialogue`. The",
            "person's lines are another of her voices in the place of a microphone. Nothing is",
            "arranged, and the waits before her answers are as they were. Only the time until the",
            "person's next line is cut to a second.",
            "",
            "What a transcription of the recording makes of it, with seconds:",
            "",
            "| from | to | who | heard |",
            "|---:|---:|---|---|",
            *rows,
            "",
            "What she has stored of the same minute:",
            "",
            *kept,
            "",
        ]
    )


if __name__ == "__main__":
    asyncio.run(main())
