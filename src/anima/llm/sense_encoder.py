"""What sentences hint at, as vectors: the middle layers of MPNet, taught by lines of Anima's."""

import asyncio
import io
import os
import shutil
import tempfile
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import lru_cache
from pathlib import Path

import numpy as np
import onnxruntime
from kitoken import Kitoken
from numpy.typing import NDArray

from anima.llm.embedder import Vectors
from anima.llm.mpnet_layers import (
    OUTPUTS,
    WIDTH,
    graph,
    position_buckets,
    read_tensors,
    tokenizer_json,
)
from anima.llm.sense_tuning import mark, tuned
from anima.values import WeightsError

ARCHIVE = "all-mpnet-base-v2.zip"
MAX_TOKENS = 256
"""Of a longer sentence the beginning counts."""

_MADE, _MAKING = "made-", "1"
"""The folder, beside the archive, of what is made from it: another for another way of making it."""

_BEGIN, _END, _FIRST_PLACE = 0, 2, 2


class SenseEncoder:
    """An encoder in this process, in 20 to 30 ms a sentence.

    The archive of the published weights is turned into an 8-bit model the first time, which takes
    some seconds and 130 MB beside it; where nothing can be written it is made anew at each start.
    """

    def __init__(self, folder: Path, *, threads: int = 1) -> None:
        """Load, or make and load, the model from its folder of weights.

        Raises:
            WeightsError: The archive is missing or is not what it should be.
        """
        self.name = f"mpnet/{'+'.join(map(str, OUTPUTS))}/{mark()}"
        self.dimensions = WIDTH * len(OUTPUTS)
        try:
            self._tokenizer = Kitoken.from_tokenizers(tokenizer_json(folder / ARCHIVE))
            self._session, self._tables = _opened(folder, threads)
        except Exception as error:  # each of the libraries raises classes of its own
            raise WeightsError(
                f"The model of what sentences mean in {folder} could not be loaded.",
                advice=f"Run: anima models get {folder.name}",
            ) from error
        self._distances = lru_cache(64)(self._distances_of)
        self._workers = ThreadPoolExecutor(2, thread_name_prefix="sense")

    async def embed(self, texts: Sequence[str]) -> Vectors:
        """Vectors of sentences, shape (texts, 1536): means of two layers, of no special length."""
        return await asyncio.get_running_loop().run_in_executor(
            self._workers, self._embed, list(texts)
        )

    def close(self) -> None:
        """Let the worker threads end; what is asked already is still answered."""
        self._workers.shutdown(wait=False)

    def _embed(self, texts: list[str]) -> Vectors:
        return np.asarray([self._vector(text) for text in texts], np.float32).reshape(
            len(texts), self.dimensions
        )

    def _vector(self, text: str) -> NDArray[np.float32]:
        printable = text.encode("utf-8", "ignore").decode("utf-8")
        pieces = [int(piece) for piece in self._tokenizer.encode(printable, True)]
        tokens = [_BEGIN, *pieces[: MAX_TOKENS - 2], _END]
        given = {
            "embedded": self._tables.embedded(tokens),
            "distances": self._distances(len(tokens)),
        }
        return np.concatenate([np.asarray(each) for each in self._session.run(None, given)])

    def _distances_of(self, length: int) -> NDArray[np.float32]:
        table = self._tables.distances[position_buckets(length)]
        return np.ascontiguousarray(table.transpose(2, 0, 1), np.float32)


class _Tables:
    """What stands before the layers: the vectors of word pieces and places, and of distances."""

    def __init__(self, folder: Path) -> None:
        # Of 47 MB a conversation touches a few pages.
        self._words = np.load(folder / "words.npy", mmap_mode="r")
        with np.load(folder / "tables.npz") as small:
            self._places, self._gain, self._shift, self.distances = (
                small[name] for name in ("places", "gain", "shift", "distances")
            )

    def embedded(self, tokens: list[int]) -> NDArray[np.float32]:
        """The vectors that the first layer takes; shape (tokens, 768)."""
        places = np.arange(_FIRST_PLACE, len(tokens) + _FIRST_PLACE)
        summed = self._words[tokens].astype(np.float32) + self._places[places]
        centred = summed - summed.mean(axis=1, keepdims=True)
        spread = np.sqrt((centred**2).mean(axis=1, keepdims=True) + 1e-5)
        return (centred / spread * self._gain + self._shift).astype(np.float32)


def _opened(folder: Path, threads: int) -> tuple[onnxruntime.InferenceSession, _Tables]:
    """The model and the tables, from where they were made before, or made now."""
    ready = folder / made_name()
    if not (ready / "layers.onnx").is_file():
        with suppress(OSError):
            _make(folder / ARCHIVE, ready)
    if (ready / "layers.onnx").is_file():
        return _session(ready / "layers.onnx", threads), _Tables(ready)
    # Weights that may only be read. What is open stays readable when its name is gone.
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as scratch:
        ready = Path(scratch) / made_name()
        _make(folder / ARCHIVE, ready)
        return _session(ready / "layers.onnx", threads), _Tables(ready)


def made_name() -> str:
    """How the folder is called in which what is made now lies."""
    return f"{_MADE}{_MAKING}-{mark()}"


def _make(archive: Path, ready: Path) -> None:
    """Make everything beside its place, and put it there at once: nobody meets half of it.

    What an earlier version made is taken away: who runs it still has it open.
    """
    with tempfile.TemporaryDirectory(dir=ready.parent) as held:
        draft = Path(held) / "draft"
        draft.mkdir()
        tensors = tuned(read_tensors(archive))
        np.save(draft / "words.npy", tensors["embeddings.word_embeddings.weight"].astype("<f2"))
        small = io.BytesIO()
        np.savez(
            small,
            places=tensors["embeddings.position_embeddings.weight"],
            gain=tensors["embeddings.LayerNorm.weight"],
            shift=tensors["embeddings.LayerNorm.bias"],
            distances=tensors["encoder.relative_attention_bias.weight"],
        )
        (draft / "tables.npz").write_bytes(small.getvalue())
        (draft / "layers.onnx").write_bytes(graph(tensors))
        with suppress(OSError):  # another process was sooner
            os.replace(draft, ready)
    for old in ready.parent.glob(f"{_MADE}*"):
        if old != ready and old.is_dir():
            shutil.rmtree(old, ignore_errors=True)


def _session(model: Path, threads: int) -> onnxruntime.InferenceSession:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    # Threads that spin while they wait take the cores from the language model.
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    return onnxruntime.InferenceSession(str(model), options, providers=["CPUExecutionProvider"])
