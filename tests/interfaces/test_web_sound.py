"""Sound in a real browser: what she says is counted sample by sample, and a microphone may fail."""

import asyncio
import json
import wave
from pathlib import Path
from typing import cast

import numpy as np
import pytest
from browser import ALLOWED, SOUNDING, heard_from
from playwright.async_api import expect
from scripted_door import RATE, WORD_SAMPLES, Life, ScriptedDoor
from web_house import house, visit

from anima.voice import write_wav

pytestmark = pytest.mark.slow

TAP = Path(__file__).parent.parent / "fakes" / "tap.js"
SOFTLY = """() => {
  let loudest = 0;
  for (const { samples } of tapped.played) {
    for (const value of samples) loudest = Math.max(loudest, Math.abs(value));
  }
  return document.body.dataset.state === "hearing" && loudest > 0 ? loudest / 32768 : 0;
}"""
"""How loud it is while the person has the turn, once anything sounds."""

LONG = "Once there was a keeper who counted the waves and never came to the end of them at all."


def known() -> Life:
    return Life(stage="done", name="Freya", answer=LONG)


def playouts(door: ScriptedDoor) -> list[dict[str, object]]:
    """What pages reported as played, in order."""
    messages = [json.loads(raw) for raw in door.received]
    owns = [each["data"] for each in messages if each["type"] == "client-message"]
    return [each["d"] for each in owns if each["t"] == "playout"]


def speech_file(path: Path, seconds: float = 1.5) -> Path:
    """What the fake microphone hears: a second of quiet, so many of voice, quiet."""
    t = np.arange(round(16_000 * seconds)) / 16_000
    voice = 0.6 * np.sin(2 * np.pi * 220 * t)
    sound = np.concatenate((np.zeros(16_000), voice, np.zeros(16_000 * 20)))
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(16_000)
        file.writeframes((sound * 32767).astype("<i2").tobytes())
    return path


async def test_everything_that_sounds_is_reported_to_the_sample() -> None:
    life = known()
    life.answer = "Yes, that is how it was."
    door = ScriptedDoor(life)
    async with house(door) as served, visit(served.address) as seen:
        await seen.turns(1)
        door.received.clear()
        await seen.says("Was it so?")
        await seen.turns(3)
        await seen.state("listening")
    counts = [cast(int, each["samples"]) for each in playouts(door)]
    assert counts == sorted(counts)
    assert counts[-1] == len(life.answer.split()) * WORD_SAMPLES
    steps = np.diff(counts)
    assert steps.max() <= RATE // 10, "a report at least every 100 ms of sound"


@pytest.mark.parametrize("by", ["Escape", "#stop"])
async def test_stopping_her_flushes_the_sound_and_tells_how_far_it_came(by: str) -> None:
    life = known()
    door = ScriptedDoor(life)
    async with house(door) as served, visit(served.address) as seen:
        await seen.turns(1)
        await seen.says("Tell me a story.")
        await seen.state("speaking")
        await asyncio.sleep(1.5)
        await (seen.page.keyboard.press(by) if by == "Escape" else seen.page.click(by))
        told = (await seen.turns(3))[-1]
        await seen.state("listening")
        await asyncio.sleep(0.5)
        assert (await seen.page.locator(".turn").count()) == 3
    assert LONG.startswith(told) and 0 < len(told) < len(LONG)
    final = playouts(door)[-1]
    assert final["stopped"] is True
    words = cast(int, final["samples"]) // WORD_SAMPLES
    assert abs(words - len(told.split())) <= 1
    assert life.said("companion")[-1] == told


async def test_speaking_while_she_speaks_interrupts_her(tmp_path: Path) -> None:
    life = known()
    door = ScriptedDoor(life)
    file = speech_file(tmp_path / "voice.wav")
    flags = (ALLOWED, SOUNDING, heard_from(file))
    async with (
        house(door) as served,
        visit(f"{served.address}?raw-microphone=1", *flags) as seen,
    ):
        await seen.turns(1)
        await seen.says("Tell me a story.")
        await seen.state("speaking")
        await seen.page.click("#microphone")
        await expect(seen.page.locator("#microphone")).to_have_attribute("aria-pressed", "true")
        words = await seen.turns(4)
        assert LONG.startswith(words[2]) and len(words[2]) < len(LONG)
        assert words[3] == door.ears.words
    assert door.sound_bytes > 16_000


async def test_at_a_sign_of_listening_she_begins_her_word_again(tmp_path: Path) -> None:
    life = known()
    door = ScriptedDoor(life)
    door.ears.words = "Mm-hm."
    file = speech_file(tmp_path / "voice.wav", 0.5)
    flags = (ALLOWED, SOUNDING, heard_from(file))
    async with (
        house(door) as served,
        visit(f"{served.address}?raw-microphone=1", *flags) as seen,
    ):
        await seen.turns(1)
        await seen.says("Tell me a story.")
        await seen.state("speaking")
        await asyncio.sleep(0.5)
        door.received.clear()
        await seen.page.click("#microphone")
        assert (await seen.turns(3))[-1] == LONG
    counts = [cast(int, each["samples"]) for each in playouts(door)]
    back = -min(np.diff(counts))
    assert 0 <= back <= WORD_SAMPLES
    assert counts[-1] == len(LONG.split()) * WORD_SAMPLES


