"""Sentences that add a feeling and no fact: every word is the note's own or speaks of feeling."""

import re

from anima.letters.passages import words
from anima.memory.stems import content_words, term

_FEELING = """
    smile laugh glad happy happiness joy grateful gratitude thankful thank thanks love loved miss
    missed proud pride sorry sad sadness hope hopeful wish wonder think thought thinking remember
    memory mind heart warm warmth kind kindness gentle good better best dear care cared mean means
    meant matter matters feel feels felt feeling know knew believe trust sure true truly honest
    honestly always often still even never forget forgot forgotten everything nothing something
    anything moment moments time times day days life world way much more most little bit lot so very
    great wonderful lovely beautiful sweet strong brave patient generous thoughtful tell say said
    write writing word words letter heard hear see look looking forward back again together close
    near far away soon wait waiting ready carry carried keep kept stay stayed give gave given make
    made makes bring brings brought help helped hard easy difficult alone long short deeply dearly
    simply really quite rather sincerely please regret apologise apologize apology excuse forgive
    owe deserve deserved hurt ashamed embarrassed relieved relief surprised surprise delighted
    delight excited touched moved comfort comforting comforted calm quiet ease grin light bright
    worth worry worried afraid fear safe promise matter mattered appreciate appreciated admire
    cherish treasure special happiest fond fondly smile smiling laughing rest peace lucky luck
    right wrong fault reason sense kindly attention soon prompt promptly reply answer understanding
    """.split()
FEELINGS = frozenset(term(word) for word in _FEELING)
"""The stems of words that tell of feeling, and of no fact."""
MOST_WORDS = 18


_PRESUMED = re.compile(
    r"\b(?:i know (?:how|that|what|where|when|who|why|you)|we(?:'ll| will)|i(?:'m| am) sure|"
    r"i understand|must (?:have|be|feel)|for us|"
    r"you(?:'re| (?:are|had|were|felt|feel|look|looked|seem|seemed|thought|think|know|knew|always|"
    r"never|also|still|must|loved?|liked?|wanted|hoped|enjoy\w*)))\b",
    re.IGNORECASE,
)
"""What the other does, thinks and feels is not for her to say, unless the note has it."""


_ANSWERS = re.compile(
    r"^(?:oh,? )?(?:you(?:'re| are) (?:\w+ )?welcome|no (?:problem|worries)|it(?:'s| is) "
    r"(?:ok(?:ay)?|all right|alright|fine|nothing)\b|that(?:'s| is|'ll be| will be) (?:ok(?:ay)?|"
    r"all right|alright|fine|great|good|wonderful|nice|lovely|interesting)\b|don't (?:worry|"
    r"mention)|of course|sure\b|thank you for (?:sharing|telling|letting|asking|your (?:message|"
    r"note|letter)))",
    re.IGNORECASE,
)
"""What one says to somebody who has told something; in their own letter it has no place."""


_NAMING = re.compile(r"(?<=[a-z,] )(?!I\b)[A-Z]|\bI (?:can't|cannot|won't)\b")
"""A feeling names nobody, and refuses nothing."""


_OTHERS = re.compile(r"\b(?:he|she|they|him|her|his|their|them)\b", re.IGNORECASE)
"""What others do or feel is a fact."""


def answers(sentence: str) -> bool:
    """Whether a sentence answers the writer instead of speaking for them."""
    return bool(_ANSWERS.match(sentence.replace("’", "'")))


def feels_more(sentence: str, note: str, *grounds: str) -> bool:
    """Whether a sentence adds a feeling to a note: nothing of others, and not the same again."""
    if _OTHERS.search(sentence) or not only_feels(sentence, note, *grounds):
        return False
    said = {term(word) for word in content_words(note)}
    return any(term(word) not in said for word in content_words(sentence))


def only_feels(sentence: str, note: str, *grounds: str) -> bool:
    """Whether a sentence adds nothing to a note but feeling."""
    if not 3 <= len(words(sentence)) <= MOST_WORDS:
        return False
    claimed = _PRESUMED.search(sentence.replace("’", "'"))
    if claimed and claimed[0].lower() not in note.lower():
        return False
    if answers(sentence) or _NAMING.search(sentence):
        return False
    if _OTHERS.search(sentence) and not _OTHERS.search(note):
        return False
    own = {term(word) for ground in (note, *grounds) for word in content_words(ground)}
    return all(term(word) in own or term(word) in FEELINGS for word in content_words(sentence))


def says_the_same(sentence: str, note: str) -> bool:
    """Whether a sentence tells the note in other words: all of its matter, the same persons in the
    same number, and nothing beside it but feeling."""
    # Each word in the form that it has: "blistered hands" are no "blisters".
    if re.search(r"\band\b", sentence) and not re.search(r"\band\b", note):
        return False
    if _helpers(sentence) != _helpers(note):
        return False
    told = {word.lower() for word in content_words(note) if term(word) not in FEELINGS}
    there = {word.lower() for word in content_words(sentence)}
    return told <= there and only_feels(sentence, note) and _persons(sentence) == _persons(note)


def _helpers(text: str) -> set[str]:
    """The verbs that tell when, and whether, something is so."""
    spelled = text.lower().replace("’", "'").replace("'ve", " have").replace("'ll", " will")
    return set(re.findall(_HELPERS, spelled))


_HELPERS = r"\b(?:has|have|had|been|was|were|will|would|must|should|can|could|may|might|did)\b"


def _persons(text: str) -> list[str]:
    """Who does what to whom, as far as pronouns tell: in order, each with its role."""
    found = [word.lower() for word in words(text)]
    return [word for word in found if word in _PRONOUNS]


_PRONOUNS = frozenset(
    "i me my mine you your yours we us our he him his she her they them their not never no".split()
)
