"""All the words of a book, whatever they are set as."""

from dataclasses import dataclass
from datetime import date

from anima.letters.book.arc import Part


@dataclass(frozen=True, slots=True)
class BookText:
    """The words of a book.

    Attributes:
        title: On the cover.
        subtitle: Under it.
        author: Whose letters they are; empty when they are several people's.
        editor: Who chose them: her name, or empty.
        foreword: Its paragraphs.
        notes: What stands on the back of the title page.
        parts: The letters.
        quote: The line for the cover.
        made: On which day.
        identifier: A URN by which the book is known.
    """

    title: str
    subtitle: str
    author: str
    editor: str
    foreword: tuple[str, ...]
    notes: tuple[str, ...]
    parts: tuple[Part, ...]
    quote: str
    made: date
    identifier: str

    @property
    def chosen_by(self) -> str:
        """Who made it."""
        return f"Chosen by {self.editor}" if self.editor else "Chosen by Anima"
