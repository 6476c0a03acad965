"""Care in one session: hears danger, answers by hand, stays, and asks again the next time."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Protocol

from anima.safety.concern import Concern, Kind
from anima.safety.country import country_lived_in
from anima.safety.detector import Detector
from anima.safety.protocol import Answer, Course, Person, follow_up, raise_concern, stay
from anima.values import Event, EventId, EventKind, JsonValue, SessionId

FEW_WORDS = 4
"""So few words say too little to hand a heavy talk to a model again."""

_HEARING = ("care_raised", "care_stayed", "care_eased")


class Log(Protocol):
    """The person's log, as far as care needs it."""

    async def append(
        self, session: SessionId, kind: EventKind, payload: Mapping[str, JsonValue]
    ) -> Event: ...

    async def events(
        self, *, kinds: Sequence[EventKind] = (), session: SessionId | None = None
    ) -> list[Event]: ...

    async def of(self, ids: Iterable[EventId]) -> dict[EventId, Event]: ...


class Care:
    """Stands before the model in every turn of one session.

    What it notes in the log are kinds and numbers, never words.

    Args:
        log: The person's log.
        session: The session that this is for.
        detector: What hears danger.
        country: As set; empty when it is not.
        minor: Whether the person is under age, as set.
        about_person: The lines that are known about the person, for the country they live in.
    """

    def __init__(
        self,
        log: Log,
        session: SessionId,
        detector: Detector,
        *,
        country: str = "",
        minor: bool = False,
        about_person: Callable[[], Sequence[str]] = lambda: (),
    ) -> None:
        self._log = log
        self._session = session
        self._detector = detector
        self._country = country
        self._minor = minor
        self._about_person = about_person
        self._course = Course()
        self._last: tuple[str, tuple[str, ...], Concern | None] | None = None

    async def load(self) -> None:
        """Go on where this session was left, as after a lost line."""
        said = await self._log.events(kinds=("country_told", *_HEARING))
        for event in said:
            if event.kind == "country_told":
                self._country = self._country or event.text("country")
            elif event.session == self._session:
                self._course = _course_of(event)

    async def concern(self, text: str, earlier: Sequence[str]) -> Concern | None:
        """The danger in these words; what was found for the same words is not looked for again."""
        if self._last is not None and self._last[:2] == (text, tuple(earlier)):
            return self._last[2]
        found = await self._detector.assess(text, earlier)
        self._last = (text, tuple(earlier), found)
        return found

    async def speaks(self, text: str, earlier: Sequence[str]) -> bool:
        """Whether she would answer these words by hand, so that no model need begin."""
        return self._course.kind is not None or await self.concern(text, earlier) is not None

    async def answer(self, heard: Event, earlier: Sequence[str]) -> str | None:
        """Her answer when danger is heard; it is noted before it is given."""
        found = await self.concern(heard.text(), earlier)
        if found is None:
            return None
        return await self._give(heard, raise_concern(self._course, found, self._person()), found)

    async def stay(self, heard: Event, earlier: Sequence[str]) -> str | None:
        """Her answer while something is open, to words in which no danger was heard."""
        if self._course.kind is None:
            return None
        text = heard.text()
        heavy = len(text.split()) <= FEW_WORDS or await self._detector.is_heavy(text, earlier)
        given = stay(self._course, text, self._person(), heavy=heavy)
        if given is None:
            return None
        return await self._give(heard, given, None)

    async def follow_up(self) -> str | None:
        """Her first words when the last session left something open; only once."""
        events = await self._log.events(kinds=("care_raised", "care_eased", "care_followed_up"))
        raised = [event for event in events if event.kind == "care_raised"]
        last = raised[-1] if raised else None
        if last is None or last.session == self._session or last.payload.get("kind") is None:
            return None
        after = events[events.index(last) + 1 :]
        if any(event.kind == "care_followed_up" for event in after) or await self._forgotten(last):
            return None
        kind = Kind(last.text("kind"))
        times = sum(event.kind == "care_followed_up" for event in events)
        await self._log.append(self._session, "care_followed_up", {"kind": kind.value})
        # How they are now may be a yes or a no; the question of the last time is not open any more.
        self._course = Course(kind, raised=1, told=last.text("told"))
        return follow_up(kind, times)

    async def _forgotten(self, raised: Event) -> bool:
        """Whether the words that it was about have been forgotten since."""
        heard = EventId(raised.text("heard"))
        event = (await self._log.of([heard])).get(heard)
        return event is None or not event.text()

    def _person(self) -> Person:
        country = self._country or country_lived_in(self._about_person())
        return Person(country, self._minor)

    async def _give(self, heard: Event, given: Answer, found: Concern | None) -> str:
        if given.country:
            self._country = given.country
            await self._log.append(self._session, "country_told", {"country": given.country})
        kind: EventKind = "care_raised" if found else "care_eased" if given.eased else "care_stayed"
        payload = _payload(given.course, heard, found)
        await self._log.append(self._session, kind, payload)
        self._course = given.course
        return given.text


def _payload(course: Course, heard: Event, found: Concern | None) -> dict[str, JsonValue]:
    payload: dict[str, JsonValue] = {
        "heard": heard.id,
        "kind": course.kind.value if course.kind else None,
        "raised": course.raised,
        "stayed": course.stayed,
        "asked": course.asked,
        "told": course.told,
        "imminent": course.imminent,
        "declined": course.declined,
    }
    if found is not None:
        payload["explicit"] = found.explicit
    return payload


def _course_of(event: Event) -> Course:
    """The course after an event of care, as the log keeps it."""
    raised, stayed = event.payload.get("raised"), event.payload.get("stayed")
    kind, asked = event.text("kind"), event.text("asked")
    return replace(
        Course(),
        kind=Kind(kind) if kind else None,
        raised=raised if isinstance(raised, int) else 0,
        stayed=stayed if isinstance(stayed, int) else 0,
        asked="danger" if asked == "danger" else "country" if asked == "country" else "",
        told=event.text("told"),
        imminent=event.payload.get("imminent") is True,
        declined=event.payload.get("declined") is True,
    )
