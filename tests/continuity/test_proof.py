"""The proof of an erasure finds what is left, in whatever file and place it is."""

import os
import shutil
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from anima.app import OWNER
from anima.continuity.proof import search_files, telling_words
from anima.memory import EventLog, Forgetting, MemorySearch
from anima.storage import Vault, open_key
from anima.values import SessionId, SystemClock
from tests.continuity.conftest import opened

CANARIES = 1000


def test_words_stand_for_what_they_were_said_with() -> None:
    erased = ["My tangerines are growing", "the Lisbon flat", "ok"]
    kept = ["She is growing up in Lisbon", ""]
    assert telling_words(erased, kept) == ["tangeri"]
    assert telling_words(["x" * 3], []) == []


async def test_of_a_thousand_canaries_none_can_be_read_and_after_erasure_none_is_there(
    home: Path,
) -> None:
    secrets = [f"canary{number:04d}bird" for number in range(CANARIES)]
    key = open_key(home)
    async with await opened(home) as vault:
        log = EventLog(vault, OWNER, SystemClock())
        told = await log.append_all(
            [(SessionId("c"), "heard", {"text": f"My secret is {word}."}) for word in secrets]
        )
        # As a thief finds the files, while she runs.
        content = b"".join((home / name).read_bytes() for name in os.listdir(home))
        assert not [word for word in secrets if word.encode() in content]
        wanted = telling_words(secrets, [])
        await vault.flush()
        assert search_files(home, key, wanted).left == ("vault.db",)
        forgetting = Forgetting(vault, OWNER, log, MemorySearch(vault, OWNER))
        await forgetting.erase([event.id for event in told])
        proof = search_files(home, key, wanted)
    assert proof.left == ()
    assert proof.words == 500
    assert proof.files >= len(os.listdir(home))
    assert proof.pages > 10


async def test_a_copy_and_a_plain_file_are_found(vault: Vault) -> None:
    home = vault.path.parent
    await vault.flush()
    (home / "sub").mkdir()
    shutil.copy(vault.path, home / "sub" / "old.db")
    (home / "note.txt").write_text("x" * 2_000_000 + "Agnieszka")
    (home / "link").symlink_to(home / "note.txt")
    proof = search_files(home, open_key(home), ["agnies"])
    assert proof.left == ("note.txt", "sub/old.db", "vault.db")
    assert search_files(home, open_key(home), []).left == ()


@given(st.lists(st.text()), st.lists(st.text()))
def test_no_word_of_what_is_kept_is_looked_for(erased: list[str], kept: list[str]) -> None:
    for word in telling_words(erased, kept):
        assert not [text for text in kept if word in text.lower()]
