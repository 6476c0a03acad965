"""`anima serve`: the page at once, and behind it the models as they wake."""

import asyncio
import os
import secrets
import signal
import webbrowser
from contextlib import AsyncExitStack, suppress
from socket import socket

import httpx
from rich.console import Console

from anima.accounts import OWNER_ID
from anima.app import Anima, vault_key
from anima.house import House
from anima.interfaces.web import bound, create_app, listen
from anima.loading import loaded
from anima.minds import in_plain_words
from anima.page_door import PageDoor
from anima.people_desk import PeopleDesk
from anima.persona.signature import load_kept, load_standing
from anima.relief import Relief
from anima.settings import Settings
from anima.shared_models import SharedModels
from anima.storage import VaultKey, has_key
from anima.storage import serving as announced
from anima.successor import AWAKE_SECONDS, Beside, Successor
from anima.values import AnimaError, SettingsError, StorageError
from anima.weights import bring_weights

OPEN_AFTER_SECONDS = 0.7
"""The server listens by then; a browser that comes earlier shows an error page."""

LEAVE_SECONDS = 60.0
"""So long she waits, when she has to go, until whoever talks has been told."""

LOOK_SECONDS = 0.02

_EVERYWHERE = {"": "localhost", "0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104
"""Where this machine itself finds what listens at every address."""


async def serve(
    settings: Settings, console: Console, *, open_page: bool, beside: Beside | None = None
) -> int | None:
    """Fetch what is missing, serve the page, wake her, and go on until interrupted.

    `beside` is the server that this one takes the place of, when all is loaded. Returns the
    process that has taken this one's place, if one has.
    """
    await bring_weights(settings, console, voice=True)
    async with AsyncExitStack() as stack:
        server = Server(settings, console, stack, beside)
        if beside is None:
            return await server.run(open_page=open_page)
        await server.models()
        server.key = await beside.turn()
        return await server.run(open_page=False)


class Server:
    """One process that serves her: at home, aside for the next version, or home again.

    Args:
        stack: What lasts as long as the process serves: its models above all.
    """

    def __init__(
        self, settings: Settings, console: Console, stack: AsyncExitStack, beside: Beside | None
    ) -> None:
        made = settings.token or secrets.token_urlsafe(24)
        self.token = made if settings.token or not settings.is_loopback else None
        self.key: VaultKey | None = None
        self._settings = settings
        self._console = console
        self._stack = stack
        self._beside = beside
        self._sockets: list[socket] = beside.sockets if beside else []
        self._models: SharedModels | None = None
        self._holds = False
        self._is_asked = False
        self._house: House | None = None
        self._relief = Relief(
            settings.home, start=self._start, tell=self._tell, go=self._go, answers=self._answers
        )

    async def models(self) -> SharedModels:
        """The models, loaded once."""
        if self._models is None:
            loading = loaded(self._settings, voice=True)
            self._models = await self._stack.enter_async_context(loading)
        return self._models

    async def run(self, *, open_page: bool) -> int | None:
        """Serve until the process is asked to end; says who has taken its place, if anybody."""
        self._stack.callback(lambda: [each.close() for each in self._sockets])
        try:
            while await self._at_home(open_page=open_page):
                open_page = False
                if (successor := await self._relief.is_aside()) is not None:
                    # From now on whoever ends this process means that one, also while it closes.
                    _pass_signals_on(successor.pid)
                    self._console.print("She goes on, as another version.")
                    return successor.pid
        except ExceptionGroup as failed:
            known = failed.subgroup(AnimaError)
            raise (known.exceptions[0] if known else failed) from None
        return None

    async def _at_home(self, *, open_page: bool) -> bool:
        """Serve until the process is asked to end, or to step aside; says whether it was that."""
        settings, console = self._settings, self._console
        self._house = house = House(settings, asyncio.get_running_loop().create_future())
        several = await house.is_open()
        address = f"{settings.page}/" if several else page_address(settings, self.token)
        if self._beside is None and self._models is None:
            told = f"\nAnima is at [bold]{address}[/bold]  (Ctrl-C ends her)"
            console.print(told, soft_wrap=True)
        async with AsyncExitStack() as stack, asyncio.TaskGroup() as tasks:
            stack.enter_context(announced(settings.home))
            # Left before the models are: the lives end before those do.
            stack.push_async_callback(house.close)
            front = await self._front(house, several=several)
            app = create_app(
                front,
                token=self.token,
                origins=settings.origins.split(),
                host=settings.host,
                household=PeopleDesk(house),
            )
            self._sockets = self._sockets or await _bound(settings)
            server = tasks.create_task(
                listen(app, settings.host, settings.port, sockets=self._sockets)
            )
            opening = tasks.create_task(_open(address)) if open_page else None
            with console.status("She is waking …"):
                models = await self.models()
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
            await self._is_home()
            leaving = tasks.create_task(self._relief.wanted())
            await asyncio.wait([server, leaving], return_when=asyncio.FIRST_COMPLETED)
            steps_aside = not server.done()
            if steps_aside:
                self._relief.leaves()
            for task in (server, leaving, watching, opening):
                if task is not None:
                    task.cancel()
        return steps_aside

    async def _front(self, house: House, *, several: bool) -> PageDoor:
        """The door for what is nobody's, or of the one person who lives here."""
        settings = self._settings
        if not several:
            self.key = self.key or await vault_key(settings)
            return house.unseal(OWNER_ID, self.key).door
        await house.start()
        if settings.key_place == "passphrase" and has_key(settings.home, "passphrase"):
            self.key = self.key or await vault_key(settings)
            house.unseal(OWNER_ID, self.key)
        return PageDoor(house.places, awake=house.models.done)

    async def _is_home(self) -> None:
        """She is awake: from now on the next version may be wanted in her place."""
        if self._is_asked:
            self._relief.is_home()
        else:
            opening = self._relief.open(in_place=self._beside is not None)
            await self._stack.enter_async_context(opening)
            self._is_asked = True
        if self._beside is not None:
            await self._beside.awake()
            self._beside = None

    async def _start(self) -> Successor:
        """Start the next version; the language model stays, also while no life has need of it."""
        models = await self.models()
        if not self._holds:
            await models.languages.hold(self._settings, self._stack)
            self._holds = True
        return await Successor.start(self._sockets, self.token)

    async def _go(self, successor: Successor) -> None:
        # What only a person can give, a passphrase, is not asked for again.
        await successor.go(self.key if self._settings.key_place == "passphrase" else None)

    async def _tell(self, words: str) -> int:
        lives = list(self._house.lives.values()) if self._house else []
        told = [life.door.tell(words, patience=LEAVE_SECONDS) for life in lives]
        return sum(await asyncio.gather(*told))

    async def _answers(self) -> None:
        """Return when the page says that she is awake; by now only the successor can."""
        settings = self._settings
        host = _EVERYWHERE.get(settings.host, settings.host)
        url = httpx.URL(scheme="http", host=host, port=settings.port, path="/health")
        key = {"Authorization": f"Bearer {self.token}"} if self.token else {}
        try:
            async with (
                asyncio.timeout(AWAKE_SECONDS),
                httpx.AsyncClient(headers=key, trust_env=False, timeout=AWAKE_SECONDS) as client,
            ):
                while not await _is_awake(client, url):  # noqa: ASYNC110  # another process
                    await asyncio.sleep(LOOK_SECONDS)
        except TimeoutError:
            raise StorageError("The new version does not answer.") from None


async def _is_awake(client: httpx.AsyncClient, url: httpx.URL) -> bool:
    try:
        return bool((await client.get(url)).json()["awake"])
    except (httpx.HTTPError, ValueError, KeyError, TypeError):
        return False


async def _bound(settings: Settings) -> list[socket]:
    try:
        return await asyncio.to_thread(bound, settings.host, settings.port)
    except OSError as error:
        raise SettingsError(
            f"The page cannot be served at {settings.host}, port {settings.port}: "
            f"{error.strerror}.",
            advice="End what is there, or set ANIMA_PORT to another.",
        ) from error


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


def _pass_signals_on(pid: int) -> None:
    """What asks this process to end asks that one, from now on."""

    def pass_on(number: int, _: object) -> None:
        with suppress(ProcessLookupError):
            os.kill(pid, number)

    for each in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(each, pass_on)
