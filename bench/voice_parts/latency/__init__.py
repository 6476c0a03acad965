"""How soon she answers, from the true end of the person's speech to her first sound in the page.

All is included: judging that the person has finished, the network on loopback, the page's player.
Beside it, in the same run: pipecat's default pipeline with the same weights, a plain sequential
one, and herself without making replies ahead.
"""

import tempfile
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from anima.app import running
from anima.settings import load_settings
from bench.report import Report, median, p90
from bench.talk import meet
from bench.voice_parts.latency.hers import Turn, mean_cpu_seconds, turns
from bench.voice_parts.latency.person import WAIT_SECONDS
from bench.voice_parts.latency.said import Said, everything
from bench.voice_parts.options import Options, spread

MOST_TURNS = 42
"""A turn takes ten seconds, and the whole bench has other parts."""

LATE_MS = 1500.0
"""What nobody should wait for."""

BASELINE_SHARE = 3
"""One of so many turns is also said to the others, and to herself without what is made ahead."""


async def measure(report: Report, options: Options) -> None:
    """Say everything to her, some of it to the others, and add the figures."""
    # Other people's engines are heavy, and parts of this are used where they must not weigh.
    from bench.voice_parts.latency import others

    with tempfile.TemporaryDirectory() as folder:
        settings = replace(load_settings(), home=Path(folder))
        trials = min(MOST_TURNS, options.trials)
        said = await everything(options.data, settings, trials, options.seed)
        some = shared(said, trials // BASELINE_SHARE)
        async with running(settings, voice=False) as anima, anima.conversation() as conversation:
            await meet(anima, conversation)
        found = await turns(said, settings.home)
        _report_hers(report, found)
        without = await turns(some, settings.home, {"ANIMA_AHEAD": "no", "ANIMA_OPENINGS": "no"})
        _report_ahead(report, found, without, some)
        same = median(_sounds([turn for turn in found if turn.said in some]))
        recorded = sum(each.recorded for each in some)
        note = f"the {len(some)} turns that the others hear too, {recorded} of them recordings"
        report.figure("latency_same_ms_median", same, "ms", note)
        async with others.language_model(settings) as runtime:
            if plain := await others.plain_ms(some, settings, runtime):
                report.baseline("plain_ms_median", median(plain), "ms", "0.5 s, then one by one")
                ratio = median(plain) / same
                report.figure("ratio_to_plain", ratio, "", "plain over ours, same turns")
            pipecat = await others.pipecat_ms(some, settings, runtime)
    if pipecat:  # of a folder in which it cut in everywhere there is nothing to compare
        report.baseline("pipecat_ms_median", median(pipecat), "ms", f"{len(pipecat)} turns")
        report.baseline("pipecat_ms_p90", p90(pipecat), "ms")
        ratio = median(pipecat) / same
        report.figure("ratio_to_pipecat", ratio, "", "pipecat over ours, same turns")


def shared(said: Sequence[Said], most: int) -> list[Said]:
    """What is also said to the others: recordings and dialogues as they are in all of it."""
    most = max(2, most)
    kinds = [[each for each in said if each.recorded is kind] for kind in (True, False)]
    some = [
        each
        for kind in kinds
        if kind
        for each in spread(kind, max(1, round(most * len(kind) / len(said))))
    ]
    return [each for each in said if each in some]


def _report_hers(report: Report, found: Sequence[Turn]) -> None:
    sounds = _sounds(found)
    recorded = [turn for turn in found if turn.said.recorded]
    silent = sum(turn.first_sound_ms is None and not turn.cut_in for turn in found)
    kinds = f"{len(recorded)} recordings, {len(found) - len(recorded)} lines of dialogues"
    note = f"true end of speech to first sound; {len(sounds)} of {len(found)} turns: {kinds}"
    report.figure("latency_ms_median", median(sounds), "ms", note)
    report.figure("latency_ms_p90", p90(sounds), "ms")
    if real := _sounds(recorded):
        report.figure("latency_recorded_ms_median", median(real), "ms", f"{len(real)} recordings")
    report.figure("unanswered", silent, "", f"turns without a sound in {WAIT_SECONDS:.0f} s")
    late = sum(sound > LATE_MS for sound in sounds) + silent
    note = f"first sounds later than {LATE_MS / 1000:.1f} s, or none"
    report.figure("late_sound_rate", late / len(found), "", note)
    if words := [turn.words_ms for turn in found if turn.words_ms is not None]:
        note = "to the first words beyond an opening"
        report.figure("words_ms_median", median(words), "ms", note)
        report.figure("words_ms_p90", p90(words), "ms")
    opened = sum(bool(turn.opening) for turn in found) / len(found)
    report.figure("opening_rate", opened, "", 'replies that began with "Hm," or the like')
    report.figure("cut_ins", sum(turn.cut_in for turn in found), "", "turns begun before the end")
    for turn in found:
        shown = {name: round(at) for name, at in turn.moments.items()}
        sound = -1 if turn.first_sound_ms is None else turn.first_sound_ms
        words_ms = -1 if turn.words_ms is None else turn.words_ms
        name = turn.said.name[:30]
        print(f"  {name:30} {sound:6.0f} {words_ms:6.0f} {turn.opening:6} {shown}")


def _report_ahead(
    report: Report, found: Sequence[Turn], without: Sequence[Turn], some: Sequence[Said]
) -> None:
    hits = [turn for turn in found if turn.hit]
    if quick := _sounds(hits):
        report.figure("speculative_ms_median", median(quick), "ms", "turns made ahead")
    report.figure("speculative_hit_rate", len(hits) / len(found), "", "turns made ahead")
    if slow := _sounds(without):
        note = "herself, nothing made ahead"
        report.baseline("without_ahead_ms_median", median(slow), "ms", note)
    same = [turn for turn in found if turn.said in some]
    waste = mean_cpu_seconds(same) - mean_cpu_seconds(without)
    report.figure("cpu_s_per_turn", mean_cpu_seconds(same), "s", "all of her processes")
    report.figure("speculation_cpu_s_per_turn", waste, "s", "more than without, the same turns")


def _sounds(found: Sequence[Turn]) -> list[float]:
    return [turn.first_sound_ms for turn in found if turn.first_sound_ms is not None]
