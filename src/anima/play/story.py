"""A story told in turns: she goes on from what the person said; the companion is rude.

Where it is set and what the companion says are written by hand; how it goes on, a model says.
"""

from collections.abc import Sequence

from anima.llm import ChatRequest, Message
from anima.play.companion import Companion
from anima.values import Event

SCENES = (
    ("the lighthouse without a sea", "We stand before a lighthouse, and there is no sea anywhere."),
    ("the train that stops for nobody", "The night train has slowed down, for us and nobody else."),
    ("the library under the lake", "The stairs go down into the lake, and the books are dry."),
    ("the market of lost hats", "At the market of lost hats, one hat calls you by name."),
    ("the clock shop at midnight", "All the clocks in the shop strike, and one strikes thirteen."),
    (
        "the last house on the hill",
        "In the last house on the hill, somebody has lit a lamp for you.",
    ),
)
"""Each with the name by which it is remembered."""

YOURS = "What do you do?"
REPLY_TOKENS = 90
_KEPT_TURNS = 12
_TASK = (
    "We make up a story in turns, aloud. It is set in {scene}. You say what you do, and I say what "
    "happens then: two short sentences, concrete and a little strange, that never decide what you "
    "do. It is only a story."
)
_SHAPE = (
    ("I knock at the door.", "The door opens by itself. Behind it a stair winds up, and it hums."),
    ("I go up.", "On every step lies a blue feather. Halfway up, one of them is warm."),
)


def story_request(scene: str, companion: Companion, told: Sequence[Event]) -> ChatRequest:
    """What to ask a model for: the next two sentences, after what was told so far in this story."""
    turns = [
        Message("user" if event.kind == "heard" else "assistant", _plain(event.text(), companion))
        for event in told[-_KEPT_TURNS:]
        if event.text()
    ]
    shape = [
        message
        for said, went_on in _SHAPE
        for message in (Message("user", said), Message("assistant", went_on))
    ]
    task = Message("system", _TASK.format(scene=scene))
    return ChatRequest([task, *shape, *turns], max_tokens=REPLY_TOKENS, temperature=0.8)


def _plain(text: str, companion: Companion) -> str:
    """Her turn without the companion, whom the model is not to imitate."""
    return text.split(f" {companion.name} says:")[0].split(f"{companion.name} says:")[0].strip()
