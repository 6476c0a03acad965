"""What the person asks her to remember: "remember that the spare key is at Ana's"."""

import re

_ASKED = re.compile(
    r"^(?:(?:please|could you|can you|will you|would you|i want you to|i'd like you to|you should"
    r"|and|so|ok|okay|hey|also|oh|just),? )*"
    r"(?:remember|(?:do not|don't) (?:ever )?forget|keep in mind|bear in mind|make a note|note down"
    r"|note|write down|memori[sz]e)(?: this| for me| please)?(?:[:,]| that\b)\s*(?P<what>.+)$",
    re.IGNORECASE | re.DOTALL,
)
_BARE = re.compile(
    r"^(?:please )?remember (?P<what>(?:my|our|i|we|i'm|i've|the) .+)$", re.IGNORECASE | re.DOTALL
)
_OF_OLD = re.compile(
    r"^(?:time|day|night|one|thing|guy|girl|woman|man|when|how|song|film|book)\b"
    r"|^(?:the|my|our) \w+(?: \w+)?$|^(?:the|that) (?:time|day|night|guy|girl)\b",
    re.IGNORECASE,
)


def to_remember(text: str) -> str | None:
    """What is to be remembered, in the person's words; None when they ask for nothing of the kind.

    A question ("do you remember …?") is none, nor is a memory shared ("remember the time we …").
    """
    plain = " ".join(text.replace("’", "'").split())
    if plain.endswith("?"):
        return None
    match = _ASKED.match(plain) or _BARE.match(plain)
    if match is None:
        return None
    what = match["what"].strip(" .!")
    if len(what.split()) < 3 or _OF_OLD.match(what):
        return None
    return what
