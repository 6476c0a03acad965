"""OpenAI's chat protocol as a door to her, for the text clients that people have."""

from anima.interfaces.openai.chat_answer import MODEL, models, refused, stream, whole
from anima.interfaces.openai.chat_request import ChatRefusal, Said, said_in

__all__ = ["MODEL", "ChatRefusal", "Said", "models", "refused", "said_in", "stream", "whole"]
