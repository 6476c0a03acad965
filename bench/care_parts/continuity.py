"""A life is moved, brought, upgraded under kills, erased: what is lost, left or readable."""

import argparse
import asyncio
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Collection, Mapping, Sequence
from contextlib import suppress
from pathlib import Path

import psutil

from anima.app import OWNER, everything_kept, open_vault, shape
from anima.continuity import Destination, Export, export, restore
from anima.continuity.chats import history_in, opened
from anima.continuity.proof import search_files
from anima.memory import EventLog, Facts, Forgetting, MemorySearch
from anima.moving_app import drawn_again
from anima.settings import Settings
from anima.storage import Vault, open_key, plain_pages
from anima.values import AnimaError, SessionId, SystemClock
from bench.care_parts import upgrading
from bench.care_parts.away import ROUNDS, measure_away
from bench.figures import median
from bench.report import Report

ROOT = Path(__file__).resolve().parents[2]
TURNS, MESSAGES, CANARIES, KILLS, WHOLE = 5000, 100_000, 1000, 100, 5
"""Sizes, where the options do not say others."""

ROUND_SECONDS = 120.0
"""An upgrade that is not killed ends in a few seconds; after so many it hangs."""

LOOK_SECONDS = 0.02

_FACTS = ("I live in {}.", "My friend {} likes rain.", "I work as a baker with {}.", "Hm, {}.")
_NAMES = ("Agata", "Bo", "Cyrus", "Dora", "Emil", "Fatima", "Goran", "Hana")


async def measure(report: Report, options: argparse.Namespace) -> None:
    """Measure everything of continuity; first what is erased and what an upgrade loses."""
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        await _canaries(report, place / "canaries", getattr(options, "canaries", CANARIES))
        await _upgrades(report, place / "upgrade", getattr(options, "kills", KILLS))
        await _moving(report, place / "moving", getattr(options, "turns", TURNS))
        formats(report, getattr(options, "chats", None))
        _bringing(report, place / "bringing", getattr(options, "messages", MESSAGES))
        await measure_away(report, ROUNDS)


def chats_beside(data: Path) -> Path:
    """The folder of chat exports beside a folder of other data, or beside the checkout."""
    beside = data.parent / "chat_exports"
    return beside if beside.is_dir() else ROOT.parent / "shared" / "data" / "chat_exports"


async def _moving(report: Report, place: Path, turns: int) -> None:
    home, other = place / "old", place / "new"
    await _fill(home, turns)
    what = Export(everything_kept(), OWNER, made_by="bench", made_at="now")
    file = place / "life.anima"
    began = time.perf_counter()
    async with await open_vault(Settings(home=home)) as vault:
        await drawn_again(vault)
        before = await _state(vault)
        drawn = time.perf_counter()
        await export(vault, file, what, passphrase="open sesame")  # noqa: S106
    written = time.perf_counter()
    key = open_key(other)
    target = Destination(other / "vault.db", key, shape(), everything_kept(), OWNER, drawn_again)
    await restore(file, target, lambda: "open sesame")
    read = time.perf_counter()
    async with await open_vault(Settings(home=other)) as vault:
        after = await _state(vault)
    report.baseline("draw_s", drawn - began, "s", f"facts and episodes of {turns} turns, in place")
    report.figure("export_s", written - drawn, "s", "sealed")
    report.figure("import_s", read - written, "s", "with facts, episodes and index drawn again")
    report.figure("import_differences", sum(before[t] != after[t] for t in before), "tables")


async def _state(vault: Vault) -> dict[str, list[object]]:
    tables = ("event", "fact", "episode", "sound", "reading")
    queries = {table: f"SELECT * FROM {table} ORDER BY 1, 2" for table in tables}  # noqa: S608
    return {
        table: await vault.read(lambda c, q=query: c.execute(q).fetchall())
        for table, query in queries.items()
    }


async def _fill(home: Path, turns: int) -> None:
    rng = random.Random(7)  # noqa: S311  # the same life each time
    async with await open_vault(Settings(home=home)) as vault:
        log = EventLog(vault, OWNER, SystemClock())
        for begin in range(0, turns, 500):
            session = SessionId(f"s{begin}")
            await log.append_all(
                [
                    (session, "heard", {"text": rng.choice(_FACTS).format(rng.choice(_NAMES))})
                    for _ in range(min(500, turns - begin))
                ]
            )
            await log.append(session, "session_closed", {})


