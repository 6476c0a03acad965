"""A real `anima serve`, with the real models, in a process of its own."""

import asyncio
import os
import socket
import sys
from asyncio.subprocess import DEVNULL
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path

import httpx


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@asynccontextmanager
async def served(home: Path, **settings: str) -> AsyncGenerator[str]:
    """A real `anima serve` in a process of its own; yields the page's address."""
    port = free_port()
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "anima.cli", "serve", "--no-open"),
        env=os.environ | {"ANIMA_HOME": str(home), "ANIMA_PORT": str(port)} | settings,
        stdout=DEVNULL,
    )
    address = f"http://127.0.0.1:{port}"
    try:
        async with httpx.AsyncClient() as client, asyncio.timeout(90):
            while not await is_awake(client, address):
                assert process.returncode is None
                await asyncio.sleep(0.2)
        yield address
    finally:
        process.terminate()
        await process.wait()


async def is_awake(client: httpx.AsyncClient, address: str) -> bool:
    try:
        return bool((await client.get(f"{address}/health")).json()["awake"])
    except httpx.TransportError:
        return False
