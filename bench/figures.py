"""How many measurements become one figure."""

import math
import statistics
from collections.abc import Sequence


def median(values: Sequence[float]) -> float:
    """The middle value; of an even count, the mean of the two in the middle.

    Raises:
        ValueError: There are no values.
    """
    return statistics.median(_some(values))


def p90(values: Sequence[float]) -> float:
    """The value that nine of ten do not exceed.

    It is taken at position 0.9 * (count - 1) of the sorted values, counted from 0, and on the
    straight line between the two neighbours where that falls between them (the usual "linear"
    definition, as in NumPy).

    Raises:
        ValueError: There are no values.
    """
    ordered = sorted(_some(values))
    position = 0.9 * (len(ordered) - 1)
    below = math.floor(position)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (ordered[above] - ordered[below]) * (position - below)


def _some(values: Sequence[float]) -> Sequence[float]:
    if not values:
        raise ValueError("no values: nothing was measured")
    return values
