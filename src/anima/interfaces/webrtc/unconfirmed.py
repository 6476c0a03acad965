"""Which messages of a channel the other side has not confirmed: they may be lost when it breaks."""

from itertools import chain
from typing import Any

from aiortc import RTCDataChannel

_LAST_PIECE = 0x01
"""The flag of the piece with which a message ends, RFC 9260 section 3.3.1."""

_CONTROL = 50
"""The protocol number of what opens a channel, RFC 8832 section 8.1: no message of ours."""


def unconfirmed(channel: RTCDataChannel) -> int:
    """How many of the last messages that were sent over a channel are not known to have arrived.

    aiortc knows it and has no public word for it: its queues are read here and nowhere else.
    """
    transport: Any = channel.transport
    waiting = sum(
        of is channel and protocol != _CONTROL for of, protocol, _ in transport._data_channel_queue
    )
    pieces: Any = chain(transport._sent_queue, transport._outbound_queue)
    under_way = sum(
        piece.stream_id == channel.id
        and piece.protocol != _CONTROL
        and bool(piece.flags & _LAST_PIECE)
        for piece in pieces
    )
    return waiting + under_way
