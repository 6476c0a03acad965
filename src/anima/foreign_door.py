"""What clients of OpenAI's protocols reach: the same conversation, by text or by voice."""

import asyncio
from collections import OrderedDict
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import asynccontextmanager

from anima import __version__
from anima.app import Anima
from anima.conversation import Conversation
from anima.interfaces.realtime import converse_realtime
from anima.persona import DEFAULT_VOICE, Stage, load_identity
from anima.values import AnimaError, Clock, Delta, Ended, JsonValue, Notice, SessionId, Utterance
from anima.voice import Line, SpeechModels, converse

REMEMBERED_ANSWERS = 32
"""Answers that are given again when a client sends the same request again."""


class ForeignDoor:
    """Serves foreign clients once she is awake; before that they wait."""

    def __init__(self, anima: "asyncio.Future[Anima]") -> None:
        self._anima = anima
        self._answering = asyncio.Lock()
        self._last: SessionId | None = None
        self._answers: OrderedDict[str, str] = OrderedDict()

    async def name(self) -> str:
        """What she is called; empty while she has no name."""
        anima = await asyncio.shield(self._anima)
        return (await load_identity(anima.log)).name

    async def answer(self, text: str, digest: str) -> AsyncIterator[str]:
        """Her answer to a typed message, as it forms; one message at a time.

        A request that was answered and is sent again, by a client that lost the answer or wants
        another, gets the same: what was said was said, and is in the log once.
        """
        anima = await asyncio.shield(self._anima)
        async with self._answering:
            if known := self._answers.get(digest):
                yield known
                return
            given = ""
            async with anima.conversation(last=self._last) as conversation:
                self._last = conversation.session
                await _have_a_voice(anima, conversation)
                async for event in conversation.reply(Utterance(text)):
                    match event:
                        case Notice(notice):
                            # Such clients show one text: brackets tell that this is not she.
                            given += f"[{notice}]\n\n"
                            yield f"[{notice}]\n\n"
                        case Delta(piece):
                            given += piece
                            yield piece
                        case Ended("complete"):
                            self._remember(digest, given)
                        case _:
                            pass

    def _remember(self, digest: str, answer: str) -> None:
        self._answers[digest] = answer
        while len(self._answers) > REMEMBERED_ANSWERS:
            self._answers.popitem(last=False)

    async def serve_realtime(self, line: Line, model: str) -> None:
        """Hold a spoken conversation in OpenAI's Realtime protocol until the line closes."""
        async with self._talk() as (conversation, speech, clock):
            await converse_realtime(line, conversation, speech, clock=clock, model=model)

    async def serve_rtvi(self, line: Line) -> None:
        """Hold a spoken conversation with a foreign RTVI client until the line closes."""
        async with self._talk() as (conversation, speech, clock):
            about: dict[str, JsonValue] = {"library": "anima", "library_version": __version__}
            manner = (await asyncio.shield(self._anima)).manner
            await converse(line, conversation, speech, clock=clock, about=about, manner=manner)

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


async def _have_a_voice(anima: Anima, conversation: Conversation) -> None:
    """A voice is chosen on the page, by ear; whoever meets her elsewhere first hears this one."""
    if conversation.identity.stage is Stage.VOICE:
        await anima.choose_voice(conversation.session, DEFAULT_VOICE)
        await conversation.refresh()
