"""What the page about letters asks of the studio: the same steps that the terminal takes."""

import asyncio
import tempfile
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path

from anima.app import OWNER, Anima
from anima.coach_desk import coached
from anima.letters import (
    Brief,
    Correspondent,
    Letter,
    LetterError,
    PickedMemory,
    Refused,
    Studio,
    edit,
    unfounded_in,
)
from anima.letters.coach import Coach
from anima.letters.erasing import discard
from anima.letters.letter import require_allowed
from anima.letters.offered import offered_about
from anima.letters.style import SenderVoice, samples_of_file
from anima.mail_desk import shown_mail, take_in_replies
from anima.memory import LeftAlone
from anima.memory_desk import facts_of
from anima.persona import load_identity
from anima.print_desk import print_ready, taken_up
from anima.sending_app import Dress, made_ready
from anima.studio_many import StudioMany
from anima.studio_papers import aloud, kept, paper, sheets, silent
from anima.studio_telling import drafted, sent
from anima.studio_view import letter_view, outcomes_view, people_view, row_view
from anima.studio_wishes import (
    AboutLetter,
    Answers,
    Approved,
    Asked,
    BriefWish,
    ClaimWish,
    Named,
    Note,
    Number,
    OwnWords,
    Page,
    Ready,
    Sample,
    wish_of,
)
from anima.values import JsonValue

__all__ = ["StudioDesk"]

Step = Callable[[JsonValue], Awaitable[JsonValue]]


