"""A life is written to an archive, and is the same life on another machine; or nothing happens."""

import asyncio
import hashlib
import io
import json
import os
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from anima.app import OWNER
from anima.continuity import Export, export, reading, restore
from anima.continuity.importing import INCOMING
from anima.memory import EventLog, Imports
from anima.memory.sounds import from_wav, to_mu_law, wav_of
from anima.persona import load_identity
from anima.storage import REPLACED, Vault, alone
from anima.values import AnimaError, ArchiveError, Message, StorageError, SystemClock, WrongKeyError
from tests.continuity.conftest import contents, destination, everything, live, nobody_asks, opened


async def written(vault: Vault, folder: Path, **options: str) -> Path:
    file = folder / "life.anima"
    await export(vault, file, everything(), **options)  # pyright: ignore[reportArgumentType]
    return file


@pytest.mark.parametrize("passphrase", [None, "open sesame"])
async def test_a_life_is_the_same_in_another_place(
    vault: Vault, tmp_path: Path, passphrase: str | None
) -> None:
    steps: list[str] = []
    file = tmp_path / "life.anima"
    await export(vault, file, everything(), passphrase=passphrase)
    other = tmp_path / "other"
    await restore(
        file,
        destination(other),
        lambda: passphrase or "",
        on_progress=lambda table, rows: steps.append(f"{table} {rows}"),
    )
    async with await opened(other) as arrived:
        before, after = await contents(vault), await contents(arrived)
        assert after == before
        assert len(before["sound"]) == len(before["reading"]) == 1
        log = EventLog(arrived, OWNER, SystemClock())
        identity = await load_identity(log)
        assert (identity.name, identity.person_name, identity.met) == ("Wren", "Theo", True)
    assert "sound 1" in steps
    assert not (other / INCOMING).exists()
    assert oct(file.stat().st_mode & 0o777) == "0o600"
    assert (b"Lisbon" in unpacked(file)) is (passphrase is None)


def unpacked(file: Path) -> bytes:
    if not zipfile.is_zipfile(file):
        return file.read_bytes()
    with zipfile.ZipFile(file) as archive:
        return b"".join(archive.read(name) for name in archive.namelist())


async def test_what_was_half_brought_from_another_program_travels_so(
    vault: Vault, tmp_path: Path
) -> None:
    log = EventLog(vault, OWNER, SystemClock())
    imports = Imports(vault, OWNER, log, SystemClock())
    brought = await imports.begin("WhatsApp", "chat.txt", "d")
    await imports.add(brought, iter([Message(SystemClock().now(), "Jo", "The anchor is new.")]))
    await restore(await written(vault, tmp_path), destination(tmp_path / "other"), nobody_asks)
    async with await opened(tmp_path / "other") as arrived:
        there = Imports(arrived, OWNER, log, SystemClock())
        assert await there.begin("WhatsApp", "chat.txt", "d") == brought
        assert await there.authors(brought) == [("Jo", 1)]


async def test_the_archive_can_be_read_without_us(vault: Vault, tmp_path: Path) -> None:
    with zipfile.ZipFile(await written(vault, tmp_path)) as archive:
        lines = [json.loads(line) for line in archive.read("event.jsonl").splitlines()]
        manifest = json.loads(archive.read("manifest.json"))
        (sound,) = [name for name in archive.namelist() if name.startswith("sound/")]
        assert archive.read(sound)[:4] == b"RIFF"
    assert [line["sequence"] for line in lines] == list(range(1, len(lines) + 1))
    assert lines[0] | {"id": "", "at": ""} == {
        "sequence": 1,
        "id": "",
        "session": "met",
        "at": "",
        "kind": "session_opened",
        "payload": {},
    }
    assert manifest["parts"][0]["rows"] == len(lines)


async def test_every_row_is_told_of_a_long_table(vault: Vault, tmp_path: Path) -> None:
    log = EventLog(vault, OWNER, SystemClock())
    await log.append_all([("s", "heard", {"text": "x"})] * 2100)  # pyright: ignore[reportArgumentType]
    seen: list[int] = []
    file = tmp_path / "life.anima"
    await export(vault, file, everything(), on_progress=lambda _, rows: seen.append(rows))
    assert seen[:2] == [1000, 2000]


