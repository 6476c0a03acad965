"""She sleeps on a line until her name is said."""

import numpy as np
import pytest
from person_on_line import Scene, scene
from virtual_time import tell

from anima.voice import INPUT_RATE
from anima.voice.courtesy import HERE
from anima.voice.slumber import QUIET_SECONDS


def sleeps(room: Scene) -> list[object]:
    """What the client was told of her sleep, in order."""
    return [data["on"] for _, data in room.person.ours("asleep")]


def test_asleep_nothing_is_understood_and_nothing_stored() -> None:
    async def story() -> None:
        async with scene("What?") as room:
            room.person.tells("microphone", {"mode": "named"})
            for _ in range(5):
                await room.person.says("So I told my sister everything.", 3.0)
                await room.person.waits(4.0)
            assert room.dialogue.log == []
            assert room.ears.transcribed == []
            assert room.person.states() == []
            assert room.spotter.taught == ["Wren"]
            assert room.spotter.listened
            assert sleeps(room) == [True]

    tell(story())


def test_her_name_wakes_her_and_what_comes_with_it_is_heard() -> None:
    async def story() -> None:
        async with scene("Noon.") as room:
            room.person.tells("microphone", {"mode": "named"})
            await room.person.says("She said it would rain.", 2.0)
            await room.person.waits(0.5)
            await room.person.says("Wren, what time is it?", 1.6)
            await room.person.waits(4.0)
            assert room.dialogue.log == [
                ("heard", "Wren, what time is it?"),
                ("spoken", "Noon."),
            ]
            assert sleeps(room) == [True, False]
            (timing,) = room.timings
            assert timing.speech_ended is not None and timing.first_sound is not None
            assert timing.first_sound - timing.speech_ended < 1.5

    tell(story())


def test_her_name_alone_is_a_call() -> None:
    async def story() -> None:
        async with scene("Good.") as room:
            room.person.tells("microphone", {"mode": "named"})
            await room.person.says("Wren?", 0.6)
            await room.person.waits(4.0)
            assert room.dialogue.log == [("spoken", HERE)]
            await room.person.says("I am well.", 1.0)
            await room.person.waits(4.0)
            assert room.dialogue.log[1:] == [("heard", "I am well."), ("spoken", "Good.")]

    tell(story())


@pytest.mark.parametrize("call", ["Wren.", "Hey, Wren!", "Hello Wren?", "Oh Wren..."])
def test_a_greeting_and_her_name_are_no_more_than_a_call(call: str) -> None:
    async def story() -> None:
        async with scene() as room:
            room.person.tells("microphone", {"mode": "named"})
            await room.person.says(call, 0.8)
            await room.person.waits(4.0)
            assert room.dialogue.log == [("spoken", HERE)]

    tell(story())


@pytest.mark.parametrize("text", ["Wren, goodnight.", "Wren, help!", "Thanks, Wren."])
def test_her_name_and_a_word_are_heard_and_answered(text: str) -> None:
    async def story() -> None:
        async with scene("I hear you.") as room:
            room.person.tells("microphone", {"mode": "named"})
            await room.person.says(text, 1.0)
            await room.person.waits(4.0)
            assert room.dialogue.log == [("heard", text), ("spoken", "I hear you.")]

    tell(story())


@pytest.mark.parametrize("so_far", [1.0, 2.3])
def test_what_was_being_said_when_she_was_sent_to_sleep_is_heard(so_far: float) -> None:
    async def story() -> None:
        async with scene("Lyon, then.") as room:
            speech = room.person.speech.sound("My sister moved to Lyon.", 2.0)
            sound = np.concatenate([speech, np.zeros(INPUT_RATE, np.float32)])
            before = round(so_far * INPUT_RATE)
            await room.person.sounds(sound[:before])
            room.person.tells("microphone", {"mode": "named"})
            await room.person.sounds(sound[before:])
            await room.person.waits(5.0)
            assert room.dialogue.log == [
                ("heard", "My sister moved to Lyon."),
                ("spoken", "Lyon, then."),
            ]
            assert room.person.states()[-1] == "listening"

    tell(story())


def test_named_once_more_in_mid_talk_she_stays_awake() -> None:
    """As when the person takes the line over on another device."""

    async def story() -> None:
        async with scene("Noon.", "It is.") as room:
            room.person.tells("microphone", {"mode": "named"})
            await room.person.says("Wren, what time is it?", 1.6)
            await room.person.waits(4.0)
            room.person.tells("microphone", {"mode": "named"})
            await room.person.says("So early.", 1.0)
            await room.person.waits(4.0)
            assert room.dialogue.log[2:] == [("heard", "So early."), ("spoken", "It is.")]
            assert sleeps(room) == [True, False, False]

    tell(story())


