"""The time that is talked: added up, and spoken of once."""

from datetime import UTC, datetime, timedelta

from anima.safety import said_of_time, talked
from anima.values import Event, EventId, EventKind, JsonValue, PersonId, SessionId

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)


def event(minute: float) -> Event:
    return of_kind(minute, "heard", {})


def notice(minute: float, what: str) -> Event:
    return of_kind(minute, "notice_given", {"kind": what})


def of_kind(minute: float, kind: EventKind, payload: dict[str, JsonValue]) -> Event:
    at = NOON + timedelta(minutes=minute)
    return Event(EventId(f"e{minute}"), PersonId("p"), SessionId("s"), 1, at, kind, payload)


def test_pauses_are_not_counted() -> None:
    assert talked([]) == timedelta()
    assert talked([event(0), event(2), event(4)]) == timedelta(minutes=4, seconds=30)
    assert talked([event(0), event(60)]) == timedelta(minutes=1)


def hours(count: int) -> list[Event]:
    return [event(minute) for minute in range(0, 60 * count + 1, 2)]


def test_much_is_said_once_in_a_month() -> None:
    now = NOON + timedelta(hours=4)
    assert said_of_time(hours(2), [], now, minutes_a_day=0) is None
    said = said_of_time(hours(3), [], now, minutes_a_day=0)
    assert said is not None
    assert said[0] == "heavy_use"
    given = [notice(200, "heavy_use")]
    assert said_of_time(hours(3), given, now, minutes_a_day=0) is None
    later = now + timedelta(days=31)
    assert said_of_time(hours(3), given, later, minutes_a_day=0) is not None


def test_a_budget_of_ones_own_is_said_once_a_day() -> None:
    now = NOON + timedelta(hours=1)
    assert said_of_time(hours(1), [], now, minutes_a_day=90) is None
    said = said_of_time(hours(1), [], now, minutes_a_day=45)
    assert said is not None
    assert said[0] == "time_budget"
    assert "45 minutes" in said[1]
    given = [notice(50, "time_budget")]
    assert said_of_time(hours(1), given, now, minutes_a_day=45) is None
    tomorrow = now + timedelta(days=1)
    assert said_of_time(hours(1), given, tomorrow, minutes_a_day=45) is not None
