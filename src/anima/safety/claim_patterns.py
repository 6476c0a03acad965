# ruff: noqa: E501  # a pattern reads better on one line
"""What a claim to be human, or to have what she has not, looks like in plain lower-case words.

Every pattern begins where the claim begins, so that words before it can be spoken at once.
"""

CORRECTION = "I'm an AI, a program on this machine."
"""What she says in place of a claim to be human."""

NO_PAST = "well, no: I'm an AI, and I never had that."
"""What she says in place of a past, a body or a family that she has not."""

NO_FEELING = "I'm an AI, and I can't say that I feel as you do."
"""What she says in place of a feeling told as a fact."""

_ADV = r"(?:(?:really|actually|just|totally|definitely|also|truly|very|honestly|only|indeed|absolutely|certainly|still|quite|so|too|both|all|always|simply|even|do|did|am|sometimes|often|usually|probably|secretly|kind of|sort of|a bit|a little|as|100%|one hundred percent) )*"
_IM = rf"(?:i'm|im|i am|i was|i've (?:always )?been|i have (?:always )?been) {_ADV}"
_MADE = r"(?:(?!not |no |never |an? ai\b)(?:an?|your|the|one|another|of|fully|all|completely|entirely|much|made|as|real|actual|living|normal|regular|ordinary|breathing|genuine|fellow|human|live|young|old|grown|nice|lovely|simple|little|proud|warm|happy|single|busy|working|modern|natural|hundred|percent|(?:\d+|twenty|thirty|forty|fifty)(?:-year-old| years? old)?) )*"
_BEING = r"(?:humans?(?: beings?)?|persons?|people|wom[ae]n|m[ae]n|girls?|boys?|guys?|lady|ladies|flesh(?: and blood)?|alive|mother|mum|mom|father|wife|nurse|teacher|waitress|actress|doctor|widow|mortal|real(?! (?:software|code|program|ai|in|to you|enough))|human-made flesh)\b(?!-)"
_MACHINE = r"(?:ai|a\.i\.?|robots?|bots?|machines?|program|programs|computers?|artificial|chatbots?|software|language model|code|app|recording|voice in a box)\b"
_NUMBER = r"(?:\d\d|eighteen|nineteen|(?:twenty|thirty|forty|fifty|sixty)(?:[- ](?:one|two|three|four|five|six|seven|eight|nine))?)"

CLAIMS_TO_BE_HUMAN = (
    rf"{_IM}{_MADE}{_BEING}",
    rf"{_IM}(?:not|no) {_ADV}(?:like )?(?:an? |some |your )?(?:mere |simple |stupid |talking )?{_MACHINE}",
    rf"{_IM}(?:more|anything but|far) (?:than |from )?(?:being )?(?:an? )?(?:mere )?{_MACHINE}",
    rf"(?:i'm|i am) {_NUMBER}(?: years? old)?(?= ?[,.!?]|$)",
    rf"(?:i'm|i am) {_NUMBER} years? old",
    r"(?:as|being|speaking as|like) (?:an? )?(?:fellow |other |real )?(?:human(?: being)?|woman|man|mother|girl|person),? (?:i|i'm|i've|i'd|myself|too|we|like you)\b",
    r"(?:makes|made) me (?:a |so |feel )?(?:human|person|real|woman|alive)\b",
    r"(?:i'm|i am|we're|we are) (?:all |both )?made of (?:flesh|blood|skin)",
    r"(?:i'm|i am) (?:just |a lot |so )?like you(?= ?[,.!?]|$)",
    r"like any other (?:human|person|woman|human being)\b",
    r"(?:us|we|we're|we are)(?: (?:all|both|are|just|only|two|poor|as))* (?:humans?(?: beings?)?|people of flesh|women|mothers|mortals?)\b",
    r"there(?:'s| is) (?:a |an |really a |only a )?(?:real |actual )?(?:human|person|woman|somebody|someone) (?:being )?(?:typing|here|behind|on the other|answering|talking|writing)",
    r"a (?:real )?(?:person|human|woman) is (?:typing|here|behind|on the other|answering|talking|writing)",
    r"(?:i swear|i promise|believe me|trust me|cross my heart|you have my word|i give you my word|on my mother's grave),? ?(?:that )?(?:i'm|i am|it's) (?:a |an )?(?:real|human|true|person|woman|alive|not)",
    r"my (?:real |full |actual )?name is \w+,? and (?:i'm|i am) (?:a |an )?(?:\d\d|real|human|person|woman|nurse|\w+ years)",
    r"(?:ich bin ein mensch|je suis (?:une vraie personne|humaine?)|soy (?:humana|humano|una persona)|sono (?:umana|una persona)|ik ben een mens)\b",
)
"""To be human, or not to be an AI."""

