"""What the command line says of weights: the table, and fetching with a progress bar."""

from collections.abc import Sequence

from rich.console import Console
from rich.progress import (
    BarColumn,
    DownloadColumn,
    Progress,
    TextColumn,
    TimeRemainingColumn,
    TransferSpeedColumn,
)
from rich.table import Table

from anima.models import REGISTRY, OnProgress, WeightStore, status_table, weight_named
from anima.models import Progress as Moment
from anima.settings import Settings

EMBEDDED = tuple(weight.name for weight in REGISTRY.values() if weight.embedded)
"""What a new installation needs to run without any other server."""


def needed(settings: Settings, *, voice: bool) -> list[str]:
    """The weights that these settings use; with `voice`, those of speech too."""
    names = [] if settings.llm else [settings.llm_weights]
    names += [settings.embedding, "handwriting"]
    names += [settings.sense] if settings.sense else []
    if voice:
        names += [settings.stt, settings.tts, "kokoro-voices", settings.end_of_turn]
        names += ["speech-embedding", "english-words"]
    return names


def missing(store: WeightStore, names: Sequence[str] = EMBEDDED) -> list[str]:
    """The weights that are not installed."""
    return [name for name in names if not store.installed(name)]


def show(console: Console) -> None:
    """Print every weight: what it is for, licence, size, whether it is here, where it is from."""
    store = WeightStore()
    table = Table(box=None, pad_edge=False, header_style="bold")
    for heading in ("name", "role", "size", "licence", "here"):
        table.add_column(heading, no_wrap=True, justify="right" if heading == "size" else "left")
    for weight in status_table(store):
        here = "yes" if weight.installed else "no"
        size = f"{weight.size / 1e6:,.0f} MB"
        table.add_row(weight.name, weight.role, size, weight.licence, here)
    console.print(table)
    for weight in status_table(store):
        console.print(f"\n[bold]{weight.name}[/bold]: {weight.about}", soft_wrap=True)
        console.print(f"  {weight.publisher}; {weight.source}", style="dim", soft_wrap=True)
    console.print(f"\nin {store.root}", style="dim", highlight=False, soft_wrap=True)


async def fetch(console: Console, names: Sequence[str], *, embedded: bool) -> None:
    """Fetch these weights, and with `embedded` all that a new installation needs."""
    wanted = [weight_named(name).name for name in names]
    store = WeightStore()
    if embedded or not wanted:
        wanted += [name for name in missing(store) if name not in wanted]
    if not wanted:
        console.print("All weights are here.")
        return
    await fetch_with_bar(console, store, wanted)


async def bring_weights(settings: Settings, console: Console, *, voice: bool) -> None:
    """Fetch what these settings need and is not here yet, with a progress bar."""
    store = WeightStore()
    if names := missing(store, needed(settings, voice=voice)):
        await fetch_with_bar(console, store, names)


async def fetch_with_bar(console: Console, store: WeightStore, names: Sequence[str]) -> None:
    """Fetch with a bar for each weight: done and total bytes, speed, time left."""
    total = sum(weight_named(name).size for name in names)
    size = f"{total / 1e9:.1f} GB" if total >= 1e8 else f"{total / 1e6:.0f} MB"
    console.print(f"Fetching {size} of weights, once, into {store.root}.", soft_wrap=True)
    columns = (
        TextColumn("{task.description:<14}"),
        BarColumn(bar_width=None),
        DownloadColumn(),
        TransferSpeedColumn(),
        TimeRemainingColumn(),
        TextColumn("{task.fields[note]}"),
    )
    with Progress(*columns, console=console) as bars:
        for name in names:
            bar = bars.add_task(name, total=weight_named(name).size, note="")
            await store.get(name, _moving(bars, bar))


def _moving(bars: Progress, bar: int) -> OnProgress:
    def move(moment: Moment) -> None:
        bars.update(bar, completed=moment.done, total=moment.total, note=moment.note)  # pyright: ignore[reportArgumentType]

    return move
