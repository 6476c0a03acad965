"""Answers for which no model is asked: danger first, then what is set, then her memory."""

from collections.abc import AsyncGenerator, Mapping, Sequence
from contextlib import aclosing
from dataclasses import dataclass, field

from anima.conversation.arrival import stop_word
from anima.conversation.errand import Errand
from anima.conversation.forget_request import ForgetRequests
from anima.conversation.memory_request import MemoryRequests
from anima.conversation.quoting import has_passage
from anima.conversation.safeguards import STOPPED, Safety
from anima.memory import EventLog
from anima.persona import Interview, her_name_anew, name_anew
from anima.play import Play
from anima.values import Event, JsonValue, SessionId


@dataclass(frozen=True, slots=True)
class HandAnswer:
    """An answer written by hand, and what it means for the session.

    Attributes:
        text: What she says.
        is_aside: Whether a reply that was begun ahead answers something else.
        starts_over: Whether what was said before is behind them.
        changes_memory: Whether what she knows may be different now.
        changes_her: Whether what the person wants of her may be different now.
        told: What she says piece by piece instead, of something that is done together.
        marks: What the event of her words keeps besides: that they were played, or read aloud.
    """

    text: str
    is_aside: bool = False
    starts_over: bool = False
    changes_memory: bool = False
    changes_her: bool = False
    told: AsyncGenerator[str] | None = None
    marks: Mapping[str, JsonValue] = field(default_factory=dict[str, JsonValue])

    async def pieces(self) -> AsyncGenerator[str]:
        """What she says, as it comes."""
        if self.told is None:
            yield self.text
            return
        async with aclosing(self.told) as told:
            async for piece in told:
                if piece:
                    yield piece


class ByHand:
    """Looks at what was said before the model does, in one session.

    Attributes:
        named_anew: Whether the person was given another name in words that the model answers.
    """

    def __init__(
        self,
        log: EventLog,
        safety: Safety,
        forget: ForgetRequests,
        requests: MemoryRequests,
        interview: Interview,
        play: Play,
        errand: Errand | None,
    ) -> None:
        self._log = log
        self._safety = safety
        self._forget = forget
        self._requests = requests
        self._interview = interview
        self._play = play
        self._errand = errand
        self.named_anew = False

    async def answer(
        self, heard: Event, said: Sequence[str], known: str, *, met: bool
    ) -> HandAnswer | None:
        """Her answer to what was heard; None where the model may speak.

        Args:
            heard: What the person said, as it was kept.
            said: What they said before, in this session.
            known: What is to be said whatever they said, such as a question about a word.
            met: Whether the first meeting is over.
        """
        text, self.named_anew = heard.text(), False
        in_danger = await self.in_danger(heard, said)
        if self._safety.stops(text):
            await self._put_away(heard)
            return HandAnswer(STOPPED, is_aside=True, starts_over=True)
        if in_danger is not None:
            return HandAnswer(in_danger)
        if answer := self._safety.declines(text, said) or known:
            return HandAnswer(answer, is_aside=True)
        if has_passage(text):
            return None
        # What answers her question in danger is no answer of the first meeting.
        asked = await self._request(heard) if met else None
        if asked is None and met and heard.text("play") != "story":
            # Before a gentle question: it is plainer than that.
            disagrees = await self._safety.disagrees(heard, said)
            asked = HandAnswer(disagrees, is_aside=True) if disagrees else None
        return asked or await self._stay(heard, said)

    async def _request(self, heard: Event) -> HandAnswer | None:
        """Her answer to what asks something of her that no model does."""
        if forgotten := await self._forget.answer(heard):
            return HandAnswer(forgotten, changes_memory=True)
        if self._errand and not heard.text("play") and (told := await self._errand.turn(heard)):
            return HandAnswer("", is_aside=True, told=told, marks={"reads": "letter"})
        # Whoever has a name in a story has it there.
        if not heard.text("play") and (named := await name_anew(self._log, heard)) is not None:
            if named:
                return HandAnswer(named, is_aside=True, changes_her=True)
            self.named_anew = True
        if not heard.text("play") and (hers := await her_name_anew(self._log, heard)):
            return HandAnswer(hers, is_aside=True, changes_her=True)
        if asked := await self._interview.answer(heard):
            return HandAnswer(asked, is_aside=True, changes_memory=True, changes_her=True)
        if played := await self._play.answer(heard):
            return HandAnswer(played, is_aside=True, marks={"play": heard.text("play") or "chess"})
        requested = await self._requests.answer(heard) or await stop_word(self._log, heard)
        return HandAnswer(requested, changes_memory=True) if requested else None

    async def in_danger(self, heard: Event, said: Sequence[str]) -> str | None:
        """Her answer to danger in what was heard; whatever else was under way is put away."""
        # That they asked for a story makes nothing that sounds like danger in it a tale.
        in_story = heard.text("play") == "story"
        answer = await self._safety.before(heard, [] if in_story else said)
        if answer is not None:
            await self._put_away(heard)
        return answer

    async def waits(self, session: SessionId) -> bool:
        """Whether what comes next is no matter for the model: a turn of a story, or an answer."""
        if await self._play.story_is_on():
            return True
        return self._errand is not None and await self._errand.waits(session)

    async def _stay(self, heard: Event, said: Sequence[str]) -> HandAnswer | None:
        """Her answer while something heavy is open; None when there is nothing."""
        stays = await self._safety.stay(heard, said)
        return HandAnswer(stays) if stays else None

    async def _put_away(self, heard: Event) -> None:
        """End what is played, and put aside what is done together."""
        await self._play.stop()
        if self._errand:
            await self._errand.aside(heard.session)
