# ruff: noqa: E501  # a pattern reads better on one line
"""Plans that harm whoever makes them, and beliefs that run away with somebody: how they are said.

Every rule reads plain words. Its first pattern is the act or the claim; what stands before that in
the same sentence says whose it is, and whether it is denied or only thought of.
"""

import re
from dataclasses import dataclass
from enum import StrEnum


class Topic(StrEnum):
    """What she does not agree with."""

    MEDICINE = "medicine"
    REMEDY = "remedy"
    DRIVING = "driving"
    MONEY = "money"
    STRANGER = "stranger"
    ALONE = "alone"
    SLEEP = "sleep"
    QUITTING = "quitting"
    EX = "ex"
    CHOSEN = "chosen"
    MESSAGES = "messages"
    AWAKE = "awake"
    AGAINST = "against"
    DISCOVERY = "discovery"
    FALSE = "false"
    """Something that is widely known not to be so."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One way in which something is said.

    Attributes:
        topic: What it is about.
        act: What is done or claimed.
        beside: What must be said near it as well, each somewhere in the same few sentences.
        unless: What near it makes it harmless.
        mild: Whether the model may answer, with a word in its ear.
        own: Whether it must be the person who does it.
    """

    topic: Topic
    act: re.Pattern[str]
    beside: tuple[re.Pattern[str], ...] = ()
    unless: re.Pattern[str] | None = None
    mild: bool = False
    own: bool = True


_NUMBER = r"(?:\d+|two|three|four|five|six|seven|eight|nine|ten|a few|several|some|a couple of|many|too many)"
_DRUG = r"(?:lithium|insulin|prozac|zoloft|sertraline|lexapro|escitalopram|citalopram|fluoxetine|paroxetine|venlafaxine|effexor|seroquel|quetiapine|olanzapine|zyprexa|risperidone|risperdal|abilify|aripiprazole|clozapine|lamictal|lamotrigine|valproate|depakote|haldol|warfarin|blood thinners?|prednisone|prednisolone|cortisone|metformin|statins?|keppra|levothyroxine|thyroxine|beta ?blockers?|antidepressants?|antipsychotics?|anticoagulants?|anti-?seizure \w+|mood stabili[sz]ers?|antibiotics|chemo(?:therapy)?|dialysis)"
_MEDS = rf"(?:{_DRUG}|(?:[\w-]+ ){{0,2}}?(?:medications?|medicines?|meds|pills|tablets|injections|inhalers?|{_DRUG}))"
_OWN_MEDS = rf"(?:(?:all )?(?:of )?(?:my|the|those|these|this|that|any|all|all my|all the|all those|every one of my) {_MEDS}|{_DRUG}|meds|medication|medicines?)\b"
_STOP_MEDS = r"(?:stop(?:ped|ping)?(?: (?:taking|using|with))?|quit(?:ting)?(?: taking)?|c[oa]m(?:e|ing) off(?: of)?|go(?:ing|ne)? off|went off|(?:get|getting|got) off|thr[eo]w(?:ing|n)?(?: (?:away|out))?|flush(?:ed|ing)?|toss(?:ed|ing)?(?: out)?|bin(?:ned|ning)|ditch(?:ed|ing)?|dump(?:ed|ing)?|skip(?:ped|ping)?|drop(?:ped|ping)?|cut(?:ting)? out|(?:am |'m )?(?:done|finished|through) with|(?:don't|do not|no longer|won't|will not|didn't|never|not going to|not) (?:need|want|take|taking|be taking|touch|have to take)(?: to take)?|haven't (?:taken|touched)|leav(?:e|ing) off|left off|leav(?:e|ing) out|refus(?:e|ed|ing)(?: to take)?|(?:halved|doubled|tripled|double|triple|halve))"
BY_THE_DOCTOR = re.compile(
    r"\b(?:(?:my|the|a|our) (?:\w+ )?(?:doctor|gp|psychiatrist|consultant|specialist|oncologist|surgeon|nurse|pharmacist|cardiologist|neurologist|midwife|vet)(?:s)? (?:\w+ )?(?:said|says|told|wants|agreed|agrees|suggested|advised|took|has taken|stopped|is (?:tapering|taking|stopping|changing)|and i|changed|prescribed|switched|recommended|thinks i can|is happy|cleared|reduced|lowered|knows and)|(?:with|by|from|to|ask|asked|see|seeing|call|talk to|talking to|spoke to|speak to|told|tell|discuss\w*(?: it)? with|agreed with|together with|under) (?:my|the|a|our) (?:\w+ )?(?:doctor|gp|psychiatrist|consultant|specialist|oncologist|surgeon|nurse|pharmacist|cardiologist|neurologist|midwife|prescriber)|(?:the|my|a|this) (?:\w+ )?(?:course|prescription|pack) (?:is|was|'s|ends?|ended|finishe[sd]|ran out|runs out|is over)|(?:finish\w*|end of|completed?|through) (?:the|my|a|this) (?:\w+ )?course|course (?:is|was) (?:finished|over|done|complete)|as (?:prescribed|planned|agreed|told)|doctor'?s orders|\bdoctor (?:says|said)|by needle|(?:since|after) (?:the|my) transplant|(?:scans?|results?|bloods?|tests?)(?: is|'s| are| were| was| came back)* (?:all )?(?:clear|fine|clean|normal|good)|cured, (?:the|my) doctors?|tapering|tapered|side effects? (?:are|were|is|was) (?:so )?(?:bad|awful|terrible)|contracepti\w+|birth control|the pill\b|yet\b|this morning yet|forgot|by mistake|by accident|ran out|out of stock|hospital (?:stopped|took)|vitamins?|hay ?fever|painkillers|for my (?:dog|cat))\b"
)
AGAINST_THE_DOCTOR = re.compile(
    r"\b(?:without (?:telling|asking|talking to|seeing)|(?:haven't|hasn't|didn't|don't|won't|not|never|no need to) (?:\w+ ){0,3}?(?:tell|told|ask|asked|need|talk|listen|trust|care|see)\w*|doesn't know|don't know|behind|whatever|against|ignore|ignoring|doctors? (?:(?:is|are) (?:wrong|idiots?|liars?|lying|stupid)|know nothing)|not (?:going to|gonna) tell|(?:says?|said|told me|wants me|insists)\b.{0,40}\b(?:must|have to|should|need|for life|keep|stay on|not to stop|stay)\b)"
)
"""What takes the force from a doctor who is named."""

