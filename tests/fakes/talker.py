"""A process that talks: one scripted conversation after the other, telling what is acknowledged.

Run as `python talker.py SEED`. It prints `heard ID` when an utterance is acknowledged and `spoken`
when a reply is stored. The test kills it at a random moment.
"""

import asyncio
import random
import sys

from anima.app import running
from anima.settings import load_settings
from anima.values import Heard, Spoken, Utterance

LINES = (
    "I walked to the harbour today.",
    "Ana called. She is coming in June.",
    "I can't decide whether to take the job.",
    "The bread came out well this time.",
    "I slept badly, there was a storm.",
    "Remember that I owe Paul ten euros.",
    "Yes.",
    "Yes, I like it.",
)


async def talk(seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311  # what is said, not a secret
    async with running(load_settings(), voice=False) as anima, anima.conversation() as conversation:
        print("ready", flush=True)  # noqa: T201  # the test reads it
        while True:
            line = f"{chance.choice(LINES)} ({seed}, {chance.random():.6f})"
            async for event in conversation.reply(Utterance(line)):
                if isinstance(event, Heard):
                    print(f"heard {event.event.id} {line}", flush=True)  # noqa: T201
                elif isinstance(event, Spoken):
                    print("spoken", flush=True)  # noqa: T201


if __name__ == "__main__":
    asyncio.run(talk(int(sys.argv[1])))
