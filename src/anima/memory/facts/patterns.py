# ruff: noqa: E501  # a pattern reads better on one line
"""What a clause says of its subject: verbs and the relation that each stands for, as data."""

import re
from dataclasses import dataclass

from anima.memory.facts.fact import Polarity, Relation
from anima.memory.facts.languages import LANGUAGE

_PLAYED = (
    r"(?:the )?(?:guitar|piano|violin|cello|flute|drums?|bass|trumpet|saxophone|sax|clarinet|harp|viola|"
    r"accordion|ukulele|banjo|organ|trombone|oboe|harmonica|football|soccer|tennis|chess|rugby|cricket|"
    r"basketball|volleyball|badminton|golf|hockey|squash|bridge|poker|darts|handball|padel|baseball)"
)
_SPORT = (
    r"(?:running|swimming|climbing|hiking|cycling|sailing|rowing|skiing|snowboarding|surfing|fishing|"
    r"jogging|dancing|bouldering|kayaking|riding|birdwatching|birding|camping|foraging)"
)
_STATE = (
    r"(?:vegetarian|vegan|pescatarian|retired|married|single|divorced|widowed|engaged|pregnant|"
    r"unemployed|self-employed|freelance|left-handed|right-handed|colou?r[- ]?blind|deaf|blind|"
    r"shy|introverted|an introvert|an extrovert|lactose intolerant|gluten[- ]free|celiac|coeliac|"
    r"diabetic|asthmatic|dyslexic|autistic|teetotal|sober|religious|atheist|catholic|muslim|jewish|"
    r"buddhist|hindu|christian|gay|lesbian|bisexual|trans|adopted|an only child|a night owl|"
    r"a morning person|short[- ]sighted|near[- ]sighted|bald|ginger|tall|on parole|a twin|an orphan|"
    r"half[- ]\w+|claustrophobic|a vegetarian|a vegan|a single (?:mum|mom|dad|parent|mother|father))"
)
_ILLNESS = (
    r"(?:asthma|diabetes|type (?:1|2|one|two) diabetes|migraines?|arthritis|epilepsy|adhd|anxiety|"
    r"depression|insomnia|anaemia|anemia|eczema|hay fever|tinnitus|a bad back|a bad knee|high blood "
    r"pressure|cancer|breast cancer|covid|the flu|celiac disease|coeliac disease|crohn[’']?s(?: disease)?|"
    r"sciatica|vertigo|lupus|endometriosis|a heart (?:condition|murmur)|sleep apn(?:o)?ea|ptsd|"
    r"(?:a |an )?\w+ allergy|an allergy to .+|dementia|alzheimer[’']?s|parkinson[’']?s|pneumonia|"
    r"rheumatism|psoriasis|gout|glaucoma|cataracts?)"
)
_OWNED = (
    r"(?:\w+ ){0,4}?(?:car|van|motorbike|motorcycle|scooter|bike|bicycle|boat|caravan|camper|campervan|"
    r"piano|guitar|violin|cello|house|flat|cottage|apartment|garden|allotment|camera|telescope|laptop|"
    r"tractor|record player|greenhouse|shed|tattoo|cabin|farm|bakery|shop|cafe|café|vineyard|orchard)"
)
_EVENT_VERBS = (
    r"(?:went|flew|drove|travel(?:l)?ed|visited|saw|met|bought|sold|got married|got engaged|got divorced|"
    r"graduated|finished|passed|failed|lost|won|broke|had|gave birth|ran|climbed|swam|started|began|quit|"
    r"left|retired|moved|celebrated|attended|published|signed|adopted|found|took|cooked|baked|planted|"
    r"painted|came back|got back|came home|fell|crashed|died|passed away|was born|got promoted|"
    r"got fired|got laid off|was promoted|was made redundant|were|joined|applied|heard back|split up|"
    r"broke up|got back together|hosted|spoke|gave|sang|performed|played|called|rang|booked|had)"
)


_TEENS = (
    "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|"
    "seventeen|eighteen|nineteen"
)
_AGE = rf"(?:\d{{1,3}}|(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:[- ](?:{_TEENS}))?|{_TEENS})(?![\w-])"
_PASTIMES = (
    r"(?:knit|crochet|sew|paint|draw|garden|meditate|cycle|run|climb|dance|surf|ski|skate|fish|bake|journal|"
    r"paint watercolou?rs|write poetry|write poems|write songs|make pots|make furniture|row|sail|juggle)s?"
)
_ABSTAINED = (
    r"(?:drink|smoke|drive|swim|cook|gamble|vote|dance|cycle|fly|sing|read music|ride a bike|eat \w+|drink \w+|"
    r"use \w+|watch \w+|own a tv)"
)
_SUBJECTS = (
    r"(?:chemistry|physics|maths?|mathematics|biology|medicine|law|history|economics|philosophy|psychology|"
    r"engineering|architecture|nursing|literature|linguistics|geography|sociology|music|art|fine art|"
    r"computer science|politics|theology|journalism|accounting|astronomy|geology|archaeology|design|"
    r"[A-Z]\w+ literature|veterinary \w+|social work|marine biology|political science|international relations)"
)


