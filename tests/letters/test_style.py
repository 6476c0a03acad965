"""Whose writing it is: learned from samples, told in words, two writers never alike."""

from pathlib import Path

import pytest
from scripted_model import ScriptedModel

from anima.letters import Brief, Correspondent, Drafted, LetterError, draft
from anima.letters.style import SenderVoice, samples_of_file, samples_of_text

BRISK = (
    "Hi Leo!\n\nGot your note - thanks!! Can't wait to see you. I'll bring the cake, you bring the "
    "noise. It's going to be great! Don't be late, ok? I'm serious! We're leaving at nine.\n\n"
    "Cheers,\nMia"
)
SLOW = (
    "My dear Leonard,\n\nI have received your letter, which gave me more pleasure than I can "
    "easily say; it was brought to me in the garden, where I had been sitting since the morning, "
    "and where, I confess, I had been thinking of you; for the weather, though mild, is of that "
    "kind which makes one remember what one has neglected.\n\nYour affectionate aunt,\nHenrietta"
)


def voices() -> tuple[SenderVoice, SenderVoice]:
    return SenderVoice.learned("Mia", [BRISK] * 4), SenderVoice.learned("Henrietta", [SLOW] * 3)


def test_each_writer_is_nearer_to_themselves() -> None:
    mia, henrietta = voices()
    assert mia.distance(BRISK) < mia.distance(SLOW)
    assert henrietta.distance(SLOW) < henrietta.distance(BRISK)


async def test_the_same_brief_does_not_sound_alike_by_two_senders() -> None:
    happened = (
        "I could not come to your party, and I am sorry that I missed it.",
        "I have read the book that you lent me.",
        "The ending is not what I thought it would be.",
    )
    drafts: dict[str, str] = {}
    for voice in voices():
        brief = Brief("x", "Leonard", voice.sender, happened=happened, say=("Let us meet in May.",))
        async for event in draft(
            ScriptedModel(), brief, Correspondent("x", "Leonard"), voice, alternatives=1
        ):
            if isinstance(event, Drafted):
                drafts[voice.sender] = event.text
                assert event.distance is not None
    mia, henrietta = voices()
    brisk, slow = drafts["Mia"], drafts["Henrietta"]
    assert brisk.startswith("Hi Leonard")
    assert brisk.endswith("Cheers,\nMia")
    assert "I couldn't come to your party" in brisk
    assert "I could not come to your party" in slow
    assert slow.startswith("My dear Leonard")
    assert "; " in slow
    assert "’" not in slow
    assert mia.distance(brisk) < mia.distance(slow)
    assert henrietta.distance(slow) < henrietta.distance(brisk)


def test_the_portrait_says_what_can_be_seen() -> None:
    mia, henrietta = voices()
    brisk, slow = "\n".join(mia.portrait.lines()), "\n".join(henrietta.portrait.lines())
    assert "Opens with “Hi …!”" in brisk
    assert "Closes with “Cheers”" in brisk
    assert "contractions" in brisk.split("Hardly ever")[0]
    assert "Closes with “Your affectionate aunt”" in slow
    assert "exclamation marks" in slow.split("Hardly ever")[1]
    assert henrietta.portrait.sentence_words > 3 * mia.portrait.sentence_words


def test_too_little_to_learn_from_is_said() -> None:
    with pytest.raises(LetterError, match="too few"):
        SenderVoice.learned("Mia", ["Hi!"])


def test_of_a_chat_only_the_senders_lines_count() -> None:
    chat = "\n".join(
        f"31/12/21, 10:0{n} - {who}: {said}"
        for n, (who, said) in enumerate(
            [("Mia", "On my way!"), ("Leo", "Bring bread."), ("Mia", "<Media omitted>"),
             ("Mia", "Got it!")]
        )
    )  # fmt: skip
    assert samples_of_text(chat, "mia") == ["On my way!\nGot it!"]


def test_mails_of_others_are_no_samples(tmp_path: Path) -> None:
    box = tmp_path / "all.mbox"
    box.write_bytes(
        b"From x\nFrom: Mia <mia@example.org>\nSubject: a\n\nMine.\n-- \nsignature\n\n"
        b"From x\nFrom: Leo <leo@example.org>\nSubject: b\n\nNot mine.\n\n"
    )
    assert samples_of_file(box, "Mia") == ["Mine."]
    with pytest.raises(LetterError, match=r"all\.mbox holds nothing written by Ruth"):
        samples_of_file(box, "Ruth")
