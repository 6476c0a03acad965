"""The register of people, against a model of it: invitations, sessions, removals, in any order."""

import asyncio
import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, consumes, invariant, rule

from anima.accounts import (
    AccountError,
    Credentials,
    RefusedError,
    Register,
    TooOftenError,
    place_of,
)
from anima.accounts.credentials import BOTH_HOLD, SESSION_LIVES, TURNS_EVERY
from anima.accounts.register import FAILURES_WITHIN, INVITATION_LIVES, MOST_FAILURES
from anima.storage import Migration, Vault, VaultKey, new_key, open_key
from anima.values import PersonId, WrongKeyError, new_id


class Clock:
    def __init__(self) -> None:
        self.at = datetime(2026, 1, 1, tzinfo=UTC)

    def now(self) -> datetime:
        return self.at


async def opened(home: Path) -> tuple[Register, Clock]:
    clock = Clock()
    register = await Register.open(home, clock)
    await register.begin()
    return register, clock


class People(RuleBasedStateMachine):
    """What can happen to people, and what must then be so."""

    invitations: Bundle[str] = Bundle("invitations")
    tokens: Bundle[tuple[str, str]] = Bundle("tokens")

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.loop = asyncio.new_event_loop()
        self.register, self.clock = self.loop.run_until_complete(opened(Path(self.folder.name)))
        self.credentials = Credentials(self.register)
        self.valid: dict[str, datetime] = {}
        self.keys: dict[str, VaultKey] = {"owner": new_key()}
        self.live: dict[str, tuple[str, VaultKey]] = {}
        self.seen: dict[str, datetime] = {}
        self.count = 0

    @rule(target=invitations)
    def invite(self) -> str:
        self.count += 1
        run = self.loop.run_until_complete
        made, token = run(self.register.invite(f"Person {self.count}"))
        self.valid[token] = made.until
        return token

    @rule(target=tokens, token=invitations)
    def join(self, token: str) -> tuple[str, str]:
        run, id_ = self.loop.run_until_complete, PersonId(new_id())
        name = f"Somebody {id_[-8:]}"
        if self.valid.get(token, self.clock.at) > self.clock.at:
            person = run(self.register.joined(token, name, id_))
            del self.valid[token]
            self.keys[person.id] = new_key()
            return person.id, self._begin(person.id)
        with pytest.raises(RefusedError):
            run(self.register.joined(token, name, id_))
        return "owner", self._begin("owner")

    def _begin(self, person: str) -> str:
        key = self.keys[person]
        made = self.credentials.begin(PersonId(person), key, label="", kind="session")
        credential, token = self.loop.run_until_complete(made)
        self.live[token] = (person, key)
        self.seen[token] = self.clock.at
        assert credential.person == person
        return token

    @rule(held=tokens)
    def look(self, held: tuple[str, str]) -> None:
        person, token = held
        run = self.loop.run_until_complete
        found = run(self.credentials.found(token))
        old = self.clock.at - self.seen[token] > SESSION_LIVES
        if token not in self.live or old:
            assert found is None
            return
        assert found is not None and found.person == person
        assert run(self.credentials.key(found, token)) == self.keys[person]
        run(self.credentials.seen(found))
        if self.clock.at - found.seen > timedelta(minutes=1):
            self.seen[token] = self.clock.at

    @rule(held=consumes(tokens))
    def end(self, held: tuple[str, str]) -> None:
        run = self.loop.run_until_complete
        found = run(self.credentials.found(held[1]))
        if found is not None:
            with pytest.raises(AccountError):
                run(self.credentials.end(found.id, PersonId("nobody")))
            run(self.credentials.end(found.id, found.person))
        self.live.pop(held[1], None)

    @rule(held=tokens)
    def remove(self, held: tuple[str, str]) -> None:
        run = self.loop.run_until_complete
        if held[0] == "owner":
            with pytest.raises(AccountError):
                run(self.register.remove(PersonId("owner")))
            return
        run(self.register.remove(PersonId(held[0])))
        self.live = {t: each for t, each in self.live.items() if each[0] != held[0]}

    @rule(hours=st.sampled_from([1, 30, 80, 24 * 31]))
    def wait(self, hours: int) -> None:
        self.clock.at += timedelta(hours=hours)

    @invariant()
    def nobody_has_a_session_who_is_not_here(self) -> None:
        run = self.loop.run_until_complete
        here = {each.id for each in run(self.register.people())}
        assert "owner" in here
        assert {each.person for each in run(self.credentials.all())} <= here

    def teardown(self) -> None:
        self.loop.run_until_complete(self.register.vault.close())
        self.loop.close()
        self.folder.cleanup()


