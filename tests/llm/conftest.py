"""A scripted HTTP server for misbehaviour, and a real llama.cpp server in a process of its own.

The scripted server is the one substitute: no real server can be made to stall, lie or break off
when asked to.
"""

import asyncio
import json
import secrets
import subprocess
import sys
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Sequence
from pathlib import Path

import pytest

import anima.llm

Script = Sequence[bytes | asyncio.Event]
Play = Callable[..., Awaitable[str]]

MODELS = b'{"object":"list","data":[{"id":"scripted-8b","object":"model","owned_by":"somebody"}]}'


@pytest.fixture
def requests_heard() -> list[str]:
    """Every request that the scripted server heard: the request line, and the body."""
    return []


@pytest.fixture
def hung_up() -> asyncio.Event:
    """Set when a client closes its connection while the scripted server is waiting."""
    return asyncio.Event()


@pytest.fixture
async def play(requests_heard: list[str], hung_up: asyncio.Event) -> AsyncIterator[Play]:
    """Starts a server that plays one script per chat request, and the last one from then on.

    A script is what goes over the wire: bytes are sent, an event is waited for. Then the
    connection is closed.
    """
    servers: list[asyncio.Server] = []

    async def start(*scripts: Script, models: bytes = MODELS, port: int = 0) -> str:
        left = list(scripts)

        async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            try:
                line, body = await _request(reader)
                requests_heard.append(f"{line} {body}")
                is_list = line.startswith("GET /v1/models")
                whole = b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n\r\n" + models
                script = [whole] if is_list else left.pop(0) if len(left) > 1 else left[0]
                for part in script:
                    if isinstance(part, bytes):
                        writer.write(part)
                        await writer.drain()
                    elif await _left_before(part, reader):
                        hung_up.set()
                        return
            except (ConnectionError, asyncio.IncompleteReadError):
                pass  # The client has gone: what many of these tests are about.
            finally:
                writer.close()

        server = await asyncio.start_server(answer, "127.0.0.1", port)
        servers.append(server)
        return f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/v1"

    yield start
    for server in servers:
        server.close()


async def _left_before(event: asyncio.Event, reader: asyncio.StreamReader) -> bool:
    """Wait for the event; whether the client hung up before."""
    waiting = asyncio.create_task(event.wait())
    reading = asyncio.create_task(reader.read())
    await asyncio.wait((waiting, reading), return_when=asyncio.FIRST_COMPLETED)
    waiting.cancel()
    reading.cancel()
    return not event.is_set()


async def _request(reader: asyncio.StreamReader) -> tuple[str, str]:
    head = (await reader.readuntil(b"\r\n\r\n")).decode()
    line, *headers = head.split("\r\n")
    lengths = [h.split(":")[1] for h in headers if h.lower().startswith("content-length")]
    body = await reader.readexactly(int(lengths[0])) if lengths else b""
    return line, body.decode()


@pytest.fixture(scope="session")
def llama_server(weights: Path) -> Iterator[tuple[str, str]]:
    """A real llama.cpp server in another process: its address and its key."""
    script = Path(anima.llm.__file__).with_name("embedded_server.py")
    key = secrets.token_hex(8)
    asked = {
        "path": str(weights / "qwen2.5-1.5b" / "model.gguf"),
        "name": "qwen2.5-1.5b",
        "key": key,
        "port": 0,
        "threads": 2,
        "slots": 2,
        "context_tokens": 1024,
    }
    with subprocess.Popen(
        [sys.executable, "-P", str(script)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(json.dumps(asked) + "\n")
        process.stdin.flush()
        yield json.loads(process.stdout.readline())["address"], key
        process.stdin.close()
