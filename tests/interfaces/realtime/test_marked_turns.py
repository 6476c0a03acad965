"""A Realtime client that marks out the turns itself, and asks when it wants an answer."""

import asyncio
from typing import cast

import numpy as np
from realtime_client import Client, Event, realtime_scene
from virtual_time import tell

from anima.interfaces.realtime.state import Microphone
from anima.voice import INPUT_RATE

STORY = "Once there was a lighthouse keeper, who counted ships. One night, none came at all."
MANUAL = {"turn_detection": None}


def commits(client: Client, phrase: str, seconds: float = 1.0) -> None:
    """A key pressed, spoken by and released, all of it sent at once."""
    client.appends(client.speech.sound(phrase, seconds))
    client.tells("input_audio_buffer.commit")


def understood(client: Client) -> dict[object, object]:
    """What was understood, by the item that it stands under."""
    kind = "conversation.item.input_audio_transcription.completed"
    return {event["item_id"]: event["transcript"] for event in client.all(kind)}


def committed(client: Client) -> list[object]:
    """The items of what was committed, in order."""
    return [event["item_id"] for event in client.all("input_audio_buffer.committed")]


def test_two_utterances_in_a_row_are_two_and_are_answered() -> None:
    async def story() -> None:
        async with realtime_scene("Both were yours.", "Good.") as room:
            client = room.client
            client.configures(**MANUAL)
            commits(client, "I have two dogs.")
            commits(client, "One is old.")
            client.asks()
            await asyncio.sleep(6)
            assert room.dialogue.log == [
                ("heard", "I have two dogs."),
                ("heard", "One is old."),
                ("spoken", "Both were yours."),
            ]
            first, second = committed(client)
            assert understood(client) == {first: "I have two dogs.", second: "One is old."}
            assert client.done() == [("completed", None)]
            commits(client, "The other is young.")
            client.asks()
            await asyncio.sleep(4)
            assert room.dialogue.log[3:] == [("heard", "The other is young."), ("spoken", "Good.")]
            assert client.errors() == []

    tell(story())


def test_what_is_said_while_she_speaks_is_heard_one_after_the_other() -> None:
    async def story() -> None:
        async with realtime_scene(STORY, "Good.") as room:
            client = room.client
            client.configures(**MANUAL)
            commits(client, "Tell me a story.")
            client.asks()
            await asyncio.sleep(3)
            assert room.dialogue.log == [("heard", "Tell me a story.")], "she speaks"
            commits(client, "I have two dogs.")
            commits(client, "[cough]")
            commits(client, "One is old.")
            await asyncio.sleep(12)
            assert [said for _, said in room.dialogue.log] == [
                "Tell me a story.",
                STORY,
                "I have two dogs.",
                "One is old.",
            ]
            assert [*understood(client).values()][1:] == ["I have two dogs.", "", "One is old."]
            client.asks()
            await asyncio.sleep(4)
            assert room.dialogue.log[-1] == ("spoken", "Good.")
            assert client.errors() == []

    tell(story())


def test_an_answer_that_is_cancelled_before_it_begins_is_not_spoken() -> None:
    async def story() -> None:
        async with realtime_scene("And then?", "Never said.") as room:
            client = room.client
            client.configures(**MANUAL)
            commits(client, "So I was")
            client.asks(metadata={"mine": "1"})
            client.tells("response.cancel")
            await asyncio.sleep(4)
            assert room.dialogue.log == [("heard", "So I was")]
            assert client.done() == [("cancelled", "client_cancelled")]
            assert client.errors() == []
            cancelled = cast(Event, client.all("response.done")[0]["response"])
            assert cancelled["metadata"] == {"mine": "1"}
            commits(client, "no, wait, on the road.")
            client.asks()
            await asyncio.sleep(4)
            assert [said for _, said in room.dialogue.log] == [
                "So I was",
                "no, wait, on the road.",
                "And then?",
            ]

    tell(story())


def test_one_that_waits_for_the_end_of_her_turn_can_be_cancelled() -> None:
    async def story() -> None:
        async with realtime_scene("One two three four five six.", "Seven.") as room:
            client = room.client
            client.writes("Count for me.")
            client.asks()
            await asyncio.sleep(1.5)
            client.tells("session.update", session={"type": "realtime"})
            client.writes("And then?")
            await asyncio.sleep(0.5)
            assert client.done() == [("completed", None)], "it is sent, and still sounds"
            client.asks()
            client.tells("response.cancel")
            await asyncio.sleep(4)
            assert client.errors() == []
            assert client.done()[1:] == [("cancelled", "client_cancelled")]
            assert "Seven." not in [said for _, said in room.dialogue.log]

    tell(story())


def test_one_that_is_cancelled_as_it_begins_is_not_spoken() -> None:
    async def story() -> None:
        async with realtime_scene("Never said.") as room:
            client = room.client
            client.writes("So I was")
            client.asks()
            client.tells("response.cancel")
            await asyncio.sleep(4)
            assert room.dialogue.log == [("heard", "So I was")]
            assert client.done() == [("cancelled", "client_cancelled")]
            assert client.errors() == []

    tell(story())


def test_after_a_long_quiet_the_next_sentence_is_heard() -> None:
    async def story() -> None:
        async with realtime_scene("So am I.") as room:
            client = room.client
            client.configures(**MANUAL)
            for _ in range(400):
                client.appends(np.zeros(INPUT_RATE, np.float32))
            commits(client, "I am awake.")
            client.asks()
            await asyncio.sleep(6)
            assert room.dialogue.log == [("heard", "I am awake."), ("spoken", "So am I.")]

    tell(story())


def test_only_the_end_of_what_is_never_committed_is_kept() -> None:
    microphone = Microphone()
    for number in range(100):
        microphone.keep(bytes([number] * 4), most=10)
        assert microphone.kept_bytes <= 10
    assert microphone.take() == bytes([98] * 4 + [99] * 4)
    assert microphone.kept_bytes == 0
    microphone.keep(bytes(range(20)), most=10)
    assert microphone.take() == bytes(range(10, 20))
