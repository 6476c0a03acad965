"""Every word that was understood says how sure the recogniser is of it."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from anima.voice import HeardWord
from anima.voice.byte_pairs import text_of
from anima.voice.confidence import ending_of, probabilities_of, words_of

SPACE = "\u0120"
tokens = st.lists(
    st.sampled_from([f"{SPACE}so", f"{SPACE}C", "raf", "ren", ",", ".", "'m", f"{SPACE}-", "65"]),
    max_size=20,
)


def test_a_word_is_as_sure_as_all_its_tokens_together() -> None:
    found = words_of([f"{SPACE}I", "'m", f"{SPACE}C", "laf", "lin"], [0.9, 0.5, 0.5, 0.5, 0.4])
    assert [word.text for word in found] == ["I'm", "Claflin"]
    assert [word.confidence for word in found] == pytest.approx([0.45, 0.1])


def test_a_doubtful_comma_is_no_doubtful_word() -> None:
    assert words_of([f"{SPACE}Well", ","], [0.9, 0.1]) == (HeardWord("Well,", 0.9),)
    assert words_of([f"{SPACE}Well", f"{SPACE}-"], [0.9, 0.1]) == (HeardWord("Well -", 0.9),)


@given(tokens)
def test_the_words_are_the_text(given: list[str]) -> None:
    words = words_of(given, [0.5] * len(given))
    assert " ".join(word.text for word in words).split() == text_of(given).split()
    assert all(0 <= word.confidence <= 1 for word in words)


def test_probabilities_come_from_the_logits_of_each_step() -> None:
    logits = np.log(np.array([[0.7, 0.2, 0.1], [0.1, 0.1, 0.8]], np.float32)) + 1000
    assert probabilities_of(list(logits), [0, 1]) == pytest.approx([0.7, 0.1], rel=1e-3)


def test_how_likely_a_sentence_ends_is_read_after_the_last_word() -> None:
    # The vocabulary is: a word, a full stop, a comma, the end of the text.
    after_word, after_mark = [0.0, 0.6, 0.3, 0.1], [0.0, 0.0, 0.0, 1.0]
    logits = [np.log(np.array(step, np.float32) + 1e-9) for step in ([1, 0, 0, 0], after_word)]
    assert ending_of(logits, [f"{SPACE}so"], (1,)) == pytest.approx(0.6, abs=0.01)
    logits.append(np.log(np.array(after_mark, np.float32) + 1e-9))
    assert ending_of(logits, [f"{SPACE}so", ","], (1,)) == pytest.approx(0.6, abs=0.01)
    assert ending_of(logits[:1], [f"{SPACE}so"], (1,)) is None
    assert ending_of(logits, [f"{SPACE}so"], ()) is None
