"""In one installation each person is told at their own browsers, and only there."""

import asyncio
import json
from collections.abc import AsyncGenerator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import httpx
import pytest
from people_house import Home, Resident, people_house, settled
from push_service import PushService, push_service
from rich.console import Console

from anima.initiative import beginning
from anima.initiative.push import HELLO, pushing
from anima.people_app import remove
from anima.settings import Settings


async def change(client: httpx.AsyncClient, action: str, **more: str) -> dict[str, object]:
    """What the page asks for about her."""
    body = json.dumps({"action": action, **more})
    answer = await client.post("/who/state", content=body)
    assert answer.status_code == 200, answer.text
    return answer.json()


async def told(client: httpx.AsyncClient, service: PushService) -> None:
    """Let this browser be told, at any time of the day and with her words."""
    for key, value in (("quiet_from", "00:00"), ("quiet_until", "00:00"), ("lock_screen", "show")):
        await change(client, "prefer", key=key, value=value)
    await change(client, "push_key")
    assert (await change(client, "push_on", value=service.subscription))["notice"] == ""
    assert service.read(service.taken.pop())["body"] == HELLO


async def begins(home: Home, who: Resident, words: str) -> None:
    """She begins with this, in one person's life."""
    anima = await home.house.lives[who.id].door.anima()
    payload = {"key": words, "text": words, "about": words}
    await anima.log.append(beginning.SESSION, "began", {**payload})


async def until(holds: Callable[[], bool]) -> None:
    async with asyncio.timeout(10):
        while not holds():  # noqa: ASYNC110  # what is waited for has no event of its own
            await asyncio.sleep(0.02)


def bodies(service: PushService) -> list[str]:
    return [service.read(each)["body"] for each in service.taken]


@asynccontextmanager
async def two(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> AsyncGenerator[tuple[Home, Resident, Resident, PushService, PushService]]:
    """Theo and Maya, each with a browser that is told."""
    monkeypatch.setattr(pushing, "LOOK_SECONDS", 0.05)
    theo, maya = await settled(folder, "Theo", "Maya")
    async with people_house(folder) as home, push_service() as his, push_service() as hers:
        for who, service in ((theo, his), (maya, hers)):
            async with home.client(who.token) as client:
                await told(client, service)
        yield home, theo, maya, his, hers


async def test_each_gets_what_is_theirs_at_their_own_browser(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with two(tmp_path, monkeypatch) as (home, theo, maya, his, hers):
        await asyncio.gather(
            begins(home, theo, "How was the exam?"), begins(home, maya, "Did Agata call?")
        )
        await until(lambda: bool(his.taken and hers.taken))
        await asyncio.sleep(0.3)
        assert bodies(his) == ["How was the exam?"]
        assert bodies(hers) == ["Did Agata call?"]
        async with home.client(theo.token) as one, home.client(maya.token) as other:
            pushes = [(await each.get("/who/state")).json()["push"] for each in (one, other)]
        assert [each["told"][0]["endpoint"] for each in pushes] == [his.endpoint, hers.endpoint]
        assert pushes[0]["key"] != pushes[1]["key"], "no service can tell that they live together"


async def test_nobody_ends_or_moves_what_another_is_told_at(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with two(tmp_path, monkeypatch) as (home, theo, maya, his, hers):
        async with home.client(maya.token) as client:
            await change(client, "push_moved", change=his.endpoint, value=hers.subscription)
            await change(client, "push_off", value=his.endpoint)
            await change(client, "push_off", value="")
        await begins(home, maya, "Did Agata call?")
        await begins(home, theo, "How was the exam?")
        await until(lambda: bool(his.taken))
        assert bodies(his) == ["How was the exam?"]
        assert bodies(hers) == []


async def test_who_is_removed_or_sealed_is_told_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with two(tmp_path, monkeypatch) as (home, theo, maya, his, hers):
        await begins(home, theo, "Held back?")
        await home.house.seal(theo.id)
        sent = len(his.taken)
        await remove(Settings(home=tmp_path), Console(record=True), "Maya", lambda _: True)
        await until(lambda: maya.id not in home.house.lives)
        await asyncio.sleep(0.3)
        assert len(his.taken) == sent
        assert hers.taken == []
        async with home.client(theo.token) as client:
            await client.get("/who/state")
            await until(lambda: bool(his.taken))
        await asyncio.sleep(0.3)
        assert bodies(his) == ["Held back?"], "it comes once, when the vault is open again"


async def signed_in(home: Home, who: Resident) -> str:
    """A browser's session of somebody whose vault is open."""
    key = home.house.lives[who.id].key
    _, secret = await home.house.credentials.begin(who.id, key, label="browser", kind="session")
    return secret


async def told_here(home: Home, token: str, endpoint: str) -> bool | None:
    """What the page asks for when somebody has signed in where this mailbox is."""
    async with home.client(token) as client:
        answer = await client.post("/people/told-here", content=json.dumps({"endpoint": endpoint}))
        assert answer.status_code == 200, answer.text
        return answer.json()["mine"]


async def test_whoever_signs_in_where_another_did_not_sign_out_ends_what_came_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with two(tmp_path, monkeypatch) as (home, theo, maya, his, hers):
        own = await signed_in(home, theo)
        assert await told_here(home, own, his.endpoint) is True, "in one's own nothing changes"
        assert await told_here(home, own, "https://nobody.example/1") is False
        assert await told_here(home, own, "") is False
        other = await signed_in(home, maya)
        assert await told_here(home, other, his.endpoint) is False
        await begins(home, theo, "How was the exam?")
        await begins(home, maya, "Did Agata call?")
        await until(lambda: bool(hers.taken))
        await asyncio.sleep(0.3)
        assert bodies(his) == []
        assert bodies(hers) == ["Did Agata call?"]
        async with home.client(theo.token) as client:
            assert (await client.get("/who/state")).json()["push"]["told"] == []


async def test_a_guest_ends_what_came_there_and_a_sealed_vault_cannot_say_whose_it_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with two(tmp_path, monkeypatch) as (home, theo, maya, his, hers):
        _, sealed = await home.house.credentials.begin(
            maya.id, None, label="browser", kind="session"
        )
        await home.house.seal(maya.id)
        assert await told_here(home, sealed, hers.endpoint) is None
        guest = await home.house.guest()
        assert await told_here(home, guest, his.endpoint) is False
        await begins(home, theo, "How was the exam?")
        await asyncio.sleep(0.3)
        assert bodies(his) == []
