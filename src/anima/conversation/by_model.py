"""What the model is asked in one session, and what comes of it."""

import asyncio
import logging
from collections.abc import AsyncGenerator, Callable, Sequence
from contextlib import aclosing
from dataclasses import replace

from anima.conversation.apology import LOST_THREAD, apology
from anima.conversation.by_rule import answer_by_rule
from anima.conversation.history import History
from anima.conversation.present_self import PresentSelf
from anima.conversation.prompt import Prompt
from anima.conversation.quoting import has_passage, left_out
from anima.conversation.record import SessionRecord
from anima.conversation.remembering import Remembering
from anima.conversation.safeguards import Safety
from anima.conversation.writing import Writing
from anima.llm import ChatModel, ChatRequest, Message
from anima.memory import Recall
from anima.values import (
    ContextOverflowError,
    Delta,
    Ended,
    Event,
    Memory,
    ModelError,
    ModelNonsenseError,
    Recalled,
    TurnEvent,
)

TakeIn = Callable[[Event, Message], None]
"""From now on what was heard stands in the prompt, as this message."""

_log = logging.getLogger(__name__)


class ByModel:
    """Asks the model on behalf of one session; `renew` when what she is has changed."""

    def __init__(
        self,
        model: ChatModel,
        recall: Recall,
        *,
        her: PresentSelf,
        record: SessionRecord,
        remembering: Remembering,
        safety: Safety,
        writing: Writing,
    ) -> None:
        self._model = model
        self._recall = recall
        self._her = her
        self._record = record
        self._remembering = remembering
        self._safety = safety
        self._writing = writing
        self.prompt = Prompt((), model.profile)

    def renew(self) -> None:
        """Put who she is now, and what is known now, before everything that is asked."""
        self.prompt = self._her.prompt(self._model.profile, self._safety.orders)

    async def warm(self) -> Sequence[Message]:
        """Bring what is known into the model's cache, so that the next reply starts sooner.

        Returns what was read; nothing when the model is away.
        """
        known = self.prompt.before_the_next(self._record.history)
        try:
            await self._model.warm(known)
        except ModelError as error:
            _log.info("the prefix could not be warmed: %s", type(error).__name__)
            return ()
        return known

    async def prepare(self, partial_text: str) -> None:
        """Let it read these words, which may still change."""
        with self._writing.reading():
            memories = await self._remembering.for_beginning(partial_text)
            await self._safety.orders.read(partial_text)
            last = self._shown(partial_text, memories)
            try:
                await self._model.warm(self.prompt.request(self._record.history, last).messages)
            except ModelError as error:
                _log.info("a reply could not be prepared: %s", type(error).__name__)

    async def ahead(self, text: str) -> ChatRequest | str:
        """What these words ask of it aloud if they are all, or the answer itself; empty where her
        answer will be written by hand."""
        by_hand, memories = await asyncio.gather(
            self._safety.speaks(text, self._record.said),
            self._remembering.for_words(text, all_said=False),
        )
        if by_hand:
            return ""
        if by_rule := self._honest_reply(text, memories):
            return by_rule
        await self._safety.orders.read(text)
        return self._request(text, self._shown(text, memories), aloud=True)

    async def reply(
        self, heard: Event, text: str, take_in: TakeIn, *, aloud: bool
    ) -> AsyncGenerator[TurnEvent, None]:
        """Its reply to what was said, with what is remembered for it."""
        memories = await self._remembering.for_words(text)
        if memories:
            await self._record.keep_recalled(heard, memories)
            yield Recalled(memories)
        await self._safety.orders.read(text)
        last = self.prompt.user_message(text, memories)
        by_rule = self._honest_reply(text, memories)
        request = self._request(text, self._shown(text, memories), aloud=aloud)
        take_in(heard, last)
        if by_rule:
            yield Delta(by_rule)
            yield Ended("complete")
            return
        async for event in self.answer(request, left_out(text, self._safety.orders.tells)):
            yield event

    async def answer(
        self, request: ChatRequest, after: str, *, story: bool = False
    ) -> AsyncGenerator[TurnEvent, None]:
        """Stream its answer, and what she says `after` it; when it cannot, say so."""
        spoken, last = False, ""
        try:
            async with aclosing(self._writing.write(request, story=story)) as pieces:
                async for last in pieces:
                    spoken = spoken or bool(last.strip())
                    yield Delta(last)
            if not spoken:
                raise ModelNonsenseError("The model answered with nothing.")
        except ModelError as error:
            await self._record.keep_failure(error, partial=spoken)
            if isinstance(error, ContextOverflowError):
                self._record.history.shrink_to(self.prompt.room // 2)
            apart = "" if last.endswith(" ") else " "
            yield Delta(f"{apart}{LOST_THREAD}" if spoken else apology(error))
            yield Ended("unavailable")
            return
        if after:
            yield Delta(after)
        yield Ended("complete")

    async def make_room(self) -> bool:
        """Sum up what is long past where the prompt fills up; whether it may be warmed now."""
        filling = self.prompt.is_filling(self._record.history)
        return not filling or await self._record.summarise(self._model)

    def _shown(self, text: str, memories: Sequence[Memory]) -> Message:
        """What the person said as the model reads it now; what is in her mind stands beside it."""
        mind = "" if has_passage(text) else self._safety.in_her_mind(text, self._record.said)
        return self.prompt.user_message(text, [*memories, Memory(mind, ())] if mind else memories)

    def _request(self, text: str, last: Message, *, aloud: bool) -> ChatRequest:
        if has_passage(text):
            # With nothing of the person beside it, the words of others can carry nothing out.
            reading = self._her.prompt_to_read(self._model.profile, self._safety.orders)
            return replace(reading.request(History(), last), temperature=0)
        request = self.prompt.request(self._record.history, last)
        return self._writing.opened(request, text, self._record.replies) if aloud else request

    def _honest_reply(self, text: str, memories: Sequence[Memory]) -> str | None:
        """Her answer to what must not be left to this model, such as whether she is human."""
        return answer_by_rule(
            text,
            identity=self._her.identity,
            profile=self._model.profile,
            knowledge=self._recall.knowledge,
            memories=memories,
            session=self._record.history.messages(),
            about_person=self._her.about_person(),
        )
