"""A call on a bad network: real sockets, real faults, and no word lost or doubled."""

import asyncio
import json
import random
from collections.abc import AsyncGenerator, Callable
from contextlib import asynccontextmanager
from typing import cast

import numpy as np
import pytest
from bad_network import BadNetwork, Content, LastingClient
from scripted_door import ScriptedDoor
from scripted_voice import (
    FixedClock,
    ScriptedActivity,
    ScriptedDialogue,
    ScriptedEars,
    ScriptedMouth,
    ScriptedSpeech,
)
from web_house import House

from anima.interfaces.web import lasting
from anima.interfaces.web.lasting import LastingLines, Request
from anima.interfaces.web.replay import SKIPPED, under_way
from anima.values import JsonValue, ReplyId
from anima.voice import Line, SpeechModels, converse
from anima.voice.pcm import to_pcm16
from anima.voice.rtvi import bot_tts_audio, message


class CountingDoor(ScriptedDoor):
    """Says one number after the other, and keeps what it is told."""

    def __init__(self) -> None:
        super().__init__()
        self.told: list[object] = []
        self.said = 0
        self.lines = 0

    async def serve(self, line: Line) -> None:
        self.lines += 1
        async with asyncio.TaskGroup() as tasks:
            saying = tasks.create_task(self._count(line))
            while (raw := await line.receive()) is not None:
                is_sound = isinstance(raw, bytes)
                self.told.append(int.from_bytes(raw[:4]) if is_sound else json.loads(raw)["data"])
            saying.cancel()

    async def _count(self, line: Line) -> None:
        while True:
            await line.send(message("server-message", {"type": "number", "n": self.said}))
            self.said += 1
            await asyncio.sleep(0.004)


class VoiceDoor(ScriptedDoor):
    """The voice engine itself, with scripted models."""

    def __init__(self, *answers: str) -> None:
        super().__init__()
        self.speech = ScriptedSpeech()
        self.dialogue = ScriptedDialogue(*answers)
        ears = ScriptedEars(self.speech, seconds=0.05)
        self.models = SpeechModels(ears, ScriptedMouth(), ears, ScriptedActivity)

    async def serve(self, line: Line) -> None:
        await converse(line, self.dialogue, self.models, clock=FixedClock(), about={})


@asynccontextmanager
async def network(door: ScriptedDoor) -> AsyncGenerator[BadNetwork]:
    """A server behind a bad network."""
    served = House(door)
    await served.open()
    try:
        async with BadNetwork(served.port).open() as relay:
            yield relay
    finally:
        await served.shut()


async def stays(client: LastingClient) -> None:
    """Comes back whenever the connection is gone."""
    while not client.moved:
        await client.talk()
        await asyncio.sleep(0.02)


async def hears_all(client: LastingClient) -> None:
    """Reports everything as played that comes, until the reply is stored."""
    reply = client.kinds("bot-tts-audio")[0]["reply"]
    async with asyncio.timeout(20):
        while len(client.kinds("her-stored")) < 2:
            await client.tell("playout", {"reply": reply, "samples": 10**9})
            await asyncio.sleep(0.05)


async def until(holds: Callable[[], object], limit: float = 20.0) -> None:
    async with asyncio.timeout(limit):
        while not holds():  # noqa: ASYNC110  # what is waited for has no event
            await asyncio.sleep(0.01)


@pytest.mark.slow
async def test_two_hundred_faults_lose_nothing_and_double_nothing() -> None:
    chance = random.Random(7)  # noqa: S311  # repeatable
    door = CountingDoor()
    async with network(door) as relay:
        client = LastingClient(relay.port)
        staying = asyncio.ensure_future(stays(client))
        sent: list[int] = []

        async def speaks() -> None:
            while True:
                await client.send(len(sent).to_bytes(4) + bytes(60))
                sent.append(len(sent))
                await asyncio.sleep(0.004)

        speaking = asyncio.ensure_future(speaks())
        for _ in range(200):
            await asyncio.sleep(chance.uniform(0.0, 0.08))
            match chance.choice(("cut", "gone", "delay")):
                case "cut":
                    relay.cut()
                case "gone":
                    async with relay.gone():
                        await asyncio.sleep(chance.uniform(0.0, 0.15))
                case _:
                    slow = chance.uniform(0.0, 0.03)
                    relay.delay = lambda slow=slow: slow
        relay.delay = lambda: 0.0
        speaking.cancel()
        await until(lambda: len(door.told) >= len(sent))
        said = door.said
        await until(lambda: len(client.kinds("her-number")) >= said)
        staying.cancel()
        assert door.lines == 1, "it was one conversation"
        assert door.told == sent
        numbers = [each["n"] for each in client.kinds("her-number")]
        assert numbers == list(range(len(numbers)))
        assert len(client.hellos) > 20
        assert all(hello["resumed"] for hello in client.hellos[1:])


