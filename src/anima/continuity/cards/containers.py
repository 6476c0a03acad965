"""The files that a card comes in. The card itself, its JSON, is kept byte for byte."""

import base64
import io
import json
import zipfile
from typing import Literal, assert_never

from anima.continuity.cards.png import SIGNATURE, damaged, texts, with_texts, without_texts
from anima.continuity.reading import explained, sizes_of
from anima.values import ArchiveError

Container = Literal["json", "png", "charx"]
CONTAINERS: tuple[Container, ...] = ("json", "png", "charx")

CARD_BYTES = 32 << 20
_INSIDE, _PICTURE = "card.json", "assets/icon/image/main.png"


def card_json(content: bytes) -> bytes | None:
    """The card in a file, byte for byte; None when the file is of another kind.

    A V3 card stands before the V2 card that a picture has beside it for older programs.
    """
    if content.startswith(SIGNATURE):
        found = texts(content)
        packed_text = found.get("ccv3") or found.get("chara")
        if packed_text is None:
            return None
        try:
            return base64.b64decode(packed_text, validate=True)
        except ValueError as error:
            raise damaged() from error
    if zipfile.is_zipfile(io.BytesIO(content)):
        return _in_zip(content, _INSIDE)
    if content.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{"):
        return content.removeprefix(b"\xef\xbb\xbf")
    return None


def packed(card: bytes, container: Container, picture: bytes) -> bytes:
    """A card's JSON in a file of another kind; the picture is for those that have one."""
    match container:
        case "json":
            return card
        case "png":
            version_3 = _is_v3(card)
            wanted = {"ccv3" if version_3 else "chara": base64.b64encode(card)}
            if version_3:
                wanted["chara"] = base64.b64encode(_as_v2(card))
            return with_texts(picture, wanted)
        case "charx":
            out = io.BytesIO()
            with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
                archive.writestr(_INSIDE, card)
                archive.writestr(_PICTURE, picture)
            return out.getvalue()
        case _:
            assert_never(container)


def picture_in(content: bytes) -> bytes | None:
    """The PNG picture of a card's file; None when it has none."""
    if content.startswith(SIGNATURE):
        return without_texts(content, ("chara", "ccv3"))
    if not zipfile.is_zipfile(io.BytesIO(content)):
        return None
    found = _in_zip(content, _PICTURE)
    return found if found and found.startswith(SIGNATURE) else None


def _in_zip(content: bytes, name: str) -> bytes | None:
    with explained(), zipfile.ZipFile(io.BytesIO(content)) as archive:
        sizes = sizes_of(archive, len(content))
        if name not in sizes:
            return None
        if sizes[name] > CARD_BYTES:
            raise ArchiveError(f"{name} in it is too long.", advice="Nothing was changed.")
        return archive.read(name)


def _is_v3(card: bytes) -> bool:
    return json.loads(card).get("spec") == "chara_card_v3"


def _as_v2(card: bytes) -> bytes:
    """The same card under the older name, for programs that know no other."""
    whole = json.loads(card)
    whole |= {"spec": "chara_card_v2", "spec_version": "2.0"}
    return json.dumps(whole, ensure_ascii=False).encode("utf-8", "surrogatepass")
