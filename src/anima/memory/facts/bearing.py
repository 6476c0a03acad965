"""Whether a line that was said can hold the answer to a question about somebody.

Asked where Rui works, a small model reads "I'm not going to Rui's wedding" and "I work at a
library", and says that Rui works at a library. So a line counts only if it speaks of the one who is
asked about and has a word of what is asked for.
"""

import re
from collections.abc import Sequence
from types import MappingProxyType

from anima.memory.facts.asking import Asked
from anima.memory.facts.fact import YOU, Relation
from anima.memory.plain_text import words
from anima.memory.stems import term

_WORK = (
    "work job office company firm boss employ employer hire hired career profession colleague "
    "shift business salary retire retired quit fired teach nurse doctor freelance self-employed "
    "internship apprentice factory shop position promoted promotion trade"
)
_HOME = (
    "live move home house flat apartment city town village country street settle rent neighbour "
    "neighbor neighbourhood reside based stay relocate emigrate abroad dorm"
)
_WORDS_OF: MappingProxyType[Relation, str] = MappingProxyType(
    {
        "lives_in": _HOME,
        "from": f"{_HOME} from born grow grew raised native come came origin hometown",
        "works_as": _WORK,
        "works_at": _WORK,
        "studies": "study student university college school degree course major learn class exam",
        "studies_at": "study student university college school degree course class academy exam",
        "age": "old age year birthday born turn turned teenager twenty thirty forty fifty sixty",
        "birthday": "birthday born birth turn turned",
        "speaks": "speak language fluent bilingual tongue accent learn",
        "fears": "afraid fear scared phobia terrified dread frightened",
        "health": "allergic allergy intolerant diabetic asthma mind",
    }
)
_SHE_OR_HE = frozenset({"he", "she", "they", "him", "her", "his", "their", "them"})


def can_tell(asked: Asked, line: str, names: Sequence[str] = ()) -> bool | None:
    """Whether this line may answer the question; None where the question does not say by what.

    Args:
        asked: The question, taken apart.
        line: Something that was said.
        names: What else the one who is asked about is called.
    """
    wanted = [_WORDS_OF[each] for each in asked.relations if each in _WORDS_OF]
    if asked.everything or len(wanted) < len(asked.relations):
        return None
    if line.rstrip("\"”' .)").endswith("?"):
        return False
    said = words(line)
    terms = {term(word) for word in said}
    if not any(term(word) in terms for group in wanted for word in group.split()):
        return False
    if asked.subject == YOU or not _SHE_OR_HE.isdisjoint(said):
        return True
    called = (asked.subject.removeprefix("your "), *names)
    return any(re.search(rf"\b{re.escape(name)}\b", line, re.IGNORECASE) for name in called if name)
