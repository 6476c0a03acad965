"""The models of speech as they are used: real weights, real recordings."""

import csv
from collections.abc import Iterator
from pathlib import Path

import jiwer
import numpy as np
import pytest

from anima.values import AudioError, Delivery, WeightsError
from anima.voice import (
    INPUT_RATE,
    Kokoro,
    Samples,
    SileroActivity,
    SmartTurn,
    Whisper,
    read_sound,
)
from anima.voice.sound_files import resampled
from anima.voice.voices import VOICES, whispering
from bench.loudness import loudness
from bench.words import normalised

pytestmark = pytest.mark.slow

SENTENCES = (
    "That's right, I remember now.",
    "Oh, that's hard on you.",
    "I think the toaster is against you.",
    "Nothing at all happened here.",
    "Short poems, yes, I like those.",
    "We can be quiet for a while.",
    "You were so nervous about it.",
    "Is somebody with your uncle?",
    "Maybe call your sister tomorrow.",
    "What kind of day was it?",
    "Long and nothing special, that's the tiring kind.",
    "I would like to hear the rest.",
    "Where did you walk this morning?",
    "The river must have been high.",
    "Rain makes everything slower, and I like that.",
    "Go to bed early tonight.",
    "I'm glad you finished the book.",
    "Which part did you like best?",
    "People can change, but slowly.",
    "You told me about the dog on Friday.",
    "Good night, sleep well.",
    "Let me think about that for a moment.",
    "I don't know, what do you think?",
    "Some mornings are like that.",
    "Bread, cheese and an apple would do.",
    "Why not ask him yourself?",
    "She will be happy to hear from you.",
    "It was the best thing that I heard all week.",
    "There are twelve letters on the table.",
    "He lives in the house with the green door.",
    "I have never seen the sea in winter.",
    "Could you say that again, please?",
    "Your mother called twice yesterday.",
    "I believe you, even if nobody else does.",
    "The train leaves at seven in the morning.",
    "My memory is good, but it is not perfect.",
    "That was a joke, by the way.",
    "Write to her before you forget it.",
    "Some people need more time than others.",
    "You can always change your mind later.",
)


@pytest.fixture(scope="module")
def whisper(weights: Path) -> Iterator[Whisper]:
    model = Whisper(weights / "whisper-base")
    yield model
    model.close()


@pytest.fixture(scope="module")
def kokoro(weights: Path) -> Iterator[Kokoro]:
    model = Kokoro(weights / "kokoro" / "model.onnx", weights / "kokoro-voices")
    yield model
    model.close()


async def spoken(kokoro: Kokoro, text: str, voice: str) -> Samples:
    """Her sound at 16 kHz, between two short silences."""
    chunks = [chunk.samples async for chunk in kokoro.speak(text, voice=voice)]
    sound = np.concatenate(chunks) if chunks else np.zeros(0, np.float32)
    return resampled(np.pad(sound, (4_000, 4_000)), kokoro.sample_rate)


# --- hearing --------------------------------------------------------------------------------


async def test_recordings_are_understood(whisper: Whisper, speech: Path) -> None:
    with (speech / "manifest.csv").open(newline="", encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if row["transcript"].strip()]
    heard = [(await whisper.transcribe(read_sound(speech / row["file"]))).text for row in rows]
    said = [normalised(row["transcript"]) for row in rows]
    assert jiwer.wer(said, [normalised(text) for text in heard]) < 0.10


async def test_each_word_says_how_sure_it_is(whisper: Whisper, speech: Path) -> None:
    heard = await whisper.transcribe(read_sound(speech / "ami_ES2011a_headset.wav"))
    assert " ".join(word.text for word in heard.words) == heard.text
    sure = {word.text.strip(".").lower(): word.confidence for word in heard.words}
    # The recording says "I'm Abigail Claflin. You can call me Abbie."
    assert min(sure["can"], sure["call"], sure["me"]) > 0.9
    assert min(sure.values()) < 0.3


async def test_a_name_that_is_known_is_spelled_as_it_is(whisper: Whisper, speech: Path) -> None:
    sound = read_sound(speech / "ami_ES2011a_headset.wav")
    known = ["Siobhan", "Claflin", "Abbie", "Theo"]
    heard = await whisper.knowing(lambda: known).transcribe(sound)
    assert heard.text == "I'm Abigail Claflin. You can call me Abbie."
    assert "Claflin" not in (await whisper.transcribe(sound)).text


async def test_names_that_were_not_said_are_not_heard(whisper: Whisper, speech: Path) -> None:
    known = ["Siobhan", "Anh", "Thuy", "Maarten", "Kathryn", "Jaxon", "Wren", "Theo", "Ada"]
    for name in ("jfk.flac", "LJ001-0001.wav", "LJ001-0025.wav", "austen_0930.wav"):
        sound = read_sound(speech / name)
        assert await whisper.transcribe(sound, names=known) == await whisper.transcribe(sound)


