"""What the command line asks of weights: a table of all, and fetching one or the default set."""

from dataclasses import dataclass
from pathlib import Path

from anima.models.progress import OnProgress, unheard
from anima.models.weight import Role
from anima.models.weight_store import WeightStore


@dataclass(frozen=True, slots=True)
class WeightStatus:
    """A weight as a row of a table.

    Attributes:
        size: Bytes of all its files.
        installed: Whether it is here, by its manifest and the files' sizes.
        embedded: Whether a new installation fetches it.
        source: Where it comes from, in a few words.
    """

    name: str
    role: Role
    publisher: str
    licence: str
    size: int
    installed: bool
    embedded: bool
    source: str
    about: str


def status_table(store: WeightStore) -> list[WeightStatus]:
    """Every weight that the store knows, those of a new installation first."""
    return [
        WeightStatus(
            weight.name,
            weight.role,
            weight.publisher,
            weight.licence,
            weight.size,
            store.installed(weight.name),
            weight.embedded,
            weight.source,
            weight.about,
        )
        for weight in store.registry.values()
    ]


async def get(store: WeightStore, name: str, on_progress: OnProgress = unheard) -> Path:
    """Fetch one weight if it is not here; returns its folder. Raises `WeightsError`."""
    return await store.get(name, on_progress)


async def ensure_embedded(store: WeightStore, on_progress: OnProgress = unheard) -> list[str]:
    """Fetch what a new installation needs, one weight after the other; returns what was fetched.

    Raises `WeightsError`; what was fetched until then stays.
    """
    missing = [
        weight.name
        for weight in store.registry.values()
        if weight.embedded and not store.installed(weight.name)
    ]
    for name in missing:
        await store.get(name, on_progress)
    return missing
