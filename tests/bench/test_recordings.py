"""A folder of recordings is used as far as it can be, and says what is left out."""

from pathlib import Path

import numpy as np
import pytest

from anima.voice import write_wav
from bench.recordings import load_clips, rows
from bench.voice_parts.names import recordings

TONE = (0.1 * np.sin(np.arange(16_000) / 8)).astype(np.float32)


def folder_of(folder: Path, manifest: str, *, encoding: str = "utf-8") -> Path:
    (folder / "manifest.csv").write_text(manifest, encoding=encoding)
    for name in ("one.wav", "two.wav"):
        write_wav(folder / name, TONE, 16_000)
    (folder / "broken.wav").write_bytes(b"RIFF nothing")
    return folder


def test_what_cannot_be_read_is_named_and_the_rest_is_used(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    manifest = "file,transcript\none.wav,One.\nbroken.wav,Two.\nnot there.wav,Three.\ntwo.wav\n"
    folder = folder_of(tmp_path, manifest, encoding="utf-8-sig")
    assert [(clip.name, clip.transcript) for clip in load_clips(folder)] == [("one.wav", "One.")]
    told = capsys.readouterr().out
    assert "broken.wav" in told and "not there.wav" in told
    assert len(rows(folder)) == 4


@pytest.mark.parametrize("manifest", ["file,transcript\none.wav,\n", "file\none.wav\n"])
def test_nothing_to_measure_is_said_and_is_no_good_figure(tmp_path: Path, manifest: str) -> None:
    with pytest.raises(ValueError, match="no recording with a transcript"):
        load_clips(folder_of(tmp_path, manifest))


def test_a_folder_without_recordings_is_named(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"no manifest\.csv"):
        rows(tmp_path)
    (tmp_path / "manifest.csv").write_text("file,transcript\n")
    with pytest.raises(ValueError, match="names no file"):
        rows(tmp_path)


def test_names_are_what_has_a_capital_inside_a_sentence(tmp_path: Path) -> None:
    lines = (
        '"There was a young man. What he said to Agata, Rui and the Gutenberg"',
        "HE HOPED THERE WOULD BE STEW",
    )
    manifest = f"file,transcript\none.wav,{lines[0]}\ntwo.wav,{lines[1]}\n"
    found = [case.names for case in recordings(folder_of(tmp_path, manifest))]
    assert found == [("Agata", "Rui", "Gutenberg"), ()]
