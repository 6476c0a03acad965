"""The key of a vault and the places where it may be kept."""

import hashlib
import json
import os
import secrets
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from anima.values import StorageError, WrongKeyError

KeyPlace = Literal["file", "keyring", "passphrase"]

KEY_BYTES = 32
SERVICE = "anima"
"""The name under which the system's keyring holds the key."""

_SCRYPT_COST = 2**15
"""With blocks of 8: 32 MiB and about a tenth of a second for each guess (RFC 7914)."""


@dataclass(frozen=True, slots=True)
class VaultKey:
    """256 bits that open a vault. Showing one as text shows nothing."""

    secret: bytes

    def __post_init__(self) -> None:
        if len(self.secret) != KEY_BYTES:
            raise StorageError(f"A vault's key has {KEY_BYTES} bytes; this one does not.")

    def hexadecimal(self) -> str:
        """The key as 64 hexadecimal digits."""
        return self.secret.hex()

    def __repr__(self) -> str:
        return "VaultKey(…)"

    __str__ = __repr__


def open_key(folder: Path, place: KeyPlace = "file", *, passphrase: str | None = None) -> VaultKey:
    """The key of the vault in this folder; made when there is neither key nor vault.

    Raises:
        WrongKeyError: The passphrase is not the one the vault was made with.
        StorageError: The key is missing, or its place cannot be used. A new key is never made
            for a vault that exists: it could not open it.
    """
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    match place:
        case "file":
            return _from_file(folder)
        case "keyring":
            return _from_keyring(folder)
        case "passphrase":
            if not passphrase:
                raise WrongKeyError("This vault needs a passphrase.", advice="Type it, or set it.")
            return _from_passphrase(folder, passphrase)


def _refuse_new_key(folder: Path, where: str) -> None:
    vault = folder / "vault.db"
    if vault.exists() and vault.stat().st_size > 0:
        raise StorageError(
            f"There is a vault in {folder}, but its key is not {where}.",
            advice="Bring the key back, or set key_place to where it is. Nothing was changed.",
        )


def _from_file(folder: Path) -> VaultKey:
    path = folder / "vault.key"
    if not path.exists():
        _refuse_new_key(folder, "in vault.key beside it")
        write_private(path, secrets.token_hex(KEY_BYTES))
    # The key of a life is not for other accounts of this machine, however the file came here.
    path.chmod(0o600)
    return _parsed(path.read_text(encoding="ascii", errors="replace"), path.name)


def _from_keyring(folder: Path) -> VaultKey:
    import keyring
    from keyring.backends import fail
    from keyring.errors import KeyringError

    name = str(folder.resolve())
    if isinstance(keyring.get_keyring(), fail.Keyring):
        raise StorageError(
            "This system has no keyring that can be used.",
            advice="Set key_place to file or passphrase.",
        )
    try:
        kept = keyring.get_password(SERVICE, name)
        if kept is None:
            _refuse_new_key(folder, "in the keyring")
            kept = secrets.token_hex(KEY_BYTES)
            keyring.set_password(SERVICE, name, kept)
    except KeyringError as error:
        raise StorageError(
            f"The system's keyring refused: {type(error).__name__}.",
            advice="Unlock it, or set key_place to file or passphrase.",
        ) from error
    return _parsed(kept, "the keyring's entry")


def _from_passphrase(folder: Path, passphrase: str) -> VaultKey:
    """The vault's random key, wrapped by the passphrase: a new one need not encrypt all again."""
    path = folder / "vault.wrapped"
    if not path.exists():
        _refuse_new_key(folder, "in vault.wrapped beside it")
        key = VaultKey(secrets.token_bytes(KEY_BYTES))
        write_private(path, wrapped(key, passphrase))
        return key
    return unwrapped(path.read_text(encoding="utf-8", errors="replace"), passphrase)


def new_key() -> VaultKey:
    """256 random bits."""
    return VaultKey(secrets.token_bytes(KEY_BYTES))


def has_key(folder: Path, place: KeyPlace) -> bool:
    """Whether this place holds a key for the vault in this folder; a passphrase is still asked."""
    match place:
        case "file":
            return (folder / "vault.key").exists()
        case "passphrase":
            return (folder / "vault.wrapped").exists()
        case "keyring":
            import keyring
            from keyring.errors import KeyringError

            try:
                return keyring.get_password(SERVICE, str(folder.resolve())) is not None
            except KeyringError:
                return False


