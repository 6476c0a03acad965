"""A game of chess: the rules are cozy-chess's, the moves are kept as the log has them."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from cozy_chess import Board, Color, GameStatus, Move, Piece, Square

End = Literal["", "checkmate", "stalemate", "repetition", "fifty moves", "too few pieces"]

NAMES = {
    Piece.Pawn: "pawn",
    Piece.Knight: "knight",
    Piece.Bishop: "bishop",
    Piece.Rook: "rook",
    Piece.Queen: "queen",
    Piece.King: "king",
}
_FIFTY_MOVES = 100
"""Half moves without a capture or a pawn's move after which a game is drawn."""


class IllegalMoveError(ValueError):
    """The move is none of the legal ones; nothing has changed."""


@dataclass(frozen=True, slots=True)
class LegalMove:
    """A legal move of a position.

    Attributes:
        uci: As the log keeps it: `e2e4`, `e7e8q`; castling is the king's way, `e1g1`.
        piece: What moves: "knight".
        start: Where from: "g1".
        to: Where to; for castling the king's square.
        takes: Whether something is taken, also in passing.
        promotes: What a pawn becomes: "queen"; empty otherwise.
        castles: `short`, `long` or empty.
        move: The move for the library.
    """

    uci: str
    piece: str
    start: str
    to: str
    takes: bool
    promotes: str
    castles: Literal["", "short", "long"]
    move: Move


class ChessGame:
    """A position with the way there. White begins; `yours` is the person's side."""

    def __init__(self, yours: Literal["white", "black"], moves: Iterable[str] = ()) -> None:
        self.yours: Literal["white", "black"] = yours
        self.moves: list[str] = []
        self.board = Board.startpos()
        self._seen = {self.board.hash(): 1}
        for uci in moves:
            self.play(uci)

    @property
    def your_turn(self) -> bool:
        """Whether the person is to move."""
        white = self.board.side_to_move() == Color.White
        return white == (self.yours == "white")

    @property
    def in_check(self) -> bool:
        """Whether the side that is to move is in check."""
        return not self.board.checkers().is_empty()

    @property
    def end(self) -> End:
        """How the game has ended; empty while it goes on."""
        status = self.board.status()
        if status == GameStatus.Won:
            return "checkmate"
        if not self.board.generate_moves():
            return "stalemate"
        if self._seen[self.board.hash()] >= 3:
            return "repetition"
        if status == GameStatus.Drawn or self.board.halfmove_clock >= _FIFTY_MOVES:
            return "fifty moves"
        return "too few pieces" if self._nobody_can_win() else ""

    def legal(self) -> list[LegalMove]:
        """Every legal move of the side that is to move."""
        return [_described(self.board, move) for move in self.board.generate_moves()]

    def play(self, uci: str) -> LegalMove:
        """Make a move. Raises `IllegalMoveError` when it is none."""
        found = next((each for each in self.legal() if each.uci == uci), None)
        if found is None:
            raise IllegalMoveError(uci)
        self.board.play(found.move)
        self.moves.append(uci)
        self._seen[self.board.hash()] = self._seen.get(self.board.hash(), 0) + 1
        return found

    def where(self, piece: str, *, yours: bool) -> list[str]:
        """The squares on which a side's pieces of this name stand."""
        white = (self.yours == "white") == yours
        kind = next(each for each, name in NAMES.items() if name == piece)
        squares = self.board.colored_pieces(Color.White if white else Color.Black, kind).squares()
        return sorted(str(square) for square in squares)

    def on(self, square: str) -> str:
        """What stands on a square, as "your knight", "my pawn" or "nothing"."""
        place = Square.from_str(square)
        piece = self.board.piece_on(place)
        if piece is None:
            return "nothing"
        white = self.board.color_on(place) == Color.White
        return f"{'your' if white == (self.yours == 'white') else 'my'} {NAMES[piece]}"

    def _nobody_can_win(self) -> bool:
        heavy = (Piece.Pawn, Piece.Rook, Piece.Queen)
        if any(not self.board.pieces(piece).is_empty() for piece in heavy):
            return False
        light = len(self.board.pieces(Piece.Knight)) + len(self.board.pieces(Piece.Bishop))
        return light <= 1


def _described(board: Board, move: Move) -> LegalMove:
    start, to = move.from_square, move.to_square
    piece = board.piece_on(start)
    if piece is None:
        raise IllegalMoveError(str(move))
    mine, there = board.color_on(start), board.color_on(to)
    if piece == Piece.King and there == mine:
        # The library writes castling as the king taking the rook.
        short = str(to) > str(start)
        way = f"{'g' if short else 'c'}{str(start)[1]}"
        side: Literal["short", "long"] = "short" if short else "long"
        return LegalMove(f"{start}{way}", "king", str(start), way, False, "", side, move)
    passing = piece == Piece.Pawn and str(start)[0] != str(to)[0]
    promoted = NAMES[move.promotion] if move.promotion else ""
    return LegalMove(
        str(move),
        NAMES[piece],
        str(start),
        str(to),
        there is not None or passing,
        promoted,
        "",
        move,
    )
