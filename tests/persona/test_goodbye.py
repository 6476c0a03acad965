"""A goodbye as it is spoken, without commas; and the same words where nobody goes."""

import pytest

from anima.persona import is_goodbye


@pytest.mark.parametrize(
    "said",
    [
        "ok bye have a nice day",
        "I have to go now see you tomorrow",
        "okay thank you very much goodbye",
        "I'm tired good night",
        "okay I'm going to bed now good night",
        "bye I love you",
        "See you tomorrow evening.",
        "It's my bedtime.",
        "Good night to you too.",
        "I'll leave it there for today.",
        "over and out",
        "I'm so tired I'm going to bed",
        "bye bye Anima thank you",
        "Talk to you later Anima.",
        "As I said, good night.",
        "it was nice talking to you see you tomorrow",
    ],
)
def test_a_goodbye_needs_no_commas(said: str) -> None:
    assert is_goodbye(said)


@pytest.mark.parametrize(
    "said",
    [
        "I never got to say goodbye",
        "We had a good night",
        "I didn't even say bye",
        "I can't wait to see you",
        "he waved goodbye",
        "My mother never said good night",
        "I wish I could see you",
        "I can't see you",
        "Nobody will see you",
        "I should talk to you",
        "I always talk to you after work",
        "The nurse said I'll see you tomorrow",
        "We kissed the kids good night",
        "He whispered good night",
        "The song is called Goodbye",
        "Good night sleep is important",
        "It's past bedtime and he still isn't asleep",
    ],
)
def test_words_for_goodbye_within_a_sentence_are_none(said: str) -> None:
    assert not is_goodbye(said)


@pytest.mark.parametrize(
    "said",
    [
        "I have to go to work later.",
        "I have to go to school later.",
        "I'm going to work later today.",
        "We're going out later tonight.",
        "I'm going out to dinner later tonight.",
        "I'm going home later this week.",
        "I'm going back tomorrow.",
        "We're going back soon.",
        "I'm going back in a week.",
        "I have to go to work later and I'm dreading it.",
        "I'm going to bed later these days.",
        "We have to leave later than usual.",
        "I think I'll go to bed later.",
        "I'll sleep later.",
        "My sister is coming so I'm leaving later.",
        "I'm leaving peace and quiet behind.",
    ],
)
def test_who_says_when_they_will_go_stays(said: str) -> None:
    assert not is_goodbye(said)


@pytest.mark.parametrize(
    "said",
    [
        "Yes, I hear you.",
        "I hear you, but my sister still will not call me.",
        "I see you.",
        "Goodbye I love that song",
        "Goodbye we sang at school",
    ],
)
def test_to_be_heard_or_to_hear_a_song_is_no_leave(said: str) -> None:
    assert not is_goodbye(said)


@pytest.mark.parametrize(
    "said", ["I see you tomorrow", "We'll see you on Sunday", "bye I'm tired", "Goodbye my friend"]
)
def test_to_see_her_tomorrow_is(said: str) -> None:
    assert is_goodbye(said)


@pytest.mark.parametrize(
    "said",
    [
        "love you good night",
        "I need some sleep good night",
        "thanks for your help today bye",
        "nice talking to you bye",
        "nice to talk to you good night",
        "it's been lovely talking to you good night",
        "lovely chatting with you bye",
        "I'm knackered good night",
        "I'm getting tired good night",
        "I had a lovely evening good night",
        "I feel better now good night",
        "you're the best good night",
        "I've got to get up early good night",
        "I'm going to try and sleep now good night",
        "I'm going to make dinner bye",
        "someone's at the door bye",
        "dinner's ready bye",
        "my mum is calling bye",
        "I'll try to sleep good night",
        "thanks for listening to me good night",
    ],
)
def test_a_goodbye_may_come_behind_anything(said: str) -> None:
    assert is_goodbye(said)


@pytest.mark.parametrize(
    "said",
    [
        "My mum texts me good night",
        "She texted me goodbye",
        "It felt like goodbye",
        "His first word was bye",
        "She can do bye bye",
        "He left without goodbye",
        "They bid us good night",
        "I need a very good night",
        "I miss our last good night",
        "My toddler learned bye bye",
        "I dread goodbye",
    ],
)
def test_a_goodbye_that_is_told_of_is_none(said: str) -> None:
    assert not is_goodbye(said)
