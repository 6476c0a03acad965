"""What she begins with reaches a closed page, by a push service that runs here."""

import asyncio
import json
from base64 import urlsafe_b64decode
from collections.abc import AsyncGenerator
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, time, timedelta
from pathlib import Path

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from hypothesis import given
from hypothesis import strategies as st
from meeting_world import PERSON
from push_service import PushService, push_service
from scripted_model import ScriptedModel

from anima.app import shape
from anima.initiative import Beginning, Sleeping, put_aside
from anima.initiative import beginning as beginning_module
from anima.initiative import sleeping as sleeping_module
from anima.initiative.push import HELLO, HIDDEN, Browsers, PushError, Pushing
from anima.initiative.push import browsers as kept
from anima.initiative.push import pushing as pushing_module
from anima.initiative.push.pushing import seconds_until_quiet
from anima.memory import EventLog, Facts
from anima.persona import Preferences, prefer
from anima.persona.night import Night
from anima.storage import Vault, open_key, put_secret
from anima.values import EventId, JsonValue, SessionId
from anima.who_desk import WhoDesk

NOON = datetime(2026, 11, 2, 12, 0).astimezone()
TEST = "You told me: the driving test is today. How did it go?"


class SetClock:
    """A clock that the test moves."""

    def __init__(self) -> None:
        self.time = NOON

    def now(self) -> datetime:
        return self.time.astimezone(UTC)

    def passes(self, **spans: float) -> None:
        self.time += timedelta(**spans)


@dataclass
class Home:
    folder: Path
    vault: Vault
    log: EventLog
    clock: SetClock
    service: PushService
    browsers: Browsers
    pushing: Pushing
    desk: WhoDesk

    async def begins(self, words: str = TEST) -> EventId:
        payload: dict[str, JsonValue] = {"key": words, "text": words, "about": "driving test"}
        return (await self.log.append(SessionId("initiative"), "began", payload)).id


@pytest.fixture
async def home(tmp_path: Path) -> AsyncGenerator[Home]:
    """Somebody who let one browser be told, and saw its first message."""
    vault = await Vault.open(tmp_path / "vault.db", open_key(tmp_path), migrations=shape())
    async with vault, push_service() as service:
        clock = SetClock()
        log = EventLog(vault, PERSON, clock)
        browsers = Browsers(vault, PERSON, log)
        facts = await Facts.open(vault, PERSON, log)
        desk = WhoDesk(log, facts, clock, browsers=browsers)
        await log.append(SessionId("m"), "name_accepted", {"name": "Wren"})
        await desk.change({"action": "push_key"})
        who = await desk.change({"action": "push_on", "value": service.subscription})
        assert who["notice"] == ""
        assert service.read(service.taken.pop())["body"] == HELLO
        yield Home(
            tmp_path, vault, log, clock, service, browsers, Pushing(browsers, log, clock), desk
        )


async def test_it_comes_once_encrypted_signed_and_tells_a_service_nothing(home: Home) -> None:
    began = await home.begins()
    assert await home.pushing.once() == 1
    assert await home.pushing.once() == 0
    (taken,) = home.service.taken
    assert home.service.read(taken) == {"title": "Anima", "body": HIDDEN, "tag": began}
    seen = taken.body + repr(taken.headers).encode()
    assert not any(word in seen for word in (b"driving", b"Wren", began.encode()))
    assert taken.headers["content-encoding"] == "aes128gcm"
    assert 0 < int(taken.headers["ttl"]) <= 7200
    token, key = (part.partition("=")[2] for part in taken.headers["authorization"][6:].split(", "))
    push = (await home.desk.who())["push"]
    assert isinstance(push, dict)
    assert push["key"] == key
    point = urlsafe_b64decode(key + "=" * (-len(key) % 4))
    public = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), point)
    claims = jwt.decode(token, public, algorithms=["ES256"], audience="http://127.0.0.1")
    assert claims["sub"] == "mailto:nobody@example.org"


async def test_her_words_show_only_where_they_may_and_their_length_never(home: Home) -> None:
    await home.begins("Short.")
    await home.pushing.once()
    await prefer(home.log, "lock_screen", "show")
    began = await home.begins()
    long = await home.begins("é" * 3000)
    assert await home.pushing.once() == 2
    lengths = {len(taken.body) for taken in home.service.taken}
    assert len(lengths) == 1
    shown = home.service.read(home.service.taken[1])
    assert shown == {"title": "Wren", "body": TEST, "tag": began}
    cut = home.service.read(home.service.taken[2])
    assert (cut["tag"], len(cut["body"])) == (long, 400)


async def test_not_in_the_quiet_hours_nor_kept_into_them_nor_when_it_is_old(home: Home) -> None:
    await prefer(home.log, "quiet_from", "13:00")
    home.clock.passes(minutes=30)
    await home.begins()
    await home.pushing.once()
    assert int(home.service.taken[0].headers["ttl"]) <= 30 * 60
    await home.begins("Another thing.")
    home.clock.passes(hours=2)
    assert await home.pushing.once() == 0
    home.clock.passes(hours=22)
    assert await home.pushing.once() == 0


