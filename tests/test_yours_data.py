"""A copy of one's own life and the erasure of a part of it or of all, over the page's own door."""

import os
import re
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx
import pytest
from people_house import Home, Resident, asked, people_house, settled
from rich.console import Console

from anima.accounts import folder_of
from anima.app import OWNER, open_vault
from anima.memory import EventLog, Imports
from anima.moving_app import import_life
from anima.settings import Settings
from anima.values import SystemClock
from tests.test_yours import signed_in

BEES = "The zebraquagga hive swarmed on Sunday."


async def wish(page: httpx.AsyncClient, do: str, **more: object) -> httpx.Response:
    return await page.post("/yours/state", json={"do": do, **more})


async def copy(page: httpx.AsyncClient, **more: str) -> httpx.Response:
    ticket = (await wish(page, "copy", **more)).json()
    return await page.get(f"/yours/copy/{ticket['ticket']}/{ticket['name']}")


async def lives_again(file: Path, home: Path, passphrase: str) -> list[str]:
    """Where the archive is brought: everything that was heard."""

    def ask() -> str:
        assert passphrase
        return passphrase

    settings = Settings(home=home)
    await import_life(settings, Console(quiet=True), file, replace=False, ask=ask)
    async with await open_vault(settings) as vault:
        events = await EventLog(vault, OWNER, SystemClock()).events(kinds=("heard",))
    return [event.text() for event in events]


@asynccontextmanager
async def two(home: Path) -> AsyncGenerator[tuple[Home, Resident, Resident]]:
    """Theo, whose house it is, and Maya, who has told of her bees."""
    theo, maya = await settled(home, "Theo", "Maya")
    async with people_house(home) as served:
        async with signed_in(served, maya) as page:
            await asked(page, BEES)
        yield served, theo, maya


@pytest.mark.parametrize("passphrase", ["", "four words are better"])
async def test_a_member_takes_a_copy_that_lives_elsewhere_and_it_is_noted(
    tmp_path: Path, passphrase: str
) -> None:
    async with two(tmp_path / "house") as (home, theo, maya):
        async with signed_in(home, maya) as page:
            answer = await copy(page, passphrase=passphrase)
            assert answer.status_code == 200 and "content-length" not in answer.headers
            assert re.fullmatch(
                r'attachment; filename="life-[\d-]+\.anima"',
                answer.headers["Content-Disposition"],
            )
            assert answer.headers["Cache-Control"] == "no-store"
        (tmp_path / "life.anima").write_bytes(answer.content)
        assert BEES in await lives_again(tmp_path / "life.anima", tmp_path / "new", passphrase)
        audit = await (await home.house.register()).audit()
        assert (maya.id, "downloaded a copy of their vault") in [(e.person, e.what) for e in audit]
        anima = await home.house.lives[maya.id].door.anima()
        noted = await anima.log.latest("exported")
        assert noted is not None and noted.payload["sealed"] is bool(passphrase)
        async with signed_in(home, theo) as page:
            answer = await copy(page)
        (tmp_path / "theo.anima").write_bytes(answer.content)
        heard = await lives_again(tmp_path / "theo.anima", tmp_path / "theo", "")
        assert BEES not in heard, "of the owner's own vault only"


async def test_a_copy_is_fetched_once_and_soon_by_whose_it_is(tmp_path: Path) -> None:
    async with two(tmp_path) as (home, theo, maya):
        async with signed_in(home, maya) as page, signed_in(home, theo) as owners:
            ticket = (await wish(page, "copy")).json()["ticket"]
            path = f"/yours/copy/{ticket}/life.anima"
            for other in ("wrong", "wr\u00f6ng"):
                refused = await page.get(f"/yours/copy/{other}/life.anima")
                assert refused.status_code == 400
            assert (await owners.get(path)).status_code == 400
            async with httpx.AsyncClient(base_url=home.address) as stranger:
                assert (await stranger.get(path)).status_code == 401
            async with home.client(maya.token) as program:
                assert (await program.get(path)).status_code == 403
                assert (await wish(program, "copy")).status_code == 403
            assert (await page.get(path)).status_code == 200
            again = await page.get(path)
            assert (again.status_code, "already" in again.json()["error"]) == (400, True)
            short = await wish(page, "copy", passphrase="short")
            assert "at least 8 signs" in short.json()["error"]
            while (answer := await wish(page, "copy")).status_code == 200:
                pass
            assert answer.status_code == 429


async def test_a_ticket_grows_old(tmp_path: Path) -> None:
    class Clock:
        def __init__(self) -> None:
            self.at = datetime.now(UTC)

        def now(self) -> datetime:
            return self.at

    (theo,) = await settled(tmp_path, "Theo")
    clock = Clock()
    async with people_house(tmp_path, clock=clock) as home, signed_in(home, theo) as page:
        anima = await home.house.lives[theo.id].door.anima()
        ticket = (await wish(page, "copy")).json()["ticket"]
        anima.clock = clock
        clock.at += timedelta(minutes=2)
        late = await page.get(f"/yours/copy/{ticket}/life.anima")
        assert (late.status_code, "too long ago" in late.json()["error"]) == (400, True)


