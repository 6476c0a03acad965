"""Her own card, V3, for programs that know nothing of her; nothing of the person is in it."""

import json
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Portrait:
    """What there is to say of her.

    Attributes:
        name: Her name.
        voice: The id of her voice.
        version: The version of Anima.
    """

    name: str
    voice: str
    version: str


def own_card(portrait: Portrait) -> bytes:
    """The JSON of her card."""
    name = portrait.name
    lines = [
        f"{name} is a companion whom {{{{user}}}} talks with. She is an AI and says so.",
        "She listens, remembers what she is told, has a mind of her own, and says what she thinks.",
    ]
    data = {
        "name": name,
        "description": "\n".join(lines),
        "personality": "warm, curious, honest",
        "scenario": f"{{{{user}}}} and {name} talk.",
        "first_mes": "Hello. I'm glad you're here. What's on your mind?",
        "mes_example": "",
        "creator_notes": "Made by Anima. Her memory of a life is in an archive, not in this card.",
        "system_prompt": "",
        "post_history_instructions": "",
        "alternate_greetings": [],
        "group_only_greetings": [],
        "tags": ["companion"],
        "creator": "Anima",
        "character_version": portrait.version,
        "extensions": {"anima": {"voice": portrait.voice}},
        "assets": [{"type": "icon", "uri": "ccdefault:", "name": "main", "ext": "png"}],
    }
    card = {"spec": "chara_card_v3", "spec_version": "3.0", "data": data}
    return json.dumps(card, ensure_ascii=False, indent=1).encode()
