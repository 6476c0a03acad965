"""The book: chosen with reasons, nothing twice, names changed everywhere, whole letters in it."""

import io
import re
import zipfile
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader

from anima.letters import LetterError
from anima.letters.book import Piece, Plan, bind, choose, pieces_in, plan_book, renaming_of

BODIES = (
    "The lake was frozen this morning, and two swans stood on it as if they had paid for it. "
    "I laughed aloud, alone, with cold hands and a warm loaf under my arm.",
    "Somebody has bought the old piano. Four men carried it down, and on every landing it "
    "gave a sigh, like an aunt who is being helped out of a taxi.",
    "In the kitchen it smells of quinces. I have peeled nine, burnt my thumb, and read your "
    "page about the harbour twice; the second time I had to sit down.",
    "They are cutting the orchard behind the school. I took one apple from the last tree and "
    "have not eaten it; it lies here, red and rather proud, beside the lamp.",
    "At the station a boy asked me whether trains get tired. I said that they sleep at night "
    "like the rest of us, and he was so relieved that I was, too.",
    "Your shawl came. It is blue, it scratches, and I wear it in bed with a book about "
    "bridges; nobody has been so happy and looked so foolish since our father.",
)


def letter(number: int) -> Piece:
    text = (
        f"My dear Nora,\n\n{BODIES[number]} I am writing at number {number} of our old street. I "
        "miss you. Tom Reed sends his love.\n\nYour affectionate brother,\nTHEO REED"
    )
    return Piece(f"l{number}", text, "Theo Reed", "Nora Reed", "", date(1990 + number, 3, 1))


PIECES = [letter(number) for number in range(6)]


def all_text(epub: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(epub)) as pack:
        parts = [*pack.namelist()]
        parts += [pack.read(n).decode() for n in pack.namelist() if not n.endswith(".png")]
    return "\n".join(parts)


def pdf_text(pdf: bytes) -> str:
    reader = PdfReader(io.BytesIO(pdf))
    pages = [page.extract_text() for page in reader.pages]
    return "\n".join((*pages, str(dict(reader.metadata or {}))))


def test_a_letter_that_is_there_twice_comes_in_once() -> None:
    copy = Piece("copy", PIECES[0].text.replace("frozen", "white"), "", "", "", None)
    choice = choose([*PIECES[:2], copy], 3)
    assert sum(each.taken for each in choice) == 2
    (out,) = [each for each in choice if not each.taken]
    assert "nearly the same as" in out.why


def test_the_person_has_the_last_word() -> None:
    choice = {
        each.score.piece.id: each for each in choose(PIECES, 2, pinned={"l5"}, dropped={"l0"})
    }
    assert choice["l5"].taken
    assert choice["l5"].why.startswith("You pinned it.")
    assert not choice["l0"].taken
    assert sum(each.taken for each in choice.values()) == 2
    assert all(each.why for each in choice.values())
    with pytest.raises(LetterError, match="No letter is called l9"):
        plan_book(PIECES, Plan(pinned={"l9"}))


def test_a_changed_name_is_left_nowhere(tmp_path: Path) -> None:
    names = renaming_of({"Theo Reed": "Max Hale", "Nora Reed": "Ada Hale", "Tom Reed": "Jo Hale"})
    bound = bind(plan_book(PIECES, Plan(editor="Wren", renaming=names)), tmp_path)
    for text in (all_text(bound.epub), pdf_text(bound.pdf)):
        assert not re.search(r"\b(?:Theo|Nora|Tom|Reed)\b", text, re.IGNORECASE)
        assert "MAX HALE" in text
        assert "To Ada Hale" in text


def test_the_pages_face_as_in_a_book_and_an_empty_one_says_nothing(tmp_path: Path) -> None:
    every = [
        replace(piece, id=f"m{years}-{n}", day=date(1990 + years + n, 3, 1))
        for years in (0, 20, 40)
        for n, piece in enumerate(PIECES)
    ]
    plan = Plan(title="From the lake", count=18, pinned={piece.id for piece in every})
    bound = bind(plan_book(every, plan), tmp_path)
    pages = [page.extract_text().strip() for page in PdfReader(io.BytesIO(bound.pdf)).pages]
    assert pages[1] == "", "the inside of the cover"
    assert pages[2].startswith("From the lake"), "the title is on the right"
    parts = [n for n, text in enumerate(pages) if re.match(r"(?:One|Two|Three): ", text)]
    assert len(parts) > 1
    assert all(n % 2 == 0 for n in parts), "a part opens on the right"
    for number, text in enumerate(pages[5:], 6):
        if text and number - 1 not in parts:
            assert text.splitlines()[-1] == str(number)
            assert len(text.split()) > 10, "no page of a running head alone"


