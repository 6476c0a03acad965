"""The whole engine with its real speech models, on recordings of real people."""

from pathlib import Path

import jiwer
import pytest
from person_on_line import scene
from scripted_voice import FixedClock, ScriptedDialogue

from anima.voice.end_of_turn import SmartTurn
from anima.voice.exchange import exchange
from anima.voice.sound_files import read_sound, write_wav
from anima.voice.speech import SpeechModels
from anima.voice.speech_to_text import Whisper
from anima.voice.text_to_speech import Kokoro
from anima.voice.voice_activity import SileroActivity

pytestmark = pytest.mark.slow

ANSWER = "I see what you mean. Tell me a little more about it, please."

NORMAL = jiwer.Compose(
    [jiwer.ToLowerCase(), jiwer.RemovePunctuation(), jiwer.RemoveMultipleSpaces(), jiwer.Strip()]
)


@pytest.fixture(scope="module")
def models(weights: Path) -> SpeechModels:
    return SpeechModels(
        speech_to_text=Whisper(weights / "whisper-base"),
        text_to_speech=Kokoro(weights / "kokoro" / "model.onnx", weights / "kokoro-voices"),
        end_of_turn=SmartTurn(weights / "smart-turn" / "model.onnx"),
        voice_activity=SileroActivity,
    )


def words_apart(said: str, understood: str) -> float:
    return jiwer.wer(str(NORMAL(said)), str(NORMAL(understood)))


async def test_a_recording_said_with_the_key_held_is_answered_aloud(
    models: SpeechModels, speech: Path, tmp_path: Path
) -> None:
    dialogue = ScriptedDialogue(ANSWER, voice="af_heart")
    recording = read_sound(speech / "LJ001-0001.wav")
    result = await exchange(recording, dialogue, models, clock=FixedClock())
    assert result.errors == ()
    (heard,) = result.heard
    read = (
        "Printing, in the only sense with which we are at present concerned, differs from most "
        "if not from all the arts and crafts represented in the Exhibition"
    )
    assert words_apart(read, heard) <= 0.1
    assert result.said == (ANSWER,)
    write_wav(tmp_path / "answer.wav", result.samples, result.sample_rate)
    again = await models.speech_to_text.transcribe(read_sound(tmp_path / "answer.wav"))
    assert words_apart(ANSWER, again.text) <= 0.1


async def test_the_end_of_a_turn_is_found_while_the_recording_runs(
    models: SpeechModels, speech: Path
) -> None:
    dialogue = ScriptedDialogue(ANSWER, voice="af_heart")
    recording = read_sound(speech / "goforward.wav")
    result = await exchange(recording, dialogue, models, clock=FixedClock(), real_time=True)
    assert result.heard == ("Go forward 10 meters.",)
    assert result.said == (ANSWER,)
    (timing,) = result.timings
    assert timing.paused is not None and timing.transcribed is not None
    assert timing.committed is not None and timing.first_sound is not None
    assert timing.paused < timing.transcribed <= timing.committed < timing.first_sound


async def test_a_real_voice_interrupts_her_and_she_keeps_what_was_heard(
    models: SpeechModels, speech: Path, tmp_path: Path
) -> None:
    story = (
        "There was a lighthouse at the end of the world, and its keeper counted every ship that "
        "passed. One night he counted none, and he began to wonder where the sea had gone."
    )
    async with scene(story, "Of course.", models=models, voice="af_heart") as room:
        await room.person.sounds(read_sound(speech / "cards_001.wav"))
        while not room.person.all("bot-tts-audio"):
            await room.person.waits(0.1)
        await room.person.waits(3.0)
        await room.person.sounds(read_sound(speech / "goforward.wav"))
        while len(room.dialogue.log) < 4:
            await room.person.waits(0.1)
        (first, *_) = room.person.heard.values()
    assert len(room.person.all("bot-interrupted")) == 1
    stored = room.dialogue.log[1][1]
    assert stored and stored != story and story.startswith(stored)
    write_wav(tmp_path / "heard.wav", first, models.text_to_speech.sample_rate)
    sounded = await models.speech_to_text.transcribe(read_sound(tmp_path / "heard.wav"))
    assert abs(len(sounded.text.split()) - len(stored.split())) <= 2
    assert room.dialogue.log[2] == ("heard", "Go forward 10 meters.")
    assert room.dialogue.log[3] == ("spoken", "Of course.")
