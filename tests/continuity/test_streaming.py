"""An archive that is passed on as it is made: the same life, in small pieces, for whoever stays."""

import asyncio
import os
from pathlib import Path

import pytest

from anima.app import OWNER
from anima.continuity import export_pieces, restore
from anima.continuity.streaming import PIECE_BYTES
from anima.memory import EventLog, Imports
from anima.moving_app import drawn_again
from anima.storage import Vault
from anima.values import Message, SystemClock
from tests.continuity.conftest import contents, destination, everything, nobody_asks, opened

LARGE = 3 << 20


async def with_something_large(vault: Vault) -> None:
    """Bring a file that does not become smaller."""
    log = EventLog(vault, OWNER, SystemClock())
    imports = Imports(vault, OWNER, log, SystemClock())
    brought = await imports.begin("a character card", "large.png", "large")
    await imports.keep_file(brought, os.urandom(LARGE))
    await imports.add(brought, iter([Message(SystemClock().now(), "Aqua", "Hello.", "card")]))
    await imports.finish(brought)
    await drawn_again(vault)


@pytest.mark.parametrize("passphrase", [None, "four words are better"])
async def test_what_was_read_to_the_end_is_the_whole_life(
    home: Path, tmp_path: Path, passphrase: str | None
) -> None:
    file = tmp_path / "life.anima"
    async with await opened(home) as vault:
        await with_something_large(vault)
        before = await contents(vault)
        pieces = export_pieces(vault, everything(), passphrase=passphrase)
        with file.open("wb") as out:
            async for piece in pieces:
                assert 0 < len(piece) <= PIECE_BYTES
                out.write(piece)
    assert (b"life with a companion" in file.read_bytes()) is (passphrase is None)
    ask = nobody_asks if passphrase is None else lambda: str(passphrase)
    await restore(file, destination(tmp_path / "new"), ask)
    async with await opened(tmp_path / "new") as vault:
        assert await contents(vault) == before


@pytest.mark.parametrize("passphrase", [None, "four words are better"])
async def test_who_goes_away_half_way_leaves_the_vault_free(
    home: Path, passphrase: str | None
) -> None:
    async with await opened(home) as vault:
        await with_something_large(vault)
        pieces = export_pieces(vault, everything(), passphrase=passphrase)
        assert await anext(pieces)
        await pieces.aclose()
        async with asyncio.timeout(5):
            assert await vault.read(lambda c: c.execute("SELECT count(*) FROM event").fetchone())


async def test_who_takes_nothing_for_long_is_not_waited_for(home: Path) -> None:
    async with await opened(home) as vault:
        await with_something_large(vault)
        pieces = export_pieces(vault, everything(), stalled_seconds=0.05)
        assert await anext(pieces)
        async with asyncio.timeout(5):
            assert await vault.read(lambda c: c.execute("SELECT count(*) FROM event").fetchone())
        with pytest.raises(BrokenPipeError):
            async for _ in pieces:
                pass


async def test_what_fails_half_way_is_raised_to_whoever_reads(home: Path) -> None:
    async with await opened(home) as vault:
        await with_something_large(vault)
        bad = "UPDATE quoted_file SET import = 'no/such' WHERE length(content) > 1000"
        await vault.write(lambda c: c.execute("PRAGMA defer_foreign_keys = ON").execute(bad))
        with pytest.raises(Exception, match="names a file that cannot be"):
            async for _ in export_pieces(vault, everything()):
                pass
