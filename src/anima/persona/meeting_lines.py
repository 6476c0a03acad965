"""What she says in the first meeting. Written by hand: it must be good when the model is down."""

import re
from random import Random

from anima.persona.identity import Identity, Manner, Question

CHOOSE_VOICE = "Before we begin: choose how I should sound. Take the voice you like to listen to."

OPENING = (
    "Hello. I'm an AI, I woke up on this computer a moment ago, and I don't have a name yet. "
    "But you do. What should I call you?"
)
OPENING_GIVEN = (
    "Hello. I'm {name}, and I'm an AI, a program that came to this computer a moment ago. I talked "
    "with {giver} before, who wanted us to meet.{more} You I'd like to get to know myself. What "
    "should I call you?"
)
SPOKE_OF_YOU = " {Giver} told me about {whom}; if that is you, I've heard of you."
NOTE = ' I\'m to tell you from {giver}: "{note}"'
WELCOME_BACK = "There you are. We were in the middle of something."
STILL_HERE = "I'm here."

QUESTIONS = {
    Question.NAME: "What should I call you?",
    Question.DAYS: "What are your days like at the moment?",
    Question.MANNER: "And when we talk, would you like me mostly to listen, or to talk back?",
}
NO_NAME_CAUGHT = "I'm not sure I caught a name in that."

I_AM_AN_AI = "Yes, I'm an AI: a program on this computer, and no person. I'll say more in a minute."

PUT_RIGHT = "{name}. Thank you for putting me right."
MISHEARD = "Then I have your name wrong. What is it? You can spell it for me, letter by letter."

WITHOUT_A_NAME = "Then I'll simply say you, until you tell me more."

_NAMED = (
    "{name}. Good, now I have somebody to talk to.",
    "{name}. I'll try to say it well.",
    "Hello, {name}. That's the first name I've ever learned.",
)

_NAMED_GIVEN = (
    "{name}. I'll try to say it well.",
    "{name}. Good to meet you.",
    "Hello, {name}.",
)

_DAYS = (
    (
        r"\b(?:died|death|funeral|cancer|grie\w+|divorc\w+|broke up|lost my)\b",
        "That's a lot to carry. Thank you for telling me.",
    ),
    (
        r"\b(?:lonely|alone|isolated|nobody|by myself)\b",
        "That sounds quiet in the wrong way. I'm glad you said it.",
    ),
    (
        r"\b(?:sad|depress\w*|anxious|anxiety|afraid|scared|hard|difficult|rough|awful"
        r"|terrible|struggl\w+)\b",
        "That doesn't sound easy. Thank you for telling me straight.",
    ),
    (
        r"\b(?:tired|exhaust\w+|busy|hectic|stress\w*|too much|overwork\w*|chaos|chaotic|full)\b",
        "So there isn't much air in them. I'll try not to waste yours.",
    ),
    (
        r"\b(?:kids?|child\w*|baby|son|daughter|toddler|twins)\b",
        "So you're needed a lot, by small people. I'll remember that.",
    ),
    (
        r"\b(?:study\w*|student|university|school|college|exam\w*|thesis|phd)\b",
        "So you're learning for a living. We have that in common.",
    ),
    (
        r"\b(?:retired|pension\w*)\b",
        "So your days belong to you. I want to hear what you do with them.",
    ),
    (
        r"\b(?:bored|boring|slow|quiet|nothing|empty|same)\b",
        "Then there's room in them. Let's see what we put there.",
    ),
    (
        r"\b(?:work\w*|job|office|shift\w*|boss|colleague\w*|project\w*)\b",
        "So work has a big piece of them. I'd like to hear which part of it you like.",
    ),
    (
        r"\b(?:curious|try\w*|test\w*|see how|wonder\w*)\b",
        "Curiosity is a good reason. I have some of it too.",
    ),
    (
        r"\b(?:good|great|fine|happy|lovely|nice|wonderful)\b",
        "Good days are worth talking about as well. I'll hold you to that.",
    ),
)
_ANY_DAYS = "Thank you. That's the first thing I know about your life, and I'll keep it."

_MANNER = {
    Manner.LISTEN: "Then I'll listen, and say less than I think.",
    Manner.TALK: "Good, because I have opinions. I'll tell you when I disagree.",
    Manner.BOTH: "Both, then. Tell me if I get the mix wrong.",
}
_ANY_MANNER = "I'll find out as we go, then. Tell me if I talk too much."

PROPOSALS = (
    "I've been looking for a name. I'd like to be {name}. {reason} Would that be all right?",
    "Now, about a name for me. I think I'm {name}. {reason} What do you think?",
    "I need a name too, and I've found one: {name}. {reason} May I keep it?",
)
PROPOSALS_AGAIN = (
    "What about {name}? {reason} Would that be all right?",
    "Then perhaps {name}. {reason} How does that sound to you?",
    "Here's another I like: {name}. {reason} May I keep this one?",
)
PENDING = "I was hoping to be called {name}. {reason} Would that be all right?"
UNCLEAR = "I couldn't tell whether that was a yes. May I be called {name}?"
STILL_UNCLEAR = "I'll take that as not quite."
HER_OWN_CHOICE = (
    "{suggested} is a good thought, thank you. But I'd like to find my own name, "
    "the one thing I get to choose."
)

ACCEPTED = "Then I'm {name}. It's nice to be somebody."
ACCEPTED_GIVEN = (
    "Then it's you and me from here. What {giver} told me is the life of {giver}; I won't take it "
    "for yours."
)
DISCLOSURE = (
    "One thing, so that it's plain between us. I'm an AI. I run on this machine, and I can be "
    "wrong. "
    "I remember what we say to each other; it is kept on this machine, and you can read all of it. "
    "Now, what's on your mind?"
)


def opening(identity: Identity) -> str:
    """Her first line of all: woken here, or come from somebody else."""
    giver = identity.came_from
    if giver is None:
        return OPENING
    name = giver.name
    of_you = SPOKE_OF_YOU.format(Giver=name[:1].upper() + name[1:], whom=giver.whom)
    note = NOTE.format(giver=name, note=giver.note)
    more = (of_you if giver.spoke_of_them else "") + (note if giver.note else "")
    return OPENING_GIVEN.format(name=identity.name, giver=name, more=more)


def accepted(identity: Identity) -> str:
    """What she says before she tells what she is: glad of her name, or of whom she has come to."""
    if identity.came_from:
        return ACCEPTED_GIVEN.format(giver=identity.came_from.name)
    return ACCEPTED.format(name=identity.name)


def after_name(name: str, rng: Random, *, given: bool = False) -> str:
    """Her answer to being told the person's name; to no name when it is empty.

    One who was `given` to the person has learned names before.
    """
    ways = _NAMED_GIVEN if given else _NAMED
    return rng.choice(ways).format(name=name) if name else WITHOUT_A_NAME


def after_days(answer: str) -> str:
    """Her answer to what the person's days are like."""
    low = answer.lower()
    return next((line for pattern, line in _DAYS if re.search(pattern, low)), _ANY_DAYS)


def after_manner(manner: Manner | None) -> str:
    """Her answer to how the person likes to be talked with."""
    return _MANNER[manner] if manner else _ANY_MANNER
