"""The voice engine: one session for each line, over models that every line shares."""

from anima.voice.dialogue import Dialogue, Reply
from anima.voice.end_of_turn import SmartTurn
from anima.voice.exchange import Exchange, exchange
from anima.voice.kokoro_model import KokoroModel
from anima.voice.line import Line, converse
from anima.voice.sound_files import read_sound, write_wav
from anima.voice.speech import (
    INPUT_RATE,
    EndOfTurn,
    HeardWord,
    Samples,
    SpeechChunk,
    SpeechModels,
    SpeechToText,
    SpokenWord,
    TextToSpeech,
    Transcript,
    VoiceActivity,
)
from anima.voice.speech_to_text import Whisper
from anima.voice.text_to_speech import Kokoro, Mouth
from anima.voice.timing import TurnTiming
from anima.voice.voice_activity import SileroActivity
from anima.voice.voice_pace import measured

__all__ = [
    "INPUT_RATE",
    "Dialogue",
    "EndOfTurn",
    "Exchange",
    "HeardWord",
    "Kokoro",
    "KokoroModel",
    "Line",
    "Mouth",
    "Reply",
    "Samples",
    "SileroActivity",
    "SmartTurn",
    "SpeechChunk",
    "SpeechModels",
    "SpeechToText",
    "SpokenWord",
    "TextToSpeech",
    "Transcript",
    "TurnTiming",
    "VoiceActivity",
    "Whisper",
    "converse",
    "exchange",
    "measured",
    "read_sound",
    "write_wav",
]
