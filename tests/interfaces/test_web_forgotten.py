"""What was forgotten stands on no screen any more: not here, not at another device, not later."""

from pathlib import Path

import httpx
import pytest
from playwright.async_api import expect
from scripted_model import ScriptedModel
from talking_anima import talking_anima
from web_house import visit

pytestmark = pytest.mark.slow

SAID = "Mark has lost his job at the shipyard."


async def test_what_is_forgotten_by_a_word_goes_from_every_page(tmp_path: Path) -> None:
    model = ScriptedModel("That must weigh on him.")
    async with (
        talking_anima(tmp_path, SAID, "I love jazz.", model=model) as (_, served),
        visit(served.address) as laptop,
        visit(served.address, width=390) as phone,
    ):
        for seen in (laptop, phone):
            await expect(seen.page.locator("#transcript")).to_contain_text("shipyard")
            await seen.state("listening")
        # The laptop goes on with the talk in which it was said; to the phone she has to recall it.
        await phone.says("What happened to Mark at the shipyard?")
        minded = phone.page.locator(".in-mind")
        await expect(minded).to_contain_text("lost his job", timeout=20_000)
        await phone.page.fill("#search", "shipyard")
        await expect(phone.page.locator("#results li")).to_have_count(2)
        await laptop.says("Forget what I told you about Mark.")
        told = laptop.page.locator("#transcript")
        await expect(told).to_contain_text("Shall I forget", timeout=20_000)
        await laptop.says("Yes.")
        await expect(told).to_contain_text("It's gone.", timeout=20_000)
        await expect(phone.page.locator("#results li")).to_have_count(0)
        await expect(minded).to_have_count(0)
        for seen in (laptop, phone):
            words = seen.page.locator("#transcript")
            await expect(words).not_to_contain_text("Mark")
            await expect(words).not_to_contain_text("shipyard")
            await expect(words).to_contain_text("I love jazz.")


async def test_what_was_forgotten_while_a_page_was_away_is_not_there_when_it_is_back(
    tmp_path: Path,
) -> None:
    async with (
        talking_anima(tmp_path, SAID, "I love jazz.") as (anima, served),
        visit(served.address) as seen,
    ):
        words = seen.page.locator("#transcript")
        await expect(words).to_contain_text("shipyard")
        await seen.state("listening")
        await served.shut()
        await seen.state("offline")
        await anima.forgetting.erase([turn.id for turn in await anima.forgetting.about("Mark")])
        await expect(words).to_contain_text("shipyard")
        await served.open()
        await seen.state("listening")
        await expect(words).not_to_contain_text("shipyard")
        await expect(words).to_contain_text("I love jazz.")


async def test_what_is_forgotten_on_the_memory_page_goes_from_the_conversation(
    tmp_path: Path,
) -> None:
    async with (
        talking_anima(tmp_path, "I'm allergic to nuts.") as (_, served),
        visit(served.address) as seen,
    ):
        words = seen.page.locator("#transcript")
        await expect(words).to_contain_text("nuts")
        async with httpx.AsyncClient(base_url=served.address) as memory:
            (fact,) = (await memory.get("memory/facts")).json()["facts"]
            await memory.post(f"memory/facts/{fact['id']}", json={"action": "forget"})
        await expect(words).not_to_contain_text("nuts")
