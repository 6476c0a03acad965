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
_TWO_WORDS = re.compile(
    r"(?:new|san|los|las|saint|st|cape|hong|rio|tel|buenos|el|la|le|den) [a-z]+"
)
"""Names of cities as they are typed by those who write everything small."""

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
    r"while|you|yourself|change|best|worst|ends)\b"
    r"|(?:\d+|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|few|couple of|many|several)"
    r"(?: \w+)? (?:minutes|hours|days|nights|weeks|months|years)\b|\d+(?::\d+)?$"
    r"|(?:\w+ )?(?:pace|speed|rate|level|capacity|wages?|pay)$",
)
_GERUND = re.compile(
    r"[a-z]+ing\b(?! \w*(?:company|firm|school|centre|center|agency|studio|station))"
)
_NO_OCCUPATION = re.compile(
    r"(?:a |an )?(?:always|before|best|charm|designed|dream|ever|expected|far|fast|few|good|hard|hoped|"
    r"i|if|intended|it|little|long|many|much|needed|normal|often|one|planned|possible|promised|quick|"
    r"quickly|slow|slowly|smoothly|soon|team|they|though|treat|usual|we|well|you|couple|unit|whole)\b",
    re.I,
)


def of_its_kind(relation: Relation, what: str) -> bool:
    """Whether this can be the object of the relation; true of relations that want no kind."""
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
    """Whether this may be no place at all, where a place with a name is known already; or only
    where one sits, where it is known for whom one works.

    Who writes everything small writes "porto", so that a small word may be a place; who speaks, or
    writes Porto large, does not.
    """
    if relation == "works_at":
        return what.lower().startswith("home") and is_named(known)
    places = relation in ("lives_in", "from")
    return places and is_named(known) and not (is_named(what) or is_said_by_kind(what))


def _is_place(what: str) -> bool:
    """A name, a word for a kind of place, or a word alone that is none for a state one is in."""
    if is_named(what) or is_said_by_kind(what):
        return True
    if _NO_PLACE.match(what):
        return False
    return len(what.split()) == 1 or bool(_TWO_WORDS.fullmatch(what))


def _is_employer(what: str) -> bool:
    return what[:1].isupper() or not (_NO_EMPLOYER.match(what) or _GERUND.match(what))


def _is_occupation(what: str) -> bool:
    return not _NO_OCCUPATION.match(what)


_KINDS: Mapping[Relation, Callable[[str], bool]] = {
    "lives_in": _is_place,
    "from": _is_place,
    "works_at": _is_employer,
    "works_as": _is_occupation,
}
