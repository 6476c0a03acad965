"""Loose ends: what the person was going to do or hear, and never came back to. Rules first."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from functools import lru_cache
from typing import Literal
from zlib import crc32

from anima.initiative.loss import (
    Loss,
    are_one,
    is_of_health,
    is_touched,
    loss_in,
    people_called,
)
from anima.initiative.signs import has_passed, sign_in
from anima.memory.facts.clauses import expanded, sentences
from anima.memory.facts.kin import same_kin
from anima.memory.facts.times import moments
from anima.memory.stems import content_words, term
from anima.safety import names_danger
from anima.values import Event

EndKind = Literal["awaited", "appointment", "intention", "worry"]

_WAIT = {"awaited": 3, "appointment": 1, "intention": 4, "worry": 2}
"""Days to wait before asking, where no time was said."""

EVENING = time(17, 0)
"""Before that, what was going to happen on a day may still be ahead."""

STALE_DAYS = 30
"""What was left open longer ago than this is left alone."""

_AWAITED = re.compile(
    r"\b(?:I am|we are|I have been|still) (?:still )?(?:waiting|hoping) (?:for"
    r"|to hear)\b(?P<what>.*)"
    r"|\b(?:I|we) (?:should|will|am going to|was going to|am supposed to|was supposed to|hope to) "
    r"(?:hear|get|find out|know)(?: back)?\b(?P<what2>.*)"
    r"|\b(?:they|he|she|the [\w ]{2,25}|my [\w ]{2,25}|[A-Z]\w+) (?:will|should|would|promised to"
    r"|said (?:they|he|she) "
    r"(?:will|would)|is going to|are going to|is supposed to|was going to) (?:call|write|ring"
    r"|let me know"
    r"|get back|decide|tell me|answer|reply|send|email|come back to me)\b(?P<what3>.*)"
    r"|\b(?:results?|verdict|winners?|answer|decision|reply|news|grades?|offer|quote"
    r"|test results) (?:is"
    r"|are|will|comes?"
    r"|should|am)\b(?P<what4>.*)"
    r"|\bI (?:have )?(?:applied for|sent (?:off|in)|handed in|submitted|put in)\b(?P<what5>.*)",
    re.IGNORECASE,
)
_THINGS = (
    r"(?:job )?interview|exam|test|appointment|surgery|operation|scan|check-?up|hearing|audition"
    r"|date|talk"
    r"|speech|presentation|performance|concert|recital|reading|viewing|trial|race|marathon|match"
    r"|wedding"
    r"|funeral|meeting|deadline|first day|flight|driving test|dentist|doctor|vet|biopsy"
    r"|defen[cs]e|premiere"
    r"|opening|move|court date|dinner with|lunch with|coffee with|visit"
)
_APPOINTMENT = re.compile(
    r"\b(?:tomorrow|(?:on |next )?\w+day) is (?:my|our|the|her|his)\b"
    r"|\b(?:the|my|our) \w+ (?:will come|is coming|comes|arrives|will arrive|will be here)\b"
    rf"|\bI (?:have|have got|got) (?:an?|my|the|that|another)\b[\w ,'-]{{0,25}}?\b(?:{_THINGS})\b"
    rf"|\b(?:my|our|the|his|her)\b[\w '-]{{0,25}}?\b(?:{_THINGS})\b (?:is|starts|takes place"
    rf"|will be)\b"
    r"|\bI am (?:seeing|meeting|visiting|having dinner with|flying|getting married|moving"
    r"|starting|giving"
    r"|performing|playing|defending|picking up|taking [\w ]{2,25} to the (?:vet|doctor|dentist"
    r"|hospital))\b"
    r"|\b(?:he|she|my [\w ]{2,25}|[A-Z]\w+) (?:has|is having|is getting|goes in for|gets) (?:an?"
    r"|the|her|his) "
    r"[\w ]{0,20}(?:surgery|operation|scan|biopsy|exam|interview|test|trial|results|hearing)\b",
    re.IGNORECASE,
)
_INTENTION = re.compile(
    r"\bI (?:really |still |also |just |finally |do )*(?:am (?:finally |really |now )?going to"
    r"|will|have to|need to|must|should(?: really)?"
    r"|want to|am planning to"
    r"|plan to"
    r"|promised (?:\w+ )?(?:I would|to)|am (?:finally )?about to|intend to|have decided to|mean to)"
    r" (?:finally |really |just |also |still |at last )*(?P<verb>call|ring|write|text|email|tell"
    r"|ask|talk to|speak to"
    r"|apologi[sz]e|visit|finish|send|sign up|apply|book|quit|hand in|register|start|begin|try"
    r"|fix|sort out"
    r"|clear out|clean out|sell|buy|return|cancel|invite|thank|confront|break up|propose"
    r"|say sorry|see (?:a|the|my)"
    r"|go (?:to|and see)|make (?:an appointment|up with)|learn|paint|repair|pay)\b"
    r"|\bI (?:have not|still have not|never|keep putting off|have been putting off"
    r"|have been avoiding|keep meaning"
    r" to|am avoiding)\b (?:yet )?(?P<verb2>call\w*|r[iu]ng\w*|writ\w*|answer\w*|t[oe]ld|tell\w*"
    r"|talk\w*|spoken"
    r"|open\w*|apologi[sz]\w*|thank\w*|sort\w*|book\w*|finish\w*|visit\w*|said|repli\w*|the|that"
    r"|my|going|start\w*)",
    re.IGNORECASE,
)
_WORRY = re.compile(
    r"\b(?:my|our|the) [\w ]{2,30}? (?:is|has been|was|got) (?:in (?:the )?hospital|at the vet"
    r"|very ill|ill|sick"
    r"|missing|in surgery|taken to (?:the )?hospital|not (?:eating|well|doing well|answering)"
    r"|lost|still in bed)\b"
    r"|\b(?:he|she|they|it|[A-Z]\w+) (?:is|has been|was) (?:in (?:the )?hospital|at the vet"
    r"|missing|in surgery"
    r"|taken to (?:the )?hospital)\b|\b(?:I|we) (?:have )?(?:lost|can not find) (?:my"
    r"|our) (?:cat|dog|keys|wallet"
    r"|passport|ring|phone)\b|\bI (?:am not (?:speaking|talking)|had a (?:big "
    r"|terrible |huge )?(?:fight|row"
    r"|argument)|fell out"
    r"|argued) (?:with|to)\b|\b(?:my|our) \w+ and I are not (?:speaking|talking)\b",
    re.IGNORECASE,
)
_PATTERNS: tuple[tuple[EndKind, re.Pattern[str]], ...] = (
    ("awaited", _AWAITED),
    ("appointment", _APPOINTMENT),
    ("worry", _WORRY),
    ("intention", _INTENTION),
)
_VAGUE = re.compile(
    r"\b(?:one day|some ?day|sometime|eventually|every (?:day|week|morning|monday|year)|always"
    r"|usually|in general"
    r"|as usual|never again|i would love|if i|when i (?:was|am) (?:old|young|a)|most days"
    r"|on principle|waiting for (?:summer|winter|spring|autumn|christmas|the (?:weekend|bus|train"
    r"|rain|sun))|handed in my notice)\b"
    r"|\b(?:someone|somebody|everyone|everybody|nobody|people|you) (?:should|will|would|must)\b"
    r"|\bno answer is\b|\blike (?:he|she|they|you) (?:does|do|did)\b"
    r"|\bgo to (?:bed|sleep|the (?:toilet|loo|shop|shops|kitchen))\b|\btell you\b|\bask you\b"
    r"|\bsay (?:that|this)\b"
    r"|\btry (?:to )?(?:not|sleep|relax|again|harder)\b|\bI (?:will|should|have to) (?:start"
    r"|begin) (?:with|by)\b"
    r"|\b(?:start|begin) (?:crying|laughing|again)\b|\bpay (?:attention|taxes)\b|\bbuy (?:milk"
    r"|bread|eggs|food)\b",
    re.IGNORECASE,
)
_CLOSED = re.compile(
    r"\b(?:the|my|our) [\w ]{2,25} (?:was|were) \w+|\b(?:went|was (?:great|good|fine|terrible"
    r"|awful|lovely|okay|a (?:success|disaster))"
    r"|got (?:it|the|my|an?)|passed"
    r"|failed|is (?:over|done|finished|settled|fixed|back|home|fine|better|cancelled|found)"
    r"|are (?:back|fine|good|in)"
    r"|is fine now|called|wrote (?:back|me|to)|(?:said|says) (?:yes|no)"
    r"|cancell?ed|postponed"
    r"|rejected|accepted|turned (?:me )?down|did it|done|finished|sent|signed|booked|told (?:him"
    r"|her|them|my)|spoke"
    r"|talked (?:to|with)|apologi[sz]ed|visited|returned|sold|fixed|sorted|found|came (?:back"
    r"|home)|heard (?:back )?from"
    r"|answered|replied|decided|quit|bought|repaired|paid|made up|asked (?:him|her|them|my)|rang"
    r"|invited|thanked|handed in"
    r"|decided against|changed my mind|gave up|not going to|no longer|let it go|forget (?:it"
    r"|about)|offered|hired"
    r"|recovered|out of (?:hospital|surgery)|died|results came|saw (?:him|her|them|my|the)|met"
    r"|moved|started|flew)\b",
    re.IGNORECASE,
)
_THING = re.compile(r"\b(?:keys|wallet|passport|ring|phone)\b", re.IGNORECASE)
_SOON = re.compile(
    r"\b(?:soon|later|in a bit|any day|this|next|coming|in an hour)\b", re.IGNORECASE
)
_AND_I = re.compile(r",? and (?=I\b)|; ")
_GENERIC = frozenset(
    "go going get have make call write tell ask talk tomorrow today week next day month year "
    "time really finally thing people good great new old first last back monday tuesday "
    "wednesday thursday friday saturday sunday morning evening afternoon night tonight still "
    "hear wait waiting hope should would want need will they she he went got".split()
)


@dataclass(frozen=True, slots=True)
class LooseEnd:
    """Something left open.

    Attributes:
        kind: What it waits for: an answer, an appointment, a deed, or somebody's recovery.
        text: The sentence in which it was said.
        source: The event of those words.
        said_at: When they were said.
        due: From when on it may be asked about: the evening of its day.
        timed: Whether a time was said.
        closed_by: The event in which its outcome was told; empty while it is open.
    """

    kind: EndKind
    text: str
    source: str
    said_at: datetime
    due: datetime
    timed: bool
    closed_by: str = ""

    @property
    def naming(self) -> tuple[str, ...]:
        """The words that name it, in order."""
        return _naming(self.text)

    @property
    def topic(self) -> frozenset[int]:
        """The stems of those words."""
        return _topic(self.text)


def _naming(text: str) -> tuple[str, ...]:
    return tuple(word for word in content_words(text) if word not in _GENERIC)


@lru_cache(maxsize=4000)
def _topic(text: str) -> frozenset[int]:
    return terms_of(_naming(text))


def terms_of(words: Iterable[str]) -> frozenset[int]:
    """Words to be compared: the same number for "mum" and "mother"."""
    return frozenset(term(same_kin(word)) for word in words)


def key_of(end: LooseEnd) -> str:
    """The same for the same end, and for no other of the same words."""
    return f"{end.source}:{crc32(end.text.encode()):08x}"


def forget_read_ends() -> None:
    """Forget the words that were read: they are somebody's, who may erase them."""
    _topic.cache_clear()
    _ends_in.cache_clear()


