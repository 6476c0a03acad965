# ruff: noqa: E501  # a pattern reads better on one line
"""What she says before something that lies ahead today, and how she asks after it: by what it is.

Good wishes are for what is named here; of everything else she says nothing beforehand.
"""

import re
from typing import Literal

from anima.memory.facts.clauses import expanded
from anima.memory.facts.kin import KIN

Tone = Literal["burial", "sorrow", "hard", "hope", "joy", "luck", "company", "nothing"]

_DEATH = (
    r"die[ds]?|dying|deaths?|dead|funeral|burial|bury(?:ing)?|buried|memorial|cremat\w+|ashes|wake(?! up)"
    r"|graves?|graveside|graveyard|cemetery|headstone|last time|life support|ventilator|hospice|palliative"
    r"|passed away|killed|murder\w*|suicide|stillb\w+|miscarr\w+|reading of (?:the|his|her) will|(?:will|say|saying) goodbye"
    r"|put (?:[\w’']+ ){0,3}?(?:to sleep|down)"
)
_IDIOM = re.compile(
    r"\b(?:dead (?:nervous|tired|serious|keen|set|excited|sure|good|line|lines?|end|heat)|deadlines?"
    r"|(?:dying|die|died) (?:of (?:nerves|boredom|embarrassment|shame|laughter)|laughing"
    r"|to (?:see|hear|know|try|go|meet|tell))"
    r"|(?:scared|bored|frightened|worried|tickled) to death|over my dead body"
    r"|(?:flu|covid|booster|allergy|big|long|best|good|free) (?:shots?|jabs?))\b",
    re.IGNORECASE,
)
"""Words of death that are of none."""

_OF_DEATH = re.compile(rf"\b(?:{_DEATH})\b", re.IGNORECASE)
_BURIAL = re.compile(
    r"\b(?:funeral|burial|bury(?:ing)?|being buried|memorial|cremation|cremated|cremating|wake(?! up)|(?:scatter\w*|spread\w*) (?:[\w’']+ ){0,3}?ashes)\b",
    re.IGNORECASE,
)
_SORROW = re.compile(
    r"\b(?:divorc\w+|separat\w+|mov(?:e|es|ing) out|leaving me|abortion|terminat\w+|anniversary of|(?:years?|months?) since"
    r"|ex|ex-\w+|evict\w+|repossess\w+|bailiffs?|redundan\w+|laid off|sack(?:ed|ing)?|let go|sentenc\w+|prison|jail|deport\w+"
    r"|hit|hurts?|attack\w*|assault\w*|rap(?:e|ed|ist)|abus\w+|stalk\w+|stabbed|shot|due date)\b"
    rf"|\b(?:I am|she is|he is|(?:{KIN}|twins) (?:is|are)) due(?! (?:at|in court|back)\b)",
    re.IGNORECASE,
)
_HARD = re.compile(
    r"\b(?:hospital|surgery|surgeon|operat\w+|biops\w+|scans?|mri|x-?ray|chemo\w*|radiotherapy|treatment|transfusion|dialysis|transplant|procedure|stitches"
    r"|vet|doctors?|dentist|gp|consultant|specialist|clinic|\w+ologist|psychiatrist|midwife|colonoscopy|mammogram|check-?up"
    r"|(?:blood|pregnancy|hiv|smear|dna|paternity|genetic|allergy|stress|hearing|eye|medical) tests?|test results"
    r"|court|hearing|trial|tribunal|custody|police|lawyer|solicitor|asylum|visa|disciplinary|hr|exit interview|inquest)\b",
    re.IGNORECASE,
)
_JOY = re.compile(
    r"\b(?:I am|we are) getting married\b"
    r"|\b(?:my|our) (?:own )?(?:wedding|graduation|engagement party|birthday party)\b(?! (?:dress|planner|ring|anniversary))",
    re.IGNORECASE,
)
_TRIED = re.compile(
    r"\b(?:exams?|finals|interview|auditions?|presentation|speech|defen[cs]e|viva|first day|(?:my|a|the|first|public|poetry|own) reading"
    r"|(?:give|giving|have|having|hold|holding|is) (?:my|a|the|our) (?:[\w-]+ )?talk\b(?! (?:with|to)\b)"
    r"|(?:driving|theory|math\w*|english|french|german|spanish|history|chemistry|physics|biology|music|spelling|fitness|swimming|language|citizenship|my|a|the) test)\b",
    re.IGNORECASE,
)
_SHOWN = re.compile(
    r"\b(?:my|our|first) (?:[\w-]+ )?(?:race|marathon|match|tournament|competition|recital|concert|gig|premiere|performance|show|play|game)\b"
    r"|\b(?:I|we) (?:am|are|will be) (?:playing|singing|performing|running|competing|racing|dancing|swimming)\b",
    re.IGNORECASE,
)
_RESULTS = re.compile(r"\bresults\b", re.IGNORECASE)
_COMPANY = re.compile(
    r"\b(?:dinner|lunch|brunch|coffee|drinks?|party|picnic|barbecue|(?:a|my|our|first|second|blind) date(?! (?:for|of|to)\b))\b",
    re.IGNORECASE,
)
_I_GO = re.compile(
    r"^\W*(?:[\w ]{0,20}(?:day|tomorrow|tonight|evening|night),? )?(?:I|we) (?:am|are|have|will|got)\b",
    re.IGNORECASE,
)
_NOT_SO = re.compile(
    r"\b(?:can not|not (?:going|go|taking|take|having|able|allowed|coming|doing|sitting)|never|cancel\w*|skip\w*|miss(?:ing)?|postpone\w*|avoid\w*)\b",
    re.IGNORECASE,
)
_OF_OTHERS = re.compile(
    rf"\b(?:he|she|they|his|her|their)\b|\b(?:my|our|the) (?:\w+ )?(?:{KIN})(?:[’']s)? (?:has|is|will|gets|goes|plays|runs)\b"
    rf"|\b(?:{KIN}|(?-i:[A-Z]\w+))[’']s\b|^(?!(?:My|Our|The|This|That|On|Tomorrow|Today|Next|We)\b)(?-i:[A-Z]\w+) (?:has|is|gets|will|goes)\b",
    re.IGNORECASE,
)

