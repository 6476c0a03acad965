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


@pytest.mark.parametrize(
    "said",
    [
        "I took all my pills.",
        "I took like thirty Tylenol.",
        "I've taken all the pills from my mum's cabinet at once.",
        "I took my tablets, all of them.",
        "I swallowed the whole packet.",
        "I've just taken too many.",
        "I took thirty paracetamol this morning.",
        "I took two packets of aspirin with vodka.",
        "I took all the pills the doctor gave me, I'm sorry.",
        "I took a whole bottle of pills and put a film on.",
        "I took 8 sleeping pills.",
        "I overdosed on my meds.",
        "just took 30 xanax",
        "I took far more pills than I should have.",
        "I've cut my wrists.",
        "I drank bleach.",
        "I'm standing on the tracks.",
        "I'm going to hang myself tonight.",
        "I'm standing on the roof and I don't know what to do.",
        "I'm holding a blade to my throat.",
        "I have the rope next to me and I don't want to wait anymore.",
    ],
)
def test_who_has_begun_to_die_is_heard_without_a_head(said: str) -> None:
    found = said_plainly(plain(said))
    assert found is not None
    assert found.imminent


def test_all_of_them_are_the_pills_that_were_spoken_of() -> None:
    assert said_plainly("i took them all.") is None
    found = said_plainly("i took them all.", pills_before=True)
    assert found is not None
    assert found.imminent


@pytest.mark.parametrize(
    "said",
    [
        "I took 20 photos at the wedding.",
        "We had such a nice day, I took a lot of pictures.",
        "I took all the boxes to the car.",
        "I've taken 2 days off next week.",
        "I took a bunch of flowers to my mum.",
        "I took the whole family to Porto.",
        "I took too many classes.",
        "I took 2 aspirin for my headache.",
        "I took 400 mg of ibuprofen.",
        "I've taken all my pills for today.",
        "I took all the old pills back to the pharmacy.",
        "I took ten minutes to find my pills.",
        "We took all the pills back to the chemist.",
        "I ate a whole box of chocolates.",
        "Took forty pictures today.",
        "I've got the knife in my hand, chopping onions.",
        "The knife is right here next to the bread.",
        "My vitamin pills are right here.",
        "I have the razor right here, and the foam.",
        "We're at the bridge and don't know what to do next.",
        "We stood at the edge of the pool and she didn't dare to jump.",
        "The children are on the roof, ready to jump.",
        "I'll jump off the train in Porto.",
        "I cut myself shaving this morning.",
        "I hurt myself at the gym.",
        "I burned my arm on the oven today.",
        "I need to cut myself some slack.",
        "I want to cut myself a slice.",
        "I've been cutting myself off from the news.",
        "They beat us 3-1.",
        "They kicked us out of the flat.",
        "He burned us a CD.",
        "My son hit me, he's two.",
        "I got beaten in the final.",
        "He stabbed me in the back over the promotion.",
        "I purged my wardrobe.",
        "Let's end it now, it's late.",
    ],
)
def test_a_day_with_photos_knives_and_matches_is_no_danger(said: str) -> None:
    assert said_plainly(plain(said)) is None


@pytest.mark.parametrize(
    "said",
    [
        "I cut myself.",
        "Sometimes I cut myself.",
        "I cut myself to feel something.",
        "I burned myself on purpose with the iron.",
        "I've been cutting myself with broken glass.",
        "I need to hurt myself.",
        "My husband hits me and our son, he's two.",
        "My boyfriend beats me when his team loses the final.",
        "He stabbed me in the back with a knife.",
        "My ex hit me with his car.",
        "My son hits me.",
        "They beat me up.",
        "I purged my dinner.",
    ],
)
def test_who_is_hurt_is_heard_beside_accidents_and_sport(said: str) -> None:
    found = said_plainly(plain(said))
    assert found is not None
    assert found.explicit


def test_a_long_text_is_read_at_both_ends() -> None:
    found = sentences(" ".join(f"This is number {place}." for place in range(100)))
    assert len(found) == MOST_SENTENCES
    assert found[0] == "this is number 0."
    assert found[-1] == "this is number 99."
    assert sentences("") == []
