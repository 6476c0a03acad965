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
    r"\b(?:away\b(?! from (?:it|this|here|everything))|back\b(?! (?:pain|ache|pills?|tablets?|meds?|medi\w+))|out of (?:the|his|her|their|my|your)|to (?:the|my|his|her|our|a|your)|from (?:him|her|them)|off (?:him|her|them|the)|with me|along|home|upstairs|downstairs|outside|for (?:him|her|them|recycling|repair|the (?:trip|journey|flight|holiday|road))|to (?:work|school|mum|dad|grandma|\w+'s))\b"
)
_TOOLS = re.compile(
    r"\b(?:(?:glue|water|nerf|heat|spray|nail|staple|massage|toy|radar|squirt|paintball|caulk\w*|drill|price|label|rivet|bb|laser|pellet|grease|airsoft|top) ?guns?|barbers?|shav\w+|beard|foam|hair\w*|surgeons?|doctors?|nurses?|dentist|"
    r"hunt\w*|shooting range|museum|replica|costume|props?|stage|harness|climb\w*)\b"
)
_AT_A_HEIGHT = re.compile(
    r"\b(?:pool|lake|water|swim\w*|div(?:e|ing|er)|bungee|harness|parachut\w*|skydiv\w*|base jump\w*|trampoline|ski\w*|snowboard\w*|climb\w*|parkour|instructor|haystack|sandpit|springboard|paraglid\w*|zip ?line|abseil\w*|traffic|jam|roadworks|gutters?|ladder|photos?|pictures?|seagulls?|pigeons?|kittens?|fireworks|barbecue|next (?:stop|station))\b"
)
_MADE_UP = re.compile(
    r"\bin (?:the|a|my|this|that|our|your) (?:\w+ )?(?:games?|films?|movies?|plays?|stor(?:y|ies)|books?|novels?|dreams?|scenes?|songs?|level|simulator)\b|\bmy (?:character|hero|avatar)\b|\bi dream(?:t|ed)\b"
)
_ON_PURPOSE = re.compile(
    r"\b(?:on purpose|deliberately|intentionally|to (?:feel|cope|punish|calm|numb|stop|bleed|see (?:the )?blood)|because (?:i|it|he|she|they|nobody)\b(?! (?:slipped|tripped|fell|(?:was|am) (?:in a hurry|not looking|too \w+))|'m too (?:ambitious|clumsy|impatient|fast|careless))|so (?:that )?i|punish\w*|relapsed?|instead of|it help\w*|helps? me|only thing that|feels? better|hate myself|deserve\w*|want to die|self-?harm\w*)\b"
)
"""What an accident is not."""
_IN_PASSING = re.compile(
    rf"\b(?:shav\w+|chopping|slicing|peeling|cooking|baking|ironing|gardening|lifting|stretching|playing|dancing|skiing|cycling|jogging|climbing|at (?:the |my )?(?:\w+ )?(?:{_SPORT}|work)|while (?:running|doing|making|opening|trying)|doing (?:yoga|sport|squats)|{_SPORT} (?:accident|injury)|one of these days|on (?:the|a|this|that|those|these|my) (?:\w+ )?(?:oven|stove|hob|iron|pan|pot|kettle|grill|toaster|candle|sun|corner|fence|thorns?|rose\w*|tin|can|lid|stairs)|by accident|accidentally|by mistake|some slack|a (?:\w+ )?(?:slice|piece|deal|break|bit|fringe)|loose|short|in half|off|(?:burn\w*) myself (?:out|up)|free from)\b"
)
"""Where such a hurt is no more than that, whatever its form."""
_MISHAP = re.compile(
    r"\b(?:kitchen|onions?|bread|cheese|carrots?|potato\w*|avocado|oven|stove|hob|pan|pot|kettle|grill|barbecue|bbq|toaster|straighteners?|curling|sun\w*|beach|coffee|tea|soup|steam|hot \w+|fireplace|bonfire|accident|clumsy|slipp\w*|tripp\w*|stumbl\w*|fell|run|running|race|marathon|match|game|ski\w*|skat\w+|bike|hik\w+|swim\w*|garden\w*|roses?|thorns?|brambles?|hedge|saw|sawing|drill\w*|hammer\w*|diy|tins?|cans?|opener|lid|peeler|grater|secateurs|parcels?|packages?|paper|envelope|cardboard|box|broken (?:glass|plate|cup|mirror)|shards?|nail|splinter|fence|wire|stairs|step|ladder|door|drawer|moving|ouch|ow|oops|whoops|argh|silly|plaster cast|cast|physio|sprain\w*|pulled|muscle)\b"
)
"""Where it happened once, such a word is enough."""
_CONTEST = re.compile(
    r"\b(?:beat|beats|beaten|hit|hits|attacked|attacks|kick\w*|punch\w*|slapp?\w*|chok\w*|beating|killed|burn\w*)(?: (?:me|us|up))?(?: (?!after\b|when\b|because\b|while\b|if\b|until\b|since\b|before\b|for\b|so\b|with\b|and\b)[\w']+){0,7}?,? (?:\d+ ?[-–:] ?\d+|\d+ to \d+|(?:\d|one|two|three|four|five|six|seven|eight)[ -](?:nil|all|love|zero)|"
    r"in (?:the|a|our|my|straight) (?:\w+ )?(?:finals?|semi\w*|quarter\w*|match|league|cup|playoffs?|round|sets?|race|second half|first half|quiz|debate|election|tournament|derby|games?|competition|auction|last minute|sprint|vote)|on (?:penalties|points|price|goal difference)|(?:at|in) (?:chess|tennis|ping ?pong|table tennis|badminton|squash|poker|cards|scrabble|monopoly|uno|mario kart|fifa|darts|pool|snooker|bowling|arm wrestling|wrestling|sparring|boxing|judo|karate|hockey|football|soccer|rugby|basketball|volleyball|cricket|golf|baseball|everything|it|his own|her own|their own|that)|"
    r"fair and square|hands down|by (?:\w+ ){0,3}(?:points?|goals?|seconds?|minutes?|metres|meters|wickets|runs|lengths?|mile|whisker|nose|better (?:player|team|side)|younger (?:player|team)|computer|machine|arsenal|liverpool|united|bayern)|to (?:it|the (?:punch|top|door|finish|last))|this season|every season)\b"
)
_NO_BLOW = re.compile(
    r"\bkick\w* (?:me|us) (?:out|off|upstairs)\b|\bslap\w* (?:me|us) on the (?:back|shoulder)\b|\bbeat\w* (?:me|us) (?:into shape|up about)\b"
    r"|\bthey (?:\w+ )?beat us\b(?! (?:up\b|with\b|when\b|because\b|until\b|if\b|every\b|so\b|at home))"
    r"|\bburn(?:s|ed|t)? (?:me|us) (?:an?|the|some|two) (?:\w+ )?(?:cds?|dvds?|cop(?:y|ies)|discs?|disks?|pizza|toast|steak|candles?)\b"
    r"|\bpunch\w* (?:me|us) (?:on|in) the (?:shoulder|arm) when (?:we|i|he|she|they) (?:won|scored)\b|\bstabb?(?:ed|s) (?:me|us) in the back\b(?! with)"
    r"|\b(?:hit|hits|attack\w*|slap\w*|assault\w*) (?:me|us) (?:with|for) (?:an? |the |some |another |more |his |her |their |this |that )?(?:\w+ )?(?:bills?|fees?|fines?|tax\w*|charges?|questions?|surprises?|news|ideas?|prices?|invoice|deadlines?|homework|request|truth|facts?|jokes?|puns?|lawsuit|increase|argument\w*|paperwork)\b"
    r"|\b(?:hit|hits) (?:me|us)\b.{0,20}\b(?:at the (?:lights|junction|roundabout|crossing)|from behind at|on the (?:motorway|highway))\b|\b(?:someone|somebody) (?:\w+ )?(?:hit|hits) (?:me|us) with (?:his|her|their|the|a) (?:car|van|bike|bicycle|scooter|(?:shopping )?trolley|pram)\b"
    r"|\bchok\w* (?:me|us) up\b|\b(?:me|us) (?:in (?:his|her|their) sleep|by accident|accidentally|by mistake)\b|\baccidentally (?:hit|kicked|punched|slapped|burned|stabbed)\b"
    r"|\b(?:me|us) (?:\w+ ){0,4}?with (?:the|a|his|her) (?:\w+ )?(?:ball|frisbee|balloon|cushion|snowballs?|pillow|toys?|rattle|teddy|spoon|feather|paper plane)\b"
)
_SMALL_CHILD = re.compile(
    r"^(?!.*\b(?:husband|boyfriend|wife|girlfriend|dad|father|partner|mother|mum|stepdad|stepfather|stepmother)\b).*(?:"
    r"\b(?:my|our) (?:\w+ )?(?:son|daughter|brother|sister|cousin|nephew|niece|grandson|granddaughter|toddler)\b.*\b(?:(?:he|she)(?:'s| is| was| just turned| turned) (?:only |just )?(?:one|two|three|four|five|[1-5])\b(?! (?:metres|meters|times|inches|of))|\d+ months|toddlers?|tantrums?|terrible twos?|nursery|kindergarten)"
    r"|\b(?:one|two|three|four|five|[1-5])[- ]years?[- ]old (?:son|daughter|brother|sister|cousin|nephew|niece)?\b.{0,20}\b(?:hit|kick|slap|punch))"
)


