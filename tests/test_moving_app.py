"""`anima export` and `anima import` as a person uses them."""

import os
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from anima.cli import app, main
from anima.continuity import age
from tests.continuity.conftest import live


def run(*words: str, input: str | None = None) -> Result:
    return CliRunner(env={"COLUMNS": "200", "NO_COLOR": "1"}).invoke(app, [*words], input=input)


@pytest.fixture
async def life(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    home = tmp_path / "old"
    await live(home)
    (home / "anima.toml").write_text(
        'llm = "http://elsewhere:1/v1"\nkeep_sound = "yes"\nport = 9000\nllm_key = "secret"\n'
    )
    monkeypatch.setenv("ANIMA_HOME", str(home))
    monkeypatch.setenv("ANIMA_WEIGHTS", str(tmp_path / "none"))
    return tmp_path


@pytest.mark.parametrize("sealed", [True, False])
def test_a_life_moves_house(life: Path, monkeypatch: pytest.MonkeyPatch, *, sealed: bool) -> None:
    file = life / "life.anima"
    typed = iter(["", "open sesame", "open barley", "open sesame", "open sesame", "open sesame"])

    def type_it(prompt: str) -> str:
        return next(typed)

    monkeypatch.setattr("getpass.getpass", type_it)
    told = run("export", str(file), *(["--sealed"] if sealed else []))
    assert "holds everything: 18 events" in told.output, told.output
    assert ("sealed with your passphrase" in told.output) is sealed
    assert b"secret" not in file.read_bytes()
    monkeypatch.setenv("ANIMA_HOME", str(life / "new"))
    assert "with 18 events" in run("import", str(file)).output
    assert "Lisbon" in run("memory", "facts").output
    assert (life / "new" / "anima.toml").read_text() == 'keep_sound = "yes"\n'


def test_a_long_life_moves_house_sealed(life: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its table of contents goes over the border of a sealed piece; here the pieces are small."""
    monkeypatch.setenv("ANIMA_ARCHIVE_PASSPHRASE", "open sesame")
    monkeypatch.setattr(age, "CHUNK", 200)
    assert run("export", str(life / "life.anima"), "--sealed").exit_code == 0
    monkeypatch.setenv("ANIMA_HOME", str(life / "new"))
    told = run("import", str(life / "life.anima"))
    assert "with 18 events" in told.output, told.exception


def test_the_passphrase_may_come_from_the_environment(
    life: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ANIMA_ARCHIVE_PASSPHRASE", "open sesame")
    (life / "old" / "anima.toml").unlink()
    file = life / "life.anima"
    assert run("export", str(file), "--sealed").exit_code == 0
    monkeypatch.setenv("ANIMA_HOME", str(life / "new"))
    assert run("import", str(file)).exit_code == 0
    assert not (life / "new" / "anima.toml").exists()


def test_a_life_is_not_lost_to_another(
    life: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    file = life / "life.anima"
    assert run("export", str(file)).exit_code == 0
    monkeypatch.setattr("sys.argv", ["anima", "import", str(file)])
    with pytest.raises(SystemExit):
        main()
    assert "a life" in capsys.readouterr().err
    assert run("import", str(file), "--replace").exit_code == 0
    assert "vault.replaced.db" in os.listdir(life / "old")
