"""`anima serve`: the page at once, and behind it the models as they wake."""

import asyncio
import secrets
import webbrowser
from contextlib import AsyncExitStack

from rich.console import Console

from anima.accounts import OWNER_ID
from anima.app import Anima, vault_key
from anima.house import House
from anima.interfaces.web import create_app, listen
from anima.loading import loaded
from anima.minds import in_plain_words
from anima.page_door import PageDoor
from anima.people_desk import PeopleDesk
from anima.persona.signature import load_kept, load_standing
from anima.settings import Settings
from anima.storage import has_key
from anima.storage import serving as announced
from anima.weights import bring_weights

OPEN_AFTER_SECONDS = 0.7
"""The server listens by then; a browser that comes earlier shows an error page."""


async def serve(settings: Settings, console: Console, *, open_page: bool) -> None:
    """Fetch what is missing, serve the page, wake her, and go on until interrupted."""
    await bring_weights(settings, console, voice=True)
    made = settings.token or secrets.token_urlsafe(24)
    token = made if settings.token or not settings.is_loopback else None
    house = House(settings, asyncio.get_running_loop().create_future())
    several = await house.is_open()
    address = f"{settings.page}/" if several else page_address(settings, token)
    console.print(f"\nAnima is at [bold]{address}[/bold]  (Ctrl-C ends her)", soft_wrap=True)
    async with AsyncExitStack() as stack, asyncio.TaskGroup() as tasks:
        stack.enter_context(announced(settings.home))
        stack.push_async_callback(house.close)
        front = PageDoor(house.places, awake=house.models.done)
        if several:
            await house.start()
            if settings.key_place == "passphrase" and has_key(settings.home, "passphrase"):
                house.unseal(OWNER_ID, await vault_key(settings))
        else:
            front = house.unseal(OWNER_ID, await vault_key(settings)).door
        app = create_app(
            front,
            token=token,
            origins=settings.origins.split(),
            host=settings.host,
            household=PeopleDesk(house),
        )
        server = tasks.create_task(listen(app, settings.host, settings.port))
        opening = tasks.create_task(_open(address)) if open_page else None
        with console.status("She is waking …"):
            models = await stack.enter_async_context(loaded(settings, voice=True))
        # What was entered last is left first: the lives end before the models do.
        stack.push_async_callback(house.close)
        house.models.set_result(models)
        watching = tasks.create_task(house.watch())
        if several:
            console.print("She is awake.")
        else:
            anima = await front.anima()
            await models.let_go()
            console.print("She is awake.")
            for line in await how_she_thinks(anima):
                console.print(line, highlight=False, markup=False)
        await server
        watching.cancel()
        if opening:
            opening.cancel()


async def how_she_thinks(anima: Anima) -> list[str]:
    """What is to be said of her model when it is not simply the one that she was known by."""
    now, kept = await load_standing(anima.log), await load_kept(anima.log)
    model = anima.model.profile.name
    if now.held or now.refused or now.way == "unmeasured":
        problem = anima.minds.problem if anima.minds else ""
        return [
            *in_plain_words(now, problem),
            "To decide: anima who model, or the page Who she is.",
        ]
    if kept and kept.signature.model != model and not now.inside:
        was = kept.signature.model
        told = f"She answers by {model}, and was known by {was}."
        return [f"{told} Whether she is still herself: anima who compare"]
    return []


def page_address(settings: Settings, token: str | None) -> str:
    """Where the page is, with the token that lets a person in when it is not on loopback."""
    host = "localhost" if settings.is_loopback else settings.host
    secret = f"/?token={token}" if token else "/"
    return f"http://{host}:{settings.port}{secret}"


async def _open(address: str) -> None:
    await asyncio.sleep(OPEN_AFTER_SECONDS)
    await asyncio.to_thread(webbrowser.open, address)
