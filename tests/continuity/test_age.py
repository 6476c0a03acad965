"""Sealed files: other programs read them, ours reads theirs, and nothing can be changed in one."""

import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyrage import passphrase  # pyright: ignore[reportAttributeAccessIssue]  # compiled, untyped

from anima.continuity import age
from anima.continuity.age import CHUNK, SealedReader, SealingWriter, is_sealed
from anima.values import ArchiveError, WrongKeyError


@pytest.fixture(autouse=True)
def cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    """The cost of a guess is no matter here."""
    monkeypatch.setattr(age, "WORK_FACTOR", 2)


def sealed(plain: bytes, *, step: int = 50_000) -> bytes:
    target = io.BytesIO()
    with SealingWriter(target, "open sesame") as writer:
        assert writer.writable()
        for begin in range(0, len(plain), step):
            writer.write(memoryview(plain)[begin : begin + step])
    writer.close()
    return target.getvalue()


SIZES = (0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 2 * CHUNK, 3 * CHUNK + 17)


@pytest.mark.parametrize("size", SIZES)
def test_another_program_opens_what_is_sealed_here(size: int) -> None:
    plain = bytes(n % 251 for n in range(size))
    assert passphrase.decrypt(sealed(plain), "open sesame") == plain


@pytest.mark.slow  # the other program makes a guess cost a second
def test_what_another_program_sealed_is_read_here() -> None:
    plain = bytes(n % 251 for n in range(SIZES[-1]))
    file = io.BytesIO(passphrase.encrypt(plain, "open sesame"))
    assert is_sealed(file)
    assert SealedReader(file, "open sesame").read() == plain


@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 200_000), st.integers(0, 70_000)), max_size=8))
def test_any_part_can_be_read(jumps: list[tuple[int, int]]) -> None:
    plain = bytes(n % 253 for n in range(150_000))
    with io.BufferedReader(SealedReader(io.BytesIO(sealed(plain)), "open sesame")) as reader:
        for place, length in jumps:
            reader.seek(place)
            assert reader.read(length) == plain[place : place + length]
        assert reader.seek(-10, io.SEEK_END) == len(plain) - 10
        assert reader.seek(4, io.SEEK_CUR) == len(plain) - 6
        assert reader.read() == plain[-6:]


def test_the_reader_is_a_file() -> None:
    reader = SealedReader(io.BytesIO(sealed(b"four")), "open sesame")
    assert (reader.readable(), reader.seekable(), reader.tell()) == (True, True, 0)
    assert reader.read(0) == b""
    assert reader.read(9) == b"four"
    assert reader.tell() == 4


def test_another_passphrase_opens_nothing() -> None:
    with pytest.raises(WrongKeyError, match="passphrase"):
        SealedReader(io.BytesIO(sealed(b"words")), "open barley")


@settings(max_examples=120, deadline=None)
@given(st.data())
def test_a_changed_byte_or_a_missing_end_is_noticed(data: st.DataObject) -> None:
    plain = b"x" * (CHUNK + 1000)
    whole = sealed(plain)
    if data.draw(st.booleans()):
        damaged = whole[: data.draw(st.integers(len(age.INTRO), len(whole) - 1))]
    else:
        place = data.draw(st.integers(len(age.INTRO), len(whole) - 1))
        flip = data.draw(st.integers(1, 255))
        damaged = whole[:place] + bytes([whole[place] ^ flip]) + whole[place + 1 :]
    with pytest.raises((ArchiveError, WrongKeyError)):
        SealedReader(io.BytesIO(damaged), "open sesame").readall()


def test_a_file_that_asks_for_gigabytes_is_refused() -> None:
    whole = sealed(b"words").replace(b" 2\n", b" 30\n", 1)
    with pytest.raises(ArchiveError, match="damaged"):
        SealedReader(io.BytesIO(whole), "open sesame")


def test_a_header_made_with_the_passphrase_but_changed_after_is_refused() -> None:
    whole = sealed(b"words")
    begin = whole.index(b"--- ") + 4
    other = sealed(b"words")
    mac = other[other.index(b"--- ") + 4 :][:43]
    with pytest.raises(ArchiveError, match="damaged"):
        SealedReader(io.BytesIO(whole[:begin] + mac + whole[begin + 43 :]), "open sesame")


def test_a_payload_that_is_not_there_is_noticed() -> None:
    whole = sealed(b"")
    with pytest.raises(ArchiveError, match="cut off"):
        SealedReader(io.BytesIO(whole[:-20]), "open sesame")