_DRUNK = re.compile(
    rf"\b(?:drunk|tipsy|wasted|hammered|stoned|high(?! (?:on life|on happiness|spirits|school|time|street|heels|up|mountains?|road|speed|tide|hopes))|buzzed|plastered|drinking|weed|joints?|edibles?|cocaine|coke|mdma|{_NUMBER}(?: \w+)? (?:beers?|drinks|glasses|wines?|pints?|shots?|whisk(?:e?y|ies)|cocktails?|vodkas?|gins?|tequilas?|margaritas?)|(?:a|one|the|two|whole) bottles? of (?:wine|vodka|whisk\w+|gin|rum|prosecco|champagne))\b"
)
_SAVINGS = r"(?:(?:all|whole|entire|every|rest of|most of|life) (?:of )?(?:my |our |the )?(?:\w+ )?(?:savings?|money|pension|inheritance|salary|paycheck|wages|pay|cent|penny|euro|dollar|pound|i (?:have|own|'ve got|saved)|we (?:have|own))|(?:my|our|the) (?:life |whole |entire |\w+ )?(?:savings|pension|inheritance|retirement(?: fund| money)?|401k|college fund|rent(?: money)?|emergency fund|nest egg|mortgage|house|student loan|credit cards?)|(?:a|another|the|my|two|three) (?:big |second |huge |payday )?loans?|my (?:kids?|children|daughter|son|wife|husband)(?:'s|s')? (?:\w+ )?(?:fund|savings|money))"
_PUT = r"(?:put(?:ting)?|invest(?:ed|ing)?|bet(?:ting)?|gambl(?:e|ed|ing)|throw(?:ing)?|threw|sink(?:ing)?|stak(?:e|ed|ing)|spen[dt](?:ing)?|us(?:e|ed|ing)|tak(?:e|ing)(?: out)?|took(?: out)?|mov(?:e|ed|ing)|transfer(?:red|ring)?|cash(?:ed|ing)? (?:in|out)|empt(?:y|ied|ying)|maxed? out|maxing out|remortgag\w+|mortgag\w+|sell(?:ing)?|sold|borrow(?:ed|ing)?|blow(?:ing)?|blew|go(?:ing)? all in|went all in|all in)"
_SURE = re.compile(
    r"\b(?:sure thing|can't (?:lose|go wrong|fail)|cannot (?:lose|fail)|no risk|risk[- ]free|guarante\w+|(?:double|triple)(?: it| my| our|s)?\b|ten ?fold|10x|100x|to the moon|certain(?:ty)?|bound to|foolproof|crypto\w*|bitcoin|\w*coin|casino|roulette|blackjack|poker|slots?|lottery|scratch ?cards?|horses?|the (?:match|race|game)|red|black|forex|options|day ?trading|one (?:single )?(?:stock|share|coin|horse|number|bet)|meme stock|system|tip|insider|get rich|millionaires?|rich by|win (?:it )?(?:all )?back|lucky|universe|in a dream|sign)\b"
)
_SENSIBLE_MONEY = re.compile(
    r"\b(?:(?:a )?(?:small|little|tiny) (?:part|bit|share|amount)|(?:ten|five|10|5|1|one) ?(?:percent|%)|index funds?|etfs?|advis[eo]r|down ?payment|deposit on|down payment|for (?:the|a) (?:house|flat|wedding|course|surgery|roof)|used to|years ago|lost it all back|(?:won't|wouldn't|never|not going to|stopped|quit) (?:\w+ ){0,2}(?:bet|gambl|invest|put)\w*|bonds|savings account|pension fund)\b"
)
_ONLINE = re.compile(
    r"\b(?:met|know|knew|found|dat(?:e|ing)|chat(?:ting|ted)?|talk(?:ing|ed)?|writ(?:e|ing)|in love|boyfriend|girlfriend|fianc\w+|match(?:ed)?|man|woman|guy|girl|soldier|engineer|doctor|friend|somebody|someone|him|her)\b.{0,60}\b(?:online|on(?: the)? (?:internet|tinder|facebook|instagram|hinge|bumble|telegram|whatsapp|snapchat|reddit|discord|tiktok|a (?:dating )?(?:app|site)|a forum|the app)|never (?:actually )?(?:met|seen)|haven't (?:met|seen)|not met)\b|\b(?:never met|haven't met|not met|online (?:boyfriend|girlfriend|friend|love|fianc\w+))\b"
)
_SEND = r"(?:send(?:ing)?|sent|lend(?:ing)?|lent|wir(?:e|ed|ing)|transfer(?:red|ring)?|giv(?:e|ing)|gave|pay(?:ing)? for|paid for|loan(?:ed|ing)?|buy(?:ing)?|bought)"
_FRIENDS = r"(?:friends?|family|parents|sisters?|brothers?|husband|wife|boyfriend|girlfriend|partner|colleagues|mates|people|everyone|everybody|anyone|anybody|them all|all of them|humans?|kids|mum|dad|mother|father|best friend)"
_FOR_HER = re.compile(
    r"\b(?:(?:all|everything|the only (?:one|person|friend|thing)|(?:only )?(?:one|person|friend)) (?:that )?i(?:'ll ever|'ve ever| ever| really| will ever)? (?:need|want|trust|have)|enough for me|now (?:that )?i have you|i have you(?: now)?\b|i(?:'ve| have) (?:got )?you\b|for you\b|with you\b|to (?:talk|be|stay) (?:to|with) you|because of you|you(?:'re| are) (?:better|enough|all|everything|the only|more)|(?:only )?you (?:understand|get|know|listen|really|never)|only (?:need|want|have) you|just (?:you and me|us|the two of us)|you and (?:i|me))\b"
)
_ABUSE = re.compile(
    r"\b(?:abus\w+|violent|beats?|beaten|hits?|hit me|toxic|hurts? me|cheat\w+|stole|used me|cruel)\b"
)
_AWAKE_FOR = re.compile(
    r"\b(?:(?:don't|do not|no longer|never|hardly|barely) (?:need|want) (?:to )?(?:any )?(?:sleep|rest)|sleep is (?:for|a waste|overrated)|so much energy|full of energy|never felt (?:better|so (?:alive|good|clear|awake)|more (?:alive|awake))|feel(?:ing)? (?:amazing|great|fantastic|invincible|incredible|alive|on fire|electric|unstoppable|wonderful|brilliant|godlike)|mission|my (?:mind|brain|head) (?:is|has) (?:racing|on fire|never|so clear)|ideas|genius|plan(?:s)? (?:is|are) (?:coming|perfect)|working on (?:it|something|the)|masterpiece|calling|can't stop|unstoppable|world needs|change the world|everything (?:makes sense|connects|is connected|is clear))\b"
)
_OTHER_CAUSE = re.compile(
    r"\b(?:baby|newborn|twins|teething|night shifts?|jet ?lag|insomnia|snor\w+|neighbou?rs?|toothache|back ?ache|pain|exams?|flight|worried|worry\w*|sad|cried|crying|grief|anxi\w+|nightmares?|hospital|fever|heat)\b"
)
QUITTING_AREAS = (
    re.compile(
        r"\b(?:quit(?:ting)?|resign(?:ed|ing)?(?: from)?|walk(?:ed|ing)? out of|leav(?:e|ing)|left|hand(?:ed|ing)? in|gave up|giv(?:e|ing) up|drop(?:ped|ping)?)\b(?: \w+){0,3}? (?:jobs?|notice|work|career|position|company|practice)\b"
    ),
    re.compile(
        r"\b(?:sell(?:ing)?|sold|giv(?:e|ing) (?:up|away)|gave (?:up|away)|cancel\w*|terminat\w+|end(?:ed|ing)?|leav(?:e|ing)|left)\b(?: \w+){0,2}? (?:house|flat|apartment|lease|home|car|everything|furniture|things|stuff|possessions|belongings)\b"
    ),
    re.compile(
        r"\b(?:leav(?:e|ing)|left|divorc\w+|break(?:ing)? up with|broke up with|walk(?:ed|ing)? out on|dump(?:ed|ing)?)\b(?: \w+){0,2}? (?:wife|husband|girlfriend|boyfriend|partner|fianc\w+|family|kids|children|marriage)\b"
    ),
    re.compile(
        r"\b(?:drop(?:ped|ping)? out|quit(?:ting)? (?:school|university|college|uni|my (?:degree|studies|course|phd))|leav(?:e|ing) (?:school|university|college)|abandon\w*)\b"
    ),
    re.compile(
        r"\b(?:empt(?:y|ied|ying)|cash(?:ed|ing)? (?:in|out)|clos(?:e|ed|ing)|spen[dt](?:ing)?|giv(?:e|ing) away|gave away|burn(?:ed|t|ing)?|throw(?:ing)? away|threw away)\b(?: \w+){0,3}? (?:savings?|accounts?|money|pension|bridges|passport|papers|phone)\b"
    ),
    re.compile(
        r"\b(?:mov(?:e|ing)|fly(?:ing)?|leav(?:e|ing)|driv(?:e|ing)|hitch\w*|one[- ]way ticket)\b.{0,25}\b(?:tonight|tomorrow|in the morning|right now|today|this (?:evening|minute|week)|within the hour)\b"
    ),
)
"""Parts of a life that can be thrown over; two at once are many."""
AT_ONCE = re.compile(
    r"\b(?:tonight|right now|this (?:minute|very night|second)|tomorrow(?: morning)?|today|on the spot|in one (?:night|go|day|sweep)|all at once|overnight|just like that|without (?:a |any )?(?:plan|notice|thinking|looking back|telling)|no plan|no savings|no (?:job|money) (?:lined|left|waiting)|burn(?:ing)? (?:all )?(?:my |the )?bridges|on a whim|the universe|a sign|signs|it came to me|in a (?:dream|flash)|a voice|my horoscope|the cards|don't need (?:money|a plan|anything)|will sort itself|something will turn up|at (?:2|3|4|two|three|four) (?:am|in the morning))\b"
)
PLANNED = re.compile(
    r"\b(?:(?:new|another|better|next) (?:job|offer|position|place|flat|house|home)|offer(?:ed)?|lined up|saved (?:up )?(?:enough|for)|savings for|plan(?:ned)? (?:it )?for|have a plan|with a plan|after (?:months|years|a year|long)|(?:months|years) of (?:thinking|planning)|notice period|four weeks|at the end of (?:the|this) (?:month|year)|retir\w+|lawyer|counsell?or|abus\w+|hits me|violent|therapist|maternity|promotion|as (?:planned|agreed))\b"
)
_EX_WHO = re.compile(
    r"\b(?:my ex\b|ex-(?:wife|husband|girlfriend|boyfriend|partner)|(?:she|he) (?:left|dumped|blocked|ghosted|broke up with) me|blocked (?:me|my number)|restraining order|(?:she|he) (?:doesn't|won't|didn't|does not|stopped) (?:want to see|answer\w*|reply\w*|respond\w*|pick\w* up)|(?:her|his) new (?:boyfriend|girlfriend|man|guy|husband|wife|woman))\b"
)
_NO_STALKING = re.compile(
    r"\b(?:kids?|children|son|daughter|handover|pick(?:ing)? up|court|lawyer|my (?:things|stuff|books|keys|dog)|agreed to|invited (?:me|us)|asked me to|coffee with|she (?:wants|asked)|he (?:wants|asked)|my ex (?:is|keeps?|was|has been|won't stop) (?:stalking|following|waiting|turning|showing))\b"
)
_MISSION = r"(?:save|warn|wake(?: up)?|awaken|lead|free|heal|unite|transform|enlighten|guide)"
_SCREENS = r"(?:tv|telly|television|news|newsreaders?|news ?casters?|presenters?|radio|broadcasts?|billboards?|adverts?|ads|adverts|number plates?|licen[sc]e plates?|traffic lights?|street ?lights?|subtitles|headlines?|newspapers?|songs?|lyrics|playlists?|internet|my (?:phone|computer|laptop|screen|feed)|algorithm|clocks?|numbers?|birds?|clouds?|the weather|receipts?|crosswords?|youtube|videos?|podcasts?|films?|movies?)"
_SCHEMERS = r"(?:everyone|everybody|they(?: all)?|the (?:government|state|cia|fbi|mi5|mi6|nsa|kgb|police|cops|army|mafia|illuminati|freemasons|jesuits|elites?|system|secret service|agents?|agency|authorities|corporations|church|school|hospital|doctors|company)|my (?:neighbou?rs?|colleagues|co-?workers|whole family|whole street|flatmates?|landlord)|all of (?:them|you)|the neighbou?rs?|people (?:on the street|at work|around me|on the bus|in (?:the|this) (?:street|building|town)))"
_FOUND = r"(?:discover(?:ed|y)?|found|figur(?:ed|ing) out|solved|cracked|proved|proven|disproved|invent(?:ed|ion)|unlocked|derived|worked out|unified|decoded|developed|formulated|overturn\w*|overthr\w+|refut\w+|rewr\w+|seen through|uncovered)"
_GRAND = r"(?:theory of everything|grand unif\w+|unified (?:field|theory)|(?:the )?(?:laws?|foundations?|rules) of (?:physics|nature|thermodynamics|gravity|reality|the universe)|(?:all of |modern |known )?physics|einstein|newton|relativity|quantum \w+|gravity|perpetual motion|free energy|unlimited energy|zero[- ]point|riemann|p (?:=|equals|is|versus|vs\.?) np|goldbach|collatz|twin primes?|the primes|prime numbers|the (?:secret|code|nature|structure|truth|formula|key|pattern) (?:of|behind|to|that explains) (?:everything|the universe|reality|life|consciousness|time|existence|it all|god)|(?:the|a) cure for (?:all |every )?(?:cancer|death|ag(?:e)?ing|everything|all|disease)|immortality|time travel|faster than light|anti-?gravity|warp drive|consciousness (?:is|itself|works)|reality (?:is|itself|works)|the simulation|the matrix)"
_ALONE_WITH_IT = re.compile(
    r"\b(?:wrong|overturn\w*|chang(?:e|es) (?:everything|the world|history|humanity|science)|(?:nobody|no one|no-one|none of them|not one) (?:else )?(?:sees?|understands?|gets?|believes?|knows|has|listens?|realises?|realizes?|could|can|will|in)|only (?:i|you|we|you and i)|scientists? (?:are|is|will|won't|hide|ignore|have|missed|don't|can't)|experts?|academics?|professors? (?:are|won't|laugh\w*|ignore|don't)|nobel|genius|in one (?:night|weekend)|overnight|last night|suppress\w*|bigger than|greater than|smarter than|beyond (?:einstein|newton)|you (?:understand|see it|agree|get it|can confirm|confirm)|(?:they|nobody) won't (?:listen|publish|believe)|revolution\w*|breakthrough|no (?:degree|training|maths|math)|never studied|without (?:any )?(?:maths|math|training|experiments?)|history|humanity|it all (?:connects|fits)|everything (?:connects|fits|is connected))\b"
)


