"""The sentences of an entry that a model writes: each checked, and a plain one in its place if not.

The same steps with a larger model get better sentences; what is asked and what is checked is one.
"""

from collections.abc import Mapping, Sequence

from anima.llm import ChatModel, Message
from anima.memory import Turn
from anima.persona.asking import answer_by_schema, asking
from anima.persona.greeting import content_words, telling_turn
from anima.persona.identity import Identity
from anima.persona.night.findings import quoted, retold_as_you
from anima.persona.plain_speech import is_plain_speech
from anima.persona.sentence_checks import made_up, taken_as_own
from anima.values import JsonValue

HEAVY = "You told me something heavy, and I listened."
"""What stands of a day on which danger was heard: no word of it, nor what a model thinks of it."""

_MOST_WORDS = 24
_TASK = (
    "You keep a journal about your talks with a friend, whom you call 'you'. You read what the "
    "friend told you today and add what you think of it, in one short plain sentence."
)
_EXAMPLES: Sequence[tuple[str, str]] = (
    (
        "you finally told your boss no",
        '{"sentence": "You told your boss no, and I was a little proud of you."}',
    ),
    (
        "your bread did not rise again",
        '{"sentence": "The bread stayed flat, but you will not let it win."}',
    ),
)
_CHOICE = (
    "You read what you learned about a friend today, and give the number of what matters most to "
    "the friend."
)


async def sentence_of_day(
    model: ChatModel, turns: Sequence[Turn], identity: Identity
) -> dict[str, JsonValue] | None:
    """A sentence about what was told most of, and its source; None on a day of small talk."""
    turn = telling_turn(turns)
    if turn is None:
        return None
    schema: Mapping[str, JsonValue] = {
        "type": "object",
        "properties": {"sentence": {"type": "string", "maxLength": 160}},
        "required": ["sentence"],
        "additionalProperties": False,
    }
    plain = retold_as_you(turn.text)
    messages = [*asking(_TASK, _EXAMPLES), Message("user", plain)]
    answer = await answer_by_schema(model, messages, schema, temperature=0.4, seed=1)
    text = answer.get("sentence")
    if isinstance(text, str) and holds(text.strip(), turn, identity):
        return {"text": text.strip(), "sources": [turn.id], "by": model.profile.name}
    return {"text": f"You told me: “{quoted(turn.text)}”", "sources": [turn.id], "by": "rules"}


async def first_that_matters(model: ChatModel, learned: Sequence[JsonValue]) -> list[JsonValue]:
    """What was learned, what the model finds most important first; as it is if it finds none."""
    if len(learned) < 2:
        return list(learned)
    numbers: list[JsonValue] = [str(number) for number in range(1, len(learned) + 1)]
    schema: Mapping[str, JsonValue] = {
        "type": "object",
        "properties": {"number": {"type": "string", "enum": numbers}},
        "required": ["number"],
        "additionalProperties": False,
    }
    lines = [f"{n}. {_text(each)}" for n, each in enumerate(learned, 1)]
    messages = [*asking(_CHOICE, ()), Message("user", "\n".join(lines))]
    answer = await answer_by_schema(model, messages, schema)
    chosen = answer.get("number")
    if chosen not in numbers:
        return list(learned)
    first = learned[int(str(chosen)) - 1]
    return [first, *(each for each in learned if each is not first)]


def holds(text: str, turn: Turn, identity: Identity) -> bool:
    """Whether a sentence may stand in her journal: short, hers, about what was said, nothing made
    up and nothing of the person's taken for her own."""
    words = text.split()
    if not 4 <= len(words) <= _MOST_WORDS or text[-1] not in ".!?" or not is_plain_speech(text):
        return False
    known = f"{turn.text} {identity.person_name} {identity.name} {identity.days}"
    return (
        not content_words(turn.text).isdisjoint(content_words(text))
        and not made_up(text, known)
        and not taken_as_own(text.lower(), turn.text)
    )


def _text(found: JsonValue) -> str:
    return str(found.get("text")) if isinstance(found, dict) else ""
