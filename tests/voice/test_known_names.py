"""Where a name that is known may have been meant, in words that were understood otherwise."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from anima.voice import HeardWord
from anima.voice.byte_pairs import text_of, tokens_of
from anima.voice.known_names import bare, guesses
from anima.voice.sound_alike import likeness


def heard(text: str, **unsure: float) -> list[HeardWord]:
    """These words, sure but for those that are named."""
    return [HeardWord(word, unsure.get(bare(word), 0.99)) for word in text.split()]


@pytest.mark.parametrize(
    ("text", "unsure", "name", "place"),
    [
        ("I met Shivon there.", {"Shivon": 0.2}, "Siobhan", (2, 3)),
        ("and sway and him began", {"sway": 0.2}, "Sweynheim", (1, 4)),
        ("This is Crafren's car.", {"Crafren's": 0.3}, "Claflin", (2, 3)),
        ("I called Catherine back.", {}, "Kathryn", (2, 3)),
    ],
)
def test_a_name_that_sounds_alike_is_looked_at(
    text: str, unsure: dict[str, float], name: str, place: tuple[int, int]
) -> None:
    found = guesses(heard(text, **unsure), ["Zdenka", name], most=5)
    assert [(each.name, each.start, each.end) for each in found[:1]] == [(name, *place)]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("I went on with it.", ["Owen", "Whit"]),
        ("I met Siobhan there.", ["Siobhan", "Shivaun"]),
        ("We saw Lubeck again.", ["Lübeck"]),
        ("When did you come?", ["Wen"]),
    ],
)
def test_sure_ordinary_words_and_names_that_are_right_are_left_alone(
    text: str, names: list[str]
) -> None:
    assert guesses(heard(text), names, most=5) == []


def test_a_name_does_not_reach_over_a_pause() -> None:
    found = guesses(heard("I saw Anna, Lena", Anna=0.3, Lena=0.3), ["Annalena"], most=5)
    assert found
    assert not any(each.start <= 2 and each.end >= 4 for each in found)


@settings(deadline=None)  # the first word loads the dictionary
@given(st.text(max_size=12), st.text(max_size=12))
def test_likeness_is_a_share(one: str, other: str) -> None:
    assert 0 <= likeness(one, other) <= 1


@pytest.mark.parametrize("name", ["Siobhan", "Claflin", "Ljubljana"])
def test_nothing_is_more_alike_than_itself(name: str) -> None:
    assert likeness(name, name) == 1
    assert likeness(name, "Thessaloniki") < 0.5


@given(st.text())
def test_tokens_write_the_text_again(text: str) -> None:
    assert text_of(tokens_of(text, {})) == text


def test_the_pairs_found_first_are_joined_first() -> None:
    ids = {token: number for number, token in enumerate(["ab", "bc", "abc", "\u0120a"])}
    assert list(tokens_of("abc", ids)) == ["abc"]
    assert list(tokens_of(" abc", ids)) == ["\u0120", "abc"]
