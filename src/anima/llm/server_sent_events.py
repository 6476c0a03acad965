"""Server-sent events: bytes in, in pieces of any size; the events' data out."""

import re

MAX_EVENT_BYTES = 1 << 20
"""No honest model sends an event of a mebibyte; a server that does is not speaking the protocol."""

_LINE_END = re.compile(rb"\r\n|\n|\r")
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"


class ServerSentEvents:
    """Cuts a byte stream into events, by the rules of the WHATWG HTML standard, section 9.2.

    Only `data` matters here; comments, event names, ids and retry times are passed over. An event
    that the end of the stream cut short is dropped, as the standard says.
    """

    def __init__(self) -> None:
        self._rest = b""
        self._data: list[bytes] = []
        self._size = 0
        self._after_return = False
        self._at_start = True

    def feed(self, piece: bytes) -> list[str]:
        """The data of each event that this piece completes.

        Raises `ValueError` when an event is too large or is not UTF-8.
        """
        if not piece:
            return []
        if self._after_return and piece.startswith(b"\n"):
            piece = piece[1:]
        self._after_return = piece.endswith(b"\r")
        first, *others = _LINE_END.split(piece)
        *lines, self._rest = (self._rest + first, *others)
        events = [data for line in lines if (data := self._line(line)) is not None]
        if self._size + len(self._rest) > MAX_EVENT_BYTES:
            raise ValueError("an event is too large")
        return events

    def _line(self, line: bytes) -> str | None:
        if self._at_start:
            line = line.removeprefix(_BYTE_ORDER_MARK)
            self._at_start = False
        if not line:
            return self._dispatch()
        name, _, value = line.partition(b":")
        if name == b"data":
            value = value.removeprefix(b" ")
            self._data.append(value)
            self._size += len(value)
        return None

    def _dispatch(self) -> str | None:
        if not self._data:
            return None
        data = b"\n".join(self._data)
        self._data.clear()
        self._size = 0
        return data.decode("utf-8")
