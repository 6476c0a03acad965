"""Her name as one person says it: a few recordings of it become examples beside those of voices.

The voices that teach a name speak as they do; a person with another accent, or a name that is read
differently than it is said, is missed more often than others. So they may say it themselves. What
is kept of a recording are the vectors it is compared by, not its sound.

    what was said                                     counts
    nothing, or longer than a name                    no
    it comes near the name, or is read as the name    yes
    anything else                                     when the next is said in the same way
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from anima.values import AnimaError
from anima.voice.listening import FRAME, VOICED_FROM
from anima.voice.name_sound import may_be
from anima.voice.speech import INPUT_RATE, Samples, SpeechToText, VoiceActivity
from anima.voice.wake_word import PERHAPS, Vectors, WakeWord

TAKES = 3
"""How often it should be said: as many examples as count in a comparison."""

MOST_TAKES = 9
"""More would only make the comparison slower."""

SHORTEST_SECONDS = 0.16
LONGEST_SECONDS = 1.6
"""Of voice in a recording of a name, pauses inside it included."""

_MARGIN = round(0.06 * INPUT_RATE)
"""Around the voice: soft consonants are not found to be voice."""


class NotTheNameError(AnimaError):
    """A recording that cannot serve as an example of a name."""


@dataclass(frozen=True, slots=True)
class Take:
    """What came of a recording: examples that count from now on; none when it waits for another."""

    examples: tuple[Vectors, ...] = ()


class NameTeaching:
    """Turns a person's recordings of a name into examples, one line's worth of them.

    Args:
        wake_word: Makes examples, and knows how voices say the name.
        ears: Reads what was said.
        activity: Tells voice from other sound.
    """

    def __init__(
        self, wake_word: WakeWord, ears: SpeechToText, activity: Callable[[], VoiceActivity]
    ) -> None:
        self._wake_word = wake_word
        self._ears = ears
        self._activity = activity
        self._waiting: Vectors | None = None

    async def take(self, name: str, samples: Samples) -> Take:
        """Take a recording (16 kHz) in which the name is said, and nothing else.

        Raises `NotTheNameError` when it holds no voice, or more than a name.
        """
        voiced = self._voiced(samples)
        seconds = voiced.size / INPUT_RATE
        if seconds < SHORTEST_SECONDS:
            raise NotTheNameError(
                "Nothing was heard.",
                advice="Say the name after the press, close to the microphone.",
            )
        if seconds > LONGEST_SECONDS:
            raise NotTheNameError(
                "That was longer than a name.", advice="Say the name alone, where it is quiet."
            )
        example = await self._wake_word.example(voiced)
        await self._wake_word.learn(name)
        nearest = await self._wake_word.distance(voiced, name)
        if nearest < PERHAPS or may_be(name, (await self._ears.transcribe(voiced)).text):
            self._waiting = None
            return Take((example,))
        before, self._waiting = self._waiting, example
        if before is None or await self._wake_word.distance(voiced, name, only=[before]) >= PERHAPS:
            return Take()
        self._waiting = None
        return Take((before, example))

    def _voiced(self, samples: Samples) -> Samples:
        """From the first voice to the last."""
        activity = self._activity()
        whole = samples[: samples.size // FRAME * FRAME].reshape(-1, FRAME)
        voiced = np.flatnonzero([activity.probability(frame) >= VOICED_FROM for frame in whole])
        if not voiced.size:
            return np.zeros(0, np.float32)
        begin = max(0, int(voiced[0]) * FRAME - _MARGIN)
        return samples[begin : (int(voiced[-1]) + 1) * FRAME + _MARGIN]


class OwnSpotter:
    """Finds a name as voices say it, and as one person does; the model is everybody's.

    Args:
        wake_word: What finds it.
        own: The person's examples of a name.
    """

    def __init__(self, wake_word: WakeWord, own: Callable[[str], Sequence[Vectors]]) -> None:
        self.wake_word = wake_word
        self._own = own

    async def learn(self, name: str) -> None:
        """Get to know how voices say this name."""
        await self.wake_word.learn(name)

    async def find(self, samples: Samples, name: str) -> float | None:
        """The second at which the name begins; None where it is not said."""
        return await self.wake_word.find(samples, name, own=self._own(name))
