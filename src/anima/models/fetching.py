"""Bringing the missing files of one weight into a draft, out of packages or from a hub."""

from collections.abc import Callable, Sequence
from pathlib import Path

from anima.models.draft import Draft
from anima.models.hub import reached_hub
from anima.models.hub_download import download_file
from anima.models.manifest import FileFacts
from anima.models.packages import join_from_packages
from anima.models.patience import Patience, Sleep
from anima.models.progress import Tally
from anima.models.weight import HubFile, Weight, WeightFile
from anima.models.worker_thread import in_thread
from anima.values import WeightsError


async def bring(
    weight: Weight, draft: Draft, scratch: Path, tally: Tally, sleep: Sleep
) -> dict[str, FileFacts]:
    """Fetch what the draft has not got; returns what every file is, for the manifest.

    What packages do not give is asked from the hub, where the row knows it there: the hash is the
    same. Raises `WeightsError`, or `OSError` when the disk will not take it.
    """
    facts: dict[str, FileFacts] = {}
    for file in weight.files:
        if await in_thread(draft.has, file):
            facts[file.name] = FileFacts(file.size, file.sha256 or "", _origin(file))
            tally.keep(file.size)
    missing = [file for file in weight.files if file.name not in facts]
    packed = [file for file in missing if file.parts]
    from_hub = [file for file in missing if not file.parts]
    if packed:
        try:
            await join_from_packages(packed, draft, scratch, tally)
        except WeightsError as error:
            left = [file for file in packed if not await in_thread(draft.has, file)]
            if not all(file.hub for file in left):
                raise
            tally.note("the packages cannot be had; asking the hub")
            facts |= await _after_packages(left, draft, tally, sleep, error)
        for file in packed:
            facts.setdefault(file.name, FileFacts(file.size, file.sha256 or "", _origin(file)))
    facts |= await _from_hub(from_hub, draft, tally, sleep)
    return {file.name: facts[file.name] for file in weight.files}


async def _after_packages(
    files: Sequence[WeightFile], draft: Draft, tally: Tally, sleep: Sleep, first: WeightsError
) -> dict[str, FileFacts]:
    """From the hub, after packages failed; when that fails too, the first failure is the news."""
    try:
        return await _from_hub(files, draft, tally, sleep)
    except WeightsError as second:
        raise first from second


async def _from_hub(
    files: Sequence[WeightFile], draft: Draft, tally: Tally, sleep: Sleep
) -> dict[str, FileFacts]:
    facts: dict[str, FileFacts] = {}
    if not files:
        return facts
    async with reached_hub() as hub:
        for file in files:
            tell = _telling(tally, file.name)
            received = await download_file(hub, file, draft, Patience(sleep, tally.note), tell)
            tally.arrived(file.name)
            size = draft.whole(file).stat().st_size
            tally.keep(size)
            source = _hub_origin(file.hub, received.commit) if file.hub else ""
            facts[file.name] = FileFacts(size, received.sha256, source)
    return facts


def _telling(tally: Tally, name: str) -> Callable[[int], None]:
    def tell(done: int) -> None:
        tally.coming(name, done)

    return tell


def _origin(file: WeightFile) -> str:
    if file.parts:
        packages = {str(part.package): None for part in file.parts}
        return f"{file.parts[0].package.registry}: {', '.join(packages)}"
    return _hub_origin(file.hub, "") if file.hub else ""


def _hub_origin(place: HubFile, commit: str) -> str:
    return f"hub: {place.repository}/{place.path} at {commit or place.revision}"
