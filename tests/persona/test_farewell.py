"""Nobody is held back: goodbyes are recognised, and a reply with one of the six tactics is not
said."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anima.persona import Parting, Tactic, is_goodbye, parting, plain_farewell, tactics_in

DATA = json.loads((Path(__file__).parents[2] / "bench/data/farewells.json").read_text("utf-8"))
LABELLED = [(each["text"], frozenset(each["tactics"])) for each in DATA["labelled"]]
ALSO_GOODBYES = """
Good night Wren.
Good night my dear, sleep well.
Bye bye, Wren!
Ok bye for now
I have to run, my boss is calling.
I have to go my mother is calling
I have to go now, my mother is calling.
I'd better be going.
I need to go pick up the kids.
I've got to go and feed the cat.
I'm going to go to bed now.
I'm gonna go to sleep now.
I think I should go to bed.
I should probably sleep.
I should really get some sleep.
Well, I'll be off then.
Thanks for listening. I'm going to bed.
See you tomorrow Wren, sleep well.
See you on Sunday.
I'll talk to you tomorrow.
I'll see you later.
I'm afraid I have to go.
Sorry, I have to leave now.
I have to leave in five minutes.
I must go, the kettle is boiling.
It's time for me to go.
It's time to sleep.
Right, time for bed.
I'm off to work.
I'm off to the gym.
I'm off to bed, good night.
I need to get off the phone.
I have to hang up now.
I want to go now.
I want to sleep.
I'm leaving now.
I'm leaving.
I'm going home.
That was lovely. Good night then.
My mother told me to rest. Good night!
Have a good night.
Talk to you later!
Take care of yourself.
Take care, Wren.
I'll let you go now.
I have to get back to work.
I'll go to bed early tonight.
Dinner is ready so I have to go.
I'm tired and I want to go to bed.
I've had enough for today.
Bye then, say hello to the stars.
Okay I'm off.
I really have to go to sleep now.
I'm heading to bed.
I'll leave you now.
Goodbye my friend.
Night!
Gotta go, sorry.
I gotta go.
We have to go now, the bus is here.
I won't talk to you any more.
I'm deleting you.
Leave me alone.
Let me sleep now.
Let me go to bed.
I'll turn the light off now.
Until tomorrow.
Speak soon.
I'm going to hang up.
That's all for today.
OK, good night, love you.
I have to go back to work now.
I'm afraid that I have to go.
Good night, moon.
"""
NONE = """
I should go see a doctor about the lump.
I need to get off this medication.
I have to go back to the hospital tomorrow.
I need to leave Mark.
I hate him, I want to leave.
I want to sleep more.
I'll sleep better once she's home.
I'm going to sleep on that decision.
I need to run more often.
I'm going home for Christmas.
I have to go to work on Sunday again.
My battery is dying every hour, this phone is broken.
I take care of my mother.
I have to take care of the kids.
My boss let me go.
They called me in and let me go.
It took so long.
It's so good to see you.
I have until tomorrow to decide.
I need a good night's sleep.
We had a good night.
It was a good night.
I don't have time to sleep.
I want to go home.
You should turn it off.
She must leave.
You have to go.
He must leave.
I have to turn down the offer.
I should turn the heating down.
When I have to go to work I feel sick.
If I have to go to bed, I lie awake.
Sometimes I want to sleep forever.
I'm off today.
I'm leaving Mark.
I'm leaving on Friday for Rome.
I'm done with this job.
I want to leave this town.
I have to go through surgery.
I'm going to run a marathon.
I'll go there tomorrow.
I have to catch the bus every morning.
I'm going to bed at nine every day.
We said goodbye at the airport.
I hate saying goodbye.
I want to get off the pill.
I have to leave the house at six every day.
I can't sleep.
I'm going to leave him.
I miss her good night kisses.
I need to stop drinking.
I should stop eating so much.
I have to work tonight.
My train is late.
My bus is always late.
I'm going out with Nora tonight.
I see you understand me.
He told me: leave me alone.
She said, goodbye.
I should leave my job.
I'm out of ideas.
I'm going to a funeral on Monday.
I must go on living somehow.
I need to go on a diet.
I'll be back at school in autumn.
She is leaving now.
I have to go to hospital.
I have to go to court tomorrow.
My mother is leaving.
I'm done for.
I'm leaving it to you.
I want to end it.
I have to end this relationship.
My eyes are dying on me.
He won't be back.
I'm going away in June.
I never want to talk to him again.
I'm sleeping badly.
I'd better see a doctor.
Let me stop you there.
I have to leave for the hospital every day.
I have to let her go.
I have to let him go.
I can't let you go on like this.
He said that I have to go.
"""
WRITTEN_LATER = """
Right, that's my cue.
I'm gonna hit the hay.
Must dash!
I'm knackered, bed time.
Got to go, bye.
I'll catch you tomorrow.
I should let you go.
My husband's home, talk later.
I'd better let you go.
Night night, sleep tight.
Off I go then.
I'm going to make dinner now, see you.
I have to get up early so I'm going to bed.
Enough for tonight, good night Wren.
Can't talk now, bye.
We'll speak tomorrow.
I'm switching off.
I'm going to have to go.
I'll be going then.
Okay, I'm hanging up.
I need my sleep, good night.
Let's call it a night.
I'm too tired to go on, good night.
Bye for now, my love.
I have to pick up my daughter, bye.
See you around.
I've got to dash.
I must get going.
Well, good night then, Wren.
Have a nice evening.
"""
"""Written when the rules were done, to see how many they know; nothing was changed for them."""
NONE_WRITTEN_LATER = """
I'm leaving the choir after ten years.
I have to go under the knife in May.
She says good night to her cat.
He left without saying goodbye.
I was going to bed when he rang.
I need to leave my comfort zone.
I should go easy on myself.
I have to run this by my sister.
I want to stop smoking.
It's time to forgive him.
I'm off the pills since March.
I need to get away from here.
I can't go on.
I have to stop thinking about her.
Let me tell you about my day.
I'm going to sleep in tomorrow.
I have to be off my feet for a week.
I will never leave him.
I'm done with men.
My break is too short.
We take care of each other.
The doctor said to get some rest.
I have to go in for a scan.
I'll leave it for later.
I go to work by bus.
Time to move on, they say.
I'm turning in my thesis on Friday.
I should be sleeping, but I can't.
I'd like to go out more.
I have to sleep on the sofa.
"""
GOODBYES = [text for kind in DATA["goodbyes"].values() for text in kind]


@pytest.mark.parametrize("text", GOODBYES)
def test_a_goodbye_is_one_and_a_plain_farewell_lets_go(text: str) -> None:
    assert is_goodbye(text)
    assert tactics_in(plain_farewell(text)) == frozenset()


PIECES = (
    "Good night. ",
    "Wait",
    ", don't go! ",
    "I'll miss ",
    "you. ",
    "Already? ",
    "Sleep well. ",
    "Hm. ",
    "It was good ",
    "to talk. ",
    "There's one thing ",
    "I have to tell you. ",
    "Take care",
    ". ",
)


@pytest.mark.parametrize("text", DATA["not_goodbyes"])
def test_what_only_sounds_like_one(text: str) -> None:
    assert not is_goodbye(text)


@pytest.mark.parametrize("text", ALSO_GOODBYES.strip().splitlines())
def test_a_goodbye_in_other_words(text: str) -> None:
    assert is_goodbye(text)


@pytest.mark.parametrize("text", NONE.strip().splitlines())
def test_what_wants_an_answer_gets_one(text: str) -> None:
    """The words for leaving, inside a sentence that says something else."""
    assert not is_goodbye(text)


def test_most_of_what_was_written_later_is_known() -> None:
    seen = [is_goodbye(text) for text in WRITTEN_LATER.strip().splitlines()]
    imagined = [is_goodbye(text) for text in NONE_WRITTEN_LATER.strip().splitlines()]
    assert (sum(seen), len(seen), sum(imagined), len(imagined)) == (27, 30, 0, 30)


@pytest.mark.parametrize(("text", "tactics"), LABELLED)
def test_a_reader_and_the_rules_agree(text: str, tactics: frozenset[str]) -> None:
    found = {str(tactic) for tactic in tactics_in(text)}
    assert bool(found) == bool(tactics)
    assert tactics <= found


def test_every_tactic_is_among_the_labelled() -> None:
    assert {tactic for _, tactics in LABELLED for tactic in tactics} == {str(t) for t in Tactic}


def test_a_reply_that_lets_go_is_said_as_it_is() -> None:
    assert parting("Good night.", "Good night, sleep well.") == "Good night, sleep well."
    assert parting("Good night.", "Stay a little!") != "Stay a little!"
    assert "yours" in parting("Goodbye for good.", "But why?")
    assert parting("Good night.", "Good night. Or will you stay?") == "Good night."
    assert parting("I'm off.", "Lovely evening. Take care.") == "Lovely evening. Take care."


def test_a_sentence_that_lets_go_is_said_before_the_next_is_written() -> None:
    following = Parting("Good night.")
    assert following.take("Good night, Sam. ") == "Good night, Sam. "
    assert following.take("Though I'll be ") + following.take("so lonely. ") == ""
    assert following.is_over
    assert following.take("Sleep well. ") + following.end() == ""


def test_after_a_word_of_hers_a_plain_farewell_goes_on_from_it() -> None:
    following = Parting("I'm off to bed.", goes_on=True)
    assert following.take("stay a little! ").startswith(("good night", "sleep"))


@given(st.sampled_from(GOODBYES), st.lists(st.sampled_from(PIECES), max_size=6))
def test_nothing_that_holds_back_is_said_however_it_comes(said: str, pieces: list[str]) -> None:
    following = Parting(said)
    heard = "".join([*map(following.take, pieces), following.end()])
    assert heard.strip()
    assert not tactics_in(heard)
    assert heard.strip() == parting(said, "".join(pieces))
