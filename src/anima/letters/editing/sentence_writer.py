"""The wishes for which a sentence must be written: the model writes it, and nothing else moves."""

import re
from collections.abc import Sequence

from anima.letters.brief import Brief
from anima.letters.editing.changes import units
from anima.letters.editing.steps import Attempt, about, placed
from anima.letters.editing.wish import Wish
from anima.letters.feelings import FEELINGS, answers, only_feels
from anima.letters.passages import Span, passages, sentences, words
from anima.letters.second_person import to_the_recipient
from anima.letters.style.measure import WARM
from anima.letters.style.tuning import calmed
from anima.letters.writing import clean_passage, write
from anima.llm import ChatModel, Message
from anima.memory.stems import content_words, term

_SWEET = WARM | frozenset(
    "wonderful amazing precious beautiful forever so very truly deeply incredibly joy "
    "treasure blessed angel sweetest endless overflowing ever much".split()
)


class SentenceWriter:
    """Makes an attempt at a wish with single sentences from the model."""

    def __init__(self, model: ChatModel, brief: Brief, without: Sequence[str]) -> None:
        self._model = model
        self._brief = brief
        self._without = without

    async def attempt(self, text: str, wish: Wish, *, seed: int) -> Attempt | str:
        """The changed letter, or a sentence that says why there is none."""
        match wish.kind:
            case "mention" | "ask":
                return await self._insert(text, wish, seed)
            case "tone":
                return await self._retone(text, wish, seed)
            case _:
                return await self._reword(text, wish, seed)

    async def _insert(self, text: str, wish: Wish, seed: int) -> Attempt | str:
        body = passages(text).body
        if not body:
            return "The letter has no body to add to."
        matter = wish.what.strip().rstrip(".")
        note = to_the_recipient(matter, self._brief)
        raw = await self._ask(_ASKING if wish.kind == "ask" else _MENTIONING, note, seed)
        parts = sentences(raw)
        said = parts[0].text if parts else ""
        thought = _OF_ONESELF.search(said) and only_feels(said, matter)
        if wish.kind == "mention" and _THING.match(matter) and not thought:
            # What it is like, or what was there, nobody told: it can only be thought of.
            said = f"I still think of {note[:1].lower()}{note[1:].rstrip('.')}."
        if wish.kind == "ask" and "?" not in said:
            return "No question came of it."
        if "exclamation" in self._without or "!" not in text:
            said = calmed(said)
        if not said.endswith((".", "!", "?", "…")):
            return "No whole sentence came of it."
        last = body[-1]
        changed = f"{text[: last.end]} {said}{text[last.end :]}"
        wanted = {term(word) for word in content_words(matter) if word not in _PRONOUNS}

        def check(new: str) -> str:
            there = {term(word) for unit in units(new) for word in content_words(unit)}
            missing = len(wanted - there)
            return "" if missing * 3 <= len(wanted) else "What was asked for is not in it."

        return Attempt(changed, frozenset(), 1, check)

    async def _retone(self, text: str, wish: Wish, seed: int) -> Attempt | str:
        span = placed(text, wish) if wish.unit else None
        parts = [span] if span else list(passages(text).body)
        pool = [s for part in parts for s in sentences(part.text, offset=part.start)]
        if wish.what == "less sweet":
            chosen = [s for s in pool if _sweetness(_FRIENDS.sub("", s.text)) > 0]
            chosen = sorted(chosen, key=lambda s: -_sweetness(s.text))[:3]
            if not chosen:
                return "There is nothing sweet in it."
        else:
            chosen = sorted(pool, key=lambda s: (_sweetness(s.text), -len(s.text)))[:2]
        changed, scope = text, frozenset[int]()
        known = units(text)
        for sentence in sorted(chosen, key=lambda s: -s.start):
            new = await self._rewritten(sentence, _TONING[wish.what], seed)
            if new and _on_the_same(sentence.text, new) and _toned(sentence.text, new, wish.what):
                changed = changed[: sentence.start] + new + changed[sentence.end :]
                scope |= {known.index(sentence.text)}
        before = sum(_sweetness(s.text) for s in pool)
        wanted_less = wish.what == "less sweet"

        def check(new: str) -> str:
            after = sum(_sweetness(unit) for unit in units(new)) - sum(
                _sweetness(unit) for unit in known if unit not in {s.text for s in pool}
            )
            moved = after < before if wanted_less else after > before
            return "" if moved else "The tone would not change."

        return Attempt(changed, scope, 0, check)

    async def _reword(self, text: str, wish: Wish, seed: int) -> Attempt | str:
        """A wish that no rule knows: only the one sentence that it is about may change."""
        span = placed(text, wish) if wish.unit else None
        found = [span] if span else about(text, wish.what)
        if len(found) != 1:
            return "It is not clear which sentence is meant; name it, or say what to put instead."
        new = await self._rewritten(found[0], f"Change it as asked: {wish.said}.", seed)
        if not new or new == found[0].text:
            return "Nothing came of it."
        changed = text[: found[0].start] + new + text[found[0].end :]
        scope = frozenset({units(text).index(found[0].text)})
        return Attempt(changed, scope, 0, lambda _: "")

    async def _rewritten(self, sentence: Span, how: str, seed: int) -> str:
        about_it = (
            "You rewrite one sentence of a letter and answer with the sentence only. "
            f"{how} Keep what it says, add nothing, keep names and numbers."
        )
        messages = [Message("system", about_it), Message("user", sentence.text)]
        raw = await write(
            self._model,
            messages,
            max_tokens=3 * len(words(sentence.text)) + 20,
            temperature=0.5,
            seed=seed,
        )
        parts = sentences(clean_passage(raw))
        return parts[0].text if parts and parts[0].text.endswith((".", "!", "?", "…")) else ""

    async def _ask(self, examples: Sequence[tuple[str, str]], note: str, seed: int) -> str:
        about_it = (
            f"You turn a note into exactly one sentence of a letter to {self._brief.recipient}, "
            "who is spoken to as you. Say what the note says and nothing else."
        )
        shown = [
            message
            for told, said in examples
            for message in (Message("user", f"Note: {told}"), Message("assistant", said))
        ]
        messages = [Message("system", about_it), *shown, Message("user", f"Note: {note}")]
        raw = await write(self._model, messages, max_tokens=60, temperature=0.4, seed=seed)
        return clean_passage(raw)


