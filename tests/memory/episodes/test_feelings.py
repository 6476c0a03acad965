"""Words of feeling."""

import pytest

from anima.memory.episodes import feelings


@pytest.mark.parametrize(
    ("text", "felt"),
    [
        ("I'm so tired and worried about Ana.", ["tired", "worried"]),
        ("I felt really proud today.", ["proud"]),
        ("It made me sad. I miss him.", ["sad", "missing somebody"]),
        ("I can't wait for Friday!", ["excited"]),
        ("I’m a bit nervous.", ["worried"]),
        ("I'm not sad at all.", []),
        ("She is angry with me.", []),
        ("I'm alone in the office.", ["lonely"]),
        ("", []),
    ],
)
def test_feelings_are_ones_own(text: str, felt: list[str]) -> None:
    assert feelings(text) == felt
