"""What clients of OpenAI's protocols reach: the same conversation, by text or by voice."""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta

from anima import __version__
from anima.app import Anima
from anima.conversation import Conversation
from anima.interfaces.realtime import converse_realtime
from anima.persona import DEFAULT_VOICE, Stage, load_identity
from anima.talkers import Talkers
from anima.values import (
    AnimaError,
    Clock,
    Delta,
    Ended,
    Event,
    Heard,
    JsonValue,
    Notice,
    SessionId,
    Utterance,
)
from anima.voice import Line, SpeechModels, converse

SENT_AGAIN = timedelta(minutes=2)
"""So long the same request counts as sent again; later the same words are said anew: every day's
first request of a new chat may be the same two words."""


@dataclass(frozen=True, slots=True)
class Answered:
    """The newest answer: to which request, as of which event, and when."""

    digest: str
    text: str
    moment: int
    at: datetime


@dataclass(frozen=True, slots=True)
class Begun:
    """The newest request whose answer was begun: what was heard, and when."""

    digest: str
    heard: Event
    at: datetime


class ForeignDoor:
    """Serves foreign clients once she is awake; before that they wait."""

    def __init__(self, anima: "asyncio.Future[Anima]", talkers: Talkers) -> None:
        self._anima = anima
        self._talkers = talkers
        self._answering = asyncio.Lock()
        self._last: SessionId | None = None
        self._answered: Answered | None = None
        self._begun: Begun | None = None

    async def name(self) -> str:
        """What she is called; empty while she has no name."""
        anima = await asyncio.shield(self._anima)
        return (await load_identity(anima.log)).name

    async def answer(self, text: str, digest: str) -> AsyncIterator[str]:
        """Her answer to a typed message, as it forms; one message at a time.

        A request that was just answered and is sent again, by a client that lost the answer or
        wants another, gets the same: what was said was said, and is in the log once. One whose
        answer broke off is answered once more. After anything else was said or forgotten, or later,
        it is heard like any other.
        """
        anima = await asyncio.shield(self._anima)
        async with self._answering:
            if known := await self._sent_again(anima, digest):
                yield known
                return
            given, heard = "", await self._broke_off(anima, digest)
            async with anima.conversation(last=self._last) as conversation:
                self._last = conversation.session
                await _have_a_voice(anima, conversation)
                again = conversation.reply_again(heard) if heard else None
                async for event in again or conversation.reply(Utterance(text)):
                    match event:
                        case Heard(event):
                            self._begun = Begun(digest, event, anima.clock.now())
                        case Notice(notice):
                            # Such clients show one text: brackets tell that this is not she.
                            given += f"[{notice}]\n\n"
                            yield f"[{notice}]\n\n"
                        case Delta(piece):
                            given += piece
                            yield piece
                        case Ended("complete"):
                            moment, now = await _last_moment(anima), anima.clock.now()
                            self._answered = Answered(digest, given, moment, now)
                        case _:
                            pass

    async def _sent_again(self, anima: Anima, digest: str) -> str:
        """The answer that was just given to this request; empty when it is to be heard."""
        known = self._answered
        if known is None or known.digest != digest:
            return ""
        soon = anima.clock.now() - known.at < SENT_AGAIN
        return known.text if soon and await _last_moment(anima) == known.moment else ""

    async def _broke_off(self, anima: Anima, digest: str) -> Event | None:
        """What was heard with this request just now, if its answer never came whole."""
        begun = self._begun
        if begun is None or begun.digest != digest or anima.clock.now() - begun.at >= SENT_AGAIN:
            return None
        return begun.heard if await _last_moment(anima) == begun.heard.sequence else None

    async def serve_realtime(self, line: Line, model: str) -> None:
        """Hold a spoken conversation in OpenAI's Realtime protocol until the line closes."""
        async with self._talk() as (conversation, speech, clock):
            manner = (await asyncio.shield(self._anima)).manner
            await converse_realtime(
                line, conversation, speech, clock=clock, model=model, manner=manner
            )

    async def serve_rtvi(self, line: Line) -> None:
        """Hold a spoken conversation with a foreign RTVI client until the line closes."""
        async with self._talk() as (conversation, speech, clock):
            about: dict[str, JsonValue] = {"library": "anima", "library_version": __version__}
            manner = (await asyncio.shield(self._anima)).manner
            with self._talkers.on(line, conversation, clock, is_page=False) as remarks:
                await converse(
                    line,
                    conversation,
                    speech,
                    clock=clock,
                    about=about,
                    manner=manner,
                    remarks=remarks,
                )

    @asynccontextmanager
    async def _talk(self) -> AsyncGenerator[tuple[Conversation, SpeechModels, Clock]]:
        """A conversation that warms up while the client arrives."""
        anima = await asyncio.shield(self._anima)
        if anima.speech is None:
            raise AnimaError("The speech models are not loaded.")
        async with anima.conversation() as conversation:
            await _have_a_voice(anima, conversation)
            async with asyncio.TaskGroup() as beside:
                warming = beside.create_task(conversation.warm())
                yield conversation, anima.speech, anima.clock
                warming.cancel()


async def _last_moment(anima: Anima) -> int:
    """When something was last said to her or taken from her, by whichever door."""
    newest = await anima.log.newest(("heard", "forgotten"), 1)
    return newest[-1].sequence if newest else 0


async def _have_a_voice(anima: Anima, conversation: Conversation) -> None:
    """A voice is chosen on the page, by ear; whoever meets her elsewhere first hears this one."""
    if conversation.identity.stage is Stage.VOICE:
        await anima.choose_voice(conversation.session, DEFAULT_VOICE)
        await conversation.refresh()
