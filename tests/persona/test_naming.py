"""She chooses her own name, and what she says about it is true."""

from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from meeting_world import AbsentModel, open_log

from anima.persona import FirstMeeting, NameProposal, choose_name
from anima.persona.given_names import GivenName, given_names, suited_to
from anima.persona.naming import composed_reason, reason_holds
from anima.persona.objection import objection_in
from anima.values import SessionId

AURORA = GivenName("Aurora", "f", "Latin", "dawn", "round")


def chance(seed: int) -> Random:
    return Random(seed)  # noqa: S311  # chance, not secrecy


def test_there_are_names_enough_and_each_once() -> None:
    names = [name.name for name in given_names()]
    assert len(names) >= 250
    assert len(set(names)) == len(names)
    assert all(field for name in given_names() for field in (name.origin, name.meaning, name.sound))


def test_a_name_suits_the_voice_by_ear() -> None:
    assert {name.ear for name in suited_to("bf_emma")} == {"f"}
    assert {name.ear for name in suited_to("am_michael")} == {"m"}
    assert {name.ear for name in suited_to("joe")} == {"f", "m"}


def test_a_composed_reason_holds_for_every_name() -> None:
    for name in given_names():
        for seed in range(6):
            reason = composed_reason(name, chance(seed))
            assert reason_holds(name, reason), reason


@pytest.mark.parametrize(
    "reason",
    [
        "I like that it means dawn, when everything is still to come.",
        "I love its round sound, it rolls a little.",
        "It means dawn. That's how waking up here felt to me.",
    ],
)
def test_a_good_reason(reason: str) -> None:
    assert reason_holds(AURORA, reason)


@pytest.mark.parametrize(
    "reason",
    [
        "I like it because it is a unique and beautiful name.",
        "I like it very much, it is just right for me.",
        "It means dawn, which is nice for a name.",
        "I like it because my mother saw the dawn when I came.",
        "I was born at dawn, so it suits me well.",
        "I like that Aurora means dawn, and Clara means clear.",
        "I like that it is a Greek word for dawn.",
        "I like dawn.",
        "I like dawn. I like it. I like how it sounds. I like it all.",
        "I like that it means dawn",
        "I chose it from the list because it means dawn.",
        "",
    ],
)
def test_a_reason_that_does_not_hold(reason: str) -> None:
    assert not reason_holds(AURORA, reason)


@given(st.sets(st.sampled_from([name.name for name in given_names()])), st.integers(0, 99))
async def test_no_excluded_name_is_chosen(excluded: set[str], seed: int) -> None:
    spelled = {name.upper() for name in excluded}
    chosen = await choose_name(AbsentModel(), chance(seed), voice="af_sky", excluded=spelled)
    assert chosen.name not in excluded


THOUGHT = "I mean to live up to it, at least on good days"


async def chosen_with(*answers: str) -> NameProposal:
    return await choose_name(AbsentModel(*answers), chance(7), voice="af_sky", excluded=())


async def a_choice() -> str:
    """A name of the dozen that chance 7 gives, and not the one taken when the model is down."""
    model = AbsentModel()
    await choose_name(model, chance(7), voice="af_sky", excluded=())
    return model.requests[0].messages[-1].text.splitlines()[4].partition(":")[0]


async def test_her_choice_and_her_words_are_kept_when_they_hold() -> None:
    name = await a_choice()
    chosen = await chosen_with(f'{{"name": "{name}"}}', f'{{"why": "{THOUGHT}"}}')
    meaning = next(each.meaning for each in given_names() if each.name == name)
    assert chosen == NameProposal(name, f"It means {meaning}, and {THOUGHT}.")


async def test_a_second_thought_may_be_better() -> None:
    name = await a_choice()
    generic = '{"why": "I think it is unique and timeless"}'
    chosen = await chosen_with(f'{{"name": "{name}"}}', generic, f'{{"why": "{THOUGHT}"}}')
    assert chosen.reason.endswith(f"{THOUGHT}.")


async def test_her_choice_is_kept_when_her_words_do_not_hold() -> None:
    name = await a_choice()
    generic = '{"why": "I think it is unique and timeless"}'
    chosen = await chosen_with(f'{{"name": "{name}"}}', generic, generic)
    assert chosen.name == name
    assert reason_holds(next(n for n in given_names() if n.name == name), chosen.reason)


@pytest.mark.parametrize("answer", ['{"name": "Zorg"}', "[]", "no", '{"name"'])
async def test_nonsense_of_the_model_still_gives_a_name(answer: str) -> None:
    chosen = await chosen_with(answer, answer, answer)
    assert chosen.name in {name.name for name in given_names()}


async def proposal_to(person: str, folder: Path) -> str:
    vault, log = await open_log(folder)
    async with vault:
        meeting = FirstMeeting(log, SessionId("first"), AbsentModel(), chance(5))
        await meeting.choose_voice("af_heart")
        await meeting.open()
        await meeting.respond(person)
        await meeting.respond("busy")
        line = await meeting.respond("listen")
    assert line.proposal
    return line.proposal.name


async def test_she_never_takes_the_name_of_the_person(tmp_path: Path) -> None:
    """The same chance that led to a name leads to another when the person has it."""
    wanted = await proposal_to("Theo", tmp_path / "theo")
    assert await proposal_to(wanted, tmp_path / "namesake") != wanted
    assert await proposal_to(f"{wanted} Smith", tmp_path / "full") != wanted


@pytest.mark.parametrize(
    ("said", "begins"),
    [
        ("too short for me", "Something longer"),
        ("a mouthful", "Something shorter"),
        ("I can't pronounce it", "A name should be easy"),
        ("my aunt has the same name", "Then that name is taken"),
        ("so harsh", "Something gentler"),
        ("too ordinary", "Too ordinary"),
        ("like a grandmother", "Fair"),
        ("it's weird", "A little too unusual"),
        ("no", "All right"),
    ],
)
def test_an_objection_is_understood_and_leaves_names_to_choose(said: str, begins: str) -> None:
    objection = objection_in(said)
    assert objection.answer.startswith(begins)
    for voice in ("af_heart", "am_michael"):
        assert sum(objection.leaves(name) for name in suited_to(voice)) >= 12
