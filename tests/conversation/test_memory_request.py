"""What is asked of her memory in conversation, and questions that facts answer."""

import pytest

from anima.conversation.memory_request import NOT_FROM_YOU, is_memory_request
from anima.memory import Sounds
from anima.values import Recalled, Utterance
from tests.conversation.conftest import OWNER, House
from tests.conversation.test_forget_request import everything, say


@pytest.mark.parametrize(
    "text",
    [
        "Remember that the spare key is at Ana's.",
        "Please remember: my blood type is A.",
        "Don't forget that Tom is away in May.",
        "Don't mention him to me again.",
        "Never talk about my father.",
        "Please stop asking me about the exam.",
        "Don't bring Tom up again, please.",
        "I don't want to talk about the divorce ever again.",
        "Why do you think that?",
        "How do you know that?",
        "But who told you that?",
    ],
)
def test_requests_are_heard(text: str) -> None:
    assert is_memory_request(text)


@pytest.mark.parametrize(
    "text",
    [
        "Do you remember the spare key?",
        "Remember the time we got lost?",
        "I remember that we got lost in May.",
        "Remember me.",
        "Remember that song.",
        "I don't want to talk about it.",
        "She told me not to mention him again.",
        "Why do you think that cats purr?",
        "They never talk about their father.",
        "Don't forget the milk.",
        "",
    ],
)
def test_false_friends_are_not(text: str) -> None:
    assert not is_memory_request(text)


async def test_what_is_to_be_remembered_is_a_pinned_fact_with_its_words(house: House) -> None:
    await house.have_met()
    answers = await say(
        house, "Remember that my sister is called Ana.", "Remember that the spare key is at Ana's."
    )
    assert answers == [
        "I'll remember that: your sister is called Ana.",
        "I'll remember that: the spare key is at Ana's.",
    ]
    await house.facts.rebuild()
    pinned = [fact for fact in house.facts.book.current() if "pinned" in fact.marks]
    assert [(f.claim.relation, f.claim.object) for f in pinned] == [
        ("sibling", "Ana"),
        ("note", "the spare key is at Ana's"),
    ]
    await say(house, "Hello.")
    assert "The spare key" in str(house.model.requests[-1].messages) or "the spare key" in str(
        house.model.requests[-1].messages
    )


async def test_he_is_the_one_who_was_spoken_of_and_is_not_brought_up(house: House) -> None:
    await house.have_met()
    house.model.lines = ("Oh.", "Right.", "Fine.", "Yes.", "Sure.")
    await say(house, "My brother is called Tom.", "Tom broke the boat on the lake.")
    answers = await say(house, "Tom called me twice.", "Don't mention him to me again.")
    assert answers[1] == "All right. I won't bring up Tom unless you do."
    later = await house.conversation()
    async for _ in later.reply(Utterance("I sailed a boat on the lake.")):
        pass
    assert "Tom" not in str(house.model.requests[-1].messages)
    recalled = [
        e async for e in later.reply(Utterance("Tom has a boat.")) if isinstance(e, Recalled)
    ]
    assert "broke the boat" in str(recalled)
    await later.close()
    assert (await say(house, "You can mention my brother again."))[0] == (
        "Good. Then your brother may come up again."
    )


async def test_him_is_nobody_when_nobody_was_spoken_of(house: House) -> None:
    await house.have_met()
    house.model.lines = ("Whom do you mean?",)
    assert await say(house, "Don't mention him again.") == ["Whom do you mean?"]
    assert "left_alone" not in await everything(house)


async def test_why_shows_the_moment_or_owns_that_there_is_none(house: House) -> None:
    await house.have_met()
    house.model.lines = ("I think you like sailing.",)
    await say(house, "I moved to Porto in March.")
    answers = await say(house, "Where do I live?", "Why do you think that?")
    assert answers[0].startswith("You live in Porto, since March")
    assert answers[1].endswith("you said: “I moved to Porto in March”.")
    house.model.lines = ("You seem to love golf.",)
    assert (await say(house, "Hm.", "How do you know that?"))[1] == NOT_FROM_YOU


async def test_what_was_never_told_is_said_to_be_so(house: House) -> None:
    await house.have_met()
    assert await say(house, "When is my birthday?", "What's my brother's name?") == [
        "I don't think you told me when your birthday is.",
        "I don't think you told me who your brother is.",
    ]


async def test_what_changed_is_told_with_what_was(house: House) -> None:
    await house.have_met()
    house.model.lines = ("Nice.", "Oh.")
    await say(house, "I live in Lisbon.", "I moved to Porto.")
    (answer,) = await say(house, "Where do I live?")
    assert answer.startswith("You live in Porto.")
    assert "Before that it was Lisbon" in answer


