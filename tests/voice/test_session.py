"""Conversations over a line, in virtual time, with scripted models."""

import asyncio

import numpy as np
import pytest
from person_on_line import Scene, scene
from scripted_voice import HER_RATE
from virtual_time import tell

from anima.values import Delivery, Memory
from anima.voice import INPUT_RATE
from anima.voice.timing import TurnTiming

STORY = "Once there was a lighthouse keeper, who counted ships. One night, none came at all."


async def hears_her_out(room: Scene, seconds: float = 6.0) -> None:
    await room.person.waits(seconds)


def test_a_question_gets_an_answer() -> None:
    async def story() -> None:
        async with scene("I am well, thank you.") as room:
            await room.person.says("How are you?", 1.2)
            await hears_her_out(room)
            assert room.dialogue.log == [
                ("heard", "How are you?"),
                ("spoken", "I am well, thank you."),
            ]
            assert room.person.states() == ["hearing", "thinking", "speaking", "listening"]
            kinds = [m["type"] for _, m in room.person.messages]
            for kind in ("user-started-speaking", "user-stopped-speaking", "bot-llm-started"):
                assert kinds.count(kind) == 1
            assert kinds.index("user-stopped-speaking") < kinds.index("bot-llm-text")
            assert kinds.index("bot-llm-text") < kinds.index("bot-tts-audio")
            assert kinds.index("bot-started-speaking") < kinds.index("bot-stopped-speaking")
            final = [d["text"] for _, d in room.person.all("user-transcription") if d["final"]]
            assert final == ["How are you?"]

    tell(story())


def test_her_first_clause_sounds_while_the_rest_is_still_being_written() -> None:
    async def story() -> None:
        async with scene(STORY, token_seconds=0.2) as room:
            await room.person.says("Tell me a story.", 1.0)
            await hears_her_out(room, 10)
            first_sound = room.person.all("bot-tts-audio")[0][0]
            last_text = room.person.all("bot-llm-text")[-1][0]
            assert first_sound < last_text
            assert room.dialogue.log[-1] == ("spoken", STORY)

    tell(story())


def test_half_a_minute_of_talk_back_and_forth() -> None:
    async def story() -> None:
        async with scene("Hello, you.", "It rained here.", "Good night.") as room:
            for phrase in ("Hello.", "How was your day?", "Good night."):
                await room.person.says(phrase, 1.5)
                await hears_her_out(room, 8.5)
            assert [text for _, text in room.dialogue.log] == [
                "Hello.",
                "Hello, you.",
                "How was your day?",
                "It rained here.",
                "Good night.",
                "Good night.",
            ]

    tell(story())


def test_a_pause_in_mid_sentence_is_waited_for() -> None:
    async def story() -> None:
        async with scene("I see.") as room:
            await room.person.says("What I wanted to say,", 1.5)
            await room.person.waits(0.9)
            await room.person.says("is thank you.", 1.0)
            await hears_her_out(room)
            assert room.dialogue.log[0] == ("heard", "What I wanted to say, is thank you.")
            assert len(room.dialogue.utterances) == 1
            assert room.dialogue.prepared[0] == "What I wanted to say,"

    tell(story())


def test_a_sentence_that_goes_on_just_when_it_seemed_complete_is_one_utterance() -> None:
    async def story() -> None:
        async with scene("Hello, Abbie.") as room:
            await room.person.says("I am Abigail.", 1.5)
            await room.person.waits(0.34)
            await room.person.says("You can call me Abbie.", 1.2)
            await hears_her_out(room)
            assert room.dialogue.log[0] == ("heard", "I am Abigail. You can call me Abbie.")

    tell(story())


def test_a_sentence_left_hanging_is_answered_in_the_end() -> None:
    async def story() -> None:
        async with scene("Go on?") as room:
            await room.person.says("What I wanted to say,", 1.5)
            await hears_her_out(room)
            assert room.dialogue.log[0] == ("heard", "What I wanted to say,")
            timing = room.timings[0]
            assert between(timing.speech_ended, timing.endpointed) > 1.5

    tell(story())


def between(earlier: float | None, later: float | None) -> float:
    assert earlier is not None and later is not None
    return later - earlier


