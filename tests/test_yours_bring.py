"""Chats of another program brought by the page: told as it goes on, asked whose it is, found."""

import asyncio
import json
from collections.abc import AsyncGenerator, Callable
from pathlib import Path
from typing import cast

import httpx
import pytest
from people_house import people_house, settled

from anima import bring_desk
from anima.accounts import OWNER_ID, folder_of
from anima.values import JsonValue
from tests.test_yours import signed_in

CHAT = "".join(
    f"31/12/21, 10:{minute:02} - {who}: The boat Petrel, {minute}.\n"
    for minute, who in enumerate(("Jo Silva", "Al") * 20)
)


async def bring(
    page: httpx.AsyncClient, content: bytes, name: str = "chat.txt"
) -> list[dict[str, JsonValue]]:
    answer = await page.post("/yours/bring", params={"name": name}, content=content)
    assert answer.status_code == 200, answer.text
    return [json.loads(line) for line in answer.text.splitlines()]


async def until(true: Callable[[], bool]) -> None:
    for _ in range(500):
        if true():
            return
        await asyncio.sleep(0.01)
    raise AssertionError("it did not come to it")


def left_in(folder: Path) -> list[Path]:
    return list(folder.glob(f"{bring_desk.PREFIX}*"))


async def test_a_member_brings_a_chat_is_asked_who_they_are_and_finds_it(tmp_path: Path) -> None:
    theo, maya = await settled(tmp_path, "Theo", "Maya")
    async with people_house(tmp_path) as home, signed_in(home, maya) as page:
        told = await bring(page, CHAT.encode(), "../../WhatsApp Chat.txt")
        assert told[0] == {"what": "reading", "done": 40}
        writers = cast(list[list[JsonValue]], told[-1]["writers"])
        assert sorted(writers) == [["Al", 20], ["Jo Silva", 20]]
        assert not left_in(folder_of(tmp_path, maya.id))
        assert "Petrel" not in (await page.get("/memory/search?words=boat")).text
        body = {"import": told[-1]["import"], "me": "Al"}
        done = await page.post("/yours/written", json=body)
        assert json.loads(done.text.splitlines()[-1]) == {"source": "WhatsApp", "new": 40}
        assert "Petrel" in (await page.get("/memory/search?words=boat")).text
        again = await page.post("/yours/written", json=body)
        assert "waits no more" in json.loads(again.text)["error"]
        assert (await bring(page, CHAT.encode(), "WhatsApp Chat.txt"))[-1]["new"] == 0
        async with signed_in(home, theo) as owners:
            assert "Petrel" not in (await owners.get("/memory/search?words=boat")).text


@pytest.mark.parametrize(
    ("content", "name", "said"),
    [
        (b"", "chat.txt", "no export that is known"),
        (b"hello", "", "no export that is known"),
        (b"PK\x03\x04 not a zip", "chat.zip", "no export that is known"),
        (b"age-encryption.org/v1\n", "life.anima", "whole life"),
        (b"x" * 3000, "chat.txt", "larger than 1 GB"),
    ],
)
async def test_what_cannot_be_brought_is_one_sentence_and_nothing_is_left(
    tmp_path: Path, content: bytes, name: str, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bring_desk, "MOST_BYTES", 2000)
    async with people_house(tmp_path) as home, httpx.AsyncClient(base_url=home.address) as page:
        answer = await page.post("/yours/bring", params={"name": name}, content=content)
        assert said in answer.text, answer.text
        assert not left_in(tmp_path)
        answer = await page.post("/yours/written", json={"import": "x"})
        assert answer.status_code == 400 and "error" in answer.json()


async def test_a_file_that_stops_coming_leaves_nothing_and_the_next_is_taken(
    tmp_path: Path,
) -> None:
    async with people_house(tmp_path) as home, httpx.AsyncClient(base_url=home.address) as page:
        begun = asyncio.Event()

        async def slowly() -> AsyncGenerator[bytes]:
            yield CHAT.encode()[:500]
            begun.set()
            await asyncio.sleep(60)

        sending = asyncio.create_task(
            page.post("/yours/bring", params={"name": "chat.txt"}, content=slowly())
        )
        await begun.wait()
        await until(lambda: bool(left_in(tmp_path)))
        busy = await page.post("/yours/bring", params={"name": "b.txt"}, content=b"x")
        assert "Another file" in busy.json()["error"]
        sending.cancel()
        await asyncio.gather(sending, return_exceptions=True)
        await until(lambda: not left_in(tmp_path))
        assert (await bring(page, CHAT.encode()))[-1]["import"]
        assert home.house.lives[OWNER_ID]


async def test_a_guest_and_a_program_bring_nothing(tmp_path: Path) -> None:
    theo, _ = await settled(tmp_path, "Theo", "Maya")
    async with people_house(tmp_path) as home, home.client(theo.token) as program:
        for path in ("/yours/bring?name=a.txt", "/yours/written"):
            assert (await program.post(path, content=CHAT)).status_code == 403
