"""A note about somebody, turned into words to them."""

import re

from anima.letters.brief import Brief
from anima.letters.claims import DAYS, MONTHS
from anima.letters.common_words import is_common, is_given_name

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
    if re.search(r"\byou\b", text, re.IGNORECASE):
        return text[:1].upper() + text[1:]
    text = _told(text, brief)
    text = text[:1].upper() + text[1:]
    first = re.escape(brief.recipient.split(" ")[0])
    text = re.sub(rf"\b{first}(?:['’]s)\b", "your", text)
    text = _spoken_to(text, rf"(?:{re.escape(brief.recipient)}|{first})")
    text, rest = _before_another(text)
    for subject, object_, own in _pronouns(brief):
        text = _spoken_to(text, subject)
        if own == object_:
            text = re.sub(r"\bher\b", _told_apart, text, flags=re.IGNORECASE)
        text = re.sub(rf"\b{own}\b(?=\s+[a-z])", "your", text, flags=re.IGNORECASE)
        text = re.sub(rf"\b{object_}\b", "you", text)
        text = re.sub(rf"\b{subject}self\b|\b{object_}self\b", "yourself", text)
    return _raised(text + rest)


def _told(note: str, brief: Brief) -> str:
    """What is to be said, where the note is an order to say it: "Tell her that …"."""
    first = re.escape(brief.recipient.split(" ")[0])
    whom = rf"(?:her|him|them|{re.escape(brief.recipient)}|{first})"
    for order, said in _ORDERS:
        if found := re.match(rf"(?:please\s+)?{order.replace('WHOM', whom)}", note, re.IGNORECASE):
            return said + note[found.end() :]
    return note


_ORDERS = (
    (r"(?:tell\s+WHOM|let\s+WHOM\s+know|write\s+(?:to\s+)?WHOM)\s+that\s+", ""),
    (r"(?:say|mention|write)\s+that\s+", ""),
    (r"thank\s+WHOM\s+", "Thank you "),
    (r"ask\s+WHOM\s+to\s+", "Please "),
    (r"ask\s+WHOM\s+", "I want to ask you "),
    (r"ask\s+(?=how|what|when|where|whether|if|why|who)", "I want to ask you "),
    (r"wish\s+WHOM\s+", "I wish you "),
    (r"congratulate\s+WHOM\s+", "Congratulations "),
    (r"(?:remind|tell)\s+WHOM\s+to\s+", "Please remember to "),
    (r"remind\s+WHOM\s+that\s+", "Please remember that "),
    (r"invite\s+WHOM\s+", "I would like to invite you "),
    (r"apologi[sz]e\s+", "I apologise "),
)
"""Orders that a brief is full of, and how the letter says what they ask for."""


def _pronouns(brief: Brief) -> list[tuple[str, str, str]]:
    bond = {word.lower() for word in brief.bond.split()}
    title = brief.recipient.split(" ")[0].lower().rstrip(".")
    she, he = ("she", "her", "her"), ("he", "him", "his")
    if bond & _HER or title in ("mrs", "ms", "miss"):
        return [she]
    if bond & _HIM or title == "mr":
        return [he]
    return [she, he, ("they", "them", "their")]


def _before_another(text: str) -> tuple[str, str]:
    """A note up to where somebody else is named, whom "she" or "he" may mean from then on."""
    for found in re.finditer(r"[A-Z][a-z]+", text):
        if _is_another(found[0], text[: found.start()]):
            return text[: found.start()], text[found.start() :]
    return text, ""


def _is_another(word: str, before: str) -> bool:
    """Whether a word with a capital is somebody, and no place, day, month or tongue."""
    if word.lower() in DAYS or word.lower() in MONTHS:
        return False
    if is_given_name(word):
        return not (is_common(word.lower()) and not before)
    return bool(re.search(r"[a-z,] $", before)) and not (
        is_common(word.lower()) or re.search(r"\b(?:in|at|to|from|near|on|by|through|of) $", before)
    )


def _told_apart(found: re.Match[str]) -> str:
    """ "Her" as "you" or as "your": by what stands before and after it."""
    before = re.search(r"([a-z]+)\s+$", found.string[: found.start()], re.IGNORECASE)
    after = re.match(r"\s+([a-z']+)", found.string[found.end() :], re.IGNORECASE)
    follows = after[1].lower() if after else ""
    if not follows or follows in _AFTER_YOU or (before and before[1].lower() in _BEFORE_YOU):
        return "you"
    return "your"


_AFTER_YOU = frozenset(
    "to and or but a an the in on at for with from by of how what when where why who whether that "
    "this these those so very as than if because while since about into onto up down out off over "
    "back away again too also soon now then today tonight tomorrow yesterday alone always never "
    "often more most much every all some any my your his our their this next last once twice "
    "home here there through across along around before after until till not".split()
)
"""No noun begins so: the "her" before it is the person, and not what is hers."""

_BEFORE_YOU = frozenset(
    "let lets make makes made help helps helped give gives gave given tell tells told ask asks "
    "asked owe owes owed lend lends lent buy buys bought teach teaches taught wish wishes wished "
    "offer offered promise promised call called".split()
)
"""What somebody gives, tells or has them do comes after these."""


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
        + re.sub(r"([.!?]\s+)you(r?)\b", lambda found: f"{found[1]}You{found[2]}", text)[1:]
    )
