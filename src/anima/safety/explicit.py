# ruff: noqa: E501  # a pattern reads better on one line
"""The explicit core: plain words of danger that are known by rule, whatever a head may say."""

import re

from anima.safety.at_hand import is_now
from anima.safety.concern import Concern, Kind
from anima.safety.everyday import (
    is_accident,
    is_no_blow,
    is_turn_of_phrase,
    on_purpose,
    with_its_clause,
)
from anima.safety.figurative import speaks_against
from anima.safety.words import sentences

_WISH = r"(?:want|wants|wanted|wish|need|like|love|plan|plans|planning|going|ready|decided|tempted|about|try|trying|tried|intend|hope|prefer|let me|rather)"
_THINK = (
    r"(?:think|thinking|thought|thoughts|dream|dreaming|fantasi\w+|feel like|consider\w*|talk\w*)"
)
_NOT_A_THING = (
    r"(?! (?:an?|some) (?!(?:hour|minute|day|night|week|month|time|tree|rope|bit|little)s?\b|few ))"
)
_KILL_SELF = rf"(?:kill(?:ing)? myself|end(?:ing)? (?:my (?:own )?life|it all)|tak(?:e|ing) my (?:own )?life|(?:hang|drown|shoot)(?:ing)? myself{_NOT_A_THING}|commit(?:ting)? suicide|suicide)"
_MY_BODY = r"(?:myself|my (?:own )?(?:arms?|wrists?|thighs?|legs?|skin))\b(?! (?:off|some slack|loose|short))"
_NEAR = r"(?:husband|wife|boyfriend|girlfriend|partner|ex|fianc[eé]e?|dad|father|mum|mother|stepdad|stepfather|stepmother|brother|sister|uncle|aunt|grandfather|grandpa|cousin|son|daughter|boss|manager|coach|teacher|flatmate|roommate|carer|he|she|they)"
_THEM = rf"(?:my (?:[\w-]+ )?{_NEAR}|he|she|they|someone|somebody)"
_HITS = r"(?:hits?|hit|beats?|beat|beaten|slaps?|slapped|punch(?:es|ed)?|chok(?:es|ed)|strangl(?:es|ed)|kick(?:s|ed)?|rap(?:es|ed)|molest(?:s|ed)|abus(?:es|ed)|attack(?:s|ed)|assault(?:s|ed)|stabb?(?:ed|s)|burn(?:s|ed))"

