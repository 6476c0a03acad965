"""The embedded model's server: started, watched, started again when it dies, and stopped."""

import asyncio
import json
import logging
import secrets
import shutil
import sys
import tempfile
from asyncio.subprocess import DEVNULL, PIPE, Process
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from types import TracebackType
from typing import Self

from pydantic import BaseModel, ValidationError

from anima.llm.slot_states import StateFolder
from anima.values import ModelUnavailableError, WeightsError

_log = logging.getLogger(__name__)

_SERVER = Path(__file__).with_name("embedded_server.py")
_MEMORY = Path("/dev/shm")  # noqa: S108  # a folder of our own in it, open to nobody else
_LOAD_SECONDS = 120.0
_STOP_SECONDS = 5.0
_FIRST_PAUSE_SECONDS = 0.5
_LONGEST_PAUSE_SECONDS = 60.0


@dataclass(frozen=True, slots=True)
class EmbeddedOptions:
    """How the embedded model runs.

    Attributes:
        threads: Threads that generate and that read prompts.
        slots: Conversations whose prompts are kept ready at the same time. A token of context takes
            28 KB with a 1.5B model: a slot of 4096 tokens 115 MB.
        context_tokens: Tokens of prompt and answer together, of each conversation.
    """

    threads: int = 2
    slots: int = 3
    context_tokens: int = 4096


class _Greeting(BaseModel):
    """What the server process says once it is ready, or that it cannot be."""

    address: str = ""
    error: str = ""


class EmbeddedRuntime:
    """Holds llama.cpp's server in a process of its own, reachable on loopback with a fresh key.

    Use as an async context manager. When the process dies, it is started again on the same port;
    until it is ready requests fail as they do for any server that is down.

    Args:
        weights: The GGUF file.
        name: The model's name, as the server will list it.
        options: Threads, slots and context.

    Raises `WeightsError` on entering when there is no such file, and `ModelUnavailableError` when
    llama.cpp cannot load it.
    """

    def __init__(self, weights: Path, *, name: str, options: EmbeddedOptions | None = None) -> None:
        self._weights = weights
        self._name = name
        self._options = options or EmbeddedOptions()
        self._key = secrets.token_urlsafe(32)
        self._address = ""
        self._states: Path | None = None
        self._process: Process | None = None
        self._watch: asyncio.Task[None] | None = None

    @property
    def base_url(self) -> str:
        """Where the OpenAI-compatible API is."""
        return f"{self._address}/v1"

    @property
    def api_key(self) -> str:
        """The key without which the server answers nobody."""
        return self._key

    @property
    def states(self) -> StateFolder | None:
        """Where the states of slots pass through; None where the system has no folder in memory."""
        return StateFolder(self._states, self._reader()) if self._states else None

    @property
    def process_id(self) -> int | None:
        """The server's process, to measure its memory; None when none runs."""
        process = self._process
        return process.pid if process is not None and process.returncode is None else None

    async def __aenter__(self) -> Self:
        if not self._weights.is_file():
            raise WeightsError(
                "The embedded model's weights are not there.", advice="Run anima models get."
            )
        self._states = _folder_in_memory()
        try:
            await self._start()
        except BaseException:
            self._drop_states()
            raise
        self._watch = asyncio.create_task(self._keep_running())
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._watch is not None:
            self._watch.cancel()
            await asyncio.gather(self._watch, return_exceptions=True)
            self._watch = None
        if self._process is not None:
            await _stop(self._process)
            self._process = None
        self._drop_states()

    def _drop_states(self) -> None:
        if self._states is not None:
            shutil.rmtree(self._states, ignore_errors=True)
            self._states = None

    def _reader(self) -> str:
        """What a state depends on. A file that was written anew counts as another."""
        found = self._weights.stat()
        about = (version("xllamacpp"), self._name, found.st_size, found.st_mtime_ns)
        return " ".join(str(part) for part in (*about, self._options.context_tokens))

    async def _keep_running(self) -> None:
        """Start the process again whenever it ends, pausing longer after each failure."""
        pause = _FIRST_PAUSE_SECONDS
        while True:
            if self._process is not None:
                await self._process.wait()
            _log.warning("the embedded model's process ended; it is started again")
            await asyncio.sleep(pause)
            try:
                await self._start()
                pause = _FIRST_PAUSE_SECONDS
            except ModelUnavailableError:
                pause = min(2 * pause, _LONGEST_PAUSE_SECONDS)

    async def _start(self) -> None:
        # A group of its own: Ctrl-C in the terminal must not end it before we are done. Not
        # a session: Linux would share the processor out by session, and its niceness mean nothing.
        try:
            process = await asyncio.create_subprocess_exec(
                sys.executable,
                "-P",
                str(_SERVER),
                stdin=PIPE,
                stdout=PIPE,
                stderr=DEVNULL,
                process_group=0,
            )
        except OSError as error:  # no memory or no file left, as just after a process was killed
            raise _not_loaded() from error
        self._process = process
        try:
            async with asyncio.timeout(_LOAD_SECONDS):
                greeting = await self._greeting(process)
        except TimeoutError as error:
            await _stop(process)
            raise _not_loaded() from error
        except BaseException:
            await _stop(process)
            raise
        if not greeting.address:
            await _stop(process)
            raise _not_loaded()
        self._address = greeting.address

    async def _greeting(self, process: Process) -> _Greeting:
        asked = {
            "path": str(self._weights),
            "name": self._name,
            "key": self._key,
            "port": int(self._address.rsplit(":", 1)[-1]) if self._address else 0,
            "threads": self._options.threads,
            "slots": self._options.slots,
            "context_tokens": self._options.context_tokens,
            "states": str(self._states or ""),
        }
        if process.stdin is None or process.stdout is None:
            raise ModelUnavailableError("The embedded model's process has no pipes.")
        process.stdin.write(json.dumps(asked).encode() + b"\n")
        try:
            await process.stdin.drain()
            return _Greeting.model_validate_json(await process.stdout.readline())
        except (ConnectionError, ValidationError):
            return _Greeting()


def _not_loaded() -> ModelUnavailableError:
    return ModelUnavailableError(
        "The embedded model could not be loaded.",
        advice="Check that memory is free, and verify the weights with anima doctor.",
    )


def _folder_in_memory() -> Path | None:
    """A new folder that only this user can open and that is on no disk; None where there is none.

    A container may have little room there: what finds none is not kept, and nothing else happens.
    """
    try:
        return Path(tempfile.mkdtemp(prefix="anima-", dir=_MEMORY)) if _MEMORY.is_dir() else None
    except OSError:
        return None


async def _stop(process: Process) -> None:
    """End the process: by the end of its input, and by force when it does not heed that."""
    if process.returncode is not None:
        return
    if process.stdin is not None:
        process.stdin.close()
    try:
        async with asyncio.timeout(_STOP_SECONDS):
            await process.wait()
    except TimeoutError:
        process.kill()
        await process.wait()
