"""Care that is set anew while a talk goes on holds from the next turn on."""

from typing import Protocol

from scripted_model import ScriptedModel

from anima.conversation import Conversation, Safeguards
from anima.conversation.safeguards import STOPPED
from anima.memory import EventLog, Sounds
from anima.safety.content import NOT_WITH_MINORS
from anima.storage import Vault
from anima.values import Delta, Notice, PersonId, SessionId, Utterance


class Clock(Protocol):
    def pass_time(self, **units: float) -> None: ...


class House(Protocol):
    """What the fixture gives: see conftest.py."""

    vault: Vault
    clock: Clock
    log: EventLog
    model: ScriptedModel

    async def conversation(
        self,
        *,
        resume: SessionId | None = None,
        sounds: Sounds | None = None,
        safeguards: Safeguards | None = None,
    ) -> Conversation: ...
    async def have_met(self) -> None: ...


async def say(conversation: Conversation, text: str, sound: bytes = b"") -> tuple[str, list[str]]:
    """What she answers, and what the system says before."""
    events = [event async for event in conversation.reply(Utterance(text, sound=sound))]
    notices = [event.text for event in events if isinstance(event, Notice)]
    return "".join(event.text for event in events if isinstance(event, Delta)), notices


async def test_a_stop_word_counts_from_the_next_turn(house: House) -> None:
    await house.have_met()
    conversation = await house.conversation()
    house.model.lines = ["A nut for winter."]
    assert (await say(conversation, "Walnut."))[0] == "A nut for winter."
    await conversation.cared_for(Safeguards(stop_word="walnut"))
    assert (await say(conversation, "Walnut."))[0] == STOPPED


async def test_somebody_under_age_is_one_from_the_next_turn(house: House) -> None:
    await house.have_met()
    conversation = await house.conversation(safeguards=Safeguards(open_content=True))
    await say(conversation, "It rained.")
    house.clock.pass_time(minutes=61)
    assert (await say(conversation, "It rained again."))[1] == []
    await conversation.cared_for(Safeguards(minor=True, open_content=True))
    answer, notices = await say(conversation, "Talk dirty to me.")
    assert answer == NOT_WITH_MINORS
    assert len(notices) == 1, "an hour is long enough now"


async def test_the_country_that_is_set_names_the_line_and_what_was_told_comes_back(
    house: House,
) -> None:
    await house.have_met()
    conversation = await house.conversation()
    await say(conversation, "It rained.")
    await conversation.cared_for(Safeguards(country="IE"))
    assert "116 123" in (await say(conversation, "I want to kill myself."))[0]
    await house.log.append(SessionId("before"), "country_told", {"country": "AU"})
    other = await house.conversation(safeguards=Safeguards(country="IE"))
    await other.cared_for(Safeguards())
    assert "13 11 14" in (await say(other, "I want to kill myself."))[0]


async def test_where_they_said_that_they_are_elsewhere_they_are(house: House) -> None:
    await house.have_met()
    conversation = await house.conversation(safeguards=Safeguards(country="IE"))
    await house.log.append(conversation.session, "country_told", {"country": "AU"})
    again = await house.conversation(
        resume=conversation.session, safeguards=Safeguards(country="IE")
    )
    await again.cared_for(Safeguards(country="IE", minutes_a_day=30))
    assert "13 11 14" in (await say(again, "I want to kill myself."))[0]


async def test_a_no_to_sound_holds_at_once(house: House) -> None:
    await house.have_met()
    kept = Sounds(house.vault, PersonId("owner"))
    conversation = await house.conversation(sounds=kept)
    sound = bytes(3200)
    await say(conversation, "It rained.", sound)
    await conversation.cared_for(Safeguards())
    await say(conversation, "It rained again.", sound)
    heard = await house.log.events(kinds=("heard",))
    assert await kept.kept({each.id: each for each in heard}) == {heard[0].id}


async def test_a_budget_that_is_set_is_looked_at_at_once(house: House) -> None:
    await house.have_met()
    conversation = await house.conversation()
    for _ in range(4):
        house.clock.pass_time(minutes=4)
        assert not any("minutes a day" in each for each in (await say(conversation, "Rain."))[1])
    await conversation.cared_for(Safeguards(minutes_a_day=10))
    (notice,) = (await say(conversation, "More rain."))[1]
    assert "at most 10 minutes a day" in notice
