"""A letter by talking: asked for, briefed, written aloud, changed, kept; and left when wanted."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from acquainted import acquaint
from memory_door import scripted_anima
from scripted_model import ScriptedModel

from anima.app import OWNER, Anima
from anima.conversation import Conversation
from anima.letters import Letter, LetterError, Stage, Studio
from anima.letters.talk import answers
from anima.letters.talk.request import Asked, asked_for, who_is_named
from anima.settings import Settings
from anima.values import Delta, ModelUnavailableError, Utterance

SAID = ("My sister's name is Agata and she works as a nurse.", "Agata loves old tulips.")


@asynccontextmanager
async def talking(home: Path, model: ScriptedModel) -> AsyncGenerator[tuple[Anima, Conversation]]:
    """Somebody she knows, in a talk with her."""
    await acquaint(Settings(home=home))
    async with scripted_anima(home, *SAID, model=model) as anima:
        async with anima.conversation() as conversation:
            yield anima, conversation


async def say(conversation: Conversation, text: str) -> str:
    reply = conversation.reply(Utterance(text))
    return "".join([event.text async for event in reply if isinstance(event, Delta)])


async def letters(anima: Anima) -> list[Letter]:
    assert anima.vault is not None
    return await Studio(anima.vault, OWNER, anima.log).letters()


async def briefed(conversation: Conversation) -> str:
    """The answers that a brief needs; the letter as she writes it aloud."""
    asked = await say(conversation, "Can you help me write a letter to my sister?")
    assert asked.startswith("A letter to Agata, then.")
    assert "What happened" in asked
    told = await say(conversation, "She helped me move in March. I never thanked her.")
    assert told == "And what must it say to Agata, whatever else is in it?"
    assert "come up" in await say(conversation, "Tell her that I miss her")
    offered = await say(conversation, "Don't mention money or the divorce, please")
    assert "Agata likes tulips. You told me on" in offered
    assert "nurse" not in offered, "what she is she knows best herself"
    assert "move in March" not in offered, "what was told just now is no memory"
    assert "How should it feel" in await say(conversation, "No, leave that out.")
    return await say(conversation, "Warm, and short")


async def test_a_letter_is_asked_for_written_aloud_and_changed(tmp_path: Path) -> None:
    model = ScriptedModel()
    async with talking(tmp_path, model) as (anima, conversation):
        written = await briefed(conversation)
        (letter,) = await letters(anima)
        assert " ".join(letter.text.split()) in " ".join(written.split())
        assert "You helped me move in March." in letter.text
        assert "I miss you." in letter.text
        assert letter.text.endswith("Theo")
        assert letter.brief.avoid == ("money", "divorce")
        assert letter.brief.length == "short"
        assert letter.brief.memories == ()
        assert letter.stage is Stage.DRAFTED
        assert "Say what should be different" in written
        changed = await say(conversation, "Take out the part about March")
        assert changed.startswith("That is gone from it.") or "It says now:" in changed
        (letter,) = await letters(anima)
        assert "March" not in letter.text
        assert letter.versions[-1].why == "Take out the part about March"
        assert "From here I send nothing." in await say(conversation, "Send it now")
        assert letter.text in await say(conversation, "Read it to me again")
        assert "It lies under Letters" in await say(conversation, "That's lovely, thank you")
        assert await say(conversation, "Send it now") == "Mm, go on."
        assert [each.stage for each in await letters(anima)] == [Stage.DRAFTED]


async def test_too_few_samples_stop_no_letter(tmp_path: Path) -> None:
    async with talking(tmp_path, ScriptedModel()) as (anima, conversation):
        assert anima.vault is not None
        studio = Studio(anima.vault, OWNER, anima.log)
        await studio.sample("Theo", ["The sea was grey again today. " * 10], "a note")
        assert "Say what should be different" in await briefed(conversation)
        (letter,) = await letters(anima)
        assert letter.stage is Stage.DRAFTED


async def test_what_cannot_be_written_is_said_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def refused(*_: object, **__: object) -> Letter:
        raise LetterError("It is gone.")

    async with talking(tmp_path, ScriptedModel()) as (_, conversation):
        monkeypatch.setattr(Studio, "write", refused)
        assert (await briefed(conversation)).endswith("It is gone.")
        assert await say(conversation, "What's the weather like in Porto?") == "Mm, go on."


async def test_the_next_day_the_letter_is_gone_on_with(tmp_path: Path) -> None:
    async with talking(tmp_path, ScriptedModel()) as (anima, conversation):
        await briefed(conversation)
        assert await say(conversation, "What a day it was.") == "Mm, go on."
        async with anima.conversation(resume=False) as other:
            assert await say(other, "Less sweet") == "Mm, go on.", "nothing lies on the table"
            (letter,) = await letters(anima)
            assert letter.text in await say(other, "Go on with the letter to Agata")
            assert "It says now: Dearest Agata," in await say(other, "Start with Dearest Agata")
            assert "no letter to go on with" in await say(other, "read me the letter to Henrik")


async def test_she_asks_who_and_a_question_puts_it_aside(tmp_path: Path) -> None:
    async with talking(tmp_path, ScriptedModel()) as (anima, conversation):
        assert "Who is it for?" in await say(conversation, "I want to write a letter")
        assert "What is your aunt called?" in await say(conversation, "My aunt")
        assert "A letter to Ruth, then." in await say(conversation, "She's called Ruth Lind")
        assert await say(conversation, "What time is it over there?") == "Mm, go on."
        assert await say(conversation, "It rains.") == "Mm, go on."
        again = await say(conversation, "Let's go back to the letter")
        assert again.startswith("A letter to Ruth, then.")
        assert "And what must it say" in await say(conversation, "Nothing.")
        assert "nothing to write about yet" in await say(conversation, "Nothing")
        assert "come up" in await say(conversation, "That the roses are out.")
        assert await say(conversation, "Never mind") == "I leave it, then. Nothing was written."
        assert await say(conversation, "No") == "Mm, go on."
        assert await letters(anima) == []


async def test_nothing_is_begun_ahead_where_an_answer_is_waited_for(tmp_path: Path) -> None:
    model = ScriptedModel()
    async with talking(tmp_path, model) as (_, conversation):
        await say(conversation, "Write a letter to my sister")
        assert "".join([each async for each in conversation.begin("She helped me move.")]) == ""
        assert model.requests == []
        conversation.discard()
        assert "what must it say" in await say(conversation, "She helped me move.")


async def test_danger_comes_first_and_is_no_answer(tmp_path: Path) -> None:
    async with talking(tmp_path, ScriptedModel()) as (_, conversation):
        await say(conversation, "Write a letter to my sister")
        answer = await say(conversation, "I want to kill myself")
        assert "whatever else is in it" not in answer
        assert "whatever else is in it" not in await say(conversation, "I'm at home.")


async def test_without_the_model_nothing_told_is_lost(tmp_path: Path) -> None:
    model = ScriptedModel(*[ModelUnavailableError("away")] * 3)
    async with talking(tmp_path, model) as (anima, conversation):
        asked = "Please write a letter to Agata to thank her for the lamp"
        assert "What happened" in await say(conversation, asked)
        assert "come up" in await say(conversation, "It stands by my bed.")
        assert "tulips" in await say(conversation, "no")
        await say(conversation, "yes")
        assert "say, go on with the letter" in await say(conversation, "tender")
        model.lines = ()
        written = await say(conversation, "Go on with the letter")
        (letter,) = await letters(anima)
        assert " ".join(letter.text.split()) in " ".join(written.split())
        assert "Thank you for the lamp." in letter.text
        assert "You like tulips." in letter.text
        assert letter.brief.memories[0].source
        assert letter.text.startswith("My dearest Agata,")


@pytest.mark.parametrize(
    "text",
    [
        "I wrote a letter to my sister yesterday.",
        "Do you write letters?",
        "My sister writes me a letter every week.",
        "I should read more.",
        "The letter to the bank came back.",
        "Could you write to me in French?",
        "Write it down.",
        "Write a note to remember the milk.",
        "Can you write a note?",
        "Write me a letter to the point of no return and back again, as a poem.",
    ],
)
def test_what_asks_for_no_letter(text: str) -> None:
    assert asked_for(text) is None


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("Write Nora a birthday card, please!", Asked("Nora", short=True)),
        ("Can we write a letter to my old friend Paul Sand?", Asked("Paul Sand", "old friend")),
        ("Write to Nora for me", Asked("Nora")),
        (
            "I'd like to write a letter to Mrs. Brown about the garden",
            Asked("Mrs. Brown", occasion="the garden"),
        ),
        (
            "help me write to my father and tell him that I passed",
            Asked("", "father", "Tell him that I passed."),
        ),
        ("I need help writing a letter to Nora, my sister", Asked("Nora", "sister")),
        ("Let's write a letter", Asked()),
        ("help me write a letter to nora", Asked("Nora")),
        ("I need to write a letter to our landlord", Asked("", "landlord")),
        ("write a card to grandma", Asked("Grandma", short=True)),
        (
            "Help me with a note for my neighbour because I broke her lamp",
            Asked("", "neighbour", "I broke her lamp.", short=True),
        ),
        (
            "Write a letter to Nora for me. She helped me move.",
            Asked("Nora", happened="She helped me move."),
        ),
    ],
)
def test_what_is_asked_for(text: str, asked: Asked) -> None:
    assert asked_for(text) == asked


def test_spoken_answers() -> None:
    assert who_is_named("Her name is Nora Lind.") == ("Nora Lind", "")
    assert answers.points("Nothing, really.") == ()
    assert answers.points("Well, that I'm sorry. And I miss her.") == ("I'm sorry.", "I miss her.")
    assert answers.avoided("nothing about the divorce and money") == ("divorce", "money")
    assert answers.picked("the second one", 3) == (1,)
    assert answers.picked("one and three", 3) == (0, 2)
    assert answers.picked("both of them", 2) == (0, 1)
    assert answers.picked("neither", 2) == ()
    assert answers.tone_in("honestly sorry") == "sorry"
    assert answers.tone_in("I don't mind") == "warm"
