"""The real door and the real conversation behind the page; only the models are substituted."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

from acquainted import acquaint
from memory_door import scripted_anima
from scripted_door import FixedEars, HummingMouth, LongIsHerName, LoudIsVoice
from scripted_model import ScriptedModel
from web_house import House, house

from anima.app import Anima
from anima.page_door import PageDoor
from anima.settings import Settings
from anima.voice import SpeechModels
from anima.voice.places import Places


@asynccontextmanager
async def talking_anima(
    home: Path, *said: str, model: ScriptedModel | None = None, places: Places | None = None
) -> AsyncGenerator[tuple[Anima, House]]:
    """Somebody who has met her, and has said these things; she is served while the block runs."""
    await acquaint(replace(Settings(), home=home))
    async with scripted_anima(home, *said, model=model) as anima:
        ears = FixedEars()
        anima.speech = SpeechModels(ears, HummingMouth(), ears, LoudIsVoice, LongIsHerName())
        door = PageDoor(places or Places(4))
        door.awake(anima)
        async with house(door) as served:  # pyright: ignore[reportArgumentType]  # a door like any
            yield anima, served