async def test_where_there_is_a_life_none_is_put_in_its_place_unasked(
    vault: Vault, tmp_path: Path
) -> None:
    file = await written(vault, tmp_path)
    other = tmp_path / "other"
    await live(other)
    with pytest.raises(ArchiveError, match="a life"):
        await restore(file, destination(other), nobody_asks)
    with pytest.raises(StorageError, match="open in another program"):
        await restore(file, destination(vault.path.parent), nobody_asks, replace=True)
    (other / REPLACED).write_bytes(b"one that was put aside before")
    await restore(file, destination(other), nobody_asks, replace=True)
    async with await opened(other) as arrived:
        assert await contents(arrived) == await contents(vault)
    (other / REPLACED).replace(other / "vault.db")
    async with await opened(other) as before:
        assert len((await contents(before))["event"]) > 10


async def test_what_a_killed_process_left_is_taken_in_before_a_life_is_put_aside(
    vault: Vault, tmp_path: Path
) -> None:
    file = await written(vault, tmp_path)
    other = tmp_path / "other"
    await live(other)
    child = os.fork()
    if child == 0:  # it writes a word and dies with the write-ahead log beside the vault
        from anima.storage.vault import _connect  # pyright: ignore[reportPrivateUsage]

        place = destination(other)
        connection = _connect(place.vault, place.key, place.migrations)
        connection.execute("INSERT INTO projection VALUES ('last word', 1)")
        os.kill(os.getpid(), 9)
    await asyncio.to_thread(os.waitpid, child, 0)
    assert (other / "vault.db-wal").stat().st_size > 0
    await restore(file, destination(other), nobody_asks, replace=True)
    async with await opened(other) as arrived:
        assert await contents(arrived) == await contents(vault)
    (other / REPLACED).replace(other / "vault.db")
    async with await opened(other) as before:
        rows = await before.read(lambda c: c.execute("SELECT name FROM projection").fetchall())
        assert ("last word",) in rows


async def test_while_a_vault_is_replaced_nobody_opens_it(tmp_path: Path) -> None:
    await live(tmp_path)
    with alone(tmp_path / "vault.db"), pytest.raises(StorageError, match="being replaced"):
        await opened(tmp_path)


async def test_an_archive_that_cannot_be_written_is_no_archive(
    vault: Vault, tmp_path: Path
) -> None:
    with pytest.raises(ArchiveError, match="cannot be written"):
        await export(vault, tmp_path / "none" / "life.anima", everything())
    taken = tmp_path / "folder"
    taken.mkdir()
    (taken / "x").touch()
    with pytest.raises(ArchiveError, match="cannot be written"):
        await export(vault, taken, everything())
    assert sorted(os.listdir(tmp_path)) == ["folder", "home"]


async def test_another_passphrase_changes_nothing(vault: Vault, tmp_path: Path) -> None:
    file = tmp_path / "life.anima"
    await export(vault, file, everything(), passphrase="open sesame")
    with pytest.raises(WrongKeyError):
        await restore(file, destination(tmp_path / "other"), lambda: "open barley")
    assert not (tmp_path / "other" / "vault.db").exists()


Members = dict[str, bytes]


def changed(file: Path, change: Callable[[Members], None], target: Path) -> Path:
    """The archive with its members changed, and the manifest's hashes made to fit."""
    with zipfile.ZipFile(file) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    change(members)
    if "manifest.json" in members:
        manifest = json.loads(members["manifest.json"])
        for part in manifest.get("parts", []):
            content = members.get(part["file"])
            if content is not None and "keep" not in part:
                part["sha256"] = hashlib.sha256(content).hexdigest()
                part["bytes"], part["rows"] = len(content), content.count(b"\n")
        members["manifest.json"] = json.dumps(manifest).encode()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return target


def in_manifest(**values: object) -> Callable[[Members], None]:
    def change(members: Members) -> None:
        manifest = json.loads(members["manifest.json"]) | values
        members["manifest.json"] = json.dumps(manifest).encode()

    return change