@pytest.mark.parametrize("level", [0.0, 0.0005, 0.02])
async def test_noise_is_no_speech(whisper: Whisper, level: float) -> None:
    noise = np.random.default_rng(7).normal(0, 1, 3 * INPUT_RATE).astype(np.float32) * level
    assert (await whisper.transcribe(noise)).text == ""


async def test_a_long_recording_is_understood_to_its_end(whisper: Whisper, speech: Path) -> None:
    parts = [read_sound(speech / name) for name in ("jfk.flac", "LJ001-0001.wav")]
    text = (await whisper.transcribe(np.concatenate([*parts, *parts]))).text.lower()
    assert text.count("ask not") == 2
    assert text.count("exhibition") == 2


def test_a_folder_without_a_model_is_named(tmp_path: Path) -> None:
    with pytest.raises(WeightsError, match="speech recognition"):
        Whisper(tmp_path)


# --- speaking -------------------------------------------------------------------------------


async def test_what_she_said_before_sounds_the_same_again(kokoro: Kokoro) -> None:
    first = await spoken(kokoro, "Oh,", "af_heart")
    other = await spoken(kokoro, "Oh,", "am_michael")
    assert first.size
    assert np.array_equal(await spoken(kokoro, "Oh,", "af_heart"), first)
    assert not np.array_equal(other, first)


@pytest.mark.parametrize("voice", ["af_heart", "am_michael", "bf_emma"])
async def test_what_she_says_can_be_understood(
    kokoro: Kokoro, whisper: Whisper, voice: str
) -> None:
    heard = [(await whisper.transcribe(await spoken(kokoro, s, voice))).text for s in SENTENCES]
    assert jiwer.wer(list(map(normalised, SENTENCES)), list(map(normalised, heard))) <= 0.05


async def test_every_voice_that_is_offered_sounds_like_itself_and_as_loud(kokoro: Kokoro) -> None:
    said = {
        voice.id: await spoken(kokoro, "I would like to hear the rest.", voice.id)
        for voice in VOICES
    }
    levels = {name: loudness(sound, INPUT_RATE) for name, sound in said.items()}
    assert max(levels.values()) - min(levels.values()) < 2.5, levels
    pitches = {name: pitch(sound) for name, sound in said.items()}
    women = [pitches[voice.id] for voice in VOICES if voice.gender == "female"]
    men = [pitches[voice.id] for voice in VOICES if voice.gender == "male"]
    assert len(women) >= 2
    assert len(men) >= 2
    assert min(women) > max(men), pitches


async def test_a_whisper_is_softer_breathier_and_can_be_understood(
    kokoro: Kokoro, whisper: Whisper
) -> None:
    sentences = SENTENCES[2:6]
    plain = [await spoken(kokoro, each, "af_heart") for each in sentences]
    soft = [await spoken(kokoro, each, whispering("af_heart")) for each in sentences]
    heard = [(await whisper.transcribe(each)).text for each in soft]
    assert jiwer.wer(list(map(normalised, sentences)), list(map(normalised, heard))) <= 0.15
    assert loudness(np.concatenate(soft), INPUT_RATE) < loudness(np.concatenate(plain), INPUT_RATE)
    assert voiced(np.concatenate(soft)) < 0.9 * voiced(np.concatenate(plain))


