"""The two ways to a chat model: the embedded one, and any OpenAI-compatible address."""

from collections.abc import AsyncGenerator
from contextlib import aclosing, asynccontextmanager
from pathlib import Path

from anima.llm.embedded_runtime import EmbeddedOptions, EmbeddedRuntime
from anima.llm.openai_compatible import OpenAICompatible
from anima.llm.patience import Patience
from anima.llm.profiles import profile_for
from anima.values import ModelError


@asynccontextmanager
async def embedded(
    weights: Path,
    *,
    name: str = "",
    options: EmbeddedOptions | None = None,
    patience: Patience | None = None,
) -> AsyncGenerator[OpenAICompatible]:
    """The model of a GGUF file, run on this machine for as long as the context is open.

    Args:
        weights: The file.
        name: The model's name, from which its profile follows; when empty, the file's name, or
            that of its folder where the file is just called `model.gguf`.
        options: Threads, slots and context.
        patience: How long silence is borne.

    Raises `WeightsError` when there is no such file, `ModelUnavailableError` when it cannot be
    loaded.
    """
    name = name or (weights.parent.name if weights.stem == "model" else weights.stem)
    chosen = options or EmbeddedOptions()
    profile = profile_for(name, context_tokens=chosen.context_tokens, server="llamacpp")
    async with EmbeddedRuntime(weights, name=name, options=chosen) as runtime:
        model = OpenAICompatible(
            runtime.base_url,
            model=name,
            api_key=runtime.api_key,
            profile=profile,
            patience=patience,
            slots=chosen.slots,
            states=runtime.states,
        )
        async with aclosing(model):
            await model.identify()
            yield model


@asynccontextmanager
async def endpoint(
    url: str,
    *,
    model: str = "",
    key: str = "",
    patience: Patience | None = None,
    thinks: bool = False,
) -> AsyncGenerator[OpenAICompatible]:
    """The model behind an address. A server that is down now may come up later.

    Args:
        url: Such as http://localhost:11434/v1.
        model: The model's name there; when empty, the first that can chat.
        key: The key that the server asks for, if it does.
        patience: How long silence is borne.
        thinks: Let a model that can think do so before it speaks; else it is asked not to.

    Raises `SettingsError` when the address is not one.
    """
    chat = OpenAICompatible(
        url, model=model or None, api_key=key or None, patience=patience, thinks=thinks
    )
    async with aclosing(chat):
        try:
            await chat.identify()
        except ModelError:
            # Anima starts without her model and says in her own words that she cannot think;
            # every request asks again.
            pass
        yield chat
