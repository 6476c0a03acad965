"""How many tokens a prompt takes, for servers that do not count."""

from collections.abc import Sequence

from anima.llm.chat_model import Message

_PER_MESSAGE = 8
"""Role and separators; the templates of Qwen, Llama, Gemma and Mistral add 3 to 6."""

_PER_PROMPT = 32
"""The opening of the answer, and the system message that some templates add of themselves."""


def estimate_tokens(messages: Sequence[Message]) -> int:
    """An estimate that errs on the high side, so that a prompt kept within it does fit.

    Letters and spaces count a third of a token each (English has 4 to 5 characters to a token),
    digits and punctuation one, and every byte beyond ASCII half (Chinese, Hindi or emoji have 2
    to 4 bytes to a token with the vocabularies of today). For everyday English it is about a
    third too high. Long strings without meaning, such as keys, may take more than estimated.
    """
    return _PER_PROMPT + sum(_PER_MESSAGE + _of_text(message) for message in messages)


def _of_text(message: Message) -> int:
    calls = "".join(f"{call.name}{dict(call.arguments)}" for call in message.tool_calls)
    text = message.text + calls
    ascii_text = text.encode("ascii", "ignore").decode("ascii")
    plain = sum(character.isalpha() or character == " " for character in ascii_text)
    beyond = len(text.encode("utf-8", "replace")) - len(ascii_text)
    return (plain + 2) // 3 + (len(ascii_text) - plain) + (beyond + 1) // 2
