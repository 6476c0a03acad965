"""Models that think before they speak: asked not to, given room for it, and none of it let through.

What they think comes in a field of its own where the server tells it apart, else in the text,
between marks.
"""

import re
from enum import Enum, auto

from anima.values import JsonValue

_MOST_ROOM = 2048
_SHARE_OF_CONTEXT = 3

_MARKS = {
    "<think>": "</think>",  # Qwen, DeepSeek, and most others
    "<thinking>": "</thinking>",
    "<thought>": "</thought>",
    "[THINK]": "[/THINK]",  # Mistral
    "<|channel|>analysis<|message|>": "<|channel|>final<|message|>",  # gpt-oss
    "<|channel>thought": "<channel|>",  # Gemma
}
"""How thought begins in a text, and how it ends."""

_ENDS_UNBEGUN = ("</think>", "</thinking>", "[/THINK]")
"""Marks that may stand alone: some templates put the first mark into the prompt."""

_LEAST_EFFORT = (
    (r"gpt-oss|^o\d|gemini-(2\.5-pro|3)|grok-3-mini", "low"),
    (r"gpt-5(?!\.\d)", "minimal"),
)
"""Models that cannot be kept from thinking, and the least that they can be asked for."""

_BEGIN_IN_THOUGHT = re.compile(r"thinking|reasoner|deepseek-r1|qwq|magistral")
"""Models that think whatever they are asked, in the text where the server does not look for it."""


def least_effort(model: str) -> str:
    """The least thought that a model of this name can be asked for; `none` is the usual answer."""
    found = (effort for pattern, effort in _LEAST_EFFORT if re.search(pattern, _short(model)))
    return next(found, "none")


def always_thinks(model: str) -> bool:
    """Whether a model of this name thinks whatever it is asked."""
    return least_effort(model) != "none" or begins_in_thought(model)


def begins_in_thought(model: str) -> bool:
    """Whether a text of a model of this name may begin with thought that no mark begins."""
    return _BEGIN_IN_THOUGHT.search(_short(model)) is not None


def room_to_think(context_tokens: int) -> int:
    """Tokens that thought may take beside an answer; a small context keeps two thirds for talk."""
    return min(_MOST_ROOM, context_tokens // _SHARE_OF_CONTEXT)


def asked_to_speak(model: str) -> dict[str, JsonValue]:
    """The fields that keep a model from thinking, as the servers take them.

    Ollama, OpenAI, Gemini, Groq and OpenRouter know the first; llama.cpp, vLLM and SGLang hand the
    second to the model's template. Most ignore what they do not know; `Endpoint` leaves out what a
    server refuses.
    """
    effort = least_effort(model)
    return {
        "reasoning_effort": effort,
        "chat_template_kwargs": {"enable_thinking": False}
        if effort == "none"
        else {"enable_thinking": False, "reasoning_effort": effort},
    }


class _At(Enum):
    BEGINNING = auto()
    THOUGHT = auto()
    WORDS = auto()


class WithoutThought:
    """Takes out of a text, as it streams, what the model thought. How it was cut makes no
    difference.

    Args:
        begins_inside: The text probably begins with thought that no mark begins. Then it is held
            until the mark that ends it, or until `finish` says that it was an answer.

    Attributes:
        seen: Whether there was any thought.
        ended_unbegun: Whether a mark ended what none had begun; so it may be in the next text.
    """

    def __init__(self, *, begins_inside: bool = False) -> None:
        self.seen = False
        self.ended_unbegun = False
        self._at = _At.BEGINNING
        self._ends = _ENDS_UNBEGUN
        self._guessed = begins_inside
        self._after_thought = False
        self._held = ""

    def told_apart(self) -> None:
        """The server sends thought in a field of its own, so that the text holds none."""
        self.seen = True
        if self._guessed:
            self._at, self._guessed = _At.BEGINNING, False

    def feed(self, text: str) -> str:
        """Take a piece of the text; returns what of it is no thought."""
        self._held += text
        said = ""
        while (piece := self._step()) is not None:
            said += piece
        return said

    def finish(self, *, cut: bool) -> str:
        """The rest, when the text has ended; `cut` says that the model was stopped in it."""
        held, self._held = self._held, ""
        if self._at is not _At.THOUGHT:
            return held
        if self._guessed and not cut:
            return held  # It had thought nothing.
        self.seen = self.seen or bool(held.strip())
        return ""

    def _step(self) -> str | None:
        """What one more step lets through; None where more must come first."""
        match self._at:
            case _At.BEGINNING:
                return "" if self._begin() else None
            case _At.THOUGHT:
                return "" if self._think() else None
            case _At.WORDS:
                return self._words()

    def _begin(self) -> bool:
        """Whether it is clear by now what this text begins with."""
        begun = self._held.lstrip()
        for mark, end in _MARKS.items():
            if begun.startswith(mark):
                self._at, self._ends, self._guessed = _At.THOUGHT, (end,), False
                self._held = begun[len(mark) :]
                return True
            if mark.startswith(begun):
                return False
        self._at = _At.THOUGHT if self._guessed else _At.WORDS
        if self._after_thought:
            self._held = begun
        return True

    def _think(self) -> bool:
        """Whether the thought is over."""
        found = _first(self._held, self._ends)
        if found is None:
            return False
        self.ended_unbegun = self.ended_unbegun or self._guessed
        self._end_thought(*found)
        return True

    def _words(self) -> str | None:
        """What may be said; a lone end tells that what was said before it was thought."""
        found = _first(self._held, _ENDS_UNBEGUN)
        if found is not None:
            said = self._held[: found[0]]
            self.ended_unbegun = True
            self._end_thought(*found)
            return said
        cut = len(self._held) - max(_overlap(self._held, end) for end in _ENDS_UNBEGUN)
        said, self._held = self._held[:cut], self._held[cut:]
        return said or None

    def _end_thought(self, at: int, end: str) -> None:
        self.seen = self.seen or bool(self._held[:at].strip())
        self._held = self._held[at + len(end) :]
        self._at, self._after_thought, self._guessed = _At.BEGINNING, True, False


def _first(text: str, ends: tuple[str, ...]) -> tuple[int, str] | None:
    found = [(at, end) for end in ends if (at := text.find(end)) >= 0]
    return min(found, default=None)


def _overlap(text: str, mark: str) -> int:
    """How many characters at the end of the text may be the beginning of the mark."""
    most = min(len(text), len(mark) - 1)
    return next((n for n in range(most, 0, -1) if mark.startswith(text[-n:])), 0)


def _short(model: str) -> str:
    return model.replace("\\", "/").rstrip("/").rsplit("/", 1)[-1].lower()
