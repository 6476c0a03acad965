"""How a session begins: the first meeting, or her first words to somebody she knows."""

import random

from anima.conversation.arrival import Arrival, Arrivals
from anima.conversation.safeguards import Safety
from anima.llm import ChatModel
from anima.memory import EventLog, Recall
from anima.persona import (
    BackAgain,
    FirstMeeting,
    Herself,
    Identity,
    Interview,
    MeetingLine,
    NameProposal,
    back_again,
    first_words,
    hello,
    told_back,
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
        self._back: BackAgain | None = None
        self._interview = Interview(log, session)
        self._meeting = FirstMeeting(log, session, model, random.SystemRandom())

    async def greet(self, identity: Identity, herself: Herself, *, going_on: bool) -> str:
        """Her first words: of the meeting, of what was left open, or of what she wants to say.

        In a session that is `going_on` she was away in the midst of it, and says no more than that.
        """
        self._back = None
        if not identity.met:
            return self._of(await self._meeting.open())
        if asks_after := await self._safety.follow_up():
            return asks_after
        back = await back_again(self._log)
        if going_on and back:
            return self._says(back)
        if arrival := await self._arrivals():
            self._arrival = arrival
            return arrival.text
        now = self._clock.now()
        first = f"{self._says(back)} " if back else ""
        if offer := await self._interview.offer(now):
            await self._interview.was_offered()
            return f"{first}{hello(identity, now)} {offer}"
        before = await self._recall.last_time(exclude_session=self._session)
        return first + await first_words(self._model, identity, before, now, herself.expression)

    async def was_heard(self, words: str) -> None:
        """What she began with sounded so far: that she is back counts as said when it was."""
        back, self._back = self._back, None
        if back and back.was_heard(words):
            await told_back(self._log, self._session, back)

    async def meet(self, text: str) -> str:
        """A turn of the first meeting: her next question, a name, or the end of it."""
        return self._of(await self._meeting.respond(text))

    def take_arrival(self) -> dict[str, JsonValue]:
        """What the event of her words keeps of what she began with; then it is over."""
        arrival, self._arrival = self._arrival, None
        return arrival.payload() if arrival else {}

    def _says(self, back: BackAgain) -> str:
        """From now on it waits for being heard."""
        self._back = back
        return back.text

    def _of(self, line: MeetingLine) -> str:
        self.proposal = line.proposal
        return line.text
