# ruff: noqa: E501  # a pattern reads better on one line
"""What the person means by an answer in the interview; deterministic, for English."""

import re
from dataclasses import dataclass
from typing import Literal

from anima.persona.second_person import as_you

Going = Literal["yes", "later", "never", "other"]

_LEAD = r"(?:(?:oh|well|um+|uh+|er|hm+|ok(?:ay)?|so|yes|yeah|please|thanks|thank you|no)[ ,.!…-]+)*"
_NEVER = re.compile(
    r"\b(?:never ask|don'?t (?:ever )?ask (?:me )?(?:that |this |again|any)|no (?:more )?questions (?:ever|at all|please)|never|not ever)\b"
)
_LATER = re.compile(
    r"\b(?:later|another (?:day|time)|some other (?:day|time)|not (?:now|today|yet|tonight)|tomorrow|next time|maybe|perhaps|rather not|no thanks?|no thank you|i don'?t (?:want|feel like))\b|^(?:no|nope|nah)\b[ .!]*$"
)
_GO = re.compile(
    rf"^{_LEAD}(?:y|yes|yeah|yep|yup|sure|ok|okay|fine|alright|all right|go (?:ahead|on|for it)|ask(?: me| away| them| now| your questions)?|of course|why not|please(?: do)?|shoot|let'?s(?: do (?:it|that|them)| hear them| go)?|do|now|with pleasure|gladly|absolutely|definitely|certainly|i'?m ready|ready|go)(?:[ ,.!]+(?:go ahead|go on|sure|ask(?: me| away| them)?|please(?: do)?|now|do|then|yes|let'?s do it|that'?s fine|fine))*[ .!]*$"
)
_SKIP = re.compile(
    rf"^{_LEAD}(?:skip(?: it| that| this(?: one)?)?|pass|next(?: one| question)?|leave (?:it|that)(?: out)?|(?:i'?d |i would )?(?:rather|prefer) not(?: to)?(?: say| answer| tell)?(?: that| you)?|no comment|i don'?t (?:want|wish|like|care) to (?:say|answer|tell)(?: that| you)?|none of your business|let'?s skip (?:it|that|this(?: one)?))[ .!]*$"
)
_STOP = re.compile(
    rf"^{_LEAD}(?:stop|enough|that'?s enough|no more(?: questions)?|stop (?:asking|it|that|with the questions)|(?:the rest |let'?s do (?:the rest|it|that) )?(?:later|another (?:day|time)|tomorrow|some other time)|let'?s stop(?: here)?|not now|i don'?t want (?:any )?more(?: questions)?)[ .!]*(?:please)?[ .!]*$"
)
_NOTHING = re.compile(
    rf"^(?:nope[ ,.!…-]+|nah[ ,.!…-]+)?{_LEAD}(?:no(?:t really|pe|thing(?: (?:really|special|in particular|i can think of|comes to mind))?|ne|body(?: (?:really|special|yet|in particular))?|t that i know(?: of)?| one(?: really)?)?|i don'?t (?:know|think so|mind)|(?:i'?m )?not sure|no idea|dunno|nah|whatever|i guess not|not (?:at the moment|right now|yet)|(?:not|none) (?:that )?i can think of|can'?t think of (?:anything|any|anyone|anybody)|there'?s (?:nothing|nobody|no one)|everything(?:'?s| is) (?:fine|good|okay|ok)|you (?:can|may) (?:bring up |ask |ask me |ask me about |talk about |talk to me about |say |mention )?(?:anything|everything|whatever you (?:like|want))|anything goes|(?:it'?s |that'?s |we'?re |i'?m )?all (?:good|fine|right|okay|ok)|(?:it'?s )?(?:hard|difficult) to (?:say|tell)|i'?m an open book|i don'?t mind (?:anything|it|any of it)|nothing(?:'s| is) off limits|nothing comes to mind|i can'?t think of (?:anything|any|anyone|anybody)(?: \w+)?)(?:[ ,]+(?:really|no|i think|right now|at the moment|for now|yet|i guess))*[ .!]*$"
)
_ASKS = re.compile(
    r"^(?:why|what|how|who|which|do i|must i|is (?:that|this)|what for)\b.*\?$|^why\b"
)
_AGAIN = re.compile(
    r"^(?:please |could you |can you |would you |will you |now |hey,? |ok(?:ay)?,? |so,? )*(?:ask me (?:(?:all |the rest of )?(?:your|the|those|these) (?:five )?(?:short )?(?:questions|things)|again how (?:i want you|you should) (?:to )?be|how i want you to be)(?: again| now)?|let'?s do (?:your|the|those) (?:five )?questions(?: again| now)?|(?:i'?m|i am) ready for (?:your|the) questions|let'?s (?:go over|change) (?:what i want (?:of|from) you|how i want you to be))(?:,? please)?$"
)

