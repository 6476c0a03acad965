# ruff: noqa: E501  # a pattern reads better on one line
"""What is asked of her memory in conversation: "remember that …", "don't mention him again", "why?".

By rules, because the person's word on their own memory must hold with the model down.
"""

import re
from collections.abc import Iterable

from anima.memory import Episode, EventLog, LeftAlone, Recall, to_remember
from anima.persona import as_you, uncapitalised
from anima.values import Event, Memory, SessionId

_POLITE = r"(?:(?:please|could you|can you|would you|i want you to|i'd like you to|you should|just|hey|ok|okay|so|and|actually|no|and please),? )*"
_NEVER = re.compile(
    rf"^{_POLITE}(?:do not|don't|never|stop|please stop|quit) (?:ever |you dare )?(?:again )?"
    r"(?:mention(?:ing)?|bring(?:ing)? up|talk(?:ing)?(?: to me)? about|speak(?:ing)?(?: to me)? (?:of|about)|ask(?:ing)?(?: me)? about)"
    r" (?P<topic>.+?)(?: to me)?(?:,? (?:ever again|again|any ?more|ever|please|to me))*$",
    re.I,
)
_NEVER_SPLIT = re.compile(
    rf"^{_POLITE}(?:do not|don't|never|stop) (?:ever )?bring(?:ing)? (?P<topic>.+?) up(?: to me)?(?:,? (?:ever again|again|any ?more|ever|please|with me))*$",
    re.I,
)
_ENOUGH = re.compile(
    r"^(?:i|we) (?:do not|don't|never) (?:ever )?(?:want|wish) to (?:talk|hear|speak|be asked)(?: anything)?(?: to you)? (?:about|of) (?P<topic>.+?) (?:ever again|again|any ?more|ever)$",
    re.I,
)
_AGAIN = re.compile(
    rf"^{_POLITE}(?:you (?:can|may)|let's|it's ok(?:ay)? to|feel free to) (?:mention|bring up|talk about|speak of|ask(?: me)? about) (?P<topic>.+?)(?: again)?(?: now)?$",
    re.I,
)
_WHY = re.compile(
    r"^(?:and |but |wait,? |hm+,? )*(?:why do you (?:think|say|believe) (?:that|so)|how do you know(?: that| this)?|how come you know(?: that)?|where did you (?:get|hear) that(?: from)?"
    r"|who told you(?: that| this)?|when did i (?:ever )?(?:say|tell you) (?:that|this|so)|what makes you (?:think|say) (?:that|so)|did i (?:ever )?(?:say|tell you) that)$",
    re.I,
)
_TALKED = re.compile(
    rf"^{_POLITE}(?:(?:do you (?:remember|know)|remind me|tell me),? )?what (?:did|have) we (?:been )?(?:talk(?:ed|ing)?|speak|spoken|chat(?:ted)?|discuss(?:ed)?)(?: about)?(?P<when> .+)?$",
    re.I,
)
_LAST_TIME = re.compile(
    r"^ (?:last time|the last time|before|when we last (?:talked|spoke))$", re.I
)
_PRONOUN = frozenset("him her them it that this he she".split())
_FILLER = frozenset("it that this everything anything something me us you".split())
_LINE = re.compile(r'^(?P<when>.*?) you told me: "(?P<said>.*?)"', re.S)

NOT_FROM_YOU = "I don't have that from you, so don't take my word for it."


