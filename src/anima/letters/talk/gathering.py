"""The brief of a letter, gathered by talking: a question, an answer as one speaks, the next."""

from collections.abc import Sequence
from datetime import datetime

from anima.letters.brief import Brief, Correspondent, PickedMemory
from anima.letters.drafting import called
from anima.letters.offered import is_news, offered_about
from anima.letters.studio import Studio
from anima.letters.talk import answers, lines
from anima.letters.talk.request import Asked, asked_for, who_is_named
from anima.letters.talk.standing import Asks, Standing
from anima.memory import EventLog, Facts, LeftAlone
from anima.persona import load_identity
from anima.values import Event, JsonValue, SessionId

__all__ = ["Gathering"]

MOST_OFFERED = 3
"""More than this nobody keeps in mind who only hears it."""


class Gathering:
    """Asks for what a brief needs: each question is an event, each answer stays where it fell."""

    def __init__(self, log: EventLog, studio: Studio, facts: Facts) -> None:
        self._log = log
        self._studio = studio
        self._facts = facts

    async def begin(self, session: SessionId, heard: Event, asked: Asked) -> str:
        """The first question of a letter that was asked for."""
        person = await self._person(asked.name, asked.bond)
        payload: dict[str, JsonValue] = {"since": heard.sequence, "to": person.id if person else ""}
        asks = _after_who(asked) if person else "who"
        await self._log.append(session, "letter_asked", {**payload, "asks": asks})
        if person is None:
            return lines.who_of(asked.bond) if asked.bond else lines.WHO
        return self._fixed(asks, called(person.name))

    async def next(self, session: SessionId, on: Standing, text: str) -> str | None:
        """Her next question after an answer; None when there is nothing more to ask."""
        match on.asks:
            case "who":
                return await self._named(session, on, text)
            case "happened":
                if self._asked(on).say:
                    return await self._ask(session, on, "avoid", lines.AVOID)
                person = await self._studio.correspondent(on.to)
                return await self._ask(session, on, "say", lines.say(called(person.name)))
            case "say":
                if not await self._has_points(on):
                    return await self._ask(session, on, "say", lines.EMPTY)
                return await self._ask(session, on, "avoid", lines.AVOID)
            case "avoid":
                return await self._offer(session, on)
            case "picked":
                return await self._signed(session, on)
            case "sender":
                return await self._ask(session, on, "tone", lines.TONE)
            case _:
                return None

    async def question(self, standing: Standing, asks: Asks) -> str:
        """The question that was open when it was put aside."""
        if asks == "picked":
            held = self._remembered(standing.offered)
            told = [(each.text, _day(self._facts.find(each.source).learned_at)) for each in held]
            return lines.offers(told)
        named = standing.to and asks in ("happened", "say")
        person = (await self._studio.correspondent(standing.to)).name if named else ""
        return self._fixed(asks, called(person))

    async def brief(self, on: Standing) -> Brief:
        """The brief of what was answered."""
        asked, said = self._asked(on), on.answers
        person = await self._studio.correspondent(on.to)
        identity = await load_identity(self._log)
        sender = identity.person_name or who_is_named(said.get("sender", ""))[0] or "I"
        chosen = answers.picked(said.get("picked", ""), len(on.offered))
        memories = tuple(self._remembered([on.offered[number] for number in chosen]))
        tone = said.get("tone", "")
        happened = (*answers.points(asked.happened or "nothing"),
                    *answers.points(said.get("happened", "nothing")))  # fmt: skip
        must = (*((asked.say,) if asked.say else ()), *answers.points(said.get("say", "nothing")))
        return Brief(
            person.id, person.name, sender, person.bond, asked.occasion,
            happened, must,
            answers.avoided(said.get("avoid", "nothing")), answers.tone_in(tone),
            answers.length_in(tone, short=asked.short), memories,
        )  # fmt: skip

    async def _named(self, session: SessionId, on: Standing, text: str) -> str:
        name, bond = who_is_named(text)
        person = await self._person(name, bond or self._asked(on).bond)
        if person is None:
            return await self._ask(session, on, "who", lines.who_of(bond) if bond else lines.WHO)
        asks = _after_who(self._asked(on))
        question = self._fixed(asks, called(person.name))
        return await self._ask(session, on, asks, question, to=person.id)

    async def _offer(self, session: SessionId, on: Standing) -> str:
        """What she remembers of them, and was not told just now; or the next question."""
        person = await self._studio.correspondent(on.to)
        alone = LeftAlone.of(await self._log.events(kinds=("left_alone",)))
        known = await offered_about(self._facts, person, alone)
        facts = [(each, self._facts.find(each.source)) for each in known]
        offered = [
            (each, fact) for each, fact in facts
            if is_news(fact, person) and not set(fact.sources) <= on.heard
        ][:MOST_OFFERED]  # fmt: skip
        if not offered:
            return await self._signed(session, on)
        told = [(each.text, _day(fact.learned_at)) for each, fact in offered]
        ids: list[JsonValue] = [each.source for each, _ in offered]
        return await self._ask(session, on, "picked", lines.offers(told), offered=ids)

    async def _signed(self, session: SessionId, on: Standing) -> str:
        if (await load_identity(self._log)).person_name:
            return await self._ask(session, on, "tone", lines.TONE)
        return await self._ask(session, on, "sender", lines.SIGNS)

    async def _person(self, name: str, bond: str) -> Correspondent | None:
        """Whom it goes to: somebody who is noted, whom the facts name, or somebody new."""
        known = await self._studio.correspondents()
        if not name and bond:
            same = [each for each in known if each.bond.lower() == bond.lower()]
            if len(same) == 1:
                return same[0]
            await self._facts.catch_up()
            name = self._facts.book.names.get(f"your {bond.lower()}", "")
        if not name:
            return None
        wanted = name.lower()
        there = [each for each in known if each.name.lower() == wanted]
        there = there or [each for each in known if called(each.name).lower() == wanted]
        if len(there) == 1:
            return there[0]
        return await self._studio.note(Correspondent("", name, bond=bond))

    async def _has_points(self, on: Standing) -> bool:
        brief = await self.brief(on)
        return bool(brief.points or brief.occasion)

    def _remembered(self, facts: Sequence[str]) -> list[PickedMemory]:
        """Facts by their ids, as far as they were not forgotten since."""
        book = self._facts.book
        return [
            PickedMemory(f"{book.say(book.facts[each])}.", each)
            for each in facts
            if each in book.facts
        ]

    def _fixed(self, asks: Asks, first: str) -> str:
        """A question that needs no more than the name."""
        told = {"happened": lines.happened(first), "say": lines.say(first), "avoid": lines.AVOID,
                "sender": lines.SIGNS, "tone": lines.TONE}  # fmt: skip
        return told.get(asks, lines.WHO)

    def _asked(self, on: Standing) -> Asked:
        return asked_for(on.request) or Asked()

    async def _ask(
        self, session: SessionId, on: Standing, asks: Asks, question: str, **more: JsonValue
    ) -> str:
        await self._log.append(session, "letter_asked", on.next(asks, more))
        return question


def _after_who(asked: Asked) -> Asks:
    """What is asked first once it is known whom the letter is to."""
    if not asked.happened:
        return "happened"
    return "avoid" if asked.say else "say"


def _day(at: str) -> str:
    when = datetime.fromisoformat(at).astimezone()
    return f"{when.day} {when:%B}"
