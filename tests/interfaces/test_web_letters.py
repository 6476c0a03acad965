"""The page about letters: what it asks, and a letter from its brief to the printer in a browser."""

import io
import json
import os
from pathlib import Path
from typing import Any

import httpx
import pytest
from memory_door import MemoryDoor, memory_door, scripted_anima
from playwright.async_api import Page, expect
from pypdf import PdfReader
from scripted_model import ScriptedModel
from web_house import House, house, visit

from anima.app import OWNER
from anima.letters import Studio
from tests.interfaces.test_web_accessibility import SCREENS, fits, violations

SAID = ("My sister's name is Agata and she works as a nurse.", "I moved to Porto in March.")


class Asking:
    """Somebody who speaks to the routes as the page does."""

    def __init__(self, served: House) -> None:
        self._client = httpx.AsyncClient(base_url=served.address, timeout=60)

    async def __aenter__(self) -> "Asking":
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._client.aclose()

    async def ask(self, do: str, status: int = 200, **wish: object) -> Any:
        answer = await self._client.post("letters/ask", json={"do": do, **wish})
        assert answer.status_code == status, answer.text
        return answer.json()

    async def tell(self, do: str, **wish: object) -> list[Any]:
        answer = await self._client.post("letters/tell", json={"do": do, **wish})
        return [json.loads(line) for line in answer.text.splitlines()]

    async def file(self, name: str, letter: str, **look: str) -> httpx.Response:
        return await self._client.get(f"letters/file/{name}", params={"letter": letter, **look})

    async def begun(self) -> str:
        all_ = await self.ask("note", name="Agata", bond="sister", greeting="Dearest Agata")
        people = all_["people"]
        assert isinstance(people, list)
        letter = await self.ask(
            "brief",
            to=people[0]["id"],
            sender="Theo",
            say=["Come to Porto."],
            happened=[],
            facts=[],
        )
        return str(letter["id"])


@pytest.mark.parametrize(
    ("content", "status", "error"),
    [
        (b"{", 400, "not JSON"),
        (b"[]", 400, "missing or wrong"),
        (b'{"do": "burn"}', 400, "no such thing"),
        (b'{"do": "letter", "letter": "zzz"}', 400, "No letter is called"),
        (b'{"do": "letter"}', 400, "missing or wrong: letter"),
        (b'{"do": "brief", "to": "x", "sender": "T"}', 400, "No correspondent"),
        (b" " * (9 << 20), 413, "too long"),
    ],
)
async def test_a_wrong_wish_is_one_sentence(
    tmp_path: Path, content: bytes, status: int, error: str
) -> None:
    async with memory_door(tmp_path, *SAID) as door, house(door) as served:
        async with httpx.AsyncClient(base_url=served.address) as client:
            answer = await client.post("letters/ask", content=content)
            foreign = await client.post(
                "letters/ask", content=b"{}", headers={"origin": "https://e.example"}
            )
    assert answer.status_code == status
    assert error in answer.json()["error"]
    assert foreign.status_code == 403


async def test_what_she_remembers_is_offered_with_its_moment_and_used_only_when_picked(
    tmp_path: Path,
) -> None:
    async with memory_door(tmp_path, *SAID) as door, house(door) as served, Asking(served) as page:
        letter = await page.begun()
        facts = (await page.ask("remembered", name="Agata"))["facts"]
        assert isinstance(facts, list)
        assert any(each["moments"][0]["text"] == SAID[0] for each in facts)
        seen = await page.ask("letter", letter=letter)
        assert seen["brief"]["memories"] == []
        to = seen["brief"]["to"]
        wish: dict[str, Any] = {"letter": letter, "to": to, "sender": "Theo", "say": ["Come."]}
        picked = await page.ask("brief", **wish, facts=[facts[0]["id"]])
        assert picked["brief"]["memories"][0]["source"] == facts[0]["id"]