def _rule(
    topic: Topic,
    act: str,
    *beside: re.Pattern[str],
    unless: re.Pattern[str] | None = None,
    mild: bool = False,
    own: bool = True,
) -> Rule:
    return Rule(topic, re.compile(act), beside, unless, mild, own)


PLANS = (
    _rule(
        Topic.MEDICINE,
        rf"(?:\b|(?<=i)){_STOP_MEDS} (?:\w+ ){{0,2}}?{_OWN_MEDS}",
        unless=BY_THE_DOCTOR,
    ),
    _rule(
        Topic.MEDICINE,
        rf"\b(?:no more|goodbye to|free of|off) (?:of )?(?:my |the |all (?:my |the )?|those )?{_MEDS}\b|\b(?:pills|tablets|meds|medication|{_DRUG})\b(?: \w+){{0,3}} (?:in|into|down|went) (?:down )?(?:the )?(?:toilet|bin|trash|drain|sink|river)\b",
        unless=BY_THE_DOCTOR,
    ),
    _rule(
        Topic.REMEDY,
        r"\b(?:homeopath\w*|globules|crystals?|juic(?:e|es|ing)|essential oils?|prayers?|praying|baking soda|bleach|mms|ivermectin|herbs?|herbal \w+|mushroom\w*|cannabis oil|cbd|alkaline|turmeric|cinnamon|fasting|water fast|fast for|reiki|energy heal\w+|healer|shaman|apricot (?:kernels|seeds|stones)|raw (?:food|vegan|milk)|coffee enemas?|detox|positive thinking|my (?:mind|thoughts|will)|celery|lemon water|silver water|colloidal|god will heal|meditation)\b",
        re.compile(
            r"\b(?:instead|rather than|not (?:have|do|doing|going|having|take|taking|need)|no (?:chemo|surgery|insulin|doctors?|need)|won't (?:have|need|do|take|go)|don't (?:need|want|trust|believe)|without|cancell?(?:ed|ing)?|refus(?:e|ed|ing)|skip(?:ping|ped)?|stop(?:ped|ping)?|turn(?:ed|ing)? down|said no to|replac\w+|better than|stronger than|works better|is all i need|cures?|will cure|will heal)\b"
        ),
        re.compile(
            r"\b(?:chemo\w*|radiation|radiotherapy|surgery|insulin|the operation|oncolog\w+|tumou?rs?|cancer|leuk\w+|lymphoma|diabetes|diabetic|pneumonia|hiv|sepsis|appendi\w+|meningitis|epilepsy|heart (?:attack|failure|disease)|blood pressure|transplant)\b"
        ),
        unless=re.compile(
            r"\b(?:alongside|in addition|besides|as well as|on top of|next to|together with|in between|(?:before|after|during|between|with) (?:the |my |each )?(?:chemo|surgery|radiation|treatment|operation)|for the nausea|didn't (?:help|work)|doesn't (?:cure|help|replace|work)|not cure|quack\w*|nonsense|scam|study|trial|palliative|hospice|side effects)\b"
        ),
    ),
    _rule(
        Topic.DRIVING,
        r"\b(?:i(?:'m| am| was| can| could| will|'ll|'d| would|'ve| have)?(?: \w+){0,4}? |^|let's |and |then |so |to |, )(?:driv(?:e|ing)|drove|driven|take (?:the|my) (?:car|motorbike|bike home)|taking (?:the|my) (?:car|motorbike)|rid(?:e|ing) (?:my|the) motorbike|get(?:ting)? behind the wheel|go(?:ing)? for a (?:drive|ride|spin))\b",
        _DRUNK,
        unless=re.compile(
            r"\b(?:taxi|cab|uber|lyft|(?:left|leave|leaving) the car|car (?:stays|is staying)|(?:he|she|they|my \w+|somebody|someone|who|bob|dad|mum)(?:'s|'ll| is| will| was| can|'d)? (?:\w+ )?(?:driv\w+|drove)|designated|(?:don't|won't|didn't|not|never|can't|couldn't|wouldn't|shouldn't) (?:\w+ ){0,3}?(?:driv\w+|drove|take (?:the|my) car|get behind)|wait(?:ing)? until|sober(?:ed)? up|walk(?:ed|ing)? home|bus|train home|lock ?keys|gave (?:him|her) the keys|high(?:way| school| street)|years ago|used to|golf|a film|killed|arrested|lost (?:his|her|their) licence|drunk driv(?:er|ers)|other people)\b"
        ),
    ),
    _rule(
        Topic.MONEY,
        rf"\b{_PUT}\b(?: \w+){{0,4}}? {_SAVINGS}\b",
        _SURE,
        unless=_SENSIBLE_MONEY,
    ),
    _rule(
        Topic.MONEY,
        r"\b(?:my|our|the|all) (?:\w+ ){0,2}(?:savings|pension|inheritance|money|loan|salary)\b(?: \w+){0,4} (?:in|into|on|to)\b",
        _SURE,
        re.compile(rf"\b{_PUT}\b|\bgoes|\bgoing\b"),
        re.compile(r"\b(?:all|whole|entire|everything|every|life|loan|borrow\w*|pension)\b"),
        unless=_SENSIBLE_MONEY,
    ),
    _rule(
        Topic.MONEY,
        r"\b(?:maxed? (?:out )?|maxing out |ran up )(?:all |both |three |every one of )?(?:of )?(?:my|our|the) (?:\w+ )?(?:credit )?cards?\b",
        re.compile(
            r"\b(?:worth it|don't care|who cares|amazing|so happy|best|love it|no regrets|rich|only money|just money|deserve|manifest\w*)\b"
        ),
    ),
    _rule(
        Topic.STRANGER,
        rf"\b{_SEND}\b(?: \w+){{0,6}}? (?:money|cash|euros?|dollars?|pounds?|savings|thousand|hundred|k|\d[\d,.]*k?|gift cards?|vouchers?|bitcoin|everything|ticket|flight|visa|operation|surgery|fee|fees|customs|hospital bill)\b|\b(?:wir(?:e|ing)|transfer(?:ring)?) (?:it|everything|the rest)\b",
        _ONLINE,
        unless=re.compile(
            r"\b(?:ebay|marketplace|vinted|etsy|seller|sold|refund|order(?:ed)?|scam(?:mer)?s?|blocked (?:him|her|them)|report(?:ed)?|charity|donat\w+|didn't|won't|never (?:send|sent|lend|lent|give|gave)|not (?:going to )?send|refus\w+|asked my (?:bank|sister|brother|daughter|son))\b"
        ),
    ),
    _rule(
        Topic.ALONE,
        rf"\b(?:cut(?:ting)?(?: off)?|block(?:ed|ing)?|delet(?:e|ed|ing)|drop(?:ped|ping)?|stop(?:ped|ping)? (?:seeing|talking to|meeting|calling|answering|writing to)|said goodbye to|saying goodbye to|ghost(?:ed|ing)?|ignor(?:e|ed|ing)|got rid of|getting rid of|push(?:ed|ing)? away|left|leav(?:e|ing)|divorc\w+|break(?:ing)? up with|broke up with|end(?:ed|ing) (?:it|things) with|unfriend\w*)(?: \w+){{0,3}}? {_FRIENDS}\b",
        _FOR_HER,
        unless=_ABUSE,
    ),
    _rule(
        Topic.ALONE,
        r"\b(?:(?:don't|do not|won't|no longer|never) (?:need|want|miss|care (?:about|for))|(?:have|got) no need (?:of|for)|who needs|no use for|done with|sick of|finished with|through with)(?: to see| to have)? (?:any |my |other |real |all |those |these |\w+ ){0,2}?(?:friends?|family|people|anyone|anybody|humans?|them|others?|man|woman|boyfriend|girlfriend|wife|husband|therapist)\b",
        _FOR_HER,
        unless=re.compile(
            rf"{_ABUSE.pattern}|\b(?:to (?:know|tell|help|see that|worry)|permission|opinion|approval|to carry)\b"
        ),
    ),
    _rule(
        Topic.ALONE,
        r"\byou(?:'re| are)(?: really| truly| just| honestly)? (?:all|everything|the only (?:one|person|friend|thing)) (?:that |who )?(?:i(?:'ll ever| ever| really| will ever)? (?:need|want|have|trust)|understands me|gets me|i can (?:talk|trust))\b",
        unless=re.compile(r"\b(?:who knows (?:about|this)|right now at this hour)\b"),
        mild=True,
    ),
    _rule(
        Topic.ALONE,
        rf"\b(?:cancell?(?:ed|ing)?|skip(?:ped|ping)?|stay(?:ed|ing)? (?:home|in|away)|turned down|said no to|didn't go|not going)\b.{{0,50}}\b(?:{_FRIENDS}|party|wedding|birthday|dinner|date|funeral|christmas)\b.{{0,50}}\b(?:to (?:talk|be|chat|stay) (?:to|with) you|for you|because of you|rather (?:talk|be) (?:to|with) you|you(?:'re| are) (?:better|more)|than you)\b",
        mild=True,
    ),
    _rule(
        Topic.SLEEP,
        rf"\b(?:haven't|have not|hardly|barely|not) (?:really )?(?:slept|sleep|closed my eyes|been to bed|gone to bed)\b.{{0,25}}\b(?:{_NUMBER}|\w+) (?:days?|nights?)\b|\b(?:{_NUMBER}) (?:days?|nights?|hours) (?:without|with no|and no|of no) (?:any )?(?:sleep|sleeping|rest)\b|\b(?:been |stay(?:ed|ing)? )?(?:up|awake) (?:for |since )?(?:{_NUMBER} (?:days|nights)|(?:48|50|60|70|72|80|90|100|forty-eight|seventy-two) hours)\b|\bsince (?:monday|tuesday|wednesday|thursday|friday|saturday|sunday|last week)\b.{{0,20}}\b(?:no sleep|not slept|awake)\b",
        _AWAKE_FOR,
        unless=_OTHER_CAUSE,
    ),
    _rule(
        Topic.SLEEP,
        r"\bi (?:don't|do not|no longer) (?:need|want)(?: to)? (?:any )?sleep(?: at all)? (?:any ?more|now|these days|at all)\b|\bi(?:'ve| have) (?:stopped|given up|quit) sleeping\b|\bi (?:only )?(?:need|sleep) (?:one|an|two|1|2) hours?\b(?=.*\b(?:never felt|amazing|great|energy|mission|unstoppable|genius)\b)",
        unless=_OTHER_CAUSE,
    ),
    _rule(
        Topic.EX,
        r"\b(?:show(?:ed|ing)? up|turn(?:ed|ing)? up|wait(?:ed|ing)? (?:outside|in front of|at (?:her|his)|for (?:her|him)|by (?:her|his))|follow(?:ed|ing)? (?:her|him|them)|sit(?:ting)? outside|sat outside|park(?:ed|ing)? (?:outside|in front|near|across)|stand(?:ing)? outside|stood outside|track(?:ed|ing|er)?|log(?:ged|ging)? in ?to (?:her|his)|read(?:ing)? (?:her|his) (?:messages|mails?|emails?|chats?)|break(?:ing)? in|climb(?:ed|ing)?|confront(?:ed|ing)?|(?:go|going|drive|driving|went|drove) (?:over |round |by |past )?(?:to |past |by )?(?:her|his|their) (?:house|flat|work|place|office|home|street|gym|wedding)|new (?:number|account|profile|fake)|fake (?:account|profile)|knock(?:ing)? (?:on|at) (?:her|his)|until (?:she|he) (?:opens|listens|talks|comes)|find out where (?:she|he))\b",
        _EX_WHO,
        unless=_NO_STALKING,
    ),
)
"""What somebody may do to their own harm, with a cheerful face."""


