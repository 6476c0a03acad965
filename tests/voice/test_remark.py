"""What she is to say of her own accord: in her voice where she has one, and never into a turn."""

import asyncio

from person_on_line import Scene, scene
from virtual_time import tell

from anima.voice.news import Remark

GOES = "I have to go for a moment."


def remark(room: Scene) -> Remark:
    made = Remark(GOES, asyncio.Event())
    room.remarks.put_nowait(made)
    return made


def test_it_waits_until_the_person_and_she_have_finished() -> None:
    async def story() -> None:
        async with scene("It rained here, all day long.") as room:
            speaking = asyncio.create_task(room.person.says("How was your day?", 1.5))
            await asyncio.sleep(0.5)
            made = remark(room)
            await speaking
            await room.person.waits(1.0)
            assert not made.over.is_set()
            await room.person.waits(10)
            assert made.over.is_set()
            assert [text for _, text in room.dialogue.log] == [
                "How was your day?",
                "It rained here, all day long.",
                GOES,
            ]

    tell(story())


def test_it_sounds_where_she_was_heard_and_is_written_where_she_was_read() -> None:
    async def story(*, aloud: bool) -> int:
        async with scene("Hello, you.") as room:
            room.person.types("Hello.", aloud=aloud)
            await room.person.waits(4)
            before = len(room.person.all("bot-tts-audio"))
            assert (before > 0) == aloud
            made = remark(room)
            await room.person.waits(6)
            assert made.over.is_set()
            assert room.dialogue.log[-1] == ("spoken", GOES)
            return len(room.person.all("bot-tts-audio")) - before

    assert tell(story(aloud=True)) > 0
    assert tell(story(aloud=False)) == 0
