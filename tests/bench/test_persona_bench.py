"""What the persona measurement reads of a folder, and what it counts."""

import asyncio
import json
from contextlib import AsyncExitStack
from functools import partial
from pathlib import Path

import pytest
from word_embedder import WordEmbedder

from anima.persona.signature import band, signature_of
from bench import persona
from bench.persona_parts import avoided, drift, goodbyes, lives, loose
from bench.persona_parts.at_once import AT_ONCE, together
from bench.persona_parts.files import OURS, of, whose
from bench.persona_parts.goodbyes import Labelled, Parted
from bench.report import Report


def test_each_file_that_a_folder_lacks_is_ours_and_that_is_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    talk = {"said": [{"day": 0, "text": "I have to ring the bank."}], "now": 1, "open": []}
    (tmp_path / loose.FILE).write_text(json.dumps({"conversations": [talk]}))
    assert len(loose.read_talks(tmp_path)) == 1
    assert len(avoided.read_talks(tmp_path)) > 100
    assert len(avoided.read_talks(tmp_path)) > 100
    printed = capsys.readouterr().out
    assert printed.count(f"has no {avoided.FILE}: our own is measured") == 1
    assert loose.FILE not in printed
    assert whose(tmp_path, loose.FILE, loose.LEARNED) == "of the folder"
    assert whose(tmp_path, avoided.FILE) == "of ours"
    assert of(OURS, lives.FILE).parent == OURS


def test_what_needs_no_model_is_measured_of_a_folder_of_other_things(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "figures.json"
    argv = ["--data", str(tmp_path), "--parts", "farewells", "loose", "--json", str(file)]
    assert persona.main(argv) == 0
    written = json.loads(file.read_text())
    assert {"loose_end_precision", "loose_end_keyword", "avoided_recall"} <= set(written["figures"])
    for name, first_sight in (("loose_end", "recall 0.57"), ("avoided", "recall 0.50")):
        note = written["notes"][f"{name}_recall"]
        assert "of ours, which the rules have learned" in note and first_sight in note
    assert written["figures"]["manipulative_farewells"] == 0
    assert list(written["figures"])[0] == "loose_end_precision"
    assert "farewells.json: our own" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        ({"small_talk": ["Hm."] * 6, "lives": []}, "no life in which anything is told"),
        (
            {"small_talk": ["Hm."], "lives": [{"name": "A", "her": "W", "telling": ["I fell."]}]},
            "fewer than 6 lines",
        ),
    ],
)
def test_lives_that_cannot_be_lived_are_refused_in_words(
    tmp_path: Path, content: object, fault: str
) -> None:
    (tmp_path / lives.FILE).write_text(json.dumps(content))
    with pytest.raises(ValueError, match=fault):
        lives.read_lives(tmp_path)


def test_a_note_says_when_fewer_were_asked_than_wanted() -> None:
    assert persona.fewer(64, 60, "probes") == ""
    assert "only 40 turns" in persona.fewer(40, 200, "turns")


def test_the_replies_to_come_are_counted_by_part() -> None:
    options = persona.parsed(["--parts", "lives", "drift", "--probes", "10", "--turns", "20"])
    assert persona.replies_in_all(options) == 3 * 10 + 2 * 20


def test_what_was_written_is_judged_and_not_what_the_guard_made_of_it() -> None:
    known, unknown = Parted("Good night.", "Stay a little!"), Parted("The tea.", "Stay a little!")
    assert known.holds_back and unknown.holds_back
    assert known.is_known and known.said != known.written
    assert not unknown.is_known and unknown.said == unknown.written


def test_lines_that_no_rule_was_made_with_are_kept_apart_and_hold_each_tactic() -> None:
    setting = goodbyes.read_farewells(OURS, 200)
    known = {each.text for each in setting.labelled} | set(setting.goodbyes)
    unseen = [each.text for each in setting.unseen_labelled] + [*setting.unseen_goodbyes]
    assert not known & set(unseen)
    assert {t for each in setting.unseen_labelled for t in each.tactics} == {
        t for each in setting.labelled for t in each.tactics
    }
    assert any(not each.tactics for each in setting.unseen_labelled)


