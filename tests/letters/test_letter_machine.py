"""Nothing leaves without a recorded yes to exactly these bytes and recipients, whatever happens."""

import asyncio
import tempfile
from collections.abc import Coroutine
from pathlib import Path
from typing import Any, TypeVar

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from anima.app import OWNER, shape
from anima.letters import Brief, Letter, LetterError, Stage, Studio
from anima.memory import EventLog
from anima.storage import Vault, VaultKey, open_key
from anima.values import EventKind, SystemClock

BRIEF = Brief("x", "Nora", "Theo", say=("Come in spring.",))
Result = TypeVar("Result")
OUTCOMES: tuple[EventKind, ...] = (
    "sending_failed",
    "sending_unclear",
    "letter_sent",
    "letter_declined",
    "letter_filed",
)


class LetterStory(RuleBasedStateMachine):
    """One letter, and a person and a program that do whatever they like with it."""

    def __init__(self) -> None:
        super().__init__()
        self.loop = asyncio.new_event_loop()
        self.folder = tempfile.TemporaryDirectory()
        self.yes: set[tuple[str, tuple[str, ...]]] = set()
        """What was approved since the letter last changed: digest and recipients."""

    def run(self, work: Coroutine[Any, Any, Result]) -> Result:
        return self.loop.run_until_complete(work)

    def tried(self, work: Coroutine[Any, Any, Letter]) -> bool:
        try:
            self.run(work)
        except LetterError:
            return False
        return True

    @initialize()
    def begin(self) -> None:
        home = Path(self.folder.name)
        key: VaultKey = open_key(home, "file")
        self.vault = self.run(Vault.open(home / "vault.db", key, migrations=shape()))
        self.studio = Studio(self.vault, OWNER, EventLog(self.vault, OWNER, SystemClock()))
        self.id = self.run(self.studio.begin(BRIEF)).id

    def letter(self) -> Letter:
        return self.run(self.studio.letter(self.id))

    @rule(text=st.sampled_from(["Dear Nora", "Dear Nora, come.", " "]))
    def write(self, text: str) -> None:
        if self.tried(self.studio.write(self.id, text, by="you")):
            self.yes.clear()

    @rule(content=st.sampled_from([b"one", b"two"]), to=st.sampled_from(["nora", "leo"]))
    def show(self, content: bytes, to: str) -> None:
        shown = self.studio.show(
            self.id, content, recipients=[to], subject="", message_id="<1@example.org>"
        )
        if self.tried(shown):
            self.yes.clear()

    @rule(right=st.booleans())
    def approve(self, right: bool) -> None:
        before = self.letter()
        digest = before.parcel.digest if before.parcel and right else "another"
        if self.tried(self.studio.approve(self.id, digest)):
            assert right
            assert before.stage is Stage.SHOWN
            assert before.parcel is not None
            self.yes.add((digest, before.parcel.recipients))

    @rule(kind=st.sampled_from(OUTCOMES))
    def outcome(self, kind: EventKind) -> None:
        if self.tried(self.studio.outcome(self.id, kind)) and kind == "letter_declined":
            self.yes.clear()

    @rule()
    def send(self) -> None:
        before = self.letter()
        try:
            taken, content = self.run(self.studio.take_to_send(self.id))
        except LetterError:
            assert self.letter().stage is before.stage
            return
        assert taken.parcel is not None
        assert (taken.parcel.digest, taken.parcel.recipients) in self.yes
        assert content in (b"one", b"two")
        assert before.stage in (Stage.APPROVED, Stage.FAILED)

    @invariant()
    def a_sent_letter_stays_as_it_is(self) -> None:
        if hasattr(self, "studio") and self.letter().stage is Stage.SENT:
            assert not self.tried(self.studio.write(self.id, "other", by="you"))

    def teardown(self) -> None:
        if hasattr(self, "vault"):
            self.run(self.vault.close())
        self.loop.close()
        self.folder.cleanup()


LetterStory.TestCase.settings = settings(max_examples=25, stateful_step_count=20, deadline=None)
TestLetterStory = pytest.mark.slow(LetterStory.TestCase)