def voiced(samples: Samples) -> float:
    """The share of the sound in which the vocal cords swing: frames that repeat themselves."""
    frames = samples[: samples.size // 640 * 640].reshape(-1, 640).astype(np.float64)
    power = np.square(frames).mean(axis=1)
    repeats: list[bool] = []
    for frame in frames[power > 0.02 * power.max()]:
        whole = np.correlate(frame, frame, "full")[639:]
        repeats.append(whole[INPUT_RATE // 400 : INPUT_RATE // 70].max() > 0.6 * whole[0])
    return float(np.mean(repeats))


def pitch(samples: Samples) -> float:
    """The median fundamental frequency in Hz, by autocorrelation of the loud frames."""
    frames = samples[: samples.size // 640 * 640].reshape(-1, 640)
    loud = frames[np.square(frames).mean(axis=1) > 0.2 * np.square(frames).mean(axis=1).max()]
    found: list[float] = []
    for frame in loud:
        correlation = np.correlate(frame, frame, "full")[639:]
        low, high = INPUT_RATE // 300, INPUT_RATE // 70
        found.append(INPUT_RATE / (low + int(np.argmax(correlation[low:high]))))
    return float(np.median(found))


async def test_words_end_in_order_inside_the_sound(kokoro: Kokoro) -> None:
    text = "Well, 42 people came. I counted them, twice."
    done = 0
    ends: list[tuple[int, int]] = []
    begins: list[int] = []
    async for chunk in kokoro.speak(text, voice="af_heart"):
        ends += [(word.end_character, word.end_sample) for word in chunk.words]
        begins += [word.begin_sample or 0 for word in chunk.words]
        done += chunk.samples.size
    assert ends == sorted(ends)
    assert all(end <= begin for (_, end), begin in zip(ends, begins[1:], strict=False))
    assert all(begin < end for begin, (_, end) in zip(begins, ends, strict=True))
    pause = begins[1] - ends[0][1]  # of the comma after "Well"
    assert pause > 0.05 * kokoro.sample_rate
    assert ends[-1][0] in (len(text) - 1, len(text))
    assert 0.8 * done < ends[-1][1] <= done


@pytest.mark.parametrize("text", ["", "   ", "…", "***", "😊"])
async def test_nothing_to_say_makes_no_sound(kokoro: Kokoro, text: str) -> None:
    assert [chunk async for chunk in kokoro.speak(text, voice="af_heart")] == []


@pytest.mark.parametrize("voice", ["nobody", "../af_heart", "af_heart.bin", ""])
async def test_a_voice_that_is_not_there(kokoro: Kokoro, voice: str) -> None:
    with pytest.raises(WeightsError, match="no such voice"):
        async for _ in kokoro.speak("Hello.", voice=voice):
            pass


@pytest.mark.parametrize("voice", ["af_heart", "af_jessica", "af_river"])
async def test_an_opening_said_alone_is_followed_by_nothing(
    kokoro: Kokoro, whisper: Whisper, voice: str
) -> None:
    """Alone, "Oh," was heard as "Oh, over there." and sounded 0.17 s past the end of the word."""
    for opening, is_word in (("Oh,", True), ("Ah,", True), ("Hm,", False), ("Mm,", False)):
        (chunk,) = [chunk async for chunk in kokoro.speak(opening, voice=voice)]
        end = chunk.words[-1].end_sample
        rest = chunk.samples[end + kokoro.sample_rate // 50 :]
        assert float(np.abs(rest).max(initial=0)) < 0.01 * float(np.abs(chunk.samples).max())
        padded = np.pad(chunk.samples, 6_000)
        heard = await whisper.transcribe(resampled(padded, kokoro.sample_rate))
        # A hum is no word, and whatever the recogniser makes of it says nothing.
        assert not is_word or len(heard.text.split()) <= 1, (opening, heard.text)


async def sounded(kokoro: Kokoro, voice: str, delivery: Delivery) -> Samples:
    text = "It rained all day. I stayed at home, and I read."
    parts = [c.samples async for c in kokoro.speak(text, voice=voice, delivery=delivery)]
    return np.concatenate(parts)


async def test_her_pace_pauses_and_loudness_are_heard(kokoro: Kokoro) -> None:
    plain = await sounded(kokoro, "af_heart", Delivery())
    lively = await sounded(kokoro, "af_heart", Delivery(1.12))
    resting = await sounded(kokoro, "af_heart", Delivery(1.0, 1.25))
    louder = await sounded(kokoro, "af_heart", Delivery(1.0, 1.0, 2.0))
    rate = kokoro.sample_rate
    assert 0.82 < lively.size / plain.size < 0.97
    assert resting.size - plain.size == pytest.approx(2 * 0.25 * 0.3 * rate, abs=4)
    assert louder.size == plain.size
    assert loudness(louder, rate) - loudness(plain, rate) == pytest.approx(2.0, abs=0.2)
    assert np.abs(louder).max() < 1.0


@pytest.mark.parametrize("louder", [-2.0, 2.0])
async def test_voices_stay_even_whatever_her_mood(kokoro: Kokoro, louder: float) -> None:
    def manner(decibels: float) -> Delivery:
        return Delivery(1.0, 1.0, decibels)

    for voice in ("bm_george", "am_fenrir", "bf_emma"):
        moved = loudness(await sounded(kokoro, voice, manner(louder)), kokoro.sample_rate)
        plain = loudness(await sounded(kokoro, voice, manner(0.0)), kokoro.sample_rate)
        assert moved - plain == pytest.approx(louder, abs=0.2)


async def test_a_speed_that_nobody_could_follow(kokoro: Kokoro) -> None:
    with pytest.raises(AudioError, match="pace"):
        async for _ in kokoro.speak("Hello.", voice="af_heart", delivery=Delivery(5)):
            pass


# --- turn taking ----------------------------------------------------------------------------


async def test_a_finished_sentence_is_told_from_a_broken_one(weights: Path, speech: Path) -> None:
    model = SmartTurn(weights / "smart-turn" / "model.onnx")
    names = ("LJ001-0010", "LJ001-0019", "LJ001-0025", "LJ001-0031")
    recordings = [read_sound(speech / f"{name}.wav") for name in names]
    for whole in [*recordings, read_sound(speech / "jfk.flac")]:
        broken = whole[: round(whole.size * 0.65)]
        assert await model.probability(whole) >= 0.5
        assert await model.probability(broken) < 0.5
    model.close()


def test_voice_is_told_from_silence(speech: Path) -> None:
    activity = SileroActivity()
    samples = read_sound(speech / "jfk.flac")
    size = activity.frame_size
    voiced = [
        activity.probability(samples[at : at + size]) > 0.5
        for at in range(0, samples.size - size, size)
    ]
    assert 0.4 < np.mean(voiced) < 0.95
    activity.reset()
    silence = np.zeros(size, np.float32)
    assert max(activity.probability(silence) for _ in range(60)) < 0.3
