"""What she says, in her own voice, when the model cannot answer. Written by hand, never guessed."""

from anima.values import (
    ContextOverflowError,
    ModelError,
    ModelNonsenseError,
    ModelTimeoutError,
    ModelUnavailableError,
)

UNAVAILABLE = (
    "I can't think right now: the part of me that finds words isn't answering. "
    "I heard what you said, and I'll keep it. Try me again in a moment."
)
SLOW = (
    "My thoughts are coming too slowly just now. "
    "I heard you, and I have it written down. Ask me again in a moment."
)
NONSENSE = (
    "That came out as noise, so I'd rather not say it. I did hear you. Would you try me once more?"
)
TOO_LONG = (
    "That's more than I can hold in my head at once. "
    "I've kept all of it; could you give me the part that matters most?"
)
LOST_THREAD = "I'm sorry, I lost my thread there."


def apology(error: ModelError) -> str:
    """Her words for this failure."""
    match error:
        case ModelUnavailableError():
            return UNAVAILABLE
        case ModelTimeoutError():
            return SLOW
        case ContextOverflowError():
            return TOO_LONG
        case ModelNonsenseError():
            return NONSENSE
        case _:
            return UNAVAILABLE
