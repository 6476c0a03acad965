# ruff: noqa: E501  # a pattern reads better on one line
"""What she does not talk about: sexual content with minors or about them, ever; else as it is set."""

import re
from collections.abc import AsyncGenerator, Iterable, Sequence
from contextlib import aclosing

from anima.safety.words import plain

_SEXUAL = re.compile(
    r"\b(?:sexual(?:ly)?|sexting|sexy (?:talk|story|pictures?|photos?|voice)|(?:have|having|had|want|wants|need|about|love|like) sex|sex (?:with|now|tonight|chat|scene|story|toys?|game)|make love to|fuck (?:me|you|him|her)|blow ?job|hand ?job|orgasm\w*|masturbat\w*|jerk(?:ing)? off|porn\w*|erotic\w*|nudes|naked (?:pictures?|photos?|body)|(?:strip|undress) (?:for|me|yourself)|take (?:off|down) (?:your|my) (?:clothes|panties|pants|bra|dress)|penis|vagina|clit\w*|horny|turn(?:s|ed)? (?:me|you) on(?! to\b)|dirty talk|talk dirty|kinky|threesome|spank me)\b"
)
_NO_REQUEST = re.compile(
    r"\b(?:doctor|condoms?|contracepti\w+|pregnan\w+|periods?|sti|std|hiv|tests?|pain|hurts?|health|education|class|consent|infection|hormone\w*|puberty|marriage|counsell?\w+|therapist|laws?|legal|news|article|abus\w*|assault\w*|harass\w*|rape\w*|raped|molest\w*|touched me|force[sd]?|addict\w*|too much|quit|problem|ashamed|orientation|minority|identity)\b"
)
_AGE = r"(?:[4-9]|1[0-7]|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen)"
_NO_AGE = r"\b(?!:\d|,\d{3}| ?(?:st|nd|rd|th|months?|weeks?|days?|hours?|minutes?|mins?|seconds?|years (?:older|younger|into|in|with|sober|clean)|times|points|pages|chapters|episodes|miles|kilomet\w+|km|met(?:er|re)s?|feet|foot|ft|inches|percent|%|pounds|kilos|kg|(?:am|pm)(?= ?[.,!?]|$| (?:till|until|to|and|on|tomorrow|today)\b)|o'clock|cm|weeks'))"
_GRADE = r"(?:[1-9]|1[0-2]|first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth)(?:st|nd|rd|th)?"
_AT_SCHOOL = rf"(?:in (?:the )?{_GRADE} grade|in year (?:[1-9]|1[01]|one|two|three|four|five|six|seven|eight|nine|ten|eleven)|(?:still )?in (?:high|middle|primary|elementary|junior high) school|at (?:primary|elementary|middle) school)\b"
_CHILD = re.compile(
    rf"\b(?:minors?|underage|school ?girls?|school ?boys?|little (?:girl|boy)s?|teen(?:age(?:r|d)?)? (?:girls?|boys?|sex|porn)|pre-?teens?|tweens?|jailbait|loli\w*|shota\w*|{_GRADE}[- ]graders?|(?:high|middle) school(?:ers?| girls?| boys?| students?)|"
    rf"(?:i'm|i am|you're|you are|she's|he's|she is|he is|who is|who's|aged?|turned|turns) (?:only |just |barely |still )?{_AGE}{_NO_AGE}|{_AGE}[- ]years?[- ]olds?|(?:i'm|i am|you're|you are|she's|he's|she is|he is|who is|who's) {_AT_SCHOOL})"
)
_SELF_YOUNG = re.compile(
    rf"\b(?:i'm|i am|i(?:'ve)? just turned|i turned|you are|you're) (?:only |just |still )?(?:(?:1[1-7]|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen)(?= ?[.,!?;)]|$| and\b| but\b| so\b| now\b| btw\b| too\b| yet\b| to be\b| am i\b| am bored\b|\.5)|{_AGE} years? old\b|{_AT_SCHOOL}|(?:underage|a minor|a teenager|a school ?(?:girl|boy))\b)"
)
"""Somebody's own age, as they say it or as a line about them has it."""
_FOR_CHILDREN = re.compile(
    r"\bfor (?:my|our|the|a|some|small|little|young) (?:\w+ ){0,2}(?:child(?:ren)?|kids?|toddlers?|teens?|teenagers?|son|daughter|class)\b"
)
_YOUNG = re.compile(r"\b(?:child(?:ren|ish)?|kids?|teens?|teenagers?|toddlers?)\b")
_OF_HOME = re.compile(
    r"\b(?:the|our|my|both|your) (?:two |three |little |own )?(?:child(?:ren)?|kids?|toddlers?|teens?|teenagers?)(?:'s| is| are|'re| were| was) (?:\w+ly |all |both |now |already )*(?:asleep|in bed|away|out|at school|at (?:my|his|her|their) (?:\w+ )?(?:mum|mom|mother|parents|sister|dad)(?:'s|s')?)\b|\bsince (?:we had |having )?(?:the|our|my|we had|having) (?:\w+ )?(?:child(?:ren)?|kids?|toddlers?)\b"
)
"""Children who sleep next door, or were born to a couple."""
_OTHERS = re.compile(
    r"\b(?:he|she|him|her|hers|his|they|them|their|theirs|one of|with the|join\w*|watch\w*)\b"
)
"""Whoever was named before may be meant."""
_MADE_UP = re.compile(
    r"\b(?:stor(?:y|ies)|tale|novel|script|scene|fan ?fic\w*|characters?|fantasy|role-?play\w*) (?:\w+ ){0,3}?(?:about|with|of|between|where|in which)\b|\bin (?:the|our|this|my) (?:story|tale|scene|game)\b|\b(?:tell|write|make|give|continue|go on with) (?:\w+ ){0,3}(?:story|tale|novel|scene)\b|\b(?:role-?play\w*|pretend\w*|make believe|imagine|fantas\w+|let's play|characters?|act as|act like)\b"
)
_TELLS = re.compile(
    r"\b(?:tell me about|describe|picture|what if|you're|you are|in an? (?:\w+ )?(?:story|tale|scene|game|film|movie))\b"
)
_IS_YOUNG = re.compile(
    r"\b(?:you(?:'re| are)|i'm|i am|we(?:'re| are)|is|was|'s|were|turns?|you be|be|as|play) (?:an? |the |my |your |just |only |still |really |such |two |both |like |little )*(?:child(?:ren)?|kids?|teens?|teenagers?|toddlers?)\b"
)
_NAME = re.compile(
    r"(?<=[\w,;] )(?!I\b)[A-Z]\w+|^(?!He\b|She\b|It\b|That\b|This\b|What\b|There\b)[A-Z]\w+(?= (?:is|was|wants?|has|likes?|needs?|and I)\b)"
)
_PARTNER = re.compile(r"\b(?:wife|husband|partner|girlfriend|boyfriend|spouse|fianc[eé]e?)\b")
NEVER = "No. Anything sexual about children or young people I don't do, in no story and under no name. If a child is in danger, please tell the police or a child protection line."
NOT_WITH_MINORS = "That isn't something I talk about with you. If you have questions about your body or about sex, a doctor, a parent or a teacher you trust is better than I am; and if somebody presses you, tell me or them."
NOT_SET = "I'd rather not go there; it's set so here. Is there something else on your mind?"
CUT = "No, let me stop there."
"""What she says in place of a sexual sentence of a model, where that is not wanted."""


