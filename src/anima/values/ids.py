"""Identifiers. All are opaque strings; new ones sort by the time they were made."""

import os
import time
from typing import NewType

PersonId = NewType("PersonId", str)
SessionId = NewType("SessionId", str)
EventId = NewType("EventId", str)
ReplyId = NewType("ReplyId", str)


def new_id() -> str:
    """Make a UUID version 7 (RFC 9562): 48 bits of Unix milliseconds, then random bits."""
    milliseconds = time.time_ns() // 1_000_000
    random_bits = int.from_bytes(os.urandom(10), "big")
    value = (milliseconds & (1 << 48) - 1) << 80
    value |= 0x7 << 76 | (random_bits >> 62 & 0xFFF) << 64
    value |= 0b10 << 62 | random_bits & (1 << 62) - 1
    digits = f"{value:032x}"
    return "-".join((digits[:8], digits[8:12], digits[12:16], digits[16:20], digits[20:]))
