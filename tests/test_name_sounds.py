"""How a person says her name is kept in their vault, moves with it, and can be erased."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from anima.app import OWNER, open_vault
from anima.memory import EventLog, Forgetting, MemorySearch
from anima.name_sounds import NameSounds
from anima.settings import Settings
from anima.storage import Vault
from anima.values import SessionId, SystemClock
from anima.voice.wake_word import WIDTH, Vectors

SESSION = SessionId("s")


def example(seed: int, size: int = 6) -> Vectors:
    found = np.random.default_rng(seed).standard_normal((size, WIDTH)).astype(np.float32)
    return found / np.linalg.norm(found, axis=1, keepdims=True)


@dataclass
class Life:
    """A vault, and what is known in it of a name's sound."""

    vault: Vault
    log: EventLog
    sounds: NameSounds

    async def restarted(self) -> NameSounds:
        again = of(self.vault)
        await again.sounds.recall()
        return again.sounds


def of(vault: Vault) -> Life:
    log = EventLog(vault, OWNER, SystemClock())
    forgetting = Forgetting(vault, OWNER, log, MemorySearch(vault, OWNER))
    return Life(vault, log, NameSounds(log, forgetting))


@pytest.fixture
async def life(tmp_path: Path) -> AsyncIterator[Life]:
    async with AsyncExitStack() as stack:
        yield of(await stack.enter_async_context(await open_vault(Settings(home=tmp_path))))


async def test_what_was_taught_is_known_after_a_restart(life: Life) -> None:
    for seed in range(3):
        await life.sounds.keep("Wren", example(seed))
    await life.sounds.keep("Freya", example(9, 11))
    again = await life.restarted()
    assert len(again.of("Wren")) == 3 and len(again.of("Freya")) == 1
    assert again.of("Samantha") == []
    for before, after in zip(life.sounds.of("Wren"), again.of("Wren"), strict=True):
        assert np.allclose(before, after, atol=1e-3)
        assert np.allclose(np.linalg.norm(after, axis=1), 1, atol=1e-6)


async def test_forgotten_it_is_in_no_event(life: Life) -> None:
    await life.sounds.keep("Wren", example(1))
    await life.sounds.keep("Wren", example(2))
    (kept, _) = await life.log.events(kinds=("name_taught",))
    vectors = kept.text("vectors")
    assert vectors and await life.sounds.forget() == 2
    assert life.sounds.of("Wren") == []
    assert (await life.restarted()).of("Wren") == []
    assert all(vectors not in str(event.payload) for event in await life.log.events())
    assert await life.sounds.forget() == 0, "there is nothing left to forget"
    await life.sounds.keep("Wren", example(3))
    assert len((await life.restarted()).of("Wren")) == 1


@pytest.mark.parametrize(
    "payload",
    [
        {},
        {"name": "Wren", "model": "speech-embedding"},
        {"name": "Wren", "model": "another", "vectors": "AAAA"},
        {"name": "Wren", "model": "speech-embedding", "vectors": "no base64"},
        {"name": "Wren", "model": "speech-embedding", "vectors": "AAAA"},
        {"name": "Wren", "model": "speech-embedding", "vectors": "A" * 256},
    ],
)
async def test_a_damaged_example_is_none(life: Life, payload: dict[str, str]) -> None:
    await life.log.append(SESSION, "name_taught", {**payload})
    assert (await life.restarted()).of("Wren") == []


@given(st.integers(1, 30), st.integers(0, 2**32 - 1))
def test_half_precision_keeps_directions(size: int, seed: int) -> None:
    whole = example(seed, size)
    half = whole.astype("<f2").astype(np.float32)
    assert np.all((whole * half).sum(axis=1) > 0.999)
