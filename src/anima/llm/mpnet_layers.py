"""MPNet's lower layers as an 8-bit ONNX model, made once from the published weights.

The model is Song et al., MPNet (2020), trained on pairs of sentences as all-mpnet-base-v2. What a
sentence hints at is told better by the middle of the network than by its end, which was trained to
say what it is about; so the layers above are left out.
"""

import json
import math
import struct
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper

WIDTH, HEADS = 768, 12
OUTPUTS = (7, 9)
"""After so many layers the means are taken."""

_PREFIX = "all-mpnet-base-v2/"
_BLOCK = 32
"""So many neighbouring weights have one scale."""

_BUCKETS, _FARTHEST = 32, 128
"""Distances between two words are told apart in so many steps, up to so many words."""

Array = NDArray[Any]
# The library's types are made when it runs.
_helper: Any = helper
_numpy_helper: Any = numpy_helper


def tokenizer_json(archive: Path) -> bytes:
    """The tokenizer in the format of Hugging Face's tokenizers, without limits of its own."""
    with zipfile.ZipFile(archive) as packed:
        given: dict[str, Any] = json.loads(packed.read(f"{_PREFIX}tokenizer.json"))
    return json.dumps({**given, "truncation": None, "padding": None}).encode()


def read_tensors(archive: Path) -> dict[str, NDArray[np.float32]]:
    """The tensors of the published safetensors file, those that are used here.

    Raises:
        KeyError, ValueError, zipfile.BadZipFile: The archive is another than was published.
    """
    with (
        zipfile.ZipFile(archive) as packed,
        packed.open(f"{_PREFIX}model.safetensors") as file,
    ):
        (length,) = struct.unpack("<Q", file.read(8))
        header = json.loads(file.read(length))
        header.pop("__metadata__", None)
        found: dict[str, NDArray[np.float32]] = {}
        at = 0
        for name, entry in sorted(header.items(), key=lambda item: item[1]["data_offsets"][0]):
            begin, end = entry["data_offsets"]
            file.read(begin - at)
            content, at = file.read(end - begin), end
            if entry["dtype"] == "F32" and not _is_above(name):
                found[name] = np.frombuffer(content, "<f4").reshape(entry["shape"])
    return found


def position_buckets(length: int) -> NDArray[np.int64]:
    """Which row of the table of distances belongs to each pair of places; shape (length, length).

    Half of the rows are for what comes before, half for what comes after; near ones have a row
    each, farther ones share one (Raffel et al., T5, 2020).
    """
    places = np.arange(length)
    distance = places[:, None] - places[None, :]
    half = _BUCKETS // 2
    near = half // 2
    far = np.abs(distance)
    scaled = np.log(np.maximum(far, 1) / near) / math.log(_FARTHEST / near) * (half - near)
    steps = np.where(far < near, far, np.minimum(near + scaled.astype(np.int64), half - 1))
    return steps + np.where(distance < 0, half, 0)


