"""A character card of another program: its words, as quoted material."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from anima.continuity.cards.containers import card_json
from anima.values import ArchiveError, JsonValue, Message

SPECS = {"chara_card_v2": "V2", "chara_card_v3": "V3"}

_WORDS = (
    "description",
    "personality",
    "scenario",
    "first_mes",
    "mes_example",
    "creator_notes",
    "system_prompt",
    "post_history_instructions",
)
"""The fields of a card that hold words, in the order in which they are quoted."""


@dataclass(frozen=True, slots=True)
class Card:
    """One card.

    Attributes:
        version: V1, V2 or V3.
        name: The character's.
        json: The card as it came, byte for byte.
        words: What stands in it, by field.
    """

    version: str
    name: str
    json: bytes
    words: tuple[tuple[str, str], ...]


_SIGNS = (b"chara_card_", b'"first_mes"')
"""What stands in every card; a long file of another program is not read for nothing."""


def card_in(content: bytes) -> Card | None:
    """The card in a file; None when there is none. Raises `ArchiveError` when it is damaged."""
    found = card_json(content)
    if found is None or not any(sign in found for sign in _SIGNS):
        return None
    try:
        whole: JsonValue = json.loads(found)
    except (ValueError, RecursionError) as error:
        if content.endswith(found):  # a file that begins like JSON may be anything
            return None
        raise ArchiveError(
            "The card in this file is damaged.", advice="Get it again; nothing was changed."
        ) from error
    if not isinstance(whole, dict):
        return None
    spec = whole.get("spec")
    version = SPECS.get(spec, "") if isinstance(spec, str) else ""
    data = whole.get("data") if version else whole
    if not isinstance(data, dict) or not (version or "first_mes" in data):
        return None
    name = data.get("name")
    if not isinstance(name, str) or not name.strip():
        raise ArchiveError("The card has no name.", advice="Nothing was changed.")
    return Card(version or "V1", name.strip(), found, tuple(_words(data)))


def card_messages(card: Card, at: datetime) -> Iterator[Message]:
    """What stands in a card, as it can be quoted. Its author is no person of a life."""
    for label, words in card.words:
        yield Message(at, f"the card of {card.name}", words, label, mine=False)


def _words(data: dict[str, JsonValue]) -> Iterator[tuple[str, str]]:
    for field in _WORDS:
        value = data.get(field)
        if isinstance(value, str) and value.strip():
            yield field, value.strip()
    others = data.get("alternate_greetings")
    for value in others if isinstance(others, list) else []:
        if isinstance(value, str) and value.strip():
            yield "alternate_greetings", value.strip()
    book = data.get("character_book")
    entries = book.get("entries") if isinstance(book, dict) else None
    for entry in entries if isinstance(entries, list) else []:
        value = entry.get("content") if isinstance(entry, dict) else None
        if isinstance(value, str) and value.strip():
            yield "character_book", value.strip()
