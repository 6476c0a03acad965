"""The web server: who may come in, what comes out, and under which headers."""

import asyncio
import json
import re
from collections import Counter
from contextlib import suppress
from typing import Any
from urllib.parse import quote

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from scripted_door import ScriptedDoor
from starlette.testclient import TestClient
from starlette.websockets import WebSocketDisconnect
from web_house import house
from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed

from anima.interfaces.web import create_app
from anima.interfaces.web.server import MESSAGE_BYTES, STATIC

TOKEN = "-".join(["a", "long", "word"])


def visitor(host: str = "localhost:8000", *, token: str | None = None) -> TestClient:
    app = create_app(ScriptedDoor(), token=token)
    return TestClient(app, base_url=f"http://{host}", follow_redirects=False)


def hello(browser: TestClient, **headers: str) -> str:
    """Open a line and read the first message."""
    with browser.websocket_connect(
        f"ws://{browser.base_url.netloc.decode()}/ws", headers=headers
    ) as line:
        return line.receive_text()


def test_the_page_loads_only_its_own_files() -> None:
    page = visitor().get("/")
    assert page.headers["content-type"].startswith("text/html")
    policy = dict(
        each.strip().split(" ", 1) for each in page.headers["content-security-policy"].split(";")
    )
    assert policy["default-src"] == "'none'"
    assert {policy[kind] for kind in ("script-src", "style-src", "connect-src")} == {"'self'"}
    assert policy["frame-ancestors"] == policy["base-uri"] == policy["form-action"] == "'none'"
    assert "unsafe" not in page.headers["content-security-policy"]
    assert "microphone=(self)" in page.headers["permissions-policy"]
    assert page.headers["referrer-policy"] == "no-referrer"
    assert page.headers["x-content-type-options"] == "nosniff"
    assert "<style" not in page.text and "style=" not in page.text and "onclick" not in page.text


@pytest.mark.parametrize(
    "path", ["/", "/static/main.js", "/health", "/nowhere", "/voices/af_one.wav"]
)
def test_every_answer_carries_the_policy(path: str) -> None:
    assert "default-src 'none'" in visitor().get(path).headers["content-security-policy"]


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/static/main.js", "text/javascript"),
        ("/static/style.css", "text/css"),
        ("/static/icon.svg", "image/svg+xml"),
        ("/static/icon-512.png", "image/png"),
        ("/manifest.webmanifest", "application/manifest+json"),
        ("/worker.js", "text/javascript"),
        ("/health", "application/json"),
        ("/voices/af_one.wav", "audio/wav"),
    ],
)
def test_each_file_has_its_right_type(path: str, kind: str) -> None:
    answer = visitor().get(path)
    assert answer.status_code == 200
    assert answer.headers["content-type"].split(";")[0] == kind


@pytest.mark.parametrize("page", sorted(path.name for path in STATIC.glob("*.html")))
def test_no_two_elements_of_a_page_share_a_name(page: str) -> None:
    names = Counter(re.findall(r"""\bid=["']([^"']+)""", (STATIC / page).read_text()))
    assert [name for name, times in names.items() if times > 1] == []


def test_a_file_that_has_not_changed_is_not_sent_again() -> None:
    browser = visitor()
    first = browser.get("/static/main.js")
    assert first.headers["cache-control"] == "no-cache"
    again = browser.get("/static/main.js", headers={"If-None-Match": first.headers["etag"]})
    assert again.status_code == 304
    assert not again.content


def test_the_offline_shell_names_every_script_of_the_page() -> None:
    worker = (STATIC / "worker.js").read_text()
    scripts = {path.name for path in STATIC.glob("*.js")} - {"worker.js"}
    assert {name for name in scripts if f'"/static/{name}"' not in worker} == set()


@pytest.mark.parametrize(
    "path",
    [
        "/static/../server.py",
        "/static/%2e%2e/server.py",
        "/static/..%2fguard.py",
        "/static//etc/passwd",
    ],
)
def test_nothing_outside_the_static_files_is_served(path: str) -> None:
    assert visitor().get(path).status_code == 404


