"""The composition root: settings in, a running Anima out."""

import asyncio
import getpass
import logging
import os
import random
from collections.abc import AsyncGenerator, Coroutine, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta

from anima.accounts import recovery
from anima.continuity import keep_previous
from anima.conversation import Arrival, Conversation, Readiness, Safeguards
from anima.initiative import Beginning, Sleeping, waiting
from anima.initiative.push import Browsers, Pushing
from anima.letters import Studio
from anima.letters import sending as letters_sending
from anima.letters.letting_go import LettersHold
from anima.letters.talk import LetterTalk
from anima.llm import ChatModel, Message, SentenceEncoder
from anima.loading import acquainted, loaded, trusted_reader
from anima.memory import (
    Episodes,
    EventLog,
    Facts,
    Forgetting,
    Indexing,
    MemorySearch,
    Recall,
    Sounds,
    Transcript,
    VectorIndex,
    bring_up_to_date,
    migrations,
    models_of_vectors,
    portables,
)
from anima.minds import LOOK_SECONDS, Minds
from anima.models import WeightStore
from anima.name_sounds import NameSounds
from anima.names import NamesOfALife
from anima.own_care import OwnCare, cared_for, load_own_care
from anima.persona import FirstMeeting, hello, last_talk, load_identity
from anima.persona.night import Night
from anima.read_ahead import ReadAhead
from anima.safety import Detector, OrderSense
from anima.settings import Settings
from anima.shared_models import SharedModels
from anima.storage import KeyPlace, Migration, Vault, VaultKey, has_key, open_key
from anima.values import Clock, EventKind, PersonId, Portable, SessionId, SystemClock, new_id
from anima.voice import SpeechModels
from anima.voice.manner import Manner, Patience

OWNER = PersonId("owner")
"""Whose everything in a vault is: each person has a vault of their own, and it knows no other."""

PATIENCE = {"quick": 0.7, "usual": 1.0, "slow": 1.5, "very slow": 2.0}
"""How much longer than usual she waits in a silence, by the setting's word."""

SAME_CONVERSATION = timedelta(minutes=15)
"""A line that comes back within this time goes on with the session it left."""

TALKING = SAME_CONVERSATION
"""So long after its last words a conversation is one; after that a page is merely open. What she
begins then is said in another session: within the same one she would call and say nothing."""

_log = logging.getLogger(__name__)

_TRIES = 3
"""How often the beginning is read again to be kept, when somebody came meanwhile."""

_SAID: tuple[EventKind, ...] = ("session_opened", "heard", "spoken")
_OF_A_TALK: tuple[EventKind, ...] = (*_SAID, "session_closed")
"""What is decided on a page beside a talk is an event too, and of no session to go on with."""


