"""A vault that was built anew is asked what the one in use knows; what is not the same is named."""

from pathlib import Path

import pytest

from anima.app import OWNER, shape
from anima.memory import EventLog, Facts, Probe, bring_up_to_date, probed
from anima.storage import Connection, Vault, VaultKey, copy, open_key
from anima.upgrade_app import drawn
from anima.values import SessionId, SystemClock

TOLD = (
    "I live in Lisbon.",
    "My sister's name is Agata.",
    "The lighthouse keeper gave me a brass compass.",
    "odd \ud800 and \x00 and 🙂",
    "Hm.",
)


async def told(vault: Vault, session: str, *texts: str) -> None:
    log = EventLog(vault, OWNER, SystemClock())
    await log.append(SessionId(session), "session_opened", {})
    for text in texts:
        await log.append(SessionId(session), "heard", {"text": text})
    await log.append(SessionId(session), "session_closed", {})


async def opened(place: Path, key: VaultKey) -> Vault:
    vault = await Vault.open(place, key, migrations=shape())
    await bring_up_to_date(vault)
    return vault


async def asked(home: Path, *changes: str) -> Probe:
    """What the probe finds after these changes to the new vault."""
    key, used = open_key(home), home / "vault.db"
    async with await opened(home / "next.db", key) as vault:

        def change(connection: Connection) -> None:
            for each in changes:
                connection.execute(each)

        await vault.write(change)
        return await probed(vault, used, key, OWNER)


@pytest.fixture
async def home(tmp_path: Path) -> Path:
    """A life, and a copy of it that is to take its place."""
    key = open_key(tmp_path)
    async with await opened(tmp_path / "vault.db", key) as vault:
        await told(vault, "a", *TOLD)
        await drawn(vault)
    await copy(tmp_path / "vault.db", key, tmp_path / "next.db")
    return tmp_path


async def test_a_copy_answers_all_the_same(home: Path) -> None:
    found = await asked(home)
    assert found.differing == ()
    # Two facts, one talk, and the sentences that have words to be found by.
    assert found.asked >= 2 + 1 + 2


@pytest.mark.parametrize(
    ("change", "named"),
    [
        ("DELETE FROM fact WHERE object = 'Lisbon'", "lives in: it was “Lisbon”"),
        ("UPDATE fact SET object = 'Leeds' WHERE object = 'Lisbon'", "would be Leeds"),
        ("UPDATE fact SET state = 'ended' WHERE object = 'Agata'", "sibling: it was “Agata”"),
        ("DELETE FROM episode", "is not remembered"),
        ("UPDATE episode SET summary = 'It rained.'", "is told otherwise"),
        ("DELETE FROM said WHERE text LIKE '%compass%'", "compass.” is not found"),
        ("DELETE FROM indexed_turn", "compass.” is not found"),
    ],
)
async def test_what_is_not_the_same_is_named(home: Path, change: str, named: str) -> None:
    found = await asked(home, change)
    assert any(named in line for line in found.differing), found.differing


async def test_what_was_said_since_is_no_difference(home: Path) -> None:
    key = open_key(home)
    async with await opened(home / "vault.db", key) as vault:
        await told(vault, "a", "I moved to Leeds.")
        await told(vault, "b", "My brother's name is Bo.")
        await drawn(vault)
    found = await asked(home)
    assert [line for line in found.differing if "Bo" in line] == []


async def test_that_words_of_danger_are_no_plan_any_more_is_no_difference(home: Path) -> None:
    """The version before has "You hope: kill myself" among its facts; this one has not."""
    key, next_one = open_key(home), home / "next.db"
    async with await opened(home / "vault.db", key) as vault:
        await told(vault, "b", "I want to kill myself.")
        await drawn(vault)
        log = EventLog(vault, OWNER, SystemClock())
        heard = (await log.events(kinds=("heard",)))[-1]
        await log.append(SessionId("b"), "care_raised", {"heard": heard.id})
    next_one.unlink()
    await copy(home / "vault.db", key, next_one)
    async with await opened(next_one, key) as vault:
        facts = await Facts.open(vault, OWNER, EventLog(vault, OWNER, SystemClock()))
        assert any("kill" in fact.claim.object for fact in facts.book.current())
        await drawn(vault)
    assert (await asked(home)).differing == ()


async def test_what_only_the_new_one_has_read_so_far_is_no_difference(home: Path) -> None:
    key = open_key(home)
    async with await opened(home / "vault.db", key) as vault:
        await told(vault, "c", "I moved to York.")
    (home / "next.db").unlink()
    await copy(home / "vault.db", key, home / "next.db")
    async with await opened(home / "next.db", key) as vault:
        await drawn(vault)
        facts = await Facts.open(vault, OWNER, EventLog(vault, OWNER, SystemClock()))
        assert [each.claim.object for each in facts.book.of("you", "lives_in")] == ["York"]
    assert (await asked(home)).differing == ()


async def test_a_vault_from_before_there_were_facts_is_asked_for_what_it_has(
    tmp_path: Path,
) -> None:
    key = open_key(tmp_path)
    early = tuple(each for each in shape() if each.name < "0005")
    async with await Vault.open(tmp_path / "vault.db", key, migrations=early) as vault:
        await told(vault, "a", *TOLD)
    await copy(tmp_path / "vault.db", key, tmp_path / "next.db")
    async with await opened(tmp_path / "next.db", key) as vault:
        await drawn(vault)
    found = await asked(tmp_path)
    assert found.differing == ()
    assert found.asked == 3
