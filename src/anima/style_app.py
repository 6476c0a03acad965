"""What `anima letters style` does: how somebody writes, learned from their files."""

import asyncio
from collections.abc import Sequence
from pathlib import Path

from rich.console import Console

from anima.letters.style import SenderVoice, samples_of_file
from anima.paper_app import read_text

CLEARLY_ANOTHERS = 2.0
NEAR = 1.35


async def show_style(
    console: Console, files: Sequence[Path], sender: str, against: Path | None
) -> None:
    """Print a writer's habits in words; with `against`, how near a text is to them."""
    samples = [
        text for file in files for text in await asyncio.to_thread(samples_of_file, file, sender)
    ]
    voice = await asyncio.to_thread(SenderVoice.learned, sender, samples)
    console.print(f"{sender}, from {voice.words:,} words:", markup=False, highlight=False)
    for line in voice.portrait.lines():
        console.print(f"  {line}", markup=False, highlight=False)
    if against is not None:
        distance = voice.distance(read_text(against))
        console.print(
            f"{against.name}: distance {distance:.2f}, {said(distance)}.",
            markup=False,
            highlight=False,
        )


def said(distance: float) -> str:
    """A distance in words; 1 is usual for the writer's own texts."""
    if distance <= NEAR:
        return "as they write"
    return "unlike them" if distance < CLEARLY_ANOTHERS else "clearly another's"
