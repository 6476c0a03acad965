"""Where it goes, by hand: an envelope, or the address side of a postcard."""

import random
from collections.abc import Sequence

from anima.letters.handwriting.hand import Hand
from anima.letters.handwriting.page import PAPERS, Ink, Page, Paper, ink_named, lines_at
from anima.letters.letter_error import LetterError

DL = Paper("envelope", 220, 110, 12)
"""The long envelope, for A4 and Letter folded in three; A5 folded once fits as well."""


def envelope(
    address: Sequence[str],
    hand: Hand,
    *,
    sender: Sequence[str] = (),
    ink: Ink = "blue-black",
    seed: int = 1,
) -> Page:
    """Write an envelope. Raises `LetterError` without an address, or for a letter not there."""
    lines = [line.strip() for line in address if line.strip()]
    if not lines:
        raise LetterError(
            "There is no postal address.", advice="Add its lines to the correspondent."
        )
    hand.require("\n".join((*lines, *sender)))
    chance = random.Random(seed)  # noqa: S311  # not for secrets
    strokes, written = lines_at(lines, hand, DL, chance, at=(95, 52), scale=1.15)
    if sender:
        small = lines_at([*sender], hand, DL, chance, at=(12, 14), scale=0.75)
        strokes, written = [*small[0], *strokes], [*small[1], *written]
    return Page(DL, ink_named(ink), tuple(strokes), tuple(written))


def card_side(
    address: Sequence[str], hand: Hand, *, ink: Ink = "blue-black", seed: int = 1
) -> Page:
    """Write the side of a postcard that the stamp is on, the address in its right half.

    Raises `LetterError` without an address, or for a letter that is not there.
    """
    lines = [line.strip() for line in address if line.strip()]
    if not lines:
        raise LetterError(
            "There is no postal address.", advice="Add its lines to the correspondent."
        )
    hand.require("\n".join(lines))
    chance = random.Random(seed)  # noqa: S311  # not for secrets
    card = PAPERS["postcard"]
    strokes, written = lines_at(lines, hand, card, chance, at=(80, 52), scale=1.0)
    return Page(card, ink_named(ink), tuple(strokes), tuple(written))
