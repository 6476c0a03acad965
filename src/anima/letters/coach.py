"""A coach for a letter in the person's own voice: she asks, they write, and not a word is hers."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from anima.letters.brief import Brief
from anima.letters.passages import words

_SEEN = re.compile(
    r"\b(?:saw|see|seen|heard|hear|smell\w*|taste\w*|touch\w*|held|hold|colou?rs?|red|blue|green|"
    r"white|black|yellow|cold|warm|wet|rain\w*|snow\w*|sun|light|dark|hands?|face|eyes?|voice|"
    r"laugh\w*|cr(?:y|ied)|door|window|table|kitchen|garden|street|train|car|bed|coat|dog|bread|"
    r"coffee|tea|soup)\b|\d|(?<=[a-z,;] )[A-Z][a-z]+",
)
_FELT = re.compile(
    r"\b(?:felt|feel\w*|afraid|scared|glad|happ\w+|sad|proud|ashamed|sorry|miss\w*|love\w*|hope\w*|"
    r"wish\w*|lonely|angry|grateful|thank\w*|relie\w+|hurt\w*|mean[st]?|worr\w+)\b",
    re.IGNORECASE,
)
FEW_WORDS = 6
"""A shorter answer is asked about once more."""


@dataclass(slots=True)
class Coach:
    """Asks about one letter, a question at a time; what is answered is the letter.

    Attributes:
        brief: What the letter is to be.
        said: The answers so far, each in the person's own words, a paragraph each.
    """

    brief: Brief
    said: list[str] = field(default_factory=list[str])
    _asked: int = 0
    _deeper: bool = False

    @property
    def _first(self) -> str:
        return self.brief.recipient.split(" ")[0]

    def question(self) -> str:
        """The next question; empty when there is nothing more to ask."""
        if self._deeper:
            return _closer(self.said[-1])
        open_ = self._openings()
        return open_[self._asked] if self._asked < len(open_) else ""

    def answer(self, text: str) -> None:
        """Take an answer; an empty one passes the question over."""
        told = " ".join(text.split())
        if self._deeper:
            self._deeper = False
            if told:
                self.said[-1] = f"{_ended(self.said[-1])} {told}"
            return
        self._asked += 1
        if told:
            self.said.append(_ended(told))
            self._deeper = bool(_closer(told))

    def letter(self, greeting: str, closing: str) -> str:
        """The letter as it is: a paragraph for each answer."""
        return "\n\n".join((greeting, *(_ended(each) for each in self.said), closing))

    def _openings(self) -> list[str]:
        first = self._first
        told = [f"You noted: “{point}” How would you say that to {first}, aloud?"
                for point in self.brief.points]  # fmt: skip
        if not told:
            told = [f"What happened that you want to write to {first} about?"]
        return [
            *told,
            f"What did you never say to {first}, and would like to?",
            f"When {first} puts the letter down: what is the one thing to be left?",
        ]


def _closer(answer: str) -> str:
    """What to ask about an answer that stays far off; empty for one that can be seen and felt."""
    if len(words(answer)) < FEW_WORDS:
        return "Tell me a little more: what was it like?"
    if not _SEEN.search(answer):
        return "I cannot see it yet. One thing that you saw, heard or held there?"
    if not _FELT.search(answer):
        return "And what did that do to you?"
    return ""


def _ended(text: str) -> str:
    return text if text.endswith((".", "!", "?", "…", "”", '"')) else f"{text}."


def own_share(text: str, own: Sequence[str]) -> tuple[list[tuple[int, int]], int, int]:
    """Whose words a letter has.

    A run of three or more words that the person wrote in the same order is theirs, and so is a
    shorter one that is a whole answer.

    Returns where the words stand that are not theirs, how many are theirs, and how many there are.
    """
    found = list(re.finditer(r"[^\W_]+(?:['’][^\W_]+)*", text))
    tokens = [match[0].lower() for match in found]
    written = [[word.lower() for word in re.findall(r"[^\W_]+(?:['’][^\W_]+)*", each)]
               for each in own]  # fmt: skip
    runs = {tuple(each[at : at + 3]) for each in written for at in range(len(each) - 2)}
    theirs = [False] * len(tokens)
    for at in range(len(tokens) - 2):
        if tuple(tokens[at : at + 3]) in runs:
            theirs[at : at + 3] = [True] * 3
    for each in written:
        if 0 < len(each) < 3:
            for at in range(len(tokens) - len(each) + 1):
                if tokens[at : at + len(each)] == each:
                    theirs[at : at + len(each)] = [True] * len(each)
    others = [match.span() for match, own_word in zip(found, theirs, strict=True) if not own_word]
    return others, sum(theirs), len(tokens)
