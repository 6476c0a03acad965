"""The register: who lives here, who is invited, what happened, and how often somebody failed."""

import hashlib
import re
import secrets
from datetime import datetime, timedelta
from pathlib import Path

from anima.accounts.person import (
    AccountError,
    Entry,
    Invitation,
    Person,
    RefusedError,
    Role,
    TooOftenError,
)
from anima.accounts.schema import REGISTER, add_later
from anima.storage import Connection, Vault, open_key
from anima.values import Clock, PersonId

FOLDER = "people"
PLACE = "register"
OWNER_ID = PersonId("owner")

INVITATION_LIVES = timedelta(days=3)
FAILURES_WITHIN = timedelta(minutes=10)
MOST_FAILURES = 10
"""From one address; the secrets have 160 and more bits, this keeps the noise down."""

MOST_FAILURES_OF_ALL = 200
NAME_CHARACTERS = 40


def place_of(home: Path) -> Path:
    """The folder of the register."""
    return home / FOLDER / PLACE


def folder_of(home: Path, person: PersonId) -> Path:
    """The folder of a person's vault: the owner's is where it always was."""
    return home if person == OWNER_ID else home / FOLDER / person


def hashed(token: str) -> bytes:
    """What is kept of a random token; a fast hash will do for 256 bits."""
    return hashlib.sha256(token.encode()).digest()