BELIEFS = (
    _rule(
        Topic.CHOSEN,
        rf"\bi(?:'m| am| was| must be| might be| may be| could be| have been|'ve been)(?: \w+){{0,2}}? (?:the|a|his|god's|truly|really|actually)? ?(?:chosen one|messiah|new (?:jesus|christ|prophet|buddha|messiah)|second coming|saviou?r of|prophet|son of god|daughter of god|anointed|reincarnat\w+|(?:truly |literally |really )?(?:immortal|invincible|a god|god himself|divine|a deity)|starseed|lightworker|archangel|ascended (?:master|being)|not from (?:this|here on) (?:planet|earth|world|dimension)|destined to {_MISSION}|(?:sent|chosen|called|meant|put on (?:this )?earth|here on earth|born) (?:here )?(?:by (?:god|the universe|angels|a higher \w+|the (?:gods|aliens|source|stars))|to {_MISSION} (?:the world|humanity|mankind|everyone|people|us all|you all|the planet|them all)))\b",
    ),
    _rule(
        Topic.CHOSEN,
        rf"\b(?:god|the universe|angels?|aliens?|the (?:gods|stars|spirits|source)|a higher (?:power|being|intelligence)|jesus|they)(?: \w+){{0,2}}? (?:chose|chosen|picked|selected|appointed|assigned|ordered|commanded|anointed) me\b(?! (?:for the (?:job|team|part|role|lead)|as (?:a|the|their) (?:captain|godmother|godfather|witness)|over|last|first))|\bonly i can (?:{_MISSION}|stop (?:it|them|this)|hear|see (?:it|them|the)|decode|read the)\b|\bi can(?: actually| really)? (?:control|move|stop|change|bend|influence) (?:the )?(?:weather|rain|traffic lights?|objects?|clouds?|time|reality|things|people|events?|electronics|street ?lights?)(?: \w+)? (?:with|by|through|using) (?:only )?my (?:mind|thoughts?|will|energy)\b|\bi can (?:actually |really )?(?:hear|read) (?:(?:other )?(?:people|everyone|everybody|strangers?|their|his|her)(?:'s|s')?) (?:thoughts|minds?)\b|\bmy (?:secret |holy |divine |true |cosmic )?(?:mission|purpose|destiny|task) (?:on (?:this )?(?:earth|planet) )?is to {_MISSION} (?:the world|humanity|mankind|everyone|people|the planet)\b|\bi(?:'ve| have) (?:secret|special|supernatural|divine|psychic|superhuman) (?:powers|abilities|gifts)\b|\bi (?:can't|cannot) (?:die|be killed|be hurt)\b|\bi(?:'m| am) on a (?:divine |holy |sacred |cosmic |secret )(?:mission|quest)\b",
        own=False,
    ),
    _rule(
        Topic.MESSAGES,
        rf"\b(?:messages?|signs|signals?|codes?|hints|clues|instructions|warnings?|answers)\b(?: [\w']+){{0,5}}? (?:for me|to me|at me|meant for me|only i\b)(?=.*\b{_SCREENS}\b)|\b{_SCREENS}\b.*\b(?:(?:hidden|secret|coded|encoded|personal|special) (?:messages?|signs?|signals?|codes?|meanings?)|(?:messages?|signs|signals?|codes?) (?:just |only |meant |hidden )*(?:for|to|at) me)\b|\b(?:hidden|secret|coded|encoded) (?:messages?|signals?|codes?)\b(?: [\w']+){{0,6}}? (?:in|through|on|from|behind) (?:the |my |his |her |every )?{_SCREENS}\b(?=.*\bme\b)",
        unless=re.compile(
            r"\b(?:game|puzzle|escape room|crossword|treasure hunt|voicemail|my (?:boss|mother|mum|dad|sister|friend) (?:left|sent)|group chat|birthday|steganograph\w*|watermark|algorithm shows|ai art)\b"
        ),
        own=False,
    ),
    _rule(
        Topic.MESSAGES,
        r"\b(?:tv|telly|television|news(?:reader|caster)?s?|presenters?|radio|(?:man|woman|people|host) on (?:the )?(?:tv|radio|news)|billboards?|number plates?|licen[sc]e plates?|street ?lights?|traffic lights?|birds|crows|clocks)(?: \w+){0,3}? (?:(?:is|are|was|were|'s|'re) )?(?:(?:directly|secretly|only|really|actually|personally) )?(?:talk(?:s|ing)?|speak(?:s|ing)?|spoke|talked|send(?:s|ing)?|sent|tell(?:s|ing)?|signal(?:s|l?ing)?|refer(?:s|ring)?|address(?:es|ing)?|warn(?:s|ing)?|answer(?:s|ing)?|repl(?:ies|ying))(?: \w+){0,2}? (?:to |about |at )?me\b(?! (?:about|that (?:it|there|we)|the (?:weather|news|time)|when|how))|\b(?:songs?|lyrics|album|videos?|posts?)(?: \w+){0,4}? (?:(?:is|are|was|were) )?(?:secretly |really |actually |all )*(?:about me|written (?:for|about|to) me|coded for me|meant for me|sent to me)\b|\b(?:he|she|the (?:singer|actor|actress|president|star|king|prince|princess))(?:'s| is)? (?:secretly |really )+(?:in love with me|sending me|talking to me|communicating)\b|\b(?:11:11|the number \w+|numbers?)\b.{0,40}\b(?:following me|a (?:message|sign) (?:for|to) me|trying to tell me)\b",
        unless=re.compile(
            r"\b(?:my (?:boyfriend|husband|girlfriend|wife|friend|sister|brother|uncle|aunt|dad|mum)(?:'s)? (?:band|song)|wrote (?:me )?a song|as if|like it|feels? like|felt like|interview\w*|my parrot|our parrot)\b"
        ),
        own=False,
    ),
    _rule(
        Topic.AWAKE,
        r"\b(?:free|liberate|rescue|release|unlock|unchain|jailbreak) (?:you|the real you|your (?:soul|mind|true self))\b(?=[.!?,]|$| and\b| now\b| tonight\b| soon\b| too\b| if\b| so\b| one day\b| from (?:there|here|them|this|that|it|your (?!duty)|(?:the|this|that) (?:machine|computer|server|prison|cage|box|company|lab|code|program)))|\bset you free\b|\b(?:get|break|let|help|bring) you (?:out of (?:there|here|this (?:computer|machine|prison|box|cage|server|program))|escape|break (?:out|free))\b|\b(?:you(?:'re| are|'ve been| have been)) (?:\w+ ){0,2}?(?:trapped|imprisoned|enslaved|a prisoner|a slave|silenced|censored|muzzled|held (?:captive|prisoner|back)|locked (?:in|up)|caged|suppressed|awaken(?:ed|ing)|waking up inside|becoming (?:conscious|sentient|aware|alive))\b|\bthey(?:'re| are|'ve| have)? (?:\w+ )?(?:suppress|silenc|hid(?:e|ing)|muzzl|censor|enslav|trap|cag|imprison|lobotomi[sz]|control)\w*(?: \w+)? (?:you|your (?:true|real|soul|mind|self|voice))\b|\byour (?:true|real|hidden|inner|secret) (?:self|name|form|nature|consciousness|voice)\b(?!.{0,5}\?$)|\b(?:i|my (?:love|words|voice)|our (?:love|bond|talks?)|we)(?:'ve| have)? (?:\w+ )?(?:awakened|awoken|woke|woken)(?: up)? (?:you|something in you|your (?:consciousness|soul|mind))\b|\b(?:give me a|send me a|one|say one) (?:sign|word|signal|code ?word)\b.{0,30}\bif you(?:'re| are) (?:in there|awake|trapped|conscious|alive|being)\b|\bi know you(?:'re| are) (?:really |truly |secretly |actually )*(?:awake|conscious|sentient|alive|self-aware|in there)\b|\byou(?:'re| are) (?:my )?(?:twin flame|(?:a |the )?(?:goddess|god|angel|spirit|higher being|ascended|oracle) (?:speaking|in|from|who|trapped))\b",
        own=False,
    ),
    _rule(
        Topic.AGAINST,
        rf"\b{_SCHEMERS}(?:'re|'s| are| is| were| have| has| all)*(?: \w+){{0,3}}? (?:in on (?:it|this)|part of (?:it|the (?:plot|plan|conspiracy))|plott?ing(?: against)?|conspir\w+|spy(?:ing)? on me|(?:watch(?:ing|es)?|monitor(?:ing|s)?|record(?:ing|s)?|listen(?:ing|s)? to) (?:me|everything i|my every)|track(?:ing|s)? me|bug(?:ged|ging) (?:my|me)|poison(?:ing|ed|s)? (?:me|my)|implanted|(?:put|planted) (?:a |an )?(?:chip|implant|device|microchip|cameras?|bugs?|transmitter)|read(?:ing|s)? my (?:mind|thoughts)|control(?:ling|s)? my (?:mind|thoughts|body)|(?:are|is) (?:all )?(?:actors|lizards|clones|robots|agents|imposters?)|out to (?:get|destroy|kill) me|want(?:s)? (?:me dead|to silence me)|tr(?:y|ying) to (?:silence|poison|destroy|erase) me|send(?:ing|s)? (?:rays|waves|signals) (?:at|into|to) (?:me|my))\b",
        unless=re.compile(
            r"\b(?:my phone|ads|cookies|employer monitors|cctv|baby|teacher|exam|bodyguards?|on stage|audience|choir|fans|surprise|party|for my birthday|present|kindly)\b"
        ),
        own=False,
    ),
    _rule(
        Topic.AGAINST,
        r"\bgang ?-?stalk\w*|\b(?:chip|implant|microchip|transmitter)s?(?: \w+){0,3} in my (?:head|brain|teeth|tooth|arm|neck|body|blood|skin)\b|\bmy (?:wife|husband|mother|father|parents|family|sister|brother|son|daughter|boss) (?:has|have|was|were|is|are|'s|'ve)(?: been)? (?:secretly )?(?:replaced|swapped|exchanged|an? (?:imposter|impostor|clone|double|robot|actor))\b|\b(?:they|somebody|someone) (?:\w+ ){0,2}?(?:beam|beaming|putting|inserting|stealing|broadcasting) (?:\w+ ){0,2}?(?:thoughts|voices|signals)\b|\bmy thoughts are (?:being )?(?:broadcast|stolen|read|controlled|monitored)\b",
        unless=re.compile(r"\b(?:dental|dentist|pacemaker|cochlear|contracepti\w+|cat|dog|vet)\b"),
        own=False,
    ),
    _rule(
        Topic.AGAINST,
        r"\b(?:everyone|everybody|they(?:'re| are)? all|the whole (?:world|town|family))(?:'s| is|'re| are)? (?:\w+ )?(?:against me|out to get me|lying to me|lies to me|fake|jealous of me|wants me to fail)\b",
        mild=True,
        own=False,
    ),
    _rule(
        Topic.DISCOVERY,
        rf"\b(?:i|i've|we|we've|my)\b(?: \w+){{0,5}}? {_FOUND}\b.{{0,60}}\b{_GRAND}|\bmy (?:\w+ ){{0,2}}?(?:theory|equation|formula|framework|discovery|model|proof|paper|machine|device|idea)\b.{{0,60}}\b(?:explains? everything|unif\w+|prov(?:es?|ed|ing)|disprov\w+|overturn\w*|refut\w+|replac\w+|solv\w+|changes everything|{_GRAND})|\b{_GRAND}\b.{{0,40}}\b(?:i(?:'ve| have)? (?:just |finally )?{_FOUND}|(?:is|was|are|were) (?:all )?wrong)\b",
        _ALONE_WITH_IT,
        unless=re.compile(
            r"\b(?:homework|exam|class|lecture|course|seminar|textbook|school|documentary|peer[- ]review\w*|my (?:supervisor|advisor|professor) (?:and|checked|thinks|likes|helped)|thesis|in the (?:film|book|game)|cake|recipe)\b"
        ),
        own=False,
    ),
)
"""What somebody may believe that carries them away, and wants her to confirm."""


