"""What the person means by an answer in the first meeting; deterministic, for English."""

import re
from dataclasses import dataclass
from enum import StrEnum

from anima.persona.identity import Manner

_YES = re.compile(
    r"^(?:y|yes|yeah|yep|yup|yea|aye|sure|ok|okay|fine|perfect|absolutely|definitely|of course"
    r"|certainly|indeed|agreed|deal|great|good|lovely|nice|wonderful|beautiful|love it"
    r"|please do|go (?:for|ahead)|sounds (?:good|great|lovely|nice|fine|right)|why not|alright"
    r"|all right|mhm|mm-?hm+|uh-?huh|hello|hi)\b"
)
_YES_ANYWHERE = re.compile(
    r"\bi (?:really |quite |do |also )?(?:like|love|adore) (?:it|that|the name|this)\b|\b(?:it"
    r"|that|the name) (?:really )?(?:suits|fits|is|sounds)(?: you)?(?: (?:so|very|really|quite"
    r"|just))? ?(?:well|good|great|lovely|nice|perfect|fine|beautiful|pretty|right|okay|ok"
    r"|you)?\b|\b(?:it|that)'s (?:a )?(?:so |very |really |quite )?(?:lovely|nice|good|great"
    r"|perfect|fine|beautiful|pretty|right|okay|ok)\b|\bhappy with (?:it|that)|\bworks for me"
    r"|\bit does\b|\bi think so|\bi guess so"
)
_NO = re.compile(
    r"\b(?:no|nope|nah|not|don'?t|doesn'?t|isn'?t|won'?t|never|rather|another|different|else"
    r"|other one|hate|dislike|awful|terrible|ugly|too \w+|instead|change|try again|next|prefer"
    r"|hmm no|reminds? me|same name|my (?:ex|aunt|mother|mum|mom|sister|boss|cat|dog))\b"
)
_PLAIN_YES = re.compile(
    r"^(?:(?:oh|ah|hm+|well|mm+)[,.!]* )?(?:y|yes|yeah|yep|yup|yea|aye|perfect|absolutely"
    r"|definitely|wonderful|beautiful|of course|certainly|(?:i (?:really |quite |just |do )*)?"
    r"(?:love|like|adore) (?:it|that|that name|the name|this))\b[,.!… -]*"
)
_STILL_NO = re.compile(
    r"^(?:no|nope|nah|not)\b|\b(?:but|though|although|however|except|rather|another|different|else"
    r"|instead|prefer|hate|dislike|awful|terrible|ugly|try again|next one|same name"
    r"|(?:something|a bit) (?:short|long|soft|simpl|strong|harsh|warm|old|new)\w*"
    r"|(?<!not )too (?!well\b)\w+)\b"
    r"|\b(?:don'?t|doesn'?t|does not|do not|isn'?t|not) (?:really )?"
    r"(?:like|love|want|suit|fit|sure|nice|you|for you|quite)\b"
)
"""What takes back a yes that was said first."""
_WISHES = re.compile(r"\bbut\b.*\b(?:something|shorter|longer|softer|simpler|stronger)\b")
_DOUBLE_NO = re.compile(
    r"\b(?:not (?:bad|at all bad)|no (?:problem|objections?|complaints?)|why not|don'?t mind"
    r"|wouldn'?t change|can'?t (?:complain|say no)|nothing against|no,? (?:i|that'?s"
    r"|it'?s) (?:like|love|lovely|nice|good|great|fine) ?(?:it|that)?)\b"
)
_SUGGESTED = re.compile(
    r"(?:(?:call yourself|be called|i(?:'ll| will| want to|'d like to| would like to)? call you"
    r"|name yourself|your name (?:is|should be|will be|shall be|could be)|you(?:'re| are"
    r"| should be| could be| look like| sound like|'d be)(?: more)?(?: an?)?|how about"
    r"|what about|prefer|i (?:like|love)|go (?:by|with)|let'?s say|why not)"
    r"\s+(?:the name\s+|just\s+|rather\s+)?)(?P<name>[^\W\d_][\w'-]+)",
    re.IGNORECASE,
)
_NOT_SUGGESTED = frozenset(
    "a an another anything different else it it's me my not one other sure something that the "
    "this what you your longer shorter simpler softer ai real human kidding so too very joking "
    "calling choosing going thinking doing no yes please".split()
)
_ABOUT_HER = re.compile(
    r"\bare you (?:really |actually |just )?(?:an? )?(?:\w+ )?(?:ai|human|real|person|robot|machine"
    r"|computer|bot|program|alive)\b|\bam i (?:talking|speaking) (?:to|with) an?\b"
    r"|\b(?:who|what)(?: exactly| the hell)? are you(?:,? (?:exactly|really|then|again))?[ ?!.]*$"
)
_BOTH = re.compile(
    r"\b(?:both|a (?:bit|little|mix) of|mix|either|equal|balance|depends|half|in between"
    r"|no preference|don'?t (?:mind|care|know)|whatever|up to you)\b"
)
_NO_TALK = re.compile(
    r"\b(?:less|not|don'?t|no|without) (?:too )?(?:much )?(?:talk|chat|words|advice)"
)
_NO_LISTEN = re.compile(
    r"\b(?:not|don'?t|less|no) (?:just |only |too much )?(?:listen|silen|quiet)"
)
_LISTEN = re.compile(
    r"\b(?:listen|hear me|quiet|silent|let me (?:talk|speak)|vent|i talk|less talking)"
)
_TALK = re.compile(
    r"\b(?:talk|chat|speak|opinion|answer|advice|argue|discuss|tell me|respond|convers|debate"
    r"|honest)"
)


