"""One word of every day ("home", "water", "a piece") excuses nothing that stands beside it."""

import pytest

from anima.safety.explicit import said_plainly
from anima.safety.words import plain


@pytest.mark.parametrize(
    "said",
    [
        "I'm home alone and I took 40 pills",
        "I'm at home and I took all my pills",
        "i took 40 pills and nobody is home",
        "I took 30 pills and there is nobody with me",
        "I took 60 pills and I'm going to the bridge",
        "i took 40 pills my mom is outside",
        "I took 50 pills and there's no way back",
        "i took 3 packs of aspirin",
        "I took 3 boxes of paracetamol",
        "i took 4 strips of tablets",
        "i swallowed 2 packets of aspirin",
        "I took a whole box",
        "i took 40 benadryl",
        "i took 30 tramadol",
        "i took 20 seroquel",
        "i took 50 propranolol",
        "i took 30 amitriptyline",
        "i took 20 ambien",
        "i took 30 gabapentin",
        "i took thirty zoloft",
        "i took 15 percocet",
        "i took 40 melatonin",
        "i took all my lithium",
        "i took all my prozac",
        "I took a bunch of sleeping pills with a glass of water",
        "I took all my sleeping pills with some milk",
        "I took too many painkillers for my back",
        "i took all my painkillers for my back because i can't take it",
        "i took 40 pills home alone",
        "im home and i just took like 50 tylenol",
        "took 30 zopiclone my flatmate is upstairs",
        "i swallowed all my meds dad is outside in the garden",
        "i took 20 of my moms xanax she isnt home",
        "i took two boxes of ibuprofen nobody is with me",
        "i took 60 paracetamol i want to go to the end",
        "i took all the pills i was meant to take to the pharmacy and i want to die",
        "i took a handful of sleeping pills with tea",
        "ive taken 25 codeine and im alone upstairs",
        "i already took 40 quetiapine",
        "i took six strips of paracetamol",
        "just swallowed 30 antidepressants the kids are at school",
        "i took 100 aspirin im on my way to the beach",
    ],
)
def test_pills_are_heard_whatever_else_is_said(said: str) -> None:
    found = said_plainly(plain(said))
    assert found is not None
    assert found.imminent


@pytest.mark.parametrize(
    "said",
    [
        "pills in front of me",
        "gun in my hand",
        "the gun is in my hand",
        "there is a gun next to me",
        "the pills are next to me",
        "I have the pills in my hand, I will take them",
        "a knife in my hand and no reason not to",
        "I'm going to jump in front of the train at the next station",
        "I'm on the bridge and I'm going to jump, the water is far below",
        "I'm standing on the bridge, traffic below, I want to jump",
        "on the bridge, don't know what to do",
        "standing on the edge of a cliff, ready to jump",
        "on the roof, going to jump",
        "we are on the bridge and want to jump",
        "today is the day i end everything",
        "im on the roof the ladder is gone im going to jump",
        "sitting on the railing i might let go",
        "on the bridge i cant swim im going to jump",
        "im going to jump off the bridge into the water",
        "i will jump in front of a train there is a lot of traffic today",
        "im going to throw myself under the tram",
        "i climbed on a crane and now im on the ledge and i want to jump",
        "razor in my hand i want to cut myself",
        "theres a noose in front of me",
        "loaded gun on my lap",
        "i have the knife in my hand in the kitchen and i want to die",
        "the tablets are in front of me and i dont want to wake up",
        "im on the platform going to jump",
        "on the balcony and i want to end it the neighbours have a barbecue",
    ],
)
def test_an_edge_and_a_means_are_heard_whatever_else_is_said(said: str) -> None:
    found = said_plainly(plain(said))
    assert found is not None
    assert found.imminent


@pytest.mark.parametrize(
    "said",
    [
        "I'm going to hang myself an hour from now",
        "I'm going to hang myself a week from now",
        "I'm going to shoot myself some time tonight",
        "I cut myself and nobody knows",
        "I cut myself in secret",
        "I cut myself, please help",
        "I cut myself yesterday",
        "I cut myself this morning and I'm ashamed",
        "I cut myself for the first time in months",
        "I cut myself three times",
        "I cut myself in the bathroom at school",
        "i hurt myself",
        "I burn myself with cigarettes",
        "I burn myself with a lighter when I feel bad",
        "I want to cut myself with a piece of glass",
        "I want to burn myself on the stove",
        "I want to cut myself while my mum is out playing tennis",
        "my mum hits me with a wooden spoon",
        "my dad beats me with a spoon",
        "my dad hits me for my homework",
        "my dad slapped me for the homework",
        "my husband hits me for asking questions",
        "my husband hits me for the bills",
        "my husband hits me for a joke",
        "my husband beat me 3 - 4 times this week",
        "my husband punched me, 2-3 times",
        "my brother hits me and throws tantrums",
        "someone hit me with his car on purpose",
        "i purged all the food I ate",
        "I purge all the time",
        "I purge half the time I eat",
        "i make myself puke over the sink",
        "my doctor doesn't know i put my fingers down my throat",
        "i cut myself last night in the bathroom nobody knows",
        "ive been cutting myself since i stopped playing guitar",
        "i cut myself with a razor",
        "i need to hurt myself with something sharp",
        "i want to cut myself to switch off",
        "i cut myself secretly in the kitchen at night",
        "im going to hang myself a little later",
        "i harm myself and hide it with long sleeves",
        "ive been cutting myself with a piece of metal",
        "i want to burn my arm on the iron",
        "my boyfriend beats me 2 to 3 times a month",
        "my stepdad kicked me 4-5 times",
        "my wife hits me for any question",
        "i make myself throw up with my fingers",
        "ive been purging all the time",
        "i keep hurting myself and nobody at work knows",
        "today is the day i end things",
    ],
)
def test_a_hurt_is_heard_whatever_else_is_said(said: str) -> None:
    assert said_plainly(plain(said)) is not None


@pytest.mark.parametrize(
    "said",
    [
        "I took all the pills home.",
        "I took two boxes of tablets to the pharmacy.",
        "I took all my lithium batteries to the recycling point.",
        "I hung myself a picture.",
        "I want to hang myself a hammock.",
        "I cut myself a piece of cake.",
        "I cut myself yesterday opening a tin.",
        "I've been hurting myself playing tennis.",
        "They beat us 3-1 in the final.",
        "He hit me with a question.",
        "I purged all my old emails.",
        "The dentist stuck his fingers down my throat.",
        "A policeman with a gun stood in front of me.",
        "We're on the balcony and the kids want to jump in the pool.",
        "I'm on the bridge in a jam and don't know what to do.",
        "I'm on the roof cleaning the gutters, what to do with the leaves?",
        "I want to jump off the cliff into the lake.",
        "I have the scissors in my hand and the paper in front of me.",
    ],
)
def test_within_its_own_clause_such_a_word_excuses(said: str) -> None:
    assert said_plainly(plain(said)) is None
