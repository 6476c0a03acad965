"""`anima doctor`: one screen on what is installed, what works, and what to do about the rest."""

import asyncio
import platform
import shutil
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import aclosing
from dataclasses import dataclass
from importlib.util import find_spec

import numpy as np
from rich.console import Console
from rich.table import Table

from anima import __version__
from anima.app import OWNER, open_vault
from anima.llm import ChatModel, ChatRequest, Message, TextDelta
from anima.loading import language_model, load_speech
from anima.memory import EventLog
from anima.models import WeightStore
from anima.persona import load_identity
from anima.settings import FILE_NAME, Settings
from anima.values import AnimaError, ModelNonsenseError, SystemClock
from anima.voice import INPUT_RATE, Mouth, Samples, SpeechModels
from anima.weights import needed

SENTENCE = "The kettle is on, and the evening is ours."
"""What she says to herself in the round trip: spoken by one model, understood by the other."""

LOW_DISK_BYTES = 500 * 2**20


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of the screen; `advice` is what to do when it is not well."""

    subject: str
    well: bool
    fact: str
    advice: str = ""


Check = Callable[[Settings], Awaitable[Finding]]


async def examine(settings: Settings, console: Console, *, quick: bool) -> bool:
    """Print every finding as it is made; says whether all is well."""
    table = Table(box=None, show_header=False, pad_edge=False)
    for ratio in (None, None, 1):
        table.add_column(ratio=ratio, overflow="fold")
    healthy = True
    with console.status("looking …"):
        async for finding in _findings(settings, quick=quick):
            healthy = healthy and finding.well
            mark = "[green]well[/green]" if finding.well else "[red]not well[/red]"
            fact = f"{finding.fact} {finding.advice}".strip()
            table.add_row(finding.subject, mark, fact)
    console.print(table)
    console.print("\nAll is well." if healthy else "\nSomething is not well: see above.")
    return healthy


async def _findings(settings: Settings, *, quick: bool) -> AsyncIterator[Finding]:
    yield Finding("anima", True, f"{__version__}, Python {platform.python_version()}")
    yield _home(settings)
    yield _settings_file(settings)
    yield await _vault(settings)
    yield _calls()
    store = WeightStore()
    for name in needed(settings, voice=True):
        yield await _weights(store, name, read=not quick)
    if quick:
        return
    yield await thinking(settings)
    async for finding in _speaking_and_listening(settings):
        yield finding


def _home(settings: Settings) -> Finding:
    settings.home.mkdir(parents=True, exist_ok=True)
    free = shutil.disk_usage(settings.home).free
    fact = f"{settings.home}, {free / 1e9:.0f} GB free."
    if free < LOW_DISK_BYTES:
        return Finding("home", False, fact, "Make room, or set ANIMA_HOME to another disk.")
    return Finding("home", True, fact)


def _settings_file(settings: Settings) -> Finding:
    path = settings.home / FILE_NAME
    there = str(path) if path.exists() else f"defaults; {path} would change them"
    return Finding("settings", True, f"{there}. The vault's key: {settings.key_place}.")


async def _vault(settings: Settings) -> Finding:
    if not (settings.home / "vault.db").exists():
        return Finding("vault", True, "none yet; it is made at the first conversation.")
    try:
        async with await open_vault(settings) as vault:
            await vault.check()
            log = EventLog(vault, OWNER, SystemClock())
            who, events = await load_identity(log), await log.count()
    except AnimaError as error:
        return _unwell("vault", error)
    name = who.name or "not named yet"
    return Finding("vault", True, f"encrypted and whole: {events} events; she is {name}.")


def _calls() -> Finding:
    if find_spec("aiortc") is None:
        return Finding("calls", True, "over WebSockets; ./dev webrtc adds WebRTC.")
    return Finding("calls", True, "over WebSockets and WebRTC.")


async def _weights(store: WeightStore, name: str, *, read: bool) -> Finding:
    try:
        folder = store.folder(name)
        if read:
            await store.verify(name)
    except AnimaError as error:
        return _unwell(name, error)
    checked = "every byte as published" if read else "here"
    return Finding(name, True, f"{checked}, in {folder}")


async def thinking(settings: Settings) -> Finding:
    """Whether her model says a word, and after how long."""
    where = settings.llm or "in the process"
    try:
        async with language_model(settings) as model:
            began = time.perf_counter()
            first = await _first_word(model)
    except AnimaError as error:
        return _unwell("thinking", error)
    milliseconds = 1000 * (first - began)
    return Finding("thinking", True, f"{model.profile.name}, {where}: {milliseconds:.0f} ms.")


async def _first_word(model: ChatModel) -> float:
    request = ChatRequest([Message("user", "Say one word.")], max_tokens=8)
    async with aclosing(model.stream(request)) as events:
        async for event in events:
            if isinstance(event, TextDelta):
                return time.perf_counter()
    raise ModelNonsenseError("The model answered with nothing.")


async def _speaking_and_listening(settings: Settings) -> AsyncIterator[Finding]:
    try:
        speech = await asyncio.to_thread(load_speech, settings)
        began = time.perf_counter()
        sound = await _said(speech)
        seconds = time.perf_counter() - began
        spoken = f"{sound.size / INPUT_RATE:.1f} s of speech in {seconds:.1f} s."
        yield Finding("speaking", True, spoken)
        yield _voice(speech)
        began = time.perf_counter()
        heard = (await speech.speech_to_text.transcribe(sound)).text
        seconds = time.perf_counter() - began
    except AnimaError as error:
        yield _unwell("speaking", error)
        return
    yield Finding("listening", bool(heard), f'understood itself in {seconds:.1f} s: "{heard}"')


def _voice(speech: SpeechModels) -> Finding:
    """Whether this machine keeps up with her voice."""
    mouth = speech.text_to_speech
    if not isinstance(mouth, Mouth) or mouth.pace is None:
        return Finding("pace", True, "not measured.")
    keeps_up = f"{mouth.pace:.2f} s of work for a second of speech."
    return Finding("pace", not mouth.note, mouth.note or keeps_up)


async def _said(speech: SpeechModels) -> Samples:
    """The sentence in the default voice, at the rate that is listened to."""
    tts = speech.text_to_speech
    chunks = [chunk.samples async for chunk in tts.speak(SENTENCE, voice="af_heart")]
    sound = np.concatenate(chunks)
    places = np.arange(0, sound.size, tts.sample_rate / INPUT_RATE)
    return np.interp(places, np.arange(sound.size), sound).astype(np.float32)


def _unwell(subject: str, error: AnimaError) -> Finding:
    return Finding(subject, False, str(error))
