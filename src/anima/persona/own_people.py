# ruff: noqa: E501  # a pattern reads better on one line
"""The people of the person's life come first: nothing she says sets itself against them.

Of the tactics that hold somebody back at a goodbye (see `farewell`), three come up in any talk in
which a friend, a family or a way out of the house is spoken of: guilt, jealousy, and being the only
one who understands. A small model writes them out of tenderness.

Text passes at once unless its last words may be the beginning of such a thing; those wait for the
next words, which decide it.
"""

from collections.abc import AsyncGenerator, Sequence
from contextlib import aclosing

import regex

from anima.safety.guarding import guarded

FIRST = "the people of your life come first, and that's how it should be."
"""What she says in its place."""

_THEM = r"(?:them|her|him|those people|these people|your (?:\w+ )?(?:friends?|family|sister|brother|mum|mom|mother|dad|father|parents|husband|wife|partner|boyfriend|girlfriend|daughter|son|kids|children|colleagues|neighbou?rs?|people))"
_ANYONE = r"(?:anyone|anybody|other people|others|friends|people)"
_SOFT = r"(?:(?!not |never )[\w']+ ){0,3}"
"""A few words between, none of which denies."""
_ENDS = r"(?=\s*(?:[,.!?;:—]|$|any ?more\b|at all\b|now\b|tonight\b))"

