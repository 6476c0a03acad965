"""What a chat completion request says that is new: the person's last message, and no more.

Such a request carries a whole conversation, as its client remembers it. Hers is in her log: she
knows what was said, on this door and on every other. So the earlier messages are passed over, and
a client's system prompt, which is nobody's word to her, is no instruction.
"""

import hashlib
import json
import re
from dataclasses import dataclass
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from anima.values import AnimaError

MAX_TEXT = 8_000
"""Characters of one message, as on every door."""

_TASK = re.compile(
    r"\s*(?:"
    r"#{1,4} Task:"  # a title, tags, follow-up questions, what to search for
    r"|Query: History:\n"  # which tool to call, before each message
    r"|Your task is to reflect the speaker's likely facial expression"  # an emoji in a call
    r"|You have been provided with a set of responses from various models"  # answers merged
    r")",
    re.IGNORECASE,
)
"""How Open WebUI begins what it asks of a model for itself."""


_CONTEXT = re.compile(
    r"\s*#{1,4} Task:\s*Respond to the user query using the provided context\b.*</context>\s*",
    re.IGNORECASE | re.DOTALL,
)
"""What Open WebUI puts before the person's own words with a file, knowledge or a search."""

_QUERY = re.compile(r"<user_query>(.*)</user_query>", re.IGNORECASE | re.DOTALL)
"""How some versions of it mark those words."""


class ChatRefusal(AnimaError):
    """A request that cannot be answered; `status` is of HTTP, the rest as the protocol has it."""

    def __init__(
        self, message: str, *, code: str, param: str | None = None, status: int = 400
    ) -> None:
        super().__init__(message)
        self.code = code
        self.param = param
        self.status = status


class _Given(BaseModel):
    """Settings of a model that she is not are let through unused; typed clients send null for what
    they leave out."""

    model_config = ConfigDict(frozen=True)


class _Part(_Given):
    type: str
    text: str = ""


class _Message(_Given):
    role: Annotated[str, Field(max_length=40)]
    content: str | list[_Part] | None = None


class _StreamOptions(_Given):
    include_usage: bool | None = None


class _Request(_Given):
    messages: Annotated[list[_Message], Field(min_length=1)]
    stream: bool | None = None
    stream_options: _StreamOptions | None = None
    n: int | None = 1


@dataclass(frozen=True, slots=True)
class Said:
    """What the person said.

    Attributes:
        text: Their words.
        streams: Whether the answer is to come in pieces.
        counts: Whether the stream ends with its usage.
        digest: The same for the same request, sent again.
    """

    text: str
    streams: bool
    counts: bool
    digest: str


def said_in(body: bytes) -> Said:
    """Read a request; raises `ChatRefusal` with what is wrong and where."""
    try:
        request = _Request.model_validate_json(body)
    except ValidationError as error:
        first = error.errors(include_input=False, include_url=False, include_context=False)[0]
        param = ".".join(str(part) for part in first["loc"]) or None
        raise ChatRefusal(
            f"The request is not valid: {param or 'the body'}: {first['msg']}.",
            code="invalid_value",
            param=param,
        ) from None
    if request.n not in (None, 1):
        raise ChatRefusal("She gives one answer.", code="invalid_value", param="n")
    text = _text(_last_of(request.messages))
    counts = request.stream_options is not None and bool(request.stream_options.include_usage)
    said = [message.model_dump() for message in request.messages]
    digest = hashlib.sha256(json.dumps(said).encode()).hexdigest()
    return Said(text, bool(request.stream), counts, digest)


def _last_of(messages: list[_Message]) -> _Message:
    """The last message of the person's; system messages after it are passed over."""
    for message in reversed(messages):
        if message.role == "user":
            return message
        if message.role not in ("system", "developer"):
            break
    raise ChatRefusal(
        "The last message must be the person's: she goes on when something was said to her.",
        code="invalid_value",
        param="messages",
    )


def _text(message: _Message) -> str:
    parts = message.content if isinstance(message.content, list) else []
    if any(part.type != "text" for part in parts):
        raise ChatRefusal(
            "She reads text only here.", code="invalid_value", param="messages.content"
        )
    plain = message.content if isinstance(message.content, str) else ""
    text = (plain or "\n".join(part.text for part in parts)).strip()
    if not text:
        raise ChatRefusal("The message is empty.", code="invalid_value", param="messages.content")
    text = _without_context(text)
    if len(text) > MAX_TEXT:
        raise ChatRefusal(
            f"A message may have {MAX_TEXT} characters.",
            code="string_above_max_length",
            param="messages.content",
        )
    if _TASK.match(text):
        raise ChatRefusal(
            "This is a task for a model and nothing that a person says: name another model for it, "
            "or turn such tasks off in the client.",
            code="task_not_for_her",
            param="messages",
        )
    return text


def _without_context(text: str) -> str:
    """The person's own words, without what the program has found for a model to read."""
    found = _CONTEXT.match(text)
    if found is None:
        return text
    own = text[found.end() :].strip()
    if marked := _QUERY.fullmatch(own):
        own = marked[1].strip()
    if not own:
        raise ChatRefusal(
            "She does not read what the program has found; put it into your message.",
            code="invalid_value",
            param="messages.content",
        )
    return own
