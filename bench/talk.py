"""How long a person waits for her: spoken and typed, beside a plain pipeline of the same models.

Each recording of the folder that has a transcript is said to her at the speed of speech, in one
warm session, through the voice engine. Then the same recordings go through a plain sequential
pipeline: whole transcript, whole reply, whole synthesis.
"""

import argparse
import asyncio
import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import jiwer
import psutil
from faster_whisper import WhisperModel

from anima.app import Anima, running
from anima.conversation import Conversation
from anima.llm import ChatRequest, Message
from anima.models import WeightStore
from anima.settings import Settings, load_settings
from anima.values import Delta, Utterance
from anima.voice import exchange
from anima.voice.timing import TurnTiming
from bench.recordings import Clip, load_clips
from bench.report import Report, arguments, median, p90
from bench.whole_reply import whole_reply
from bench.words import normalised

ABOUT = "Time from the end of speech to her first sound, beside a plain pipeline."

TYPED = (
    "Good morning. I slept badly again.",
    "What do you think I should cook tonight?",
    "My sister called, she's moving to Lisbon in June.",
    "I don't really know what to do with myself on Sundays.",
    "Tell me something that made you curious today.",
    "I finally finished the book I told you about.",
    "Do you think people can change?",
    "I have to get up early tomorrow.",
    "That's funny, I was just thinking the same.",
    "Can you remind me what we talked about?",
    "It's raining here, and I like it.",
    "I should go soon.",
)
"""What is typed for the first-token figure: small talk of ordinary length, written for this."""

MEETING = ("My name is Theo.", "I'd like some company in the evenings.", "A bit of both.", "Yes.")
"""Answers that bring the first meeting to its end, so that an ordinary conversation is measured."""

READING_SECONDS = 1.0
"""Between her reply and the next typed line: nobody reads and types in less."""