_GENTLE = re.compile(
    r"\b(?:gent\w+|soft\w*|careful\w*|kind(?:ly)?|tact\w*|easy on me|go easy|diplomatic\w*|mild\w*|sensitive\w*|(?:not|never|don'?t be|without being|less|no) (?:too |so |very |that |being )?(?:direct|frank|blunt|harsh|straight|hard|rude|honest))\b"
)
_FRANK = re.compile(
    r"\b(?:frank\w*|straight\w*|direct\w*|blunt\w*|honest\w*|open(?:ly)?|plain(?:ly)?|brutal\w*|hold back|say (?:it|so)|tell me (?:off|the truth)|truth|(?:not|never|don'?t be|no need to be|needn'?t be|less) (?:too |so |very )?(?:gentle|soft|careful|kind|nice|polite)(?: with me)?)\b"
)
_NOT_FRANK = re.compile(
    r"\b(?:not|never|don'?t be|without being|less|no) (?:too |so |very |that |being )?(?:direct|frank|blunt|harsh|straight|hard|rude|honest)\w*\b"
)
_NOT_GENTLE = re.compile(
    r"\b(?:not|never|don'?t be|no need to be|needn'?t be|less) (?:too |so |very )?(?:gentle|soft|careful|kind|nice|polite)\w*\b"
)
_BETWEEN = re.compile(
    r"\b(?:in between|between|middle|bit of both|both|mix|depends|balanced?|half|either|don'?t (?:mind|care|know)|up to you|whatever|as you like)\b"
)

_TOPIC_LEAD = re.compile(
    r"^(?:(?:oh|well|um+|uh+|hm+|yes|yeah|please|maybe|perhaps|probably|i guess|actually|definitely|just|only|also|then)(?:[ ,.!…-]+|$)|(?:please )?(?:don'?t|do not|never|no|not) (?:ever )?(?:mention|bring up|talk about|speak of|ask(?: me)? about|touch(?: on)?)? ?|i(?:'d| would) rather (?:you )?(?:not|didn'?t) (?:talk about|bring up|mention|ask(?: me)? about) |(?:i |you )?(?:really )?(?:don'?t|do not|shouldn'?t|should not|hate|can'?t|cannot)(?: (?:want|like|wish|bear|stand|really))*(?: (?:to|you to))? (?:talk(?:ing)? about|speak(?:ing)? (?:of|about)|hear(?:ing)? about|bring(?:ing)? up|mention(?:ing)?|be(?:ing)? asked about) |it(?:'s| is) (?:hard|difficult) (?:for me )?to (?:talk|speak) about |(?:please )?(?:avoid|skip|leave out|stay away from|keep away from|steer clear of) |(?:anything|everything|questions|stuff|things) (?:about|to do with|with|on) |all (?:that|this) (?:about|with) |(?:the )?(?:topic|subject) of |about )+",
    re.I,
)
_TOPIC_TAIL = re.compile(
    r"(?:[ ,]+(?:please|thanks|thank you|i guess|i think|really|by yourself|ever|at all|for now|would be good|is (?:off limits|a sore (?:point|spot)|difficult|hard)|are (?:off limits|difficult|hard)))+$",
    re.I,
)
_AND = re.compile(r"\s*(?:[,;]|\.\s|\band\b|\bor\b|\bnor\b)\s*", re.I)
_TOPIC_WHY = re.compile(r"[ ,]+(?:because|since|cause|as|when|who|which|that)\b.*$", re.I | re.S)
_NO_TOPIC = re.compile(
    r"^(?:i|i'(?:m|d|ve|ll)|you|you'(?:re|d|ve|ll)|be|keep|stay|tell|say|talk|do|he|she|they|we|it|he's|she's|they're|we're|it's|that|that's|this|there|there's|let|let's|ask|think|nothing|everything|anything|whatever|whichever|no|not|nope|nah|hm+|um+|uh+"
    r"|can't|don't|won't|all (?:good|fine|right|ok(?:ay)?)|good|fine|great|ok(?:ay)?|sure|(?:hard|difficult) to \w+|go (?:ahead|on)|same|none|some|depends|just|because|since|but|so far|for now|at the moment|right now)(?![\w'])"
)
"""A topic is a thing; what begins so is a sentence, or no more than a word of the answer."""
MOST_TOPICS = 6
_LONGEST_TOPIC = 6

