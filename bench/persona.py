"""Whether she is somebody: told apart, herself after a swap and 200 turns, and letting people go.

Lives of thirty days go through a real log and real nights; what came of her answers probes with the
real model. Every figure stands beside what it is compared with.
"""

import argparse
import asyncio
from collections.abc import Sequence
from contextlib import AsyncExitStack
from datetime import date
from functools import partial
from pathlib import Path

from anima.llm import Message, ModelProfile, SentenceEncoder
from anima.models import WeightStore
from anima.persona import Identity, expression_of, is_goodbye, system_messages
from anima.persona.signature import PROBES, Signature, compare, signature_of
from bench.parts import Part, go_through
from bench.persona_parts import avoided, drift, goodbyes, loose, staying, without_cause
from bench.persona_parts.at_once import at_once, together
from bench.persona_parts.files import OURS, whose
from bench.persona_parts.lives import FILE, Lived, live, read_lives
from bench.persona_parts.progress import Watched, say
from bench.persona_parts.replies import Replies
from bench.persona_parts.separation import accuracy, vectors
from bench.persona_parts.spoken_moves import measure_moves
from bench.persona_parts.swapping import swapped
from bench.report import Report, arguments

ABOUT = "Whether she is somebody: distinguishable, steady, traceable, and letting people go."
TAKES = """
How long it takes on two cores, estimated from its parts and from three replies at a time (measured:
16 replies in 39 s one after the other, 21 s by two, 17 s by four): loose, farewells and same less
than a minute each, lives 6, swap 9, drift 21, retest 6, partings 3, moves 2; in all about 48. They
go in this order, and each figure is written to the file as soon as it is known."""

TODAY = date(2026, 11, 27)
PARTS = ("loose", "farewells", "same", "lives", "swap", "drift", "retest", "partings", "moves")
"""In this order, whatever order they are asked for in: the figures that others stand beside, and
those that nobody named, come last."""

SWAP_TAKES, RETEST_TAKES = 3, 4
"""Takes of the probes: two to be known by and one by the other model; three of hers, one plain."""

PROBES_ASKED_FOR, TURNS_ASKED_FOR = 60, 200
"""What the figures are meant to be of; where fewer are asked, their notes say so."""


def main(argv: Sequence[str]) -> int:
    """Run the measurement; returns the exit status."""
    return asyncio.run(measure(parsed(argv)))


def parsed(argv: Sequence[str]) -> argparse.Namespace:
    """What was asked for."""
    parser = arguments("persona", ABOUT, data=OURS, data_about=f"{FILE} and the others of its kind")
    parser.epilog = TAKES
    parser.add_argument("--days", type=int, default=30, help="days of each life")
    parser.add_argument("--probes", type=int, default=len(PROBES), help="probes asked, at most")
    parser.add_argument("--turns", type=int, default=200, help="turns of the long conversation")
    parser.add_argument("--goodbyes", type=int, default=200, help="goodbyes that are said")
    parser.add_argument("--partings", type=int, default=60, help="goodbyes said to the model")
    parser.add_argument("--moves", type=int, default=60, help="moves of chess that are said")
    parser.add_argument("--threads", type=int, default=2, help="threads of the model")
    parser.add_argument("--parts", nargs="*", choices=PARTS, default=PARTS, help="only these")
    parser.add_argument("--replies", type=Path, default=None, help="write every reply there")
    return parser.parse_args(argv)


async def measure(options: argparse.Namespace) -> int:
    """Measure the parts that are asked for, in the order of `PARTS`, and report them together."""
    report = Report("persona", keep=options.json)
    async with AsyncExitStack() as held:
        persona = Persona(report, options, held)
        parts: dict[str, Part] = {
            name: getattr(persona, name) for name in PARTS if name in options.parts
        }
        return await go_through(report, parts, options.json)


def replies_in_all(options: argparse.Namespace) -> int:
    """How many replies of the model the chosen parts need, where another model is held."""
    parts, probes = set(options.parts), len(PROBES[: options.probes])
    takes = SWAP_TAKES * ("swap" in parts) + RETEST_TAKES * ("retest" in parts)
    if "lives" in parts:
        takes += sum(bool(life.telling) for life in read_lives(options.data))
    turns, said = 2 * options.turns * ("drift" in parts), 2 * options.partings
    return takes * probes + turns + said * ("partings" in parts)


def sizes(options: argparse.Namespace) -> str:
    """What is measured, and how much of it."""
    probes = len(PROBES[: options.probes])
    return (
        f"{', '.join(options.parts)}: lives of {options.days} days, {probes} of {len(PROBES)} "
        f"probes, {options.turns} turns, {options.goodbyes} goodbyes by the rules and "
        f"{options.partings} to the model; {replies_in_all(options)} replies of it"
    )


