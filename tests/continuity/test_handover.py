"""A sealed file is asked first whether it is a handover, however large it is."""

import io
import zipfile
from pathlib import Path

import pytest

from anima.continuity import age
from anima.continuity.age import CHUNK, SealedReader, SealingWriter
from anima.continuity.archive import MANIFEST, README
from anima.continuity.handover import (
    HANDOVER,
    LONGEST_TOLD,
    Handover,
    Her,
    Told,
    handover_of,
    read_handover,
    write_handover,
)
from anima.values import ArchiveError, SystemClock


@pytest.fixture(autouse=True)
def cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    """The cost of a guess is no matter here."""
    monkeypatch.setattr(age, "WORK_FACTOR", 2)


def test_a_handover_that_nobody_could_read_is_not_made() -> None:
    her = Her(name="Wren", voice="bf_emma", traits={})
    text = "ñ" * LONGEST_TOLD
    told = tuple(Told(at=SystemClock().now(), kind="moment", text=text) for _ in range(2200))
    with pytest.raises(ArchiveError, match="more than a handover holds"):
        handover_of(lambda: Handover(her=her, told=told))
    few = Handover(her=her, told=told[:10])
    assert handover_of(lambda: few) is few


def sealed(target: Path, parts: dict[str, bytes]) -> None:
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w") as out:
        for name, content in parts.items():
            out.writestr(name, content)
    with target.open("wb") as file, SealingWriter(file, "open sesame") as writer:
        writer.write(whole.getvalue())


def test_an_archive_with_many_sounds_is_no_damaged_handover(tmp_path: Path) -> None:
    file = tmp_path / "life.anima"
    sounds = {f"sound/01890a5d-ac96-774b-bcce-{n:012d}.opus": b"" for n in range(1000)}
    sealed(file, {"manifest.json": b"{}", **sounds})
    assert file.stat().st_size > CHUNK
    assert read_handover(file, "open sesame") is None


def test_a_handover_is_read_wherever_its_pieces_end(tmp_path: Path) -> None:
    """Each byte of its directory, and of what stands before it, is once the first of a piece."""
    file = tmp_path / "wren.anima"
    given = Handover(
        her=Her(name="Wren", voice="bf_emma", traits={}),
        told=(Told(at=SystemClock().now(), kind="moment", text="I grow lemons."),),
    )
    write_handover(file, given, "open sesame", made_by="0", made_at=SystemClock().now())
    plain = SealedReader(io.BytesIO(file.read_bytes()), "open sesame").readall()
    with zipfile.ZipFile(io.BytesIO(plain)) as there:
        parts = {name: there.read(name) for name in (HANDOVER, MANIFEST)}
    sealed(file, {README: b"", **parts})
    for padding in range(CHUNK - file.stat().st_size, CHUNK):
        sealed(file, {README: b" " * padding, **parts})
        assert read_handover(file, "open sesame") == given, padding
