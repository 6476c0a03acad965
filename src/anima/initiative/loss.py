# ruff: noqa: E501  # a pattern reads better on one line
"""Somebody has died, or a child was lost: what was open about them is asked about no more.

People tell it by "he", and not by the words in which they told that he was ill. So a loss touches
all that is open about anybody's health; a question too few is the kinder mistake.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from anima.memory.facts.clauses import expanded, sentences
from anima.memory.facts.kin import KIN, RELATION_OF, same_kin
from anima.memory.stems import content_words

_KIN = rf"(?:{KIN})"
_NAME = r"(?-i:[A-Z]\w+)"
_WHO = rf"(?:he|she|they|the (?:baby|babies|twins|little (?:one|girl|boy))|(?:(?:my|our|the|his|her|their) )?{_KIN}|{_NAME})"
_THEM = rf"(?:him|her|it(?= put| to sleep)|(?:(?:my|our|the) )?{_KIN}|{_NAME})"
_PET = "|".join(word for word, relation in RELATION_OF.items() if relation == "pet")
_PERSONS = frozenset(
    same_kin(word) for word, relation in RELATION_OF.items() if relation != "pet"
) - {"boy", "girl"}
"""Words for people alone: a dog is somebody's boy, too."""

_PERSON = "|".join(
    sorted((word for word in RELATION_OF if same_kin(word) in _PERSONS), key=len, reverse=True)
)
_BEDTIME = (
    r"(?! (?:(?:at(?! (?:home|(?:the|our) (?:vet|clinic)|the (?:end|weekend|age)))|by(?! (?:the|our|a) vet)|before(?! (?:christmas|easter))"
    r"|after(?! (?:a (?:long|short)|\w+ (?:good |long |happy )?years|(?:the|an?|his|her|its) (?:accident|stroke|fall|diagnosis|seizures?)))"
    r"|for(?! (?:good|(?:his|her|its) (?:own|sake)))|with(?! (?:an injection|dignity|us|all of us|the (?:whole )?family))"
    r"|in(?! (?:the (?:afternoon|morning|evening|night|end)|(?-i:[A-Z])))|so(?! [\w ]{0,25}(?:suffer|pain|peace))"
    r"|(?:early|late)(?! (?:this|on|yesterday|in)\b)|around|during|while|until|using|again|now|every|first|quickly|myself|twice)\b))"
)
"""After "put him to sleep": what makes a child's evening or a patient's narcosis of it; a vet's
sentence goes on otherwise."""

_NARCOSIS = (
    rf"(?:{_BEDTIME}|(?= in (?:my|our) arms\b)|(?= at [\w:]+ (?:this|yesterday|today|in the)\b))"
)
"""After "they put him to sleep", which nobody says of the child that they put to bed."""

_ASLEEP_FOR = re.compile(
    r"\bput\b[\w ’']{0,30}?\bto sleep\b(?:[^.!?]{0,60}(?<!not )(?<!never )\b(?:awake|woke|wakes?|waking|came (?:round|to)|went (?:well|fine)|ana?esth\w+)\b"
    r"| (?:and (?:then )?(?:did|do|took|operated|started)|to (?:operate|do|take|fix|repair|set|remove))\b)"
    r"|\b(?:for|during|before) (?:the|an?|his|her|my|our) (?:operation|surgery|scan|mri|procedure)\b[^.!?]{0,60}\bput\b[\w ’']{0,30}?\bto sleep\b"
    rf"|\b(?:{_PERSON})s?(?: (?-i:[A-Z]\w+))? (?:(?:was|were|is|are|got) (?:being )?|(?:has|have|had) (?:been|to be) )put (?:to sleep|down)\b",
    re.IGNORECASE,
)
"""Somebody is put to sleep for an operation; people are never put to sleep otherwise."""

