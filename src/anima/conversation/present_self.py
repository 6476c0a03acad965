"""Who she is as of the last turn: what the prompt says of her and of the person, how she sounds."""

from collections.abc import AsyncGenerator, Callable, Iterable, Sequence
from datetime import date

from anima.conversation.prompt import Prompt
from anima.conversation.reading import reading_messages
from anima.conversation.sounding import Sounding
from anima.llm import Message, ModelProfile
from anima.memory import EventLog
from anima.persona import (
    Herself,
    Identity,
    last_talk,
    load_herself,
    load_identity,
    system_messages,
)
from anima.safety import OrderSense
from anima.values import Clock, Delivery


class PresentSelf:
    """Read from the log, and read again when something has changed her.

    Args:
        log: Where it is told who she became.
        clock: What time it is.
        known: What is known of the person, a line each.
    """

    def __init__(self, log: EventLog, clock: Clock, known: Callable[[], Iterable[str]]) -> None:
        self.identity = Identity()
        self.herself = Herself()
        self._log = log
        self._clock = clock
        self._known = known
        self._is_last = False
        self._sounding = Sounding()
        self._shown_day: date | None = None

    @property
    def delivery(self) -> Delivery:
        """How she speaks just now: pace, pauses, loudness."""
        return self._sounding.delivery

    @property
    def whispers(self) -> bool:
        """Whether she whispers just now."""
        return self.herself.whispers(self._clock.now())

    async def refresh(self) -> None:
        """Read it again."""
        now = self._clock.now()
        self.identity = await load_identity(self._log)
        self._is_last = await last_talk.wished(self._log) is not None
        self.herself = await load_herself(self._log, now)
        self._sounding.follow(self.herself, now)

    async def find_sound(self) -> None:
        """Find how she sounds next, as her mood has gone on."""
        now = self._clock.now()
        self._sounding.follow(await load_herself(self._log, now), now)

    @property
    def is_another_day(self) -> bool:
        """Whether the prompt that was made last tells a day that is over, where the person is."""
        return self._shown_day not in (None, self._today())

    async def is_renamed(self) -> bool:
        """Whether she was given another name since: on a page, in a terminal, in another talk."""
        last = await self._log.newest(("name_accepted",), 1)
        return bool(last) and last[0].text("name") != self.identity.name

    def about_person(self) -> list[str]:
        """What the prompt says of the person, and of a talk that is the last."""
        wishes = self.herself.preferences.lines()
        last = [last_talk.IN_HER_MIND] if self._is_last else []
        return [*self.identity.about_person(), *wishes, *self._known(), *last]

    def prompt(self, profile: ModelProfile, orders: OrderSense) -> Prompt:
        """What a reply is made from."""
        self._shown_day = self._today()
        return Prompt(self._messages(profile, self.about_person()), profile, orders)

    def prompt_to_read(self, profile: ModelProfile, orders: OrderSense) -> Prompt:
        """The same for a text of others, with nothing beside it that could be carried out."""
        if profile.prompt_shape == "short":
            return Prompt(reading_messages(self.identity.name), profile)
        return Prompt(self._messages(profile, self.identity.about_person()), profile, orders)

    def last_words(self, pieces: AsyncGenerator[str]) -> AsyncGenerator[str]:
        """A reply as she gives it: in a talk that is the last, one that lets go."""
        return last_talk.last_words(pieces) if self._is_last else pieces

    def _messages(self, profile: ModelProfile, about_person: Sequence[str]) -> Sequence[Message]:
        return system_messages(
            self.identity,
            profile,
            today=self._today(),
            about_person=about_person,
            expression=self.herself.expression,
        )

    def _today(self) -> date:
        return self._clock.now().astimezone().date()
