"""Who may begin a call: as with any line, her own page, pages that the settings name, programs."""

from typing import Any

import pytest
from scripted_door import ScriptedDoor
from starlette.testclient import TestClient

from anima.interfaces.web import create_app, webrtc_routes

PAGE = "http://localhost:5173"
TOKEN = "-".join(["a", "long", "word"])
OFFER = {"sdp": "v=0", "type": "offer"}


def visitor(*, token: str | None = None, host: str = "localhost:8377") -> TestClient:
    app = create_app(ScriptedDoor(), token=token, origins=[PAGE])
    return TestClient(app, base_url=f"http://{host}")


def offered(visitor: TestClient, **headers: str) -> Any:
    """The answer to an offer without a channel: 400 for whoever may come in."""
    with visitor:
        return visitor.post("/api/offer", json=OFFER, headers=headers)


def test_programs_and_her_own_page_and_named_pages_may_call() -> None:
    assert offered(visitor()).status_code == 400
    assert offered(visitor(), origin="http://localhost:8377").status_code == 400
    shared = offered(visitor(), origin=PAGE)
    assert shared.status_code == 400
    assert shared.headers["access-control-allow-origin"] == PAGE
    assert "Origin" in shared.headers["vary"]


def test_another_sites_page_may_not_call_and_learns_nothing() -> None:
    refused = offered(visitor(), origin="https://elsewhere.example")
    assert refused.status_code == 403
    assert "access-control-allow-origin" not in refused.headers
    assert offered(visitor(host="elsewhere.example")).status_code == 403


def test_a_browser_that_asks_first_is_told_what_a_named_page_may_do() -> None:
    asked = {"access-control-request-method": "POST", "origin": PAGE}
    allowed = visitor(token=TOKEN).options("/api/offer", headers=asked)
    assert allowed.status_code == 204
    assert allowed.headers["access-control-allow-origin"] == PAGE
    assert allowed.headers["access-control-allow-methods"] == "GET, POST, PATCH"
    assert "Authorization" in allowed.headers["access-control-allow-headers"]
    elsewhere = visitor().options("/health", headers=asked)
    assert "access-control-allow-origin" not in elsewhere.headers


def test_with_a_token_a_named_page_needs_it_too() -> None:
    assert offered(visitor(token=TOKEN), origin=PAGE).status_code == 403
    bearer = {"authorization": f"Bearer {TOKEN}"}
    assert offered(visitor(token=TOKEN), origin=PAGE, **bearer).status_code == 400


def test_without_the_extra_the_answer_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    def nowhere(_: str) -> None:
        return None

    monkeypatch.setattr(webrtc_routes, "find_spec", nowhere)
    answer = offered(visitor())
    assert answer.status_code == 501
    assert "./dev webrtc" in answer.json()["error"]
    with visitor() as browser:
        assert browser.get("/health").status_code == 200