async def longest_gap(door: ScriptedDoor, file: Path, *, spoken_for: float) -> float:
    """What the file holds is heard while she tells the long story, which comes to its end, each
    word of it once; the longest time in seconds without a report of what has sounded."""
    flags = (ALLOWED, SOUNDING, heard_from(file))
    async with (
        house(door) as served,
        visit(f"{served.address}?raw-microphone=1", *flags) as seen,
    ):
        await seen.turns(1)
        await seen.says("Tell me a story.")
        await seen.state("speaking")
        await asyncio.sleep(spoken_for)
        door.received.clear()
        door.received_at.clear()
        await seen.page.click("#microphone")
        assert (await seen.turns(3))[-1] == LONG
    counts = [cast(int, each["samples"]) for each in playouts(door)]
    assert counts[-1] == len(LONG.split()) * WORD_SAMPLES
    reported = zip(door.received, door.received_at, strict=True)
    return float(np.diff([at for raw, at in reported if '"playout"' in raw]).max())


async def test_at_a_short_sound_she_pauses_and_then_says_the_rest(tmp_path: Path) -> None:
    file = speech_file(tmp_path / "voice.wav", 0.15)
    gap = await longest_gap(ScriptedDoor(known()), file, spoken_for=0.5)
    assert 0.15 < gap < 0.9, "reports stop while she pauses"


async def test_after_a_long_hold_she_leads_back_and_no_word_is_counted_twice(
    tmp_path: Path,
) -> None:
    door = ScriptedDoor(known())
    door.ears.words = "Yeah."
    file = speech_file(tmp_path / "voice.wav", 2.3)
    lead_seconds = 4 * WORD_SAMPLES / 24_000
    gap = await longest_gap(door, file, spoken_for=0.7)
    assert gap > 2.0 + lead_seconds, "the lead sounds after the hold"


async def test_asleep_only_her_name_reaches_her_and_the_page_says_so(tmp_path: Path) -> None:
    life = known()
    door = ScriptedDoor(life)
    file = tmp_path / "voice.wav"
    quiet = np.zeros(16_000, np.float32)
    tone = 0.6 * np.sin(2 * np.pi * 220 * np.arange(24_000) / 16_000)
    sound = np.concatenate((quiet, tone[:6_000], quiet, quiet, quiet, tone, np.tile(quiet, 30)))
    write_wav(file, sound.astype(np.float32), 16_000)
    flags = (ALLOWED, SOUNDING, heard_from(file))
    async with (
        house(door) as served,
        visit(f"{served.address}?raw-microphone=1", *flags) as seen,
    ):
        await seen.turns(1)
        ear, state = seen.page.locator("#ear"), seen.page.locator("#state")
        await expect(ear).to_have_text("microphone off")
        await seen.page.click("#by-name")
        await expect(ear).to_have_text("microphone on, for her name only")
        await expect(state).to_have_text("asleep until you say “Freya”")
        await asyncio.sleep(2.5)
        assert life.said("person") == [], "a word that is not her name"
        assert (await seen.turns(3))[1] == door.ears.words
        forming = seen.page.locator('.provisional[data-speaker="person"]')
        await expect(forming).to_have_count(0, timeout=1_000)
        await expect(ear).to_have_text("microphone on")
        await seen.page.click("#by-name")
        await expect(ear).to_have_text("microphone off")


async def test_a_small_sound_of_listening_is_heard_and_is_no_turn(tmp_path: Path) -> None:
    life = known()
    door = ScriptedDoor(life)
    door.ears.words, door.ears.finished = "First we went to the lake", 0.1
    file = speech_file(tmp_path / "voice.wav", 7.0)
    flags = (ALLOWED, SOUNDING, heard_from(file))
    async with (
        house(door) as served,
        visit(f"{served.address}?raw-microphone=1", *flags, script=TAP) as seen,
    ):
        await seen.turns(1)
        await seen.state("listening")
        await seen.page.click("#microphone")
        await seen.state("hearing")
        await seen.page.evaluate("() => { tapped.played.length = 0; }")
        sounds = await seen.page.wait_for_function(SOFTLY, polling=200)
        await asyncio.sleep(0.3)
        loudest = await seen.page.evaluate(SOFTLY) or await sounds.json_value()
        assert len(await seen.turns(1)) == 1
    assert 0.1 < loudest < 0.3, "half as loud as her voice"


async def test_the_talk_button_is_held_by_the_space_bar(tmp_path: Path) -> None:
    life = known()
    door = ScriptedDoor(life)
    file = speech_file(tmp_path / "voice.wav")
    flags = (ALLOWED, SOUNDING, heard_from(file))
    async with (
        house(door) as served,
        visit(f"{served.address}?raw-microphone=1", *flags) as seen,
    ):
        await seen.turns(1)
        await seen.page.focus("#talk")
        await seen.page.keyboard.down(" ")
        await seen.state("hearing")
        await asyncio.sleep(2.5)
        await seen.page.keyboard.up(" ")
        assert (await seen.turns(2))[1] == door.ears.words


async def test_a_microphone_that_is_refused_is_explained_and_typing_works() -> None:
    door = ScriptedDoor(known())
    async with (
        house(door) as served,
        visit(served.address, "--deny-permission-prompts") as seen,
    ):
        await seen.turns(1)
        await seen.page.click("#microphone")
        await expect(seen.page.locator("#notice")).to_contain_text("Allow it in the address bar")
        await expect(seen.page.locator("#microphone")).to_have_attribute("aria-pressed", "false")
        await seen.says("Then I type.")
        assert (await seen.turns(3))[1:] == ["Then I type.", LONG]
        await expect(seen.page.locator("#notice")).to_be_hidden()


async def test_a_page_that_may_not_sound_yet_says_what_to_do() -> None:
    life = known()
    async with house(ScriptedDoor(life)) as served, visit(served.address, ALLOWED) as seen:
        # To look at the page by the driver counts as touching it, so wait at the other end.
        for _ in range(100):
            if life.said("companion"):
                break
            await asyncio.sleep(0.1)
        await expect(seen.page.locator("#notice")).to_contain_text("you will hear her")
        await seen.page.click("#name")
        await expect(seen.page.locator("#notice")).to_be_hidden()
