"""How long silence is waited for, and the one place where transport trouble becomes our errors."""

import asyncio
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass

import httpx

from anima.values import ModelTimeoutError, ModelUnavailableError


@dataclass(frozen=True, slots=True)
class Patience:
    """Limits in seconds. They bound silence, never the length of an answer.

    Attributes:
        connect_seconds: Until the server accepts the connection.
        question_seconds: Until a small question is answered: the model list, a token count.
        first_token_seconds: From the request, or from the server's last word that it has read more
            of the prompt, to the first piece of the answer. Where nothing tells how far it is, a
            long prompt takes most of it: 3000 tokens take a minute on two cores.
        between_tokens_seconds: Between two pieces of the answer.
        counters_seconds: From the end of the generation to the counters, which are done without
            when they do not come.
    """

    connect_seconds: float = 5.0
    question_seconds: float = 10.0
    first_token_seconds: float = 90.0
    between_tokens_seconds: float = 20.0
    counters_seconds: float = 2.0


@contextmanager
def understood_transport() -> Generator[None]:
    """Raise what httpx and the clock say as errors of ours; put only awaits inside."""
    try:
        yield
    except TimeoutError:
        raise ModelTimeoutError(
            "The model was silent for too long.", advice="It may be busy; try again."
        ) from None
    except (httpx.ConnectError, httpx.ConnectTimeout):
        raise ModelUnavailableError(
            "Nothing answers at the model's address.",
            advice="Start the model server, or check the setting llm.",
        ) from None
    except httpx.HTTPError:
        raise ModelUnavailableError(
            "The connection to the model server broke.", advice="Try again."
        ) from None


def deadline_in(seconds: float) -> float:
    """The moment so many seconds from now, on the running loop's clock."""
    return asyncio.get_running_loop().time() + seconds
