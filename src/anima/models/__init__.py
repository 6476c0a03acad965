"""Weights: which there are, where they come from, and a store that holds them whole."""

from anima.models.listing import WeightStatus, ensure_embedded, get, status_table
from anima.models.progress import OnProgress, Progress
from anima.models.registry import REGISTRY, weight_named
from anima.models.weight import HubFile, Package, PackageMember, Role, Weight, WeightFile
from anima.models.weight_store import WeightStore

__all__ = [
    "HubFile",
    "OnProgress",
    "Package",
    "PackageMember",
    "Progress",
    "REGISTRY",
    "Role",
    "Weight",
    "WeightFile",
    "WeightStatus",
    "WeightStore",
    "ensure_embedded",
    "get",
    "status_table",
    "weight_named",
]