def loose_ends(events: Iterable[Event]) -> list[LooseEnd]:
    """Every end in what the person said, oldest first, closed or open; the same one told again is
    one, with its last time."""
    ends: list[LooseEnd] = []
    for event in events:
        text = event.text()
        if event.kind != "heard" or not text or event.text("play"):
            continue
        ends = _closing(ends, event)
        for found in ends_in(text, event):
            same = [end for end in ends if not end.closed_by and _same(end, found)]
            for end in same:
                ends.remove(end)
            ends.append(found)
    return ends


def those_lost(ends: Iterable[LooseEnd], events: Iterable[Event]) -> frozenset[str]:
    """Who has died, where it was told by "he" or "she" alone: "mother", or a name.

    They are named in the ends about somebody's health that it closed; where there was none, in
    what was said just before it in the same talk.
    """
    closed: dict[str, list[str]] = {}
    events = list(events)
    for end in ends:
        if end.closed_by and (end.kind == "worry" or is_of_health(end.text)):
            closed.setdefault(end.closed_by, []).append(end.text)
    lost: set[str] = set()
    talk, before = "", ""
    for event in events:
        if event.kind != "heard" or event.text("play"):
            continue
        loss = loss_in(event.text())
        if loss is not None and loss.pronoun:
            near = (before if talk == event.session else "", event.text())
            ill = [t for t in closed.get(event.id, ()) if loss.is_sure or is_of_health(t)]
            meant = loss.meant_in(ill or (near if loss.is_sure else ()))
            if loss.by_a_vet and meant:  # "Leo has a fever": he may be a son of whom was told
                meant -= people_called(each.text() for each in events if each.kind == "heard")
            # Of two who were just named nobody knows which: a birthday is not lost by a guess.
            lost |= meant if ill or are_one(meant, near) else frozenset()
        talk, before = event.session, event.text()
    return frozenset(lost)


