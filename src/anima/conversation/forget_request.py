# ruff: noqa: E501  # a pattern reads better on one line
"""Requests to forget, made in conversation: "forget that", "forget what I told you about the loan".

By rules, because this must work with the model down and must not fire on "I'll never forget that".
"""

import re
from dataclasses import dataclass

from anima.memory import EventLog, Forgetting
from anima.persona.second_person import as_you
from anima.values import Event, EventId, SessionId

_POLITE = r"(?:(?:please|could you|can you|would you|will you|i want you to|you should|just|hey|ok|okay|so|and|actually|no),? )*"
_LAST = re.compile(
    rf"^{_POLITE}(?:forget|erase|delete|scratch|strike) (?:that|this|what i (?:just )?(?:said|told you)"
    rf"|what i just said|my last (?:sentence|message|words)"
    rf"|(?:that )?i (?:just |ever )?(?:said (?:that|it|anything)|asked|mentioned (?:that|it)|told you(?: that| this)?))(?: again)?(?:,? please)?$"
    rf"|^{_POLITE}(?:do not|don't|never) (?:remember|keep|store|write down) "
    rf"(?:that|this|what i (?:just )?said)(?:,? please)?$",
    re.IGNORECASE,
)
_TOPIC = re.compile(
    rf"^{_POLITE}(?:forget|erase|delete|(?:do not|don't) remember) "
    rf"(?:(?:everything|all|anything|what|whatever|that|the things?)? ?(?:that )?(?:i|we)(?: have|'ve)? "
    rf"(?:ever )?(?:told you|said|talked|mentioned|spoke)(?: to you)?(?: about| of| on)?|"
    rf"(?:everything|all|anything) (?:you know )?about|about) (?P<topic>.+?)(?:,? please)?$",
    re.IGNORECASE,
)
_CLAUSE = re.compile(
    rf"^{_POLITE}(?:forget|erase|delete|(?:do not|don't) remember) "
    rf"(?:that|where|what|who|when|how|which|why) (?P<topic>(?:i|my|we|our|he|she|they|his|her|their|the)\b.+?)(?:,? please)?$",
    re.IGNORECASE,
)
"""What is to be forgotten as it would be told: "that I work at a library", "where my sister lives"."""

_BARE = re.compile(
    rf"^{_POLITE}(?:forget|erase|delete) (?P<topic>(?:my|our) [\w' -]{{2,50}}?)(?: for good)?(?:,? please)?$",
    re.IGNORECASE,
)
_NO_TOPIC = re.compile(r"^(?:it|that|this|him|her|them|me|us|everything|all of it)$", re.IGNORECASE)
_ASSENT = (
    r"(?:yes|yeah|yep|yup|sure|ok|okay|do (?:it|that|so)|please do|go ahead|of course|absolutely|definitely|"
    r"(?:forget|erase|delete) (?:it|them|that|everything|all of (?:it|them))(?: all)?)"
)
_BESIDES = r"(?:please|now|all of (?:it|them)|everything|for good|i'm sure|i do|i am|you (?:can|may|should)|thanks|thank you)"
_YES = re.compile(rf"^{_ASSENT}(?:[ ,.!;]+(?:{_ASSENT}|{_BESIDES}))*$", re.IGNORECASE)
"""The whole of it: what is erased is gone, and "of course not" begins like a yes."""

_NO = re.compile(
    r"^(?:(?:of course|absolutely|definitely|certainly|please|better|rather|sure|yes|ok|okay|well|oh|actually|but)[ ,.!]+)*"
    r"(?:no|not|nope|nah|don't|do not|keep|leave|stop|wait|never mind)\b",
    re.IGNORECASE,
)

GONE = "It's gone. I don't have it any more."
ASIDE = "The life that was put aside when you brought this one may still have it."
KEPT = "Then I keep it."
NOTHING_ON_IT = "I don't think you ever told me anything about that."
NOTHING_BEFORE = "There is nothing before that to forget."