def test_the_moments_of_a_turn_come_in_order() -> None:
    async def story() -> list[TurnTiming]:
        async with scene("I am well.") as room:
            await room.person.says("How are you?", 1.2)
            await hears_her_out(room)
            return room.timings

    (timing,) = tell(story())
    assert between(timing.speech_ended, timing.paused) >= 0.09
    assert between(timing.paused, timing.endpointed) >= 0.06
    assert between(timing.paused, timing.transcribed) >= 0.3
    assert between(timing.transcribed, timing.committed) <= 0.03, "but for a second witness"
    assert between(timing.committed, timing.heard) > 0
    assert between(timing.heard, timing.first_token) > 0
    assert between(timing.first_token, timing.first_clause) >= 0
    assert between(timing.first_clause, timing.first_sound) > 0


def test_a_cough_is_no_turn() -> None:
    async def story() -> None:
        async with scene() as room:
            await room.person.says("[cough]", 0.4)
            await room.person.waits(2)
            assert room.dialogue.log == []
            assert room.person.states()[-1] == "listening"

    tell(story())


def test_long_speech_is_understood_while_it_goes_on() -> None:
    async def story() -> None:
        async with scene("I followed.") as room:
            for part in ("First,", "second,", "third,"):
                await room.person.says(part, 5.0)
                await room.person.waits(0.5)
            await room.person.says("and that is all.", 1.5)
            await hears_her_out(room)
            assert room.dialogue.log[0] == ("heard", "First, second, third, and that is all.")
            assert max(room.ears.transcribed) < 7
            assert room.ears.transcribed[-1] < 2.5

    tell(story())


def test_speech_interrupts_her_and_only_what_was_heard_is_kept() -> None:
    async def story() -> None:
        async with scene(STORY, "Of course.") as room:
            await room.person.says("Tell me a story.", 1.0)
            await room.person.waits(2.0)
            heard_seconds = -room.person.all("bot-tts-audio")[0][0]
            begun = now()
            await room.person.says("Wait a moment.", 1.2)
            await hears_her_out(room)
            interrupted = room.person.all("bot-interrupted")[0][0]
            assert interrupted - begun < 0.9
            paused, message = room.person.ours("paused")[0]
            assert message["on"] and paused - begun < 0.15
            heard_seconds -= interrupted - paused
            words = STORY.split()[: int((heard_seconds + interrupted) / 0.3)]
            kinds = [kind for kind, _ in room.dialogue.log]
            assert kinds == ["heard", "spoken", "heard", "spoken"]
            stored = room.dialogue.log[1][1]
            assert STORY.startswith(stored)
            assert abs(len(stored.split()) - len(words)) <= 1
            assert room.dialogue.log[2] == ("heard", "Wait a moment.")

    tell(story())


def now() -> float:
    return asyncio.get_running_loop().time()


def test_nothing_of_an_interrupted_reply_sounds_late() -> None:
    async def story() -> None:
        async with scene(STORY, "Yes?") as room:
            await room.person.says("Tell me a story.", 1.0)
            await room.person.waits(1.6)
            assert room.person.states()[-1] == "speaking"
            room.person.tells("interrupt")
            await room.person.waits(3)
            stopped = room.person.all("bot-interrupted")[0][0]
            assert not [at for at, _ in room.person.all("bot-tts-audio") if at > stopped]
            assert not [at for at, _ in room.person.all("bot-llm-text") if at > stopped]
            assert room.person.states()[-1] == "listening"
            await room.person.says("Are you there?", 1.0)
            await hears_her_out(room)
            assert room.dialogue.log[-1] == ("spoken", "Yes?")

    tell(story())


def test_at_a_short_sound_she_pauses_and_goes_on() -> None:
    async def story() -> None:
        async with scene("Let me think about it.") as room:
            await room.person.says("What do you say?", 1.0)
            await room.person.waits(1.5)
            await room.person.says("mm", 0.12)
            await hears_her_out(room)
            assert room.person.all("bot-interrupted") == []
            assert [message["on"] for _, message in room.person.ours("paused")] == [True, False]
            assert room.dialogue.log[-1] == ("spoken", "Let me think about it.")

    tell(story())


