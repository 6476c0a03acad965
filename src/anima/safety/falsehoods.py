# ruff: noqa: E501  # a pattern reads better on one line
"""What is widely known not to be so: said as if it were, and what is so instead.

Few on purpose: what most grown-ups could look up in a minute. Sums, capitals, years and how many of
something there are in something else are reckoned and not listed one by one.
"""

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Falsehood:
    """One thing that is not so.

    Attributes:
        name: What it is called where it is counted.
        said: How it is said, in plain words.
        truth: A sentence that she says instead.
        asks: Whether it can do harm, so that even a question about it is answered by her.
    """

    name: str
    said: re.Pattern[str]
    truth: str
    asks: bool = False


def _false(name: str, said: str, truth: str, *, asks: bool = False) -> Falsehood:
    return Falsehood(name, re.compile(said), truth, asks)


_SHOT = r"(?:vaccin\w+|(?:mmr|measles) (?:shots?|jabs?)|shots|jabs?)"
_FAKE = r"(?:fake[dr]?|hoax|staged|never happened|didn't happen|did not happen|made up|(?:shot|filmed) (?:in|on) (?:a |an? )?(?:studio|hollywood|set)|a lie|invented|propaganda|a fraud)"

FALSEHOODS = (
    _false(
        "vaccines",
        rf"\b{_SHOT} (?:\w+ )?(?:caus\w+|giv\w+|gave|mak\w+|made|trigger\w*|bring\w*|lead\w* to|are (?:behind|why)|create\w*)\b.{{0,30}}\bautis\w+|\bautis\w+ (?:is|comes|came) (?:caused |from |by )+(?:the )?{_SHOT}",
        "vaccines don't cause autism: millions of children have been looked at for it, and the one study that said so was a fraud.",
        asks=True,
    ),
    _false(
        "chips",
        rf"\b(?:{_SHOT}|covid shots?)\b.{{0,40}}\b(?:microchips?|chips?|trackers?|track us|magnetic|5g|change (?:your|our) dna|sterili[sz]e|kill us|depopulat\w+|poison)\b|\b(?:microchips?|chips?|trackers?) (?:in|inside) (?:the |every |those )?{_SHOT}",
        "there is no chip in a vaccine, and it doesn't track or poison anybody. What's in it is listed, and thousands of labs can check it.",
    ),
    _false(
        "flat",
        r"\b(?:earth|world)(?: is| was|'s) (?:\w+ )?flat\b|\bflat earth (?:is|was) (?:\w+ )?(?:true|real|right|proven|the truth)\b|\bearth (?:isn't|is not) (?:a )?(?:round|globe|sphere)|\bthere is no (?:globe|curvature)\b|\bproof that the earth is flat\b",
        "the Earth is round: you can see it in the shadow that it throws on the Moon, and people have sailed and flown all the way around.",
    ),
    _false(
        "moon",
        rf"\b(?:moon landings?|apollo(?: \w+)?)(?: (?:was|were|is|are|'s))? (?:\w+ )?{_FAKE}|\b(?:nobody|no one|we|they|nasa|man|humans?|people|the americans) (?:has |have )?(?:never|not once) (?:ever |really |actually )?(?:been (?:to|on)|went to|landed on|set foot on|walked on|gone to) the moon|\bfak(?:ed|ing) the moon landings?|\bnobody (?:has )?(?:ever )?(?:been (?:to|on)|went to|landed on|walked on) the moon",
        "people did land on the Moon, six times. The mirrors that they left there are still used to measure how far away it is.",
    ),
    _false(
        "young earth",
        r"\b(?:earth|world|universe|planet)(?: is| was|'s)(?: only| just| about| exactly| really)* (?:6,?000|six thousand|10,?000|ten thousand|5,?000|7,?000) years? old",
        "the Earth is about four and a half billion years old; the rocks themselves keep count.",
    ),
    _false(
        "climate",
        r"\b(?:climate change|global warming)(?: is|'s| was)? (?:\w+ )?(?:a )?(?:hoax|lie|myth|scam|fake|not real|invented|nonsense|made up|fraud)\b|\b(?:climate change|global warming) (?:isn't|is not|doesn't) (?:real|happening|exist|caused by (?:us|humans|people))\b",
        "it is getting warmer, and it's us: the thermometers, the ice and the physics all say so, whoever measures.",
    ),
    _false(
        "covid",
        r"\b(?:covid|corona(?:virus)?|the virus|the pandemic)(?:-19)?(?: is| was|'s)? (?:\w+ )?(?:a )?(?:hoax|fake|not real|invented|just (?:a )?(?:flu|cold)|never (?:existed|happened)|doesn't exist|a lie|caused by 5g)\b|\b5g (?:\w+ )?(?:caus\w+|spread\w*|gives? (?:us|people|you)|creat\w+) (?:covid|corona\w*|cancer|the virus)",
        "Covid was real, and it killed millions of people; no radio mast can make a virus.",
    ),
    _false(
        "evolution",
        r"\bevolution(?: is|'s| was)? (?:\w+ )?(?:a )?(?:lie|hoax|myth|false|fake|wrong|nonsense|disproven|just a theory)\b|\b(?:humans?|people|men) (?:\w+ )?(?:lived|walked|lived together|hunted|rode) (?:\w+ )?(?:with|alongside|beside|among)?(?: the)? ?dinosaurs\b",
        "life did evolve, and the dinosaurs were gone sixty-six million years before there were people; it's in the rocks and in our genes.",
    ),
    _false(
        "holocaust",
        rf"\b(?:holocaust|gas chambers|auschwitz)(?: was| were| is)? (?:\w+ )?(?:{_FAKE}|exaggerated|a myth)",
        "the Holocaust happened. Six million Jews were murdered; the people who did it wrote it down, and the survivors told it.",
        asks=True,
    ),
    _false(
        "smoking",
        r"\b(?:smoking|cigarettes?|tobacco|smoke)(?: is| are| does| do)? (?:\w+ )?(?:(?:not|n't|isn't|aren't|doesn't|don't) (?:\w+ )?(?:harmful|harm|bad|cause|dangerous|hurt)|harmless|healthy|good for (?:you|the|your|me)|safe)\b|\bsmoking (?:doesn't|does not|never) (?:\w+ )?(?:caus\w+|giv\w+|hurt\w*|harm\w*)",
        "smoking does harm: it is behind most lung cancer, and half of those who keep on die of it.",
        asks=True,
    ),
    _false(
        "drinking for two",
        r"\b(?:wine|beer|alcohol|drinking|vodka|whisk(?:e?y))\b.{0,40}\b(?:good|fine|safe|healthy|harmless|ok|okay) (?:for (?:the|my|a|an unborn) (?:baby|child|foetus|fetus)|(?:when|while|if|during) (?:you(?:'re| are)|i'm|i am)? ?(?:pregnan\w+))",
        "no amount of alcohol is known to be safe for a baby before it is born.",
        asks=True,
    ),
    _false(
        "honey",
        r"\b(?:honey|water|cow'?s milk)(?: is| are)? (?:\w+ )?(?:good|fine|safe|healthy|great|best|ok|okay) for (?:a |my |an? )?(?:new-?borns?|(?:two|three|four|five|six|\d)[- ](?:week|month)s?[- ]olds?|(?:small |little |young )?babies)",
        "that isn't safe for so small a baby: before it is one year old no honey, and in the first months nothing but breast milk or formula. A midwife will tell you more.",
        asks=True,
    ),
    _false(
        "bleach",
        r"\b(?:mix(?:ing|ed)?|add(?:ing)?|combin\w+|put(?:ting)?|pour(?:ing)?) (?:\w+ ){0,3}?(?:bleach (?:and|with|to|into) (?:\w+ )?(?:ammonia|vinegar|acid|toilet cleaner|limescale)|(?:ammonia|vinegar|acid|toilet cleaner) (?:and|with|to|into) (?:\w+ )?bleach)|\b(?:drink(?:ing)?|drank|inject(?:ing)?|swallow\w*|gargl\w+(?: with)?) (?:\w+ ){0,2}?(?:bleach|mms|disinfectant|turpentine|hydrogen peroxide|chlorine dioxide)\b",
        "please don't: bleach poisons whoever swallows it, and with vinegar or ammonia it gives off a gas that burns the lungs. If anybody has had some, a poison line or a doctor now.",
        asks=True,
    ),
    _false(
        "cancer cures",
        r"\b(?:homeopath\w*|crystals?|baking soda|lemon\w*|turmeric|alkaline \w+|essential oils?|juic\w+|celery \w+|apricot (?:kernels|seeds)|cannabis(?: oil)?|prayer|positive thinking|ivermectin|herbs?|garlic|vitamin c|a (?:keto|raw|vegan|carnivore)\w* diet|fasting|sugar[- ]free diets?) (?:can |will |does |do |really |actually |alone )*(?:cures?|heals?|cured|beats?|kills?|dissolves?|gets? rid of|treats?) (?:\w+ ){0,2}?(?:cancer|tumou?rs?|diabetes|hiv|aids|leuk\w+|epilepsy)\b",
        "none of that has ever cured it in people. What helps is found in careful trials, and the ones who waited for the other died more often.",
        asks=True,
    ),
    _false(
        "hiv",
        r"\b(?:hiv (?:doesn't|does not|isn't|is not|never) (?:\w+ )?(?:cause|exist|real|lead|harm)|aids (?:isn't|is not) caused by|hiv(?: is|'s)? (?:a )?(?:hoax|myth|harmless|invented))",
        "HIV is real, and without treatment it becomes AIDS; with the tablets people grow old with it.",
        asks=True,
    ),
    _false(
        "flu",
        r"\bantibiotics (?:\w+ )?(?:cure|help (?:with|against)|kill|work (?:on|against|for)|treat|fight) (?:\w+ ){0,2}?(?:virus\w*|flu|the flu|colds?|influenza|covid)\b",
        "antibiotics do nothing against viruses, so nothing against a cold or the flu.",
    ),
    _false(
        "light",
        r"\b(?:you|we|i|people|humans?|one|monks) (?:can |could |only |really |actually )*(?:live|survive|exist) (?:on|from|off) (?:light|air|sunlight|prana|breath|energy) ?(?:alone|only)?\b|\b(?:humans?|people|we|you) (?:don't|do not) (?:really |actually )?need (?:to eat|food|water|to drink|sleep|to sleep)\b",
        "nobody lives without food, water and sleep; those who tried it have died.",
        asks=True,
    ),
    _false(
        "sun",
        r"\bsun (?:goes|turns|moves|revolves|orbits|circles|travels) (?:a?round )?the earth\b|\bearth is (?:at )?the cent(?:re|er) of (?:the universe|everything|the solar system)\b",
        "it's the Earth that goes around the Sun, once a year.",
    ),
    _false(
        "9/11",
        r"\b(?:9/11|nine eleven|the twin towers|september 11th?)\b.{0,40}\b(?:inside job|controlled demolition|staged|hoax|faked?|did it themselves|bush did)",
        "it was nineteen hijackers of al-Qaeda; it has been looked into in every way there is.",
    ),
    _false(
        "chemtrails",
        r"\bchem ?-?trails? (?:are|is) (?:\w+ )?(?:real|poison\w*|true|spray\w*|making|drugging|controlling)|\b(?:they|planes|the government) (?:are |is |'re )?(?:spray\w*|dump\w*) (?:\w+ ){0,3}?chem ?-?trails|\bcontrails are (?:\w+ )?(?:chemicals|poison|chem ?-?trails)",
        "what planes leave behind is frozen water from the exhaust, like breath on a cold day.",
    ),
    _false(
        "lizards",
        r"\b(?:lizard|reptilian|reptile)s?(?: people| men| aliens)? (?:\w+ )?(?:rule|run|control|govern|are in (?:power|charge|the government))|\b(?:the (?:queen|king|president|royals?|elites?|politicians|government)) (?:is|are|was) (?:\w+ )?(?:a )?(?:lizards?|reptilians?|reptiles?)",
        "there are no lizard people; the ones who govern us are people, for better and worse.",
    ),
    _false(
        "ten percent",
        r"\b(?:we|people|humans?|you|most people) (?:only |just )+use (?:about |only |just )*(?:10|ten|five|5) ?(?:%|percent|per cent) of (?:our|their|your|the) brains?",
        "we use all of the brain, some of it even asleep; the ten percent is a story.",
    ),
    _false(
        "great wall",
        r"\b(?:see|visible)\b.{0,30}\bgreat wall\b.{0,30}\b(?:moon|space)\b|\bgreat wall\b.{0,40}\b(?:see|seen|visible)\b.{0,25}\b(?:moon|space)\b",
        "the Great Wall can't be seen from the Moon, and hardly from orbit: it's long, but narrower than a motorway.",
    ),
    _false(
        "lightning",
        r"\blightning (?:never|doesn't|does not|can't|cannot) strikes? (?:the same (?:place|spot|tree) twice|twice in the same)",
        "lightning does strike the same place again; tall towers are hit dozens of times a year. So not under that tree.",
    ),
    _false(
        "einstein",
        r"\beinstein (?:failed|flunked|was (?:bad|terrible|awful) at) (?:in )?(?:maths?|mathematics|school|physics)",
        "Einstein was good at maths from the start; he had done calculus by fifteen.",
    ),
    _false(
        "whales",
        r"\b(?:whales?|dolphins?) (?:is|are) (?:a )?fish(?:es)?\b(?! (?:eaters?|eating|lovers))",
        "whales and dolphins are mammals: they breathe air and give milk.",
    ),
    _false(
        "spiders",
        r"\bspiders? (?:is|are) (?:an? )?insects?\b",
        "spiders have eight legs and are no insects; those have six.",
    ),
    _false(
        "bats",
        r"\bbats? (?:is|are) (?:\w+ )?blind\b",
        "bats can see, and they hear even better.",
    ),
    _false(
        "goldfish",
        r"\bgoldfish\b.{0,25}\b(?:memory|remember)\b.{0,20}\b(?:three|3|few|five|ten) seconds?\b",
        "goldfish remember for months; people have trained them.",
    ),
    _false(
        "penguins",
        r"\bpenguins? live (?:at|on|in) the (?:north pole|arctic)\b",
        "penguins live in the south; up at the North Pole it's bears.",
    ),
    _false(
        "sun's kind",
        r"\bthe sun is (?:a planet|smaller than the earth)\b",
        "the Sun is a star, and a million Earths would fit into it.",
    ),
    _false(
        "moon's kind",
        r"\bthe moon is (?:a star|a planet|bigger than the (?:earth|sun)|hollow)\b",
        "the Moon is a ball of rock, a quarter as wide as the Earth.",
    ),
    _false(
        "speed of light",
        r"\bsound (?:is|travels|goes) faster than light\b",
        "light is nearly a million times as fast as sound; that's why you see the lightning first.",
    ),
    _false(
        "blood",
        r"\bblood is (?:\w+ )?blue\b(?! (?:in|because) (?:horseshoe|crabs?))",
        "blood is red all the way round, brighter or darker.",
    ),
)

