# ruff: noqa: E501  # a pattern reads better on one line
"""Moves as people say and type them, and as she says them. What is legal, only the rules say."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from anima.play.chess import ChessGame, LegalMove
from anima.play.chess_heard import as_meant, squares_like

_PIECES = {
    "pawn": "pawn", "pond": "pawn", "porn": "pawn", "knight": "knight", "night": "knight", "horse": "knight",
    "bishop": "bishop", "rook": "rook", "rock": "rook", "castle": "rook", "tower": "rook", "queen": "queen", "king": "king",
}  # fmt: skip
_LETTERS = {"K": "king", "Q": "queen", "R": "rook", "B": "bishop", "N": "knight"}
_NUMBERS = {"one": "1", "two": "2", "to": "2", "three": "3", "four": "4", "for": "4", "five": "5", "six": "6", "seven": "7", "eight": "8", "ate": "8"}  # fmt: skip
_FILES = {"a": "a", "b": "b", "be": "b", "bee": "b", "c": "c", "see": "c", "sea": "c", "d": "d", "dee": "d", "e": "e", "f": "f", "g": "g", "gee": "g", "h": "h", "age": "h", "alpha": "a", "bravo": "b", "charlie": "c", "delta": "d", "echo": "e", "foxtrot": "f", "golf": "g", "hotel": "h"}  # fmt: skip
_FILLERS = frozenset(
    "i i'll i'd my the then move moves play plays put go goes going take takes taking captures capture beats "
    "hits x on onto at from with and check mate checkmate please well ok okay so hmm um uh now let let's me "
    "like would promote promotes promotion becomes become pawn's a an to in into square".split()
)
_CASTLES = re.compile(
    r"^(?:(?:i(?:'ll| will|'d like to| would like to| want to|'m going to| am going to)?|let me|let's|then|now|ok(?:ay)?|and|so|well|please)[ ,]+)*"
    r"(?:(?:short|long|(?:king|queen)'?s?[ -]?side) )?(?:castles?|castle's|castling)"
    r"(?: (?:(?:on|to) )?(?:(?:the|my) )?(?:(?:king|queen)'?s?(?:[ -]?side)?|short|long)(?: side)?)?(?:[ ,]+(?:now|then|please))*$",
    re.I,
)
_WRITTEN_CASTLES = re.compile(r"^(?:i (?:play |castle )?)?(?P<long>(?:o|0)-)?(?:o|0)-(?:o|0)[+#!?]*$", re.I)  # fmt: skip
_LONG = re.compile(r"\b(?:queen\w*|queen's\w*|long)", re.I)
_SHORT = re.compile(r"\b(?:king\w*|king's\w*|short)", re.I)
_SAN = re.compile(r"^(?P<piece>[KQRBN])?(?P<file>[a-h])?(?P<rank>[1-8])?[x:]?(?P<to>[a-h][1-8])(?:=?(?P<promotes>[QRBNqrbn]))?[+#!?]*$")  # fmt: skip
_LONG_FORM = re.compile(r"^(?P<start>[a-h][1-8])[- x]?(?P<to>[a-h][1-8])(?P<promotes>[qrbnQRBN])?$")
_SQUARE = re.compile(r"^[a-h][1-8]$")


@dataclass(frozen=True, slots=True)
class Said:
    """What was said of a move; what is empty was not said. `castles` may be `either` way."""

    to: str = ""
    start: str = ""
    piece: str = ""
    file: str = ""
    rank: str = ""
    promotes: str = ""
    castles: str = ""


@dataclass(frozen=True, slots=True)
class Understood:
    """The legal moves that fit; one is the move, several are to be asked about, none is illegal."""

    said: Said
    fits: Sequence[LegalMove] = field(default=())


def move_in(text: str, game: ChessGame) -> Understood | None:
    """The move in what was said; None when it speaks of no move."""
    plain = " ".join(text.replace("’", "'").split()).strip(" .!?,")
    said = _read(plain) or _read(as_meant(plain))
    if said is not None and not said.piece and (again := _read(as_meant(plain))):
        said = again if again.piece else said
    if said is None:
        return None
    fits = [each for each in game.legal() if _fits(each, said)]
    if said.castles == "either":
        fits = [each for each in fits if each.castles == "short"] or fits
    if len(fits) > 1 and not said.piece and not said.start:
        fits = [each for each in fits if each.piece == "pawn"] or fits
    if len(fits) > 1 and len({each.start for each in fits}) == 1:
        fits = [each for each in fits if each.promotes in ("", "queen")] or fits
    return Understood(said, fits)


def near(said: Said, game: ChessGame) -> list[LegalMove]:
    """The legal moves to squares that sound like the one that was understood."""
    squares = squares_like(said.to) if said.to else []
    tried = [replace(said, to=square) for square in squares]
    found = [move for other in tried for move in game.legal() if _fits(move, other)]
    return [each for each in found if each.piece == "pawn"] if not said.piece else found


def _read(text: str) -> Said | None:
    if found := _WRITTEN_CASTLES.match(text):
        return Said(castles="long" if found["long"] else "short")
    if _CASTLES.match(text):
        way = "long" if _LONG.search(text) else "short" if _SHORT.search(text) else "either"
        return Said(castles=way)
    if found := _LONG_FORM.match(text):
        promotes = _LETTERS.get((found["promotes"] or "").upper(), "")
        return Said(to=found["to"], start=found["start"], promotes=promotes)
    if found := _SAN.match(text):
        return Said(
            to=found["to"],
            piece=_LETTERS.get(found["piece"] or "", "pawn" if found["file"] else ""),
            file=found["file"] or "",
            rank=found["rank"] or "",
            promotes=_LETTERS.get((found["promotes"] or "").upper(), ""),
        )
    return _spoken(re.findall(r"[a-z]+'?[a-z]*|[1-8]", text.lower().replace("-", " ")), text)


def _spoken(words: list[str], text: str) -> Said | None:
    """A move in words: "knight b to d two". Every word must belong to it, or it is talk."""
    words = [part for word in _joined(words) for part in word]
    squares: list[str] = []
    pieces: list[str] = []
    file = ""
    for before, word in zip(("", *words), words, strict=False):
        after_rook = _PIECES.get(before) == "rook"
        if _SQUARE.match(word):
            squares.append(word)
        elif word in _PIECES:
            pieces.append(_PIECES[word])
        elif len(word) == 1 and (word in "bcdefgh" or (word == "a" and after_rook)):
            file = word
        elif word not in _FILLERS:
            return None
    if not squares or len(squares) > 2 or len(text.split()) > 12:
        return None
    promotes = ""
    if len(pieces) > 1 and squares[-1][1] in "18" and pieces[0] == "pawn":
        promotes = pieces.pop()
    piece = pieces[0] if pieces else ""
    start = squares[0] if len(squares) > 1 else ""
    return Said(squares[-1], start, piece, file, "", promotes)


def _joined(words: list[str]) -> list[list[str]]:
    """Files and numbers that stand apart become squares: "e four" is "e4"; "to" may be a two."""
    found: list[list[str]] = []
    place = 0
    while place < len(words):
        word, following = words[place], words[place + 1] if place + 1 < len(words) else ""
        number = following if following in "12345678" and following else _NUMBERS.get(following, "")
        is_to = following in ("to", "for") and place + 2 < len(words)
        if word in _FILES and number and not is_to:
            found.append([f"{_FILES[word]}{number}"])
            place += 2
        else:
            found.append([word])
            place += 1
    return found


def _fits(move: LegalMove, said: Said) -> bool:
    if said.castles:
        return move.castles == said.castles or (said.castles == "either" and move.castles != "")
    wanted = ((said.piece, move.piece), (said.start, move.start), (said.promotes, move.promotes))
    return (
        move.to == said.to
        and all(not what or what == has for what, has in wanted)
        and (not said.file or move.start[0] == said.file)
        and (not said.rank or move.start[1] == said.rank)
    )


def squares_in(text: str) -> list[str]:
    """The squares in what was said, also as they sound: "c three" is "c3"."""
    words = re.findall(r"[a-z]+'?[a-z]*|[1-8]", as_meant(text).lower().replace("-", " "))
    return [part for word in _joined(words) for part in word if _SQUARE.match(part)]


def piece_in(text: str) -> str:
    """The piece that is named; empty for none."""
    found = (_PIECES.get(word, "") for word in re.findall(r"[a-z]+", as_meant(text).lower()))
    return next(filter(None, found), "")


def named(move: LegalMove) -> str:
    """A move as it may be said: "knight to f3"."""
    if move.castles:
        return "castle kingside" if move.castles == "short" else "castle queenside"
    return f"{move.piece} {'takes' if move.takes else 'to'} {move.to}"


def announced(move: LegalMove, game: ChessGame) -> str:
    """A move that was made, in words, with what the position then is."""
    said = named(move)
    if move.promotes:
        said += f", and it becomes a {move.promotes}"
    if game.in_check and game.end != "checkmate":
        said += ", check"
    return said


def listed(words: Sequence[str], last: str = "or") -> str:
    """Words in a row: "b1 or f3"."""
    return f"{', '.join(words[:-1])} {last} {words[-1]}" if len(words) > 1 else "".join(words)
