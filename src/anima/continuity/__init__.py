"""Continuity: a life can be moved, upgraded, handed on and ended. It knows only portables."""

from anima.continuity.archive import Manifest
from anima.continuity.exporting import Export, export
from anima.continuity.importing import Destination, restore
from anima.continuity.streaming import export_pieces
from anima.continuity.upgrade import keep_previous

__all__ = [
    "Destination",
    "Export",
    "Manifest",
    "export",
    "export_pieces",
    "keep_previous",
    "restore",
]
