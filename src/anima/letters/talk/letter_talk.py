"""A letter in conversation: she asks what the brief needs, writes it aloud, and changes it."""

from collections.abc import AsyncGenerator, Sequence
from datetime import datetime

from anima.letters.brief import Brief, Correspondent, PickedMemory
from anima.letters.claims import unfounded_in
from anima.letters.drafting import DraftDelta, Drafted, called, draft
from anima.letters.editing import edit
from anima.letters.editing.wish import wishes
from anima.letters.letter import Letter, Stage, require_allowed
from anima.letters.offered import is_news, offered_about
from anima.letters.studio import Studio
from anima.letters.style import SenderVoice
from anima.letters.talk import answers, lines
from anima.letters.talk.request import Asked, asked_for, goes_on, reads, who_is_named
from anima.letters.talk.standing import Asks, Standing, load_standing
from anima.llm import ChatModel
from anima.memory import EventLog, Facts, LeftAlone
from anima.persona import load_identity
from anima.values import AnimaError, Event, JsonValue, ModelError, SessionId

__all__ = ["LetterTalk"]

MOST_OFFERED = 3
"""More than this nobody keeps in mind who only hears it."""


class LetterTalk:
    """The letters of one person, talked about; it keeps nothing itself, the log has it all."""

    def __init__(self, log: EventLog, studio: Studio, facts: Facts, model: ChatModel) -> None:
        self._log = log
        self._studio = studio
        self._facts = facts
        self._model = model

    async def turn(self, heard: Event) -> AsyncGenerator[str] | None:
        """What she says to this, piece by piece; None when it is not about a letter."""
        text, session = heard.text(), heard.session
        if asked := asked_for(text):
            return _one(await self._begun(session, heard, asked))
        standing = await load_standing(self._log)
        on = standing if standing and standing.is_on(session) else None
        who = goes_on(text)
        if who is not None and (standing is None or not on):
            return await self._back(heard, standing, who)
        if (wanted := reads(text)) is not None and (wanted or on or "letter" in text.lower()):
            return await self._read(heard, standing, wanted)
        if on is None:
            return None
        if answers.stops(text):
            await self._note(session, on, "done")
            return _one(lines.LEFT_WORDS if on.letter else lines.LEFT)
        if on.asks == "words":
            return await self._about_words(session, on, text)
        if on.asks == "draft":
            return self._written(session, on, lines.AGAIN)
        if answers.is_question(text):
            await self._note(session, on, "aside", before=on.asks)
            return None
        return await self._answered(session, on, text)

    async def aside(self, session: SessionId) -> None:
        """Put away what is talked about in this session: something else has come up."""
        standing = await load_standing(self._log)
        if standing and standing.is_on(session):
            await self._note(session, standing, "aside", before=standing.asks)

    async def _begun(self, session: SessionId, heard: Event, asked: Asked) -> str:
        person = await self._person(asked.name, asked.bond)
        payload: dict[str, JsonValue] = {"since": heard.sequence, "to": person.id if person else ""}
        asks = _after_who(asked) if person else "who"
        await self._log.append(session, "letter_asked", {**payload, "asks": asks})
        if person is None:
            return lines.who_of(asked.bond) if asked.bond else lines.WHO
        return self._fixed(asks, called(person.name))

    async def _answered(
        self, session: SessionId, on: Standing, text: str
    ) -> AsyncGenerator[str] | None:
        """Her next question after an answer, or the letter when there is none."""
        match on.asks:
            case "who":
                return _one(await self._named(session, on, text))
            case "happened":
                if self._asked(on).say:
                    return _one(await self._ask(session, on, "avoid", lines.AVOID))
                person = await self._studio.correspondent(on.to)
                return _one(await self._ask(session, on, "say", lines.say(called(person.name))))
            case "say":
                if not await self._has_points(on):
                    return _one(await self._ask(session, on, "say", lines.EMPTY))
                return _one(await self._ask(session, on, "avoid", lines.AVOID))
            case "avoid":
                return _one(await self._offer(session, on))
            case "picked":
                return _one(await self._signed(session, on))
            case "sender":
                return _one(await self._ask(session, on, "tone", lines.TONE))
            case _:
                return self._written(session, on, lines.WRITES)

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

    async def _written(self, session: SessionId, on: Standing, first: str) -> AsyncGenerator[str]:
        """The letter as it is written; it is kept before she asks what should be different."""
        yield first
        try:
            letter = await self._letter(session, on)
            person = await self._studio.correspondent(letter.brief.to)
            samples = await self._studio.samples(letter.brief.sender)
            voice = SenderVoice.learned(letter.brief.sender, samples) if samples else None
            text = ""
            async for event in draft(self._model, letter.brief, person, voice, alternatives=1):
                match event:
                    case DraftDelta():
                        if voice is None:
                            yield event.text
                    case Drafted():
                        text = event.text
            letter = await self._studio.write(letter.id, text, by=self._model.profile.name)
            if voice is not None:
                yield text  # what the voice of the sender changed is known only at the end
        except ModelError:
            yield lines.NO_WORDS
            return
        await self._log.append(session, "letter_asked", on.next("words", {"letter": letter.id}))
        yield lines.unmarked([claim.text for claim in unfounded_in(letter)])
        yield lines.ASKS_FOR_CHANGES

    async def _letter(self, session: SessionId, on: Standing) -> Letter:
        if on.letter:
            return await self._studio.letter(on.letter)
        letter = await self._studio.begin(await self._brief(on))
        await self._log.append(session, "letter_asked", on.next("draft", {"letter": letter.id}))
        return letter

    async def _brief(self, on: Standing) -> Brief:
        """The brief of what was answered."""
        asked, said = self._asked(on), on.answers
        person = await self._studio.correspondent(on.to)
        identity = await load_identity(self._log)
        sender = identity.person_name or who_is_named(said.get("sender", ""))[0] or "I"
        chosen = answers.picked(said.get("picked", ""), len(on.offered))
        memories = tuple(self._picked(on.offered[number]) for number in chosen)
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

    def _picked(self, fact: str) -> PickedMemory:
        return PickedMemory(f"{self._facts.book.say(self._facts.find(fact))}.", fact)

    async def _has_points(self, on: Standing) -> bool:
        brief = await self._brief(on)
        return bool(brief.points or brief.occasion)

    async def _about_words(
        self, session: SessionId, on: Standing, text: str
    ) -> AsyncGenerator[str] | None:
        """A change that is asked for, or the end; what is neither puts the letter aside."""
        if answers.is_right(text):
            await self._note(session, on, "done")
            return _one(lines.RIGHT)
        if answers.sends(text):
            return _one(lines.CANNOT_SEND)
        if all(wish.kind == "unclear" for wish in wishes(text)):
            await self._note(session, on, "aside", before="words")
            return None
        return self._changed(on, text)

    async def _changed(self, on: Standing, request: str) -> AsyncGenerator[str]:
        try:
            letter = await self._studio.letter(on.letter)
            require_allowed(letter, "letter_written")
            before = letter.text
            edited = await edit(self._model, before, request, letter.brief)
            if edited.text != before:
                letter = await self._studio.write(letter.id, edited.text, by="her", why=request)
        except ModelError:
            yield lines.NO_WORDS
            return
        except AnimaError as error:
            yield str(error)
            return
        yield lines.became(before, edited)
        yield lines.unmarked([claim.text for claim in unfounded_in(letter)])

    async def _back(self, heard: Event, standing: Standing | None, who: str) -> AsyncGenerator[str]:
        """Go on where it was left, or with the newest letter to somebody that is still open."""
        if standing and standing.asks == "aside" and standing.before != "words" and not who:
            asks = standing.before
            await self._note(heard.session, standing, asks)
            return _one(await self._question(standing, asks))
        return await self._read(heard, standing, who)

    async def _question(self, standing: Standing, asks: Asks) -> str:
        """The question that was open when it was put aside."""
        if asks == "picked":
            told = [(self._picked(each).text, _day(self._facts.find(each).learned_at))
                    for each in standing.offered]  # fmt: skip
            return lines.offers(told)
        named = standing.to and asks in ("happened", "say")
        person = (await self._studio.correspondent(standing.to)).name if named else ""
        return self._fixed(asks, called(person))

    def _fixed(self, asks: Asks, first: str) -> str:
        """A question that needs no more than the name."""
        told = {"happened": lines.happened(first), "say": lines.say(first), "avoid": lines.AVOID,
                "sender": lines.SIGNS, "tone": lines.TONE}  # fmt: skip
        return told.get(asks, lines.WHO)

    async def _read(self, heard: Event, standing: Standing | None, who: str) -> AsyncGenerator[str]:
        """Read a letter out; after that it can be changed."""
        found = _newest(await self._studio.letters(), who, standing.letter if standing else "")
        if found is None:
            if standing and standing.asks == "draft":
                return self._written(heard.session, standing, lines.AGAIN)
            return _one(lines.NONE_YET)
        payload: dict[str, JsonValue] = {
            "since": heard.sequence, "to": found.brief.to, "letter": found.id, "asks": "words"
        }  # fmt: skip
        if standing and standing.letter == found.id:
            payload = standing.next("words", {})
        await self._log.append(heard.session, "letter_asked", payload)
        return _one(f"{found.text}{lines.ASKS_FOR_CHANGES}")

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

    def _asked(self, on: Standing) -> Asked:
        return asked_for(on.request) or Asked()

    async def _ask(
        self, session: SessionId, on: Standing, asks: Asks, question: str, **more: JsonValue
    ) -> str:
        await self._note(session, on, asks, **more)
        return question

    async def _note(self, session: SessionId, on: Standing, asks: Asks, **more: JsonValue) -> None:
        await self._log.append(session, "letter_asked", on.next(asks, more))


def _after_who(asked: Asked) -> Asks:
    """What is asked first once it is known whom the letter is to."""
    if not asked.happened:
        return "happened"
    return "avoid" if asked.say else "say"


def _newest(letters: Sequence[Letter], who: str, last: str) -> Letter | None:
    """The letter that is meant: to somebody, or the one of before; else the newest open one."""
    open_ = [each for each in letters if each.versions and each.stage is not Stage.SENT]
    if who:
        wanted = who_is_named(who)
        name = (wanted[0] or who).lower()
        named = [each for each in open_ if each.brief.recipient.lower().startswith(name)
                 or (wanted[1] and each.brief.bond.lower() == wanted[1].lower())]  # fmt: skip
        return named[-1] if named else None
    return next((each for each in open_ if each.id == last), open_[-1] if open_ else None)


def _day(at: str) -> str:
    when = datetime.fromisoformat(at).astimezone()
    return f"{when.day} {when:%B}"


async def _one(text: str) -> AsyncGenerator[str]:
    yield text