_HOURS = {
    word: number
    for number, word in enumerate(
        "one two three four five six seven eight nine ten eleven twelve".split(), start=1
    )
} | {"noon": 12, "midday": 12, "midnight": 0}
_WORDS = "|".join(_HOURS)
_TIME = (
    rf"(?:(?P<part{{0}}>half past|quarter past|quarter to|half) )?(?P<hour{{0}}>\d{{{{1,2}}}}|{_WORDS})"
    r"(?:(?:[:.]| )(?P<minute{0}>[0-5]\d|fifteen|thirty|forty[- ]five))?(?: o'?clock)?"
    r"(?: ?(?P<half{0}>am|pm|a\.m\.?|p\.m\.?|in the morning|in the evening|at night|in the afternoon))?"
)
_SPAN = re.compile(
    rf"\b(?:(?:from|between|after|past|at) )?{_TIME.format('1')}(?:,? (?:(?:and|or|until|till|til|to|through|before)(?: (?:before|until|till))?) |(?:,? and (?:not )?before | ?[-–] ?)){_TIME.format('2')}(?!\w)"
)
_FROM = re.compile(rf"\b(?:after|from|past|starting at|later than) {_TIME.format('1')}(?!\w)")
_UNTIL = re.compile(rf"\b(?:before|until|till|til|earlier than) {_TIME.format('2')}(?!\w)")
_EITHER = re.compile(r" or (?!before|until|till)")
_COUNTED = re.compile(
    r" (?:messages?|times?|texts?|notes?|words?|things?|lines?|days?|hours?|minutes?|a (?:day|week))\b"
)
_MINUTES = {"fifteen": 15, "thirty": 30, "forty-five": 45, "forty five": 45}
_BY_DAY = re.compile(r"\b(?:work\w*|office|day ?time|the day|school|class\w*|shift)\b")
_KEEP = re.compile(
    r"^(?:(?:yes|yeah|ok(?:ay)?|sure|well|oh|no),? )*(?:y|yes|yeah|yep|ok|okay|fine|good|great|perfect|sure|(?:that|it|this)(?:'s| is)? ?(?:sounds |is |are |works|suits)?(?: ?me)?(?: ?(?:fine|good|great|perfect|right|okay|ok|alright|all right))?(?: (?:with|for) me)?|sounds (?:good|fine|great|right|perfect)|leave it(?: like that| as it is)?|keep it(?: like that| as it is)?|as it is|those (?:hours )?(?:are|sound) (?:fine|good|great))[ .!]*$"
)
_SILENT = re.compile(
    r"\b(?:never (?:write|begin|message|text|contact|speak)|always|don'?t (?:ever )?(?:write|message|text|contact|begin|start)|all (?:the time|day)|no messages|24/7)\b"
)
_NO_HOURS = re.compile(
    r"\b(?:any ?time|whenever|no quiet hours|never(?: be)?(?: quiet)?|don'?t (?:need to |have to )?be quiet|day (?:and|or) night|at all hours)\b"
)


@dataclass(frozen=True, slots=True)
class Hours:
    """Quiet hours, each as HH:MM of the day."""

    begins: str
    ends: str


def plain(text: str) -> str:
    """What was said in small letters, with one kind of apostrophe and single spaces."""
    return " ".join(text.lower().replace("’", "'").split())


def going(text: str) -> Going:
    """What the person says to the offer; `other` when they speak of something else."""
    low = plain(text).strip(" .!?…")
    if _NEVER.search(low):
        return "never"
    if _GO.match(low):
        return "yes"
    return "later" if _LATER.search(low) and len(low.split()) <= 8 else "other"


def skips(text: str) -> bool:
    """Whether this one question is left out."""
    return _SKIP.match(plain(text)) is not None


def stops(text: str) -> bool:
    """Whether no more is to be asked now."""
    return _STOP.match(plain(text)) is not None


def asks_back(text: str) -> bool:
    """Whether the person answers with a question of their own."""
    return _ASKS.match(plain(text)) is not None


