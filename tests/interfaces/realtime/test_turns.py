"""A Realtime client and she take turns, in virtual time, with scripted models."""

import asyncio
import base64
from typing import cast

import numpy as np
from realtime_client import Client, Event, realtime_scene
from virtual_time import tell

from anima.voice import INPUT_RATE
from anima.voice.manner import Manner

STORY = "Once there was a lighthouse keeper, who counted ships. One night, none came at all."
LONG = " ".join([STORY] * 3)
MANUAL = {"turn_detection": None}


def her_seconds(client: Client) -> float:
    """How much of her sound the client was given, at 24 kHz."""
    pcm = [base64.b64decode(str(e["delta"])) for e in client.all("response.output_audio.delta")]
    return sum(map(len, pcm)) / 2 / 24_000


def test_a_spoken_turn_is_found_and_answered_in_sound_and_words() -> None:
    async def story() -> None:
        async with realtime_scene("I am well, thank you.") as room:
            client = room.client
            await client.says("How are you?", 1.2)
            await client.waits(5)
            assert room.dialogue.log == [
                ("heard", "How are you?"),
                ("spoken", "I am well, thank you."),
            ]
            assert client.kinds()[:2] == ["session.created", "session.updated"]
            expected = [
                "input_audio_buffer.speech_started",
                "input_audio_buffer.speech_stopped",
                "input_audio_buffer.committed",
                "conversation.item.added",
                "response.created",
                "conversation.item.input_audio_transcription.delta",
                "conversation.item.input_audio_transcription.completed",
                "conversation.item.done",
                "response.output_item.added",
                "conversation.item.added",
                "response.content_part.added",
                "response.output_audio_transcript.delta",
                "response.output_audio.delta",
                "response.output_audio.done",
                "response.output_audio_transcript.done",
                "response.content_part.done",
                "response.output_item.done",
                "conversation.item.done",
                "response.done",
            ]
            assert client.kinds()[2:] == expected
            transcript = client.all("conversation.item.input_audio_transcription.completed")
            assert transcript[0]["transcript"] == "How are you?"
            assert abs(her_seconds(client) - 5 * 0.3) < 0.1
            assert client.done() == [("completed", None)]

    tell(story())


def test_written_words_wait_until_an_answer_is_asked_for() -> None:
    async def story() -> None:
        async with realtime_scene("Hello, you.") as room:
            room.client.writes("Hello.")
            await room.client.waits(1)
            assert room.dialogue.log == [("heard", "Hello.")]
            assert room.client.all("response.created") == []
            room.client.asks(output_modalities=["text"], metadata={"mine": "1"})
            await room.client.waits(1)
            assert room.dialogue.log[1:] == [("spoken", "Hello, you.")]
            deltas = [str(e["delta"]) for e in room.client.all("response.output_text.delta")]
            assert "".join(deltas) == "Hello, you."
            assert room.client.all("response.output_audio.delta") == []
            assert cast(Event, room.client.all("response.done")[0]["response"])["metadata"] == {
                "mine": "1"
            }

    tell(story())


def test_without_turn_detection_the_client_marks_out_the_turn() -> None:
    async def story() -> None:
        async with realtime_scene("It rained here.") as room:
            client = room.client
            client.configures(**MANUAL)
            await client.says("How was your day?", 1.5)
            await client.waits(3)
            assert client.all("input_audio_buffer.speech_started") == []
            client.tells("input_audio_buffer.commit")
            client.asks()
            await asyncio.sleep(4)
            assert room.dialogue.log == [
                ("heard", "How was your day?"),
                ("spoken", "It rained here."),
            ]
            kinds = client.kinds()
            completed = "conversation.item.input_audio_transcription.completed"
            assert kinds.index("input_audio_buffer.committed") < kinds.index(completed)
            assert kinds.index(completed) < kinds.index("response.created")

    tell(story())


