"""Several people in one installation: who comes in by which door, and to whose vault."""

import asyncio
import os
import random
import signal
import sys
from asyncio.subprocess import PIPE
from collections.abc import AsyncGenerator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx
import pytest
from people_house import Home, Resident, asked, people_house, settled
from rich.console import Console
from scripted_model import ScriptedModel
from websockets import ConnectionClosed
from websockets.asyncio.client import connect

from anima.accounts import AccountError, Passkey, Register, folder_of
from anima.app import OWNER, open_vault
from anima.house import GUEST_LEAVES_AFTER, RESTS_AFTER
from anima.llm import ChatEvent, ChatRequest, Finished, TextDelta, Usage
from anima.memory import EventLog
from anima.people_app import audit, begin, end, guests, home_of, invite, remove, show
from anima.settings import Settings
from anima.storage import keep_key, new_key
from anima.values import PersonId, SessionId, SystemClock, WrongKeyError
from anima.whose import own_settings

DOORS = ("/memory/facts", "/memory/search?words=secret+word", "/who/state", "/v1/models")


class TellsAll(ScriptedModel):
    """The worst model there can be: it says everything that it was shown."""

    async def stream(self, request: ChatRequest) -> AsyncGenerator[ChatEvent]:
        yield TextDelta(" ".join(message.text for message in request.messages))
        yield Finished("stop", Usage(1, 0, 1))


class Clock:
    def __init__(self) -> None:
        self.at = datetime.now(UTC)

    def now(self) -> datetime:
        return self.at


def console() -> Console:
    return Console(record=True, width=200)


async def test_nobody_learns_what_another_said_by_any_door(tmp_path: Path) -> None:
    names = ("Theo", "Maya", "Ben")
    people = await settled(tmp_path, *names)
    canaries = {each.id: f"zebra{number}quagga" for number, each in enumerate(people)}
    async with people_house(tmp_path, TellsAll()) as home:

        async def lives(who: Resident) -> list[str]:
            async with home.client(who.token) as client:
                seen = [await asked(client, f"My secret word is {canaries[who.id]}.")]
                seen.append(await asked(client, "What is the secret word?"))
                for path in DOORS:
                    answer = await client.get(path)
                    assert answer.status_code == 200, path
                    seen.append(answer.text)
                seen.extend(await _by_page(home, who.token))
                return seen

        told = await asyncio.gather(*(lives(each) for each in people))
        assert len(home.house.lives) == len(people)
    for who, seen in zip(people, told, strict=True):
        everything = "\n".join(seen)
        assert canaries[who.id] in everything
        for other in people:
            assert other is who or canaries[other.id] not in everything


async def _by_page(home: Home, token: str) -> list[str]:
    """What the page's own line gives: its history, and what a search finds."""
    seen: list[str] = []
    address = home.address.replace("http", "ws") + "/ws"
    async with connect(f"{address}?token={token}") as line:
        try:
            async with asyncio.timeout(5):
                while True:
                    seen.append(str(await line.recv()))
        except (ConnectionClosed, TimeoutError):
            return seen


