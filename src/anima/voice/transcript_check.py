"""Whether a transcript can be believed: repetition loops, and words heard in silence."""

from collections.abc import Sequence

_LONGEST_PHRASE = 12
"""Tokens of the longest phrase that a loop repeats."""

_LOOP_REPEATS = 4
"""People say "no, no, no"; the model in a loop goes on far longer."""

_ECHO_TOKENS = 10
"""So much is seldom said again word for word in one breath. The model does, in a hall."""

_SILENT = 0.3
"""Probability of no speech above which unsure words are not believed. Measured on the base model:
noises of many kinds 0.56 to 0.94, real recordings of one speaker below 0.29."""

_UNSURE = -1.0
"""Mean log probability of a token (noises -1.2 to -2.3, real recordings above -0.75)."""

_BABBLE = -1.5
"""Below this, the words are made up whatever the probability of speech."""

_SURELY_SILENT = 0.5
"""Probability of no speech above which a stock phrase is not believed."""

_QUIET = 0.001
"""Level (-60 dB) below which a stock phrase is not believed."""

_HALLUCINATIONS = frozenset(
    {
        "you",
        "thank you",
        "thanks",
        "thanks for watching",
        "thank you for watching",
        "thank you very much",
        "bye",
        "okay",
        "so",
        "the",
        "i",
        "",
    }
)
"""What Whisper writes when there is nothing: the ends of the videos it was trained on."""


def is_looping(tokens: Sequence[str]) -> bool:
    """Whether a phrase is repeated at least four times in a row."""
    return any(_repeats(tokens, start, size) >= _LOOP_REPEATS for start, size in _phrases(tokens))


def is_echoing(tokens: Sequence[str]) -> bool:
    """Whether its last words, ten tokens of them, stand in it before.

    A person may say a sentence twice; so this is a reason to listen again, and none to leave
    anything out.
    """
    end = tokens[-_ECHO_TOKENS:]
    begins = range(len(tokens) - 2 * _ECHO_TOKENS + 1)
    return any(tokens[begin : begin + _ECHO_TOKENS] == end for begin in begins)


def without_loops(tokens: Sequence[str]) -> Sequence[str]:
    """The tokens up to the first loop, with its phrase once."""
    for start, size in _phrases(tokens):
        if _repeats(tokens, start, size) >= _LOOP_REPEATS:
            return tokens[: start + size]
    return tokens


def is_invented(text: str, no_speech: float, log_probability: float, level: float) -> bool:
    """Whether these words were made up for a sound without speech.

    Args:
        text: What the model wrote.
        no_speech: The model's probability that nobody spoke, 0 to 1.
        log_probability: The mean log probability of a token.
        level: The root mean square of the sound, full scale is 1.
    """
    words = "".join(c for c in text.lower() if c.isalnum() or c.isspace()).strip()
    if not words:
        return True
    if log_probability < (_UNSURE if no_speech > _SILENT else _BABBLE):
        return True
    return words in _HALLUCINATIONS and (no_speech > _SURELY_SILENT or level < _QUIET)


def _phrases(tokens: Sequence[str]) -> list[tuple[int, int]]:
    """Every place and length at which a loop may begin, earliest first."""
    return [
        (start, size)
        for start in range(len(tokens))
        for size in range(1, min(_LONGEST_PHRASE, (len(tokens) - start) // _LOOP_REPEATS) + 1)
    ]


def _repeats(tokens: Sequence[str], start: int, size: int) -> int:
    phrase = tokens[start : start + size]
    count = 1
    while tokens[start + count * size : start + (count + 1) * size] == phrase:
        count += 1
    return count
