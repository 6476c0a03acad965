"""What is concluded from signs of life: when a client is away, and when its sound was lost."""

from anima.interfaces.webrtc.presence import AWAY_SECONDS, QUIET_SECONDS, Presence, Sign


class Hands:
    """A clock that is moved by hand."""

    def __init__(self) -> None:
        self.seconds = 100.0

    def __call__(self) -> float:
        return self.seconds


def speaking(clock: Hands, presence: Presence, seconds: float) -> set[Sign]:
    """A microphone's frames come for so long, with a ping every second."""
    found = set[Sign]()
    for frame in range(round(seconds * 50)):
        clock.seconds += 0.02
        found.add(presence.sound(0.0))
        if frame % 50 == 49:
            assert presence.message(ping=True) is Sign.UNCLEAR
    return found


def test_a_client_that_never_pings_may_be_silent_for_any_time() -> None:
    clock = Hands()
    presence = Presence(clock)
    presence.message(ping=False)
    presence.sound(0.0)
    clock.seconds += 100
    assert (presence.tells, presence.is_away, presence.seen_at) == (False, False, clock.seconds)
    assert presence.sound(100.0) is Sign.ARRIVED


def test_a_client_that_pings_is_away_when_nothing_comes() -> None:
    clock = Hands()
    presence = Presence(clock)
    for _ in range(5):
        clock.seconds += 1.0
        assert presence.message(ping=True) is Sign.ARRIVED
    seen = clock.seconds
    clock.seconds += AWAY_SECONDS + 0.1
    assert (presence.is_away, presence.seen_at) == (True, seen)
    assert presence.message(ping=True) is Sign.LOST
    assert not presence.is_away
    assert presence.message(ping=True) is Sign.ARRIVED


def test_it_is_expected_to_tell_on_its_next_connection_too() -> None:
    clock = Hands()
    presence = Presence(clock, pings=True)
    clock.seconds += AWAY_SECONDS + 0.1
    assert presence.is_away


def test_a_microphone_that_is_silent_in_mid_sound_is_quiet_until_a_ping_comes() -> None:
    clock = Hands()
    presence = Presence(clock, pings=True)
    speaking(clock, presence, 2.5)
    assert not presence.is_quiet
    clock.seconds += QUIET_SECONDS + 0.05
    assert (presence.is_quiet, presence.is_away) == (True, False)
    presence.message(ping=True)
    clock.seconds += QUIET_SECONDS + 0.05
    assert not presence.is_quiet, "it was turned off"


def test_what_a_microphone_sent_and_what_did_not_come_tells_a_short_gap() -> None:
    clock = Hands()
    presence = Presence(clock, pings=True)
    assert speaking(clock, presence, 3.0) == {Sign.ARRIVED}
    for gap in (0.7, 1.5, 1.9):
        clock.seconds += gap
        assert presence.sound(gap - 0.05) is Sign.LOST
        assert speaking(clock, presence, 3.0) == {Sign.ARRIVED}


def test_a_ping_that_is_the_first_after_a_gap_does_not_hide_it() -> None:
    clock = Hands()
    presence = Presence(clock, pings=True)
    speaking(clock, presence, 1.0)
    clock.seconds += 1.2
    assert presence.message(ping=True) is Sign.UNCLEAR
    clock.seconds += 0.08
    assert presence.sound(1.2) is Sign.LOST


def test_frames_that_were_only_late_or_silent_have_lost_nothing() -> None:
    clock = Hands()
    presence = Presence(clock, pings=True)
    speaking(clock, presence, 2.0)
    clock.seconds += 1.0
    assert presence.sound(0.0) is Sign.ARRIVED, "late"
    for _ in range(10):
        clock.seconds += 0.4
        assert presence.sound(0.38) is Sign.ARRIVED, "what is silent is not sent"


def test_a_microphone_that_is_turned_off_for_a_while_is_no_gap() -> None:
    clock = Hands()
    presence = Presence(clock, pings=True)
    speaking(clock, presence, 2.0)
    for seconds in range(1, 6):
        clock.seconds += 1.0
        expected = Sign.UNCLEAR if seconds < AWAY_SECONDS else Sign.ARRIVED
        assert presence.message(ping=True) is expected
    clock.seconds += 0.5
    assert presence.sound(5.5) is Sign.ARRIVED
