# ruff: noqa: E501  # a pattern reads better on one line
"""Whether words are of the kind that a relation wants: a place to live in, work that one does.

The verbs say too little: one lives in Porto and in constant pain, works at Siemens and at night, as
a nurse and as hard as one can. What is of another kind is no fact, and ends none.
"""

import re
from collections.abc import Callable, Mapping

from anima.memory.facts.fact import Relation

_NAME = re.compile(r"(?:^|[\s-])(?!(?:I|I'm|AM|PM|TV|OK)\b)[^\W\d_a-zß-öø-ÿ][\w’'-]+")
_OTHER_THAN_PLACE = re.compile(
    r" (?:with|and|by|above|over|under|behind|next to|opposite) .*$", re.I
)
_PLACE = re.compile(
    r"\b(?:city|cities|town|village|hamlet|country|countryside|suburbs?|outskirts|mountains?|hills|"
    r"valley|coast|seaside|beach|island|forest|woods|desert|jungle|farm|ranch|downtown|capital|district|"
    r"county|province|neighbou?rhood|north|south|east|west|northeast|northwest|southeast|southwest|abroad|"
    r"overseas|sticks|commune|monastery|convent|kibbutz|highlands|lowlands|midlands|outback)\b",
    re.I,
)
_DWELLING = re.compile(
    r"(?:\w+ )?(?:(?:care|nursing|retirement|group|children's) home|assisted living|student (?:housing|halls)|"
    r"sheltered housing|van|camper|campervan|houseboat|boat|caravan|trailer|hostel|shelter|boarding school|"
    r"hospice|yurt|cabin)\b",
    re.I,
)
"""Homes that say how one lives and not where: kept, and no end of a place that is known."""

_STATE = re.compile(
    r"(?:constant|great|terrible|total|utter|complete|deep|pure|abject|perfect|absolute|permanent|"
    r"horrible|awful|endless|quiet|sheer|mortal|relative|extreme|dire|real|such|so much) ",
    re.I,
)
_MOST_WORDS = 3
"""Of a place that is written small: "washington dc", "the czech republic"."""

_NO_PLACE = re.compile(
    r"(?:agony|anxiety|area|attic|basement|bed|bliss|block|board|boredom|bubble|building|bungalow|bush|"
    r"call|campervan|caravan|care|castle|chaos|clothes|comfort|cottage|couch|danger|darkness|debt|denial|"
    r"despair|disguise|dorm|dread|dream|dump|ecstasy|exile|family|fear|finance|flat|flux|foster|freedom|"
    r"future|gear|glory|grief|guilt|hall|harmony|haste|heaven|hell|hiding|home|hope|hospital|hotel|house|"
    r"houseboat|ignorance|isolation|jeans|limbo|line|loneliness|love|luxury|management|mansion|marketing|"
    r"mess|misery|moment|mourning|nightmare|pain|panic|paradise|past|peace|phone|place|pod|poverty|prayer|"
    r"present|prison|pyjama|pajama|reality|region|road|room|sale|shame|shape|shed|shelter|shock|silence|"
    r"sin|sofa|solitude|sorrow|spring|squalor|street|studio|style|summer|autumn|fall|winter|sweatpant|"
    r"tear|tent|tension|terror|tight|time|top|touch|track|trailer|turmoil|uncertainty|van|vest|work|world|"
    r"apartment|car|nothing|nowhere|scratch|behind|elsewhere|somewhere|anywhere|everywhere|(?:twen|thir|for|fif|six|seven|eigh|nine)tie)s?\b",
    re.I,
)
_NO_EMPLOYER = re.compile(
    r"(?:all|any|being|both|daylight|days?|dawn|desk|dinner|dusk|each|ever|every|everyone|everybody|free|"
    r"fun|height|her|hers|herself|him|himself|hours?|it|last|least|less|living|long|love|lunch|"
    r"midnight|minutes?|moment|money|more|mornings?|evenings?|most|myself|nights?|noon|nothing|once|"
    r"oneself|others|ourselves|pay|peanuts|present|random|same time|scale|someone|somebody|something|that|"
    r"them|themselves|this|times?|us|weekends?|weeks?|months?|years?|whatever|whoever|what|which|ages|"
    r"while|you|yourself|change|best$|worst|ends)\b"
    r"|(?:\d+|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|few|couple of|many|several)"
    r"(?: \w+)? (?:minutes|hours|days|nights|weeks|months|years)\b|\d+(?::\d+)?$"
    r"|(?:\w+ )?(?:pace|speed|rate|level|capacity|wages?|pay)$",
)
_GERUND = re.compile(
    r"(?:getting|being|doing|improving|making|keeping|becoming|learning|staying|trying|finding|building|"
    r"losing|saving|fixing|living|having|feeling|eating|sleeping|not)\b(?! (?:bank|school|college|centre|center|home))"
)
_NO_OCCUPATION = re.compile(
    r"(?:a |an )?(?:always|before|best|charm|couple|designed|dream|ever|expected|hoped|intended|needed|normal|"
    r"one|planned|possible|promised|team|treat|unit|usual|whole)$"
    r"|(?:far|fast|few|good|hard|little|long|many|much|often|quick|quickly|slow|slowly|smoothly|soon|well)(?:$| as\b)"
    r"|(?:if|i|it|they|though|we|you)\b",
    re.I,
)


def of_its_kind(relation: Relation, what: str, *, small: bool = False) -> bool:
    """Whether this can be the object of the relation; true of relations that want no kind.

    Args:
        relation: The relation.
        what: The object's words.
        small: Whether everything is written small, so that a name may be, too.
    """
    if relation in ("lives_in", "from"):
        return not what or _is_place(what, small=small)
    fits = _KINDS.get(relation)
    return fits is None or not what or fits(what)


def is_named(what: str) -> bool:
    """Whether there is a name in it ("a small flat in Porto"), and not only in whom one is with."""
    return bool(_NAME.search(_OTHER_THAN_PLACE.sub("", what)))


def is_said_by_kind(what: str) -> bool:
    """Whether it is a place that is told by what it is: the countryside, a village by the sea."""
    head = re.split(r" (?:near|at|in|on|from|outside|for) ", _OTHER_THAN_PLACE.sub("", what))[0]
    return bool(_PLACE.search(head))


def is_vaguer(relation: Relation, what: str, known: str) -> bool:
    """Whether this says how one lives, or only where one sits, where a place with a name is known."""
    if not is_named(known):
        return False
    if relation == "works_at":
        return what.lower().split()[0] == "home"
    if is_named(what):
        return False
    return relation == "lives_in" and bool(_DWELLING.match(what)) and not is_said_by_kind(what)


def _is_place(what: str, *, small: bool) -> bool:
    """A name, a word for a kind of place or a home; written small, what is no state one is in."""
    if is_named(what) or is_said_by_kind(what) or _DWELLING.match(what):
        return True
    core = _OTHER_THAN_PLACE.sub("", what)
    if tail := re.search(r" (?:in|near|outside) (.+)$", core):
        return _is_place(tail[1], small=small)
    if not small or _NO_PLACE.match(core) or _STATE.match(core):
        return False
    return len(core.split()) <= _MOST_WORDS


def _is_employer(what: str) -> bool:
    return what[:1].isupper() or not (_NO_EMPLOYER.match(what) or _GERUND.match(what))


def _is_occupation(what: str) -> bool:
    return not _NO_OCCUPATION.match(what)


_KINDS: Mapping[Relation, Callable[[str], bool]] = {
    "works_at": _is_employer,
    "works_as": _is_occupation,
}