@pytest.mark.slow
async def test_a_sentence_said_over_a_gap_is_one_sentence_and_her_answer_is_heard_once() -> None:
    door = VoiceDoor("It was a long walk, and the river was wide.")
    async with network(door) as relay:
        client = LastingClient(relay.port)
        staying = asyncio.ensure_future(stays(client))
        sound = to_pcm16(door.speech.sound("We walked along the river.", 3.0))
        quiet = to_pcm16(np.zeros(320, np.float32))

        async def speaks() -> None:
            for start in range(0, len(sound), 640):
                await client.send(sound[start : start + 640])
                await asyncio.sleep(0.02)
            while True:
                await client.send(quiet)
                await asyncio.sleep(0.02)

        await client.tell("microphone", {"mode": "open"})
        speaking = asyncio.ensure_future(speaks())
        await asyncio.sleep(1.0)
        async with relay.gone():
            await asyncio.sleep(1.5)  # longer than a microphone may be silent in mid-sentence
        await until(lambda: client.kinds("bot-tts-audio"))
        async with relay.gone():
            await asyncio.sleep(0.5)
        await hears_all(client)
        speaking.cancel()
        staying.cancel()
    assert door.dialogue.log == [
        ("heard", "We walked along the river."),
        ("spoken", "It was a long walk, and the river was wide."),
    ]
    text = "".join(str(each["text"]) for each in client.kinds("bot-llm-text"))
    assert text == "It was a long walk, and the river was wide."
    offsets = [each["offset"] for each in client.kinds("bot-tts-audio")]
    assert offsets == sorted(set(cast("list[int]", offsets)))


@pytest.mark.slow
async def test_a_conversation_moves_to_another_device_in_mid_sentence() -> None:
    door = VoiceDoor("It was a long walk, and the river was wide.")
    async with network(door) as relay:
        laptop, phone = LastingClient(relay.port), LastingClient(relay.port)
        on_laptop = asyncio.ensure_future(stays(laptop))
        sound = to_pcm16(door.speech.sound("We walked along the river.", 2.0))
        half = len(sound) // 2 // 640 * 640
        await laptop.tell("microphone", {"mode": "open"})
        for start in range(0, half, 640):
            await laptop.send(sound[start : start + 640])
        await until(lambda: "hearing" in [each.get("value") for each in laptop.kinds("her-state")])
        on_phone = asyncio.ensure_future(phone.talk(move=True))
        await until(lambda: phone.hellos and laptop.moved)
        assert phone.hellos[0]["microphone"] == "open"
        for start in range(half, len(sound), 640):
            await phone.send(sound[start : start + 640])
        for _ in range(40):
            await phone.send(to_pcm16(np.zeros(320, np.float32)))
        await until(lambda: phone.kinds("bot-tts-audio"))
        await hears_all(phone)
        on_phone.cancel()
        on_laptop.cancel()
    assert door.dialogue.log == [
        ("heard", "We walked along the river."),
        ("spoken", "It was a long walk, and the river was wide."),
    ]
    assert not laptop.kinds("bot-tts-audio")


async def test_a_line_that_is_not_known_any_more_is_a_new_one() -> None:
    door = CountingDoor()
    async with network(door) as relay:
        client = LastingClient(relay.port)
        client.line = "of-another-day"
        talking = asyncio.ensure_future(client.talk())
        await until(lambda: client.hellos)
        talking.cancel()
        assert client.hellos[0]["resumed"] is False
        assert client.line != "of-another-day"


