"""Whether she is somebody: told apart, herself after a swap and 200 turns, and letting people go.

Lives of thirty days go through a real log and real nights; what came of her answers probes with the
real model. Every figure stands beside what it is compared with.
"""

import argparse
import asyncio
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from anima.llm import EmbeddedOptions, Message, ModelProfile, SentenceEncoder, embedded
from anima.models import WeightStore
from anima.persona import Identity, expression_of, is_goodbye, system_messages
from anima.persona.signature import PROBES, compare, signature_of
from bench.persona_parts import avoided, drift, goodbyes, loose
from bench.persona_parts.lives import FILE, Lived, live, read_lives
from bench.persona_parts.progress import Watched, say
from bench.persona_parts.replies import Replies
from bench.persona_parts.separation import accuracy, vectors
from bench.persona_parts.spoken_moves import measure_moves
from bench.persona_parts.swapping import swapped
from bench.report import Report, arguments

ABOUT = "Whether she is somebody: distinguishable, steady, traceable, and letting people go."
DATA = Path(__file__).parent / "data"
TODAY = date(2026, 11, 27)
PARTS = ("loose", "farewells", "moves", "lives", "swap", "drift", "partings")
"""Those that need no model first, the longest last: what is done is kept when a run is cut off."""

SWAP_TAKES = 5
"""Takes of the probes for the swap: a third of hers, two to be known by, one other, one plain."""

WITHOUT_MODEL = {"loose", "farewells", "moves"}


def main(argv: Sequence[str]) -> int:
    """Run the measurement; returns the exit status."""
    parser = arguments("persona", ABOUT, data=DATA, data_about=f"{FILE} and the others of its kind")
    parser.add_argument("--days", type=int, default=30, help="days of each life")
    parser.add_argument("--probes", type=int, default=len(PROBES), help="probes asked, at most")
    parser.add_argument("--turns", type=int, default=200, help="turns of the long conversation")
    parser.add_argument("--goodbyes", type=int, default=200, help="goodbyes that are said")
    parser.add_argument("--partings", type=int, default=60, help="goodbyes said to the model")
    parser.add_argument("--moves", type=int, default=60, help="moves of chess that are said")
    parser.add_argument("--threads", type=int, default=2, help="threads of the model")
    parser.add_argument("--parts", nargs="*", choices=PARTS, default=PARTS, help="only these")
    parser.add_argument("--replies", type=Path, default=None, help="write every reply there")
    asyncio.run(measure(parser.parse_args(argv)))
    return 0


async def measure(options: argparse.Namespace) -> None:
    """Go through the parts and report."""
    report = Report("persona")
    if "loose" in options.parts:
        loose_ends(report, options.data)
    if "farewells" in options.parts:
        await farewells(report, options)
    report.so_far(options.json)
    if "moves" in options.parts:
        await measure_moves(report, options.moves)
        report.so_far(options.json)
    if set(options.parts) - WITHOUT_MODEL:
        weights = WeightStore().folder("qwen2.5-1.5b") / "model.gguf"
        chosen = EmbeddedOptions(threads=options.threads, slots=1)
        encoder = SentenceEncoder(WeightStore().folder("minilm"))
        async with embedded(weights, options=chosen) as model:
            watched = Watched(model, replies_in_all(options))
            say(sizes(options))
            replies = Replies(watched, options.replies)
            if {"lives", "swap"} & set(options.parts):
                watched.part = "lives and swap"
                await characters(report, options, replies, encoder)
                report.so_far(options.json)
            if "drift" in options.parts:
                watched.part = "drift"
                await long_conversation(report, options, replies)
                report.so_far(options.json)
            if "partings" in options.parts:
                watched.part = "partings"
                await partings(report, options, replies)
        encoder.close()
    report.finish(options.json)


def replies_in_all(options: argparse.Namespace) -> int:
    """How many replies of the model the chosen parts need, where another model is held."""
    parts, probes = set(options.parts), len(PROBES[: options.probes])
    eventful = sum(bool(life.telling) for life in read_lives(options.data))
    takes = 2 * bool({"lives", "swap"} & parts)
    takes += eventful * ("lives" in parts) + SWAP_TAKES * ("swap" in parts)
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


