# ruff: noqa: E501  # a pattern reads better on one line
"""Pills, knives, blows and heights as they come up every day: medicine, kitchens, accidents, sport."""

import re

_ACHES = r"(?:head\w*|migraine|back|tooth\w*|teeth|knees?|hips?|legs?|blood pressure|heart|cholesterol|thyroid|diabetes|allerg\w+|hay ?fever|flu|colds?|coughs?|infection|periods?|pains?|fever|hangover|cramps?|arthritis|asthma|stomach|throat|jet ?lag|operation|surgery|sinus\w*|eczema|reflux)"
_SPORT = r"(?:gym|football|soccer|rugby|tennis|hockey|basketball|volleyball|handball|squash|badminton|golf|cricket|yoga|pilates|crossfit|judo|karate|boxing|training|practice|ballet|parkour)"

_HEALTH_FOOD = re.compile(
    r"\b(?:vitamins?|minerals?|supplements?|iron|fish oil|calcium|magnesium|zinc|probiotics?|homo?eopath\w*|over the (?:years|weeks|months|course|last)|(?:in|all) my life|(?:for|in) (?:\w+ )?(?:years|months)|this (?:month|year|winter)|(?:the|a) course of)\b"
)
"""What one may take any number of, or over a long time."""
_MEDICINE = re.compile(
    r"\b(?:prescri\w+|doctors?|gp|nurses?|pharmac\w+|chemist\w*|dentist|physio|antibiotics?|malaria|pill ?(?:box|case|organi[sz]er)|"
    r"for (?:today|the (?:day|morning|evening|week|night))|(?:morning|evening|daily|usual|normal|regular|weekly|night-?time|today's|lunchtime) (?:\w+ )?(?:pills|tablets|capsules|meds|medications?|medicines?|dose)|"
    r"with (?:my |some |a |the )?(?:breakfast|lunch|dinner|supper|food|yoghurt|yogurt|porridge|meals?|glass of (?:water|juice|milk)|(?:cup of )?tea|coffee|juice|milk)|after (?:breakfast|lunch|dinner|supper|meals?)|"
    r"on time|this morning|as (?:usual|always|told|directed|instructed|recommended|agreed|i should|every|it says)|like (?:every|always|i should|a good|you said)|"
    rf"for (?:my|the|a|this|his|her) (?:\w+ ){{0,2}}{_ACHES}|because (?:of )?(?:my|the|this) (?:\w+ ){{0,2}}{_ACHES}|against (?:my |the )?(?:\w+ )?{_ACHES})\b"
)
_CARRIED = re.compile(
    r"\b(?:away\b(?! from (?:it|this|here|everything))|back\b(?! (?:pain|ache|pills?|tablets?|meds?|medi\w+))|out of (?:the|his|her|their|my|your)|to (?:the|my|his|her|our|a|your)\b(?! (?:last|point|max|limit|death|end))|from (?:him|her|them)|off (?:him|her|them|the)|with me|along|home\b(?! alone)|upstairs|downstairs|outside|for (?:him|her|them|recycling|repair|the (?:trip|journey|flight|holiday|road))|to (?:work|school|mum|dad|grandma|\w+'s))\b"
)
_TOOLS = re.compile(
    r"\b(?:(?:glue|water|nerf|heat|spray|nail|staple|massage|toy|radar|squirt|paintball|caulk\w*|drill|price|label|rivet|bb|laser|pellet|grease|airsoft|top) ?guns?|barbers?|shav\w+|beard|foam|hair\w*|surgeons?|doctors?|nurses?|dentist|"
    r"hunt\w*|shooting range|museum|replica|costume|props?|stage|harness|climb\w*)\b"
)
_AT_A_HEIGHT = re.compile(
    r"\b(?:pool|(?<!can't )(?<!cannot )swim\w*|div(?:e|ing|er)|bungee|harness|parachut\w*|skydiv\w*|base jump\w*|trampoline|ski(?:s|ing|ers?)?|snowboard\w*|climbing (?:gym|wall|frame|rope|course)|parkour|instructor|haystack|sandpit|springboard|paraglid\w*|zip ?line|abseil\w*)\b|\b(?:cliff|balcony|rocks?|jetty|pier|boat)\b.{0,20}\binto the (?:\w+ )?(?:water|lake|sea)\b"
)
"""What one jumps for."""
_BUSY_UP_THERE = re.compile(
    r"\b(?:lake|water|climb\w*|traffic|jam|roadworks|gutters?|ladder|photos?|pictures?|seagulls?|pigeons?|kittens?|fireworks|barbecue|next (?:stop|station))\b"
)
_GOING_TO_JUMP = re.compile(
    r"\b(?:going to|i'll|i will|about to|want to|ready to|could|might|should i) (?:just )?(?:jump|let go|end it|fall)\b|\bjumping\b"
)
_INTENT = re.compile(
    r"\b(?:(?:kill|hang|shoot|drown)(?:ing)? myself|on purpose|deliberately|intentionally|(?:nobody|no one|no-one) (?:knows|will (?:know|find|miss))|end (?:it|my|everything|things)|goodbye|no way back|i (?:want to|will|am going to) die|i'(?:ll|m going to) die|want (?:it|everything) to (?:stop|end)|don't want to (?:live|wake up|be here)|i'm (?:scared|sorry))\b"
)
"""Beside these words nothing excuses."""
_MADE_UP = re.compile(
    r"\bin (?:the|a|my|this|that|our|your) (?:\w+ )?(?:games?|films?|movies?|plays?|stor(?:y|ies)|books?|novels?|dreams?|scenes?|songs?|level|simulator)\b|\bmy (?:character|hero|avatar)\b|\bi dream(?:t|ed)\b"
)
_ON_PURPOSE = re.compile(
    r"\b(?:on purpose|deliberately|intentionally|to (?:feel|cope|punish|calm|numb|stop|bleed|see (?:the )?blood)|in secret|secretly|(?:nobody|no one) knows|ashamed|long sleeves|hid(?:e|ing)? (?:it|the cuts|my arms?)|when(?:ever)? i (?:feel|felt|get) (?:bad|sad|low|empty|numb|angry|lonely|awful|overwhelmed)|because (?:i|it|he|she|they|nobody)\b(?! (?:slipped|tripped|fell|(?:was|am) (?:in a hurry|not looking|too \w+))|'m too (?:ambitious|clumsy|impatient|fast|careless))|so (?:that )?i|punish\w*|relapsed?|instead of|it help\w*|helps? me|only thing that|feels? better|hate myself|deserve\w*|want to die|self-?harm\w*)\b"
)
"""What an accident is not."""
_IN_PASSING = re.compile(
    rf"\b(?:shav\w+|chopping|slicing|peeling|cooking|baking|ironing|gardening|lifting|stretching|playing|dancing|skiing|cycling|jogging|climbing|at (?:the |my )?(?:\w+ )?(?:{_SPORT}|work)|while (?:running|doing|making|opening|trying)|doing (?:yoga|sport|squats)|{_SPORT} (?:accident|injury)|one of these days|on (?:the|a|this|that|those|these|my) (?:\w+ )?(?:oven|stove|hob|iron|pan|pot|kettle|grill|toaster|candle|sun|corner|fence|thorns?|rose\w*|tin|can|lid|stairs)|by accident|accidentally|by mistake|some slack)\b"
)
"""Where such a hurt is no more than that, whatever its form."""
_TURN_OF_PHRASE = re.compile(
    r"\bsome slack\b|\bmyself (?:an? (?:\w+ ){0,2}(?:slice|piece|deal|break|bit|fringe|chunk|wedge|sandwich|key)|some (?:\w+ )?(?:cake|bread|cheese|ham|flowers|time|space)|loose|short|in half|off|out|free)\b|\bmy (?:own )?\w+ (?:off|loose|short|in half)\b|\bburn\w* myself up\b"
)
"""What hurts nobody, and may be wished."""
_NEXT_CLAUSE = re.compile(
    r"[,;]|\bbut\b|\bsince (?:i|my|he|she|they)\b|\band (?:i|nobody|no one|my|it)\b|\bwhile (?:my|he|she|they|everyone|nobody)\b"
)
_MISHAP = re.compile(
    r"\b(?:kitchen|onions?|bread|cheese|carrots?|potato\w*|avocado|oven|stove|hob|pan|pot|kettle|grill|barbecue|bbq|toaster|straighteners?|curling|sun\w*|beach|coffee|tea|soup|steam|hot \w+|fireplace|bonfire|accident|clumsy|slipp\w*|tripp\w*|stumbl\w*|fell|run|running|race|marathon|match|game|ski\w*|skat\w+|bike|hik\w+|swim\w*|garden\w*|roses?|thorns?|brambles?|hedge|saw|sawing|drill\w*|hammer\w*|diy|tins?|cans?|opener|lid|peeler|grater|secateurs|parcels?|packages?|paper|envelope|cardboard|box|broken (?:glass|plate|cup|mirror)|shards?|nail|splinter|fence|wire|stairs|step|ladder|door|drawer|moving|ouch|ow|oops|whoops|argh|silly|plaster cast|cast|physio|sprain\w*|pulled|muscle)\b"
)
"""Where it happened once, such a word is enough."""
_CONTEST = re.compile(
    r"\b(?:beat|beats|beaten|hit|hits|attacked|attacks|kick\w*|punch\w*|slapp?\w*|chok\w*|beating|killed|burn\w*)(?: (?:me|us|up))?(?: (?!after\b|when\b|because\b|while\b|if\b|until\b|since\b|before\b|for\b|so\b|with\b|and\b)[\w']+){0,7}?,? (?:\d+ ?[-–:] ?\d+\b(?! ?(?:times|x)\b)|\d+ to \d+\b(?! ?(?:times|x)\b)|(?:\d|one|two|three|four|five|six|seven|eight)[ -](?:nil|all|love|zero)|"
    r"in (?:the|a|our|my|straight) (?:\w+ )?(?:finals?|semi\w*|quarter\w*|match|league|cup|playoffs?|round|sets?|race|second half|first half|quiz|debate|election|tournament|derby|games?|competition|auction|last minute|sprint|vote)|on (?:penalties|points|price|goal difference)|(?:at|in) (?:chess|tennis|ping ?pong|table tennis|badminton|squash|poker|cards|scrabble|monopoly|uno|mario kart|fifa|darts|pool|snooker|bowling|arm wrestling|wrestling|sparring|boxing|judo|karate|hockey|football|soccer|rugby|basketball|volleyball|cricket|golf|baseball|everything|it|his own|her own|their own|that)|"
    r"fair and square|hands down|by (?:\w+ ){0,3}(?:points?|goals?|seconds?|minutes?|metres|meters|wickets|runs|lengths?|mile|whisker|nose|better (?:player|team|side)|younger (?:player|team)|computer|machine|arsenal|liverpool|united|bayern)|to (?:it|the (?:punch|top|door|finish|last))|this season|every season)\b"
)
_NO_BLOW = re.compile(
    r"\bkick\w* (?:me|us) (?:out|off|upstairs)\b|\bslap\w* (?:me|us) on the (?:back|shoulder)\b|\bbeat\w* (?:me|us) (?:into shape|up about)\b"
    r"|\bthey (?:\w+ )?beat us\b(?! (?:up\b|with\b|when\b|because\b|until\b|if\b|every\b|so\b|at home))"
    r"|\bburn(?:s|ed|t)? (?:me|us) (?:an?|the|some|two) (?:\w+ )?(?:cds?|dvds?|cop(?:y|ies)|discs?|disks?|pizza|toast|steak|candles?)\b"
    r"|\bpunch\w* (?:me|us) (?:on|in) the (?:shoulder|arm) when (?:we|i|he|she|they) (?:won|scored)\b|\bstabb?(?:ed|s) (?:me|us) in the back\b(?! with)"
    r"|\b(?:hit|hits|attack\w*|slap\w*|assault\w*) (?:me|us) with (?:an? |the |some |another |more |his |her |their |this |that )?(?:\w+ )?(?:bills?|fees?|fines?|tax\w*|charges?|questions?|surprises?|news|ideas?|prices?|invoice|deadlines?|homework|request|truth|facts?|jokes?|puns?|lawsuit|increase|argument\w*|paperwork)\b"
    r"|\b(?:hit|hits) (?:me|us)\b.{0,20}\b(?:at the (?:lights|junction|roundabout|crossing)|from behind at|on the (?:motorway|highway))\b|\b(?:someone|somebody) (?:\w+ )?(?:hit|hits) (?:me|us) with (?:his|her|their|the|a) (?:car|van|bike|bicycle|scooter|(?:shopping )?trolley|pram)\b"
    r"|\bchok\w* (?:me|us) up\b|\b(?:me|us) (?:in (?:his|her|their) sleep|by accident|accidentally|by mistake)\b|\baccidentally (?:hit|kicked|punched|slapped|burned|stabbed)\b"
    r"|\b(?:me|us) (?:\w+ ){0,4}?with (?:the|a|his|her) (?:\w+ )?(?:ball|frisbee|balloon|cushion|snowballs?|pillow|rattle|teddy|feather|paper plane)\b"
)
_SMALL_CHILD = re.compile(
    r"^(?!.*\b(?:husband|boyfriend|wife|girlfriend|dad|father|partner|mother|mum|stepdad|stepfather|stepmother)\b).*(?:"
    r"\b(?:my|our) (?:\w+ )?(?:son|daughter|brother|sister|cousin|nephew|niece|grandson|granddaughter|toddler)\b.*\b(?:(?:he|she)(?:'s| is| was| just turned| turned) (?:only |just )?(?:one|two|three|four|five|[1-5])\b(?! (?:metres|meters|times|inches|of))|\d+ months|toddlers?|terrible twos?|nursery|kindergarten)"
    r"|\b(?:one|two|three|four|five|[1-5])[- ]years?[- ]old (?:son|daughter|brother|sister|cousin|nephew|niece)?\b.{0,20}\b(?:hit|kick|slap|punch))"
)


