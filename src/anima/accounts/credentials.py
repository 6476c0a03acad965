"""Sessions of browsers and keys of programs: who is there, and a way to their vault.

The secret is in the browser's cookie or with the program. What is kept is its hash, and the key of
the vault sealed under it: after a restart a session goes on, and a stolen register opens nothing.
"""

import secrets
from datetime import datetime, timedelta

from anima.accounts.person import AccountError, Credential, CredentialKind
from anima.accounts.register import Register, hashed
from anima.accounts.wrapping import unwrap, wrap
from anima.storage import Connection, VaultKey
from anima.values import PersonId

PROGRAM_PREFIX = "anima-"
SESSION_LIVES = timedelta(days=30)
"""Unused for so long, a session has ended."""

TURNS_EVERY = timedelta(days=1)
"""After so long the cookie's secret is replaced by another."""

BOTH_HOLD = timedelta(minutes=1)
"""So long after the new one was first brought the one before still counts: requests may be under
way. Another is given only so long after the last, so that two tabs do not void each other's."""

SEEN_EVERY = timedelta(minutes=1)
"""Being seen is written down so often at most."""

LABEL_CHARACTERS = 60

_COLUMNS = "id, person, kind, label, since, seen, wrapped IS NOT NULL"


class Credentials:
    """What lets people and their programs in, over a register."""

    def __init__(self, register: Register) -> None:
        self._register = register

    async def begin(
        self, person: PersonId, key: VaultKey | None, *, label: str, kind: CredentialKind
    ) -> tuple[Credential, str]:
        """A new session or key of a program, and its secret, which is kept nowhere."""
        now = self._register.clock.now()
        token = (PROGRAM_PREFIX if kind == "program" else "") + secrets.token_urlsafe(32)
        label = label.strip()[:LABEL_CHARACTERS] or kind
        made = Credential(secrets.token_hex(4), person, kind, label, now, now, key is not None)
        at = now.isoformat()
        sealed = wrap(key, token.encode(), made.id) if key else None

        def write(connection: Connection) -> None:
            connection.execute(
                "INSERT INTO credential VALUES (?, ?, ?, ?, NULL, NULL, ?, ?, ?, ?, ?)",
                (made.id, person, kind, hashed(token), made.label, at, at, at, sealed),
            )
            self._register.note(connection, person, f"{kind} begun", made.id)

        await self._register.vault.write(write)
        return made, token

    async def found(self, token: str) -> Credential | None:
        """Whose secret this is; None when it never was one, or has ended."""
        now, known = self._register.clock.now(), hashed(token)

        def read(connection: Connection) -> tuple[object, ...] | None:
            return connection.execute(
                f"SELECT {_COLUMNS}, EXISTS (SELECT 1 FROM turning WHERE hash = ?1)"  # noqa: S608  # ours
                " FROM credential WHERE hash = ?1 OR (former = ?1 AND former_until > ?2)"
                " OR id = (SELECT credential FROM turning WHERE hash = ?1)",
                (known, now.isoformat()),
            ).fetchone()

        row = await self._register.vault.read(read)
        found = self._living(_credential(row)) if row else None
        if row and found and row[-1]:
            await self._arrived(known)
        return found

    async def _arrived(self, known: bytes) -> None:
        """A secret that was given is brought for the first time: it takes the place of the last."""
        now = self._register.clock.now()

        def write(connection: Connection) -> None:
            given = connection.execute(
                "DELETE FROM turning WHERE hash = ? RETURNING credential, wrapped", (known,)
            ).fetchone()
            if given is None:  # another request has brought it, too
                return
            until = (now + BOTH_HOLD).isoformat()
            connection.execute(
                "UPDATE credential SET hash = ?, former = hash, former_until = ?, turned = ?,"
                " wrapped = ? WHERE id = ?",
                (known, until, now.isoformat(), given[1], given[0]),
            )

        await self._register.vault.write(write)

    async def seen(self, credential: Credential) -> None:
        """Note that it was used; not more often than `SEEN_EVERY`."""
        now = self._register.clock.now()
        if now - credential.seen > SEEN_EVERY:
            change = (
                "UPDATE credential SET seen = ? WHERE id = ?",
                (now.isoformat(), credential.id),
            )
            await self._register.vault.write(lambda c: c.execute(*change))

    async def key(self, credential: Credential, token: str) -> VaultKey | None:
        """The vault's key, by the secret; None when this one does not open it."""
        row = await self._register.vault.read(
            lambda c: c.execute(
                "SELECT wrapped FROM credential WHERE id = ? AND hash = ?",
                (credential.id, hashed(token)),
            ).fetchone()
        )
        return unwrap(row[0], token.encode(), credential.id) if row and row[0] else None

    async def open_by(self, credential: Credential, token: str, key: VaultKey) -> None:
        """From now on the secret opens the vault, too."""
        sealed = wrap(key, token.encode(), credential.id)
        change = "UPDATE credential SET wrapped = ? WHERE id = ? AND hash = ?"
        values = (sealed, credential.id, hashed(token))
        await self._register.vault.write(lambda c: c.execute(change, values))

    async def turned(self, credential: Credential, token: str, key: VaultKey | None) -> str | None:
        """Another secret for a session that has had this one for long; None when it has not.

        It may be lost on its way to the browser: until it is brought, this one holds.
        """
        now = self._register.clock.now()
        fresh = secrets.token_urlsafe(32)
        sealed = wrap(key, fresh.encode(), credential.id) if key else None

        def write(connection: Connection) -> bool:
            values = (hashed(fresh), now.isoformat(), sealed, credential.id, hashed(token))
            long_ago, just_now = (now - TURNS_EVERY).isoformat(), (now - BOTH_HOLD).isoformat()
            return (
                connection.execute(
                    "INSERT INTO turning (credential, hash, at, wrapped) SELECT id, ?, ?, ?"
                    " FROM credential WHERE id = ? AND hash = ? AND turned < ? AND kind = 'session'"
                    " AND id NOT IN (SELECT credential FROM turning WHERE at > ?)"
                    " ON CONFLICT (credential) DO UPDATE SET hash = excluded.hash,"
                    " at = excluded.at, wrapped = excluded.wrapped",
                    (*values, long_ago, just_now),
                ).rowcount
                == 1
            )

        return fresh if await self._register.vault.write(write) else None

    async def all(self, person: PersonId | None = None) -> list[Credential]:
        """Those that have not ended, of one person or of all; what has ended is not kept."""
        rows = await self._register.vault.read(
            lambda c: c.execute(
                f"SELECT {_COLUMNS} FROM credential WHERE ? IS NULL OR person = ?"  # noqa: S608  # ours
                " ORDER BY since, id",
                (person, person),
            ).fetchall()
        )
        known = [_credential(row) for row in rows]
        living = [each for each in known if self._living(each)]
        if len(living) < len(known):
            await self._drop_ended()
        return living

    async def end(self, credential: str, person: PersonId | None = None) -> None:
        """End a session or key, of this person if one is named. Raises `AccountError`."""

        def write(connection: Connection) -> None:
            row = connection.execute(
                "DELETE FROM credential WHERE id = ? AND (? IS NULL OR person = ?)"
                " RETURNING person, kind",
                (credential, person, person),
            ).fetchone()
            if row is None:
                raise AccountError("There is no such session.", advice="List them first.")
            self._register.note(connection, str(row[0]), f"{row[1]} ended", credential)

        await self._register.vault.write(write)

    async def end_all(self, person: PersonId, *, but: str = "") -> int:
        """End every session of a person, except one; says how many. Programs' keys stay."""

        def write(connection: Connection) -> int:
            ended = connection.execute(
                "DELETE FROM credential WHERE person = ? AND id <> ? AND kind = 'session'",
                (person, but),
            ).rowcount
            self._register.note(connection, person, "sessions ended", str(ended))
            return ended

        return await self._register.vault.write(write)

    async def _drop_ended(self) -> None:
        """Delete the sessions that were unused for too long: a vault's key is sealed under each."""
        last = self._register.clock.now() - SESSION_LIVES

        def write(connection: Connection) -> None:
            ended = connection.execute(
                "DELETE FROM credential WHERE kind = 'session' AND seen < ? RETURNING id, person",
                (last.isoformat(),),
            ).fetchall()
            for id_, person in ended:
                self._register.note(connection, str(person), "session ended", str(id_))

        await self._register.vault.write(write)

    def _living(self, credential: Credential) -> Credential | None:
        old = self._register.clock.now() - credential.seen > SESSION_LIVES
        return None if old and credential.kind == "session" else credential


def _credential(row: tuple[object, ...]) -> Credential:
    kind: CredentialKind = "program" if row[2] == "program" else "session"
    since, seen = (datetime.fromisoformat(str(row[at])) for at in (4, 5))
    person = PersonId(str(row[1]))
    return Credential(str(row[0]), person, kind, str(row[3]), since, seen, bool(row[6]))