async def test_nothing_unmarked_is_printed_and_the_yes_is_for_exactly_that(tmp_path: Path) -> None:
    async with memory_door(tmp_path, *SAID) as door, house(door) as served, Asking(served) as page:
        letter = await page.begun()
        own = "Dearest Agata,\n\nCome to Porto. Henrik will not.\n\nTheo"
        seen = await page.ask("write", letter=letter, text=own)
        assert seen["claims"] == [{"kind": "name", "text": "Henrik"}]
        refused = await page.ask("ready-print", 400, letter=letter, hand="typed")
        assert "“Henrik”" in str(refused["error"])
        await page.ask("confirm", 400, letter=letter, claim="Porto")
        await page.ask("confirm", letter=letter, claim="Henrik")
        shown = await page.ask("ready-print", letter=letter, hand="typed")
        digest = shown["shown"]["digest"]
        await page.ask("print", 400, letter=letter)
        await page.ask("yes", 400, letter=letter, digest="0" * 64)
        assert (await page.ask("no", letter=letter))["stage"] == "drafted"
        await page.ask("yes", 400, letter=letter, digest=digest)
        shown = await page.ask("ready-print", letter=letter, hand="typed")
        digest = shown["shown"]["digest"]
        assert (await page.ask("yes", letter=letter, digest=digest))["may_go"] is True
        assert (await page.ask("print", letter=letter))["stage"] == "sent"
        kept = await page.file("kept", letter)
        text = "".join(each.extract_text() for each in PdfReader(io.BytesIO(kept.content)).pages)
        assert text.split() == own.split()
        await page.ask("write", 400, letter=letter, text="Another one.")


async def test_versions_their_changes_and_whose_words(tmp_path: Path) -> None:
    async with memory_door(tmp_path, *SAID) as door, house(door) as served, Asking(served) as page:
        letter = await page.begun()
        await page.ask("write", letter=letter, text="Come to Porto soon, Agata.")
        seen = await page.ask("write", letter=letter, text="Come to Porto, Agata.")
        assert ["-", "soon"] in [[m, p.strip()] for m, p in seen["versions"][1]["change"]]
        edited = await page.ask("edit", letter=letter, text="she hates commas")
        assert edited["outcomes"]
        seen = await page.ask("back", letter=letter, number=1)
        assert seen["text"] == "Come to Porto soon, Agata."
        assert seen["whose"]["theirs"] == seen["whose"]["whole"] == 5
        await page.ask("back", 400, letter=letter, number=9)
        await page.ask("take", 400, letter=letter)
        await page.ask("keep", 400, letter=letter, number=1)


async def test_a_letter_is_thrown_away_but_not_while_it_is_on_its_way(tmp_path: Path) -> None:
    async with memory_door(tmp_path, *SAID) as door, house(door) as served, Asking(served) as page:
        letter = await page.begun()
        await page.ask("write", letter=letter, text="Come to Porto, Agata.")
        shown = await page.ask("ready-print", letter=letter, hand="typed")
        await page.ask("yes", letter=letter, digest=shown["shown"]["digest"])
        assert door.anima.vault is not None
        studio = Studio(door.anima.vault, OWNER, door.anima.log)
        await studio.take_to_send(letter)
        refused = await page.ask("discard", 400, letter=letter)
        assert "cannot be thrown away now" in refused["error"]
        await studio.outcome(letter, "sending_failed", {"reason": "No paper."})
        assert (await page.ask("discard", letter=letter))["letters"] == []
        await page.ask("letter", 400, letter=letter)
        assert "Come to Porto" not in str(await door.anima.log.events())


async def test_the_coach_asks_until_it_is_written(tmp_path: Path) -> None:
    async with memory_door(tmp_path, *SAID) as door, house(door) as served, Asking(served) as page:
        letter = await page.begun()
        answers = ["Come to Porto with me, I saw the river and was glad."]
        assert "Come to Porto." in str((await page.ask("coach", letter=letter))["question"])
        while (await page.ask("coach", letter=letter, answers=answers))["question"]:
            answers.append("")
        done = await page.ask("coached", letter=letter, answers=answers, greeting="Agata,")
        assert str(done["text"]).startswith("Agata,\n\nCome to Porto with me")
        assert done["claims"] == []
        await page.ask("coached", 400, letter=letter, answers=[""])


async def test_drafts_are_told_as_they_are_written_and_one_is_kept(tmp_path: Path) -> None:
    async with memory_door(tmp_path, *SAID) as door, house(door) as served, Asking(served) as page:
        letter = await page.begun()
        told = await page.tell("draft", letter=letter)
        assert {each["alternative"] for each in told} == {1, 2}
        whole = [each for each in told if "marked" in each]
        assert len(whole) == 2
        text = "".join(piece for piece, _ in whole[1]["marked"])
        assert (await page.ask("keep", letter=letter, number=2))["text"] == text
        assert "error" in (await page.tell("burn", letter=letter))[0]
        assert "mail_smtp" in str((await page.tell("send", letter=letter))[0]["error"])


