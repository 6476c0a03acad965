"""The beginning of every conversation, read before anybody comes, and kept read for the next start.

What the model made of it holds the words of the prompt, and so lies sealed beside the vault; it
goes when something is erased there.
"""

import asyncio
import logging
from collections.abc import Sequence

from anima.llm import ChatModel, KeepsPrompts, Message, ReadPrompt
from anima.storage import Aside

_log = logging.getLogger(__name__)


class ReadAhead:
    """Takes up what was made of the beginning before, and keeps what is made of it now.

    Args:
        model: Whose work it is. One that can give nothing away reads again after every start.
        aside: Where it lies.
    """

    def __init__(self, model: ChatModel, aside: Aside) -> None:
        self._model = model
        self._aside = aside
        self._kept: tuple[Message, ...] = ()

    async def take_up(self) -> None:
        """Go on from what was made before, as far as the beginning is still the same."""
        model = self._model
        if not isinstance(model, KeepsPrompts) or not model.reader:
            return
        data = await asyncio.to_thread(self._aside.read, model.reader.encode())
        if data is None:
            return
        try:
            read = ReadPrompt.from_bytes(data)
        except ValueError:
            return
        if await model.take(read):
            self._kept = read.messages

    async def keep(self, messages: Sequence[Message]) -> bool:
        """Keep what the model has made of this beginning; False when it has gone on since."""
        model = self._model
        if not isinstance(model, KeepsPrompts) or not model.reader:
            return True
        if not messages or self._kept == tuple(messages):
            return True
        read = await model.give(messages)
        if read is None:
            return False
        try:
            await asyncio.to_thread(self._aside.write, read.to_bytes(), model.reader.encode())
        except OSError as error:
            _log.info("what was read ahead could not be kept: %s", type(error).__name__)
        self._kept = read.messages
        return True