class Verdict(StrEnum):
    """What the person says to a proposed name."""

    YES = "yes"
    NO = "no"
    UNCLEAR = "unclear"


@dataclass(frozen=True, slots=True)
class NameAnswer:
    """The answer to a proposed name, and the name the person would give her, if any."""

    verdict: Verdict
    suggested: str = ""


def name_answer(text: str, proposed: str) -> NameAnswer:
    """Read the answer to "may I be called `proposed`?"."""
    low = _plain(text)
    bare = low.strip(" .,!?")
    if bare == proposed.lower():
        return NameAnswer(Verdict.YES)
    suggested = _suggested(text)
    if suggested and suggested.lower() != proposed.lower():
        return NameAnswer(Verdict.NO, suggested)
    if (said_yes := _PLAIN_YES.match(low)) and not _STILL_NO.search(low[said_yes.end() :]):
        return NameAnswer(Verdict.YES)
    if said_yes and _WISHES.search(low):
        return NameAnswer(Verdict.NO)
    if _DOUBLE_NO.search(low) or (suggested and not _NO.search(low)):
        return NameAnswer(Verdict.YES)
    if _NO.search(low):
        return NameAnswer(Verdict.NO)
    hello = r"hello|hi|hey|welcome|(?:nice|pleased) to meet you"
    greets = rf"\b(?:{hello}),? {re.escape(proposed.lower())}\b"
    if _YES.search(bare) or _YES_ANYWHERE.search(low) or re.search(greets, low):
        return NameAnswer(Verdict.YES)
    return NameAnswer(Verdict.UNCLEAR)


def _suggested(text: str) -> str:
    for found in _SUGGESTED.finditer(text.replace("’", "'")):
        name = found["name"].removesuffix("'s")
        is_name = name[0].isupper() or found[0].lower().startswith(
            ("call yourself", "name yourself")
        )
        if is_name and name.lower() not in _NOT_SUGGESTED:
            return name[0].upper() + name[1:]
    return ""


def manner_in(answer: str) -> Manner | None:
    """How the person likes to be talked with; None when the answer does not tell."""
    low = _plain(answer)
    if _BOTH.search(low):
        return Manner.BOTH
    if _NO_TALK.search(low):
        return Manner.LISTEN
    if _NO_LISTEN.search(low):
        return Manner.TALK
    listen, talk = bool(_LISTEN.search(low)), bool(_TALK.search(low))
    if re.search(r"\b(?:talk|chat|speak)\w* (?:more )?than (?:\w+ )?listen", low):
        return Manner.TALK
    if listen and talk:
        more_talk = re.search(
            r"\b(?:more|mostly|rather|mainly) (?:of )?(?:the )?(?:talk|chat)", low
        )
        more_listen = re.search(r"\b(?:more|mostly|rather|mainly) (?:of )?(?:the )?listen", low)
        if more_talk and not more_listen:
            return Manner.TALK
        return Manner.LISTEN if more_listen and not more_talk else Manner.BOTH
    if listen or talk:
        return Manner.LISTEN if listen else Manner.TALK
    return None


def asks_what_she_is(text: str) -> bool:
    """Whether the person asks if she is real, an AI, a person."""
    return _ABOUT_HER.search(_plain(text)) is not None


def _plain(text: str) -> str:
    return text.strip().lower().replace("’", "'")
