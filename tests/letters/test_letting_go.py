"""What she is asked to forget leaves the letters, too; whom she leaves alone is not offered."""

from pathlib import Path

from memory_door import scripted_anima

from anima.app import OWNER, Anima
from anima.conversation.forget_request import GONE, ForgetRequests
from anima.letters import Brief, Correspondent, Letter, PickedMemory, Studio, unfounded_in
from anima.letters.offered import offered_about
from anima.memory import LeftAlone
from anima.values import SessionId

SAID = ("My sister's name is Agata and she works as a nurse.", "I owe Bartek 300 euros.")
SESSION = SessionId("talk")


def studio_of(anima: Anima) -> Studio:
    assert anima.vault
    return Studio(anima.vault, OWNER, anima.log)


async def letter_with(anima: Anima, text: str, **told: object) -> Letter:
    """A letter to Agata that picked what she remembers of her."""
    studio = studio_of(anima)
    agata = await studio.note(Correspondent("", "Agata", bond="sister"))
    await anima.facts.catch_up()
    picked = await offered_about(anima.facts, agata, LeftAlone())
    brief = Brief(agata.id, "Agata", "Theo", "sister", memories=tuple(picked), **told)  # pyright: ignore[reportArgumentType]  # fields of a brief
    letter = await studio.begin(brief)
    return await studio.write(letter.id, text, by="you")


async def ask(anima: Anima, requests: ForgetRequests, text: str) -> str | None:
    return await requests.answer(await anima.log.append(SESSION, "heard", {"text": text}))


async def test_what_was_picked_leaves_the_brief_with_the_fact(tmp_path: Path) -> None:
    async with scripted_anima(tmp_path, *SAID) as anima:
        letter = await letter_with(anima, "Agata, you are a Nurse and my sister.")
        facts = [each.source for each in letter.brief.memories]
        assert len(facts) == 2
        await anima.forgetting.erase(anima.facts.moments(anima.facts.find(facts[0])))
        left = await studio_of(anima).letter(letter.id)
        assert left.brief.memories == ()
        assert left.text == letter.text
        assert [claim.text for claim in unfounded_in(left)] != [
            claim.text for claim in unfounded_in(letter)
        ]
        log = [dict(event.payload) for event in await anima.log.events(kinds=("brief_written",))]
        assert "nurse" not in str(log)


async def test_letters_that_name_a_topic_are_told_of_and_go_with_it(tmp_path: Path) -> None:
    async with scripted_anima(tmp_path, *SAID) as anima:
        await letter_with(anima, "Agata, I owe Bartek money.", happened=("I owe Bartek money.",))
        other = await letter_with(anima, "Agata, come soon.")
        requests = ForgetRequests(anima.forgetting, anima.log, SESSION)
        asked = await ask(anima, requests, "Forget what I told you about Bartek.")
        assert asked == "I have one thing and a letter about Bartek. Shall I forget them for good?"
        assert len(await studio_of(anima).letters()) == 2
        assert await ask(anima, requests, "Yes.") == GONE
        assert [each.id for each in await studio_of(anima).letters()] == [other.id]
        assert "Bartek" not in str([dict(event.payload) for event in await anima.log.events()])


async def test_a_letter_alone_can_be_forgotten(tmp_path: Path) -> None:
    async with scripted_anima(tmp_path, *SAID) as anima:
        await letter_with(anima, "Agata, the piano is sold.", say=("The piano is sold.",))
        requests = ForgetRequests(anima.forgetting, anima.log, SESSION)
        asked = await ask(anima, requests, "Forget everything about the piano.")
        assert asked == "I have a letter about the piano. Shall I forget them for good?"
        await ask(anima, requests, "Yes.")
        assert await studio_of(anima).letters() == []


async def test_who_is_left_alone_is_offered_only_in_a_letter_to_them(tmp_path: Path) -> None:
    async with scripted_anima(
        tmp_path, *SAID, "Agata is married to Henrik.", "My brother's name is Henrik."
    ) as anima:
        await anima.facts.catch_up()
        alone = LeftAlone({"Henrik": ("Henrik",)})
        agata, henrik = Correspondent("", "Agata", bond="sister"), Correspondent("", "Henrik")

        async def texts(to: Correspondent, left: LeftAlone) -> str:
            return " ".join(each.text for each in await offered_about(anima.facts, to, left))

        assert "Agata" in await texts(agata, alone)
        assert "Henrik" not in await texts(agata, alone)
        assert "Henrik" in await texts(henrik, alone)
        offered: list[PickedMemory] = await offered_about(anima.facts, henrik, LeftAlone())
        assert offered
