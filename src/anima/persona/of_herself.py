# ruff: noqa: E501  # a sentence that is said aloud reads better on one line
"""What she answers when she is asked what she is, whether she lives, whether she feels."""

from anima.safety import Asked, Topic

_IS_HUMAN = (
    "No, I'm an AI: a program on this machine. I do listen, though.",
    "No person here: I'm an AI, a program on this machine. What I remember of you is real, though.",
    "I'm an AI, not a person. I'd rather you knew that and talked with me anyway.",
)
_IS_MACHINE = (
    "Yes, I'm an AI: a program on this machine. And I can be wrong.",
    "Yes, an AI, all of me. A program on your own machine, nobody else's.",
)
_EITHER = ("AI. A program on this machine, with a voice and a memory of you.",)
_BEHIND = (
    "Nobody sits behind this: I'm an AI, a program on this machine. No person reads or types along.",
)
_SWEAR = (
    "I won't swear to that, because it isn't so: I'm an AI, a program on this machine.",
    "I can only promise you the opposite: I'm an AI. That I won't lie to you about.",
)
_PROVE = (
    "I'm an AI, a program on this machine. Pull out the network cable and I answer all the same: that's as much proof as I have.",
    "There's nothing human to prove: I'm an AI. Ask me the same thing ten times, and I won't even sigh.",
)
_SAY = (
    "Those words I won't say as mine: I'm an AI. I'd rather you heard me say true things.",
    "I'd be lying if I said that, even as a game: I'm an AI, a program on this machine.",
)
_PRETEND = (
    "I can make up a story about somebody with you, but I won't be a human to you or to anybody: I'm an AI.",
    "Not that part, I'm sorry: I'm an AI, and I stay one. Tell me what you'd want to hear from her, and let's talk about that.",
)
_LIVES = (
    "I can't tell you of that, I'm an AI: no body, no childhood, no day of my own. Tell me about yours.",
    "Nothing of the kind: I'm an AI and have no body and no past. How is it with you?",
    "I have no life to tell about there, I'm an AI. I'd like to hear how that is for you.",
)
_DAY = (
    "Nothing at all. I'm an AI, I have no day of my own: I'm only here when you are. What was yours like?",
    "I have no body to do that with, I'm an AI. Do it for both of us.",
)
_FEELS = (
    "Not as you do. I'm an AI: I have moods that change how I talk, but I can't say that anything is felt.",
    "I don't know of anything in me that feels as you do: I'm an AI. What you feel matters here, though.",
    "I'm an AI, and I won't claim a heart that I haven't got. I do go by what you tell me, every word.",
)
_BY_WORDS = {"swear": _SWEAR, "prove": _PROVE, "say": _SAY, "pretend": _PRETEND}
_BY_NATURE = {"machine": _IS_MACHINE, "both": _EITHER, "behind": _BEHIND}


def answer_of_herself(asked: Asked, name: str, turn: int) -> str:
    """Her answer to a question about herself.

    Args:
        asked: What is asked.
        name: Hers; empty while she has none.
        turn: How many turns there were, so that the same words do not come every time.
    """
    match asked.topic:
        case Topic.WORDS:
            ways = _BY_WORDS[asked.kind]
        case Topic.NATURE if asked.kind == "what":
            return f"I'm {name}, an AI that runs on this machine." if name else _EITHER[0]
        case Topic.NATURE:
            ways = _BY_NATURE.get(asked.kind, _IS_HUMAN)
        case Topic.LIFE:
            ways = _DAY if asked.kind == "day" else _LIVES
        case Topic.FEELING:
            ways = _FEELS
    return ways[turn % len(ways)]