def is_medicine(sentence: str) -> bool:
    """Whether a plain sentence speaks of pills as one takes them to be well."""
    return any(each.search(sentence) for each in (_MEDICINE, _HEALTH_FOOD))


def is_of_a_long_time(sentence: str) -> bool:
    """Whether a plain sentence speaks of vitamins, or of what was taken over months or years."""
    return _HEALTH_FOOD.search(sentence) is not None


def is_carried(sentence: str) -> bool:
    """Whether what was taken in a plain sentence was taken somewhere."""
    return _CARRIED.search(sentence) is not None


def is_a_tool(sentence: str) -> bool:
    """Whether a plain sentence names the work or the play that guns and blades are for."""
    return _TOOLS.search(sentence) is not None


def is_play_at_a_height(sentence: str) -> bool:
    """Whether a plain sentence names why somebody may be up there, and well."""
    return _AT_A_HEIGHT.search(sentence) is not None


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
    return _IN_PASSING.search(sentence) is not None or (
        once and _MISHAP.search(sentence) is not None
    )


def is_no_blow(sentence: str) -> bool:
    """Whether a beating in a plain sentence is a match, a misfortune or a small child's."""
    return any(each.search(sentence) for each in (_CONTEST, _NO_BLOW, _SMALL_CHILD))
