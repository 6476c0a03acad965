"""The turn engine: an utterance goes in, a stream of typed events comes out."""

import asyncio
import logging
from collections.abc import AsyncGenerator, AsyncIterator, Mapping, Sequence
from contextlib import aclosing

from anima.conversation.arrival import Arrivals, nothing_to_say
from anima.conversation.beginning import Beginning
from anima.conversation.by_hand import ByHand, HandAnswer
from anima.conversation.by_model import ByModel
from anima.conversation.errand import Errand
from anima.conversation.forget_request import ForgetRequests
from anima.conversation.memory_request import MemoryRequests
from anima.conversation.opening import OPENINGS, Openings, Readiness
from anima.conversation.present_self import PresentSelf
from anima.conversation.record import SessionRecord
from anima.conversation.remembering import Remembering
from anima.conversation.reply import Reply
from anima.conversation.safeguards import Safeguards, Safety
from anima.conversation.writing import Writing
from anima.llm import ChatModel, ChatRequest, Message
from anima.memory import EventLog, Forgetting, Recall, Sounds
from anima.persona import Identity, Interview, NameProposal, Stage
from anima.play import Play
from anima.values import (
    Clock,
    Delivery,
    Delta,
    Ended,
    EndReason,
    Event,
    Heard,
    JsonValue,
    ReplyId,
    SessionId,
    Spoken,
    TurnEvent,
    Utterance,
    new_id,
)

_log = logging.getLogger(__name__)


