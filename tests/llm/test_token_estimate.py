"""The estimate is for servers that do not count. Compared with a real count in a slow test."""

from hypothesis import given
from hypothesis import strategies as st

from anima.llm import Message, estimate_tokens


@given(st.text(max_size=200), st.text(max_size=50))
def test_more_text_is_never_fewer_tokens(text: str, more: str) -> None:
    assert estimate_tokens([Message("user", text + more)]) >= estimate_tokens(
        [Message("user", text)]
    )


def test_every_message_costs_something() -> None:
    assert estimate_tokens([Message("user", "")] * 2) > estimate_tokens([Message("user", "")])
