"""Written text to words that can be said, and from each of them back to what was written.

The way back is needed to know what the person heard when she is interrupted: sound stops at a
spoken word, and the stored reply must end at the written one.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

from anima.voice.spoken_rules import RULES


@dataclass(frozen=True, slots=True)
class SpokenText:
    """Words to say.

    Attributes:
        text: Letters, spaces and punctuation only.
        ends: For every character of `text`, the offset in the written text just after what it
            stands for. They never decrease. All but the last character of a replacement stand
            for nothing yet: "forty-two" is 42 only when it is said to the end.
    """

    text: str
    ends: tuple[int, ...]

    def origin(self, end: int) -> int:
        """The offset in the written text that is reached when `text[:end]` was said."""
        return self.ends[end - 1] if end > 0 else 0


def speakable(written: str) -> SpokenText:
    """Make any text speakable; never fails, and may come out empty."""
    spoken = SpokenText(written, tuple(range(1, len(written) + 1)))
    for pattern, say in RULES:
        spoken = _replace(spoken, pattern, say)
    return spoken


def _replace(
    spoken: SpokenText, pattern: re.Pattern[str], say: str | Callable[[re.Match[str]], str]
) -> SpokenText:
    text: list[str] = []
    ends: list[int] = []
    position = 0
    for match in pattern.finditer(spoken.text):
        start, end = match.span()
        words = match.expand(say) if isinstance(say, str) else say(match)
        text.append(spoken.text[position:start])
        ends.extend(spoken.ends[position:start])
        position = end
        text.append(words)
        ends.extend(_ends_of(spoken, match, words))
        if not words and ends and start < end:
            # What vanishes counts as said with the character before it.
            ends[-1] = spoken.ends[end - 1]
    text.append(spoken.text[position:])
    ends.extend(spoken.ends[position:])
    return SpokenText("".join(text), tuple(ends))


def _ends_of(spoken: SpokenText, match: re.Match[str], words: str) -> list[int]:
    start, end = match.span()
    before = spoken.ends[start - 1] if start else 0
    after = spoken.ends[end - 1] if end else 0
    if match.re.groups and match.lastindex == 1 and words == match.group(1):
        # What is kept of the match keeps its own places; what is cut off after it goes with it.
        first, last = match.span(1)
        kept = list(spoken.ends[first:last])
        return [*kept[:-1], after] if kept else []
    # Spaces that a rule puts around its words reach no further than the words.
    body = len(words.rstrip())
    return [before] * max(0, body - 1) + [after] * (len(words) - max(0, body - 1))
