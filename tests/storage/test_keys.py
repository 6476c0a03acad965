"""The key of a vault: made once, kept where the person wants it, never made anew in its stead."""

import json
from collections.abc import Iterator
from pathlib import Path

import keyring
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from keyring.backend import KeyringBackend
from keyring.backends import fail
from keyring.errors import KeyringLocked, PasswordDeleteError

from anima.storage import (
    VaultKey,
    change_passphrase,
    destroy_key,
    keep_key,
    new_key,
    open_key,
    release_key,
)
from anima.storage.keys import unwrapped, wrapped
from anima.values import StorageError, WrongKeyError


class MemoryKeyring(KeyringBackend):
    """Stands for the desktop's keyring, which a machine without a desktop lacks."""

    priority = 1  # pyright: ignore[reportAssignmentType, reportUnannotatedClassAttribute]

    def __init__(self) -> None:
        super().__init__()
        self.kept: dict[tuple[str, str], str] = {}
        self.locked = False

    def get_password(self, service: str, username: str) -> str | None:
        if self.locked:
            raise KeyringLocked
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        if (service, username) not in self.kept:
            raise PasswordDeleteError("No such password!")  # as the desktop's does
        del self.kept[service, username]


@pytest.fixture
def desktop() -> Iterator[MemoryKeyring]:
    before = keyring.get_keyring()
    chosen = MemoryKeyring()
    keyring.set_keyring(chosen)
    yield chosen
    keyring.set_keyring(before)


def a_vault_in(folder: Path) -> None:
    (folder / "vault.db").write_bytes(b"a life")


def test_a_key_in_a_file_is_made_once_and_is_its_owners_alone(tmp_path: Path) -> None:
    key = open_key(tmp_path)
    assert open_key(tmp_path) == key
    assert (tmp_path / "vault.key").stat().st_mode & 0o777 == 0o600


def test_a_key_file_that_others_could_read_is_closed_to_them(tmp_path: Path) -> None:
    open_key(tmp_path)
    (tmp_path / "vault.key").chmod(0o644)
    open_key(tmp_path)
    assert (tmp_path / "vault.key").stat().st_mode & 0o777 == 0o600


def test_keys_differ() -> None:
    assert VaultKey(b"a" * 32) != VaultKey(b"b" * 32)


def test_a_key_does_not_show_itself(tmp_path: Path) -> None:
    key = open_key(tmp_path)
    assert key.hexadecimal() not in f"{key} {key!r}"


@pytest.mark.parametrize("place", ["file", "passphrase"])
def test_no_new_key_is_made_for_a_vault_that_has_lost_its_own(tmp_path: Path, place: str) -> None:
    a_vault_in(tmp_path)
    with pytest.raises(StorageError, match="its key is not"):
        open_key(tmp_path, place, passphrase="words")  # pyright: ignore[reportArgumentType]
    assert [path.name for path in tmp_path.iterdir()] == ["vault.db"]


@pytest.mark.parametrize("content", ["", "zz", "00" * 31, "\x00\xff", "00" * 33])
def test_a_damaged_key_file_is_named_and_kept(tmp_path: Path, content: str) -> None:
    path = tmp_path / "vault.key"
    path.write_text(content, encoding="latin-1")
    with pytest.raises(StorageError, match=r"vault\.key is damaged"):
        open_key(tmp_path)
    assert path.read_text(encoding="latin-1") == content


def test_a_key_in_the_keyring(tmp_path: Path, desktop: MemoryKeyring) -> None:
    key = open_key(tmp_path, "keyring")
    assert open_key(tmp_path, "keyring") == key
    assert list(desktop.kept.values()) == [key.hexadecimal()]
    assert list(tmp_path.iterdir()) == []
    a_vault_in(tmp_path)
    desktop.kept.clear()
    with pytest.raises(StorageError, match="not in the keyring"):
        open_key(tmp_path, "keyring")


def test_a_locked_keyring_is_said(tmp_path: Path, desktop: MemoryKeyring) -> None:
    desktop.locked = True
    with pytest.raises(StorageError, match="KeyringLocked"):
        open_key(tmp_path, "keyring")


def test_a_system_without_a_keyring_is_told_what_else_there_is(
    tmp_path: Path, desktop: MemoryKeyring
) -> None:
    keyring.set_keyring(fail.Keyring())
    with pytest.raises(StorageError, match="no keyring") as caught:
        open_key(tmp_path, "keyring")
    assert "passphrase" in caught.value.advice


