"""Words for who somebody is to a person, and the relation that each stands for."""

import re

from anima.memory.facts.fact import Relation

_WORDS: dict[Relation, str] = {
    "sibling": "sibling sister brother sis bro twin stepsister stepbrother",
    "parent": "parent mother father mum mom mam mummy mommy dad daddy papa mama stepmother "
    "stepfather stepmum stepmom stepdad",
    "child": "son daughter kid child baby boy girl toddler stepson stepdaughter",
    "partner": "wife husband partner girlfriend boyfriend fiance fiancé fiancee fiancée spouse",
    "relative": "grandparent grandmother grandfather grandma grandpa granny gran nan nana "
    "grandad granddad grandson granddaughter grandchild aunt auntie uncle cousin niece nephew "
    "godmother godfather godson goddaughter mother-in-law father-in-law sister-in-law "
    "brother-in-law son-in-law "
    "daughter-in-law",
    "friend": "friend mate buddy pal roommate flatmate housemate neighbour neighbor",
    "colleague": "boss manager colleague coworker co-worker supervisor assistant teammate",
    "pet": "pet dog cat puppy kitten rabbit parrot hamster horse pony tortoise budgie goldfish "
    "guinea-pig lizard snake hen",
}
RELATION_OF: dict[str, Relation] = {
    word: relation for relation, words in _WORDS.items() for word in words.split()
}

KIN = "|".join(sorted(map(re.escape, RELATION_OF), key=len, reverse=True))
"""A pattern for any of the words."""

_SAME = {
    "mother": "mum mom mam mummy mommy mama",
    "father": "dad daddy papa",
    "grandmother": "grandma granny gran nan nana",
    "grandfather": "grandpa grandad granddad",
    "sister": "sis",
    "brother": "bro",
}
_ONE_OF = {other: word for word, others in _SAME.items() for other in others.split()}

_PLURALS = {"children": "child", "wives": "wife", "babies": "baby", "puppies": "puppy"}


def relation_of(word: str) -> Relation | None:
    """The relation that a word stands for, in singular or plural."""
    plain = word.lower()
    plain = _PLURALS.get(plain, plain)
    return RELATION_OF.get(plain) or RELATION_OF.get(plain.removesuffix("s"))


def same_kin(word: str) -> str:
    """One word for all that call the same person: "mother" for "mum"; any other as it is."""
    return _ONE_OF.get(word.lower(), word.lower())


def words_for(word: str) -> tuple[str, ...]:
    """All words that call the same person as this one does: "mum", "mother", "mom"."""
    one = same_kin(word)
    return (one, *_SAME.get(one, "").split())
