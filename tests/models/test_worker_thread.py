"""File work in threads ends before anybody else may touch the files."""

import asyncio
import threading

import pytest

from anima.models.worker_thread import in_thread


async def test_work_that_is_cancelled_is_waited_for() -> None:
    begun, may_end = asyncio.Event(), threading.Event()
    loop = asyncio.get_running_loop()
    written: list[str] = []

    def write() -> None:
        loop.call_soon_threadsafe(begun.set)
        may_end.wait()
        written.append("the last bytes")
        raise OSError("and it failed")

    task = asyncio.create_task(in_thread(write))
    await begun.wait()
    task.cancel()
    await asyncio.sleep(0)
    assert not task.done() and not written
    may_end.set()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert written == ["the last bytes"]
