"""The prompt of a turn, in cache order: who she is, what she knows, the summary, the last turns."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from anima.conversation.history import MESSAGE_TOKENS, History, clipped, estimated_tokens
from anima.conversation.quoting import shown
from anima.llm import ChatRequest, Message, ModelProfile
from anima.persona import recall_message
from anima.safety import OrderSense
from anima.values import Memory

REPLY_TOKENS = 120
"""Room for her reply: about 90 words, twice what is said before a reply is cut as long enough."""

FILL = 0.75
"""The share of the room for turns at which the older half is summarised, before it overflows."""


@dataclass(frozen=True, slots=True)
class Prompt:
    """Builds requests that fit one model's context, whatever was said.

    Attributes:
        identity: Who she is.
        profile: The model.
        orders: Knows the sentences of others that give orders; by default by rules.
    """

    identity: Sequence[Message]
    profile: ModelProfile
    orders: OrderSense = field(default_factory=OrderSense)

    @property
    def room(self) -> int:
        """Estimated tokens that the session's turns and their summary may take."""
        used = estimated_tokens(self.identity) + REPLY_TOKENS
        return max(256, self.profile.context_tokens - used)

    def is_filling(self, history: History) -> bool:
        """Whether it is time to summarise the older turns."""
        return estimated_tokens(self._turns(history)) > FILL * self.room

    def user_message(self, text: str, memories: Sequence[Memory]) -> Message:
        """What the person said, after the lines that were recalled for it."""
        # What a log can keep, such as half a surrogate pair, a model's server may refuse.
        spoken = clipped(
            shown(text.encode("utf-8", "ignore").decode(), self.orders), self.room // 2
        )
        recalled = recall_message(memories) if memories else ""
        return Message("user", f"{recalled}\n{spoken}" if recalled else spoken)

    def prefix(self, history: History) -> list[Message]:
        """Everything that is known before the person's next words."""
        return [*self.identity, *self._turns(history)]

    def before_the_next(self, history: History) -> list[Message]:
        """What can be read ahead of the next turn: all before the person's first word.

        The empty message brings the words of the model's template that stand before theirs.
        """
        return [*self.prefix(history), Message("user", "")]

    def request(self, history: History, last: Message) -> ChatRequest:
        """The request for a reply to `last`; drops the oldest turns when all would not fit."""
        reserved = estimated_tokens([last]) + MESSAGE_TOKENS
        if estimated_tokens(self._turns(history)) + reserved > self.room:
            history.shrink_to(max(0, self.room - reserved - estimated_tokens(_summary(history))))
        return ChatRequest([*self.prefix(history), last], max_tokens=REPLY_TOKENS)

    def _turns(self, history: History) -> list[Message]:
        return [*_summary(history), *history.messages()]


def words_alone(message: Message) -> str:
    """The person's words in a user message, without the lines that were recalled for them."""
    recalled, separator, spoken = message.text.partition("\n")
    return spoken if separator and recalled.startswith("(") else message.text


def _summary(history: History) -> list[Message]:
    if not history.summary:
        return []
    return [Message("system", f"Earlier in this conversation: {history.summary}")]
