"""Chess as it is spoken: the rules are the library's, to the legal end of a game."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anima.play.chess import ChessGame, IllegalMoveError
from anima.play.chess_choice import her_move
from anima.play.chess_heard import as_meant, may_be_a_move, squares_like
from anima.play.chess_talk import meant, says_which_not
from anima.play.chess_words import announced, move_in, named, near

FOOLS_MATE = ("f2f3", "e7e5", "g2g4", "d8h4")
CASTLE = ("e2e4", "e7e5", "g1f3", "b8c6", "f1c4", "g8f6")
LONG = ("d2d4", "d7d5", "b1c3", "b8c6", "c1f4", "c8f5", "d1d2", "d8d7")
REPEATED = ("g1f3", "g8f6", "f3g1", "f6g8") * 2


@pytest.mark.parametrize(
    ("before", "text", "uci"),
    [
        ((), "e4", "e2e4"),
        ((), "E four", "e2e4"),
        ((), "pawn to e four, please", "e2e4"),
        ((), "Knight f3", "g1f3"),
        ((), "my night to f three", "g1f3"),
        ((), "Nf3", "g1f3"),
        ((), "e2e4", "e2e4"),
        ((), "from e2 to e4", "e2e4"),
        (CASTLE, "O-O", "e1g1"),
        (CASTLE, "I castle kingside", "e1g1"),
        (CASTLE, "Castle, please.", "e1g1"),
        (CASTLE, "I'd like to castle short now", "e1g1"),
        (CASTLE, "castle to the king's side", "e1g1"),
        (CASTLE, "kingside castling", "e1g1"),
        (CASTLE, "I'll castle on the king side.", "e1g1"),
        (LONG, "castle queenside", "e1c1"),
        (LONG, "I castle long", "e1c1"),
        (LONG, "O-O-O", "e1c1"),
        (LONG, "I castle", "e1c1"),
        (CASTLE, "castle to f1", "h1f1"),
        (CASTLE, "bishop takes f7, check", "c4f7"),
        (CASTLE, "Bxf7+", "c4f7"),
        (("e2e4", "d7d5"), "exd5", "e4d5"),
        (("e2e4", "d7d5"), "e takes d five", "e4d5"),
        (("e2e4", "d7d5"), "I take on d5", "e4d5"),
        (("a2a4", "h7h5", "a4a5", "b7b5"), "a5 takes b6", "a5b6"),
        (("d2d4", "d7d5", "b1c3", "b8c6"), "knight b5", "c3b5"),
    ],
)
def test_a_move_is_understood(before: tuple[str, ...], text: str, uci: str) -> None:
    found = move_in(text, ChessGame("white", before))
    assert found is not None
    assert [each.uci for each in found.fits] == [uci]


@pytest.mark.parametrize(
    "text",
    [
        "I have a bishop for a friend",
        "My exam is on the four",
        "How are you?",
        "e",
        "I moved to Bonn",
        "The king is dead",
        "I gave it a four",
    ],
)
def test_talk_is_no_move(text: str) -> None:
    assert move_in(text, ChessGame("white")) is None


@pytest.mark.parametrize(
    "text",
    [
        "Can I castle?",
        "Don't castle yet",
        "I will not castle.",
        "What is castling?",
        "We visited a castle yesterday.",
        "Should I castle long?",
        "The castle had a queen.",
        "My castle is at risk",
    ],
)
def test_a_word_about_castles_moves_nothing(text: str) -> None:
    assert move_in(text, ChessGame("white", CASTLE)) is None
    assert move_in(text, ChessGame("white", LONG)) is None


@pytest.mark.parametrize(
    ("said", "is_meant"),
    [
        ("The one on c3.", "c3d5"),
        ("c three", "c3d5"),
        ("the knight on f4", "f4d5"),
        ("F4", "f4d5"),
        ("the first one", "c3d5"),
        ("The second, please", "f4d5"),
        ("the c one", "c3d5"),
        ("the f knight", "f4d5"),
        ("pawn to f4", "pawn to f4"),
        ("the weather is nice", "the weather is nice"),
        ("I have a c in music", "I have a c in music"),
        ("h4", "h4"),
    ],
)
def test_the_answer_to_which_is_the_move(said: str, is_meant: str) -> None:
    asked = "Which knight goes to d5: the one on c3 or f4?"
    assert meant(said.strip(" .!?"), asked) == is_meant.strip(" .!?")


def test_what_was_asked_about_a_pawn_keeps_what_it_becomes() -> None:
    asked = "Which pawn goes to d8 and becomes a knight: the one on c7 or e7?"
    assert meant("the one on e7", asked) == "e7d8n"
    assert meant("the second", "That can't be. Was it knight to c3 or knight to b5?") == (
        "knight to b5"
    )
    assert says_which_not("no", "Do you mean pawn to h4?")
    assert says_which_not("yes", asked)
    assert not says_which_not("no", "It's your move.")


def test_what_fits_several_is_asked_about_and_what_fits_none_is_illegal() -> None:
    knights = ChessGame("white", ("g1f3", "a7a6", "d2d3", "a6a5"))
    found = move_in("knight d2", knights)
    assert found is not None
    assert {each.start for each in found.fits} == {"b1", "f3"}
    one = move_in("knight b to d2", knights)
    assert one is not None
    assert [each.uci for each in one.fits] == ["b1d2"]
    illegal = move_in("e5", ChessGame("white"))
    assert illegal is not None
    assert illegal.fits == []


def test_every_way_a_game_ends_is_the_rules() -> None:
    mate = ChessGame("white", FOOLS_MATE)
    assert (mate.end, mate.your_turn) == ("checkmate", True)
    assert ChessGame("white", REPEATED).end == "repetition"
    assert ChessGame("white", REPEATED[:-1]).end == ""
    with pytest.raises(IllegalMoveError):
        ChessGame("white", ("e2e5",))


def test_a_pawn_becomes_what_is_said_or_a_queen() -> None:
    game = ChessGame("white", ("b2b4", "a7a5", "b4a5", "b7b6", "a5b6", "c8b7", "b6c7", "b7c6"))
    queen = move_in("c takes d8", game)
    assert queen is not None
    assert [each.uci for each in queen.fits] == ["c7d8q"]
    knight = move_in("pawn takes d8 becomes a knight", game)
    assert knight is not None
    assert [each.uci for each in knight.fits] == ["c7d8n"]


def test_she_takes_what_hangs_and_mates_when_she_can() -> None:
    hanging = ChessGame("white", ("e2e4", "d7d5", "d1g4"))
    assert her_move(hanging).uci == "c8g4"
    mate = ChessGame("white", FOOLS_MATE[:-1])
    assert her_move(mate).uci == "d8h4"
    mate.play("d8h4")


@given(st.integers(0, 10_000), st.integers(1, 120))
def test_any_game_goes_on_by_legal_moves_and_each_can_be_said(seed: int, length: int) -> None:
    rng = random.Random(seed)  # noqa: S311  # chance, not secrecy
    game = ChessGame("white")
    for _ in range(length):
        if game.end:
            break
        move = rng.choice(game.legal())
        found = move_in(move.uci, game)
        assert found is not None
        assert move.uci in {each.uci for each in found.fits}
        game.play(move.uci)
        assert move.to in announced(move, game) or "castle" in announced(move, game)
    assert ChessGame("white", game.moves).board.fen() == game.board.fen()


@pytest.mark.slow
def test_she_plays_a_whole_game_to_its_legal_end() -> None:
    rng = random.Random(3)  # noqa: S311
    game = ChessGame("white")
    while not game.end and len(game.moves) < 400:
        game.play((rng.choice(game.legal()) if game.your_turn else her_move(game)).uci)
    assert game.end == "checkmate"
    assert game.your_turn, "she beats somebody who moves at random"


OPEN = ("e2e4", "d7d5", "g1f3", "b8c6", "f1c4", "c8g4")


@pytest.mark.parametrize(
    ("before", "written", "uci"),
    [
        ((), "9-F3", "g1f3"),
        ((), "Night F3.", "g1f3"),
        ((), "I play 9 to see 3.", "b1c3"),
        ((), "day 4", "d2d4"),
        ((), "Pon to D4", "d2d4"),
        ((), "Pan E4", "e2e4"),
        (OPEN, "He takes D5.", "e4d5"),
        (OPEN, "He takes the 5.", "e4d5"),
        (OPEN, "PON takes D5", "e4d5"),
        (OPEN, "King Toe 2", "e1e2"),
        (OPEN, "Castle's kingside", "e1g1"),
        ((*OPEN, "e1g1", "g4f3"), "Ruktu I1", "f1e1"),
        (
            ("g1f3", "a7a6", "d2d4", "a6a5", "c1f4", "a5a4", "b1c3", "a4a3", "d1d3", "h7h6"),
            "Rooka to D1.",
            "a1d1",
        ),
        ((), "Move the night to Af3.", "g1f3"),
    ],
)
def test_what_a_recogniser_writes_is_the_move_that_was_said(
    before: tuple[str, ...], written: str, uci: str
) -> None:
    found = move_in(written, ChessGame("white", before))
    assert found is not None
    assert [each.uci for each in found.fits] == [uci]


def test_where_a_letter_was_misheard_what_sounds_like_it_may_be_meant() -> None:
    game = ChessGame("white", ("e2e4", "d7d5", "g1f3", "d5d4"))
    found = move_in("knight takes c4", game)
    assert found is not None
    assert not found.fits
    assert [named(each) for each in near(found.said, game)] == ["knight takes d4"]


@given(st.text(max_size=40))
def test_any_words_can_be_looked_at(text: str) -> None:
    as_meant(text)
    may_be_a_move(text)
    move_in(text, ChessGame("white"))


@given(st.sampled_from("abcdefgh"), st.sampled_from("12345678"))
def test_a_square_is_never_like_itself(file: str, rank: str) -> None:
    like = squares_like(file + rank)
    assert file + rank not in like
    assert all(len(each) == 2 and each[1] == rank for each in like)
