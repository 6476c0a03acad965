"""What the page asks about how the person says her name, and how it is taught to her."""

import base64
import binascii

from pydantic import BaseModel, Field

from anima.app import Anima
from anima.conversation import Conversation
from anima.values import AnimaError, JsonValue
from anima.voice.own_name import MOST_TAKES, TAKES, NameTeaching, OwnSpotter
from anima.voice.pcm import from_pcm16
from anima.voice.speech import INPUT_RATE

MOST_SECONDS = 4.0
"""Of one recording; the page makes them shorter."""

_AGAIN = "That did not sound like {name} to me. Say it again in the same way, and I believe you."


class TeachingError(AnimaError):
    """The name cannot be taught here, or not by this."""


class _Recording(BaseModel):
    """One time the name was said: mono PCM16, little endian, 16 kHz, as base64."""

    sound: str = Field(max_length=round(MOST_SECONDS * INPUT_RATE * 2 * 4 / 3) + 4)


class NameDesk:
    """Answers one line's requests about the sound of her name."""

    def __init__(self, anima: Anima, conversation: Conversation) -> None:
        self._anima = anima
        self._conversation = conversation
        self._teaching: NameTeaching | None = None

    async def answer(self, t: str, d: JsonValue) -> JsonValue:
        """How often the name was taught, after what `t` asks for was done."""
        if t == "teach-name":
            return await self._teach(_Recording.model_validate(d).sound)
        if t == "forget-name-sound" and self._anima.name_sounds is not None:
            await self._anima.name_sounds.forget()
        return self._told()

    async def _teach(self, sound: str) -> JsonValue:
        name, sounds = self._conversation.identity.name, self._anima.name_sounds
        if not name or sounds is None or self._begun is None:
            raise TeachingError("She has no name yet, or cannot be woken by one here.")
        if len(sounds.of(name)) >= MOST_TAKES:
            raise TeachingError("She has heard it often enough.", advice="Forget it to begin anew.")
        try:
            samples = from_pcm16(base64.b64decode(sound, validate=True))
        except (binascii.Error, ValueError):
            raise TeachingError("This is not base64 of 16-bit samples.") from None
        taken = await self._begun.take(name, samples)
        for example in taken.examples:
            await sounds.keep(name, example)
        return self._told("" if taken.examples else _AGAIN.format(name=name))

    @property
    def _begun(self) -> NameTeaching | None:
        """The teaching on this line; None where nothing can be woken by a name."""
        speech = self._anima.speech
        if self._teaching is None and speech and isinstance(speech.name_spotter, OwnSpotter):
            spotter = speech.name_spotter.wake_word
            self._teaching = NameTeaching(spotter, speech.speech_to_text, speech.voice_activity)
        return self._teaching

    def _told(self, note: str = "") -> JsonValue:
        sounds, name = self._anima.name_sounds, self._conversation.identity.name
        taught = len(sounds.of(name)) if sounds else 0
        return {"name": name, "taught": taught, "enough": TAKES, "most": MOST_TAKES, "note": note}
