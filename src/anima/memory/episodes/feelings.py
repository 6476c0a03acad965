"""What somebody says that they feel: plain words of feeling, said of oneself and not denied."""

import re

_WORDS = {
    "happy": "happy glad delighted cheerful over-the-moon thrilled joyful",
    "excited": "excited buzzing thrilled can't-wait",
    "proud": "proud",
    "grateful": "grateful thankful touched",
    "in love": "in-love smitten",
    "calm": "calm relaxed peaceful content relieved",
    "sad": "sad unhappy down blue heartbroken miserable gutted tearful cried crying low",
    "grieving": "grieving mourning",
    "lonely": "lonely alone isolated",
    "missing somebody": "miss",
    "afraid": "afraid scared frightened terrified dreading dread",
    "worried": "worried anxious nervous uneasy",
    "stressed": "stressed overwhelmed swamped panicking panicked",
    "angry": "angry furious mad annoyed irritated fuming livid",
    "disappointed": "disappointed let-down",
    "ashamed": "ashamed embarrassed guilty humiliated",
    "tired": "tired exhausted drained knackered worn-out shattered burnt-out",
    "bored": "bored",
    "ill": "ill sick poorly feverish",
    "hopeful": "hopeful optimistic",
    "surprised": "surprised shocked stunned",
}
_FEELING = {
    word.replace("-", " "): feeling for feeling, words in _WORDS.items() for word in words.split()
}
FEELING_WORDS = frozenset(word for words in _FEELING for word in words.split())
"""Every word that can say a feeling."""

_ADVERB = r"(?:so|very|really|pretty|quite|just|a bit|a little|rather|still|also|too|feeling|all)"
_LEAD = (
    r"\b(?:i'm|i am|i was|i've been|i have been|i feel|i felt|i still feel|i got|i get|i'm feeling"
    r"|feeling|makes me|made me|left me|i'd been|i'm getting|we're|we were)"
)
_PATTERN = re.compile(
    rf"{_LEAD} (?P<adverbs>(?:{_ADVERB} )*)(?P<word>{'|'.join(sorted(_FEELING, key=len)[::-1])})\b"
    r"(?: and (?P<second>\w+))?",
    re.IGNORECASE,
)
_DEEDS = re.compile(
    r"\bi (?:really |just |already |do |still )*(?P<word>miss|cried|dread|can't wait)\b",
    re.IGNORECASE,
)


def feelings(text: str) -> list[str]:
    """The feelings in a text, in the order in which they were said, each once.

    What is denied ("I'm not sad") is none; nor is another's ("she is angry").
    """
    plain = text.replace("’", "'")
    found = [
        (match.start(), _FEELING[word.lower()])
        for pattern in (_PATTERN, _DEEDS)
        for match in pattern.finditer(plain)
        for word in (match["word"], match.groupdict().get("second"))
        if word and word.lower() in _FEELING
    ]
    return list(dict.fromkeys(feeling for _, feeling in sorted(found, key=lambda each: each[0])))