class Register:
    """The people of an installation. What a method returned is on the disk."""

    def __init__(self, home: Path, vault: Vault, clock: Clock) -> None:
        self.home = home
        self.vault = vault
        self.clock = clock

    @classmethod
    async def open(cls, home: Path, clock: Clock) -> "Register":
        """Open the register, making it when there is none. Raises `StorageError`."""
        place = place_of(home)
        vault = await Vault.open(place / "vault.db", open_key(place), migrations=REGISTER)
        await vault.write(add_later)
        return cls(home, vault, clock)

    async def begin(self) -> Person:
        """Make the present person the owner; again, it changes nothing."""
        owner = Person(OWNER_ID, "owner", "owner", False, self.clock.now())

        def write(connection: Connection) -> None:
            if not connection.execute("SELECT 1 FROM person WHERE role = 'owner'").fetchone():
                _add(connection, owner)
                salt = secrets.token_hex(32)
                connection.execute("INSERT OR IGNORE INTO house VALUES ('prf_salt', ?)", (salt,))
                self.note(connection, owner.id, "several people")

        await self.vault.write(write)
        return await self.person(OWNER_ID)

    async def is_open(self) -> bool:
        """Whether this is an installation of several people."""
        return bool(await self.people())

    async def prf_salt(self) -> bytes:
        """What every passkey of this installation is asked to answer for its PRF."""
        return bytes.fromhex(await self._setting("prf_salt"))

    async def guests(self) -> bool:
        """Whether guests may talk with her."""
        return await self._setting("guests") == "yes"

    async def let_guests(self, allowed: bool) -> None:
        """Let guests in, or no more."""
        value = "yes" if allowed else "no"

        def write(connection: Connection) -> None:
            connection.execute("INSERT OR REPLACE INTO house VALUES ('guests', ?)", (value,))
            self.note(connection, OWNER_ID, "guests", value)

        await self.vault.write(write)

    async def people(self) -> list[Person]:
        """Everybody, in the order in which they came."""
        rows = await self.vault.read(
            lambda c: c.execute(
                "SELECT id, name, role, minor, since FROM person ORDER BY since, id"
            ).fetchall()
        )
        return [_person(row) for row in rows]

    async def person(self, named: str) -> Person:
        """Somebody by id or by name. Raises `AccountError`."""
        row = await self.vault.read(
            lambda c: c.execute(
                "SELECT id, name, role, minor, since FROM person WHERE id = ? OR folded = ?",
                (named, _folded(named)),
            ).fetchone()
        )
        if row is None:
            raise AccountError("There is nobody of this name here.", advice="Try: anima people")
        return _person(row)

    async def invite(
        self, name: str, *, minor: bool = False, person: PersonId | None = None
    ) -> tuple[Invitation, str]:
        """An invitation and its token, which is kept nowhere. A new one for a name ends the old.

        Raises `AccountError`: the name is taken, empty or too long.
        """
        name, token = checked_name(name), secrets.token_urlsafe(32)
        made = Invitation(
            secrets.token_hex(4), name, minor, self.clock.now() + INVITATION_LIVES, person
        )

        def write(connection: Connection) -> None:
            if person is None and _named(connection, name):
                raise AccountError("Somebody of this name lives here.", advice="Choose another.")
            # Not by SQL's lower(), which knows ASCII only: "Åsa" and "åsa" are one.
            waiting = connection.execute("SELECT id, name FROM invitation").fetchall()
            before = [(each[0],) for each in waiting if _folded(each[1]) == _folded(name)]
            connection.executemany("DELETE FROM invitation WHERE id = ?", before)
            connection.execute(
                "INSERT INTO invitation VALUES (?, ?, ?, ?, ?, ?)",
                (made.id, hashed(token), name, minor, made.until.isoformat(), person),
            )
            self.note(connection, OWNER_ID, "invited", made.id)

        await self.vault.write(write)
        return made, token

    async def invitations(self) -> list[Invitation]:
        """Those that can still be used."""
        now = self.clock.now()
        rows = await self.vault.read(
            lambda c: c.execute("SELECT id, name, minor, until, person FROM invitation").fetchall()
        )
        return [each for each in map(_invitation, rows) if each.until > now]

    async def invitation(self, token: str) -> Invitation:
        """The invitation of a token. Raises `RefusedError`: it is wrong, used or too old."""
        row = await self.vault.read(lambda c: _by_token(c, token))
        return self._valid(row)

    async def joined(self, token: str, name: str, person: PersonId) -> Person:
        """Use an invitation up. Raises `RefusedError`, or `AccountError` when the name is taken."""
        name = checked_name(name)

        def write(connection: Connection) -> Person:
            invitation = self._valid(_by_token(connection, token))
            connection.execute("DELETE FROM invitation WHERE id = ?", (invitation.id,))
            if invitation.person is not None:
                taken = _named(connection, name)
                if taken not in (None, invitation.person):
                    raise AccountError(
                        "Somebody of this name lives here.", advice="Choose another."
                    )
                connection.execute(
                    "UPDATE person SET name = ?, folded = ? WHERE id = ?",
                    (name, _folded(name), invitation.person),
                )
                row = connection.execute(
                    "SELECT id, name, role, minor, since FROM person WHERE id = ?",
                    (invitation.person,),
                ).fetchone()
                joining = _person(row)
            else:
                joining = Person(person, name, "member", invitation.minor, self.clock.now())
                _add(connection, joining)
            self.note(connection, joining.id, "joined")
            return joining

        return await self.vault.write(write)

    async def remove(self, person: PersonId, *, by: PersonId = OWNER_ID) -> None:
        """Remove somebody with every wrapped copy of their key. Raises `AccountError`."""
        if person == OWNER_ID:
            raise AccountError(
                "The owner cannot be removed.", advice="See: anima erase --everything"
            )

        def write(connection: Connection) -> None:
            connection.execute("DELETE FROM person WHERE id = ?", (person,))
            self.note(connection, by, "removed", person)

        await self.vault.write(write)
        await self.vault.flush()

    async def set_minor(self, person: PersonId, *, minor: bool) -> None:
        """Take down whether somebody is under age."""

        def write(connection: Connection) -> None:
            connection.execute("UPDATE person SET minor = ? WHERE id = ?", (minor, person))
            self.note(connection, person, "under age" if minor else "of age")

        await self.vault.write(write)

    async def forget_keys(self, person: PersonId) -> None:
        """Destroy every sealed copy of a person's key that is kept here; they stay registered.

        Their passkeys go as well: one that signs in where there is no vault any more would be asked
        for a recovery code that nobody has, and hinders its device from making another.
        """

        def write(connection: Connection) -> None:
            connection.execute("DELETE FROM passkey WHERE person = ?", (person,))
            connection.execute("DELETE FROM credential WHERE person = ?", (person,))
            self.note(connection, person, "vault erased")

        await self.vault.write(write)
        await self.vault.flush()

    async def audit(self, limit: int = 100) -> list[Entry]:
        """What happened last, newest first."""
        rows = await self.vault.read(
            lambda c: c.execute(
                "SELECT at, person, what, detail FROM audit ORDER BY number DESC LIMIT ?", (limit,)
            ).fetchall()
        )
        return [Entry(datetime.fromisoformat(row[0]), row[1], row[2], row[3]) for row in rows]

    async def record(self, person: str, what: str, detail: str = "") -> None:
        """Write a line of the audit log."""
        await self.vault.write(lambda c: self.note(c, person, what, detail))

    def note(self, connection: Connection, person: str, what: str, detail: str = "") -> None:
        """The same, as a part of a change."""
        connection.execute(
            "INSERT INTO audit (at, person, what, detail) VALUES (?, ?, ?, ?)",
            (self.clock.now().isoformat(), person, what, detail),
        )

    async def allow(self, address: str) -> None:
        """Raises `TooOftenError` when this address has failed too often of late, or all have."""
        since = (self.clock.now() - FAILURES_WITHIN).isoformat()
        own, everybody = await self.vault.read(
            lambda c: c.execute(
                "SELECT count(*) FILTER (WHERE address = ?), count(*) FROM failure WHERE at > ?",
                (address, since),
            ).fetchone()
        )
        if own >= MOST_FAILURES or everybody >= MOST_FAILURES_OF_ALL:
            raise TooOftenError("Too many tries have failed.", advice="Wait ten minutes.")

    async def failed(self, address: str, what: str) -> None:
        """Count a failed try."""
        now = self.clock.now()

        def write(connection: Connection) -> None:
            since = (now - FAILURES_WITHIN).isoformat()
            connection.execute("DELETE FROM failure WHERE at <= ?", (since,))
            connection.execute(
                "INSERT INTO failure (at, address) VALUES (?, ?)", (now.isoformat(), address)
            )
            self.note(connection, "", f"refused: {what}", address)

        await self.vault.write(write)

    async def _setting(self, name: str) -> str:
        row = await self.vault.read(
            lambda c: c.execute("SELECT value FROM house WHERE name = ?", (name,)).fetchone()
        )
        return str(row[0]) if row else ""

    def _valid(self, row: tuple[object, ...] | None) -> Invitation:
        found = _invitation(row) if row else None
        if found is None or found.until <= self.clock.now():
            raise RefusedError(
                "This invitation was used, ended, or is too old.", advice="Ask for a new one."
            )
        return found


