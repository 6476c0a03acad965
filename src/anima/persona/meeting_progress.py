"""How far the first meeting has come, read from its events."""

from collections.abc import Sequence

from anima.persona.identity import Identity, Question, identity_of
from anima.persona.naming import NameProposal
from anima.values import Event


class MeetingProgress:
    """A reading of the meeting's events, oldest first; made anew for every step."""

    def __init__(self, events: Sequence[Event]) -> None:
        self._events = events
        self.identity: Identity = identity_of(events)

    @property
    def has_begun(self) -> bool:
        """Whether she has asked anything yet."""
        return any(event.kind == "question_asked" for event in self._events)

    @property
    def question(self) -> Question:
        """The first question without a settled answer; the last one when all have theirs."""
        answered = [event for event in self._events if event.kind == "question_answered"]
        settled = {event.text("question") for event in answered if event.payload.get("settled")}
        return next((q for q in Question if q not in settled), Question.MANNER)

    @property
    def was_just_named(self) -> bool:
        """Whether their name was the last thing that the person told."""
        last = self._last_answer
        return last is not None and bool(last.text("name"))

    @property
    def waits_for_name(self) -> bool:
        """Whether the person said last that she has their name wrong, and not yet how it is."""
        last = self._last_answer
        return last is not None and last.payload.get("wrong") is True

    @property
    def _last_answer(self) -> Event | None:
        answers = ("question_answered", "name_declined", "name_accepted")
        return next((event for event in reversed(self._events) if event.kind in answers), None)

    @property
    def proposal(self) -> NameProposal | None:
        """The name that waits for a yes or a no."""
        for event in reversed(self._events):
            if event.kind in {"name_declined", "name_accepted"}:
                return None
            if event.kind == "name_proposed":
                return NameProposal(event.text("name"), event.text("reason"))
        return None

    @property
    def refused(self) -> frozenset[str]:
        """Names that were declined, and those that the person thought of."""
        declined = [event for event in self._events if event.kind == "name_declined"]
        both = {
            name for event in declined for name in (event.text("name"), event.text("suggested"))
        }
        return frozenset(both - {""})

    def was_asked(self, question: Question) -> bool:
        """Whether she has asked this question."""
        return any(
            event.kind == "question_asked" and event.text("question") == question
            for event in self._events
        )

    def was_unclear(self, about: str) -> bool:
        """Whether an answer since she last asked about this could not be understood.

        `about` is a question, or `proposal` for the name that waits.
        """
        for event in reversed(self._events):
            if event.kind == "name_proposed" and about == PROPOSAL:
                return False
            is_answer = event.kind == "question_answered" and event.text("question") == about
            if is_answer and event.payload.get("unclear"):
                return True
        return False


PROPOSAL = "proposal"
"""What an answer is about when it is about a proposed name."""
