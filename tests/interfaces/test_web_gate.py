"""Where several people live: what a page of others, which the settings name, may do there."""

from pathlib import Path

import httpx
from people_house import people_house, settled
from scripted_model import ScriptedModel

PAGE = "http://localhost:5173"
CHAT = "/v1/chat/completions"


async def test_a_named_page_may_ask_first_and_needs_a_persons_key(tmp_path: Path) -> None:
    theo, _ = await settled(tmp_path, "Theo", "Maya")
    body = {"messages": [{"role": "user", "content": "Hello."}]}
    asks = {"Access-Control-Request-Method": "POST"}
    async with people_house(tmp_path, ScriptedModel("Hello, Theo."), origins=[PAGE]) as home:
        async with httpx.AsyncClient(base_url=home.address, timeout=60) as browser:
            allowed = await browser.options(CHAT, headers={"Origin": PAGE, **asks})
            assert allowed.status_code == 204
            assert allowed.headers["access-control-allow-origin"] == PAGE
            other = await browser.options(CHAT, headers={"Origin": "http://else.example", **asks})
            assert other.status_code == 403
            refused = await browser.post(CHAT, headers={"Origin": PAGE}, json=body)
            assert refused.status_code == 403
            key = {"Authorization": f"Bearer {theo.token}", "Origin": PAGE}
            answered = await browser.post(CHAT, headers=key, json=body)
            assert answered.status_code == 200
            assert answered.headers["access-control-allow-origin"] == PAGE