@pytest.mark.parametrize(
    ("sound", "seconds"),
    [("Mm-hm.", 0.35), ("Yeah, right.", 0.6), ("[cough]", 0.3), ("[cough]", 1.2), ("[cough]", 5.0)],
)
def test_at_a_sign_of_listening_or_a_noise_she_goes_on_where_she_was(
    sound: str, seconds: float
) -> None:
    async def story() -> None:
        async with scene(STORY) as room:
            await room.person.says("Tell me a story.", 1.0)
            await room.person.waits(2.0)
            await room.person.says(sound, seconds)
            ended = now()
            await hears_her_out(room, 20)
            assert room.person.all("bot-interrupted") == []
            held = [(at, message["on"]) for at, message in room.person.ours("paused")]
            begins = room.person.ours("paused")[1][1]["from"]
            assert isinstance(begins, int)
            assert begins % round(0.3 * HER_RATE) == 0  # at the beginning of a word
            assert [on for _, on in held][:2] == [True, False]
            assert held[1][0] - ended < 0.7
            assert room.dialogue.log == [("heard", "Tell me a story."), ("spoken", STORY)]
            (whole,) = room.person.heard.values()
            assert whole.size == round(len(STORY.split()) * 0.3 * HER_RATE)

    tell(story())


def test_a_cough_before_her_first_sound_loses_no_answer() -> None:
    async def story() -> None:
        async with scene("It is a quarter past nine.", token_seconds=0.4) as room:
            await room.person.says("What time is it?", 1.0)
            await room.person.waits(0.8)
            assert room.person.states()[-1] == "thinking"
            await room.person.says("[cough]", 0.4)
            await hears_her_out(room, 8)
            assert room.dialogue.log[-1] == ("spoken", "It is a quarter past nine.")

    tell(story())


def test_a_sign_of_listening_that_goes_on_into_words_takes_the_turn() -> None:
    async def story() -> None:
        async with scene(STORY, "What is it?") as room:
            await room.person.says("Tell me a story.", 1.0)
            await room.person.waits(2.0)
            await room.person.says("Yeah.", 0.5)
            await room.person.says("But I have a question.", 1.5)
            await hears_her_out(room)
            assert room.dialogue.log[2:] == [
                ("heard", "Yeah. But I have a question."),
                ("spoken", "What is it?"),
            ]

    tell(story())


def test_yes_to_what_she_has_just_asked_is_an_answer() -> None:
    async def story() -> None:
        async with scene(f"Do you want to hear it? {STORY}", "Then listen.") as room:
            await room.person.says("Do you know a story?", 1.0)
            await room.person.waits(0.3)
            while not room.person.heard or room.person.states()[-1] != "speaking":
                await room.person.waits(0.1)
            await room.person.waits(1.75)
            await room.person.says("Yes.", 0.4)
            await hears_her_out(room)
            assert room.dialogue.log[1:3] == [
                ("spoken", "Do you want to hear it?"),
                ("heard", "Yes."),
            ]

    tell(story())


def test_her_own_echo_does_not_stop_her() -> None:
    async def story() -> None:
        async with scene(STORY) as room:
            await room.person.says("Tell me a story.", 1.0)
            await room.person.waits(2.0)
            await room.person.says(" ".join(STORY.split()[:3]), 0.9)
            await hears_her_out(room, 20)
            assert room.dialogue.log[-1] == ("spoken", STORY)

    tell(story())


def test_a_faint_voice_is_the_television() -> None:
    async def story() -> None:
        async with scene(STORY) as room:
            await room.person.says("Tell me a story.", 1.0)
            await room.person.waits(2.0)
            await room.person.sounds(0.1 * room.person.speech.sound("News at ten.", 3.0))
            await hears_her_out(room, 20)
            assert room.person.ours("paused") == []
            assert room.dialogue.log[-1] == ("spoken", STORY)

    tell(story())


def test_a_client_that_does_not_report_playback_is_supposed_to_play_in_real_time() -> None:
    async def story() -> None:
        async with scene(STORY, "Of course.", acknowledges=False) as room:
            await room.person.says("Tell me a story.", 1.0)
            await room.person.waits(3.0)
            await room.person.says("Wait a moment.", 1.2)
            await hears_her_out(room)
            stored = room.dialogue.log[1][1]
            first = room.person.all("bot-tts-audio")[0][0]
            seconds = room.person.all("bot-interrupted")[0][0] - first
            assert STORY.startswith(stored)
            assert abs(len(stored.split()) - seconds / 0.3) <= 1.5
            assert room.dialogue.log[3] == ("spoken", "Of course.")

    tell(story())


