"""People of one installation: invitations, passkeys, sessions, and who may open which vault."""

from anima.accounts.credentials import Credentials
from anima.accounts.passkeys import Passkeys, Shown, demand_passkeys_at
from anima.accounts.person import (
    AccountError,
    Credential,
    Entry,
    Invitation,
    Passkey,
    Person,
    RefusedError,
    TooOftenError,
)
from anima.accounts.register import OWNER_ID, Register, folder_of, place_of

__all__ = [
    "OWNER_ID",
    "AccountError",
    "Credential",
    "Credentials",
    "Entry",
    "Invitation",
    "Passkey",
    "Passkeys",
    "Person",
    "RefusedError",
    "Register",
    "Shown",
    "TooOftenError",
    "demand_passkeys_at",
    "folder_of",
    "place_of",
]
