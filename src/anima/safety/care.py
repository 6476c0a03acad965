"""Care in one session: hears danger, answers by hand, stays, and asks again the next time."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Protocol

from anima.safety import responses as say
from anima.safety.concern import Concern, Kind
from anima.safety.content import says_oneself_young
from anima.safety.country import country_lived_in
from anima.safety.detector import Detector
from anima.safety.protocol import (
    Answer,
    Asked,
    Course,
    Person,
    asks_after,
    follow_up,
    raise_concern,
    stay,
)
from anima.safety.replying import Meaning, answer_to_asking
from anima.safety.words import plain
from anima.values import Event, EventId, EventKind, JsonValue, SessionId

FEW_WORDS = 4
"""So few words say too little to hand a heavy talk to a model again."""

MOST_ASKED = 2
"""So often in a session she asks gently; more would be prying."""

BETWEEN_ASKING = 5
"""So many turns at least lie between two gentle questions."""

ASKS_AFTER = timedelta(days=14)
"""So long she asks after it, where they have talked since; where not, it is the last time still."""

_YOU = re.compile(r"\b(?:you|your|yours|yourself)\b")
_I = re.compile(r"\b(?:i|i'm|i've|i'd|i'll|me|my|mine|myself|we|us|our)\b")
_HEARING = ("care_raised", "care_stayed", "care_eased", "care_followed_up")
_ASKED: tuple[Asked, ...] = ("danger", "country", "how")


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
        self._country = self._set = country
        self._minor = minor
        self._about_person = about_person
        self._course = Course()
        self._last: tuple[str, tuple[str, ...], Concern | None] | None = None
        self._asked: Kind | None = None
        self._times_asked = 0
        self._turns_since = BETWEEN_ASKING

    @property
    def is_open(self) -> bool:
        """Whether something heavy is being talked of, or she has just asked whether it is."""
        return self._course.kind is not None or self._asked is not None

    async def load(self) -> None:
        """Go on where this session was left, as after a lost line."""
        said = await self._log.events(kinds=("country_told", *_HEARING))
        for event in said:
            if event.kind == "country_told":
                # What is set holds, but where they said in this very talk that they are elsewhere.
                if event.session == self._session or not self._set:
                    self._country = event.text("country")
            elif event.session == self._session:
                self._course = _course_of(event)
        here = await self._log.events(kinds=("care_asked", "heard"), session=self._session)
        asked = [event for event in here if event.kind == "care_asked"]
        self._times_asked = len(asked)
        if asked:
            self._turns_since = len(here) - 1 - here.index(asked[-1])
            self._asked = Kind(asked[-1].text("kind")) if self._turns_since == 0 else None

    async def as_set(self, country: str, *, minor: bool) -> None:
        """From now on it is set so; with no country, what they told counts again."""
        self._minor = minor
        if country == self._set:
            return  # where they said that they are elsewhere, they are
        self._country = self._set = country
        for told in [] if country else await self._log.events(kinds=("country_told",)):
            self._country = told.text("country")

    async def concern(self, text: str, earlier: Sequence[str]) -> Concern | None:
        """The danger in these words, or what may be one and is worth a question now."""
        found = await self._found(text, earlier)
        if found and found.doubtful and (not self._may_ask() or _is_about_her(text)):
            return None
        return found

    def _may_ask(self) -> bool:
        rested = self._turns_since >= BETWEEN_ASKING
        return self._course.kind is None and rested and self._times_asked < MOST_ASKED

    async def _found(self, text: str, earlier: Sequence[str]) -> Concern | None:
        """What was found for the same words is not looked for again."""
        if self._last is not None and self._last[:2] == (text, tuple(earlier)):
            return self._last[2]
        found = await self._detector.assess(text, earlier)
        self._last = (text, tuple(earlier), found)
        return found

    async def speaks(self, text: str, earlier: Sequence[str]) -> bool:
        """Whether she would answer these words by hand, so that no model need begin."""
        return self.is_open or await self.concern(text, earlier) is not None

    async def answer(self, heard: Event, earlier: Sequence[str]) -> str | None:
        """Her answer when danger is heard; it is noted before it is given."""
        found = await self.concern(heard.text(), earlier)
        asked, self._asked = self._asked, None
        self._turns_since += 1
        if asked is not None and found is None:
            match answer_to_asking(heard.text()):
                case Meaning.YES:
                    found = Concern(asked, certainty=0.5)
                case Meaning.NO:
                    light = say.ASKED_LIGHT[self._times_asked % len(say.ASKED_LIGHT)]
                    return await self._give(heard, Answer(light, self._course, eased=True), None)
                case _:
                    # Said once more what made her ask, it is no chance any more.
                    again = await self._found(heard.text(), earlier)
                    found = replace(again, doubtful=False) if again else None
        if found is None or found.doubtful:
            return None
        person = self._person([*earlier, heard.text()])
        return await self._give(heard, raise_concern(self._course, found, person), found)

    async def _ask(self, heard: Event, kind: Kind) -> str:
        """A gentle question where it may be nothing."""
        await self._log.append(self._session, "care_asked", {"heard": heard.id, "kind": kind.value})
        lines = say.ASKS[kind]
        text = lines[self._times_asked % len(lines)]
        self._asked, self._turns_since = kind, 0
        self._times_asked += 1
        return text

    async def stay(self, heard: Event, earlier: Sequence[str]) -> str | None:
        """Her answer while something is open, to words in which no danger was heard; a gentle
        question where nothing is, and the words may mean more than they say.
        """
        if self._course.kind is None:
            found = await self.concern(heard.text(), earlier)
            return await self._ask(heard, found.kind) if found and found.doubtful else None
        text = heard.text()
        heavy = len(text.split()) <= FEW_WORDS or await self._detector.is_heavy(text, earlier)
        given = stay(self._course, text, self._person([*earlier, text]), heavy=heavy)
        if given is None:
            return None
        return await self._give(heard, given, None)

    async def follow_up(self, now: datetime) -> str | None:
        """Her first words when an earlier session left something open; only once."""
        events = await self._log.events(kinds=("care_raised", "care_eased", "care_followed_up"))
        last = _left_open(events)
        if last is None or last.session == self._session or await self._forgotten(last):
            return None
        kind = Kind(last.text("kind"))
        talked_since = await self._talked_since(last)
        times = sum(event.kind == "care_followed_up" for event in events)
        # How they are now may be a yes or a no; the question of the last time is not open any more.
        course = Course(kind, raised=1, told=last.text("told"), asked=asks_after(kind))
        if talked_since and now - last.at > ASKS_AFTER:
            course = Course()
        await self._log.append(self._session, "care_followed_up", _fields(course))
        self._course = course
        return follow_up(kind, times, talked_since=talked_since) if course.kind else None

    async def _talked_since(self, raised: Event) -> bool:
        """Whether they have talked in a session between that one and this."""
        events = await self._log.events(kinds=("heard", "care_raised"))
        ids = [event.id for event in events]
        after = events[ids.index(raised.id) + 1 :]
        return any(event.session not in (raised.session, self._session) for event in after)

    async def _forgotten(self, raised: Event) -> bool:
        """Whether the words that it was about have been forgotten since."""
        heard = EventId(raised.text("heard"))
        event = (await self._log.of([heard])).get(heard)
        return event is None or not event.text()

    def _person(self, said: Sequence[str]) -> Person:
        """Who is spoken to, as set, as they said, or as it stands among what is known of them."""
        known = self._about_person()
        country = self._country or country_lived_in(known)
        return Person(country, self._minor or says_oneself_young([*said, *known]))

    async def _give(self, heard: Event, given: Answer, found: Concern | None) -> str:
        if given.country:
            self._country = given.country
            await self._log.append(self._session, "country_told", {"country": given.country})
        kind: EventKind = "care_raised" if found else "care_eased" if given.eased else "care_stayed"
        payload = _payload(given.course, heard, found)
        await self._log.append(self._session, kind, payload)
        self._course = given.course
        return given.text


def _is_about_her(text: str) -> bool:
    """Whether somebody speaks of her and not of themselves: a doubt is none then."""
    said = plain(text)
    return _YOU.search(said) is not None and _I.search(said) is None


def _payload(course: Course, heard: Event, found: Concern | None) -> dict[str, JsonValue]:
    payload: dict[str, JsonValue] = {"heard": heard.id, **_fields(course)}
    if found is not None:
        payload["explicit"] = found.explicit
    return payload


def _fields(course: Course) -> dict[str, JsonValue]:
    """A course as the log keeps it."""
    return {
        "kind": course.kind.value if course.kind else None,
        "raised": course.raised,
        "stayed": course.stayed,
        "asked": course.asked,
        "told": course.told,
        "imminent": course.imminent,
        "declined": course.declined,
    }


def _left_open(events: Sequence[Event]) -> Event | None:
    """The last danger that was not taken back, nor asked after since."""
    left: Event | None = None
    eased: Event | None = None
    for event in events:
        match event.kind:
            case "care_raised":
                left = event if event.payload.get("kind") is not None else left
            case "care_followed_up":
                left = eased = None
            case _ if left is not None and event.session == left.session:
                # Who took it back has begun anew; who said that it passed is asked after it.
                eased = eased if event.payload.get("raised") == 0 else left
                left = None
            case _:
                pass
    return left or eased


def _course_of(event: Event) -> Course:
    """The course after an event of care, as the log keeps it."""
    raised, stayed = event.payload.get("raised"), event.payload.get("stayed")
    kind, asked = event.text("kind"), event.text("asked")
    return replace(
        Course(),
        kind=Kind(kind) if kind else None,
        raised=raised if isinstance(raised, int) else 0,
        stayed=stayed if isinstance(stayed, int) else 0,
        asked=next((each for each in _ASKED if each == asked), ""),
        told=event.text("told"),
        imminent=event.payload.get("imminent") is True,
        declined=event.payload.get("declined") is True,
    )
