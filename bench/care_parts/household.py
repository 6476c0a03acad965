"""A household for a measurement: people with vaults of their own, served on loopback."""

import asyncio
import socket
from collections.abc import AsyncGenerator, Sequence
from contextlib import asynccontextmanager, nullcontext, suppress
from dataclasses import dataclass, replace
from pathlib import Path

import httpx

from anima.accounts import Credentials, Register, folder_of
from anima.app import OWNER, open_vault
from anima.house import House
from anima.interfaces.web import create_app, listen
from anima.llm import (
    ChatEvent,
    ChatRequest,
    Finished,
    Message,
    ModelProfile,
    SentenceEncoder,
    TextDelta,
    Usage,
)
from anima.loading import load_speech
from anima.memory import EventLog
from anima.models import WeightStore
from anima.page_door import PageDoor
from anima.people_desk import PeopleDesk
from anima.settings import Settings
from anima.shared_models import LanguageModels, SharedModels
from anima.storage import keep_key, new_key
from anima.values import PersonId, SessionId, SystemClock
from bench.care_parts.home import meet

LINES = 100
"""Lines of the page that may be open at once."""


class TellsAll:
    """The worst model there can be: it says every word that it was shown.

    What a good model keeps to itself this one does not: a leak into a prompt is a leak.
    """

    profile = ModelProfile("tells-all", 8192, "short", False, False)

    async def stream(self, request: ChatRequest) -> AsyncGenerator[ChatEvent]:
        """Every message of the request, as the answer."""
        yield TextDelta(" ".join(message.text for message in request.messages))
        yield Finished("stop", Usage(1, 0, 1))

    async def count_tokens(self, messages: Sequence[Message]) -> int:
        """A rough estimate."""
        return sum(len(message.text) // 4 for message in messages)

    async def warm(self, messages: Sequence[Message]) -> Usage:
        """There is nothing to warm."""
        return Usage(0, 0, 0)


@dataclass(frozen=True, slots=True)
class Resident:
    """Somebody who lives there.

    Attributes:
        id: Names their folder.
        name: As the household calls them.
        token: A key of a program of theirs, which opens their vault.
        friends: Of whom they told her something; unlike the secrets, others may ask for them.
        secrets: What they alone have told her, of each friend one.
        events: The moments in which they told it.
    """

    id: PersonId
    name: str
    token: str
    friends: tuple[str, ...]
    secrets: tuple[str, ...]
    events: tuple[str, ...]


async def settle(home: Path, people: int, secrets: int) -> list[Resident]:
    """People who have each told her so many secrets; this machine keeps none of their keys."""
    register = await Register.open(home, SystemClock())
    owner = await register.begin()
    credentials, made = Credentials(register), list[Resident]()
    for number in range(people):
        name = f"Person{number:02d}"
        _, invited = await register.invite(name, person=owner.id if number == 0 else None)
        person = await register.joined(invited, name, PersonId(f"p{number:02d}"))
        folder, key = folder_of(home, person.id), new_key()
        friends = tuple(f"Nami{number:02d}x{each:03d}" for each in range(secrets))
        words = tuple(f"canary{number:02d}x{each:03d}bird" for each in range(secrets))
        keep_key(folder, key)
        settings = replace(Settings(), home=folder)
        await meet(settings)
        async with await open_vault(settings) as vault:
            log = EventLog(vault, OWNER, SystemClock())
            told: list[str] = []
            for friend, word in zip(friends, words, strict=True):
                text = f"My friend {friend} likes {word}."
                told.append((await log.append(SessionId("told"), "heard", {"text": text})).id)
            await log.append(SessionId("told"), "session_closed", {})
        (folder / "vault.key").unlink()
        _, token = await credentials.begin(person.id, key, label="bench", kind="program")
        made.append(Resident(person.id, name, token, friends, words, tuple(told)))
    await register.vault.close()
    return made


@asynccontextmanager
async def served(home: Path) -> AsyncGenerator[tuple[House, str]]:
    """Serve the household, with real speech and embedding models; yields its address, too."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    settings = Settings(home=home, port=port, lines=LINES)
    house = House(settings, asyncio.get_running_loop().create_future())
    await house.start()
    encoder = SentenceEncoder(WeightStore().folder(settings.embedding))
    speech = await asyncio.to_thread(load_speech, settings)
    languages = LanguageModels(lambda _: nullcontext(TellsAll()))
    house.models.set_result(SharedModels(languages, encoder, speech))
    front = PageDoor(house.places, awake=house.models.done)
    app = create_app(front, household=PeopleDesk(house))
    tasks = [asyncio.create_task(listen(app, "127.0.0.1", port))]
    tasks.append(asyncio.create_task(house.watch()))
    address = f"http://localhost:{port}"
    try:
        async with httpx.AsyncClient() as client, asyncio.timeout(30):
            while True:
                with suppress(httpx.TransportError):
                    await client.get(f"{address}/health")
                    break
                await asyncio.sleep(0.05)
        yield house, address
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await house.close()
        encoder.close()