def test_a_passphrase_opens_and_another_does_not(tmp_path: Path) -> None:
    key = open_key(tmp_path, "passphrase", passphrase="a quiet river")
    assert open_key(tmp_path, "passphrase", passphrase="a quiet river") == key
    with pytest.raises(WrongKeyError):
        open_key(tmp_path, "passphrase", passphrase="a loud river")
    with pytest.raises(WrongKeyError, match="needs a passphrase"):
        open_key(tmp_path, "passphrase")
    kept = (tmp_path / "vault.wrapped").read_text()
    assert key.hexadecimal() not in kept
    assert "river" not in kept


def test_a_new_passphrase_opens_the_same_vault(tmp_path: Path) -> None:
    key = open_key(tmp_path, "passphrase", passphrase="old")
    with pytest.raises(WrongKeyError):
        change_passphrase(tmp_path, "wrong", "new")
    change_passphrase(tmp_path, "old", "new")
    assert open_key(tmp_path, "passphrase", passphrase="new") == key
    with pytest.raises(WrongKeyError):
        open_key(tmp_path, "passphrase", passphrase="old")


@settings(max_examples=12, deadline=None)
@given(secret=st.binary(min_size=32, max_size=32), passphrase=st.text(min_size=1))
def test_wrapping_and_unwrapping_are_inverse(secret: bytes, passphrase: str) -> None:
    try:
        passphrase.encode()
    except UnicodeEncodeError:
        return
    assert unwrapped(wrapped(VaultKey(secret), passphrase), passphrase) == VaultKey(secret)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("scrypt_n", 2**40),
        ("scrypt_n", "many"),
        ("scrypt_n", 3000),
        ("salt", "zz"),
        ("nonce", ""),
        ("key", None),
    ],
)
def test_a_damaged_wrapped_key_is_said_without_trying_forever(field: str, value: object) -> None:
    fields = json.loads(wrapped(VaultKey(bytes(32)), "words"))
    fields[field] = value
    with pytest.raises(StorageError, match="damaged"):
        unwrapped(json.dumps(fields), "words")


def test_a_wrapped_key_that_was_changed_is_refused() -> None:
    fields = json.loads(wrapped(VaultKey(bytes(32)), "words"))
    first = int(fields["key"][:2], 16) ^ 1
    fields["key"] = f"{first:02x}{fields['key'][2:]}"
    with pytest.raises(WrongKeyError):
        unwrapped(json.dumps(fields), "words")


def test_a_key_is_destroyed_wherever_it_is(tmp_path: Path, desktop: MemoryKeyring) -> None:
    open_key(tmp_path)
    open_key(tmp_path, "passphrase", passphrase="x")
    open_key(tmp_path, "keyring")
    destroy_key(tmp_path, "keyring")
    assert list(tmp_path.iterdir()) == []
    assert desktop.kept == {}
    destroy_key(tmp_path, "file")


def test_a_key_that_was_given_up_can_be_destroyed(tmp_path: Path, desktop: MemoryKeyring) -> None:
    open_key(tmp_path, "keyring")
    (tmp_path / "vault.recovery").write_text("sealed by the recovery code")
    release_key(tmp_path, "keyring")
    release_key(tmp_path, "keyring")
    assert desktop.kept == {} and (tmp_path / "vault.recovery").exists()
    destroy_key(tmp_path, "keyring")
    destroy_key(tmp_path, "keyring")
    assert list(tmp_path.iterdir()) == []


def test_a_keyring_that_keeps_a_key_says_so(
    tmp_path: Path, desktop: MemoryKeyring, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise KeyringLocked

    open_key(tmp_path, "keyring")
    monkeypatch.setattr(desktop, "delete_password", refuse)
    with pytest.raises(StorageError, match="did not give up"):
        destroy_key(tmp_path, "keyring")


def test_a_key_is_kept_where_keys_are_kept(tmp_path: Path, desktop: MemoryKeyring) -> None:
    key = new_key()
    keep_key(tmp_path, key)
    assert open_key(tmp_path).secret == key.secret
    destroy_key(tmp_path, "file")
    keep_key(tmp_path, key, "keyring")
    assert list(tmp_path.iterdir()) == [], "nothing lies in the open beside the vault"
    assert open_key(tmp_path, "keyring").secret == key.secret
    with pytest.raises(StorageError, match="key_place is passphrase"):
        keep_key(tmp_path, key, "passphrase")
    assert list(tmp_path.iterdir()) == []


def test_a_keyring_that_takes_no_key_says_so(
    tmp_path: Path, desktop: MemoryKeyring, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise KeyringLocked

    monkeypatch.setattr(desktop, "set_password", refuse)
    with pytest.raises(StorageError, match="refused"):
        keep_key(tmp_path, new_key(), "keyring")
