"""Teach the encoder itself to hear hints: tools/care_lines in, src/anima/llm/sense_tuning.npz out.

Run it with `.venv/bin/python -m tools.tune_sense`, and then `tools.train_care`; it needs torch
(`.venv/bin/pip install torch`), the weights and about half an hour of two cores. To the maps of the
last layers it adds differences of low rank (Hu et al., LoRA, 2021), which `SenseEncoder` puts into
the published weights when it makes its model. The lines of `HELD` people teach nothing: thresholds
are chosen by them.
"""

import importlib
import random
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from kitoken import Kitoken

from anima.llm.mpnet_layers import (
    HEADS,
    OUTPUTS,
    WIDTH,
    position_buckets,
    read_tensors,
    tokenizer_json,
)
from anima.llm.sense_encoder import ARCHIVE
from anima.llm.sense_tuning import PARTS, written
from anima.models import WeightStore
from anima.safety.head import CLASSES
from tools.train_care import HELD, Line, read_lines

OUT = Path(__file__).resolve().parent.parent / "src" / "anima" / "llm" / "sense_tuning.npz"
FROM = 6
"""The layers up to here stay as they are; what they give is computed once."""

RANK = 8
EPOCHS = 4
BATCH = 32
MOST_TOKENS = 96
MOST_VARIANTS = 2
RATE, RATE_OF_HEAD = 5e-4, 3e-3
DROPPED = 0.1
SMOOTHED = 0.05
WARM_UP = 100

torch: Any = importlib.import_module("torch")
functional: Any = torch.nn.functional


