"""The baselines: pipecat's default pipeline, and a plain sequential one, with her weights."""

import asyncio
import json
import os
import sys
import tempfile
import time
from asyncio.subprocess import DEVNULL, PIPE, Process
from collections.abc import AsyncGenerator, Sequence
from contextlib import asynccontextmanager, suppress
from pathlib import Path

import numpy as np
from faster_whisper import WhisperModel
from websockets.asyncio.client import connect

from anima.llm import ChatModel, ChatRequest, EmbeddedOptions, EmbeddedRuntime, Message
from anima.llm import OpenAICompatible as Client
from anima.loading import load_speech
from anima.models import WeightStore
from anima.settings import Settings
from anima.voice.speech import INPUT_RATE
from bench.talk import free_port
from bench.voice_parts.latency.hers import GAP_SECONDS
from bench.voice_parts.latency.person import Person, until
from bench.voice_parts.latency.said import Said
from bench.voice_parts.latency.wires import PipecatWire
from bench.whole_reply import whole_reply

SYSTEM = "You are a warm companion. Answer in one or two short sentences."
VOICE = "af_heart"
MODEL = "qwen2.5-1.5b"

ROOT = Path(__file__).resolve().parents[3]

SILENCE_SECONDS = 0.5
"""What the plain pipeline waits for before it takes the person's turn to be over."""

QUIET_SECONDS = 1.0
"""So long after its last sound pipecat has finished its reply."""


@asynccontextmanager
async def language_model(settings: Settings) -> AsyncGenerator[EmbeddedRuntime]:
    """The embedded model's server, as she runs it."""
    weights = WeightStore().folder(settings.llm_weights) / "model.gguf"
    options = EmbeddedOptions(threads=settings.model_threads)
    async with EmbeddedRuntime(weights, name=MODEL, options=options) as runtime:
        yield runtime


async def pipecat_ms(
    said: Sequence[Said], settings: Settings, runtime: EmbeddedRuntime
) -> list[float]:
    """Milliseconds from the true end of speech to pipecat's first audible sample, where one came
    after it; all in one conversation."""
    found: list[float] = []
    async with _pipecat(settings, runtime) as port:
        address = f"ws://127.0.0.1:{port}"
        async with connect(address, max_size=None, proxy=None) as socket:
            person = Person(PipecatWire(socket))
            tasks = [asyncio.create_task(each) for each in (person.microphone(), person.ears())]
            await asyncio.sleep(2 * GAP_SECONDS)
            for number, each in enumerate(said, start=1):
                taken = await _pipecat_turn(each, person)
                found += [] if taken is None else [taken]
                for task in tasks:
                    if task.done():
                        task.result()  # its line is gone
                print(f"\rpipecat: {number} of {len(said)}", end="", flush=True)
            print()
            for task in tasks:
                task.cancel()
                with suppress(asyncio.CancelledError):
                    await task
    return found


async def _pipecat_turn(said: Said, person: Person) -> float | None:
    await asyncio.sleep(GAP_SECONDS)
    person.says(said.samples)
    await until(lambda: person.begun_at is not None)
    ended = (person.begun_at or 0.0) + said.end / INPUT_RATE
    await asyncio.sleep(max(0.0, ended - time.perf_counter()))
    cut_in = person.heard_at is not None
    await until(lambda: person.heard_at is not None)
    await until(lambda: time.perf_counter() - person.last_heard_at > QUIET_SECONDS, limit=30)
    return None if cut_in or person.heard_at is None else 1000 * (person.heard_at - ended)


@asynccontextmanager
async def _pipecat(settings: Settings, runtime: EmbeddedRuntime) -> AsyncGenerator[int]:
    store, port = WeightStore(), free_port()
    with tempfile.TemporaryDirectory() as folder:
        voices = Path(folder) / "voices.npz"
        style = np.fromfile(store.folder("kokoro-voices") / f"{VOICE}.bin", "<f4")
        np.savez(voices, allow_pickle=True, **{VOICE: style.reshape(-1, 1, 256)})
        options = {
            "port": str(port),
            "whisper": str(store.folder(settings.stt)),
            "llm": runtime.base_url,
            "key": runtime.api_key,
            "model": MODEL,
            "kokoro": str(store.folder(settings.tts) / "model.onnx"),
            "voices": str(voices),
            "voice": VOICE,
            "system": SYSTEM,
        }
        process = await _bot(options)
        try:
            yield port
        finally:
            if process.returncode is None:
                process.terminate()
            await process.wait()


async def _bot(options: dict[str, str]) -> Process:
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "bench.voice_parts.latency.pipecat_bot",
        json.dumps(options),
        stdout=PIPE,
        stderr=DEVNULL,
        # Nothing is fetched: the weights are hers, and a hub may not be there.
        env=os.environ | {"HF_HUB_OFFLINE": "1"},
        cwd=ROOT,
    )
    assert process.stdout is not None
    async with asyncio.timeout(120):
        if b"ready" not in await process.stdout.readline():
            raise RuntimeError("pipecat did not start")
    return process


async def plain_ms(
    said: Sequence[Said], settings: Settings, runtime: EmbeddedRuntime
) -> list[float]:
    """The same for a fixed silence, the whole transcript, the whole reply, its whole synthesis."""
    whisper = WeightStore().folder(settings.stt)
    recogniser = WhisperModel(str(whisper), device="cpu", compute_type="int8", cpu_threads=2)
    speech = load_speech(settings)
    model: ChatModel = Client(runtime.base_url, model=MODEL, api_key=runtime.api_key)
    found: list[float] = []
    for number, each in enumerate(said, start=1):
        began = time.perf_counter()
        samples = each.samples[: each.end + round(SILENCE_SECONDS * INPUT_RATE)]
        segments, _ = recogniser.transcribe(samples, language="en", beam_size=1)
        heard = " ".join(segment.text for segment in segments)
        asked = [Message("system", SYSTEM), Message("user", heard or "(silence)")]
        reply = await whole_reply(model, ChatRequest(asked, max_tokens=120))
        async for _ in speech.text_to_speech.speak(reply or "Yes.", voice=VOICE):
            pass
        found.append(1000 * (SILENCE_SECONDS + time.perf_counter() - began))
        print(f"\rplain: {number} of {len(said)}", end="", flush=True)
    print()
    return found
