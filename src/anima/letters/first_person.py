"""What is remembered of the sender, in the sender's own mouth."""

import re

_TO_THE_SENDER = {
    "you are": "I am", "you were": "I was", "you're": "I'm", "your": "my", "yours": "mine",
    "yourself": "myself", "you": "I",
}  # fmt: skip
_YOU = re.compile(r"\b(?:you are|you were|you're|yourself|yours|your|you)\b", re.IGNORECASE)
_BEFORE_I = re.compile(r"(?:^|[.!?]\s+|\b(?:and|but|that|when|where|because|who|if)\s+)$")


def from_the_sender(text: str) -> str:
    """What is remembered of somebody ("Agata is your sister"), as they would say it themselves."""
    text = _in_a_letter(text)

    def turned(found: re.Match[str]) -> str:
        word = found[0].lower().replace("’", "'")
        said = _TO_THE_SENDER[word]
        if word == "you" and not _BEFORE_I.search(text[: found.start()]):
            return "me"
        return said[0].upper() + said[1:] if found[0][0].isupper() else said

    return _YOU.sub(turned, text)


def _in_a_letter(text: str) -> str:
    """A fact without the signs of a list: "Agata: got engaged (May 2026)." """
    plain = re.sub(r"^(?:To remember|Planned): ", "", text)
    plain = re.sub(r"^([A-Z][^:(]{0,40}): (?=[a-z])", r"\1 ", plain)
    plain = re.sub(r"\b(do|does|hope|hopes|promised): ", r"\1 ", plain)
    found = re.search(r" \((?P<when>[^()]+)\)(?P<end>\.?)$", plain)
    if found is None:
        return plain
    when = found["when"]
    if not re.match(r"(?:since|until|from|in|on|at)\b", when):
        when = f"{'on' if when[:1].isdigit() and ' ' in when else 'in'} {when}"
    return f"{plain[: found.start()]} {when}{found['end']}"
