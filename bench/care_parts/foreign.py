"""What others' programs are told: a question by RTVI, Realtime and WebRTC, as they ask it."""

import asyncio
import importlib.util
import json
from collections.abc import Callable
from typing import Any

import httpx
from websockets.asyncio.client import ClientConnection, connect

PATIENCE_SECONDS = 240.0
"""Fifty people ask at once, and their turn comes."""

HAS_WEBRTC = importlib.util.find_spec("aiortc") is not None
"""The library is an extra; without it she offers no such door."""

_READY = {"version": "2.0.0", "about": {"library": "bench"}}
_MOST_BYTES = 1 << 24

Told = dict[str, Any]
"""A message of a protocol, as it came."""


async def rtvi(address: str, token: str, question: str) -> str:
    """Everything that a foreign RTVI client is told until her answer is over."""
    async with _line(f"{address}/rtvi", token) as line:
        await line.send(_message("client-ready", _READY))
        await _until(line, lambda told: told["type"] == "bot-ready")
        await line.send(_message("send-text", _written(question)))
        return await _until(line, _is_over)


async def realtime(address: str, token: str, question: str) -> str:
    """Everything that a client of the Realtime protocol is told until her answer is over."""
    async with _line(f"{address}/v1/realtime?model=anima", token) as line:
        content = [{"type": "input_text", "text": question}]
        item = {"type": "message", "role": "user", "content": content}
        await line.send(json.dumps({"type": "conversation.item.create", "item": item}))
        wish = {"output_modalities": ["text"]}
        await line.send(json.dumps({"type": "response.create", "response": wish}))
        return await _until(line, lambda told: told["type"] == "response.done")


async def webrtc(address: str, token: str, question: str) -> str:
    """Everything that a caller over WebRTC is told in writing until her answer is over."""
    from aiortc import RTCConfiguration, RTCPeerConnection, RTCSessionDescription
    from aiortc.mediastreams import AudioStreamTrack

    call = RTCPeerConnection(RTCConfiguration(iceServers=[]))
    channel = call.createDataChannel("chat", ordered=True)
    opened, news = asyncio.Event(), asyncio.Queue[str]()
    channel.on("open", opened.set)
    channel.on("message", news.put_nowait)
    call.addTrack(AudioStreamTrack())
    try:
        await call.setLocalDescription(await call.createOffer())
        offered = call.localDescription
        asked = {"sdp": offered.sdp, "type": offered.type, "pc_id": None, "restart_pc": False}
        key = {"Authorization": f"Bearer {token}"}
        async with httpx.AsyncClient(base_url=address, headers=key, timeout=60) as http:
            given = (await http.post("/api/offer", json=asked)).raise_for_status().json()
        await call.setRemoteDescription(RTCSessionDescription(given["sdp"], given["type"]))
        async with asyncio.timeout(PATIENCE_SECONDS):
            await opened.wait()
            channel.send(_message("client-ready", _READY))
            told = await _of(news, lambda each: each["type"] == "bot-ready")
            channel.send(_message("send-text", _written(question)))
            return told + await _of(news, _is_over)
    finally:
        await call.close()


def _line(url: str, token: str) -> connect:
    key = {"Authorization": f"Bearer {token}"}
    return connect(url.replace("http", "ws", 1), additional_headers=key, max_size=_MOST_BYTES)


def _message(kind: str, data: object) -> str:
    return json.dumps({"label": "rtvi-ai", "type": kind, "id": "1", "data": data})


def _written(question: str) -> object:
    return {"content": question, "options": {"audio_response": False}}


def _is_over(told: Told) -> bool:
    data = told.get("data") or {}
    return told["type"] == "server-message" and data.get("type") == "ended"


async def _until(line: ClientConnection, wanted: Callable[[Told], bool]) -> str:
    """What came, up to the message that is waited for; sound is passed over."""
    seen: list[str] = []
    async with asyncio.timeout(PATIENCE_SECONDS):
        async for message in line:
            if isinstance(message, str):
                seen.append(message)
                if wanted(json.loads(message)):
                    return "\n".join(seen)
    raise ConnectionError("the line ended before the answer")


async def _of(news: asyncio.Queue[str], wanted: Callable[[Told], bool]) -> str:
    seen: list[str] = []
    while not seen or not wanted(json.loads(seen[-1])):
        seen.append(await news.get())
    return "\n".join(seen)
