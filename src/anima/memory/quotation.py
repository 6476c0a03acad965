"""Dated quotations of what the person said, as a prompt can bear them."""

from datetime import datetime

from anima.memory.plain_text import printable
from anima.memory.quoted import HANDED_OVER
from anima.memory.transcript import Turn
from anima.values import Memory

QUOTED_CHARACTERS = 160
"""A quotation in a prompt is cut here, at a word: about 40 tokens."""


def remembered(turn: Turn, now: datetime, note: str = "") -> Memory:
    """A turn as she is reminded of it, with a note on what is so now; and what of it is not from
    here, for whoever looks whether that gives orders."""
    quoted = shortened(turn.text) if turn.source else ""
    return Memory(quotation(turn, now) + note, (turn.id,), quoted)


def quotation(turn: Turn, now: datetime) -> str:
    """`On Tuesday 5 May you told me: "..."`, with the year when it is not this one."""
    local = turn.at.astimezone()
    day = f"{local:%A} {local.day} {local:%B}"
    if local.year != now.astimezone().year:
        day += f" {local.year}"
    if turn.source == HANDED_OVER:
        # Hers from another life: neither the person's nor written in a program.
        return f'On {day} {turn.author} told me, before I knew you: "{shortened(turn.text)}"'
    if turn.source:
        where = f"in {turn.source}" + (f" ({turn.chat})" if turn.chat else "")
        who = "you" if turn.speaker == "person" else turn.author
        return f'On {day} {who} wrote {where}: "{shortened(turn.text)}"'
    where = ", in a story that we made up" if turn.play == "story" else ""
    return f'On {day} you told me{where}: "{shortened(turn.text)}"'


def shortened(text: str) -> str:
    """One line of at most `QUOTED_CHARACTERS`, cut at a word."""
    line = " ".join(printable(text).split())
    if len(line) <= QUOTED_CHARACTERS:
        return line
    return line[:QUOTED_CHARACTERS].rsplit(" ", 1)[0].rstrip(",;:") + " …"
