"""Sentence embeddings by the real model."""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from anima.llm import SentenceEncoder
from anima.values import WeightsError

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def encoder(weights: Path) -> Iterator[SentenceEncoder]:
    model = SentenceEncoder(weights / "minilm")
    yield model
    model.close()


async def test_what_means_the_same_is_near(encoder: SentenceEncoder) -> None:
    home, again, cat = await encoder.embed(["I live in Porto.", "Porto is my home.", "A cat!"])
    assert home @ again > 0.6 > 0.3 > home @ cat


async def test_vectors_have_length_one_whatever_the_text(encoder: SentenceEncoder) -> None:
    texts = ["", " ", "\x00", "\ud800", "word " * 2000, "東京 naïve 😀", "ok"]
    vectors = await encoder.embed(texts)
    assert vectors.shape == (len(texts), encoder.dimensions) == (7, 384)
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)


async def test_a_text_has_the_same_vector_alone_and_among_others(encoder: SentenceEncoder) -> None:
    texts = ["I live in Porto.", "A much longer sentence about the weather in the north."]
    together = await encoder.embed(texts)
    alone = np.concatenate([await encoder.embed([text]) for text in texts])
    # The weights are of 8 bits and scaled by batch: a padded batch differs a little.
    assert (together * alone).sum(axis=1).min() > 0.98


async def test_word_pieces_may_come_in_either_form(
    encoder: SentenceEncoder, weights: Path, tmp_path: Path
) -> None:
    from anima.llm.sentence_encoder import _tokenizer_json  # pyright: ignore[reportPrivateUsage]

    folder = tmp_path / "minilm"
    folder.mkdir()
    shutil.copy(weights / "minilm" / "model.onnx", folder)
    given = json.loads(_tokenizer_json(weights / "minilm"))
    given["truncation"] = {"max_length": 4, "strategy": "LongestFirst", "stride": 0}
    (folder / "tokenizer.json").write_text(json.dumps(given), encoding="utf-8")
    other = SentenceEncoder(folder)
    text = "Word pieces come as a list or as a tokenizer."
    assert np.allclose(await other.embed_query(text), await encoder.embed_query(text))
    other.close()


def test_a_folder_without_the_model_is_an_error_that_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(WeightsError, match="anima models get"):
        SentenceEncoder(tmp_path / "minilm")
