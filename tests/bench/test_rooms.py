"""What the bench does to recordings is what it says it does."""

import numpy as np
import pytest

from anima.voice import INPUT_RATE, Samples
from bench import rooms

TIME = np.arange(2 * INPUT_RATE) / INPUT_RATE
TONE: Samples = (0.2 * np.sin(2 * np.pi * 1000 * TIME)).astype(np.float32)


def chance() -> np.random.Generator:
    return np.random.default_rng(1)


def power(samples: Samples) -> float:
    return float(np.mean(np.square(samples)))


@pytest.mark.parametrize("snr_db", [5.0, 20.0])
def test_noise_is_as_far_below_the_speech_as_it_is_asked_to_be(snr_db: float) -> None:
    noise = rooms.fan(snr_db)(TONE, chance()) - TONE
    assert 10 * np.log10(power(TONE) / power(noise)) == pytest.approx(snr_db, abs=0.2)


def test_other_voices_are_mixed_at_one_level_whatever_theirs_is() -> None:
    others = [TONE * 0.01, TONE * 3]
    noise = rooms.voices(others, 10.0, count=1)(TONE, chance()) - TONE
    assert 10 * np.log10(power(TONE) / power(noise)) == pytest.approx(10, abs=0.2)


def test_as_many_packets_are_lost_as_is_said() -> None:
    steady = np.full(100 * INPUT_RATE, 0.5, np.float32)
    lost = rooms.lossy(0.05)(steady, chance()).reshape(-1, rooms.PACKET)
    assert {0.0, 0.5} == set(np.unique(lost))
    assert np.mean(lost[:, 0] == 0) == pytest.approx(0.05, abs=0.01)
    assert np.all(lost == lost[:, :1])  # whole packets


def test_a_telephone_lets_no_bass_and_no_hiss_through() -> None:
    middle, bass, hiss = (np.sin(2 * np.pi * f * TIME).astype(np.float32) for f in (1000, 60, 7000))
    through = np.abs(np.fft.rfft(rooms.telephone(0.3 * (middle + bass + hiss), chance())))
    at_1000, at_60, at_7000 = (through[round(f * 2)] for f in (1000, 60, 7000))
    assert at_60 < at_1000 / 30
    assert at_7000 < at_1000 / 10


def test_a_hall_rings_on_and_fades() -> None:
    click = np.zeros(INPUT_RATE, np.float32)
    click[0] = 0.5
    sound = rooms.hall(0.6)(click, chance())
    early, late = power(sound[1600:3200]), power(sound[8000:9600])
    assert sound.size > click.size
    assert 10 * np.log10(early / late) == pytest.approx(60 * 0.4 / 0.6, abs=3)


def test_nothing_is_cut_off_at_full_scale() -> None:
    for room in (rooms.fan(-20), rooms.hall(0.6), rooms.telephone):
        assert float(np.max(np.abs(room(4 * TONE, chance())))) <= 1.0
