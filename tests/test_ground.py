"""The ground everything stands on: one door, clean files, whole locks, imports that go downward."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tools.cleanliness import repository_problems
from tools.licences import licence_problems
from tools.locks import lock_problems

ROOT = Path(__file__).resolve().parent.parent


def dev(*arguments: str, root: Path = ROOT, path: str | None = None) -> "Finished":
    environment = os.environ | ({"PATH": path} if path else {})
    return subprocess.run(
        ["/bin/sh", str(root / "dev"), *arguments],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )


Finished = subprocess.CompletedProcess[str]


def test_no_file_is_bound_to_a_registry_or_to_one_machine() -> None:
    assert repository_problems(ROOT) == []


def test_the_lock_files_are_whole_and_fit_the_project() -> None:
    assert lock_problems(ROOT) == []


def test_everything_people_install_may_be_passed_on() -> None:
    assert licence_problems(ROOT / "requirements.lock") == []


@pytest.mark.parametrize(("shell", "script"), [("sh", "dev"), ("bash", ".ci/run")])
def test_the_scripts_are_executable_and_parse(shell: str, script: str) -> None:
    assert os.access(ROOT / script, os.X_OK)
    parsed = subprocess.run([shell, "-n", str(ROOT / script)], capture_output=True, check=False)
    assert parsed.returncode == 0, parsed.stderr


def test_help_lists_every_command_that_the_pages_tell_of() -> None:
    listed = set(re.findall(r"^  (\w+)", dev("help").stdout, re.MULTILINE))
    pages = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *(ROOT / "docs").rglob("*.md")]
    told = {
        command
        for page in pages
        for command in re.findall(r"\./dev ([a-z]+)\b", page.read_text(encoding="utf-8"))
    }
    assert {"app", "test", "check", "fix", "bench", "lock"} <= listed
    assert told <= listed


def test_a_command_that_is_not_there_shows_the_help_and_fails() -> None:
    finished = dev("dance")
    assert finished.returncode == 2
    assert "Usage: ./dev COMMAND" in finished.stderr


def test_without_a_recent_python_the_door_says_what_to_install(tmp_path: Path) -> None:
    for path in (ROOT / "dev", ROOT / "pyproject.toml", *ROOT.glob("requirements*.lock")):
        shutil.copy(path, tmp_path)
    commands = tmp_path / "commands"
    commands.mkdir()
    for name in ("dirname", "cat", "cksum"):
        (commands / name).symlink_to(str(shutil.which(name)))
    old = commands / "python3"
    old.write_text("#!/bin/sh\nexit 1\n", encoding="utf-8")
    old.chmod(0o755)
    finished = dev("check", root=tmp_path, path=str(commands))
    assert finished.returncode == 1
    assert "Python 3.11 or newer was not found" in finished.stderr
    assert not (tmp_path / ".venv").exists()


def test_the_dependency_rule_bites(tmp_path: Path) -> None:
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    package = tmp_path / "anima"
    shutil.copytree(ROOT / "src" / "anima", package, ignore=shutil.ignore_patterns("__pycache__"))
    offences = {
        "values/upward.py": "import anima.conversation\n",
        "values/runtime.py": "import xllamacpp\n",
        "conversation/door.py": "from starlette.requests import Request\n",
        "values/driver.py": "import sqlite3\n",
        "unplaced.py": "",
    }
    for name, text in offences.items():
        (package / name).write_text(text, encoding="utf-8")
    linted = subprocess.run(
        [str(Path(sys.executable).parent / "lint-imports"), "--no-cache"],
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert linted.returncode == 1
    for broken in (
        "Imports go downward only BROKEN",
        "Model runtimes stay in llm, models and voice BROKEN",
        "The web framework stays in interfaces BROKEN",
        "Database drivers stay in storage BROKEN",
        "anima.values is not allowed to import anima.conversation",
        "anima.values.runtime -> xllamacpp",
        "anima.conversation.door -> starlette",
        "anima.values.driver -> sqlite3",
        "anima.unplaced",
    ):
        assert broken in linted.stdout