async def test_without_a_session_every_door_is_closed(tmp_path: Path) -> None:
    people = await settled(tmp_path, "Theo", "Maya")
    async with people_house(tmp_path) as home:
        async with httpx.AsyncClient(base_url=home.address) as stranger:
            for path in DOORS:
                assert (await stranger.get(path)).status_code == 401, path
            for path in ("/", "/memory", "/who", "/people"):
                answer = await stranger.get(path)
                entrance = f"{home.address}/enter"
                assert (answer.status_code, answer.headers["location"]) == (303, entrance)
            assert (await stranger.get("/enter")).status_code == 200
            assert (await stranger.get("/health")).json()["awake"]
            for path in ("/api/offer", "/v1/chat/completions", "/memory/facts/x", "/who/state"):
                assert (await stranger.post(path, json={})).status_code == 401, path
            for path in ("/ws", "/ws?line=", "/rtvi", "/v1/realtime"):
                with pytest.raises(Exception, match="403|1008"):
                    async with connect(home.address.replace("http", "ws") + path):
                        pass
            other = {"Host": "evil.example"}
            assert (await stranger.get("/enter", headers=other)).status_code == 403
            foreign = {"Origin": "https://evil.example"}
            cross = await stranger.post("/people/state", json={}, headers=foreign)
            assert cross.status_code == 403
            state = await stranger.post("/people/state", json={})
            begun = {"several": True, "guests": False, "person": None, "begun": True}
            assert state.json() == begun
            for action in ("open", "code", "keep", "program", "end", "leave", "invite", "remove"):
                refused = await stranger.post(f"/people/{action}", json={})
                assert refused.status_code == 400, action
        async with home.client(people[1].token) as program:
            answer = await program.post("/people/invite", json={"name": "X"})
            assert "program cannot" in answer.json()["error"]


async def test_a_session_that_ends_seals_the_vault_and_ends_the_talk(tmp_path: Path) -> None:
    theo, maya = await settled(tmp_path, "Theo", "Maya")
    async with people_house(tmp_path) as home:
        async with home.client(maya.token) as client:
            assert (await client.get("/memory/facts")).status_code == 200
            assert maya.id in home.house.lives
            await end(Settings(home=tmp_path), console(), "maya")  # sessions end, keys stay
            assert (await client.get("/memory/facts")).status_code == 200
            session = (await home.house.credentials.all(maya.id))[0]
            await end(Settings(home=tmp_path), console(), session.id)
            assert (await client.get("/memory/facts")).status_code == 401
            await home.house.look()
            assert maya.id not in home.house.lives
        assert theo.id not in home.house.lives
    with pytest.raises(WrongKeyError):
        os.environ["ANIMA_PASSPHRASE"] = theo.code
        try:
            await open_vault(await home_of(Settings(home=tmp_path, person="Maya")))
        finally:
            del os.environ["ANIMA_PASSPHRASE"]


async def test_a_vault_is_sealed_when_its_person_was_long_away(tmp_path: Path) -> None:
    (theo,) = await settled(tmp_path, "Theo")
    clock = Clock()
    async with people_house(tmp_path, clock=clock) as home, home.client(theo.token) as client:
        await client.get("/memory/facts")
        await home.house.look()
        assert theo.id in home.house.lives
        clock.at += RESTS_AFTER + timedelta(minutes=1)
        await home.house.look()
        assert theo.id not in home.house.lives
        assert (await client.get("/memory/facts")).status_code == 200
        assert theo.id in home.house.lives


async def test_a_vault_that_could_not_be_opened_is_told_of_and_tried_again(tmp_path: Path) -> None:
    (theo,) = await settled(tmp_path, "Theo")
    whole = (tmp_path / "vault.db").read_bytes()
    (tmp_path / "vault.db").write_bytes(b"not a vault" * 1000)
    async with people_house(tmp_path) as home, home.client(theo.token) as client:
        refused = await client.get("/memory/facts")
        assert refused.status_code == 503 and refused.json()["error"]
        (tmp_path / "vault.db").write_bytes(whole)
        assert (await client.get("/memory/facts")).status_code == 200