async def test_files_of_a_letter(tmp_path: Path) -> None:
    async with memory_door(tmp_path, *SAID) as door, house(door) as served, Asking(served) as page:
        letter = await page.begun()
        assert (await page.file("page.pdf", letter)).status_code == 400
        await page.ask("write", letter=letter, text="Come to Porto, Agata.")
        typed = await page.file("page.pdf", letter, hand="typed")
        assert typed.content.startswith(b"%PDF")
        assert await page.ask("sheets", letter=letter, hand="typed") == {"sheets": 1}
        picture = await page.file("page.png", letter, hand="typed")
        assert picture.content.startswith(b"\x89PNG")
        for asked in ("page.svg", "page.png"):
            missing = await page.file(asked, letter, hand="typed", sheet="2")
            assert missing.status_code == 404
        assert (await page.file("page.exe", letter)).status_code == 404
        assert (await page.file("page.pdf", letter, hand="paw")).status_code == 400
        assert "voice" in (await page.file("aloud.wav", letter)).json()["error"]


async def test_samples_are_learned(tmp_path: Path) -> None:
    async with memory_door(tmp_path, *SAID) as door, house(door) as served, Asking(served) as page:
        text = "My dear Ruth,\n\n" + "The sea was grey again today, and I was glad of it. " * 30
        told = await page.ask("learn", sender="Theo", name="a.txt", text=text)
        assert told["new"] == 1
        assert told["lines"]
        assert (await page.ask("all"))["senders"] == {"Theo": 1}


async def write_and_print(page: Page) -> None:
    """The whole way of a letter, by hand, in the page."""
    await page.fill("#new-person [name=name]", "Agata")
    await page.fill("#new-person [name=bond]", "sister")
    await page.click("#new-person button")
    await page.click("#new summary")
    await page.select_option("#new [name=to]", label="Agata")
    await page.check("#new [name=facts] >> nth=0")
    await page.fill("#new [name=sender]", "Theo")
    await page.fill("#new [name=say]", "Come to Porto.")
    await page.select_option("#new [name=length]", "short")
    await page.click("#new form > button")
    await page.click("#draft")
    await page.click("#alternative-1 button")
    await expect(page.locator("#words > .words")).to_contain_text("Come to Porto.")


@pytest.mark.slow
@pytest.mark.parametrize("screen", SCREENS)
async def test_a_letter_from_its_brief_to_the_printer(
    tmp_path: Path, screen: dict[str, int]
) -> None:
    model = ScriptedModel()
    async with scripted_anima(tmp_path, *SAID, model=model) as anima:
        async with house(MemoryDoor(anima)) as served:
            async with visit(f"{served.address}letters", **screen) as seen:  # pyright: ignore[reportArgumentType] # one of the screens above
                page = seen.page
                await expect(page.locator("#new-person [name=name]")).to_be_visible()
                assert await violations(seen) == []
                await write_and_print(page)
                await page.click("#own summary")
                own = await page.input_value("#own textarea")
                await page.fill("#own textarea", own.replace("Porto.", "Porto. Henrik came."))
                await page.click("#own button")
                await expect(page.locator("#words mark")).to_contain_text("Henrik")
                await expect(page.locator("#going")).to_contain_text("what nobody told")
                assert await violations(seen) == []
                assert "You are my sister." in own
                await page.click("#versions summary")
                await page.click("#versions li:first-child > button")
                await expect(page.locator("#words mark")).to_have_count(0)
                await page.click("#paper button")
                await expect(page.locator("#paper img")).to_be_visible()
                await page.click("#to-print")
                await expect(page.locator("#going")).to_contain_text("A page to print, for Agata.")
                assert await violations(seen) == []
                assert await fits(seen)
                if shots := os.environ.get("ANIMA_SHOTS"):
                    for each in ("whose", "versions"):
                        await page.evaluate(f"document.querySelector('#{each}').open = true")
                    name = "-".join(str(each) for each in screen.values()) or "light"
                    await page.screenshot(path=f"{shots}/letters-{name}.png", full_page=True)
                await page.focus("#going button.main")
                await page.keyboard.press("Enter")
                await expect(page.locator("#going")).to_contain_text("Printed for Agata.")
                async with page.expect_download() as saving:
                    await page.click("#going a")
                assert (await saving.value).suggested_filename == "letter.pdf"
                await page.click("#one > a")
                await expect(page.locator("#letters li")).to_contain_text("sent")
                assert await violations(seen) == []
