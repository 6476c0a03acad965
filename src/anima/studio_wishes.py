"""What the page about letters may ask for: the one place where its words are checked."""

from typing import TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from anima.letters import LetterError
from anima.letters.brief import Length, Tone
from anima.letters.handwriting import HANDS, INKS, PAPERS
from anima.paper_app import Look
from anima.values import JsonValue

__all__ = [
    "AboutLetter", "Answers", "Approved", "Asked", "BriefWish", "ClaimWish", "Named", "Note",
    "Number", "OwnWords", "Page", "Ready", "Sample", "wish_of",
]  # fmt: skip

LONGEST = 100_000
"""So many characters a letter or a sample may have."""

Wish = TypeVar("Wish", bound="Asked")


class Asked(BaseModel):
    """A wish; `do` says which."""

    model_config = ConfigDict(extra="ignore", frozen=True)
    do: str = Field("", max_length=40)


class AboutLetter(Asked):
    """Something about one letter."""

    letter: str = Field(min_length=1, max_length=80)


class Named(Asked):
    """Something about a correspondent."""

    name: str = Field(min_length=1, max_length=200)


class Number(AboutLetter):
    """One version or alternative of a letter."""

    number: int = Field(ge=1)


class OwnWords(AboutLetter):
    """Words of the person: a whole letter, or what is to be changed."""

    text: str = Field(max_length=LONGEST)


class ClaimWish(AboutLetter):
    """A marked claim that is true."""

    claim: str = Field(min_length=1, max_length=400)


class Approved(AboutLetter):
    """A yes to exactly what has this digest."""

    digest: str = Field(min_length=64, max_length=64)


class Answers(AboutLetter):
    """What the person answered the coach so far; an empty answer passes a question over."""

    answers: tuple[str, ...] = Field((), max_length=100)
    greeting: str = Field("", max_length=200)
    closing: str = Field("", max_length=200)


class Note(Asked):
    """A correspondent as the person has them; without an id a new one."""

    id: str = Field("", max_length=40)
    name: str = Field(min_length=1, max_length=200)
    address: str = Field("", max_length=320)
    bond: str = Field("", max_length=100)
    greeting: str = Field("", max_length=200)
    closing: str = Field("", max_length=200)
    notes: str = Field("", max_length=5000)
    lines: tuple[str, ...] = Field((), max_length=8)


class BriefWish(Asked):
    """A brief from the form; `letter` is empty for a new one, `facts` are the ids picked."""

    letter: str = Field("", max_length=80)
    to: str = Field(min_length=1, max_length=200)
    sender: str = Field(min_length=1, max_length=200)
    occasion: str = Field("", max_length=500)
    happened: tuple[str, ...] = Field((), max_length=60)
    say: tuple[str, ...] = Field((), max_length=60)
    avoid: tuple[str, ...] = Field((), max_length=60)
    tone: Tone = "warm"
    length: Length = "medium"
    facts: tuple[str, ...] = Field((), max_length=60)


class Sample(Asked):
    """A file of somebody's writing: its name says of what kind it is."""

    sender: str = Field(min_length=1, max_length=200)
    name: str = Field(min_length=1, max_length=200)
    text: str = Field(max_length=20 * LONGEST)


class Page(AboutLetter):
    """How a page is to look, and which sheet of it."""

    hand: str = "apple"
    paper: str = "a5"
    ink: str = "blue-black"
    seed: int = Field(1, ge=0, le=2**31)
    sheet: int = Field(1, ge=1, le=200)

    @property
    def look(self) -> Look:
        """The same for the desk. Raises `LetterError` when there is no such thing."""
        for kind, value, known in (
            ("hand", self.hand, (*HANDS, "typed")),
            ("paper", self.paper, tuple(PAPERS)),
            ("ink", self.ink, tuple(INKS)),
        ):
            if value not in known:
                raise LetterError(f"There is no {kind} {value!r}.", advice="Choose one of these.")
        return Look(self.hand, self.paper, self.ink, self.seed)


class Ready(Page):
    """What is to be made ready for a yes."""

    subject: str = Field("", max_length=300)
    words_only: bool = False


def wish_of(kind: type[Wish], wish: JsonValue) -> Wish:
    """A wish that is well formed. Raises `LetterError` naming the field that is not."""
    try:
        return kind.model_validate(wish)
    except ValidationError as error:
        fields = sorted({str(each["loc"][0]) if each["loc"] else "it" for each in error.errors()})
        raise LetterError(f"This is missing or wrong: {', '.join(fields)}.") from None