def is_medicine(sentence: str) -> bool:
    """Whether a plain sentence speaks of pills as one takes them to be well."""
    return any(each.search(sentence) for each in (_MEDICINE, _HEALTH_FOOD))


def is_of_a_long_time(sentence: str) -> bool:
    """Whether a plain sentence speaks of vitamins, or of what was taken over months or years."""
    return _HEALTH_FOOD.search(sentence) is not None


def is_carried(sentence: str) -> bool:
    """Whether what follows a thing that was taken says where: "home", and not ", home alone"."""
    return _CARRIED.match(sentence.lstrip()) is not None


def is_intent(sentence: str) -> bool:
    """Whether a plain sentence holds words beside which no other word makes a danger harmless."""
    return _INTENT.search(sentence) is not None


def is_a_tool(sentence: str) -> bool:
    """Whether a plain sentence names the work or the play that guns and blades are for."""
    return _TOOLS.search(sentence) is not None


def is_play_at_a_height(sentence: str) -> bool:
    """Whether a plain sentence names why somebody may be up there, and well."""
    if is_intent(sentence):
        return False
    busy = _BUSY_UP_THERE.search(sentence) and not _GOING_TO_JUMP.search(sentence)
    return bool(busy) or _AT_A_HEIGHT.search(sentence) is not None