def test_left_alone_she_falls_asleep_again() -> None:
    async def story() -> None:
        async with scene("Noon.", "It is.") as room:
            room.person.tells("microphone", {"mode": "named"})
            await room.person.says("Wren, what time is it?", 1.6)
            await room.person.waits(QUIET_SECONDS - 5)
            await room.person.says("So early.", 1.0)
            await room.person.waits(QUIET_SECONDS + 5)
            assert sleeps(room) == [True, False, True]
            await room.person.says("And then she laughed.", 2.0)
            await room.person.waits(3)
            assert len(room.dialogue.log) == 4, "she does not hear it"

    tell(story())


def test_a_goodbye_lets_her_sleep_at_once() -> None:
    async def story() -> None:
        async with scene("Sleep well.") as room:
            room.person.tells("microphone", {"mode": "named"})
            await room.person.says("Good night, Wren.", 1.2)
            await room.person.waits(5)
            assert room.dialogue.log[-1] == ("spoken", "Sleep well.")
            assert sleeps(room) == [True, False, True]

    tell(story())


def test_the_microphone_can_be_used_otherwise_while_she_sleeps() -> None:
    async def story() -> None:
        async with scene("Yes.", "No.") as room:
            room.person.tells("microphone", {"mode": "named"})
            room.person.types("Are you asleep?")
            await room.person.waits(2)
            assert room.dialogue.log[-1] == ("spoken", "Yes.")
            room.person.tells("microphone", {"mode": "open"})
            await room.person.says("And now?", 1.0)
            await room.person.waits(4)
            assert room.dialogue.log[-1] == ("spoken", "No.")

    tell(story())


def test_called_otherwise_she_learns_the_name_and_wakes_to_it() -> None:
    async def story() -> None:
        async with scene("Nora. Then I'm Nora from now on.", "Noon.") as room:
            room.person.tells("microphone", {"mode": "named"})
            await room.person.says("Wren, can I call you Nora?", 1.6)
            room.dialogue.name = "Nora"
            await room.person.waits(4)
            assert room.spotter.taught == ["Wren", "Nora"], "while she is awake"
            await room.person.waits(QUIET_SECONDS + 3)
            await room.person.says("Wren sings in the garden.", 1.6)
            await room.person.waits(4)
            assert len(room.dialogue.log) == 2, "that is a bird now"
            await room.person.says("Nora, what time is it?", 1.6)
            await room.person.waits(4)
            assert room.dialogue.log[-1] == ("spoken", "Noon.")

    tell(story())


def test_called_otherwise_while_she_sleeps_she_learns_it_at_once() -> None:
    async def story() -> None:
        async with scene("Noon.") as room:
            room.person.tells("microphone", {"mode": "named"})
            await room.person.waits(1)
            room.dialogue.name = "Nora"
            await room.person.waits(1)
            assert room.spotter.taught == ["Wren", "Nora"]
            await room.person.says("Nora, what time is it?", 1.6)
            await room.person.waits(4)
            assert room.dialogue.log[-1] == ("spoken", "Noon.")

    tell(story())


def test_who_has_no_name_yet_cannot_be_woken_by_it() -> None:
    async def story() -> None:
        async with scene("Yes.") as room:
            room.dialogue.name = ""
            room.person.tells("microphone", {"mode": "named"})
            await room.person.says("Are you there?", 1.0)
            await room.person.waits(4)
            assert sleeps(room) == [False], "she is awake, and says so"
            assert room.dialogue.log[-1] == ("spoken", "Yes.")

    tell(story())


def test_an_ear_that_fails_leaves_the_buttons() -> None:
    async def story() -> None:
        async with scene("Yes.") as room:
            room.spotter.fails = True
            room.person.tells("microphone", {"mode": "named"})
            await room.person.says("Wren, are you there?", 1.0)
            await room.person.waits(4)
            assert room.dialogue.log == []
            room.person.tells("microphone", {"mode": "open"})
            await room.person.says("Wren, are you there?", 1.0)
            await room.person.waits(4)
            assert room.dialogue.log[-1] == ("spoken", "Yes.")

    tell(story())
