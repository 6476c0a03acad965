"""What a call asks for beside turns: stories over a line, in virtual time."""

from typing import NoReturn

from person_on_line import scene
from virtual_time import tell

from anima.values import Utterance
from anima.voice.company import REMARKS
from anima.voice.courtesy import Courtesy
from anima.voice.doubt import SORRY
from anima.voice.manner import Manner


def test_in_a_long_silence_she_asks_once_and_then_waits() -> None:
    async def story() -> None:
        async with scene("I see.", "Good.", manner=Manner(ask_after_seconds=30)) as room:
            await room.person.waits(40)
            await room.person.says("It rains.", 1.0)
            await room.person.waits(28)
            assert room.dialogue.log[-1] == ("spoken", "I see.")
            await room.person.waits(300)
            assert room.dialogue.log[2:] == [("spoken", REMARKS[0])]
            assert len(room.person.heard) == 2, "she said it aloud"
            await room.person.says("I am well.", 1.0)
            await room.person.waits(60)
            assert room.dialogue.log[3:] == [
                ("heard", "I am well."),
                ("spoken", "Good."),
                ("spoken", REMARKS[1]),
            ]

    tell(story())


def test_a_closed_microphone_is_not_asked_anything() -> None:
    async def story() -> None:
        async with scene("I see.", manner=Manner(ask_after_seconds=30)) as room:
            await room.person.says("It rains.", 1.0)
            await room.person.waits(5)
            room.person.tells("microphone", {"mode": "held"})
            await room.person.waits(300)
            assert room.dialogue.log[-1] == ("spoken", "I see.")

    tell(story())


def test_goodbye_ends_the_call_when_she_has_answered_it() -> None:
    async def story() -> None:
        async with scene("Sleep well.", manner=Manner(ask_after_seconds=30)) as room:
            await room.person.says("Good night, Wren.", 1.0)
            await room.person.waits(1.0)
            assert room.person.ours("farewell") == []
            await room.person.waits(300)
            assert len(room.person.ours("farewell")) == 1
            assert room.dialogue.log == [("heard", "Good night, Wren."), ("spoken", "Sleep well.")]
            over = room.person.ours("farewell")[0][0]
            assert over > room.person.all("bot-tts-audio")[-1][0] + 0.5, "when it has sounded"

    tell(story())


def test_a_goodbye_that_is_taken_back_ends_nothing() -> None:
    async def story() -> None:
        answer = "Good night, and sleep well, and dream of something nice."
        async with scene(answer, "Of course.") as room:
            await room.person.says("Good night.", 1.0)
            await room.person.waits(1.5)
            await room.person.says("Wait, one more thing.", 1.5)
            await room.person.waits(10)
            assert room.dialogue.log[-1] == ("spoken", "Of course.")
            assert room.person.ours("farewell") == []

    tell(story())


def test_she_asks_about_a_word_that_she_missed() -> None:
    async def story() -> None:
        async with scene("Nice to meet you, Abbie.") as room:
            room.ears.doubts = {"Crafren.": 0.02}
            await room.person.says("I'm Abigail Crafren.", 1.5)
            await room.person.waits(7)
            await room.person.says("Claflin.", 1.0)
            await room.person.waits(5)
            assert room.dialogue.log == [
                ("heard", "I'm Abigail Crafren."),
                ("spoken", 'Sorry, I missed a word. What came after "I\'m Abigail"?'),
                ("heard", "I'm Abigail Claflin."),
                ("spoken", "Nice to meet you, Abbie."),
            ]

    tell(story())


def test_what_she_did_not_understand_at_all_she_says_once() -> None:
    async def story() -> None:
        async with scene("Ah.") as room:
            room.ears.doubts = dict.fromkeys(("fro", "then", "ick."), 0.1)
            for _ in range(3):
                await room.person.says("fro then ick.", 1.0)
                await room.person.waits(6)
            await room.person.says("How are you?", 1.0)
            await room.person.waits(3)
            assert room.dialogue.log == [
                ("spoken", SORRY),
                ("heard", "How are you?"),
                ("spoken", "Ah."),
            ]
            assert room.person.states()[-1] == "listening"

    tell(story())


def test_a_call_without_words_makes_no_call_of_what_is_said_next() -> None:
    def spawn(work: object) -> NoReturn:
        raise AssertionError(work)

    courtesy = Courtesy(Manner(), spawn=spawn)
    courtesy.called()
    assert courtesy.was_nothing() is None
    ask = courtesy.hears(Utterance("Goodnight.", "spoken"), ())
    assert ask is not None and ask.utterance is not None and not ask.remark
