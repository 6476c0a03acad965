"""The notice that she is an AI: at the start and again in time, in a voice that is not hers."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from anima.values import Event, SessionId

EVERY = timedelta(hours=3)
EVERY_FOR_MINORS = timedelta(hours=1)
"""By the log's time, so that a line that comes back, another door or a restart change nothing."""

A_WHILE = timedelta(minutes=45)
"""So long a talk since the last notice is called one; a page left open is no talk."""

_SAYS = "{name} is an AI, not a person."
_BREAK = "You have been talking for a while: time for a break, some water, or somebody in the room."
_NOW_AND_THEN = "A break is good now and then: some water, some air, or somebody in the room."


def notice_due(notices: Sequence[Event], session: SessionId, now: datetime, *, minor: bool) -> bool:
    """Whether the notice is to be given before anything more is said.

    It is at the start of each session, and when the last one in any session is too long ago.

    Args:
        notices: The `notice_given` events of the log, oldest first.
        session: The session that goes on.
        now: The time.
        minor: Whether the person is under age.
    """
    in_session = [event for event in notices if event.session == session]
    if not in_session:
        return True
    return now - in_session[-1].at >= (EVERY_FOR_MINORS if minor else EVERY)


def notice_text(name: str, *, minor: bool, talked_since: timedelta | None = None) -> str:
    """What the notice says.

    Args:
        name: Hers.
        minor: Whether the person is under age: then a break is suggested each time but the first.
        talked_since: How long was talked since the last one of the session; None for its first.
    """
    says = _SAYS.format(name=name or "The voice you are about to hear")
    if not minor or talked_since is None:
        return says
    return f"{says} {_BREAK if talked_since >= A_WHILE else _NOW_AND_THEN}"
