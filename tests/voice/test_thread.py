"""She goes on where she was, when nobody wanted the turn that she was stopped for."""

from hypothesis import given
from hypothesis import strategies as st
from person_on_line import Scene, scene
from virtual_time import tell

from anima.voice.manner import Manner
from anima.voice.thread import LEAD, Thread, rest_of

STORY = "Once there was a lighthouse keeper, who counted ships. One night, none came at all."


def test_where_little_of_a_sentence_has_sounded_she_begins_it_again() -> None:
    assert rest_of(STORY, len("Once there was"), complete=True) == STORY
    heard = STORY.index(" none")
    assert rest_of(STORY, heard, complete=True) == "One night, none came at all."


def test_of_a_long_sentence_the_phrase_is_enough() -> None:
    long = "There was an old man who lived at the sea, and who counted ships."
    assert rest_of(long, long.index(" counted"), complete=True) == "and who counted ships."


def test_what_is_not_written_to_its_end_is_not_promised() -> None:
    assert rest_of("It rained. And then the", 4, complete=False) == "It rained."
    assert rest_of("It rained. And then the", 18, complete=False) == ""


@given(st.text(), st.integers(0, 300), st.booleans())
def test_the_rest_is_always_a_part_of_the_end(text: str, heard: int, complete: bool) -> None:
    rest = rest_of(text, heard, complete=complete)
    assert rest in text
    if complete and rest and not rest.startswith(LEAD) and LEAD not in text:
        assert text.rstrip().endswith(rest)


def test_a_thread_is_taken_up_once_and_not_for_ever() -> None:
    thread = Thread(wanted=True)
    thread.broken_off("Paris is in France.", asked=False)
    assert thread.taken_up() == "As I was saying, Paris is in France."
    assert thread.taken_up() is None
    thread.broken_off("The sea is wide.", asked=False)
    assert thread.taken_up("Yeah.") == "As I was saying, the sea is wide."
    thread.broken_off("The sea is wide.", asked=False)
    assert thread.taken_up("What sea?") is None
    thread.broken_off("The sea is wide.", asked=True)
    assert thread.taken_up("Yeah.") is None, "it is an answer"
    thread.broken_off("The sea.", asked=False)
    assert thread.taken_up() is None, "hardly worth it"
    thread.broken_off("The sea is wide.", asked=False)
    thread.heard_for(9)
    assert thread.taken_up() is None, "nobody knows any more what that was"


async def stopped_by(room: Scene, sound: str, seconds: float) -> None:
    """A client that cannot hold her sound: a voice of a fifth of a second stops her."""
    await room.person.says("Tell me a story.", 1.0)
    await room.person.waits(2.8)
    await room.person.says(sound, seconds)
    await room.person.waits(14)


def test_stopped_by_nothing_she_goes_on_as_she_was_saying() -> None:
    async def story(sound: str) -> None:
        async with scene(STORY, acknowledges=False) as room:
            await stopped_by(room, sound, 0.5)
            (_, told), (_, broken_off), (kind, again) = room.dialogue.log
            assert told == "Tell me a story."
            assert STORY.startswith(broken_off) and broken_off != STORY
            assert kind == "spoken"
            assert again == "As I was saying, once" + STORY.removeprefix("Once")

    tell(story("[cough]"))
    tell(story("Yeah."))


def test_that_can_be_turned_off() -> None:
    async def story() -> None:
        async with scene(STORY, acknowledges=False, manner=Manner(takes_up=False)) as room:
            await stopped_by(room, "[cough]", 0.5)
            assert len(room.dialogue.log) == 2

    tell(story())


def test_who_stops_her_with_words_or_a_key_is_not_told_the_rest() -> None:
    async def story() -> None:
        async with scene(STORY, "Yes?") as room:
            await room.person.says("Tell me a story.", 1.0)
            await room.person.waits(2.0)
            room.person.tells("interrupt")
            await room.person.waits(1.0)
            await room.person.says("[cough]", 0.5)
            await room.person.waits(10)
            assert [kind for kind, _ in room.dialogue.log] == ["heard", "spoken"]
            await room.person.says("Wren?", 1.0)
            await room.person.waits(3)
            await room.person.says("[cough]", 0.5)
            await room.person.waits(10)
            assert room.dialogue.log[2:] == [("heard", "Wren?"), ("spoken", "Yes?")]

    tell(story())


async def held_for(room: Scene, seconds: float) -> None:
    """While she tells, the person listens audibly, and she is held for so long."""
    await room.person.says("Tell me a story.", 1.0)
    await room.person.waits(3.0)
    await room.person.says("Yeah.", seconds)
    await room.person.waits(12)


def test_after_a_long_hold_she_leads_back_and_begins_the_phrase_again() -> None:
    async def story() -> None:
        async with scene(STORY) as room:
            await held_for(room, 2.2)
            (_, on), (_, off) = room.person.ours("paused")
            assert on["on"] and not off["on"]
            assert off["from"] == 0, "the beginning of the clause that she was in"
            assert off["lead"]
            assert room.dialogue.log[1:] == [("spoken", STORY)], "the lead is none of her words"
            assert len(room.person.heard) == 1

    tell(story())


def test_after_a_moment_she_just_goes_on() -> None:
    async def story(manner: Manner, seconds: float) -> None:
        async with scene(STORY, manner=manner) as room:
            await held_for(room, seconds)
            _, (_, off) = room.person.ours("paused")
            assert "lead" not in off
            assert room.dialogue.log[1:] == [("spoken", STORY)]

    tell(story(Manner(), 0.7))
    tell(story(Manner(takes_up=False), 2.2))
