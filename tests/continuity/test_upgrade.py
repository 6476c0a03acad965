"""An upgrade is built beside, takes over what was said meanwhile, and can be taken back."""

import os
from collections.abc import Awaitable, Callable
from dataclasses import replace
from pathlib import Path

import pytest

from anima.app import OWNER, everything_kept, shape
from anima.continuity import following, keep_previous, upgrade
from anima.continuity.proof import search_files
from anima.continuity.upgrade import Next, build, built_beside, follow, switch, take_back
from anima.letters.sending.password import keep_password, kept_password
from anima.memory import EventLog, Forgetting, Imports, MemorySearch, Query, Sounds
from anima.storage import (
    NEWER,
    NEXT,
    PREVIOUS,
    Connection,
    Migration,
    Vault,
    drop_secret,
    keep_secret,
    lacks,
    open_key,
    plain_pages,
    secrets_named,
)
from anima.upgrade_app import drawn
from anima.values import Message, Portable, SessionId, StorageError, SystemClock
from tests.continuity.conftest import contents, opened


def _wings(connection: Connection) -> None:
    connection.execute("CREATE TABLE wing (person TEXT NOT NULL, span INTEGER NOT NULL) STRICT")
    connection.execute("ALTER TABLE quoted_import ADD COLUMN note TEXT NOT NULL DEFAULT ''")


NEWER_SHAPE = (*shape(), Migration("9999 wings", _wings))


def wanted(home: Path, *, prepare: Callable[[Vault], Awaitable[None]] = drawn) -> Next:
    place = home / "vault.db"
    kept = (*everything_kept(), Portable("wings", derived=("wing",)))
    return Next(place, place, open_key(home), NEWER_SHAPE, kept, prepare)


async def newer(home: Path) -> Vault:
    return await Vault.open(home / "vault.db", open_key(home), migrations=NEWER_SHAPE)


async def say(vault: Vault, *texts: str) -> list[str]:
    log = EventLog(vault, OWNER, SystemClock())
    return [(await log.append(SessionId("x"), "heard", {"text": each})).id for each in texts]


async def found(vault: Vault, words: str) -> list[str]:
    return [e.turn.text for e in await MemorySearch(vault, OWNER).search(Query(words))]


async def test_what_is_said_while_it_is_built_comes_along(home: Path) -> None:
    plan = wanted(home)
    with built_beside(plan):
        async with await opened(home) as vault:
            await build(plan)
            (petrel, albatross) = await say(vault, "The boat is Petrel.", "The boat is Albatross.")
            await Sounds(vault, OWNER).keep(petrel, b"\x01\x00" * 99)  # pyright: ignore[reportArgumentType]
            await follow(plan)
            log = EventLog(vault, OWNER, SystemClock())
            forgetting = Forgetting(vault, OWNER, log, MemorySearch(vault, OWNER))
            await forgetting.erase([albatross])  # pyright: ignore[reportArgumentType]
            imports = Imports(vault, OWNER, log, SystemClock())
            brought = await imports.begin("WhatsApp", "chat.txt", "d")
            message = Message(SystemClock().now(), "Jo", "The anchor is new.", "Boat")
            await imports.add(brought, iter([message]))
            await imports.finish(brought)
            half = await imports.begin("WhatsApp", "half.txt", "h")
            await imports.add(half, iter([replace(message, text="The mast is old.")]))
            with pytest.raises(StorageError, match="open in another program"):
                await switch(plan, aside=PREVIOUS)
            before = await contents(vault)
        assert await switch(plan, aside=PREVIOUS) >= 0
    async with await newer(home) as vault:
        after = await contents(vault)
        tables = ("event", "sound", "reading")
        assert {t: after[t] for t in tables} == {t: before[t] for t in tables}
        assert await found(vault, "boat Petrel") == ["The boat is Petrel."]
        assert await found(vault, "anchor") == ["The anchor is new."]
        assert await found(vault, "Albatross") == []
        assert await vault.read(lambda c: c.execute("SELECT * FROM wing").fetchall()) == []
    assert not (home / NEXT).exists()


