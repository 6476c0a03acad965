"""Names that the first dictionary does not have are said as they should be."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from anima.values import WeightsError
from anima.voice.pronunciation import Pronunciation, pronunciation
from anima.voice.word_list import FILE, WordList

LINES = """export const dictionary = {
  "'tis": "T IH1 Z",
  "michelle": "M IH0 SH EH1 L",
  "o'brien": "OW0 B R AY1 IH0 N",
  "zwicky": "Z W IH1 K IY0"
}
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / FILE).write_text(LINES, encoding="utf-8")
    return tmp_path


def test_a_word_is_found_however_it_is_written(folder: Path) -> None:
    words = WordList(folder)
    assert words.arpabet("Michelle") == "M IH0 SH EH1 L".split()
    assert words.arpabet("MICHÈLLE") == words.arpabet("michelle")
    assert words.arpabet("O\u2019Brien") == words.arpabet("o'brien") != []
    assert words.arpabet("zwicky") == ["Z", "W", "IH1", "K", "IY0"]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=30))
def test_what_is_not_in_it_is_no_word(folder: Path, text: str) -> None:
    if text.lower() not in LINES:
        assert WordList(folder).arpabet(f"{text}qq") == []


def test_without_its_file_it_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(WeightsError, match="dictionary"):
        WordList(tmp_path)


def test_names_sound_by_it_with_their_endings(folder: Path) -> None:
    without, american = pronunciation(british=False), pronunciation(british=False, words=folder)
    assert said(without, "Michelle") != said(american, "Michelle") == "mɪʃˈɛl"
    assert said(american, "Michelle\u2019s") == "mɪʃˈɛlz"
    assert said(american, "O'Brien") == "ObɹˈIɪn"
    assert said(pronunciation(british=True, words=folder), "O'Brien") == "QbɹˈIɪn"
    assert said(american, "kitchen") == said(without, "kitchen")


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "sounds"),
    [("Naomi", "nAˈOmi"), ("San Diego", "sˈæn diˈAɡO"), ("Leicester", "lˈɛstəɹ"), ("Eva", "ˈivə")],
)
def test_the_real_one_knows_names(weights: Path, name: str, sounds: str) -> None:
    assert said(pronunciation(british=False, words=weights / "english-words"), name) == sounds


def said(voice: Pronunciation, text: str) -> str:
    return " ".join(sound.phonemes for sound in voice.sounds(text))
