"""One's own settings and data on the page, over its own door: who may, what holds, what is said."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path

import httpx
from people_house import Home, Resident, asked, people_house, settled

from anima.accounts import Register, folder_of, recovery
from anima.conversation.safeguards import STOPPED
from anima.storage import keep_key, new_key
from anima.values import Delta, PersonId, SystemClock, Utterance


@asynccontextmanager
async def signed_in(home: Home, who: Resident) -> AsyncGenerator[httpx.AsyncClient]:
    """A browser in which somebody has come in by their code."""
    async with httpx.AsyncClient(base_url=home.address, timeout=60) as page:
        body = {"name": who.name, "code": who.code}
        assert (await page.post("/people/recover", json=body)).status_code == 200
        yield page


async def ben_under_age(home: Path) -> Resident:
    """Ben, invited as somebody under age; the first of the house is settled already."""
    register = await Register.open(home, SystemClock())
    _, token = await register.invite("Ben", minor=True)
    ben = await register.joined(token, "Ben", PersonId("ben"))
    await register.vault.close()
    folder, key = folder_of(home, ben.id), new_key()
    keep_key(folder, key)
    return Resident(ben.id, ben.name, "", recovery.keep(folder, key))


async def have(page: httpx.AsyncClient, **care: str) -> httpx.Response:
    return await page.post("/yours/state", json={"do": "set", "care": care})


async def test_what_a_member_sets_holds_in_the_next_turn_and_is_theirs_alone(
    tmp_path: Path,
) -> None:
    theo, maya = await settled(tmp_path, "Theo", "Maya")
    async with people_house(tmp_path) as home:
        async with signed_in(home, maya) as page:
            begun = (await page.get("/yours/state")).json()
            care = {"age": "adult", "country": "", "content": "mild", "stop_word": ""}
            assert begun["care"] == care | {"minutes_a_day": "0", "keep_sound": "no"}
            assert begun["fixed"] == {} and "IE" in begun["countries"]
            assert STOPPED not in await asked(page, "walnut?")
            now = (await have(page, stop_word="Walnut!", country="ie", minutes_a_day="45")).json()
            assert now["care"]["stop_word"] == "Walnut" and now["care"]["country"] == "IE"
            assert STOPPED in await asked(page, "walnut")
        async with signed_in(home, theo) as page:
            assert (await page.get("/yours/state")).json()["care"] == begun["care"]
            assert STOPPED not in await asked(page, "walnut")
            audit = await (await home.house.register()).audit()
            assert not any("alnut" in each.detail + each.what for each in audit)
    async with people_house(tmp_path) as home, signed_in(home, maya) as page:
        assert (await page.get("/yours/state")).json() == now
        assert STOPPED in await asked(page, "walnut")
        assert "116 123" in await asked(page, "I want to kill myself.")


async def test_a_talk_that_is_open_is_cared_for_as_it_is_set_now(tmp_path: Path) -> None:
    async with people_house(tmp_path) as home:
        anima = await next(iter(home.house.lives.values())).door.anima()
        async with (
            anima.conversation() as talk,
            httpx.AsyncClient(base_url=home.address) as page,
        ):
            assert (await have(page, age="minor", stop_word="walnut")).status_code == 200
            assert anima.safeguards.minor
            said = [event async for event in talk.reply(Utterance("Walnut."))]
            assert STOPPED in "".join(each.text for each in said if isinstance(each, Delta))


async def test_what_cannot_be_is_one_sentence(tmp_path: Path) -> None:
    async with people_house(tmp_path) as home, httpx.AsyncClient(base_url=home.address) as page:
        for care, said in (
            ({"age": "child"}, "Use adult or minor"),
            ({"country": "Narnia"}, "Choose one of the list"),
            ({"minutes_a_day": "1500"}, "from 0 to 1440"),
            ({"age": "minor", "content": "open"}, "stays mild"),
            ({"port": "80"}, "no such setting"),
        ):
            answer = await have(page, **care)
            assert (answer.status_code, said in answer.json()["error"]) == (400, True), answer.text
            assert answer.headers["Cache-Control"] == "no-store"
        for content, status in (
            (b"{", 400),
            (b"[]", 400),
            (b'{"do": "set"}', 400),
            (b'{"do": "set", "care": {"age": 3}}', 400),
            (b" " * 9000, 413),
        ):
            answer = await page.post("/yours/state", content=content)
            assert (answer.status_code, "error" in answer.json()) == (status, True), content[:40]
        assert (await page.get("/yours/state")).json()["care"]["age"] == "adult"


async def test_who_was_invited_under_age_stays_so_until_the_owner_says_otherwise(
    tmp_path: Path,
) -> None:
    (theo,) = await settled(tmp_path, "Theo")
    ben = await ben_under_age(tmp_path)
    async with (
        people_house(tmp_path) as home,
        signed_in(home, ben) as page,
        signed_in(home, theo) as owners,
    ):
        there = (await page.get("/yours/state")).json()
        assert there["fixed"] == {"age": "owner", "content": "owner"}
        assert there["care"]["age"] == "minor"
        for care in ({"age": "adult"}, {"content": "open"}, {"age": "adult", "content": "open"}):
            answer = await have(page, **care)
            assert answer.status_code == 400 and "owner" in answer.json()["error"]
        assert (await have(page, age="minor", minutes_a_day="30")).status_code == 200
        refused = await page.post("/people/age", json={"name": "Ben", "minor": False})
        assert "Only the owner" in refused.json()["error"]
        state = (await owners.post("/people/age", json={"name": "Ben", "minor": False})).json()
        assert state["minors"] == []
        there = (await page.get("/yours/state")).json()
        assert there["fixed"] == {} and there["care"]["age"] == "adult"
        assert (await have(page, content="open")).status_code == 200
        anima = await home.house.lives[ben.id].door.anima()
        assert anima.safeguards.open_content and not anima.safeguards.minor
        state = (await owners.post("/people/age", json={"name": "Ben", "minor": True})).json()
        assert state["minors"] == ["Ben"]
        assert anima.safeguards.minor and not anima.safeguards.open_content
        refused = await owners.post("/people/age", json={"name": "Theo", "minor": True})
        assert "owner" in refused.json()["error"]
        whats = {each.what for each in await (await home.house.register()).audit()}
        assert "under age" in whats and "of age" in whats


async def test_nobody_but_a_person_of_the_house_at_its_page(tmp_path: Path) -> None:
    theo, maya = await settled(tmp_path, "Theo", "Maya")
    async with people_house(tmp_path) as home:
        async with httpx.AsyncClient(base_url=home.address) as stranger:
            assert (await stranger.get("/yours/state")).status_code == 401
            assert (await have(stranger, age="minor")).status_code == 401
            assert (await stranger.get("/yours")).headers["location"].endswith("/enter")
        async with signed_in(home, theo) as page:
            await page.post("/people/guests", json={"allowed": True})
            elsewhere = {"Origin": "https://evil.example"}
            wish = {"do": "set", "care": {"age": "minor"}}
            foreign = await page.post("/yours/state", json=wish, headers=elsewhere)
            assert foreign.status_code == 403
            assert (await page.get("/yours/state")).json()["care"]["age"] == "adult"
        async with home.client(maya.token) as program:
            for answer in (await program.get("/yours/state"), await have(program, age="minor")):
                assert answer.status_code == 403 and "signed in" in answer.json()["error"]
        async with httpx.AsyncClient(base_url=home.address) as guest:
            assert (await guest.post("/people/guest", json={})).status_code == 200
            assert (await guest.get("/yours")).status_code == 200
            for answer in (await guest.get("/yours/state"), await have(guest, age="minor")):
                assert answer.status_code == 403


async def test_too_many_changes_have_to_wait(tmp_path: Path) -> None:
    async with people_house(tmp_path) as home, httpx.AsyncClient(base_url=home.address) as page:
        for number in range(60):
            assert (await have(page, minutes_a_day=str(number))).status_code == 200
        answer = await have(page, minutes_a_day="7")
        assert answer.status_code == 429 and "Wait ten minutes" in answer.json()["error"]
        assert (await page.get("/yours/state")).json()["care"]["minutes_a_day"] == "59"
