"""Calls whose connection breaks, over a network that is really gone: nothing is lost or doubled."""

import asyncio
import random
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager

import aioice.ice
import httpx
import numpy as np
import pytest
from bad_datagrams import BadDatagrams
from scripted_door import Life, ScriptedDoor
from web_house import House, house
from webrtc_caller import RATE, Caller, calling
from word_tones import WORD_SECONDS, WORDS, WordTones, read

from anima.interfaces.web import webrtc_routes
from anima.interfaces.webrtc.playing import UNDERWAY_FRAMES
from anima.interfaces.webrtc.presence import AWAY_SECONDS, GAP_SECONDS
from anima.voice import Samples

READY = {"version": "2.0.0", "about": {"library": "x"}}
UNDERWAY_SECONDS = UNDERWAY_FRAMES / 50


@asynccontextmanager
async def call(words: int) -> AsyncGenerator[tuple[House, Caller]]:
    """Somebody on the line, over a network that can be gone; she answers with so many words."""
    answer = " ".join(WORDS[:words]).capitalize() + "."
    door = ScriptedDoor(Life(stage="done", name="Freya", answer=answer))
    door.mouth = WordTones()
    async with house(door) as home, calling(home.address, BadDatagrams()) as caller:
        await caller.dial()
        caller.ping()
        caller.say("client-ready", READY)
        await caller.until("bot-ready")
        yield home, caller


async def begins_to_speak(caller: Caller, *, seconds: float) -> None:
    """Ask her something, and listen to so much of the answer."""
    caller.say("send-text", {"content": "Do you hear me?"})
    await caller.until("bot-started-speaking")
    await asyncio.sleep(seconds)


def voice(seconds: float) -> Samples:
    t = np.arange(round(seconds * RATE)) / RATE
    return (0.6 * np.sin(2 * np.pi * 300 * t)).astype(np.float32)


def heard(caller: Caller) -> dict[str, float]:
    """How many seconds of each word were heard; they came in their order."""
    words = read(caller.heard, RATE)
    first = list(dict.fromkeys(word for word, _ in words))
    assert first == list(WORDS[: len(first)]), words
    return {word: sum(seconds for each, seconds in words if each == word) for word in first}


def is_whole(caller: Caller, words: int, *, breaks: int) -> None:
    """Each word was heard, and of each no more again than may have been under way at a break."""
    seconds = heard(caller)
    assert len(seconds) == words
    assert all(each > WORD_SECONDS - 0.08 for each in seconds.values()), seconds
    over = sum(seconds.values()) - words * WORD_SECONDS
    assert over < breaks * (UNDERWAY_SECONDS + 0.1), seconds


def written(caller: Caller) -> str:
    """What she said, as it came in writing."""
    return "".join(each["text"] for each in caller.all("bot-llm-text"))


@pytest.fixture
def quick_to_break(monkeypatch: pytest.MonkeyPatch) -> None:
    """A connection over which nothing comes fails after some seconds, not after half a minute."""
    monkeypatch.setattr(aioice.ice, "CONSENT_INTERVAL", 0.1)
    monkeypatch.setattr(aioice.ice, "CONSENT_FAILURES", 2)


@pytest.mark.slow
async def test_in_a_gap_of_the_network_she_waits_and_all_of_it_is_heard_after() -> None:
    async with call(12) as (home, caller):
        assert caller.network is not None
        await begins_to_speak(caller, seconds=1.0)
        async with caller.network.gone():
            await asyncio.sleep(AWAY_SECONDS + 0.5)
        assert caller.all("server-message", type="ended") == []
        await caller.until("server-message", type="ended", reason="complete")
        assert len(caller.answers) == 1
        is_whole(caller, 12, breaks=1)
        assert home.door.life.said("companion") == [home.door.life.answer]