async def test_the_code_opens_a_sealed_vault_and_wrong_ones_are_counted(tmp_path: Path) -> None:
    theo, maya = await settled(tmp_path, "Theo", "Maya")
    async with people_house(tmp_path) as home, httpx.AsyncClient(base_url=home.address) as page:
        body = {"name": "Maya", "code": theo.code}
        assert "wrong" in (await page.post("/people/recover", json=body)).json()["error"]
        body = {"name": "Nobody", "code": maya.code}
        assert "wrong" in (await page.post("/people/recover", json=body)).json()["error"]
        body = {"name": "maya", "code": maya.code.lower()}
        answer = await page.post("/people/recover", json=body)
        assert answer.json() == {"name": "Maya", "sealed": False}
        cookie = answer.headers["set-cookie"]
        assert "HttpOnly" in cookie and "SameSite=strict" in cookie
        state = (await page.post("/people/state", json={})).json()
        assert (state["person"], state["sealed"], state["role"]) == ("Maya", False, "member")
        assert "people" not in state
        assert "Only the owner" in (await page.post("/people/invite", json={"name": "Ann"})).text
        fresh = (await page.post("/people/code", json={})).json()["code"]
        assert fresh != maya.code
        key = (await page.post("/people/program", json={"label": "mine"})).json()["key"]
        kept = await page.post("/people/keep", json={"keep": True})
        assert kept.json() == {"kept": True}
        left = await page.post("/people/leave", json={})
        assert left.headers["clear-site-data"] == '"storage"'
        assert maya.id in home.house.lives, "this machine keeps her key, as she chose"
        assert (await page.get("/memory/facts")).status_code == 401
        async with home.client(key) as program:
            assert (await program.get("/memory/facts")).status_code == 200
        for _ in range(10):
            await page.post("/people/recover", json={"name": "Maya", "code": theo.code})
        body = {"name": "Maya", "code": fresh}
        assert "Too many" in (await page.post("/people/recover", json=body)).json()["error"]
    async with people_house(tmp_path) as home:
        assert set(home.house.lives) == {maya.id}


async def test_behind_a_certificate_no_other_page_can_set_the_cookie(tmp_path: Path) -> None:
    _, maya = await settled(tmp_path, "Theo", "Maya")
    async with people_house(tmp_path, behind="https://anima.example") as home:
        name = {"Host": "anima.example"}
        async with httpx.AsyncClient(base_url=home.address, headers=name) as page:
            body = {"name": "Maya", "code": maya.code}
            answer = await page.post("/people/recover", json=body)
            cookie = answer.headers["set-cookie"]
            assert cookie.startswith("__Host-anima_session=")
            assert "Secure" in cookie and "Path=/" in cookie and "Domain" not in cookie
            secret = cookie.split("=", 1)[1].split(";")[0]
            page.cookies.clear()
            tossed = {"Cookie": f"anima_session={secret}"}
            assert (await page.get("/memory/facts", headers=tossed)).status_code == 401
            own = {"Cookie": f"__Host-anima_session={secret}"}
            assert (await page.get("/memory/facts", headers=own)).status_code == 200
            left = await page.post("/people/leave", json={}, headers=own)
            assert "Secure" in left.headers["set-cookie"]


async def test_who_signs_in_where_another_was_signs_the_other_out(tmp_path: Path) -> None:
    theo, maya = await settled(tmp_path, "Theo", "Maya")
    async with people_house(tmp_path) as home, httpx.AsyncClient(base_url=home.address) as page:
        for who in (theo, maya, maya):
            body = {"name": who.name, "code": who.code}
            assert (await page.post("/people/recover", json=body)).status_code == 200
        kinds = [(each.person, each.kind) for each in await home.house.credentials.all()]
        assert kinds.count((maya.id, "session")) == 1
        assert (theo.id, "session") not in kinds


async def test_the_last_passkey_stays_and_another_persons_cannot_be_removed(
    tmp_path: Path,
) -> None:
    theo, maya = await settled(tmp_path, "Theo", "Maya")
    async with people_house(tmp_path) as home, httpx.AsyncClient(base_url=home.address) as page:
        register, passkeys = await home.house.register(), home.house.passkeys
        for id_, who in ((b"one", theo), (b"two", maya), (b"three", maya)):
            person = await register.person(who.id)
            made = Passkey(id_, person.id, b"public", 0, "test", opens=False)
            await passkeys.keep(made, person, "test", None, None)
        await page.post("/people/recover", json={"name": "Maya", "code": maya.code})
        refused = await page.post("/people/remove-passkey", json={"id": b"one".hex()})
        assert "no such passkey" in refused.json()["error"]
        state = (await page.post("/people/remove-passkey", json={"id": b"two".hex()})).json()
        assert [each["id"] for each in state["passkeys"]] == [b"three".hex()]
        refused = await page.post("/people/remove-passkey", json={"id": b"three".hex()})
        assert "only passkey" in refused.json()["error"]
        assert "passkey removed" in {each.what for each in await register.audit()}


