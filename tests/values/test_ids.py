"""Ids are unique, sort by time, and are what RFC 9562 calls version 7."""

import time
import uuid

from anima.values import new_id


def test_an_id_is_a_version_seven_uuid_of_this_moment() -> None:
    before = time.time_ns() // 1_000_000
    made = uuid.UUID(new_id())
    after = time.time_ns() // 1_000_000
    assert made.version == 7
    assert made.variant == uuid.RFC_4122
    assert before <= made.int >> 80 <= after


def test_ids_are_unique_and_sort_by_the_time_they_were_made() -> None:
    early = [new_id() for _ in range(500)]
    time.sleep(0.002)
    late = [new_id() for _ in range(500)]
    assert len({*early, *late}) == 1000
    assert max(early) < min(late)
