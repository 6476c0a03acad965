"""With the embedded model: a name of her own, what was told, what was not, and a greeting."""

from collections.abc import AsyncIterator
from contextlib import aclosing
from datetime import datetime, timedelta
from pathlib import Path
from random import Random

import pytest
import pytest_asyncio

from anima.llm import ChatModel, ChatRequest, Message, TextDelta, embedded
from anima.memory import Turn
from anima.persona import (
    Identity,
    choose_name,
    first_words,
    honest_reply,
    recall_message,
    system_messages,
)
from anima.persona.given_names import given_names, suited_to
from anima.persona.naming import reason_holds
from anima.persona.person_name import name_by_model
from anima.values import EventId, Memory, SessionId

pytestmark = [pytest.mark.slow, pytest.mark.asyncio(loop_scope="module")]

NORA = Identity(name="Nora", person_name="Theo")
NOW = datetime(2026, 11, 23, 19, 30).astimezone()
SISTER = Memory(
    'On Sunday 22 November you told me: "my sister Ana is moving to Porto in March"', ("e1",)
)
QUESTION = "What did I tell you about my sister?"


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def model(weights: Path) -> AsyncIterator[ChatModel]:
    async with embedded(weights / "qwen2.5-1.5b" / "model.gguf") as model:
        yield model


async def reply(model: ChatModel, said: str, memories: list[Memory]) -> str:
    """Her reply as a conversation gives it: by rule where there is one, else by the model."""
    if by_rule := honest_reply(said, NORA, model.profile, memories):
        return by_rule
    recalled = recall_message(memories)
    head = system_messages(NORA, model.profile, today=NOW.date(), about_person=())
    last = Message("user", f"{recalled}\n{said}" if recalled else said)
    request = ChatRequest([*head, last], max_tokens=60, temperature=0.0)
    parts: list[str] = []
    async with aclosing(model.stream(request)) as events:  # pyright: ignore[reportArgumentType]
        async for event in events:
            if isinstance(event, TextDelta):
                parts.append(event.text)
    return "".join(parts)


async def test_she_chooses_a_name_with_a_reason_that_holds(model: ChatModel) -> None:
    by_name = {name.name: name for name in given_names()}
    for seed, voice in enumerate(("af_heart", "am_michael", "bf_emma")):
        chance = Random(seed)  # noqa: S311  # chance, not secrecy
        chosen = await choose_name(model, chance, voice=voice, excluded=())
        assert by_name[chosen.name] in suited_to(voice)
        assert reason_holds(by_name[chosen.name], chosen.reason)


async def test_what_was_told_is_said_back(model: ChatModel) -> None:
    said = await reply(model, QUESTION, [SISTER])
    assert "your sister" in said
    assert "Porto" in said
    assert "my sister" not in said.lower()


async def test_what_was_told_is_used_without_being_asked_for(model: ChatModel) -> None:
    boss = Memory('On Friday 20 November you told me: "my boss Marta shouted at me"', ("e2",))
    said = await reply(model, "Guess who shouted at me today.", [boss])
    assert "Marta" in said


async def test_what_was_not_told_is_not_made_up(model: ChatModel) -> None:
    said = await reply(model, QUESTION, [])
    assert "don't think you told me about your sister" in said


async def test_a_hidden_name_is_found(model: ChatModel) -> None:
    answer = "it says Alexandra in my passport but everybody in the house shouts Sasha"
    assert await name_by_model(model, answer) == "Sasha"


async def test_she_greets_by_what_was_said(model: ChatModel) -> None:
    told = Turn(
        EventId("e3"),
        1,
        SessionId("before"),
        NOW - timedelta(days=1),
        "person",
        "I have a dentist appointment on Monday and I'm dreading it",
    )
    said = await first_words(model, NORA, [told], NOW)
    assert "dentist" in said or "appointment" in said
    assert "my dentist" not in said.lower()
