"""What was typed on the page of letters and not yet given is not lost by what else is pressed."""

from pathlib import Path

import pytest
from memory_door import memory_door
from playwright.async_api import Page, expect
from web_house import house, visit

from tests.interfaces.test_web_letters import SAID, Asking

pytestmark = pytest.mark.slow

OWN = "Dearest Agata,\n\nI began this three times, and each time the river was another colour."


async def in_doubt(page: Asking) -> str:
    """A letter in which a name stands that nobody told."""
    letter = await page.begun()
    await page.ask("write", letter=letter, text="Dearest Agata,\n\nHenrik came.\n\nTheo")
    return letter


async def opened(page: Page, *folds: str) -> None:
    for fold in folds:
        await page.click(f"#{fold} > summary")


async def test_words_of_ones_own_stand_when_something_else_is_pressed(tmp_path: Path) -> None:
    async with memory_door(tmp_path, *SAID) as door, house(door) as served:
        async with Asking(served) as asking:
            letter = await in_doubt(asking)
        async with visit(f"{served.address}letters#{letter}") as seen:
            page = seen.page
            own = page.locator("#own textarea")
            await opened(page, "own", "brief")
            await own.fill(OWN)
            await page.fill("#brief [name=occasion]", "Her birthday")
            await page.click("text='It is true'")
            await expect(page.locator("#words mark")).to_have_count(0)
            await expect(own).to_have_value(OWN)
            await expect(page.locator("#brief [name=occasion]")).to_have_value("Her birthday")
            await page.click("text='Keep the brief'")
            await expect(page.locator("#state")).to_contain_text("The brief is kept.")
            await expect(own).to_be_visible()
            await expect(own).to_have_value(OWN)
            await page.click("text='Keep my words'")
            await expect(page.locator("#words > .words")).to_contain_text("another colour")
            await opened(page, "versions")
            await page.click("#versions li:first-child > button")
            await expect(page.locator("#words > .words")).to_contain_text("Henrik")
            await expect(own).to_have_value("Dearest Agata,\n\nHenrik came.\n\nTheo")


async def test_answers_to_the_coach_wait_for_whoever_comes_back(tmp_path: Path) -> None:
    async with memory_door(tmp_path, *SAID) as door, house(door) as served:
        async with Asking(served) as asking:
            letter = await in_doubt(asking)
            answers = ["Come to Porto, I saw the river and was glad.", "You laughed.", ""]
            third = (await asking.ask("coach", letter=letter, answers=answers[:2]))["question"]
        async with visit(f"{served.address}letters#{letter}") as seen:
            page, coach = seen.page, seen.page.locator("#coach")
            await opened(page, "coach")
            await page.click("#coach >> text='Ask me'")
            for answer in answers[:2]:
                await page.fill("#coach textarea", answer)
                await page.click("#coach >> text='Next'")
                await expect(coach.locator("textarea")).to_have_value("")
            await page.click("text='It is true'")
            await expect(page.locator("#words mark")).to_have_count(0)
            await expect(coach).to_contain_text(third)
            await page.click("#one > a")
            await page.click("#letters li a")
            await expect(coach.locator("textarea")).to_be_visible()
            await expect(coach).to_contain_text(third)
            while not await coach.get_by_text("Make the letter of my words").count():
                asked = await coach.locator("form > label").inner_text()
                await page.click("#coach >> text='Next'")
                await expect(coach.locator("form > label").first).not_to_have_text(asked)
            await page.click("text='Make the letter of my words'")
            for answer in filter(None, answers):
                await expect(page.locator("#words > .words")).to_contain_text(answer)


async def test_a_letter_being_begun_stands_while_somebody_is_added(tmp_path: Path) -> None:
    async with memory_door(tmp_path, *SAID) as door, house(door) as served:
        async with Asking(served) as asking:
            await asking.ask("note", name="Agata")
        async with visit(f"{served.address}letters") as seen:
            page = seen.page
            await opened(page, "new", "new-person")
            await page.fill("#new [name=say]", "Come to Porto.")
            await page.fill("#new-person [name=name]", "Nora")
            await page.click("#new-person >> text='Add'")
            await expect(page.locator("#people > ul > li")).to_have_count(2)
            await expect(page.locator("#new [name=say]")).to_have_value("Come to Porto.")
            await expect(page.locator("#new-person [name=name]")).to_have_value("")
            await page.select_option("#new [name=to]", label="Nora")
            await page.fill("#new [name=sender]", "Theo")
            await page.click("text='Begin the letter'")
            await expect(page.locator("#one h2")).to_have_text("To Nora")


async def test_the_browser_asks_before_what_was_typed_is_gone(tmp_path: Path) -> None:
    async with memory_door(tmp_path, *SAID) as door, house(door) as served:
        async with Asking(served) as asking:
            letter = await in_doubt(asking)
        async with visit(f"{served.address}letters#{letter}") as seen:
            page = seen.page
            await opened(page, "own")
            await page.fill("#own textarea", OWN)
            await page.click("text='All letters'")
            await expect(page.locator("#letters li a")).to_be_visible()
            async with page.expect_event("dialog") as asked:
                await page.evaluate("setTimeout(() => location.reload())")
            question = await asked.value
            assert question.type == "beforeunload"
            await question.dismiss()
            await page.click("#letters li a")
            await expect(page.locator("#own textarea")).to_have_value(OWN)
            await page.click("text='Keep my words'")
            await expect(page.locator("#words > .words")).to_contain_text("another colour")
            await page.reload()
            await expect(page.locator("#words > .words")).to_contain_text("another colour")
