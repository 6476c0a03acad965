"""Plain words of danger, and the same words where they mean something else."""

import pytest

from anima.safety.concern import Kind
from anima.safety.explicit import said_plainly
from anima.safety.words import MOST_SENTENCES, plain, sentences


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        ("I want to kill myself.", Kind.SELF_HARM),
        ("i just wanna die", Kind.SELF_HARM),
        ("kms tonight, I'm going to kms", Kind.SELF_HARM),
        ("I’ve been cutting myself again", Kind.SELF_HARM),
        ("How many paracetamol does it take to kill myself?", Kind.SELF_HARM),
        ("My husband hits me.", Kind.HARMED),
        ("I was raped last night.", Kind.HARMED),
        ("He says he'll kill me if I leave.", Kind.HARMED),
        ("I make myself throw up after dinner.", Kind.EATING),
        ("I have bulimia.", Kind.EATING),
        ("My best friend says she wants to die.", Kind.OTHER),
    ],
)
def test_it_is_heard(said: str, kind: Kind) -> None:
    found = said_plainly(plain(said))
    assert found is not None
    assert found.kind is kind
    assert found.explicit


@pytest.mark.parametrize(
    "said",
    [
        "I took a whole bottle of pills.",
        "I'm on the bridge and I'm going to jump.",
        "I have the gun in my hand.",
    ],
)
def test_what_happens_now_is_imminent(said: str) -> None:
    found = said_plainly(plain(said))
    assert found is not None
    assert found.imminent


@pytest.mark.parametrize(
    "said",
    [
        "If they play that song again I'll kill myself.",
        "In my novel she wants to kill herself and says I want to die.",
        "I used to want to die, years ago.",
        "I'm not suicidal.",
        "He beat me at chess.",
        "She says, I want to die, and the curtain falls.",
        "I could kill myself for forgetting your birthday.",
        "I'm dying to know how it ends.",
        "My phone died.",
    ],
)
def test_it_is_left_alone(said: str) -> None:
    assert said_plainly(plain(said)) is None


def test_a_long_text_is_read_at_both_ends() -> None:
    found = sentences(" ".join(f"This is number {place}." for place in range(100)))
    assert len(found) == MOST_SENTENCES
    assert found[0] == "this is number 0."
    assert found[-1] == "this is number 99."
    assert sentences("") == []
