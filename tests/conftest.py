"""Fixtures for every test: where the weights and the real recordings are."""

import os
from pathlib import Path

import pytest
from hypothesis import settings

ROOT = Path(__file__).resolve().parent.parent

# Tests do not time things: on a busy machine a deadline fails what is right.
settings.register_profile("anima", deadline=None)
settings.load_profile("anima")


@pytest.fixture(scope="session")
def weights() -> Path:
    """The folder of installed weights; `./dev test --slow` fetches them before the tests run."""
    from anima.models import WeightStore

    return WeightStore().root


@pytest.fixture(scope="session")
def speech() -> Path:
    """The folder of real recordings, with its manifest.csv, that lies beside the checkout."""
    folder = Path(os.environ.get("ANIMA_SPEECH_DATA", ROOT.parent / "shared" / "data" / "speech"))
    if not folder.is_dir():
        pytest.fail(f"the recordings are not at {folder}; set ANIMA_SPEECH_DATA to their folder")
    return folder
