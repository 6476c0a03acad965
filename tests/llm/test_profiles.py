"""Profiles by name: large models get the full prompt, small and unknown ones the short."""

import pytest

from anima.llm import profile_for


@pytest.mark.parametrize(
    ("name", "shape"),
    [
        ("qwen2.5-1.5b", "short"),
        ("/somewhere/Qwen2.5-Coder-1.5B-Instruct-Q4_K_M.gguf", "short"),
        ("Qwen/Qwen2.5-7B-Instruct", "full"),
        ("qwen3:0.6b", "short"),
        ("qwen3:4b", "full"),
        ("qwen3", "full"),
        ("Qwen3-30B-A3B", "full"),
        ("llama3.2:1b", "short"),
        ("llama3.2", "short"),
        ("llama3.1:8b", "full"),
        ("meta-llama/Llama-3.3-70B-Instruct", "full"),
        ("gemma3:1b", "short"),
        ("gemma-3-270m-it", "short"),
        ("gemma3:12b", "full"),
        ("mistral", "full"),
        ("mixtral-8x7b", "full"),
        ("gpt-4o-mini", "full"),
        ("o3", "full"),
        ("claude-sonnet-4", "full"),
        ("house-special-3b", "short"),
        ("house-special-14b", "full"),
        ("house-special", "short"),
        ("", "short"),
    ],
)
def test_the_prompt_shape_follows_from_the_name(name: str, shape: str) -> None:
    assert profile_for(name).prompt_shape == shape


def test_what_the_server_says_of_its_context_counts() -> None:
    assert profile_for("qwen3:8b").context_tokens == 4096
    assert profile_for("qwen3:8b", context_tokens=16_384).context_tokens == 16_384


def test_small_models_are_not_trusted_with_tools() -> None:
    assert not profile_for("qwen3:1.7b").tools
    assert profile_for("qwen3:8b").tools


def test_schemas_count_on_servers_that_enforce_them() -> None:
    assert profile_for("qwen3:8b", server="llamacpp").structured
    assert not profile_for("qwen3:8b", server="somebody").structured