class Conversation:
    """One session of one person with her.

    Several may be open at once: each has its own history and they share only the log. Make one
    with `Conversation.open`, and `close` it at the end. Not for use by two tasks at a time.
    """

    def __init__(
        self,
        *,
        log: EventLog,
        recall: Recall,
        forgetting: Forgetting,
        model: ChatModel,
        clock: Clock,
        session: SessionId,
        sounds: Sounds | None = None,
        arrivals: Arrivals = nothing_to_say,
        readiness: Readiness = Readiness(),  # noqa: B008  # frozen
        safeguards: Safeguards | None = None,
        errand: Errand | None = None,
    ) -> None:
        self.session = session
        self._clock = clock
        self.last_words = clock.now()
        """When something was last said, by either; at first when it was opened."""
        self._her = PresentSelf(log, clock, lambda: (line.text for line in self._remembering.known))
        self._safety = Safety(log, session, clock, safeguards, self._her.about_person)
        self._remembering = Remembering(recall, log, session, self._safety.orders)
        self._record = SessionRecord(log, session, sounds)
        self._beginning = Beginning(
            log=log,
            session=session,
            recall=recall,
            model=model,
            clock=clock,
            safety=self._safety,
            arrivals=arrivals,
        )
        self._play = Play(log, session, clock)
        self._by_hand = ByHand(
            log,
            self._safety,
            ForgetRequests(forgetting, log, session),
            MemoryRequests(recall, log, session),
            Interview(log, session),
            self._play,
            errand,
        )
        self._log = log
        self._recall = recall
        self._model = model
        self._current: Reply | None = None
        self._readiness = readiness
        openings = Openings(wanted=readiness.openings)
        self._writing = Writing(model, openings, lambda: self.name, self._decent)
        self._by_model = ByModel(
            model,
            recall,
            her=self._her,
            record=self._record,
            remembering=self._remembering,
            safety=self._safety,
            writing=self._writing,
        )
        self._between: asyncio.Task[None] | None = None
        self._unanswered: list[tuple[Event, Utterance]] = []
        self._marks: Mapping[str, JsonValue] = {}  # of her words in this turn
        self._plot: list[str] = []

    @classmethod
    async def open(
        cls,
        *,
        log: EventLog,
        recall: Recall,
        forgetting: Forgetting,
        model: ChatModel,
        clock: Clock,
        resume: SessionId | None = None,
        sounds: Sounds | None = None,
        arrivals: Arrivals = nothing_to_say,
        readiness: Readiness = Readiness(),  # noqa: B008  # frozen
        safeguards: Safeguards | None = None,
        errand: Errand | None = None,
    ) -> "Conversation":
        """Begin a session, or go on with the session `resume` where it was left.

        With `sounds`, what is said aloud is kept there as well; `arrivals` says what she has to say
        first. `safeguards` are what the settings say of care; without them she cares by rules
        alone. The `errand` is what she does with the person beside talking, such as letters.
        """
        session = resume or SessionId(new_id())
        conversation = cls(
            log=log,
            recall=recall,
            forgetting=forgetting,
            model=model,
            clock=clock,
            session=session,
            sounds=sounds,
            arrivals=arrivals,
            readiness=readiness,
            safeguards=safeguards,
            errand=errand,
        )
        if resume is None:
            await log.append(session, "session_opened", {})
        await conversation._load()
        return conversation

    @property
    def identity(self) -> Identity:
        """Who she is, as of the last turn."""
        return self._her.identity

    @property
    def name(self) -> str:
        """The name that she is called by; empty before she has one."""
        return self._her.identity.name

    @property
    def voice(self) -> str:
        """The id of the voice she speaks with."""
        return self._her.identity.voice

    @property
    def delivery(self) -> Delivery:
        """How she speaks just now: pace, pauses, loudness."""
        return self._her.delivery

    @property
    def whispers(self) -> bool:
        """Whether she whispers just now."""
        return self._her.whispers

    @property
    def first_words(self) -> Sequence[str]:
        """The words that her spoken replies may begin with while the model still reads."""
        return OPENINGS if self._readiness.openings and self._her.identity.met else ()

    @property
    def proposal(self) -> NameProposal | None:
        """The name she has proposed and waits for a yes or a no to, if she does."""
        return self._beginning.proposal

    @property
    def has_spoken(self) -> bool:
        """Whether anything was said in this session."""
        return bool(self._record.history.entries)

    async def cared_for(self, safeguards: Safeguards) -> None:
        """From the next turn on care is as it is set now; sound is kept from the next talk on."""
        await self._safety.as_set(safeguards)
        if not safeguards.keeps_sound:
            self._record.keep_no_sound()

    async def refresh(self) -> None:
        """Read her identity again, after something outside this session changed it."""
        await self._her.refresh()
        self._by_model.renew()

    async def warm(self) -> Sequence[Message]:
        """Bring what is known into the model's cache, so that the next reply starts sooner.

        Returns what was read; nothing before the first meeting, or when the model is away.
        """
        return await self._by_model.warm() if self._her.identity.met else ()

    async def prepare(self, partial_text: str) -> None:
        """Get ready to answer these words, which may still change; nothing is stored."""
        if self._her.identity.met and partial_text.strip():
            await self._by_model.prepare(partial_text)

    def begin(self, text: str) -> AsyncIterator[str]:
        """Begin the spoken reply to these words, before it is certain that they are all.

        Returns what she would say, as it forms. Nothing is stored. A paced `reply` to the same
        words goes on with it; `discard` forgets it.
        """

        async def ask() -> ChatRequest | str:
            ready = self._readiness.ahead and self._her.identity.met
            if not ready or not text.strip() or self._unanswered:
                return ""
            asked = await self._by_model.ahead(text)
            return "" if await self._by_hand.waits(self.session) else asked

        return self._writing.begin(text, ask)

    def discard(self) -> None:
        """Forget the reply that was begun; the person goes on."""
        self._writing.discard()

    def greet(self, *, paced: bool = False) -> Reply | None:
        """Her first words in this session; None while the person has yet to choose her voice."""
        if self._her.identity.stage is Stage.VOICE:
            return None
        return self._begin(self._greeting(), paced=paced)

    def say(self, text: str, *, paced: bool = False) -> Reply:
        """Words of her own accord, which answer nothing; they are stored as far as they sound."""
        return self._begin(self._remark(text), paced=paced)

    def reply(self, utterance: Utterance, *, paced: bool = False, answer: str = "") -> Reply:
        """Answer what the person said. It is durable before `Heard` is yielded.

        With `answer`, what she says is known already, such as a question about a word she missed.
        """
        return self._begin(self._turn(utterance, answer, aloud=paced), paced=paced)

    async def note(self, utterance: Utterance) -> Event:
        """Keep what the person said, durably, without answering it yet."""
        heard = await self._keep(utterance)
        self._unanswered.append((heard, utterance))
        return heard

    def reply_to_noted(self, *, paced: bool = False) -> Reply | None:
        """Answer what was noted; None when there is nothing that waits for an answer."""
        if not self._unanswered:
            return None
        heard, utterance = self._unanswered[-1]
        return self._begin(self._turn(utterance, "", heard, aloud=paced), paced=paced)

    def reply_again(self, heard: Event) -> Reply:
        """Answer once more what is in the log already, and was said last: its answer was lost."""
        return self._begin(self._turn_again(heard), paced=False)

    async def close(self) -> None:
        """End the session; an unfinished reply is stored as far as it was heard."""
        self.discard()
        await self._settle()
        await self._log.append(self.session, "session_closed", {})

    async def _keep(self, utterance: Utterance) -> Event:
        """Keep what was said; what belongs to a game is marked, and is no news of their life."""
        self.last_words = self._clock.now()
        return await self._record.keep(utterance, await self._play.played(utterance.text))

    def _begin(self, steps: AsyncGenerator[TurnEvent, None], *, paced: bool) -> Reply:
        reply_id = ReplyId(new_id())

        async def store(text: str, reason: EndReason) -> Spoken:
            return await self._store_spoken(reply_id, text, reason)

        async def after_the_last() -> AsyncGenerator[TurnEvent, None]:
            await self._settle()
            self._current, self._marks = reply, {}
            async with aclosing(steps):
                async for event in steps:
                    yield event

        reply = Reply(reply_id, after_the_last(), store, paced=paced)
        return reply

    async def _settle(self) -> None:
        """Make sure that nothing of an earlier turn is still under way."""
        if self._between:
            self._between.cancel()
            await asyncio.wait([self._between])
            self._between = None
        if self._current:
            await self._current.interrupt()
            self._current = None

    async def _greeting(self) -> AsyncGenerator[TurnEvent, None]:
        if notice := await self._safety.notice(self._her.identity.name, self._record.said):
            yield notice
        going_on = self.has_spoken
        yield Delta(
            await self._beginning.greet(self.identity, self._her.herself, going_on=going_on)
        )
        yield Ended("complete")

    async def _remark(self, text: str) -> AsyncGenerator[TurnEvent, None]:
        yield Delta(text)
        yield Ended("complete")

    async def _turn_again(self, heard: Event) -> AsyncGenerator[TurnEvent, None]:
        await self._drop_forgotten()
        self._record.history.take_back(heard.sequence)
        steps = self._turn(Utterance(heard.text()), "", heard, aloud=False)
        async with aclosing(steps):
            async for event in steps:
                yield event

    async def _turn(
        self, utterance: Utterance, known: str, noted: Event | None = None, *, aloud: bool
    ) -> AsyncGenerator[TurnEvent, None]:
        await self._follow_elsewhere()
        self._beginning.take_arrival()  # what was not heard of it is said another time
        heard = noted or await self.note(utterance)
        yield Heard(heard)
        if in_danger := await self._take_in_before(heard):
            self.discard()
            self._take_in(heard, Message("user", utterance.text))
            yield Delta(in_danger)
            yield Ended("complete")
            return
        await self._remembering.take_up()
        learnt = await self._remembering.refresh(self._model.profile)
        if learnt or self._her.is_another_day:
            self._by_model.renew()
        # A story that began with a child in it on another day still does.
        in_story = heard.text("play") == "story"
        self._plot = await self._play.told_elsewhere() if in_story else []
        said = self._record.said
        if notice := await self._safety.notice_before(heard, said, self._her.identity.name):
            yield notice
        if answer := await self._answer_by_hand(heard, known):
            async with aclosing(answer.pieces()) as pieces:
                async for piece in pieces:
                    yield Delta(piece)
            yield Ended("complete")
            return
        if not self._her.identity.met:
            async for event in self._meet(heard):
                yield event
            return
        if told := await self._play.story_turn(heard):
            self.discard()
            self._marks = {"play": "story"}
            self._take_in(heard, Message("user", utterance.text))
            steps = self._by_model.answer(told.request, told.after, story=True)
        else:
            steps = self._by_model.reply(heard, utterance.text, self._take_in, aloud=aloud)
        async with aclosing(steps):
            async for event in steps:
                yield event

    async def _take_in_before(self, heard: Event) -> str:
        """Take in what was said before this and never answered; her answer to danger in it."""
        before = [each for each, _ in self._unanswered if each.id != heard.id]
        said, in_danger = self._record.said, list[str]()
        for event in before:
            in_danger.append(await self._by_hand.in_danger(event, said) or "")
            said = [*said, event.text()]
        if any(in_danger):
            in_danger.append(await self._by_hand.in_danger(heard, said) or "")
        for event in before:  # only now: what is cut short here is looked at again
            self._take_in(event, Message("user", event.text()))
        return " ".join(filter(None, in_danger))

    def _take_in(self, heard: Event, message: Message) -> None:
        """From now on it stands in the prompt."""
        self._record.history.add(heard.sequence, message)
        self._unanswered = [each for each in self._unanswered if each[0].id != heard.id]

    async def _answer_by_hand(self, heard: Event, known: str) -> HandAnswer | None:
        """Her answer to what no model is asked for, and what follows from it."""
        said, met = [*self._plot, *self._record.said], self._her.identity.met
        answer = await self._by_hand.answer(heard, said, known, met=met)
        if answer is None:
            if self._by_hand.named_anew:
                await self.refresh()
            return None
        self._marks = {"by": "hand", **answer.marks}
        if answer.is_aside:
            self.discard()
        if answer.starts_over:
            await self._record.start_over(heard)
        self._take_in(heard, Message("user", heard.text()))
        if answer.changes_memory:
            await self._drop_forgotten()
            self._remembering.forget_last()
        if answer.changes_her:
            await self.refresh()
        return answer

    def _decent(
        self, pieces: AsyncGenerator[str], said: str, of_others: bool
    ) -> AsyncGenerator[str]:
        before = [*self._plot, *self._record.said]
        if not of_others:
            pieces = self._safety.candid(pieces, said, before)
        return self._her.last_words(self._safety.decent(pieces, said, before))

    async def _meet(self, heard: Event) -> AsyncGenerator[TurnEvent, None]:
        """A turn of the first meeting: her next question, a name, or the end of it."""
        self._take_in(heard, Message("user", heard.text()))
        line = await self._beginning.meet(heard.text())
        await self.refresh()
        yield Delta(line)
        yield Ended("complete")

    async def _store_spoken(self, reply_id: ReplyId, text: str, reason: EndReason) -> Spoken:
        more = {**self._beginning.take_arrival(), **self._marks}
        self.last_words = self._clock.now()
        event = await self._record.keep_spoken(reply_id, text, reason, more)
        await self._beginning.was_heard(text)
        self._between = asyncio.create_task(self._between_turns())
        return Spoken(event, text)

    async def _between_turns(self) -> None:
        """Find how she sounds next, make room or warm the prompt; the next turn cancels it."""
        await self._her.find_sound()
        if await self._by_model.make_room():
            await self.warm()

    async def _follow_elsewhere(self) -> None:
        """Take in what was decided on a page, in a terminal, or in another talk."""
        await self._drop_forgotten()
        if await self._her.is_renamed():
            await self.refresh()

    async def _drop_forgotten(self) -> None:
        """Read the session again when something was forgotten, here or anywhere else."""
        if await self._record.is_outdated():
            await self._recall.drop_forgotten()
            await self._load()

    async def _load(self) -> None:
        """Rebuild the session from the log, message for message as it was."""
        events = await self._record.read()
        await self._remembering.load(events, self._model.profile)
        await self._safety.load()
        await self.refresh()
        for event in events:
            if event.kind == "heard":
                await self._safety.orders.read(event.text())
        kept = {event.id for event in events if event.text()}  # the others were forgotten
        self._unanswered = [each for each in self._unanswered if each[0].id in kept]
        waiting = {event.id for event, _ in self._unanswered}
        taken_in = [event for event in events if event.id not in waiting]
        self._record.rebuild(taken_in, self._by_model.prompt.user_message)
