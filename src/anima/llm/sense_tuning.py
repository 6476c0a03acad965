"""What Anima has taught the encoder of hints: small differences to the published weights.

To a linear map W is added U D, where U has few columns and D few rows (Hu et al., LoRA, 2021). The
file beside this module is made by `tools/tune_sense.py` from the lines that also teach the head.
"""

import hashlib
import io
from collections.abc import Mapping
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

PARTS = (
    "attention.attn.q",
    "attention.attn.k",
    "attention.attn.v",
    "attention.attn.o",
    "intermediate.dense",
    "output.dense",
)
"""The maps of a layer to which something is added."""

Array = NDArray[np.float32]


def written(pairs: Mapping[str, tuple[Array, Array]]) -> bytes:
    """The pairs D and U by the name of their map, in 8 bits with a scale for each row of rank."""
    held: dict[str, NDArray[np.int8] | Array] = {}
    for name, (down, up) in pairs.items():
        for side, matrix in (("down", down), ("up", up.T)):
            scales = np.maximum(np.abs(matrix).max(axis=1), 1e-12) / 127
            held[f"{name}/{side}"] = np.rint(matrix / scales[:, None]).astype(np.int8)
            held[f"{name}/{side}/scales"] = scales.astype(np.float32)
    packed = io.BytesIO()
    np.savez_compressed(packed, allow_pickle=False, **held)
    return packed.getvalue()


def shipped() -> bytes:
    """What Anima comes with, as `written` gives it."""
    return files("anima.llm").joinpath("sense_tuning.npz").read_bytes()


def mark() -> str:
    """A short mark of what was taught: another teaching has another."""
    return hashlib.sha256(shipped()).hexdigest()[:8]


def added(packed: bytes) -> dict[str, Array]:
    """What is added to each map, by its name; shape (rows, columns)."""
    found: dict[str, Array] = {}
    with np.load(io.BytesIO(packed), allow_pickle=False) as held:
        for name in sorted({key.partition("/")[0] for key in held.files}):
            down, up = (
                held[f"{name}/{side}"] * held[f"{name}/{side}/scales"][:, None]
                for side in ("down", "up")
            )
            found[name] = (up.T @ down).astype(np.float32)
    return found


def tuned(tensors: Mapping[str, Array]) -> dict[str, Array]:
    """The published tensors with what was taught put into them."""
    changed = dict(tensors)
    for name, difference in added(shipped()).items():
        changed[f"{name}.weight"] = changed[f"{name}.weight"] + difference
    return changed
