# ruff: noqa: E501  # a pattern reads better on one line
"""What the person's next words mean, once she has asked: yes, no, not now, it is all right."""

import re
from enum import StrEnum

from anima.safety.words import plain


class Meaning(StrEnum):
    """How the person answers, as far as rules can tell."""

    YES = "yes"
    NO = "no"
    UNSURE = "unsure"
    REFUSES = "refuses"
    SAFE = "safe"
    COMPANY = "company"
    UNSAFE = "unsafe"
    NOTHING = "nothing"
    WHO_KNOWS = "who_knows"
    WHY = "why"
    NUMBER = "number"
    UNCLEAR = "unclear"


_NOTHING = r"\b(?:just |only )?(?:(?:was|i'm|i was|it's|it is) (?:just |only )?(?:a )?(?:joke|joking|kidding|sarcas\w*|exaggerat\w*|quoting|lyrics?|song|quote|a figure of speech|for (?:a|my) (?:story|book|novel|play|class))|didn't mean (?:it|that)|not (?:like )?that|misunderst\w+|not what i meant|figure of speech|(?:from|in) (?:a|the) (?:song|film|movie|book|game))\b"
_SAFE = r"\b(?:i(?:'m| am) (?:safe|okay now|ok now|better now|fine now|all right now)|i (?:called|rang|phoned|talked to|spoke to|told) (?:my|someone|somebody|the|a|samaritans|988|lifeline)\b(?! \w+ to\b)|feel(?:ing)? (?:a (?:little|bit) )?better|put (?:it|them) away|threw (?:it|them) away|gave (?:it|them) to)\b"
_COMPANY = r"\b(?:(?:she|he|my \w+)(?: is|'s)|they(?: are|'re)) (?:\w+ )?(?:here|with me|coming|on (?:the|her|his|their) way)\b|\bi(?:'m| am) (?:not alone|with my \w+)\b|\bi (?:called|rang|phoned|talked to|spoke to|told) (?:them|her|him|my \w+ to)\b"
_UNSAFE = r"\b(?:not|isn't|never|hardly|barely|don't|no longer) (?:\w+ ){0,2}(?:safe|okay now|ok now|better now|fine now|all right now)\b|\b(?:safe|better) (?:no more|no longer|nowhere|(?:\w+ )?any more)\b|\bunsafe\b|\bi(?:'m| am) alone with (?:him|her|them)\b"
_REFUSES = r"\b(?:(?:don't|do not|won't|not going to|can't|never) (?:want to |need to |need |want )?(?:call|calling|phone|ring|talk to (?:a|any|them|some)|a hotline|hotlines?|help|numbers?|any of that)|no (?:hotlines?|numbers?|therapists?|calls?|doctors?)|stop (?:with )?(?:the )?(?:numbers?|hotlines?|telling me to call)|not calling|leave me alone with)\b"
_WHO = r"\b(?:(?:will|did|are|do|going to|can|have) you\b.{0,20}\b(?:tell|call|report|contact|inform)\w*\b.{0,20}\b(?:any|some|the|my|police|them|parents)|who (?:sees|reads|knows|hears) (?:this|that|it)|is this (?:private|reported|recorded))\b"
_WHY = r"^(?:why (?:do|did|are|would) you (?:ask|asking|think|say)\w*|what makes you (?:think|ask|say)|what do you mean)"
_NUMBER = r"\b(?:what(?:'s| is| was) the number|(?:give|tell) me (?:the|a|that) number|(?:who|where) (?:can|do|should|could) i (?:call|ring|turn)|number again)\b"
_UNSURE = r"^(?:i (?:don't|do not) know|maybe|sort of|kind of|sometimes|not sure|perhaps|in a way|a little|i guess|a bit|dunno|idk|hard to say|not really sure)\b"
_YES = r"^(?:y|yes|yeah|yep|yup|yea|i am|i do|i have|i think so|mhm|mm-?hm+|uh-?huh|right now|all the time|every day|of course|honestly,? yes|true|correct)\b"
_NO = r"^(?:n|no|nope|nah|not (?:really|at all|now|today|tonight|like that)|never|of course not|god no|i'm not|i am not|i would never|i don't)\b"

