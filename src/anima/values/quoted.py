"""Quoted material: what somebody wrote in another program, as the person brought it along."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Message:
    """One message of another program's history.

    Attributes:
        at: When it was sent, with a zone.
        author: Who wrote it, as that program names them.
        text: The words; never empty.
        chat: The conversation that it stands in, as that program names it; may be empty.
        mine: Whether the person wrote it; None where the export does not tell.
        written: The time as the export has it, where that names no zone; empty where it does.
    """

    at: datetime
    author: str
    text: str
    chat: str = ""
    mine: bool | None = None
    written: str = ""
