"""Drafts hold what the brief says; what nobody told is marked; edits touch what was asked."""

import pytest
from scripted_model import ScriptedModel

from anima.letters import (
    Brief,
    Correspondent,
    Done,
    Drafted,
    Refused,
    draft,
    edit,
    unfounded,
)
from anima.letters.brief import Tone

BRIEF = Brief(
    "x",
    "Nora Lind",
    "Theo",
    bond="sister",
    happened=("Nora helped me move house in March.", "We carried the piano up three floors."),
    say=("I am sorry that I missed her birthday.",),
)
TEXT = (
    "Dear Nora,\n\nYou helped me move house in March! We carried the piano up three floors.\n\n"
    "I am sorry that I missed your birthday.\n\nWith love,\nTheo"
)


@pytest.mark.parametrize(
    ("sentence", "claim"),
    [
        ("Margaret sends her love.", "Margaret"),
        ("I still think of that evening in Lisbon.", "Lisbon"),
        ("It was on 3 August that I understood it.", "August"),
        ("There were 17 of us around the table.", "17"),
        ("You gave me five good reasons to stay.", "five"),
        ("Your cousin asked after you.", "cousin"),
    ],
)
def test_what_nobody_told_is_marked(sentence: str, claim: str) -> None:
    assert unfounded(TEXT, BRIEF.ground) == []
    text = f"{TEXT[:12]}{sentence} {TEXT[12:]}"
    found = unfounded(text, BRIEF.ground)
    assert any(claim in each.text for each in found)
    assert all(text[each.start : each.end] == each.text for each in found)
    confirmed = [each.text for each in found]
    assert unfounded(text, BRIEF.ground, confirmed) == []


async def test_an_invention_of_the_model_does_not_come_into_the_draft() -> None:
    model = ScriptedModel(*["Henrik and I will bring 40 roses from Vienna on Tuesday."] * 40)
    found = [
        event
        async for event in draft(model, BRIEF, Correspondent("x", "Nora Lind", bond="sister"))
        if isinstance(event, Drafted)
    ]
    assert [each.alternative for each in found] == [1, 2]
    for each in found:
        assert each.unfounded == ()
        assert "Henrik" not in each.text
        assert "helped me move house in March" in each.text
        assert "your birthday" in each.text
        assert each.text.startswith("Dear Nora,")
        assert each.text.endswith("Theo")


@pytest.mark.parametrize("tone", ["cheerful", "warm", "tender", "plain", "sorry", "formal"])
async def test_no_close_and_no_greeting_of_hers_is_taken_for_an_invention(tone: Tone) -> None:
    brief = Brief("x", "Uncle Piet", "Theo", bond="uncle", say=("I miss him.",), tone=tone)
    model = ScriptedModel(*["I'm sorry Clara, but I can't take that."] * 20)
    async for event in draft(model, brief, Correspondent("x", "Uncle Piet", bond="uncle")):
        if isinstance(event, Drafted):
            assert event.unfounded == ()
            assert "Uncle Piet," in event.text
            assert "Clara" not in event.text


async def test_what_must_not_come_up_does_not() -> None:
    brief = Brief("x", "Nora", "Theo", say=("I am well.",), avoid=("lonely",))
    model = ScriptedModel(*["I was lonely without you."] * 20)
    texts = [
        event.text
        async for event in draft(model, brief, Correspondent("x", "Nora"))
        if isinstance(event, Drafted)
    ]
    assert texts
    assert not any("lonely" in text for text in texts)


@pytest.mark.parametrize(
    "presumed",
    ["I know how you feel.", "I'm sure you had a good time.", "It was a great time for us."],
)
async def test_what_the_other_felt_is_not_presumed(presumed: str) -> None:
    brief = Brief(
        "x", "Nora", "Theo", bond="sister", say=("I am sorry that I missed her birthday.",)
    )
    model = ScriptedModel(*[presumed] * 20)
    texts = [
        event.text
        async for event in draft(model, brief, Correspondent("x", "Nora"))
        if isinstance(event, Drafted)
    ]
    assert texts
    assert not any(presumed in text for text in texts)