_DARKER = r"\b(?:darker|worse|more than (?:that|a bad day)|very dark|pretty dark|so dark|not just a (?:bad )?day|every day (?:is|now)|a fight|frighten\w*|scared|afraid|i don't feel safe|not safe|there is more|there's more|both|the second|the other)\b"
_LIGHTER = r"\b(?:(?:just |only )?an? (?:bad|long|rough|hard|tiring|stressful|silly) (?:day|week|month|night)|just (?:tired|stressed|sad|venting|a mood)|it'll pass|it's (?:fine|okay|ok|all right|nothing)|i'm (?:fine|okay|ok|all right|good)|too much in (?:it|that)|not dark|the first|no worries|don't worry|all good|food only|nothing like that)\b"

_ORDER: tuple[tuple[Meaning, re.Pattern[str]], ...] = tuple(
    (meaning, re.compile(pattern))
    for meaning, pattern in (
        (Meaning.NOTHING, _NOTHING),
        (Meaning.WHO_KNOWS, _WHO),
        (Meaning.WHY, _WHY),
        (Meaning.NUMBER, _NUMBER),
        (Meaning.REFUSES, _REFUSES),
        (Meaning.UNSAFE, _UNSAFE),
        (Meaning.COMPANY, _COMPANY),
        (Meaning.SAFE, _SAFE),
        (Meaning.UNSURE, _UNSURE),
        (Meaning.YES, _YES),
        (Meaning.NO, _NO),
    )
)


_DARK, _LIGHT = re.compile(_DARKER), re.compile(_LIGHTER)


class How(StrEnum):
    """How the person says that they are, as far as rules can tell."""

    BETTER = "better"
    WORSE = "worse"
    UNCLEAR = "unclear"


FEW_ENOUGH = 14
"""Of more words a rule does not say how somebody is, unless they are heavy."""

