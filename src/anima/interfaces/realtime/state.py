"""What both sides of one Realtime line know."""

from collections import deque
from dataclasses import dataclass, field

from anima.interfaces.realtime.client_events import PCM_SAMPLE_BYTES, ResponseWish, TruncateItem
from anima.interfaces.realtime.configuration import Configuration
from anima.interfaces.realtime.her_response import HerResponse
from anima.interfaces.realtime.items import Items
from anima.interfaces.realtime.wire import Raw, playout
from anima.values import new_id
from anima.voice.playout import Playout


@dataclass(slots=True)
class Turn:
    """A turn of hers, from its first word to the end of its sound.

    Attributes:
        reply: The engine's name for it.
        response: The protocol's view of it.
        playout: Its sound; None while there is none.
        since: When its sound began, in seconds of the line's clock.
        is_settled: Whether the engine was told for good how much of it sounded.
        cut: Where the client has cut it short.
        was_interrupted: Whether it was.
        stored: Its words as they are in the log.
    """

    reply: str
    response: HerResponse
    playout: Playout | None = None
    since: float | None = None
    is_settled: bool = False
    cut: TruncateItem | None = None
    was_interrupted: bool = False
    stored: str = ""

    def played(self, now: float) -> int | None:
        """Samples that a client must have played by now if it plays what it gets."""
        if self.playout is None or self.since is None:
            return None
        self.playout.assume(now, since=self.since)
        return self.playout.played


@dataclass(slots=True)
class Microphone:
    """What the client appended: all of it counted, and its end kept while it is not committed."""

    seconds: float = 0.0
    item_id: str = ""
    is_speaking: bool = False
    kept_bytes: int = 0
    _uncommitted: deque[bytes] = field(default_factory=deque[bytes])

    def keep(self, pcm: bytes, *, most: int) -> None:
        """Keep sound until it is committed; of more than so many bytes only the end."""
        self._uncommitted.append(pcm[-most:])
        self.kept_bytes += len(self._uncommitted[-1])
        while self.kept_bytes > most:
            self.kept_bytes -= len(self._uncommitted.popleft())

    def take(self) -> bytes:
        """All that was kept; it is let go."""
        pcm = b"".join(self._uncommitted)
        self._uncommitted.clear()
        self.kept_bytes = 0
        return pcm


@dataclass(slots=True)
class State:
    """One line's state.

    Attributes:
        awaiting: Items of the person's whose words are not in the log yet.
        kept: Ids of the log's entries that the client was told of.
        wish: A response that was asked for and has not begun.
        unwanted: Whether it was cancelled when the engine had been asked for it already.
        turn: Her turn, until what was heard of it is stored.
        over: Her earlier turns by item id.
        stopped_by_client: Whether the client has asked her to stop.
        has_begun: Whether she has said anything on this line.
        busy: Whether the engine was given something that it has not taken in: an utterance that is
            not understood yet, or the request for an answer that has not begun.
        held_back: What the engine gets when her turn is over and it has taken in what was before,
            each whole: a key pressed while the last words are being understood would go on with
            them.
        soon: What the engine gets next.
    """

    configuration: Configuration = field(default_factory=Configuration)
    items: Items = field(default_factory=Items)
    microphone: Microphone = field(default_factory=Microphone)
    conversation: str = field(default_factory=lambda: f"conv_{new_id()}")
    awaiting: deque[str] = field(default_factory=deque[str])
    kept: set[str] = field(default_factory=set[str])
    wish: ResponseWish | None = None
    unwanted: bool = False
    turn: Turn | None = None
    over: dict[str, Turn] = field(default_factory=dict[str, Turn])
    stopped_by_client: bool = False
    has_begun: bool = False
    busy: bool = False
    held_back: deque[tuple[Raw, ...]] = field(default_factory=deque[tuple[Raw, ...]])
    soon: list[Raw] = field(default_factory=list[Raw])

    @property
    def aloud(self) -> bool:
        """Whether the next response is to be spoken."""
        wished = self.wish.output_modalities if self.wish else None
        return self.configuration.aloud if wished is None else "audio" in wished

    def response(self, *, voice: str, aloud: bool) -> HerResponse:
        """A response of hers; it grants the wish, if there is one."""
        wish, self.wish = self.wish, None
        return HerResponse(
            conversation=self.conversation,
            aloud=aloud,
            voice=voice,
            metadata=wish.metadata if wish else None,
        )

    def size(self, seconds: float) -> int:
        """The bytes of so much of the client's sound."""
        return round(seconds * self.configuration.input_rate) * PCM_SAMPLE_BYTES

    def seconds(self, size: int) -> float:
        """The length of so many bytes of the client's sound."""
        return size / PCM_SAMPLE_BYTES / self.configuration.input_rate

    def when_over(self, *raws: Raw) -> None:
        """Have the engine get what would interrupt her, once her turn is over.

        A client that asks for the next thing without having cut her short has all her sound, and
        plays it: it counts as heard.
        """
        self.held_back.append(raws)
        self.let_through()
        self.hear_out()

    def let_through(self) -> None:
        """Give the engine what was held back, if it may have it now."""
        if self.held_back and self.turn is None and not self.busy:
            self.soon += self.held_back.popleft()
            self.busy = True

    def withdraw_request(self) -> bool:
        """Take back the request for an answer; False when the engine has it already."""
        if self.awaiting:
            return True  # It goes out when these are understood, if it is still wished.
        requests = [raws for raws in self.held_back if len(raws) == 1]
        for raws in requests:
            self.held_back.remove(raws)
        return bool(requests)

    def took_in(self) -> None:
        """The engine has taken in what it was given; the next may come."""
        self.busy = False
        self.let_through()

    def hear_out(self) -> None:
        """Take all her sound for heard, if it is all sent and something waits for its end."""
        turn = self.turn
        if turn is None or not self.held_back or turn.is_settled or not turn.response.is_over:
            return
        if turn.playout is not None:
            turn.is_settled = True
            self.soon.append(playout(turn.reply, turn.playout.sent))
