"""What a person sets of their own care: checked, kept in their log, under what is fixed."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anima.app import OWNER, open_vault
from anima.memory import EventLog, Forgetting, MemorySearch
from anima.own_care import CARE, OwnCare, OwnCareError, checked, choose, load_own_care
from anima.settings import FILE_NAME, Settings
from anima.storage import Vault
from anima.values import SystemClock


@asynccontextmanager
async def life(home: Path) -> AsyncGenerator[tuple[Vault, EventLog, OwnCare]]:
    settings = Settings(home=home)
    async with await open_vault(settings) as vault:
        log = EventLog(vault, OWNER, SystemClock())
        yield vault, log, await load_own_care(log, settings)


async def test_what_was_chosen_holds_after_a_restart_and_only_changes_are_kept(
    tmp_path: Path,
) -> None:
    wish = {"country": "ie", "content": "open", "stop_word": " Walnut! ", "minutes_a_day": "060"}
    async with life(tmp_path) as (_, log, own):
        assert own.chosen == {} and own.now == own.base
        await choose(log, own, wish)
    async with life(tmp_path) as (_, log, own):
        now = own.now
        assert (now.age, now.country, now.content) == ("adult", "IE", "open")
        assert (now.stop_word, now.minutes_a_day) == ("Walnut", 60)
        count = await log.count()
        await choose(log, own, wish)
        assert await log.count() == count
        own = await choose(log, own, {"country": "", "stop_word": ""})
        assert (own.now.country, own.now.stop_word) == ("", "")


@pytest.mark.parametrize(
    ("key", "value", "said"),
    [
        ("age", "child", "Use adult or minor"),
        ("content", "wild", "Use mild or open"),
        ("keep_sound", "maybe", "Use yes or no"),
        ("country", "XX", "no help lines"),
        ("country", "Ireland", "no help lines"),
        ("stop_word", "w" * 41, "40 letters at most"),
        ("stop_word", "wal\u0000nut", "40 letters at most"),
        ("minutes_a_day", "-1", "whole number from 0 to 1440"),
        ("minutes_a_day", "1441", "whole number from 0 to 1440"),
        ("minutes_a_day", "9" * 5000, "whole number from 0 to 1440"),
        ("minutes_a_day", "an hour", "whole number from 0 to 1440"),
        ("port", "80", "no such setting"),
    ],
)
async def test_a_bad_value_is_one_sentence_and_nothing_of_the_wish_is_kept(
    tmp_path: Path, key: str, value: str, said: str
) -> None:
    async with life(tmp_path) as (_, log, own):
        with pytest.raises(OwnCareError, match=said):
            await choose(log, own, {"country": "IE", key: value})
        assert await log.count() == 0


@given(st.sampled_from(CARE), st.text(max_size=60))
def test_a_value_is_kept_as_it_would_be_read_again(key: str, value: str) -> None:
    try:
        kept = checked(key, value)
    except OwnCareError:
        return
    assert checked(key, kept) == kept


async def test_what_the_machine_sets_is_fixed_whatever_was_chosen(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with life(tmp_path) as (_, log, own):
        await choose(log, own, {"content": "open", "country": "IE", "minutes_a_day": "30"})
    (tmp_path / FILE_NAME).write_text('content = "mild"\n')
    monkeypatch.setenv("ANIMA_COUNTRY", "")
    async with life(tmp_path) as (_, log, own):
        assert own.fixed == {"content": "machine", "country": "machine"}
        assert (own.now.content, own.now.country, own.now.minutes_a_day) == ("mild", "", 30)
        with pytest.raises(OwnCareError, match=r"anima\.toml"):
            await choose(log, own, {"content": "open"})
        assert (await choose(log, own, {"content": "mild", "age": "minor"})).now.age == "minor"


async def test_under_age_nothing_opens_and_later_nothing_opens_by_itself(tmp_path: Path) -> None:
    async with life(tmp_path) as (_, log, own):
        own = await choose(log, own, {"content": "open"})
        own = await choose(log, own, {"age": "minor"})
        assert own.now.content == "mild"
        for wish in ({"content": "open"}, {"age": "minor", "content": "open"}):
            with pytest.raises(OwnCareError, match="stays mild"):
                await choose(log, own, wish)
        own = await choose(log, own, {"age": "adult"})
        assert (own.now.age, own.now.content) == ("adult", "mild")


async def test_a_forgotten_stop_word_is_none_and_no_span_takes_away_the_rest(
    tmp_path: Path,
) -> None:
    async with life(tmp_path) as (vault, log, own):
        own = await choose(log, own, {"age": "minor", "stop_word": "old", "country": "IE"})
        own = await choose(log, own, {"stop_word": "pomegranate"})
        forgetting = Forgetting(vault, OWNER, log, MemorySearch(vault, OWNER))
        today = SystemClock().now()
        chosen = await forgetting.between(today.replace(year=today.year - 1), today)
        assert len(chosen) == 2, "both words, and no setting"
        await forgetting.erase([], topic="pomegranate")
        now = (await load_own_care(log, own.base)).now
        assert (now.stop_word, now.age, now.country) == ("", "minor", "IE")
        assert "pomegranate" not in " ".join(await forgetting.texts())
