"""A night takes up a day: everything it writes has its moments, it is written once, and it goes on
where it was killed."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from meeting_world import PERSON, AbsentModel
from scripted_model import ScriptedModel

from anima.initiative import Sleeping
from anima.initiative.sleeping import UnderWay
from anima.llm import ChatEvent, ChatModel, ChatRequest
from anima.memory import EventLog, Facts, Forgetting, MemorySearch, migrations
from anima.persona import decide, load_growth
from anima.persona.identity import Identity
from anima.persona.night import Night, day_of, load_journal
from anima.persona.night.findings import best_line
from anima.persona.night.night import STEPS
from anima.persona.night.telling import HEAVY
from anima.storage import Vault, open_key
from anima.values import (
    Event,
    EventId,
    EventKind,
    JsonValue,
    ModelUnavailableError,
    SessionId,
)

DAY = date(2026, 11, 20)
TALK = SessionId("talk")
SAID: tuple[tuple[EventKind, str], ...] = (
    ("heard", "I moved to Porto last week with my sister Agata."),
    ("spoken", "Porto! I like cities with stairs. How is she?"),
    ("heard", "Haha, that's funny. She hates stairs."),
    ("heard", "You forgot that I told you that."),
    ("spoken", "Some stairs hate back, you know."),
    ("heard", "Haha!"),
    ("heard", "Let's pretend that we are pirates. What if we had a ship?"),
)


class SetClock:
    """A clock that the test sets."""

    def __init__(self) -> None:
        self.time = datetime(2026, 11, 20, 19, 0).astimezone()

    def now(self) -> datetime:
        return self.time.astimezone(UTC)


@dataclass
class House:
    vault: Vault
    log: EventLog
    night: Night
    clock: SetClock
    facts: Facts


@asynccontextmanager
async def living(
    home: Path, clock: SetClock, model: ChatModel | None = None
) -> AsyncGenerator[House]:
    vault = await Vault.open(home / "vault.db", open_key(home), migrations=migrations())
    async with vault:
        log = EventLog(vault, PERSON, clock)
        facts = await Facts.open(vault, PERSON, log)
        night = Night(vault, PERSON, log, facts, model or AbsentModel(), clock)
        yield House(vault, log, night, clock, facts)


async def live(house: House) -> None:
    """The day of these tests, and the morning after it."""
    for kind, text in SAID:
        house.clock.time += timedelta(minutes=1)
        await house.log.append(TALK, kind, {"text": text})
    house.clock.time = datetime(2026, 11, 21, 7, 0).astimezone()


async def written(house: House) -> list[tuple[str, dict[str, object]]]:
    events = await house.log.events(kinds=("journal_line", "grew", "night_done"))
    return [(event.kind, dict(event.payload)) for event in events]


async def test_a_day_is_over_at_four_in_the_morning(tmp_path: Path) -> None:
    clock = SetClock()
    async with living(tmp_path, clock) as house:
        clock.time = datetime(2026, 11, 21, 1, 30).astimezone()
        await house.log.append(TALK, "heard", {"text": "I can't sleep."})
        assert day_of(clock.time) == DAY
        assert await house.night.due() == []
        clock.time = datetime(2026, 11, 21, 4, 1).astimezone()
        assert await house.night.due() == [DAY]


async def test_everything_that_a_night_writes_has_its_moments(tmp_path: Path) -> None:
    async with living(tmp_path, SetClock()) as house:
        await live(house)
        report = await house.night.sleep(DAY)
        (entry,) = await load_journal(house.log)
        growth = await load_growth(house.log)
        ids = {event.id for event in await house.log.events(kinds=("heard", "spoken"))}
    assert report.lines == len(entry.lines)
    assert report.changes == len(growth.changes) >= 4
    assert all(line.sources and set(line.sources) <= ids for line in entry.lines)
    assert all(change.sources and set(change.sources) <= ids for change in growth.changes)
    texts = [line.text for line in entry.lines]
    assert any("you live in Porto" in text for text in texts), texts
    assert any("I got something wrong" in text for text in texts)
    assert any("more lively, because" in text for text in texts)
    whats = {change.what: change for change in growth.changes}
    assert whats["opinion"].text == "I like cities with stairs."
    assert whats["line"].text == "Some stairs hate back, you know."


@pytest.mark.parametrize(
    ("answer", "kept"),
    [
        ('{"sentence": "You moved to Porto with Agata, and the stairs are waiting."}', True),
        ('{"sentence": "You moved to Porto with Bernardo."}', False),
        ('{"sentence": "My sister moved to Porto with me."}', False),
        ('{"sentence": "As an AI, I am glad that you moved to Porto."}', False),
        ("no JSON at all", False),
    ],
)
async def test_a_sentence_of_the_model_is_checked(tmp_path: Path, answer: str, kept: bool) -> None:
    async with living(tmp_path, SetClock(), ScriptedModel('{"number": "1"}', answer)) as house:
        await live(house)
        await house.night.sleep(DAY)
        (entry,) = await load_journal(house.log)
    (line,) = [line for line in entry.lines if line.part == "day"]
    assert line.by == ("scripted" if kept else "rules")
    assert kept or line.text.startswith("You told me: “")


async def test_nothing_is_made_of_a_talk_in_which_somebody_wanted_to_die(tmp_path: Path) -> None:
    told = "I want to end it all tonight, I have the pills here and I'm so sad. I live in Porto."
    proud = '{"sentence": "You want to end it all tonight, and I was a little proud of you."}'
    grave = SessionId("grave")
    async with living(tmp_path, SetClock(), ScriptedModel(proud, proud)) as house:
        heard = await house.log.append(grave, "heard", {"text": told})
        payload = {"heard": heard.id, "kind": "self_harm"}
        await house.log.append(grave, "care_raised", {**payload})
        await house.log.append(grave, "spoken", {"text": "I like that you tell me so."})
        await house.log.append(grave, "heard", {"text": "Thank you. You misheard me, though."})
        house.clock.time += timedelta(hours=1)
        await house.log.append(TALK, "heard", {"text": "Haha, that's funny!"})
        await house.night.sleep(DAY)
        (entry,) = await load_journal(house.log)
        growth = await load_growth(house.log)
        ids = {e.id for e in await house.log.events(session=grave)}
    (line,) = [line for line in entry.lines if line.part == "day"]
    assert (line.text, line.sources) == (HEAVY, (heard.id,))
    assert not any("proud" in line.text or "pills" in line.text for line in entry.lines)
    assert {line.part for line in entry.lines} == {"day", "became"}
    assert growth.changes, "a talk beside it still counts"
    assert all(ids.isdisjoint(change.sources) for change in growth.changes)


async def test_a_question_that_she_asked_gently_keeps_the_model_away_as_well(
    tmp_path: Path,
) -> None:
    proud = '{"sentence": "You are tired of all this, and I was a little proud of you."}'
    async with living(tmp_path, SetClock(), ScriptedModel(proud)) as house:
        heard = await house.log.append(TALK, "heard", {"text": "I'm tired of all this, really."})
        await house.log.append(TALK, "care_asked", {"heard": heard.id, "kind": "self_harm"})
        house.clock.time = datetime(2026, 11, 21, 4, 10).astimezone()
        await house.log.append(TALK, "heard", {"text": "So I told you of all that again."})
        for day in (DAY, DAY + timedelta(days=1)):
            await house.night.sleep(day)
        assert await load_journal(house.log) == []


@pytest.mark.parametrize(
    ("asked", "answered", "after", "more"),
    [
        ("Yes, please.", "It's gone. I don't have it any more.", "Thank you.", {"by": "hand"}),
        ("We run.", "Some captains are afraid of their own hats.", "Haha!", {"play": "story"}),
        ("And now.", "Shall I ask you a few short things first?", "No thanks.", {}),
        ("And now.", "Shall I ask you a few short things first?", "No, but thank you.", {}),
    ],
)
def test_what_was_no_way_of_hers_to_answer_is_none(
    asked: str, answered: str, after: str, more: dict[str, JsonValue]
) -> None:
    def event(number: int, kind: EventKind, text: str) -> Event:
        payload: dict[str, JsonValue] = {"text": text, **(more if kind == "spoken" else {})}
        at = datetime(2026, 11, 20, 19, number, tzinfo=UTC)
        return Event(EventId(str(number)), PERSON, TALK, number, at, kind, payload)

    said = [event(1, "heard", asked), event(2, "spoken", answered), event(3, "heard", after)]
    assert best_line(said, Identity(), []) is None
    more = {}
    hers = [said[0], event(2, "spoken", answered), event(3, "heard", "Thanks!")]
    assert best_line(hers, Identity(), []) is not None


async def test_a_night_is_written_once(tmp_path: Path) -> None:
    async with living(tmp_path, SetClock()) as house:
        await live(house)
        await house.night.sleep(DAY)
        before = await written(house)
        report = await house.night.sleep(DAY)
        assert (report.lines, report.changes) == (0, 0)
        assert await written(house) == before
        assert await house.night.due() == []


@pytest.mark.parametrize("step", range(1, len(STEPS) + 1))
async def test_a_night_that_was_killed_goes_on_where_it_was(tmp_path: Path, step: int) -> None:
    class KilledError(Exception):
        pass

    def killed(done: int, total: int) -> None:
        if done == step:
            raise KilledError

    clock = SetClock()
    async with living(tmp_path, clock) as house:
        await live(house)
        with pytest.raises(KilledError):
            await house.night.sleep(DAY, killed)
        assert await written(house) == []
    model = ScriptedModel()
    async with living(tmp_path, clock, model) as house:
        await house.night.sleep(DAY)
        after = await written(house)
        kept = await house.vault.read(lambda c: c.execute("SELECT * FROM night_step").fetchall())
    assert kept == [], "what a step found is gone with the night"
    assert [kind for kind, _ in after].count("night_done") == 1
    asked = {1: 2, len(STEPS): 0}.get(step, 1)
    assert len(model.requests) == asked, "no step is done twice"


async def test_two_at_once_write_one_night(tmp_path: Path) -> None:
    clock = SetClock()
    async with living(tmp_path, clock) as one, living(tmp_path, clock) as other:
        await live(one)
        await asyncio.gather(one.night.sleep(DAY), other.night.sleep(DAY))
        kinds = [kind for kind, _ in await written(one)]
    assert kinds.count("night_done") == 1


async def test_what_is_forgotten_leaves_journal_and_growth(tmp_path: Path) -> None:
    async with living(tmp_path, SetClock()) as house:
        await live(house)
        await house.night.sleep(DAY)
        search = MemorySearch(house.vault, PERSON)
        forgetting = Forgetting(house.vault, PERSON, house.log, search)
        turns = await forgetting.about("Porto")
        await forgetting.erase([turn.id for turn in turns], topic="Porto")
        lines = [line.text for entry in await load_journal(house.log) for line in entry.lines]
        growth = await load_growth(house.log)
    assert not any("Porto" in line for line in lines)
    assert "opinion" not in {change.what for change in growth.changes}
    assert "trait" in {change.what for change in growth.changes}


async def test_what_is_forgotten_during_a_night_is_not_written(tmp_path: Path) -> None:
    async with living(tmp_path, SetClock()) as house:
        await live(house)
        heard = await house.log.events(kinds=("heard", "spoken"))

        class StopError(Exception):
            pass

        def stop(done: int, total: int) -> None:
            if done == total:
                raise StopError

        with pytest.raises(StopError):
            await house.night.sleep(DAY, stop)
        search = MemorySearch(house.vault, PERSON)
        await Forgetting(house.vault, PERSON, house.log, search).erase([e.id for e in heard])
        await house.night.sleep(DAY)
        assert await load_journal(house.log) == []


async def test_while_she_is_in_a_night_it_can_be_seen_how_far_it_has_come(tmp_path: Path) -> None:
    seen: list[UnderWay | None] = []

    class Watching(ScriptedModel):
        async def stream(self, request: ChatRequest) -> AsyncGenerator[ChatEvent]:
            seen.append(sleeping.under_way)
            raise ModelUnavailableError("Gone.")
            yield  # pyright: ignore[reportUnreachable]  # makes it a generator

    async with living(tmp_path, SetClock(), Watching()) as house:
        await live(house)
        sleeping = Sleeping(house.night, lambda: True)
        assert sleeping.under_way is None
        assert await sleeping.once() == 1
        assert sleeping.under_way is None, "it is over"
    assert seen == [UnderWay(DAY, 1, len(STEPS)), UnderWay(DAY, 5, len(STEPS))]


async def test_a_night_that_breaks_off_is_under_way_no_more(tmp_path: Path) -> None:
    class Broken(ScriptedModel):
        async def stream(self, request: ChatRequest) -> AsyncGenerator[ChatEvent]:
            raise RuntimeError("the disk is full")
            yield  # pyright: ignore[reportUnreachable]  # makes it a generator

    async with living(tmp_path, SetClock(), Broken()) as house:
        await live(house)
        sleeping = Sleeping(house.night, lambda: True)
        with pytest.raises(RuntimeError):
            await sleeping.once()
        assert sleeping.under_way is None


async def test_she_sleeps_only_alone_and_one_decision_changes_her(tmp_path: Path) -> None:
    alone = False
    async with living(tmp_path, SetClock()) as house:
        await live(house)
        sleeping = Sleeping(house.night, lambda: alone)
        assert await sleeping.once() == 0
        alone = True
        assert await sleeping.once() == 1
        growth = await load_growth(house.log)
        lively = next(c for c in growth.changes if c.trait == "extraversion")
        assert growth.character.traits == growth.character.start
        grown = await decide(house.log, [lively], "accepted")
        assert grown.character.traits.extraversion > growth.character.start.extraversion