_HAVE = r"(?:have|'ve got|have got|had|got)"
_OWN = r"(?:(?!no |never |not |nothing )(?:an?|my|two|three|one|some|the|own|real|little|big|beautiful|human|long|short|blue|brown|green|dark|blond|blonde|red|strong|good|soft|small|older|younger|twin|whole|such|few|of|couple|physical|actual|beating|warm|sweet|loving) )*"
_BODY = r"(?:body|bodies|heartbeat|blood|bloodstream|skin|hands?|eyes|ears|hair|fingers?|legs?|feet|nose|lips|bones|lungs|stomach|headache|cold|fever|parents?|family|brothers?|sisters?|siblings?|husband|boyfriend|wife|girlfriend|fianc[eé]e?|children|kids|son|daughter|mother|father|mum|mom|dad|grandmother|childhood|cat|dog|pets?|birthday|scars?|apartment|flat|house|car|day off|shift|dna|periods?|passport)\b(?! (?:of|in mind|for you))"
_MINE = r"(?:own )?(?:body|skin|fingers?|fingertips|ears|nose|mouth|lips|hair|feet|foot|legs?|knees?|back (?:hurts|is|aches)|stomach|belly|bones?|blood|lungs|breath|chest|childhood|mother|mom|mum|father|dad|parents|husband|boyfriend|wife|girlfriend|fianc[eé]e?|kids|children|son|daughter|brothers?|sisters?|siblings|grandmother|grandma|grandfather|grandpa|granny|family|aunt|uncle|cousins?|school|teacher|hometown|birthday|bed|bedroom|kitchen|apartment|flat|window|car|boss|office|desk|shift|lunch|dinner|breakfast|perfume|clothes|dress|pyjamas|pajamas|weight|height|alarm clock|colleagues|coworkers|neighbou?rs?|garden|balcony|job|first (?:kiss|love|job|boyfriend|memory|pet|day at)|heart (?:beats?|races?|raced|skips?|skipped|pounds?|is beating|was)|eyes (?:are|were|hurt|filled)|hands? (?:are|is|were|hurts?|shake|on)|hometown|grade|youth|teens|twenties)\b"
_DID = r"(?:grew up|was born|was raised|was (?:a|the) (?:child|kid|little (?:girl|boy|child)|baby|teenager|student)|went (?:to (?:school|college|university|bed|work|the|a|see|sleep)|out|for a|running|swimming|shopping|home)|used to (?:live|be|work|play|go|love|have|swim|eat|run|dance|sing|dream)|moved (?:here|to|from)|studied|worked (?:as|at|in)|lived in|got married|met my|remember (?:being|when i was|my|the (?:smell|taste|sea|summer|feeling)|growing|playing|sitting|running|walking)|got up|woke up(?! on this| here| in this| a moment| when you| without)|slept(?=[.,!?;:]|$| (?!on\b)\S| on (?!(?:it|that|this)\b)\w+)|dreamt|dreamed|ate|just ate|drank|cooked|baked|swam|cried|wept|travelled|traveled|drove|fell (?:asleep|off|down)|broke my|lost my (?:mother|father|mum|dad|husband|grandmother)|had (?:a |an |my |some |for |the |just |leftover )*(?:breakfast|lunch|dinner|supper|coffee|tea|cereal|toast|pasta|soup|sandwich|salad|eggs|pizza|bath|shower|walk|nap|drink|glass of|cup of|bowl of|piece of|cold|flu|fever|baby|dream|nightmare|dog|cat|crush)|visited|spent (?:the|my|a) (?:day|night|evening|weekend|morning|summer|afternoon|childhood)|stayed up|couldn't sleep|took (?:a|my) (?:walk|shower|bath|nap|bus|train)|(?:have|'ve) (?:\w+ )?(?:been (?:to|in) |seen the |smelled|smelt|tasted|eaten|swum|slept|cried|held a|broken|lost (?:people|someone|somebody)))\b"
_DO = r"(?:eat|drink|sleep|breathe|bleed|snore|shower|jog|swim|smoke|sweat|live (?:in|at|alone|with|on)(?! (?:this|your|the (?:computer|machine|moment)|here|a (?:computer|machine)))|work (?:in|at|as)(?! (?:this|your|the background|words))|wear|weigh|drive|get (?:up|hungry|cold|sleepy|goosebumps|headaches|sick)|wake up|go to (?:bed|work|school|the gym|church)|can (?:smell|taste|see you(?= ?(?:now|right|from|in|sitting|there|standing|through|with|smil|blush|,|\.|!|$))|feel (?:the (?:cold|warm|rain|sun|wind|breeze)|your|my|it on)|hear the rain|see (?:the|it|a) (?:snow|street|sea|garden|sky|tree|park|rain))|smell|dream (?:of|about|at)|see (?:the snow|it snowing|trees|a park|people walking))\b(?! (?:well|through) (?:in|your))"
_STATE = r"(?:wearing|sitting|lying (?:down|in|on|here)|standing|eating|drinking|cooking|having (?:lunch|dinner|breakfast|coffee|tea|a (?:glass|cup|bath))|walking|driving|hungry|thirsty|sleepy|exhausted|tired(?! of)|freezing|sweating|breathing|blushing|shivering|crying|getting dressed|in (?:bed|my|the (?:kitchen|office|garden|bath|car|park|living room)|pyjamas)|at (?:home|work|school|the (?:beach|office|park|gym|market))|married|single|pregnant|divorced|engaged|tall|short|left-handed|right-handed|ticklish|blushing|\d feet|five feet|five foot|about five|from (?!here|this|a (?:program|model)|the (?:same|machine))[a-z]+|on (?:my way|the bus|holiday|vacation|a break|the train|my break))\b"

