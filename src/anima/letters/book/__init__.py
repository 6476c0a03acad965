"""The book: the best of many letters, chosen with reasons, put in order, set as PDF and EPUB."""

from anima.letters.book.arc import Part, parts_of
from anima.letters.book.book import Book, Bound, Plan, bind, plan_book
from anima.letters.book.choice import Chosen, choose
from anima.letters.book.piece import Piece, pieces_in
from anima.letters.book.ranking import Score, ranked
from anima.letters.book.renaming import Renaming, pairs_from, renaming_of

__all__ = [
    "Book",
    "Bound",
    "Chosen",
    "Part",
    "Piece",
    "Plan",
    "Renaming",
    "Score",
    "bind",
    "choose",
    "pairs_from",
    "parts_of",
    "pieces_in",
    "plan_book",
    "ranked",
    "renaming_of",
]
