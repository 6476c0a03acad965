"""A page that looks written by hand, as PDF with its text inside, and as SVG for a pen plotter."""

from anima.letters.handwriting.envelope import card_side, envelope
from anima.letters.handwriting.hand import HANDS, Hand, hand_named
from anima.letters.handwriting.page import INKS, PAPERS, Page, Paper, write_pages
from anima.letters.handwriting.pdf import pages_as_pdf, pages_as_png, typed_pdf, typed_png
from anima.letters.handwriting.svg import plotter_svg, svg

__all__ = [
    "HANDS",
    "INKS",
    "PAPERS",
    "Hand",
    "Page",
    "Paper",
    "card_side",
    "envelope",
    "hand_named",
    "pages_as_pdf",
    "pages_as_png",
    "plotter_svg",
    "svg",
    "typed_pdf",
    "typed_png",
    "write_pages",
]
