"""Erasing everything where several people live: one goes, and the others live on as before."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

import httpx
import pytest
from people_house import people_house, settled
from rich.console import Console

from anima.accounts import Passkey, Passkeys, Register, Shown, folder_of
from anima.erase_app import erase_everything
from anima.people_app import audit, begin, home_of
from anima.settings import Settings, load_settings
from anima.values import PersonId, SystemClock

HOUSE = """# Theo's
address = "https://anima.example"
port = 9000
llm = "http://elsewhere:1/v1"
llm_key = "ke\\"y \\\\ \\u007f ñ"
token = "a-token-of-sixteen"
country = "IE"
mail_password = "swordfish"
mail_from = "theo@example.org"
stop_word = "pelican"
age = "minor"
minutes_a_day = 30
"""


async def erase_all(settings: Settings) -> None:
    assert await erase_everything(settings, Console(quiet=True), lambda _: True)


async def test_the_house_keeps_its_settings_and_none_of_the_owners(tmp_path: Path) -> None:
    await settled(tmp_path, "Theo", "Maya")
    file = tmp_path / "anima.toml"
    file.write_text(HOUSE)
    before = load_settings({"ANIMA_HOME": str(tmp_path)})
    await erase_all(before)
    assert not (tmp_path / "vault.db").exists()
    after = load_settings({"ANIMA_HOME": str(tmp_path)})
    assert after.page == "https://anima.example"
    none = Settings()
    assert after == replace(
        before,
        mail_password=none.mail_password,
        mail_from=none.mail_from,
        stop_word=none.stop_word,
        age=none.age,
        minutes_a_day=none.minutes_a_day,
    )
    left = file.read_text()
    assert not any(word in left for word in ("swordfish", "theo", "Theo", "pelican"))


async def test_what_the_house_does_not_share_is_what_goes(tmp_path: Path) -> None:
    """Whatever another person does not get from the owner's file is the owner's own."""
    await settled(tmp_path, "Theo", "Maya")
    words = ("mail_smtp", "mail_imap", "mail_user", "mail_password", "mail_from", "mail_name")
    own = "".join(f'{name} = "x"\n' for name in (*words, "stop_word"))
    own += 'content = "open"\nage = "minor"\nminutes_a_day = 30\nkeep_sound = "yes"\n'
    (tmp_path / "anima.toml").write_text(own)
    given = load_settings({"ANIMA_HOME": str(tmp_path), "ANIMA_PERSON": "Maya"})
    theirs = await home_of(given)
    assert theirs == replace(Settings(), home=theirs.home, person="Maya")
    await erase_all(load_settings({"ANIMA_HOME": str(tmp_path)}))
    assert (tmp_path / "anima.toml").read_text() == ""


async def test_a_members_own_settings_go_with_them(tmp_path: Path) -> None:
    _, maya = await settled(tmp_path, "Theo", "Maya")
    (tmp_path / "anima.toml").write_text(HOUSE)
    folder = folder_of(tmp_path, maya.id)
    (folder / "anima.toml").write_text('mail_from = "maya@example.org"\n')
    await erase_all(await home_of(replace(Settings(home=tmp_path), person="Maya")))
    assert not (folder / "anima.toml").exists()
    assert (tmp_path / "anima.toml").read_text() == HOUSE and (tmp_path / "vault.db").exists()


async def given_a_passkey(home: Path, person: PersonId) -> None:
    """A passkey from before, of a device that is still there."""
    async with registered(home) as register:
        passkey = Passkey(b"device", PersonId(""), b"public", 0, "", opens=False)
        who = await register.person(person)
        await Passkeys(register, "http://localhost").keep(passkey, who, "laptop", None, None)


@asynccontextmanager
async def registered(home: Path) -> AsyncGenerator[Register]:
    register = await Register.open(home, SystemClock())
    try:
        yield register
    finally:
        await register.vault.close()


async def test_an_owner_who_erased_everything_begins_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    theo, _ = await settled(tmp_path, "Theo", "Maya")
    await given_a_passkey(tmp_path, theo.id)
    settings, screen = Settings(home=tmp_path), Console(record=True, width=200)
    await erase_all(settings)
    await begin(settings, screen)
    token = screen.export_text().split("/join#")[1].split()[0]

    def made(_: Passkeys, __: Shown) -> Passkey:
        return Passkey(b"new", PersonId(""), b"public", 0, "", opens=True)

    # The authenticator's part is shown in a real browser: tests/test_people_browser.py.
    monkeypatch.setattr(Passkeys, "made", made)
    async with people_house(tmp_path) as home, httpx.AsyncClient(base_url=home.address) as page:
        invited = (await page.post("/people/invited", json={"token": token})).json()
        assert invited["options"]["excludeCredentials"] == []
        body = {"token": token, "name": "Theo", "credential": {}}
        joined = await page.post("/people/join", json=body)
        assert joined.status_code == 200, joined.text
        assert len(joined.json()["code"]) == 39
        state = (await page.post("/people/state", json={})).json()
        assert (state["person"], state["role"], state["sealed"]) == ("Theo", "owner", False)
        assert state["people"] == ["Theo", "Maya"]


async def test_a_member_who_erased_everything_may_be_invited_again(tmp_path: Path) -> None:
    _, maya = await settled(tmp_path, "Theo", "Maya")
    await given_a_passkey(tmp_path, maya.id)
    await erase_all(await home_of(replace(Settings(home=tmp_path), person="Maya")))
    async with registered(tmp_path) as register:
        assert [each.name for each in await register.people()] == ["Theo"]
        assert await Passkeys(register, "http://localhost").of(maya.id) == []
        await register.invite("Maya")
    screen = Console(record=True, width=200)
    await audit(Settings(home=tmp_path), screen, 20)
    assert "vault erased" in screen.export_text()


async def test_an_owner_whose_folder_lies_in_one_named_people(tmp_path: Path) -> None:
    home = tmp_path / "people" / "theo"
    theo, _ = await settled(home, "Theo", "Maya")
    await given_a_passkey(home, theo.id)
    await erase_all(Settings(home=home))
    assert not (tmp_path / "people" / "register").exists()
    async with registered(home) as register:
        assert await Passkeys(register, "http://localhost").of(theo.id) == []
        assert len(await register.people()) == 2
