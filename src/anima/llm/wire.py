"""What OpenAI-compatible servers send, as far as it is used; everything else is passed over.

The shapes are those of the chat completions API; `timings`, `prompt_progress`, `meta` and `n_ctx`
are llama.cpp's own, `max_model_len` is vLLM's.
"""

from pydantic import BaseModel, Field

from anima.llm.chat_model import Usage


class FunctionFragment(BaseModel):
    """A piece of a function's name and of its arguments, which are JSON text."""

    name: str | None = None
    arguments: str | None = None


class ToolFragment(BaseModel):
    """A piece of a tool call. Pieces of one call share the index."""

    index: int | None = None
    id: str | None = None
    function: FunctionFragment = FunctionFragment()


class ContentPart(BaseModel):
    """A piece of an answer as Mistral writes it where a model thinks: of type `text`, or else."""

    type: str
    text: str | None = None


class ChoiceDelta(BaseModel):
    """What a chunk adds to the answer. Reasoning is never let through; see `thinking`."""

    content: str | list[ContentPart] | None = None
    reasoning: str | None = None
    reasoning_content: str | None = None
    tool_calls: list[ToolFragment] | None = None

    @property
    def text(self) -> str:
        """What it adds to the answer's text."""
        if isinstance(self.content, list):
            return "".join(part.text or "" for part in self.content if part.type == "text")
        return self.content or ""

    @property
    def has_thought(self) -> bool:
        """Whether it holds thought that the server has told apart from the text."""
        parts = self.content if isinstance(self.content, list) else []
        apart = self.reasoning or self.reasoning_content or ""
        return bool(apart.strip()) or any(part.type == "thinking" for part in parts)


class Choice(BaseModel):
    """One of the alternatives that the server generates; only one is ever asked for."""

    delta: ChoiceDelta
    finish_reason: str | None = None


class PromptDetails(BaseModel):
    """How the prompt was processed."""

    cached_tokens: int | None = None


class UsageReport(BaseModel):
    """The server's counters in OpenAI's shape."""

    prompt_tokens: int | None = None
    completion_tokens: int | None = None
    prompt_tokens_details: PromptDetails | None = None


class Timings(BaseModel):
    """The server's counters in llama.cpp's shape; `prompt_n` leaves out what was cached."""

    cache_n: int = 0
    prompt_n: int = 0
    predicted_n: int = 0


class PromptProgress(BaseModel):
    """How many tokens of the prompt llama.cpp has read."""

    processed: int = 0


class Chunk(BaseModel):
    """One event of a streamed answer. The counters come at the end, in one shape or both."""

    choices: list[Choice]
    prompt_progress: PromptProgress | None = None
    usage: UsageReport | None = None
    timings: Timings | None = None

    def counters(self) -> Usage | None:
        """The counters as a value, or None when the server sent none here."""
        report, timings = self.usage, self.timings
        if report is not None:
            details = report.prompt_tokens_details or PromptDetails()
            cached = details.cached_tokens
            if cached is None:
                cached = timings.cache_n if timings else 0
            return Usage(report.prompt_tokens or 0, cached, report.completion_tokens or 0)
        if timings is not None:
            prompt = timings.cache_n + timings.prompt_n
            return Usage(prompt, timings.cache_n, timings.predicted_n)
        return None


class ModelMeta(BaseModel):
    """What llama.cpp knows of a loaded model."""

    n_ctx: int | None = None


class ListedModel(BaseModel):
    """A row of GET /models."""

    id: str = Field(min_length=1)
    owned_by: str | None = None
    meta: ModelMeta | None = None
    max_model_len: int | None = None

    @property
    def context_tokens(self) -> int | None:
        """The context that the server gives to one conversation, when it says."""
        return (self.meta.n_ctx if self.meta else None) or self.max_model_len


class ModelList(BaseModel):
    """The answer of GET /models."""

    data: list[ListedModel]


class GenerationSettings(BaseModel):
    """llama.cpp's defaults for a slot."""

    n_ctx: int | None = None


class Properties(BaseModel):
    """The answer of llama.cpp's GET /props."""

    default_generation_settings: GenerationSettings


class InputTokens(BaseModel):
    """The answer of llama.cpp's POST /chat/completions/input_tokens."""

    input_tokens: int = Field(ge=0)


class AppliedTemplate(BaseModel):
    """The answer of llama.cpp's POST /apply-template: the messages as the model reads them."""

    prompt: str


class Tokenized(BaseModel):
    """The answer of llama.cpp's POST /tokenize."""

    tokens: list[object]


class ErrorDetail(BaseModel):
    """What a server says about a refusal."""

    message: str | None = None
    type: str | None = None
    code: str | int | None = None


class ErrorBody(BaseModel):
    """The body of a refusal. OpenAI and llama.cpp nest an object; Ollama may send plain text."""

    error: ErrorDetail | str


class SlotAction(BaseModel):
    """llama.cpp's answer when a slot was saved or restored."""

    id_slot: int
