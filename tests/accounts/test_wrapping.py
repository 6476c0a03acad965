"""A vault's key, sealed under another secret: that secret opens it, and nothing else does."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anima.accounts import recovery
from anima.accounts.wrapping import unwrap, wrap
from anima.storage import new_key
from anima.values import WrongKeyError

SECRETS = st.binary(min_size=32, max_size=64)


@given(secret=SECRETS, other=SECRETS, purpose=st.text(max_size=20))
def test_only_the_same_secret_opens_it(secret: bytes, other: bytes, purpose: str) -> None:
    key = new_key()
    sealed = wrap(key, secret, purpose)
    assert key.secret not in sealed
    assert unwrap(sealed, secret, purpose) == key
    if other != secret:
        with pytest.raises(WrongKeyError):
            unwrap(sealed, other, purpose)


@given(st.data())
def test_a_changed_byte_or_another_purpose_opens_nothing(data: st.DataObject) -> None:
    secret = b"s" * 32
    sealed = bytearray(wrap(new_key(), secret, "session"))
    with pytest.raises(WrongKeyError):
        unwrap(bytes(sealed), secret, "program")
    sealed[data.draw(st.integers(0, len(sealed) - 1))] ^= data.draw(st.integers(1, 255))
    with pytest.raises(WrongKeyError):
        unwrap(bytes(sealed), secret, "session")


@given(st.binary(max_size=80))
def test_what_is_no_sealed_key_opens_nothing(noise: bytes) -> None:
    with pytest.raises(WrongKeyError):
        unwrap(noise, b"s" * 32, "session")


def test_a_secret_that_could_be_guessed_is_not_taken() -> None:
    with pytest.raises(ValueError, match="32 bytes"):
        wrap(new_key(), b"short", "session")


def test_the_recovery_code_opens_as_people_type_it_and_an_older_one_does_not(
    tmp_path: Path,
) -> None:
    key = new_key()
    with pytest.raises(WrongKeyError, match="no recovery code"):
        recovery.opened(tmp_path, recovery.new_code())
    first = recovery.keep(tmp_path, key)
    typed = first.lower().replace("0", "o").replace("1", "l").replace("-", " ")
    assert recovery.opened(tmp_path, typed) == key
    assert first.replace("-", "").encode() not in (tmp_path / recovery.FILE).read_bytes()
    assert recovery.opened(tmp_path, recovery.keep(tmp_path, key)) == key
    with pytest.raises(WrongKeyError):
        recovery.opened(tmp_path, first)
    for wrong in ("", "ABCD", "U" * 32):
        with pytest.raises(WrongKeyError, match="eight groups"):
            recovery.opened(tmp_path, wrong)
