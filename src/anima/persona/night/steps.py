"""The steps of a night that are done: kept in the vault until the night is written.

A process that is killed goes on after the last step that it finished. What a step found may quote
the person, so it lies in their encrypted vault alone, and is gone when the night is over.
"""

import json

from anima.storage import Connection, Vault
from anima.values import JsonValue, PersonId


class StepTable:
    """Results of the steps of one person's nights."""

    def __init__(self, vault: Vault, person: PersonId) -> None:
        self._vault = vault
        self._person = person

    async def result(self, night: str, step: str) -> tuple[bool, JsonValue]:
        """Whether a step is done, and what it found."""
        row = await self._vault.read(
            lambda c: c.execute(
                "SELECT result FROM night_step WHERE person = ? AND night = ? AND step = ?",
                (self._person, night, step),
            ).fetchone()
        )
        return (True, json.loads(row[0])) if row else (False, None)

    async def keep(self, night: str, step: str, result: JsonValue) -> None:
        """A step is done; on return that is durable. What is there already stays."""
        text = json.dumps(result, sort_keys=True)
        await self._vault.write(
            lambda c: c.execute(
                "INSERT OR IGNORE INTO night_step (person, night, step, result) "
                "VALUES (?, ?, ?, ?)",
                (self._person, night, step, text),
            )
        )

    def clear(self, connection: Connection, night: str) -> None:
        """Drop a night's steps, in a transaction that is under way."""
        connection.execute(
            "DELETE FROM night_step WHERE person = ? AND night = ?", (self._person, night)
        )
