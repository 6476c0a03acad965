"""The store of weights: a folder for each, whole and verified, or not there at all."""

import asyncio
import errno
import os
import shutil
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

import platformdirs

from anima.models.digest import sha256_of
from anima.models.draft import Draft, keep_names
from anima.models.fetching import bring
from anima.models.folder_lock import locked
from anima.models.manifest import MANIFEST, FileFacts, read_manifest, write_manifest
from anima.models.patience import Sleep
from anima.models.progress import OnProgress, Progress, Tally, unheard
from anima.models.registry import REGISTRY
from anima.models.room import require_room
from anima.models.weight import Weight
from anima.models.worker_thread import in_thread
from anima.values import WeightsError

_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})


class WeightStore:
    """Finds, fetches and verifies weights. Several processes may use the same folder.

    Attributes:
        root: The folder; by default ANIMA_WEIGHTS, or else a place in the person's cache.
    """

    def __init__(
        self,
        root: Path | None = None,
        registry: Mapping[str, Weight] = REGISTRY,
        sleep: Sleep = asyncio.sleep,
    ) -> None:
        chosen = os.environ.get("ANIMA_WEIGHTS")
        default = Path(chosen) if chosen else platformdirs.user_cache_path("anima") / "weights"
        self.root = root or default
        self.registry = registry
        self._sleep = sleep

    def installed(self, name: str) -> bool:
        """Whether the weight's files are all here, by the manifest and their sizes.

        `verify` reads them. Raises `WeightsError` when there is no weight of this name.
        """
        weight = self._row(name)
        folder = self.root / name
        facts = read_manifest(folder)
        return facts is not None and all(
            (fact := facts.get(file.name)) is not None
            and file.sha256 in (None, fact.sha256)
            and _size_of(folder / file.name) == fact.size
            for file in weight.files
        )

    def folder(self, name: str) -> Path:
        """Where a weight's files are; `WeightsError` when they are not all there."""
        if not self.installed(name):
            raise WeightsError(
                f"The weights {name} are not installed.", advice=f"Run: anima models get {name}"
            )
        return self.root / name

    async def verify(self, name: str) -> None:
        """Read every file and check its hash.

        Raises `WeightsError` naming the first that is wrong; the weight is not installed then, and
        `get` fetches that file again.
        """
        folder = self.folder(name)
        for file, fact in (read_manifest(folder) or {}).items():
            actual = await in_thread(sha256_of, folder / file)
            if actual != fact.sha256:
                with suppress(OSError):  # a store that may only be read stays as it is
                    (folder / MANIFEST).unlink()
                raise WeightsError(
                    f"{folder / file} is damaged: expected {fact.sha256}, got {actual}.",
                    advice=f"Run: anima models get {name}",
                )

    async def get(self, name: str, on_progress: OnProgress = unheard) -> Path:
        """Fetch a weight if it is not here; returns its folder.

        The folder appears whole, after every hash was right. While another process fetches the
        same weight this waits for it. What an earlier attempt brought is used, and so are right
        files that somebody put into the folder. Raises `WeightsError`.
        """
        weight = self._row(name)

        def waiting() -> None:
            on_progress(Progress(name, 0, weight.size, "another process is fetching it; waiting"))

        try:
            if not self.installed(name):
                async with locked(self._partial / f"{name}.lock", waiting, self._sleep):
                    if not self.installed(name):
                        await self._install(weight, on_progress)
        except OSError as error:
            raise self._unkept(error, name) from error
        on_progress(Progress(name, weight.size, weight.size))
        return self.root / name

    @property
    def _partial(self) -> Path:
        return self.root / ".partial"

    def _row(self, name: str) -> Weight:
        try:
            return self.registry[name]
        except KeyError:
            raise WeightsError(
                f"There are no weights named {name}.",
                advice=f"Known are: {', '.join(self.registry)}.",
            ) from None

    async def _install(self, weight: Weight, on_progress: OnProgress) -> None:
        place = self._partial / weight.name
        scratch = place / f"scratch-{os.getpid()}"
        draft = Draft(place / "files")
        tally = Tally(weight.name, weight.size, on_progress)
        tally.note("")
        try:
            await in_thread(_prepare, weight, place, draft, self.root / weight.name)
            require_room(self.root, weight, sum(draft.here(file) for file in weight.files))
            facts = await bring(weight, draft, scratch, tally, self._sleep)
            tally.note("putting it in place")
            await in_thread(_put_in_place, weight, draft, self.root / weight.name, facts)
        except OSError as error:
            if error.errno in _FULL:  # what came would only stand in the way
                await in_thread(shutil.rmtree, place, ignore_errors=True)
            raise
        finally:
            await in_thread(shutil.rmtree, scratch, ignore_errors=True)
            await in_thread(_clear, place, draft)

    def _unkept(self, error: OSError, name: str) -> WeightsError:
        if error.errno in _FULL:
            return WeightsError(
                f"The disk became full while {name} was fetched into {self.root}.",
                advice="Make room and try again; nothing was left behind.",
            )
        return WeightsError(
            f"{name} could not be kept in {self.root}: {error.strerror or error}.",
            advice="Check the folder's owner and permissions, or set ANIMA_WEIGHTS.",
        )


def _size_of(path: Path) -> int | None:
    try:
        return path.stat().st_size if path.is_file() else None
    except OSError:
        return None


def _prepare(weight: Weight, place: Path, draft: Draft, folder: Path) -> None:
    """Clear what a killed process left, and take what is good in the folder already."""
    draft.folder.mkdir(parents=True, exist_ok=True)
    for left in place.iterdir():
        if left != draft.folder:
            shutil.rmtree(left)
    for file in weight.files:
        draft.take_from(folder, file)


def _clear(place: Path, draft: Draft) -> None:
    """Leave nothing but what another attempt can go on from."""
    if not draft.folder.exists() or not any(draft.folder.iterdir()):
        shutil.rmtree(place, ignore_errors=True)


def _put_in_place(
    weight: Weight, draft: Draft, folder: Path, facts: Mapping[str, FileFacts]
) -> None:
    for path in draft.folder.iterdir():
        if path.name not in facts:
            path.unlink()
    write_manifest(draft.folder, weight, facts)
    keep_names(draft.folder)
    if folder.exists():
        folder.rename(draft.folder.with_name("replaced"))
    draft.folder.rename(folder)
    keep_names(folder.parent)
