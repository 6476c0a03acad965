"""An installation of several people, served for real; only the models are substituted."""

import asyncio
import json
from collections.abc import AsyncGenerator, Collection
from contextlib import asynccontextmanager, nullcontext, suppress
from dataclasses import dataclass, replace
from pathlib import Path

import httpx
from acquainted import acquaint
from scripted_model import ScriptedModel
from served_anima import free_port
from word_embedder import WordEmbedder

from anima.accounts import Credentials, Register, folder_of, recovery
from anima.house import House
from anima.interfaces.web import create_app, listen
from anima.llm import ChatModel
from anima.page_door import PageDoor
from anima.people_desk import PeopleDesk
from anima.settings import Settings
from anima.shared_models import LanguageModels, SharedModels
from anima.storage import keep_key, new_key
from anima.values import Clock, PersonId, SystemClock


@dataclass
class Home:
    """A house, and where it is served."""

    house: House
    address: str

    def client(self, token: str) -> httpx.AsyncClient:
        """A program with its key, or a browser's session as one."""
        return httpx.AsyncClient(
            base_url=self.address, headers={"Authorization": f"Bearer {token}"}, timeout=60
        )


@dataclass(frozen=True)
class Resident:
    """Somebody who lives there already."""

    id: PersonId
    name: str
    token: str
    code: str


async def settled(home: Path, *names: str, clock: Clock | None = None) -> list[Resident]:
    """People with vaults and keys of programs; the first becomes the owner."""
    register = await Register.open(home, clock or SystemClock())
    owner = await register.begin()
    made: list[Resident] = []
    for number, name in enumerate(names):
        known = owner.id if number == 0 else None
        _, token = await register.invite(name, person=known)
        person = await register.joined(token, name, PersonId(f"p{number}"))
        folder, key = folder_of(home, person.id), new_key()
        keep_key(folder, key)
        await acquaint(replace(Settings(), home=folder))
        (folder / "vault.key").unlink()
        code = recovery.keep(folder, key)
        credentials = Credentials(register)
        _, secret = await credentials.begin(person.id, key, label="test", kind="program")
        made.append(Resident(person.id, name, secret, code))
    await register.vault.close()
    return made


@asynccontextmanager
async def people_house(
    home: Path,
    model: ChatModel | None = None,
    *,
    clock: Clock | None = None,
    behind: str = "",
    origins: Collection[str] = (),
) -> AsyncGenerator[Home]:
    """Serve it while the block runs; `behind` is the address that a proxy gives it, and `origins`
    are pages of others that may use it."""
    port = free_port()
    settings = Settings(home=home, port=port, address=behind)
    house = House(settings, asyncio.get_running_loop().create_future(), clock=clock)
    front = PageDoor(house.places, awake=house.models.done)
    if await house.is_open():
        await house.start()
    else:
        from anima.accounts import OWNER_ID
        from anima.app import vault_key

        front = house.unseal(OWNER_ID, await vault_key(settings)).door
    house.models.set_result(
        SharedModels(
            LanguageModels(lambda _: nullcontext(model or ScriptedModel())), WordEmbedder(), None
        )
    )
    app = create_app(front, household=PeopleDesk(house), origins=origins)
    serving = asyncio.create_task(listen(app, "127.0.0.1", port))
    watching = asyncio.create_task(house.watch())
    address = f"http://localhost:{port}"
    async with httpx.AsyncClient() as client:
        for _ in range(200):
            with suppress(httpx.TransportError):
                await client.get(f"{address}/health")
                break
            await asyncio.sleep(0.02)
    try:
        yield Home(house, address)
    finally:
        watching.cancel()
        serving.cancel()
        await asyncio.gather(watching, serving, return_exceptions=True)
        await house.close()


async def asked(client: httpx.AsyncClient, text: str) -> str:
    """What she answers over the protocol of text clients."""
    body = {"model": "anima", "messages": [{"role": "user", "content": text}]}
    answer = await client.post("/v1/chat/completions", content=json.dumps(body))
    assert answer.status_code == 200, answer.text
    return str(answer.json()["choices"][0]["message"]["content"])
