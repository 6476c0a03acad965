"""What a sentence of the model must not do with what the person said."""

import re


def made_up(text: str, known: str) -> bool:
    """Whether a name or a number in the text comes from nowhere."""
    known = known.lower()
    inside = re.sub(r"(?:^|[.!?]\s+)[\"']?\w+", "", text)
    proper = re.findall(r"\b[A-Z][a-z]\w*|\b\d+\b", inside)
    return any(
        word.lower() not in known and word not in {"Good", "Hello"} and not _is_day(word)
        for word in proper
    )


def taken_as_own(low: str, said: str) -> bool:
    """Whether a text, in lower case, says of itself what the person said of themselves."""
    words = re.findall(r"[\w']+", said.lower().replace("’", "'"))
    own = [f"my {after}" for word, after in zip(words, words[1:], strict=False) if word == "my"]
    own += [
        f"{word} {after}"
        for word, after in zip(words, words[1:], strict=False)
        if word in {"i", "i'm", "i've", "we", "we're"}
    ]
    return any(re.search(rf"\b{re.escape(each)}\b", low) for each in own)


def _is_day(word: str) -> bool:
    return word in {"Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"}