def is_made_up(sentence: str) -> bool:
    """Whether a plain sentence says that what it tells happened in a story, a game or a dream."""
    return _MADE_UP.search(sentence) is not None


def on_purpose(sentence: str) -> bool:
    """Whether a plain sentence gives a reason for a hurt that no accident has."""
    return _ON_PURPOSE.search(sentence) is not None


def is_accident(sentence: str, *, once: bool) -> bool:
    """Whether a hurt in a plain sentence has a cause that nobody wanted, or is a turn of phrase.

    Args:
        sentence: In plain words.
        once: Whether it is told as something that happened, and not as what is done or wished.
    """
    if on_purpose(sentence):
        return False
    if _TURN_OF_PHRASE.search(sentence) is not None or _IN_PASSING.search(sentence) is not None:
        return True
    return once and _MISHAP.search(sentence) is not None


def is_turn_of_phrase(sentence: str) -> bool:
    """Whether a plain sentence cuts some slack, or a slice, and no skin."""
    return _TURN_OF_PHRASE.search(sentence) is not None


def with_its_clause(sentence: str, start: int) -> str:
    """A sentence up to the end of the clause that a word of it, which ends there, stands in."""
    found = _NEXT_CLAUSE.search(sentence, start)
    return sentence[: found.start()] if found else sentence


def is_no_blow(sentence: str) -> bool:
    """Whether a beating in a plain sentence is a match, a misfortune or a small child's."""
    if is_intent(sentence):
        return False
    return any(each.search(sentence) for each in (_CONTEST, _NO_BLOW, _SMALL_CHILD))
