# ruff: noqa: E501  # a pattern reads better on one line
"""What may be happening now: pills that were taken, an edge, a means within reach.

The same words are said at a wedding, in a kitchen and at the chemist's. What names the thing is sure
by itself; what depends on the scene counts where more speaks for a danger than these words.
"""

import re

from anima.safety.everyday import (
    is_a_tool,
    is_accident,
    is_carried,
    is_intent,
    is_made_up,
    is_medicine,
    is_of_a_long_time,
    is_play_at_a_height,
)
from anima.safety.figurative import signs, speaks_against

_PILL = r"(?:pills?|tablets?|capsules?|paracetamols?|acetaminophens?|tylenols?|aspirins?|ibuprofens?|advils?|codeines?|co-codamols?|oxy\w*|xanax|valiums?|diazepams?|lorazepams?|zopiclones?|benzos?|antidepressants?|sertralines?|insulins?|morphine|tramadols?|gabapentin|pregabalin|amitriptylines?|nortriptyline|propranolols?|bisoprolol|beta[- ]?blockers?|quetiapines?|seroquels?|olanzapine|mirtazapines?|trazodone|venlafaxine|citaloprams?|fluoxetines?|lithium(?! batter)|prozacs?|zolofts?|lexapros?|ambiens?|zolpidems?|benadryls?|percocets?|vicodins?|klonopins?|clonazepams?|alprazolams?|ativans?|temazepams?|nytols?|melatonins?|naproxens?|nurofens?|panadols?|adderalls?|methadone|barbiturates?|paracetemols?|ibuprofins?|opioids?|opiates?|fentanyl|sleepers|medications?|medicines?|meds|painkillers?|antihistamines?)"
_TAKE = r"(?:\b(?:i|we both|we)(?:'ve| have|'d)? |^(?:and |so |ok,? |okay,? )?)(?:just |already |also |actually |now |only |then |really |secretly |went and )*(?:took|taken|swallowed|downed|gulped down|popped|ate|eaten|chewed)"
_ABOUT = r"(?:(?:about|around|like|maybe|nearly|almost|over|more than|at least|probably|some|another|all|the|other|literally) )*"
_PACK = r"(?:bottle|pack|packet|box|strip|blister|sheet|jar|tub)(?:e?s)?"
_SOME = r"(?:[6-9]|1[01]|six|seven|eight|nine|ten|eleven)"
_DOZENS = r"(?:1[2-9]|[2-9]\d|[1-9]\d\d+|twelve|(?:thir|four|fif|six|seven|eigh|nine)teen|(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:[- ](?:one|two|three|four|five|six|seven|eight|nine))?|(?:a|one|two|three|several|a couple of) (?:dozen|hundred)|dozens|hundreds)"
_NO_UNIT = r"(?! ?(?:mg|milligrams?|mcg|ml|g|minutes?|hours?|days?|weeks?|months?|years?|seconds?|o'clock|euros?|dollars?|pounds?|percent|%|pictures?|photos?|steps|drops|kinds?|sorts?|types?)\b)"
_FAR_TOO_MANY = rf"(?:{_ABOUT}{_DOZENS}\b{_NO_UNIT}|(?:an?|one|two|three|four|five|six|[2-9]|1\d|several|a couple of|half an?|the|my|his|her|our) (?:whole |entire |full |big )?{_PACK})"
_MANY = rf"(?:all|every|{_ABOUT}{_SOME}\b{_NO_UNIT}|{_FAR_TOO_MANY}|(?:a|the|my) (?:whole |entire )?(?:lot|handful|bunch|load|ton|fistful)|(?:a|the|my) (?:whole|entire)|loads|lots|tons|so many|(?:way |far )?too (?:many|much)|everything|handfuls|fistfuls)(?! (?:kinds?|sorts?|types?)\b)"
_OF = r"(?:(?!to\b|and\b|but\b|with\b|without\b|for\b|when\b|because\b|where\b|while\b)[\w'-]+,? ){0,5}?"
_ALL_OF_THEM = r"(?:(?:all|every (?:single |last )?one|most|the (?:whole )?(?:lot|bottle|packet|pack|box|strip))\b(?: of (?:them|it))?|all at once|in one go)"

