"""What known models can bear, by the names their publishers and servers use."""

import re
from dataclasses import dataclass, replace

from anima.llm.chat_model import ModelProfile

SAFE_CONTEXT_TOKENS = 4096
"""Assumed where nobody says. Ollama gives 4096 by default, and cuts longer prompts silently."""

_CLOUD_CONTEXT_TOKENS = 32_768


@dataclass(frozen=True, slots=True)
class Family:
    """One row: how the models of a family behave.

    Attributes:
        pattern: Found anywhere in the model's name, in lower case.
        full_from: Billions of parameters from which a full prompt helps more than it confuses.
        usual_size: Billions of parameters when the name does not say.
        tools: Whether tool calls can be relied on at `full_from` and above.
        context_tokens: The context to assume when the server does not say.
    """

    pattern: str
    full_from: float
    usual_size: float
    tools: bool
    context_tokens: int = SAFE_CONTEXT_TOKENS


FAMILIES: tuple[Family, ...] = (
    Family(r"qwen-?2\.5-?coder", 14, 7, False),
    Family(r"qwen-?2", 7, 7, True),
    Family(r"qwen", 4, 8, True),
    Family(r"llama-?3\.2", 8, 3, True),
    Family(r"llama", 8, 8, True),
    Family(r"gemma", 4, 4, False),
    Family(r"phi", 7, 14, False),
    Family(r"smollm|tinyllama", 7, 2, False),
    Family(r"ministral", 7, 8, True),
    Family(r"mistral|mixtral|magistral|codestral", 7, 7, True),
    Family(r"gpt-oss", 20, 20, True),
    Family(r"deepseek-r1", 7, 7, False),
    Family(
        r"gpt-|chatgpt|claude|gemini|grok|deepseek|kimi|glm|command|minimax|sonar|nova",
        0,
        100,
        True,
        _CLOUD_CONTEXT_TOKENS,
    ),
    Family(r"^o\d", 0, 100, True, _CLOUD_CONTEXT_TOKENS),
)
"""The first row that fits wins."""

UNKNOWN = Family("", 7, 0, False)
"""A name that no row knows: a full prompt only if the name itself says that the model is large."""

_SIZE = re.compile(r"(?<![a-z0-9.])(?:(\d+)x)?(\d+(?:\.\d+)?)\s?([bm])(?![a-z0-9])")

_ENFORCES_SCHEMAS = frozenset(
    {"llamacpp", "vllm", "library", "openai", "openai-internal", "system", "sglang"}
)
"""`owned_by` as servers that constrain the output write it; `library` is Ollama."""


def profile_for(
    name: str, *, context_tokens: int | None = None, server: str | None = None
) -> ModelProfile:
    """The profile of a model by its name.

    Args:
        name: As the server or the publisher writes it; a path or an owner before it is ignored.
        context_tokens: What the server gives to one conversation; None when it does not say.
        server: Who the server says owns the model, which tells most servers apart.
    """
    short_name = name.replace("\\", "/").rstrip("/").rsplit("/", 1)[-1].removesuffix(".gguf")
    lower = short_name.lower()
    family = next((row for row in FAMILIES if re.search(row.pattern, lower)), UNKNOWN)
    billions = _billions(lower)
    large = (family.usual_size if billions is None else billions) >= max(family.full_from, 0.001)
    return ModelProfile(
        name=short_name,
        context_tokens=context_tokens or family.context_tokens,
        prompt_shape="full" if large else "short",
        tools=large and family.tools,
        structured=server in _ENFORCES_SCHEMAS,
        continues=server == "llamacpp",
    )


def with_context(profile: ModelProfile, context_tokens: int | None) -> ModelProfile:
    """The profile with the context that the server gives, when it says."""
    return replace(profile, context_tokens=context_tokens) if context_tokens else profile


def _billions(name: str) -> float | None:
    """The largest number of parameters in a name: `8x7b` is 56, `30b-a3b` is 30, `500m` is 0.5."""
    sizes = [
        float(times or 1) * float(number) * (1.0 if unit == "b" else 0.001)
        for times, number, unit in _SIZE.findall(name)
    ]
    return max(sizes, default=None)
