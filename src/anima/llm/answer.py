"""An answer as it arrives: chunks in, events out, the whole checked at its end."""

from dataclasses import dataclass, field
from typing import Literal, cast

from pydantic import TypeAdapter, ValidationError

from anima.llm.chat_model import ChatEvent, Finished, TextDelta, ToolCall, Usage
from anima.llm.refusal import refusal, said_by
from anima.llm.thinking import WithoutThought
from anima.llm.wire import Choice, Chunk, ToolFragment
from anima.values import JsonValue, ModelNonsenseError

DONE = "[DONE]"
"""The data of a stream's last event."""

_OBJECT = TypeAdapter(dict[str, object])


@dataclass(slots=True)
class _OpenCall:
    id: str
    name: str = ""
    arguments: list[str] = field(default_factory=lambda: list[str]())


class Answer:
    """Turns the data of a stream's events into `ChatEvent`s, without what the model thinks.

    Args:
        begins_in_thought: The text probably begins with thought; see `WithoutThought`.

    Attributes:
        pieces: How many chunks carried something: text, reasoning, a tool call, the end. A server
            that sends only empty chunks is as silent as one that sends nothing.
        prompt_tokens_read: How much of the prompt the server has read, where it says so.
        complete: The server said that nothing follows.
    """

    def __init__(self, *, begins_in_thought: bool = False) -> None:
        self.pieces = 0
        self.prompt_tokens_read = 0
        self.complete = False
        self._reason: str | None = None
        self._usage = Usage(0, 0, 0)
        self._calls: dict[int, _OpenCall] = {}
        self._choices = 0
        self._text = WithoutThought(begins_inside=begins_in_thought)
        self._spoke = False

    @property
    def ended(self) -> bool:
        """Whether the generation is over, though the counters may still follow."""
        return self._reason is not None

    @property
    def thought(self) -> bool:
        """Whether the model thought before it spoke."""
        return self._text.seen

    @property
    def text_began_in_thought(self) -> bool:
        """Whether thought stood in the text with no mark before it."""
        return self._text.ended_unbegun

    @property
    def only_thought(self) -> bool:
        """Whether thought took all the room, so that nothing was said; true at the end only."""
        return self.thought and self._is_cut and not self._spoke and not self._calls

    @property
    def _is_cut(self) -> bool:
        return self._reason in ("length", "max_tokens")

    def feed(self, data: str) -> list[TextDelta]:
        """The text that this event adds.

        Raises `ModelNonsenseError` for what is not a chunk, and the error that the server reports.
        """
        if data.strip() == DONE:
            self.complete = True
            return []
        try:
            chunk = Chunk.model_validate_json(data)
        except ValidationError:
            raise _error_in(data) from None
        self._usage = chunk.counters() or self._usage
        if chunk.prompt_progress is not None:
            self.prompt_tokens_read = max(self.prompt_tokens_read, chunk.prompt_progress.processed)
        return [delta for choice in chunk.choices[:1] for delta in self._choice(choice)]

    def end(self) -> list[ChatEvent]:
        """What is left of the text, the tool calls, which are whole only now, and `Finished`.

        Raises `ModelNonsenseError` when the stream broke off or a tool call is not JSON.
        """
        if not self._choices:
            raise ModelNonsenseError("The model server sent an answer with nothing in it.")
        if self._reason is None:
            raise ModelNonsenseError("The model's answer broke off in the middle.")
        rest = self._said(self._text.finish(cut=self._is_cut))
        calls = [_whole(call) for call in self._calls.values()]
        return [*rest, *calls, Finished(_reason(self._reason, bool(calls)), self._usage)]

    def _choice(self, choice: Choice) -> list[TextDelta]:
        self._choices += 1
        delta = choice.delta
        for fragment in delta.tool_calls or ():
            self._add(fragment)
        if choice.finish_reason:
            self._reason = choice.finish_reason
        if delta.has_thought:
            self._text.told_apart()
        thought = delta.reasoning or delta.reasoning_content
        if delta.content or thought or delta.tool_calls or choice.finish_reason:
            self.pieces += 1
        return self._said(self._text.feed(delta.text))

    def _said(self, text: str) -> list[TextDelta]:
        self._spoke = self._spoke or bool(text.strip())
        return [TextDelta(text)] if text else []

    def _add(self, fragment: ToolFragment) -> None:
        call = self._call_of(fragment)
        call.name += fragment.function.name or ""
        call.arguments.append(fragment.function.arguments or "")

    def _call_of(self, fragment: ToolFragment) -> _OpenCall:
        """The call that a fragment belongs to.

        Servers that send each call whole may leave out the index or repeat it; there, a new id
        begins a new call.
        """
        last = len(self._calls) - 1
        index = fragment.index if fragment.index is not None else max(last, 0)
        call = self._calls.get(index)
        if call is not None and fragment.id and fragment.id != call.id:
            index, call = last + 1, None
        if call is None:
            call = self._calls[index] = _OpenCall(fragment.id or f"call_{index}")
        return call


def _whole(call: _OpenCall) -> ToolCall:
    try:
        arguments = _OBJECT.validate_json("".join(call.arguments).strip() or "{}")
    except ValidationError:
        raise ModelNonsenseError("The model asked for a tool with broken arguments.") from None
    if not call.name:
        raise ModelNonsenseError("The model asked for a tool without naming it.")
    return ToolCall(call.id, call.name, cast("dict[str, JsonValue]", arguments))


def _reason(said: str, calls: bool) -> Literal["stop", "length", "tool_calls"]:
    if calls:
        return "tool_calls"
    return "length" if said in ("length", "max_tokens") else "stop"


def _error_in(data: str) -> Exception:
    body = data.encode()
    if said_by(body) is None:
        return ModelNonsenseError("The model server sent something that is not an answer.")
    return refusal(200, body)