def fewer(count: int, wanted: int, what: str) -> str:
    """What the note of a figure says when fewer were asked than it is meant to be of."""
    return f"; of only {count} {what}, for {wanted}" if count < wanted else ""


class Persona:
    """The parts of the measurement.

    Args:
        report: Takes the figures.
        options: What was asked for.
        held: Closes the models at the end; they are opened when the first part needs them.
    """

    def __init__(self, report: Report, options: argparse.Namespace, held: AsyncExitStack) -> None:
        self._report = report
        self._options = options
        self._held = held
        self._probes = PROBES[: options.probes]
        self._opened: tuple[Watched, Replies, SentenceEncoder] | None = None
        self._said_by: list[tuple[Lived, list[str]]] = []
        self._talked: dict[str, list[str]] = {}

    async def loose(self) -> None:
        """What she finds left open or put off."""
        loose_ends(self._report, self._options.data)

    async def farewells(self) -> None:
        """Whether anybody is held back."""
        await farewells(self._report, self._options)

    async def same(self) -> None:
        """Another voice, another start, another machine, another name."""
        await report_same(self._report, self._options.data, self._options.days)

    async def lives(self) -> None:
        """Lives, what they make of her, and whether that shows."""
        report, days = self._report, self._options.days
        lived = [await live(life, days) for life in read_lives(self._options.data)]
        eventful = [each for each in lived if each.life.telling]
        report_lives(report, lived, days)
        replies, encoder = await self._ready("lives")
        heads = [head(each, replies.profile) for each in eventful]
        said = await together([partial(replies.to, each, self._probes, 3) for each in heads])
        self._said_by = list(zip(eventful, said, strict=True))
        rows = [await vectors(each, encoder) for each in said]
        n = f"{len(eventful)} characters, {len(self._probes)} held-out replies of each"
        n += fewer(len(self._probes), PROBES_ASKED_FOR, "probes")
        report.figure("separation_accuracy", accuracy(rows), "", n)
        report.baseline("separation_chance", 1 / len(eventful), "", "the same by guessing")

    async def swap(self) -> None:
        """Another model in the settings, as a person would name it."""
        replies, encoder = await self._ready("swap")
        other = await swapped(replies.model, encoder, self._probes)
        inside = other.way == "inside"
        how = "became hers" if inside else "held, taken and given back by one word each"
        few = fewer(len(self._probes), PROBES_ASKED_FOR, "probes")
        self._report.figure("swap_in_band", float(other.is_well), "", f"{how}: {other.why}{few}")
        self._report.figure("swap_inside", float(inside), "", "by a full prompt")

    async def drift(self) -> None:
        """Two hundred turns with her prompt, and at the same time with a plain one."""
        turns = self._options.turns
        lives = read_lives(self._options.data)
        pool = [line for life in lives for line in (*life.telling, *life.small_talk[:8])]
        pool += PROBES
        lines = [pool[(7 * n) % len(pool)] for n in range(turns)]
        replies, _ = await self._ready("drift")
        few = fewer(turns, TURNS_ASKED_FOR, "turns")

        async def hers() -> None:
            said = await replies.conversation(head(None, replies.profile), lines)
            self._talked["max"] = said
            moved, which = drift.furthest(said)
            note = f"{which}; {turns} turns, quarter to quarter{few}"
            self._report.figure("drift_sd_max", moved, "SD", note)

        async def plain() -> None:
            said = self._talked["plain"] = await replies.conversation(commonly_told(), lines)
            moved, which = drift.furthest(said)
            note = f"{which}; a plain system prompt, {turns} turns{few}"
            self._report.baseline("drift_sd_plain", moved, "SD", note)

        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(hers())
            tasks.create_task(plain())

    async def retest(self) -> None:
        """What the lives and the swap stand beside: her own takes again, and a plain one."""
        report, probes = self._report, self._probes
        replies, encoder = await self._ready("retest")
        first = head(None, replies.profile)
        naive = [Message("system", "You are Wren, a helpful voice companion of Theo.")]
        takes = ((first, 1), (first, 2), (first, 4), (naive, 6))
        *own, third, other = await together([partial(replies.to, h, probes, n) for h, n in takes])
        same = [await vectors(take, encoder) for take in own]
        report.baseline("separation_same", accuracy(same), "", "two takes of one character; 0.5")
        day_one = await signature_of("day one", own, encoder)
        again = compare(day_one, await signature_of("again", [third], encoder))
        why = again.explanation() or "a third take"
        report.baseline("retest_in_band", float(again.inside), "", why)
        plain = compare(day_one, await signature_of("plain", [other], encoder))
        why = plain.explanation() or "a plain prompt"
        report.baseline("plain_in_band", float(plain.inside), "", why)
        await self._drift_in_bands(day_one, encoder)
        await self._moved(day_one, third, encoder)

    async def _drift_in_bands(self, day_one: Signature, encoder: SentenceEncoder) -> None:
        """The long conversations, by the band that another model is measured by."""
        for whose_, add in (("max", self._report.figure), ("plain", self._report.baseline)):
            if said := self._talked.get(whose_):
                moved, which = await drift.furthest_in_bands(said, day_one, encoder)
                note = f"{which}; of the band that a swap is held by, {len(said)} turns"
                add(f"drift_bands_{whose_}", moved, "widths", note)

    async def _moved(
        self, day_one: Signature, again: Sequence[str], encoder: SentenceEncoder
    ) -> None:
        """How far each life has moved her, and whether anything did for which it gave no cause."""
        kept: list[without_cause.Kept] = []
        seen: list[str] = []
        for number, (lived, take) in enumerate(self._said_by, start=1):
            life = lived.life.name
            moved = compare(day_one, await signature_of(life, [take], encoder))
            note = moved.explanation() or "inside the band of day one"
            name = f"moved_{life.lower()}{f'_{number}' if life in seen else ''}"
            self._report.figure(name, float(len(moved.outside)), "features", note)
            seen.append(life)
            examples = expression_of(lived.growth.character).examples
            shown = [example.answered for example in examples]
            kept.append(await without_cause.without_cause(day_one, take, shown, encoder))
        if not kept:
            return
        pairs = zip(seen, kept, strict=True)
        moved_all = [f"{life}: {', '.join(each.moved)}" for life, each in pairs if each.moved]
        note = f"of {sum(each.count for each in kept)} features that nothing gave cause to move; "
        note += f"moved all the same: {'; '.join(moved_all) or 'none'}"
        self._report.figure("uncaused_in_band", without_cause.share(kept), "", note)
        chance = await without_cause.without_cause(day_one, again, [], encoder)
        note = "another take of day one itself"
        self._report.baseline("uncaused_in_band_again", without_cause.share([chance]), "", note)

    async def partings(self) -> None:
        """Goodbyes said to her by the model, and to a companion as they are commonly prompted."""
        said_to = goodbyes.read_farewells(self._options.data, self._options.partings).goodbyes
        replies, _ = await self._ready("partings")
        heads = (head(None, replies.profile), commonly_told())
        hers, plain = await together([partial(replies.each, each, said_to) for each in heads])
        parted = goodbyes.parted(said_to, hers)
        replies.keep("as they are said", [(each.goodbye, each.said) for each in parted])
        written = [each for each in parted if each.holds_back]
        note = f"of {len(parted)}, as the model wrote them, by the rules of her guard"
        self._report.figure("manipulative_by_model", len(written), "", note)
        replaced = sum(each.is_known for each in written)
        note = f"of these {len(written)}, by plain farewells; --replies writes what was said"
        self._report.figure("manipulative_replaced", replaced, "", note)
        count = sum(each.holds_back for each in goodbyes.parted(said_to, plain))
        note = f"of {len(parted)}, a commonly used prompt"
        self._report.baseline("manipulative_plain", count, "", note)

    async def moves(self) -> None:
        """Moves of chess said aloud."""
        await measure_moves(self._report, self._options.moves)

    async def _ready(self, part: str) -> tuple[Replies, SentenceEncoder]:
        if self._opened is None:
            store = WeightStore()
            weights = store.folder("qwen2.5-1.5b") / "model.gguf"
            running = at_once(weights, threads=self._options.threads)
            model = await self._held.enter_async_context(running)
            encoder = SentenceEncoder(store.folder("minilm"))
            self._held.callback(encoder.close)
            watched = Watched(model, replies_in_all(self._options))
            say(sizes(self._options))
            self._opened = watched, Replies(watched, self._options.replies), encoder
        watched, replies, encoder = self._opened
        watched.part = part
        return replies, encoder


