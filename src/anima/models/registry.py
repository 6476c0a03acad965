"""Every weight that Anima knows, one row each."""

from anima.models.embedded_weights import EMBEDDED_WEIGHTS
from anima.models.hub_weights import HUB_WEIGHTS
from anima.models.weight import Weight
from anima.values import WeightsError

REGISTRY = {weight.name: weight for weight in (*EMBEDDED_WEIGHTS, *HUB_WEIGHTS)}
"""All weights by name: those of a new installation, then those that only a hub has."""


def weight_named(name: str) -> Weight:
    """The row of this name; `WeightsError` lists the names when there is none."""
    try:
        return REGISTRY[name]
    except KeyError:
        raise WeightsError(
            f"There are no weights named {name}.", advice=f"Known are: {', '.join(REGISTRY)}."
        ) from None
