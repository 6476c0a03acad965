"""The sound of what was said: kept if wanted, heard again, gone when it is forgotten."""

import io
import wave

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from anima.memory import Forgetting, MemorySearch, Sounds
from anima.memory.sounds import from_mu_law, to_mu_law
from anima.values import EventId
from tests.memory.conftest import OWNER, Memories


def tone(seconds: float = 0.5) -> bytes:
    at = np.arange(round(seconds * 16_000)) / 16_000
    return (8_000 * np.sin(2 * np.pi * 440 * at)).astype("<i2").tobytes()


async def test_a_moment_can_be_heard_again_until_it_is_forgotten(memories: Memories) -> None:
    await memories.tell("My sister is called Ana.", "Hello.")
    told, hello = [event.id for event in await memories.log.events()]
    sounds = Sounds(memories.vault, OWNER)
    await sounds.keep(told, tone())
    assert await sounds.kept([told, hello]) == {told}
    assert await sounds.wav(hello) is None
    heard = await sounds.wav(told)
    assert heard
    with wave.open(io.BytesIO(heard)) as file:
        assert (file.getframerate(), file.getnchannels(), file.getnframes()) == (16_000, 1, 8_000)
        again = np.frombuffer(file.readframes(8_000), "<i2").astype(float)
    wanted = np.frombuffer(tone(), "<i2").astype(float)
    assert np.corrcoef(again, wanted)[0, 1] > 0.999
    search = MemorySearch(memories.vault, OWNER)
    await Forgetting(memories.vault, OWNER, memories.log, search).erase([told])
    assert await sounds.wav(told) is None
    await sounds.keep(told, tone())
    await sounds.keep(EventId("unknown"), tone())
    assert await sounds.kept([told, EventId("unknown")]) == set()


@given(samples=st.lists(st.integers(-32768, 32767), max_size=200))
def test_companding_is_near_for_loud_and_soft(samples: list[int]) -> None:
    pcm = np.array(samples, "<i2")
    again = np.frombuffer(from_mu_law(to_mu_law(pcm.tobytes())), "<i2").astype(float)
    assert np.all(np.abs(again - pcm.astype(float)) <= 8 + 0.05 * np.abs(pcm.astype(float)))