def keep_key(folder: Path, key: VaultKey, place: KeyPlace = "file") -> None:
    """Let this machine keep the key of the vault in this folder.

    Raises `StorageError` when the keyring refuses, or only a passphrase could seal it there.
    """
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    match place:
        case "file":
            write_private(folder / "vault.key", key.hexadecimal())
        case "keyring":
            _into_keyring(folder, key)
        case "passphrase":
            raise StorageError(
                "The setting key_place is passphrase, and it is not known here.",
                advice="Set key_place to file or keyring, and start her again.",
            )


def _into_keyring(folder: Path, key: VaultKey) -> None:
    import keyring
    from keyring.errors import KeyringError

    try:
        keyring.set_password(SERVICE, str(folder.resolve()), key.hexadecimal())
    except KeyringError as error:
        raise StorageError(
            f"The system's keyring refused: {type(error).__name__}.",
            advice="Unlock it, or set key_place to file.",
        ) from error


def change_passphrase(folder: Path, old: str, new: str) -> None:
    """Let another passphrase open the vault in this folder; the vault itself stays as it is.

    Raises `WrongKeyError` when `old` is not the present one.
    """
    key = _from_passphrase(folder, old)
    write_private(folder / "vault.wrapped", wrapped(key, new))


def destroy_key(folder: Path, place: KeyPlace) -> None:
    """Make the key of the vault in this folder gone for good, and the vault unreadable with it.

    A file is overwritten before it is removed; what a disk keeps of old blocks is beyond reach.
    Raises `StorageError` when the keyring refuses.
    """
    _overwrite(folder / "vault.recovery")
    release_key(folder, place)


def release_key(folder: Path, place: KeyPlace) -> None:
    """The machine gives up the key that it keeps; whoever has the recovery code still opens it.

    Raises `StorageError` when the keyring refuses.
    """
    _overwrite(folder / "vault.key")
    _overwrite(folder / "vault.wrapped")
    if place == "keyring":
        import keyring
        from keyring.errors import KeyringError

        name = str(folder.resolve())
        try:
            # Deleting what was given up before is an error there, and would stop what comes after.
            if keyring.get_password(SERVICE, name) is not None:
                keyring.delete_password(SERVICE, name)
        except KeyringError as error:
            raise StorageError(
                f"The system's keyring did not give up the key: {type(error).__name__}.",
                advice="Remove the entry named anima by hand.",
            ) from error


def _overwrite(path: Path) -> None:
    if path.exists():
        length = path.stat().st_size
        with path.open("r+b") as file:
            file.write(secrets.token_bytes(length))
            file.flush()
            os.fsync(file.fileno())
        path.unlink()


def wrapped(key: VaultKey, passphrase: str) -> str:
    """The key, sealed by AES-256-GCM under a key that scrypt (RFC 7914) makes of the passphrase."""
    salt, nonce = secrets.token_bytes(16), secrets.token_bytes(12)
    sealed = AESGCM(_derived(passphrase, salt, _SCRYPT_COST)).encrypt(nonce, key.secret, None)
    fields = {
        "scrypt_n": _SCRYPT_COST,
        "salt": salt.hex(),
        "nonce": nonce.hex(),
        "key": sealed.hex(),
    }
    return json.dumps(fields)


def unwrapped(text: str, passphrase: str) -> VaultKey:
    """The key from what `wrapped` made; raises `WrongKeyError` for another passphrase."""
    try:
        fields = json.loads(text)
        salt, nonce, sealed = (bytes.fromhex(fields[name]) for name in ("salt", "nonce", "key"))
        cost = int(fields["scrypt_n"])
        if not 2**10 <= cost <= 2**20 or len(nonce) != 12:
            raise ValueError("out of range")
        opener = AESGCM(_derived(passphrase, salt, cost))
    except (ValueError, KeyError, TypeError) as error:
        raise StorageError(
            "The wrapped key in vault.wrapped is damaged.", advice="Restore that file from a copy."
        ) from error
    try:
        return VaultKey(opener.decrypt(nonce, sealed, None))
    except InvalidTag as error:
        raise WrongKeyError("This is not the vault's passphrase.", advice="Try again.") from error


def _derived(passphrase: str, salt: bytes, cost: int) -> bytes:
    return hashlib.scrypt(
        passphrase.encode(), salt=salt, n=cost, r=8, p=1, maxmem=2**31 - 1, dklen=KEY_BYTES
    )


def _parsed(text: str, where: str) -> VaultKey:
    try:
        return VaultKey(bytes.fromhex(text.strip()))
    except (ValueError, StorageError) as error:
        raise StorageError(
            f"The key in {where} is damaged.", advice="Restore it from a copy; nothing was changed."
        ) from error


def write_private(path: Path, text: str) -> None:
    """Put a file in place whole, readable by its owner alone, and on the disk before returning."""
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