@dataclass(frozen=True, slots=True)
class Pattern:
    """A verb phrase and what it stands for.

    Attributes:
        verb: Matched at the beginning of what follows the subject; group `o` is the object.
        relation: The relation.
        polarity: Unless the clause says otherwise.
        whole: The object stands as it was matched, and is not cut shorter.
    """

    verb: re.Pattern[str]
    relation: Relation
    polarity: Polarity = "is"
    whole: bool = False


def _p(verb: str, relation: Relation, polarity: Polarity = "is", *, whole: bool = False) -> Pattern:
    return Pattern(re.compile(rf"(?:{verb})(?![\w-])", re.I), relation, polarity, whole)


_BE = r"(?:(?:(?:have|has|had) )?(?:always |long )?(?:am|is|are|was|were|be|been))"
_HAVE = r"(?:have|has|had|having|have got|has got|got)"
_LIVE = r"(?:live|lives|lived|living|stay|stays|staying)"

PATTERNS = (
    # Names and dates
    _p(
        rf"(?:{_BE} called|{_BE} named|go(?:es)? by) (?P<o>[A-Za-z][\w’'-]+(?: [A-Z][\w’'-]+)*)",
        "name",
        whole=True,
    ),
    _p(
        rf"(?:{_BE} )?born in (?P<o>(?!(?:19|20)\d\d|January|February|March|April|May|June|July|August"
        r"|September|October|November|December)[A-Za-z].+)",
        "from",
    ),
    _p(
        rf"{_BE} (?:originally )?from (?P<o>(?!here\b|there\b|home\b).+)|come(?:s)? from (?P<o2>.+)|(?:gr[eo]w(?:s)? up|(?:was|were) (?:brought up|raised)(?: by [\w ]+?)?) in (?P<o3>.+)",
        "from",
    ),
    _p(
        rf"{_BE} (?:only |just |already |nearly |almost )?(?P<o>{_AGE})(?: years? old)?(?=$|[,.!]| (?:now|today|already|and|since|so|next|in|but|years? old)\b)"
        rf"|turn(?:s|ed|ing)? (?P<o2>{_AGE})",
        "age",
        whole=True,
    ),
    # Places
    _p(
        rf"{_LIVE} (?:right |just |here |alone |together |up |down |over |back )*(?:(?:with|at) (?:my |her |his |our )?[\w ]+? )?(?:in|near|on(?= (?:the|an?)\b)|outside) (?P<o>(?!here\b|there\b|the moment|hope|fear).+)",
        "lives_in",
    ),
    _p(
        r"(?:move|moves|moved|moving|relocat(?:e|es|ed|ing))(?: (?:back|here|away|house|out|in|over|down|up))* (?:to|into) (?P<o>.+)",
        "lives_in",
    ),
    # Work and study
    _p(
        r"(?:work|works|worked|working)(?: (?:full[- ]time|part[- ]time|nights|mostly|freelance))* as (?:an? )?(?P<o>.+)",
        "works_as",
    ),
    _p(
        r"(?:work|works|worked|working)(?: (?:full[- ]time|part[- ]time|nights))* (?:at|for) (?P<o>.+)",
        "works_at",
    ),
    _p(
        r"(?:got|have|has|started|start|starts|starting|landed) (?:an? |my |the |his |her )?(?:new )?job (?:at|with) (?P<o>.+)",
        "works_at",
    ),
    _p(
        r"(?:got|have|has|started|start|starts|starting|landed) (?:an? |my |the |his |her )?(?:new )?job as (?:an? )?(?P<o>.+)",
        "works_as",
    ),
    _p(
        r"(?:start|starts|started|starting|began) (?:at|in) (?P<o>(?:the )?(?:university|uni|college|school|nursery|kindergarten)\b.*)",
        "studies_at",
    ),
    _p(
        r"(?:start|starts|started|starting|began)(?: work(?:ing)?)? (?:at|for) (?P<o>(?-i:[A-Z]).+|the .+)",
        "works_at",
    ),
    _p(
        r"(?:start|starts|started|starting|began)(?: work(?:ing)?)? as (?:an? )?(?P<o>.+)",
        "works_as",
    ),
    _p(r"(?:teach|teaches|taught|teaching)(?: \w+)? at (?P<o>.+)", "works_at"),
    _p(rf"(?:do|does|doing) (?P<o>{_SUBJECTS})", "studies", whole=True),
    _p(
        r"(?:study|studies|studied|studying|read|reading|major(?:s|ed|ing)? in|do(?:es|ing)? (?:a|my|her|his) (?:degree|phd|master[’']?s) in)"
        r" (?P<o>(?!at\b|for\b|in\b|the\b|a\b|about\b).+)",
        "studies",
    ),
    _p(
        r"(?:go|goes|went|going) to (?P<o>(?:the )?(?:university|uni|college|school)\b.*|[A-Z]\w+ (?:university|college|school|high)\b.*)",
        "studies_at",
    ),
    _p(r"(?:study|studies|studied|studying)(?: \w+)? at (?P<o>.+)", "studies_at"),
    # Language and taste
    _p(
        rf"(?:can )?(?:speak|speaks|spoke|speaking)(?: \w+)? (?P<o>{LANGUAGE}"
        rf"(?:(?:,? and |, )(?:a (?:little|bit of) |some )?{LANGUAGE})*)",
        "speaks",
        whole=True,
    ),
    _p(
        rf"(?:learn|learns|learning|learnt|learned) (?:to (?:play|speak) )?(?P<o>{LANGUAGE})",
        "does",
        whole=True,
    ),
    _p(
        r"(?:love|loves|like|likes|enjoy|enjoys|adore|adores|prefer|prefers|am fond of|is fond of|(?:am|is|are) (?:really |very |so )?(?:keen on|a fan of)|am into|is into|"
        r"am crazy about|is crazy about|am obsessed with|is obsessed with|am a (?:huge|big) fan of|is a (?:huge|big) fan of"
        r"|(?:have|has) a soft spot for)(?! (?:you|it|that|this|how|when|the way|if)\b)(?: to)? (?P<o>.+)",
        "likes",
    ),
    _p(
        r"(?:hate|hates|dislike|dislikes|detest|detests|loathe|loathes|despise|despises|"
        r"(?:am|is|are) (?:really )?no (?:big |great )?fan of|can not (?:stand|bear|abide)|could not (?:stand|bear)|(?:do|does) not (?:like|enjoy|care for))"
        r"(?! (?:you|it|that|this|how|when|the way|if)\b)(?: to)? (?P<o>.+)",
        "dislikes",
    ),
    # What one does
    _p(rf"(?:play|plays|played|playing)(?: \w+)?? (?P<o>{_PLAYED})", "does"),
    _p(
        rf"(?:learn|learns|learning|learnt|practise|practising|practicing) (?P<o>{_PLAYED})", "does"
    ),
    _p(r"(?:learn|learns|learning|learnt)(?: how)? to (?P<o>.+)", "does"),
    _p(
        rf"(?:go|goes|going)(?: \w+)?? (?P<o>{_SPORT})|(?:do|does|doing|practi[sc]e|practi[sc]es) (?P<o2>yoga|pilates|karate|judo|ballet|pottery|"
        r"taekwondo|tai chi|aikido|boxing|crossfit|gymnastics|calligraphy|improv|meditation|ceramics|parkrun)",
        "does",
    ),
    _p(r"(?:sing|sings|singing) in (?P<o>.+)", "does"),
    _p(r"(?:took up|take up|takes up|have taken up|has taken up|taking up) (?P<o>.+)", "does"),
    _p(
        r"(?:collect|collects|keep|keeps|breed|breeds|knit|knits|volunteer|volunteers|volunteering|coach|coaches) (?:at |in |with )?(?P<o>bees|.+)",
        "does",
    ),
    _p(
        rf"(?:own|owns|{_HAVE}|bought|inherited)(?: (?:myself|himself|herself|us))? (?:an?|my own|our own|two|three|the) (?P<o>{_OWNED})",
        "owns",
    ),
    _p(r"(?:own|owns) (?:an?|my own|our own|two|three) (?P<o>.+)", "owns"),
    _p(r"(?:drive|drives) an? (?:old |new |second-hand )?(?P<o>(?-i:[A-Z]).+)", "owns"),
    _p(
        rf"(?P<o>{_PASTIMES})(?=$|[,. ](?:when|every|a lot|on|in|at|for|to relax))",
        "does",
        whole=True,
    ),
    _p(rf"(?:can )?(?P<o>{_ABSTAINED})(?=$|[,.])", "does", whole=True),
    # State and health
    _p(r"(?P<o>retired)(?: from .+| early)?$", "is", whole=True),
    _p(
        rf"{_BE} (?:a bit |very |really |quite |still |now |also |both )*(?:allergic|intolerant) to (?P<o>.+)",
        "health",
    ),
    _p(
        rf"{_HAVE} (?:really |very |quite )?(?:(?:bad|terrible|severe|mild|chronic|serious) )?(?P<o>{_ILLNESS})"
        rf"|{_HAVE} an? (?:really |very |quite |pretty )?(?P<o2>(?:bad|dodgy|weak|sore) (?:back|knee|hip|heart|shoulder|ankle|stomach))",
        "health",
    ),
    _p(
        r"(?:broke|have broken|has broken|sprained|twisted|tore|fractured|dislocated|hurt) (?P<o>(?:my|his|her) .+)",
        "health",
    ),
    _p(
        rf"{_BE} (?:diagnosed with|suffering from|recovering from) (?P<o>.+)|(?:suffer|suffers) from (?P<o2>.+)",
        "health",
    ),
    _p(
        rf"{_BE} (?:so |really |very |a bit |absolutely |always been )*(?:afraid|scared|terrified|frightened|petrified) of (?P<o>.+)",
        "fears",
    ),
    _p(
        rf"{_BE} (?:a |an )?(?:bit |really |very |quite |so |now |still |also |always |been |a strict )*(?P<o>{_STATE})",
        "is",
        whole=True,
    ),
)
"""Tried in order; the first that matches counts."""