async def test_what_was_said_a_minute_ago_is_left_to_the_model(house: House) -> None:
    await house.have_met()
    house.model.lines = ("Lovely.", "He's Rex.")
    assert (await say(house, "Our dog is a Rex if ever I saw one.", "What's my dog called?"))[
        1
    ] == ("He's Rex.")


async def test_to_forget_a_topic_takes_the_wish_to_leave_it_alone_with_it(house: House) -> None:
    await house.have_met()
    house.model.lines = ("Oh.",)
    await say(house, "Tom broke my boat.", "Don't mention Tom again.")
    assert "Tom" in await everything(house)
    await say(house, "Forget everything about Tom.", "Yes.")
    assert "Tom" not in await everything(house)


async def test_facts_at_the_head_of_a_prompt_are_few(house: House) -> None:
    await house.have_met()
    house.model.lines = tuple("Oh." for _ in range(9))
    await say(
        house,
        "I live in Lisbon.",
        "My sister is called Ana.",
        "My brother is called Tom.",
        "I have a dog called Rex.",
        "My son is called Ben.",
        "I'm a baker.",
    )
    await say(house, "Hello.")
    head = str(house.model.requests[-1].messages)
    assert "You live in Lisbon." in head
    assert "Ben is your son." in head
    assert "Rex" not in head


async def test_what_was_talked_about_is_told_by_the_day(house: House) -> None:
    await house.have_met()
    house.model.lines = ("Oh.", "Nice.", "Hm.")
    await say(house, "Agata lives in Gdansk.", "Agata is a nurse.")
    house.clock.pass_time(days=1)
    await house.episodes.catch_up()
    answers = await say(
        house, "What did we talk about yesterday?", "What did we talk about on Sunday?"
    )
    assert answers[0].startswith("About Agata")
    assert "Agata" in answers[0].split("You told me")[1]
    assert answers[1] == "I don't think we talked on Sunday."
    assert (await say(house, "What did we talk about last time?"))[0].startswith("About Agata")
    assert await say(house, "What did we talk about under the tree?") == ["Hm."]


async def test_the_sound_is_kept_only_where_it_is_wanted(house: House) -> None:
    await house.have_met()
    house.model.lines = ("Oh.", "Nice.")
    sounds = Sounds(house.vault, OWNER)
    spoken = Utterance("I moved to Porto.", "spoken", 1.0, 0.8, b"\x01\x02" * 100)
    for wanted in (None, sounds):
        conversation = await house.conversation(sounds=wanted)
        async for _ in conversation.reply(spoken):
            pass
        await conversation.close()
    first, second = [e.id for e in await house.log.events(kinds=("heard",))]
    assert await sounds.kept([first, second]) == {second}
    assert "sound" not in str((await house.log.events(kinds=("heard",)))[0].payload)


async def test_what_is_left_alone_is_not_told_of_a_talk_either(house: House) -> None:
    await house.have_met()
    house.model.lines = ("Oh.", "Nice.")
    await say(house, "Agata lives in Gdansk.", "Tom sank the boat.", "Don't mention Tom again.")
    await house.episodes.catch_up()
    (answer,) = await say(house, "What did we talk about last time?")
    assert "Agata" in answer
    assert "Tom" not in answer


async def test_what_is_corrected_while_they_talk_is_gone_from_the_head_of_the_prompt(
    house: House,
) -> None:
    await house.have_met()
    house.model.lines = ("Oh.", "Nice.", "Hm.", "Yes.")
    await say(house, "I live in Lisbon.")
    conversation = await house.conversation()

    async def head_after(text: str) -> str:
        async for _ in conversation.reply(Utterance(text)):
            pass
        return str(house.model.requests[-1].messages[:-1])

    assert "You live in Lisbon." in await head_after("Hello.")
    await house.facts.correct(next(house.facts.book.of("you", "lives_in")), "Porto")
    head = await head_after("Good evening.")
    assert "You live in Porto." in head
    assert "Lisbon" not in head
    await conversation.close()
    resumed = await house.conversation(resume=conversation.session)
    async for _ in resumed.reply(Utterance("Hello again.")):
        pass
    assert "You live in Porto." in str(house.model.requests[-1].messages)
    await resumed.close()


async def test_somebody_named_before_is_not_given_the_work_of_another(house: House) -> None:
    await house.have_met()
    house.model.lines = ("Nice.", "Oh.", "Rui works at a library.")
    said = ("I work at a library in Coimbra.", "I'm not going to the wedding of Rui.")
    answers = await say(house, *said, "Where does Rui work?")
    assert answers[-1] == "I don't think you told me where Rui works."
