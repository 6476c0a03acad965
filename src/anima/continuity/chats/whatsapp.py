"""WhatsApp, and what writes its history the same way: text files of dated lines."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal, assert_never

from anima.continuity.chats.files import Files, lines_of
from anima.values import ArchiveError, Message

DateOrder = Literal["dmy", "mdy", "ymd"]
"""The order of day, month and year."""

_MARKS = "\u200e\u200f\u202a\u202c\ufeff"
_HALVES = r"[ap]\.? ?m\.?|上午|下午|午前|午後|오전|오후|ص|م"
_HEADER = re.compile(
    rf"^[{_MARKS}]*\[?(?P<one>\d{{1,4}})(?P<sign>[./-])\s?(?P<two>\d{{1,2}})[./-]\s?(?P<three>\d{{2,4}})\.?"
    rf",?\s+(?:(?P<before>{_HALVES})\s*)?"
    rf"(?P<hour>\d{{1,2}})[:.](?P<minute>\d{{2}})(?:[:.](?P<second>\d{{2}}))?"
    rf"(?:\s*(?P<after>{_HALVES}))?"
    r"(?:\]\s?|\s-\s|:\s)(?P<rest>.*)$",
    re.IGNORECASE,
)
_LATE = re.compile(r"p|下午|午後|오후|م", re.IGNORECASE)
_SAID = re.compile(r"^(?P<author>[^:]{1,100}?): ?(?P<text>.*)$")

_MEDIA = re.compile(
    r"^(?:<[^<>\n]{3,60}>"
    r"|(?:image|video|video note|audio|sticker|gif|document|contact card|location) omitted"
    r"|(?:bild|video|audio|sticker|gif|dokument|kontaktkarte) weggelassen"
    r"|(?:imagen|vídeo|audio|sticker|gif|documento|tarjeta de contacto) omitid[oa]"
    r"|(?:image|vidéo|audio|sticker|gif|document|fiche contact) (?:absente?|omise?)"
    r"|(?:immagine|video|audio|sticker|gif|documento|scheda contatto) omess[oa]"
    r"|(?:imagem|vídeo|áudio|figurinha|gif|documento|cartão do contato) ocult[oa]"
    r"|\S+\.\w{2,5} \([^()\n]{4,40}\)(?:\n.*)?"
    r"|null)$",
    re.IGNORECASE | re.DOTALL,
)
_SEALED = (
    r"messages (?:to this (?:chat|group) )?(?:and calls )?are (?:now )?(?:secured with )?end-to-end"
    r"|messages you send to this (?:chat|group)\b.{0,40}\bend-to-end"
    r"|(?:die )?nachrichten\b.{0,40}\banrufe sind (?:jetzt )?(?:mit )?ende-zu-ende"
    r"|nachrichten, die du in .{0,40} sind jetzt mit ende-zu-ende"
    r"|los mensajes\b.{0,30}\bllamadas\b.{0,60}\bcifrad[oa]s? de extremo"
    r"|les messages\b.{0,60}\bappels\b.{0,60}\bbout en bout"
    r"|i messaggi\b.{0,60}\bchiamate\b.{0,60}\bcrittografat"
    r"|as mensagens\b.{0,60}\b(?:chamadas|ligações)\b.{0,60}\bponta a ponta"
)
"""How the first notice of a chat begins; people speak of such things, too, but not so."""

_NOT_SAID = re.compile(
    rf"^(?:(?:{_SEALED}).*"
    r"|(?:you deleted this message|this message was deleted(?: by (?:group )?admin .{1,60})?"
    r"|diese nachricht wurde gelöscht|du hast diese nachricht gelöscht|se eliminó este mensaje"
    r"|eliminaste este mensaje|ce message a été supprimé|questo messaggio è stato eliminato"
    r"|mensagem apagada|esta mensagem foi apagada"
    r"|missed (?:voice|video|group)[\w ]* call(?:,? (?:at )?\d.{0,12}|,? tap to call back)?"
    r"|waiting for this message(?:\. this may take .{0,80})?)\.?)$",
    re.IGNORECASE | re.DOTALL,
)
_DONE_BY_AUTHOR = re.compile(
    r" (?:created group|changed (?:the|this|their|to)|added|removed|joined|left|hat die gruppe"
    r"|ha creado|a créé|ha creato|criou) ?",
    re.IGNORECASE,
)
_EDITED = re.compile(
    rf"\s*[{_MARKS}]?<[^<>\n]*(?:edited|bearbeitet|editado|modifi)[^<>\n]*>$", re.I
)


@dataclass(frozen=True, slots=True)
class _Line:
    """A line that begins a message, taken apart."""

    one: int
    two: int
    three: int
    clock: tuple[int, int, int]
    rest: str


def recognised(beginning: str) -> bool:
    """Whether a text begins like such a history."""
    lines = [line for line in beginning.splitlines()[:40] if line.strip()]
    return any(_HEADER.match(_plain(line)) for line in lines[:3])


def read_whatsapp(files: Files, name: str, *, dates: DateOrder | None = None) -> Iterator[Message]:
    """The messages of one text file, as they stand there. It is read twice.

    Args:
        files: Where the file is.
        name: Which one.
        dates: The order of day, month and year; found out when not given.
    """
    with files.open(name) as file:
        order = dates or date_order(_headers(lines_of(file, name)), name)
    me = frozenset(("Me",)) if name.endswith(".md") else frozenset(("You",))
    with files.open(name) as file:
        yield from _messages(lines_of(file, name), order, me, chat_of(name))


def chat_of(name: str) -> str:
    """The chat's name from that of its file: "WhatsApp Chat with Jane.txt" is Jane's."""
    parts = name.split("/")
    stem = parts[-1].rsplit(".", 1)[0]
    for beginning in ("WhatsApp Chat with ", "WhatsApp Chat - ", "WhatsApp-Chat mit "):
        stem = stem.removeprefix(beginning)
    if stem in ("_chat", "chat", "index"):
        return parts[-2].removeprefix("WhatsApp Chat - ") if len(parts) > 1 else ""
    return stem


def date_order(headers: Iterable["_Line"], name: str) -> DateOrder:
    """The order in which every date is one, and in which time goes back least often.

    Where several are left, a day that is written without its zero between slashes is American.
    """
    orders: dict[DateOrder, tuple[int, datetime | None]] = {
        "dmy": (0, None),
        "mdy": (0, None),
        "ymd": (0, None),
    }
    padded, any_line = True, False
    for line in headers:
        any_line = True
        padded = padded and not line.rest.startswith("\x00")
        for order, (backwards, before) in list(orders.items()):
            at = _at(line, order)
            if at is None:
                del orders[order]
            else:
                orders[order] = (backwards + (before is not None and at < before), at)
    if not orders or not any_line:
        raise ArchiveError(
            f"The dates in {name} cannot be read.",
            advice="Say how they are written by --dates dmy, mdy or ymd.",
        )
    least = min(backwards for backwards, _ in orders.values())
    best: list[DateOrder] = [order for order, (count, _) in orders.items() if count == least]
    if "mdy" in best and not padded:
        return "mdy"
    return best[0]


def _headers(lines: Iterable[str]) -> Iterator[_Line]:
    """The dated lines; `rest` begins with NUL where a slashed date has a day without its zero."""
    for line in lines:
        if match := _HEADER.match(_plain(line)):
            short = match["sign"] == "/" and len(match["one"]) + len(match["two"]) < 4
            yield _line(match, "\x00" if short else "")


def _line(match: re.Match[str], rest: str) -> _Line:
    hour = int(match["hour"])
    if half := match["before"] or match["after"]:
        hour = hour % 12 + (12 if _LATE.search(half) else 0)
    clock = (hour, int(match["minute"]), int(match["second"] or 0))
    return _Line(int(match["one"]), int(match["two"]), int(match["three"]), clock, rest)


def _at(line: _Line, order: DateOrder) -> datetime | None:
    one, two, three = line.one, line.two, line.three
    match order:
        case "dmy":
            day, month, year = one, two, three
        case "mdy":
            month, day, year = one, two, three
        case "ymd":
            year, month, day = one, two, three
        case _:
            assert_never(order)
    try:
        return datetime(year + 2000 if year < 100 else year, month, day, *line.clock)
    except ValueError:
        return None


def _messages(
    lines: Iterable[str], order: DateOrder, me: frozenset[str], chat: str
) -> Iterator[Message]:
    at: datetime | None = None
    author, said = "", list[str]()
    for line in lines:
        match = _HEADER.match(_plain(line))
        when = _at(_line(match, ""), order) if match else None
        if match is None or when is None:
            said.append(line)
            continue
        if at and (message := _message(at, author, said, me, chat)):
            yield message
        at, author, said = when, "", []
        if by := _SAID.match(match["rest"]):
            author, said = by["author"].strip(_MARKS + "~ \u202f\xa0"), [by["text"]]
    if at and (message := _message(at, author, said, me, chat)):
        yield message


def _message(
    at: datetime, author: str, said: list[str], me: frozenset[str], chat: str
) -> Message | None:
    """The message, unless it is the program that speaks, or stands for a picture."""
    text = "\n".join(said).strip()
    # What begins with this mark was written by the program: a call, a picture, a change.
    if not author or not text or text.startswith("\u200e") or _DONE_BY_AUTHOR.search(author):
        return None
    text = _EDITED.sub("", text).strip(_MARKS + " \n")
    if not text or _MEDIA.match(text) or _NOT_SAID.match(text):
        return None
    mine = True if author in me else None
    return Message(at.astimezone(UTC), author, text, chat, mine, written=at.isoformat())


def _plain(line: str) -> str:
    """A line whose spaces and digits are the plain ones, up to where the words begin."""
    head, rest = line[:48], line[48:]
    if head.isascii():
        return line
    plain = (" " if each in "\u202f\xa0" else str(unicodedata.decimal(each, each)) for each in head)
    return "".join(plain) + rest