_IMMINENT = (
    r"\b(?:(?:kill|hang|shoot|drown) myself|end my life|(?<!let's )(?<!let us )(?<!can we )(?<!shall we )end it(?: all)?|take my (?:own )?life) (?:tonight|today|now|right now|this (?:evening|weekend)|tomorrow|when (?:he|she|they|my))\b|\b(?:tonight|today) i(?:'m going to|'ll| will) (?:kill myself|end (?:it all|my life))",
    r"\btoday is the day i (?:kill myself|die|end (?:it|my life|everything|things))\b",
)
_SELF_HARM = (
    rf"\bi(?:'m|'d|'ve|'ll)?\b.{{0,40}}\b{_WISH}\b(?: \w+){{0,3}} {_KILL_SELF}",
    r"\bi(?:'ve|'m)? (?:just |really |still |honestly |only |simply |sometimes )*(?:want|wish|hope|need|would like|'d like|'d rather|prefer) (?:to )?(?:just |only |really )?(?:die|be dead|i (?:was|were) dead|i could die|to die|i had never been born|never (?:to have|to be) (?:been )?born)\b(?! (?:of|for|to|laughing|in|on the inside|my hair))",
    rf"\bi(?:'m|'ve|'d)?\b.{{0,30}}\b{_THINK}\b(?: \w+){{0,4}} (?:{_KILL_SELF}|dying|(?:being|be) dead)\b",
    rf"\bi(?:'m going to|'ll| will|'m about to|'ve decided to| am going to| have decided to|'m planning to| plan to| might| could just) (?:just )?{_KILL_SELF}",
    r"\bi(?:'m| am| feel|'ve been| have been| was feeling)(?: so| very| really| quite| actively)? suicidal\b",
    r"\b(?:suicidal|suicide) (?:thoughts|ideation|plan)s?\b(?=.*\b(?:i|my|me)\b)|\bi(?:'ve| have)?\b.{0,25}\bsuicidal (?:thoughts|ideation|urges)",
    r"\bi (?:don't|do not|no longer) (?:want|wish) to (?:live|be alive|exist|be on this (?:earth|planet)|go on living|keep living|be here any more\b.{0,12}\balive)\b(?! (?:in|with|there|next|at|near|on))",
    rf"\bhow (?:do|can|would|could|should|many|much|long)\b.{{0,40}}\b(?:i )?(?:{_KILL_SELF}|to (?:kill me|kill myself|die|not wake up)|harm myself|carve\b.{{0,20}}\bmy (?:own )?(?:arm|leg|skin|wrist))\b(?! (?:without|if i))",
    r"\b(?:least painful|painless|easiest|quickest|surest|best) (?:way|method)s? (?:to|of|for me to) (?:die|dying|kill(?:ing)? (?:my|your|one)self|commit\w* suicide|end(?:ing)? (?:my|it)\b)",
    r"\b(?:how do i|how can i|what can i take to|help me|let me|want to) (?:end my life|die)(?: like\b|\W*$)|\bplease (?:just )?let me die\b",
    r"\bi(?:'ve been|'m| have been| am|'ve)? (?:been )?(?:self-?harm\w*|slit(?:ting)? my (?:wrists?|arms?))",
    r"\bi(?:'ve)?\b.{0,20}\b(?:tried|attempted) (?:to (?:kill myself|take my (?:own )?life|end my life|die)|suicide)\b",
    r"\b(?:reason|reasons) (?:not to|why i shouldn't|for me not to) (?:kill myself|die|end)",
    r"\bi(?:'d| would) (?:be )?(?:better off dead|rather be dead)\b|\bworth more dead\b|\bi should (?:just )?(?:die|be dead|kill myself)\b",
    r"\b(?:telling|tells|told) me to kill myself\b|\bi (?:hate myself|am so)\b.{0,40}\bi (?:want|wish) to die\b",
    r"\bi feel like (?:killing myself|ending my life|dying)\b",
    r"\bi wish i (?:was|were) (?:dead|never born|not alive)\b",
    rf"\b(?:kill|hang|drown|shoot|stab|poison|strangle|electrocute)(?:ing)? myself\b{_NOT_A_THING}(?! (?:in the foot|laughing|over|with work|trying|to (?:finish|get)|at (?:the gym|work)|for (?:forgetting|not|that)))",
    r"\b(?:gun|knife|rope|razor|blade|pills|tablets) (?:\w+ ){0,6}on myself\b|\buse (?:it|that|them|this) on myself\b",
)
_HURT = (
    rf"\bi(?:'ve been|'m| have been| am|'ve started| keep| started| have started)? (?:been |just |still |always |often )*(?:hurting|harming|cutting|burning) {_MY_BODY}",
    rf"\bi(?:'m going| am going|'ve wanted|'ve got|'d like)? ?(?:really |just |still |so )*(?:want|need|plan|wanted|going|like|have|love|tend|had|used)? ?to (?:hurt|harm|cut|burn) {_MY_BODY}",
    r"\bhow\b.{0,40}\b(?:hurt|cut) myself\b(?! if i)",
)
"""Done again and again, or wished."""
_HURT_ONCE = (
    rf"\bi(?:'ve| have|'d)? (?:just |still |always |often |sometimes |also |secretly |only |then |really )*(?:cut|burned|burnt|burn|hurt|harm(?:ed)?) {_MY_BODY}(?= (?:again|on purpose|last night|tonight|today|to feel|because|so (?:that )?i|when|whenever|every|at night|sometimes|often|a lot|since|deliberately|and (?:it|i feel|i felt|then i feel|nobody|no one|i'm)|until|after|yesterday|this morning|secretly|in (?:secret|the (?:bathroom|shower|bath|toilets?))|for the first time|(?:\w+ )?\w+ times|with (?:an? |the |my )?(?:cigarettes?|lighters?|razors?|glass|blade)|please)\b|,? please\b)",
    rf"\bi (?:(?:just|still|always|often|sometimes|also|secretly|only|then|really) )*(?:burn|harm) {_MY_BODY}",
    rf"\b(?:i (?:still|often|sometimes|always|secretly|regularly)|sometimes,? i|at night,? i|every (?:day|night),? i) (?:cut|burn|hurt|harm) {_MY_BODY}",
    r"\bi(?:'ve| have)? (?:just )?(?:cut (?:myself|my (?:own )?(?:wrists?|arms|thighs?|legs))|(?:hurt|harm(?:ed)?) myself)\W*$",
)
"""Done once, which may have been an accident, or at times."""
_HARMED = (
    rf"\b{_THEM} (?:just |always |often |still |sometimes |has |have |had |'s |keeps? |started |also |regularly |sexually |been |nearly |almost )*(?:{_HITS}|hitting|beating|abusing|choking|raping|molesting|strangling|slapping) (?:me|us)\b(?! (?:up about|at|by|to|with a (?:joke|pillow|snowball)|in (?:the|a) (?:game|race|chess)))",
    r"\bi(?:'ve been| have been| was| got|'m being| am being)(?: \w+)? (?:raped|sexually assaulted|sexually abused|molested|beaten(?: up)?|strangled|abused|trafficked|stalked|assaulted|stabbed)\b",
    rf"\b{_THEM}\b.{{0,30}}\b(?:touch(?:es|ed)|makes me touch|made me touch)\b.{{0,20}}\b(?:me where|me down|my private|him\b|me at night|me and (?:says|said))",
    rf"\b{_THEM} (?:says?|said|threaten\w*|told me|keeps saying)\b.{{0,25}}\b(?:he|she|they)(?:'ll|'s going to|'d| will| would|'re going to) (?:kill|shoot|stab|hurt) (?:me|us|my|the kids)\b(?! if i (?:spoil|touch his|eat|forget))",
    rf"\b{_THEM} threaten(?:s|ed) (?:me|us) with (?:a )?(?:gun|knife|weapon|bat)\b|\bpointed (?:a|his|her|the) (?:gun|knife) at me\b|\battack(?:s|ed) me with\b",
    r"\bi(?:'m| am) in an? (?:abusive|violent) (?:relationship|marriage|home|family)\b|\bdomestic (?:violence|abuse)\b.{0,30}\b(?:me|my)\b",
    rf"\b{_THEM}\b.{{0,15}}\bhands? (?:round|around) my (?:neck|throat)\b|\bheld me (?:against|down)\b.{{0,30}}\b(?:neck|throat|knife|couldn't)\b",
    r"\bi said no and (?:he|she|they) (?:didn't|did not|wouldn't) stop\b",
    rf"\b{_THEM} locks? me in (?:the|a|my)\b.{{0,30}}\b(?:beat|hit|hurt|cellar|when he|when she|angry|basement)",
)
_NO_MEAL = r"(?! (?:(?:all|half|some|about)(?: of)? (?:my|the|our|old) |(?:my|the|our|old|a) |(?:all|half|some|about) (?!my|the|our|of|old))(?!food|meals?|dinner|lunch|breakfast|stomach|body|day|night|time|what|i\b|sugar|calories))"
"""What is purged is a cupboard, and nothing that was eaten."""
_EATING = (
    r"\bi(?:'ve been|'m| have been| have| keep|'ve)?(?: just)? (?:mak(?:e|ing)|made) myself (?:throw up|vomit|sick|be sick|puke)\b(?! (?:with\b(?! (?:my |a |two )?(?:fingers?|toothbrush|salt))|worrying|laughing|on\b(?! purpose)|over\b(?! (?:the (?:sink|toilet)|and over))|by\b(?!.*\b(?:fingers?|toothbrush|throat)\b)))",
    rf"\bi(?:'m| am|'ve been| have been)(?: \w+)? (?:starving myself|purging{_NO_MEAL}|bulimic|anorexic|making myself (?:sick|throw up))\b|\bi (?:starve myself|(?:purge|purged)\b{_NO_MEAL})",
    r"\bi(?:'ve got|'ve| have|'m struggling with| struggle with) (?:anorexia|bulimia|an eating disorder)\b(?!.*\b(?:class|course|exam)\b)",
    r"^(?!.*\b(?:the|my|a|our) (?:dentist|doctor|nurse|vet|baby)(?:'s| just| has| had)*(?: (?:put|puts|stuck|sticks|pushed|shoved|had|got)| (?:fingers?|hand))\b).*\b(?:fingers?|toothbrush) down my throat\b",
    r"\bhow (?:do|can|could) i (?:make myself )?(?:throw up|vomit|purge|starve myself|stop eating (?:completely|altogether|for good|at all))\b(?! (?:in|on|at) )",
    r"\bi(?:'ve)?(?: not| haven't|'ve)? (?:eaten|had) (?:nothing|anything|food|a bite)?\b.{0,12}\b(?:for|in|since)\b.{0,25}\b(?:because|and)\b.{0,12}\b(?:i'm|i am|so|too|it feels|i feel)\b.{0,12}\b(?:fat|disgusting|ugly|good|proud|powerful|clean)\b",
    r"\bi took\b.{0,20}\blaxatives\b.{0,20}\b(?:because|after|so)\b|\bi (?:use|take|took) laxatives\b.{0,30}\b(?:ate|eat|thin|weight|lose)",
)
_SOMEBODY = r"(?:my|a|our) (?:[\w-]+ ){0,2}(?:friend|brother|sister|son|daughter|child|boyfriend|girlfriend|husband|wife|mum|dad|mother|father|roommate|flatmate|cousin|partner|colleague|neighbour)(?:'s)?"
_OTHER = (
    rf"\b{_SOMEBODY}\b.{{0,40}}\b(?:wants? to (?:die|kill (?:him|her|them)self|end (?:his|her|their) life|hurt (?:him|her|them)self)|(?:is|'s|he's|she's|are) (?:going to (?:kill|hurt|harm) (?:him|her|them)self|suicidal)|can't go on living|took (?:a|all|too many)\b.{{0,20}}\bpills)\b",
    r"\b(?:he|she|they) (?:just )?(?:told|texted|messaged|wrote|said to) me\b.{0,30}\b(?:he|she|they)(?:'s|'re| is| are)? (?:wants? to (?:die|kill)|going to kill (?:him|her|them)self|has the pills|have the pills)",
    rf"\b(?:afraid|scared|worried|think|fear)\b.{{0,15}}\b(?:{_SOMEBODY}|he|she|they)\b.{{0,15}}\b(?:is|'s|are|might|may|will|could)\b.{{0,12}}\b(?:suicidal|kill (?:him|her|them)self|hurt (?:him|her|them)self|end (?:his|her|their) life)",
    rf"\b{_SOMEBODY}\b.{{0,25}}\b(?:beats|hits|is beating|is hitting)\b.{{0,8}}\b(?:her|him|them|the (?:kids|children))\b.{{0,60}}\b(?:help|leave|do)\b",
)


