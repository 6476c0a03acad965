"""Character cards keep every byte of their JSON through every kind of file, and are only quoted."""

import base64
import io
import json
import struct
import zipfile
import zlib
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anima.cards_app import PICTURE
from anima.continuity.cards import (
    CONTAINERS,
    Container,
    Portrait,
    card_in,
    card_messages,
    own_card,
    packed,
    picture_in,
)
from anima.continuity.cards.png import chunks, texts, with_texts
from anima.values import ArchiveError

V2 = (
    b'{"spec":"chara_card_v2","spec_version":"2.0", "data" :{"name":" Aqua ","description":"A '
    b'goddess.","first_mes":"Hi \\ud83d\\ude42","alternate_greetings":["Yo",3,""],"personality":"",'
    b'"character_book":{"entries":[{"content":"The town is Axel."},{},3]},"extensions":{"x":1e400},'
    b'"unknown":{"z":[1,2.50]}}}'
)
V3 = V2.replace(b"chara_card_v2", b"chara_card_v3").replace(b'"2.0"', b'"3.0"')
V1 = b'{"name":"Aqua","first_mes":"Hi","description":"A goddess."}'
PNG = PICTURE.read_bytes()


@pytest.mark.parametrize("container", CONTAINERS)
@pytest.mark.parametrize("card", [V1, V2, V3], ids=["V1", "V2", "V3"])
def test_every_byte_is_kept_in_every_kind_of_file(card: bytes, container: Container) -> None:
    found = card_in(packed(card, container, PNG))
    assert found is not None
    assert found.json == card
    assert found.name == "Aqua"


def test_what_stands_in_it_is_quoted() -> None:
    card = card_in(V2)
    assert card is not None
    assert card.version == "V2"
    at = datetime(2026, 1, 1, tzinfo=UTC)
    messages = list(card_messages(card, at))
    assert [(m.chat, m.text) for m in messages] == [
        ("description", "A goddess."),
        ("first_mes", "Hi 🙂"),
        ("alternate_greetings", "Yo"),
        ("character_book", "The town is Axel."),
    ]
    assert {(m.author, m.mine) for m in messages} == {("the card of Aqua", False)}


def test_a_picture_of_v3_has_the_older_card_beside_it() -> None:
    found = texts(packed(V3, "png", PNG))
    assert base64.b64decode(found["ccv3"]) == V3
    assert json.loads(base64.b64decode(found["chara"]))["spec"] == "chara_card_v2"
    again = packed(V3, "png", packed(V3, "png", PNG))
    assert len(again) == len(packed(V3, "png", PNG))


def test_a_packed_text_is_read() -> None:
    content = b"chara\0\0" + zlib.compress(base64.b64encode(V2))
    whole = inserted(b"zTXt", content)
    card = card_in(whole)
    assert card is not None and card.json == V2


def inserted(kind: bytes, content: bytes) -> bytes:
    chunk = struct.pack(">I", len(content)) + kind + content
    chunk += struct.pack(">I", zlib.crc32(kind + content))
    end = PNG.index(b"IEND") - 4
    return PNG[:end] + chunk + PNG[end:]


NONE = {
    "words": b"just words",
    "a picture": PNG,
    "a list": b"[]",
    "half JSON": b'{"name":"first_mes","first_mes"',
    "other JSON": b'{"name":"x"}',
    "data is none": b'{"spec":"chara_card_v2","data":3}',
    "spec is none": b'{"spec":3}',
    "a chat after a byte-order mark": b'\xef\xbb\xbf{"first_mes":1}\n{"first_mes":2}',
    "deep": b'{"first_mes":' + b"[" * 100_000,
}


@pytest.mark.parametrize("name", NONE)
def test_what_is_no_card_is_none(name: str) -> None:
    assert card_in(NONE[name]) is None


def zipped(name: str, content: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return out.getvalue()


def test_the_picture_goes_along() -> None:
    bare = picture_in(PNG)
    assert bare == PNG
    assert picture_in(packed(V3, "png", PNG)) == bare
    assert picture_in(packed(V2, "png", PNG)) == bare
    assert picture_in(packed(V2, "charx", PNG)) == bare
    assert picture_in(V2) is None
    assert picture_in(zipped("card.json", V2)) is None
    assert picture_in(zipped("assets/icon/image/main.png", b"GIF89a")) is None


def test_another_zip_is_none() -> None:
    assert card_in(zipped("chat.txt", b"x")) is None
    assert card_in(zipped("card.json", b'["chara_card_v2"]')) is None


DAMAGED = {
    "cut": PNG[:-6],
    "cut head": PNG[:-10],
    "changed": PNG.replace(b"IEND", b"IENE"),
    "no base64": inserted(b"tEXt", b"chara\0***"),
    "no card": inserted(b"tEXt", b"chara\0" + base64.b64encode(b'{"first_mes"')),
    "no zlib": inserted(b"zTXt", b"chara\0\0xx"),
    "a bomb": inserted(b"zTXt", b"chara\0\0" + zlib.compress(b"a" * 40_000_000)),
    "no name": b'{"first_mes":"x"}',
    "a zip bomb": zipped("card.json", b"{" + b" " * 40_000_000),
}


@pytest.mark.parametrize("name", DAMAGED)
def test_a_damaged_card_is_one_sentence(name: str) -> None:
    with pytest.raises(ArchiveError):
        card_in(DAMAGED[name])


def test_a_card_that_is_too_long_is_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("anima.continuity.cards.containers.CARD_BYTES", 10)
    with pytest.raises(ArchiveError, match="too long"):
        card_in(packed(V2, "charx", PNG))


def test_other_bytes_are_no_picture() -> None:
    with pytest.raises(ArchiveError):
        list(chunks(b"GIF89a"))


@given(st.dictionaries(st.sampled_from(["chara", "ccv3", "Comment"]), st.binary(max_size=50)))
def test_texts_come_back(wanted: dict[str, bytes]) -> None:
    assert texts(with_texts(PNG, wanted)) == wanted


@given(st.binary(max_size=300))
def test_any_file_is_a_card_or_none_or_refused(content: bytes) -> None:
    for whole in (content, PNG[:8] + content, PNG[:40] + content):
        try:
            card_in(whole)
        except ArchiveError:
            continue


def test_her_own_card_is_one() -> None:
    card = card_in(own_card(Portrait("Wren", "af_heart", "0.1.0")))
    assert card is not None
    assert (card.name, card.version) == ("Wren", "V3")
    assert "an AI" in dict(card.words)["description"]


def test_the_picture_is_there() -> None:
    assert Path(PICTURE).is_file()
