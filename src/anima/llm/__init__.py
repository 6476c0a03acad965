"""Chat and embedding models behind protocols: messages in, a stream of typed events out."""

from anima.llm.chat_model import (
    ChatEvent,
    ChatModel,
    ChatRequest,
    Finished,
    Message,
    ModelProfile,
    TextDelta,
    Tool,
    ToolCall,
    Usage,
)
from anima.llm.embedded_runtime import EmbeddedOptions, EmbeddedRuntime
from anima.llm.embedder import Embedder, Vectors
from anima.llm.open_model import embedded, endpoint
from anima.llm.openai_compatible import OpenAICompatible
from anima.llm.patience import Patience
from anima.llm.profiles import profile_for
from anima.llm.read_prompt import KeepsPrompts, ReadPrompt
from anima.llm.sense_encoder import SenseEncoder
from anima.llm.sentence_encoder import SentenceEncoder
from anima.llm.switching import SwitchingModel
from anima.llm.token_estimate import estimate_tokens

__all__ = [
    "ChatEvent",
    "ChatModel",
    "ChatRequest",
    "EmbeddedOptions",
    "EmbeddedRuntime",
    "Embedder",
    "Finished",
    "KeepsPrompts",
    "Message",
    "ModelProfile",
    "OpenAICompatible",
    "Patience",
    "ReadPrompt",
    "SenseEncoder",
    "SentenceEncoder",
    "SwitchingModel",
    "TextDelta",
    "Tool",
    "ToolCall",
    "Usage",
    "Vectors",
    "embedded",
    "endpoint",
    "estimate_tokens",
    "profile_for",
]
