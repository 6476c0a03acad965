"""Moves of chess that are said aloud: how many are understood from what the recogniser writes.

The voices are others than those whose transcripts the spellings were learned from.
"""

import random
import re

import numpy as np

from anima.models import WeightStore
from anima.play.chess import ChessGame
from anima.play.chess_words import Said, move_in
from anima.settings import load_settings
from anima.voice import Kokoro, Whisper
from anima.voice.sound_files import resampled
from bench.report import Report
from bench.voice_parts.speech import voice_model

_VOICES = ("af_bella", "af_nova", "am_adam", "am_echo", "bf_alice", "bm_george")
_FILES = "abcdefgh"
_RANKS = "one two three four five six seven eight".split()
_PIECES = ("pawn", "knight", "bishop", "rook", "queen", "king")
_SQUARE = re.compile(r"\b([a-h])\s?([1-8])\b", re.IGNORECASE)
_NAMED = re.compile(rf"\b({'|'.join(_PIECES)})\b", re.IGNORECASE)


async def measure_moves(report: Report, most: int, seed: int = 5) -> None:
    """Say so many moves, let them be written down, and compare what is understood with what was
    said; beside it, a reader of squares and names of pieces as they stand."""
    draw = random.Random(seed)  # noqa: S311  # a reproducible sample, no secret
    settings = load_settings()
    mouth = voice_model(Kokoro, settings)
    ears = Whisper(WeightStore().folder(settings.stt), threads=settings.model_threads)
    understood = plainly = 0
    for number in range(most):
        said, voice = _move(draw), _VOICES[number % len(_VOICES)]
        parts = [chunk.samples async for chunk in mouth.speak(f"{said}.", voice=voice)]
        sound = resampled(np.pad(np.concatenate(parts), (4_800, 4_800)), mouth.sample_rate)
        heard = (await ears.transcribe(sound)).text
        wanted, found = _meaning(said), _meaning(heard)
        understood += found is not None and found == wanted
        plainly += _plain(heard) is not None and _plain(heard) == _plain(_digits(said))
        if found != wanted:
            print(f"  {voice}: {said!r} was written as {heard!r}")
    mouth.close()
    ears.close()
    note = f"of {most} moves in {len(_VOICES)} voices"
    report.figure("spoken_moves", understood / most, "", note)
    report.baseline("spoken_moves_plain", plainly / most, "", "squares and pieces as they stand")


def _move(draw: random.Random) -> str:
    square = f"{draw.choice(_FILES)} {draw.choice(_RANKS)}"
    return draw.choice(
        (
            f"{draw.choice(_PIECES)} to {square}",
            f"{draw.choice(_PIECES)} {square}",
            f"{draw.choice(_PIECES)} takes {square}",
            f"I play {draw.choice(_PIECES)} to {square}",
            square,
            draw.choice(("castle kingside", "castle queenside")),
        )
    )


def _digits(said: str) -> str:
    """The squares as they are written: "knight to f3"."""
    for number, word in enumerate(_RANKS, start=1):
        said = re.sub(rf"\b([a-h]) {word}\b", rf"\g<1>{number}", said)
    return said


def _meaning(text: str) -> Said | None:
    found = move_in(text, ChessGame("white"))
    return found.said if found else None


def _plain(text: str) -> tuple[str, str, str] | None:
    low = text.lower()
    if castled := re.search(r"\bcastles? (king|queen) ?side\b", low):
        return "castle", castled[1], ""
    square, piece = _SQUARE.search(low), _NAMED.search(low)
    return ("move", piece[1] if piece else "", f"{square[1]}{square[2]}") if square else None