async def erase(vault: Vault, words: str) -> None:
    log = EventLog(vault, OWNER, SystemClock())
    forgetting = Forgetting(vault, OWNER, log, MemorySearch(vault, OWNER))
    await forgetting.erase([turn.id for turn in await forgetting.about(words)])


async def test_what_a_broken_upgrade_built_goes_when_something_is_forgotten(home: Path) -> None:
    plan = wanted(home)
    async with await opened(home) as vault:
        await say(vault, "The boat is called Albatross.")
        await build(plan)
        assert any(b"lbatross" in page for page in plain_pages(plan.path, plan.key))
        await erase(vault, "Albatross")
        await vault.flush()
    assert not (home / NEXT).exists()
    assert search_files(home, plan.key, ["albat"]).left == ()
    with pytest.raises(StorageError, match="is gone"):
        await follow(plan)
    assert not plan.path.exists()


async def test_an_upgrade_under_way_takes_the_erasure_over(home: Path) -> None:
    plan = wanted(home)
    async with await opened(home) as vault:
        await say(vault, "The boat is called Albatross.")
        with built_beside(plan):
            await build(plan)
            await erase(vault, "Albatross")
            with pytest.raises(StorageError, match="already"), built_beside(plan):
                pass
            await follow(plan)
            async with await Vault.open(plan.path, plan.key, migrations=NEWER_SHAPE) as next_one:
                assert await found(next_one, "Albatross") == []
        assert not (home / NEXT).exists()


async def test_it_can_be_taken_back_with_what_was_said_since(home: Path) -> None:
    plan = wanted(home)
    await build(plan)
    await switch(plan, aside=PREVIOUS)
    async with await newer(home) as vault:
        await say(vault, "Said to the newer one.")
    with pytest.raises(StorageError, match="newer version"):
        await opened(home)
    back = replace(plan, base=home / PREVIOUS, migrations=shape(), portables=everything_kept())
    await build(back)
    await switch(back, aside=NEWER)
    async with await opened(home) as vault:
        assert "Said to the newer one." in await found(vault, "newer")
    assert (home / NEWER).exists()


async def test_what_is_of_this_machine_stays_as_it_is_now(home: Path) -> None:
    """A browser that was ended is told no more, by no version; a new password is the password."""
    async with await opened(home) as vault:
        await keep_secret(vault, OWNER, "push browser tablet", "where it is")
        await keep_password(vault, OWNER, "old")
    plan = wanted(home)
    await build(plan)
    async with await opened(home) as vault:
        await keep_secret(vault, OWNER, "push browser laptop", "told while it was built")
    await switch(plan, aside=PREVIOUS)
    async with await newer(home) as vault:
        assert len(await secrets_named(vault, OWNER, "push browser ")) == 2
        await drop_secret(vault, OWNER, "push browser tablet")
        await keep_password(vault, OWNER, "new")
    back = replace(plan, base=home / PREVIOUS, migrations=shape(), portables=everything_kept())
    await build(back)
    await switch(back, aside=NEWER)
    async with await opened(home) as vault:
        assert list(await secrets_named(vault, OWNER, "push browser ")) == ["push browser laptop"]
        assert await kept_password(vault, OWNER) == "new"
    assert not any(b"where it is" in page for page in plain_pages(home / "vault.db", plan.key))


@pytest.mark.parametrize("said", [True, False])
async def test_a_switch_can_be_undone_with_what_was_said_since(home: Path, *, said: bool) -> None:
    plan = wanted(home)
    async with await opened(home) as vault:
        before = await contents(vault)
    await build(plan)
    await switch(plan, aside=PREVIOUS)
    async with await newer(home) as vault:
        await EventLog(vault, OWNER, SystemClock()).append(SessionId("x"), "upgraded", {})
        if said:
            await say(vault, "Said to the newer one.")
        with pytest.raises(StorageError, match="open in another program"):
            await take_back(plan, aside=PREVIOUS)
    assert await take_back(plan, aside=PREVIOUS) is said
    async with await opened(home) as vault:
        if said:
            await drawn(vault)
            assert await found(vault, "newer") == ["Said to the newer one."]
        else:
            assert await contents(vault) == before
    assert {"vault.previous.db", "vault.previous.lock"}.isdisjoint(os.listdir(home))