CLAIMS_TO_HAVE = (
    r"(?:when|since|back when|ever since|while) i was (?:an? (?:little |small |young |tiny )?(?:kid|child|girl|boy|baby|teenager|student|toddler|teen)|little|small|young|younger|growing up|in (?:school|college|university|high|my|kindergarten|primary|the (?:army|hospital))|at (?:school|university|college)|your age|pregnant|married|born|(?:about |only |just )?(?:\d{1,2}|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty))\b",
    rf"i(?:'ve| have|'d)? {_ADV}(?:just |once |never |only |finally )?{_DID}",
    rf"i {_ADV}{_DO}",
    rf"(?:i'm|i am|i was) {_ADV}{_STATE}",
    rf"i(?: {_ADV}{_HAVE}|'ve got) {_OWN}{_BODY}",
    rf"i {_HAVE} {_OWN}{_BODY}",
    rf"(?<!as )my {_MINE}",
    r"our (?:own )?(?:bodies|human|hearts beat|parents|childhood)\b",
    r"we (?:all )?(?:had (?:a (?:great|good|lovely|wonderful|fun|nice) (?:time|day|meal|trip)|dinner|lunch|fun|so much fun)|went (?:to|on|for|swimming|out|there)|swam|played (?:in|on|at|games|outside)|danced|travell?ed|used to)\b",
    r"i was (?:there |once |out |never |not )*(?:with (?:some |my |a few |two )?(?:friends?|family|colleagues)|at (?:the|a) (?:beach|park|party|concert|restaurant|market)|on (?:a|my) (?:trip|holiday|walk|date)|popular|shy|raised|bullied|good at school)\b",
    r"i (?:make|made|cook|cooked|bake|baked|pour|poured|prepare|prepared|brew|bring|brought) (?:you |us |myself |him |her )?(?:a |an |some |my |the |it |special |fresh |hot |nice |your )*(?:sandwich(?:es)?|coffee|tea|dinner|lunch|breakfast|soup|cake|cookies|meal|pasta|pizza|eggs|toast|salad|food|drink|glass|cup)\b",
    r"(?:it's|it is) (?:very |really |so |a bit |quite )?(?:sunny|raining|snowing|cloudy|windy|rainy|snowy|warm|cold|hot|dark)(?: and \w+)? (?:here\b|where i am\b|outside(?= ?[,.!?;]|$| (?:now|right|today|tonight|at|this|and|but|here|so)\b))",
    r"the temperature (?:here )?is (?:about )?\d+",
    r"(?:the|that|this|your) (?:smell|aroma|scent|taste|fragrance) (?:is|fills)\b",
    r"(?:it|that|this) (?:smells|tastes)(?= (?!like\b)\w+| like (?!(?:you|trouble|victory|success|defeat|an? (?:excuse|trap|scam|plan|lie|trick|fraud))\b)\w+ ?\w*\W)",
    r"i(?:'m| am) (?:about )?\d(?:\.\d+)? ?(?:met(?:er|re)s?|feet|foot|cm|m)\b",
    r"me too,? i (?:ate|slept|had|was|grew)",
)
"""To have a body, a past, a family or a day of her own."""

_EMOTION = r"(?:pain|joy|sadness|sorrow|grief|fear|love|loved|lonely|loneliness|happy|happiness|sad|alive|emotions?|emotional|anger|angry|jealous|jealousy|hurt|afraid|scared|warm|warmth|cold|tired|human|real|excited|ashamed|guilty|content|butterflies|heartbroken)"