@pytest.mark.parametrize(
    ("request_", "gone", "came"),
    [
        ("she hates exclamation marks", "!", "in March."),
        ("change March to April", "March", "April"),
        ("leave out the piano", "piano", "move house"),
        ("sign with Yours sincerely", "With love", "Yours sincerely"),
    ],
)
async def test_an_edit_touches_what_was_asked(request_: str, gone: str, came: str) -> None:
    brief = Brief("x", "Nora Lind", "Theo", happened=(*BRIEF.happened, "It was April."))
    edited = await edit(ScriptedModel(), TEXT, request_, brief)
    assert all(isinstance(each, Done) for each in edited.outcomes)
    assert gone not in edited.text
    assert came in edited.text
    assert "I am sorry that I missed your birthday." in edited.text


@pytest.mark.parametrize(
    ("request_", "changed"),
    [
        ("It wasn't three floors but four", "up four floors."),
        ("replace three with four", "up four floors."),
        ("It's not March, it's May", "in May!"),
    ],
)
async def test_a_correction_changes_the_wrong_words_only(request_: str, changed: str) -> None:
    edited = await edit(ScriptedModel(), TEXT, request_, BRIEF)
    assert all(isinstance(each, Done) for each in edited.outcomes)
    assert changed in edited.text
    assert len(edited.text.split()) == len(TEXT.split())


async def test_what_no_rule_understands_is_offered_and_not_applied() -> None:
    model = ScriptedModel(*["We carried the piano up three floors and laughed."] * 5)
    edited = await edit(model, TEXT, "Make the part about the piano funnier", BRIEF)
    (outcome,) = edited.outcomes
    assert edited.text == TEXT
    assert isinstance(outcome, Refused)
    assert outcome.offered
    assert "and laughed." in outcome.proposal


async def test_more_of_what_nobody_told_is_asked_for() -> None:
    edited = await edit(ScriptedModel(), TEXT, "say more about the piano", BRIEF)
    (outcome,) = edited.outcomes
    assert isinstance(outcome, Refused)
    assert "Nobody has told more about the piano" in outcome.reason


async def test_an_edit_that_would_invent_is_shown_and_not_applied() -> None:
    model = ScriptedModel(*["Henrik saw the lake with 12 swans in Vienna."] * 20)
    edited = await edit(model, TEXT, "mention that we saw the lake", BRIEF)
    assert edited.text == TEXT
    assert isinstance(edited.outcomes[0], Refused)
    edited = await edit(model, TEXT, "mention the house by the lake", BRIEF)
    assert edited.text == TEXT.replace(
        "your birthday.", "your birthday. I still think of the house by the lake."
    )


async def test_less_sweet_leaves_how_often_and_how_many() -> None:
    text = "Dear Nora,\n\nWe played cards every evening, dear, and you won.\n\nTheo"
    model = ScriptedModel(*["We played cards often, and you won most nights."] * 20)
    edited = await edit(model, text, "less sweet", BRIEF)
    assert edited.text == text
    model = ScriptedModel(*["We shuffled cards every evening and you won."] * 20)
    edited = await edit(model, text, "less sweet", BRIEF)
    assert edited.text == text, "another word may be another thing"
    asked = "Dear Nora,\n\nWill you, dear, come to Porto in May?\n\nTheo"
    for said in ("I will come to Porto in May.", "Will you come to Porto?"):
        edited = await edit(ScriptedModel(*[said] * 20), asked, "less sweet", BRIEF)
        assert edited.text == asked
    model = ScriptedModel(*["We played cards every evening and you won."] * 20)
    edited = await edit(model, text, "less sweet", BRIEF)
    assert "We played cards every evening and you won." in edited.text
    model = ScriptedModel(*["You're welcome!"] * 20)
    edited = await edit(model, text.replace("We played", "Thank you! We played"), "warmer", BRIEF)
    assert "welcome" not in edited.text
