"""A real `anima serve` in every part but its models, and so is what takes its place.

Run as `python light_server.py` with the settings in the environment. LIGHT_FAULT says what becomes
of the one that is to take over: it does not `start`, does not `wake`, is `silent`, or has `heard`
something when it dies.
"""

import asyncio
import os
import signal
import sys
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager, nullcontext

from rich.console import Console
from scripted_door import FixedEars, HummingMouth, LongIsHerName, LoudIsVoice
from scripted_model import ScriptedModel
from word_embedder import WordEmbedder

from anima import serving, successor
from anima.app import OWNER, open_vault
from anima.memory import EventLog
from anima.settings import Settings, load_settings
from anima.shared_models import LanguageModels, SharedModels
from anima.standing_by import stand_by
from anima.successor import Beside
from anima.values import SessionId, SystemClock
from anima.voice import SpeechModels

FAULT = os.environ.get("LIGHT_FAULT", "")
LAST_WORDS = "Said to the one that did not live."


@asynccontextmanager
async def light(_settings: Settings, *, voice: bool) -> AsyncGenerator[SharedModels]:
    """Models that are there at once."""
    ears = FixedEars()
    speech = SpeechModels(ears, HummingMouth(), ears, LoudIsVoice, LongIsHerName())
    languages = LanguageModels(lambda _: nullcontext(ScriptedModel()))
    yield SharedModels(languages, WordEmbedder(), speech if voice else None)


async def nothing_to_fetch(_settings: Settings, _console: Console, *, voice: bool) -> None:
    """No weights are needed."""


async def faulty(self: serving.Server, *, open_page: bool) -> int | None:
    """What becomes of it in its turn."""
    if FAULT == "heard":
        async with await open_vault(load_settings()) as vault:
            log = EventLog(vault, OWNER, SystemClock())
            await log.append(SessionId("next"), "heard", {"text": LAST_WORDS})
    if FAULT == "silent":
        await asyncio.sleep(60)
    os._exit(4)


def main() -> None:
    """Serve, and become what stands by when another has taken over."""
    serving.loaded = light  # pyright: ignore[reportPrivateImportUsage]  # the seam of this fake
    serving.bring_weights = nothing_to_fetch  # pyright: ignore[reportPrivateImportUsage]
    successor.COMMAND = (sys.executable, __file__)
    beside = Beside(sys.argv[2]) if len(sys.argv) > 2 else None
    if beside and FAULT == "start":
        sys.exit(3)
    if beside and FAULT:
        serving.Server.run = faulty
    if FAULT == "silent":
        successor.AWAKE_SECONDS = 1.0
    taken = asyncio.run(serving.serve(load_settings(), Console(), open_page=False, beside=beside))
    if taken is not None:
        stand_by(taken)


if __name__ == "__main__":
    # Where the tests run in the background of a shell, Ctrl-C would be ignored.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    main()