def graph(tensors: dict[str, NDArray[np.float32]]) -> bytes:
    """The layers as an ONNX model, of one text at a time.

    Its inputs are `embedded`, shape (tokens, 768), and `distances`, shape (12, tokens, tokens):
    what is added to how much one token looks at another. Its outputs are the means over the tokens
    after each layer in `OUTPUTS`, shape (768,).
    """
    made = _Graph()
    made.constant("heads", np.asarray([-1, HEADS, WIDTH // HEADS], np.int64))
    made.constant("flat", np.asarray([-1, WIDTH], np.int64))
    made.constant("scale", np.float32(1 / math.sqrt(WIDTH // HEADS)))
    made.constant("half", np.float32(0.5))
    made.constant("one", np.float32(1))
    made.constant("root", np.float32(2**-0.5))
    at = "embedded"
    for layer in range(max(OUTPUTS)):
        at = made.layer(f"encoder.layer.{layer}.", at, tensors)
        if layer + 1 in OUTPUTS:
            name = f"mean{layer + 1}"
            made.add("ReduceMean", [at], name, axes=[0], keepdims=0)
    inputs = [
        _helper.make_tensor_value_info("embedded", TensorProto.FLOAT, ["tokens", WIDTH]),
        _helper.make_tensor_value_info("distances", TensorProto.FLOAT, [HEADS, "tokens", "tokens"]),
    ]
    outputs = [
        _helper.make_tensor_value_info(f"mean{layer}", TensorProto.FLOAT, [WIDTH])
        for layer in OUTPUTS
    ]
    whole = _helper.make_graph(made.nodes, "mpnet", inputs, outputs, made.constants)
    imports = [_helper.make_opsetid("", 17), _helper.make_opsetid("com.microsoft", 1)]
    model = _helper.make_model(whole, opset_imports=imports)
    model.ir_version = 8
    onnx.checker.check_model(model)
    return model.SerializeToString()


class _Graph:
    """Nodes and constants, as they are put together."""

    def __init__(self) -> None:
        self.nodes: list[Any] = []
        self.constants: list[Any] = []

    def add(self, kind: str, inputs: Sequence[str], out: str, **attributes: Any) -> str:
        self.nodes.append(_helper.make_node(kind, list(inputs), [out], **attributes))
        return out

    def constant(self, name: str, value: Array | np.float32) -> str:
        self.constants.append(_numpy_helper.from_array(np.ascontiguousarray(value), name))
        return name

    def layer(self, name: str, at: str, tensors: dict[str, NDArray[np.float32]]) -> str:
        """One layer: attention, then two linear maps, each added to what came in."""
        turned: dict[str, str] = {}
        for part in "qkv":
            mapped = self._linear(f"{name}attention.attn.{part}", at, tensors)
            cut = self.add("Reshape", [mapped, "heads"], f"{name}{part}.cut")
            order = [1, 2, 0] if part == "k" else [1, 0, 2]
            turned[part] = self.add("Transpose", [cut], f"{name}{part}", perm=order)
        looks = self.add("MatMul", [turned["q"], turned["k"]], f"{name}looks")
        looks = self.add("Mul", [looks, "scale"], f"{name}scaled")
        looks = self.add("Add", [looks, "distances"], f"{name}near")
        looks = self.add("Softmax", [looks], f"{name}shares", axis=-1)
        seen = self.add("MatMul", [looks, turned["v"]], f"{name}seen")
        seen = self.add("Transpose", [seen], f"{name}back", perm=[1, 0, 2])
        seen = self.add("Reshape", [seen, "flat"], f"{name}together")
        seen = self._linear(f"{name}attention.attn.o", seen, tensors)
        at = self._added(f"{name}attention.LayerNorm", seen, at, tensors)
        wide = self._gelu(name, self._linear(f"{name}intermediate.dense", at, tensors))
        narrow = self._linear(f"{name}output.dense", wide, tensors)
        return self._added(f"{name}output.LayerNorm", narrow, at, tensors)

    def _gelu(self, name: str, at: str) -> str:
        """Gaussian error linear unit (Hendrycks & Gimpel, 2016)."""
        bent = self.add("Erf", [self.add("Mul", [at, "root"], f"{name}root")], f"{name}erf")
        bent = self.add("Add", [bent, "one"], f"{name}erf1")
        return self.add("Mul", [self.add("Mul", [at, "half"], f"{name}half"), bent], f"{name}gelu")

    def _added(self, name: str, at: str, to: str, tensors: dict[str, NDArray[np.float32]]) -> str:
        both = self.add("Add", [at, to], f"{name}.sum")
        gain = self.constant(f"{name}.gain", tensors[f"{name}.weight"])
        shift = self.constant(f"{name}.shift", tensors[f"{name}.bias"])
        inputs = [both, gain, shift]
        return self.add("LayerNormalization", inputs, f"{name}.out", axis=-1, epsilon=1e-5)

    def _linear(self, name: str, at: str, tensors: dict[str, NDArray[np.float32]]) -> str:
        """A linear map with 8-bit weights, a scale for each 32 of them."""
        weight = tensors[f"{name}.weight"]
        rows, columns = weight.shape
        blocks = weight.reshape(rows, columns // _BLOCK, _BLOCK)
        scales = np.maximum(np.abs(blocks).max(axis=2), 1e-12) / 127
        whole = (np.rint(blocks / scales[:, :, None]) + 128).astype(np.uint8)
        product = self.add(
            "MatMulNBits",
            [
                at,
                self.constant(f"{name}.whole", whole),
                self.constant(f"{name}.scales", scales.astype(np.float32).reshape(-1)),
            ],
            f"{name}.product",
            domain="com.microsoft",
            K=columns,
            N=rows,
            bits=8,
            block_size=_BLOCK,
            accuracy_level=4,
        )
        bias = self.constant(f"{name}.bias", tensors[f"{name}.bias"])
        return self.add("Add", [product, bias], f"{name}.out")


def _is_above(name: str) -> bool:
    """Whether a tensor belongs to a layer that is left out."""
    parts = name.split(".")
    return parts[:2] == ["encoder", "layer"] and int(parts[2]) >= max(OUTPUTS)