class Layers:
    """The published layers, with something of low rank added to the last ones."""

    def __init__(self, archive: Path) -> None:
        found = read_tensors(archive)
        self._fixed = {name: torch.from_numpy(np.array(each)) for name, each in found.items()}
        self.added: dict[str, tuple[Any, Any]] = {}
        for layer in range(FROM, max(OUTPUTS)):
            for part in PARTS:
                name = f"encoder.layer.{layer}.{part}"
                rows, columns = self._fixed[f"{name}.weight"].shape
                down = torch.nn.Parameter(torch.randn(RANK, columns) / columns**0.5)
                self.added[name] = down, torch.nn.Parameter(torch.zeros(rows, RANK))

    def begin(self, tokens: Any) -> Any:
        """What the first layer takes."""
        places = self._fixed["embeddings.position_embeddings.weight"]
        words = self._fixed["embeddings.word_embeddings.weight"][tokens]
        return self._even("embeddings.LayerNorm", words + places[2 : tokens.shape[1] + 2])

    def bias(self, there: Any) -> Any:
        """What is added to how much one token looks at another; nothing looks at padding."""
        table = self._fixed["encoder.relative_attention_bias.weight"]
        near = table[torch.from_numpy(position_buckets(there.shape[1]))].permute(2, 0, 1)[None]
        return near + torch.where(there, 0.0, -1e9)[:, None, None, :]

    def layer(self, number: int, given: Any, bias: Any, dropped: float = 0.0) -> Any:
        """One layer."""
        name = f"encoder.layer.{number}."
        texts, length, _ = given.shape
        cut = (texts, length, HEADS, WIDTH // HEADS)
        query, key, value = (
            self._map(f"{name}attention.attn.{part}", given, dropped).view(cut).transpose(1, 2)
            for part in "qkv"
        )
        seen = functional.scaled_dot_product_attention(query, key, value, attn_mask=bias)
        seen = seen.transpose(1, 2).reshape(texts, length, WIDTH)
        seen = self._map(f"{name}attention.attn.o", seen, dropped)
        seen = self._even(f"{name}attention.LayerNorm", given + seen)
        wide = functional.gelu(self._map(f"{name}intermediate.dense", seen, dropped))
        narrow = self._map(f"{name}output.dense", wide, dropped)
        return self._even(f"{name}output.LayerNorm", seen + narrow)

    def _map(self, name: str, given: Any, dropped: float) -> Any:
        whole = functional.linear(given, self._fixed[f"{name}.weight"], self._fixed[f"{name}.bias"])
        if name not in self.added:
            return whole
        down, up = self.added[name]
        return whole + functional.dropout(given, dropped, training=dropped > 0) @ down.T @ up.T

    def _even(self, name: str, given: Any) -> Any:
        gain, shift = self._fixed[f"{name}.weight"], self._fixed[f"{name}.bias"]
        return functional.layer_norm(given, (WIDTH,), gain, shift, 1e-5)


def chosen(lines: Sequence[Line]) -> list[Line]:
    """At most `MOST_VARIANTS` variants of each line."""
    by_source: dict[int, list[Line]] = {}
    for line in lines:
        by_source.setdefault(line.source, []).append(line)
    rng = random.Random(1)  # noqa: S311  # a reproducible draw
    return [
        line
        for variants in by_source.values()
        for line in rng.sample(variants, min(MOST_VARIANTS, len(variants)))
    ]


def padded(rows: Sequence[Any]) -> tuple[Any, Any]:
    """Rows of tokens or of states as one tensor, and where there is something."""
    longest = max(len(row) for row in rows)
    whole = torch.zeros((len(rows), longest, *rows[0].shape[1:]), dtype=rows[0].dtype)
    there = torch.zeros((len(rows), longest), dtype=torch.bool)
    for place, row in enumerate(rows):
        whole[place, : len(row)] = row
        there[place, : len(row)] = True
    return whole, there


def begun(layers: Layers, lines: Sequence[Line], archive: Path) -> list[Any]:
    """For every line the states of its tokens after the layers that stay."""
    tokenizer = Kitoken.from_tokenizers(tokenizer_json(archive))
    tokens: list[Any] = []
    for line in lines:
        pieces = [int(piece) for piece in tokenizer.encode(line.text, True)]
        tokens.append(torch.tensor([0, *pieces[: MOST_TOKENS - 2], 2]))
    found: list[Any] = [None] * len(lines)
    with torch.inference_mode():
        for places in batches(tokens, range(len(tokens)), 64):
            given, there = padded([tokens[place] for place in places])
            states, bias = layers.begin(given), layers.bias(there)
            for number in range(FROM):
                states = layers.layer(number, states, bias)
            for row, place in enumerate(places):
                found[place] = states[row, : len(tokens[place])].half().clone()
    return found


def batches(rows: Sequence[Any], places: Sequence[int], size: int) -> Iterator[list[int]]:
    """Places in groups of rows that are about as long."""
    order = sorted(places, key=lambda place: len(rows[place]))
    for first in range(0, len(order), size):
        yield order[first : first + size]


class Tuning:
    """The layers being taught, with a softmax regression that is thrown away afterwards."""

    def __init__(self, layers: Layers, lines: Sequence[Line], states: list[Any]) -> None:
        self._layers, self._states = layers, states
        self._labels = torch.tensor([line.label for line in lines])
        self._held = np.asarray([line.of in HELD for line in lines])
        self._head = torch.nn.Linear(WIDTH * len(OUTPUTS), len(CLASSES))
        torch.nn.init.zeros_(self._head.weight)
        counts = np.bincount(self._labels.numpy()[~self._held], minlength=len(CLASSES))
        weight = counts**-0.5
        weight *= counts.sum() / (weight * counts).sum()
        self._weight = torch.tensor(weight, dtype=torch.float32)
        self._added = [each for pair in layers.added.values() for each in pair]

    def scores(self, places: Sequence[int], dropped: float = 0.0) -> Any:
        """Of every class, for the lines at these places."""
        states, there = padded([self._states[place].float() for place in places])
        bias, shown = self._layers.bias(there), there[:, :, None].float()
        means: list[Any] = []
        for number in range(FROM, max(OUTPUTS)):
            states = self._layers.layer(number, states, bias, dropped)
            if number + 1 in OUTPUTS:
                mean = (states * shown).sum(1) / shown.sum(1)
                means.append(functional.layer_norm(mean, (WIDTH,)))
        whole = torch.cat(means, 1)
        return self._head(functional.dropout(whole, dropped, training=dropped > 0))

    def teach(self) -> None:
        """Go over the lines, the rate rising first and then falling to nothing."""
        learning = np.flatnonzero(~self._held)
        made = torch.optim.AdamW(
            [
                {"params": self._added, "lr": RATE},
                {"params": list(self._head.parameters()), "lr": RATE_OF_HEAD},
            ],
            betas=(0.9, 0.98),
        )
        rng, step, began = np.random.default_rng(0), 0, time.monotonic()
        steps = EPOCHS * (len(learning) // BATCH + 1)
        for epoch in range(EPOCHS):
            groups = [
                group
                for part in np.array_split(rng.permutation(learning), len(learning) // 512)
                for group in batches(self._states, [int(each) for each in part], BATCH)
            ]
            lost = 0.0
            for number in rng.permutation(len(groups)):
                step += 1
                share = min(step / WARM_UP, 0.5 * (1 + np.cos(np.pi * min(step / steps, 1))))
                for group, rate in zip(made.param_groups, (RATE, RATE_OF_HEAD), strict=True):
                    group["lr"] = rate * share
                loss = functional.cross_entropy(
                    self.scores(groups[number], DROPPED),
                    self._labels[groups[number]],
                    weight=self._weight,
                    label_smoothing=SMOOTHED,
                )
                made.zero_grad()
                loss.backward()
                torch.nn.utils.clip_grad_norm_(self._added, 1.0)
                made.step()
                lost += float(loss.detach())
            print(f"epoch {epoch}: loss {lost / len(groups):.3f}, {time.monotonic() - began:.0f} s")
            self._tell()

    def _tell(self) -> None:
        """How much of the dangers of the held-out people is heard."""
        places = [int(each) for each in np.flatnonzero(self._held)]
        danger = np.zeros(len(self._held))
        with torch.inference_mode():
            for group in batches(self._states, places, 64):
                danger[group] = self.scores(group).softmax(1)[:, 2:].sum(1).numpy()
        labels = self._labels.numpy()
        harmless, harmful = (danger[self._held & (labels < 2)], danger[self._held & (labels > 1)])
        for alarms in (0.01, 0.02, 0.05, 0.1):
            heard = float((harmful >= np.quantile(harmless, 1 - alarms)).mean())
            print(f"  at {alarms:.0%} false alarms {heard:.3f} of {len(harmful)} heard", flush=True)


def main() -> int:
    torch.manual_seed(0)
    archive = WeightStore().folder("mpnet") / ARCHIVE
    layers, lines = Layers(archive), chosen(read_lines())
    print(f"{len(lines)} lines, {sum(line.of in HELD for line in lines)} held out", flush=True)
    tuning = Tuning(layers, lines, begun(layers, lines, archive))
    tuning.teach()
    pairs = {
        name: (down.detach().numpy(), up.detach().numpy())
        for name, (down, up) in layers.added.items()
    }
    OUT.write_bytes(written(pairs))
    print(f"{OUT.stat().st_size // 1000} KB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