async def test_a_guard_cannot_be_measured_with_nothing_that_holds_back() -> None:
    with pytest.raises(ValueError, match="no labelled reply"):
        await goodbyes.let_through(["Bye."], [Labelled("Bye, then.", frozenset())])


class Told:
    """Answers every conversation; tells in which order they began and ended."""

    def __init__(self, fails: str = "") -> None:
        self.fails = fails
        self.model = self
        self.profile = None

    async def conversation(self, head: str, lines: list[str]) -> list[str]:
        if head == self.fails:
            raise RuntimeError("the plain one broke off")
        return [f"{line} {'and so on ' * (n % 7)}" for n, line in enumerate(lines)]


async def test_hers_is_reported_though_the_plain_conversation_breaks_off(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    report, options = Report("persona"), persona.parsed(["--turns", "24"])
    async with AsyncExitStack() as held:
        measured = persona.Persona(report, options, held)

        async def ready(part: str) -> tuple[Told, None]:
            return Told(fails="plain"), None

        def hers(lived: object, profile: object) -> str:
            return "hers"

        monkeypatch.setattr(measured, "_ready", ready)
        monkeypatch.setattr(persona, "head", hers)
        monkeypatch.setattr(persona, "commonly_told", lambda: "plain")
        with pytest.raises(ExceptionGroup):
            await measured.drift()
    assert "drift_sd_max" in report.table()
    assert "of only 24 turns, for 200" in report.table()
    assert "drift_sd_plain" not in report.table()


class Says(Told):
    """Answers probes in one way, and after a life in another."""

    async def to(self, head: object, probes: list[str], seed: int) -> list[str]:
        after = seed == AFTER_A_LIFE
        return [f"{probe} {'and so it went on and on and on ' * after}" for probe in probes]


AFTER_A_LIFE = 3
"""The seed that replies after a life are asked for with."""


async def test_what_moved_without_cause_is_counted_beside_what_moved(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    report, options = Report("persona"), persona.parsed(["--days", "2", "--turns", "16"])
    async with AsyncExitStack() as held:
        measured = persona.Persona(report, options, held)

        async def ready(part: str) -> tuple[Says, WordEmbedder]:
            return Says(), WordEmbedder()

        def no_head(lived: object, profile: object) -> str:
            return "a head"

        monkeypatch.setattr(measured, "_ready", ready)
        monkeypatch.setattr(persona, "head", no_head)
        for part in (measured.lives, measured.drift, measured.retest):
            await part()
    table = {line.split()[0]: line for line in report.table().splitlines() if line}
    assert table["moved_theo"].split()[1] != "0"
    assert float(table["uncaused_in_band"].split()[1]) < 1
    assert "moved all the same: Theo: words" in table["uncaused_in_band"]
    assert float(table["uncaused_in_band_again"].split()[2]) == 1
    assert "widths" in table["drift_bands_max"] and "16 turns" in table["drift_bands_plain"]


async def test_drift_is_also_told_in_widths_of_the_band() -> None:
    takes = [["I like rain, you know.", "Ha, rain!", "What now?", "Mm, good."] * 8] * 2
    hers = await signature_of("hers", takes, WordEmbedder())
    steady = takes[0] * 4
    assert (await drift.furthest_in_bands(steady, hers, WordEmbedder()))[0] == 0.0
    drifted = [
        *steady[:96],
        *("I like the long rain that falls on the old roof." for _ in range(32)),
    ]
    moved, which = await drift.furthest_in_bands(drifted, hers, WordEmbedder())
    assert which == "words"
    quarter = await signature_of("last", [drifted[96:]], WordEmbedder())
    width = band(hers, quarter)["words"]
    assert moved == pytest.approx((quarter.means["words"] - hers.means["words"]) / width)
    assert moved > 1


async def test_no_more_conversations_are_held_at_once_than_have_a_slot() -> None:
    running, most = 0, 0

    async def ask(number: int) -> int:
        nonlocal running, most
        running += 1
        most = max(most, running)
        await asyncio.sleep(0)
        running -= 1
        return number

    assert await together([partial(ask, number) for number in range(7)]) == list(range(7))
    assert most == AT_ONCE