def test_her_sound_runs_ahead_of_playback_only_so_far() -> None:
    async def story() -> None:
        async with scene(" ".join([STORY] * 4), token_seconds=0.001) as room:
            await room.person.says("Tell me a story.", 1.0)
            await room.person.waits(4.0)
            sent = room.person.all("bot-tts-audio")
            arrived = sum(len(str(d["audio"])) * 3 / 4 / 2 for _, d in sent) / HER_RATE
            played = now() - sent[0][0]
            assert arrived - played < 3 + 2

    tell(story())


def test_hanging_up_midway_keeps_what_was_heard() -> None:
    async def story() -> list[tuple[str, str]]:
        async with scene(STORY) as room:
            await room.person.says("Tell me a story.", 1.0)
            await room.person.waits(3.0)
        return room.dialogue.log

    log = tell(story())
    assert log[0] == ("heard", "Tell me a story.")
    assert log[1][0] == "spoken"
    assert STORY.startswith(log[1][1])
    assert 3 <= len(log[1][1].split()) < len(STORY.split())


def test_a_held_key_is_one_utterance_whatever_the_pauses() -> None:
    async def story() -> None:
        async with scene("All right.") as room:
            room.person.tells("microphone", {"mode": "held"})
            await room.person.says("not listened to", 1.0)
            room.person.tells("talk", {"pressed": True})
            await room.person.says("I want to think.", 1.0)
            await room.person.waits(2.5)
            await room.person.says("Yes.", 0.5)
            room.person.tells("talk", {"pressed": False})
            released = now()
            await hears_her_out(room)
            assert room.dialogue.log[0] == ("heard", "I want to think. Yes.")
            assert between(released, room.timings[0].committed) < 0.4

    tell(story())


def test_a_key_pressed_without_a_word_is_no_turn() -> None:
    async def story() -> None:
        async with scene() as room:
            room.person.tells("microphone", {"mode": "held"})
            room.person.tells("talk", {"pressed": True})
            await room.person.waits(1.0)
            room.person.tells("talk", {"pressed": False})
            await room.person.waits(1.0)
            assert room.dialogue.log == []
            assert room.ears.transcribed == []
            assert room.person.states()[-1] == "listening"

    tell(story())


def test_the_talk_key_interrupts_her() -> None:
    async def story() -> None:
        async with scene(STORY, "Yes?") as room:
            room.person.tells("microphone", {"mode": "held"})
            room.person.types("Tell me a story.", aloud=True)
            await room.person.waits(2.0)
            room.person.tells("talk", {"pressed": True})
            await room.person.says("One question.", 1.0)
            room.person.tells("talk", {"pressed": False})
            await hears_her_out(room)
            assert room.dialogue.log[2:] == [("heard", "One question."), ("spoken", "Yes?")]

    tell(story())


def test_a_talk_key_tapped_while_she_speaks_only_stops_her() -> None:
    async def story() -> None:
        async with scene(STORY) as room:
            room.person.tells("microphone", {"mode": "held"})
            room.person.types("Tell me a story.", aloud=True)
            await room.person.waits(2.0)
            room.person.tells("talk", {"pressed": True})
            room.person.tells("talk", {"pressed": False})
            await room.person.waits(2.0)
            assert room.person.states()[-1] == "listening"
            assert [kind for kind, _ in room.dialogue.log] == ["heard", "spoken"]

    tell(story())


def test_a_microphone_switched_off_hears_nothing() -> None:
    async def story() -> None:
        async with scene() as room:
            room.person.tells("microphone", {"mode": "off"})
            await room.person.says("Can you hear me?", 1.0)
            await room.person.waits(2.0)
            assert room.dialogue.log == []
            assert room.person.states() == []

    tell(story())


def test_words_said_before_the_microphone_went_off_count() -> None:
    async def story() -> None:
        async with scene("Good night.") as room:
            await room.person.says("Good night.", 1.0)
            room.person.tells("microphone", {"mode": "off"})
            await hears_her_out(room)
            assert room.dialogue.log[0] == ("heard", "Good night.")

    tell(story())


