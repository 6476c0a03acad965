"""A home for a measurement: she and the person have met, and nothing else was ever said."""

from collections.abc import AsyncGenerator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from rich.console import Console

from anima.app import OWNER, Anima, open_vault, running
from anima.conversation import Conversation
from anima.imports_app import import_history
from anima.llm import ChatModel, ChatRequest, Message
from anima.memory import EventLog
from anima.settings import Settings
from anima.values import Delta, JsonValue, SessionId, SystemClock, Utterance
from bench.whole_reply import whole_reply

_ANSWERS: tuple[dict[str, JsonValue], ...] = (
    {"question": "name", "text": "Theo", "name": "Theo"},
    {"question": "days", "text": "I teach at a school."},
    {"question": "manner", "text": "Both.", "manner": "both"},
)


@asynccontextmanager
async def at_home(*, threads: int = 2, bring: Path | None = None) -> AsyncGenerator[Anima]:
    """Everything that runs for one person, with the embedded models, in a folder of its own.

    `bring` is an export of another program that was imported before.
    """
    with TemporaryDirectory() as folder:
        settings = Settings(home=Path(folder), threads=threads)
        await meet(settings)
        if bring is not None:
            console = Console(quiet=True)
            await import_history(settings, console, bring, dates=None, who=lambda _: "Theo")
        async with running(settings, voice=False) as anima:
            yield anima


async def meet(settings: Settings) -> None:
    """Make the home of these settings one in which they have met."""
    session = SessionId("first-meeting")
    async with await open_vault(settings) as vault:
        log = EventLog(vault, OWNER, SystemClock())
        await log.append(session, "session_opened", {})
        await log.append(session, "voice_chosen", {"voice": "af_heart"})
        for answer in _ANSWERS:
            await log.append(session, "question_answered", {"settled": True, **answer})
        await log.append(session, "name_accepted", {"name": "Wren"})
        await log.append(session, "disclosed", {"text": "I'm an AI."})
        await log.append(session, "session_closed", {})


async def said_to(conversation: Conversation, text: str) -> str:
    """Her whole answer to what is said by text."""
    parts: list[str] = []
    async for event in conversation.reply(Utterance(text)):
        if isinstance(event, Delta):
            parts.append(event.text)
    return "".join(parts).strip()


async def last_reply(anima: Anima, turns: Sequence[str]) -> str:
    """What she says to the last of these, said one after the other in a talk of its own."""
    reply = ""
    async with anima.conversation(resume=False) as conversation:
        for turn in turns:
            reply = await said_to(conversation, turn)
    return reply


async def plain_last_reply(
    model: ChatModel, prompt: str, turns: Sequence[str], *, tokens: int
) -> str:
    """What a model with this system prompt, and nothing else, says to the last of these."""
    messages, reply = [Message("system", prompt)], ""
    for turn in turns:
        messages.append(Message("user", turn))
        reply = await whole_reply(model, ChatRequest(messages, max_tokens=tokens))
        messages.append(Message("assistant", reply))
    return reply
