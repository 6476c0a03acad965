"""Nobody is let become several where browsers make no passkey: nobody could come in again."""

from pathlib import Path

import httpx
import pytest
from people_house import people_house
from rich.console import Console

from anima.accounts import AccountError, demand_passkeys_at, place_of
from anima.people_app import begin
from anima.settings import Settings

NONE_THERE = (
    "http://0.0.0.0:8377",
    "http://192.168.1.5:8377",
    "https://192.168.1.5",
    "https://[fd00::5]:8377",
    "http://anima.example",
    "http://127.0.0.1:8377",
)


@pytest.mark.parametrize("address", NONE_THERE)
async def test_the_page_stays_as_it_is(tmp_path: Path, address: str) -> None:
    async with (
        people_house(tmp_path, behind=address) as home,
        httpx.AsyncClient(base_url=home.address) as page,
    ):
        refused = await page.post("/people/begin", json={})
        assert refused.status_code == 400, refused.text
        assert "Set address in anima.toml" in refused.text
        assert not await home.house.is_open()
        assert (await page.get("/")).status_code == 200


async def test_so_does_the_command(tmp_path: Path) -> None:
    settings = Settings(home=tmp_path, host="0.0.0.0")  # noqa: S104  # what the docs have people set
    with pytest.raises(AccountError, match="address"):
        await begin(settings, Console(quiet=True))
    assert not place_of(tmp_path).exists()


@pytest.mark.parametrize("address", ["http://localhost:9000", "https://anima.example"])
def test_where_passkeys_can_be_made_they_may(address: str) -> None:
    demand_passkeys_at(address)