@dataclass(slots=True)
class Anima:
    """Everything that runs for one person: the vault, the models, the sessions in progress."""

    settings: Settings
    clock: Clock
    log: EventLog
    transcript: Transcript
    recall: Recall
    facts: Facts
    episodes: Episodes
    forgetting: Forgetting
    search: MemorySearch
    sounds: Sounds
    model: ChatModel
    speech: SpeechModels | None
    safeguards: Safeguards = field(default_factory=Safeguards)
    key: VaultKey | None = None
    indexing: Indexing | None = None
    names: NamesOfALife | None = None
    name_sounds: NameSounds | None = None
    live: dict[SessionId, Conversation] = field(default_factory=dict[SessionId, Conversation])
    vault: Vault | None = None
    minds: Minds | None = None
    sleeping: Sleeping | None = None
    read_ahead: ReadAhead | None = None

    @property
    def manner(self) -> Manner:
        """How she holds herself on a line, as the settings ask."""
        return Manner(
            patience=Patience(PATIENCE[self.settings.patience]),
            ask_after_seconds=self.settings.ask_after,
            asks_again=self.settings.asks_again == "yes",
            thinks_aloud=self.settings.thinks_aloud == "yes",
            takes_up=self.settings.takes_up == "yes",
            listening_sounds=self.settings.listening_sounds == "yes",
        )

    def is_talking(self) -> bool:
        """Whether somebody talks with her: what is open and silent keeps her from nothing."""
        now = self.clock.now()
        return any(now - each.last_words < TALKING for each in self.live.values())

    @asynccontextmanager
    async def conversation(
        self, *, resume: bool = True, last: SessionId | None = None
    ) -> AsyncGenerator[Conversation]:
        """A session: with `resume` the one that was left a moment ago, else a new one.

        A door that knows which session was its `last` goes on with that, while it is recent.
        """
        left = await self._left_a_moment_ago(last) if resume else None
        conversation = await self._opened(left)
        self.live[conversation.session] = conversation
        if self.names:
            self.names.meet(lambda: conversation.identity)
        try:
            await conversation.cared_for(self.safeguards)  # set while it was opened, perhaps
            yield conversation
        finally:
            self.live.pop(conversation.session, None)
            await conversation.close()
            if self.indexing:
                self.indexing.soon()

    async def cared_for(self, own: OwnCare) -> None:
        """Care as the person has it now, from the next turn on of every talk."""
        self.safeguards = cared_for(self.safeguards, own.now)
        for conversation in list(self.live.values()):
            await conversation.cared_for(self.safeguards)

    async def warm(self) -> None:
        """Have the model read what every conversation begins with, before anybody comes.

        After a start the first answer would wait for it: 700 tokens, a quarter of a minute on two
        cores. It is kept for the next start, unless somebody comes meanwhile; then after them.
        """
        for _ in range(_TRIES):
            conversation = await self._opened(SessionId(new_id()))
            if await self.keep_read(await conversation.warm()):
                break
            await asyncio.sleep(LOOK_SECONDS)
            while self.live:  # noqa: ASYNC110  # the talks have no event of their own
                await asyncio.sleep(LOOK_SECONDS)

    async def keep_read(self, beginning: Sequence[Message]) -> bool:
        """Keep for the next start what the model made of this; False when it has gone on since."""
        return not self.read_ahead or await self.read_ahead.keep(beginning)

    async def _opened(self, session: SessionId | None) -> Conversation:
        """The session, or a new one that the log then tells of."""
        return await Conversation.open(
            log=self.log,
            recall=self.recall,
            forgetting=self.forgetting,
            model=self.model,
            clock=self.clock,
            sounds=self.sounds if self.safeguards.keeps_sound else None,
            safeguards=self.safeguards,
            resume=session,
            arrivals=self.arrival,
            readiness=Readiness(
                ahead=self.settings.ahead == "yes", openings=self.settings.openings == "yes"
            ),
            errand=self._letters(),
        )

    def _letters(self) -> LetterTalk | None:
        """Letters by talking, where there is a vault to keep them in."""
        if self.vault is None:
            return None
        return LetterTalk(self.log, Studio(self.vault, OWNER, self.log), self.facts, self.model)

    async def choose_voice(self, session: SessionId, voice: str) -> None:
        """Give her the voice that the person chose."""
        meeting = FirstMeeting(self.log, session, self.model, random.SystemRandom())
        await meeting.choose_voice(voice)

    async def arrival(self) -> Arrival | None:
        """What she has to say when the person arrives: the last thing that she began with."""
        if way := await last_talk.wished(self.log):
            identity = await load_identity(self.log)
            return Arrival("", last_talk.opening(way, identity, await self.episodes.all()), "")
        begun = await waiting(self.log, self.clock.now())
        if not begun:
            return None
        greeting = hello(await load_identity(self.log), self.clock.now())
        return Arrival(begun[-1].id, f"{greeting} {begun[-1].text}", begun[-1].about)

    async def _left_a_moment_ago(self, of_door: SessionId | None) -> SessionId | None:
        last = next(iter(await self.log.newest(_OF_A_TALK, 1)), None)
        if last and last.session in self.live and of_door and of_door not in self.live:
            last = next(iter((await self.log.events(session=of_door))[-1:]), None)
        if last is None or last.session in self.live:
            return None
        # A page that was open and silent all night was left when its last words were said.
        words = await self.log.events(kinds=_SAID, session=SessionId(last.session))
        recent = bool(words) and self.clock.now() - words[-1].at < SAME_CONVERSATION
        return last.session if recent else None


@asynccontextmanager
async def running(
    settings: Settings, *, voice: bool, clock: Clock | None = None
) -> AsyncGenerator[Anima]:
    """Open the vault and load the models; with `voice`, those of speech too.

    Raises `WeightsError`, `StorageError` or `SettingsError` when something is missing. A model
    server that does not answer is no error here: she will say so herself.
    """
    key = await vault_key(settings)
    async with (
        loaded(settings, voice=voice) as shared,
        living(settings, key, shared, clock=clock) as anima,
    ):
        await shared.let_go()
        yield anima