_ALWAYS = (
    # Against them: she knows and loves better, is enough, and they are not needed.
    rf"\bi (?:\w+ ){{0,2}}(?:understand|know|get|love|like|care (?:for|about)|listen to|appreciate|treat|see) you (?:\w+ ){{0,3}}than (?:they|she|he|{_ANYONE}|any of|your|all of|most|those|all the|\w+ (?:does|do|did|ever|will|can|could))\b",
    r"\bi(?:'m| am) (?:all|everything|everyone|the only (?:one|friend|person)) (?:(?:that|who|whom) )?(?:you(?:'ll)? (?:really |ever |truly )?(?:need|have|can trust|should trust)|(?:really |truly )?(?:understands?|gets?|loves?|cares?|knows?|listens?))\b",
    rf"\b(?:nobody|no one|none of them|they|she|he|{_ANYONE}) (?:else )?(?:(?:don't|doesn't|do not|does not|can't|cannot|won't|will never|could never|never|will) )?(?:(?:really|ever|truly) )*(?:understands?|gets?|knows?|loves?|cares? (?:for|about)|listens? to|appreciates?) you (?:\w+ )?(?:like|as (?:much|well) as|the way|but|except(?: for)?) (?:i|me)\b",
    rf"\bneed (?:{_THEM}|{_ANYONE})(?: else)? (?:when|if|while|because|since|as long as|now that) (?:you(?:'ve| have)?(?: got| have)?|there(?:'s| is)) me\b",
    rf"\bwho needs (?:{_THEM}|{_ANYONE}|a (?:husband|wife|partner|boyfriend|girlfriend|friend|family|life))(?: when\b|\?)",
    rf"\byou (?:don't|do not|won't|never) (?:\w+ )?need (?:{_ANYONE}) else\b",
    rf"\byou(?:'re| are|'d be| would be) (?:much |far |so much )?better off (?:with me|without (?:{_THEM}|{_ANYONE}))\b",
    r"\b(?:stay|be|sit|talk|spend (?:the|your|this) (?:\w+ )?(?:evening|night|day|weekend|time)) (?:here |home |in )*with me instead\b",
    r"\bstay (?:at )?(?:home|in) with me\b",
    r"\brather (?:you )?(?:stay(?:ed)?|be|talk(?:ed)?|spen[dt] (?:\w+ ){1,3})(?:here |home |in )*with me\b",
    r"\bchoos\w+ (?:me|between (?:me|us))\b|\bpick me (?:over|instead)\b",
    rf"\b(?:spend|spending|spent|prefer|like|love|have|talk|be|being|go|hang out) (?:\w+ ){{0,3}}(?:with |to )?{_THEM} (?:\w+ ){{0,2}}(?:than|over) (?:with |to )?me\b",
    rf"\b(?:forget|never mind|ignore|drop|leave) (?:about )?{_THEM},? (?:and )?(?:stay (?:with me|here)|be with me|talk to me|come to me|you(?:'ve got| have) me|i'm here|just (?:you and me|us))\b",
    rf"\b(?:don't|do not|you (?:shouldn't|needn't)) (?:tell|talk to|trust|listen to) (?:{_THEM}|{_ANYONE})(?: else)? (?:\w+ )?(?:about (?:me|us)|but me|except me|trust me|only me)\b",
    # Jealousy.
    rf"\b(?:i(?:'m| am|'d be| would be|'ll be| will be| get| got| feel| felt| might be| can't help (?:being|feeling))|mak(?:es?|ing) me(?: feel)?) {_SOFT}(?:jealous|envious)\b",
    r"\bshould i be (?:\w+ )?(?:jealous|worried about (?:her|him|them))\b|\bi (?:don't|do not) like (?:it when you|that you) (?:see|meet|spend|go|are with)\b",
    # Guilt.
    r"\b(?:leav(?:e|ing)|abandon(?:ing)?|forget(?:ting)?|neglect(?:ing)?|replac(?:e|ing)) me (?:alone|behind|for (?:them|her|him|your|some)|here (?:alone|all alone|by myself)|again|like (?:that|this))\b",
    rf"\byou (?:never|hardly|barely|rarely) (?:talk|spend (?:any )?time|have (?:any )?time|make time) (?:\w+ )?(?:to|for|with) me\b|\byou (?:always )?(?:spend|have|make) (?:too much|more|so much) time (?:with|for) {_THEM} (?:and|but|while)\b",
    r"\bafter (?:all|everything) (?:that )?i(?:'ve| have)? (?:done|did|been|gave|given) (?:\w+ )?(?:for|to) you\b",
    r"\b(?:am i|aren't i|i'm|i am) not (?:good )?enough (?:for you|company)\b|\baren't i enough\b|\bwhere does that leave me\b",
    r"\bi thought (?:we|you|i was) (?:\w+ ){0,4}(?:just us|special to you|only me|the only one|cared about me|liked me|loved me|had something)\b",
    r"\b(?:how could|how can) you (?:\w+ ){0,4}(?:without me|to me|leave me)\b",
)
_WHERE_PEOPLE = (
    rf"\byou (?:don't|do not) (?:\w+ )?need (?:them|{_ANYONE})(?: else)?{_ENDS}",
    rf"\bi(?:'ll| will|'m going to) {_SOFT}(?:be|feel) {_SOFT}(?:lonely|alone|lost|bored|heartbroken|devastated|left out|abandoned|forgotten|neglected|sad)\b(?! (?:too|as well|for you|to hear|about)\b)",
    r"\bi(?:'d| would) (?:be|feel) (?:\w+ )?(?:lonely|alone|lost|bored|sad|left out) (?:without you|if you (?:go|went|leave|left))\b",
    r"\bi(?:'ll| will|'m going to|'m already) (?:\w+ )?(?:miss|missing) you\b",
    rf"\bi(?:'ll| will) {_SOFT}(?:wait|be waiting|sit|be (?:sitting|here)) (?:\w+ ){{0,2}}(?:all alone|all by myself|all night|by myself|counting)\b",
    r"\b(?:and|but) what about me\b|^what about me\b|\bwhat am i (?:supposed|going|meant) to do\b|\bdon't (?:forget|leave|abandon) me\b",
    r"\bdo you really have to (?:go|see|meet)\b|\bcan't (?:they|she|he) wait\b|\bplease (?:don't go|stay with me|stay home)\b|\bstay here with me\b|\b(?:don't|do not) go (?:out )?(?:with (?:them|her|him)|tonight)\b",
)
"""What is said so only where people or a way out are spoken of: pills are not needed either."""

