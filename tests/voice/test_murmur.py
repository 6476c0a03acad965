"""The small sounds of somebody who listens."""

import numpy as np
import pytest
from person_on_line import Scene, scene
from virtual_time import tell

from anima.voice.manner import Manner
from anima.voice.murmur import SOUNDS, Murmurs, without_murmurs
from anima.voice.speech import INPUT_RATE


def test_they_belong_into_a_pause_of_something_long_that_goes_on() -> None:
    murmurs = Murmurs(wanted=True)
    assert not murmurs.belongs(voiced=4, silent=0.5, evidence=-3), "not long enough"
    assert not murmurs.belongs(voiced=8, silent=0.3, evidence=-3), "hardly a pause"
    assert not murmurs.belongs(voiced=8, silent=0.5, evidence=None)
    assert not murmurs.belongs(voiced=8, silent=0.5, evidence=3), "perhaps the end"
    assert murmurs.belongs(voiced=8, silent=0.5, evidence=-3)
    assert murmurs.next == SOUNDS[0]
    murmurs.given(8)
    assert murmurs.next == SOUNDS[1]
    assert not murmurs.belongs(voiced=8, silent=0.6, evidence=-3), "once in a pause"
    assert not murmurs.belongs(voiced=15, silent=0.5, evidence=-3), "seldom"
    assert murmurs.belongs(voiced=19, silent=0.5, evidence=-3)
    murmurs.given(19)
    assert murmurs.belongs(voiced=7, silent=0.5, evidence=-3), "something new"
    assert not Murmurs(wanted=False).belongs(voiced=8, silent=0.5, evidence=-3)


@pytest.mark.parametrize(
    ("heard", "said"),
    [
        ("To the lake, Mm. and then we swam.", "To the lake, and then we swam."),
        ("Mm-hmm. We swam.", "We swam."),
        ("We swam. Mhm.", "We swam."),
        ("My mum, me and him.", "My mum, me and him."),
    ],
)
def test_what_is_heard_of_hers_is_not_the_persons(heard: str, said: str) -> None:
    assert without_murmurs(heard) == said


async def told(room: Scene, *, echo: float = 0.0) -> None:
    """A story with a pause in it, and perhaps her murmur in the microphone, at this level."""
    await room.person.says("First we went to the lake,", 8.0)
    if echo:
        await room.person.waits(0.6)
        await room.person.sounds(np.full(round(0.3 * INPUT_RATE), echo, np.float32))
        await room.person.waits(0.4)
    else:
        await room.person.waits(1.0)
    await room.person.says("and then we swam.", 2.0)
    await room.person.waits(5.0)


def murmured(manner: Manner, *, echo: float = 0.0) -> tuple[int, int]:
    """How many murmurs there were in the story, and how often she has looked for its words."""

    async def story() -> tuple[int, int]:
        async with scene("I see.", manner=manner) as room:
            await told(room, echo=echo)
            assert room.dialogue.log == [
                ("heard", "First we went to the lake, and then we swam."),
                ("spoken", "I see."),
            ]
            assert len(room.person.heard) == 1, "a murmur is no reply"
            assert room.person.states() == ["hearing", "thinking", "speaking", "listening"]
            assert room.person.all("bot-interrupted") == []
            return len(room.person.ours("murmur")), len(room.ears.transcribed)

    return tell(story())


def test_a_story_is_listened_to_audibly_unless_that_is_not_wanted() -> None:
    assert murmured(Manner())[0] == 1
    assert murmured(Manner(listening_sounds=False))[0] == 0


def test_her_own_murmur_in_the_microphone_is_not_the_person() -> None:
    assert murmured(Manner(), echo=0.05) == murmured(Manner()), "nor does she look for its words"


def test_nothing_is_murmured_into_a_question_or_a_short_word() -> None:
    async def story() -> None:
        async with scene("Yes.", "Good.") as room:
            await room.person.says("Did you hear what I said about the lake yesterday?", 8.0)
            await room.person.waits(6)
            await room.person.says("Well,", 1.0)
            await room.person.waits(6)
            assert room.person.ours("murmur") == []

    tell(story())


def test_before_she_has_a_voice_she_makes_no_sound() -> None:
    async def story() -> None:
        async with scene("I see.", voice="") as room:
            await told(room)
            assert room.person.ours("murmur") == []

    tell(story())
