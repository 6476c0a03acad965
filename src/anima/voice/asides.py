"""Asides: small sounds and phrases in her voice that are part of no reply.

They fill a wait, lead back to what she was saying, or tell that she listens. Each is made once for
a line, and is then there at once. None of them is shown, counted as heard, or stored.
"""

import logging

import numpy as np

from anima.values import Delivery
from anima.voice.rehearsal import Voicing
from anima.voice.speech import Samples

_log = logging.getLogger(__name__)


class Asides:
    """The phrases made so far on one line, each in the voice and in the manner it was made for."""

    def __init__(self) -> None:
        self._made: dict[tuple[str, str, Delivery], Samples] = {}

    def ready(self, phrase: str, voicing: Voicing) -> Samples | None:
        """The sound of a phrase, if it was made before."""
        return self._made.get((phrase, voicing.voice, voicing.delivery))

    async def make(self, phrase: str, voicing: Voicing) -> Samples | None:
        """The sound of a phrase; None when it could not be made, which costs nothing but it."""
        if (known := self.ready(phrase, voicing)) is not None:
            return known
        speak = voicing.text_to_speech.speak
        speech = speak(phrase, voice=voicing.voice, delivery=voicing.delivery)
        try:
            parts = [chunk.samples async for chunk in speech]
        except Exception as error:  # the boundary to a model: nothing is lost with an aside
            _log.warning("an aside could not be made: %s", type(error).__name__)
            return None
        made = np.concatenate(parts) if parts else np.zeros(0, np.float32)
        self._made[phrase, voicing.voice, voicing.delivery] = made
        return made