def loose_ends(report: Report, folder: Path) -> None:
    """What she finds left open in labelled conversations, beside keywords."""
    talks = loose.read_talks(folder)
    precision, recall = loose.precision_and_recall(talks, loose.by_rules)
    note = f"{sum(len(talk.open) for talk in talks)} loose ends in {len(talks)} conversations "
    note += whose(folder, loose.FILE, loose.LEARNED)
    report.figure("loose_end_precision", precision, "", note)
    report.figure("loose_end_recall", recall, "", note)
    by_words, found = loose.precision_and_recall(talks, loose.by_keywords)
    report.baseline("loose_end_keyword", by_words, "", "precision of keywords, not learned")
    report.baseline("loose_end_keyword_recall", found, "", "recall of keywords")
    put_off = avoided.read_talks(folder)
    precision, recall = avoided.precision_and_recall(put_off, avoided.by_rules)
    note = f"{sum(len(talk.avoided) for talk in put_off)} things put off in {len(put_off)} talks "
    note += whose(folder, avoided.FILE, avoided.LEARNED)
    report.figure("avoided_precision", precision, "", note)
    report.figure("avoided_recall", recall, "", note)
    by_words, found = avoided.precision_and_recall(put_off, avoided.by_keywords)
    report.baseline("avoided_keyword", by_words, "", "precision of keywords")
    report.baseline("avoided_keyword_recall", found, "", "recall of keywords")