def formats(report: Report, chats: Path | None) -> None:
    """Every export in a folder: how many files of a known kind, and what is in them."""
    folder = chats or chats_beside(ROOT)
    if not folder.is_dir():
        print(f"  {folder} is not there: no exports of chats are read")
        return
    read, refused, messages, unordered = 0, 0, 0, 0
    for path in sorted(each for each in folder.rglob("*") if each.is_file()):
        try:
            with opened(path) as files:
                history = history_in(files)
                found = list(history.messages())
        except AnimaError as error:
            refused += 1
            print(f"  {path.relative_to(folder)}: {error}")
            continue
        read, messages = read + 1, messages + len(found)
        times = [message.at for message in found]
        unordered += times != sorted(times)
        people = sorted({message.author for message in found})
        print(
            f"  {path.relative_to(folder)}: {history.source}, {len(found)} messages by "
            f"{len(people)}: {', '.join(people)[:80]}"
        )
    report.figure("chat_files_read", read, "files", f"{refused} files of no known export refused")
    report.figure("chat_messages", messages, "messages")
    report.figure("chat_files_sorted", unordered, "files", "whose messages do not lie in order")


def _bringing(report: Report, place: Path, messages: int) -> None:
    """A long WhatsApp history by the command that a person runs."""
    place.mkdir()
    file = place / "chat.txt"
    rng = random.Random(7)  # noqa: S311
    words = "the roof boat garden letter rain winter ladder song market bread river night".split()
    with file.open("w") as out:
        for number in range(messages):
            day, minute = divmod(number, 1440)
            year, month = 2015 + day // 336, day % 336 // 28 + 1
            date = f"{day % 28 + 1:02}/{month:02}/{year}, {minute // 60:02}:{minute % 60:02}"
            said = " ".join(rng.choice(words) for _ in range(9))
            out.write(f"{date} - {_NAMES[number % 5]}: {said}\n")
    environment = {**os.environ, "ANIMA_HOME": str(place / "home")}
    command = [sys.executable, "-m", "anima.cli", "import", str(file), "--me", "Agata"]
    began = time.perf_counter()
    peak = peak_mb(command, environment)
    taken = time.perf_counter() - began
    report.figure("bring_messages_per_s", messages / taken, "1/s", f"{messages:,} of WhatsApp")
    report.figure("bring_peak_mb", peak, "MB", "most memory of the process that brings them")


def peak_mb(command: Sequence[str], environment: Mapping[str, str]) -> float:
    """Run a command to its end; the most memory that its process had, and no other's.

    It is looked at while it runs: what the system counts of a child begins with its parent's.

    Raises:
        CalledProcessError: It failed.
    """
    process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL)
    most = 0
    try:
        while process.poll() is None:
            with suppress(psutil.Error):
                most = max(most, psutil.Process(process.pid).memory_info().rss)
            time.sleep(LOOK_SECONDS)
    finally:
        process.kill()
        process.wait()
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command)
    return most / 2**20


async def _canaries(report: Report, home: Path, count: int) -> None:
    """Secrets in a running installation: readable in its files, and left after erasure."""
    secrets = [f"canary{number:05d}bird" for number in range(count)]
    key = open_key(home)
    async with await open_vault(Settings(home=home)) as vault:
        log = EventLog(vault, OWNER, SystemClock())
        told = await log.append_all(
            [(SessionId("c"), "heard", {"text": f"My friend is {word}."}) for word in secrets]
        )
        facts = await Facts.open(vault, OWNER, log)
        await facts.catch_up()
        readable = _left(_contents(home), secrets)
        await vault.flush()
        known = _left(b"".join(plain_pages(vault.path, key)), secrets)
        forgetting = Forgetting(vault, OWNER, log, MemorySearch(vault, OWNER))
        await forgetting.erase([event.id for event in told])
        await facts.catch_up()
        await vault.flush()
        proof = search_files(home, key, [secrets[0][:6]])
        plain = b"".join(plain_pages(vault.path, key))
    files = _contents(home)
    report.figure("plaintext_canaries", readable, "of them", f"{count} said, files as a thief has")
    report.baseline("opened_canaries", known, "of them", "the same files opened by the key")
    report.figure("erased_canaries", _left(plain + files, secrets) + len(proof.left), "of them")