class MemoryRequests:
    """Hears such requests in one session and does what they ask."""

    def __init__(self, recall: Recall, log: EventLog, session: SessionId) -> None:
        self._recall = recall
        self._knows = recall.knowledge
        self._log = log
        self._session = session

    async def answer(self, heard: Event) -> str | None:
        """Her answer when this was such a request, and it is done; None otherwise."""
        text = " ".join(heard.text().replace("’", "'").split()).strip(" .!?…")
        if what := to_remember(heard.text()):
            await self._recall.take_up()
            return f"I'll remember that: {as_you(uncapitalised(what))}."
        for pattern in (_NEVER, _NEVER_SPLIT, _ENOUGH):
            if match := pattern.match(text):
                return await self._leave_alone(match["topic"], heard)
        if match := _AGAIN.match(text):
            return await self._take_back(match["topic"], heard)
        if _WHY.match(text):
            return await self._why(heard)
        if match := _TALKED.match(text):
            return await self._talked(match["when"] or "")
        return None

    async def _talked(self, when: str) -> str | None:
        """What earlier sessions were about; None when it is not said of which time."""
        plain = "" if _LAST_TIME.match(when) else when
        episodes = await self._knows.episodes_of(plain)
        if episodes is None:
            return None
        if not episodes:
            return f"I don't think we talked{plain}." if plain else "We haven't talked before."
        alone = LeftAlone.of(await self._log.events(kinds=("left_alone",)))
        parts = [part for episode in episodes[-3:] for part in episode.title.split(" and ")]
        titles = [uncapitalised(part) for part in parts if not alone.touches(part)]
        told = [words for words in _sentences(episodes[-1]) if not alone.touches(words)]
        if not titles and not told:
            return "About this and that."
        about = f"About {', '.join(titles[:-1])} and {titles[-1]}." if len(titles) > 1 else ""
        about = about or (f"About {titles[0]}." if titles else "")
        if not told:
            return about
        by_rules = episodes[-1].made_by == "rules"
        return f"{about} You told me: “{told[0]}”" if by_rules else f"{about} {' '.join(told)}"

    async def _leave_alone(self, topic: str, heard: Event) -> str | None:
        name = await self._meant(topic, heard)
        if not name:
            return None
        also = [other for other in self._knows.names_of(name) if other != name]
        await self._log.append(
            self._session, "left_alone", {"topic": name, "also": [*also], "on": True}
        )
        return f"All right. I won't bring up {_hers(name)} unless you do."

    async def _take_back(self, topic: str, heard: Event) -> str | None:
        name = await self._meant(topic, heard)
        alone = LeftAlone.of(await self._log.events(kinds=("left_alone",)))
        if not name or not alone.touches(name):
            return None
        for kept in [kept for kept, names in alone.topics.items() if name in (kept, *names)]:
            await self._log.append(self._session, "left_alone", {"topic": kept, "on": False})
        return f"Good. Then {_hers(name)} may come up again."

    async def _meant(self, topic: str, heard: Event) -> str:
        """The topic, and for "him" the one who was spoken of last; empty when that is nobody."""
        plain = topic.strip()
        if plain.lower() not in _PRONOUN:
            return "" if plain.lower() in _FILLER else plain
        said = await self._log.events(kinds=("heard", "spoken"), session=self._session)
        for event in reversed([each for each in said if each.sequence < heard.sequence]):
            if names := self._knows.spoken_of(event.text()):
                return names[-1]
        return ""

    async def _why(self, heard: Event) -> str:
        """The moments behind what she said last."""
        events = await self._log.events(
            kinds=("recalled", "spoken", "heard"), session=self._session
        )
        before = [event for event in events if event.sequence < heard.sequence]
        reply = next((event for event in reversed(before) if event.kind == "spoken"), None)
        if reply is None:
            return NOT_FROM_YOU
        asked = [event for event in before if event.kind == "heard"][-1:]
        recalled = [
            event
            for event in before
            if event.kind == "recalled" and asked and event.text("heard") == asked[0].id
        ]
        moments = self._knows.moments_behind(reply.text(), _sources(recalled))
        lines = await self._knows.quoted(moments)
        return _told(lines) if lines else NOT_FROM_YOU


def is_memory_request(text: str) -> bool:
    """Whether these words ask something of her memory."""
    plain = " ".join(text.replace("’", "'").split()).strip(" .!?…")
    patterns = (_NEVER, _NEVER_SPLIT, _ENOUGH, _WHY, _TALKED)
    return bool(to_remember(text)) or any(pattern.match(plain) for pattern in patterns)


def _sources(recalled: Iterable[Event]) -> list[str]:
    found: list[str] = []
    for event in recalled:
        memories = event.payload.get("memories")
        for memory in memories if isinstance(memories, list) else []:
            sources = memory.get("sources") if isinstance(memory, dict) else None
            found += [str(source) for source in sources] if isinstance(sources, list) else []
    return found


def _sentences(episode: Episode) -> list[str]:
    """The sentences of a summary; by rules, each was in quotation marks."""
    if episode.made_by == "rules":
        return [part.strip("“”") for part in episode.summary.split("” “") if part.strip("“”")]
    return [part for part in re.split(r"(?<=[.!?])\s+", episode.summary) if part]


def _told(lines: Iterable[Memory]) -> str:
    said: list[str] = []
    for line in lines:
        if match := _LINE.match(line.text):
            when = match["when"]
            said.append(f"{when[0].lower()}{when[1:]} you said: “{match['said'].rstrip('.')}”")
    return f"Because {', and '.join(said)}."


def _hers(topic: str) -> str:
    return as_you(topic)
