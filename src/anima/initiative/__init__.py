"""She begins: nights that are due, what was left open, and when she may speak first."""

from anima.initiative.avoided import avoided
from anima.initiative.beginning import Beginning, put_aside
from anima.initiative.impulses import Impulse, impulses
from anima.initiative.loose_ends import LooseEnd, loose_ends, open_ends
from anima.initiative.put_off import Avoided
from anima.initiative.sleeping import Sleeping
from anima.initiative.waiting import Begun, waiting

__all__ = [
    "Avoided",
    "Beginning",
    "Begun",
    "Impulse",
    "LooseEnd",
    "Sleeping",
    "avoided",
    "impulses",
    "loose_ends",
    "open_ends",
    "put_aside",
    "waiting",
]