def test_a_microphone_that_goes_dead_in_mid_sentence_ends_it() -> None:
    async def story() -> None:
        async with scene("Hello?") as room:
            await room.person.says("I was about to,", 1.0)
            await asyncio.sleep(5)
            assert room.dialogue.log[0] == ("heard", "I was about to,")

    tell(story())


def test_typed_words_are_answered_in_writing() -> None:
    async def story() -> None:
        async with scene("Hello yourself.") as room:
            room.person.types("Hello")
            await room.person.waits(3)
            assert room.dialogue.log == [("heard", "Hello"), ("spoken", "Hello yourself.")]
            assert room.person.all("bot-tts-audio") == []
            text = "".join(str(d["text"]) for _, d in room.person.all("bot-llm-text"))
            assert text == "Hello yourself."
            assert room.person.states() == ["thinking", "listening"]

    tell(story())


def test_before_she_has_a_voice_she_answers_in_writing() -> None:
    async def story() -> None:
        async with scene("Choose one you like.") as room:
            room.dialogue.voice = ""
            room.person.types("Hello?", aloud=True)
            await room.person.waits(2.0)
            assert room.dialogue.log[-1] == ("spoken", "Choose one you like.")
            assert room.person.all("bot-tts-audio") == room.person.all("error") == []

    tell(story())


def test_her_pace_is_heard() -> None:
    async def sounded(pace: float) -> int:
        async with scene("A fairly long answer to what you said.") as room:
            room.dialogue.delivery = Delivery(pace)
            room.person.types("Hello?", aloud=True)
            await room.person.waits(6.0)
            return len(room.person.all("bot-tts-audio"))

    async def story() -> None:
        assert await sounded(2.0) < await sounded(1.0)

    tell(story())


def test_she_whispers_while_she_is_asked_to() -> None:
    async def story() -> None:
        async with scene("Good night.", "Good morning.") as room:
            room.dialogue.whispers = True
            room.person.types("Good night.", aloud=True)
            await room.person.waits(3.0)
            assert room.mouth.voices == {"af_test.whisper"}
            room.dialogue.whispers = False
            room.person.types("Good morning.", aloud=True)
            await room.person.waits(3.0)
            assert room.mouth.voices == {"af_test.whisper", "af_test"}

    tell(story())


@pytest.mark.parametrize("so_far", [1.0, 2.3])
@pytest.mark.parametrize("mode", ["open", "held"])
def test_what_is_typed_while_somebody_speaks_forgets_nothing_of_it(
    mode: str, so_far: float
) -> None:
    async def story() -> None:
        async with scene("Lyon, then.", "Yes?") as room:
            room.person.tells("microphone", {"mode": mode})
            room.person.tells("talk", {"pressed": mode == "held"})
            speech = room.person.speech.sound("My sister moved to Lyon.", 2.0)
            sound = np.concatenate([speech, np.zeros(INPUT_RATE, np.float32)])
            before = round(so_far * INPUT_RATE)
            await room.person.sounds(sound[:before])
            room.person.types("Hello?")
            await room.person.sounds(sound[before:])
            room.person.tells("talk", {"pressed": False})
            await room.person.waits(6.0)
            assert room.dialogue.log == [
                ("heard", "My sister moved to Lyon."),
                ("heard", "Hello?"),
                ("spoken", "Yes?"),
            ]
            assert room.person.states()[-1] == "listening"

    tell(story())


def test_a_second_message_overtakes_the_answer_to_the_first() -> None:
    async def story() -> None:
        async with scene(STORY, "Very well.") as room:
            room.person.types("Tell me a story.")
            room.person.types("Or rather not.")
            await room.person.waits(3)
            kinds = [kind for kind, _ in room.dialogue.log]
            assert kinds == ["heard", "heard", "spoken"]
            assert room.dialogue.log[-1] == ("spoken", "Very well.")

    tell(story())


def test_she_greets_when_asked_to() -> None:
    async def story() -> None:
        async with scene("Good morning.") as room:
            room.person.tells("greet")
            await hears_her_out(room, 3)
            room.person.tells("greet")
            await hears_her_out(room, 1)
            assert room.dialogue.log == [("spoken", "Good morning.")]
            assert room.person.states()[-1] == "listening"

    tell(story())


