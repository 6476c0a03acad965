"""A process that hears, draws facts, rebuilds and forgets until it is killed."""

import asyncio
import random
import sys

from anima.app import OWNER, open_vault
from anima.memory import Episodes, EventLog, Facts, Forgetting, MemorySearch
from anima.settings import load_settings
from anima.values import SessionId, SystemClock

SAID = (
    "I live in Lisbon.",
    "I moved to Porto in March.",
    "I don't live in Porto any more.",
    "My sister Ana is a nurse.",
    "My sister lives in Lyon.",
    "I love jazz.",
    "I don't like jazz.",
    "I'm allergic to nuts.",
    "Hello.",
)


async def main(seed: int) -> None:
    """Change the memory at random; `ready` is printed when it is open."""
    chance = random.Random(seed)  # noqa: S311  # a fixed choice, nothing secret
    async with await open_vault(load_settings()) as vault:
        log = EventLog(vault, OWNER, SystemClock())
        facts = await Facts.open(vault, OWNER, log)
        forgetting = Forgetting(vault, OWNER, log, MemorySearch(vault, OWNER))
        episodes = Episodes(vault, OWNER, facts)
        print("ready", flush=True)  # noqa: T201  # the test reads it
        while True:
            session = SessionId(f"s{seed}-{chance.randrange(9)}")
            await log.append(session, "heard", {"text": chance.choice(SAID)})
            if chance.random() < 0.5:
                await log.append(session, "session_closed", {})
            step = chance.random()
            if step < 0.4:
                await facts.catch_up()
            elif step < 0.6:
                await episodes.catch_up()
            elif step < 0.7:
                await facts.rebuild()
            elif step < 0.8:
                await episodes.rebuild()
            else:
                events = await log.events(kinds=("heard",))
                await forgetting.erase([chance.choice(events).id])


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1])))
