"""Passkeys (WebAuthn level 3) by the library `webauthn`, and the key that their PRF gives.

A passkey that can (`prf`, CTAP's hmac-secret) answers the installation's salt with 32 bytes that
nobody has without it. They wrap the vault's key.
"""

import json
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from ipaddress import ip_address
from urllib.parse import urlsplit

import webauthn
from webauthn.helpers import base64url_to_bytes, bytes_to_base64url
from webauthn.helpers.exceptions import WebAuthnException
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from anima.accounts.person import AccountError, Passkey, Person, RefusedError
from anima.accounts.register import Register
from anima.accounts.wrapping import SECRET_BYTES, unwrap, wrap
from anima.storage import Connection, VaultKey
from anima.values import JsonValue, PersonId

CHALLENGE_LIVES = timedelta(minutes=5)
MOST_CHALLENGES = 1000


@dataclass(frozen=True, slots=True)
class Shown:
    """What an authenticator answered, as the page sent it on.

    Attributes:
        credential: The answer, as JSON by the standard's own rules.
        prf: What the PRF extension gave; None where there is none.
    """

    credential: dict[str, JsonValue]
    prf: bytes | None = None

    @classmethod
    def of(cls, body: JsonValue) -> "Shown":
        """Read it. Raises `RefusedError` when it is malformed."""
        if not isinstance(body, dict) or not isinstance(body.get("credential"), dict):
            raise RefusedError("The passkey's answer is malformed.")
        credential = body["credential"]
        given = body.get("prf")
        prf = _bytes(given) if isinstance(given, str) and given else None
        if prf is not None and len(prf) != SECRET_BYTES:
            raise RefusedError("The passkey's answer is malformed.")
        return cls(credential, prf)  # pyright: ignore[reportArgumentType]  # looked at above


def demand_passkeys_at(address: str) -> None:
    """Raises `AccountError` where browsers make none: they want HTTPS and a name, or localhost."""
    parts = urlsplit(address)
    host = parts.hostname or ""
    if host != "localhost" and (parts.scheme != "https" or not _is_name(host)):
        raise AccountError(
            f"Browsers make passkeys at localhost or behind HTTPS only, and not at {address}.",
            advice='Set address in anima.toml, such as "https://anima.example" or '
            '"http://localhost:8377", and start her again.',
        )


def _is_name(host: str) -> bool:
    try:
        ip_address(host)
    except ValueError:
        return bool(host)
    return False