@example("manifest.webmanifest")
@given(st.text(max_size=40))
def test_no_other_name_gives_a_file(name: str) -> None:
    answer = visitor().get(f"/static/{quote(name)}", follow_redirects=True)
    # The strategy knows the names in our source, and may well ask for one that is served.
    ours = name in {path.name for path in STATIC.iterdir()}
    assert answer.status_code == (200 if ours else 404)


def test_an_unknown_voice_is_not_found() -> None:
    assert visitor().get("/voices/nobody.wav").status_code == 404


def test_a_monitor_sees_whether_she_is_awake() -> None:
    app = create_app(ScriptedDoor(awake=False))
    answer = TestClient(app, base_url="http://localhost").get("/health")
    assert answer.json() == {"awake": False}
    assert answer.headers["cache-control"] == "no-store"


@pytest.mark.parametrize(
    "host", ["localhost", "localhost:8000", "127.0.0.1:8000", "[::1]:8000", "LOCALHOST:1"]
)
def test_this_machines_own_names_are_served(host: str) -> None:
    assert visitor(host).get("/").status_code == 200


@pytest.mark.parametrize(
    "host", ["evil.example", "localhost.evil.example:8000", "127.0.0.1.evil.example", "192.168.1.5"]
)
def test_a_name_that_was_made_to_point_here_gets_nothing(host: str) -> None:
    browser = visitor(host)
    assert browser.get("/").status_code == 403
    assert browser.get("/static/main.js").status_code == 403
    with pytest.raises(WebSocketDisconnect):
        hello(browser)


@pytest.mark.parametrize(
    "origin",
    ["https://evil.example", "http://localhost:9999", "null", "http://localhost.evil.example:8000"],
)
def test_another_sites_page_cannot_open_a_line(origin: str) -> None:
    with pytest.raises(WebSocketDisconnect):
        hello(visitor(), origin=origin)


def test_her_own_page_and_a_program_can_open_a_line() -> None:
    assert "awake" in hello(visitor(), origin="http://localhost:8000")
    assert "awake" in hello(visitor())


def test_with_a_token_nobody_comes_in_without_it() -> None:
    browser = visitor("house.example", token=TOKEN)
    for path in (
        "/",
        "/static/main.js",
        "/voices/af_one.wav",
        "/health",
        "/?token=wrong",
        "/?token=%C3%A9",
    ):
        assert browser.get(path).status_code == 403
    with pytest.raises(WebSocketDisconnect):
        hello(browser)
    for cookie in (b"anima_token=wrong", b"anima_token=\xe9", b"a,b=1; anima_token="):
        assert browser.get("/", headers={b"cookie": cookie}).status_code == 403


def test_the_token_becomes_a_cookie_and_leaves_the_address() -> None:
    browser = visitor("house.example", token=TOKEN)
    entering = browser.get(f"/?token={TOKEN}&raw-microphone=1")
    assert entering.status_code == 303
    assert entering.headers["location"] == "/?raw-microphone=1"
    cookie = entering.headers["set-cookie"].lower()
    assert "httponly" in cookie and "samesite=strict" in cookie
    assert browser.get("/").status_code == 200
    assert "awake" in hello(browser, origin="http://house.example")


def test_cookies_of_other_servers_on_the_host_do_no_harm() -> None:
    browser = visitor("house.example", token=TOKEN)
    cookies = f'a,b=1; {{"x": 2}}; anima_token={TOKEN}; ='
    assert browser.get("/", headers={"cookie": cookies}).status_code == 200


def test_a_program_brings_the_token_as_its_key() -> None:
    browser = visitor("house.example", token=TOKEN)
    key = {"authorization": f"Bearer {TOKEN}"}
    assert browser.get("/health", headers=key).status_code == 200
    assert "awake" in hello(browser, **key)
    assert "awake" in hello(browser, **key, origin="https://elsewhere.example")
    assert browser.get("/health", headers={"authorization": "Bearer wrong"}).status_code == 403
    refused = browser.get("/v1/models", headers={"authorization": "Bearer wrong"})
    assert refused.status_code == 401
    assert refused.json()["error"]["code"] == "invalid_api_key"


