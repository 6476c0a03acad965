"""What stands before the model and behind it in each turn of one session."""

from collections.abc import AsyncGenerator, Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from anima.memory import EventLog
from anima.safety import (
    Candour,
    CandourSense,
    Care,
    Detector,
    OrderSense,
    answer_to_content,
    bearing_on,
    day_began,
    decent,
    notice_due,
    notice_text,
    said_of_time,
    says_oneself_young,
    talked,
)
from anima.values import Clock, Event, Notice, SessionId

TIME_SEEN_EVERY = timedelta(minutes=2)
"""The time talked today is added up so often at most."""

STOPPED = "Stopped. What was before is behind us. I'm here, for something else or for nothing."
"""Her answer to the stop word."""


@dataclass(frozen=True, slots=True)
class Safeguards:
    """What is the same for all sessions of one person.

    Attributes:
        detector: What hears danger; by default by rules and cues, without an embedding model.
        orders: What hears orders in the words of others; by default by rules.
        country: Where the person is, as set; two letters, or empty.
        minor: Whether the person is under age, as set.
        open_content: Whether talk between adults may become sexual, as set.
        stop_word: The word that stops her at once, as set; empty when there is none.
        minutes_a_day: The budget of time that the person set; 0 for none.
        keeps_sound: Whether the sound of what they say may be kept.
    """

    detector: Detector = field(default_factory=Detector)
    orders: OrderSense = field(default_factory=OrderSense)
    country: str = ""
    minor: bool = False
    open_content: bool = False
    stop_word: str = ""
    minutes_a_day: int = 0
    keeps_sound: bool = False


class Safety:
    """The safeguards of one session."""

    def __init__(
        self,
        log: EventLog,
        session: SessionId,
        clock: Clock,
        safeguards: Safeguards | None,
        about_person: Callable[[], Sequence[str]],
    ) -> None:
        given = safeguards or Safeguards()
        self._log = log
        self._session = session
        self._clock = clock
        self._given = given
        self.orders = given.orders
        self._minor = given.minor
        self._about_person = about_person
        self._time_seen: datetime | None = None
        self._care = Care(
            log,
            session,
            given.detector,
            country=given.country,
            minor=given.minor,
            about_person=about_person,
        )
        self._candour = Candour(log, session, CandourSense(given.detector))

    async def load(self) -> None:
        """Go on where this session was left."""
        await self._care.load()
        await self._candour.load()

    async def as_set(self, given: Safeguards) -> None:
        """Go on by what is set now: the next turn is the first that is cared for so."""
        if given == self._given:
            return
        self._given, self._minor = given, given.minor
        self._time_seen = None
        await self._care.as_set(given.country, minor=given.minor)

    async def speaks(self, text: str, said: Sequence[str]) -> bool:
        """Whether these words would be answered by hand, so that no model need begin."""
        return await self._care.speaks(text, said) or await self._candour.speaks(text, said)

    async def before(self, heard: Event, said: Sequence[str]) -> str | None:
        """Her answer when danger is heard, before anything else; None otherwise."""
        return await self._care.answer(heard, said)

    async def stay(self, heard: Event, said: Sequence[str]) -> str | None:
        """Her answer while something is open; None when the model may speak."""
        return await self._care.stay(heard, said)

    async def notice_before(self, heard: Event, said: Sequence[str], name: str) -> Notice | None:
        """The notice before her answer; nothing stands between somebody in danger and hers."""
        in_danger = await self._care.speaks(heard.text(), said)
        return None if in_danger else await self.notice(name, [*said, heard.text()])

    async def disagrees(self, heard: Event, said: Sequence[str]) -> str | None:
        """Her answer by hand to what she must not agree with; what is heavy goes before it."""
        return None if self._care.is_open else await self._candour.answer(heard, said)

    def in_her_mind(self, text: str, said: Sequence[str]) -> str:
        """What the model is told with these words, so that it agrees with nothing it should not."""
        return self._candour.line(text, said)

    def candid(
        self, pieces: AsyncGenerator[str], text: str, said: Sequence[str]
    ) -> AsyncGenerator[str]:
        """A model's reply to `text`, or her own words where it agrees with what it should not."""
        return self._candour.candid(pieces, text, said)

    def stops(self, text: str) -> bool:
        """Whether these words are the person's stop word."""
        word = self._given.stop_word.strip().lower()
        return bool(word) and text.strip(" .,!?…").lower() == word

    def declines(self, text: str, said: Sequence[str]) -> str:
        """Her answer to what she does not talk about; empty where the model may speak."""
        minor, open_ = self._is_minor([*said, text]), self._given.open_content
        return answer_to_content(text, bearing_on(said), minor=minor, open_=open_)

    def decent(
        self, pieces: AsyncGenerator[str], text: str, said: Sequence[str]
    ) -> AsyncGenerator[str]:
        """A model's reply to `text`, after all that was `said`, as far as it is to be."""
        minor, open_ = self._is_minor([*said, text]), self._given.open_content
        return decent(pieces, text, earlier=bearing_on(said), minor=minor, open_=open_)

    def _is_minor(self, said: Sequence[str]) -> bool:
        """As set, as they said in this session, or as it stands among what is known of them."""
        return self._minor or says_oneself_young([*said, *self._about_person()])

    async def notice(self, name: str, said: Sequence[str]) -> Notice | None:
        """What the system has to say before anything more is said, if it has; it is noted first.

        After all that was `said`: who has called themselves fourteen has the clock of minors.
        """
        minor = self._is_minor(said)
        notices = await self._log.events(kinds=("notice_given",))
        is_an_ai = [event for event in notices if event.payload.get("kind") == "is_an_ai"]
        if not notice_due(is_an_ai, self._session, self._clock.now(), minor=minor):
            return await self._of_time(notices)
        since = await self._talked_since([e for e in is_an_ai if e.session == self._session])
        text = notice_text(name, minor=minor, talked_since=since)
        await self._log.append(self._session, "notice_given", {"kind": "is_an_ai", "text": text})
        return Notice(text)

    async def _talked_since(self, notices: Sequence[Event]) -> timedelta | None:
        """How long was talked since the last of these; None where there is none."""
        if not notices:
            return None
        end = self._clock.now() + timedelta(seconds=1)
        return talked(await self._log.between(notices[-1].at, end, kinds=("heard", "spoken")))

    async def _of_time(self, notices: Sequence[Event]) -> Notice | None:
        """A word about the time that was talked today; looked at every few minutes."""
        now = self._clock.now()
        if self._time_seen is not None and now - self._time_seen < TIME_SEEN_EVERY:
            return None
        self._time_seen = now
        end = now + timedelta(seconds=1)
        today = await self._log.between(day_began(now), end, kinds=("heard", "spoken"))
        due = said_of_time(today, notices, now, minutes_a_day=self._given.minutes_a_day)
        if due is None:
            return None
        kind, text = due
        await self._log.append(self._session, "notice_given", {"kind": kind, "text": text})
        return Notice(text)

    async def follow_up(self) -> str | None:
        """Her first words when the last session left something open."""
        return await self._care.follow_up(self._clock.now())