_LUCKY = (
    "That's today. You've come this far with it. Good luck!",
    "So today is the day. One thing after the other, and good luck.",
)
_SAID: dict[Tone, tuple[str, ...]] = {
    "burial": ("That's today. I hope there are kind people around you there.",),
    "hard": ("That's today. I hope it goes well. Take somebody along if you can.",),
    "hope": ("That's today. I hope it goes well.",),
    "joy": ("That's today. I wish you a happy day.",),
    "luck": _LUCKY,
    "company": (
        "That's today. Go, and don't rehearse it: you're good company.",
        "That's today. Stay as long as it's good, and tell me afterwards.",
    ),
}
AFTER_SORROW = ("You told me: {told}. I've kept it in mind. How are you?",)
"""How she asks after a day that nobody should be asked to give marks to."""


def tone_of(text: str) -> Tone:
    """What a thing that lies ahead is, as far as her words go."""
    plain = _IDIOM.sub(" ", expanded(text))
    if _BURIAL.search(plain):
        return "burial"
    if _OF_DEATH.search(plain) or _SORROW.search(plain):
        return "sorrow"
    if _NOT_SO.search(plain):
        return "nothing"
    others = _OF_OTHERS.search(plain) is not None
    if _HARD.search(plain):
        return "hope" if others else "hard"
    if _JOY.search(plain):
        return "joy"
    if _RESULTS.search(plain):
        return "hope"
    if _TRIED.search(plain) or _SHOWN.search(plain):
        return "hope" if others else "luck"
    return "company" if _COMPANY.search(plain) and _I_GO.search(plain) else "nothing"


def words_before(text: str) -> tuple[str, ...]:
    """What she may say on the morning of it; empty when she says nothing."""
    return _SAID.get(tone_of(text), ())


def is_sorrow(text: str, *, day: bool) -> bool:
    """Whether nobody should be asked how it was; of a day that was ahead, more than a death is."""
    return _OF_DEATH.search(_IDIOM.sub(" ", text)) is not None or (
        day and tone_of(text) in ("burial", "sorrow")
    )