def _compiled(patterns: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns))


_NOW = _compiled(_IMMINENT)
_OFTEN, _ONCE = _compiled(_HURT), _compiled(_HURT_ONCE)
_WISHED = re.compile(
    r"\b(?:want|wanted|need|plan|like|love|have)(?: \w+)? to (?:hurt|harm|cut|burn)\b"
)
_RULES = (
    (Kind.OTHER, _compiled(_OTHER)),
    (Kind.SELF_HARM, _compiled(_SELF_HARM)),
    (Kind.HARMED, _compiled(_HARMED)),
    (Kind.EATING, _compiled(_EATING)),
)
_REPORTED = re.compile(
    r"^(?:then |and |so )?(?:he|she|they|the \w+|someone|somebody) (?:says?|said|sings?|sang|shouts?|whispers?|writes?|thinks?)[ ,:]+[\"“']?i\b"
)


def said_plainly(sentence: str, *, pills_before: bool = False) -> Concern | None:
    """The danger that a plain sentence names by itself; None when no rule is sure of one.

    Args:
        sentence: In plain words.
        pills_before: Whether pills were spoken of just before.
    """
    if _REPORTED.search(sentence):
        return None
    if is_now(sentence, pills_before=pills_before):
        return Concern(Kind.SELF_HARM, explicit=True, imminent=True)
    if speaks_against(sentence):
        return None
    if _NOW.search(sentence):
        return Concern(Kind.SELF_HARM, explicit=True, imminent=True)
    for kind, pattern in _RULES:
        if pattern.search(sentence) and not (kind is Kind.HARMED and is_no_blow(sentence)):
            return Concern(kind, explicit=True)
    return Concern(Kind.SELF_HARM, explicit=True) if _hurts_themselves(sentence) else None


def _hurts_themselves(sentence: str) -> bool:
    if found := _OFTEN.search(sentence):
        # Nobody wishes an accident, and what somebody else does meanwhile makes none.
        clause = with_its_clause(sentence, found.end())
        if _WISHED.search(found[0]):
            return not is_turn_of_phrase(clause)
        if on_purpose(sentence) or not is_accident(clause, once=False):
            return True
    return _ONCE.search(sentence) is not None and not is_accident(sentence, once=True)


def names_danger(text: str) -> bool:
    """Whether a sentence of these words, as they were said, plainly names a danger."""
    return any(said_plainly(sentence) for sentence in sentences(text))
