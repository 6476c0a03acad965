"""By the terminal, with the real models: Ana gives her away, and Mira meets her and asks."""

import os
import sys
from asyncio import create_subprocess_exec
from asyncio.subprocess import PIPE
from pathlib import Path

import pytest

pytestmark = [pytest.mark.slow, pytest.mark.timeout(400)]


async def anima(home: Path, *words: str, lines: tuple[str, ...] = ()) -> str:
    """What a command prints when these lines are typed and the input ends."""
    more = {"ANIMA_HOME": str(home), "COLUMNS": "200", "ANIMA_ARCHIVE_PASSPHRASE": "open sesame"}
    process = await create_subprocess_exec(
        *(sys.executable, "-m", "anima.cli", *words),
        env=os.environ | more,
        stdin=PIPE,
        stdout=PIPE,
    )
    printed, _ = await process.communicate("".join(f"{line}\n" for line in lines).encode())
    assert process.returncode == 0
    return printed.decode()


async def test_given_away_she_knows_ana_and_does_not_take_her_life_for_miras(
    tmp_path: Path,
) -> None:
    ana, mira, file = tmp_path / "ana", tmp_path / "mira", tmp_path / "her.anima"
    met = ("2", "I'm Ana.", "Quiet ones.", "A bit of both.", "Yes.", "Not now.")
    told = ("My daughter Lucia plays the cello in Coimbra.", "I collect Portuguese tiles.")
    await anima(ana, "chat", lines=(*met, *told))
    chosen = ("--about", "cello", "--for", "Mira", "--yes")
    assert "Lucia plays the cello" in await anima(ana, "handover", str(file), *chosen)
    await anima(mira, "import", str(file))
    begun = await anima(
        mira,
        "chat",
        lines=("Mira", "Busy ones.", "Mostly listen.", "Not now.", "What did Ana tell you?"),
    )
    assert "I talked with Ana before" in begun and "I'm an AI" in begun, begun
    # The small model's words are sampled, and one answer in some passes over what lies before it.
    about = (
        "What do you know about Ana's daughter?",
        "What is Ana's daughter called?",
        "What does Ana's daughter play?",
    )
    asked = await anima(mira, "chat", lines=about)
    answers = asked.partition("you: ")[2]
    assert any(word in answers for word in ("Lucia", "cello", "Coimbra")), asked
    asked = await anima(mira, "chat", lines=("Do I have a daughter?",))
    assert "your daughter Lucia" not in asked.partition("you: ")[2], asked
    assert "tiles" not in begun + asked
