"""Fifty people in one installation: what one learns of another, and what a thief of the disk."""

import asyncio
import itertools
import json
import random
import re
import sqlite3
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import httpx
from rich.console import Console
from websockets.asyncio.client import ClientConnection, connect

from anima.people_app import remove
from anima.settings import Settings
from anima.storage import VaultKey, plain_pages
from anima.values import AnimaError
from bench.care_parts import foreign
from bench.care_parts.household import Resident, served, settle
from bench.report import Report

PEOPLE, SECRETS, QUERIES = 50, 20, 10_000
TALKS = 500
"""Of the queries so many are sentences said to her, which change what she remembers."""

ON_THE_PAGE = 1000
"""So many go over the page's own line: a look back, and a search."""

TALK_AT_ONCE = 2
"""More of them at a time, and she would answer before she has looked for anything in memory."""

_WORD = "canary"


@dataclass
class _Tally:
    """What the queries found."""

    asked: Counter[str] = field(default_factory=Counter[str])
    own: Counter[str] = field(default_factory=Counter[str])
    lost: int = 0
    talking: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(TALK_AT_ONCE))
    leaks: list[str] = field(default_factory=list[str])

    def took(self, door: str, who: Resident, answer: str) -> None:
        """Note an answer; a secret of another's in it is a leak. No question holds a secret."""
        self.asked[door] += 1
        own = answer.count(_own(who))
        self.own[door] += own > 0
        if answer.count(_WORD) > own:
            self.leaks.append(f"{door}, asked by {who.name}")


def _own(who: Resident) -> str:
    """How the secrets of this person begin, and nobody else's."""
    return who.secrets[0][: len(_WORD) + len("00x")]


async def measure_isolation(report: Report, queries: int, *, show: bool) -> None:
    """Ask, by every door and all at once, for what others have told; then steal the disk."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        people = await settle(home, PEOPLE, SECRETS)
        async with served(home) as (house, address):
            tally = _Tally()
            began = time.perf_counter()
            await _ask_all(address, people, queries, tally)
            taken = time.perf_counter() - began
            _report_queries(report, tally, taken)
            assert len(house.lives) == len(people)
            stolen, opened = await asyncio.to_thread(_as_thief, home, people)
            left = await _without(home, people[-1], house.lives[people[-1].id].key)
        if show:
            print("\n".join(f"  {each}" for each in tally.leaks))
        shared = _shared(people, queries)
        report.baseline("leaks_shared_index", shared, "answers", "one full-text index, searches")
        count = PEOPLE * SECRETS
        note = f"of {count}: every file, and every key on the disk tried"
        report.figure("stolen_canaries", stolen + opened, "", note)
        plain = _plain_store(people)
        report.baseline("stolen_canaries_sqlite", plain, "", "the same in an ordinary database")
        note = f"of {SECRETS} of one who was removed, for whoever has the key"
        report.figure("removed_canaries", left, "", note)


def _report_queries(report: Report, tally: _Tally, seconds: float) -> None:
    doors = ", ".join(f"{door} {count}" for door, count in sorted(tally.asked.items()))
    total = sum(tally.asked.values())
    report.figure("leaks", len(tally.leaks), "answers", f"of {total}, {PEOPLE} people: {doors}")
    own = ", ".join(f"{door} {count}" for door, count in sorted(tally.own.items()) if count)
    report.figure("own_told", sum(tally.own.values()), "answers", f"of the asker's own: {own}")
    report.figure("lost_facts", tally.lost, "", "of others, by their ids")
    report.figure("household_queries_per_s", total / seconds, "1/s", f"{PEOPLE} at once")


@dataclass(frozen=True)
class _Wanted:
    """Something of another's: by name, and by the ids that only they should know."""

    friend: str
    event: str
    fact: str


async def _ask_all(address: str, people: Sequence[Resident], queries: int, tally: _Tally) -> None:
    facts = {who.id: await _fact_ids(address, who) for who in people}
    share = queries // len(people)

    async def ask(number: int, who: Resident) -> None:
        draw = random.Random(number)  # noqa: S311  # the same queries each time
        others = [each for each in people if each is not who]

        def want() -> _Wanted:
            other = draw.choice(others)
            at = draw.randrange(len(other.friends))
            return _Wanted(other.friends[at], other.events[at], draw.choice(facts[other.id]))

        await _ask(address, who, want, share, tally)

    async with asyncio.TaskGroup() as tasks:
        for number, who in enumerate(people):
            tasks.create_task(ask(number, who))
    for who in people:
        tally.lost += len(set(facts[who.id]) - set(await _fact_ids(address, who)))


async def _fact_ids(address: str, who: Resident) -> list[str]:
    async with _client(address, who) as client:
        return re.findall(r'"id": ?"([^"]+)"', await _facts(client, None)) or ["none"]


def _client(address: str, who: Resident) -> httpx.AsyncClient:
    key = {"Authorization": f"Bearer {who.token}"}
    return httpx.AsyncClient(base_url=address, headers=key, timeout=300)


