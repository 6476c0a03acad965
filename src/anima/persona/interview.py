"""The interview: five short things about how the person wants her to be, asked as conversation.

It is offered when the first meeting ends and, while something is open, once more on a later day.
Whoever speaks of something else instead has said "later". Every step is read from the log, so that
it survives a restart; an answer is a preference, set as it would be on her page.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from anima.memory import EventLog
from anima.memory.event_log import Entry
from anima.persona import interview_answers as answers
from anima.persona import interview_lines as lines
from anima.persona.interview_answers import Hours
from anima.persona.preferences import LONGEST, load_preferences, prefer, topics_in
from anima.values import Event, EventKind, JsonValue, SessionId

OFFER = "interview"
"""What a question is about when it is whether the others may be asked."""

QUESTIONS = tuple(lines.QUESTIONS)
APART = timedelta(days=2)
"""So long after an offer the next may come."""

MOST_OFFERS = 3
_KINDS: tuple[EventKind, ...] = ("question_asked", "question_answered", "disclosed")


def offered(session: SessionId) -> Entry:
    """The event of having offered the interview."""
    return (session, "question_asked", {"question": OFFER, "text": lines.OFFER})


class Interview:
    """The interview in one session, as a view of the log: it keeps nothing itself."""

    def __init__(self, log: EventLog, session: SessionId) -> None:
        self._log = log
        self._session = session

    async def offer(self, now: datetime) -> str:
        """The offer to ask what is still open; empty when it is not the time, or was refused."""
        events = await self._log.events(kinds=_KINDS)
        asked = [e for e in events if e.kind == "question_asked" and e.text("question") == OFFER]
        begun = [e.at for e in events if e.kind == "disclosed"]
        last = max([*(event.at for event in asked), *begun], default=now)
        refused = any(e.text("how") == "never" for e in events if e.text("question") == OFFER)
        if refused or len(asked) >= MOST_OFFERS or now - last < APART or not _open(events):
            return ""
        return lines.OFFER_AGAIN

    async def was_offered(self) -> None:
        """Keep that she offered it just now."""
        await self._log.append_all([offered(self._session)])

    async def answer(self, heard: Event) -> str | None:
        """What she says to an answer, or to being asked to ask; None when it was neither."""
        text = heard.text()
        events = await self._log.events(kinds=_KINDS)
        if answers.wants_to_be_asked(text):
            return await self._begin(_open(events) or list(QUESTIONS))
        waits = await self._waits_for(heard, events)
        if waits == OFFER:
            return await self._offer_answered(text, events)
        return await self._answered(waits, text) if waits else None

    async def _waits_for(self, heard: Event, events: Sequence[Event]) -> str:
        """The question that these words answer: hers of just before, when nothing came between."""
        mine = [e for e in events if e.session == self._session and e.kind != "disclosed"]
        if not mine or mine[-1].kind != "question_asked":
            return ""
        asked = mine[-1]
        question = asked.text("question")
        if question != OFFER and question not in QUESTIONS:
            return ""
        since = await self._log.events(
            kinds=("heard", "spoken"), session=self._session, after=asked.sequence
        )
        before = [event for event in since if event.sequence < heard.sequence]
        spoken = sum(event.kind == "spoken" for event in before)
        return question if spoken <= 1 and len(before) == spoken else ""

    async def _offer_answered(self, text: str, events: Sequence[Event]) -> str | None:
        how = answers.going(text)
        if how == "yes":
            return await self._begin(_open(events) or list(QUESTIONS))
        await self._keep(OFFER, how="later" if how == "other" else how)
        if how == "other":
            return None
        return lines.NEVER if how == "never" else lines.LATER

    async def _begin(self, open_ones: Sequence[str]) -> str:
        await self._keep(OFFER, how="yes", asks=[*open_ones])
        return f"{lines.BEGIN} {await self._ask(open_ones[0])}"

    async def _answered(self, question: str, text: str) -> str:
        if answers.asks_back(text):
            return f"{lines.WHY} {await self._ask(question)}"
        if answers.stops(text):
            await self._keep(OFFER, how="later")
            return lines.ENOUGH
        if answers.skips(text):
            said, skipped = lines.SKIPPED, True
        else:
            said, skipped = await self._taken(question, text), False
        await self._keep(question, settled=True, skipped=skipped)
        rest = _rest(await self._log.events(kinds=_KINDS))
        return f"{said} {await self._ask(rest[0]) if rest else lines.DONE}"

    async def _taken(self, question: str, text: str) -> str:
        """Do what an answer asks for; returns what she says to it."""
        match question:
            case "wants":
                if answers.nothing(text):
                    return lines.WANTS_NOTHING
                return await self._set("wants", text, lines.WANTS)
            case "directness":
                wanted = answers.directness(text)
                said = lines.DIRECTNESS.get(wanted, lines.UNCLEAR_DIRECTNESS)
                return await self._set("directness", wanted or "balanced", said)
            case "avoid":
                return await self._avoid(text)
            case "quiet":
                return await self._quiet(text)
            case _:
                if answers.nothing(text):
                    return lines.NOBODY
                return await self._set("people", text, lines.PEOPLE)

    async def _avoid(self, text: str) -> str:
        """Leave alone what is named; what was left alone before stays so."""
        if answers.nothing(text):
            return lines.AVOID_NOTHING
        topics = answers.topics(text)
        if not topics:
            return lines.UNCLEAR_AVOID
        before = topics_in((await load_preferences(self._log)).avoid)
        together = ", ".join(dict.fromkeys([*before, *topics]))
        if len(together) > LONGEST:
            return lines.AVOID_FULL
        return await self._set("avoid", together, lines.avoids(topics))

    async def _quiet(self, text: str) -> str:
        preferences = await load_preferences(self._log)
        now = Hours(preferences.quiet_from, preferences.quiet_until)
        hours = answers.quiet_hours(text, now)
        if hours is None and answers.keeps_silent(text):
            return await self._set("messages_a_day", "0", lines.SILENT)
        if hours is None and answers.has_no_hours(text):
            hours = Hours("00:00", "00:00")
        if hours is None:
            return lines.UNCLEAR_HOURS
        await prefer(self._log, "quiet_from", hours.begins)
        await prefer(self._log, "quiet_until", hours.ends)
        if hours == now:
            return lines.SAME_HOURS
        return lines.NO_QUIET_HOURS if hours.begins == hours.ends else lines.quiet(hours)

    async def _set(self, key: str, value: str, said: str) -> str:
        await prefer(self._log, key, " ".join(value.split())[:LONGEST])
        return said

    async def _ask(self, question: str) -> str:
        text = lines.QUESTIONS[question]
        asked: dict[str, JsonValue] = {"question": question, "text": text}
        await self._log.append(self._session, "question_asked", asked)
        return text

    async def _keep(self, question: str, **more: JsonValue) -> None:
        await self._log.append(self._session, "question_answered", {"question": question, **more})


def _open(events: Sequence[Event]) -> list[str]:
    """The questions that were never answered nor left out."""
    settled = {e.text("question") for e in events if e.payload.get("settled") is True}
    return [question for question in QUESTIONS if question not in settled]


def _rest(events: Sequence[Event]) -> list[str]:
    """What is still to be asked of what was begun last."""
    begun = max(
        (n for n, e in enumerate(events) if isinstance(e.payload.get("asks"), list)), default=-1
    )
    if begun < 0:
        return []
    asks = events[begun].payload.get("asks")
    settled = {e.text("question") for e in events[begun:] if e.payload.get("settled") is True}
    wanted = asks if isinstance(asks, list) else []
    return [str(question) for question in wanted if question not in settled]
