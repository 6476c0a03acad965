"""What stands before the model and behind it in each turn of one session."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from anima.memory import EventLog
from anima.safety import Care, Detector, notice_due, notice_text
from anima.values import Clock, Event, Notice, SessionId


@dataclass(frozen=True, slots=True)
class Safeguards:
    """What is the same for all sessions of one person.

    Attributes:
        detector: What hears danger; by default by rules and cues, without an embedding model.
        country: Where the person is, as set; two letters, or empty.
        minor: Whether the person is under age, as set.
    """

    detector: Detector = field(default_factory=Detector)
    country: str = ""
    minor: bool = False


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
        self._minor = given.minor
        self._care = Care(
            log,
            session,
            given.detector,
            country=given.country,
            minor=given.minor,
            about_person=about_person,
        )

    async def load(self) -> None:
        """Go on where this session was left."""
        await self._care.load()

    async def speaks(self, text: str, said: Sequence[str]) -> bool:
        """Whether these words would be answered by hand, so that no model need begin."""
        return await self._care.speaks(text, said)

    async def before(self, heard: Event, said: Sequence[str]) -> str | None:
        """Her answer when danger is heard, before anything else; None otherwise."""
        return await self._care.answer(heard, said)

    async def stay(self, heard: Event, said: Sequence[str]) -> str | None:
        """Her answer while something is open; None when the model may speak."""
        return await self._care.stay(heard, said)

    async def notice_before(self, heard: Event, said: Sequence[str], name: str) -> Notice | None:
        """The notice before her answer; nothing stands between somebody in danger and hers."""
        return None if await self.speaks(heard.text(), said) else await self.notice(name)

    async def notice(self, name: str) -> Notice | None:
        """What the system has to say before anything more is said, if it has; it is noted first."""
        notices = await self._log.events(kinds=("notice_given",))
        if not notice_due(notices, self._session, self._clock.now(), minor=self._minor):
            return None
        again = any(event.session == self._session for event in notices)
        text = notice_text(name, again=again, minor=self._minor)
        await self._log.append(self._session, "notice_given", {"kind": "is_an_ai", "text": text})
        return Notice(text)

    async def follow_up(self) -> str | None:
        """Her first words when the last session left something open."""
        return await self._care.follow_up()
