"""Her name is found by its sound, once voices have said it."""

import asyncio
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from anima.models import WeightStore
from anima.values import EVEN, Delivery, WeightsError
from anima.voice import Kokoro, Samples
from anima.voice.sound_files import resampled
from anima.voice.speech import INPUT_RATE
from anima.voice.wake_word import WakeWord, fit


@given(st.integers(2, 12), st.integers(0, 20), st.integers(0, 20), st.integers(0, 2**32 - 1))
def test_an_example_is_found_where_it_is(size: int, before: int, after: int, seed: int) -> None:
    chance = np.random.default_rng(seed)
    heard = chance.standard_normal((before + size + after, 96)).astype(np.float32)
    heard /= np.linalg.norm(heard, axis=1, keepdims=True)
    example = heard[before : before + size]
    distances, begins = fit(example, heard)
    end = int(np.argmin(distances))
    assert distances[end] == pytest.approx(0, abs=1e-5)
    assert end == before + size - 1
    assert begins[end] == before


@given(st.integers(2, 8), st.integers(0, 2**32 - 1))
def test_it_may_be_said_half_as_fast(size: int, seed: int) -> None:
    chance = np.random.default_rng(seed)
    example = chance.standard_normal((size, 96)).astype(np.float32)
    example /= np.linalg.norm(example, axis=1, keepdims=True)
    slow = np.repeat(example, 2, axis=0)
    assert fit(example, slow)[0].min() == pytest.approx(0, abs=1e-5)


@given(st.integers(1, 12), st.integers(1, 12))
def test_what_is_shorter_than_the_example_is_no_fault(size: int, heard: int) -> None:
    distances, begins = fit(np.ones((size, 96), np.float32), np.ones((heard, 96), np.float32))
    assert distances.shape == begins.shape == (heard,)


@pytest.mark.slow
def test_her_name_is_heard_from_voices_that_have_not_taught_it() -> None:
    async def story() -> None:
        store = WeightStore()
        mouth = Kokoro(store.folder("kokoro") / "model.onnx", store.folder("kokoro-voices"))

        async def said(text: str, voice: str) -> Samples:
            parts = [chunk.samples async for chunk in mouth.speak(text, voice=voice)]
            sound = resampled(np.concatenate(parts), mouth.sample_rate)
            return np.pad(sound, (INPUT_RATE, INPUT_RATE // 2))

        model = store.folder("speech-embedding") / "model.onnx"
        spotter = WakeWord(model, mouth, teachers=("af_heart", "am_michael", "bf_emma"))
        call = await said("Samantha, are you there?", "af_nova")
        assert await spotter.find(call, "Samantha") is None, "she has not learnt it"
        await spotter.learn("Samantha")
        begins = await spotter.find(call, "Samantha")
        assert begins is not None and 0.6 < begins < 1.2
        other = await said("I walked to the lake and the ice was gone.", "af_nova")
        assert await spotter.find(other, "Samantha") is None
        assert await spotter.find(other[:800], "Samantha") is None
        spotter.close()
        mouth.close()

    asyncio.run(story())


def test_a_damaged_model_says_what_to_do(tmp_path: Path) -> None:
    class Mute:
        sample_rate = 24_000

        def speak(self, text: str, *, voice: str, delivery: Delivery = EVEN) -> object:
            raise AssertionError(text, voice, delivery)

    (tmp_path / "model.onnx").write_bytes(b"no model")
    with pytest.raises(WeightsError, match="anima models get"):
        WakeWord(tmp_path / "model.onnx", Mute())  # pyright: ignore[reportArgumentType]  # mute
