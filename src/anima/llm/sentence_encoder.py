"""Sentence embeddings by a BERT-like encoder in ONNX (Reimers & Gurevych, 2019)."""

import asyncio
import json
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime
from kitoken import Kitoken
from numpy.typing import NDArray

from anima.llm.embedder import Vectors
from anima.values import WeightsError

MAX_TOKENS = 256
"""What MiniLM was trained on; of a longer text the beginning counts."""

_BATCH = 16
_CLS, _SEP = 101, 102
_WORD_MARK = "▁"


@dataclass(frozen=True, slots=True)
class EncoderProfile:
    """How a model wants to be used.

    Attributes:
        pooling: Whether the mean of all tokens or the first token stands for the text.
        query_prefix: What the model was trained to see before a query.
    """

    pooling: str = "mean"
    query_prefix: str = ""


_PROFILES = {
    "bge-small-en": EncoderProfile(
        "first", "Represent this sentence for searching relevant passages: "
    ),
}


class SentenceEncoder:
    """An encoder in this process. Two threads: a query never waits for more than itself."""

    def __init__(self, folder: Path, *, threads: int = 1) -> None:
        """Load the model and its word pieces from a folder of weights, named like them.

        Raises:
            WeightsError: A file is missing or is not what it should be.
        """
        self._profile = _PROFILES.get(folder.name, EncoderProfile())
        self.name = f"{folder.name}/{self._profile.pooling}"
        try:
            self._session = _session(folder / "model.onnx", threads)
            self._tokenizer = Kitoken.from_tokenizers(_tokenizer_json(folder))
        except Exception as error:  # both libraries raise classes of their own
            raise WeightsError(
                f"The embedding model {folder.name} could not be loaded.",
                advice=f"Run: anima models get {folder.name}",
            ) from error
        self._inputs = [each.name for each in self._session.get_inputs()]
        self.dimensions = int(self._run([[_CLS, _SEP]]).shape[1])
        self._workers = ThreadPoolExecutor(2, thread_name_prefix="embedding")

    async def embed(self, texts: Sequence[str]) -> Vectors:
        """Vectors of texts that are to be found."""
        return await asyncio.get_running_loop().run_in_executor(
            self._workers, self._embed, list(texts)
        )

    async def embed_query(self, text: str) -> Vectors:
        """The vector of a text to search with."""
        return (await self.embed([self._profile.query_prefix + text]))[0]

    def close(self) -> None:
        """Let the worker threads end; what is asked already is still answered."""
        self._workers.shutdown(wait=False)

    def _embed(self, texts: list[str]) -> Vectors:
        tokens = [self._tokens(text) for text in texts]
        # Texts of like length go together: padding costs as much as words do.
        order = sorted(range(len(texts)), key=lambda place: len(tokens[place]))
        vectors = np.zeros((len(texts), self.dimensions), np.float32)
        for begin in range(0, len(order), _BATCH):
            places = order[begin : begin + _BATCH]
            vectors[places] = self._run([tokens[place] for place in places])
        return vectors

    def _tokens(self, text: str) -> list[int]:
        printable = text.encode("utf-8", "ignore").decode("utf-8")
        pieces = [int(piece) for piece in self._tokenizer.encode(printable, False)]
        return [_CLS, *pieces[: MAX_TOKENS - 2], _SEP]

    def _run(self, batch: list[list[int]]) -> Vectors:
        longest = max(len(tokens) for tokens in batch)
        ids = np.zeros((len(batch), longest), np.int64)
        mask = np.zeros_like(ids)
        for row, tokens in enumerate(batch):
            ids[row, : len(tokens)] = tokens
            mask[row, : len(tokens)] = 1
        given = {"input_ids": ids, "attention_mask": mask, "token_type_ids": np.zeros_like(ids)}
        output: NDArray[np.float32] = np.asarray(
            self._session.run(None, {name: given[name] for name in self._inputs})[0], np.float32
        )
        pooled = output[:, 0] if self._profile.pooling == "first" else _mean(output, mask)
        length = np.linalg.norm(pooled, axis=1, keepdims=True)
        return pooled / np.maximum(length, 1e-9)


def _mean(output: NDArray[np.float32], mask: NDArray[np.int64]) -> NDArray[np.float32]:
    weight = mask[:, :, None].astype(np.float32)
    return (output * weight).sum(axis=1) / weight.sum(axis=1)


def _session(path: Path, threads: int) -> onnxruntime.InferenceSession:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    # Threads that spin while they wait take the cores from the language model.
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])


def _tokenizer_json(folder: Path) -> bytes:
    """The tokenizer in the format of Hugging Face's tokenizers: as it lies there, or put together
    from a list of word pieces."""
    whole = folder / "tokenizer.json"
    if whole.exists():
        given: dict[str, Any] = json.loads(whole.read_bytes())
        return json.dumps({**given, "truncation": None, "padding": None}).encode()
    pieces: list[str] = json.loads((folder / "vocabulary.json").read_bytes())
    special = ("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]")
    vocabulary = {_bert_piece(piece): place for place, piece in enumerate(pieces)}
    return json.dumps(
        {
            "version": "1.0",
            "truncation": None,
            "padding": None,
            "added_tokens": [
                {
                    "id": vocabulary[token],
                    "special": True,
                    "content": token,
                    "single_word": False,
                    "lstrip": False,
                    "rstrip": False,
                    "normalized": False,
                }
                for token in special
            ],
            "normalizer": {
                "type": "BertNormalizer",
                "clean_text": True,
                "handle_chinese_chars": True,
                "strip_accents": None,
                "lowercase": True,
            },
            "pre_tokenizer": {"type": "BertPreTokenizer"},
            "post_processor": None,
            "decoder": {"type": "WordPiece", "prefix": "##", "cleanup": True},
            "model": {
                "type": "WordPiece",
                "unk_token": "[UNK]",
                "continuing_subword_prefix": "##",
                "max_input_chars_per_word": 100,
                "vocab": vocabulary,
            },
        }
    ).encode()


def _bert_piece(piece: str) -> str:
    """A piece that begins a word has a mark in the list; in BERT's own it is the others."""
    if piece.startswith(_WORD_MARK) and len(piece) > 1:
        return piece[1:]
    return piece if piece.startswith("[") and piece.endswith("]") else f"##{piece}"