def test_what_was_cleared_was_never_said() -> None:
    async def story() -> None:
        async with realtime_scene("It rained here.") as room:
            client = room.client
            client.configures(**MANUAL)
            client.appends(client.speech.sound("Never mind this.", 1.0))
            client.tells("input_audio_buffer.clear")
            client.appends(client.speech.sound("How was your day?", 1.0))
            client.tells("input_audio_buffer.commit")
            client.asks()
            await asyncio.sleep(4)
            assert room.dialogue.log[0] == ("heard", "How was your day?")
            client.configures(turn_detection={"type": "server_vad"})
            await client.says("Nor this.", 1.0)
            client.tells("input_audio_buffer.clear")
            await client.waits(3)
            assert len(room.dialogue.log) == 2
            assert len(client.all("input_audio_buffer.cleared")) == 2

    tell(story())


def test_what_is_said_after_a_cleared_noise_is_heard() -> None:
    async def story() -> None:
        async with realtime_scene("It rained here.") as room:
            client = room.client
            await client.says("[cough]", 0.6)
            client.tells("input_audio_buffer.clear")
            await client.waits(3)
            assert client.all("input_audio_buffer.speech_stopped")
            await client.says("How was your day?", 1.5)
            await client.waits(4)
            assert room.dialogue.log == [
                ("heard", "How was your day?"),
                ("spoken", "It rained here."),
            ]

    tell(story())


def test_a_committed_noise_is_no_turn() -> None:
    async def story() -> None:
        async with realtime_scene() as room:
            client = room.client
            client.configures(**MANUAL)
            client.appends(client.speech.sound("[cough]", 0.5))
            client.tells("input_audio_buffer.commit")
            client.asks()
            await asyncio.sleep(2)
            assert client.done() == [("failed", None)]
            assert room.dialogue.log == []

    tell(story())


def test_found_turns_may_wait_to_be_answered() -> None:
    async def story() -> None:
        async with realtime_scene("Both were yours.") as room:
            client = room.client
            client.configures(turn_detection={"type": "semantic_vad", "create_response": False})
            for phrase in ("I have two dogs.", "One is old."):
                await client.says(phrase, 1.0)
                await client.waits(2)
            assert [text for _, text in room.dialogue.log] == ["I have two dogs.", "One is old."]
            assert client.all("response.created") == []
            client.asks()
            await client.waits(3)
            assert room.dialogue.log[-1] == ("spoken", "Both were yours.")

    tell(story())


def test_a_first_request_without_words_lets_her_begin() -> None:
    async def story() -> None:
        async with realtime_scene("Good evening, Theo.") as room:
            room.client.asks()
            await room.client.waits(3)
            assert room.dialogue.log == [("spoken", "Good evening, Theo.")]

    tell(story())


def test_a_request_with_nothing_new_is_answered_with_nothing() -> None:
    async def story() -> None:
        async with realtime_scene("Good evening, Theo.", "I am well.") as room:
            client = room.client
            client.asks()
            await client.waits(3)
            content = [{"type": "input_text", "text": "The user has been quiet."}]
            item = {"type": "message", "role": "system", "content": content}
            client.tells("conversation.item.create", item=item)
            client.asks(metadata={"mine": "1"})
            await client.waits(0.5)
            assert client.errors() == []
            assert client.done() == [("completed", None)] * 2
            empty = cast(Event, client.all("response.done")[-1]["response"])
            assert (empty["output"], empty["metadata"]) == ([], {"mine": "1"})
            await client.says("How are you?", 1.2)
            await client.waits(5)
            assert room.dialogue.log[1:] == [("heard", "How are you?"), ("spoken", "I am well.")]

    tell(story())


def test_spoken_to_she_stops_and_only_what_was_heard_is_stored() -> None:
    async def story() -> None:
        async with realtime_scene(LONG, "Sorry.") as room:
            client = room.client
            await client.says("Tell me a story.", 1.0)
            await client.waits(3.5)
            await client.says("Wait, stop.", 1.0)
            item = client.her_item()
            await client.waits(3)
            assert client.done()[0] == ("cancelled", "turn_detected")
            kinds = client.kinds()
            assert kinds.count("input_audio_buffer.speech_started") == 2
            stored = room.dialogue.log[1][1]
            assert room.dialogue.log[1][0] == "spoken"
            assert stored and LONG.startswith(stored) and stored != LONG
            client.tells("conversation.item.retrieve", item_id=item)
            await client.waits(0.2)
            kept = cast(Event, client.all("conversation.item.retrieved")[0]["item"])
            assert cast(list[Event], kept["content"])[0]["transcript"] == stored
            assert kept["status"] == "incomplete"

    tell(story())