def open_ends(events: Iterable[Event], now: datetime) -> list[LooseEnd]:
    """Those that are still open and may be asked about by now, the most urgent first."""
    return those_open(loose_ends(events), now)


def those_open(ends: Iterable[LooseEnd], now: datetime) -> list[LooseEnd]:
    """Of these the ones that are still open and may be asked about, the most urgent first."""
    waiting = [
        end
        for end in ends
        if not end.closed_by and end.due <= now <= end.due + timedelta(days=STALE_DAYS)
    ]
    order = ("worry", "awaited", "appointment", "intention")
    return sorted(waiting, key=lambda end: (not end.timed, order.index(end.kind), end.said_at))


def ahead_today(ends: Iterable[LooseEnd], now: datetime) -> list[LooseEnd]:
    """Of these the appointments of today, told before, whose time is still ahead; oldest first."""
    today = now.astimezone().date()
    return [
        end
        for end in ends
        if end.kind == "appointment"
        and end.timed
        and not end.closed_by
        and end.due.date() == today
        and end.said_at.astimezone().date() < today
        and now < end.due
    ]


def ends_in(text: str, event: Event) -> Sequence[LooseEnd]:
    """The ends in one thing that was said; at most one for each sentence."""
    return _ends_in(text, event.id, event.at)