@given(st.times(), st.times(), st.datetimes(datetime(2026, 1, 1), datetime(2026, 12, 30)))
def test_no_service_may_keep_one_into_the_quiet_hours(
    begins: time, ends: time, local: datetime
) -> None:
    wishes = Preferences(quiet_from=f"{begins:%H:%M}", quiet_until=f"{ends:%H:%M}")
    now = local.replace(microsecond=0).astimezone()
    seconds = seconds_until_quiet(wishes, now)
    assert (seconds == 0) == wishes.is_quiet(now.time())
    assert seconds <= 7200
    for waited in {*range(0, seconds, 600), max(0, seconds - 1)}:
        assert not seconds or not wishes.is_quiet((now + timedelta(seconds=waited)).time())


async def test_never_means_never_also_for_what_waits(home: Home) -> None:
    await home.begins()
    await prefer(home.log, "messages_a_day", "0")
    assert await home.pushing.once() == 0
    assert home.service.asked == 1, "only when it was turned on"


async def test_to_somebody_who_talks_with_her_nothing_is_sent(home: Home) -> None:
    await home.begins()
    assert await Pushing(home.browsers, home.log, home.clock, alone=lambda: False).once() == 0
    assert await home.pushing.once() == 1


async def test_what_was_stopped_or_answered_is_not_sent(home: Home) -> None:
    await put_aside(home.log, await home.begins(), never_again=True)
    assert await home.pushing.once() == 0
    await home.begins("About the driving test, once more.")
    assert await home.pushing.once() == 0, "the topic is left alone"


async def test_a_service_that_fails_is_left_alone_for_longer_each_time(home: Home) -> None:
    home.service.status = 503
    await home.begins()
    for minutes, asked in ((0, 1), (0.5, 1), (1, 2), (1, 2), (1.5, 3), (3, 3)):
        home.clock.passes(minutes=minutes)
        assert await home.pushing.once() == 0
        assert home.service.asked == 1 + asked, minutes
    home.service.status, home.service.retry_after = 429, "3600"
    home.clock.passes(minutes=5)
    await home.pushing.once()
    home.service.status = 201
    home.clock.passes(minutes=59)
    assert await home.pushing.once() == 0, "it asked to be left alone for an hour"
    home.clock.passes(minutes=2)
    assert await home.pushing.once() == 1
    assert await home.pushing.once() == 0


async def test_one_that_was_taken_without_being_written_down_takes_its_own_place(
    home: Home,
) -> None:
    began = await home.begins()

    def killed() -> None:
        sending.cancel()

    home.service.after_taking = killed
    sending = asyncio.create_task(home.pushing.once())
    with pytest.raises(asyncio.CancelledError):
        await sending
    home.service.after_taking = lambda: None
    assert await Pushing(home.browsers, home.log, home.clock).once() == 1, "after a restart"
    first, second = home.service.taken
    assert first.headers["topic"] == second.headers["topic"], "one message at the service"
    assert len(first.headers["topic"]) == 32
    assert {home.service.read(each)["tag"] for each in (first, second)} == {began}, "one shown"


@pytest.mark.parametrize("status", [404, 410])
async def test_a_browser_that_is_gone_is_told_no_more(home: Home, status: int) -> None:
    home.service.status = status
    await home.begins()
    assert await home.pushing.once() == 0
    assert await home.browsers.all() == []
    ended = await home.log.latest("push_ended")
    assert ended
    assert ended.text("why") == "gone"
    home.service.status = 201
    await home.desk.change({"action": "push_on", "value": home.service.subscription})
    assert await home.pushing.once() == 0, "what was begun before is not sent"
    await home.begins("Another thing.")
    assert await home.pushing.once() == 1


async def test_turned_off_nothing_goes_out_and_nothing_is_kept_of_it(home: Home) -> None:
    await home.desk.change({"action": "push_off", "value": home.service.endpoint})
    await home.begins()
    assert await home.pushing.once() == 0
    assert home.service.asked == 1
    written = [str(event.payload) for event in await home.log.events()]
    assert not any("127.0.0.1" in payload for payload in written), "the log knows no mailbox"


async def test_a_browser_that_moved_is_told_at_its_new_mailbox(home: Home) -> None:
    new = json.loads(home.service.subscription) | {"endpoint": home.service.endpoint + "?new"}
    move: dict[str, JsonValue] = {
        "action": "push_moved",
        "change": home.service.endpoint,
        "value": json.dumps(new),
    }
    await home.desk.change(move)
    assert [each.endpoint for each in await home.browsers.all()] == [new["endpoint"]]
    await home.desk.change({"action": "push_off"})
    await home.desk.change(move)
    assert await home.browsers.all() == [], "one that was turned off stays off"


async def test_a_first_message_that_does_not_go_out_is_said(home: Home) -> None:
    home.service.status = 500
    who = await home.desk.change({"action": "push_on", "value": home.service.subscription})
    assert "127.0.0.1 did not take a first message" in str(who["notice"])
    assert len(await home.browsers.all()) == 1


