"""The page about many letters: a table, the book with its reasons, permissions, and offers."""

import os
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from four_letters import letters_in
from memory_door import MemoryDoor, scripted_anima
from playwright.async_api import expect
from served_anima import free_port
from web_house import house, visit

from anima.settings import Settings
from tests.interfaces.test_web_accessibility import SCREENS, fits, violations
from tests.interfaces.test_web_letters import Asking

TABLE = "name,address,text\nNora,nora@example.org,Come to Porto.\nLeo,leo@example.org,Thank you.\n"


class Post:
    """A mail server that keeps what it is given, and refuses whoever is called Leo."""

    def __init__(self) -> None:
        self.came: list[tuple[list[str], bytes]] = []

    async def handle_RCPT(  # aiosmtpd's name
        self, server: object, session: object, envelope: Any, address: str, options: object
    ) -> str:
        if address.startswith("leo@"):
            return "550 5.1.1 no such person"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(  # aiosmtpd's name
        self, server: object, session: object, envelope: Any
    ) -> str:
        self.came.append((envelope.rcpt_tos, envelope.content))
        return "250 OK"


def folder_of(tmp_path: Path) -> list[dict[str, str]]:
    """The letters of the tests, as the page reads them."""
    place = letters_in(tmp_path / "letters")
    return [{"name": each.name, "text": each.read_text()} for each in sorted(place.iterdir())]


async def test_a_table_is_written_shown_and_sent_after_one_yes(tmp_path: Path) -> None:
    post = Post()
    server = Controller(post, hostname="127.0.0.1", port=free_port())
    server.start()
    settings = Settings(
        home=tmp_path / "home",
        mail_smtp=f"smtp://127.0.0.1:{server.port}",
        mail_from="theo@example.org",
    )
    wish = {"name": "orders.csv", "text": TABLE, "sender": "Theo", "words_only": True}
    try:
        async with scripted_anima(settings.home, "Hello.", settings=settings) as anima:
            async with house(MemoryDoor(anima)) as served, Asking(served) as page:
                told = await page.tell("batch", **wish)
                shown = [each for each in told if "digest" in each]
                assert "To: Nora <nora@example.org>" in shown[0]["mail"]
                ids = [{"letter": each["letter"], "digest": each["digest"]} for each in shown]
                unasked = await page.tell("send-all", letters=ids)
                assert {each["letter"]["stage"] for each in unasked} == {"shown"}
                assert post.came == []
                await page.ask("yes-all", letters=ids)
                went = await page.tell("send-all", letters=ids)
                assert [each["letter"]["stage"] for each in went] == ["sent", "failed"]
                assert "refuses the address leo@example.org" in went[1]["letter"]["trouble"]
                again = await page.tell("batch", **wish)
                assert [each["stage"] for each in again if each.get("holds")] == ["sent", "failed"]
                assert len(post.came) == 1
                assert post.came[0][0] == ["nora@example.org", "theo@example.org"]
                wrong = await page.tell("batch", **{**wish, "text": "name\n\n"})
                assert "orders.csv" in wrong[0]["error"]
    finally:
        server.stop()


async def test_the_book_is_explained_decided_and_bound(tmp_path: Path) -> None:
    async with scripted_anima(tmp_path / "home", "Hello.") as anima:
        async with house(MemoryDoor(anima)) as served, Asking(served) as page:
            wish: dict[str, Any] = {
                "files": folder_of(tmp_path),
                "title": "From the lake",
                "sender": "Theo",
            }
            view = await page.ask("choice", **wish)
            first = view["choice"][0]
            assert first["why"]
            dropped = await page.ask("choice", **wish, dropped=[first["id"]])
            why = {each["id"]: each["why"] for each in dropped["choice"]}
            assert why[first["id"]] == "You dropped it."
            assert (await page.file("book.pdf", "")).status_code == 404
            person = view["people"][0]["name"]
            letter = await page.ask("permission", **wish, person=person)
            assert "“From the lake”" in letter["text"]
            assert letter["claims"] == []
            view = await page.ask("choice", **wish)
            said = {each["name"]: each["said"] for each in view["people"]}
            assert said[person] == "written, not sent"
            await page.ask("permission", 400, **wish, person="Nobody")
            assert (await page.ask("offers"))["offers"] == []


@pytest.mark.slow
@pytest.mark.parametrize("screen", SCREENS[:1] + SCREENS[3:])
async def test_a_book_is_chosen_and_made_in_the_page(
    tmp_path: Path, screen: dict[str, int]
) -> None:
    place = letters_in(tmp_path / "letters")
    async with scripted_anima(tmp_path / "home", "Hello.") as anima:
        async with house(MemoryDoor(anima)) as served:
            async with visit(f"{served.address}letters", **screen) as seen:  # pyright: ignore[reportArgumentType] # one of the screens above
                page = seen.page
                await page.click("#book > summary")
                await page.set_input_files("#book [name=files]", sorted(place.iterdir()))
                await page.fill("#book [name=title]", "From the lake")
                await page.click("#book form > button")
                await page.click("#book ol button >> nth=1")
                await expect(page.locator("#book ol")).to_contain_text(["You dropped it."])
                await page.click("#book .actions button >> nth=0")
                link = page.locator("#book .actions a >> nth=1")
                async with page.expect_download() as saving:
                    await link.click()
                assert (await saving.value).suggested_filename == "book.epub"
                await page.click("#batch > summary")
                await page.click("#offers > summary")
                assert await violations(seen) == []
                assert await fits(seen)
                if shots := os.environ.get("ANIMA_SHOTS"):
                    await page.screenshot(path=f"{shots}/many-{len(screen)}.png", full_page=True)
