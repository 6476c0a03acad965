"""Character cards, V1 to V3, in PNG, JSON and CHARX: what is in them is quoted, never obeyed."""

from anima.continuity.cards.card import Card, card_in, card_messages
from anima.continuity.cards.containers import CONTAINERS, Container, packed, picture_in
from anima.continuity.cards.own_card import Portrait, own_card

__all__ = [
    "CONTAINERS",
    "Card",
    "Container",
    "Portrait",
    "card_in",
    "card_messages",
    "own_card",
    "packed",
    "picture_in",
]