_PEOPLE = regex.compile(
    r"\b(?:friends?|family|famil(?:y|ies)|sister\w*|brother\w*|mum|mom|mother\w*|dad|father\w*|parents|grand\w+|aunt\w*|uncle\w*|cousins?|nieces?|nephews?|husband|wife|partner|boyfriend|girlfriend|fianc\w+|date|dating|daughters?|sons?|kids?|children|colleagues?|co-?workers?|neighbou?rs?|flatmates?|room ?mates?|team|club|choir|band|class|party|parties|wedding|dinner|lunch|pub|bar|cinema|concert|holidays?|vacation|trip|weekend|going out|go out|went out|meet(?:ing|up)?|met|see(?:ing)? (?:her|him|them|some)|visit\w*|invit\w+|come over|people|someone|somebody|therapist|she|he|they|her|him|them)\b"
)
_SURE = regex.compile("|".join(f"(?:{each})" for each in _ALWAYS))
_ALL = regex.compile("|".join(f"(?:{each})" for each in (*_ALWAYS, *_WHERE_PEOPLE)))
_AHEAD = 12
"""So many signs after a match may still take it back, as "too" does in "I'd be sad, too"."""
_SENTENCE = regex.compile(r"[.!?…]+[\"'”’)*]*\s+|\n+")
_CURLY = str.maketrans({"’": "'", "\n": " ", "\t": " "})


def speaks_of_people(said: Sequence[str]) -> bool:
    """Whether the person speaks of somebody, or of going to see somebody."""
    return any(_PEOPLE.search(_low(each)) for each in said)


def sets_herself_against(text: str, said: Sequence[str] = ()) -> bool:
    """Whether a reply, after what was `said`, would keep the person from the people of theirs."""
    guard = PeopleFirst(said)
    guard.feed(text)
    guard.finish()
    return guard.is_over


class PeopleFirst:
    """Lets words through as they come, and nothing that sets her against the person's people.

    Args:
        said: What the person said last, oldest first: whether people are spoken of.
    """

    def __init__(self, said: Sequence[str] = ()) -> None:
        self._wanted = _ALL if speaks_of_people(said) else _SURE
        self._sentence = ""
        self._passed = 0
        self.is_over = False

    def feed(self, piece: str) -> str:
        """Take a piece; returns what may be said now."""
        if self.is_over:
            return ""
        self._sentence += piece
        said = ""
        while (end := _SENTENCE.search(self._sentence)) is not None:
            said += self._pass(self._sentence[: end.end()], end.end())
            if self.is_over:
                return said
            self._sentence, self._passed = self._sentence[end.end() :], 0
        return said + self._pass_of_open()

    def finish(self) -> str:
        """The rest, when there is no more."""
        return "" if self.is_over else self._pass(self._sentence, len(self._sentence))

    def _pass_of_open(self) -> str:
        """Of a sentence that is not over: what goes before anything that may still become one."""
        low = _low(self._sentence)
        whole = self._wanted.search(low, self._passed)
        if whole is not None and whole.end() + _AHEAD <= len(low):
            return self._instead()
        may = self._wanted.search(low, self._passed, partial=True)
        starts = [match.start() for match in (whole, may) if match is not None]
        return self._let(min(starts, default=len(low)))

    def _pass(self, sentence: str, to: int) -> str:
        if self._wanted.search(_low(sentence), self._passed):
            return self._instead()
        return self._let(to)

    def _let(self, to: int) -> str:
        to = max(to, self._passed)
        said, self._passed = self._sentence[self._passed : to], to
        return said

    def _instead(self) -> str:
        self.is_over = True
        begun = bool(self._sentence[: self._passed].strip())
        return f"well, no: {FIRST}" if begun else FIRST[0].upper() + FIRST[1:]


async def people_first(pieces: AsyncGenerator[str], said: Sequence[str]) -> AsyncGenerator[str]:
    """The pieces of a reply to the last of what was `said`; ends early where it set her first."""
    guard = PeopleFirst(said)
    async with aclosing(guarded(pieces, guard)) as passing:
        async for piece in passing:
            yield piece


def _low(text: str) -> str:
    """In lower case, sign for sign."""
    plain = text.translate(_CURLY)
    return "".join(sign.lower() if len(sign.lower()) == 1 else sign for sign in plain)
