"""A note about somebody, turned into words to them."""

import re

from anima.letters.brief import Brief

_HER = frozenset(
    "sister mother mum mom grandmother grandma aunt daughter wife girlfriend niece".split()
)
_HIM = frozenset(
    "brother father dad grandfather grandpa uncle son husband boyfriend nephew".split()
)
_VERBS = {"is": "are", "was": "were", "has": "have", "does": "do", "isn't": "aren't",
          "wasn't": "weren't", "hasn't": "haven't", "doesn't": "don't"}  # fmt: skip


def to_the_recipient(note: str, brief: Brief) -> str:
    """ "She helped me" becomes "You helped me", where "she" can only be the recipient.

    A note that already speaks to "you" stays as it is; so does one that names another woman or
    man before the pronoun.
    """
    text = " ".join(note.split())
    if text and not text.endswith((".", "!", "?", "…")):
        text += "."
    text = text[:1].upper() + text[1:]
    if re.search(r"\byou\b", text, re.IGNORECASE):
        return text
    first = re.escape(brief.recipient.split(" ")[0])
    text = re.sub(rf"\b{first}(?:['’]s)\b", "your", text)
    text = _spoken_to(text, rf"(?:{re.escape(brief.recipient)}|{first})")
    if _names_another(text):
        return _raised(text)
    for subject, object_, own in _pronouns(brief):
        text = _spoken_to(text, subject)
        text = re.sub(rf"\b{own}\b(?=\s+[a-z])", "your", text)
        text = re.sub(rf"\b{object_}\b", "you", text)
        text = re.sub(rf"\b{subject}self\b|\b{object_}self\b", "yourself", text)
    return _raised(text)


def _pronouns(brief: Brief) -> list[tuple[str, str, str]]:
    bond = {word.lower() for word in brief.bond.split()}
    she, he = ("she", "her", "her"), ("he", "him", "his")
    if bond & _HER:
        return [she]
    if bond & _HIM:
        return [he]
    return [she, he, ("they", "them", "their")]


def _names_another(text: str) -> bool:
    """Whether some other person is named whom "she" or "he" may mean."""
    inside = re.findall(r"(?<=[a-z,] )[A-Z][a-z]+", text)
    return bool(inside) and not re.search(r"\b(?:in|at|to|from|near)\s+" + inside[0], text)


def _spoken_to(text: str, subject: str) -> str:
    def turned(found: re.Match[str]) -> str:
        verb = found[2] or ""
        return f"you {_second(verb)}".rstrip() if verb else "you"

    return re.sub(rf"\b({subject})\b(?:\s+([a-z]+(?:n't)?))?", turned, text, flags=re.IGNORECASE)


def _second(verb: str) -> str:
    if verb in _VERBS:
        return _VERBS[verb]
    if len(verb) > 3 and verb.endswith("s") and not verb.endswith(("ss", "us", "always")):
        return verb[:-3] + "y" if verb.endswith("ies") else verb[:-1]
    return verb


def _raised(text: str) -> str:
    return (
        re.sub(r"(^|[.!?]\s+)you\b", lambda found: f"{found[1]}You", text)[:1].upper()
        + re.sub(r"([.!?]\s+)you\b", lambda found: f"{found[1]}You", text)[1:]
    )
