"""What a small model says is cleaned as it streams, whatever the pieces are."""

from hypothesis import given
from hypothesis import strategies as st

from anima.conversation.tidy import ENOUGH_WORDS, Tidy


def said(text: str, *, name: str = "Nora", size: int = 3) -> str:
    tidy = Tidy(name)
    pieces: list[str] = []
    for start in range(0, len(text), size):
        pieces.append(tidy.feed(text[start : start + size]))
        if tidy.enough:
            return "".join(pieces)
    return "".join(pieces) + tidy.finish()


def test_plain_speech_passes_unchanged() -> None:
    line = "Oh, that's lovely. How long have you had her?"
    assert said(line) == line


def test_her_own_label_is_not_spoken() -> None:
    assert said("Nora: I'm here.") == "I'm here."
    assert said("Assistant: I'm here.", size=1) == "I'm here."


def test_markdown_and_emoji_are_not_spoken() -> None:
    assert said("I **really** like it \U0001f60a.") == "I really like it ."


def test_she_never_speaks_the_persons_next_line() -> None:
    assert said("Good night.\nUser: Good night to you.") == "Good night."


def test_a_lecture_ends_with_the_sentence_that_made_it_long() -> None:
    sentence = "There is one more thing that I would say about this. "
    out = said(sentence * 12)
    assert out.endswith("about this.")
    assert ENOUGH_WORDS <= len(out.split()) <= ENOUGH_WORDS + len(sentence.split())


@given(text=st.text(alphabet="ab .,\n:*N", max_size=120), first=st.integers(1, 7))
def test_how_the_stream_was_cut_makes_no_difference_to_short_replies(text: str, first: int) -> None:
    assert said(text, size=first).strip() == said(text, size=len(text) or 1).strip()


@given(text=st.text(max_size=200))
def test_no_input_breaks_it(text: str) -> None:
    assert "*" not in said(text)
