"""The look through the repository finds what binds it to one registry or one machine."""

import subprocess
from pathlib import Path

import pytest

from tools.cleanliness import repository_problems


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    subprocess.run(["git", "init", "--quiet", str(tmp_path)], check=True)
    (tmp_path / ".gitignore").write_text("ignored/\n", encoding="utf-8")
    return tmp_path


# Put together here, so that this file does not hold what it looks for.
@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("index-url = https://" + "pypi" + ".org/simple", "names a package registry's host"),
        ("see files.python" + "hosted.org", "names a package registry's host"),
        ("registry=https://regis" + "try.npm" + "js.org/", "names a package registry's host"),
        ("deb http://mirror" + ".debian.net stable", "names a package registry's host"),
        ('open("' + "/ho" + 'me/samantha/notes")', "holds a path of one machine"),
        ("cd " + "/ro" + "ot/anima", "holds a path of one machine"),
        ("/Us" + "ers/theodore/letters", "holds a path of one machine"),
    ],
)
def test_a_bound_line_is_found_with_its_place(repository: Path, line: str, problem: str) -> None:
    (repository / "notes.md").write_text(f"# Notes\n{line}\n", encoding="utf-8")
    assert repository_problems(repository) == [f"notes.md:2: {problem}"]


@pytest.mark.parametrize(
    "line",
    [
        "executable_path=/usr/bin/chromium",
        "https://huggingface.co/org/model/resolve/main/model.gguf",
        "#!/usr/bin/env bash",
        "~/wo" + "rk/notes and ./ro" + "ot/file and src/work/file",
        'cd "$here/work/x"',
        "on Debian: apt install chromium",
    ],
)
def test_what_holds_everywhere_is_left_alone(repository: Path, line: str) -> None:
    (repository / "notes.md").write_text(line, encoding="utf-8")
    assert repository_problems(repository) == []


def test_lock_files_that_hold_addresses_are_refused_by_name(repository: Path) -> None:
    for name in ("uv.lock", "pylock.toml"):
        (repository / name).write_text("", encoding="utf-8")
    assert len(repository_problems(repository)) == 2


def test_ignored_files_and_sound_are_not_read(repository: Path) -> None:
    (repository / "ignored").mkdir()
    (repository / "ignored" / "uv.lock").write_text("", encoding="utf-8")
    (repository / "voice.wav").write_bytes(b"RIFF\xff\xfe\x00" + b"/ro" + b"ot/x")
    assert repository_problems(repository) == []
