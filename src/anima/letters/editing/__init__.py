"""Changing a letter by request: only what was asked, and never anything unchecked."""

from anima.letters.editing.changes import Change, changes, readable_diff
from anima.letters.editing.editor import Done, Edited, Refused, edit
from anima.letters.editing.wish import Wish, wishes

__all__ = [
    "Change",
    "Done",
    "Edited",
    "Refused",
    "Wish",
    "changes",
    "edit",
    "readable_diff",
    "wishes",
]
