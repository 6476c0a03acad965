"""Another model is tried before it is hers: inside her band it is taken, outside it is held; the
person decides with one word, and a restart changes nothing. The models are scripted."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from meeting_world import open_log
from scripted_model import ScriptedModel
from word_embedder import WordEmbedder

from anima.llm import ChatModel, ChatRequest, Message, ModelProfile, TextDelta
from anima.memory import EventLog
from anima.minds import Minds, in_plain_words
from anima.persona.signature import (
    Standing,
    StandingError,
    go_back,
    load_kept,
    load_standing,
    take_held,
)
from anima.settings import Settings
from anima.values import ModelUnavailableError, SessionId, StorageError, WeightsError

PROBES = ("Hi.", "I got the job!", "It rained.", "What shall we do?", "I'm bored.", "Good night.")
HERS = (
    "Hey you.",
    "Ha, you did it!",
    "Rain again. I like it.",
    "Nothing at all.",
    "Good. Stay so.",
)
OTHERS = "I would be delighted to assist you with that; could you please provide more information?"


class Named(ScriptedModel):
    """A scripted model with a name, which says the same things again and again."""

    def __init__(self, name: str, *lines: str) -> None:
        super().__init__(*(lines * 200))
        self.name = name

    @property
    def profile(self) -> ModelProfile:
        return ModelProfile(self.name, 4096, "short", False, True)


@dataclass
class House:
    """The models that there are, by the name that the settings give them."""

    log: EventLog
    home: Path
    models: dict[str, ChatModel] = field(default_factory=dict[str, ChatModel])
    alone: bool = True
    opened: list[str] = field(default_factory=list[str])

    def minds(self, weights: str) -> Minds:
        @asynccontextmanager
        async def opener(settings: Settings) -> AsyncGenerator[ChatModel]:
            if settings.llm_weights not in self.models:
                raise WeightsError(f"{settings.llm_weights} is not installed.")
            self.opened.append(settings.llm_weights)
            yield self.models[settings.llm_weights]
            self.opened.remove(settings.llm_weights)

        settings = Settings(home=self.home, llm_weights=weights)
        return Minds(self.log, settings, opener, lambda: self.alone, WordEmbedder, probes=PROBES)

    async def starts(self, weights: str) -> str:
        """Start with these settings and let her try what is to be tried; whom she answers by."""
        minds = self.minds(weights)
        async with minds.open() as model:
            await minds.compare()
            name = model.profile.name
        assert self.opened == []
        return name


@pytest.fixture
async def house(tmp_path: Path) -> AsyncGenerator[House]:
    vault, log = await open_log(tmp_path)
    async with vault:
        for kind, payload in (("name_accepted", {"name": "Wren"}), ("disclosed", {"text": "AI"})):
            await log.append(SessionId("m"), kind, payload)  # pyright: ignore[reportArgumentType]
        hers, others = Named("hers", *HERS), Named("others", OTHERS)
        models: dict[str, ChatModel] = {"a": hers, "twin": Named("twin", *HERS), "b": others}
        yield House(log, tmp_path, models)


async def test_a_model_inside_her_band_becomes_hers_and_one_can_go_back(house: House) -> None:
    assert await house.starts("a") == "hers"
    assert await house.starts("twin") == "twin"
    now = await load_standing(house.log)
    assert (str(now.hers), str(now.former), now.way) == ("twin", "hers", "inside")
    kept = await load_kept(house.log)
    assert kept is not None
    assert kept.signature.model == "hers", "she is known by what she was, step after step"
    await go_back(house.log)
    assert await house.starts("twin") == "hers", "the settings still name the other"
    assert await house.starts("twin") == "hers"


async def test_outside_it_is_held_with_its_reasons_and_she_goes_on_as_before(house: House) -> None:
    await house.starts("a")
    assert await house.starts("b") == "hers"
    now = await load_standing(house.log)
    assert (now.way, str(now.held)) == ("held", "others")
    assert "longer replies" in now.why
    assert "longer replies" in " ".join(in_plain_words(now))
    events = len(await house.log.events())
    assert await house.starts("b") == "hers"
    assert len(await house.log.events()) == events, "a restart tries nothing again"


async def test_one_word_takes_it_all_the_same_and_one_goes_back(house: House) -> None:
    await house.starts("a")
    await house.starts("b")
    minds = house.minds("b")
    async with minds.open() as model:
        assert model.profile.name == "hers"
        await take_held(house.log)
        await minds.follow()
        assert model.profile.name == "others", "whoever holds the model answers by the other now"
        request = ChatRequest([Message("user", "Hi.")])
        said = [e.text async for e in model.stream(request) if isinstance(e, TextDelta)]
        assert "".join(said) == OTHERS
        await go_back(house.log)
        await minds.follow()
        assert model.profile.name == "hers"
    with pytest.raises(StandingError):
        await go_back(house.log)
    assert await house.starts("b") == "hers"
    await take_held(house.log)
    assert await house.starts("b") == "others"


async def test_what_was_refused_is_tried_again_when_it_is_set_anew(house: House) -> None:
    await house.starts("a")
    await house.starts("b")
    await go_back(house.log)
    assert (await load_standing(house.log)).refused is not None
    await house.starts("a")
    assert (await load_standing(house.log)).refused is None
    house.models["b"] = Named("others", *HERS)
    assert await house.starts("b") == "others"


async def test_nobody_waits_for_the_trial_and_it_waits_for_them(house: House) -> None:
    await house.starts("a")
    house.alone = False
    minds = house.minds("b")
    async with minds.open() as model:
        await minds.compare()
        now = await load_standing(house.log)
        assert (now.way, model.profile.name) == ("trying", "hers")
        await take_held(house.log)
        await minds.follow()
        assert model.profile.name == "others"


async def test_without_the_former_she_begins_by_the_new_one(house: House) -> None:
    await house.starts("a")
    del house.models["a"]
    assert await house.starts("b") == "others"
    now = await load_standing(house.log)
    assert now.way == "unmeasured"
    assert "could not be reached" in now.why
    await go_back(house.log)
    assert await house.starts("b") == "others", "what is gone cannot be gone back to"


async def test_a_new_model_that_is_down_is_tried_again_later(house: House) -> None:
    await house.starts("a")
    house.models["b"] = ScriptedModel(ModelUnavailableError("Gone."))
    minds = house.minds("b")
    async with minds.open() as model:
        with pytest.raises(ModelUnavailableError):
            await minds.compare()
        assert model.profile.name == "hers"
        assert (await load_standing(house.log)).way == "trying"
        house.models["b"] = Named("others", *HERS)
        await minds.compare()
        assert model.profile.name == "others"


async def test_the_model_by_which_they_meet_is_hers_without_a_restart(tmp_path: Path) -> None:
    vault, log = await open_log(tmp_path)
    async with vault:
        models: dict[str, ChatModel] = {"a": Named("hers", *HERS), "b": Named("others", OTHERS)}
        house = House(log, tmp_path, models)
        minds = house.minds("a")
        async with minds.open():
            await minds.follow()
            assert await log.events() == []
            await log.append(SessionId("m"), "name_accepted", {"name": "Wren"})
            await log.append(SessionId("m"), "disclosed", {"text": "AI"})
            await minds.follow()
        now = await load_standing(log)
        assert (str(now.hers), now.way) == ("hers", "first")
        assert await house.starts("b") == "hers", "the new one is tried first, and held"
        assert (await load_standing(log)).way == "held"


async def test_what_was_refused_only_stands_in_while_hers_is_late(house: House) -> None:
    await house.starts("a")
    await house.starts("b")
    await go_back(house.log)
    hers = house.models.pop("a")
    minds = house.minds("b")
    async with minds.open() as model:
        assert model.profile.name == "others"
        await minds.compare()
        with pytest.raises(WeightsError):
            await minds.follow()
        now = await load_standing(house.log)
        assert (str(now.hers), str(now.refused), now.way) == ("hers", "others", "returned")
        said = " ".join(in_plain_words(now, minds.problem))
        assert said.startswith("hers cannot be reached just now, so she answers by others until")
        house.models["a"] = hers
        await minds.follow()
        assert (model.profile.name, minds.problem) == ("hers", "")


async def test_two_of_one_server_that_is_down_are_tried_when_it_is_up(house: House) -> None:
    await house.starts("a")
    hers, others = house.models["a"], house.models["b"]
    down = ModelUnavailableError("Gone.")
    house.models |= {"a": ScriptedModel(down), "b": ScriptedModel(*[down] * 9)}
    minds = house.minds("b")
    async with minds.open() as model:
        assert (await load_standing(house.log)).way == "trying"
        await minds.compare()
        house.models |= {"a": hers, "b": others}
        await minds.follow()
        assert model.profile.name == "hers"
        await minds.compare()
        assert (await load_standing(house.log)).way == "held"


async def test_what_was_held_is_not_taken_because_hers_is_late(house: House) -> None:
    await house.starts("a")
    await house.starts("b")
    del house.models["a"]
    assert await house.starts("b") == "others"
    now = await load_standing(house.log)
    assert (now.way, str(now.hers), str(now.held)) == ("held", "hers", "others")


async def test_a_model_that_cannot_be_tried_is_said_and_left_in_peace_longer_and_longer(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    await house.starts("a")
    monkeypatch.setattr("anima.minds.LOOK_SECONDS", 0.01)
    absent = ScriptedModel(*[ModelUnavailableError("There is no model qwne3 there.")] * 99)
    house.models["b"] = absent
    minds = house.minds("b")
    async with minds.open() as model:
        trying = asyncio.create_task(minds.run())
        await asyncio.sleep(0.7)
        told = " ".join(in_plain_words(await load_standing(house.log), minds.problem))
        assert "There is no model qwne3 there." in told
        assert "could not be tried" in told
        assert 1 <= len(absent.requests) <= 8, "not once for each look"
        house.models["b"] = Named("others", OTHERS)
        await take_held(house.log)
        async with asyncio.timeout(5):
            while model.profile.name != "others" or minds.problem:  # noqa: ASYNC110  # no event
                await asyncio.sleep(0.02)
        trying.cancel()


async def test_one_look_that_failed_is_not_the_last(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    await house.starts("a")
    monkeypatch.setattr("anima.minds.LOOK_SECONDS", 0.01)
    failed: list[int] = []

    async def once_in_use(log: EventLog) -> Standing:
        if not failed:
            failed.append(1)
            raise StorageError("The vault could not be used.")
        return await load_standing(log)

    house.models["b"] = Named("others", OTHERS)
    minds = house.minds("b")
    async with minds.open() as model:
        monkeypatch.setattr("anima.minds.load_standing", once_in_use)
        trying = asyncio.create_task(minds.run())
        async with asyncio.timeout(5):
            while (await load_standing(house.log)).way != "held":  # noqa: ASYNC110  # no event
                await asyncio.sleep(0.02)
        await take_held(house.log)
        async with asyncio.timeout(5):
            while model.profile.name != "others":  # noqa: ASYNC110  # no event
                await asyncio.sleep(0.02)
        assert failed
        trying.cancel()


async def test_before_they_have_met_any_model_will_do(tmp_path: Path) -> None:
    vault, log = await open_log(tmp_path)
    async with vault:
        models: dict[str, ChatModel] = {"a": Named("hers", *HERS), "b": Named("others", OTHERS)}
        house = House(log, tmp_path, models)
        assert await house.starts("a") == "hers"
        assert await house.starts("b") == "others"
        assert await log.events() == []


async def test_a_damaged_decision_counts_not(house: House) -> None:
    await house.starts("a")
    await house.log.append(SessionId("x"), "model_decided", {"mind": {"llm": 1}, "way": "taken"})
    await house.log.append(SessionId("x"), "model_decided", {"mind": {}, "way": "perhaps"})
    assert str((await load_standing(house.log)).hers) == "hers"