@lru_cache(maxsize=8000)
def _ends_in(text: str, source: str, at: datetime) -> tuple[LooseEnd, ...]:
    said = at.astimezone()
    found: list[LooseEnd] = []
    for sentence in (part for each in sentences(text) for part in _AND_I.split(each)):
        plain = expanded(sentence)
        if _VAGUE.search(plain) or names_danger(sentence):  # no appointment, whatever its day
            continue
        told = [each.start for each in moments(plain, said, "future")]
        times = [day for day in told if day >= said.date()]
        kind = _kind(plain)
        if kind == "appointment" and not times and not _SOON.search(plain):
            kind = None
        if kind is None:
            ahead = any(day > said.date() for day in times)
            kind = sign_in(plain, ahead=ahead, today=bool(times) and not ahead)
        if kind is None:
            continue
        if kind == "worry":  # "missing since Sunday" is no time that lies ahead
            times = []
        day = min(times) if times else said.date() + timedelta(days=_WAIT[kind])
        due = datetime.combine(day, EVENING, said.tzinfo)
        if due <= said:
            due += timedelta(days=1)
        found.append(LooseEnd(kind, sentence, source, at, due, bool(times)))
    loss = loss_in(text) if found else None
    if loss is not None:  # "He was taken to hospital and died": nobody asks whether it is better
        found = [end for end in found if not _ends_with(end, loss)]
    return tuple(found)


def _kind(plain: str) -> EndKind | None:
    for kind, pattern in _PATTERNS:
        if pattern.search(plain):
            return kind
    return None


def _closing(ends: Sequence[LooseEnd], event: Event) -> list[LooseEnd]:
    """The ends, those marked that this comes back to.

    By the words of an outcome, by telling what was of the same thing, or by speaking of it at all
    once its time has come: then she need not ask. A death ends more than it names.
    """
    plain = expanded(event.text())
    told, passed = _CLOSED.search(plain) is not None, has_passed(plain)
    words = terms_of(content_words(plain))
    loss = loss_in(event.text())

    def closes(end: LooseEnd) -> bool:
        if end.closed_by or end.source == event.id:
            return False
        if loss is not None and _ends_with(end, loss):
            return True
        shared = len(end.topic & words)
        if not shared:
            return False
        return told or event.at >= end.due or (passed and (shared > 1 or end.kind == "awaited"))

    return [replace(end, closed_by=event.id) if closes(end) else end for end in ends]


def _ends_with(end: LooseEnd, loss: Loss) -> bool:
    """Whether somebody's death ends it: a worry, whatever is about health, a call to them."""
    if loss.spares(end.text):
        return False
    is_worry = end.kind == "worry" and not _THING.search(end.text)
    return is_worry or is_touched(end.text, loss)


def _same(one: LooseEnd, other: LooseEnd) -> bool:
    shared = one.topic & other.topic
    return bool(shared) and len(shared) >= min(len(one.topic), len(other.topic), 2)