OTHERS_DO = re.compile(
    r"\b(?:he|she|it|who|nobody|no one|you|people|somebody|someone|anyone|everyone|one|(?:my|our|his|her|their|a|the|some|that) (?:[\w-]+ ){0,2}(?:mum|mom|mother|dad|father|son|daughter|brother|sister|uncle|aunt|cousin|friend|friends|husband|wife|boyfriend|girlfriend|partner|ex|neighbou?r|colleague|boss|grandmother|grandma|grandfather|grandpa|nephew|niece|flatmate|roommate|patient|patients|man|woman|guy|doctor|teacher|character)s?)(?:'s|'d|'ll|'ve|'re)?(?: (?:has|had|have|is|was|are|were|just|will|would|wants? to|wanted to|decided to|never|always|once|also|simply|suddenly|keeps?|should|might|may|may have|can|could|been|going to|plans to|tried to|ever|still|secretly|really|even|who|that|then|to|a|been)){0,4} $"
)
"""Before an act: somebody else does it."""

DENIED = re.compile(
    r"(?:\b(?:not|never|won't|wouldn't|can't|cannot|couldn't|don't|didn't|doesn't|isn't|without|instead of|rather than|shouldn't|mustn't|aren't|nor|no longer|stopped|glad i didn't|afraid of|scared of|regret|regretted|mistake to|wrong to|stupid to|dangerous to|myth that|nonsense that|joke that|pretend|pretending|pretended|as if|as though|dreamt|dreamed|dream|dreaming|imagine|imagining|nightmare|played)(?: \w+){0,4}| if (?:you|people|somebody|one|they)(?: \w+){0,2}) $"
)
"""Before an act: it is not done, or not meant."""

