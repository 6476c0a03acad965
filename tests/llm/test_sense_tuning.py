"""What is added to the published weights."""

import io

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from anima.llm.mpnet_layers import OUTPUTS, WIDTH
from anima.llm.sense_tuning import PARTS, added, mark, shipped, tuned, written


@given(st.integers(0, 2**32 - 1), st.integers(1, 8), st.floats(1e-6, 1e3))
def test_a_difference_comes_back_as_it_was_to_eight_bits(seed: int, rank: int, size: float) -> None:
    rng = np.random.default_rng(seed)
    down = rng.normal(size=(rank, 12)).astype(np.float32)
    up = (size * rng.normal(size=(20, rank))).astype(np.float32)
    found = added(written({"some.map": (down, up)}))
    assert list(found) == ["some.map"]
    # A step is a 127th of a row's largest number, and is off by half at most, on either side.
    worst = rank * np.abs(down).max() * np.abs(up).max() / 120
    assert np.abs(found["some.map"] - up @ down).max() <= worst


def test_what_is_added_belongs_to_layers_that_are_used() -> None:
    names = set(added(shipped()))
    known = {f"encoder.layer.{layer}.{part}" for layer in range(max(OUTPUTS)) for part in PARTS}
    assert names
    assert names <= known


def test_only_the_weights_it_names_change() -> None:
    name = min(added(shipped()))
    shape = added(shipped())[name].shape
    others = {f"{name}.bias": np.ones(WIDTH, np.float32)}
    tensors = {
        f"{each}.weight": np.zeros(d.shape, np.float32) for each, d in added(shipped()).items()
    }
    changed = tuned(tensors | others)
    assert changed.keys() == (tensors | others).keys()
    assert (changed[f"{name}.bias"] == 1).all()
    assert changed[f"{name}.weight"].shape == shape
    assert np.abs(changed[f"{name}.weight"]).max() > 0


def test_the_mark_is_of_what_is_shipped() -> None:
    assert len(mark()) == 8
    assert not np.load(io.BytesIO(shipped()), allow_pickle=False).files == []
