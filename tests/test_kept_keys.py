"""Whether this machine keeps a key is asked of the system's keyring beside the talks."""

import threading
from pathlib import Path

import pytest
from people_house import people_house, settled

from anima import house as house_module
from anima.accounts import OWNER_ID, recovery
from anima.storage import KeyPlace


async def test_no_talk_waits_for_the_keyring(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    theo, _ = await settled(tmp_path, "Theo", "Maya")
    asked_in: list[threading.Thread] = []

    def slow_keyring(folder: Path, place: KeyPlace) -> bool:
        asked_in.append(threading.current_thread())
        return False

    async with people_house(tmp_path) as home:
        monkeypatch.setattr(house_module, "has_key", slow_keyring)
        assert await home.house.kept_key(OWNER_ID) is None
        home.house.unseal(OWNER_ID, recovery.opened(tmp_path, theo.code))
        for each in await home.house.credentials.all(OWNER_ID):
            await home.house.credentials.end(each.id)
        await home.house.look()
        assert OWNER_ID not in home.house.lives, "nobody is signed in"
    assert len(asked_in) >= 2
    assert threading.main_thread() not in asked_in