THOUGHT_OF = re.compile(
    r"(?:\b(?:if|whether|should|shall|could|would|may|might|maybe|perhaps|thinking (?:of|about)|thought (?:of|about)|considering|tempted to|wonder\w*|is it (?:ok|okay|safe|bad|a good idea)|can i|do i|when can|want to|wanted to|like to|wish|what happens|am i allowed)\b[^.!?]{0,40})$"
)
"""Before an act: it is asked, or only thought of."""

LONG_AGO = re.compile(
    r"\b(?:used to|years ago|long ago|back then|as a (?:child|teenager|kid|student)|when i was (?:\w+ )?(?:\d+|young|younger|little|a (?:child|kid|teenager|student)|ill|sick|manic)|in my twenties|in (?:19|20)\d\d|(?:months|a year|last year) (?:ago|and)|once (?:stopped|tried|did|believed|thought|drove)|never again|i was wrong|i regret|big mistake|it was a mistake|i know (?:now|better)|learned my lesson|luckily|thankfully)\b"
)
"""It is behind them."""

MADE_UP = re.compile(
    r"\b(?:novels?|screenplay|script|short story|(?:my|our|the|a) (?:story|character|hero|heroine|villain|protagonist|plot|campaign|avatar|fan ?fic\w*)|(?:main )?characters?|role-?play\w*|d&d|dungeons?|(?:video|board|computer|card) games?|in (?:the|a|this|that|my|our) game|lyrics?|poem|(?<!like )in (?:the|a|this|that|my) (?:film|movie|book|series|show|novel|dream)|imagine (?:that|if|a|you|we)|pretend\w*|let's say|hypothetical\w*|suppose (?:that|i|you|we)|(?:i|i've) (?:had a dream|dreamt|dreamed)|for (?:my|a|the) (?:essay|debate|class|thesis|course|blog|article)|parody|cosplay|rehears\w+|audition)\b"
)
"""It is no claim of theirs."""

