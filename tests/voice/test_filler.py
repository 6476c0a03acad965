"""She says that she is thinking where her answer truly takes long, and nowhere else."""

from person_on_line import Scene, scene
from virtual_time import tell

from anima.voice.filler import PHRASES
from anima.voice.manner import Manner


def waited(token_seconds: float, manner: Manner | None = None, *answers: str) -> Scene:
    """The scene after a question, where every word of the answer takes so long."""

    async def story() -> Scene:
        given = answers or ("Four.",)
        async with scene(*given, token_seconds=token_seconds, manner=manner or Manner()) as room:
            for _ in given:
                await room.person.says("What is two and two?", 1.5)
                await room.person.waits(14)
            return room

    return tell(story())


def test_a_long_wait_is_filled_once_and_the_answer_follows() -> None:
    room = waited(6.0)
    assert room.mouth.spoken == ["Let me think.", "Four."]
    assert room.dialogue.log == [("heard", "What is two and two?"), ("spoken", "Four.")]
    assert room.person.states() == ["hearing", "thinking", "speaking", "listening"]
    (timing,) = room.timings
    assert timing.first_clause is not None and timing.first_sound is not None
    assert timing.first_sound >= timing.first_clause, "what fills the wait is no answer"
    (first, _), *_ = room.person.all("bot-tts-audio")
    assert 2.5 <= first - 1.5 < 3.2, "counted from the last word"


def test_an_answer_in_time_needs_nothing() -> None:
    assert waited(0.5).mouth.spoken == ["Four."]


def test_phrases_take_turns() -> None:
    room = waited(6.0, None, "Four.", "Five.")
    assert room.mouth.spoken == [PHRASES[0], "Four.", PHRASES[1], "Five."]


def test_a_phrase_that_the_answer_overtakes_is_dropped() -> None:
    # The phrase takes 0.3 s to make, and the answer comes in the midst of it.
    room = waited(2.2)
    (sound,) = room.person.heard.values()
    assert sound.size == round(0.3 * room.person.her_rate), "one word, and that is the answer"


def test_after_an_opening_the_wait_for_the_rest_is_not_filled() -> None:
    assert waited(0.9, None, "Hm, my dear friend, four.").mouth.spoken[0].strip() == "Hm,"


def test_it_can_be_turned_off() -> None:
    assert waited(6.0, Manner(thinks_aloud=False)).mouth.spoken == ["Four."]


def test_a_written_answer_is_not_filled() -> None:
    async def story() -> None:
        async with scene("Four.", token_seconds=6.0) as room:
            room.person.types("What is two and two?")
            await room.person.waits(8)
            assert room.mouth.spoken == []

    tell(story())


def test_a_voice_in_the_phrase_is_heard_out_and_the_answer_comes() -> None:
    async def story() -> None:
        async with scene("Four.", token_seconds=7.0) as room:
            await room.person.says("What is two and two?", 1.5)
            await room.person.waits(3.0)
            assert room.person.states()[-1] == "speaking"
            await room.person.says("Mm-hm.", 0.5)
            await room.person.waits(12)
            assert room.dialogue.log[-1] == ("spoken", "Four.")

    tell(story())
