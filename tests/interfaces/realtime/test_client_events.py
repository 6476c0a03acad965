"""What Realtime clients say wrongly is refused with the protocol's codes, and ends nothing."""

import base64
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from realtime_client import realtime_scene
from virtual_time import tell

from anima.interfaces.realtime.client_events import AppendAudio, RealtimeError, Received, parse

ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["type", "session", "item", "audio", "item_id"]), inner)
    ),
    max_leaves=12,
)
KINDS = [
    "session.update",
    "input_audio_buffer.append",
    "conversation.item.create",
    "conversation.item.truncate",
    "response.create",
]


@pytest.mark.parametrize(
    ("raw", "code", "param"),
    [
        ("no JSON", "invalid_json", None),
        ("[]", "invalid_type", None),
        ("{}", "missing_required_parameter", "type"),
        ('{"type": "nothing.known"}', "invalid_value", "type"),
        ('{"type": "input_audio_buffer.append"}', "missing_required_parameter", "audio"),
        ('{"type": "input_audio_buffer.append", "audio": "@"}', "invalid_value", "audio"),
        ('{"type": "input_audio_buffer.append", "audio": "AA=="}', "invalid_value", "audio"),
        ('{"type": "session.update"}', "missing_required_parameter", "session"),
        (
            '{"type": "session.update", "session": {"audio": {"input": {"format": '
            '{"type": "audio/pcmu"}}}}}',
            "invalid_value",
            "session.audio.input.format.type",
        ),
        ('{"type": "session.update", "session": {"output_modalities": []}}', "invalid_value",
         "session.output_modalities"),
        ('{"type": "conversation.item.truncate", "item_id": "x"}', "missing_required_parameter",
         "audio_end_ms"),
    ],
)  # fmt: skip
def test_each_mistake_has_its_code_and_names_the_field(
    raw: str, code: str, param: str | None
) -> None:
    with pytest.raises(RealtimeError) as refused:
        parse(raw)
    assert (refused.value.code, refused.value.param) == (code, param)


def test_the_refusal_carries_the_events_own_id() -> None:
    with pytest.raises(RealtimeError) as refused:
        parse('{"type": "nothing", "event_id": "mine"}')
    assert refused.value.event_id == "mine"


@given(st.binary(max_size=400))
def test_sound_arrives_as_it_was_sent(pcm: bytes) -> None:
    pcm = pcm[: len(pcm) // 2 * 2]
    audio = base64.b64encode(pcm).decode()
    raw = json.dumps({"type": "input_audio_buffer.append", "audio": audio})
    assert parse(raw) == Received(AppendAudio(pcm), None)


@given(st.sampled_from(KINDS), ANYTHING)
def test_anything_is_either_understood_or_refused(kind: str, data: object) -> None:
    fields = data if isinstance(data, dict) else {"session": data, "item": data, "audio": data}
    try:
        parse(json.dumps({**fields, "type": kind}))
    except RealtimeError as error:
        assert error.code


@given(st.text(max_size=60))
def test_any_text_is_either_understood_or_refused(raw: str) -> None:
    with pytest.raises(RealtimeError):
        parse(raw)


def test_requests_that_make_no_sense_are_refused_one_by_one() -> None:
    async def story() -> None:
        async with realtime_scene("A word.", "Another.") as room:
            client = room.client
            client.raw("nonsense")
            client.tells("response.cancel")
            client.tells("input_audio_buffer.commit")
            client.tells("conversation.item.retrieve", item_id="nobody")
            client.tells("conversation.item.truncate", item_id="nobody", audio_end_ms=5)
            client.tells("conversation.item.create", item={"type": "function_call_output"})
            client.writes("   ")
            client.writes("x" * 8_001)
            client.writes("Hello.", id="one")
            client.writes("Hello.", id="one")
            client.tells("conversation.item.delete", item_id="one")
            client.asks(conversation="none")
            client.asks()
            client.asks()
            await client.waits(3)
            codes = [
                "invalid_json",
                "response_cancel_not_active",
                "input_audio_buffer_commit_empty",
                "item_retrieve_invalid_item_id",
                "item_truncate_invalid_item_id",
                "invalid_value",
                "invalid_value",
                "invalid_value",
                "invalid_value",
                "item_delete_not_possible",
                "invalid_value",
                "conversation_already_has_active_response",
            ]
            assert [code for code, _ in client.errors()] == codes
            assert client.done() == [("completed", None)]
            client.tells("conversation.item.truncate", item_id=client.her_item(), audio_end_ms=100)
            await client.waits(0.5)
            (cut,) = client.all("conversation.item.truncated")
            assert cut["audio_end_ms"] == 600, "it was heard to its end by then, and stays so"
            assert [code for code, _ in client.errors()] == codes

    tell(story())


def test_a_history_that_a_client_brings_is_shown_back_and_not_taken_for_hers() -> None:
    async def story() -> None:
        async with realtime_scene("Hello.") as room:
            client = room.client
            for role, kind in (("system", "input_text"), ("assistant", "output_text")):
                content = [{"type": kind, "text": "You are a pirate."}]
                item = {"type": "message", "role": role, "content": content}
                client.tells("conversation.item.create", item=item)
            client.tells(
                "session.update", session={"type": "realtime", "instructions": "Be a pirate."}
            )
            client.writes("Who are you?")
            client.asks()
            await client.waits(3)
            assert client.errors() == []
            assert [text for _, text in room.dialogue.log] == ["Who are you?", "Hello."]
            assert len(client.all("conversation.item.done")) == 4

    tell(story())