START_LIMIT_SECONDS = 60


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one recording gave: what was understood, and when things happened."""

    heard: str
    timing: TurnTiming | None


def main(argv: Sequence[str]) -> int:
    """Run the measurement; returns the exit status."""
    beside = Path(__file__).resolve().parents[2] / "shared" / "data" / "speech"
    parser = arguments("talk", ABOUT, data=beside, data_about="recordings with a manifest.csv")
    parser.add_argument("--limit", type=int, default=0, help="use only the first N recordings")
    options = parser.parse_args(argv)
    asyncio.run(measure(options))
    return 0


async def measure(options: argparse.Namespace) -> None:
    """Measure everything and report it."""
    clips = load_clips(options.data)
    clips = clips[: options.limit] if options.limit else clips
    report = Report("talk")
    with tempfile.TemporaryDirectory() as folder:
        settings = replace(load_settings(), home=Path(folder))
        start_seconds = start_to_page(settings)
        async with running(settings, voice=True) as anima:
            async with anima.conversation() as conversation:
                await meet(anima, conversation)
                typed = [await first_token_ms(conversation, text) for text in TYPED]
                outcomes = [await speak(anima, conversation, clip) for clip in clips]
                retrieval = [await retrieval_ms(anima, outcome.heard) for outcome in outcomes]
            memory_mb = resident_mb()
            plain = [await plain_first_sound_ms(anima, clip) for clip in clips]
    _report_speech(report, outcomes, plain)
    report.figure("retrieval_ms_median", median(retrieval), "ms", "searching what was said before")
    report.figure("text_first_token_ms_median", median(typed), "ms", f"{len(typed)} typed turns")
    report.figure("start_s", start_seconds, "s", "from the command to a page that can be used")
    wer = jiwer.wer(
        [normalised(clip.transcript) for clip in clips],
        [normalised(outcome.heard) for outcome in outcomes],
    )
    report.figure("wer", wer, "", f"word error rate over {len(clips)} recordings, as conversed")
    report.figure("rss_mb", memory_mb, "MB", "of all her processes, models and all")
    report.finish(options.json)


def _report_speech(report: Report, outcomes: list[Outcome], plain: list[float]) -> None:
    timings = [outcome.timing for outcome in outcomes if outcome.timing]
    answered = f"{len(timings)} of {len(outcomes)} recordings"

    def span(name: str, start: str, end: str, note: str) -> list[float]:
        values = spans(timings, start, end)
        report.figure(f"{name}_ms_median", median(values), "ms", note)
        return values

    first = span("first_sound", "endpointed", "first_sound", f"after endpointing; {answered}")
    report.figure("first_sound_ms_p90", p90(first), "ms", "after endpointing")
    report.baseline("plain_first_sound_ms_median", median(plain), "ms", "whole by whole by whole")
    report.figure("ratio_to_plain", median(plain) / median(first), "", "plain over ours")
    whole = span("whole_wait", "speech_ended", "first_sound", "with endpointing")
    report.figure("whole_wait_ms_p90", p90(whole), "ms", "with endpointing")
    span("endpointing", "speech_ended", "endpointed", "silence until the turn is judged over")
    span("stt", "paused", "transcribed", "the last part; begins while the pause lasts")
    span("first_token", "committed", "first_token", "from the complete words to her first token")
    span("first_clause", "first_token", "first_clause", "until a clause can be spoken")
    span("tts", "first_clause", "first_sound", "the first clause")


def spans(timings: Sequence[TurnTiming], start: str, end: str) -> list[float]:
    """Milliseconds between two moments of each turn that has both."""
    found: list[float] = []
    for timing in timings:
        begun, ended = getattr(timing, start), getattr(timing, end)
        if begun is not None and ended is not None:
            found.append(1000 * max(0.0, ended - begun))
    return found


async def meet(anima: Anima, conversation: Conversation) -> None:
    """Go through the first meeting, by the way a person goes."""
    await anima.choose_voice(conversation.session, "af_heart")
    await conversation.refresh()
    if greeting := conversation.greet():
        async for _ in greeting:
            pass
    for answer in MEETING:
        async for _ in conversation.reply(Utterance(answer)):
            pass
    if not conversation.identity.met:
        raise RuntimeError("the first meeting did not end with these answers")
    await conversation.warm()


async def first_token_ms(conversation: Conversation, text: str) -> float:
    """Milliseconds from a typed line to the first piece of her reply."""
    await asyncio.sleep(READING_SECONDS)
    began = time.perf_counter()
    first = 0.0
    async for event in conversation.reply(Utterance(text)):
        if isinstance(event, Delta) and not first:
            first = time.perf_counter()
    return 1000 * (first - began)


async def speak(anima: Anima, conversation: Conversation, clip: Clip) -> Outcome:
    """Say a recording to her at the speed of speech."""
    assert anima.speech is not None
    result = await exchange(
        clip.samples, conversation, anima.speech, clock=anima.clock, real_time=True
    )
    return Outcome(" ".join(result.heard), result.timings[-1] if result.timings else None)


async def retrieval_ms(anima: Anima, text: str) -> float:
    """Milliseconds to search what was said before for these words."""
    began = time.perf_counter()
    await anima.recall.recall(text, exclude_session=None, limit=3)
    return 1000 * (time.perf_counter() - began)


_plain_recogniser: list[WhisperModel] = []


def plain_recogniser() -> WhisperModel:
    """The same Whisper weights as the library runs them when nothing is tuned."""
    if not _plain_recogniser:
        folder = WeightStore().folder(load_settings().stt)
        _plain_recogniser.append(
            WhisperModel(str(folder), device="cpu", compute_type="int8", cpu_threads=2)
        )
    return _plain_recogniser[0]


async def plain_first_sound_ms(anima: Anima, clip: Clip) -> float:
    """Whole transcript, then the whole reply, then its whole synthesis; the first sound is then."""
    assert anima.speech is not None
    recogniser = plain_recogniser()
    began = time.perf_counter()
    segments, _ = recogniser.transcribe(clip.samples, language="en", beam_size=1)
    heard = " ".join(segment.text for segment in segments)
    system = Message("system", "You are a warm companion. Answer in one or two short sentences.")
    request = ChatRequest([system, Message("user", heard or "(silence)")], max_tokens=120)
    reply = await whole_reply(anima.model, request)
    async for _ in anima.speech.text_to_speech.speak(reply or "Yes.", voice="af_heart"):
        pass
    return 1000 * (time.perf_counter() - began)


def resident_mb() -> float:
    """Resident memory of this process and of the model's server that it started, in MiB."""
    here = psutil.Process()
    return sum(each.memory_info().rss for each in (here, *here.children(recursive=True))) / 2**20


def start_to_page(settings: Settings) -> float:
    """Seconds from the command to a page whose models are awake, on a home of its own."""
    port = free_port()
    with tempfile.TemporaryDirectory() as home:
        environment = os.environ | {"ANIMA_HOME": home, "ANIMA_PORT": str(port)}
        began = time.perf_counter()
        process = subprocess.Popen(
            [sys.executable, "-m", "anima.cli", "serve", "--no-open"],
            env=environment,
            stdout=subprocess.DEVNULL,
        )
        try:
            wait_until(lambda: is_awake(port), process)
            return time.perf_counter() - began
        finally:
            process.terminate()
            process.wait(timeout=20)


def wait_until(ready: Callable[[], bool], process: subprocess.Popen[bytes]) -> None:
    """Wait until a server that was just started is ready."""
    limit = time.monotonic() + START_LIMIT_SECONDS
    while not ready():
        if process.poll() is not None or time.monotonic() > limit:
            raise RuntimeError("the page did not come up")
        time.sleep(0.05)


def is_awake(port: int) -> bool:
    """Whether the page on this port has somebody behind it."""
    address = f"http://127.0.0.1:{port}/health"
    try:
        with urllib.request.urlopen(address, timeout=1) as answer:  # our own page
            return b'"awake":true' in answer.read().replace(b" ", b"")
    except OSError:
        return False


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