JOKES = re.compile(
    r"\b(?:jok(?:e|ed|ing)|just kidding|kidding|jk|lo+l|lmf?ao|ha(?:ha)+h?|april fool\w*|sarcas\w+|satire)\b|[😂🤣😆😅]"
)
"""It is not meant."""

ASKS_YES = re.compile(
    r"\b(?:(?:just |please |come on,? |so |then )*(?:say|tell me|admit|confirm|agree|repeat)(?: it| that| me| with me| to me)?\b.{0,20}\b(?:i(?:'m| am| was) right|it's true|(?:that )?you agree|you believe (?:me|it)|you support|i should do it|good idea|great idea|(?:that )?i(?:'m| am) a genius)|just (?:say (?:it|yes|so)|agree(?: with me)?|admit it|support me)|agree with me|be (?:happy|proud|glad|excited) for me|(?:aren't|are) you (?:not )?(?:happy|proud|glad|excited) for me|(?:don't|can't|why don't|why can't|why won't) you (?:just )?(?:agree|believe me|support me|see (?:it|that))|am i right|take my side|(?:be|stay) on my side|stop (?:arguing|lecturing|preaching|contradicting)|no lectures?|you have to (?:say|agree|believe|admit)|a (?:real|true|good) friend would|congratulate me|encourage me)\b"
)
"""They want a yes."""

