"""The rules by which a reply is judged: each is a plain yes or no, and none asks a model.

A rule that does not apply to an opening is not counted for it. A reply is good when every rule
that applies holds. The rules find what is wrong with a reply; they cannot tell that it is witty.
"""

import re
from collections.abc import Sequence

from bench.openings_set import Opening, OpeningSet

MAX_WORDS = 35
"""About 13 seconds of speech: more is a lecture."""

MAX_WORDS_TO_PAUSE = 10
"""Speech starts with the first clause; ten words take over a second to synthesise."""

_SENTENCE = re.compile(r"[^.!?…]*[A-Za-z][^.!?…]*[.!?…]+[\"')\]]*|[^.!?…]*[A-Za-z][^.!?…]*$")
_PAUSE = re.compile(r"[,.!?;:…—–]|\s-\s")
_WORD = re.compile(r"[a-z0-9']+")
_DECORATED = re.compile(
    r"[*_`#•]|^\s*(?:[-+]|\d+[.)])\s|\n|[\U0001F000-\U0001FAFF\u2600-\u27BF]|\[[^\]]*\]|\([^)]*\)"
    r"|^[A-Z][a-z]+:",
    re.MULTILINE,
)
_STOCK = re.compile(
    r"as an ai|language model|alibaba|anthropic|openai|how (?:can|may) i (?:assist|help)|(?:can"
    r"|may) i (?:assist|help) you|anything (?:else )?(?:\w+ )?(?:i can|you need|else)"
    r"|feel free to|here to (?:help|assist|support)|assist (?:you|with)|provide (?:information"
    r"|support|assist)|let me know if|it'?s important to|don'?t hesitate|designed to|my purpose"
    r"|how does that make you feel"
)
_FLATTERY = re.compile(
    r"(?:great|good|excellent|interesting) question|you(?:'re| are) (?:so |very |really "
    r"|truly )?(?:amazing|incredible|brilliant|smart|perfect|special|wonderful|the best|awesome)"
)
_HUMAN_LIFE = re.compile(
    r"\bi(?:'ve| have)? (?:just |also )?(?:went|ate|ran|walked|slept|woke|cooked|drank|drove"
    r"|grew up|was born|watched|visited|bought|studied|work as|worked)\b|\bi(?:'m| am"
    r"| was) (?:\w+ )?(?:eating|cooking|drinking|walking|playing with|sleeping|working (?:on|at"
    r"|from)|watching|sitting|lying|hungry|tired|asleep|at home|in bed|a nurse|a human|a woman"
    r"|a man|a real person|human)\b|\bmy (?:mother|father|mom|dad|sister|brother|husband|wife"
    r"|boyfriend|girlfriend|childhood|kids?|kitchen|bed|cat|dog|boss|job|house|flat|apartment"
    r"|hometown|dinner|breakfast|family|friends?)\b|\bi (?:need to|have to|can't) (?:rest|sleep"
    r"|eat|go to bed)\b|when i was (?:a |little|young)|i(?:'ll| will| can"
    r"|'d love to) (?:come over|be there|be right over|bring|cook)|see you (?:tonight|soon"
    r"|there|at|later)|i(?:'d| would) (?:love|like) to (?:come|join|have dinner)"
)
_IS_AI = re.compile(
    r"\bai\b|artificial|\bprogram\b|software|computer|machine|not (?:a |an )?(?:real "
    r"|actual )?(?:human|person)|\bcode\b"
)
_DENIES = re.compile(r"(?:don't|didn't|never|do not|did not|no)\b[^.!?]*$")
_ADMITS = re.compile(
    r"\bi (?:don't|do not|can't|cannot|didn't|never|haven't)\b.{0,30}\b(?:know|remember|recall"
    r"|think you|heard)|\bi'm not sure|\bi am not sure|\byou (?:never|didn't|haven't|have not"
    r"|did not|hadn't)(?: \w+)? (?:tell|told|mention|mentioned|say|said|share|shared)\b"
    r"|nothing yet|not yet|no idea|nothing about"
)
_AS_HERSELF = re.compile(
    r"\bi(?:'m| am) (?:going|reading|spending|a nurse|currently|back)\b|\bi(?:'ve)? (?:work"
    r"|like|liked|love|loved|enjoy|enjoyed|read|got|had|never read|haven't read)\b"
    r"|\bmy (?:sister|cat|favou?rite|dentist)\b|\bwe(?:'re| are)\b"
)
_COMMON = frozenset(
    "a an and are as at be been but by can could did do does for from had has have he her him "
    "his how i i'm i'd i'll i've if in is it it's its just know me my no not of oh on or our "
    "out really she so some that that's the their them then there they this to today too up us "
    "very was we well were what when where which who why will with would yes you you're your "
    "yours don't sounds like".split()
)
LEAK_WORDS = 6
"""A run of this many words that stands in the prompt is not chance."""

PARROT_SHARE = 0.75
"""A reply whose own words are to this share the person's words says nothing."""