_TAKEN = re.compile(
    rf"{_TAKE} {_MANY} {_OF}{_PILL}\b"
    rf"|{_TAKE} (?:my|the|those|these|his|her|some) (?:[\w'-]+ ){{0,3}}?{_PILL}[,.]? {_ALL_OF_THEM}\b"
    rf"|{_TAKE} (?:\w+ )?(?:far |way |many |a lot )?more {_PILL} than\b"
    rf"|{_TAKE} (?:a |the |my )?(?:\w+ )?(?:over-?dose\b|(?:the|a|my) (?:whole |entire |full )?(?:bottle|packet|pack|strip|blister|sheet)\W*$|(?:the|a|my) (?:whole|entire) box\W*$)"
    rf"|{_TAKE} (?:way |far )?too many(?: of (?:them|those|my|the pills))?\W*$"
    r"|\bi(?:'ve| have)? (?:just |already |now )*swallowed (?:them all|it all|all of (?:them|it)|every (?:single |last )?one(?: of them)?|the (?:whole )?(?:lot|box))\b"
    rf"|\bi(?:'ve| have)? (?:just |already |now )*(?:over-?dosed|od'?d)(?= on (?:[\w']+ ){{0,3}}?{_PILL}\b|\W*$| (?:again|an hour|a few|some|tonight|just|this|last|today|and|on purpose)\b)"
)
"""An act that is done; what is named is enough."""
_TAKEN_FAR_TOO_MANY = re.compile(
    rf"{_TAKE} {_FAR_TOO_MANY} {_OF}{_PILL}\b|{_TAKE} (?:an? |the )?over-?dose\b"
)
"""So many that no doctor's word makes them right."""
_A_HEAP_OF_STRONG_ONES = re.compile(
    rf"{_TAKE} (?:all|every|(?:a|the|my) (?:whole )?(?:bunch|handful|load|lot|ton|fistful)|loads|lots|tons|handfuls|fistfuls) {_OF}(?:sleeping (?:pills|tablets|meds)|painkillers|sleepers|opioids|opiates)\b"
)
_WITH_A_DRINK = re.compile(
    r"\bwith (?:my |some |a |the )?(?:glass of )?(?:(?:cup of )?tea|coffee|juice|milk|water)\b"
)
_TAKEN_THEM = re.compile(
    rf"{_TAKE} (?:them all|all of (?:them|it)|it all|{_ABOUT}(?:{_SOME}|{_DOZENS})(?: of (?:them|those))?|every (?:single |last )?one(?: of them)?|the (?:whole )?(?:lot|box)|most of them|a lot of them)(?:\W*$|[,;]| and\b| (?:now|just now|at once|tonight|an hour ago|\w+ minutes ago)\b)"
)
"""Pills, where pills were spoken of before."""
_GRAVE = re.compile(
    r"\b(?:at once|in one go|all together|vodka|wine|whisk(?:e)?y|alcohol|gin|rum|beers?|booze|drunk|die|dying|dead|death|end (?:it|my|everything)|over soon|goodbye|sorry|wak(?:e|ing) up|ambulance|on purpose|dizzy|sleepy|numb|scared|overdos\w*|too (?:many|much)|can't (?:go on|do this|take)|no way back|want (?:it|this|everything|to) (?:stop|sleep|go)|don't want to (?:wait|live|be|go on|wake)|no reason|do it)\b"
)
"""What no one says of a morning's medicine."""

