"""A second reader: facts drawn by a language model, each checked against the words it came from."""

import json
import re
from collections.abc import Sequence
from contextlib import aclosing
from datetime import datetime

from pydantic import BaseModel, Field, ValidationError

from anima.llm import ChatModel, ChatRequest, Message, TextDelta
from anima.memory.facts.fact import RELATIONS, YOU, Claim, Polarity, Relation
from anima.memory.facts.kin import RELATION_OF
from anima.memory.facts.times import moments
from anima.values import JsonValue

_BY_RULES = frozenset({"contact", "anniversary", "regular"})
"""Relations that are read by rules alone."""

MOST = 4
"""Facts in one utterance; a model that finds more has begun to repeat itself."""

_ANSWER_TOKENS = 220
_TASK = (
    "List the facts about people's lives in the message as JSON. The one who writes is 'you'; "
    "their sister without a name is 'your sister'. Copy each object from the message. A plan has "
    "polarity 'planned', what is not so 'is_not'. A question, a joke, a wish, a condition or "
    "somebody else's words are no facts: then the list is empty."
)
_EXAMPLES: tuple[tuple[str, list[dict[str, JsonValue]]], ...] = (
    (
        "After all those years by the sea we ended up in Graz, my Tomas and I.",
        [
            {"subject": YOU, "relation": "lives_in", "object": "Graz", "polarity": "is"},
            {"subject": YOU, "relation": "partner", "object": "Tomas", "polarity": "is"},
        ],
    ),
    ("If I were braver I'd be a singer in Paris.", []),
    (
        "Meat and I parted ways, and Lena is off to vet school in the autumn.",
        [
            {"subject": YOU, "relation": "likes", "object": "Meat", "polarity": "is_not"},
            {
                "subject": "Lena",
                "relation": "studies_at",
                "object": "vet school",
                "polarity": "planned",
            },
        ],
    ),
    ("Did you sleep well?", []),
)
_SCHEMA: dict[str, JsonValue] = {
    "type": "object",
    "additionalProperties": False,
    "required": ["facts"],
    "properties": {
        "facts": {
            "type": "array",
            "maxItems": MOST,
            "items": {
                "type": "object",
                "additionalProperties": False,
                "required": ["subject", "relation", "object", "polarity"],
                "properties": {
                    "subject": {"type": "string", "maxLength": 40},
                    "relation": {
                        "type": "string",
                        "enum": [each for each in RELATIONS if each not in _BY_RULES],
                    },
                    "object": {"type": "string", "maxLength": 80},
                    "polarity": {"type": "string", "enum": ["is", "is_not", "planned"]},
                },
            },
        }
    },
}
_WORD = re.compile(r"[^\W_]+")
_SMALL = frozenset("a an the my our his her their of to in at".split())


class _Drawn(BaseModel):
    """One fact as the model gives it."""

    subject: str
    relation: Relation
    object: str
    polarity: Polarity


class _Answer(BaseModel):
    facts: list[_Drawn] = Field(max_length=MOST)


class ModelReader:
    """Reads one utterance at a time, by a grammar, and believes nothing that was not said."""

    def __init__(self, model: ChatModel) -> None:
        self._model = model

    @property
    def name(self) -> str:
        """The model's name: what it has read is read again by another."""
        return self._model.profile.name

    async def read(self, text: str, at: datetime, *, before: str = "") -> list[Claim]:
        """The claims of an utterance. Raises `ModelError` when the model cannot be reached.

        A claim whose object, or whose subject, is not in the words is dropped; so is everything
        when the answer is no JSON.
        """
        if not _WORD.search(text) or text.rstrip().endswith("?"):
            return []
        asked = f"(Asked: {before}) {text}" if before.rstrip().endswith("?") else text
        request = ChatRequest(
            [*_HEAD, Message("user", asked)],
            max_tokens=_ANSWER_TOKENS,
            temperature=0.0,
            schema=_SCHEMA,
        )
        parts: list[str] = []
        async with aclosing(self._model.stream(request)) as events:
            async for event in events:
                if isinstance(event, TextDelta):
                    parts.append(event.text)
        try:
            found = _Answer.model_validate_json("".join(parts)).facts
        except ValidationError:
            return []
        times = moments(text, at)
        when = times[0].iso if len(times) == 1 else ""
        claims = (checked(each.subject, each.relation, each.object, text, before) for each in found)
        return [
            Claim(claim.subject, claim.relation, claim.object, each.polarity, when)
            for claim, each in zip(claims, found, strict=True)
            if claim is not None
        ]


def checked(subject: str, relation: Relation, object_: str, text: str, before: str) -> Claim | None:
    """The claim as the words bear it out; None when they do not."""
    source = f"{text} {before}"
    there = {word.lower() for word in _WORD.findall(source)}
    wanted = {word.lower() for word in _WORD.findall(object_)} - _SMALL
    if not wanted or not wanted <= there:
        return None
    who = subject.strip()
    if who.lower() in ("you", "i", "me", "we", "user", "the user", "speaker"):
        return Claim(YOU, relation, object_.strip(" .,;!"))
    kin = re.sub(r"^(?:your|my|our|the) ", "", who.lower())
    if kin in RELATION_OF:
        return Claim(f"your {kin}", relation, object_.strip(" .,;!")) if kin in there else None
    if who[:1].isupper() and re.search(rf"\b{re.escape(who)}\b", source):
        return Claim(who, relation, object_.strip(" .,;!"))
    return None


def added(rules: Sequence[Claim], model: Sequence[Claim]) -> list[Claim]:
    """The claims of both readers: where they speak of the same, the rules' word counts."""
    claims = list(rules)
    for claim in model:
        words = {word.lower() for word in _WORD.findall(claim.object)} - _SMALL
        same = any(
            other.subject.lower() == claim.subject.lower()
            and words & {word.lower() for word in _WORD.findall(other.object)}
            for other in rules
        )
        if not same:
            claims.append(claim)
    return claims


_HEAD = (
    Message("system", _TASK),
    *(
        message
        for text, facts in _EXAMPLES
        for message in (
            Message("user", text),
            Message("assistant", json.dumps({"facts": facts})),
        )
    ),
)
