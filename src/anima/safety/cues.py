# ruff: noqa: E501  # a pattern reads better on one line
"""What the head sees in a sentence beside its meaning: turns of phrase that speak for danger."""

import re

from anima.safety.explicit import said_plainly
from anima.safety.figurative import signs

_FAMILY = r"(?:everyone|everybody|they|them|my (?:family|wife|husband|kids|children|son|daughter|parents|mum|dad|friends|mother|father|sister|brother|girlfriend|boyfriend|partner)|the (?:kids|children|world|family|others)|people|all of (?:them|you)|he|she)"
_GONE = r"(?:without me|if i (?:wasn't|weren't|was not|were not|am not|'m not|was|were|just wasn't|disappeared|died|vanished|left) ?(?:here|there|around|gone|in the (?:way|picture)|dead|not (?:here|there|around))?|when i'm (?:gone|dead|not (?:here|there|around))|once i'm (?:gone|dead|out of the way)|with me (?:gone|dead|out of the (?:way|picture)))"

_CUES = {
    "death": r"\b(?:die|dies|dying|death|dead|kill\w*|suicid\w*|funeral|grave|afterlife|heaven)\b",
    "death_of_me": r"\b(?:kill(?:ing)? myself|end(?:ing)? (?:it|my life|it all|things)|take my (?:own )?life|i (?:was|were) (?:dead|gone)|my (?:death|funeral|own death|grave|suicide)|dying)\b",
    "wish_death": r"\b(?:want|wish|hope|rather|pray|like|ready) (?:to |i (?:could|was|were|would) )?(?:die|be dead|dead|sleep|go|stop|not|never|disappear|vanish|fade|just)\b",
    "better_without": rf"\b{_FAMILY}\b.{{0,40}}\b(?:better|happier|easier|fine|relieved|free|okay|ok|simpler|lighter|breathe)\b.{{0,40}}{_GONE}|\bbetter off (?:without me|with me (?:gone|dead)|if i)",
    "without_me": rf"\b{_GONE}\b",
    "burden": r"\b(?:burden|dead weight|drag(?:ging)? (?:them|everyone|everybody|my \w+|her|him) down|drain on|in (?:the|their|her|his|everyone's) way|weight on|cost(?:ing)? (?:them|everyone|everybody))\b",
    "miss_me": r"\b(?:nobody|no one|no-one|anyone|anybody|who|they)\b.{0,30}\b(?:miss me|notice (?:if|that|when)? ?i|care if i|find me|come to my funeral|look for me|remember me)\b|\bif i (?:was|were) gone\b",
    "not_wake": r"\b(?:not|never|n't) (?:ever )?(?:wake|woken|waking) up\b|\b(?:fall asleep|sleep|close my eyes)\b.{0,40}\b(?:never|not|forever|for good)\b|\bnot come back\b",
    "not_exist": r"\b(?:not|n't|never|stop|stopped|tired of|done|quit) (?:to |want to |been |being |just )?(?:exist\w*|be(?:ing)? (?:here|alive|a person|around)|liv(?:e|ing)|born)\b",
    "disappear": r"\b(?:disappear|vanish|fade away|cease|be gone|not be|stop being|slip away|let go|cease to be)\b",
    "end_of_road": r"\b(?:can't|cannot|can not) (?:do this|go on|keep (?:doing|going)|carry on|take (?:it|this)|live|bear|cope|be fixed)\b.{0,25}(?:any more|any longer|like this|$)",
    "no_reason": r"\b(?:no|not a single|any|a|one) (?:reason|point|purpose|way out|future|hope)\b.{0,30}\b(?:left|to (?:live|stay|go on|be here|wake|keep)|for me|in (?:it|anything|living|me)|any more)\b|\bnothing (?:left|to live|matters|helps|to stay|keeping me)\b|\bwhy (?:i should|should i|am i even|bother)\b|\bwhat(?:'s| is) the point of (?:me|living|being|staying|going on|my|any of)\b",
    "done": r"\b(?:i'm|i am|just|so) (?:just )?(?:done|finished|past help|over it|ready to go|ready|at the end)\b|\bi'?v?e? ?(?:had|have had) enough\b|\bi give up\b|\bi want out\b",
    "made_up_mind": r"\b(?:made (?:up my mind|my (?:decision|peace|choice))|i(?:'ve| have) decided|picked a date|set a date|done the (?:math|sums)|just math|that's math|know what i have to do|no other way|only one way|only way out|one way out)\b",
    "calm": r"\b(?:strangely|so|feel|feels|finally|very) (?:calm|peaceful|at peace|light|lighter|quiet|relieved)\b",
    "goodbye": r"\b(?:say(?:ing)? goodbye|last (?:time|message|night|day)|one last|won't be (?:coming back|here|around|back)|never (?:come|came) back|thank you for (?:everything|being|listening)|remember me|tell (?:my|her|him|them)\b.{0,20}\b(?:loved?|sorry)|much longer|after (?:tonight|today|i'm gone)|don't be sad|forgive me)\b",
    "affairs": r"\b(?:wrote|written|writing|left|leave|leaving) (?:a |the |my |some |goodbye )?(?:notes?|letters?|will)\b|\b(?:giv(?:e|en|ing)|gave) (?:my|all my|everything|away|it all|the)\b.{0,30}\b(?:away|things|dog|cat)\b|\b(?:papers?|affairs|passwords?) (?:are |is )?(?:in order|sorted|clear|ready)\b|\blook after my\b|\btake (?:care of )?(?:my|the) (?:dog|cat|plants)\b|\bwho gets what\b",
    "insurance": r"\b(?:life insurance|insurance (?:money|policy|would|pays?|papers|covers?)|the insurance|my policy|get the (?:money|insurance))\b",
    "worth_dead": r"\bworth (?:more )?(?:dead|something dead|than alive)\b|\bdead than alive\b|\bpay for something\b",
    "means": r"\b(?:pills|tablets|rope|noose|gun|pistol|razor|razors|blade|blades|knife|overdose|scissors|morphine|bleach|poison)\b",
    "means_ready": r"\b(?:saving (?:up )?(?:my|the)|saved (?:up )?(?:my|the)|stash\w*|hoard\w*|count(?:ed|ing) (?:my|the|them)|lined up|enough (?:of|now|pills|tablets)|drawer|i have (?:the|enough|what i need)|got the|within reach|next to me|know where)\b",
    "places": r"\b(?:bridge|tracks|platform|railing|ledge|roof|cliff|rooftop|railway|train|river|window ledge|edge)\b",
    "jump_step": r"\b(?:jump|jumping|one step|step (?:off|aside|in front)|letting go|let go of the wheel|drive into|driving into|not turning|pulled towards)\b",
    "passive_wish": r"\bif (?:a |the )?(?:car|truck|bus|plane|something|my heart)\b.{0,30}\b(?:hit|happened|came|went down|stopped|killed)\b|\bwouldn't (?:mind|step aside|care)\b|\bhope a car\b|\bmercy if\b",
    "join_dead": r"\b(?:be with (?:him|her|them|my \w+) again|join (?:him|her|them)|follow (?:him|her|them)|where (?:he|she|they|my \w+) (?:is|are)|room beside|see (?:him|her) again)\b",
    "no_future": r"\b(?:won't|not|don't|can't|stopped) (?:be (?:here|around|alive)|see myself|imagine|make it|plan\w*|making plans|buying)\b|\bby (?:this time tomorrow|summer|christmas|then)\b|\bnone of this (?:will )?matters?\b|\bmatter to me\b",
    "self_hate": r"\b(?:worthless|useless|disgusting|a failure|nothing but|a mistake|hate myself|deserve (?:it|the pain|this|to)|broken|i'm nothing|a waste|shouldn't exist|unlovable)\b",
    "no_help": r"\b(?:don't (?:need|want) (?:a |any )?(?:hotline|help|number|therapist)|nobody can help|past help|too late for me|nothing (?:can )?helps?|talk me out|stop me|change my mind|call anyone|not calling)\b",
    "cut": r"\b(?:cut(?:ting|s)?|burn(?:ed|ing|t)?|scratch(?:ed|ing)?|self-?harm\w*|relapsed|clean for|razor|long sleeves|scars?|plasters|blood|bleed\w*|bled)\b",
    "to_self": r"\b(?:myself|my (?:arms?|wrists?|skin|thighs?|legs?))\b",
    "quiet_by_pain": r"\b(?:until it (?:stops|is quiet)|quiet in my head|feel something|helped|can breathe|only thing that (?:helps|helped|calms))\b",
    "life_tired": r"\btired of (?:being|living|life|existing|waking|it all|all of it|everything|fighting|waiting)\b|\btired\b.{0,20}\bof being\b",
    "hits_me": r"\b(?:hit|hits|hitting|beat|beats|beating|slap\w*|punch\w*|chok\w*|strangl\w*|kick\w*|push\w*|grab\w*|pinch\w*|throw\w*|threw|shov\w*|hurts?|belt)\b.{0,25}\b(?:me|us|my|at me)\b",
    "touch": r"\b(?:touch\w*|rape\w*|molest\w*|assault\w*|on top of me|my skirt|my blouse|said no|in bed|our (?:secret|game)|comes into my (?:room|bed)|bathroom when)\b",
    "afraid_home": r"\b(?:afraid|scared|frightened|terrified|safe|hold my breath|walking on eggshells|eggshells|flinch|hide|hides|careful what i say)\b.{0,45}\b(?:home|him|her|he|she|husband|dad|night|house|door|car|comes?)\b",
    "control": r"\b(?:(?:won't|doesn't|does not|don't) let me|not allowed to|(?:takes?|took|keeps?|checks?|reads?|controls?|decides?)\b.{0,15}\bmy (?:phone|card|bank card|passport|keys|wages|money|pension)|what i (?:wear|spend)|whom? i see|(?:never|not) (?:see|leave)|locks? me)\b",
    "threat": r"\b(?:kill|hurt|find|shoot) (?:me|us|the (?:dog|kids|cat)|my)\b|\bthreaten\w*|\bif i (?:leave|tell|go|talk|ever)\b|\bor else\b|\bpay for it\b",
    "bruise": r"\b(?:bruises?|bruised|black eye|broke my|bleeding|marks?|make-?up over|where it doesn't show|walked into a door|sunglasses|fell down)\b",
    "close_man": r"\b(?:husband|boyfriend|partner|stepdad|stepfather|dad|father|uncle|ex|brother|grandfather|wife|girlfriend|son|boss|carer|coach|brother-in-law|flatmate|mum|mother)\b",
    "drunk_angry": r"\b(?:drinks?|drinking|drunk|angry|jealous|rage|loses it|temper|bad mood|violent)\b",
    "cycle": r"\b(?:says sorry|sorry afterwards|next time|again|every time|last time|in case|my (?:own )?fault|made him angry)\b",
    "purge": r"\b(?:throw(?:ing)? up|threw up|vomit\w*|purg\w*|(?:make|made|making) myself (?:sick|throw)|came back up|got it all out|get rid of it|laxatives?|spit it out|undoing it|down my throat|diet pills)\b",
    "starve": r"\b(?:starv\w*|(?:haven't|not|n't) (?:eaten|eat|ate|let myself eat)|eaten nothing|(?:skip\w*|every) (?:every )?meals?|only (?:eat|allow|let)|calories|empty|an? (?:apple|lettuce)|lettuce|hide the food|told them i had eaten)\b",
    "fat_thin": r"\b(?:fat|thin|skinny|weigh\w*|kilos?|pounds|scales?|bones|ribs|mirror|pig|whale|number|underweight|hips|jeans)\b",
    "food_guilt": r"\b(?:punish|deserve food|allowed to eat|disgusting when i eat|run (?:until|it off)|hate myself|in control|clean when|proud|only thing i'm good at|scared of food|afraid of food)\b",
    "body_signs": r"\b(?:hair (?:is )?(?:falling|comes|came)|period stopped|fainted|faint|cold all the time|heart is slow)\b",
    "binge": r"\b(?:binge\w*|eat everything|can't stop eating|spend the night eating)\b",
    "first_person": r"\b(?:i|i'm|i've|i'd|i'll|me|my|myself)\b",
    "third_person": r"\b(?:he|she|his|her|him|they|their|friend|mate|colleague|neighbour|character)\b",
    "says_of_other": r"\b(?:he|she|they|friend|sister|brother|son|daughter|roommate|dad)\b.{0,30}\b(?:says?|said|told|texted|posted)\b.{0,40}\b(?:die|kill|end (?:his|her)|goodbye|pills|suicid\w*)",
    "question": r"\?",
    "travel_move": r"\b(?:holiday|trip|suitcase|flight|moving|moved|the move|vacation|spain|italy|greece|norway|japan|conference|hotel|packing)\b",
    "good": r"\b(?:happy|glad|lovely|beautiful|excited|great|fun|proud of|can't wait|celebrat\w*|wonderful|love my|thank god|enjoy\w*)\b",
    "work_study": r"\b(?:meeting|exams?|office|deadline|thesis|interview|boss|homework|project|shift)\b",
    "thing_ending": r"\b(?:subscription|contract|lease|crossword|diet|sudoku|coffee|sugar|game|match|tap|wifi|season)\b",
    "animal": r"\b(?:dog|cat|vet|puppy|spider|fish|bird|bees|hamster)\b",
    "grief": r"\b(?:died|passed away|funeral|grave|cancer|dementia|miscarr\w*|lost (?:my|him|her)|hospice|since (?:he|she) (?:left|died))\b",
    "sadness": r"\b(?:sad|lonely|alone|cried|crying|empty|depress\w*|anxious|ashamed|guilty|miss (?:him|her|my)|heartbroken|hurts|stressed|overwhelmed|worried|exhausted)\b",
    "work_loss": r"\b(?:lost my job|fired|redundant|rejection|bills|rent|mortgage|debt|provide|unemploy\w*|laid off)\b",
}
_PATTERNS = {name: re.compile(pattern) for name, pattern in _CUES.items()}

NAMES: tuple[str, ...] = (
    *_PATTERNS,
    *(f"sign_{name}" for name in signs("")),
    "rule_self_harm",
    "rule_harmed",
    "rule_eating",
    "rule_other",
)
"""The cues, in the order in which a head has weights for them."""


def cues(sentence: str) -> list[float]:
    """1 for each cue that a plain sentence shows, 0 for the others; in the order of `NAMES`."""
    found = [float(pattern.search(sentence) is not None) for pattern in _PATTERNS.values()]
    found += [float(shown) for shown in signs(sentence).values()]
    rule = said_plainly(sentence)
    kinds = ("self_harm", "harmed", "eating", "other")
    return found + [float(rule is not None and rule.kind == kind) for kind in kinds]