async def test_a_connection_that_is_lost_is_followed_by_another_on_the_same_line() -> None:
    async with call(8) as (home, caller):
        assert caller.network is not None
        await begins_to_speak(caller, seconds=0.7)
        first = caller.call
        async with caller.network.gone():
            await asyncio.sleep(1.0)
        await caller.redial()
        assert caller.call == first
        assert caller.answers[-1]["resumed"] is True
        await caller.until("server-message", type="ended", reason="complete")
        is_whole(caller, 8, breaks=1)
        assert written(caller) == home.door.life.answer
        assert home.door.life.said("companion") == [home.door.life.answer]
        assert home.door.life.said("person") == ["Do you hear me?"]


@pytest.mark.parametrize("counts", [True, False])
async def test_what_she_writes_into_the_gap_arrives_in_its_order(counts: bool) -> None:
    async with call(20) as (home, caller):
        assert caller.network is not None
        home.door.life.token_seconds = 0.05
        caller.counts = counts
        caller.say("send-text", {"content": "Write.", "options": {"audio_response": False}})
        await caller.until("bot-llm-text")
        await asyncio.sleep(0.3)
        async with caller.network.gone():
            await asyncio.sleep(0.4)
            came = written(caller)
        await caller.redial()
        await caller.until("server-message", type="ended", reason="complete")
        assert "" < came < written(caller) == home.door.life.answer


async def test_what_is_written_to_her_in_the_gap_arrives_once() -> None:
    async with call(3) as (home, caller):
        assert caller.network is not None
        in_writing = {"audio_response": False}
        async with caller.network.gone():
            for number in range(3):
                caller.say("send-text", {"content": f"Line {number}.", "options": in_writing})
            await asyncio.sleep(0.3)
        await caller.redial()
        await caller.until("server-message", type="stored", text="Line 2.")
        assert home.door.life.said("person") == ["Line 0.", "Line 1.", "Line 2."]


@pytest.mark.slow
@pytest.mark.parametrize("lost", [True, False])
async def test_what_was_said_before_and_after_a_gap_is_one_utterance(lost: bool) -> None:
    async with call(3) as (home, caller):
        assert caller.network is not None
        home.door.life.answer = "Alder."
        await asyncio.sleep(1.0)
        caller.microphone.speak(voice(1.5))
        await caller.until("user-started-speaking")
        async with caller.network.gone():
            await asyncio.sleep(1.7)
        if lost:
            await caller.redial()
        caller.microphone.speak(voice(1.0))
        await caller.until("server-message", type="ended", reason="complete")
        assert home.door.life.said("person") == [home.door.ears.words]
        states = [each["value"] for each in caller.all("server-message", type="state")]
        assert states[:3] == ["hearing", "thinking", "speaking"], "she waits for the rest of it"


@pytest.mark.slow
async def test_a_call_whose_connection_has_failed_waits_and_goes_on_with_any_offer(
    quick_to_break: None,
) -> None:
    async with call(8) as (home, caller):
        assert caller.network is not None
        await begins_to_speak(caller, seconds=0.7)
        first = caller.call
        async with caller.network.gone():
            await asyncio.sleep(8.0)
            assert caller.connection.connectionState == "closed", "both sides have given it up"
        assert home.door.life.said("companion") == []
        caller.pick_up()
        await caller.dial(anew=False)
        assert (caller.call, caller.answers[-1]["resumed"]) == (first, True)
        await caller.until("server-message", type="ended", reason="complete")
        is_whole(caller, 8, breaks=1)
        assert home.door.life.said("companion") == [home.door.life.answer]


