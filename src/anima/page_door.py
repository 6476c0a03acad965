"""What the page reaches: one conversation for each line, and answers to the page's requests."""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator, Callable, Collection, Generator
from contextlib import aclosing, contextmanager, suppress

from anima import __version__
from anima.app import OWNER, Anima
from anima.bring_desk import BringDesk
from anima.conversation import Conversation
from anima.foreign_door import ForeignDoor
from anima.handover_desk import HandoverDesk
from anima.initiative.push import Browsers
from anima.memory import Forgetting
from anima.memory_desk import change_fact, facts_of, found, sound_of
from anima.page_requests import PageRequests, RequestError
from anima.sound_out import wav_of
from anima.studio_desk import StudioDesk
from anima.talkers import Talkers
from anima.values import AnimaError, EventId, JsonValue
from anima.voice import Line, SpeechModels, converse
from anima.voice.line import MayBeAway
from anima.voice.places import Place, Places
from anima.voice.rtvi import message
from anima.voice.voices import VOICES
from anima.who_desk import WhoDesk
from anima.yours_desk import YoursDesk

AUDITION = "Hello. I'm glad you're here. Shall I sound like this when we talk?"
"""What each voice says when it is tried."""

_OF_MODEL = ("take_model", "back_to_model")


class PageDoor:
    """Serves lines once the models are awake; before that a line waits and is told so."""

    def __init__(
        self, places: Places | None = None, *, awake: Callable[[], bool] | None = None
    ) -> None:
        """With `places`, the door shares them with others of the same machine.

        `awake` says whether she is, for a door that stays closed.
        """
        self._anima: asyncio.Future[Anima] = asyncio.get_running_loop().create_future()
        self._talks: set[asyncio.Task[object]] = set()
        self._shared = places
        self._is_awake = awake or self._anima.done
        self._talkers = Talkers()
        self._foreign = ForeignDoor(self._anima, self._talkers)
        self._auditions: dict[str, bytes] = {}
        self._speaking = asyncio.Lock()
        self._places = places or Places(1)
        self._letters: StudioDesk | None = None
        self._own: YoursDesk | None = None
        self._brings: BringDesk | None = None

    def awake(self, anima: Anima) -> None:
        """From now on there is somebody to talk with."""
        self._places = self._shared or Places(anima.settings.most_lines)
        self._anima.set_result(anima)

    async def anima(self) -> Anima:
        """Who is behind the door, once she is awake."""
        return await asyncio.shield(self._anima)

    def stays_closed(self, error: AnimaError) -> None:
        """There will be nobody: whoever waits or comes is told why."""
        if not self._anima.done():
            self._anima.set_exception(error)
            self._anima.exception()  # somebody may come, or nobody

    async def end_all(self) -> None:
        """End every conversation; what was heard so far is stored."""
        talks = list(self._talks)
        for talk in talks:
            talk.cancel()
        await asyncio.gather(*talks, return_exceptions=True)

    async def tell(self, words: str, *, patience: float) -> int:
        """Have her tell everybody who talks that she goes; says how many heard it."""
        return await self._talkers.tell(words, patience=patience)

    @contextmanager
    def _talking(self) -> Generator[None]:
        task = asyncio.current_task()
        if task is None:
            raise RuntimeError("a conversation is held by a task")
        self._talks.add(task)
        try:
            yield
        finally:
            self._talks.discard(task)

    async def health(self) -> dict[str, JsonValue]:
        """Whether she is awake, and which version this is."""
        return {"awake": self._is_awake(), "version": __version__}

    async def audition(self, voice: str) -> bytes:
        """A voice's sample as WAV; `LookupError` when there is no such voice."""
        if voice not in {each.id for each in VOICES}:
            raise LookupError(voice)
        async with self._speaking:
            if voice not in self._auditions:
                anima = await asyncio.shield(self._anima)
                self._auditions[voice] = await _spoken(_speech(anima), voice)
        return self._auditions[voice]

    async def facts(self) -> JsonValue:
        """What is known of the person."""
        return await facts_of(await asyncio.shield(self._anima))

    async def found(self, words: str) -> JsonValue:
        """What was said that bears on these words."""
        return await found(await asyncio.shield(self._anima), words)

    async def sound_of(self, event: str) -> bytes | None:
        """What was heard in a moment, if it was kept."""
        return await sound_of(await asyncio.shield(self._anima), event)

    async def change_fact(self, fact: str, change: JsonValue) -> JsonValue:
        """Correct, mark or forget a fact; returns what is known then."""
        return await change_fact(await asyncio.shield(self._anima), fact, change)

    async def who(self) -> JsonValue:
        """Who she is, with the moments that each thing came from."""
        return await _who(await asyncio.shield(self._anima)).who()

    async def night(self) -> JsonValue:
        """The night that she is in just now and how far it has come; nothing in the day."""
        anima = await asyncio.shield(self._anima)
        return anima.sleeping.told() if anima.sleeping else {}

    async def change_who(self, wish: JsonValue) -> JsonValue:
        """Decide about a change of hers, or say what is wanted of her; returns who she is then."""
        anima = await asyncio.shield(self._anima)
        changed = await _who(anima).change(wish)
        action = wish.get("action") if isinstance(wish, dict) else None
        if action == "call_her":
            for talk in list(anima.live.values()):
                await talk.refresh()  # open pages show the name, and teach it
        if anima.minds is None or action not in _OF_MODEL:
            return changed
        with suppress(AnimaError):  # The page says why a model cannot be opened.
            await anima.minds.follow()
        return await _who(anima).who()

    async def letters(self, wish: JsonValue) -> JsonValue:
        """What the page about letters asks for, or wants done."""
        return await (await self._studio()).ask(wish)

    async def letters_told(self, wish: JsonValue) -> AsyncIterator[JsonValue]:
        """What takes a while with letters, told as it goes on."""
        async for told in (await self._studio()).told(wish):
            yield told

    async def letters_file(self, name: str, wish: JsonValue) -> tuple[bytes, str]:
        """A page, an envelope, a letter read aloud; with its media type."""
        return await (await self._studio()).file(name, wish)

    async def handover(self, wish: JsonValue) -> JsonValue:
        """What could be given away of her, or with a wish what would."""
        desk = HandoverDesk(await asyncio.shield(self._anima))
        return await (desk.state() if wish is None else desk.ask(wish))

    async def handover_file(self, wish: JsonValue) -> tuple[bytes, str]:
        """The sealed file of what was shown, and its name."""
        return await HandoverDesk(await asyncio.shield(self._anima)).file(wish)

    async def handover_taken(self, sealed: bytes, passphrase: str, name: str) -> JsonValue:
        """Let a companion arrive whom somebody gave away."""
        desk = HandoverDesk(await asyncio.shield(self._anima))
        return await desk.take(sealed, passphrase, name)

    async def _studio(self) -> StudioDesk:
        anima = await asyncio.shield(self._anima)
        if self._letters is None:
            self._letters = StudioDesk(anima)
        return self._letters

    async def yours(self, wish: JsonValue) -> JsonValue:
        """The person's own settings, or with a wish what comes of it."""
        desk = await self._yours()
        return await (desk.state() if wish is None else desk.ask(wish))

    async def yours_archive(self, ticket: str) -> AsyncGenerator[bytes]:
        """The archive that was asked for; it ends half-way when the vault is sealed."""
        pieces = await (await self._yours()).archive(ticket)

        async def passed_on() -> AsyncGenerator[bytes]:
            with self._talking():
                async with aclosing(pieces):
                    async for piece in pieces:
                        yield piece

        return passed_on()

    async def yours_brought(
        self, name: str, pieces: AsyncIterator[bytes]
    ) -> AsyncGenerator[JsonValue]:
        """Receive a file of another program's; what is told while it is read."""
        return await (await self._bring()).take(name, pieces)

    async def yours_written(self, import_id: str, me: str) -> AsyncGenerator[JsonValue]:
        """Finish what waits to be told who of its writers the person is."""
        return await (await self._bring()).whose(import_id, me)

    async def _bring(self) -> BringDesk:
        anima = await asyncio.shield(self._anima)
        if self._brings is None:
            self._brings = BringDesk(anima)
        return self._brings

    async def _yours(self) -> YoursDesk:
        anima = await asyncio.shield(self._anima)
        if self._own is None:
            self._own = YoursDesk(anima)
        return self._own

    async def serve_rtvi(self, line: Line) -> None:
        """Hold a conversation with a foreign RTVI client until the line closes."""
        await asyncio.shield(self._anima)
        with self._talking():
            async with self._places.taken(_wait_quietly) as place:
                await self._foreign.serve_rtvi(_Placed(line, place))

    async def serve_realtime(self, line: Line, model: str) -> None:
        """Hold a conversation in OpenAI's Realtime protocol until the line closes."""
        await asyncio.shield(self._anima)
        with self._talking():
            async with self._places.taken(_wait_quietly) as place:
                await self._foreign.serve_realtime(_Placed(line, place), model)

    def answer(self, text: str, digest: str) -> AsyncIterator[str]:
        """Her answer to a message of a text client."""
        return self._foreign.answer(text, digest)

    async def name(self) -> str:
        """What she is called."""
        return await self._foreign.name()

    async def serve(self, line: Line) -> None:
        """Hold one line's conversation until it closes."""
        with self._talking():
            await self._serve(line)

    async def _serve(self, line: Line) -> None:
        if not self._anima.done():
            await line.send(message("server-message", {"type": "waking"}))
        anima = await asyncio.shield(self._anima)

        async def waits(before: int) -> None:
            await line.send(message("server-message", _wait(before, self._places.live)))

        async with self._places.taken(waits) as place, anima.conversation() as conversation:
            await line.send(message("server-message", {"type": "awake"}))
            desk = PageRequests(anima, conversation)
            on = self._talkers.on(line, conversation, anima.clock, is_page=True)
            async with asyncio.TaskGroup() as beside:
                warming = beside.create_task(conversation.warm())
                telling = beside.create_task(_tell_what_goes(line, anima.forgetting))
                with on as remarks:
                    await converse(
                        _Announcing(line, conversation, place),
                        conversation,
                        _speech(anima),
                        clock=anima.clock,
                        about={"library": "anima", "library_version": __version__},
                        on_request=desk.answer,
                        manner=anima.manner,
                        remarks=remarks,
                    )
                warming.cancel()
                telling.cancel()


