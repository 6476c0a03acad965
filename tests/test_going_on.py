"""A line that comes back goes on with its talk, whatever was decided on a page meanwhile."""

from pathlib import Path

from memory_door import scripted_anima

from anima.persona import prefer


async def test_a_wish_set_beside_the_talk_does_not_end_it(tmp_path: Path) -> None:
    async with scripted_anima(tmp_path, "Hello.") as anima:
        async with anima.conversation(resume=False) as first:
            session = first.session
        await prefer(anima.log, "quiet_from", "21:00")
        async with anima.conversation() as again:
            assert again.session == session