class Passkeys:
    """Makes passkeys and recognises them, for pages at one address.

    Args:
        register: Where they are kept.
        address: Where the page is, such as `https://anima.example`; its host is what passkeys are
            bound to.
    """

    def __init__(self, register: Register, address: str) -> None:
        self._register = register
        self._origin = address.rstrip("/")
        self._host = self._origin.split("://", 1)[1].rsplit(":", 1)[0]
        self._challenges: dict[bytes, datetime] = {}

    async def creation(self, name: str, person: PersonId | None = None) -> JsonValue:
        """What the page asks an authenticator for, to make a passkey.

        One that has a passkey of this person already makes no other.
        """
        known = await self.of(person) if person else []
        options = webauthn.generate_registration_options(
            rp_id=self._host,
            rp_name="Anima",
            user_name=name,
            user_id=secrets.token_bytes(32),
            challenge=self._challenge(),
            exclude_credentials=[PublicKeyCredentialDescriptor(id=each.id) for each in known],
            authenticator_selection=AuthenticatorSelectionCriteria(
                resident_key=ResidentKeyRequirement.REQUIRED,
                user_verification=UserVerificationRequirement.REQUIRED,
            ),
        )
        return await self._with_salt(webauthn.options_to_json(options))

    async def request(self) -> JsonValue:
        """What the page asks an authenticator for, to sign in by a passkey that it has."""
        options = webauthn.generate_authentication_options(
            rp_id=self._host,
            challenge=self._challenge(),
            user_verification=UserVerificationRequirement.REQUIRED,
        )
        return await self._with_salt(webauthn.options_to_json(options))

    def made(self, shown: Shown) -> Passkey:
        """A new passkey, verified and kept nowhere yet. Raises `RefusedError`."""
        try:
            verified = webauthn.verify_registration_response(
                credential=shown.credential,
                expected_challenge=self._used(shown),
                expected_rp_id=self._host,
                expected_origin=self._origin,
                require_user_verification=True,
            )
        except (WebAuthnException, ValueError, KeyError, TypeError) as error:
            raise RefusedError(
                "This passkey could not be verified.", advice="Try again."
            ) from error
        return Passkey(
            verified.credential_id,
            PersonId(""),
            verified.credential_public_key,
            verified.sign_count,
            "",
            shown.prf is not None,
        )

    async def keep(
        self, passkey: Passkey, person: Person, label: str, prf: bytes | None, key: VaultKey | None
    ) -> None:
        """Let this passkey sign the person in, and open the vault where it can."""
        sealed = wrap(key, prf, _purpose(passkey.id)) if key and prf else None
        at = self._register.clock.now().isoformat()
        row = (passkey.id, person.id, passkey.public_key, passkey.uses, label[:60], at, sealed)

        def write(connection: Connection) -> None:
            connection.execute("INSERT INTO passkey VALUES (?, ?, ?, ?, ?, ?, ?)", row)
            self._register.note(connection, person.id, "passkey added")

        await self._register.vault.write(write)

    async def recognised(self, shown: Shown) -> tuple[PersonId, VaultKey | None]:
        """Whose passkey this is, and the vault's key where it opens it. Raises `RefusedError`."""
        given = shown.credential.get("id")
        passkey, sealed = await self._known(_bytes(given) if isinstance(given, str) else b"")
        try:
            verified = webauthn.verify_authentication_response(
                credential=shown.credential,
                expected_challenge=self._used(shown),
                expected_rp_id=self._host,
                expected_origin=self._origin,
                credential_public_key=passkey.public_key,
                credential_current_sign_count=passkey.uses,
                require_user_verification=True,
            )
        except (WebAuthnException, ValueError, KeyError, TypeError) as error:
            raise RefusedError(
                "This passkey could not be verified.", advice="Try again."
            ) from error
        change = ("UPDATE passkey SET uses = ? WHERE id = ?", (verified.new_sign_count, passkey.id))
        await self._register.vault.write(lambda c: c.execute(*change))
        key = unwrap(sealed, shown.prf, _purpose(passkey.id)) if sealed and shown.prf else None
        return passkey.person, key

    async def of(self, person: PersonId) -> list[Passkey]:
        """The passkeys of a person, the oldest first."""
        rows = await self._register.vault.read(
            lambda c: c.execute(
                "SELECT id, person, public_key, uses, label, wrapped IS NOT NULL, since"
                " FROM passkey WHERE person = ? ORDER BY since, id",
                (person,),
            ).fetchall()
        )
        return [
            Passkey(
                r[0], PersonId(r[1]), r[2], r[3], r[4], bool(r[5]), datetime.fromisoformat(r[6])
            )
            for r in rows
        ]

    async def remove(self, passkey: str, person: PersonId) -> None:
        """Let a passkey, by its id in hexadecimal, sign this person in no more.

        Raises `AccountError`: they have no such passkey, or no other.
        """
        known = {each.id.hex(): each.id for each in await self.of(person)}
        if passkey not in known:
            raise AccountError("There is no such passkey.")
        if len(known) == 1:
            raise AccountError("This is your only passkey.", advice="Add another first.")

        def write(connection: Connection) -> None:
            connection.execute("DELETE FROM passkey WHERE id = ?", (known[passkey],))
            self._register.note(connection, person, "passkey removed")

        await self._register.vault.write(write)
        await self._register.vault.flush()

    async def _known(self, passkey: bytes) -> tuple[Passkey, bytes | None]:
        row = await self._register.vault.read(
            lambda c: c.execute(
                "SELECT id, person, public_key, uses, label, wrapped FROM passkey WHERE id = ?",
                (passkey,),
            ).fetchone()
        )
        if row is None:
            raise RefusedError("This passkey is not known here.", advice="Use another.")
        return Passkey(row[0], PersonId(row[1]), row[2], row[3], row[4], bool(row[5])), row[5]

    def _challenge(self) -> bytes:
        now = self._register.clock.now()
        self._challenges = {k: until for k, until in self._challenges.items() if until > now}
        while len(self._challenges) >= MOST_CHALLENGES:
            del self._challenges[next(iter(self._challenges))]
        challenge = secrets.token_bytes(32)
        self._challenges[challenge] = now + CHALLENGE_LIVES
        return challenge

    def _used(self, shown: Shown) -> bytes:
        """The challenge that was answered: one of ours, and only once."""
        response = shown.credential["response"]
        data = response["clientDataJSON"] if isinstance(response, dict) else ""
        challenge = _bytes(json.loads(_bytes(str(data)))["challenge"])
        if (
            self._challenges.pop(challenge, datetime.min.replace(tzinfo=self._now().tzinfo))
            < self._now()
        ):
            raise ValueError("not a challenge of ours")
        return challenge

    def _now(self) -> datetime:
        return self._register.clock.now()

    async def _with_salt(self, options: str) -> JsonValue:
        salt = bytes_to_base64url(await self._register.prf_salt())
        return json.loads(options) | {"extensions": {"prf": {"eval": {"first": salt}}}}


def _purpose(passkey: bytes) -> str:
    return f"passkey {passkey.hex()}"


def _bytes(text: str) -> bytes:
    try:
        return base64url_to_bytes(text)
    except ValueError as error:
        raise RefusedError("The passkey's answer is malformed.") from error