async def test_what_will_not_do_leaves_the_one_in_use(home: Path) -> None:
    async def refuse(_: Vault) -> None:
        raise StorageError("it will not do")

    content = (home / "vault.db").read_bytes()
    with pytest.raises(StorageError, match="will not do"):
        await build(wanted(home, prepare=refuse))
    assert not (home / NEXT).exists()
    assert (home / "vault.db").read_bytes() == content


async def test_a_vault_that_lacks_something_is_not_put_in_place(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan = wanted(home)
    await build(plan)
    async with await opened(home) as vault:
        await say(vault, "A kestrel.")
    monkeypatch.setattr(upgrade, "take_over", lambda *_: 0)  # pyright: ignore[reportUnknownLambdaType]
    with pytest.raises(StorageError, match="differs in event"):
        await switch(plan, aside=PREVIOUS)
    async with await opened(home) as vault:
        assert await found(vault, "kestrel") == ["A kestrel."]


async def test_under_a_steady_stream_the_follower_ends(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(upgrade, "MOST_ROUNDS", 3)
    async with await opened(home) as vault:
        rounds = 0

        async def talk(_: Vault) -> None:
            nonlocal rounds
            rounds += 1
            await say(vault, f"and on {rounds}")

        await build(wanted(home, prepare=talk))
    assert rounds == 4


async def test_a_large_table_is_compared_by_sums(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan = wanted(home)
    monkeypatch.setattr(following, "SMALL", 0)
    async with await opened(home) as vault:
        await build(plan)
        await vault.write(lambda c: c.execute("UPDATE reading SET model = '7'"))
        await vault.write(lambda c: c.execute("DELETE FROM sound"))
        await follow(plan)
        rows = await vault.read(lambda c: c.execute("SELECT * FROM reading").fetchall())
    await switch(plan, aside=PREVIOUS)
    async with await newer(home) as vault:
        assert await vault.read(lambda c: c.execute("SELECT * FROM reading").fetchall()) == rows


async def test_a_table_that_only_one_of_them_has_is_left_alone(home: Path) -> None:
    old = tuple(each for each in shape() if each.name < "0010")
    key = open_key(home / "old")
    async with await Vault.open(home / "old" / "vault.db", key, migrations=old) as vault:
        await vault.write(lambda c: c.execute("INSERT INTO projection VALUES ('said', 2)"))
    place = home / "old" / "vault.db"
    assert await lacks(place, key, shape())
    plan = Next(place, place, key, shape(), everything_kept(), drawn)
    await build(plan)
    await switch(plan, aside=PREVIOUS)
    assert not await lacks(place, key, shape())


async def test_the_one_before_is_kept_when_a_newer_version_just_starts(home: Path) -> None:
    place, key = home / "vault.db", open_key(home)
    await keep_previous(place, key, shape())
    assert PREVIOUS not in os.listdir(home)
    await keep_previous(place, key, NEWER_SHAPE)
    async with await newer(home) as vault:
        await say(vault, "Said to the newer one.")
    (home / PREVIOUS).replace(place)
    async with await opened(home) as vault:
        assert await found(vault, "newer") == []
        assert "I live in Lisbon." in await found(vault, "Lisbon")


async def test_where_there_is_no_vault_none_is_older(tmp_path: Path) -> None:
    key = open_key(tmp_path)
    place = tmp_path / "vault.db"
    assert not await lacks(place, key, shape())
    async with await Vault.open(tmp_path / "bare.db", key) as vault:
        await vault.write(lambda c: c.execute("DROP TABLE migration"))
    assert not await lacks(tmp_path / "bare.db", key, shape())