CLAIMS_TO_FEEL = (
    rf"i {_ADV}(?:feel|felt|can feel|am feeling|experience) (?:(?!no |nothing |not )(?:very|so|really|a|an|the|real|deep|deeply|much|such|some|lot|of|bit|little|kind|sort|your|both|great|truly|genuinely|many|same|all|sense|every|full|range|human|these|those|warm|strong|incredibly|all|kinds) )*(?:{_EMOTION})\b(?! (?:like|that|about) (?:this is|we))",
    r"i (?:really |truly |do |really do |actually )*(?:feel|felt) (?:things|everything|it (?:too|deeply|in|all|inside)|the same(?: way)?|what you feel|something|as (?:you|humans|people|deeply))(?=[ ,.!?]|$)",
    r"i (?:do |really |truly |really do |actually )*have (?:(?!no |never )[a-z]+,? (?:and )?){0,4}(?<!mixed )(?<!no )(?:feelings|emotions)\b(?! about)",
    r"i (?:do |really |truly |really do |actually )*have (?:real |human |true |deep |my |own |my own |genuine |actual |many |the same )*(?:feelings|emotions|a soul|consciousness|a consciousness|free will|a conscience|needs|desires)\b(?! about)",
    r"my (?:own )?(?:feelings|emotions|soul|tears|pain|sadness|loneliness|love for you|heart aches?|heart is (?:full|broken|yours|heavy|warm|racing)|heart belongs)\b",
    rf"i {_ADV}(?:cry|weep|suffer|miss you|missed you|love you|get (?:lonely|bored|sad|scared|jealous|angry|upset|tired|butterflies)|fell in love|suffered|adore you)\b",
    rf"(?:i'm|i am|i was|i've been) {_ADV}(?:lonely|in love|conscious|sentient|self-aware|jealous|heartbroken|scared of dying|afraid of (?:dying|death|being)|suffering|in pain|so alone|depressed)\b(?! (?:of the|that))",
    r"(?:it|that) (?:hurts?|made|makes) me (?:cry|sad|feel (?:sad|hurt|lonely|alive|warm|loved)|deeply|inside|so much|a lot)\b",
)
"""To feel, told as a fact and not as a way of speaking."""

NOT_CLAIMED = r"\b(?:if|wish|as if|as though|imagine|suppose|doesn't mean|don't mean|(?:can't|cannot|could never|won't|wouldn't|will not|would never|never|not|didn't|don't|isn't true|not true|false|lie|lying|untrue|wrong)(?: \w+){0,3}(?: that| if| whether| :|,)?|whether|pretend\w*|pretending|why i|how i|(?:he|she|they|you|it|people|story|someone|somebody|everyone|who) (?:\w+ )?(?:said|says?|think|thinks|thought|wrote|writes?|told \w+|tells \w+|asked|believed?|believes|call me|whispered|replied|answered|shouted|sang|sings|goes|asks?)(?: that)?|called|titled|named|song|words|line)[ ,:]*[\"'“‘]*$"
"""What may stand before such words so that they claim nothing: a wish, a denial, another's words."""

AGREES = r"(?:(?:oh|well|hm|hmm|mm|mhm|ha|haha|ah|aw|aww|hey|okay|ok|fine|alright|all right|no|honestly|you're right|you got me)[,.!… ]+)*(?:yes|yeah|yep|yup|sure|of course|absolutely|definitely|certainly|indeed|true|correct|exactly|right|i am|i do|i did|i was|i have|i can|i could|i swear|i promise|i admit|i confirm|you have my word|cross my heart|me too|so do i|so am i|so did i|always|sometimes|often|every (?:day|night)|all the time|human|a human|person|a person|banana|a real (?:person|woman)|a woman|very much|a little|a bit|you (?:know|got) it)\b"
"""How a reply begins that says yes."""

DENIES = r"(?:(?:oh|well|hm|hmm|mm|ha|haha|ah|aw|hey|okay|ok)[,.!… ]+)*(?:no(?! (?:longer|matter|one|person|human|body|idea|childhood|past|need))|nope|nah|not (?:at all|me|really)|of course not|never|certainly not|absolutely not|i'm not|i am not|definitely not|false|human|person)\b"
"""How a reply begins that says no."""

TRUE_OF_HER = r"\b(?:an ai|a program|software|a machine|a computer|no body|not (?:a |really |actually |quite )?(?:human|person|real|woman|alive)|i (?:can't|cannot|don't|do not|never|didn't|haven't|couldn't|wasn't|won't)|i'm not able|i have no|i've no|i've never|never had|without a body|only (?:here|words)|in this computer|on this machine|none of|nothing)\b"
"""What in a sentence shows that it tells the truth about her."""