def in_log(**values: object) -> Callable[[Members], None]:
    def change(members: Members) -> None:
        first, rest = members["event.jsonl"].split(b"\n", 1)
        line = json.dumps(json.loads(first) | values).encode()
        members["event.jsonl"] = line + b"\n" + rest

    return change


def replacing(name: str, content: bytes) -> Callable[[Members], None]:
    return lambda members: members.update({name: content})


def without(name: str) -> Callable[[Members], None]:
    def change(members: Members) -> None:
        del members[name]

    return change


def without_sound(members: Members) -> None:
    del members[next(name for name in members if name.startswith("sound/"))]


def other_sound(members: Members) -> None:
    name = next(name for name in members if name.startswith("sound/"))
    members[name] += b"."


def doubled_table(members: Members) -> None:
    manifest = json.loads(members["manifest.json"])
    manifest["parts"].append(manifest["parts"][0])
    members["manifest.json"] = json.dumps(manifest).encode()


def repeated_row(members: Members) -> None:
    first, rest = members["event.jsonl"].split(b"\n", 1)
    members["event.jsonl"] = first + b"\n" + first + b"\n" + rest


def climbing_sound(members: Members) -> None:
    row = json.loads(members["sound.jsonl"])
    members["sound.jsonl"] = json.dumps(row | {"event": "../../x"}).encode() + b"\n"


def no_wav(members: Members) -> None:
    name = next(name for name in members if name.startswith("sound/"))
    members[name] = b"RIFF"
    row = json.loads(members["sound.jsonl"])
    row["mu_law"] = {"bytes": 4, "sha256": hashlib.sha256(b"RIFF").hexdigest()}
    members["sound.jsonl"] = json.dumps(row).encode() + b"\n"


HOSTILE: dict[str, tuple[Callable[[Members], None], str]] = {
    "no manifest": (without("manifest.json"), "is missing"),
    "no log": (without("event.jsonl"), "is missing"),
    "no sound": (without_sound, "is missing"),
    "manifest is no JSON": (lambda m: m.update({"manifest.json": b"{}"}), "manifest"),
    "a giant manifest": (in_manifest(note="x" * 2_000_000), "too large"),
    "another format": (in_manifest(format="zip"), "no archive"),
    "a newer format": (in_manifest(version=2), "newer version"),
    "a newer shape": (in_manifest(shape=["9999 wings"]), "newer version"),
    "no tables": (in_manifest(parts=[]), "other tables"),
    "a table twice": (doubled_table, "twice"),
    "a file too many": (replacing("../../etc/passwd", b"root"), "does not belong"),
    "a climbing name": (climbing_sound, "names a file"),
    "another sound": (other_sound, "no row of sound"),
    "a sound that is none": (no_wav, "no row of sound"),
    "no JSON": (replacing("event.jsonl", b"{\n"), "no row of event"),
    "a list": (replacing("event.jsonl", b"[]\n"), "no row of event"),
    "deep JSON": (replacing("event.jsonl", b"[" * 100_000 + b"\n"), "no row of event"),
    "a column too many": (in_log(extra=1), "no row of event"),
    "a payload that is none": (in_log(payload=[]), "no row of event"),
    "a time without a zone": (in_log(at="2026-05-04T09:00:00"), "no row of event"),
    "a time that is none": (in_log(at="soon"), "no row of event"),
    "a number too large": (in_log(sequence=2**70), "no row of event"),
    "a truth": (in_log(kind=True), "no row of event"),
    "a list for a name": (in_log(session=["x"]), "no row of event"),
    "half a character": (in_log(session="\ud800"), "no row of event"),
    "text for a number": (in_log(sequence="first"), "contradict"),
    "a row twice": (repeated_row, "contradict"),
}


@pytest.mark.parametrize("name", HOSTILE)
async def test_a_hostile_archive_changes_nothing(vault: Vault, tmp_path: Path, name: str) -> None:
    change, words = HOSTILE[name]
    file = changed(await written(vault, tmp_path), change, tmp_path / "hostile")
    other = tmp_path / "other"
    with pytest.raises(ArchiveError, match=words):
        await restore(file, destination(other), nobody_asks)
    assert set(os.listdir(other)) <= {"vault.key", "vault.lock"}