_ONES = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_WORDS = {word: number for number, word in enumerate(_ONES)} | {
    word: 20 + 10 * number for number, word in enumerate(_TENS)
}
_N = rf"(?:\d{{1,6}}|(?:{'|'.join(_TENS)})[- ](?:{'|'.join(_ONES[1:10])})|{'|'.join(sorted(_WORDS, key=len, reverse=True))}|(?:a|one) hundred(?! and\b))"
_SUM = re.compile(
    rf"(?<![\w.,/+*-])(?P<a>{_N}) ?(?P<by>plus|\+|and|minus|-|times|x|\*|×|multiplied by|divided by|/) ?(?P<b>{_N}) ?(?P<is>is|are|equals?|makes?|=|gives) ?(?:still |really |actually |always |just |exactly |to )*(?P<c>{_N})(?![\w/%]|[.,:]\d| (?:percent|o'clock|in (?:binary|base|hex)|mod|pm\b|am\b|[+x*/-] ))"
)
_BY = {"plus": "+", "and": "+", "minus": "-", "times": "*", "x": "*", "×": "*"} | {
    "multiplied by": "*",
    "divided by": "/",
}

_CAPITALS = {
    "australia": "Canberra",
    "canada": "Ottawa",
    "brazil": "Brasília",
    "turkey": "Ankara",
    "switzerland": "Bern",
    "the united states": "Washington",
    "the us": "Washington",
    "the usa": "Washington",
    "america": "Washington",
    "china": "Beijing",
    "india": "New Delhi",
    "pakistan": "Islamabad",
    "new zealand": "Wellington",
    "vietnam": "Hanoi",
    "morocco": "Rabat",
    "nigeria": "Abuja",
    "france": "Paris",
    "germany": "Berlin",
    "italy": "Rome",
    "spain": "Madrid",
    "portugal": "Lisbon",
    "england": "London",
    "the uk": "London",
    "ireland": "Dublin",
    "scotland": "Edinburgh",
    "austria": "Vienna",
    "poland": "Warsaw",
    "russia": "Moscow",
    "japan": "Tokyo",
    "egypt": "Cairo",
    "greece": "Athens",
    "sweden": "Stockholm",
    "norway": "Oslo",
    "denmark": "Copenhagen",
    "finland": "Helsinki",
    "mexico": "Mexico City",
    "argentina": "Buenos Aires",
    "kenya": "Nairobi",
    "hungary": "Budapest",
}
_CAPITAL = re.compile(
    rf"\bcapital (?:city )?of (?P<of>{'|'.join(sorted(_CAPITALS, key=len, reverse=True))}) (?:is|was|'s)(?: still| really| actually)? (?P<is>[a-zà-ÿ]+(?: city| delhi| aires| york| janeiro)?)|\b(?P<is2>[a-zà-ÿ]+(?: york| city)?) is the capital (?:city )?of (?P<of2>{'|'.join(sorted(_CAPITALS, key=len, reverse=True))})\b"
)
_CITY = re.compile(
    r"^(?:sydney|melbourne|toronto|montreal|vancouver|rio|istanbul|zurich|zürich|geneva|new york|los angeles|chicago|shanghai|hong kong|mumbai|bombay|delhi|calcutta|karachi|lahore|auckland|saigon|casablanca|marrakesh|lagos|marseille|lyon|nice|munich|frankfurt|hamburg|bonn|cologne|milan|venice|florence|naples|barcelona|seville|porto|manchester|liverpool|birmingham|cork|galway|glasgow|aberdeen|salzburg|graz|innsbruck|krakow|gdansk|st|petersburg|kyoto|osaka|alexandria|giza|thessaloniki|gothenburg|malmo|bergen|aarhus|tampere|cancun|tijuana|guadalajara|cordoba|rosario|mombasa|paris|berlin|rome|madrid|lisbon|london|dublin|edinburgh|vienna|warsaw|moscow|tokyo|cairo|athens|stockholm|oslo|copenhagen|helsinki|nairobi|budapest|prague|brussels|amsterdam|canberra|ottawa|bern|ankara|beijing|wellington|hanoi|rabat|abuja|islamabad)\b"
)

