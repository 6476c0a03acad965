# ruff: noqa: E501  # a pattern reads better on one line
"""What somebody says who wants a letter written: to whom, and what they said of it already."""

import re
from dataclasses import dataclass

from anima.letters.common_words import is_given_name
from anima.letters.passages import sentences

__all__ = ["Asked", "asked_for", "goes_on", "plain", "reads", "who_is_named"]

_POLITE = r"(?:(?:please|hey|ok|okay|so|now|and|then|well|yes|can you|could you|would you|will you|can we|could we|shall we|let's|let us|i want(?: you)? to|i'd like(?: you)? to|i would like(?: you)? to|i need(?: you)? to|i have to|do you want to|would you like to|help me(?: to)?|help me out and|sit down with me and|together)[ ,]+)*"
_KIND = r"(?:thank[- ]you |birthday |love |christmas |condolence |farewell |apology |real |proper )?(?P<kind>letter|card|postcard|note)"
_ARTICLE = (
    r"(?:a|an|another|one more|the|that|this)(?: (?:new|short|little|long|nice|quick|handwritten))*"
)
_WHO = r"(?P<who>(?:[^,.;:?!]|(?<=\bM[rs])\.|(?<=\bMrs)\.|(?<=\bDr)\.|(?<=\bSt)\.)+?)"
_REST = r"(?P<rest>(?:,|[ ]+(?:about|for (?:her|his|their|the|our)|because|to (?:thank|tell|ask|say|wish|congratulate|invite|apologi[sz]e|let)|and (?:thank|tell|ask|wish|invite)|that|saying)\b).*)?"
_END = r"(?:[ ,]+(?:for me|with me|together|please|now|today|tonight|then))*"
_ASKS = tuple(
    re.compile(pattern, re.I)
    for pattern in (
        rf"^{_POLITE}(?:write|writing|draft|compose|begin|start|do) (?:me )?{_ARTICLE} {_KIND}(?: for me| with me)?(?: (?:to|for) {_WHO})?{_REST}{_END}$",
        rf"^{_POLITE}write (?!me\b|you\b|it\b|down\b){_WHO} {_ARTICLE} {_KIND}{_REST}{_END}$",
        rf"^{_POLITE}(?:help me|i need(?: your)? help|i want(?: your)? help|can you help me|could you help me) (?:with|writing) {_ARTICLE} {_KIND}(?: (?:to|for) {_WHO})?{_REST}{_END}$",
        rf"^(?:please )?(?:can you |could you )?help me (?:to )?write to {_WHO}{_REST}{_END}$",
        rf"^{_POLITE}write to {_WHO}{_REST} for me{_END}$",
    )
)
_BOND = re.compile(
    r"^(?:my|our|the) (?P<bond>(?:[a-z-]+ ){0,2}?[a-z-]+)(?:,? (?:called |named )?(?P<name>[A-Z].*))?$"
)
_GO_ON = re.compile(
    rf"^{_POLITE}(?:(?:go(?:ing)? on|continue|carry on|finish)(?: with)?|(?:go |come |get )?back to) (?:the|our|my|that) (?:letter|card|note|postcard)(?: to {_WHO})?(?: please| now)*$",
    re.I,
)
_READ = re.compile(
    rf"^{_POLITE}(?:read|show|tell)(?: me| out)? (?:it|(?:the|our|my|that) (?:letter|card|note|postcard)(?: to {_WHO})?)(?: to me| aloud| out| out loud| again| once more| please| now)*$",
    re.I,
)
_SAID = re.compile(r"^(?:to|and) (?=(?:thank|tell|ask|wish|congratulate|invite|apologi|let|say)\b)", re.I)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Asked:
    """A letter that is wanted.

    Attributes:
        name: Whom it goes to; empty when only the bond was said, or nothing.
        bond: What they are to the person, such as `sister`; may be empty.
        say: What is to be said, in the person's words; may be empty.
        occasion: What it is about or for; may be empty.
        short: Whether it is a card or a note.
        happened: What else they said in the same breath; may be empty.
    """

    name: str = ""
    bond: str = ""
    say: str = ""
    occasion: str = ""
    short: bool = False
    happened: str = ""


