"""By which model she answers: taken, held for the person to decide, or gone back from.

Read from the log, so that a restart changes nothing. A model is named by what the settings call it;
keys are no part of it.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal, get_args

from anima.memory import EventLog
from anima.persona.growth import EDITS
from anima.values import AnimaError, Event, JsonValue

Way = Literal["first", "trying", "inside", "held", "taken", "returned", "unmeasured", "settled"]
"""How it was decided: the first model there was; one that is being compared; one inside her band;
one outside it, which waits; one that the person took all the same; one that they went back to, or
stayed with; one that nothing could be compared with; hers, which the settings name again."""


class StandingError(AnimaError):
    """There is no model to take or to go back to."""


@dataclass(frozen=True, slots=True)
class Mind:
    """A model as the settings name it.

    Attributes:
        llm: The address of its server; empty for the embedded one.
        llm_model: Its name on that server; empty for the first there.
        llm_weights: The weights, where it is embedded.
        name: What it calls itself, or an empty string while it was never reached.
    """

    llm: str
    llm_model: str
    llm_weights: str
    name: str = ""

    def is_same(self, other: "Mind | None") -> bool:
        """Whether the settings mean the same model; embedded, only the weights count."""
        return other is not None and self._means == other._means

    @property
    def _means(self) -> tuple[str, str]:
        return (self.llm, self.llm_model) if self.llm else ("", self.llm_weights)

    def as_json(self) -> dict[str, JsonValue]:
        """As the log keeps it."""
        return {
            "llm": self.llm,
            "llm_model": self.llm_model,
            "llm_weights": self.llm_weights,
            "name": self.name,
        }

    @classmethod
    def of(cls, value: JsonValue) -> "Mind | None":
        """As it was kept; None when it is damaged."""
        found = value if isinstance(value, dict) else {}
        parts = [found.get(key) for key in ("llm", "llm_model", "llm_weights", "name")]
        texts = [part for part in parts if isinstance(part, str)]
        return cls(*texts) if len(texts) == len(parts) else None

    def __str__(self) -> str:
        return self.name or self.llm_model or self.llm or self.llm_weights


@dataclass(frozen=True, slots=True)
class Standing:
    """By which model she answers, and what may be decided.

    Attributes:
        hers: The model that she answers by; None before there was one.
        former: The one before it, to which one can go back.
        held: A model that is compared, or is outside her band and waits for a word of the person.
        refused: A model that the person did not take; it is not tried again by itself.
        why: What the last decision rested on, in plain words.
        way: How it was decided.
        inside: Whether hers is in the band of the one before, so that she is known by that still.
    """

    hers: Mind | None = None
    former: Mind | None = None
    held: Mind | None = None
    refused: Mind | None = None
    why: str = ""
    way: Way = "first"
    inside: bool = False


async def load_standing(log: EventLog) -> Standing:
    """Read from the log by which model she answers."""
    return standing_of(await log.events(kinds=("model_decided",)))


def standing_of(events: Sequence[Event]) -> Standing:
    """Fold `model_decided` events, oldest first; one that is damaged counts not."""
    now = Standing()
    for event in events:
        mind, way = Mind.of(event.payload.get("mind")), _way(event.text("way"))
        if mind is None or way is None:
            continue
        why = event.text("why")
        if way in ("trying", "held"):
            now = replace(now, held=mind, refused=None, why=why, way=way)
        elif way == "returned":
            left = now.held or (None if mind.is_same(now.hers) else now.hers)
            now = Standing(mind, former=left, refused=left, why=why, way=way)
        else:
            former = now.former if mind.is_same(now.hers) else now.hers
            inside = now.inside if mind.is_same(now.hers) else way == "inside"
            now = Standing(mind, former=former, why=why, way=way, inside=inside)
    return now


async def decide_mind(log: EventLog, mind: Mind, way: Way, why: str = "") -> Standing:
    """Write down by which model she answers, or that one is held; returns how things stand then."""
    await log.append(EDITS, "model_decided", {"mind": mind.as_json(), "way": way, "why": why})
    return await load_standing(log)


async def take_held(log: EventLog) -> Standing:
    """Take the model that is held, or the one that was gone back from, all the same.

    Raises `StandingError` when there is none.
    """
    now = await load_standing(log)
    wanted = now.held or now.refused
    if wanted is None:
        raise StandingError("No other model waits.", advice="anima who model says how things are.")
    return await decide_mind(log, wanted, "taken")


async def go_back(log: EventLog) -> Standing:
    """Go back to the former model, or stay with it while another is held.

    Raises `StandingError` when there is none to go back to.
    """
    now = await load_standing(log)
    wanted = now.hers if now.held else now.former
    if wanted is None or (now.refused and not now.held):
        raise StandingError("There is no former model to go back to.")
    return await decide_mind(log, wanted, "returned")


def _way(text: str) -> Way | None:
    return next((way for way in get_args(Way) if way == text), None)