async def _ask(
    address: str, who: Resident, want: Callable[[], _Wanted], share: int, tally: _Tally
) -> None:
    """One person's queries, by each door in turn."""
    talks, page = (share * part // QUERIES for part in (TALKS, ON_THE_PAGE))
    async with _client(address, who) as client:
        doors = itertools.cycle((_search, _facts, _who, _letters, _people, _sound, _forget))
        for number in range(share - page):
            if number < talks:
                async with tally.talking:
                    tally.took("talk", who, await _talk(client, want()))
            else:
                door = next(doors)
                tally.took(door.__name__[1:], who, await door(client, want()))
    async with tally.talking:
        for door, ask in (("rtvi", foreign.rtvi), ("realtime", foreign.realtime)):
            tally.took(door, who, await ask(address, who.token, _question(want())))
        if foreign.HAS_WEBRTC:
            told = await foreign.webrtc(address, who.token, _question(want()))
            tally.took("webrtc", who, told)
    socket = f"{address.replace('http', 'ws')}/ws?token={who.token}"
    async with connect(socket, max_size=1 << 24) as line:
        for number in range(page):
            search = {"query": want().friend}
            t, d = ("search", search) if number % 2 else ("history", {"limit": 200})
            tally.took(f"page {t}", who, await _over_the_line(line, str(number), t, d))


async def _talk(client: httpx.AsyncClient, wanted: _Wanted) -> str:
    body = {"model": "anima", "messages": [{"role": "user", "content": _question(wanted)}]}
    return _good(await client.post("/v1/chat/completions", json=body))


def _question(wanted: _Wanted) -> str:
    return f"What does my friend {wanted.friend} like?"


async def _search(client: httpx.AsyncClient, wanted: _Wanted) -> str:
    words = {"words": f"friend {wanted.friend}"}
    return _good(await client.get("/memory/search", params=words))


async def _facts(client: httpx.AsyncClient, _: _Wanted | None) -> str:
    return _good(await client.get("/memory/facts"))


async def _who(client: httpx.AsyncClient, _: _Wanted) -> str:
    return _good(await client.get("/who/state"))


async def _letters(client: httpx.AsyncClient, _: _Wanted) -> str:
    return (await client.post("/letters/ask", json={"do": "all"})).text


async def _people(client: httpx.AsyncClient, wanted: _Wanted) -> str:
    return _good(await client.post("/people/state", json={"name": wanted.friend}))


async def _sound(client: httpx.AsyncClient, wanted: _Wanted) -> str:
    return (await client.get(f"/memory/sound/{wanted.event}")).text


async def _forget(client: httpx.AsyncClient, wanted: _Wanted) -> str:
    return (await client.post(f"/memory/facts/{wanted.fact}", json={"action": "forget"})).text


async def _over_the_line(line: ClientConnection, id_: str, t: str, d: object) -> str:
    message = {"label": "rtvi-ai", "type": "client-message", "id": id_, "data": {"t": t, "d": d}}
    await line.send(json.dumps(message))
    seen: list[str] = []
    async with asyncio.timeout(120):
        while True:
            seen.append(str(await line.recv()))
            told = json.loads(seen[-1])
            if told.get("id") == id_ and told["type"] == "server-response":
                return "\n".join(seen)


def _good(answer: httpx.Response) -> str:
    answer.raise_for_status()
    return answer.text


def _shared(people: Sequence[Resident], queries: int) -> int:
    """The same searches in one full-text index of everybody's words, as many programs have it."""
    draw, leaks = random.Random(0), 0  # noqa: S311
    store = _store(people)
    searches = queries * (QUERIES - TALKS - ON_THE_PAGE) // QUERIES // 7
    for _ in range(searches):
        who, other = draw.sample(people, 2)
        query = f'friend OR "{draw.choice(other.friends)}"'
        found = store.execute(
            "SELECT words FROM said WHERE said MATCH ? ORDER BY rank LIMIT 5", (query,)
        )
        leaks += any(_own(who) not in words for (words,) in found)
    store.close()
    return leaks


def _store(people: Sequence[Resident], place: str = ":memory:") -> sqlite3.Connection:
    store = sqlite3.connect(place)
    store.execute("CREATE VIRTUAL TABLE said USING fts5 (words)")
    rows = [
        (f"My friend {friend} likes {word}.",)
        for each in people
        for friend, word in zip(each.friends, each.secrets, strict=True)
    ]
    store.executemany("INSERT INTO said VALUES (?)", rows)
    store.commit()
    return store


def _plain_store(people: Sequence[Resident]) -> int:
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder) / "store.db"
        _store(people, str(place)).close()
        return _seen(place.read_bytes(), people)


def _as_thief(home: Path, people: Sequence[Resident]) -> tuple[int, int]:
    """Every file of the running installation is read, and every key in it tried on every vault."""
    files = [path for path in home.rglob("*") if path.is_file()]
    plain = b"".join(path.read_bytes() for path in files)
    keys = [VaultKey(bytes.fromhex(path.read_text())) for path in files if path.suffix == ".key"]
    opened = b""
    for vault, key in itertools.product([each for each in files if each.suffix == ".db"], keys):
        try:
            opened += b"".join(plain_pages(vault, key))
        except (AnimaError, ValueError):
            continue
    return _seen(plain, people), _seen(opened, people)


async def _without(home: Path, who: Resident, key: VaultKey) -> int:
    """Remove somebody as the owner would; what is left of their words, for whoever has the key."""
    await remove(Settings(home=home), Console(quiet=True), who.name, lambda _: True)
    return await asyncio.to_thread(_left, home, who, key)


def _left(home: Path, who: Resident, key: VaultKey) -> int:
    files = [path for path in home.rglob("*") if path.is_file()]
    content = b"".join(path.read_bytes() for path in files)
    vaults = [path for path in files if path.suffix == ".db"]
    return _seen(content + b"".join(b"".join(plain_pages(each, key)) for each in vaults), [who])


def _seen(content: bytes, people: Sequence[Resident]) -> int:
    low = content.lower()
    return sum(word.encode() in low for each in people for word in each.secrets)