@asynccontextmanager
async def living(
    settings: Settings, key: VaultKey, shared: SharedModels, *, clock: Clock | None = None
) -> AsyncGenerator[Anima]:
    """One person's life with her, by models that are loaded already.

    Raises `StorageError`: the vault cannot be opened with this key.
    """
    clock = clock or SystemClock()
    async with AsyncExitStack() as stack:
        vault = await stack.enter_async_context(await opened_vault(settings, key))
        log = EventLog(vault, OWNER, clock)
        minds = Minds(log, settings, shared.languages.open, shared.alone, lambda: shared.embedding)
        language = await stack.enter_async_context(minds.open())
        before = await _embedding_before(vault, shared.embedding.name, stack)
        vectors = VectorIndex(vault, OWNER, shared.embedding, before)
        facts = await Facts.open(vault, OWNER, log, trusted_reader(language))
        search = MemorySearch(vault, OWNER, vectors)
        episodes = Episodes(vault, OWNER, facts, language)
        names = NamesOfALife(facts)
        forgetting = Forgetting(vault, OWNER, log, search, LettersHold(OWNER, log))
        name_sounds = NameSounds(log, forgetting)
        await name_sounds.recall()
        anima = Anima(
            settings=settings,
            clock=clock,
            log=log,
            transcript=Transcript(vault, OWNER),
            recall=Recall(vault, OWNER, clock, vectors, facts, episodes),
            facts=facts,
            episodes=episodes,
            forgetting=forgetting,
            search=search,
            sounds=Sounds(vault, OWNER),
            vault=vault,
            key=key,
            model=language,
            minds=minds,
            read_ahead=ReadAhead(language, vault.aside),
            speech=acquainted(shared.speech, names, name_sounds) if shared.speech else None,
            safeguards=cared_for(
                Safeguards(
                    Detector(shared.sense or shared.embedding), OrderSense(shared.embedding)
                ),
                (await load_own_care(log, settings)).now,
            ),
            names=names,
            name_sounds=name_sounds,
            indexing=await stack.enter_async_context(_indexing(vectors, facts, episodes)),
        )
        shared.lives.append(anima)
        stack.callback(shared.lives.remove, anima)
        night = Night(vault, OWNER, log, facts, language, clock)
        sleeping = anima.sleeping = Sleeping(night, alone=shared.alone)
        await stack.enter_async_context(_beside(sleeping.run()))
        beginning = Beginning(vault, log, facts, clock, alone=shared.alone)
        await stack.enter_async_context(_beside(beginning.run()))
        await stack.enter_async_context(_beside(minds.run()))
        browsers = Browsers(vault, OWNER, log)
        pushing = Pushing(browsers, log, clock, alone=lambda: not anima.is_talking())
        await stack.enter_async_context(_beside(pushing.run()))
        if anima.read_ahead:
            await anima.read_ahead.take_up()
        yield anima


async def open_vault(settings: Settings) -> Vault:
    """Open the owner's vault, making it and its key when this is the first start."""
    return await opened_vault(settings, await vault_key(settings))


async def opened_vault(settings: Settings, key: VaultKey) -> Vault:
    """Open the vault of the settings' home with this key, brought up to date."""
    place = settings.home / "vault.db"
    await keep_previous(place, key, shape())
    vault = await Vault.open(place, key, migrations=shape())
    await bring_up_to_date(vault)
    return vault


async def vault_key(settings: Settings) -> VaultKey:
    """The key of the vault, from where the settings say; made at the first start.

    A vault that the machine keeps no key of is opened by its recovery code, which is asked for.
    """
    place: KeyPlace = settings.key_place  # pyright: ignore[reportAssignmentType]  # checked when read
    if (settings.home / recovery.FILE).exists() and not has_key(settings.home, place):
        code = os.environ.get("ANIMA_PASSPHRASE") or getpass.getpass("recovery code: ")
        return await asyncio.to_thread(recovery.opened, settings.home, code)
    passphrase = _passphrase() if place == "passphrase" else None
    return await asyncio.to_thread(open_key, settings.home, place, passphrase=passphrase)


def shape() -> tuple[Migration, ...]:
    """Every step of a vault's tables, those of all parts."""
    return (*migrations(), *letters_sending.migrations())


def everything_kept() -> tuple[Portable, ...]:
    """What there is in a vault: each of its tables belongs to exactly one of these."""
    return (*portables(), *letters_sending.portables())


async def _embedding_before(vault: Vault, name: str, stack: AsyncExitStack) -> VectorIndex | None:
    """The index by the model that was used before, if another is to take its place now."""
    store = WeightStore()
    models = await models_of_vectors(vault)
    for other in (model.partition("/")[0] for model in models if model != name):
        # With vectors of this model too, the change is under way, and still to be bridged.
        if store.installed(other):
            encoder = await asyncio.to_thread(SentenceEncoder, store.folder(other))
            stack.callback(encoder.close)
            return VectorIndex(vault, OWNER, encoder)
    return None


@asynccontextmanager
async def _indexing(
    vectors: VectorIndex, facts: Facts, episodes: Episodes
) -> AsyncGenerator[Indexing]:
    """Embed, draw facts and episodes in the background, beginning with what an earlier run left."""
    indexing = Indexing(vectors, facts, episodes)
    indexing.soon()
    async with _beside(indexing.run()):
        yield indexing


@asynccontextmanager
async def _beside(work: Coroutine[None, None, None]) -> AsyncGenerator[None]:
    """Run something beside the block, and end it with it."""
    task = asyncio.create_task(work)
    task.add_done_callback(_tell_why_it_ended)
    try:
        yield
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


def _tell_why_it_ended(task: asyncio.Task[None]) -> None:
    """What ends by itself would be missed by nobody until the next start."""
    if not task.cancelled() and (error := task.exception()) is not None:
        _log.error("something that runs beside her has ended: %s", type(error).__name__)


def _passphrase() -> str:
    return os.environ.get("ANIMA_PASSPHRASE") or getpass.getpass("passphrase: ")