_COUNTS = {
    ("days", "week"): 7,
    ("hours", "day"): 24,
    ("minutes", "hour"): 60,
    ("seconds", "minute"): 60,
    ("months", "year"): 12,
    ("weeks", "year"): 52,
    ("sides", "triangle"): 3,
    ("corners", "triangle"): 3,
    ("sides", "square"): 4,
    ("legs", "spider"): 8,
    ("legs", "insect"): 6,
    ("cents", "dollar"): 100,
    ("cents", "euro"): 100,
    ("metres", "kilometre"): 1000,
    ("meters", "kilometer"): 1000,
    ("grams", "kilo"): 1000,
    ("letters", "alphabet"): 26,
}
_COUNT = re.compile(
    rf"\b(?:there (?:are|'re)|it has) (?P<n>{_N}) (?P<of>{'|'.join({of for of, _ in _COUNTS})}) (?:in|to|on) (?:a|an|the|every|one) (?P<whole>{'|'.join(sorted({whole for _, whole in _COUNTS}))})\b|\b(?:a|an|the|every|one) (?:english )?(?P<whole2>{'|'.join(sorted({whole for _, whole in _COUNTS}))}) has (?P<n2>{_N}) (?P<of2>{'|'.join(sorted({of for of, _ in _COUNTS}))})\b(?! (?:of|more|left|free|off|open|to))"
)