People.TestCase.settings = settings(
    max_examples=6,
    stateful_step_count=15,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
test_people_in_any_order = People.TestCase


async def test_an_invitation_is_for_once_and_for_three_days(tmp_path: Path) -> None:
    register, clock = await opened(tmp_path)
    _, token = await register.invite("Maya")
    assert (await register.invitation(token)).name == "Maya"
    _, second = await register.invite("Maya", minor=True)
    with pytest.raises(RefusedError):
        await register.invitation(token)
    clock.at += INVITATION_LIVES
    with pytest.raises(RefusedError):
        await register.joined(second, "Maya", PersonId("m"))
    assert await register.invitations() == []
    await register.vault.close()


async def test_a_second_invitation_ends_the_first_in_any_script(tmp_path: Path) -> None:
    register, _ = await opened(tmp_path)
    _, token = await register.invite("Åsa")
    await register.invite("åsa", minor=True)
    with pytest.raises(RefusedError):
        await register.invitation(token)
    await register.vault.close()


async def test_the_version_before_can_still_open_the_register(tmp_path: Path) -> None:
    register, _ = await opened(tmp_path)
    await register.vault.close()
    place = place_of(tmp_path)
    known = (Migration("0001 people", lambda _: None),)
    before = await Vault.open(place / "vault.db", open_key(place), migrations=known)
    await before.close()
    register, _ = await opened(tmp_path)
    await register.vault.close()


async def test_two_people_have_two_names(tmp_path: Path) -> None:
    register, _ = await opened(tmp_path)
    _, first = await register.invite("Maya")
    await register.joined(first, " maya ", PersonId("m"))
    with pytest.raises(AccountError, match="lives here"):
        await register.invite("MAYA")
    _, other = await register.invite("Ben")
    with pytest.raises(AccountError, match="lives here"):
        await register.joined(other, "Maya", PersonId("b"))
    assert (await register.joined(other, "Ben", PersonId("b"))).name == "Ben"
    for wrong in ("", "a/b", "x" * 41, "a\x00"):
        with pytest.raises(AccountError, match="A name has"):
            await register.invite(wrong)
    await register.vault.close()


async def test_a_session_gets_another_secret_each_day_and_the_old_one_ends(tmp_path: Path) -> None:
    register, clock = await opened(tmp_path)
    credentials, key = Credentials(register), new_key()
    made, first = await credentials.begin(PersonId("owner"), key, label="Firefox", kind="session")
    assert await credentials.turned(made, first, key) is None
    clock.at += TURNS_EVERY + timedelta(seconds=1)
    second = await credentials.turned(made, first, key)
    assert second is not None
    assert await credentials.turned(made, first, key) is None, "another tab asks, too"
    assert (await credentials.found(first)) == (await credentials.found(second))
    assert await credentials.turned(made, second, key) is None
    assert await credentials.key(made, first) is None
    assert await credentials.key(made, second) == key
    clock.at += BOTH_HOLD - timedelta(seconds=1)
    assert await credentials.found(first) is not None
    clock.at += timedelta(seconds=2)
    assert await credentials.found(first) is None
    assert await credentials.found(second) is not None
    await register.vault.close()


async def test_a_secret_that_was_lost_on_its_way_signs_nobody_out(tmp_path: Path) -> None:
    register, clock = await opened(tmp_path)
    credentials, key = Credentials(register), new_key()
    made, first = await credentials.begin(PersonId("owner"), key, label="Phone", kind="session")
    clock.at += TURNS_EVERY + timedelta(seconds=1)
    lost = await credentials.turned(made, first, key)
    assert lost is not None
    clock.at += timedelta(hours=1)
    assert await credentials.found(first) is not None
    assert await credentials.key(made, first) == key
    second = await credentials.turned(made, first, key)
    assert second is not None
    assert await credentials.found(lost) is None
    assert await credentials.found(second) is not None
    assert await credentials.key(made, second) == key
    assert len(await credentials.all()) == 1
    await credentials.end(made.id)
    assert await credentials.found(second) is None
    await register.vault.close()


async def test_an_ended_session_keeps_no_key_and_a_programs_stays(tmp_path: Path) -> None:
    register, clock = await opened(tmp_path)
    credentials, key = Credentials(register), new_key()
    await credentials.begin(PersonId("owner"), key, label="Firefox", kind="session")
    _, token = await credentials.begin(PersonId("owner"), key, label="Door", kind="program")
    clock.at += SESSION_LIVES
    assert len(await credentials.all()) == 2
    clock.at += timedelta(seconds=1)
    assert [each.label for each in await credentials.all()] == ["Door"]
    rows = await register.vault.read(lambda c: c.execute("SELECT label FROM credential").fetchall())
    assert [row[0] for row in rows] == ["Door"]
    assert await credentials.found(token) is not None
    await register.vault.close()


async def test_who_fails_too_often_waits(tmp_path: Path) -> None:
    register, clock = await opened(tmp_path)
    for _ in range(MOST_FAILURES):
        await register.allow("10.0.0.9")
        await register.failed("10.0.0.9", "recovery")
    with pytest.raises(TooOftenError):
        await register.allow("10.0.0.9")
    await register.allow("10.0.0.8")
    clock.at += FAILURES_WITHIN + timedelta(seconds=1)
    await register.allow("10.0.0.9")
    lines = [(entry.what, entry.detail) for entry in await register.audit()]
    assert lines.count(("refused: recovery", "10.0.0.9")) == MOST_FAILURES
    await register.vault.close()


async def test_nothing_in_the_register_opens_a_vault(tmp_path: Path) -> None:
    register, _ = await opened(tmp_path)
    credentials, key = Credentials(register), new_key()
    _, token = await credentials.begin(PersonId("owner"), key, label="x", kind="program")
    rows = await register.vault.read(lambda c: c.execute("SELECT * FROM credential").fetchall())
    kept = repr(rows).encode() + b"".join(
        each for row in rows for each in row if isinstance(each, bytes)
    )
    assert token.encode() not in kept
    assert key.secret not in kept
    assert key.hexadecimal().encode() not in kept
    wrong = (await credentials.all())[0]
    with pytest.raises(WrongKeyError):
        from anima.accounts.wrapping import unwrap

        unwrap(rows[0][-1], b"x" * 43, wrong.id)
    await register.vault.close()
