"""How somebody writes: measured, said in words, compared."""

from anima.letters.style.measure import chunks
from anima.letters.style.portrait import Portrait, portrait
from anima.letters.style.samples import samples_of_file, samples_of_text
from anima.letters.style.sender_voice import SenderVoice, voice_of

__all__ = [
    "Portrait",
    "SenderVoice",
    "chunks",
    "portrait",
    "samples_of_file",
    "samples_of_text",
    "voice_of",
]