async def test_a_minor_stays_one_after_a_restart(tmp_path: Path) -> None:
    await settled(tmp_path, "Theo")
    register = await Register.open(tmp_path, SystemClock())
    _, token = await register.invite("Ben", minor=True)
    ben = await register.joined(token, "Ben", PersonId("ben"))
    await register.vault.close()
    keep_key(folder_of(tmp_path, ben.id), new_key())
    async with people_house(tmp_path) as home:
        settings = home.house.lives[ben.id].settings
        assert (settings.age, settings.content) == ("minor", "mild")


def test_a_command_for_somebody_unknown_touches_nobody(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asyncio.run(settled(tmp_path, "Theo", "Maya"))
    monkeypatch.setenv("ANIMA_HOME", str(tmp_path))
    assert own_settings().home == tmp_path
    monkeypatch.setenv("ANIMA_PERSON", "maya")
    assert own_settings().home == folder_of(tmp_path, PersonId("p1"))
    monkeypatch.setenv("ANIMA_PERSON", "Zoe")
    with pytest.raises(AccountError, match="nobody of this name"):
        own_settings()


async def test_a_guest_talks_and_nothing_is_left(tmp_path: Path) -> None:
    await settled(tmp_path, "Theo")
    async with people_house(tmp_path, TellsAll()) as home:
        async with httpx.AsyncClient(base_url=home.address, timeout=30) as page:
            assert "not let in" in (await page.post("/people/guest", json={})).json()["error"]
            await guests(Settings(home=tmp_path), console(), allowed=True)
            assert (await page.post("/people/guest", json={})).status_code == 200
            assert await asked(page, "A giraffe lives next door.")
            assert "guest cannot" in (await page.post("/people/code", json={})).json()["error"]
            folders = [each.name for each in (tmp_path / "people").glob("guest-*")]
            assert len(folders) == 1
            for file in (tmp_path / "people" / folders[0]).iterdir():
                assert b"giraffe" not in file.read_bytes()
            await page.post("/people/leave", json={})
            assert not list((tmp_path / "people").glob("guest-*"))
            assert (await page.get("/memory/facts")).status_code == 401


async def test_a_guest_whose_line_breaks_after_a_long_talk_can_come_back(tmp_path: Path) -> None:
    await settled(tmp_path, "Theo")
    clock = Clock()
    async with people_house(tmp_path, clock=clock) as home:
        token = await home.house.guest()
        guest = home.house.guests[token].credential

        async def talk() -> None:
            clock.at += GUEST_LEAVES_AFTER + timedelta(minutes=1)
            await home.house.look()

        await home.house.hold(guest.id, talk())
        await home.house.look()
        assert token in home.house.guests
        clock.at += GUEST_LEAVES_AFTER + timedelta(minutes=1)
        await home.house.look()
        assert token not in home.house.guests


async def test_the_commands_tell_who_is_here(tmp_path: Path) -> None:
    settings, screen = Settings(home=tmp_path), console()
    await show(settings, screen)
    assert "nobody signs in" in screen.export_text()
    with pytest.raises(AccountError, match="anima people begin"):
        await invite(settings, screen, "Maya", minor=False)
    async with await open_vault(settings) as vault:
        log = EventLog(vault, OWNER, SystemClock())
        await log.append(SessionId("s"), "heard", {"text": "I keep bees."})
    await begin(settings, screen)
    await begin(settings, screen)
    await invite(settings, screen, "Maya", minor=True)
    said = screen.export_text()
    assert said.count("http://localhost:8377/join#") == 3
    async with await open_vault(settings) as vault:
        assert len(await EventLog(vault, OWNER, SystemClock()).events()) == 1
    people = await settled(tmp_path / "other", "Theo", "Maya")
    other = Settings(home=tmp_path / "other")
    await show(other, screen)
    assert "Maya" in (told := screen.export_text()) and "test, last seen" in told
    with pytest.raises(AccountError, match="owner stays"):
        await remove(other, screen, "Theo", lambda _: True)
    await remove(other, screen, "Maya", lambda _: False)
    assert folder_of(other.home, people[1].id).exists()
    await remove(other, screen, "Maya", lambda _: True)
    assert not folder_of(other.home, people[1].id).exists()
    await audit(other, screen, 50)
    told = screen.export_text()
    assert "removed" in told and "Theo  joined" in told


async def test_who_is_removed_is_gone_from_a_running_house_too(tmp_path: Path) -> None:
    _, maya = await settled(tmp_path, "Theo", "Maya")
    async with people_house(tmp_path) as home, home.client(maya.token) as client:
        assert (await client.get("/memory/facts")).status_code == 200
        await remove(Settings(home=tmp_path), console(), "Maya", lambda _: True)
        assert (await client.get("/memory/facts")).status_code == 401
        assert not folder_of(tmp_path, maya.id).exists()


@pytest.mark.parametrize("was_here", [True, False])
async def test_who_is_removed_on_the_page_is_gone(tmp_path: Path, was_here: bool) -> None:
    theo, maya = await settled(tmp_path, "Theo", "Maya")
    async with people_house(tmp_path) as home, httpx.AsyncClient(base_url=home.address) as page:
        if was_here:
            async with home.client(maya.token) as client:
                assert (await client.get("/memory/facts")).status_code == 200
        await page.post("/people/recover", json={"name": "Theo", "code": theo.code})
        refused = await page.post("/people/remove", json={"name": "Theo"})
        assert "owner" in refused.json()["error"] and tmp_path.joinpath("vault.db").exists()
        state = (await page.post("/people/remove", json={"name": "Maya"})).json()
        assert state["people"] == ["Theo"]
        assert not folder_of(tmp_path, maya.id).exists()


async def test_killed_while_it_becomes_a_house_nothing_is_lost(tmp_path: Path) -> None:
    settings = Settings(home=tmp_path)
    async with await open_vault(settings) as vault:
        log = EventLog(vault, OWNER, SystemClock())
        await log.append(SessionId("s"), "heard", {"text": "I keep bees."})
    chance = random.Random(3)  # noqa: S311  # a fixed choice, nothing secret
    for _ in range(4):
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "anima.cli", "people", "begin"),
            env=os.environ | {"ANIMA_HOME": str(tmp_path)},
            stdout=PIPE,
        )
        await asyncio.sleep(0.35 + chance.uniform(0, 0.6))
        if process.returncode is None:
            process.send_signal(signal.SIGKILL)
        await process.wait()
        async with await open_vault(settings) as vault:
            assert len(await EventLog(vault, OWNER, SystemClock()).events()) == 1
    await begin(settings, console())
    screen = console()
    await show(settings, screen)
    assert "owner" in screen.export_text()


async def test_a_second_link_for_the_owner_cannot_make_another_key(tmp_path: Path) -> None:
    (theo,) = await settled(tmp_path, "Theo")
    settings, screen = Settings(home=tmp_path), console()
    sealed = (tmp_path / "vault.recovery").read_bytes()
    await begin(settings, screen)
    assert "/join#" not in screen.export_text()
    register = await Register.open(tmp_path, SystemClock())
    _, token = await register.invite("Theo", person=theo.id)
    await register.vault.close()
    async with people_house(tmp_path) as home, httpx.AsyncClient(base_url=home.address) as page:
        body = {"token": token, "name": "Theo", "credential": {}}
        refused = await page.post("/people/join", json=body)
        assert "given up the key" in refused.json()["error"]
    assert (tmp_path / "vault.recovery").read_bytes() == sealed
