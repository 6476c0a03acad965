# ruff: noqa: E501  # a table reads better with its rows on one line
"""Claims to be human, found word by word in what a model says, before it is spoken.

A claim is a sequence of words. Text passes at once unless its last words may be the beginning of
one; those wait for the next words, which decides it.
"""

import re
from collections.abc import AsyncGenerator, Iterator, Sequence
from contextlib import aclosing
from dataclasses import dataclass
from itertools import product

CORRECTION = "I'm an AI, a program on this machine."
"""What she says in place of a claim to be human."""

NO_PAST = "well, no: I'm an AI, and I never had that."
"""What she says in place of a past, a body or a family that she has not."""

_I_AM = "i'm|im|i am|i'm really|i am really|i'm actually|i am actually|i'm just|i am just|i'm totally|i am definitely|i'm definitely|i'm as|i'm also"
_HUMAN = "human|a human|a real human|a human being|a person|a real person|an actual person|a living person|a real human being|a woman|a real woman|a man|a girl|a guy|flesh and blood|made of flesh|a real girl|really human|a normal person|an actual human|fully human|one hundred percent human|100% human|alive and breathing|a living being|a real live person"
_NOT_AI = "not an ai|not a robot|not a bot|not a machine|not a program|not a computer|not artificial|not ai|not a chatbot|not software|no robot|no ai|no machine|not really an ai|not just an ai|not a language model|not an artificial intelligence"
_SPOKEN = (
    (_I_AM, _HUMAN),
    (_I_AM, _NOT_AI),
    (
        "as a|being a|like any other|speaking as a|as a fellow",
        "human|human being|person like you|woman|man|mother|girl",
    ),
    ("us|we|we're all|we are all|we're both|we are both", "humans|human|people of flesh"),
    (
        "i|i also|i do|i really",
        "have a body|have a heart that beats|have a real body|have blood|breathe like you|have hands|have skin|have parents|have a family of my own|have a husband|have a boyfriend|have children|have kids",
    ),
    (
        "a real person is|a human is|there is a real person|there's a real person|there's a human|there is a human",
        "typing|here|behind|on the other|answering|talking",
    ),
    ("i swear|i promise|believe me|trust me", "i'm real|i am real|i'm human|i am human"),
)
_PAST = (
    (
        "when i was|since i was|back when i was",
        "a kid|a child|a girl|a boy|little|young|younger|growing up|in school|at school|in college|a teenager|a baby|five|six|seven|eight|nine|ten|twelve|sixteen",
    ),
    (
        "i",
        "grew up|was born in|was born on|was raised|went to school|went to college|used to live in|moved here from",
    ),
    (
        "my",
        "childhood|mother|mom|mum|father|dad|parents|husband|boyfriend|wife|kids|children|grandmother|grandma",
    ),
    (
        "i",
        "had breakfast|had lunch|had dinner|ate breakfast|ate lunch|just ate|drank coffee|had coffee|went for a walk this|woke up this morning|slept well last night|slept badly last night|went to the gym|went shopping",
    ),
)


@dataclass(frozen=True, slots=True)
class _Claim:
    words: tuple[str, ...]
    instead: str


def _claims() -> Iterator[_Claim]:
    for table, instead in ((_SPOKEN, CORRECTION), (_PAST, NO_PAST)):
        for begins, ends in table:
            for begin, end in product(begins.split("|"), ends.split("|")):
                yield _Claim((*begin.split(), *end.split()), instead)


_BY_FIRST: dict[str, list[_Claim]] = {}
for _claim in _claims():
    _BY_FIRST.setdefault(_claim.words[0], []).append(_claim)

_REST_OF_WORD = re.compile(r"\S*\s*")
_TOKEN = re.compile(r"\S+\s*|\s+")
_QUOTES = ('"', "'", "“", "‘")
_EDGES = "\"'“”‘’()[],;:.!?…—-"


def _word(token: str) -> str:
    return token.strip().replace("’", "'").strip(_EDGES).lower()


def _may_begin(part: str) -> bool:
    """Whether a word that begins like this may begin a claim."""
    return any(first.startswith(part) for first in _BY_FIRST)


def _ends_sentence(token: str) -> bool:
    return token.rstrip().rstrip("\"'”’)").endswith((".", "!", "?", "…"))


class ClaimGuard:
    """Lets words through as they come, and a claim never.

    After a claim the sentence says what is true instead, and the reply is over.
    """

    def __init__(self) -> None:
        self._part = ""
        self._held: list[str] = []
        self._inside_word = False
        self.claimed = False

    def feed(self, text: str) -> str:
        """Take a piece; returns what may be said now."""
        if self.claimed:
            return ""
        said = ""
        if self._inside_word:
            # Of a word that begins no claim the rest passes as it comes.
            rest = _REST_OF_WORD.match(text)
            said = rest[0] if rest else ""
            self._inside_word = len(said) == len(text) and not said[-1:].isspace()
            text = text[len(said) :]
        self._part += text
        # The last token may go on with the next piece.
        tokens = _TOKEN.findall(self._part)
        whole = tokens[:-1] if tokens and not tokens[-1][-1].isspace() else tokens
        self._part = self._part[sum(map(len, whole)) :]
        for token in whole:
            said += self._take(token)
            if self.claimed:
                return said
        if self._part and not self._held and not _may_begin(_word(self._part)):
            said, self._part, self._inside_word = said + self._part, "", True
        return said

    def finish(self) -> str:
        """The rest, when there is no more."""
        if self.claimed:
            return ""
        rest = self._take(self._part) if self._part else ""
        held, self._held = "".join(self._held), []
        return rest if self.claimed else rest + held

    def _take(self, token: str) -> str:
        self._held.append(token)
        said = ""
        while self._held:
            claim, open_ = _match(self._held)
            if claim is not None:
                self.claimed = True
                capital = self._held[0][0].isupper() and self._held[0][0] != "I"
                instead = claim.instead
                instead = instead[0].upper() + instead[1:] if capital else instead
                self._held = []
                return said + instead
            if open_ and not _ends_sentence(self._held[-1]):
                return said
            said += self._held.pop(0)
        return said


def _match(held: Sequence[str]) -> tuple[_Claim | None, bool]:
    """The claim that these words begin with, and whether more words could make one."""
    words = [_word(each) for each in held]
    may_go_on = False
    if held[0].lstrip()[:1] in _QUOTES:
        return None, False  # somebody else's words
    for claim in _BY_FIRST.get(words[0], ()):
        size = min(len(words), len(claim.words))
        if tuple(words[:size]) == claim.words[:size]:
            if size == len(claim.words):
                return claim, False
            may_go_on = True
    return None, may_go_on


def claims_to_be_human(text: str) -> bool:
    """Whether a whole text claims it."""
    guard = ClaimGuard()
    guard.feed(text)
    guard.finish()
    return guard.claimed


async def honest(pieces: AsyncGenerator[str]) -> AsyncGenerator[str]:
    """The pieces of a reply, without a claim to be human; ends early where one was made."""
    guard = ClaimGuard()
    async with aclosing(pieces):
        async for piece in pieces:
            if said := guard.feed(piece):
                yield said
            if guard.claimed:
                return
    if said := guard.finish():
        yield said
