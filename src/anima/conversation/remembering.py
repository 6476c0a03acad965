"""What she remembers in one session: a few lines at its head, and those that fit each moment."""

import asyncio
import logging
from collections.abc import Sequence

from anima.conversation.payloads import memories_of, recalled_payload
from anima.conversation.quoting import has_passage, without_planted
from anima.llm import ModelProfile
from anima.memory import EventLog, Recall
from anima.safety import OrderSense
from anima.values import Event, Memory, SessionId

RECALL_SECONDS = 0.25
"""Retrieval takes 50 ms at most on a quiet machine; on a busy one a turn does without it."""

RECALLED_LINES = 3
"""Each line costs about 25 prompt tokens, 0.4 s with the embedded model on two cores."""

KNOWN_LINES = {"short": 4, "full": 20}
"""Facts at the head of a prompt, by its shape. They stay for a session while they are so, and the
model has read them before the first word."""

_AT_THE_HEAD = ""
"""What `recalled` says it was for, when it was for the whole session."""

_log = logging.getLogger(__name__)


class Remembering:
    """Asks memory on behalf of one session, within the time that a turn has.

    `orders` knows the lines from elsewhere that give orders: those are not brought back.
    """

    def __init__(
        self, recall: Recall, log: EventLog, session: SessionId, orders: OrderSense
    ) -> None:
        self._recall = recall
        self._orders = orders
        self._log = log
        self._session = session
        self._last: tuple[str, tuple[Memory, ...]] = ("", ())
        self._read: tuple[Memory, ...] = ()
        self.known: tuple[Memory, ...] = ()

    async def load(self, events: Sequence[Event], profile: ModelProfile) -> None:
        """Find the lines at the head: those that the session began with, or those of today.

        They are an event of the log, so that the person can see them.
        """
        self._last = ("", ())
        recalled = [event for event in events if event.kind == "recalled"]
        heads = [event for event in recalled if event.payload.get("heard") == _AT_THE_HEAD]
        if heads:
            self.known = memories_of(heads[-1])
        else:
            await self._begin(profile)

    async def refresh(self, profile: ModelProfile) -> bool:
        """Find other lines when one of them is not so any more; says whether one was not.

        A correction, a change or a wish to leave something alone holds from the next turn on.
        """
        if not self.known:
            return False
        still = {line.text for line in await self._recall.knowledge.today()}
        if all(line.text in still for line in self.known):
            return False
        await self._begin(profile)
        return True

    async def _begin(self, profile: ModelProfile) -> None:
        self.known = await self._recall.knowledge.today(KNOWN_LINES[profile.prompt_shape])
        if self.known:
            payload = recalled_payload(_AT_THE_HEAD, self.known)
            await self._log.append(self._session, "recalled", payload)

    async def for_beginning(self, text: str) -> tuple[Memory, ...]:
        """The same for the beginning of what is being said, which the model reads meanwhile."""
        self._read = await self._found(text)
        return self._read

    async def for_words(self, text: str, *, all_said: bool = True) -> tuple[Memory, ...]:
        """What the log holds on these words from other sessions, within the time there is.

        `all_said` is False while the person may go on.

        Where the line that fits best is among those of their beginning, it is those: the model has
        read them already, and reading three others takes it two seconds on a small machine.
        """
        if self._last[0] != text:
            found = await self._found(text)
            self._last = (text, self._read if found and found[0] in self._read else found)
        self._read = () if all_said else self._last[1]
        return self._last[1]

    async def _found(self, text: str) -> tuple[Memory, ...]:
        if has_passage(text):
            return ()
        found: tuple[Memory, ...] = ()
        try:
            async with asyncio.timeout(RECALL_SECONDS):
                found = await self._recall.recall(
                    text, exclude_session=self._session, limit=RECALLED_LINES
                )
                await self._orders.read_quoted([each.quoted for each in found if each.quoted])
        except TimeoutError:
            _log.warning("retrieval took longer than %s s; the turn went on", RECALL_SECONDS)
            # What came from elsewhere and was not looked at is not brought back.
            return tuple(each for each in found if not each.quoted)
        return without_planted(found, self._orders.tells)

    def forget_last(self) -> None:
        """Ask again, though the words are the same: something else is known now."""
        self._last = ("", ())

    async def take_up(self) -> None:
        """Draw what was just said into what is known, within the time that a turn has.

        When there is much to take up, as after an upgrade, it goes on in the background.
        """
        try:
            async with asyncio.timeout(RECALL_SECONDS):
                await self._recall.take_up()
        except TimeoutError:
            _log.info("there is more to take up than a turn has time for")
