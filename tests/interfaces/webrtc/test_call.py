"""Calls over WebRTC, on loopback: the line that others have, with sound that is paced here."""

import asyncio
import json
from collections.abc import AsyncIterator

import httpx
import numpy as np
import pytest
from scripted_door import Life, ScriptedDoor
from web_house import House, house
from webrtc_caller import RATE, Caller, calling

READY = {"version": "2.0.0", "about": {"library": "x"}}


@pytest.fixture
async def home() -> AsyncIterator[House]:
    life = Life(stage="done", name="Freya", answer="Yes. I do.")
    async with house(ScriptedDoor(life)) as home:
        yield home


@pytest.fixture
async def caller(home: House) -> AsyncIterator[Caller]:
    async with calling(home.address) as caller:
        yield caller


def voice(seconds: float) -> "np.ndarray[tuple[int], np.dtype[np.float32]]":
    t = np.arange(round(seconds * RATE)) / RATE
    return (0.6 * np.sin(2 * np.pi * 300 * t)).astype(np.float32)


async def test_who_calls_types_hears_her_and_what_was_heard_is_stored(
    home: House, caller: Caller
) -> None:
    await caller.dial()
    caller.channel.send("ping: 1")
    caller.say("client-ready", READY)
    await caller.until("bot-ready", version="2.2.0")
    caller.say("send-text", {"content": "Do you hear me?"})
    await caller.until("server-message", type="ended", reason="complete")
    assert home.door.life.said("person") == ["Do you hear me?"]
    assert home.door.life.said("companion") == ["Yes. I do."]
    assert 0.5 < caller.sounding_seconds < 1.3
    assert caller.all("bot-tts-audio") == [], "sound has a way of its own"
    await caller.hang_up()


@pytest.mark.slow
async def test_who_calls_speaks_interrupts_and_she_stops_where_the_sound_stopped(
    home: House, caller: Caller
) -> None:
    home.door.life.answer = " ".join(["Indeed"] * 40) + "."
    await caller.dial()
    caller.say("client-ready", READY)
    caller.microphone.speak(voice(0.6))
    await caller.until("user-transcription", text="It rained all day.", final=True)
    await caller.until("bot-started-speaking")
    await asyncio.sleep(0.5)
    home.door.ears.words = "Stop that now please."
    caller.microphone.speak(voice(1.5))
    await caller.until("bot-interrupted")
    ended = await caller.until("server-message", type="ended")
    assert ended["reason"] == "interrupted"
    heard = caller.sounding_seconds
    await asyncio.sleep(0.2)
    assert caller.sounding_seconds <= heard + 0.15
    (stored,) = home.door.life.said("companion")[:1]
    assert abs(len(stored.split()) / 3 - heard) < 0.5, "a word is a third of a second"


async def test_a_microphone_that_is_muted_there_is_off_here(home: House, caller: Caller) -> None:
    await caller.dial()
    caller.say("client-ready", READY)
    muted = {"type": "trackStatus", "receiver_index": 0, "enabled": False}
    caller.channel.send(json.dumps({"type": "signalling", "message": muted}))
    await caller.until("bot-ready")
    caller.microphone.speak(voice(0.5))
    await asyncio.sleep(0.8)
    assert caller.all("user-started-speaking") == []


async def test_a_call_is_changed_under_its_id(caller: Caller) -> None:
    await caller.dial()
    first = caller.call
    await caller.dial()
    assert caller.call == first
    caller.say("client-ready", READY)
    await caller.until("bot-ready")


async def test_the_server_that_stops_says_so(home: House, caller: Caller) -> None:
    await caller.dial()
    closed = asyncio.Event()
    caller.channel.on("close", closed.set)
    await home.shut()
    async with asyncio.timeout(10):
        await closed.wait()
    assert caller.told[-1] == {"type": "signalling", "message": {"type": "peerLeft"}}


@pytest.mark.parametrize(
    ("method", "content", "status", "reason"),
    [
        ("POST", {}, 400, "sdp: missing"),
        ("POST", {"sdp": "v=0", "type": "offer"}, 400, "no data channel"),
        ("POST", {"sdp": "v=0\nm=sound", "type": "offer"}, 400, "The offer cannot be used"),
        ("POST", {"sdp": "v=0", "type": "answer"}, 400, "type: literal_error"),
        ("POST", {"sdp": "x" * 300_000, "type": "offer"}, 400, "too long"),
        (
            "PATCH",
            {"pc_id": "1", "candidates": [{"candidate": "candidate:x"}]},
            404,
            "no such call",
        ),
        ("PATCH", {"pc_id": "1", "candidates": 3}, 400, "candidates: list_type"),
    ],
)
async def test_what_cannot_be_used_is_refused(
    home: House, method: str, content: object, status: int, reason: str
) -> None:
    async with httpx.AsyncClient(base_url=home.address) as http:
        answer = await http.request(method, "/api/offer", json=content)
    assert (answer.status_code, reason in answer.json()["error"]) == (status, True), answer.text


async def test_candidates_may_come_one_by_one(home: House, caller: Caller) -> None:
    await caller.dial()

    async def offered(*candidates: str) -> int:
        each = [{"candidate": c, "sdp_mid": "0", "sdp_mline_index": 0} for c in candidates]
        asked = {"pc_id": caller.call, "candidates": each}
        return (await caller.http.patch("/api/offer", json=asked)).status_code

    assert await offered("candidate:1 1 udp 2130706431 127.0.0.1 9 typ host", "") == 200
    assert await offered("candidate:nonsense") == 400
