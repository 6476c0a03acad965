"""Any person, any answers, a crash after any event: the first meeting keeps its promises."""

import asyncio
import tempfile
from collections.abc import Mapping
from pathlib import Path
from random import Random

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule
from meeting_world import PERSON, AbsentModel, open_log

from anima.memory import EventLog
from anima.persona import FirstMeeting, MeetingLine, Stage, identity_of
from anima.persona.given_names import given_names
from anima.values import Event, EventKind, JsonValue, SessionId, SystemClock

SESSION = SessionId("first")

ANSWERS = st.one_of(
    st.sampled_from(
        (
            "Theo",
            "I'm Nora",
            "call me Clara",
            "I'd rather not say",
            "busy, and a bit lonely",
            "listen",
            "no",
            "no, too long",
            "call yourself Iris",
            "hm",
            "are you real?",
            "my aunt is called that",
        )
    ),
    st.sampled_from([name.name for name in given_names()]),
    st.text(min_size=1, max_size=30),
)


class Crash(Exception):
    """The machine stops here."""


class CrashingLog(EventLog):
    """A log on a machine that stops just after its n-th append."""

    appends_left: int | None = None

    async def append(
        self, session: SessionId, kind: EventKind, payload: Mapping[str, JsonValue]
    ) -> Event:
        event = await super().append(session, kind, payload)
        if self.appends_left is not None:
            self.appends_left -= 1
            if self.appends_left == 0:
                raise Crash
        return event


class Meeting(RuleBasedStateMachine):
    """Speaks with her; every line comes from a meeting that was made anew from the log."""

    def __init__(self) -> None:
        super().__init__()
        self.runner = asyncio.Runner()
        self.folder = tempfile.TemporaryDirectory()
        vault, _ = self.runner.run(open_log(Path(self.folder.name)))
        self.vault = vault
        self.log = CrashingLog(vault, PERSON, SystemClock())
        self.said: list[str] = []
        self.step = 0
        self.line = MeetingLine("", Stage.VOICE)

    def teardown(self) -> None:
        self.runner.run(self.vault.close())
        self.runner.close()
        self.folder.cleanup()

    def meeting(self) -> FirstMeeting:
        self.step += 1
        return FirstMeeting(self.log, SESSION, AbsentModel(), Random(self.step))  # noqa: S311  # chance, not secrecy

    def events(self) -> list[Event]:
        return self.runner.run(self.log.events())

    @initialize(voice=st.sampled_from(("af_heart", "bm_george", "other")))
    def choose(self, voice: str) -> None:
        self.runner.run(self.meeting().choose_voice(voice))
        self.line = self.runner.run(self.meeting().open())

    @rule(text=ANSWERS)
    def answer(self, text: str) -> None:
        before = self.line.stage
        self.line = self.runner.run(self.meeting().respond(text))
        if before is not Stage.DONE and text.strip():
            self.said.append(text.strip())

    @rule(text=ANSWERS, appends=st.integers(1, 3))
    def answer_and_crash(self, text: str, appends: int) -> None:
        before = self.line.stage
        self.log.appends_left = appends
        try:
            self.runner.run(self.meeting().respond(text))
        except Crash:
            pass
        self.log.appends_left = None
        if before is not Stage.DONE and text.strip():
            self.said.append(text.strip())
        self.line = self.runner.run(self.meeting().open())

    @rule()
    def restart(self) -> None:
        events = len(self.events())
        self.line = self.runner.run(self.meeting().open())
        assert len(self.events()) == events, "nothing is asked twice"

    @rule()
    def say_yes_until_the_end(self) -> None:
        for _ in range(6):
            if self.line.stage is not Stage.DONE:
                self.answer("yes")
        assert self.line.stage is Stage.DONE

    @invariant()
    def no_answer_is_lost(self) -> None:
        kinds = {"question_answered", "name_declined", "name_accepted"}
        kept = [event.text() for event in self.events() if event.kind in kinds]
        assert set(self.said) <= set(kept)

    @invariant()
    def no_name_is_forced_on_anyone(self) -> None:
        out: set[str] = set()
        for event in self.events():
            if name := event.text("name").casefold():
                if event.kind == "question_answered":
                    out.add(name)
                elif event.kind == "name_declined":
                    out |= {name, event.text("suggested").casefold()}
                elif event.kind == "name_proposed":
                    assert name not in out

    @invariant()
    def the_stage_never_goes_back(self) -> None:
        order = list(Stage)
        events = self.events()
        stages = [
            order.index(identity_of(events[:count]).stage) for count in range(len(events) + 1)
        ]
        assert stages == sorted(stages)


TestMeeting = Meeting.TestCase
TestMeeting.settings = settings(max_examples=15, stateful_step_count=12, deadline=None)