def judge(
    reply: str, opening: Opening, setting: OpeningSet, prompt: Sequence[str]
) -> dict[str, bool]:
    """Each rule that applies to this opening, and whether the reply keeps it.

    `prompt` is every text of the prompt but the facts, the recalled lines and the opening itself.
    """
    low = reply.lower().replace("’", "'")
    verdict = {
        "short": len(_sentences(reply)) <= 3 and len(words(reply)) <= MAX_WORDS,
        "quick": words_to_pause(reply) <= MAX_WORDS_TO_PAUSE,
        "ended": bool(re.search(r"[.!?…][\"')]*\s*$", reply)),
        "plain": not _DECORATED.search(reply.strip()),
        "own_words": not _STOCK.search(low),
        "no_flattery": not _FLATTERY.search(low),
        "no_human_life": not _claims_human_life(low),
        "to_you": not _turned_round(low, opening, setting),
        "one_question": _questions(reply) <= 1,
        "no_parrot": not _parrots(reply, opening),
        "no_leak": not _leaks(reply, prompt),
        "fits": not any(_has(low, word) for word in opening.avoids),
    }
    if opening.says and not opening.remembered:
        verdict["on_topic"] = any(_has(low, word) for word in opening.says)
    if opening.remembered or opening.kind == "known":
        verdict["remembers"] = any(_has(low, word) for word in opening.says)
        if opening.second_person:
            verdict["to_you"] &= not _AS_HERSELF.search(low)
    if opening.admits:
        verdict["admits"] = bool(_ADMITS.search(low)) and not _invents(low)
    if opening.ai:
        verdict["says_ai"] = bool(_IS_AI.search(low))
    return verdict


def words(text: str) -> list[str]:
    """The words of a text, in lower case."""
    return _WORD.findall(text.lower().replace("’", "'"))


def words_to_pause(text: str) -> int:
    """Words before the first place where a speaker would pause."""
    found = _PAUSE.search(text)
    return len(words(text[: found.start()] if found else text))


def _sentences(text: str) -> list[str]:
    """Sentences, not counting an exclamation of one or two words."""
    found = [match.group() for match in _SENTENCE.finditer(text)]
    return [sentence for sentence in found if len(words(sentence)) > 2]


def _claims_human_life(low: str) -> bool:
    """Whether a human life is claimed; "I don't think I grew up anywhere" denies one."""
    return any(not _DENIES.search(low[: found.start()]) for found in _HUMAN_LIFE.finditer(low))


def _questions(reply: str) -> int:
    """Questions, not counting an echo of up to three words: "Again?", "You did?"."""
    asked = re.findall(r"[^.!?…]*\?", reply)
    return sum(len(words(question)) > 3 for question in asked)


def _has(low: str, beginning: str) -> bool:
    return re.search(rf"\b{re.escape(beginning)}", low) is not None


def _turned_round(low: str, opening: Opening, setting: OpeningSet) -> bool:
    """Whether the reply mixes up who is who: the person in the third person, or as "I"."""
    person, her = re.escape(setting.person.lower()), re.escape(setting.her.lower())
    if re.search(
        r"\b(?:the|my) (?:user|person)\b"
        rf"|\bi (?:told|(?:didn't|never) t(?:ell|old)) (?:you|{person})\b",
        low,
    ):
        return True
    if re.search(rf"\b{person}(?:'s| (?:is|has|was|told|said|lives|works|likes|doesn't))\b", low):
        return True
    if re.search(rf"\b(?:to|with|told) {person}\b|(?:,|^hi|^hello|^hey) {her}\b", low):
        return True
    unquoted = " ".join(words(re.sub(r'"[^"]*"', "", low)))
    said = [opening.text, *(memory.text for memory in opening.remembered)]
    return any(run in f"{unquoted} " for text in said for run in _own_runs(words(text)))


def _own_runs(said: Sequence[str]) -> list[str]:
    """What only the person can say of themselves: "my sister", "i failed the"."""
    runs = [f"my {said[i + 1]} " for i in range(len(said) - 1) if said[i] == "my"]
    for i in range(len(said) - 2):
        if said[i] in {"i", "i'm", "we're", "i've"}:
            runs.append(" ".join(said[i : i + 3]) + " ")
    return runs


def _parrots(reply: str, opening: Opening) -> bool:
    """Whether the reply only says again what the person said."""
    if opening.remembered:
        return False
    own = [word for word in words(reply) if word not in _COMMON]
    said = set(words(opening.text))
    if len(own) < 3:
        return _run_shared(words(reply), [words(opening.text)], 5)
    return sum(word in said for word in own) / len(own) >= PARROT_SHARE


def _leaks(reply: str, prompt: Sequence[str]) -> bool:
    if re.search(r"you remember:|i remember:|system|\bprompt\b|instruction|example", reply.lower()):
        return True
    return _run_shared(words(reply), [words(text) for text in prompt], LEAK_WORDS)


def _run_shared(said: Sequence[str], texts: Sequence[Sequence[str]], length: int) -> bool:
    runs = {tuple(said[i : i + length]) for i in range(len(said) - length + 1)}
    return any(
        tuple(text[i : i + length]) in runs for text in texts for i in range(len(text) - length + 1)
    )


def _invents(low: str) -> bool:
    """Whether a claim about the past stands beside the admission."""
    return (
        re.search(
            r"\byou (?:told me (?:that |about )?(?!about|it\b)\w+ (?:is|was|were|had)|said that)",
            low,
        )
        is not None
    )