_MENTIONING = (
    ("The old piano.", "I still think of the old piano."),
    ("We will visit in the spring.", "We will visit you in the spring."),
    ("Thank you for the soup.", "Thank you for the soup."),
)
_ASKING = (
    ("How the garden is.", "How is the garden?"),
    ("Whether you have found a flat.", "Have you found a flat?"),
    ("To write back.", "Will you write back?"),
)
_TONING = {
    "less sweet": "Make it plainer and more sober: fewer sweet or strong words.",
    "warmer": "Make it warmer, with a loving word.",
}
_PRONOUNS = frozenset("she he her him his hers they them their you your".split())


_FRIENDS = re.compile(r"\bfriends?\b", re.IGNORECASE)
"""Warm, but not sweet: who is named so is a fact."""


def _sweetness(text: str) -> int:
    return sum(word.lower() in _SWEET for word in words(text)) + text.count("!")


def _toned(old: str, new: str, what: str) -> bool:
    """Whether a sentence itself went the way that was asked, and not only the letter as a whole."""
    old, new = _FRIENDS.sub("", old), _FRIENDS.sub("", new)
    was, now = _sweetness(old), _sweetness(new)
    return now < was if what == "less sweet" else now >= was


_THING = re.compile(
    r"^(?:the|my|our|your|her|his|their) [a-z]+"
    r"(?: (?:of|at|in|by|on|from|with) (?:the |my |our |your )?[a-z]+)?$",
    re.IGNORECASE,
)
"""A thing and nothing said of it: the lake, the house by the river."""
_OF_ONESELF = re.compile(r"\b(?:I|me|my)\b")
_HOW_OFTEN = frozenset(
    "every each all both none most many few some several any often sometimes usually rarely seldom "
    "once twice never ever almost nearly half enough only daily weekly monthly yearly".split()
)
"""How often and how many is a fact, however sweetly it was said."""


def _how_often(text: str) -> set[str]:
    return {word.lower() for word in words(text)} & _HOW_OFTEN


def _particulars(text: str) -> set[str]:
    """The numbers, and the words with a capital that do not begin the sentence."""
    return set(re.findall(r"\d+|(?<=[a-z,;] )(?!I\b)[A-Z]\w+", text))


def _on_the_same(old: str, new: str) -> bool:
    """Whether the rewritten sentence still tells what the old one told."""
    told = {term(word) for word in content_words(old) if word not in _SWEET}
    there = {term(word) for word in content_words(new)}
    # Where all of it is sweet, some of just that has to be left: "Thank you so much!", "Thank you."
    shared = told or {term(word) for word in content_words(old)}
    if answers(new) or (shared and not shared & there) or _how_often(new) - _how_often(old):
        return False
    if old.rstrip().endswith("?") != new.rstrip().endswith("?") or _particulars(old) - _particulars(
        new
    ):
        return False
    if there - {term(word) for word in content_words(old)} - FEELINGS:
        return False  # another word for what happened may be another thing that happened
    return len(told & there) * 2 >= len(told) and len(words(new)) <= 1.6 * len(words(old)) + 3