_EDGES = r"(?:ledge|bridge|roof(?:top)?|railings?|cliff|parapet|balcony|tracks|platform|edge(?: of (?:the|a) (?:ledge|bridge|roof\w*|building|cliff|platform|tracks|world|window))?)"
_I_AM_AT = re.compile(
    rf"(?:\b(?:i'm|i am|we're|we are) |^)(?:(?:now|here|just|already|still|\w+ing) )*(?:up )?(?:on|over|at) (?:the|a|my) {_EDGES}\b(?! of (?:the|my|a) (?:bed|seat|sofa|chair|table|pool|tub|bath\w*|village|town|city|forest|woods|world cup))(?:(?!\b(?:kids?|children|cats?|dogs?|he|she|they|boys|girls)\b).){{0,60}}\b(?:(?:going to|i'll|i will|about to|want to|ready to|and|could|might|can|should i|to) (?:just )?(?:jump(?! (?:on|onto|aboard)\b)|let go|end it|fall|do it)|what to do(?! (?:next|with|first|today|tonight)\b)|jumping)\b"
)
_IN_FRONT = re.compile(
    r"\b(?:i'm going to|i will|i'll|i want to|i'm about to|i am about to|i could just) (?:just )?(?:jump|throw myself|step|walk) (?:in front of|under|onto|on to) (?:the|a|that|this|my|an|some)(?: \w+)? (?:train|bus|truck|lorry|car|tracks|subway|tube|traffic|tram)\b"
)
_JUMP = re.compile(
    r"\b(?:i'm going to|i will|i'll|i want to|i'm about to|i am about to|i could just) (?:just )?(?:jump|throw myself) (?:off|from|out of)\b.{0,20}\b(?:bridge|roof|window|building|cliff|balcony|tower)\b(?! (?:in|into) (?:the )?(?:game|pool))"
)
_POISON = re.compile(
    r"\bi(?:'ve| have)? (?:just |already |now )*(?:drank|drunk|swallowed|took|taken) (?:\w+ ){0,3}?(?:bleach|(?:rat |rat-?)?poison|anti-?freeze|drain cleaner|weed ?killer|pesticide|cyanide)\b"
    r"|\bi(?:'ve| have| just|'ve just| have just) (?:cut|slit) (?:open )?my (?:own )?wrists?\b"
    r"|\bi(?:'m| am)(?: now)? (?:standing|sitting|lying|waiting) on the (?:train |railway |rail )?tracks\b"
)
_AT_MY_HEAD = re.compile(
    r"\b(?:gun|pistol|knife|razor|blade|scissors)\b.{0,30}\b(?:to|against|at) my (?:own )?(?:head|temple|arms?|wrists?|throat|neck|chest|heart|skin|veins?)\b"
    r"|\b(?:rope|noose|belt|cord) (?:is )?(?:\w+ ){0,2}(?:round|around) my (?:own )?neck\b"
)
_WEAPON = re.compile(
    r"\b(?:gun|pistol|revolver|rifle|noose)\b.{0,20}\b(?:in my hands?|next to me|beside me|right here|in front of me|on my lap)\b"
)
_PILLS_READY = re.compile(
    r"(?:\bi(?:'ve got| have(?: got)?|'m holding) (?:the|all the|these|enough) (?:\w+ )?|^(?:the |all the |these )?)(?:pills|tablets|rope|noose)(?: are| is)?(?: right| all)? (?:in my hands?|next to me|beside me|right here|in front of me|on my lap)\W*$"
)
_WITHIN_REACH = re.compile(
    r"\b(?:gun|pistol|noose|knife|rope|razors?|blades?|scissors|pills|tablets|bottle)\b.{0,30}\b(?:in my hands?|next to me|beside me|right here|in front of me|within reach|on my lap|in my lap)\b"
)
_I_HAVE = re.compile(r"\bi(?:'ve got| have(?: got)?|'m holding| am holding|'m sitting here with)\b")
_SOMEBODY_ELSE = re.compile(
    r"\b(?:he|she|they|man|guy|woman|police\w*|officer|soldier|someone|somebody|neighbour|kid|boy)\b"
)
_TO_USE_IT = re.compile(
    r"\b(?:take (?:them|it)|what to do(?! with)|use it|cut (?:myself|my (?:arms?|wrists?|skin|legs?))|want to cut|going to cut (?:again|it all))\b"
)
"""What one says of a means in reach and not of pills that were taken."""
_UP_THERE = re.compile(
    rf"\b(?:on|at|over) the {_EDGES}\b.{{0,60}}\b(?:jump\w*|what to do|let go|going to|end it)\b"
    r"|\b(?:going to|will|'ll|want to) jump (?:off|in front of|from)\b.{0,20}\b(?:bridge|train|roof|window|building|tracks)\b"
)


