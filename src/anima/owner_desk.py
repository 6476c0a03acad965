"""What the owner of a house alone may do about the others: invite, remove, say who is under age."""

from collections.abc import Mapping

from anima.accounts import OWNER_ID, AccountError, RefusedError, Register
from anima.house import House, Inhabitant
from anima.values import JsonValue

Asked = Mapping[str, JsonValue]


class OwnerDesk:
    """The owner's part of the page of people. Each action refuses everybody else."""

    def __init__(self, house: House) -> None:
        self._house = house

    async def invite(self, asked: Asked, who: Inhabitant) -> dict[str, JsonValue]:
        """A link that lets one person join, once."""
        register = await self._register(who)
        minor = asked.get("minor") is True
        made, token = await register.invite(text_of(asked, "name"), minor=minor)
        link = f"{self._house.address}/join#{token}"
        return {"link": link, "until": made.until.isoformat()}

    async def remove(self, asked: Asked, who: Inhabitant) -> None:
        """Somebody leaves, and nothing of them is left here."""
        register = await self._register(who)
        removed = await register.person(text_of(asked, "name"))
        await register.remove(removed.id)
        await self._house.look()
        await self._house.erase(removed.id)

    async def age(self, asked: Asked, who: Inhabitant) -> None:
        """Whether somebody else is under age; it holds from their next words on."""
        register = await self._register(who)
        person = await register.person(text_of(asked, "name"))
        if person.id == OWNER_ID:
            raise AccountError("The owner sets their own age.", advice="See the page Yours.")
        minor = asked.get("minor") is True
        await register.set_minor(person.id, minor=minor)
        await self._house.came_of_age(person.id, minor=minor)

    async def guests(self, asked: Asked, who: Inhabitant) -> None:
        """Whether guests may talk with her."""
        await (await self._register(who)).let_guests(asked.get("allowed") is True)

    async def _register(self, who: Inhabitant) -> Register:
        if who.person != OWNER_ID:
            raise RefusedError("Only the owner can do this.")
        return await self._house.register()


def text_of(asked: Asked, name: str) -> str:
    """The text under a name; empty where there is none."""
    given = asked.get(name)
    return given if isinstance(given, str) else ""