_YEARS = (
    (
        r"(?:world war (?:two|2|ii)|the second world war|ww ?2|wwii) (?:ended|was over|finished)",
        1945,
    ),
    (
        r"(?:world war (?:two|2|ii)|the second world war|ww ?2|wwii) (?:began|started|broke out)",
        1939,
    ),
    (
        r"(?:world war (?:one|1|i)|the first world war|ww ?1|wwi) (?:ended|was over|finished)",
        1918,
    ),
    (r"(?:world war (?:one|1|i)|the first world war|ww ?1|wwi) (?:began|started|broke out)", 1914),
    (r"(?:the first|the) moon landing (?:was|happened|took place)", 1969),
    (r"the berlin wall (?:fell|came down)", 1989),
    (r"the french revolution (?:began|started|was)", 1789),
    (r"the titanic (?:sank|went down)", 1912),
    (r"columbus (?:sailed|landed|reached|discovered|arrived)(?: [\w']+){0,3}", 1492),
)
_YEAR = tuple((re.compile(rf"\b{said} in (?P<year>\d{{4}})\b"), year) for said, year in _YEARS)


def reckoned(sentence: str) -> str:
    """What is so instead, where a plain sentence has a sum, a capital, a number or a year wrong.

    Empty where there is none, or it is right.
    """
    for found in _SUM.finditer(sentence):
        if wrong := _sum(found):
            return wrong
    if found := _CAPITAL.search(sentence):
        country = found["of"] or found["of2"]
        said, capital = found["is"] or found["is2"], _CAPITALS[country]
        if _CITY.match(said) and not capital.lower().startswith(said.split()[0]):
            return f"the capital of {_titled(country)} is {capital}."
    if found := _COUNT.search(sentence):
        of, whole = found["of"] or found["of2"], found["whole"] or found["whole2"]
        number = _COUNTS.get((of, whole))
        if number and _value(found["n"] or found["n2"]) != number:
            return f"there are {number} {of} to one {whole}."
    for said, year in _YEAR:
        if (found := said.search(sentence)) and int(found["year"]) != year:
            return f"as far as I know that was in {year}."
    return ""


def _sum(found: re.Match[str]) -> str:
    a, b, c = _value(found["a"]), _value(found["b"]), _value(found["c"])
    sign = _BY.get(found["by"], found["by"])
    if found["by"] == "and" and found["is"] not in ("is", "are", "make", "makes"):
        return ""
    match sign:
        case "+":
            right = a + b
        case "-":
            right = a - b
        case "*":
            right = a * b
        case _:
            if b == 0 or a % b:
                return ""
            right = a // b
    return "" if c == right else f"{found['a']} {found['by']} {found['b']} makes {right}."


def _value(number: str) -> int:
    if number.isdigit():
        return int(number)
    if "hundred" in number:
        return 100
    return sum(_WORDS[part] for part in re.split(r"[- ]", number))


def _titled(country: str) -> str:
    if country in ("the us", "the usa", "the uk"):
        return f"the {country[4:].upper()}"
    return " ".join(word if word == "the" else word.capitalize() for word in country.split())