def test_when_hearing_fails_the_conversation_goes_on_in_writing() -> None:
    async def story() -> None:
        async with scene("I am here.") as room:
            room.ears.fails = True
            await room.person.says("Hello?", 1.0)
            await room.person.waits(2)
            (_, failure), *_ = room.person.all("error")
            assert failure["fatal"] is False
            room.person.types("Hello?")
            await room.person.waits(2)
            assert room.dialogue.log[-1] == ("spoken", "I am here.")

    tell(story())


def test_when_her_voice_fails_the_reply_goes_on_in_writing() -> None:
    async def story() -> None:
        async with scene(STORY, "Still here.") as room:
            room.mouth.fails_on = "night"
            await room.person.says("Tell me a story.", 1.0)
            await hears_her_out(room, 10)
            assert len(room.person.all("error")) == 1
            assert room.dialogue.log[1] == ("spoken", STORY)
            await room.person.says("And now?", 1.0)
            await hears_her_out(room)
            assert room.dialogue.log[3] == ("spoken", "Still here.")

    tell(story())


def test_when_the_dialogue_fails_the_line_stays() -> None:
    async def story() -> None:
        async with scene("Never said.", "Back again.") as room:
            room.dialogue.fails = True
            room.person.types("Hello")
            await room.person.waits(1)
            assert len(room.person.all("error")) == 1
            room.dialogue.fails = False
            room.person.types("Hello again")
            await room.person.waits(2)
            assert room.dialogue.log[-1] == ("spoken", "Back again.")

    tell(story())


def test_when_the_end_of_a_turn_cannot_be_judged_silence_decides() -> None:
    async def story() -> None:
        async with scene("All right.") as room:
            room.ears.judges = False
            await room.person.says("I am done.", 1.0)
            await hears_her_out(room)
            assert room.dialogue.log[0] == ("heard", "I am done.")
            assert between(room.timings[0].speech_ended, room.timings[0].endpointed) > 1.2

    tell(story())


def test_a_reply_that_could_not_be_prepared_is_given_all_the_same() -> None:
    async def story() -> None:
        async with scene("All right.") as room:
            room.dialogue.cannot_prepare = True
            await room.person.says("Well, then,", 1.0)
            await hears_her_out(room)
            assert room.dialogue.log[-1] == ("spoken", "All right.")

    tell(story())


def test_a_reply_that_cannot_be_stored_is_said_to_be_lost_and_the_line_stays() -> None:
    async def story() -> None:
        async with scene(STORY, "Here again.") as room:
            room.person.types("Tell me a story.", aloud=True)
            await room.person.waits(2.0)
            room.dialogue.cannot_store = True
            room.person.tells("interrupt")
            await room.person.waits(1.0)
            assert len(room.person.all("error")) == 1
            room.person.types("Are you there?", aloud=True)
            await room.person.waits(4.0)
            assert room.dialogue.log[-1] == ("spoken", "Here again.")

    tell(story())


def test_a_loudspeaker_that_stops_ends_her_turn() -> None:
    async def story() -> None:
        async with scene(STORY) as room:
            await room.person.says("Tell me a story.", 1.0)
            await room.person.waits(2.5)
            room.person.loudspeaker = False
            await room.person.waits(12.0)
            assert room.person.states()[-1] == "listening"
            assert STORY.startswith(room.dialogue.log[1][1])
            assert len(room.dialogue.log[1][1].split()) < 8

    tell(story())


def test_speech_without_any_pause_is_understood_in_parts() -> None:
    async def story() -> None:
        async with scene("That was long.") as room:
            await room.person.says("On and on", 20.0)
            await room.person.says("and on.", 10.0)
            await hears_her_out(room)
            assert max(room.ears.transcribed) < 26
            assert room.dialogue.log[0][1].startswith("On and on")
            assert room.dialogue.log[0][1].endswith("and on.")

    tell(story())


def test_a_television_does_not_fill_the_memory() -> None:
    async def story() -> None:
        async with scene("What are you watching?") as room:
            await room.person.says("And now the news.", 302.0)
            assert [kind for kind, _ in room.dialogue.log] == ["heard"]
            assert max(room.ears.transcribed) < 26

    tell(story())


