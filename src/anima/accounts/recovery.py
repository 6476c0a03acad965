"""The recovery code: what opens a vault when every passkey is lost. It is shown once.

160 random bits in letters and digits that cannot be taken for one another (Crockford's base 32).
The vault's key lies in `vault.recovery`, sealed under scrypt of the code; the code lies nowhere.
"""

import secrets
from pathlib import Path

from anima.storage import VaultKey, new_key, unwrapped, wrapped, write_private
from anima.values import WrongKeyError

FILE = "vault.recovery"
LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH, GROUP = 32, 4

_ALIKE = str.maketrans({"O": "0", "I": "1", "L": "1", "-": None, " ": None})


def new_code() -> str:
    """A fresh code, in eight groups of four."""
    code = "".join(secrets.choice(LETTERS) for _ in range(LENGTH))
    return "-".join(code[at : at + GROUP] for at in range(0, LENGTH, GROUP))


def normal(code: str) -> str:
    """The code as it was made, from how somebody typed it. Raises `WrongKeyError`."""
    plain = code.upper().translate(_ALIKE)
    if len(plain) != LENGTH or set(plain) - set(LETTERS):
        raise WrongKeyError(
            "This is not a recovery code.", advice="It has eight groups of four letters and digits."
        )
    return plain


def keep(folder: Path, key: VaultKey) -> str:
    """Seal the key under a new code, which is returned; an older code opens nothing from now on."""
    code = new_code()
    write_private(folder / FILE, wrapped(key, normal(code)))
    return code


def opened(folder: Path | None, code: str) -> VaultKey:
    """The key of the vault in this folder. Raises `WrongKeyError` for another code.

    Without a folder, or a code that was kept there, it takes as long as for a wrong code: the time
    tells nobody who lives here.
    """
    plain = normal(code)
    path = folder / FILE if folder else None
    if path is None or not path.exists():
        wrapped(new_key(), plain)
        raise WrongKeyError("This vault has no recovery code.")
    sealed = path.read_text(encoding="utf-8", errors="replace")
    try:
        return unwrapped(sealed, plain)
    except WrongKeyError as error:
        raise WrongKeyError(
            "This is not the recovery code of this vault.", advice="Try again."
        ) from error