@dataclass(frozen=True, slots=True)
class _Asked:
    """What she has asked whether to forget, and since when they speak of it."""

    topic: str
    events: tuple[EventId, ...]
    since: int


class ForgetRequests:
    """Hears requests to forget in one session, asks once where it is about a topic, and obeys."""

    def __init__(self, forgetting: Forgetting, log: EventLog, session: SessionId) -> None:
        self._forgetting = forgetting
        self._log = log
        self._session = session
        self._asked: _Asked | None = None

    async def answer(self, heard: Event) -> str | None:
        """Her answer when this was such a request, or the yes or no to one; None otherwise."""
        text = _plain(heard.text())
        asked, self._asked = self._asked, None
        if asked is not None and await self._came_between(asked, heard):
            asked = None
        if asked is not None and _YES.match(text):
            about_it = [event.id for event in await self._said(asked.since)]
            await self._forgetting.erase({*asked.events, *about_it}, topic=asked.topic)
            return self._gone()
        if asked is not None and _NO.match(text):
            return KEPT
        if _LAST.match(text):
            return await self._forget_last(heard)
        if topic := _topic(text):
            return await self._ask(heard, topic)
        if bare := _BARE.match(text):
            # "Forget my manners": only what she was told of can be meant.
            return await self._ask(heard, bare["topic"], nothing=None)
        return None

    async def _came_between(self, asked: _Asked, heard: Event) -> bool:
        """Whether anything but her question was said since she was asked to forget."""
        since = [e for e in await self._said(asked.since + 1) if e.sequence < heard.sequence]
        return len(since) > 1 or any(event.kind == "heard" for event in since)

    async def _forget_last(self, heard: Event) -> str:
        """Erase what the person said before this, and what she answered to it."""
        before = [event for event in await self._said(1) if event.sequence < heard.sequence]
        last = next((e.sequence for e in reversed(before) if e.kind == "heard"), None)
        if last is None:
            return NOTHING_BEFORE
        await self._forgetting.erase([event.id for event in before if event.sequence >= last])
        return self._gone()

    def _gone(self) -> str:
        return f"{GONE} {ASIDE}" if self._forgetting.has_put_aside else GONE

    async def _ask(
        self, heard: Event, topic: str, nothing: str | None = NOTHING_ON_IT
    ) -> str | None:
        turns = [t for t in await self._forgetting.about(topic) if t.sequence < heard.sequence]
        held = await self._forgetting.elsewhere(topic)
        if not turns and (nothing is None or not held.events):
            return nothing
        self._asked = _Asked(topic, (*(t.id for t in turns), *sorted(held.events)), heard.sequence)
        one = len(turns) == 1 and not held.events
        count = "one thing" if len(turns) == 1 else f"{len(turns)} things" if turns else ""
        things, them = " and ".join(filter(None, (count, held.said))), "it" if one else "them"
        is_clause = not _TOPIC.match(text := _plain(heard.text())) and _CLAUSE.match(text)
        about = "that" if is_clause else as_you(topic)
        return f"I have {things} about {about}. Shall I forget {them} for good?"

    async def _said(self, since: int) -> list[Event]:
        events = await self._log.events(
            after=since - 1, kinds=("heard", "spoken"), session=self._session
        )
        return [event for event in events if event.text()]


def is_forget_request(text: str) -> bool:
    """Whether these words ask her to forget something."""
    plain = _plain(text)
    return bool(_LAST.match(plain) or _topic(plain) or _BARE.match(plain))


def _topic(plain: str) -> str | None:
    """What is named that she was told, in a request to forget it."""
    match = _TOPIC.match(plain)
    if match and not _NO_TOPIC.match(match["topic"]):
        return match["topic"]
    clause = _CLAUSE.match(plain)
    return clause["topic"] if clause else None


def _plain(text: str) -> str:
    return " ".join(text.replace("’", "'").split()).strip(" .!?…\"'")