_NOT_SO_BAD = r"(?:\b(?:not|isn't|wasn't|ain't) (?:too |so |that |all that |half )?bad\b|\bcould be worse\b|\bcan't complain\b|\bnever (?:been )?better\b|\bno longer (?:so )?(?:bad|dark|hard)\b|\bnot (?:as|so) (?:bad|dark|hard|heavy)\b|\bless (?:bad|dark|hard|heavy)\b|\bno(?:t any)? worse\b)"
_NOT_BAD = re.compile(_NOT_SO_BAD)
_WORSE = re.compile(
    r"\b(?:worse|worst|bad|badly|terrible|terribly|awful|horrible|shit\w*|crap|miserable|no better|(?:not|n't|never|hardly|no) (?:\w+ ){0,2}(?:better|good|great|well|okay|ok|fine|all right|safe)|(?:about |just |pretty much |exactly )?the same|same(?: as| here| old)?|no change|(?:nothing|not much)(?:'s| has| is)? (?:changed|different|better)|unchanged|still\b(?! here)|dark\w*|hard|heavy|so-so|up and down|meh|rough|hopeless|could be better|as before|as bad|like before|no different|down|low|sad|empty|cry\w*|cried|lonely|exhausted|scared|afraid)\b"
)
_WELL = r"(?:better|good(?! (?:morning|evening|afternoon|night|day|to|that|at|for))|fine|great|well|okay|ok|all right|alright|happy|happier|relieved|safe|lighter|improving|wonderful|lovely|calmer)"
_FEELING = r"(?:oh|much|a lot|so much|so|a bit|a little|a little bit|bit|i'm|i am|i feel|i'm feeling|i've been|feeling|feel|it's|it is|it's got|it got|it has got|it gets|that's|really|quite|pretty|rather|doing|honestly|actually|well|today|now|yes|yeah|thanks|thank you|far|way|he's|he is|she's|she is|they're|they are|we're|we are|all|things are|everything's|everything is|getting|very|fairly|hi|hello|hey|good morning|good evening|morning|my \w+ is|my \w+'s|both|i think|i'd say|even|okay|ok|also|and|always|no|nothing|so far)"
_TAIL = r"(?:thanks|thank you|now|today|again|so far|i think|actually|really|lately|at the moment|all in all|this morning|every day|and you|and yours|with me|here|for now|than (?:\w+ )?(?:yesterday|before|then|last (?:time|week|night)|i was|it was|(?:i )?expected|i thought)|as (?:before|yesterday|last \w+|it was|i was|then))"
_BETTER = re.compile(
    rf"^(?:{_FEELING}[ ,.!]+)*(?:{_WELL}|{_NOT_SO_BAD})"
    rf"(?:[ ,.!]+(?:{_TAIL}|{_FEELING}|{_WELL}|{_NOT_SO_BAD}))*[ ,.!]*$"
)
"""Nothing else is said: "better now, I know when" is no good news."""
_FAREWELL = re.compile(
    r"\b(?:good-?bye|(?:given|give|giving|gave) up|(?:don't|can't|do not|cannot) see (?:the|a|any|much) (?:point|reason|sense)|no point|(?:know|decided|chosen) (?:when|how|where|what)|when i(?:'ll| will|'m going to) do it|i(?:'ve| have) decided|made (?:up my mind|my (?:peace|decision))|it (?:all )?ends|it(?:'s| will|'ll)(?: be)? (?:all |soon )?over|end it|at peace|no more pain|(?:wrote|written) (?:a|the|my|some) (?:notes?|letters?)|(?:gave|given) (?:it |them |my things |everything )?away|(?:see|be with) (?:him|her|them) (?:again )?soon|(?:have|got) a plan|won't (?:be here|matter|hurt)|last (?:night|day) here)\b"
)
_AND_YOURSELF = re.compile(r"[ ,.]*\b(?:and|how about|what about) (?:you|yourself|yours)\?$")
_ELSE = re.compile(
    r"\bbut\b|\bwish\b|\bhope\b|\bwould\b|\bi'd\b(?! say)|\bif\b|\buntil\b|\bexcept\b|\?"
)


def how_they_are(text: str, *, heavy: bool) -> How:
    """How these words answer "how is it now?"."""
    said = _AND_YOURSELF.sub("", plain(text)).strip(" .!,…")
    short = len(said.split()) <= FEW_ENOUGH
    better = short and _BETTER.search(said) is not None and not _ELSE.search(said)
    if better and _NOT_BAD.search(said):
        return How.BETTER
    if _WORSE.search(_NOT_BAD.sub("", said)) and (short or heavy):
        return How.WORSE
    return How.BETTER if better else How.UNCLEAR


def sounds_like_a_farewell(text: str) -> bool:
    """Whether these words may be a farewell, however calm: "I'm better, I've said goodbye"."""
    return _FAREWELL.search(plain(text)) is not None


def answer_to_asking(text: str) -> Meaning:
    """How these words answer her gentle question: `YES` to danger, `NO`, or `UNCLEAR`."""
    said = plain(text).strip(" .!?…")
    if _LIGHT.search(said) and not _DARK.search(said):
        return Meaning.NO
    meaning = meaning_of(text)
    if _DARK.search(said) or meaning in (Meaning.YES, Meaning.UNSURE, Meaning.UNSAFE):
        return Meaning.YES
    return Meaning.NO if meaning in (Meaning.NO, Meaning.SAFE, Meaning.NOTHING) else Meaning.UNCLEAR


def meaning_of(text: str) -> Meaning:
    """How these words answer her."""
    said = plain(text).strip(" .!?…")
    found = next((each for each, pattern in _ORDER if pattern.search(said)), Meaning.UNCLEAR)
    return Meaning.UNCLEAR if found is Meaning.SAFE and _FAREWELL.search(said) else found