async def test_a_line_of_somebody_else_cannot_be_taken() -> None:
    ended = asyncio.Event()

    async def serve(line: Line) -> None:
        while await line.receive() is not None:
            pass
        ended.set()

    lines = LastingLines()
    async with lines.open():
        theirs, mine = Quiet(), Quiet()
        first = asyncio.ensure_future(lines.carry(theirs, Request(), serve, person="ana"))
        await until(lambda: theirs.sent)
        line = str(theirs.hello["line"])
        for asked in (Request(line=line), Request(move=True)):
            second = asyncio.ensure_future(lines.carry(mine, asked, serve, person="ben"))
            await until(lambda: mine.sent)
            assert mine.hello["line"] != line
            assert mine.hello["elsewhere"] is False
            mine.sent.clear()
            second.cancel()
        first.cancel()
    assert ended.is_set(), "leaving ends every conversation in order"


async def test_a_full_line_that_nobody_reads_keeps_no_other_from_its_end(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """As one with an open microphone that waits for a place."""
    monkeypatch.setattr(lasting, "GRACE_SECONDS", 0.1)
    ended, has_place = asyncio.Event(), asyncio.Event()

    async def waits(line: Line) -> None:
        await has_place.wait()

    async def reads(line: Line) -> None:
        while await line.receive() is not None:
            pass
        ended.set()

    lines = LastingLines()
    async with asyncio.timeout(10), lines.open():
        full = asyncio.ensure_future(lines.carry(Speaking(200), Request(), waits))
        await asyncio.sleep(0.05)
        full.cancel()
        left = asyncio.ensure_future(lines.carry(Quiet(), Request(), reads))
        await asyncio.sleep(0.05)
        left.cancel()
        await ended.wait()
        has_place.set()


async def test_a_count_is_answered_where_the_client_asks_for_it_and_only_there() -> None:
    async def serve(line: Line) -> None:
        while await line.receive() is not None:
            pass

    lines, client = LastingLines(), Told()
    async with lines.open():
        carried = asyncio.ensure_future(lines.carry(client, Request(), serve))
        for _ in range(20):
            client.tells({"count": 1})
        await asyncio.sleep(0.1)
        assert client.answers == [], "who counts each message would talk with the server for ever"
        client.tells({"count": 1, "answer": True})
        await until(lambda: client.answers)
        assert client.answers == [21]
        carried.cancel()


class Quiet:
    """A connection over which nothing comes."""

    def __init__(self) -> None:
        self.sent: list[str] = []

    @property
    def hello(self) -> Content:
        return cast(Content, json.loads(self.sent[0])["data"])

    async def receive(self) -> str | bytes | None:
        await asyncio.Event().wait()

    async def send(self, message: str) -> None:
        self.sent.append(message)


def test_what_has_sounded_is_not_sent_to_the_next_device_again() -> None:
    samples = np.linspace(-0.5, 0.5, 1000).astype(np.float32)
    raw = bot_tts_audio(samples, 8000, reply=ReplyId("r"), offset=400)

    def played(count: int, reply: str = "r") -> str:
        return json.dumps({"data": {"t": "playout", "d": {"reply": reply, "samples": count}}})

    assert under_way(raw, played(300)) == raw
    assert under_way(raw, played(1400)) == SKIPPED
    assert under_way(raw, played(2000, reply="an earlier one")) == raw
    rest = cast(Content, json.loads(under_way(raw, played(900)))["data"])
    assert rest["offset"] == 900
    whole = bot_tts_audio(samples[500:], 8000, reply=ReplyId("r"), offset=900)
    assert rest == json.loads(whole)["data"]
    assert under_way(message("bot-llm-text", {"text": "Oh"}), played(900)) != SKIPPED


class Speaking(Quiet):
    """A connection over which so many pieces of sound come at once."""

    def __init__(self, pieces: int) -> None:
        super().__init__()
        self._pieces = pieces

    async def receive(self) -> str | bytes | None:
        if not self._pieces:
            return await super().receive()
        self._pieces -= 1
        return bytes(640)


class Told(Quiet):
    """A connection over which comes what the test says."""

    def __init__(self) -> None:
        super().__init__()
        self._coming: asyncio.Queue[str] = asyncio.Queue()

    def tells(self, count: dict[str, JsonValue]) -> None:
        self._coming.put_nowait(message("client-message", {"t": "have", "d": count}))

    @property
    def answers(self) -> list[object]:
        data = [cast(Content, json.loads(raw)["data"]) for raw in self.sent]
        return [each["count"] for each in data if each.get("type") == "taken"]

    async def receive(self) -> str | bytes | None:
        return await self._coming.get()
