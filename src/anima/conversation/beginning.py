"""How a session begins: the first meeting, or her first words to somebody she knows."""

import random

from anima.conversation.arrival import Arrival, Arrivals
from anima.conversation.safeguards import Safety
from anima.llm import ChatModel
from anima.memory import EventLog, Recall
from anima.persona import (
    FirstMeeting,
    Herself,
    Identity,
    Interview,
    MeetingLine,
    NameProposal,
    back_again,
    first_words,
    hello,
)
from anima.values import Clock, JsonValue, SessionId


class Beginning:
    """Finds her first words in one session.

    Attributes:
        proposal: The name she has proposed and waits for a yes or a no to, if she does.
    """

    def __init__(
        self,
        *,
        log: EventLog,
        session: SessionId,
        recall: Recall,
        model: ChatModel,
        clock: Clock,
        safety: Safety,
        arrivals: Arrivals,
    ) -> None:
        self.proposal: NameProposal | None = None
        self._log = log
        self._session = session
        self._recall = recall
        self._model = model
        self._clock = clock
        self._safety = safety
        self._arrivals = arrivals
        self._arrival: Arrival | None = None
        self._interview = Interview(log, session)
        self._meeting = FirstMeeting(log, session, model, random.SystemRandom())

    async def greet(self, identity: Identity, herself: Herself) -> str:
        """Her first words: of the meeting, of what was left open, or of what she wants to say."""
        if not identity.met:
            return self._of(await self._meeting.open())
        if asks_after := await self._safety.follow_up():
            return asks_after
        if arrival := await self._arrivals():
            self._arrival = arrival
            return arrival.text
        back, now = await back_again(self._log), self._clock.now()
        if offer := await self._interview.offer(now):
            await self._interview.was_offered()
            return f"{back}{hello(identity, now)} {offer}"
        before = await self._recall.last_time(exclude_session=self._session)
        return back + await first_words(self._model, identity, before, now, herself.expression)

    async def meet(self, text: str) -> str:
        """A turn of the first meeting: her next question, a name, or the end of it."""
        return self._of(await self._meeting.respond(text))

    def take_arrival(self) -> dict[str, JsonValue]:
        """What the event of her words keeps of what she began with; then it is over."""
        arrival, self._arrival = self._arrival, None
        return arrival.payload() if arrival else {}

    def _of(self, line: MeetingLine) -> str:
        self.proposal = line.proposal
        return line.text