@pytest.mark.parametrize("path", [f"/ws?token={TOKEN}", "/v1/realtime"])
def test_a_page_elsewhere_that_has_the_token_may_open_a_line(path: str) -> None:
    browser = visitor("house.example", token=TOKEN)
    offered = ["realtime", f"openai-insecure-api-key.{TOKEN}"] if "v1" in path else None
    elsewhere = {"origin": "https://elsewhere.example"}
    with browser.websocket_connect(path, subprotocols=offered, headers={**elsewhere}) as line:
        assert line.receive_text()
        assert line.accepted_subprotocol == ("realtime" if offered else None)
    with (
        pytest.raises(WebSocketDisconnect),
        browser.websocket_connect(path.replace(TOKEN, "wrong"), headers=elsewhere),
    ):
        pass


def test_pages_that_are_named_may_open_a_line_and_no_others() -> None:
    app = create_app(ScriptedDoor(), origins=["http://localhost:5173/"])
    browser = TestClient(app, base_url="http://localhost:8000")
    assert "awake" in hello(browser, origin="http://localhost:5173")
    with pytest.raises(WebSocketDisconnect):
        hello(browser, origin="http://localhost:5174")


@pytest.mark.parametrize("path", ["/v1/models", "/v1/chat/completions"])
def test_pages_that_are_named_may_use_her_chat_address_and_no_others(path: str) -> None:
    page = "http://localhost:5173"
    app = create_app(ScriptedDoor(), token=TOKEN, origins=[page])
    browser = TestClient(app, base_url="http://house.example")
    asks = {
        "access-control-request-method": "POST",
        "access-control-request-headers": "authorization, x-stainless-os",
    }
    allowed = browser.options(path, headers={"origin": page, **asks})
    assert allowed.status_code == 204
    assert allowed.headers["access-control-allow-origin"] == page
    assert "POST" in allowed.headers["access-control-allow-methods"]
    assert allowed.headers["access-control-allow-headers"] == "authorization, x-stainless-os"
    key = {"authorization": f"Bearer {TOKEN}"}
    body = {"messages": [{"role": "user", "content": "Hello."}]}

    def used(**headers: str) -> Any:
        if path.endswith("models"):
            return browser.get(path, headers=headers)
        return browser.post(path, headers=headers, json=body)

    answered = used(origin=page, **key)
    assert answered.status_code == 200
    assert answered.headers["access-control-allow-origin"] == page
    assert used(origin=page).status_code == 401

    elsewhere = "https://elsewhere.example"
    refused = browser.options(path, headers={"origin": elsewhere, **asks})
    assert refused.status_code == 403
    assert "access-control-allow-origin" not in refused.headers
    assert "access-control-allow-origin" not in used(origin=elsewhere, **key).headers


async def test_a_message_that_is_too_large_ends_the_line_and_nothing_else() -> None:
    async with house() as served:
        address = f"ws://127.0.0.1:{served.port}/ws"
        async with connect(address) as line:
            await line.recv()
            with suppress(ConnectionClosed):
                await line.send("x" * (MESSAGE_BYTES + 1))
            with pytest.raises(ConnectionClosed) as closed:
                async with asyncio.timeout(5):
                    while True:
                        await line.recv()
        assert closed.value.rcvd is not None and closed.value.rcvd.code == 1009
        async with connect(address) as line:
            assert "awake" in str(await line.recv())


async def test_nonsense_on_the_line_is_answered_and_does_not_end_it() -> None:
    async with house() as served, connect(f"ws://127.0.0.1:{served.port}/ws") as line:
        await line.recv()
        await line.send("this is not JSON")
        assert "error-response" in str(await line.recv())
        await line.send(b"\x00")
        ready = {"version": "2.2.0"}
        await line.send(
            json.dumps({"label": "rtvi-ai", "type": "client-ready", "id": "1", "data": ready})
        )
        assert "bot-ready" in str(await line.recv())