async def test_a_session_that_ends_ends_the_download(tmp_path: Path) -> None:
    async with two(tmp_path) as (home, _, maya), signed_in(home, maya) as page:
        anima = await home.house.lives[maya.id].door.anima()
        assert anima.vault is not None
        imports = Imports(anima.vault, OWNER, anima.log, SystemClock())
        brought = await imports.begin("a character card", "large.png", "large")
        await imports.keep_file(brought, os.urandom(24 << 20))
        ticket = (await wish(page, "copy")).json()["ticket"]
        async with page.stream("GET", f"/yours/copy/{ticket}/life.anima") as answer:
            pieces = answer.aiter_raw()
            assert await anext(pieces)
            second = await wish(page, "copy")
            busy = await page.get(f"/yours/copy/{second.json()['ticket']}/life.anima")
            assert "on its way" in busy.json()["error"]
            seen = (await wish(page, "look", topic="hive")).json()
            thing = {"topic": "hive", "digest": seen["digest"], "typed": "erase"}
            assert "on its way" in (await wish(page, "erase", **thing)).json()["error"]
            await page.post("/people/leave", json={})
            with pytest.raises(httpx.RemoteProtocolError):
                async for _ in pieces:
                    pass
        assert maya.id in home.house.lives, "a program's key needs it open"


async def test_a_topic_is_seen_first_and_goes_after_the_word(tmp_path: Path) -> None:
    async with two(tmp_path) as (home, _, maya), signed_in(home, maya) as page:
        await page.post("/yours/state", json={"do": "set", "care": {"stop_word": "zebraquagga"}})
        seen = (await wish(page, "look", topic="zebraquagga")).json()
        assert any(BEES in each for each in seen["shown"]) and seen["count"] >= 1
        thing = {"topic": "zebraquagga", "digest": seen["digest"]}
        for wrong in ("", "yes", "erase it"):
            refused = await wish(page, "erase", **thing, typed=wrong)
            assert (refused.status_code, "not typed" in refused.json()["error"]) == (400, True)
        other = await wish(page, "erase", topic="Sunday", digest="0" * 64, typed="erase")
        assert "not what you saw" in other.json()["error"]
        assert BEES in (await page.get("/memory/search?words=hive")).text
        await copy(page)
        gone = (await wish(page, "erase", **thing, typed=" Erase ")).json()
        assert gone["left"] == [] and gone["words"] > 0 and gone["pages"] > 0 and gone["files"] > 0
        assert "was downloaded on" in " ".join(gone["elsewhere"])
        assert "hive" not in (await page.get("/memory/search?words=hive")).text
        assert (await page.get("/yours/state")).json()["care"]["stop_word"] == ""
        anima = await home.house.lives[maya.id].door.anima()
        assert anima.safeguards.stop_word == ""


async def test_days_are_seen_first_and_what_came_since_is_not_taken_unseen(
    tmp_path: Path,
) -> None:
    async with two(tmp_path) as (home, theo, maya), signed_in(home, maya) as page:
        today = datetime.now().astimezone().date().isoformat()
        days = {"start": today, "end": today}
        seen = (await wish(page, "look", **days)).json()
        await asked(page, "A second hive stands by the brook.")
        late = await wish(page, "erase", **days, digest=seen["digest"], typed="erase")
        assert "not what you saw" in late.json()["error"]
        seen = (await wish(page, "look", **days)).json()
        gone = (await wish(page, "erase", **days, digest=seen["digest"], typed="erase")).json()
        assert gone["left"] == [] and gone["count"] > 0
        assert "hive" not in (await page.get("/memory/search?words=hive")).text
        nothing = (await wish(page, "look", start="1999-01-01", end="1999-12-31")).json()
        assert (nothing["count"], nothing["shown"]) == (0, [])
        async with signed_in(home, theo) as owners:
            seen = (await wish(owners, "look", topic="zebraquagga hive")).json()
            assert seen["count"] == 0


@pytest.mark.parametrize(
    ("thing", "said"),
    [
        ({}, "Say what is to go"),
        ({"topic": "bees", "start": "2026-01-01"}, "Say what is to go"),
        ({"start": "2026-02-01", "end": "2026-01-01"}, "before the first"),
        ({"start": "0001-01-01"}, "nothing that can be asked"),
        ({"start": "yesterday"}, "nothing that can be asked"),
        ({"topic": "b" * 300}, "nothing that can be asked"),
    ],
)
async def test_what_cannot_go_is_one_sentence(
    tmp_path: Path, thing: dict[str, str], said: str
) -> None:
    async with people_house(tmp_path) as home, httpx.AsyncClient(base_url=home.address) as page:
        answer = await wish(page, "look", **thing)
        assert (answer.status_code, said in answer.json()["error"]) == (400, True), answer.text


async def test_a_member_goes_with_everything_and_the_owner_cannot_so(tmp_path: Path) -> None:
    async with two(tmp_path) as (home, theo, maya):
        folder = folder_of(tmp_path, maya.id)
        async with signed_in(home, maya) as page:
            refused = await page.post("/people/erase-me", json={"typed": "erase"})
            assert "type: erase everything" in refused.json()["error"] and folder.exists()
            left = await page.post("/people/erase-me", json={"typed": "erase everything"})
            assert left.headers["clear-site-data"] == '"storage"'
            assert (await page.get("/yours/state")).status_code == 401
        assert not folder.exists()
        body = {"name": "Maya", "code": maya.code}
        async with httpx.AsyncClient(base_url=home.address) as page:
            assert (await page.post("/people/recover", json=body)).status_code == 400
        async with signed_in(home, theo) as page:
            refused = await page.post("/people/erase-me", json={"typed": "erase everything"})
            assert "anima erase --everything" in refused.json()["error"]
            assert (tmp_path / "vault.db").exists()
        audit = await (await home.house.register()).audit()
        assert (maya.id, "removed") in [(each.person, each.what) for each in audit]
