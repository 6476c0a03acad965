"""Erasing everything where several people live: one goes, and the others live on as before."""

from dataclasses import replace
from pathlib import Path

from people_house import settled
from rich.console import Console

from anima.accounts import folder_of
from anima.erase_app import erase_everything
from anima.people_app import home_of
from anima.settings import Settings, load_settings

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
