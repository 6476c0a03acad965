"""A hub's file on its way into a draft: pinned, going on where it broke off, and verified."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from anima.models.digest import digest_of, sha256_of
from anima.models.draft import Draft
from anima.models.growing_file import GrowingFile
from anima.models.hub import Hub, Stated
from anima.models.patience import PassingError, Patience
from anima.models.weight import HubFile, WeightFile
from anima.models.worker_thread import in_thread
from anima.values import WeightsError

OnBytes = Callable[[int], None]


@dataclass(frozen=True, slots=True)
class Received:
    """A file that came from a hub, and is what its row or else the hub says.

    Attributes:
        sha256: Its hash.
        commit: The commit it is from; empty when the hub did not say.
    """

    sha256: str
    commit: str


async def download_file(
    hub: Hub, file: WeightFile, draft: Draft, patience: Patience, on_bytes: OnBytes
) -> Received:
    """Bring a file into the draft, from wherever an earlier attempt broke off.

    Raises `WeightsError`: not found, not allowed, unreachable, or not the file that it should be.
    """
    place = file.hub
    if place is None:
        raise WeightsError(f"{file.name} does not come from a hub.")
    try:
        stated = await _asked(hub, place, patience)
        wanted = _agreed(file, place, stated)
        if not await in_thread(_is_there, draft.whole(file), wanted):
            growing = draft.begun(file, wanted)
            await _fetch(hub, place, stated, GrowingFile(growing), patience, on_bytes)
            await in_thread(_verify, growing, wanted, place)
            await in_thread(draft.accept, growing, file)
    except PassingError as failure:
        raise _unreachable(place, failure) from failure
    return Received(await in_thread(sha256_of, draft.whole(file)), stated.commit)


async def _asked(hub: Hub, place: HubFile, patience: Patience) -> Stated:
    while True:
        try:
            return await hub.ask(place)
        except PassingError as failure:
            await patience.wait(failure)


def _agreed(file: WeightFile, place: HubFile, stated: Stated) -> str:
    """The hash that the file must have; refuses at once what would be refused in the end."""
    if file.sha256 is None and not stated.digest:
        raise WeightsError(
            f"The hub states no hash for {place.repository}/{place.path}.",
            advice="Check ANIMA_HUB: it does not answer as a model hub does.",
        )
    wanted = file.sha256 or stated.digest
    if len(stated.digest) == len(wanted) and stated.digest != wanted:
        raise _wrong(place, wanted, stated.digest)
    return wanted


def _is_there(path: Path, wanted: str) -> bool:
    return path.exists() and digest_of(path, wanted) == wanted


async def _fetch(
    hub: Hub,
    place: HubFile,
    stated: Stated,
    to: GrowingFile,
    patience: Patience,
    on_bytes: OnBytes,
) -> None:
    while True:
        have = to.size
        if stated.size is not None and have == stated.size:
            return
        try:
            await _receive(hub, place, stated, to, on_bytes)
        except PassingError as failure:
            if to.size > have:
                patience.progressed()
            await patience.wait(failure)
        else:
            return


async def _receive(
    hub: Hub, place: HubFile, stated: Stated, to: GrowingFile, on_bytes: OnBytes
) -> None:
    async with hub.content(place, stated.commit or place.revision, to.size) as answer:
        if answer.status_code == 416:  # there is nothing after what we have: it is another file
            to.remove()
            raise PassingError("the hub has less than came before")
        done = to.size if answer.status_code == 206 else 0
        with to.opened(done) as growing:
            # In the pieces that arrive: gathered into larger ones, a break would lose the last.
            async for piece in answer.aiter_bytes():
                growing.write(piece)
                done += len(piece)
                on_bytes(done)
    if stated.size is not None and done > stated.size:
        to.remove()
        raise PassingError("more came than the hub stated")
    if stated.size is not None and done < stated.size:
        raise PassingError("it ended too soon")


def _verify(path: Path, wanted: str, place: HubFile) -> None:
    actual = digest_of(path, wanted)
    if actual != wanted:
        path.unlink()
        raise _wrong(place, wanted, actual)


def _wrong(place: HubFile, wanted: str, actual: str) -> WeightsError:
    return WeightsError(
        f"{place.repository}/{place.path} on the hub is not what it should be: "
        f"expected {wanted}, got {actual}.",
        advice="Nothing was put in place; try again, and do not use that hub if it stays so.",
    )


def _unreachable(place: HubFile, failure: PassingError) -> WeightsError:
    error = WeightsError(
        f"{place.repository}/{place.path} could not be fetched from the hub: {failure}.",
        advice="Check the network, or set ANIMA_HUB to a mirror; what has come is kept.",
    )
    error.retryable = True
    return error
