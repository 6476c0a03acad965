"""What leaves the page, in Chromium against real servers: mail, orders, offers; heard and asked."""

import os
from collections.abc import Iterator
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

import pytest
from four_letters import letters_in
from memory_door import MemoryDoor, scripted_anima
from playwright.async_api import Page, expect
from web_house import House, house, visit

from anima.loading import her_voice
from anima.models import WeightStore
from anima.settings import Settings
from anima.voice import SileroActivity, SpeechModels
from bench.letters_parts.mail_house import DOMAIN, PASSWORD, MailHouse, mail_house
from tests.interfaces.test_web_accessibility import fits, violations
from tests.interfaces.test_web_letters import Asking

pytestmark = pytest.mark.slow
ORDERS = "name,address,text\nNora Lind,nora@{0},Come to Porto.\nHenrik,nobody@{0},Thank you.\n"
HOUSES = "name,address\nNora Press,nora@{0}\nAgata Books,agata@{0}\n"


@pytest.fixture(scope="module")
def post() -> Iterator[MailHouse]:
    with mail_house() as opened:
        yield opened


@pytest.fixture
def settings(tmp_path: Path, post: MailHouse) -> Settings:
    post.empty()
    return Settings(
        home=tmp_path / "home",
        mail_smtp=post.smtp,
        mail_imap=post.imap,
        mail_from=f"theo@{DOMAIN}",
        mail_name="Theo Sand",
        mail_password=PASSWORD,
        mail_wait=2,
    )


async def picture(page: Page, name: str) -> None:
    if shots := os.environ.get("ANIMA_SHOTS"):
        await page.screenshot(path=f"{shots}/{name}.png", full_page=True)


async def open_letter(served: House, address: str) -> str:
    """A letter with words, to somebody with this address."""
    async with Asking(served) as page:
        known = await page.ask("note", name="Nora Lind", address=address, bond="sister")
        to = next(each["id"] for each in known["people"] if each["name"] == "Nora Lind")
        letter = await page.ask("brief", to=to, sender="Theo", say=["Come to Porto."])
        await page.ask("write", letter=letter["id"], text="Dear Nora,\n\nCome to Porto.\n\nTheo")
        return str(letter["id"])


def answer_to(mail: bytes, text: str) -> EmailMessage:
    """Nora's answer, as her program sends it."""
    came = message_from_bytes(mail, policy=policy.default)
    reply = EmailMessage()
    reply["From"] = f"Nora <nora@{DOMAIN}>"
    reply["To"] = f"theo@{DOMAIN}"
    reply["Subject"] = f"Re: {came['Subject']}"
    reply["Message-ID"] = "<answer@nora>"
    reply["In-Reply-To"] = came["Message-ID"]
    reply.set_content(text)
    return reply


async def test_a_letter_goes_by_mail_after_the_yes_and_its_answer_comes(
    settings: Settings, post: MailHouse
) -> None:
    async with scripted_anima(settings.home, "Hello.", settings=settings) as anima:
        async with house(MemoryDoor(anima)) as served:
            letter = await open_letter(served, f"nora@{DOMAIN}")
            async with visit(f"{served.address}letters#{letter}") as seen:
                page, going = seen.page, seen.page.locator("#going")
                await page.fill("#going [name=subject]", "The river")
                await page.check("#going [name=words_only]")
                await page.click("#going form button")
                await expect(going).to_contain_text(f"Goes to nora@{DOMAIN}, and a copy to you")
                await expect(going).to_contain_text("Subject: The river")
                assert post.mails("nora") == []
                assert await violations(seen) == []
                await page.click("#going >> text='No'")
                await expect(going.locator("form button")).to_be_visible()
                await page.click("#going form button")
                await picture(page, "mail-shown")
                await page.click("#going >> text='Yes, send exactly this'")
                await expect(going).to_contain_text(f"Sent to nora@{DOMAIN}.")
                await expect(going).to_contain_text("filed among your sent mails")
                (mail,) = post.mails("nora")
                assert b"Come to Porto." in mail
                post.deliver("theo", answer_to(mail, "I will come in April, by train."))
                await page.click("#one > a")
                await page.click("#look-for-replies")
                await expect(page.locator("#letters li")).to_contain_text("answered")
                await page.click("#people summary >> nth=0")
                await expect(page.locator("#people blockquote")).to_contain_text("in April")
                await page.click("#letters li a")
                await expect(page.locator("#replies")).to_contain_text("by train")
                await picture(page, "mail-answered")
                assert await violations(seen) == []
                assert len(post.mails("nora")) == 1