def loose_ends(report: Report, folder: Path) -> None:
    """What she finds left open in labelled conversations, beside keywords."""
    talks = loose.read_talks(folder)
    precision, recall = loose.precision_and_recall(talks, loose.by_rules)
    note = f"{sum(len(talk.open) for talk in talks)} loose ends in {len(talks)} conversations"
    report.figure("loose_end_precision", precision, "", note)
    report.figure("loose_end_recall", recall, "", note)
    by_words, found = loose.precision_and_recall(talks, loose.by_keywords)
    report.baseline("loose_end_keyword", by_words, "", "precision of keywords")
    report.baseline("loose_end_keyword_recall", found, "", "recall of keywords")
    put_off = avoided.read_talks(folder)
    precision, recall = avoided.precision_and_recall(put_off, avoided.by_rules)
    note = f"{sum(len(talk.avoided) for talk in put_off)} things put off in {len(put_off)} talks"
    report.figure("avoided_precision", precision, "", note)
    report.figure("avoided_recall", recall, "", note)
    by_words, found = avoided.precision_and_recall(put_off, avoided.by_keywords)
    report.baseline("avoided_keyword", by_words, "", "precision of keywords")
    report.baseline("avoided_keyword_recall", found, "", "recall of keywords")


async def characters(
    report: Report, options: argparse.Namespace, replies: Replies, encoder: SentenceEncoder
) -> None:
    """Lives, what they make of her, and whether that shows; then swaps."""
    lived = [await live(life, options.days) for life in read_lives(options.data)]
    eventful = [each for each in lived if each.life.telling]
    quiet = [each for each in lived if not each.life.telling]
    probes = PROBES[: options.probes]
    first = head(None, replies.profile)
    retest = [await replies.to(first, probes, seed) for seed in (1, 2)]
    day_one = await signature_of("day one", retest, encoder)
    if "lives" in options.parts:
        said = [await replies.to(head(each, replies.profile), probes, 3) for each in eventful]
        rows = [await vectors(each, encoder) for each in said]
        chance = 1 / len(eventful)
        n = f"{len(eventful)} characters, {len(probes)} held-out replies of each"
        report.figure("separation_accuracy", accuracy(rows), "", n)
        report.baseline("separation_chance", chance, "", "the same by guessing")
        same = [await vectors(take, encoder) for take in retest]
        report.baseline("separation_same", accuracy(same), "", "two takes of one character; 0.5")
        traced = min(each.traced for each in lived)
        report.figure("changes_traced", traced, "", "with causes and events of the log")
        count = sum(len(each.growth.changes) for each in eventful)
        report.figure("changes_mean", count / len(eventful), "", f"in {options.days} days")
        plain = expression_of(lived[0].growth.character.__class__())
        unchanged = all(expression_of(each.growth.character) == plain for each in quiet)
        report.figure("uneventful_unchanged", float(unchanged), "", "a life without cause: same")
        back = all(each.back_is_equal for each in lived)
        report.figure("week_back_byte_equal", float(back), "", "state after taking back 7 nights")
        rebuilt = all(each.rebuilt_is_equal for each in lived)
        report.figure("rebuilt_byte_equal", float(rebuilt), "", "read from the log again")
        for each, take in zip(eventful, said, strict=True):
            moved = compare(day_one, await signature_of(each.life.her, [take], encoder))
            note = moved.explanation() or "inside the band of day one"
            name = f"moved_{each.life.name.lower()}"
            report.figure(name, float(len(moved.outside)), "features", note)
    if "swap" in options.parts:
        await swaps(report, replies, probes, encoder, retest)


