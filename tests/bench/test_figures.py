"""Median and p90 mean what their documentation says."""

from collections.abc import Callable, Sequence

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.figures import median, p90

VALUES = st.lists(st.floats(-1e6, 1e6), min_size=1, max_size=50)


def test_worked_examples() -> None:
    assert median([3, 1, 2]) == 2
    assert median([4, 1, 2, 3]) == 2.5
    assert p90([7]) == 7
    assert p90(range(11)) == 9
    assert p90([0, 10]) == 9


@given(VALUES)
def test_they_agree_with_numpy(values: list[float]) -> None:
    assert median(values) == pytest.approx(np.median(values), abs=1e-6)
    assert p90(values) == pytest.approx(np.percentile(values, 90), abs=1e-6)


@pytest.mark.parametrize("definition", [median, p90])
def test_nothing_measured_is_an_error_and_not_a_zero(
    definition: Callable[[Sequence[float]], float],
) -> None:
    with pytest.raises(ValueError, match="nothing was measured"):
        definition([])
