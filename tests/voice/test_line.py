"""The glue between a client and a session."""

import asyncio
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from person_on_line import scene
from scripted_voice import (
    FixedClock,
    ScriptedActivity,
    ScriptedDialogue,
    ScriptedEars,
    ScriptedMouth,
    ScriptedSpeech,
)
from virtual_time import tell

from anima.values import JsonValue, StorageError
from anima.voice.line import converse
from anima.voice.outbox import MOST_WAITING
from anima.voice.speech import SpeechModels


def test_a_client_is_welcomed() -> None:
    async def story() -> None:
        async with scene() as room:
            room.person.raw("client-ready", {"version": "2.2.0"})
            await room.person.waits(0.1)
            (_, ready), *_ = room.person.all("bot-ready")
            assert ready["about"] == {"library": "anima"}

    tell(story())


async def library(t: str, d: JsonValue) -> JsonValue:
    match t:
        case "echo":
            return d
        case "slow":
            await asyncio.sleep(60)
            return "late"
        case "broken":
            raise StorageError("The shelf is empty.")
        case "worse":
            raise ValueError("inner details")
        case _:
            return None


def test_an_interface_answers_its_own_messages() -> None:
    async def story() -> None:
        async with scene("Still here.", on_request=library) as room:
            room.person.tells("slow")
            room.person.tells("echo", {"n": 1})
            for t in ("broken", "worse", "unheard-of"):
                room.person.tells(t)
            await room.person.waits(0.2)
            (_, answer), *_ = room.person.all("server-response")
            assert answer == {"t": "echo", "d": {"n": 1}}
            refusals = [str(d["error"]) for _, d in room.person.all("error-response")]
            assert refusals == [
                "The shelf is empty.",
                "This did not work.",
                "This kind of message is not known here.",
            ]
            room.person.types("Hello?")
            await room.person.waits(2)
            assert room.dialogue.log[-1] == ("spoken", "Still here.")

    tell(story())


def test_nonsense_is_answered_and_survived() -> None:
    async def story() -> None:
        async with scene("Still here.") as room:
            for raw in ("", "{}", '{"label":"rtvi-ai","type":"send-file","id":"f"}', b"\x01"):
                room.person.sends(raw)
            room.person.types("Hello?")
            await room.person.waits(2)
            assert len(room.person.all("error-response")) == 3
            assert room.dialogue.log[-1] == ("spoken", "Still here.")

    tell(story())


class ShortLine:
    """A client that says a few things, reads until its loss, and is gone."""

    def __init__(self, *says: str | bytes, reads: int = 10_000, leaves: bool = True) -> None:
        self.says = list(says)
        self.reads = reads
        self.leaves = leaves
        self.got: list[str] = []

    async def receive(self) -> str | bytes | None:
        await asyncio.sleep(0.01)
        if self.says:
            return self.says.pop(0)
        if not self.leaves:
            await asyncio.Event().wait()
        return None

    async def send(self, message: str) -> None:
        if len(self.got) >= self.reads:
            raise ConnectionError
        self.got.append(message)


async def talk(line: ShortLine, dialogue: ScriptedDialogue) -> None:
    ears = ScriptedEars(ScriptedSpeech())
    models = SpeechModels(ears, ScriptedMouth(), ears, ScriptedActivity)
    now = asyncio.get_running_loop().time
    await converse(line, dialogue, models, clock=FixedClock(), about={}, now=now)


def typed(text: str) -> str:
    data = {"content": text, "options": {"audio_response": False}}
    return json.dumps({"label": "rtvi-ai", "type": "send-text", "id": "1", "data": data})


def test_a_client_that_vanishes_while_she_writes_ends_the_session() -> None:
    dialogue = ScriptedDialogue("One two three four five.")
    tell(talk(ShortLine(typed("Count."), reads=6, leaves=False), dialogue))
    assert dialogue.log[0] == ("heard", "Count.")


def test_a_client_that_does_not_read_is_given_up() -> None:
    class DeafLine(ShortLine):
        async def send(self, message: str) -> None:
            await asyncio.Event().wait()

    line = DeafLine(*["nonsense"] * (MOST_WAITING + 10), leaves=False)
    tell(talk(line, ScriptedDialogue()))
    assert len(line.says) < 10


def test_leaving_in_order_gets_the_last_messages() -> None:
    goodbye = json.dumps({"label": "rtvi-ai", "type": "disconnect-bot", "id": "2"})
    ready = {"label": "rtvi-ai", "type": "client-ready", "id": "1", "data": {"version": "2.2.0"}}
    line = ShortLine(json.dumps(ready), goodbye)
    tell(talk(line, ScriptedDialogue()))
    assert json.loads(line.got[-1])["type"] == "bot-ready"


def test_a_server_that_shuts_down_keeps_what_was_heard() -> None:
    dialogue = ScriptedDialogue("One two three four five six seven eight nine.")

    async def story() -> None:
        line = ShortLine(typed("Count."), leaves=False)
        task = asyncio.create_task(talk(line, dialogue))
        await asyncio.sleep(0.2)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task

    tell(story())
    assert dialogue.log[0] == ("heard", "Count.")
    assert dialogue.log[1][0] == "spoken"
    assert "One two three four five six seven eight nine.".startswith(dialogue.log[1][1])


PLAYED = {"reply": "r1-19", "samples": 500}
things = st.one_of(
    st.text(max_size=20),
    st.binary(max_size=4000),
    st.sampled_from(["held", "off", "open"]).map(
        lambda mode: json.dumps(
            {
                "label": "rtvi-ai",
                "type": "client-message",
                "id": "1",
                "data": {"t": "microphone", "d": {"mode": mode}},
            }
        )
    ),
    st.tuples(
        st.sampled_from(["talk", "interrupt", "greet", "playout"]),
        st.sampled_from(
            [None, {"pressed": True}, {"pressed": False}, {"reply": "r1", "samples": 5}]
        ),
    ).map(
        lambda own: json.dumps(
            {
                "label": "rtvi-ai",
                "type": "client-message",
                "id": "1",
                "data": {"t": own[0], "d": own[1]},
            }
        )
    ),
    st.just(b"\x00\x40" * 8000),
    st.just(typed("Hello")),
)


@settings(max_examples=60, deadline=None)
@given(st.lists(things, max_size=15))
def test_no_client_breaks_a_session(says: list[str | bytes]) -> None:
    tell(talk(ShortLine(*says), ScriptedDialogue(*["Yes, I am listening to you."] * 20)))
