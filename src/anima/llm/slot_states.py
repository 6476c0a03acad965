"""The state of a llama.cpp server's slots, written to and read from a folder in memory."""

import asyncio
import logging
import secrets
from collections.abc import AsyncGenerator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from anima.llm.chat_model import Message
from anima.llm.endpoint import Endpoint
from anima.llm.read_prompt import ReadPrompt
from anima.llm.slots import Slots
from anima.llm.wire import SlotAction
from anima.values import ModelError

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class StateFolder:
    """Where a server on this machine writes states, and who it is.

    Attributes:
        path: A folder in memory that only this user can open: a state holds the words of its
            prompt, and they must not come to a disk unsealed.
        reader: The weights and the runtime; a state is of use to the same only.
    """

    path: Path
    reader: str


class SlotStates:
    """Gives the state of a slot, and takes one up.

    Args:
        endpoint: The server, started with `--slot-save-path` set to the folder.
        slots: Which prompt is in which slot.
        folder: Where states pass through.
    """

    def __init__(self, endpoint: Endpoint, slots: Slots, folder: StateFolder) -> None:
        self._endpoint = endpoint
        self._slots = slots
        self._folder = folder

    async def give(self, messages: Sequence[Message]) -> ReadPrompt | None:
        """What was made of this prompt; None when no slot ends with it any more."""
        slot = self._slots.holding(messages)
        if slot is None:
            return None
        async with self._passing() as path:
            if not await self._asked(slot, "save", path) or self._slots.holding(messages) != slot:
                return None
            try:
                state = await asyncio.to_thread(path.read_bytes)
            except OSError:
                return None
        return ReadPrompt(tuple(messages), state)

    async def take(self, read: ReadPrompt) -> bool:
        """Have the slot that costs least go on from this; says whether it does."""
        async with self._passing() as path:
            try:
                await asyncio.to_thread(path.write_bytes, read.state)
            except OSError:
                return False
            slot = self._slots.choose(read.messages)
            taken = await self._asked(slot, "restore", path)
        if not taken:
            self._slots.forget(slot)
        return taken

    @asynccontextmanager
    async def _passing(self) -> AsyncGenerator[Path]:
        path = self._folder.path / secrets.token_hex(8)
        try:
            yield path
        finally:
            path.unlink(missing_ok=True)

    async def _asked(self, slot: int, action: str, path: Path) -> bool:
        url = self._endpoint.root_url(f"/slots/{slot}?action={action}")
        try:
            await self._endpoint.ask(SlotAction, url, {"filename": path.name})
        except ModelError as error:
            _log.info("a slot's state could not be passed on: %s", type(error).__name__)
            return False
        return True
