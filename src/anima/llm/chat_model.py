"""The protocol of a chat model: messages in, a stream of typed events out."""

from collections.abc import AsyncGenerator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, Protocol, TypeAlias

from anima.values import JsonValue


@dataclass(frozen=True, slots=True)
class Message:
    """One message of a prompt."""

    role: Literal["system", "user", "assistant", "tool"]
    text: str
    tool_call_id: str = ""
    tool_calls: "tuple[ToolCall, ...]" = ()


@dataclass(frozen=True, slots=True)
class Tool:
    """A function that the model may ask for; `parameters` is a JSON Schema object."""

    name: str
    description: str
    parameters: Mapping[str, JsonValue]


@dataclass(frozen=True, slots=True)
class ChatRequest:
    """What to generate.

    Attributes:
        messages: The prompt, oldest first.
        max_tokens: Upper bound on generated tokens.
        temperature: 0 is greedy.
        schema: When given, the answer is JSON that fits this JSON Schema.
        tools: Functions that the model may call.
        seed: Fixes sampling where the engine allows it.
    """

    messages: Sequence[Message]
    max_tokens: int = 160
    temperature: float = 0.7
    schema: Mapping[str, JsonValue] | None = None
    tools: Sequence[Tool] = ()
    seed: int | None = None


@dataclass(frozen=True, slots=True)
class TextDelta:
    """A piece of generated text."""

    text: str


@dataclass(frozen=True, slots=True)
class ToolCall:
    """The model asks for a tool; `arguments` is parsed JSON."""

    id: str
    name: str
    arguments: Mapping[str, JsonValue]


@dataclass(frozen=True, slots=True)
class Usage:
    """Tokens of one request, by the server's own counters."""

    prompt_tokens: int
    cached_tokens: int
    completion_tokens: int


@dataclass(frozen=True, slots=True)
class Finished:
    """The generation ended by itself."""

    reason: Literal["stop", "length", "tool_calls"]
    usage: Usage


ChatEvent: TypeAlias = TextDelta | ToolCall | Finished


class ChatModel(Protocol):
    """A language model that continues a conversation.

    Closing the iterator of `stream` stops the generation on the server, not only the reading.
    Errors are `ModelUnavailableError`, `ModelTimeoutError`, `ModelNonsenseError` and
    `ContextOverflowError`.
    """

    @property
    def profile(self) -> "ModelProfile": ...

    def stream(self, request: ChatRequest) -> AsyncGenerator[ChatEvent]: ...

    async def count_tokens(self, messages: Sequence[Message]) -> int:
        """Tokens that these messages take as a prompt; an estimate where the engine has none."""
        ...

    async def warm(self, messages: Sequence[Message]) -> Usage:
        """Process these messages so that a prompt that begins with them starts faster."""
        ...


@dataclass(frozen=True, slots=True)
class ModelProfile:
    """What a model can bear; the prompt is shaped by it.

    Attributes:
        name: The model's name as its publisher writes it.
        context_tokens: Tokens of prompt and answer together.
        prompt_shape: `short` for small models (plain lines, two examples), `full` otherwise.
        tools: Whether tool calls can be relied on.
        structured: Whether JSON by schema is enforced by the engine.
        continues: Whether the engine goes on from a last message of the assistant.
    """

    name: str
    context_tokens: int
    prompt_shape: Literal["short", "full"]
    tools: bool
    structured: bool
    continues: bool = False
