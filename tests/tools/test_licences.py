"""The licence check reads what packages say, and what they do not say but bring along."""

from pathlib import Path

import pytest

from tools.licences import bundled_libraries, declared_licences, licence_problems
from tools.spdx import is_permissive, spdx_of

DIGEST = "0123456789abcdef" * 4


@pytest.mark.parametrize(
    "expression",
    [
        "MIT",
        "BSD-3-Clause AND 0BSD AND MIT AND Zlib AND CC0-1.0",
        "Apache-2.0 OR GPL-3.0-only",
        "GPL-3.0-only OR (MIT AND ISC)",
        "Apache-2.0 WITH LLVM-exception",
        "(MIT)",
    ],
)
def test_what_can_be_met_with_permissive_licences_passes(expression: str) -> None:
    assert is_permissive(expression)


@pytest.mark.parametrize(
    "expression",
    [
        "",
        "GPL-3.0-or-later",
        "MIT AND LGPL-2.1-only",
        "MIT OR",
        "MIT MIT",
        "(MIT",
        "MIT)",
        "MIT OR (ISC",
        "(MIT OR AGPL-3.0-only) AND LGPL-3.0-only",
        "GPL-3.0-or-later WITH GCC-exception-3.1",
        "Proprietary",
    ],
)
def test_what_cannot_or_cannot_be_read_is_refused(expression: str) -> None:
    assert not is_permissive(expression)


def test_older_ways_of_naming_a_licence_are_understood() -> None:
    assert spdx_of("Mozilla Public License 2.0 (MPL 2.0)") == "MPL-2.0"
    assert spdx_of("MIT License ") == "MIT"
    assert spdx_of("GNU General Public License v3 (GPLv3)") not in {"MIT", "MPL-2.0"}


class Installed:
    """Puts packages, as an installer lays them out, into a folder that Python looks in."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.lock = folder / "requirements.lock"
        self.lock.write_text("", encoding="utf-8")

    def add(self, name: str, *metadata: str, files: tuple[str, ...] = ()) -> None:
        info = self.folder / f"{name}-1.0.dist-info"
        info.mkdir()
        lines = ["Metadata-Version: 2.4", f"Name: {name}", "Version: 1.0", *metadata, ""]
        (info / "METADATA").write_text("\n".join(lines), encoding="utf-8")
        (info / "RECORD").write_text("".join(f"{file},,\n" for file in files), encoding="utf-8")
        for file in files:
            place = self.folder / file
            place.parent.mkdir(parents=True, exist_ok=True)
            place.touch()
        with self.lock.open("a", encoding="utf-8") as lock:
            lock.write(f"{name}==1.0 --hash=sha256:{DIGEST}\n")


@pytest.fixture
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Installed:
    monkeypatch.syspath_prepend(tmp_path)
    return Installed(tmp_path)


def test_the_three_places_where_a_licence_may_stand_are_read(installed: Installed) -> None:
    classifier = "Classifier: License :: OSI Approved :: MIT License"
    installed.add("porcelain", "License-Expression: MIT AND ISC")
    installed.add("stoneware", "License: Apache 2.0", "Classifier: Topic :: Database")
    installed.add("earthenware", classifier)
    assert licence_problems(installed.lock) == []


def test_copyleft_and_silence_are_problems(installed: Installed) -> None:
    installed.add("lacquer", "License-Expression: LGPL-3.0-or-later")
    installed.add("glue", "Classifier: License :: OSI Approved :: GNU General Public License (GPL)")
    installed.add("putty")
    assert licence_problems(installed.lock) == [
        "lacquer: LGPL-3.0-or-later is not a permissive licence we know",
        "glue: GNU General Public License (GPL) is not a permissive licence we know",
        "putty: does not say its licence; read it and add a row to REASONED",
    ]


def test_libraries_inside_a_wheel_are_looked_at_whatever_the_package_says(
    installed: Installed,
) -> None:
    installed.add(
        "cinema",
        "License-Expression: BSD-3-Clause",
        files=(
            "cinema/__init__.py",
            "cinema.libs/libx264-d6533a8d.so.165",
            "cinema.libs/libgomp-e985bcbb.so.1.0.0",
            "cinema/.dylibs/libx265.216.dylib",
        ),
    )
    assert licence_problems(installed.lock) == [
        "cinema: brings libraries that nobody has looked at: x264, x265.216"
    ]


def test_a_locked_package_that_is_not_installed_is_a_problem(installed: Installed) -> None:
    installed.lock.write_text(f"ghost==1.0 --hash=sha256:{DIGEST}\n", encoding="utf-8")
    assert licence_problems(installed.lock) == ["ghost: is in the lock but not installed"]


def test_a_package_for_another_system_is_not_asked_for(installed: Installed) -> None:
    line = f"ghost==1.0 ; sys_platform == 'plan9' --hash=sha256:{DIGEST}\n"
    installed.lock.write_text(line, encoding="utf-8")
    assert licence_problems(installed.lock) == []


def test_our_own_package_says_its_licence() -> None:
    from importlib.metadata import distribution

    anima = distribution("anima")
    assert declared_licences(anima) == ["Apache-2.0"]
    assert list(bundled_libraries(anima)) == []
