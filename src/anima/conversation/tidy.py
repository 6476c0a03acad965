"""What a small model says, made fit to be spoken: as it streams, without waiting for its end."""

import re
from collections.abc import AsyncGenerator
from contextlib import aclosing

from anima.llm import Finished, TextDelta, ToolCall
from anima.llm.chat_model import ChatEvent

ENOUGH_WORDS = 35
"""After this many words a reply ends with its sentence: longer ones are a lecture when spoken."""

_DECORATION = re.compile(r"[*_`#]|[\U0001F000-\U0001FAFF\u2600-\u27BF\uFE0F]")
_LONGEST_LABEL = 20
_CLOSERS = "\"')]"


class Tidy:
    """Passes text through, without speaker labels, markdown, emoji and other people's lines.

    The first word of a line is held back until it is clear that it is no speaker's label: hers is
    dropped at the beginning, and any later one ends the reply. How the stream was cut makes no
    difference.
    """

    def __init__(self, name: str) -> None:
        self._labels = {f"{label}:".lower() for label in (name, "assistant", "companion", "ai")}
        self._held: str | None = ""
        self._said = ""
        self.enough = False

    def feed(self, text: str) -> str:
        """Take a piece of generated text; returns what may be said now."""
        said = ""
        for character in _DECORATION.sub("", text):
            if self.enough:
                break
            if self._held is not None:
                said += self._hold(character)
            elif character == "\n":
                self._held = ""
            else:
                said += self._say(character)
        return said

    def finish(self) -> str:
        """The rest, when the model has ended."""
        return self._release() if self._held and not self.enough else ""

    def _hold(self, character: str) -> str:
        held = (self._held or "") + character
        if not held.strip():
            return ""
        self._held = held.lstrip()
        if character.isspace() or len(self._held) > _LONGEST_LABEL or self._cannot_be_hers():
            return self._release()
        return ""

    def _cannot_be_hers(self) -> bool:
        """Whether the beginning of a reply is clearly no label of hers: the sooner, the better."""
        begun = (self._held or "").lower()
        return not self._said and not any(label.startswith(begun) for label in self._labels)

    def _release(self) -> str:
        held, self._held = self._held or "", None
        word = held.strip()
        if not self._said and word.lower() in self._labels:
            self._held = ""
            return ""
        if self._said and word.endswith(":"):
            self.enough = True
            return ""
        if held.endswith("\n"):
            self._held = ""
        apart = " " if self._said and not self._said.endswith(" ") else ""
        return self._say(apart + held.rstrip("\n"))

    def _say(self, text: str) -> str:
        said = text if self._said else text.lstrip()
        ends = said.isspace() and self._said.rstrip(_CLOSERS).endswith((".", "!", "?", "…"))
        if ends and len(self._said.split()) >= ENOUGH_WORDS:
            self.enough = True
            return ""
        self._said += said
        return said


async def tidied(events: AsyncGenerator[ChatEvent], name: str) -> AsyncGenerator[str]:
    """The speakable text of a model's stream, piece by piece; ends early when it is enough."""
    tidy = Tidy(name)
    async with aclosing(events):
        async for event in events:
            match event:
                case TextDelta(text):
                    if piece := tidy.feed(text):
                        yield piece
                    if tidy.enough:
                        return
                case Finished():
                    break
                case ToolCall():
                    continue
    if piece := tidy.finish():
        yield piece
