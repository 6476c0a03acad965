"""The model she answers by: another one in the settings is tried first, while nobody talks.

Inside the band in which her own takes lie it becomes hers; outside, it is held, she goes on by the
former one, and the person decides. All of it is read from the log, so that a restart, or a decision
in another process, changes nothing but the time that it takes.
"""

import asyncio
import logging
from collections.abc import AsyncGenerator, Callable, Sequence
from contextlib import AbstractAsyncContextManager, AsyncExitStack, aclosing, asynccontextmanager
from dataclasses import replace

from anima.llm import (
    ChatEvent,
    ChatModel,
    ChatRequest,
    Embedder,
    Message,
    ModelProfile,
    SwitchingModel,
    Usage,
)
from anima.memory import EventLog
from anima.persona import load_identity
from anima.persona.signature import (
    PROBES,
    Mind,
    Standing,
    decide_mind,
    examine,
    is_outdated,
    load_kept,
    load_standing,
)
from anima.settings import Settings
from anima.values import AnimaError

LOOK_SECONDS = 5.0
"""How soon a decision that another process wrote is followed."""

LONGEST_WAIT_SECONDS = 600.0
"""So long a model that does not answer is left in peace, at most."""

Opener = Callable[[Settings], AbstractAsyncContextManager[ChatModel]]

_log = logging.getLogger(__name__)


def mind_of(settings: Settings) -> Mind:
    """The model that the settings name."""
    return Mind(settings.llm, settings.llm_model, settings.llm_weights)


def settings_for(settings: Settings, mind: Mind) -> Settings:
    """The settings with this model; a server's key goes to that server and to no other."""
    return replace(
        settings,
        llm=mind.llm,
        llm_model=mind.llm_model,
        llm_weights=mind.llm_weights,
        llm_key=settings.llm_key if mind.llm == settings.llm else "",
    )


async def settings_of_hers(log: EventLog, settings: Settings) -> Settings:
    """The settings with the model that she answers by, which may differ while one is held."""
    hers = (await load_standing(log)).hers
    return settings_for(settings, hers) if hers else settings


async def know_her(
    log: EventLog,
    now: Standing,
    hers: ChatModel,
    encoder: Embedder,
    *,
    probes: Sequence[str] = PROBES,
    on_progress: Callable[[int, int], None] = lambda done, total: None,
) -> None:
    """Take her signature by the model that is hers, where the kept one is not hers of today.

    Raises `ModelError` when it cannot answer; nothing is kept then.
    """
    kept = await load_kept(log)
    of_another = kept and kept.signature.model != hers.profile.name and not now.inside
    if kept is None or of_another or await is_outdated(log, kept):
        await examine(log, hers, encoder, keep=True, probes=probes, on_progress=on_progress)


