"""The bench of turn taking: labelled silences, replayed to the engine in virtual time."""

import csv
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from scripted_voice import ScriptedActivity, ScriptedEars, ScriptedMouth, ScriptedSpeech

from anima.voice import INPUT_RATE, Samples, SpeechModels, Transcript, write_wav
from anima.voice.manner import Patience
from bench.voice_parts.silences import Decision, Replay
from bench.voice_parts.turn_cases import Case, is_whole, recorded
from bench.voice_parts.turns import cut_in_rate, late_rate

NOTHING = np.zeros(0, np.float32)


class QuickEars(ScriptedEars):
    """The replay charges for the models; nothing is to be charged twice."""

    async def transcribe(self, samples: Samples) -> Transcript:
        return Transcript(" ".join(self.speech.read(samples)))


def replay(cases: Sequence[tuple[str, float | None]]) -> Replay:
    speech = ScriptedSpeech()
    ears = QuickEars(speech)
    models = SpeechModels(ears, ScriptedMouth(), ears, ScriptedActivity)
    found = [
        Case("said", text, speech.sound(text, 1.0), NOTHING, pause, speech.sound("more", 0.4))
        for text, pause in cases
    ]
    return Replay(models, found, seed=1)


def test_she_decides_as_in_a_conversation() -> None:
    silences = replay([("It rains.", None), ("What I mean,", 1.0), ("I see.", 0.9)])
    finished, pausing, misleading = silences.engine(Patience())
    assert finished.delay is not None and 0.4 < finished.delay < 0.6
    assert finished.heard == "It rains."
    assert not pausing.cuts_in
    assert misleading.cuts_in


def test_patience_has_its_price() -> None:
    silences = replay([("It rains.", None), ("I see.", 0.9)])
    quick, slow = silences.engine(Patience(0.5)), silences.engine(Patience(3.0))
    assert (cut_in_rate(quick), late_rate(quick)) == (1.0, 0.0)
    assert cut_in_rate(slow) == 0.0
    assert slow[0].delay is not None and slow[0].delay > 0.8


def test_a_fixed_silence_cuts_in_on_every_longer_pause() -> None:
    silences = replay([("It rains.", None), ("What I mean,", 0.4), ("I mean,", 0.9)])
    end, short, long = silences.timeout(0.5)
    assert end.delay == pytest.approx(0.5, abs=0.05)
    assert not short.cuts_in and long.cuts_in


def test_smart_turn_alone_decides_by_the_melody_and_gives_up_late() -> None:
    silences = replay([("It rains.", None), ("What I mean,", 0.9), ("Well,", None)])
    end, pause, late = silences.smart_turn(0.5)
    assert end.delay == pytest.approx(0.3, abs=0.05)
    assert not pause.cuts_in
    assert late.is_late and late.delay is not None and late.delay >= 3


def test_nobody_is_late_where_nobody_has_finished() -> None:
    case = Case("cut", "x", NOTHING, NOTHING, 0.5, NOTHING)
    assert not Decision(case, None).is_late
    assert late_rate([Decision(case, None)]) == 0.0
    assert cut_in_rate([]) == 0.0


@pytest.mark.parametrize(
    ("transcript", "whole"),
    [
        ("It rains.", True),
        ('He said "no."', True),
        ("ten of clubs", True),
        ("and it was natural, therefore", False),
        ('this has been called "missal type,"', False),
    ],
)
def test_a_transcript_says_whether_its_recording_ends_a_sentence(
    transcript: str, whole: bool
) -> None:
    assert is_whole(transcript) is whole


class OneWord:
    """In the place of Whisper, for a recording whose words do not matter here."""

    def transcribe(self, *_: object, **__: object) -> tuple[list[object], None]:
        return [], None


def test_silences_are_found_in_a_folder_of_recordings(tmp_path: Path) -> None:
    speech = ScriptedSpeech()
    gap = np.zeros(round(0.6 * INPUT_RATE), np.float32)
    talk = np.concatenate((speech.sound("one", 1.0), gap, speech.sound("two", 1.0), gap))
    write_wav(tmp_path / "one.wav", talk, INPUT_RATE)
    write_wav(tmp_path / "two.wav", talk, INPUT_RATE)
    turns = "SPEAKER two 1 {} 1.0 <NA> <NA> {} <NA>\n"
    (tmp_path / "two.rttm").write_text(turns.format(0.0, "ann") + turns.format(1.6, "bob"))
    with (tmp_path / "manifest.csv").open("w", newline="") as file:
        rows = csv.DictWriter(file, ("file", "transcript", "kind"))
        rows.writeheader()
        rows.writerow({"file": "one.wav", "transcript": "One, two.", "kind": "read"})
        rows.writerow({"file": "two.wav", "transcript": "", "kind": "interruption"})
    activity = ScriptedActivity()
    cases = recorded(tmp_path, activity, OneWord(), seed=1)  # pyright: ignore[reportArgumentType]
    assert [(case.kind, case.finished) for case in cases] == [
        ("end", True),
        ("pause", False),
        ("turn", True),
    ]
    assert cases[1].pause_seconds == pytest.approx(0.6, abs=0.05)
