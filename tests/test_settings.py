"""Settings come from the environment, then the file, then the defaults; mistakes are named."""

from pathlib import Path

import pytest

from anima.settings import FILE_NAME, load_settings
from anima.values import SettingsError


def test_the_environment_counts_more_than_the_file(tmp_path: Path) -> None:
    (tmp_path / FILE_NAME).write_text('port = 9000\nllm_model = "from-file"\n')
    settings = load_settings({"ANIMA_HOME": str(tmp_path), "ANIMA_PORT": "9001"})
    assert settings.home == tmp_path
    assert settings.port == 9001
    assert settings.llm_model == "from-file"
    assert settings.is_loopback


@pytest.mark.parametrize(
    ("environment", "named"),
    [
        ({"ANIMA_PORT": "many"}, "port"),
        ({"ANIMA_PORT": "70000"}, "port"),
        ({"ANIMA_THREADS": "-1"}, "threads"),
        ({"ANIMA_LLM": "localhost:11434"}, "llm"),
        ({"ANIMA_KEY_PLACE": "pocket"}, "key_place"),
        ({"ANIMA_PATIENCE": "endless"}, "patience"),
        ({"ANIMA_ASK_AFTER": "-3"}, "ask_after"),
    ],
)
def test_a_wrong_value_is_named(tmp_path: Path, environment: dict[str, str], named: str) -> None:
    with pytest.raises(SettingsError, match=named):
        load_settings({"ANIMA_HOME": str(tmp_path), **environment})


@pytest.mark.parametrize(
    ("content", "said"),
    [('colour = "red"', "colour"), ("port = [", "cannot be read"), ("llm = 3", "must be text")],
)
def test_a_wrong_file_is_explained(tmp_path: Path, content: str, said: str) -> None:
    (tmp_path / FILE_NAME).write_text(content)
    with pytest.raises(SettingsError, match=said):
        load_settings({"ANIMA_HOME": str(tmp_path)})


def test_a_key_is_not_shown(tmp_path: Path) -> None:
    settings = load_settings({"ANIMA_HOME": str(tmp_path), "ANIMA_LLM_KEY": "secret-word"})
    assert "secret-word" not in repr(settings)


def test_anything_but_loopback_is_known_for_it(tmp_path: Path) -> None:
    settings = load_settings({"ANIMA_HOME": str(tmp_path), "ANIMA_HOST": "0.0.0.0"})  # noqa: S104  # what a person may set
    assert not settings.is_loopback