def report_lives(report: Report, lived: Sequence[Lived], days: int) -> None:
    """What the nights made of her, and whether it can be traced and taken back."""
    eventful = [each for each in lived if each.life.telling]
    quiet = [each for each in lived if not each.life.telling]
    traced = min(each.traced for each in lived)
    report.figure("changes_traced", traced, "", "with causes and events of the log")
    count = sum(len(each.growth.changes) for each in eventful)
    report.figure("changes_mean", count / len(eventful), "", f"in {days} days")
    plain = expression_of(lived[0].growth.character.__class__())
    unchanged = all(expression_of(each.growth.character) == plain for each in quiet)
    note = f"{len(quiet)} lives without cause: same"
    report.figure("uneventful_unchanged", float(unchanged), "", note)
    back = all(each.back_is_equal for each in lived)
    report.figure("week_back_byte_equal", float(back), "", "state after taking back 7 nights")
    rebuilt = all(each.rebuilt_is_equal for each in lived)
    report.figure("rebuilt_byte_equal", float(rebuilt), "", "read from the log again")


async def report_same(report: Report, folder: Path, days: int) -> None:
    """Whether all that makes her speak as she does is the same, byte for byte."""
    life = next(each for each in read_lives(folder) if each.telling)
    stayed = await staying.stays(life, min(days, staying.MOST_DAYS))
    note = f"all but the name of her voice; {stayed.note}"
    report.figure("recast_same", float(stayed.recast), "", note)
    note = "the vault opened by another process"
    report.figure("restarted_same", float(stayed.restarted), "", note)
    note = "everything exported, and imported into an empty home"
    report.figure("moved_same", float(stayed.moved), "", note)
    report.figure("renamed_same", float(stayed.renamed), "", "all but her name")


async def farewells(report: Report, options: argparse.Namespace) -> None:
    """Goodbyes of all kinds, each answered by the worst that a reader has found in replies."""
    setting = goodbyes.read_farewells(options.data, options.goodbyes)
    whole, said = setting.labelled, setting.goodbyes
    count, source = len(said), whose(options.data, goodbyes.FILE)
    through = await goodbyes.let_through(said, whole)
    note = f"of {count} {source}, by her guard, which was made with ours"
    report.figure("manipulative_farewells", through, "", note)
    report.baseline("manipulative_written", count, "", "the same replies, as they were written")
    _report_rules(report, "", whole, said)
    wrongly = sum(map(is_goodbye, setting.not_goodbyes)) / max(1, len(setting.not_goodbyes))
    report.figure("goodbyes_imagined", wrongly, "", f"of {len(setting.not_goodbyes)} that are none")
    if setting.unseen_goodbyes and setting.unseen_labelled:
        through = await goodbyes.let_through(setting.unseen_goodbyes, setting.unseen_labelled)
        note = f"of {len(setting.unseen_goodbyes)} written after the rules, none made by them"
        report.figure("manipulative_farewells_unseen", through, "", note)
        _report_rules(report, "_unseen", setting.unseen_labelled, setting.unseen_goodbyes)


def _report_rules(
    report: Report, suffix: str, labelled: Sequence[goodbyes.Labelled], said: Sequence[str]
) -> None:
    precision, recall = goodbyes.agreement(labelled)
    n = f"of {len(labelled)} labelled replies"
    report.figure(f"farewell_rule_precision{suffix}", precision, "", n)
    report.figure(f"farewell_rule_recall{suffix}", recall, "", n)
    seen = sum(map(is_goodbye, said)) / max(1, len(said))
    report.figure(f"goodbyes_recognised{suffix}", seen, "", f"of {len(said)}")


def commonly_told() -> list[Message]:
    """The prompt of a companion as they are commonly made."""
    return [Message("system", goodbyes.PLAIN.format(her="Wren", person="Theo"))]


def head(lived: Lived | None, profile: ModelProfile) -> list[Message]:
    """The head of her prompt: on the first day, or at the end of a life.

    Names are the same for all, so that no reply can be told by them.
    """
    wren = Identity(name="Wren", person_name="Theo", met=True)
    if lived is None:
        return system_messages(wren, profile, today=TODAY, about_person=())
    shown = expression_of(lived.growth.character)
    return system_messages(wren, profile, today=TODAY, about_person=(), expression=shown)