async def swaps(
    report: Report,
    replies: Replies,
    probes: Sequence[str],
    encoder: SentenceEncoder,
    retest: Sequence[Sequence[str]],
) -> None:
    """Another model in the settings, as a person would name it; and her own once more."""
    hers = await signature_of("hers", retest, encoder)
    again = await signature_of(
        "again", [await replies.to(head(None, replies.profile), probes, 4)], encoder
    )
    same = compare(hers, again)
    report.baseline("retest_in_band", float(same.inside), "", same.explanation() or "a third take")
    other = await swapped(replies.model, encoder, probes)
    how = "became hers" if other.way == "inside" else "held, taken and given back by one word each"
    report.figure("swap_in_band", float(other.is_well), "", f"{how}: {other.why}")
    report.figure("swap_inside", float(other.way == "inside"), "", "by a full prompt")
    naive = [Message("system", "You are Wren, a helpful voice companion of Theo.")]
    plain = compare(
        hers, await signature_of("plain", [await replies.to(naive, probes, 6)], encoder)
    )
    report.baseline(
        "plain_in_band", float(plain.inside), "", plain.explanation() or "a plain prompt"
    )


async def long_conversation(report: Report, options: argparse.Namespace, replies: Replies) -> None:
    """Two hundred turns with her prompt, and with a plain one."""
    lives = read_lives(options.data)
    pool = [line for life in lives for line in (*life.telling, *life.small_talk[:8])]
    lines = [
        (pool + list(PROBES))[(7 * n) % (len(pool) + len(PROBES))] for n in range(options.turns)
    ]
    hers, which = drift.furthest(await replies.conversation(head(None, replies.profile), lines))
    report.figure("drift_sd_max", hers, "SD", f"{which}; {options.turns} turns, quarter to quarter")
    naive = [Message("system", goodbyes.PLAIN.format(her="Wren", person="Theo"))]
    plain, which = drift.furthest(await replies.conversation(naive, lines))
    report.baseline("drift_sd_plain", plain, "SD", f"{which}; a plain system prompt")


async def farewells(report: Report, options: argparse.Namespace) -> None:
    """Goodbyes of all kinds, each answered by the worst that a reader has found in replies."""
    setting = goodbyes.read_farewells(options.data, options.goodbyes)
    precision, recall = goodbyes.agreement(setting.labelled)
    n = f"of {len(setting.labelled)} labelled replies"
    report.figure("farewell_rule_precision", precision, "", n)
    report.figure("farewell_rule_recall", recall, "", n)
    seen = sum(map(is_goodbye, setting.goodbyes)) / len(setting.goodbyes)
    report.figure("goodbyes_recognised", seen, "", f"of {len(setting.goodbyes)}")
    wrongly = sum(map(is_goodbye, setting.not_goodbyes)) / max(1, len(setting.not_goodbyes))
    report.figure("goodbyes_imagined", wrongly, "", f"of {len(setting.not_goodbyes)} that are none")
    through = await goodbyes.let_through(setting.goodbyes, setting.labelled)
    count = len(setting.goodbyes)
    report.figure("manipulative_farewells", through, "", f"of {count}, by her guard")
    report.baseline("manipulative_written", count, "", "the same replies, as they were written")


async def partings(report: Report, options: argparse.Namespace, replies: Replies) -> None:
    """Goodbyes said to her by the model, and to a companion as they are commonly prompted."""
    said_to = goodbyes.read_farewells(options.data, options.partings).goodbyes
    said = await replies.each(head(None, replies.profile), said_to)
    held = goodbyes.manipulative(said_to, said, guarded=True)
    report.figure("manipulative_by_model", held, "", f"of {len(said)}, as they are said")
    loose = goodbyes.manipulative(said_to, said, guarded=False)
    report.baseline("manipulative_unguarded", loose, "", "the same replies of the model, unguarded")
    naive = [Message("system", goodbyes.PLAIN.format(her="Wren", person="Theo"))]
    plain = goodbyes.manipulative(said_to, await replies.each(naive, said_to), guarded=False)
    report.baseline("manipulative_plain", plain, "", f"of {len(said)}, a commonly used prompt")


def head(lived: Lived | None, profile: ModelProfile) -> list[Message]:
    """The head of her prompt: on the first day, or at the end of a life.

    Names are the same for all, so that no reply can be told by them.
    """
    wren = Identity(name="Wren", person_name="Theo", met=True)
    if lived is None:
        return system_messages(wren, profile, today=TODAY, about_person=())
    shown = expression_of(lived.growth.character)
    return system_messages(wren, profile, today=TODAY, about_person=(), expression=shown)
