"""Her server with free models: everything else is real, the vault and the search included.

Run as `python -m bench.voice_parts.engine.serving HOME PORT LINES`; it prints `ready`.
"""

import asyncio
import sys
from dataclasses import replace
from pathlib import Path

from anima.app import running
from anima.interfaces.web import create_app, listen
from anima.page_door import PageDoor
from anima.settings import load_settings
from bench.talk import meet
from bench.voice_parts.engine.free import FreeModel, free_speech

NOBODY = "http://127.0.0.1:9/v1"
"""No model is loaded; the free one takes its place before anybody asks."""


async def main(home: Path, port: int, lines: int) -> None:
    """Serve until it is ended."""
    settings = replace(load_settings(), home=home, port=port, lines=lines, llm=NOBODY)
    async with running(settings, voice=False) as anima:
        anima.model, anima.speech = FreeModel(), free_speech()
        async with anima.conversation() as conversation:
            await meet(anima, conversation)
        door = PageDoor()
        door.awake(anima)
        serving = asyncio.create_task(listen(create_app(door), "127.0.0.1", port))
        print("ready", flush=True)
        await serving


if __name__ == "__main__":
    asyncio.run(main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])))
