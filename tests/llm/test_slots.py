"""Each conversation keeps the slot that holds its beginning."""

from hypothesis import given
from hypothesis import strategies as st

from anima.llm import Message
from anima.llm.slots import Slots

IDENTITY = Message("system", "You are Ada. " * 30)


def said(text: str) -> Message:
    return Message("user", text)


@given(st.lists(st.integers(0, 2), min_size=1, max_size=40))
def test_conversations_no_more_than_slots_never_share_one(order: list[int]) -> None:
    slots = Slots(3)
    talks = [[IDENTITY, said(f"I am person {who}. " * 40)] for who in range(3)]
    first = [slots.choose(talk) for talk in talks]
    for who in order:
        talks[who] += [Message("assistant", "I see."), said("And then?")]
        assert slots.choose(talks[who]) == first[who]
    assert len(set(first)) == 3


def test_a_line_that_was_recalled_for_one_turn_only_does_not_move_a_conversation() -> None:
    slots = Slots(2)
    talk = [IDENTITY, said("I am Maria. " * 40)]
    home = slots.choose(talk)
    slots.choose([IDENTITY, said("I am Tom. " * 40)])
    assert slots.choose([*talk, Message("system", "She has a dog."), said("Guess.")]) == home
    assert slots.choose([*talk, said("Guess."), Message("assistant", "A dog?")]) == home


def test_a_new_conversation_takes_the_slot_unused_for_longest() -> None:
    slots = Slots(2)
    old = slots.choose([IDENTITY, said("I am Maria. " * 40)])
    slots.choose([IDENTITY, said("I am Tom. " * 40)])
    assert slots.choose([IDENTITY, said("I am Lena. " * 40)]) == old


def test_a_slot_holds_a_prompt_until_something_follows_it() -> None:
    slots = Slots(2)
    talk = [IDENTITY, said("I am Maria. " * 40)]
    home = slots.choose(talk)
    assert slots.holding(talk) == home
    slots.choose([*talk, Message("assistant", "I see.")])
    assert slots.holding(talk) is None
    slots.forget(home)
    assert slots.holding([*talk, Message("assistant", "I see.")]) is None
