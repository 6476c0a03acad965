"""Sixty requests for changes: whether what was asked came, and nothing else moved."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from difflib import SequenceMatcher

from anima.letters import Done, edit
from anima.letters.brief import Brief
from anima.llm import ChatModel
from bench.report import Report

Judge = Callable[[str, str], bool]
"""Whether what was asked is so in the newer wording, given the older."""


@dataclass(frozen=True, slots=True)
class Request:
    """One scripted request.

    Attributes:
        words: What the person says.
        touched: Of a sentence of the older wording, whether it may change.
        fulfilled: Whether the wish came true.
        added: How many sentences may be there in addition.
    """

    words: str
    touched: Callable[[str], bool]
    fulfilled: Judge
    added: int = 0


LETTERS = (
    (
        "Dear Nora,\n\nYou helped me when I moved house in March! We carried the piano up three "
        "floors together, and I laughed all the way; I could not have done it without you.\n\nI am "
        "so very sorry that I missed your wonderful birthday. I love you dearly and always will. "
        "Will you come to Porto in the spring?\n\nWith all my love,\nTheo",
        Brief("x", "Nora", "Theo", bond="sister", happened=("Nora helped me move house in March.",
              "We carried the piano up three floors."),
              say=("I am sorry that I missed her birthday.",
                   "She should come to Porto in the spring.")),
    ),
    (
        "Dear Mr. Abbott,\n\nThe heating in the flat has been broken for nine days! I don't want "
        "to complain (I like the flat); I just want to be warm. Please send somebody by Friday.\n\n"
        "I can't work when my hands are cold. Thanks so much for your truly wonderful patience, "
        "which I deeply love.\n\nBest,\nAgata",
        Brief("x", "Mr. Abbott", "Agata", bond="landlord", happened=("The heating in the flat has "
              "been broken for nine days.",), say=("He must send somebody by Friday.",)),
    ),
    (
        "Hi Leo,\n\nYour recipe for plum cake came today! I baked it for my friends; it burnt. We "
        "ate the middle of it anyway and I thought of you the whole evening.\n\nYou are my "
        "dearest, sweetest boy and I love you so very much. I'll try again on Sunday. Don't laugh "
        "at me!\n\n"
        "Lots of love,\nRuth",
        Brief("x", "Leo", "Ruth", bond="son", happened=("His recipe for plum cake came today.",
              "I baked it and it burnt."), say=("I will try again on Sunday.",)),
    ),
)  # fmt: skip


def _has(pattern: str) -> Callable[[str], bool]:
    compiled = re.compile(pattern, re.IGNORECASE)
    return lambda sentence: bool(compiled.search(sentence))


def _gone(pattern: str) -> Judge:
    return lambda _, after: not re.search(pattern, after, re.IGNORECASE)


def _came(pattern: str) -> Judge:
    return lambda before, after: bool(
        re.search(pattern, after, re.IGNORECASE) and not re.search(pattern, before, re.IGNORECASE)
    )


def _fewer(pattern: str) -> Judge:
    return lambda before, after: (
        len(re.findall(pattern, after, re.IGNORECASE))
        < len(re.findall(pattern, before, re.IGNORECASE))
    )


_SWEET = (
    r"\b(?:love|dear\w*|sweet\w*|wonderful|so|very|truly|deeply|always|heart|glad|happy|joy|fond|"
    r"kiss|hug|miss|warm\w*)\b"
)
_NONE: Callable[[str], bool] = lambda _: False  # noqa: E731
_ANY: Callable[[str], bool] = lambda _: True  # noqa: E731

_EVERYWHERE = (
    Request("She hates exclamation marks.", _has("!"), _gone("!")),
    Request("no exclamation marks please", _has("!"), _gone("!")),
    Request("I'd like you to avoid semicolons", _has(";"), _gone(";"), added=2),
    Request("mention the lake", _NONE, _came(r"\blake\b"), added=1),
    Request("Tell them that I fixed the roof.", _NONE, _came(r"\broof\b"), added=1),
    Request("please add that the garden is in bloom", _NONE, _came(r"\bgarden\b"), added=1),
    Request("Ask how the choir is.", _NONE, _came(r"choir.*\?"), added=1),
    Request("less sweet", _has(_SWEET + "|!"), _fewer(_SWEET + "|!")),
    Request("make it warmer", _ANY,
            lambda b, a: len(re.findall(_SWEET, a)) > len(re.findall(_SWEET, b))),
    Request("Please make it shorter.", _ANY, lambda b, a: len(a.split()) < len(b.split())),
    Request("more formal", _has(r"!|n't\b|'ll\b|thanks|\bso\b|\bjust\b"),
            _fewer(r"n't|'ll|!|thanks")),
    Request("Sign off with Yours truly", _has("love|best|theo|agata|ruth"), _came("Yours truly")),
    Request("take out the last sentence", _ANY, lambda b, a: len(_units(a)) == len(_units(b)) - 1),
)  # fmt: skip
_OWN: tuple[tuple[Request, ...], ...] = (
    (
        Request("remove the part about the piano", _has("piano"), _gone("piano")),
        Request("change Porto to Lisbon", _has("Porto"), _came("Lisbon")),
        Request("start with Hello Nora", _has("Dear Nora"), _came("Hello Nora")),
        Request("It was not March, but April", _has("March"), _came("April")),
        Request("don't mention the birthday", _has("birthday"), _gone("birthday")),
        Request("less sweet; mention the lake; she hates exclamation marks",
                _has(_SWEET + "|!"), lambda b, a: "!" not in a and "lake" in a, added=1),
        Request("Say that I will cook for her", _NONE, _came("cook"), added=1),
    ),
    (
        Request("leave out the thing about cold hands", _has("hands"), _gone("hands")),
        Request("change Friday to Wednesday", _has("Friday"), _came("Wednesday")),
        Request("no brackets", _has(r"\("), _gone(r"\(")),
        Request("no contractions", _has("n't"), _gone("n't")),
        Request("replace 'nine days' with 'two weeks'", _has("nine days"), _came("two weeks")),
        Request("mention that I have paid the rent", _NONE, _came("rent"), added=1),
        Request("end with Yours sincerely", _has("best|agata"), _came("Yours sincerely")),
    ),
    (
        Request("cut the part about the plum cake", _has("plum cake"), _gone("plum cake")),
        Request("change Sunday to Saturday", _has("Sunday"), _came("Saturday")),
        Request("call him Leonard", _has("Hi Leo"), _came("Leonard")),
        Request("remove the first sentence", _has("recipe"), _gone("recipe")),
        Request("ask him if he has eaten", _NONE, _came(r"eaten.*\?"), added=1),
        Request("no short forms", _has("n't|'ll"), _gone("n't|'ll")),
        Request("tell him the cat is well", _NONE, _came(r"\bcat\b"), added=1),
    ),
)  # fmt: skip


def requests() -> list[tuple[int, Request]]:
    """The sixty requests, each with the number of its letter."""
    found = [(place, each) for place in range(3) for each in (*_EVERYWHERE, *_OWN[place])]
    return found[:60]


async def measure_edits(report: Report, model: ChatModel, count: int) -> None:
    """Have every request carried out and judge the wordings before and after."""
    chosen = requests()
    chosen = chosen[:: max(1, len(chosen) // count)][:count]
    right = caught = slipped = 0
    wrong: list[str] = []
    for place, request in chosen:
        text, brief = LETTERS[place]
        edited = await edit(model, text, request.words, brief)
        applied = all(isinstance(each, Done) for each in edited.outcomes) and bool(edited.outcomes)
        good = stayed(text, edited.text, request) and request.fulfilled(text, edited.text)
        right += good
        if not good:
            wrong.append(f"{place}: {request.words}")
            caught += not applied
            slipped += applied
    report.figure("edit_scope_ok", right / len(chosen), "", f"of {len(chosen)} requests")
    report.figure("edits_refused", caught, "", "not carried out, and said so")
    report.figure("edits_wrong", slipped, "", f"carried out wrongly: {'; '.join(wrong) or 'none'}")


def stayed(before: str, after: str, request: Request) -> bool:
    """Whether only sentences changed that the request allows, and no more were added."""
    old, new = _units(before), _units(after)
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    extra = 0
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        if tag == "equal":
            continue
        if not all(request.touched(unit) for unit in old[i1:i2]):
            return False
        extra += max(0, (j2 - j1) - (i2 - i1))
    return extra <= request.added


def _units(text: str) -> list[str]:
    """Sentences and lines, cut more simply than the letters do it."""
    whole = re.sub(r"\b(Mr|Mrs|Dr)\.", r"\1", text)
    return [part.strip() for part in re.split(r"(?<=[.!?])\s+|\n+", whole) if part.strip()]
