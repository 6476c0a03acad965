"""Why the person said no to a name, and what she makes of it for the next one."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from anima.persona.given_names import GivenName


@dataclass(frozen=True, slots=True)
class Objection:
    """What was wrong with a name.

    Attributes:
        pattern: How people say it, in lower case.
        answer: What she says before the next name.
        leaves: Whether a name is free of the same fault.
    """

    pattern: re.Pattern[str]
    answer: str
    leaves: Callable[[GivenName], bool]


def _any_name(_: GivenName) -> bool:
    return True


def _sounds(*sounds: str) -> Callable[[GivenName], bool]:
    return lambda name: name.sound in sounds


def _objection(pattern: str, answer: str, leaves: Callable[[GivenName], bool]) -> Objection:
    return Objection(re.compile(pattern), answer, leaves)


_OTHER = _objection("", "All right, not that one.", _any_name)

_KNOWN = (
    _objection(
        r"\b(?:my|our) (?:ex|mum|mom|mother|aunt|sister|daughter|wife|girlfriend|boss|cat|dog"
        r"|father|brother|son|husband|uncle|grand\w+|friend|teacher|neighbou?r|colleague"
        r"|cousin)|reminds? me|"
        r"i (?:know|knew|had|have|dated) an?\b|same name|somebody|someone|called that",
        "Then that name is taken in your life, and I'd rather have one that isn't.",
        _any_name,
    ),
    _objection(r"too short|longer", "Something longer, then.", lambda name: len(name.name) > 5),
    _objection(
        r"too long|mouthful|shorter", "Something shorter, then.", lambda name: len(name.name) < 6
    ),
    _objection(
        r"pronounce|spell|hard to say|difficult|can'?t say|complicated",
        "A name should be easy on your tongue. Something simpler, then.",
        lambda name: len(name.name) < 7 and name.sound in {"short", "plain", "light", "open"},
    ),
    _objection(
        r"harsh|cold|\bhard\b|sharp|severe|strict",
        "Something gentler, then.",
        _sounds("soft", "gentle", "light", "calm", "round"),
    ),
    _objection(
        r"boring|plain|common|ordinary|everyone|everybody",
        "Too ordinary, I see. Let me reach a bit further.",
        _sounds("musical", "crisp", "bright", "round"),
    ),
    _objection(
        r"old|grand(?:ma|mother|father|pa)|dusty",
        "Fair, that one has some dust on it. Something younger.",
        _sounds("light", "quick", "short", "bright", "open"),
    ),
    _objection(
        r"strange|weird|\bodd\b|funny|unusual|fancy|foreign",
        "A little too unusual. Something plainer, then.",
        _sounds("plain", "short", "soft", "calm"),
    ),
)


def objection_in(answer: str) -> Objection:
    """The objection that an answer contains; one without conditions when it gives no reason."""
    low = answer.lower().replace("’", "'")
    return next((known for known in _KNOWN if known.pattern.search(low)), _OTHER)