def test_the_letters_stand_whole_and_in_order(tmp_path: Path) -> None:
    bound = bind(plan_book(PIECES, Plan(count=6)), tmp_path)
    text = " ".join(re.sub(r"<[^>]+>", " ", all_text(bound.epub)).split())
    places = [text.index(f"number {n} of our old street") for n in range(6)]
    assert places == sorted(places)
    assert "smells of quinces" in pdf_text(bound.pdf)
    again = bind(plan_book(PIECES, Plan(count=6)), tmp_path)
    assert (again.pdf, again.epub) == (bound.pdf, bound.epub), "the same letters, the same book"


@given(
    old=st.from_regex(r"[A-Z][a-z]{2,8} [A-Z][a-z]{2,8}", fullmatch=True),
    around=st.text("abc ,.\n'’-", max_size=30),
)
def test_every_way_of_writing_a_name_is_found(old: str, around: str) -> None:
    names = renaming_of({old: "Özge Ünal"})
    first, last = old.split()
    ways = f"{old}|{old.upper()}|{first}\n{last}|{first}_{last}|{last}'s|{first}"
    changed = names.text(f"{around} {ways} {around}")
    assert names.left_in(changed) == []


@pytest.mark.parametrize(
    ("pairs", "wrong"),
    [
        ({"Theo": ""}, "empty"),
        ({"Theo": "Max", "Nora": "Max"}, "Two people"),
        ({"Theo": "Nora", "Nora": "Ada"}, "one of the old ones"),
    ],
)
def test_a_renaming_that_cannot_be_read_is_refused(pairs: dict[str, str], wrong: str) -> None:
    with pytest.raises(LetterError, match=wrong):
        renaming_of(pairs)


def test_a_folder_is_read_with_its_manifest(tmp_path: Path) -> None:
    (tmp_path / "a_to_nora.txt").write_text(f"[Porto, 3 March 1991]\n\n{PIECES[1].text}")
    (tmp_path / "b.txt").write_text(PIECES[2].text)
    (tmp_path / "note.txt").write_text("Too short.")
    (tmp_path / "README.txt").write_text("About " * 60)
    (tmp_path / "manifest.csv").write_text("file,writer,recipient\nb.txt,Theo Reed,Ruth And Leo\n")
    first, second = pieces_in(tmp_path)
    assert (first.recipient, first.day) == ("Nora", date(1991, 3, 3))
    assert (second.writer, second.recipient) == ("Theo Reed", "Ruth and Leo")


def test_a_folder_without_letters_is_said(tmp_path: Path) -> None:
    with pytest.raises(LetterError, match="holds no letters"):
        pieces_in(tmp_path)
    with pytest.raises(LetterError, match="is no folder"):
        pieces_in(tmp_path / "none")


def test_ordinary_words_stay_where_a_name_is_one() -> None:
    names = renaming_of({"Will Turner": "Tom Baker", "Rose Hill": "Lily Brown"})
    said = "I will come up the hill in May with a rose, if Will will let me. ROSE HILL asked."
    changed = "I will come up the hill in May with a rose, if Tom will let me. LILY BROWN asked."
    assert names.text(said) == changed
    assert names.left_in(changed) == []
    assert names.left_in("If Will lets me.") == ["Will"]
    assert names.text("will turner and Ms Hill") == "tom baker and Ms Brown"
    piece = Piece("3_to_rose", "Come.", "Will Turner", "Rose Hill", "", None)
    assert names.piece(piece).id == "3-to-lily"


def test_a_name_is_changed_however_its_accents_are_stored() -> None:
    names = renaming_of({"Jose\u0301": "Max"})
    assert names.text("Jose\u0301 and Jos\u00e9 came.") == "Max and Max came."
    assert names.left_in("Jose\u0301 came.") == ["Jos\u00e9"]
