"""Whatever the post does, and the power: nothing goes without a yes, and nothing goes twice."""

import asyncio
import hashlib
import tempfile
from collections import Counter
from collections.abc import Collection, Coroutine, Sequence
from contextlib import aclosing, suppress
from datetime import timedelta
from enum import Enum
from pathlib import Path
from typing import Any, TypeVar

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from anima.app import OWNER, shape
from anima.letters import Brief, LetterError, Stage, Studio
from anima.letters.sending import AwayError, Incoming, Outbox, RefusedError, UnclearError
from anima.memory import EventLog
from anima.storage import Vault, open_key
from anima.values import SystemClock

BRIEF = Brief("x", "Nora", "Theo", say=("Come in spring.",))
Result = TypeVar("Result")


class Weather(Enum):
    """What becomes of a mail."""

    FINE = "it goes"
    ANSWER_LOST = "it goes, and the answer is lost"
    LINE_BROKEN = "it does not go, and nobody says so"
    REFUSED = "the server refuses it"
    AWAY = "the server is away"
    POWER_AFTER = "it goes, and Anima is killed"
    POWER_BEFORE = "Anima is killed before it goes"


class PowerFailure(BaseException):
    """The process ends here and now."""


class PostOffice:
    """A server and the sender's mailbox behind it, with the weather of a test."""

    def __init__(self) -> None:
        self.weather: list[Weather] = []
        self.mailbox_away = False
        self.comes_back = False
        self.delivered: list[tuple[str, tuple[str, ...]]] = []
        self.copies = Counter[str]()

    async def post(self, content: bytes, sender: str, recipients: Sequence[str]) -> None:
        now = self.weather.pop(0) if self.weather else Weather.FINE
        match now:
            case Weather.FINE | Weather.ANSWER_LOST | Weather.POWER_AFTER:
                self.delivered.append((hashlib.sha256(content).hexdigest(), tuple(recipients)))
                self.copies[content.decode().split("|")[0]] += 1
                if now is Weather.ANSWER_LOST:
                    raise UnclearError("lost")
                if now is Weather.POWER_AFTER:
                    raise PowerFailure
            case Weather.LINE_BROKEN:
                raise UnclearError("broken")
            case Weather.REFUSED:
                raise RefusedError("refused")
            case Weather.AWAY:
                raise AwayError("away")
            case Weather.POWER_BEFORE:
                raise PowerFailure

    async def has(self, message_id: str) -> bool:
        if self.mailbox_away:
            raise AwayError("away")
        return self.copies[message_id] > 0

    async def file(self, content: bytes, message_id: str) -> None:
        if self.mailbox_away:
            raise AwayError("away")

    async def discard(self, message_id: str) -> None:
        del self.copies[message_id]

    async def answers(self, message_ids: Collection[str]) -> list[Incoming]:
        return []

    async def wait(self, seconds: float) -> None:
        """Waiting takes no time, and the mailbox is there again after it."""
        self.mailbox_away = self.mailbox_away and not self.comes_back


class SendingStory(RuleBasedStateMachine):
    """Two letters, a person who changes their mind, a post with weather, power that fails."""

    def __init__(self) -> None:
        super().__init__()
        self.loop = asyncio.new_event_loop()
        self.folder = tempfile.TemporaryDirectory()
        self.agreed: set[tuple[str, tuple[str, ...]]] = set()
        """Every parcel that a yes was ever recorded for: digest and recipients."""
        self.post = PostOffice()
        self.made = 0

    def run(self, work: Coroutine[Any, Any, Result]) -> Result:
        return self.loop.run_until_complete(work)

    @initialize()
    def begin(self) -> None:
        home = Path(self.folder.name)
        self.vault = self.run(
            Vault.open(home / "vault.db", open_key(home, "file"), migrations=shape())
        )
        self.studio = Studio(self.vault, OWNER, EventLog(self.vault, OWNER, SystemClock()))
        self.letters = [self.run(self.studio.begin(BRIEF)).id for _ in range(2)]

    def outbox(self) -> Outbox:
        return Outbox(
            self.studio,
            self.post,
            self.post,
            SystemClock(),
            sender="theo",
            lock=Path(self.folder.name) / "sending.lock",
            settle=timedelta(0),
            sleep=self.post.wait,
        )

    @rule(which=st.integers(0, 1), text=st.sampled_from(["Come.", "Come soon."]))
    def write(self, which: int, text: str) -> None:
        with suppress(LetterError):
            self.run(self.studio.write(self.letters[which], text, by="you"))

    @rule(which=st.integers(0, 1), yes=st.booleans(), text=st.sampled_from(["", "Come."]))
    def show(self, which: int, yes: bool, text: str) -> None:
        self.made += 1
        if text:
            self.write(which, text)
        message_id = f"<{self.made}@x>"
        content = f"{message_id}|letter {which}".encode()
        try:
            letter = self.run(
                self.studio.show(
                    self.letters[which],
                    content,
                    recipients=["nora", "theo"],
                    subject="",
                    message_id=message_id,
                )
            )
            digest = hashlib.sha256(content).hexdigest()
            if yes:
                self.run(self.studio.approve(letter.id, digest))
                self.agreed.add((digest, ("nora", "theo")))
            else:
                self.run(self.studio.decline(letter.id))
        except LetterError:
            return

    @rule(away=st.booleans(), comes_back=st.booleans())
    def mailbox(self, away: bool, comes_back: bool) -> None:
        self.post.mailbox_away, self.post.comes_back = away, comes_back

    @rule()
    def settle(self) -> None:
        self.run(self.outbox().settle())

    @rule(weather=st.lists(st.sampled_from(Weather), max_size=4))
    def send(self, weather: list[Weather]) -> None:
        self.post.weather = weather

        async def until_the_power_fails() -> None:
            try:
                async with aclosing(self.outbox().send(self.letters)) as steps:
                    async for _ in steps:
                        pass
            except PowerFailure:
                return

        self.run(until_the_power_fails())

    @invariant()
    def nothing_went_without_a_yes_and_nothing_twice(self) -> None:
        assert set(self.post.delivered) <= self.agreed
        assert len(self.post.delivered) == len(set(self.post.delivered))

    @invariant()
    def what_is_said_to_have_gone_has(self) -> None:
        if not hasattr(self, "letters"):
            return
        for identity in self.letters:
            letter = self.run(self.studio.letter(identity))
            if letter.stage is Stage.SENT:
                assert letter.parcel is not None
                assert (letter.parcel.digest, letter.parcel.recipients) in self.post.delivered

    def teardown(self) -> None:
        if hasattr(self, "vault"):
            self.run(self.vault.close())
        self.loop.close()
        self.folder.cleanup()


SendingStory.TestCase.settings = settings(max_examples=25, stateful_step_count=25, deadline=None)
TestSendingStory = pytest.mark.slow(SendingStory.TestCase)