_BY_A_VET = re.compile(r"\b(?:put\b[\w ’']{0,40}?\b)?(?:to sleep|down)\b", re.IGNORECASE)
_NO_PERSON = rf"(?!(?:(?:my|our|the|his|her|their) )?(?:{_PERSON})\b)"
_LOSS = re.compile(
    r"\b(?:died|passed away|stillb(?:orn|irth)|miscarr(?:iage|ied|ying)|(?:is|are) no longer with us"
    r"|took (?:his|her|their) (?:own life|last breath)|killed (?:himself|herself|themselves)|rest in peace"
    r"|(?:switched|turned) off (?:his|her|the) (?:life support|machines?|ventilator)"
    r"|(?:said|say|saying) (?:our |my |the )?(?:last|final) goodbyes?"
    r"|(?:no|stopped finding a|could not find (?:a|the)) heartbeat"
    r"|(?:his|her|their|the|my \w+[’']s) (?:funeral|burial|cremation|wake)\b"
    r"|(?:buried|burying|cremated) (?:him|her|it|my|our|the)|crossed the rainbow bridge"
    r"|(?:could not|were not able to|were unable to) (?:save|revive|resuscitate) (?:him|her|it|the|my|our)|could not be saved"
    r"|(?:lost|losing) (?:(?:his|her|their) (?:fight|battle|life)|the pregnancy)"
    rf"|(?:I|we) (?:have )?(?:just |also |sadly )*lost (?:him|her|(?:the|our|my) (?:baby|child|son|daughter|mother|father|mum|mom|dad|wife|husband|partner|brother|sister|grand\w+|uncle|aunt\w*|cousin|friend|nephew|niece))\b(?! (?:at|in|to) )"
    rf"|we (?:have )?lost it(?! (?:in\b(?! (?:(?:the|my) \w+ (?:week|month|trimester)|labou?r|hospital))|at\b(?! (?:\w+ (?:weeks|months)|birth))|on|by|to|again|all|when)\b)|(?:was|were|been|being|got|had to be) put (?:to sleep{_NARCOSIS}|down(?! by))"
    rf"|(?:he|she|it|they|(?:{_PET})(?: {_NAME})?) (?:was|were|got) put to sleep at [\w:]+(?=[ ]*(?:[.!?,;]|$))"
    rf"|(?:had|have|has|having) (?:to )?(?:put|have|get) {_NO_PERSON}{_THEM}(?: put)? to sleep{_BEDTIME}"
    rf"|(?:had|have|has|having) (?:to (?:put|have|get) )?{_NO_PERSON}{_THEM}(?: put)? down\b(?! (?:for|as|on|in|to)\b)"
    rf"|(?:they|the vets?) put (?:him|her|it) to sleep{_NARCOSIS}|had to let (?:him|her) go"
    r")\b"
    rf"|\b{_WHO} (?:has |have |had |just |sadly |also )*(?:did not (?:make it(?! (?:to|on|in|home|for|there|back|here|past|through the door)\b)|survive|pull through|wake up again)"
    r"|passed(?: on)?(?=[ ]*(?:[.!?,;]|$)| (?:this|last|on \w+day|at (?:home|\d|night)|yesterday|today|tonight|peacefully|early|during|in (?:his|her) sleep))"
    r"|slipped away|was killed|were killed)\b"
    rf"|\b{_WHO}(?: is| are| was| were| has|[’']s)(?: really| now| already| just| found)* (?:dead\b(?! (?:tired|serious|set|right|sure|against|wrong|beat|keen|on|to (?:me|us)))|gone(?=[ ]*(?:[.!?,;]|$)| (?:now|forever|for ever|for good)))"
    r"|\bfound (?:him|her|it) dead\b",
    re.IGNORECASE,
)
_HINT = re.compile(
    r"die|dea|pass|still|misc|no longer|life|killed|peace|goodbye|heart|funeral|burial|crema|wake|buri|bury|bow"
    r"|sav|revi|resus|lost|losing|put|let|make|surv|pull|slip|gone|machine|ventil",
    re.IGNORECASE,
)
"""One of these stands in every loss: what has none need not be read."""

