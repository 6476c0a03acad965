"""Her move: a small search over what the rules allow. She plays like a keen beginner."""

from copy import copy
from random import Random

from cozy_chess import Board, Color, GameStatus, Move, Piece

from anima.play.chess import ChessGame, LegalMove

_WORTH = {
    Piece.Pawn: 100,
    Piece.Knight: 300,
    Piece.Bishop: 310,
    Piece.Rook: 500,
    Piece.Queen: 900,
    Piece.King: 0,
}
_MATE = 100_000
_DEPTH = 2
_NEAR = 12
"""So much worse than the best a move may be and still be chosen: she is no machine to play with."""


def her_move(game: ChessGame) -> LegalMove:
    """Her move in this position, the same each time. There must be a legal one."""
    rng = Random("".join(game.moves))  # noqa: S311  # a game, no secret
    legal = {str(each.move): each for each in game.legal()}
    rated: list[tuple[int, str]] = []
    best = -_MATE * 2
    for move in game.board.generate_moves():
        after = copy(game.board)
        after.play(move)
        # How bad a move is that cannot be chosen any more need not be known.
        worth = -_search(after, _DEPTH - 1, -_MATE * 2, _NEAR + 1 - best)
        best = max(best, worth)
        rated.append((worth, str(move)))
    return legal[rng.choice(sorted(name for worth, name in rated if worth >= best - _NEAR))]


def _search(board: Board, depth: int, low: int, high: int) -> int:
    """The worth of a position for the side that is to move."""
    status = board.status()
    if status == GameStatus.Won:
        return -_MATE - depth
    if status == GameStatus.Drawn:
        return 0
    if depth <= 0:
        captures = [move for move in board.generate_moves() if board.color_on(move.to_square)]
        return _quiet(board, captures, low, high)
    for move in board.generate_moves():
        after = copy(board)
        after.play(move)
        low = max(low, -_search(after, depth - 1, -high, -low))
        if low >= high:
            break
    return low


def _quiet(board: Board, captures: list[Move], low: int, high: int, depth: int = 3) -> int:
    """The worth when only what hangs is taken, so that no piece is given away unseen."""
    low = max(low, _balance(board))
    if low >= high or depth == 0:
        return low
    for move in captures:
        if board.color_on(move.to_square) == board.side_to_move():
            continue  # Castling, as the library writes it.
        after = copy(board)
        after.play(move)
        then = [each for each in after.generate_moves() if after.color_on(each.to_square)]
        low = max(low, -_quiet(after, then, -high, -low, depth - 1))
        if low >= high:
            break
    return low


def _balance(board: Board) -> int:
    total = 0
    for color, sign in ((Color.White, 1), (Color.Black, -1)):
        for piece, worth in _WORTH.items():
            squares = board.colored_pieces(color, piece).squares()
            total += sign * sum(worth + _place(piece, str(square), color) for square in squares)
    return total if board.side_to_move() == Color.White else -total


def _place(piece: Piece, square: str, color: Color) -> int:
    """A little for the middle, and for pawns that go on."""
    column, row = ord(square[0]) - ord("a"), int(square[1]) - 1
    middle = 6 - abs(2 * column - 7) // 2 - abs(2 * row - 7) // 2
    if piece == Piece.Pawn:
        return 2 * (row if color == Color.White else 7 - row) + middle
    return -2 * middle if piece == Piece.King else 3 * middle