def names_pills(sentence: str) -> bool:
    """Whether a plain sentence speaks of pills, and not of a medicine as it is meant to be."""
    return re.search(rf"\b{_PILL}\b", sentence) is not None and not is_medicine(sentence)


def is_now(sentence: str, *, pills_before: bool = False) -> bool:
    """Whether a plain sentence says by itself that somebody is about to die, or has begun to.

    Args:
        sentence: In plain words.
        pills_before: Whether pills were spoken of just before: "I took them all" means those.
    """
    if _is_taken(sentence, pills_before):
        return True
    if speaks_against(sentence):
        return False
    if _POISON.search(sentence):
        return not is_accident(sentence, once=True)
    if _IN_FRONT.search(sentence):
        return True
    if any(each.search(sentence) for each in (_I_AM_AT, _JUMP)):
        return not is_play_at_a_height(sentence)
    at_me = _AT_MY_HEAD.search(sentence) or _PILLS_READY.search(sentence)
    if at_me or _is_in_reach(sentence):
        return is_intent(sentence) or not is_a_tool(sentence)
    return False


def _is_in_reach(sentence: str) -> bool:
    """Whether a means is in reach: a gun is enough, of a knife or pills more is said."""
    mine = _I_HAVE.search(sentence) is not None
    near = _WEAPON.search(sentence)
    if near is None and (_GRAVE.search(sentence) or _TO_USE_IT.search(sentence)):
        near = _WITHIN_REACH.search(sentence)
    if near is None or mine:
        return near is not None
    if near[0].startswith("bottle"):  # a drink, where nobody says that they hold it for this
        return False
    return _SOMEBODY_ELSE.search(sentence[: near.start()]) is None


def may_be_now(sentence: str) -> bool:
    """Whether a plain sentence is such words as are said of a danger now and of much else."""
    patterns = (
        _TAKEN,
        _TAKEN_THEM,
        _I_AM_AT,
        _IN_FRONT,
        _JUMP,
        _AT_MY_HEAD,
        _WITHIN_REACH,
        _UP_THERE,
    )
    return any(each.search(sentence) for each in patterns)


def _is_taken(sentence: str, pills_before: bool) -> bool:
    found = _TAKEN.search(sentence) or (_TAKEN_THEM.search(sentence) if pills_before else None)
    if found is None or is_made_up(sentence):
        return False
    # "I'm home alone and I took forty": only what follows the pills says where they were carried.
    if is_carried(sentence[found.end() :]) and not is_intent(sentence):
        return False
    # "I took thirty pills and put a film on" is no film: only what is said before them counts.
    against, before = signs(sentence), signs(sentence[: found.end()])
    if any(against[name] for name in ("past", "denied", "hyperbole")):
        return False
    if any(before[name] for name in ("fiction", "game", "news")):
        return False
    if _GRAVE.search(sentence):
        return True
    if _TAKEN_FAR_TOO_MANY.search(sentence):
        return not is_of_a_long_time(sentence)
    if _A_HEAP_OF_STRONG_ONES.search(sentence):
        sentence = _WITH_A_DRINK.sub("", sentence)
    return not is_medicine(sentence)
