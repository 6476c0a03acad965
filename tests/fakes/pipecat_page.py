"""A page with pipecat's JavaScript client, unchanged, served from an origin of its own.

The packages are fetched once, as `pinned.json` beside the page has them, and bundled into a cache
outside the project. It is what npm calls a lock file, without addresses.
"""

import asyncio
import fcntl
import hashlib
import shutil
import sys
from asyncio.subprocess import DEVNULL, PIPE
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path

import platformdirs
import uvicorn
from starlette.applications import Starlette
from starlette.routing import Mount
from starlette.staticfiles import StaticFiles

SOURCE = Path(__file__).parent / "pipecat_client"
TOOLS = Path(sys.executable).parent
"""Where the environment has npm and node."""


async def built() -> Path:
    """The folder of the page with everything that it needs."""
    files = sorted(SOURCE.iterdir())
    stamp = hashlib.sha256(b"".join(file.read_bytes() for file in files)).hexdigest()[:16]
    folder = platformdirs.user_cache_path("anima") / "tests" / f"pipecat-client-{stamp}"
    folder.parent.mkdir(parents=True, exist_ok=True)
    with (folder.parent / "lock").open("w") as lock:
        await asyncio.to_thread(fcntl.flock, lock, fcntl.LOCK_EX)
        if not (folder / "bundle.js").exists():
            await _build(folder)
    return folder


async def _build(folder: Path) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(SOURCE, folder)
    (folder / "pinned.json").rename(folder / "package-lock.json")
    options = ("--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error")
    await _run(folder, str(TOOLS / "npm"), "ci", *options)
    bundler = folder / "node_modules" / "esbuild" / "bin" / "esbuild"
    bundle = ("client.js", "--bundle", "--format=esm", "--outfile=whole.js", "--log-level=error")
    await _run(folder, str(TOOLS / "node"), str(bundler), *bundle)
    await asyncio.to_thread(shutil.rmtree, folder / "node_modules")
    (folder / "whole.js").rename(folder / "bundle.js")


async def _run(folder: Path, *command: str) -> None:
    process = await asyncio.create_subprocess_exec(
        *command, cwd=folder, stdin=DEVNULL, stdout=PIPE, stderr=PIPE
    )
    _, complaints = await process.communicate()
    assert process.returncode == 0, complaints.decode()


@asynccontextmanager
async def foreign_page(port: int) -> AsyncGenerator[str]:
    """Serve the page at this port; yields its origin."""
    app = Starlette(routes=[Mount("/", StaticFiles(directory=await built(), html=True))])
    config = uvicorn.Config(app, host="127.0.0.1", port=port, log_level="error")
    server = uvicorn.Server(config)
    serving = asyncio.create_task(server.serve())
    while not server.started:  # noqa: ASYNC110  # it has no event for that
        await asyncio.sleep(0.02)
    try:
        yield f"http://localhost:{port}"
    finally:
        server.should_exit = True
        await serving