class StudioDesk:
    """Answers the page's wishes; drafts that were not kept live only here."""

    def __init__(self, anima: Anima) -> None:
        if anima.vault is None:
            raise LetterError("There is no vault to keep letters in.")
        self._anima = anima
        self._vault = anima.vault
        self._studio = Studio(anima.vault, OWNER, anima.log)
        self._many = StudioMany(anima, anima.vault, self._studio)
        self._drafts: dict[str, list[str]] = {}
        self._offers: dict[str, tuple[str, str]] = {}
        self._steps: dict[str, Step] = {
            "all": self._all, "letter": self._show, "remembered": self._remembered,
            "note": self._note, "learn": self._learn, "brief": self._brief, "keep": self._keep,
            "edit": self._edit, "take": self._take, "write": self._write, "back": self._back,
            "confirm": self._confirm, "coach": self._coach, "coached": self._coached,
            "sheets": self._sheets, "ready-mail": self._ready_mail, "settle": self._settle,
            "ready-print": self._ready_print, "yes": self._yes, "no": self._no,
            "print": self._print,
            "yes-all": self._many.yes_all, "no-all": self._many.no_all,
            "choice": self._many.choice, "bind": self._many.bind,
            "permission": self._many.permission, "offers": self._many.offers,
            "replies": self._replies, "discard": self._discard,
        }  # fmt: skip

    async def ask(self, wish: JsonValue) -> JsonValue:
        """Answer or carry out a wish. Raises `AnimaError` when that cannot be."""
        step = self._steps.get(wish_of(Asked, wish).do)
        if step is None:
            raise LetterError("There is no such thing to do with letters.")
        return await step(wish)

    async def told(self, wish: JsonValue) -> AsyncIterator[JsonValue]:
        """What takes a while, as it goes on."""
        if many := await self._many.told(wish):
            async for told in many:
                yield told
            return
        asked = wish_of(AboutLetter, wish)
        letter = await self._studio.letter(asked.letter)
        if asked.do == "draft":
            drafts = self._drafts[letter.id] = []
            telling = drafted(self._anima, self._studio, letter, drafts)
        elif asked.do == "send":
            telling = sent(self._anima.settings, self._vault, self._studio, [letter.id])
        else:
            raise LetterError("There is no such thing to do with letters.")
        async for told in telling:
            yield told

    async def file(self, name: str, wish: JsonValue) -> tuple[bytes, str]:
        """A file made of a letter. Raises `LookupError` when there is no such file."""
        if name in ("book.pdf", "book.epub", "cover.png"):
            return self._many.book_file(name)
        asked = wish_of(Page, wish)
        letter = await self._studio.letter(asked.letter)
        if name == "aloud.wav":
            return await aloud(self._anima, letter)
        if name == "kept":
            return await kept(self._studio, letter)
        person = await self._studio.correspondent(letter.brief.to)
        return await paper(name, letter, asked.look, asked.sheet, person.lines or (person.name,))

    async def _all(self, _: JsonValue) -> JsonValue:
        letters = await self._studio.letters()
        identity = await load_identity(self._anima.log)
        settings = self._anima.settings
        return {
            "letters": [row_view(each) for each in reversed(letters)],
            "people": people_view(await self._studio.correspondents(), letters),
            "senders": {**await self._studio.senders()},
            "you": settings.mail_name or identity.person_name,
            "mail": bool(settings.mail_smtp and settings.mail_from),
        }

    async def _show(self, wish: JsonValue) -> JsonValue:
        return await self._viewed(await self._studio.letter(wish_of(AboutLetter, wish).letter))

    async def _viewed(self, letter: Letter) -> JsonValue:
        shows = letter.parcel is not None and letter.by_mail
        return letter_view(letter, shown_mail(await self._studio.content(letter)) if shows else "")

    async def _remembered(self, wish: JsonValue) -> JsonValue:
        """What she knows of somebody, each with the moments it came from."""
        name = wish_of(Named, wish).name
        known = [p for p in await self._studio.correspondents() if p.name.lower() == name.lower()]
        person = known[0] if known else Correspondent("", name)
        alone = LeftAlone.of(await self._anima.log.events(kinds=("left_alone",)))
        offered = await offered_about(self._anima.facts, person, alone)
        facts = await facts_of(self._anima)
        held = facts.get("facts") if isinstance(facts, dict) else None
        moments = {
            str(each["id"]): each.get("moments", [])
            for each in (held if isinstance(held, list) else [])
            if isinstance(each, dict)
        }
        return {
            "facts": [
                {"id": each.source, "text": each.text, "moments": moments.get(each.source, [])}
                for each in offered
            ]
        }

    async def _note(self, wish: JsonValue) -> JsonValue:
        note = wish_of(Note, wish)
        if not note.id:
            taken = [each.name.lower() for each in await self._studio.correspondents()]
            if note.name.strip().lower() in taken:
                raise LetterError(f"{note.name.strip()} is there already; change them below.")
        await self._studio.note(
            Correspondent(
                note.id, note.name.strip(), note.address.strip(), note.bond, note.greeting,
                note.closing, note.notes, note.lines,
            )
        )  # fmt: skip
        return await self._all(wish)

    async def _learn(self, wish: JsonValue) -> JsonValue:
        """Samples of a sender from a file, if enough to tell how they write; that, in words."""
        given = wish_of(Sample, wish)
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / Path(given.name).name
            await asyncio.to_thread(file.write_text, given.text, "utf-8")
            found = await asyncio.to_thread(samples_of_file, file, given.sender)
        samples = list(dict.fromkeys((*await self._studio.samples(given.sender), *found)))
        voice = await asyncio.to_thread(SenderVoice.learned, given.sender, samples)
        new = await self._studio.sample(given.sender, found, Path(given.name).name)
        return {"new": new, "words": voice.words, "lines": [*voice.portrait.lines()]}

    async def _brief(self, wish: JsonValue) -> JsonValue:
        given = wish_of(BriefWish, wish)
        person = await self._studio.correspondent(given.to)
        if not (given.happened or given.say or given.facts or given.occasion.strip()):
            raise LetterError("There is nothing to write about yet.")
        brief = Brief(
            person.id, person.name, given.sender.strip(), person.bond, given.occasion.strip(),
            given.happened, given.say, given.avoid, given.tone, given.length,
            await self._picked(given),
        )  # fmt: skip
        if given.letter:
            return await self._viewed(await self._studio.rebrief(given.letter, brief))
        return await self._viewed(await self._studio.begin(brief))

    async def _picked(self, given: BriefWish) -> tuple[PickedMemory, ...]:
        """What was picked now, and what the letter had before if it is still wanted."""
        await self._anima.facts.catch_up()
        before: dict[str, PickedMemory] = {}
        if given.letter:
            letter = await self._studio.letter(given.letter)
            before = {each.source: each for each in letter.brief.memories}
        book = self._anima.facts.book
        return tuple(
            before.get(each) or PickedMemory(f"{book.say(self._anima.facts.find(each))}.", each)
            for each in given.facts
        )

    async def _keep(self, wish: JsonValue) -> JsonValue:
        chosen = wish_of(Number, wish)
        drafts = self._drafts.get(chosen.letter, [])
        if chosen.number > len(drafts):
            raise LetterError("That draft is not there any more.", advice="Have it drafted again.")
        text, by = drafts[chosen.number - 1], self._anima.model.profile.name
        return await self._viewed(await self._studio.write(chosen.letter, text, by=by))

    async def _edit(self, wish: JsonValue) -> JsonValue:
        asked = wish_of(OwnWords, wish)
        letter = await self._studio.letter(asked.letter)
        if not letter.versions:
            raise LetterError("There is nothing to change yet.", advice="Draft it first.")
        require_allowed(letter, "letter_written")
        edited = await edit(self._anima.model, letter.text, asked.text, letter.brief)
        if edited.text != letter.text:
            letter = await self._studio.write(letter.id, edited.text, by="her", why=asked.text)
        self._offers.pop(letter.id, None)
        for each in edited.outcomes:
            if isinstance(each, Refused) and each.offered and len(edited.outcomes) == 1:
                self._offers[letter.id] = (each.proposal, asked.text)
        return {"letter": await self._viewed(letter), "outcomes": outcomes_view(edited)}

    async def _take(self, wish: JsonValue) -> JsonValue:
        letter = wish_of(AboutLetter, wish).letter
        if letter not in self._offers:
            raise LetterError("That change is not there any more.", advice="Ask for it again.")
        text, why = self._offers.pop(letter)
        return await self._viewed(await self._studio.write(letter, text, by="her", why=why))

    async def _write(self, wish: JsonValue) -> JsonValue:
        own = wish_of(OwnWords, wish)
        return await self._viewed(await self._studio.write(own.letter, own.text.strip(), by="you"))

    async def _back(self, wish: JsonValue) -> JsonValue:
        to = wish_of(Number, wish)
        text = (await self._studio.letter(to.letter)).version(to.number).text
        return await self._viewed(await self._studio.write(to.letter, text, by="you"))

    async def _confirm(self, wish: JsonValue) -> JsonValue:
        true = wish_of(ClaimWish, wish)
        letter = await self._studio.letter(true.letter)
        if true.claim.lower() not in {each.text.lower() for each in unfounded_in(letter)}:
            raise LetterError("That is not one of the marked claims.")
        return await self._viewed(await self._studio.confirm(letter.id, true.claim))

    async def _coach(self, wish: JsonValue) -> JsonValue:
        _, _, question = await self._answered(wish_of(Answers, wish))
        return {"question": question}

    async def _coached(self, wish: JsonValue) -> JsonValue:
        given = wish_of(Answers, wish)
        letter, coach, _ = await self._answered(given)
        if not coach.said:
            raise LetterError("Nothing was written yet.")
        greeting, closing = given.greeting.strip(), given.closing.strip()
        return await self._viewed(await coached(self._studio, letter, coach, greeting, closing))

    async def _answered(self, given: Answers) -> tuple[Letter, Coach, str]:
        """The coach after these answers, and her next question; empty at the end."""
        letter = await self._studio.letter(given.letter)
        require_allowed(letter, "letter_written")
        coach = Coach(letter.brief)
        question = coach.question()
        for answer in given.answers:
            coach.answer(answer)
            question = coach.question()
        return letter, coach, question

    async def _sheets(self, wish: JsonValue) -> JsonValue:
        asked = wish_of(Page, wish)
        return await sheets(await self._studio.letter(asked.letter), asked.look)

    async def _ready_mail(self, wish: JsonValue) -> JsonValue:
        asked = wish_of(Ready, wish)
        letter = await self._studio.letter(asked.letter)
        dress = Dress(asked.subject.strip(), None if asked.words_only else asked.look)
        _, shown = await made_ready(self._anima.settings, silent(), self._studio, letter, dress)
        return await self._viewed(shown)

    async def _ready_print(self, wish: JsonValue) -> JsonValue:
        asked = wish_of(Ready, wish)
        letter = await self._studio.letter(asked.letter)
        return await self._viewed(await print_ready(silent(), self._studio, letter, asked.look))

    async def _yes(self, wish: JsonValue) -> JsonValue:
        agreed = wish_of(Approved, wish)
        return await self._viewed(await self._studio.approve(agreed.letter, agreed.digest))

    async def _no(self, wish: JsonValue) -> JsonValue:
        return await self._viewed(await self._studio.decline(wish_of(AboutLetter, wish).letter))

    async def _print(self, wish: JsonValue) -> JsonValue:
        """The approved page counts as handed out; its bytes stay to be fetched."""
        letter = await self._studio.letter(wish_of(AboutLetter, wish).letter)
        letter = await taken_up(self._studio, letter)
        if letter.by_mail:
            raise LetterError("What has your yes is a mail.", advice="Send it, or print it anew.")
        await self._studio.take_to_send(letter.id)
        return await self._viewed(
            await self._studio.outcome(letter.id, "letter_sent", {"to": "the page"})
        )

    async def _settle(self, wish: JsonValue) -> JsonValue:
        """Take the person's word for a letter whose fate nobody knows: 1 it went, 2 it did not."""
        said = wish_of(Number, wish)
        if said.number == 1:
            return await self._viewed(await self._studio.outcome(said.letter, "letter_sent"))
        reason: dict[str, JsonValue] = {"reason": "You said that it did not go out."}
        return await self._viewed(await self._studio.outcome(said.letter, "sending_failed", reason))

    async def _discard(self, wish: JsonValue) -> JsonValue:
        """Throw a letter away for good; the page has asked before."""
        letter = await self._studio.letter(wish_of(AboutLetter, wish).letter)
        await discard(self._anima.log, self._anima.forgetting, letter)
        self._drafts.pop(letter.id, None)
        self._offers.pop(letter.id, None)
        return await self._all(wish)

    async def _replies(self, wish: JsonValue) -> JsonValue:
        anima = self._anima
        await take_in_replies(anima.settings, self._vault, anima.log, anima.clock)
        return await self._all(wish)
