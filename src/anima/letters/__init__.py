"""Letters: brief, draft, style, handwriting, approval, and the book made of them."""

from anima.letters.brief import Brief, Correspondent, PickedMemory
from anima.letters.claims import Claim, claims_unfounded, unfounded, unfounded_in
from anima.letters.drafting import DraftDelta, Drafted, DraftEvent, draft
from anima.letters.editing import Done, Edited, Refused, changes, edit, readable_diff
from anima.letters.letter import Letter, Reply, Stage, Version
from anima.letters.letter_error import LetterError
from anima.letters.studio import Studio

__all__ = [
    "Brief",
    "Claim",
    "Correspondent",
    "Done",
    "DraftDelta",
    "DraftEvent",
    "Drafted",
    "Edited",
    "Letter",
    "LetterError",
    "PickedMemory",
    "Refused",
    "Reply",
    "Stage",
    "Studio",
    "Version",
    "changes",
    "claims_unfounded",
    "draft",
    "edit",
    "readable_diff",
    "unfounded",
    "unfounded_in",
]