def test_a_client_that_says_what_was_played_is_believed() -> None:
    async def story() -> None:
        async with realtime_scene(LONG) as room:
            client = room.client
            await client.says("Tell me a story.", 1.0)
            await client.waits(3.5)
            client.tells("response.cancel")
            client.tells(
                "conversation.item.truncate",
                item_id=client.her_item(),
                content_index=0,
                audio_end_ms=700,
            )
            await client.waits(1)
            # Words of hers take 300 ms: two have sounded.
            assert room.dialogue.log[1] == ("spoken", "Once there")
            assert client.all("conversation.item.truncated")[0]["audio_end_ms"] == 700
            assert client.done() == [("cancelled", "client_cancelled")]
            assert client.errors() == []

    tell(story())


def test_cutting_short_what_was_sent_whole_but_still_plays() -> None:
    async def story() -> None:
        async with realtime_scene("One two three four five six.") as room:
            client = room.client
            await client.says("Count for me.", 1.0)
            await client.waits(2.2)
            assert client.done() == [("completed", None)]
            assert len(room.dialogue.log) == 1, "it has not been heard yet"
            client.tells(
                "conversation.item.truncate",
                item_id=client.her_item(),
                content_index=0,
                audio_end_ms=900,
            )
            await client.waits(1)
            assert room.dialogue.log[1] == ("spoken", "One two three")

    tell(story())


def test_who_asks_for_the_next_thing_has_heard_the_last() -> None:
    async def story() -> None:
        async with realtime_scene("One two three four five six.", "Seven.") as room:
            client = room.client
            await client.says("Count for me.", 1.0)
            await client.waits(2.2)
            assert len(client.done()) == 1
            client.writes("And then?")
            client.asks()
            await client.waits(3)
            assert [text for _, text in room.dialogue.log] == [
                "Count for me.",
                "And then?",
                "One two three four five six.",
                "Seven.",
            ]

    tell(story())


def test_where_her_turn_may_not_be_interrupted_she_goes_on() -> None:
    async def story() -> None:
        async with realtime_scene(STORY) as room:
            client = room.client
            client.configures(turn_detection={"type": "server_vad", "interrupt_response": False})
            await client.says("Tell me a story.", 1.0)
            await client.waits(3.0)
            await client.says("Wait, stop.", 1.0)
            await client.waits(6)
            assert room.dialogue.log[-1] == ("spoken", STORY)

    tell(story())


def test_a_broken_dialogue_ends_the_response_and_not_the_line() -> None:
    async def story() -> None:
        async with realtime_scene("Never said.", "I am here.") as room:
            room.dialogue.fails = True
            await room.client.says("Hello?", 1.0)
            await room.client.waits(2)
            assert room.client.done() == [("failed", None)]
            room.dialogue.fails = False
            await room.client.says("Are you there?", 1.0)
            await room.client.waits(3)
            assert room.client.done()[1:] == [("completed", None)]

    tell(story())


def test_a_whole_recording_at_once_is_one_turn() -> None:
    async def story() -> None:
        async with realtime_scene("I am well.") as room:
            sound = room.client.speech.sound("How are you?", 1.5)
            room.client.appends(np.concatenate([sound, np.zeros(INPUT_RATE, np.float32)]))
            await asyncio.sleep(5)
            assert [text for _, text in room.dialogue.log] == ["How are you?", "I am well."]

    tell(story())


def test_her_manner_as_it_is_set_holds() -> None:
    async def remarks(seconds: float) -> int:
        manner = Manner(ask_after_seconds=seconds)
        async with realtime_scene("It rained here.", manner=manner) as room:
            await room.client.says("How was your day?", 1.5)
            await room.client.waits(90)
            return len(room.client.all("response.created")) - 1

    async def story() -> None:
        assert await remarks(30) == 1
        assert await remarks(0) == 0

    tell(story())
