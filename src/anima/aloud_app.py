"""`anima letters aloud`: a letter read in the voice that the person chose for her."""

import asyncio
from pathlib import Path

import numpy as np
from rich.console import Console

from anima.app import OWNER, open_vault
from anima.letters import LetterError, Studio
from anima.memory import EventLog
from anima.models import WeightStore
from anima.persona import load_identity
from anima.read_aloud import read_letter
from anima.settings import Settings
from anima.values import SystemClock
from anima.voice import Kokoro, write_wav
from anima.weights import bring_weights


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
        words=store.folder("english-words"),
    )
    try:
        with console.status("She reads …"):
            pieces = await read_letter(kokoro, letter.text, voice)
    finally:
        kokoro.close()
    samples = np.concatenate(pieces)
    await asyncio.to_thread(write_wav, out, samples, kokoro.sample_rate)
    seconds = samples.size / kokoro.sample_rate
    console.print(f"{out}: {seconds:.0f} seconds.", markup=False, highlight=False)