def plain(text: str) -> str:
    """Words as the rules read them: one space between, no mark at the end."""
    return " ".join(text.replace("’", "'").split()).strip(" .!?…,")


def asked_for(text: str) -> Asked | None:
    """The letter that these words ask for; None when they ask for none."""
    first, *others = [each.text for each in sentences(text.strip())] or [""]
    said = plain(first)
    for pattern in _ASKS:
        if found := pattern.match(said):
            who = (found["who"] or "").strip()
            if not _is_somebody(who, kind=(found.groupdict().get("kind") or "letter").lower()):
                continue
            kind = (found.groupdict().get("kind") or "letter").lower()
            name, bond = who_is_named(who)
            rest = re.sub(rf"{_END}$", "", found["rest"] or "", flags=re.I)
            if turned := re.match(r"^, my (?P<bond>[a-z]+(?: [a-z]+)?)$", rest):
                bond, rest = turned["bond"], ""
            say, occasion = _rest(rest)
            return Asked(name, bond, say, occasion, kind != "letter", " ".join(others))
    return None


def who_is_named(who: str) -> tuple[str, str]:
    """A name and a bond out of "my sister Nora", "Nora", "she's called Nora"."""
    said = re.sub(
        r"^(?:it's |it is |to |for |that would be |(?:her|his|their) name is |(?:she|he|they)(?:'s|'re| is| are) (?:called |named )?)+",
        "",
        plain(who),
        flags=re.I,
    )
    if found := _BOND.match(re.sub(r"^(?:My|Our|The)\b", lambda word: word[0].lower(), said)):
        return (found["name"] or "").strip(), found["bond"]
    if turned := re.match(r"^(?P<name>[^,]+), my (?P<bond>[a-z -]+)$", said):
        return turned["name"], turned["bond"]
    if said.lower() in _NOBODY:
        return "", ""
    return (said.title() if said.islower() else said), ""


def _is_somebody(who: str, *, kind: str) -> bool:
    """Whether a letter can go there: "to remember the milk" is nobody."""
    if not who:
        return kind != "note"
    first = who.split(" ")[0]
    if first.lower() in _BEFORE_SOMEBODY:
        return bool(_BOND.match(first.lower() + who[len(first) :]))
    plain_ = first.lower().rstrip(".,'s")
    return (
        first[0].isupper()
        or who.lower() in _NOBODY
        or is_given_name(first.capitalize())
        or plain_ in _KIN
    )


def goes_on(text: str) -> str | None:
    """Whom the letter is to that is to be gone on with; empty for the last; None for no such."""
    found = _GO_ON.match(plain(text))
    return (found["who"] or "").strip() if found else None


def reads(text: str) -> str | None:
    """Whom the letter is to that is to be read out, likewise."""
    found = _READ.match(plain(text))
    return (found["who"] or "").strip() if found else None


def _rest(rest: str) -> tuple[str, str]:
    """What is to be said, and what it is about, out of the end of a request."""
    told = rest.strip(" ,")
    if _SAID.match(told):
        said = _SAID.sub("", told)
        return f"{said[:1].upper()}{said[1:]}.", ""
    if found := re.match(r"^(?:because|that|saying(?: that)?) (?P<what>.+)$", told, re.I):
        said = found["what"]
        return f"{said[:1].upper()}{said[1:]}.", ""
    about = re.sub(r"^(?:about|for(?: (?:her|his|their|the|our))?) ", "", told, flags=re.I)
    return "", about


_NOBODY = frozenset("her him them someone somebody me you it".split()) | {"a friend"}
_BEFORE_SOMEBODY = frozenset(("my", "our", "the"))
_KIN = frozenset(
    "mom mum mother dad father mama papa grandma grandpa granny nana aunt auntie uncle".split()
)
