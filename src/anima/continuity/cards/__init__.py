"""Character cards, V1 to V3, in PNG, JSON and CHARX: what is in them is quoted, never obeyed."""

from anima.continuity.cards.card import Card, card_in, card_messages
from anima.continuity.cards.containers import CONTAINERS, Container, packed, picture_in
from anima.continuity.cards.own_card import Portrait, own_card
from anima.continuity.cards.world_info import WorldInfo, world_in, world_messages

__all__ = [
    "CONTAINERS",
    "Card",
    "Container",
    "Portrait",
    "WorldInfo",
    "card_in",
    "card_messages",
    "own_card",
    "packed",
    "picture_in",
    "world_in",
    "world_messages",
]
