"""She learns her name from the person, with the real models and voices in the place of people."""

import asyncio
from collections.abc import AsyncGenerator, Callable, Coroutine
from contextlib import asynccontextmanager
from dataclasses import dataclass

import numpy as np
import pytest

from anima.models import WeightStore
from anima.values import Delivery
from anima.voice import Kokoro, Samples, SileroActivity, Whisper
from anima.voice.own_name import NameTeaching, NotTheNameError, OwnSpotter
from anima.voice.sound_files import resampled
from anima.voice.speech import INPUT_RATE
from anima.voice.wake_word import Vectors, WakeWord

pytestmark = pytest.mark.slow


@dataclass
class Room:
    """Somebody who teaches, and who listens."""

    mouth: Kokoro
    wake_word: WakeWord
    teaching: NameTeaching

    async def said(self, text: str, voice: str, speed: float = 1.0) -> Samples:
        chunks = self.mouth.speak(text, voice=voice, delivery=Delivery(speed))
        sound = np.concatenate([chunk.samples async for chunk in chunks])
        return np.pad(resampled(sound, self.mouth.sample_rate), (INPUT_RATE // 2, INPUT_RATE // 2))


@asynccontextmanager
async def room() -> AsyncGenerator[Room]:
    store = WeightStore()
    mouth = Kokoro(store.folder("kokoro") / "model.onnx", store.folder("kokoro-voices"))
    model = store.folder("speech-embedding") / "model.onnx"
    ears = Whisper(store.folder("whisper-base"))
    wake_word = WakeWord(model, mouth, teachers=("af_heart",), reader=ears)
    yield Room(mouth, wake_word, NameTeaching(wake_word, ears, SileroActivity))
    wake_word.close()
    mouth.close()


def test_three_times_said_it_is_known_as_the_person_says_it() -> None:
    async def story(here: Room) -> None:
        own: list[Vectors] = []
        for speed in (0.9, 1.0, 1.1):
            taken = await here.teaching.take("Wren", await here.said("Wren.", "bm_daniel", speed))
            own.extend(taken.examples)
        assert len(own) == 3
        spotter = OwnSpotter(here.wake_word, lambda name: own if name == "Wren" else [])
        call = await here.said("Wren, are you there?", "bm_daniel")
        begins = await spotter.find(call, "Wren")
        assert begins is not None and 0.2 < begins < 0.8
        alone = await here.wake_word.distance(call, "Wren")
        assert await here.wake_word.distance(call, "Wren", only=own) < alone
        other = await here.said("I walked to the lake and the ice was gone.", "bm_daniel")
        assert await spotter.find(other, "Wren") is None

    run(story)


def test_a_name_that_nobody_would_read_counts_when_said_twice_alike() -> None:
    async def story(here: Room) -> None:
        # The name is written one way and said another, which no reader can know.
        first = await here.teaching.take("Xochitl", await here.said("So cheat.", "am_adam"))
        assert first.examples == ()
        again = await here.teaching.take("Xochitl", await here.said("So cheat.", "am_adam", 1.1))
        assert len(again.examples) == 2

    run(story)


def test_another_word_is_not_believed() -> None:
    async def story(here: Room) -> None:
        for text in ("Potato.", "Umbrella."):
            taken = await here.teaching.take("Wren", await here.said(text, "am_adam"))
            assert taken.examples == ()

    run(story)


def test_silence_and_a_speech_are_refused_with_a_reason() -> None:
    async def story(here: Room) -> None:
        with pytest.raises(NotTheNameError, match="Nothing was heard"):
            await here.teaching.take("Wren", np.zeros(2 * INPUT_RATE, np.float32))
        with pytest.raises(NotTheNameError, match="longer than a name"):
            speech = await here.said("Wren, I walked to the lake and the ice was gone.", "am_adam")
            await here.teaching.take("Wren", speech)

    run(story)


def run(story: Callable[[Room], Coroutine[object, object, None]]) -> None:
    async def told() -> None:
        async with room() as here:
            await story(here)

    asyncio.run(told())