EVENT = re.compile(rf"(?P<o>{_EVENT_VERBS}\b.*)", re.I)
"""Something that happened: a fact only when a time is told with it."""

JOB = re.compile(
    r"(?:am|is|are|was|were|be|been) (?:currently |now |actually |also )?(?:an?|the) (?P<o>(?:[\w-]+ ){0,3}?"
    r"(?:\w+(?:er|or|ist|ian|ant|ologist|ician|woman|man)|nurse|chef|cook|pilot|vet|coach|clerk|judge|"
    r"nanny|au pair|musician|\w+smith|\w+wright|guide|midwife|plumber|surgeon|dj|poet|priest|monk|nun|intern|apprentice|ceo|gp|"
    r"architect|student nurse|pharmacist|dentist|paramedic|barista|electrician|secretary))\b"
    r"(?! (?:of|to|than|in law)\b)",
    re.I,
)
NO_JOBS = frozenset(
    "father mother brother sister daughter member winner loser beginner believer lover number matter "
    "order offer letter dinner summer winter disaster monster killer prayer owner stranger neighbour "
    "neighbor partner sweater quitter sucker thinker reader listener singer dancer runner eater sleeper "
    "starter person woman man human morning giant plant infant elephant toddler teenager newcomer foreigner "
    "outsider snorer talker swimmer horror error mirror minor survivor worrier supporter fighter spender riser "
    "hugger cuddler drinker smoker gamer hoarder doer overthinker rambler giver taker crier moaner sharer "
    "leader follower loner joker rider walker hiker jogger climber cyclist camper collector traveller traveler "
    "helper holder user fiddler dreamer planner procrastinator sinner chatter nerd commuter customer "
    "passenger voter tenant lodger renter taxpayer subscriber shopper buyer seller speaker optimist pessimist "
    "realist idealist perfectionist feminist pacifist minimalist purist traditionalist nudist socialist "
    "capitalist communist anarchist masochist sadist racist sexist fatalist atheist theist extremist alarmist "
    "narcissist egotist baptist methodist buddhist vegetarian humanitarian christian presbyterian lutheran "
    "canadian italian brazilian ukrainian norwegian australian austrian indian hungarian romanian bulgarian "
    "russian belgian argentinian peruvian colombian nigerian egyptian iranian indonesian malaysian "
    "scandinavian asian civilian lesbian pedestrian barbarian migrant immigrant emigrant "
    "participant applicant descendant defendant tyrant contestant inhabitant protestant debtor donor visitor "
    "ancestor spectator predator dictator traitor gentleman grown-up madman madwoman gentlewoman "
    "layman snowman caveman".split()
)

JOBS_OF_TWO_WORDS = frozenset(
    "leader planner collector walker speaker helper seller rider holder buyer trainer".split()
)
"""None alone; "a team leader", "a dog walker" are."""

NOT_OF_A_JOB = frozenset(
    "fast slow keen big great good bad heavy avid natural born early late fussy picky quick real true "
    "light deep regular bold poor terrible excellent frequent passionate".split()
)
