"""What the two are to each other is counted from the log, and what she likes is her own words."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from anima.persona import relationship_of
from anima.persona.opinions import tastes_in
from anima.values import Event, EventId, EventKind, PersonId, SessionId

DAY = datetime(2026, 11, 1, 18, 0, tzinfo=UTC)


def said(*lines: tuple[int, EventKind, str]) -> list[Event]:
    return [
        Event(
            EventId(f"e{number}"),
            PersonId("p"),
            SessionId(f"day-{day}"),
            number,
            DAY + timedelta(days=day, minutes=number),
            kind,
            {"text": text} if text else {"erased": True},
        )
        for number, (day, kind, text) in enumerate(lines)
    ]


def test_facts_of_two() -> None:
    two = relationship_of(
        said(
            (0, "heard", "I burned the toast."),
            (0, "spoken", "I think the toaster hates you."),
            (0, "heard", "Haha, the toaster!"),
            (0, "spoken", "I'll remember that."),
            (5, "heard", "The toaster again, haha."),
            (5, "heard", ""),
        )
    )
    assert (two.days, two.talks, two.longest_gap, two.laughs) == (2, 2, 5, 2)
    assert two.since == DAY.astimezone().date()
    assert [joke.word for joke in two.jokes] == ["toaster"]
    assert [told.text for told in two.her_promises] == ["I'll remember that."]


def test_nobody_yet() -> None:
    assert relationship_of([]).since is None


def test_tastes_are_what_she_said_of_things_and_not_of_the_person() -> None:
    tastes = tastes_in(
        said(
            (0, "spoken", "I like short poems. They leave room."),
            (0, "spoken", "I like talking with you, and I like it when you laugh."),
            (0, "spoken", "I think mornings are overrated."),
            (0, "heard", "I love herring."),
            (1, "spoken", "I don't like Mondays."),
            (1, "spoken", "I love my mother's kitchen."),
        )
    )
    assert [taste.text for taste in tastes] == [
        "I like short poems.",
        "I think mornings are overrated.",
        "I don't like Mondays.",
    ]


def test_what_is_quoted_or_played_is_neither_a_taste_nor_a_promise() -> None:
    events = said(
        (0, "heard", "How does the story go on?"),
        (0, "spoken", '"I hate sailors," growled the parrot. “I like rum,” it added.'),
        (0, "spoken", '"I will wait for you by the lighthouse," said the captain.'),
        (0, "spoken", 'He said "I think rain is dull." I think rain is kind.'),
        (0, "spoken", "She wrote “I'll wait”, and I'll remember that."),
    )
    assert [taste.text for taste in tastes_in(events)] == ["I think rain is kind."]
    assert [told.text for told in relationship_of(events).her_promises] == ["I'll remember that."]
    played = [replace(event, payload={**event.payload, "play": "story"}) for event in events]
    assert tastes_in(played) == []
    assert relationship_of(played).her_promises == ()
    assert relationship_of(played).talks == 1
