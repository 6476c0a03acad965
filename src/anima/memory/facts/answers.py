# ruff: noqa: E501  # a pattern reads better on one line
"""A short answer is read with the question that it answers, as one statement."""

import re

_QUESTIONS = (
    (
        r"what(?:[’']s| is| was) your (?P<kin>[\w ]+?)(?:[’']s)? (?:called|name)",
        "my {kin}'s name is {answer}",
    ),
    (r"what(?:[’']s| is) (?:his|her|their|its|the \w+[’']s) name", "the name is {answer}"),
    (
        r"what(?:[’']s| is) your name|what (?:should|may|can|do) I call you|what are you called",
        "my name is {answer}",
    ),
    (r"where (?:do|are) you (?:live|living)|where(?:[’']s| is) home", "I live in {answer}"),
    (r"where (?:are you|do you come) from|where did you grow up", "I am from {answer}"),
    (
        r"what do you do(?: for (?:a living|work))?\b|what(?:[’']s| is) your job",
        "I work as {answer}",
    ),
    (r"where do you work|who do you work for", "I work at {answer}"),
    (r"what (?:do|are) you (?:study|studying)", "I study {answer}"),
    (r"how old are you", "I am {answer}"),
    (r"what (?:instrument )?do you play", "I play {answer}"),
    (r"what languages? do you speak", "I speak {answer}"),
    (r"what are you (?:allergic|intolerant) to", "I am allergic to {answer}"),
    (r"what are you (?:most )?(?:afraid|scared) of", "I am afraid of {answer}"),
    (r"what(?:[’']s| is) your favou?rite (?P<kin>[\w ]+)", "my favourite {kin} is {answer}"),
    (r"when(?:[’']s| is) your birthday", "my birthday is {answer}"),
    (r"what do you (?:love|like|enjoy)", "I like {answer}"),
    (r"what do you (?:hate|dislike)", "I hate {answer}"),
)
_PATTERNS = tuple((re.compile(question, re.I), statement) for question, statement in _QUESTIONS)
_LEAD = re.compile(
    r"^(?:(?:um|uh|oh|well|hm+|yes|yeah|just|it[’']?s|that[’']?s|he[’']?s|she[’']?s|in|at|as|called|a|an)[, ]+)*",
    re.I,
)
_NONE = re.compile(
    r"^(?:no|none|nothing|nowhere|nobody|not|never|dunno|i do|don|who knows|guess|why)\b", re.I
)
MOST_WORDS = 6


def as_statement(question: str, answer: str) -> str:
    """What a short answer says when its question is counted in; a longer one says it itself."""
    words = _LEAD.sub("", answer.strip()).strip(" .!")
    if (
        not words
        or _NONE.match(words)
        or len(answer.split()) > MOST_WORDS
        or re.match(r"(?:I|my|we)\b", answer.strip(), re.I)
    ):
        return answer
    for pattern, statement in _PATTERNS:
        if match := pattern.search(question):
            groups = match.groupdict()
            said = statement.format(answer=words, **groups)
            return said.replace("the name is", "my friend's name is") if not groups else said
    return answer
