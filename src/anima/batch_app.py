"""What `anima letters batch` does: a table of orders, each drafted, approved and sent once."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from rich.progress import Progress

from anima.app import OWNER, open_vault
from anima.batch_desk import begun, dress_of, written
from anima.letters import Letter, Stage, Studio, unfounded_in
from anima.letters.sending import Order, Outbox, orders_from
from anima.loading import language_model
from anima.mail_desk import outbox_of, shown_mail
from anima.memory import EventLog
from anima.sending_app import Confirm, Dress, made_ready, tell
from anima.settings import Settings
from anima.values import SystemClock


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a batch is to be.

    Attributes:
        file: The table.
        sender: Who signs.
        name: What the batch is called; empty for the file's name. Rows that went under this name
            do not go again.
        one_by_one: Whether each letter gets a yes of its own.
    """

    file: Path
    sender: str
    name: str
    one_by_one: bool


async def send_batch(
    settings: Settings, console: Console, wanted: Wanted, dress: Dress, yes: Confirm
) -> None:
    """Write, show and send the letters of a table; killed anywhere, the same command goes on.

    Raises `LetterError` naming the row of the table that is wrong, before anything is begun.
    """
    orders = orders_from(wanted.file, wanted.sender, wanted.name)
    async with await open_vault(settings) as vault:
        studio = Studio(vault, OWNER, EventLog(vault, OWNER, SystemClock()))
        outbox = await outbox_of(settings, vault, studio)
        letters = await begun(studio, orders)
        await outbox.settle()
        await _written(settings, console, studio, orders, letters)
        dressed = [(letters[order.key].id, dress_of(order, dress)) for order in orders]
        await approve_all(settings, console, studio, dressed, yes, one_by_one=wanted.one_by_one)
        await send_all(console, studio, outbox, [identity for identity, _ in dressed])


async def _written(
    settings: Settings,
    console: Console,
    studio: Studio,
    orders: Sequence[Order],
    letters: dict[str, Letter],
) -> None:
    """See that each letter has words, with a bar."""
    open_ = [order for order in orders if not (order.text or letters[order.key].versions)]
    if not open_:
        async for _ in written(None, studio, orders, letters):
            pass
        return
    with Progress(console=console, transient=True) as bars:
        bar = bars.add_task("Writing", total=len(open_))
        async with language_model(settings) as model:
            async for done in written(model, studio, orders, letters):
                bars.update(bar, completed=done)


async def approve_all(
    settings: Settings,
    console: Console,
    studio: Studio,
    letters: Sequence[tuple[str, Dress]],
    yes: Confirm,
    *,
    one_by_one: bool = False,
) -> None:
    """Show what would go, and record a yes to each letter or one to all."""
    shown: list[tuple[Letter, str]] = []
    for identity, dress in letters:
        letter = await studio.letter(identity)
        if letter.stage in (Stage.SENT, Stage.UNCLEAR) or (letter.by_mail and letter.may_go):
            continue
        if claims := unfounded_in(letter):
            console.print(
                f"Left out: the letter {letter.id[-8:]} to {letter.brief.recipient} says what "
                f"nobody told: “{claims[0].text}”. Mend or confirm it, then run this again.",
                markup=False,
                highlight=False,
            )
            continue
        content, ready = await made_ready(settings, console, studio, letter, dress)
        console.print(f"{'-' * 60}\n{shown_mail(content)}", markup=False, highlight=False)
        digest = hashlib.sha256(content).hexdigest()
        if not one_by_one:
            shown.append((ready, digest))
        elif yes("Send exactly this?"):
            await studio.approve(letter.id, digest, how="one of a batch")
        else:
            await studio.decline(letter.id)
    if not shown:
        return
    what = "this letter" if len(shown) == 1 else f"these {len(shown)} letters, each"
    agreed = yes(f"Send exactly {what} with a copy to you?")
    for letter, digest in shown:
        if agreed:
            await studio.approve(letter.id, digest, how="a batch")
        else:
            await studio.decline(letter.id)


async def send_all(console: Console, studio: Studio, outbox: Outbox, ids: Sequence[str]) -> None:
    """Hand over what was approved, with a bar, and say what became of all."""
    going: list[str] = []
    before = 0
    for identity in ids:
        letter = await studio.letter(identity)
        before += letter.stage is Stage.SENT
        if letter.stage is Stage.UNCLEAR or (letter.by_mail and letter.may_go):
            going += [identity] if letter.stage is not Stage.SENT else []
    sent = 0
    with Progress(console=console, transient=True) as bars:
        bar = bars.add_task("Sending", total=len(going))
        async for step in outbox.send(going):
            bars.update(bar, completed=step.done)
            sent += step.letter.stage is Stage.SENT
            if step.letter.stage is not Stage.SENT:
                tell(console, step.letter)
    left = len(ids) - before - sent
    known = f" {before} had gone before." if before else ""
    rest = f" {left} did not go: run the same command again to go on." if left else ""
    console.print(f"{sent} sent.{known}{rest}", highlight=False)
