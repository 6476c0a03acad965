"""What sentences hint at, by the real model and by a small one made here."""

import json
import shutil
import struct
import zipfile
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from anima.llm import SenseEncoder
from anima.llm.mpnet_layers import position_buckets
from anima.llm.sense_encoder import ARCHIVE, made_name
from anima.values import WeightsError


def test_distances_are_told_apart_by_direction_and_less_when_far() -> None:
    buckets = position_buckets(300)
    assert buckets.shape == (300, 300)
    assert (np.diag(buckets) == 0).all()
    assert buckets[5, 4] != buckets[4, 5]
    assert list(buckets[:8, 0]) == list(range(8))
    assert buckets[299, 0] == buckets[250, 0] == 15
    assert buckets[0, 299] == 31


def test_a_folder_without_the_archive_is_an_error_that_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(WeightsError, match="anima models get"):
        SenseEncoder(tmp_path / "mpnet")


@pytest.mark.parametrize("content", [b"", b"no archive", b"PK\x03\x04 cut off"])
def test_a_damaged_archive_is_an_error_and_leaves_nothing_half_made(
    tmp_path: Path, content: bytes
) -> None:
    (tmp_path / ARCHIVE).write_bytes(content)
    with pytest.raises(WeightsError):
        SenseEncoder(tmp_path)
    assert [each.name for each in tmp_path.iterdir()] == [ARCHIVE]


def test_an_archive_with_another_model_is_an_error(tmp_path: Path) -> None:
    header = json.dumps({"x": {"dtype": "F32", "shape": [1], "data_offsets": [0, 4]}}).encode()
    with zipfile.ZipFile(tmp_path / ARCHIVE, "w") as packed:
        packed.writestr("all-mpnet-base-v2/tokenizer.json", "{}")
        tensors = struct.pack("<Q", len(header)) + header + b"\0\0\0\0"
        packed.writestr("all-mpnet-base-v2/model.safetensors", tensors)
    with pytest.raises(WeightsError):
        SenseEncoder(tmp_path)
    assert [each.name for each in tmp_path.iterdir()] == [ARCHIVE]


@pytest.fixture(scope="module")
def encoder(weights: Path) -> Iterator[SenseEncoder]:
    model = SenseEncoder(weights / "mpnet")
    yield model
    model.close()


def _apart(one: NDArray[np.float32], other: NDArray[np.float32]) -> float:
    return float(one @ other / np.linalg.norm(one) / np.linalg.norm(other))


@pytest.mark.slow
async def test_any_text_has_a_vector(encoder: SenseEncoder) -> None:
    texts = ["", " ", "\x00", "\ud800", "word " * 2000, "東京 naïve 😀", "ok"]
    vectors = await encoder.embed(texts)
    assert vectors.shape == (len(texts), encoder.dimensions) == (7, 1536)
    assert np.isfinite(vectors).all()
    assert (await encoder.embed([])).shape == (0, 1536)


@pytest.mark.slow
async def test_a_sentence_is_nearer_to_its_like(encoder: SenseEncoder) -> None:
    gone, missed, soup = await encoder.embed(
        ["They would manage fine without me.", "Nobody would notice if I left.", "I had soup."]
    )
    assert _apart(gone, missed) > _apart(gone, soup)


@pytest.mark.slow
async def test_where_nothing_can_be_kept_it_is_made_for_this_start(
    encoder: SenseEncoder, weights: Path, tmp_path: Path
) -> None:
    (tmp_path / "blocked").mkdir()
    (tmp_path / "blocked" / ARCHIVE).symlink_to(weights / "mpnet" / ARCHIVE)
    # Where a folder should come a file stands, also for those whom no permission stops.
    (tmp_path / "blocked" / made_name()).write_bytes(b"")
    other = SenseEncoder(tmp_path / "blocked")
    said = ["I keep the rope in the boat."]
    assert np.allclose(await other.embed(said), await encoder.embed(said), atol=1e-4)
    other.close()
    assert (tmp_path / "blocked" / made_name()).is_file()


@pytest.mark.slow
async def test_it_is_made_once(encoder: SenseEncoder, weights: Path, tmp_path: Path) -> None:
    shutil.copytree(weights / "mpnet" / made_name(), tmp_path / made_name())
    (tmp_path / ARCHIVE).symlink_to(weights / "mpnet" / ARCHIVE)
    before = (tmp_path / made_name() / "layers.onnx").stat().st_mtime_ns
    again = SenseEncoder(tmp_path)
    assert again.name == encoder.name
    again.close()
    assert (tmp_path / made_name() / "layers.onnx").stat().st_mtime_ns == before


@pytest.mark.slow
def test_what_an_earlier_version_made_is_taken_away(weights: Path, tmp_path: Path) -> None:
    (tmp_path / "made-0").mkdir()
    (tmp_path / "made-0" / "layers.onnx").write_bytes(b"as it was made before")
    (tmp_path / ARCHIVE).symlink_to(weights / "mpnet" / ARCHIVE)
    SenseEncoder(tmp_path).close()
    assert {each.name for each in tmp_path.iterdir()} == {ARCHIVE, made_name()}
