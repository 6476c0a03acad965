"""What counts as a stop: silence that lasts, counted from the first sample that the person says."""

import asyncio
import json
import time
from collections.abc import Iterable

import numpy as np
import pytest

from anima.values import JsonValue
from bench.caller import CHUNK_SECONDS, Caller
from bench.voice_parts.latency import shared
from bench.voice_parts.latency.said import Said


def paused(*, on: bool) -> str:
    data: JsonValue = {"type": "paused", "reply": "", "on": on}
    return json.dumps({"type": "server-message", "data": data})


async def silences(messages: Iterable[str]) -> tuple[float | None, float | None]:
    caller = Caller()
    for message in messages:
        await caller.send(message)
        await asyncio.sleep(0.02)
    return caller.silent_at, caller.stopped_at


async def test_a_stop_is_counted_from_the_silence_that_lasted() -> None:
    stopped = json.dumps({"type": "bot-interrupted", "data": {"reply": "a"}})
    first, last = await silences([paused(on=True), paused(on=False), paused(on=True), stopped])
    assert first is not None and last is not None
    assert last - first >= 0.04, "she had gone on in between"
    first, last = await silences([paused(on=True), stopped])
    assert first == last, "her sound was held since then"
    first, last = await silences([paused(on=True), paused(on=False)])
    assert first is not None and last is None, "she went on, and never stopped"


async def test_what_is_said_began_with_the_piece_that_carries_it() -> None:
    caller = Caller()
    line = asyncio.create_task(_listens(caller))
    await asyncio.sleep(0.05)
    asked = time.perf_counter()
    began = await caller.says(np.ones(16_000, np.float32))
    assert began <= time.perf_counter() - CHUNK_SECONDS
    assert began == pytest.approx(asked, abs=0.05)
    line.cancel()


async def _listens(caller: Caller) -> None:
    while True:
        await caller.receive()


def test_the_others_hear_recordings_too() -> None:
    sound = np.zeros(1, np.float32)
    said = [Said(str(n), sound, 1, n % 3 == 2) for n in range(42)]
    some = shared(said, 14)
    assert len(some) == 14
    assert sum(each.recorded for each in some) == 5
    assert [each for each in said if each in some] == some, "in their order"
    assert shared(said[:2], 1) == said[:2]