class Minds:
    """Holds the model that answers, and exchanges it when that was decided.

    Attributes:
        problem: What does not work, in a sentence: a model that was decided for cannot be opened,
            or one that is to be tried does not answer; empty when nothing is wrong.
    """

    def __init__(
        self,
        log: EventLog,
        settings: Settings,
        open_model: Opener,
        alone: Callable[[], bool],
        embedder: Callable[[], Embedder],
        *,
        probes: Sequence[str] = PROBES,
    ) -> None:
        self.problem = ""
        self._log = log
        self._settings = settings
        self._open_model = open_model
        self._alone = alone
        self._embedder = embedder
        self._probes = probes
        self._present = mind_of(settings)
        self._model: SwitchingModel | None = None
        self._opened = AsyncExitStack()
        self._before: list[AsyncExitStack] = []

    @asynccontextmanager
    async def open(self) -> AsyncGenerator[ChatModel]:
        """The model to answer by; it stays the same object when another takes its place.

        Raises `WeightsError` or `SettingsError` when the model that the settings name is missing.
        """
        try:
            self._present = await self._first(mind_of(self._settings))
            yield self._answering
        finally:
            for stack in (*self._before, self._opened):
                await stack.aclose()

    @property
    def _answering(self) -> SwitchingModel:
        if self._model is None:
            raise RuntimeError("The models are not open.")
        return self._model

    async def _first(self, wanted: Mind) -> Mind:
        """Open the model to begin with, and write down what the settings have changed."""
        now = await load_standing(self._log)
        if now.hers is None or wanted.is_same(now.hers):
            await self._enter(wanted)
            await self._begun(wanted, now)
            return wanted
        is_known = any(wanted.is_same(known) for known in (now.held, now.refused))
        if await self._reaches(now.hers):
            if not is_known:
                await decide_mind(self._log, wanted, "trying")
            return now.hers
        if not is_known and await self._reaches(wanted):
            why = f"{now.hers} could not be reached, so that nothing could be compared."
            await decide_mind(self._log, self._named(wanted), "unmeasured", why)
            return wanted
        # What was not taken, or was never asked anything, does not become hers because the other is
        # late, as after a power cut: it only stands in.
        if self._model is None:
            await self._enter(wanted)
        if not is_known:
            await decide_mind(self._log, wanted, "trying")
        self.problem = _stands_in(now.hers, self._named(wanted))
        return wanted

    async def _begun(self, wanted: Mind, now: Standing) -> None:
        """Hers is what the settings name: what was held or refused before is over."""
        if now.hers is None:
            if (await load_identity(self._log)).met:
                await decide_mind(self._log, self._named(wanted), "first")
        elif now.held or now.refused:
            await decide_mind(self._log, self._named(wanted), "settled")

    async def _enter(self, mind: Mind, *, asked: bool = False) -> None:
        """Open a model and let it answer, where it is `asked` when it has said a word; the one
        before is closed when nobody talks any more."""
        async with AsyncExitStack() as stack:
            model = await stack.enter_async_context(
                self._open_model(settings_for(self._settings, mind))
            )
            if asked:
                await _ask_for_a_word(model)
            opened = stack.pop_all()
        if self._model is None:
            self._model = SwitchingModel(model)
        else:
            self._model.behind = model
            self._before.append(self._opened)
        self._opened = opened

    async def _reaches(self, mind: Mind) -> bool:
        """Begin by a model if it has a word to say."""
        try:
            await self._enter(mind, asked=True)
        except AnimaError as error:
            _log.warning("a model to begin with: %s", type(error).__name__)
            return False
        return True

    async def run(self) -> None:
        """Try what is to be tried and follow what was decided, until cancelled.

        What did not work is tried again at longer and longer intervals; a decision of the person,
        who may have decided in another process, is followed at once.
        """
        loop = asyncio.get_running_loop()
        wait, again_at = LOOK_SECONDS, 0.0
        stood: Standing | None = None
        while True:
            try:
                now = await load_standing(self._log)
                if now != stood or loop.time() >= again_at:
                    wait, stood = wait if now == stood else LOOK_SECONDS, now
                    await self.follow()
                    await self.compare()
                    wait = LOOK_SECONDS
            except Exception as error:  # the boundary of one look: the next must come
                _log.warning("another model could not be tried: %s", type(error).__name__)
                again_at = loop.time() + wait
                wait = min(2 * wait, LONGEST_WAIT_SECONDS)
            await asyncio.sleep(LOOK_SECONDS)

    async def follow(self) -> None:
        """Answer by the model that was decided for, from the next reply on.

        The one that she answers by when they meet is hers from then on.
        """
        now = await load_standing(self._log)
        if now.hers is None:
            await self._begun(self._present, now)
        elif not now.hers.is_same(self._present):
            await self._change_to(now.hers)
        elif now.way != "trying":
            self.problem = ""
        if self._before and self._alone():
            for stack in self._before:
                await stack.aclose()
            self._before.clear()

    async def _change_to(self, mind: Mind) -> None:
        try:
            await self._enter(mind, asked=True)
        except AnimaError as error:
            if not self.problem.startswith(_stands_in(mind)):
                self.problem = f"The model that was decided for cannot be opened: {error}"
            raise
        self._present, self.problem = mind, ""

    async def compare(self) -> None:
        """Compare the model that is to be tried, if there is one, and decide or hold it.

        Raises `ModelError` when one of the two cannot answer; it is tried again then.
        """
        now = await load_standing(self._log)
        if now.way != "trying" or now.held is None or now.hers is None or not self._alone():
            return
        if not now.hers.is_same(self._present):
            return  # Another stands in; by that one she could not be compared with herself.
        try:
            await self._try(now, now.held)
        except AnimaError as error:
            self.problem = f"{now.held} could not be tried, and is tried again later: {error}"
            raise
        self.problem = ""

    async def _try(self, now: Standing, held: Mind) -> None:
        hers, encoder = _WhenAlone(self._answering, self._alone), self._embedder()
        await know_her(self._log, now, hers, encoder, probes=self._probes)
        async with self._open_model(settings_for(self._settings, held)) as other:
            tried = _WhenAlone(other, self._alone)
            found = await examine(self._log, tried, encoder, probes=self._probes)
            mind = replace(held, name=other.profile.name)
        if not mind.is_same((await load_standing(self._log)).held):
            return  # The person decided meanwhile.
        if found.comparison is None or found.comparison.inside:
            await decide_mind(self._log, mind, "inside", "By this one she is who she was.")
            await self.follow()
        else:
            await decide_mind(self._log, mind, "held", found.comparison.explanation())

    def _named(self, mind: Mind) -> Mind:
        return replace(mind, name=self._answering.profile.name)


