"""What `anima chat` and `anima talk` do: a door put in front of a running Anima."""

import asyncio
from contextlib import AsyncExitStack
from pathlib import Path

from rich.console import Console

from anima.app import Anima, running
from anima.conversation import Conversation
from anima.interfaces.terminal import Terminal, VoiceChoice
from anima.persona import DEFAULT_VOICE, Stage
from anima.settings import Settings
from anima.values import AudioError
from anima.voice import exchange, read_sound, write_wav
from anima.voice.voices import VOICES
from anima.weights import bring_weights


async def chat(settings: Settings, console: Console) -> None:
    """A typed conversation, until the input ends."""
    await bring_weights(settings, console, voice=False)
    async with AsyncExitStack() as stack:
        with console.status("She is waking …"):
            anima = await stack.enter_async_context(running(settings, voice=False))
            conversation = await stack.enter_async_context(anima.conversation(resume=False))
            await anima.keep_read(await conversation.warm())
        terminal = Terminal(console)
        if await _has_voice(anima, conversation, terminal):
            await terminal.chat(conversation)


async def talk(settings: Settings, console: Console, recording: Path, out: Path) -> None:
    """One spoken exchange: a recording goes in, her answer comes out as a WAV file.

    Raises `AudioError` when the recording cannot be read, when no words were in it, or when her
    answer cannot be written.
    """
    samples = await asyncio.to_thread(read_sound, recording)
    await bring_weights(settings, console, voice=True)
    async with running(settings, voice=True) as anima, anima.conversation() as conversation:
        if conversation.identity.stage is Stage.VOICE:
            await anima.choose_voice(conversation.session, DEFAULT_VOICE)
            await conversation.refresh()
        if anima.speech is None:
            raise AudioError("The speech models are not loaded.")
        result = await exchange(samples, conversation, anima.speech, clock=anima.clock)
        if not result.heard:
            raise AudioError(f"No words were understood in {recording.name}.")
        console.print(f"you: {' '.join(result.heard)}", markup=False, highlight=False)
        name = conversation.identity.name or "she"
        console.print(f"{name}: {' '.join(result.said)}", markup=False, highlight=False)
        for error in result.errors:
            console.print(error, style="red", markup=False, highlight=False)
        await asyncio.to_thread(write_wav, out, result.samples, result.sample_rate)


async def _has_voice(anima: Anima, conversation: Conversation, terminal: Terminal) -> bool:
    """Whether she has a voice; on the first start the person is asked which."""
    if conversation.identity.stage is not Stage.VOICE:
        return True
    choices = [VoiceChoice(voice.id, voice.description) for voice in VOICES]
    chosen = await terminal.choose_voice(choices)
    if chosen is None:
        return False
    await anima.choose_voice(conversation.session, chosen)
    await conversation.refresh()
    return True