async def _tell_what_goes(line: Line, forgetting: Forgetting) -> None:
    """Tell a page which words to take off its screen, whoever had them forgotten."""
    gone: asyncio.Queue[Collection[EventId]] = asyncio.Queue()
    with forgetting.telling(gone.put_nowait), suppress(ConnectionError):
        while True:
            events: list[JsonValue] = [*await gone.get()]
            told: dict[str, JsonValue] = {"type": "forgotten", "events": events}
            await line.send(message("server-message", told))


_TURN = '"type":"state"'
"""In the message that says whose turn it is, which comes whenever something is said."""


async def _wait_quietly(_: int) -> None:
    """These protocols have no word for waiting: their first message comes when there is a place."""


def _wait(before: int, live: int) -> dict[str, JsonValue]:
    others = "somebody else" if live == 1 else f"{live} others"
    turn = "You are next" if before == 0 else f"{before} more wait before you"
    text = f"She is talking with {others} just now. {turn}, and nobody is hurried. Please stay."
    return {"type": "waiting", "before": before, "live": live, "text": text}


class _Announcing:
    """A line that also tells the page when her name, voice or proposal has changed."""

    def __init__(self, line: Line, conversation: Conversation, place: Place) -> None:
        self._line = line
        self._conversation = conversation
        self._place = place
        self._told = self._identity()

    @property
    def is_away(self) -> bool:
        return isinstance(self._line, MayBeAway) and self._line.is_away

    async def receive(self) -> str | bytes | None:
        return await self._line.receive()

    async def send(self, message: str) -> None:
        await self._line.send(message)
        if _TURN in message:
            self._place.touch()
        if (now := self._identity()) != self._told:
            self._told = now
            for news in now:
                await self._line.send(news)

    def _identity(self) -> list[str]:
        who = self._conversation.identity
        identity: dict[str, JsonValue] = {
            "type": "identity",
            "name": who.name,
            "voice": who.voice,
            "met": who.met,
            "stage": who.stage.value,
        }
        news = [message("server-message", identity)]
        if proposal := self._conversation.proposal:
            offered: dict[str, JsonValue] = {
                "type": "proposal",
                "name": proposal.name,
                "reason": proposal.reason,
            }
            news.append(message("server-message", offered))
        return news


class _Placed:
    """A foreign client's line, which keeps its place while something is said."""

    def __init__(self, line: Line, place: Place) -> None:
        self._line = line
        self._place = place

    @property
    def is_away(self) -> bool:
        return isinstance(self._line, MayBeAway) and self._line.is_away

    async def receive(self) -> str | bytes | None:
        return await self._line.receive()

    async def send(self, message: str) -> None:
        await self._line.send(message)
        self._place.touch()


def _who(anima: Anima) -> WhoDesk:
    problem = anima.minds.problem if anima.minds else ""
    browsers = Browsers(anima.vault, OWNER, anima.log) if anima.vault else None
    return WhoDesk(anima.log, anima.facts, anima.clock, problem, browsers)


def _speech(anima: Anima) -> SpeechModels:
    if anima.speech is None:
        raise RequestError("The speech models are not loaded.")
    return anima.speech


async def _spoken(speech: SpeechModels, voice: str) -> bytes:
    """The audition sentence in this voice, as a WAV file."""
    chunks = [chunk.samples async for chunk in speech.text_to_speech.speak(AUDITION, voice=voice)]
    return wav_of(chunks, speech.text_to_speech.sample_rate)