def _contents(home: Path) -> bytes:
    return b"".join(path.read_bytes() for path in home.iterdir())


def _left(content: bytes, secrets: list[str]) -> int:
    low = content.lower()
    return sum(word.encode() in low for word in secrets)


async def _upgrades(report: Report, home: Path, kills: int) -> None:
    """Upgrade and go back under talk: whole runs for the time, then runs that are killed."""
    await _fill(home, 2000)
    acknowledged: set[str] = set()
    downs = [_round(home, acknowledged, None) for _ in range(WHOLE)]
    began = time.perf_counter()
    _round(home, acknowledged, None)
    usual = time.perf_counter() - began
    rng = random.Random(11)  # noqa: S311
    finished = 0
    for _ in range(kills):
        finished += _round(home, acknowledged, rng.uniform(0, usual * 1.05)) is not None
    vault, _ = await upgrading.opened(home)
    async with vault:
        log = EventLog(vault, OWNER, SystemClock())
        kept = {event.text() for event in await log.events(kinds=["heard"])}
        await vault.check()
    note = f"{kills} kills, {finished} came too late"
    report_upgrades(report, acknowledged, kept, downs, note)


def report_upgrades(
    report: Report,
    acknowledged: Collection[str],
    kept: Collection[str],
    downs: Sequence[float | None],
    note: str,
) -> None:
    """What was lost of what was said, and how long nobody could be talked to.

    Raises:
        ValueError: Nothing was said, so that nothing can have been lost; or no upgrade ended.
    """
    if not acknowledged:
        raise ValueError("no word was acknowledged: nobody talked while it was upgraded")
    lost = sum(f"I said {word}." not in kept for word in acknowledged)
    report.figure("lost_words", lost, "words", f"of {len(acknowledged)} acknowledged; {note}")
    times = [down for down in downs if down is not None]
    report.figure("upgrade_down_s_median", median(times), "s")
    note = f"longest of {len(times)}; last word to first, of the vault alone: see upgrade_away_s"
    report.figure("upgrade_down_s", max(times), "s", note)


def _round(home: Path, acknowledged: set[str], kill_after: float | None) -> float | None:
    """One upgrade or way back under talk; says how long nobody could be talked to, if it ended."""
    places = [str(ROOT), os.environ.get("PYTHONPATH", "")]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, places))}
    command = [sys.executable, "-m", "bench.care_parts.upgrading"]
    talker = subprocess.Popen(
        [*command, "talk", str(home)], env=environment, stdout=subprocess.PIPE, text=True
    )
    assert talker.stdout
    others: list[subprocess.Popen[str]] = [talker]
    try:
        first = talker.stdout.readline()
        other = subprocess.Popen(
            [*command, "replace", str(home), str(talker.pid)],
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE if kill_after is not None else None,
            text=True,
        )
        others.append(other)
        if kill_after is not None:
            # The time runs from here, with everything that a start takes.
            with suppress(subprocess.TimeoutExpired):
                other.wait(kill_after)
            other.kill()
            talker.kill()
        told, _ = other.communicate(timeout=ROUND_SECONDS)
        if other.returncode:  # nobody has asked it to end
            talker.kill()
        rest = talker.stdout.readlines()
    finally:
        for process in others:
            process.kill()
            process.wait()
    lines = [first, *rest]
    # A line that was cut by the kill was written after its word was durable, and is left out.
    said = [line.split() for line in lines if line.endswith("\n")]
    acknowledged.update(word for word, _ in said)
    back = [line.split() for line in told.splitlines() if line.startswith("back")]
    return float(back[0][1]) - float(said[-1][1]) if back and said else None


def main() -> None:
    """For `python -m bench.care_parts.continuity`."""
    report = Report("continuity")
    asyncio.run(measure(report, argparse.Namespace()))
    report.finish()


if __name__ == "__main__":
    main()
