"""Every table belongs to exactly one portable, so that moving and erasing miss nothing."""

from collections import Counter

from anima.app import everything_kept
from anima.storage import Connection, Vault


async def test_every_table_of_a_vault_belongs_to_exactly_one_portable(vault: Vault) -> None:
    def tables(connection: Connection) -> set[str]:
        rows = connection.execute("SELECT name FROM pragma_table_list WHERE schema = 'main'")
        names = {str(row[0]) for row in rows if not row[0].startswith("sqlite_")}
        virtual = {
            str(row[0])
            for row in connection.execute(
                "SELECT name FROM sqlite_master WHERE sql LIKE 'CREATE VIRTUAL TABLE%'"
            )
        }
        # A virtual table keeps its content in tables of its own that go with it.
        return {n for n in names if not any(n.startswith(f"{each}_") for each in virtual)}

    there = await vault.read(tables) - {"migration"}
    owned = Counter[str]()
    for portable in everything_kept():
        owned.update(portable.derived)
        owned.update(table.name for table in (*portable.carried, *portable.local))
    assert set(owned) == there
    assert set(owned.values()) == {1}


async def test_every_column_of_what_is_carried_travels(vault: Vault) -> None:
    for portable in everything_kept():
        for table in portable.carried:
            rows = await vault.read(
                lambda c, name=table.name: c.execute(
                    "SELECT name FROM pragma_table_info(?)", (name,)
                ).fetchall()
            )
            # The person is another there, and the log's rows are numbered anew.
            own = {"person", "row"} if table.name == "event" else {"person"}
            assert {row[0] for row in rows} - own == set(table.columns), table.name
