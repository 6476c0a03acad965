"""Continuity: a life can be moved, upgraded, handed on and ended. It knows only portables."""

from anima.continuity.archive import Manifest
from anima.continuity.exporting import Export, export
from anima.continuity.importing import Destination, restore
from anima.continuity.upgrade import keep_previous

__all__ = ["Destination", "Export", "Manifest", "export", "keep_previous", "restore"]
