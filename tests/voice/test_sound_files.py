"""Sound files of the kinds that people have are read; what is none is said to be none."""

import shutil
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from anima.values import AudioError
from anima.voice import read_sound, write_wav
from anima.voice.sound_files import resampled


@pytest.mark.parametrize(
    ("name", "seconds"),
    [
        ("LJ001-0013.wav", 2.58),
        ("jfk.flac", 11.0),
        ("common_voice_en_651325.mp3", 2.38),
        ("goforward.wav", 2.79),
    ],
)
def test_recordings_of_several_kinds(speech: Path, name: str, seconds: float) -> None:
    samples = read_sound(speech / name)
    assert samples.size / 16_000 == pytest.approx(seconds, abs=0.1)
    assert 0.01 < float(np.sqrt(np.square(samples).mean())) < 0.5


def test_ogg(speech: Path) -> None:
    names = sorted(speech.glob("*.ogg"))
    assert names
    assert read_sound(names[0]).size > 16_000


def test_what_was_written_is_read_back(tmp_path: Path) -> None:
    tone = np.sin(np.arange(16_000) * 0.05).astype(np.float32) * 0.5
    write_wav(tmp_path / "tone.wav", tone, 16_000)
    assert np.allclose(read_sound(tmp_path / "tone.wav"), tone, atol=1e-4)


@pytest.mark.parametrize("rate", [8_000, 22_050, 44_100, 48_000])
def test_another_rate_keeps_pitch_and_length(rate: int) -> None:
    times = np.arange(rate) / rate
    tone = resampled((0.5 * np.sin(2 * np.pi * 440 * times)).astype(np.float32), rate)
    assert tone.size == pytest.approx(16_000, abs=40)
    spectrum = np.abs(np.fft.rfft(tone))
    assert int(np.argmax(spectrum)) * 16_000 / tone.size == pytest.approx(440, abs=2)


@pytest.mark.parametrize(
    ("content", "message"),
    [(b"", "is empty"), (b"not a sound", "damaged or not a sound"), (b"RIFF" * 40, "damaged")],
)
def test_what_is_no_sound_is_named(tmp_path: Path, content: bytes, message: str) -> None:
    path = tmp_path / "in.wav"
    path.write_bytes(content)
    with pytest.raises(AudioError, match=message) as caught:
        read_sound(path)
    assert "in.wav" in str(caught.value)
    assert caught.value.advice


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(AudioError, match="no file"):
        read_sound(tmp_path / "in.wav")


def test_a_recording_cut_in_the_middle_is_refused(speech: Path, tmp_path: Path) -> None:
    whole = (speech / "jfk.flac").read_bytes()
    (tmp_path / "half.flac").write_bytes(whole[: len(whole) // 2])
    with pytest.raises(AudioError):
        read_sound(tmp_path / "half.flac")


def test_an_output_that_cannot_be_written_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(AudioError, match="could not be written"):
        write_wav(tmp_path / "nowhere" / "out.wav", np.zeros(10, np.float32), 24_000)


def test_an_older_file_is_replaced_whole(speech: Path, tmp_path: Path) -> None:
    path = tmp_path / "out.wav"
    shutil.copy(speech / "goforward.wav", path)
    write_wav(path, np.zeros(160, np.float32), 16_000)
    assert read_sound(path).size == 160
    assert [each.name for each in tmp_path.iterdir()] == ["out.wav"]


@given(st.binary(max_size=300))
def test_no_bytes_break_the_reader(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    path = tmp_path_factory.mktemp("sound") / "any.wav"
    path.write_bytes(data)
    try:
        read_sound(path)
    except AudioError:
        return
