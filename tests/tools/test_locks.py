"""The lock check sees what must not be in a lock file, and what is missing from it."""

import string
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tools.lock_file import LockFileError, read_pins
from tools.locks import lock_problems

DIGEST = "0123456789abcdef" * 4

PROJECT = """
[project]
dependencies = ["bread>=2", "Butter_Knife==1.0"]

[project.optional-dependencies]
jam = ["berry>=4"]

[dependency-groups]
build = ["oven"]
dev = [{ include-group = "build" }, "tasting>=3", "berry>=4"]
"""


def locked(*requirements: str) -> str:
    return "".join(f"{each} \\\n    --hash=sha256:{DIGEST}\n" for each in requirements)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    runtime = ("bread==2.1", "butter-knife==1.0", "oven==7")
    (tmp_path / "pyproject.toml").write_text(PROJECT, encoding="utf-8")
    (tmp_path / "requirements.lock").write_text(locked(*runtime), encoding="utf-8")
    (tmp_path / "requirements-dev.lock").write_text(
        locked(*runtime, "berry==4.5", "tasting==3.0"), encoding="utf-8"
    )
    (tmp_path / "requirements-jam.lock").write_text(
        locked(*runtime, "berry==4.5"), encoding="utf-8"
    )
    return tmp_path


def test_locks_that_fit_have_no_problems(project: Path) -> None:
    assert lock_problems(project) == []


@pytest.mark.parametrize(
    ("lock", "before", "after", "problem"),
    [
        ("requirements.lock", "bread==2.1", "bread==1.9", "requirements.lock: bread 1.9 is not"),
        ("requirements.lock", "oven==7", "stove==7", "requirements.lock: oven is missing"),
        ("requirements-dev.lock", "tasting==3.0", "testing==3.0", "tasting is missing"),
        ("requirements-dev.lock", "bread==2.1", "bread==2.2", "does not hold bread 2.1"),
        ("requirements-jam.lock", "berry==4.5", "berry==4.6", "does not hold berry 4.6"),
        ("requirements-jam.lock", "berry==4.5", "plum==4.5", "berry is missing"),
        ("requirements.lock", "bread==2.1", "bread>=2.1", "not a pinned requirement"),
        ("requirements.lock", "bread==2.1", "--index-url elsewhere", "not a pinned requirement"),
        ("requirements.lock", "bread==2.1", "bread @ file:///bread.whl", "not a pinned"),
        ("requirements.lock", DIGEST, DIGEST[1:], "no SHA-256 hash"),
    ],
)
def test_what_is_wrong_with_a_lock_is_said(
    project: Path, lock: str, before: str, after: str, problem: str
) -> None:
    file = project / lock
    file.write_text(file.read_text(encoding="utf-8").replace(before, after, 1), encoding="utf-8")
    assert any(problem in each for each in lock_problems(project))


def test_a_requirement_without_a_hash_is_refused(tmp_path: Path) -> None:
    lock = tmp_path / "a.lock"
    lock.write_text("bread==2.1\n", encoding="utf-8")
    with pytest.raises(LockFileError, match="no SHA-256 hash"):
        read_pins(lock)


NAMES = st.from_regex(r"[a-z][a-z0-9]{0,8}", fullmatch=True)
VERSIONS = st.lists(st.integers(0, 99), min_size=1, max_size=4).map(
    lambda parts: ".".join(map(str, parts))
)
MARKERS = st.sampled_from(["", "sys_platform == 'win32'", "python_full_version >= '3.11'"])
DIGESTS = st.lists(st.text(string.hexdigits[:16], min_size=64, max_size=64), min_size=1, max_size=3)


@given(st.lists(st.tuples(NAMES, VERSIONS, MARKERS, DIGESTS), max_size=5))
def test_whatever_is_locked_is_read_back(
    tmp_path_factory: pytest.TempPathFactory,
    rows: list[tuple[str, str, str, list[str]]],
) -> None:
    text = ""
    for name, version, marker, digests in rows:
        condition = f" ; {marker}" if marker else ""
        hashes = " \\\n".join(f"    --hash=sha256:{digest}" for digest in digests)
        text += f"{name}=={version}{condition} \\\n{hashes}\n"
    lock = tmp_path_factory.mktemp("lock") / "a.lock"
    lock.write_text(text, encoding="utf-8")
    pins = read_pins(lock)
    assert [(pin.name, pin.version, pin.hashes) for pin in pins] == [
        (name, version, len(digests)) for name, version, _, digests in rows
    ]
    for pin, (_, _, marker, _) in zip(pins, rows, strict=True):
        assert pin.applies_here() == (marker != "sys_platform == 'win32'")