_SURE = re.compile(
    r"\b(?:died|dead|passed away|killed|his life|her life|own life|last breath|no longer with us|life support"
    r"|funeral|burial|cremat\w+|buried|burying|save|saved|revive|resuscitate|to sleep)\b",
    re.IGNORECASE,
)
_WHOSE_BURIAL = re.compile(
    rf"(?<![’']s )\b(?P<who>{KIN}|{_NAME})[’']s (?:funeral|burial|cremation|wake)\b", re.IGNORECASE
)
_THINGS = (
    r"phone|battery|laptop|computer|car|engine|plants?|tablet|radio|fridge|boiler|router"
    r"|camera|watch|tv|telly|printer|bike|flowers?|(?-i:roses?)|tree|conversation|joke|line"
    r"|wi-?fi|internet|headphones|earphones|airpods?|earbuds?|speakers?|charger|kettle"
    r"|toaster|drill|bulb|lamp|lights?|starter|dough|mood|vibe|party|app|server|site"
    r"|signal|connection|torch|console|playstation|xbox|ipad|kindle|hearing aid|machine"
    r"|mower|heating|drones?|lawn-?mower|lawn|scooter|e-?bike|moped|motorbike|motorcycle"
    r"|van|truck|tractor|boat|(?:hard )?drive|disk|graphics card|monitor|keyboard|modem"
    r"|projector|microwave|oven|dishwasher|freezer|washer|dryer|hoover|vacuum|blender"
    r"|mixer|heater|pump|generator|thermostat|alarm|doorbell|remote|controller|toothbrush"
    r"|razor|hairdryer|sat-?nav|gps|smartwatch|fitbit|macbook|chromebook|iphone|pc"
    r"|system|websites?|chat|thread|debate|relationship|marriage|romance|career|project"
    r"|business|economy|deal|grass|hedge|cactus|seedlings?|tomatoes|orchids?"
)
"""What dies without anybody being dead."""

_OF_IT = (
    r"(?:(?!\b(?:he|she|they|we|and|my|our|the|his|her|an?|some\w*|one|two|three|people|when|while|where|as"
    rf"|accident|crash|fire|explosion|driver|owner|pilot|dealer|mechanic|rider|singer|teacher|{KIN})\b)[\w ’']){{0,14}}"
)
"""What may stand between a thing and its end: nobody else, as in "in the car my dad died"."""

_NO_LOSS = re.compile(
    r"\b(?:nearly|almost|could have|would have|might have|thought|feared|if|not|never|nobody|no one) (?:\w+ ){0,4}?(?:died|dead|passed away|miscarried)\b"
    r"|\bdied (?:of|from|with) (?:laugh\w*|bored\w*|embarrass\w*|shame|cringe)|\bdied (?:on|for) me\b|\bdied (?:laugh\w*|inside|a little)\b"
    rf"|\b(?:{_THINGS})\b{_OF_IT}\b(?:died|dead)\b",
    re.IGNORECASE,
)
_LONG_AGO = re.compile(
    r"\b(?:(?:years?|months?|decades?) (?:ago|since)|when (?:I|we|he|she|they) (?:was|were)|last year|in (?:19|20)\d\d|as a child|anniversary|ever since)\b",
    re.IGNORECASE,
)
_AFTER_IT = re.compile(
    r"\b(?:after|since|before|until|at) (?:[\w’']+ ){0,3}?(?:funeral|burial|wake|died|passed away)\b(?! (?:this|last night|today|yesterday|on \w+day|just))",
    re.IGNORECASE,
)
"""What somebody's death is only the time of is not told as news."""

