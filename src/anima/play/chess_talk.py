# ruff: noqa: E501  # a pattern reads better on one line
"""What is said about a game of chess: what stands where, what she asks back, and what is meant."""

import re
from collections.abc import Sequence

from anima.play.chess import ChessGame
from anima.play.chess_words import (
    Understood,
    announced,
    listed,
    move_in,
    named,
    near,
    piece_in,
    squares_in,
)
from anima.play.commands import BOARD, HERS, MAY, ON, TURN, WHERE

UNCLEAR = "I didn't catch that move. Say it again, like: knight to f three."
SAY_AGAIN = "Then say it again, like: knight to f three."
_NO_MOVE = "That's not a legal move. {why}"
_MOST_NEAR = 3

_YES = re.compile(
    r"^(?:yes|yeah|yep|right|exactly|correct|that one|I do)(?:,? (?:please|I do|that one|right))?$",
    re.I,
)
_NO = re.compile(
    r"^(?:no|nope|neither|none(?: of (?:them|those))?)(?:,? (?:thanks|neither|I don't|not that(?: one)?))?$",
    re.I,
)
_DO_YOU_MEAN = re.compile(r"^Do you mean (?P<move>[^?,]+)\?$")
_WAS_IT = re.compile(r"Was it (?P<moves>[^?]+)\?$")
_WHICH = re.compile(
    r"^Which (?P<piece>\w+) goes to (?P<to>[a-h][1-8])(?: and becomes a (?P<promotes>\w+))?: the one on (?P<starts>[^?]+)\?$"
)
_AS_ANSWER = frozenset(
    "the a one on from at that this is which with it's its yes i mean take use please which's move "
    "first second third last my it then and piece pawn knight night bishop rook queen king".split()
)
_PLACES = {"first": 0, "second": 1, "third": 2, "last": -1}
_PROMOTED = {"queen": "q", "rook": "r", "bishop": "b", "knight": "n"}


def which_one(understood: Understood) -> str:
    """Her question where several pieces could go; `meant` reads the answer to it."""
    first = understood.fits[0]
    becomes = f" and becomes a {first.promotes}" if first.promotes else ""
    starts = listed([each.start for each in understood.fits])
    return f"Which {first.piece} goes to {first.to}{becomes}: the one on {starts}?"


def not_legal(understood: Understood, chess: ChessGame) -> str:
    """What she says to a move that cannot be; where another sounds like it, that may be meant."""
    alike = [named(each) for each in near(understood.said, chess)]
    if len(alike) == 1:
        return f"Do you mean {alike[0]}?"
    if alike and len(alike) <= _MOST_NEAR:
        return f"That can't be. Was it {listed(alike)}?"
    return _NO_MOVE.format(why=standing(chess))


def meant(text: str, asked: str) -> str:
    """The move that is meant, if the words answer what she `asked` last; else the words."""
    if found := _DO_YOU_MEAN.match(asked):
        return found["move"] if _YES.match(text) else text
    if found := _WAS_IT.search(asked):
        moves = re.split(r", | or ", found["moves"])
        place = _place(text)
        return moves[place] if place is not None and place < len(moves) else text
    if found := _WHICH.match(asked):
        start = _chosen(text, re.findall(r"[a-h][1-8]", found["starts"]), found["piece"])
        return (
            f"{start}{found['to']}{_PROMOTED.get(found['promotes'] or '', '')}" if start else text
        )
    return text


def says_which_not(text: str, asked: str) -> bool:
    """Whether the words are an answer to what she asked, and leave open which move it is."""
    if _NO.match(text):
        return bool(_DO_YOU_MEAN.match(asked) or _WAS_IT.search(asked) or _WHICH.match(asked))
    return bool(_YES.match(text) and (_WAS_IT.search(asked) or _WHICH.match(asked)))


def answer_about(text: str, chess: ChessGame) -> str:
    """An answer about the position, by the rules; empty when nothing was asked."""
    if match := WHERE.match(text):
        yours, piece = match["whose"].lower() == "my", match["piece"].lower()
        squares = chess.where(piece, yours=yours)
        whose = "Your" if yours else "My"
        if not squares:
            return f"{whose} {piece} is off the board."
        several = "s are" if len(squares) > 1 else " is"
        return f"{whose} {piece}{several} on {listed(squares, 'and')}."
    if match := ON.match(text):
        square = match["square"].replace(" ", "").lower()
        return f"On {square} is {chess.on(square)}."
    if TURN.match(text):
        return standing(chess)
    if BOARD.match(text):
        sides = [_side(chess, yours=yours) for yours in (True, False)]
        return f"You have {sides[0]}. I have {sides[1]}. {standing(chess)}"
    if HERS.match(text):
        return _hers(chess)
    if match := MAY.match(text):
        return _may(match["move"], chess)
    return ""


def standing(chess: ChessGame) -> str:
    """Whose move it is, and whether the person is in check."""
    whose = "It's your move" if chess.your_turn else "It's my move"
    return f"{whose}, and you are in check." if chess.in_check and chess.your_turn else f"{whose}."


def material(chess: ChessGame) -> int:
    """What the person has more than she has, in pawns."""
    worth = {"queen": 9, "rook": 5, "bishop": 3, "knight": 3, "pawn": 1}
    return sum(
        points * (len(chess.where(piece, yours=True)) - len(chess.where(piece, yours=False)))
        for piece, points in worth.items()
    )


def _place(text: str) -> int | None:
    """Which of several is meant: "the second one" is 1."""
    words = re.findall(r"[a-z']+", text.lower())
    if not all(word in _AS_ANSWER for word in words):
        return None
    return next((_PLACES[word] for word in words if word in _PLACES), None)


def _chosen(text: str, starts: Sequence[str], piece: str) -> str:
    """The square that an answer means; empty where the words are no answer."""
    squares = squares_in(text)
    named_piece = piece_in(text)
    if len(squares) > 1 or len(text.split()) > 8 or named_piece not in ("", piece):
        return ""
    if squares and squares[0] in starts:
        return squares[0]
    if re.search(r"\d", text):
        return ""
    place = _place(text)
    if place is not None:
        return starts[place] if place < len(starts) else ""
    words = re.findall(r"[a-z']+", text.lower())
    files = [word for word in words if len(word) == 1 and word in "abcdefgh"]
    if len(files) > 1:
        files = [file for file in files if file != "a"]
    is_answer = all(word in _AS_ANSWER or word in files for word in words)
    fits = [start for start in starts if start[0] in files]
    return fits[0] if is_answer and len(fits) == 1 else ""


def _hers(chess: ChessGame) -> str:
    """Her last move."""
    before = ChessGame(chess.yours)
    said = ""
    for uci in chess.moves:
        is_hers = not before.your_turn
        move = before.play(uci)
        said = f"I played {announced(move, before)}. {standing(chess)}" if is_hers else said
    return said or f"I haven't moved yet. {standing(chess)}"


def _may(wanted: str, chess: ChessGame) -> str:
    """Whether the person may make this move now."""
    understood = move_in(wanted, chess)
    if understood is None or not chess.your_turn:
        return standing(chess) if understood else ""
    if not understood.fits:
        return f"No, that's not legal just now. {standing(chess)}"
    return f"Yes: {listed([named(each) for each in understood.fits[:1]])}. {standing(chess)}"


def _side(chess: ChessGame, *, yours: bool) -> str:
    found = [
        f"{piece} {listed(squares, 'and')}"
        for piece in ("king", "queen", "rook", "bishop", "knight", "pawn")
        if (squares := chess.where(piece, yours=yours))
    ]
    return ", ".join(found)