async def test_rows_that_the_manifest_does_not_promise_are_noticed(
    vault: Vault, tmp_path: Path
) -> None:
    file = await written(vault, tmp_path)
    with zipfile.ZipFile(file) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    members["event.jsonl"] = b"".join(members["event.jsonl"].splitlines(keepends=True)[:-1])
    with zipfile.ZipFile(file, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    with pytest.raises(ArchiveError, match="not what the manifest says"):
        await restore(file, destination(tmp_path / "other"), nobody_asks)


async def test_what_would_fill_the_disk_is_not_unpacked(
    vault: Vault, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bomb = changed(
        await written(vault, tmp_path), replacing("event.jsonl", b" " * 20_000_000), tmp_path / "b"
    )
    with pytest.raises(ArchiveError, match="far more"):
        await restore(bomb, destination(tmp_path / "other"), nobody_asks)
    monkeypatch.setattr(reading, "MOST_TIMES_LARGER", 10**6)
    with pytest.raises(ArchiveError, match="too long"):
        await restore(bomb, destination(tmp_path / "other"), nobody_asks)


async def test_two_files_of_one_name_are_refused(vault: Vault, tmp_path: Path) -> None:
    file = await written(vault, tmp_path)
    with pytest.warns(UserWarning, match="Duplicate"), zipfile.ZipFile(file, "a") as archive:
        archive.writestr("event.jsonl", b"")
    with pytest.raises(ArchiveError, match="one name"):
        await restore(file, destination(tmp_path / "other"), nobody_asks)


async def test_a_file_that_is_not_there_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(ArchiveError, match="No such file"):
        await restore(tmp_path / "none", destination(tmp_path / "other"), nobody_asks)


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(data=st.data())
def test_any_damage_is_an_error_or_harmless(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    whole = _archive_bytes(tmp_path_factory)
    if data.draw(st.booleans()):
        damaged = whole[: data.draw(st.integers(0, len(whole) - 1))]
    else:
        place = data.draw(st.integers(0, len(whole) - 1))
        damaged = whole[:place] + bytes([data.draw(st.integers(0, 255))]) + whole[place + 1 :]
    file = tmp_path_factory.mktemp("damaged") / "life.anima"
    file.write_bytes(damaged)
    other = file.parent / "other"
    try:
        asyncio.run(restore(file, destination(other), nobody_asks))
    except AnimaError:
        assert not (other / "vault.db").exists()


_KEPT: list[bytes] = []


def _archive_bytes(factory: pytest.TempPathFactory) -> bytes:
    async def make() -> bytes:
        folder = factory.mktemp("whole")
        async with await opened(folder) as vault:
            log = EventLog(vault, OWNER, SystemClock())
            await log.append_all([("s", "heard", {"text": f"word {n}"}) for n in range(20)])  # pyright: ignore[reportArgumentType]
            return (await written(vault, folder)).read_bytes()

    if not _KEPT:
        _KEPT.append(asyncio.run(make()))
    return _KEPT[0]


@given(st.binary(max_size=200))
def test_sound_comes_back_as_it_was_kept(pcm: bytes) -> None:
    kept = to_mu_law(pcm)
    assert from_wav(wav_of(kept)) == kept


@pytest.mark.parametrize("content", [b"", b"RIFF", b"RIFF\x00\x00\x00\x00WAVE"])
def test_no_sound_is_an_error(content: bytes) -> None:
    with pytest.raises(ValueError, match="no WAV"):
        from_wav(content)


def test_another_kind_of_sound_is_an_error() -> None:
    import wave

    file = io.BytesIO()
    with wave.open(file, "wb") as sound:
        sound.setnchannels(2)
        sound.setsampwidth(2)
        sound.setframerate(8000)
    with pytest.raises(ValueError, match="mono"):
        from_wav(file.getvalue())


def test_an_export_says_who_made_it() -> None:
    assert Export((), OWNER, made_by="1", made_at="now").settings == {}
