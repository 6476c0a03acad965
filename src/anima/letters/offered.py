"""What she remembers of somebody, offered for a letter to them; used only when it is picked."""

from anima.letters.brief import Correspondent, PickedMemory
from anima.memory import Facts, LeftAlone
from anima.memory.facts.fact import BONDS, YOU, Fact, Relation

__all__ = ["is_news", "offered_about"]

_THEY_KNOW: frozenset[Relation] = frozenset(
    {*BONDS, "name", "nickname", "age", "birthday", "from", "lives_in", "speaks", "works_as",
     "works_at", "studies", "studies_at"}
)  # fmt: skip
"""Where somebody lives and what they do nobody needs to be told of themselves."""


async def offered_about(
    facts: Facts, correspondent: Correspondent, alone: LeftAlone
) -> list[PickedMemory]:
    """What she knows that names a correspondent, or what they are to the person.

    Whoever is to be left alone is in it only in a letter to themselves.
    """
    await facts.catch_up()
    names = {correspondent.name.lower(), correspondent.name.split(" ")[0].lower()}
    if correspondent.bond:
        names.add(f"your {correspondent.bond.lower()}")
    asked = f"{correspondent.name} your {correspondent.bond}"
    found: list[PickedMemory] = []
    for fact in facts.book.current():
        said = facts.book.say(fact)
        held_back = "private" in fact.marks or not alone.spares(said, asked)
        if not held_back and names & {fact.claim.subject.lower(), fact.claim.object.lower()}:
            found.append(PickedMemory(f"{said}.", fact.id))
    return found


def is_news(fact: Fact, correspondent: Correspondent) -> bool:
    """Whether a fact may be worth a line to them: not who they are, nor what they know best."""
    claim, names = (
        fact.claim,
        (correspondent.name.lower(), correspondent.name.split(" ")[0].lower()),
    )
    theirs = claim.subject.lower() in names
    bond = claim.relation in BONDS and claim.subject == YOU and claim.object.lower() in names
    return not bond and not (theirs and claim.relation in _THEY_KNOW)
