"""The terminal: the same conversation, typed."""

import asyncio
import signal
import sys
import threading
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass

from rich.console import Console

from anima.conversation import Conversation, Reply
from anima.values import Delta, Ended, Heard, Notice, Recalled, Spoken, Utterance

READY_LINE = "Type and press Enter. Ctrl-C interrupts her; an empty line with Ctrl-D ends."


@dataclass(frozen=True, slots=True)
class VoiceChoice:
    """A voice as the terminal lists it; `label` may say how it sounds."""

    id: str
    label: str


class Terminal:
    """One typed session. `read_line` is the keyboard: it returns None at the end of input."""

    def __init__(
        self,
        console: Console,
        read_line: Callable[[str], Awaitable[str | None]] | None = None,
    ) -> None:
        self._console = console
        self._read_line = read_line or read_keyboard

    async def choose_voice(self, voices: Sequence[VoiceChoice]) -> str | None:
        """Ask which voice she shall have; None when the input ended before a choice."""
        self._console.print(
            "\nWhich voice shall I have? They can be heard on the page (anima serve).\n"
        )
        for number, voice in enumerate(voices, start=1):
            self._console.print(f"  {number}  {voice.label}", markup=False, highlight=False)
        while (line := await self._read_line("\nnumber: ")) is not None:
            answer = line.strip()
            if answer.isdecimal() and 1 <= int(answer) <= len(voices):
                return voices[int(answer) - 1].id
            self._console.print(f"Please give a number from 1 to {len(voices)}.")
        return None

    async def chat(self, conversation: Conversation) -> None:
        """Talk until the input ends."""
        self._console.print(f"[dim]{READY_LINE}[/dim]\n")
        if greeting := conversation.greet():
            await self._say(conversation, greeting)
        while (line := await self._read_line("you: ")) is not None:
            if line.strip():
                await self._say(conversation, conversation.reply(Utterance(line.strip())))
        self._console.print()

    async def _say(self, conversation: Conversation, reply: Reply) -> None:
        """Print her words as they form; Ctrl-C stops her and what was printed is what was said."""
        speaking = asyncio.create_task(self._print_reply(conversation, reply))
        loop = asyncio.get_running_loop()
        can_interrupt, before = sys.platform != "win32", signal.getsignal(signal.SIGINT)
        if can_interrupt:
            loop.add_signal_handler(signal.SIGINT, speaking.cancel)
        try:
            await asyncio.wait([speaking])
        finally:
            if can_interrupt:
                loop.remove_signal_handler(signal.SIGINT)
                # The loop leaves Python's own there, and not the one that ends the talk in order.
                signal.signal(signal.SIGINT, before)
            if not speaking.done():
                speaking.cancel()
        if speaking.cancelled():
            await reply.interrupt()
            self._console.print(" —", highlight=False)
        else:
            speaking.result()

    async def _print_reply(self, conversation: Conversation, reply: Reply) -> None:
        started = False
        async for event in reply:
            match event:
                case Delta(text):
                    if not started:
                        name = conversation.identity.name or "she"
                        self._console.print(f"[bold]{name}:[/bold] ", end="")
                        started = True
                    self._console.print(text, end="", markup=False, highlight=False, soft_wrap=True)
                case Notice(text):
                    self._console.print(f"[dim]{text}[/dim]", highlight=False)
                case Ended():
                    self._console.print("\n")
                case Heard() | Recalled() | Spoken():
                    continue


async def read_keyboard(prompt: str) -> str | None:
    """One line from standard input without blocking the event loop; None at its end."""
    if not sys.stdin.isatty():
        return await asyncio.to_thread(_line, prompt)  # it ends by itself
    # A person at the keyboard may press Ctrl-C instead, and nothing wakes a thread that reads: it
    # is one that nobody waits for.
    loop = asyncio.get_running_loop()
    typed: asyncio.Future[str | None] = loop.create_future()

    def give(line: str | None) -> None:
        if not typed.done():
            typed.set_result(line)

    def read() -> None:
        line = _line(prompt)
        with suppress(RuntimeError):  # the loop is closed
            loop.call_soon_threadsafe(give, line)

    threading.Thread(target=read, daemon=True).start()
    return await typed


def _line(prompt: str) -> str | None:
    try:
        return input(prompt)
    except EOFError:
        return None
