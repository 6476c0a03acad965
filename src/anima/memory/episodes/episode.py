"""An episode: one session, as it is remembered."""

from dataclasses import dataclass
from datetime import datetime

from anima.values import SessionId


@dataclass(frozen=True, slots=True)
class Episode:
    """What is kept in mind of one session, drawn from what was said in it.

    Attributes:
        id: The session.
        title: What it was about, in a few words.
        summary: Two or three sentences; by rules, the person's own words in quotation marks.
        people: Names that came up.
        places: Likewise.
        feelings: What the person said they felt, the strongest first.
        began: When the first thing was said, in UTC.
        ended: When the last was.
        said: How many times the person said something.
        sources: The events that the summary is made of, in order.
        made_by: `rules`, or the name of the model that wrote title and summary.
    """

    id: SessionId
    title: str
    summary: str
    people: tuple[str, ...]
    places: tuple[str, ...]
    feelings: tuple[str, ...]
    began: datetime
    ended: datetime
    said: int
    sources: tuple[str, ...]
    made_by: str = "rules"
