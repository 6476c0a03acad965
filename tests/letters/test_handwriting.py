"""Pages by hand: no two alike, the same seed the same page, every word in them to be read."""

import io
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from anima.letters import LetterError
from anima.letters.handwriting import (
    HANDS,
    card_side,
    envelope,
    hand_named,
    pages_as_pdf,
    plotter_svg,
    svg,
    typed_pdf,
    typed_png,
    write_pages,
)
from anima.letters.handwriting.hand import european_letters
from anima.letters.handwriting.page import words_of

pytestmark = pytest.mark.slow
TEXT = (
    "Dear Nora,\n\nI keep thinking of the lake, and of how you carried the piano with me up three "
    "floors. “Never again”, you said; and then you did it again!\n\nWith love,\nTheo"
)


@pytest.fixture
def fonts(weights: Path) -> Path:
    return weights / "handwriting"


def words_in(pdf: bytes) -> list[str]:
    return " ".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages).split()


@pytest.mark.parametrize("name", [name for name in HANDS])
def test_the_text_comes_back_exactly(fonts: Path, name: str) -> None:
    hand = hand_named(name, fonts)
    text = TEXT if not hand.missing(TEXT) else TEXT.replace("“", '"').replace("”", '"')
    assert words_in(pages_as_pdf(write_pages(text, hand), hand)) == text.split()


def test_the_seed_decides(fonts: Path) -> None:
    hand = hand_named("apple", fonts)
    first, same, other = (write_pages(TEXT, hand, seed=seed) for seed in (1, 1, 2))
    assert pages_as_pdf(first, hand) == pages_as_pdf(same, hand)
    assert svg(first[0], hand) != svg(other[0], hand)
    es = {stroke.at[1] for stroke in first[0].strokes if stroke.letter == "e"}
    assert len(es) > 10, "no two letters stand alike"


def test_one_hand_has_the_letters_of_european_languages(fonts: Path) -> None:
    assert hand_named("caveat", fonts).missing(european_letters()) == []


def test_a_letter_that_is_missing_is_named_before_anything_is_written(fonts: Path) -> None:
    with pytest.raises(LetterError, match=r"no “ź” \(latin small letter z with acute\)"):
        write_pages("źle i źle", hand_named("apple", fonts))


@settings(max_examples=25, deadline=None)
@given(text=st.text("abc deé,.!\n", min_size=1, max_size=400), seed=st.integers(0, 9))
def test_no_word_is_lost_and_none_leaves_the_paper(weights: Path, text: str, seed: int) -> None:
    hand = hand_named("apple", weights / "handwriting")
    pages = write_pages(text, hand, seed=seed)
    assert "".join(words_of(pages)) == "".join(text.split())
    for page in pages:
        for stroke in page.strokes:
            assert 0 < stroke.at[0] < page.paper.width
            assert 0 < stroke.at[1] < page.paper.height


def test_a_postcard_holds_only_so_much(fonts: Path) -> None:
    hand = hand_named("apple", fonts)
    with pytest.raises(LetterError, match="does not fit on a postcard"):
        write_pages("many words " * 200, hand, "postcard")


def test_a_plotter_gets_single_lines_in_writing_order(fonts: Path) -> None:
    hand = hand_named("caveat", fonts)
    plot = plotter_svg(write_pages("Hello", hand)[0], hand)
    assert "fill='none'" in plot
    assert "Z" not in plot
    starts = [float(part.split(" ")[0]) for part in plot.split("<path d='M")[1:]]
    assert max(starts) - starts[0] > 3, "from left to right"


def test_envelope_and_typed_page(fonts: Path) -> None:
    hand = hand_named("cedarville", fonts)
    page = envelope(["Nora", "Lakeside 4"], hand, sender=["Theo"])
    assert words_in(pages_as_pdf([page], hand)) == ["Theo", "Nora", "Lakeside", "4"]
    with pytest.raises(LetterError, match="no postal address"):
        envelope([" "], hand)
    assert words_in(typed_pdf(TEXT)) == TEXT.split()


def test_the_address_side_of_a_card_has_its_left_half_free(fonts: Path) -> None:
    hand = hand_named("caveat", fonts)
    page = card_side(["Nora Lind", "Lakeside 4", "9000 Ghent"], hand)
    assert words_in(pages_as_pdf([page], hand)) == "Nora Lind Lakeside 4 9000 Ghent".split()
    assert all(stroke.at[0] > page.paper.width / 2 for stroke in page.strokes)
    with pytest.raises(LetterError, match="no postal address"):
        card_side([" "], hand)


def test_a_typed_page_names_what_its_face_does_not_have_and_a_card_holds_only_so_much() -> None:
    assert typed_png(TEXT)[0].startswith(b"\x89PNG")
    assert words_in(typed_pdf("Žižek, Ørsted, Şükrü, Ğ, ß, ő: “ð”")) != []
    with pytest.raises(LetterError, match="no “🌹”"):
        typed_pdf("A rose: 🌹")
    with pytest.raises(LetterError, match="does not fit on a postcard"):
        typed_pdf("A long way to go. " * 200, "postcard")
