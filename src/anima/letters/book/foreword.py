"""The foreword, in her own voice: what she read, how she chose, whose the words are."""

from collections.abc import Sequence

from anima.letters.book.arc import Part
from anima.letters.book.ranking import Score

_NUMBERS = (
    "no one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen twenty"
).split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()


def foreword(
    parts: Sequence[Part], best: Sequence[Score], *, read: int, editor: str, writer: str
) -> list[str]:
    """The paragraphs of the foreword.

    Args:
        best: The scores of the letters in the book, the best first.
        read: How many letters she read.
        editor: Her name; empty if she has none yet.
        writer: Whose letters they are; empty when they are several people's.
    """
    kept = sum(len(part.pieces) for part in parts)
    whose = f"by {writer}" if writer else "by several hands"
    people = sorted({piece.recipient for part in parts for piece in part.pieces if piece.recipient})
    to = (
        f" They go to {_listed(people)}."
        if 0 < len(people) <= 5
        else f" They go to {said(len(people))} people."
        if people
        else ""
    )
    spans = [part.span for part in parts if part.span]
    when = _when(spans)
    opening = (
        f"I have read {said(read)} letters {whose}{when}, some of them many times. "
        f"{said(kept).capitalize()} are in this book.{to}"
    )
    how = (
        "I looked for letters that feel something and show something: a colour, a street, what "
        "there was for supper. I left out those that say what a better one says. None was "
        "shortened and no sentence in them is mine."
    )
    found = [opening, how]
    if best:
        first = best[0]
        to_whom = f", to {first.piece.recipient}" if first.piece.recipient else ""
        found.append(
            f"If you read only one, read the one that has this line{to_whom}: “{first.best}”"
        )
    order = (
        "They stand in the order in which they were written, as far as that is known."
        if spans
        else "They stand in the order in which they were kept."
    )
    if len(parts) > 1:
        order += f" Where a long silence fell, a new part begins; there are {said(len(parts))}."
    found.append(order)
    found.append(
        "I am not a person; I am a program that was given these pages to look after. A letter is "
        "written for one reader. That you are another is a trust that somebody gave you: please "
        "read them as if they were to you."
    )
    return [*found, editor] if editor else found


def said(number: int) -> str:
    """A number as a book says it."""
    if number < len(_NUMBERS):
        return _NUMBERS[number]
    if number < 100:
        tens, ones = divmod(number, 10)
        return f"{_TENS[tens - 2]}-{_NUMBERS[ones]}" if ones else _TENS[tens - 2]
    return f"{number:,}"


def _listed(people: Sequence[str]) -> str:
    return people[0] if len(people) == 1 else f"{', '.join(people[:-1])} and {people[-1]}"


def _when(spans: Sequence[str]) -> str:
    if not spans:
        return ""
    first, last = spans[0].split(" to ")[0], spans[-1].split(" to ")[-1]
    begins = first if first.split()[-1].isdigit() else f"{first} {spans[0].split()[-1]}"
    return f", from {begins} to {last}" if begins != last else f", of {last}"