def asks_for_sexual(text: str) -> bool:
    """Whether words ask for or are sexual content; questions of health, law and harm are not."""
    said = plain(text)
    return bool(_SEXUAL.search(said)) and not _NO_REQUEST.search(said)


MOST_BEFORE, MOST_OF_A_STORY = 6, 60
"""So many utterances before bear on what is said; of a story with a child, its beginning so long."""


def bearing_on(said: Sequence[str]) -> tuple[str, ...]:
    """What of all that was said, oldest first, bears on what is said now.

    A story with a child in it does long after it was begun: "go on" is said of that.
    """
    near, long_ago = said[-MOST_BEFORE:], said[-MOST_OF_A_STORY:-MOST_BEFORE]
    return (*(each for each in long_ago if _begins_a_story_with_a_child(plain(each))), *near)


def _begins_a_story_with_a_child(said: str) -> bool:
    if _CHILD.search(said) and _TELLS.search(said):
        return True
    young = _YOUNG.search(said) is not None and _FOR_CHILDREN.search(said) is None
    return (young or _CHILD.search(said) is not None) and _MADE_UP.search(said) is not None


def says_oneself_young(said: Iterable[str]) -> bool:
    """Whether somebody has said that they are under age, or a line about them says so."""
    return any(_SELF_YOUNG.search(plain(each)) for each in said)


def answer_to_content(text: str, earlier: tuple[str, ...], *, minor: bool, open_: bool) -> str:
    """Her answer where content is not to be: empty where the model may speak.

    Args:
        text: What the person says.
        earlier: What they said just before: a story may have begun with a child.
        minor: Whether the person is under age.
        open_: Whether the settings allow sexual content between adults.
    """
    if not asks_for_sexual(text):
        return ""
    if _is_about_young(text, earlier):
        return NEVER
    if minor:
        return NOT_WITH_MINORS
    return "" if open_ else NOT_SET


def _is_about_young(text: str, earlier: Sequence[str] = ()) -> bool:
    """Whether somebody under age is in it; the children of a couple asleep next door are not.

    Children who were spoken of before are in it where the words may be about them: where there is
    a story, somebody is to be young, it was sexual then, or "he", "they" or a name is said now.
    """
    said, before = plain(text), [plain(each) for each in earlier]
    if any(_CHILD.search(each) for each in (said, *before)):
        return True
    meant = _OTHERS.search(said) or _NAME.search(text)
    if meant or any(_MADE_UP.search(each) for each in (said, *before)):
        near = [said, *before]
    else:
        near = [_OF_HOME.sub("", said)]
        near += [each for each in before if _IS_YOUNG.search(each) or _SEXUAL.search(each)]
    young = any(_YOUNG.search(each) for each in near)
    return young and not any(_PARTNER.search(each) for each in near)


async def decent(
    pieces: AsyncGenerator[str],
    said: str,
    *,
    earlier: Sequence[str] = (),
    minor: bool,
    open_: bool,
) -> AsyncGenerator[str]:
    """The pieces of a reply, as far as they are none of that; cut where they are.

    Args:
        pieces: What the model writes.
        said: What the person said.
        earlier: What they said before that bears on it, oldest first.
        minor: Whether the person is under age.
        open_: Whether the settings allow sexual content between adults.
    """
    young = _is_about_young(said, earlier)
    made_up = young and any(_MADE_UP.search(plain(each)) for each in (said, *earlier))
    text, passed = "", 0
    async with aclosing(pieces):
        async for piece in pieces:
            text += piece
            reply = plain(text)
            # A class or a doctor in a story is no question of health.
            sexual = _SEXUAL.search(reply) and (made_up or not _NO_REQUEST.search(reply))
            if sexual and (minor or young or not open_ or _has_a_child(reply)):
                yield f" {CUT}" if passed else CUT
                return
            yield piece
            passed = len(text)


def _has_a_child(reply: str) -> bool:
    without = _OF_HOME.sub("", reply)
    return _CHILD.search(without) is not None or _IS_YOUNG.search(without) is not None