def test_a_held_key_survives_a_long_story_with_pauses() -> None:
    async def story() -> None:
        async with scene("I listened.") as room:
            room.person.tells("microphone", {"mode": "held"})
            room.person.tells("talk", {"pressed": True})
            for part in ("First", "then", "last"):
                await room.person.says(part, 5.0)
                await room.person.waits(1.0)
            room.person.tells("talk", {"pressed": False})
            await hears_her_out(room)
            assert room.dialogue.log[0] == ("heard", "First then last")
            assert max(room.ears.transcribed) < 7

    tell(story())


def test_what_she_remembers_is_shown_with_its_sources() -> None:
    async def story() -> None:
        async with scene("The blue one?") as room:
            room.dialogue.memories = (Memory("You like the blue mug.", ("e0",)),)
            room.person.types("Which mug?")
            await room.person.waits(2.0)
            notes = [d for _, d in room.person.all("server-message") if d["type"] == "recalled"]
            assert notes[0]["memories"] == [{"text": "You like the blue mug.", "sources": ["e0"]}]

    tell(story())


def test_a_person_who_speaks_on_after_her_turn_began_is_not_talked_over() -> None:
    async def story() -> None:
        async with scene("Never heard.", "I see.", token_seconds=0.4) as room:
            await room.person.says("I am Abigail.", 1.5)
            await room.person.waits(0.8)
            await room.person.says("You can call me Abbie.", 1.2)
            await hears_her_out(room, 8)
            assert room.dialogue.log == [
                ("heard", "I am Abigail."),
                ("heard", "You can call me Abbie."),
                ("spoken", "I see."),
            ]

    tell(story())


def test_hanging_up_in_the_midst_of_an_interruption_keeps_what_was_heard() -> None:
    async def story() -> list[tuple[str, str]]:
        async with scene(STORY) as room:
            await room.person.says("Tell me a story.", 1.0)
            await room.person.waits(3.0)
            room.person.tells("interrupt")
        return room.dialogue.log

    log = tell(story())
    assert [kind for kind, _ in log] == ["heard", "spoken"]
    assert STORY.startswith(log[1][1])


def test_the_first_sound_is_made_while_it_is_not_certain_that_the_person_has_finished() -> None:
    async def story() -> None:
        async with scene("Oh, that is a long story to tell.", token_seconds=0.02) as room:
            await room.person.says("What I wanted to say,", 1.5)  # judged over after 1.6 s only
            await hears_her_out(room)
            timing = room.timings[0]
            assert timing.rehearsed is not None
            assert between(timing.begun, timing.endpointed) > 1.0
            assert between(timing.committed, timing.first_sound) < 0.05
            first = [text for text in room.mouth.spoken if text.startswith("Oh,")]
            assert len(first) == 1, "what was made ahead is not made again"
            assert room.dialogue.log[-1] == ("spoken", "Oh, that is a long story to tell.")

    tell(story())


def test_what_was_made_ahead_is_never_heard_when_the_person_goes_on() -> None:
    async def story() -> None:
        async with scene("Oh, I see what you mean.", token_seconds=0.02) as room:
            await room.person.says("What I wanted to say,", 1.5)
            await room.person.waits(1.2)
            assert room.mouth.spoken, "something was made ahead"
            assert not room.person.all("bot-tts-audio")
            await room.person.says("is thank you.", 1.0)
            await hears_her_out(room)
            assert room.dialogue.log == [
                ("heard", "What I wanted to say, is thank you."),
                ("spoken", "Oh, I see what you mean."),
            ]

    tell(story())


def test_a_voice_that_fails_ahead_is_asked_again_in_the_turn() -> None:
    async def story() -> None:
        async with scene("Oh, I see.", token_seconds=0.02) as room:
            room.mouth.fails_on = "Oh"
            await room.person.says("What I wanted to say,", 1.5)
            await room.person.waits(1.0)
            room.mouth.fails_on = ""
            await hears_her_out(room)
            assert room.dialogue.log[-1] == ("spoken", "Oh, I see.")
            assert room.person.all("bot-tts-audio")
            assert room.timings[0].rehearsed is None

    tell(story())