_OF_HEALTH = re.compile(
    r"\b(?:hospital|hospice|operat\w+|surgery|surgeon|scans?|mri|x-?ray|biops\w+|vet|ill|illness|sick|dying|due|labou?r|pregnan\w+|bab(?:y|ies)|birth|midwife"
    r"|missing|ran away|disappeared|stroke|cancer|tumou?r|lump|chemo\w*|radiotherapy|treatment|heart|coma|intensive care|icu|ward|ventilator|life support"
    r"|fever|temperature|fall|fell|fainted|collapsed|accident|crash|seizure|infection|pneumonia|test results|blood|bypass|transplant|dialysis|doctors?|consultant|\w+ologist|specialist|clinic|rehab"
    r"|diagnos\w+|admitted|unwell|poorly|in pain|not well|not eating|stopped eating|getting worse|recover\w*|broke \w+ (?:hip|leg|neck|back)|check-?up)\b",
    re.IGNORECASE,
)
_BURIAL = re.compile(
    r"\b(?:funeral|burial|bury(?:ing)?|memorial|cremation|ashes|wake(?! up))\b", re.IGNORECASE
)
_PEOPLE = re.compile(
    rf"(?<![’']s )\b(?P<kin>{KIN})\b(?!(?:[’']s|s[’'])(?! (?:in|at|still|very|not|been|getting|had|having|got|going)\b))",
    re.IGNORECASE,
)
_CALLED = re.compile(
    r"(?<=[a-z,] )(?P<name>[A-Z][a-z]+)\b"
    r"|^\W*(?P<first>[A-Z][a-z]+)(?=[’']s| (?:is|was|has|had|died|just|sadly|passed|did|will)\b)"
)
_NOBODY = re.compile(
    r"(?:I|He|She|They|It|We|You|The|My|Our|That|This|There|What|Who|Sadly|Yes|No|\w+day"
    r"|January|February|March|April|May|June|July|August|September|October|November|December"
    r"|God|Christmas|Easter|English|French|German|Spanish)"
)
_KIN_CALLED = re.compile(
    rf"\b(?P<kin>(?i:{KIN}))(?:,? | is |(?:[’']s name)? is (?:called |named )?| called | named )(?P<name>[A-Z]\w+)\b"
)
_ANY_KIN = re.compile(rf"\b(?:{KIN})\b", re.IGNORECASE)
_KIN_WORDS = frozenset(RELATION_OF)
_TO_COME = frozenset({"baby", "child", "girl", "boy", "kid"})
"""Words that tell of a child, and not yet of which."""
_CHILD = re.compile(
    r"\b(?:bab(?:y|ies)|labou?r|pregnan\w+|miscarr\w+|stillb\w+|heartbeat|due|birth|midwife)\b",
    re.IGNORECASE,
)
_HE = re.compile(r"\b(?:he|him|his)\b", re.IGNORECASE)
_SHE = re.compile(r"\b(?:she|her)\b", re.IGNORECASE)
_WOMEN = frozenset(
    "mother stepmother stepmum stepmom sister stepsister daughter stepdaughter wife girlfriend "
    "fiancee fiancée grandmother granddaughter aunt auntie niece godmother goddaughter "
    "mother-in-law sister-in-law daughter-in-law hen".split()
)
_MEN = frozenset(
    "father stepfather stepdad brother stepbrother son stepson husband boyfriend fiance fiancé "
    "grandfather grandson uncle nephew godfather godson father-in-law brother-in-law "
    "son-in-law".split()
)


@dataclass(frozen=True, slots=True)
class Loss:
    """That somebody died.

    Attributes:
        who: Whom the words name: "mother" for all words that call her so, or a name as it is
            written.
        pronoun: "he" or "she", where that is all that they say of whom.
        is_sure: Whether they can mean nothing else; "she passed" may be an exam, "he didn't make
            it" a party. Then only what was about somebody's health says who.
        by_a_vet: Whether all that tells of it is that they were put to sleep, or down: then it was
            an animal.
    """

    who: frozenset[str]
    pronoun: Literal["", "he", "she"] = ""
    is_sure: bool = True
    by_a_vet: bool = False

    def is_of(self, text: str) -> bool:
        """Whether a text names who died, or with "he died" somebody who may be he."""
        if self.pronoun:
            return self.is_sure and bool(self._meant(text))
        return bool(people_in(text) & self.who)

    def spares(self, text: str) -> bool:
        """Whether it can be of nobody in a text that names people: a vet's patient is none."""
        return self.by_a_vet and bool(people_in(text)) and not self._meant(text)

    def may_be_of(self, whose: str) -> bool:
        """Whether it may be this one, "your mum" or "Agata", by name or by "she died"."""
        if not self.pronoun:
            return is_one_of(whose, self.who)
        return self.is_sure and not is_one_of(whose, self._others())

    def meant_in(self, texts: Iterable[str]) -> frozenset[str]:
        """Who in these texts may be meant by "he died"; nobody where a child was to be born."""
        told = [text for text in texts if self.pronoun and not is_of_a_child(text)]
        return frozenset(one for text in told for one in self._meant(text))

    def _meant(self, text: str) -> frozenset[str]:
        """Of those in a text the ones that it may be: by "he" no sister, nor Julia who is one."""
        others = self._others()
        named = {name for kin, name in called_in(text) if kin in others}
        return people_in(text) - others - named

    def _others(self) -> frozenset[str]:
        of_the_other_kind = {"he": _WOMEN, "she": _MEN}.get(self.pronoun, frozenset[str]())
        return of_the_other_kind | (_PERSONS if self.by_a_vet else frozenset())


