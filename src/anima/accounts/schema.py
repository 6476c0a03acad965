"""The register's tables. It is encrypted itself, and holds vaults' keys only sealed."""

from anima.storage import Connection, Migration

_TABLES = """
CREATE TABLE person (
    id TEXT PRIMARY KEY, name TEXT NOT NULL, folded TEXT NOT NULL UNIQUE, role TEXT NOT NULL,
    minor INTEGER NOT NULL, since TEXT NOT NULL);
CREATE TABLE invitation (
    id TEXT PRIMARY KEY, hash BLOB NOT NULL UNIQUE, name TEXT NOT NULL, minor INTEGER NOT NULL,
    until TEXT NOT NULL, person TEXT REFERENCES person ON DELETE CASCADE);
CREATE TABLE passkey (
    id BLOB PRIMARY KEY, person TEXT NOT NULL REFERENCES person ON DELETE CASCADE,
    public_key BLOB NOT NULL, uses INTEGER NOT NULL, label TEXT NOT NULL, since TEXT NOT NULL,
    wrapped BLOB);
CREATE TABLE credential (
    id TEXT PRIMARY KEY, person TEXT NOT NULL REFERENCES person ON DELETE CASCADE,
    kind TEXT NOT NULL, hash BLOB NOT NULL UNIQUE, former BLOB, former_until TEXT,
    label TEXT NOT NULL, since TEXT NOT NULL, seen TEXT NOT NULL, turned TEXT NOT NULL,
    wrapped BLOB);
CREATE TABLE audit (
    number INTEGER PRIMARY KEY, at TEXT NOT NULL, person TEXT NOT NULL, what TEXT NOT NULL,
    detail TEXT NOT NULL);
CREATE TABLE failure (number INTEGER PRIMARY KEY, at TEXT NOT NULL, address TEXT NOT NULL);
CREATE TABLE house (name TEXT PRIMARY KEY, value TEXT NOT NULL);
"""


_TURNING = """
CREATE TABLE IF NOT EXISTS turning (
    credential TEXT PRIMARY KEY REFERENCES credential ON DELETE CASCADE,
    hash BLOB NOT NULL UNIQUE, at TEXT NOT NULL, wrapped BLOB)
"""
"""The secret that a session was given and has not brought yet."""


def _make(connection: Connection) -> None:
    for statement in _TABLES.split(";"):
        if statement.strip():
            connection.execute(statement)


def add_later(connection: Connection) -> None:
    """Add what came later and nothing depends on. It has no name among the migrations: a version
    that does not know it passes over the table, so that a house can go back to that version."""
    connection.execute(_TURNING)


REGISTER = (Migration("0001 people", _make),)