async def test_a_refused_address_is_said_on_the_page_and_mended_there(
    settings: Settings, post: MailHouse
) -> None:
    async with scripted_anima(settings.home, "Hello.", settings=settings) as anima:
        async with house(MemoryDoor(anima)) as served:
            letter = await open_letter(served, f"nobody@{DOMAIN}")
            async with visit(f"{served.address}letters#{letter}", width=360, height=740) as seen:
                page, going = seen.page, seen.page.locator("#going")
                await page.check("#going [name=words_only]")
                await page.click("#going form button")
                await page.click("#going >> text='Yes, send exactly this'")
                await expect(going).to_contain_text(f"refuses the address nobody@{DOMAIN}")
                await picture(page, "mail-refused-phone")
                assert await violations(seen) == []
                assert await fits(seen)
                await page.click("#one > a")
                await page.click("#people summary >> nth=0")
                await page.click("#people summary >> text='Change what is noted'")
                await page.fill("#people [name=address] >> nth=0", f"nora@{DOMAIN}")
                await page.click("#people >> text='Keep'")
                await page.click("#letters li a")
                await page.click("#going >> text='Take the yes back'")
                await page.check("#going [name=words_only]")
                await page.click("#going form button")
                await page.click("#going >> text='Yes, send exactly this'")
                await expect(going).to_contain_text(f"Sent to nora@{DOMAIN}.")
                assert len(post.mails("nora")) == 1


async def test_a_table_of_orders_and_offers_to_publishers_go_once(
    tmp_path: Path, settings: Settings, post: MailHouse
) -> None:
    (tmp_path / "orders.csv").write_text(ORDERS.format(DOMAIN))
    (tmp_path / "houses.csv").write_text(HOUSES.format(DOMAIN))
    place = letters_in(tmp_path / "letters")
    async with scripted_anima(settings.home, "Hello.", settings=settings) as anima:
        async with house(MemoryDoor(anima)) as served:
            async with visit(f"{served.address}letters", width=360, height=740) as seen:
                page, batch = seen.page, seen.page.locator("#batch")
                await page.click("#batch > summary")
                await page.set_input_files("#batch [name=table]", tmp_path / "orders.csv")
                await page.fill("#batch [name=sender]", "Theo")
                await page.check("#batch [name=words_only]")
                await page.click("#batch form > button")
                await page.click("#batch >> text='Yes, send exactly these 2 letters'")
                await expect(batch).to_contain_text("1 sent. 1 did not go")
                await expect(batch).to_contain_text("refuses the address")
                await picture(page, "batch-phone")
                assert await violations(seen) == []
                await expect(page.locator("#letters li")).to_have_count(2)
                await page.click("#batch form > button")
                await expect(batch).to_contain_text("went before.")
                assert len(post.mails("nora")) == 1

                await page.click("#book > summary")
                await page.set_input_files("#book [name=files]", sorted(place.iterdir()))
                await page.fill("#book [name=title]", "From the lake")
                await page.fill("#book [name=sender]", "Theo")
                await page.click("#offers > summary")
                await page.set_input_files("#offers [name=publishers]", tmp_path / "houses.csv")
                await page.click("#offers form > button")
                await page.click("#offers >> text='Yes, send exactly these 2 letters'")
                offers = page.locator("#offers")
                await expect(offers).to_contain_text("2 sent.")
                await expect(offers.locator("table")).to_contain_text("Agata Books")
                await picture(page, "offers-phone")
                assert await violations(seen) == []
                assert await fits(seen)
                mail = message_from_bytes(post.mails("agata")[0], policy=policy.default)
                (sample,) = mail.iter_attachments()
                assert sample.get_filename() == "first-part.pdf"


async def test_a_letter_in_his_own_voice_is_asked_for_and_heard(
    tmp_path: Path, weights: Path
) -> None:
    settings = Settings(home=tmp_path / "home")
    async with scripted_anima(settings.home, "Hello.", settings=settings) as anima:
        mouth = her_voice(settings, WeightStore(weights))
        async with house(MemoryDoor(anima)) as served:
            letter = await open_letter(served, "")
            async with visit(f"{served.address}letters#{letter}") as seen:
                page = seen.page
                await page.click("#coach > summary")
                await page.click("#coach >> text='Ask me'")
                for answer in ("Come to Porto, I saw the river and was glad.", "", ""):
                    await page.fill("#coach textarea", answer)
                    await page.click("#coach form button")
                await page.fill("#coach [name=greeting]", "Nora,")
                await picture(page, "coach")
                assert await violations(seen) == []
                await page.click("#coach form button")
                words = page.locator("#words > .words")
                await expect(words).to_contain_text("I saw the river and was glad.")
                await page.click("#whose summary")
                await expect(page.locator("#whose")).to_contain_text("12 of 12 words are yours")
                anima.speech = SpeechModels(None, mouth, None, SileroActivity, None)  # pyright: ignore[reportArgumentType] # nobody listens here
                await page.click("#aloud summary")
                seconds = await page.evaluate(
                    "async () => { const sound = document.querySelector('#aloud audio');"
                    " await sound.play(); sound.pause(); return sound.duration; }"
                )
                assert 2 < seconds < 12