async def test_the_key_is_made_once_and_sealed_with_the_vault(home: Home) -> None:
    keys = await asyncio.gather(*(home.browsers.key(make=True) for _ in range(3)))
    assert len({key.private for key in keys if key}) == 1
    assert keys[0]
    await home.vault.flush()
    assert not any(b"PRIVATE KEY" in each for each in files_of(home.folder))


def files_of(folder: Path) -> list[bytes]:
    return [file.read_bytes() for file in folder.rglob("*") if file.is_file()]


async def test_no_more_browsers_are_told_than_anybody_has(home: Home) -> None:
    given = json.loads(home.service.subscription)
    for number in range(19):
        await home.browsers.tell(json.dumps(given | {"endpoint": f"https://push.example/{number}"}))
    with pytest.raises(PushError, match="already"):
        await home.browsers.tell(json.dumps(given | {"endpoint": "https://push.example/x"}))
    await home.browsers.tell(home.service.subscription)


@pytest.mark.parametrize(
    "subscription",
    [
        "",
        "{}",
        json.dumps({"endpoint": "https://x", "keys": {"p256dh": "A" * 87, "auth": "short"}}),
        json.dumps({"endpoint": "https://x", "keys": {"p256dh": "A" * 87, "auth": "A" * 22}}),
    ],
)
async def test_what_is_no_subscription_is_refused(home: Home, subscription: str) -> None:
    with pytest.raises(PushError, match="no subscription"):
        await home.browsers.tell(subscription)


@pytest.mark.parametrize(
    "endpoint",
    [
        "http://push.example/1",
        "file:///etc/passwd",
        "http://10.0.0.1/",
        "https://",
        "https://[/",
        "https://10.0.0.1/admin",
        "https://192.168.1.1/",
        "https://127.0.0.1:8377/",
        "https://[::1]/",
        "https://[fe80::1]/",
        "https://[::ffff:127.0.0.1]/",
        "https://localhost/",
        "https://router/",
        "https://printer.local/",
        "https://nas.home.arpa./",
        "https://127.1/",
        "https://0x7f.1/",
        "https://2130706433/",
    ],
)
async def test_only_https_leaves_the_machine_and_for_the_world(home: Home, endpoint: str) -> None:
    given = json.loads(home.service.subscription)
    with pytest.raises(PushError, match="https"):
        await home.browsers.tell(json.dumps(given | {"endpoint": endpoint}))


async def test_without_a_service_for_tests_this_machine_is_not_called_either(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kept, "ALLOWS_LOOPBACK", False)
    with pytest.raises(PushError, match="https"):
        await home.browsers.tell(home.service.subscription)


async def test_a_mailbox_that_nothing_can_be_sent_to_is_refused(home: Home) -> None:
    given = json.loads(home.service.subscription)
    with pytest.raises(PushError):
        await home.browsers.tell(json.dumps(given | {"endpoint": "https://push.example:99999/x"}))


async def test_a_bad_mailbox_of_an_earlier_version_ends_alone(home: Home) -> None:
    (told,) = await home.browsers.all()
    bad = json.dumps({**asdict(told), "id": "bad", "endpoint": "https://push.example:99999/x"})
    await home.vault.write(lambda c: put_secret(c, PERSON, "push browser bad", bad))
    await home.begins()
    assert await home.pushing.once() == 1
    assert [each.id for each in await home.browsers.all()] == [told.id]


async def test_half_an_emoji_is_sent_as_a_mark(home: Home) -> None:
    await prefer(home.log, "lock_screen", "show")
    await home.begins("You told me: \ud83d. How was it?")
    assert await home.pushing.once() == 1
    assert home.service.read(home.service.taken[0])["body"] == "You told me: ?. How was it?"


async def test_one_bad_look_is_not_the_last(
    home: Home, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    looks = asyncio.Queue[None]()

    async def once() -> int:
        looks.put_nowait(None)
        raise ValueError("what was said")

    facts = await Facts.open(home.vault, PERSON, home.log)
    beginning = Beginning(home.vault, home.log, facts, home.clock)
    night = Night(home.vault, PERSON, home.log, facts, ScriptedModel(), home.clock)
    for module, part in (
        (pushing_module, home.pushing),
        (beginning_module, beginning),
        (sleeping_module, Sleeping(night, alone=lambda: True)),
    ):
        monkeypatch.setattr(module, "LOOK_SECONDS", 0.0)
        monkeypatch.setattr(part, "once", once)
        running = asyncio.create_task(part.run())
        for _ in range(3):
            await asyncio.wait_for(looks.get(), 5)
        assert not running.done()
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)
    assert "ValueError" in caplog.text
    assert "what was said" not in caplog.text


async def test_what_every_browser_has_is_not_weighed_again(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    await home.begins()
    assert await home.pushing.once() == 1
    weighed: list[datetime] = []

    async def weigh(log: EventLog, now: datetime) -> list[object]:
        weighed.append(now)
        return []

    monkeypatch.setattr(pushing_module, "waiting", weigh)
    assert await home.pushing.once() == 0
    assert weighed == []
    await home.begins("About the driving test, once more.")
    await home.pushing.once()
    assert len(weighed) == 1
