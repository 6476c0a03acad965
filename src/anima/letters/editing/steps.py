"""The wishes that rules carry out: what each may touch, and how to tell that it worked."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from anima.letters.brief import Brief
from anima.letters.editing.changes import units
from anima.letters.editing.wish import Wish
from anima.letters.passages import Span, passages, sentences, words
from anima.letters.style.measure import PUNCTUATION
from anima.letters.style.tuning import calmed, contracted, expanded
from anima.memory.stems import content_words, term


@dataclass(frozen=True, slots=True)
class Attempt:
    """A changed letter that is to be checked.

    Attributes:
        text: The changed letter.
        scope: Which units of the older wording may differ.
        additions: How many units may be there in addition.
        check: What is still wrong with the changed letter; empty when the wish is fulfilled.
    """

    text: str
    scope: frozenset[int]
    additions: int
    check: Callable[[str], str]


def attempt_by_rule(text: str, wish: Wish, brief: Brief) -> Attempt | str | None:
    """The change as rules make it; a sentence when it cannot be done; None: the model must."""
    match wish.kind:
        case "without":
            return _without(text, wish.what)
        case "remove":
            return _remove(text, wish)
        case "replace":
            return _replace(text, wish)
        case "greeting" | "closing":
            return _frame(text, wish, brief)
        case "shorter":
            return _shorter(text, wish, brief)
        case "more":
            return f"Nobody has told more about {wish.what}. Say what: “mention that …”."
        case "tone" if wish.what in ("formal", "casual"):
            return _register(text, wish)
        case _:
            return None


def _without(text: str, mark: str) -> Attempt | str:
    pattern = PUNCTUATION[mark]
    if not pattern.search(text):
        return "There are none in the letter."
    changed = _MARK_RULES[mark](text)
    scope = _where(text, lambda unit: bool(pattern.search(unit)))
    return Attempt(
        changed, scope, len(scope), lambda new: "Some are left." if pattern.search(new) else ""
    )


def _undashed(text: str) -> str:
    return re.sub(r"\s*(?:—|–|--+|\s-\s)\s*", ", ", text)


def _split_at_semicolons(text: str) -> str:
    return re.sub(r";\s*(\w)", lambda found: f". {found[1].upper()}", text)


def _without_questions(text: str) -> str:
    kept = text
    for paragraph in reversed(passages(text).body):
        for sentence in reversed(sentences(paragraph.text, offset=paragraph.start)):
            if "?" in sentence.text:
                kept = _cut(kept, sentence)
    return kept


_MARK_RULES: dict[str, Callable[[str], str]] = {
    "exclamation": calmed,
    "semicolon": _split_at_semicolons,
    "dash": _undashed,
    "emoji": lambda text: re.sub(rf"[ \t]*(?:{PUNCTUATION['emoji'].pattern})", "", text),
    "contraction": expanded,
    "ellipsis": lambda text: re.sub(r"\s*(?:…|\.\.\.+)", ".", text),
    "bracket": lambda text: re.sub(r"\s*\(([^)]*)\)", r", \1,", text).replace(",.", "."),
    "question": _without_questions,
}


def _remove(text: str, wish: Wish) -> Attempt | str:
    if wish.unit:
        span = placed(text, wish)
        if span is None:
            return f"There is no such {wish.unit}."
        gone = [span]
    else:
        gone = about(text, wish.what)
        if not gone:
            return "Nothing in the letter is about that."
    changed = text
    for span in reversed(gone):
        changed = _cut(changed, span)
    if not passages(changed).body:
        return "Nothing would be left of the letter."
    inside = {s.text for span in gone for s in sentences(span.text)}
    wanted = _terms(wish.what)

    def check(new: str) -> str:
        left = wanted and any(wanted <= _terms(unit) for unit in units(new)[1:])
        return "It is still mentioned." if left else ""

    return Attempt(changed, _where(text, lambda unit: unit in inside), 0, check)


def _replace(text: str, wish: Wish) -> Attempt | str:
    pattern = re.compile(rf"(?<!\w){re.escape(wish.what)}(?!\w)", re.IGNORECASE)
    if not pattern.search(text):
        return f"“{wish.what}” does not stand in the letter."

    def turned(found: re.Match[str]) -> str:
        new = wish.instead
        return new[:1].upper() + new[1:] if found[0][:1].isupper() else new

    changed = pattern.sub(turned, text)
    scope = _where(text, lambda unit: bool(pattern.search(unit)))
    return Attempt(
        changed,
        scope,
        0,
        lambda new: "" if wish.instead.lower() in new.lower() else "The new words are not there.",
    )


def _frame(text: str, wish: Wish, brief: Brief) -> Attempt | str:
    parted = passages(text)
    old = parted.greeting if wish.kind == "greeting" else parted.closing
    if old is None:
        return f"The letter has no {wish.kind}."
    said = wish.what.strip()
    if wish.kind == "greeting":
        new = said if said.endswith((",", ":", "!", "—", ".")) else f"{said},"
        scope = frozenset({0})
    else:
        name = brief.sender if brief.sender in old.text else old.text.splitlines()[-1].strip()
        lone = said.lower() == name.lower() or len(words(said)) == 1 and said.lower() not in _CLOSES
        first = old.text.splitlines()[0].strip()
        new = f"{first}\n{said}" if lone and "\n" in old.text else f"{said.rstrip(',')},\n{name}"
        if name.lower() in said.lower() and not lone:
            new = said
        count = len(units(text))
        lines = len([line for line in old.text.splitlines() if line.strip()])
        scope = frozenset(range(count - lines, count))
    changed = text[: old.start] + new + text[old.end :]
    return Attempt(
        changed,
        scope,
        1,
        lambda after: "" if said.rstrip(",").lower() in after.lower() else "It is not there.",
    )


_CLOSES = frozenset("love yours best cheers kisses hugs sincerely warmly xx xxx".split())


def _shorter(text: str, wish: Wish, brief: Brief) -> Attempt | str:
    """Leave out the sentences that carry least of the brief, until about a quarter is gone."""
    span = placed(text, wish) if wish.unit else None
    within = [span] if span else list(passages(text).body)
    pool = [s for part in within for s in sentences(part.text, offset=part.start)]
    total = sum(len(words(s.text)) for s in pool)
    if len(pool) < 2:
        return "There is nothing that could be left out."
    points = [_terms(point) for point in brief.points]
    ranked = sorted(pool, key=lambda s: (_carried(s.text, points), -s.start))
    gone: list[Span] = []
    for sentence in ranked:
        rest = [s for s in pool if s not in gone and s != sentence]
        if rest and _lost_nothing(sentence.text, rest, points):
            gone.append(sentence)
        if sum(len(words(s.text)) for s in gone) >= total / 4:
            break
    if not gone:
        return "Every sentence carries something that must be said."
    changed = text
    for sentence in sorted(gone, key=lambda s: -s.start):
        changed = _cut(changed, sentence)
    inside = {s.text for s in gone}
    before = len(words(text))
    return Attempt(
        changed,
        _where(text, lambda unit: unit in inside),
        0,
        lambda new: "" if len(words(new)) < before else "It is no shorter.",
    )


def _register(text: str, wish: Wish) -> Attempt | str:
    changed = text
    span = placed(text, wish) if wish.unit else None
    parts = [span] if span else list(passages(text).body)
    for part in reversed(parts):
        new = _formal(part.text) if wish.what == "formal" else _casual(part.text)
        changed = changed[: part.start] + new + changed[part.end :]
    if changed == text:
        return "There is nothing in it that is not so already."
    inside = {s.text for part in parts for s in sentences(part.text)}
    return Attempt(changed, _where(text, lambda unit: unit in inside), 0, lambda _: "")


_WORDS = (
    ("thanks so much", "thank you very much"), ("thanks a lot", "thank you very much"),
    ("thanks", "thank you"), ("kids", "children"), ("really", "truly"), ("a lot", "very much"),
    ("great", "splendid"), ("okay", "well"), ("guys", "all"), ("mum", "mother"), ("dad", "father"),
    ("sorry about", "sorry for"), ("get in touch", "write"), ("so much", "very much"),
)  # fmt: skip


def _formal(text: str) -> str:
    text = calmed(expanded(text))
    for casual, formal in _WORDS:
        text = re.sub(rf"\b{casual}\b", lambda m, f=formal: _cased(m[0], f), text, flags=re.I)
    return text


def _casual(text: str) -> str:
    text = contracted(text)
    for casual, formal in reversed(_WORDS):
        text = re.sub(rf"\b{formal}\b", lambda m, c=casual: _cased(m[0], c), text, flags=re.I)
    return text


def placed(text: str, wish: Wish) -> Span | None:
    """The sentence or paragraph that a wish names; None when there is none."""
    body = passages(text).body
    if wish.unit == "paragraph":
        spans = list(body)
    else:
        spans = [s for part in body for s in sentences(part.text, offset=part.start)]
    number = {"first": 0, "second": 1, "third": 2, "last": len(spans) - 1}.get(wish.place, -1)
    return spans[number] if 0 <= number < len(spans) else None


def about(text: str, matter: str) -> list[Span]:
    """The sentences of the body that are about something: those with all of its content words,
    or else those with most of them."""
    wanted = _terms(matter)
    if not wanted:
        return []
    spans = [s for part in passages(text).body for s in sentences(part.text, offset=part.start)]
    whole = [s for s in spans if wanted <= _terms(s.text)]
    if whole:
        return whole
    best = max((len(wanted & _terms(s.text)) for s in spans), default=0)
    if best * 2 < len(wanted):
        return []
    return [s for s in spans if len(wanted & _terms(s.text)) == best]


def _cut(text: str, span: Span) -> str:
    """Without this span, and without the white space that it leaves behind."""
    before, after = text[: span.start], text[span.end :]
    if before.endswith("\n") or not before:
        after = after.lstrip(" ")
        if after.startswith("\n"):
            before, after = before.rstrip("\n"), "\n\n" + after.lstrip("\n")
    else:
        before = before.rstrip(" ")
        if after[:1] not in ("\n", "") and not after.startswith(" "):
            after = f" {after}"
    return (before + after).rstrip() if not after.strip() else before + after


def _where(text: str, fits: Callable[[str], bool]) -> frozenset[int]:
    return frozenset(place for place, unit in enumerate(units(text)) if fits(unit))


def _terms(text: str) -> frozenset[int]:
    return frozenset(term(word) for word in content_words(text))


def _carried(sentence: str, points: list[frozenset[int]]) -> int:
    own = _terms(sentence)
    return max((len(own & point) for point in points), default=len(own))


def _lost_nothing(sentence: str, rest: list[Span], points: list[frozenset[int]]) -> bool:
    """Whether every point that this sentence tells is told by another too."""
    others: set[int] = set()
    for span in rest:
        others |= _terms(span.text)
    told = _terms(sentence)
    return all(len((told - others) & point) * 2 <= len(point) for point in points)


def _cased(found: str, instead: str) -> str:
    return instead[:1].upper() + instead[1:] if found[:1].isupper() else instead
