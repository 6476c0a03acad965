"""`anima letters aloud`: a letter read in the voice that the person chose for her."""

import asyncio
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from rich.console import Console

from anima.app import OWNER, open_vault
from anima.letters import LetterError, Studio
from anima.memory import EventLog
from anima.models import WeightStore
from anima.persona import load_identity
from anima.settings import Settings
from anima.values import SystemClock
from anima.voice import Kokoro, write_wav
from anima.weights import bring_weights

PAUSE_SECONDS = 0.7
"""Silence between two paragraphs."""


async def read_aloud(settings: Settings, console: Console, letter_id: str, out: Path) -> None:
    """Read the newest wording into a WAV file."""
    async with await open_vault(settings) as vault:
        log = EventLog(vault, OWNER, SystemClock())
        letter = await Studio(vault, OWNER, log).letter(letter_id)
        voice = (await load_identity(log)).voice
    if not letter.versions:
        raise LetterError("There is nothing to read yet.", advice="Draft it first.")
    await bring_weights(settings, console, voice=True)
    store = WeightStore()
    kokoro = await asyncio.to_thread(
        Kokoro,
        store.folder(settings.tts) / "model.onnx",
        store.folder("kokoro-voices"),
        threads=settings.model_threads,
    )
    pause = np.zeros(int(PAUSE_SECONDS * kokoro.sample_rate), np.float32)
    pieces: list[NDArray[np.float32]] = []
    try:
        with console.status("She reads …"):
            for paragraph in letter.text.split("\n\n"):
                async for chunk in kokoro.speak(" ".join(paragraph.split()), voice=voice):
                    pieces.append(chunk.samples)
                pieces.append(pause)
    finally:
        kokoro.close()
    samples = np.concatenate(pieces)
    await asyncio.to_thread(write_wav, out, samples, kokoro.sample_rate)
    seconds = samples.size / kokoro.sample_rate
    console.print(f"{out}: {seconds:.0f} seconds.", markup=False, highlight=False)
