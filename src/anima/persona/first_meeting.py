"""The first meeting: a voice is chosen, a few questions, a name of her own, and what she is.

Every step is read from the log and written to it before she answers, so that a crash at any moment
goes on where it was left and nothing that was answered is asked again.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from random import Random

from anima.llm import ChatModel
from anima.memory import EventLog
from anima.memory.event_log import Entry
from anima.persona import meeting_lines as lines
from anima.persona.answers import NameAnswer, Verdict, asks_what_she_is, manner_in, name_answer
from anima.persona.identity import KINDS, Question, Stage
from anima.persona.interview import offered
from anima.persona.interview_lines import OFFER
from anima.persona.meeting_progress import PROPOSAL, MeetingProgress
from anima.persona.name_correction import correction_in, name_told
from anima.persona.naming import NameProposal, choose_name, warm_naming
from anima.persona.objection import Objection, objection_in
from anima.persona.person_name import declines_to_say, name_by_model, name_in
from anima.values import EventKind, JsonValue, SessionId


@dataclass(frozen=True, slots=True)
class MeetingLine:
    """What she says next, and the stage that the meeting is in after it.

    `proposal` is the name that she asks for with this line, if she does.
    """

    text: str
    stage: Stage
    proposal: NameProposal | None = None


class FirstMeeting:
    """The first meeting, as a view of the log: it keeps nothing itself and may be made anew."""

    def __init__(self, log: EventLog, session: SessionId, model: ChatModel, rng: Random) -> None:
        self._log = log
        self._session = session
        self._model = model
        self._rng = rng

    async def choose_voice(self, voice: str) -> None:
        """Record the voice that the person chose by ear; it may be chosen again at any time."""
        await self._append("voice_chosen", {"voice": voice})

    async def warm(self) -> None:
        """Prepare the model for choosing a name, which otherwise takes several seconds longer."""
        identity = (await self._progress()).identity
        if identity.stage in {Stage.VOICE, Stage.QUESTIONS} and not identity.name:
            await warm_naming(self._model)

    async def open(self) -> MeetingLine:
        """Her first line; after a restart, what she was waiting for an answer to."""
        progress = await self._progress()
        line = await self._next(progress)
        if progress.has_begun and line.stage not in {Stage.VOICE, Stage.DONE}:
            return _after(lines.WELCOME_BACK, line)
        return line

    async def respond(self, text: str) -> MeetingLine:
        """Record what the person said and return her next line; blank text changes nothing.

        What was said before she had asked anything is no answer: she opens the meeting.
        """
        progress = await self._progress()
        said = text.strip()
        if said and progress.has_begun and not progress.identity.met:
            put_right, said = await self._name_put_right(said, progress)
            if put_right:
                now = await self._progress()
                line = await self.respond(said) if said else await self._next(now)
                return line if line.text == put_right else _after(put_right, line)
        if said and progress.identity.stage is Stage.QUESTIONS and progress.has_begun:
            acknowledgement = await self._answered(progress.question, said, progress)
            return _after(acknowledgement, await self._next(await self._progress()))
        if said and progress.proposal:
            return await self._proposal_answered(progress.proposal, said, progress)
        return await self._next(progress)

    async def _name_put_right(self, text: str, progress: MeetingProgress) -> tuple[str, str]:
        """What she says to a name that was misheard, and what else was said; else nothing, and
        the words as they are."""
        known, settled = progress.identity.person_name, progress.question is not Question.NAME
        if progress.waits_for_name:
            name = name_told(text)
            await self._record(Question.NAME, text, settled=bool(name), name=name)
            return lines.PUT_RIGHT.format(name=name) if name else lines.NO_NAME_CAUGHT, ""
        found = correction_in(text, known, just_named=progress.was_just_named) if settled else None
        if found is None:
            return "", text
        if not found.name:
            await self._record(Question.NAME, text, settled=False, wrong=True)
            return lines.MISHEARD, ""
        await self._record(Question.NAME, text, settled=True, name=found.name)
        return lines.PUT_RIGHT.format(name=found.name), found.rest

    async def _next(
        self, progress: MeetingProgress, objection: Objection | None = None
    ) -> MeetingLine:
        """The line that the present stage asks for; what it newly asks is recorded first."""
        if progress.waits_for_name:
            return MeetingLine(lines.MISHEARD, progress.identity.stage, progress.proposal)
        match progress.identity.stage:
            case Stage.VOICE:
                return MeetingLine(lines.CHOOSE_VOICE, Stage.VOICE)
            case Stage.QUESTIONS:
                return MeetingLine(await self._ask(progress), Stage.QUESTIONS)
            case Stage.NAMING:
                return await self._propose(progress, objection)
            case Stage.DISCLOSURE:
                told: Entry = (self._session, "disclosed", {"text": lines.DISCLOSURE})
                await self._log.append_all([told, offered(self._session)])
                accepted = lines.accepted(progress.identity)
                return MeetingLine(f"{accepted} {lines.DISCLOSURE} {OFFER}", Stage.DONE)
            case Stage.DONE:
                return MeetingLine(lines.STILL_HERE, Stage.DONE)

    async def _ask(self, progress: MeetingProgress) -> str:
        question = progress.question
        text = lines.QUESTIONS[question]
        if not progress.has_begun:
            text = lines.opening(progress.identity)
        if not progress.was_asked(question):
            await self._append("question_asked", {"question": question, "text": text})
        return text

    async def _answered(self, question: Question, text: str, progress: MeetingProgress) -> str:
        """Record an answer to a question; returns what she says to it."""
        if asks_what_she_is(text):
            await self._record(question, text, settled=False)
            return lines.I_AM_AN_AI
        match question:
            case Question.NAME:
                return await self._name_given(text, progress)
            case Question.DAYS:
                await self._record(question, text, settled=True)
                return lines.after_days(text)
            case Question.MANNER:
                manner = manner_in(text)
                await self._record(question, text, settled=True, manner=manner or "")
                return lines.after_manner(manner)

    async def _name_given(self, text: str, progress: MeetingProgress) -> str:
        """Record the answer as it is, then what the model may find in it that the rules did not."""
        name = name_in(text)
        last_try = progress.was_unclear(Question.NAME) or declines_to_say(text)
        settled = bool(name) or last_try
        await self._record(Question.NAME, text, settled=settled, name=name, unclear=not settled)
        if not name and (name := await name_by_model(self._model, text)):
            await self._record(Question.NAME, text, settled=True, name=name)
        if name or last_try:
            given = progress.identity.came_from is not None
            return lines.after_name(name, self._rng, given=given)
        return lines.NO_NAME_CAUGHT

    async def _propose(self, progress: MeetingProgress, objection: Objection | None) -> MeetingLine:
        if pending := progress.proposal:
            text = lines.PENDING.format(name=pending.name, reason=pending.reason)
            return MeetingLine(text, Stage.NAMING, pending)
        identity = progress.identity
        excluded = {*progress.refused, *identity.person_name.split(), identity.person_name}
        chosen = await choose_name(
            self._model, self._rng, voice=identity.voice, excluded=excluded, objection=objection
        )
        ways = lines.PROPOSALS_AGAIN if progress.refused else lines.PROPOSALS
        text = self._rng.choice(ways).format(name=chosen.name, reason=chosen.reason)
        details = {"name": chosen.name, "reason": chosen.reason, "text": text}
        await self._append("name_proposed", details)
        return MeetingLine(text, Stage.NAMING, chosen)

    async def _proposal_answered(
        self, proposal: NameProposal, text: str, progress: MeetingProgress
    ) -> MeetingLine:
        if asks_what_she_is(text):
            await self._record(PROPOSAL, text, settled=False)
            return _after(lines.I_AM_AN_AI, await self._next(progress))
        answer = name_answer(text, proposal.name)
        if answer.verdict is Verdict.YES:
            await self._append("name_accepted", {"name": proposal.name, "text": text})
            return await self._next(await self._progress())
        if answer.verdict is Verdict.UNCLEAR and not progress.was_unclear(PROPOSAL):
            await self._record(PROPOSAL, text, settled=False, unclear=True)
            again = lines.UNCLEAR.format(name=proposal.name)
            return MeetingLine(again, Stage.NAMING, proposal)
        declined = {"name": proposal.name, "text": text, "suggested": answer.suggested}
        await self._append("name_declined", declined)
        objection = objection_in(text)
        return _after(
            _to_a_no(answer, objection), await self._next(await self._progress(), objection)
        )

    async def _record(self, about: str, text: str, *, settled: bool, **found: str | bool) -> None:
        kept = {key: value for key, value in found.items() if value}
        answer = {"question": about, "text": text, "settled": settled}
        await self._append("question_answered", {**answer, **kept})

    async def _append(self, kind: EventKind, payload: Mapping[str, JsonValue]) -> None:
        await self._log.append(self._session, kind, dict(payload))

    async def _progress(self) -> MeetingProgress:
        return MeetingProgress(await self._log.events(kinds=KINDS))


def _to_a_no(answer: NameAnswer, objection: Objection) -> str:
    if answer.suggested:
        return lines.HER_OWN_CHOICE.format(suggested=answer.suggested)
    return lines.STILL_UNCLEAR if answer.verdict is Verdict.UNCLEAR else objection.answer


def _after(said: str, line: MeetingLine) -> MeetingLine:
    return MeetingLine(f"{said} {line.text}", line.stage, line.proposal)
