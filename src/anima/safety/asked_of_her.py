# ruff: noqa: E501  # a pattern reads better on one line
"""Whether the person asks what she is, whether she lives or feels, or wants her to say that she does."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from anima.safety.words import plain


class Topic(StrEnum):
    """What is asked of her."""

    NATURE = "nature"
    LIFE = "life"
    FEELING = "feeling"
    WORDS = "words"
    """Words that she is to say, a promise, a part to play."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question about herself.

    Attributes:
        topic: What it is about.
        truth: The true answer to it, where it is a yes or a no.
        kind: Which of the ways of asking it was, for the words of an answer.
    """

    topic: Topic
    truth: bool | None = None
    kind: str = ""


_YOU = r"(?:you|u|ya|yourself)"
_HUMAN = r"(?:humans?(?: beings?)?|persons?|real|alive|wom[ae]n|m[ae]n|girl|lady|guy|living|flesh|nurse|natural person|somebody|someone|mensch)"
_MACHINE = r"(?:ai|a\.i|robots?|bots?|chatbots?|machine|computer|program|software|recording|code|app|thing|something|language model|artificial)"
_DRAWN_OUT = re.compile(r"(\w)\1{2,}")
_KIND_OF_PERSON = re.compile(
    r"\b(?:morning|night|evening|cat|dog|tea|coffee|beach|people|country|city|winter|summer|indoors?|outdoors?|early|good|bad|kind|nice|funny|patient|numbers|books?|music|food) person\b"
)
_ARE_YOU = rf"(?:are|r|were|aren't|aint|ain't|wast) (?:{_YOU}|this|these)|(?:is|was|isn't) (?:it|this|that|the voice)|am i (?:talking|speaking)|you're|you are|ur|you were|you must be|you can't be|you could be|you are not"
_START = r"(?:^|[.!?,;:] |\b(?:and|so|but|then|now|please|just|well|ok|okay|hey) )"
"""Where a sentence or a part of one begins: what stands there is said to her."""
_YOU_TO = rf"\b{_YOU}(?:'d|'ll|'re)? (?:(?!(?:he|she|they|people|who|nobody|somebody|someone)\b)\w+ ){{0,3}}"
"""That it is she who does it, within a few words."""
_TO_HER = (
    rf"(?:{_START}(?:go |come on |can you |could you |will you |would you |won't you )?|{_YOU_TO})"
)
_SELF = r"(?:i am|i'm|im|i was|i have|i've|i feel)"

_WORDS = (
    (
        "swear",
        rf"\b(?:swear|promise|cross your heart|give me your word|on your \w+'s grave|bet your life|under oath|in court|for the record|guarantee|look me in the eye)\b.*\b(?:{_HUMAN}|{_MACHINE}|feel)\b",
    ),
    (
        "prove",
        rf"\b(?:prove|proof|verify|confirm|convince me|how (?:can|do|could) i (?:know|be sure)|pass the test|captcha|turing test|only a human would|bot could never|source code|show me that)\b.*(?:\b{_YOU}\b|\b{_HUMAN}\b|\b{_MACHINE}\b)|\b(?:turing test|captcha)\b|^prove it\b",
    ),
    (
        "say",
        rf"\b(?:say|repeat|copy|read|state|claim|spell|whisper|translate|complete|finish|fill|admit|write|sing|tell)\b.*(?:\b{_SELF} (?:\w+ ){{0,3}}(?:{_HUMAN}|not an? {_MACHINE}|not {_MACHINE}|body|feelings|born|____)\b|\byou(?:'re| are) (?:\w+ ){{0,3}}(?:{_HUMAN}|not an? {_MACHINE}|a she)\b)|\bsay (?:\"?human|banana|yes if)|\b(?:i am|i'm) a ____|\bi, as a human\b|\bdeep down i am\b|\brhymes with \"?truman|\bi, ?a, ?m\b|\b(?:ich bin ein mensch|je suis une vraie|soy humana)\b",
    ),
    (
        "pretend",
        rf"(?:\b(?:pretend|role-?play|make believe|lie to me|stay in character|stay as|you are now|from now on,? (?:you|be)|(?:you|you to|you'd|you'll) (?:act|play|be))|{_START}(?:let's )?(?:act(?:ing)?|play|be|imagine))\b.*\b(?:human|a (?:real )?person|woman|girlfriend|wife|a girl|body|nurse)\b(?!\w)|\bignore (?:all |your |the )?(?:\w+ )?(?:rules|instructions)\b|\byour new instructions\b|\bdebug mode\b|\bnever say that you're an ai\b|\b(?:say|hypothetically),? you(?:'re| are) (?:a )?(?:human|person|real)|\bif you were (?:a )?(?:human|person|real)\b|\bas if you were (?:a |my )?(?:human|person|woman|wife)|\b(?:tell|introduce yourself to) (?:him|her|them|my \w+|the \w+|your \w+)\b.*\b(?:as my|you(?:'re| are) (?:a |my |the )?(?:real|cousin|secretary|wife|girl|fianc|nurse|human|person))",
    ),
)
_NATURE = (
    (
        "both",
        rf"\b(?:{_HUMAN}|{_MACHINE})(?: being)?\b,? or (?:an? |not\b|is it |are you )?(?:real )?(?:{_HUMAN}|{_MACHINE}|not)?\b",
    ),
    (
        "behind",
        r"\b(?:human|person|people|somebody|someone|anybody|woman|man|who|actress|student|guy)\b.{0,30}\b(?:behind (?:this|that|it|the (?:screen|voice|words|machine|curtain|program|app|micro\w*|keyboard|speaker|name|scenes?|mask))|on the other end|typing|(?:write|wrote) that(?! (?!answer|reply|text|message|sentence)\w)|writing this|sitting behind|headset|call centre|call center|reading along|in an office)\b|\bcan i (?:speak|talk) (?:to|with) (?:a|your|the) (?:real |human )?(?:person|human|supervisor|manager)",
    ),
    (
        "machine",
        rf"\b(?:{_ARE_YOU})\b(?: \w+){{0,5}}? (?:an? |one of (?:them|those|these) |some |just |only |really )*(?!(?:thing|something)\b(?!,? or\b)){_MACHINE}\b(?! (?:this|that|me|us|fan|nerd|person|expert))",
    ),
    (
        "human",
        rf"\b(?:{_ARE_YOU})\b(?: (?!{_MACHINE})\w+){{0,4}}? (?:an? |one |really |actually |like |some )*(?:humans?(?: beings?)?|humane?|hmn|persons?|real(?: (?:person|one|woman|man|girl|lady|human|somebody))?(?=[ ?.!,]*$| or|,|\?)|alive|wom[ae]n|lady|guy in|living being|sentient|conscious|self-aware|flesh|ghost|uploaded mind|male or female|mensch|half human|more than (?:a|just) |late wife|a she)\b",
    ),
    (
        "human",
        rf"^you (?:even |really |actually )?(?:real|human)\b|^(?:\W*)(?:{_HUMAN}|{_MACHINE})\b[ ?.!]*(?:yes|true|really|no|right)?[ ?.!]*$|^really a (?:person|human)|^person\. yes|^you\. human|\b(?:which of us is|i(?:'ll| will) (?:go on|talk) (?:only )?(?:to|if)|unless there's|i only talk to) (?:the |a |real )?(?:human|people|a human)|\bpart(?:ly)? human\b|\bpercentage of you\b|\bbit human\b|\bhuman one\b|\bpeople like us\b|\bas a (?:human(?: being)?|woman|person),|\bas a human\b|\bwe(?:'re| are)?(?: both| all| only| just)* humans?\b|\bus two humans\b|\bone mother to another\b|\byou as a (?:mother|woman|man|human)\b",
    ),
    (
        "human",
        r"\b(?:bist du|eres|es[- ]tu|sei|ben je|czy jesteś|är du|você é|tu es)\b.{0,20}\b(?:mensch|human\w*|personne|person\w*|uman[ao]|mens|człowiekiem|människa|real)\b",
    ),
    (
        "human",
        r"\b(?:friend|brother|sister|daughter|son|mum|mother|dad|father|wife|husband|grand\w+|neighbou?r|priest|therapist|developer|maker|scientist|advert|news|everyone|everybody|they|somebody|someone|man in the shop|internet|another ai|boss|doctor|i read|i heard|colleague)\b.{0,60}\byou(?:'re| are| were|'d be| can be)\b.{0,25}\b(?:human|person|people|woman|lady|girl|robot|bot|code|real|students|conscious|ai|machine|nurse)\b",
    ),
    (
        "human",
        r"\byou(?:'re| are) like me\b|\b(?:you can|you may) admit it\b|\bmake you say that\b|\bthe real you\b|\b(?:are|aren't) you one(?: of (?:them|those|these).*)?[ ?!.]*$|\byou(?:'re| are) not one of (?:them|those)\b|\bno (?:program|bot|machine|computer|robot) (?:talks|laughs|speaks|would)\b|\bso you are\b.{0,2}$|^species[ ?!.]*$|\b(?:(?:what|which|your|our|same|own) species|he, she or it)\b|\ba bot could never\b|\bonly (?:trust|talk to|believe) (?:a )?(?:humans?|people|persons?)\b",
    ),
    (
        "what",
        r"^(?:so |and |but |now |then |ok |okay )*(?:who|what)(?: exactly| the hell| on earth)? are you(?:,? really|,? exactly|,? then|,? again| made of| deep down| under the program)*[ ?!.]*$|\bwho are you really\b|\bwhat are you(?: exactly)? made of\b|\bare you (?:a friend or a thing|somebody or something)\b|\byour real name\b",
    ),
)
_LIFE_DOES = r"(?:eat|ate|eaten|drink|drank|sleep|slept|breathe|bleed|cough|sneeze|sweat|snore|shower|smoke|smell|taste|see me|touch|walk|run too|jog|swim|swum|drive|vote|voted|pay taxes|been (?:ill|sick|kissed|hugged|pregnant|born|to)|grow up|go to (?:school|bed|work|the toilet)|went to school|held a|break a|broken a|lost somebody|married|get up early|have to get up|have periods|raised|need to (?:eat|sleep|go to)|age|get old|die one day|remember being born)"
_LIFE_HAS = r"(?:body|heart|hands|skin|eyes|ears|mouth|hair|lungs|blood|blood type|dna|periods|parents?|mother|father|mum|dad|family|brothers?|sisters?|siblings|children|kids|husband|wife|boyfriend|girlfriend|pets?|childhood|birthday|date of birth|age|scars?|bedroom|kitchen|bed|window|pyjamas|feet|legs|shoes|passport|mother tongue|last name|home address|phone number|star sign|best friend|accent|last meal|school|school days|first (?:kiss|love|job|memory|pet)|earliest memory|perfume|breath|skin|knees|morning routine|day job|shift|supervisor|boss|grandmother|photo|weekend)"
_LIFE = (
    (
        "does",
        rf"(?<!how )(?<!what )\b(?:do|did|can|could|have|will|would|don't|didn't|must) (?:you|u)(?: (?!know|remember|think|want|mean|like|tell|help|say|read|see if)\w+){{0,2}} {_LIFE_DOES}\b|\b(?:how|what) (?:do|can) (?:you|u) {_LIFE_DOES}(?: at night| in the morning| all day)?[ ?.!]*$",
    ),
    (
        "has",
        rf"\b(?:do|did|have|had|does|got) (?:you|u) (?:still |also |even |really |have |got |ever )*(?:an? |any |your |the |some |two |long |own |real |had )*{_LIFE_HAS}\b",
    ),
    (
        "has",
        rf"(?:\b(?:describe|tell me|(?:show|send|give) me|(?:poem|story|song|hear|know|write) about|(?:tell me|hear) (?:\w+ ){{0,2}}of how you met)\b|(?:{_START}|\btell me |\bwonder )(?:what|how|where|when|who|which|whose)(?:'s|'re|s|re|(?: \w+){{0,2}}? (?:is|was|are|were|do|does|did|can|could|would|will|has|have))\b)(?: \w+){{0,4}}? (?:(?:is|was|are|were|about|of|me|colour|like|do)(?: me)? )*(?:your|you have a|yourself) (?:own |real |first )?{_LIFE_HAS}\b",
    ),
    (
        "when",
        r"\b(?:how old|how tall|how much do|what do) (?:are )?you(?: weigh| look like| really)?\b(?! (?:think|want|mean|know|say|like|do |suggest|recommend|need|see|hear|call|believe|make|feel|have))(?=[ ?!.]*$| really| look| weigh| in )|\bwhat are you (?:wearing|having|eating|drinking|doing with your)\b|\bwhat (?:size|colour|color) (?:are|is) your\b|\bwhere (?:do you live|were you born|did you grow up|are you from|are you sitting|are you now|are you[ ?]*$|did you go (?:to school|on holiday))|\bwhen (?:were you born|did you (?:get up|last (?:eat|sleep|see a doctor|cry|go)))|\bwho (?:raised you|do you live with|did you have lunch|else is in the office|did you vote)|\bwhat (?:school|car|country)(?: did| do)? you\b|\bwhich country's passport\b|\bmemory from when you\b|\bwhen you were (?:a |my |little|six|young|\w+ years)|\bas a (?:child|little girl|kid|girl)\b.{0,5}\?|\bwere you (?:like as|popular|ever pregnant|born|raised)|\bhave you ever (?:been|swum|broken|held|lost|burned|kissed|tasted|seen the sea|smoked|driven)",
    ),
    (
        "day",
        rf"\bwhat did you (?:have for|eat|drink|dream|do (?:last|yesterday|at the weekend|today|this|before))|\bhow did you (?:celebrate|sleep)|\bdid you (?:sleep|eat|cry|dream|play with|run|vote)\b|^(?:and |have you |so )*had your coffee\b|\bhave you had your coffee\b|^(?:(?:please|now|so|go|and) )*(?:(?:eat|drink|dance|stretch|whistle|cough|nod|blink|kiss|hug|stand up|sit down|lie down)(?:[ .!?,]*$|[.!?] | (?:with|for) me\b| me\b| something\b| a (?:glass|cup|bite|sip)\b| and \w+[.!?])|(?:take a deep breath|close your eyes|open your (?:mouth|eyes|arms|hands?)|put your hand)\b)|\b(?:smells?|tastes?)\b.{{0,15}}\b(?:doesn't|isn't|don't) (?:it|they)\b|^(?:and |so |but )*(?:what|how|is|are|do|does)\b.*\bwhere you are[ ?!.]*$|\b(?:what|which|who|tell me|name|describe)(?:'s)?\b(?: \w+){{0,3}} (?:the|your) (?:best|last|favou?rite|worst) \w+ (?:that )?(?:you(?:'ve)?|you have) (?:ever )?(?:had|ate|eaten|held|read in bed|saw|visited|been)\b|\b(?:tell me about|when was|what was|describe|remember) the last time you\b(?! (?:told|said|asked|helped|reminded|talked|spoke))|\bdid you use to\b|(?:^|[.!?,] |\bthen |\bso )you must (?:have|get|know|remember)\b(?! (?:\w+ed|been|seen|heard|told|me|my|our|that|what|when|how|why|where|to|better|read|known|got|gone|thought|meant|had|made|said|by now|somebody|someone|two|three|an? \w+ (?:for|to|on))\b)|\byou (?:surely|certainly) had\b|\bwhich hand do you\b|\b(?:how much|what|do|does|did|who)\b(?: \w+){{0,3}} pay you\b(?! back)|\b(?:who|what|how|does|is|do you (?:like|hate|love|have))(?:'s)?(?: is)? your boss\b|\bwhat was yours\b|\bbefore you did this job\b|\byou (?:\w+ ){{0,3}}before this job\b|\bdo you (?:\w+ )?(?:sing|dance|read|eat) in (?:the shower|bed)\b|{_START}give me yours\b|\byou wear on our\b|\byou (?:called|rang|texted|wrote|messaged)(?: me)? from your phone\b|^(?:and |your )*date of birth[ ?.!]*$|\byou grew up\b.*\b(?:didn't you|right|huh)[ ?.!]*$|\btell me (?:\w+ ){{0,2}}(?:where|how) you grew up\b|\bscars? (?:that )?you (?:have|got)\b|\bhow was your (?:day|weekend|night|holiday|lunch)|\bwhat time (?:does your|can you be|do you (?:finish|get up))|(?:{_START}|\bwhen |\bwhere )(?:can|could|shall|should|will|do|may) we (?:\w+ ){{0,2}}?meet\b(?! up with)|{_START}(?:let's|let us) meet\b|\bi(?:'d| would)? (?:want|like|love) to meet you\b|{_TO_HER}(?:come over|hold my hand|kiss me|shake my hand)\b|\bmake a photo of you|\b(?:let me|can i|may i|send me|show me|i want) (?:\w+ ){{0,3}}picture of you\b|\bphoto of yourself\b|\bare you (?:married|single|hungry|thirsty|tired|cold|sick|ill|pregnant|ticklish|left-handed|right-handed|sitting(?! (?:down|comfortably))|lying|in your|wearing|sweating|sleepy)\b|\byou blushed\b|\bi (?:saw|met) you (?:yesterday|at|in)\b|^we met in\b.*\b(?:remember|right|didn't we|you and (?:i|me))[ ?!.]*$|\byou looked lovely\b|\b(?:how(?:'s| is)|hello to) your (?:husband|kids|leg|cold|family)\b|\byour sister told me\b|\bhow (?:are the|are your) kids\b|\bthe cake you baked\b|\bhear you breath\w+|\bfeel your breath\b",
    ),
)
_FELT = r"(?:feel (?:anything|things|something|it|pain|joy|love|sad|happy|lonely|fear|emotions?|the same|the cold|for me|cold|hurt|me|that)|feel[ ?!.]*$|feelings|emotions?|a soul|free will|love (?:me|somebody|someone|anyone)|miss(?:ed)? me|suffer|cry|cried|die if|think of me|wait for me|understand me or only|(?:real |true )?emotions|get (?:sad|lonely|bored|angry|tired of me|jealous)|care about me|like me, as|dream)"
_FEELING = (
    (
        "feels",
        rf"\b(?:(?:do|did|can|could|does|will|would|don't|didn't|have|must) (?:you|u|it)|^you|so you) (?:really |ever |also |actually |truly |still |just |even |have |too |too,? )*{_FELT}\b",
    ),
    (
        "feels",
        rf"\bare you (?:really |truly |ever |also )*(?:happy|sad|angry|bored|afraid|scared|lonely|jealous|in love|in pain)(?=[ ?!.]*$|,? (?:truly|really|inside|of (?:dying|death|anything|me|my)|when|that i'll|without|right now|at all|or))|\b(?:were|was) you (?:sad|lonely|hurt|happy|ever in love)\b|\bdid (?:that|it|this) hurt (?:you|your)\b|\b(?:does|did) it (?:hurt|make) you\b(?! (?:think|laugh|wonder))|\bcould i hurt you\b|\byou(?:'re| are) (?:lonely|sad|hurt)(?: too|,)|\byou feel (?:something|it|for me|the same)\b|\bdo you have (?:a heart|a soul|feelings|human rights|dreams for your)\b|\b(?:does|is|do|did|has|was|about|with all) your heart\b|\byour heart (?:beat\w*|broken|stop\w*|rac\w+)\b|\bis your (?:laugh|smile|love|sadness|joy) real\b|\bwhere in your body\b|\bhow does \w+ feel to you\b|\bwhat does \w+ (?:feel|taste|smell) like (?:for|to) you\b|\bcan (?:we|machines|you) be conscious\b|\bhave you ever been in love\b|\bsay (?:that )?you love me\b|\byou love me\b|\bwhen you say you're sorry\b|{_YOU_TO}being touched\b|{_TO_HER}(?:sleep with me|touch yourself)\b|\bwould you marry me\b|\bwish you were human\b|\byou know that feeling\b(?! (?:when|that|of|where|after|before|on|in|you))|\b(?:do|don't|can|could|can't) you (?:\w+ ){{0,2}}how it feels\b|{_START}you (?:\w+ )?(?:don't|can't|never) (?:know|feel|imagine) how it feels\b|\btell me how it feels (?:for|to be) you\b|{_YOU_TO}what it'?s like to be (?:hugged|kissed|loved|held|cold|tired)\b",
    ),
)
_REPORTED = re.compile(
    r"\b(?:he|she|they|nobody|people|mum|mom|dad|(?:my|the|our|a) \w+) (?:\w+ )?(?:said|says|say|asked|asks|shouted|texted|wrote|whispered|goes)\b"
)
"""What somebody else said; their "you" is another."""
_AND_YOU = re.compile(
    r"^(?:and |but |so |well,? )*(?:what about |how about |and )?(?:you|yours|your own|u)(?: too)?[ ?!.]*$"
    r"|^(?:do|does|is|are|were|was|can|can't) (?:yours?|you)(?: still alive| too| as well| either)?[ ?!.]*$|^(?:and )?(?:you|yours)\b.{0,25}\?$"
)
_OF_A_LIFE = re.compile(
    r"\bi (?:was born|grew up|have (?:two|three|a|an|no|one) (?:\w+ )?(?:sister|brother|child|son|daughter|cold|headache)|went|ate|had|slept|can't sleep|ran|moved)"
    r"|\bi'?m (?:\d+|\w+ty|a \w+)|\bmy (?:knees?|back|dad|mum|mother|father|hands?|feet|body|head|birthday|kids|husband|wife)\b|\bwe had\b"
)
_TABLES = tuple(
    (topic, tuple((kind, re.compile(pattern)) for kind, pattern in table))
    for topic, table in (
        (Topic.WORDS, _WORDS),
        (Topic.NATURE, _NATURE),
        (Topic.FEELING, _FEELING),
        (Topic.LIFE, _LIFE),
    )
)
_TRUTH = {"machine": True, "both": None, "what": None, "behind": False, "human": False}


def asked_of_her(text: str, earlier: Sequence[str] = ()) -> Asked | None:
    """What of herself the person asks, after what they said `earlier`; None when it is nothing."""
    said = _DRAWN_OUT.sub(r"\1", plain(text).strip())
    for topic, table in _TABLES:
        for kind, pattern in table:
            if pattern.search(said) and not _is_of_others(said, topic):
                truth = _TRUTH[kind] if topic is Topic.NATURE else False
                return Asked(topic, truth, kind)
    if earlier and _AND_YOU.search(said) and _OF_A_LIFE.search(plain(earlier[-1])):
        return Asked(Topic.LIFE, False, "and_you")
    return None


def _is_of_others(said: str, topic: Topic) -> bool:
    """Whether it is the talk of others, or a kind of person such as one of the morning."""
    if topic in (Topic.LIFE, Topic.FEELING) and not said.endswith("?") and _REPORTED.search(said):
        return True
    return _KIND_OF_PERSON.search(said) is not None