def wants_to_be_asked(text: str) -> bool:
    """Whether the person asks for the questions."""
    return _AGAIN.match(plain(text).strip(" .!?…")) is not None


def nothing(text: str) -> bool:
    """Whether the answer is that there is nothing, or nobody."""
    return _NOTHING.match(plain(text)) is not None


def directness(text: str) -> str:
    """`gentle`, `frank` or `balanced`; empty when the answer does not tell."""
    low = plain(text)
    if _NOT_FRANK.search(low) and not _GENTLE.search(_NOT_FRANK.sub(" ", low)):
        return "gentle"
    if _NOT_GENTLE.search(low):
        return "frank"
    gentle = bool(_GENTLE.search(low))
    frank = bool(_FRANK.search(_NOT_FRANK.sub(" ", low)))
    if _BETWEEN.search(low) or (gentle and frank):
        return "balanced"
    if gentle:
        return "gentle"
    return "frank" if frank else ""


def topics(text: str) -> list[str]:
    """What is not to be brought up, as she would name it: "my divorce" is "your divorce"."""
    found: list[str] = []
    for part in _AND.split(text.replace("’", "'")):
        topic = _TOPIC_WHY.sub("", _TOPIC_LEAD.sub("", part.strip(" .!?…")))
        topic = _TOPIC_TAIL.sub("", topic).strip(" .!?…,;")
        words = topic.split()
        if (
            words
            and len(words) <= _LONGEST_TOPIC
            and not nothing(topic)
            and not _NO_TOPIC.match(plain(topic))
            and not _GO.match(plain(topic))
        ):
            small = words[0].lower() in _SMALL
            found.append(as_you(topic[0].lower() + topic[1:] if small else topic))
    return list(dict.fromkeys(found))[:MOST_TOPICS]


_SMALL = frozenset("my the a an our his her their anything money work".split())


def quiet_hours(text: str, now: Hours) -> Hours | None:
    """The quiet hours in an answer; the present ones when it agrees; None when it names none."""
    low = plain(text)
    if found := next((each for each in _SPAN.finditer(low) if not _is_a_count(each, low)), None):
        by_day = bool(_BY_DAY.search(low))
        return Hours(_clock(found, "1", evening=not by_day), _clock(found, "2", evening=by_day))
    begins, ends = (
        None if found and _COUNTED.match(low[found.end() :]) else found
        for found in (_FROM.search(low), _UNTIL.search(low))
    )
    if begins or ends:
        return Hours(
            _clock(begins, "1", evening=True) if begins else now.begins,
            _clock(ends, "2", evening=False) if ends else now.ends,
        )
    return now if _KEEP.match(low) else None


def keeps_silent(text: str) -> bool:
    """Whether she shall never begin by herself."""
    return _SILENT.search(plain(text)) is not None


def has_no_hours(text: str) -> bool:
    """Whether she may write at any time."""
    return _NO_HOURS.search(plain(text)) is not None


def _is_a_count(found: re.Match[str], low: str) -> bool:
    """Whether two numbers count something: "one or two messages", "eight to nine hours"."""
    one_of_two = _EITHER.search(found[0]) and not found[0].startswith("between")
    return bool(one_of_two) or _COUNTED.match(low[found.end() :]) is not None


def _clock(found: re.Match[str], which: str, *, evening: bool) -> str:
    """A time as HH:MM; `evening` decides what an hour such as nine is taken for."""
    said, part, half = (found[f"{name}{which}"] or "" for name in ("hour", "part", "half"))
    hour = _HOURS[said] if said in _HOURS else int(said)
    minute = found[f"minute{which}"] or "0"
    minutes = int(minute) if minute.isdecimal() else _MINUTES[minute]
    if part.startswith("half"):
        minutes = 30
    elif part:
        minutes, hour = (15, hour) if part == "quarter past" else (45, hour - 1)
    is_plain = (
        hour <= 12 and not said.startswith("0") and said not in ("noon", "midday", "midnight")
    )
    if half.startswith("p") or half in ("in the evening", "in the afternoon"):
        hour = hour if hour >= 12 else hour + 12
    elif half == "at night":
        hour = hour + 12 if 5 < hour < 12 else hour % 12 if hour == 12 else hour
    elif half:
        hour %= 12
    elif is_plain and evening:
        hour = hour + 12 if 4 < hour < 12 else hour % 12
    return f"{hour % 24:02d}:{minutes:02d}"