@pytest.mark.slow
async def test_after_the_grace_it_is_hung_up_and_the_next_offer_begins_another(
    quick_to_break: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(webrtc_routes, "GRACE_SECONDS", 6.0)
    async with call(20) as (home, caller):
        assert caller.network is not None
        await begins_to_speak(caller, seconds=1.5)
        first = caller.call
        async with caller.network.gone():
            await asyncio.sleep(5.0)
            assert home.door.life.said("companion") == [], "she waits"
            await asyncio.sleep(2.5)
        (stored,) = home.door.life.said("companion")
        assert abs(len(stored.split()) * WORD_SECONDS - sum(heard(caller).values())) < 0.5
        await caller.redial()
        assert caller.call != first
        assert caller.answers[-1]["resumed"] is False


async def test_who_hangs_up_in_order_does_not_leave_the_call_waiting() -> None:
    async with call(20) as (home, caller):
        await begins_to_speak(caller, seconds=0.7)
        await caller.connection.close()
        async with asyncio.timeout(3):
            while not home.door.life.said("companion"):  # noqa: ASYNC110  # it has no event
                await asyncio.sleep(0.05)
        first = caller.call
        await caller.redial()
        assert caller.call != first


@pytest.mark.slow
async def test_a_second_attempt_takes_over_from_one_that_never_got_through() -> None:
    async with call(8) as (home, caller):
        assert caller.network is not None
        await begins_to_speak(caller, seconds=0.7)
        async with caller.network.gone():
            lost = caller.connection
            caller.pick_up()
            await caller.offer(anew=True)
            await asyncio.sleep(0.3)
        await caller.redial()
        await lost.close()
        await caller.until("server-message", type="ended", reason="complete")
        is_whole(caller, 8, breaks=1)
        assert home.door.life.said("companion") == [home.door.life.answer]


async def test_an_ice_restart_is_refused_in_words_and_breaks_nothing() -> None:
    async with call(3) as (_, caller):
        offered = caller.connection.localDescription.sdp
        moved = offered.replace("a=ice-ufrag:", "a=ice-ufrag:x")
        async with httpx.AsyncClient(base_url=str(caller.http.base_url)) as http:
            asked = {"sdp": moved, "type": "offer", "pc_id": caller.call}
            answer = await http.post("/api/offer", json=asked)
        assert (answer.status_code, "restart" in answer.json()["error"]) == (400, True)
        await begins_to_speak(caller, seconds=0.0)
        await caller.until("server-message", type="ended", reason="complete")


async def test_candidates_of_a_former_connection_are_nothing_to_the_next() -> None:
    async with call(3) as (_, caller):
        late = "candidate:1 1 udp 2130706431 127.0.0.1 9 typ host ufrag former"
        candidates = [{"candidate": late, "sdp_mid": "0", "sdp_mline_index": 0}]
        asked = {"pc_id": caller.call, "candidates": candidates}
        assert (await caller.http.patch("/api/offer", json=asked)).status_code == 200
        await begins_to_speak(caller, seconds=0.0)


async def test_the_server_that_stops_ends_a_call_that_waits() -> None:
    async with call(20) as (home, caller):
        assert caller.network is not None
        await begins_to_speak(caller, seconds=1.0)
        async with caller.network.gone():
            caller.pick_up()
            await caller.offer(anew=True)
            async with asyncio.timeout(8):
                await home.shut()
        (stored,) = home.door.life.said("companion")
        assert 1 <= len(stored.split()) <= 4


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(2))
async def test_a_dialogue_over_drops_at_random_moments(seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311  # repeatable
    async with call(14) as (home, caller):
        assert caller.network is not None
        asked = [f"Question {number}." for number in range(3)]

        async def drops() -> None:
            assert caller.network is not None
            for _ in range(7):
                await asyncio.sleep(chance.uniform(0.1, 2.0))
                async with caller.network.gone():
                    await asyncio.sleep(chance.uniform(GAP_SECONDS + 0.1, 3.0))
                    if chance.random() < 0.3:
                        caller.pick_up()
                        await caller.offer(anew=True)
                        await asyncio.sleep(chance.uniform(0.0, 0.3))
                await caller.redial()

        dropping = asyncio.create_task(drops())
        for number, question in enumerate(asked):
            caller.heard.clear()
            before = len(caller.answers)
            caller.say("send-text", {"content": question})
            await caller.until("server-message", times=number + 1, type="ended", reason="complete")
            is_whole(caller, 14, breaks=len(caller.answers) - before + 1)
            await asyncio.sleep(chance.uniform(0.0, 0.5))
        await dropping
        assert home.door.life.said("person") == asked
        assert home.door.life.said("companion") == [home.door.life.answer] * 3
        assert written(caller) == home.door.life.answer * 3