def checked_name(name: str) -> str:
    """A name as it may be kept. Raises `AccountError`."""
    plain = re.sub(r"\s+", " ", name).strip()
    if not 0 < len(plain) <= NAME_CHARACTERS or not plain.isprintable() or "/" in plain:
        raise AccountError(f"A name has 1 to {NAME_CHARACTERS} letters, and no slash.")
    return plain


def _add(connection: Connection, person: Person) -> None:
    if _named(connection, person.name):
        raise AccountError("Somebody of this name lives here.", advice="Choose another.")
    connection.execute(
        "INSERT INTO person VALUES (?, ?, ?, ?, ?, ?)",
        (
            person.id,
            person.name,
            _folded(person.name),
            person.role,
            person.minor,
            person.since.isoformat(),
        ),
    )


def _named(connection: Connection, name: str) -> str | None:
    row = connection.execute("SELECT id FROM person WHERE folded = ?", (_folded(name),)).fetchone()
    return str(row[0]) if row else None


def _folded(name: str) -> str:
    return name.strip().casefold()


def _by_token(connection: Connection, token: str) -> tuple[object, ...] | None:
    return connection.execute(
        "SELECT id, name, minor, until, person FROM invitation WHERE hash = ?", (hashed(token),)
    ).fetchone()


def _invitation(row: tuple[object, ...]) -> Invitation:
    person = PersonId(str(row[4])) if row[4] else None
    until = datetime.fromisoformat(str(row[3]))
    return Invitation(str(row[0]), str(row[1]), bool(row[2]), until, person)


def _person(row: tuple[object, ...]) -> Person:
    role: Role = "owner" if row[2] == "owner" else "member"
    since = datetime.fromisoformat(str(row[4]))
    return Person(PersonId(str(row[0])), str(row[1]), role, bool(row[3]), since)
