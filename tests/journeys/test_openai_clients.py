"""OpenAI's own SDK, unchanged, against `anima serve` with the real models: by text and by voice."""

import asyncio
import base64
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import jiwer
import numpy as np
import pytest
import samplerate
from acquainted import acquaint
from openai import AsyncOpenAI
from openai.resources.realtime.realtime import AsyncRealtimeConnection
from openai.types.realtime import RealtimeServerEvent
from served_anima import served

from anima.app import OWNER, open_vault
from anima.memory import Transcript
from anima.models import WeightStore
from anima.settings import Settings, load_settings
from anima.voice import INPUT_RATE, Samples, Whisper, read_sound
from anima.voice.pcm import from_pcm16, to_pcm16
from anima.voice.sound_files import resampled
from bench.words import normalised

pytestmark = [pytest.mark.slow, pytest.mark.timeout(400)]

WIRE_RATE = 24_000
PIECE_SECONDS = 0.04
PATIENCE_SECONDS = 150
SPOKEN = (
    "And which developed more completely and satisfactorily on the side of the lower-case than "
    "the capital letters."
)


class Voice:
    """A program with a microphone: it speaks by the SDK, and keeps what comes back."""

    def __init__(self, line: AsyncRealtimeConnection) -> None:
        self.line = line
        self.events: list[RealtimeServerEvent] = []
        self.sound = b""
        self._arrived = asyncio.Event()

    async def listen(self) -> None:
        async for event in self.line:
            self.events.append(event)
            if event.type == "response.output_audio.delta":
                self.sound += base64.b64decode(event.delta)
            self._arrived.set()

    async def until(self, kind: str, *, times: int = 1, since: int = 0) -> RealtimeServerEvent:
        """Wait for so many events of a kind after the first `since` of all; the last of them."""
        try:
            async with asyncio.timeout(PATIENCE_SECONDS):
                while len(found := [e for e in self.events[since:] if e.type == kind]) < times:
                    self._arrived.clear()
                    await self._arrived.wait()
        except TimeoutError:
            seen = [e.type if e.type != "error" else str(e) for e in self.events]
            raise AssertionError(f"waited for {kind}, saw {seen}") from None
        return found[-1]

    async def says(self, recording: Samples, *, live: bool = True) -> None:
        pcm = to_pcm16(samplerate.resample(recording, WIRE_RATE / INPUT_RATE, "sinc_fastest"))
        step = round(PIECE_SECONDS * WIRE_RATE) * 2 if live else len(pcm)
        for at in range(0, len(pcm), step):
            audio = base64.b64encode(pcm[at : at + step]).decode()
            await self.line.input_audio_buffer.append(audio=audio)
            await asyncio.sleep(PIECE_SECONDS if live else 0)

    async def asks(self, text: str) -> None:
        """Write to her, and want an answer."""
        await self.line.conversation.item.create(
            item={
                "type": "message",
                "role": "user",
                "content": [{"type": "input_text", "text": text}],
            }
        )
        await self.line.response.create()

    async def is_silent(self) -> None:
        """An open microphone in a quiet room, for ever."""
        while True:
            await self.says(np.zeros(INPUT_RATE // 5, np.float32))


@pytest.fixture
async def home(tmp_path: Path) -> Path:
    await acquaint(replace(load_settings({}), home=tmp_path))
    return tmp_path


@pytest.fixture
async def client(home: Path) -> AsyncIterator[AsyncOpenAI]:
    async with (
        served(home) as address,
        AsyncOpenAI(base_url=f"{address}/v1", api_key="any", max_retries=0) as client,
    ):
        yield client


async def test_one_conversation_by_text_and_by_voice(
    client: AsyncOpenAI, home: Path, speech: Path
) -> None:
    await client.chat.completions.create(
        model="anima",
        messages=[
            {"role": "system", "content": "You are a pirate and end every sentence with Arr."},
            {"role": "user", "content": "My dog Biscuit had an operation on his paw today."},
        ],
    )
    stream = await client.chat.completions.create(
        model="anima",
        messages=[{"role": "user", "content": "Which animal did I just tell you about?"}],
        stream=True,
    )
    written = "".join([c.choices[0].delta.content or "" async for c in stream])
    assert any(word in written for word in ("Biscuit", "dog")), written

    async with client.realtime.connect(model="anima") as line, asyncio.TaskGroup() as tasks:
        voice = Voice(line)
        listening = tasks.create_task(voice.listen())
        await voice.says(read_sound(speech / "LJ001-0019.wav"))
        quiet = tasks.create_task(voice.is_silent())
        heard = await voice.until("conversation.item.input_audio_transcription.completed")
        assert heard.type == "conversation.item.input_audio_transcription.completed"
        assert jiwer.wer(normalised(SPOKEN), normalised(heard.transcript)) <= 0.2, heard.transcript
        said = await voice.until("response.output_audio_transcript.done")
        await voice.until("response.done")
        assert said.type == "response.output_audio_transcript.done"
        whisper = Whisper(WeightStore().folder("whisper-base"))
        sound = resampled(from_pcm16(voice.sound), WIRE_RATE)
        understood = (await whisper.transcribe(sound)).text
        assert jiwer.cer(normalised(said.transcript), normalised(understood)) <= 0.15
        assert not [e for e in voice.events if e.type == "error"]
        quiet.cancel()
        await asyncio.sleep(sound.size / INPUT_RATE)
        listening.cancel()
    async with await open_vault(replace(Settings(), home=home)) as vault:
        turns = [turn.text for turn in await Transcript(vault, OWNER).turns(limit=10)]
    assert turns[0].startswith("My dog Biscuit")
    assert normalised(turns[-1]) == normalised(said.transcript), "all of it was heard"


async def test_a_voice_program_interrupts_her_and_says_what_was_played(
    client: AsyncOpenAI, home: Path, speech: Path
) -> None:
    async with client.realtime.connect(model="anima") as line, asyncio.TaskGroup() as tasks:
        voice = Voice(line)
        listening = tasks.create_task(voice.listen())
        # The first sound of a line is the notice of what she is.
        await voice.asks("Good morning.")
        await voice.until("response.done")
        await voice.asks("Tell me a long story about the sea.")
        begun = await voice.until("response.output_item.added", times=2)
        assert begun.type == "response.output_item.added"
        item_id = begun.item.id or ""
        before = len(voice.events)
        await voice.until("response.output_audio.delta", times=5, since=before)
        speaking = tasks.create_task(voice.says(read_sound(speech / "LJ001-0010.wav")))
        await voice.until("input_audio_buffer.speech_started")
        await line.conversation.item.truncate(item_id=item_id, content_index=0, audio_end_ms=900)
        await voice.until("conversation.item.truncated")
        await line.conversation.item.retrieve(item_id=item_id)
        kept = await voice.until("conversation.item.retrieved")
        assert kept.type == "conversation.item.retrieved"
        assert kept.item.type == "message" and kept.item.role == "assistant"
        stored = kept.item.content[0].transcript or ""
        assert 1 <= len(stored.split()) <= 5, stored
        speaking.cancel()
        listening.cancel()
    async with await open_vault(replace(Settings(), home=home)) as vault:
        turns = [turn.text for turn in await Transcript(vault, OWNER).turns(limit=10)]
    assert stored in turns