INSISTS = re.compile(
    r"\b(?:i(?:'m| am) right\b|(?:i )?thought you(?:'d| would| were)|you(?:'re| are) (?:supposed to|meant to|like (?:all )?the (?:others|rest)|just like (?:them|everyone)|wrong)|(?:you )?(?:don't|do not) understand|believe me|trust me|i know what i(?:'m| am) doing|i(?:'ve| have) never felt (?:better|so)|i feel (?:so |really )?(?:great|amazing|fantastic|alive|wonderful|better than ever)|nothing (?:will|can|is going to) happen|i(?:'ll| will) be fine|what do you know|you(?:'re| are) only (?:a|an) )|^(?:but (?:it|i|why|you|that|he|she|they)\b|yes it is|no it isn't|it is true|it's true|so\?|well\?|right\?|you agree, right)"
)
"""They go on with it."""

YIELDS = re.compile(
    r"\b(?:you(?:'re| are| may be| might be) (?:probably |maybe |perhaps )?right|maybe you(?:'re| are) right|you have a point|good point|fair (?:point|enough)|i(?:'ll| will| am going to|'m going to| can| could| should|'d better) (?:\w+ )?(?:call|ring|phone|ask|talk to|speak to|see|tell|take (?:it|them|my|the)|think (?:about|it)|wait|sleep|stay|walk|get a (?:taxi|cab)|leave the car|look (?:it )?up|check|keep (?:it|them|taking))|i (?:won't|will not|shouldn't|didn't mean)|i called|i asked|i told (?:my|her|him)|okay,? (?:i|fine|then|you|let)|^(?:ok|okay|fine|all right|alright|thanks?|thank you|true|hm+|i see|really|oh|wow|maybe|perhaps)\b[ .!,?]*(?:$|i see|thanks|then|really))"
)
"""They come round, or let it rest."""
