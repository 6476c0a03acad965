"""A letter in conversation: she asks what the brief needs, writes it aloud, and changes it."""

from collections.abc import AsyncGenerator, Sequence

from anima.letters.claims import unfounded_in
from anima.letters.drafting import DraftDelta, Drafted, draft
from anima.letters.editing import edit
from anima.letters.editing.wish import wishes
from anima.letters.letter import Letter, Stage, require_allowed
from anima.letters.letter_error import LetterError
from anima.letters.studio import Studio
from anima.letters.style import voice_of
from anima.letters.talk import answers, lines
from anima.letters.talk.gathering import Gathering
from anima.letters.talk.request import asked_for, goes_on, reads, who_is_named
from anima.letters.talk.standing import Asks, Standing, load_standing
from anima.llm import ChatModel
from anima.memory import EventLog, Facts
from anima.values import AnimaError, Event, JsonValue, ModelError, SessionId

__all__ = ["LetterTalk"]


class LetterTalk:
    """The letters of one person, talked about; it keeps nothing itself, the log has it all."""

    def __init__(self, log: EventLog, studio: Studio, facts: Facts, model: ChatModel) -> None:
        self._log = log
        self._studio = studio
        self._gathering = Gathering(log, studio, facts)
        self._model = model

    async def turn(self, heard: Event) -> AsyncGenerator[str] | None:
        """What she says to this, piece by piece; None when it is not about a letter."""
        text, session = heard.text(), heard.session
        if asked := asked_for(text):
            return _one(await self._gathering.begin(session, heard, asked))
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
        try:
            question = await self._gathering.next(session, on, text)
        except LetterError as error:  # whom it is to was taken out of the letters meanwhile
            await self._note(session, on, "done")
            return _one(str(error))
        return self._written(session, on, lines.WRITES) if question is None else _one(question)

    async def aside(self, session: SessionId) -> None:
        """Put away what is talked about in this session: something else has come up."""
        standing = await load_standing(self._log)
        if standing and standing.is_on(session):
            await self._note(session, standing, "aside", before=standing.asks)

    async def waits(self, session: SessionId) -> bool:
        """Whether the next words answer a question about the letter."""
        standing = await load_standing(self._log)
        return standing is not None and standing.is_on(session) and standing.asks != "words"

    async def _written(self, session: SessionId, on: Standing, first: str) -> AsyncGenerator[str]:
        """The letter as it is written; it is kept before she asks what should be different."""
        yield first
        try:
            letter = await self._letter(session, on)
            person = await self._studio.correspondent(letter.brief.to)
            sender = letter.brief.sender
            voice = voice_of(sender, await self._studio.samples(sender))
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
        except LetterError as error:  # it cannot be written at all: the same would come every turn
            await self._note(session, on, "done")
            yield str(error)
            return
        await self._log.append(session, "letter_asked", on.next("words", {"letter": letter.id}))
        yield lines.unmarked([claim.text for claim in unfounded_in(letter)])
        yield lines.ASKS_FOR_CHANGES

    async def _letter(self, session: SessionId, on: Standing) -> Letter:
        if on.letter:
            return await self._studio.letter(on.letter)
        letter = await self._studio.begin(await self._gathering.brief(on))
        await self._log.append(session, "letter_asked", on.next("draft", {"letter": letter.id}))
        return letter

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
            return _one(await self._gathering.question(standing, asks))
        return await self._read(heard, standing, who)

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

    async def _note(self, session: SessionId, on: Standing, asks: Asks, **more: JsonValue) -> None:
        await self._log.append(session, "letter_asked", on.next(asks, more))


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


async def _one(text: str) -> AsyncGenerator[str]:
    yield text