async def _ask_for_a_word(model: ChatModel) -> None:
    word = ChatRequest([Message("user", "Hello.")], max_tokens=1)
    async with aclosing(model.stream(word)) as events:
        async for _ in events:
            pass


def _stands_in(hers: Mind, other: Mind | None = None) -> str:
    """That another answers in her model's place; where none is named, how that begins."""
    begins = f"{hers} cannot be reached just now"
    return f"{begins}, so she answers by {other} until it can." if other else begins


class _WhenAlone:
    """A model that is asked only while nobody talks with her."""

    def __init__(self, model: ChatModel, alone: Callable[[], bool]) -> None:
        self._model = model
        self._alone = alone

    @property
    def profile(self) -> ModelProfile:
        return self._model.profile

    async def stream(self, request: ChatRequest) -> AsyncGenerator[ChatEvent]:
        while not self._alone():  # noqa: ASYNC110  # the talks have no event of their own
            await asyncio.sleep(LOOK_SECONDS)
        async with aclosing(self._model.stream(request)) as events:
            async for event in events:
                yield event

    async def count_tokens(self, messages: Sequence[Message]) -> int:
        return await self._model.count_tokens(messages)

    async def warm(self, messages: Sequence[Message]) -> Usage:
        return await self._model.warm(messages)


def in_plain_words(now: Standing, problem: str = "") -> list[str]:
    """How things stand, for a page or a terminal."""
    if now.hers is None:
        return []
    other_answers = problem.startswith(_stands_in(now.hers))
    lines = [] if other_answers else [f"She answers by {now.hers}."]
    if problem:
        lines.append(problem)
    if now.way == "trying":
        lines.append(
            f"She tries {now.held} while nobody talks with her, to find out whether she is still "
            "herself by it. It takes some minutes."
        )
    elif now.held:
        lines.append(
            f"By {now.held} she would not be quite who she is: {now.why}. So it is held, and "
            "nothing has changed."
        )
    elif now.refused:
        lines.append(f"You did not take {now.refused}, which the settings may still name.")
    elif now.way in ("inside", "unmeasured") and now.why:
        lines.append(f"Before, she answered by {now.former}. {now.why}" if now.former else now.why)
    return lines