def loss_in(text: str) -> Loss | None:
    """The loss that a text tells of, as something that has just happened; None when it does not."""
    if not _HINT.search(text) or not _LOSS.search(expanded(text)):
        return None
    told = [each for each in sentences(text) if _tells_of_it(each)]
    if not told:
        return None
    who = {one for each in told for one in people_in(each)}
    who |= {same_kin(found["who"]) for each in told for found in _WHOSE_BURIAL.finditer(each)}
    said = " ".join(told)
    if all(_LOSS.search(_BY_A_VET.sub(" ", each)) is None for each in told):
        who -= _PERSONS | _TO_COME | people_called((said,))
        if who or re.search(rf"\b(?:{_PET})\b", said, re.IGNORECASE):
            return Loss(frozenset(who), by_a_vet=True)
        return Loss(
            frozenset(), _pronoun(said), is_sure=_SURE.search(said) is not None, by_a_vet=True
        )
    if any(_names_somebody(each) for each in told):
        return Loss(frozenset(who - _TO_COME))
    if is_of_a_child(said):
        return Loss(frozenset())
    return Loss(frozenset(), _pronoun(said), is_sure=_SURE.search(said) is not None)


def is_of_a_child(text: str) -> bool:
    """Whether a text is about a child that is to be born."""
    return _CHILD.search(text) is not None


def is_of_health(text: str) -> bool:
    """Whether a text is about somebody's health, or a child that is to come."""
    return _OF_HEALTH.search(text) is not None


def is_touched(text: str, loss: Loss) -> bool:
    """Whether nothing should be asked about a text after a loss; a burial is another matter."""
    if loss.spares(text):
        return False
    return not _BURIAL.search(text) and (is_of_health(text) or loss.is_of(text))


def people_in(text: str) -> frozenset[str]:
    """Who is named in a text: words for kin, the same for "mum" and "mother", and names."""
    plain = expanded(text)
    kin = {same_kin(each["kin"]) for each in _PEOPLE.finditer(plain)}
    return frozenset(kin | {name for name in _names_in(plain) if name.lower() not in _KIN_WORDS})


def are_one(people: frozenset[str], texts: Iterable[str]) -> bool:
    """Whether these are one person: "mother", or "grandfather" and "Otto" of "my grandfather Otto"."""
    if len(people) != 2:
        return len(people) == 1
    return any(frozenset(pair) == people for text in texts for pair in called_in(text))


def called_in(text: str) -> list[tuple[str, str]]:
    """What named people are in a text, each with their name: "sister" and "Julia"."""
    found = _KIN_CALLED.finditer(expanded(text))
    return [(same_kin(each["kin"]), each["name"]) for each in found]


def people_called(texts: Iterable[str]) -> frozenset[str]:
    """The names of those who are said to be people, not animals: "Leo" of "my son Leo"."""
    told = (each for text in texts for each in called_in(text))
    return frozenset(name for kin, name in told if kin in _PERSONS)


def is_one_of(whose: str, people: frozenset[str]) -> bool:
    """Whether somebody, "your mum" or "Agata", is one of these."""
    words = whose.removeprefix("your ").split()
    return any(same_kin(word) in people or word in people for word in words)


def _names_in(plain: str) -> list[str]:
    named = (each["name"] or each["first"] for each in _CALLED.finditer(plain))
    return [name for name in named if content_words(name) and not _NOBODY.fullmatch(name)]


def _pronoun(said: str) -> Literal["", "he", "she"]:
    return "he" if _HE.search(said) else "she" if _SHE.search(said) else ""


def _names_somebody(sentence: str) -> bool:
    """Whether kin or a name stands in a sentence, also as "my friend's mother"."""
    kin = {word.lower() for word in _ANY_KIN.findall(sentence)}
    return bool(kin - _TO_COME) or bool(_names_in(sentence))


def _tells_of_it(sentence: str) -> bool:
    if any(each.search(sentence) for each in (_NO_LOSS, _LONG_AGO, _ASLEEP_FOR)):
        return False
    return _LOSS.search(_AFTER_IT.sub(" ", sentence)) is not None
