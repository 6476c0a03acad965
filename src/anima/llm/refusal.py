"""From what a server says when it refuses to the error that the rest of Anima understands.

A server may quote the prompt in its message. So a message is read here, to learn what happened,
and is never passed on.
"""

import re

from pydantic import ValidationError

from anima.llm.wire import ErrorBody, ErrorDetail
from anima.values import ContextOverflowError, ModelError, ModelNonsenseError, ModelUnavailableError

_OVERFLOW_CODES = {"exceed_context_size_error", "context_length_exceeded"}

_OVERFLOW_PHRASES = re.compile(
    r"|".join(
        (
            r"exceeds? the available context size",  # llama.cpp
            r"context (length|window|size)[^.]{0,80}exceed",  # OpenAI by its code's words, Cohere
            r"exceed[^.]{0,60}context (length|window|size)",  # Ollama, LM Studio
            r"maximum context length",  # OpenAI, vLLM, Mistral
            r"maximum model length",  # vLLM
            r"prompt is too long",  # Anthropic
            r"input token count[^.]{0,40}exceeds",  # Gemini
            r"reduce the length of the messages",  # Groq, OpenAI
            r"inputs?\W* tokens \+ \W*max_new_tokens",  # TGI, Together
        )
    ),
    re.IGNORECASE,
)

_PLAIN_CODE = re.compile(r"[A-Za-z][A-Za-z0-9_.-]{0,47}")


def said_by(body: bytes) -> ErrorDetail | None:
    """What a refusal says, or None when the body is not an error as these servers write it."""
    try:
        error = ErrorBody.model_validate_json(body).error
    except ValidationError:
        return None
    return ErrorDetail(message=error) if isinstance(error, str) else error


def refusal(status: int, body: bytes) -> ModelError:
    """The error for an answer with this HTTP status (200 when it came inside of a stream)."""
    detail = said_by(body)
    if _is_overflow(detail, body):
        return ContextOverflowError("The prompt is longer than the model's context.")
    what = f"The model server refused ({_what(status, detail)})."
    if status in (401, 403):
        return _final(what, "Check the setting llm_key: the server does not accept the key.")
    if status == 404:
        return _final(what, "Check the settings llm and llm_model: this server has no such model.")
    if status == 429:
        return ModelUnavailableError(what, advice="The server asks for fewer requests; wait a bit.")
    if status >= 500 or status in (408, 425):
        return ModelUnavailableError(
            what, advice="Try again; see the server's own log if it stays."
        )
    if 300 <= status < 400:
        return _final(what, "Check the setting llm: this address points elsewhere.")
    if status >= 400:
        return _final(what, "Check that the model and the server support what was asked.")
    if detail is None:
        return ModelNonsenseError("The model server sent something that is not an answer.")
    return ModelUnavailableError(what, advice="Try again; see the server's own log if it stays.")


def _is_overflow(detail: ErrorDetail | None, body: bytes) -> bool:
    if detail is None:
        # Some gateways wrap the error in shapes of their own; a refusal's first words suffice.
        return bool(_OVERFLOW_PHRASES.search(body[:2000].decode("utf-8", "replace")))
    if detail.type in _OVERFLOW_CODES or detail.code in _OVERFLOW_CODES:
        return True
    return bool(_OVERFLOW_PHRASES.search(detail.message or ""))


def _what(status: int, detail: ErrorDetail | None) -> str:
    """The status, with the server's code where that is plainly a code and not prose."""
    for code in (detail.code, detail.type) if detail else ():
        if isinstance(code, str) and _PLAIN_CODE.fullmatch(code):
            return f"HTTP {status}, {code}"
    return f"HTTP {status}"


def _final(what: str, advice: str) -> ModelUnavailableError:
    error = ModelUnavailableError(what, advice=advice)
    error.retryable = False
    return error
