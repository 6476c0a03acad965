"""One session in the log, and the messages of the prompt that stand for it: both always agree."""

import logging
from collections.abc import Callable, Mapping, Sequence

from anima.conversation.history import History
from anima.conversation.opening import is_opening_alone
from anima.conversation.payloads import heard_payload, memories_of, recalled_payload
from anima.conversation.prompt import words_alone
from anima.conversation.summary import summarise
from anima.llm import ChatModel, Message
from anima.memory import EventLog, Sounds
from anima.values import (
    EndReason,
    Event,
    JsonValue,
    Memory,
    ModelError,
    ReplyId,
    SessionId,
    Utterance,
)

MOST_REPLIES = 16
"""So many of her last replies are looked at when the beginning of the next is chosen."""

_log = logging.getLogger(__name__)


class SessionRecord:
    """Keeps what is said in one session; with `sounds`, what is said aloud as well."""

    def __init__(self, log: EventLog, session: SessionId, sounds: Sounds | None) -> None:
        self.history = History()
        self._log = log
        self._session = session
        self._sounds = sounds
        self._forgotten = 0
        self._spoken: list[str] = []

    @property
    def said(self) -> list[str]:
        """What the person said, oldest first."""
        return [words_alone(each) for each in self.history.messages() if each.role == "user"]

    @property
    def replies(self) -> list[str]:
        """What was heard of her last replies, oldest first, those of one word too."""
        return list(self._spoken)

    def keep_no_sound(self) -> None:
        """From now on words alone are kept."""
        self._sounds = None

    async def keep(self, utterance: Utterance, play: str = "") -> Event:
        """Keep what the person said, durably; it comes into the prompt with its answer.

        What is said in a game is marked with what they `play`: it is no news of their life.
        """
        payload = heard_payload(utterance)
        if play:
            payload["play"] = play
        heard = await self._log.append(self._session, "heard", payload)
        if self._sounds is not None and utterance.sound:
            await self._sounds.keep(heard.id, utterance.sound)
        return heard

    async def keep_recalled(self, heard: Event, memories: tuple[Memory, ...]) -> None:
        """Keep what was recalled for these words."""
        await self._log.append(self._session, "recalled", recalled_payload(heard.id, memories))

    async def keep_spoken(
        self, reply: ReplyId, text: str, reason: EndReason, more: Mapping[str, JsonValue]
    ) -> Event:
        """Keep what was heard of a reply, with what `more` its event says."""
        payload: dict[str, JsonValue] = {"text": text, "reply": reply, "ended": reason, **more}
        event = await self._log.append(self._session, "spoken", payload)
        self._add_spoken(event)
        return event

    async def keep_failure(self, error: ModelError, *, partial: bool) -> None:
        """Keep that the model failed, after a part of the reply or before any."""
        payload: dict[str, JsonValue] = {"error": type(error).__name__, "partial": partial}
        await self._log.append(self._session, "reply_failed", payload)

    async def start_over(self, heard: Event) -> None:
        """Let nothing that was said before these words stand in the prompt any more."""
        self.history = History()
        await self._summarised("", heard.sequence - 1)

    async def summarise(self, model: ChatModel) -> bool:
        """Put a summary in place of the older half; says whether there is one."""
        entries = self.history.older_half()
        if not entries:
            return False
        try:
            summary = await summarise(model, self.history.summary, entries)
        except ModelError as error:
            _log.info("no summary this time: %s", type(error).__name__)
            return False
        if await self.is_outdated():
            return False  # it may hold what was forgotten while it was written
        through = entries[-1].sequence
        await self._summarised(summary, through)
        self.history.replace_until(through, summary)
        return True

    async def _summarised(self, text: str, through: int) -> None:
        payload: dict[str, JsonValue] = {"text": text, "through": through}
        await self._log.append(self._session, "summarised", payload)

    async def is_outdated(self) -> bool:
        """Whether something was forgotten since the session was read, here or anywhere else."""
        return await self._last_forgotten() > self._forgotten

    async def read(self) -> Sequence[Event]:
        """The session's events, for whoever has something to learn from them."""
        self._forgotten = await self._last_forgotten()
        return await self._log.events(session=self._session)

    def rebuild(
        self, events: Sequence[Event], user_message: Callable[[str, Sequence[Memory]], Message]
    ) -> None:
        """Make the prompt's messages from the events again, one for one as they were."""
        self.history, self._spoken = History(), []
        recalled = {
            event.text("heard"): memories_of(event) for event in events if event.kind == "recalled"
        }
        for event in events:
            match event.kind:
                case "heard" | "spoken" if not event.text():
                    continue  # it was forgotten
                case "heard":
                    message = user_message(event.text(), recalled.get(event.id, ()))
                    self.history.add(event.sequence, message)
                case "spoken":
                    self._add_spoken(event)
                case "summarised":
                    through = event.payload.get("through")
                    until = through if isinstance(through, int) else 0
                    self.history.replace_until(until, event.text())
                case _:
                    continue

    def _add_spoken(self, event: Event) -> None:
        """What was heard of a reply stands in the prompt, unless it was but its opening: a small
        model that reads "Ah," as an answer of hers answers so from then on, and no more."""
        text = event.text()
        self._spoken.append(text)
        del self._spoken[:-MOST_REPLIES]
        if not is_opening_alone(text):
            self.history.add(event.sequence, Message("assistant", text))

    async def _last_forgotten(self) -> int:
        latest = await self._log.latest("forgotten")
        return latest.sequence if latest else 0
