"""What she remembers of somebody, offered for a letter to them; used only when it is picked."""

from anima.letters.brief import Correspondent, PickedMemory
from anima.memory import Facts, LeftAlone

__all__ = ["offered_about"]


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
