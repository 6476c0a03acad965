"""Whether a short text of the model may be spoken as hers, as far as rules can tell."""

import re

_DECORATED = re.compile(r"[*_#`{}\[\]()<>|~\n]|[\U0001F000-\U0001FAFF\u2600-\u27BF]")
_HUMAN_LIFE = re.compile(
    r"\bmy (?:mother|mum|mom|father|dad|parents|grand\w+|family|childhood|birth|body|hair|eyes"
    r"|face|skin|country|culture|heritage|roots|sister|brother|friends?|husband|wife|cat|dog"
    r"|job|boss|house|home|flat|bed|kitchen|dinner|breakfast)\b|\bi (?:was born|grew up"
    r"|am a (?:woman|man|girl|boy|person|human)|ate|slept|woke|walked|went|drove|cooked|watched"
    r"|visited)\b|\bi(?:'m| am| was) (?:\w+ )?(?:eating|sleeping|walking|cooking|driving"
    r"|sitting|lying|hungry|asleep)\b"
)
_STOCK = re.compile(
    r"language model|as an ai|how (?:can|may) i (?:help|assist)|assist you|feel free"
    r"|let me know if|i'm here to"
)

_QUOTED = re.compile(r"[\"“][^\"”]*(?:[\"”]|$)")


def is_quoted(text: str, place: int) -> bool:
    """Whether what begins at this place is in quotation marks: somebody else's words."""
    return any(found.start() < place < found.end() for found in _QUOTED.finditer(text))


def is_plain_speech(text: str) -> bool:
    """Whether it is free of decoration, of stock phrases and of a human life she does not have."""
    low = text.lower().replace("’", "'")
    return not (_DECORATED.search(text) or _HUMAN_LIFE.search(low) or _STOCK.search(low))
