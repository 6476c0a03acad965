"""What the command line shows and fetches."""

import dataclasses
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from anima.models import (
    REGISTRY,
    Progress,
    Weight,
    WeightStatus,
    WeightStore,
    ensure_embedded,
    get,
    status_table,
)

MakeWeight = Callable[[str, Mapping[str, Sequence[bytes]]], Weight]


def test_the_table_has_a_row_for_every_weight_and_says_what_is_here(tmp_path: Path) -> None:
    rows = status_table(WeightStore(tmp_path))
    assert [row.name for row in rows] == list(REGISTRY)
    assert not any(row.installed for row in rows)
    assert rows[4] == WeightStatus(
        name="smart-turn",
        role="end_of_turn",
        publisher="Daily",
        licence="BSD-2-Clause",
        size=8_679_182,
        installed=False,
        embedded=True,
        source="Python package pipecat-ai 1.14.0",
        about="Smart Turn v3.2, 8 bit: hears from the melody whether somebody has finished.",
    )


async def test_a_new_installation_fetches_what_it_needs_and_only_what_is_missing(
    tmp_path: Path, make_weight: MakeWeight
) -> None:
    rows = [make_weight(name, {"model.bin": [name.encode()]}) for name in ("one", "two", "large")]
    rows[2] = dataclasses.replace(rows[2], embedded=False)
    store = WeightStore(tmp_path / "weights", {row.name: row for row in rows})
    await get(store, "one")
    moments: list[Progress] = []
    assert await ensure_embedded(store, moments.append) == ["two"]
    assert {moment.weight for moment in moments} == {"two"}
    assert [row.installed for row in status_table(store)] == [True, True, False]
    assert await ensure_embedded(store) == []
