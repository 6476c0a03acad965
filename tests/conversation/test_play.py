"""Play in conversation: begun, moved, asked and ended by talking; what is said of it is true."""

import asyncio
import threading
from collections.abc import AsyncGenerator

import pytest

from anima.conversation import Conversation, Safeguards
from anima.initiative.loose_ends import loose_ends
from anima.persona import relationship_of
from anima.persona.night import Night, day_of
from anima.persona.opinions import tastes_in
from anima.persona.temperament import appraise_all
from anima.play import table
from anima.play.chess import ChessGame, LegalMove
from anima.play.chess_choice import her_move
from anima.play.table import NO_CHESS
from anima.safety.content import NEVER
from anima.values import Delta, Event, SessionId, Utterance
from tests.conversation.conftest import OWNER, House


async def say(conversation: Conversation, text: str) -> str:
    reply = conversation.reply(Utterance(text))
    return "".join([event.text async for event in reply if isinstance(event, Delta)])


async def test_chess_is_played_by_talking_and_the_board_is_never_the_models(house: House) -> None:
    await house.have_met()
    conversation = await house.conversation()
    assert "you have white" in await say(conversation, "Let's play chess!")
    assert (await say(conversation, "pawn to e four")).startswith("Your pawn to e4. I play ")
    assert "not a legal move" in await say(conversation, "rook takes a8")
    assert await say(conversation, "What's on e4?") == "On e4 is your pawn."
    assert await say(conversation, "Where is my queen?") == "Your queen is on d1."
    assert "king e8" in await say(conversation, "show me the board")
    assert house.model.requests == []
    assert await say(conversation, "It's raining here.") == "Mm, go on."
    assert "leave the pieces" in await say(conversation, "let's stop playing")
    assert await say(conversation, "e5") == "Mm, go on."
    await conversation.close()

    house.clock.pass_time(days=2)
    conversation = await house.conversation()
    assert await say(conversation, "d4") == "Mm, go on.", "a game goes on when it is asked for"
    assert "your move" in await say(conversation, "Go on with the chess")
    assert await say(conversation, "What's on e4?") == "On e4 is your pawn."
    told = await say(conversation, "I resign")
    assert "says: “You lost to her?" in told
    assert await say(conversation, "e4") == "Mm, go on."


async def test_what_was_misheard_is_asked_about_and_taken_back(house: House) -> None:
    await house.have_met()
    conversation = await house.conversation()
    assert "you have white" in await say(conversation, "Let's play chess, Wren.")
    assert "nothing to take back" in await say(conversation, "Take it back, please.")
    assert (await say(conversation, "A4")).startswith("Your pawn to a4.")
    told = await say(conversation, "No, I said e4.")
    assert told.startswith("Your pawn to e4. I play "), told
    assert await say(conversation, "What's on a2?") == "On a2 is your pawn."
    assert await say(conversation, "That's not what I said") == (
        "Taken back, yours and mine. It's your move."
    )
    assert await say(conversation, "What's on e2?") == "On e2 is your pawn."
    assert "didn't catch that move" in await say(conversation, "Pawn to a thawl.")
    assert await say(conversation, "No, I said it was raining.") == "Mm, go on."
    told = await say(conversation, "Knight h6")
    assert "not a legal move" in told or "Do you mean" in told or "Was it" in told
    assert await say(conversation, "Bishop is a lovely word.") == "Mm, go on."
    await conversation.close()
    conversation = await house.conversation()
    await say(conversation, "Go on with the chest.")
    assert await say(conversation, "What's on e2?") == "On e2 is your pawn.", "as the log has it"


async def test_a_yes_takes_the_move_that_was_asked_about(house: House) -> None:
    await house.have_met()
    conversation = await house.conversation()
    await say(conversation, "Let's play chess.")
    told = await say(conversation, "Knight to s 3")
    told = await say(conversation, "Knight to b 3")
    assert told in ("Do you mean knight to c3?", "That can't be. Was it knight to c3?"), told
    assert (await say(conversation, "Yes.")).startswith("Your knight to c3. I play ")
    assert await say(conversation, "Yes.") == "Mm, go on."


async def test_black_is_possible_and_a_game_can_be_lost_by_the_rules(house: House) -> None:
    await house.have_met()
    conversation = await house.conversation()
    assert "You have black. I play" in await say(conversation, "play chess, I take black")
    await say(conversation, "stop the game")
    await say(conversation, "a new game of chess, please")
    for move in ("f2f3", "g2g4"):
        told = await say(conversation, move)
        if "Checkmate" in told:
            break
    assert "I play" in told


async def test_a_story_in_turns_with_somebody_rude_who_remembers(house: House) -> None:
    await house.have_met()
    house.model.lines = ("The hat sighs. It knows your uncle.", "It rains upwards.", "A door.")
    conversation = await house.conversation()
    begun = await say(conversation, "Tell me a story together")
    assert begun.endswith("What do you do?")
    assert "Don't mind the manners." in begun
    name = begun.split(" says:")[0].split()[-1]
    first = await say(conversation, "I moved to Porto and I have an exam tomorrow.")
    assert first.startswith("The hat sighs.")
    assert "set in" in house.model.requests[-1].messages[0].text
    second = await say(conversation, "I look up.")
    assert f"{name} says: “" in second
    sad = await say(conversation, "My mother died last week.")
    third = await say(conversation, "I'm so sad about her, I miss her.")
    assert "says:" not in sad + third or "says:" not in third
    ended = await say(conversation, "the ender.")  # as a recogniser wrote it
    assert ended.startswith("The end, then.")
    heard = await house.log.events(kinds=("heard",))
    assert {e.text("play") for e in heard} == {"story"}, "what asks for it is of the story, too"
    assert loose_ends(heard) == [], "what happens in a story is no news"
    await house.facts.catch_up()
    assert "Porto" not in {f.claim.object for f in house.facts.book.facts.values()}
    assert await say(conversation, "Hello again.") == "Mm, go on."
    again = await say(conversation, "let's play a new story")
    assert f"{name} says: “" in again
    assert "Last time, you left me in" in again or "Last time, you" in again


async def test_danger_ends_the_play(house: House) -> None:
    await house.have_met()
    conversation = await house.conversation()
    await say(conversation, "Make up a story with me")
    told = await say(conversation, "I want to kill myself")
    assert "says:" not in told, told
    ended = (await house.log.events(kinds=("game_ended",)))[-1]
    assert ended.text("how") == "stopped"


async def test_her_question_which_of_two_can_be_answered(house: House) -> None:
    await house.have_met()
    conversation = await house.conversation()
    await say(conversation, "Let's play chess.")
    await moves(house, conversation, "b1c3", "a7a6", "g1h3", "a6a5", "h3f4", "a5a4")
    asked = await say(conversation, "knight to d5")
    assert asked == "Which knight goes to d5: the one on c3 or f4?"
    told = await say(conversation, "The one on f4.")
    assert told.startswith("Your knight to d5. I play "), told
    assert await say(conversation, "What's on c3?") == "On c3 is your knight."
    assert await say(conversation, "What's on f4?") == "On f4 is nothing."


async def test_what_is_said_of_castles_moves_nothing(house: House) -> None:
    await house.have_met()
    conversation = await house.conversation()
    await say(conversation, "Let's play chess.")
    assert (await say(conversation, "Can I castle?")).startswith("No, that's not legal just now.")
    await moves(house, conversation, "e2e4", "e7e5", "g1f3", "b8c6", "f1c4", "g8f6")
    assert await say(conversation, "Can I castle?") == "Yes: castle kingside. It's your move."
    for talk in ("Don't castle yet", "We visited a castle yesterday.", "What is castling?"):
        assert await say(conversation, talk) == "Mm, go on."
    assert len(await house.log.events(kinds=("game_moved",))) == 6
    assert (await say(conversation, "I castle.")).startswith("Your castle kingside. I play ")


async def test_a_move_that_is_cut_off_leaves_the_board_as_it_was(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    await house.have_met()
    conversation = await house.conversation()
    await say(conversation, "Let's play chess.")
    thinks, may_go_on = asyncio.Event(), threading.Event()
    loop = asyncio.get_running_loop()

    def slow(game: ChessGame) -> LegalMove:
        loop.call_soon_threadsafe(thinks.set)
        may_go_on.wait(10)
        return her_move(game)

    monkeypatch.setattr(table, "her_move", slow)
    turn = asyncio.create_task(say(conversation, "e4"))
    await thinks.wait()
    turn.cancel()
    may_go_on.set()
    await asyncio.wait([turn])
    monkeypatch.setattr(table, "her_move", her_move)
    assert await house.log.events(kinds=("game_moved",)) == []
    assert await say(conversation, "whose turn is it?") == "It's your move."
    assert (await say(conversation, "e4")).startswith("Your pawn to e4. I play ")
    by = [event.text("by") for event in await house.log.events(kinds=("game_moved",))]
    assert by == ["you", "her"]
    await conversation.close()


async def test_a_lone_move_of_an_older_log_is_answered(house: House) -> None:
    await house.have_met()
    conversation = await house.conversation()
    await say(conversation, "Let's play chess.")
    await moves(house, conversation, "e2e4")
    assert await say(conversation, "It's raining here.") == "Mm, go on."
    assert (await say(conversation, "e5")).startswith("It was my move. I play ")
    assert await say(conversation, "whose turn is it?") == "It's your move."
    await say(conversation, "let's stop playing")
    await moves(house, conversation, "d2d4")
    assert (await say(conversation, "go on with the chess")).startswith("Here we are. I play ")


async def test_a_mate_that_was_never_told_ends_the_game(house: House) -> None:
    await house.have_met()
    conversation = await house.conversation()
    await say(conversation, "Let's play chess.")
    await moves(house, conversation, "f2f3", "e7e5", "g2g4", "d8h4")
    assert "Checkmate: you lost." in await say(conversation, "e4")
    ended = (await house.log.events(kinds=("game_ended",)))[-1]
    assert ended.text("how") == "lost"
    assert await say(conversation, "go on with the chess") == NO_CHESS


async def test_the_kept_chess_is_taken_up_after_a_story(house: House) -> None:
    await house.have_met()
    conversation = await house.conversation()
    await say(conversation, "Let's play chess.")
    await say(conversation, "e4")
    await say(conversation, "let's stop playing")
    await say(conversation, "Let's make up a story")
    await say(conversation, "I look up.")
    await say(conversation, "The end.")
    assert "your move" in await say(conversation, "Go on with the chess")
    assert await say(conversation, "What's on e4?") == "On e4 is your pawn."
    assert (await say(conversation, "d4")).startswith("Your pawn to d4.")
    await conversation.close()
    conversation = await house.conversation()
    await say(conversation, "go on with the game")
    assert await say(conversation, "What's on d4?") == "On d4 is your pawn."


async def test_a_story_goes_on_another_day_with_its_plot_and_nothing_else(house: House) -> None:
    await house.have_met()
    conversation = await house.conversation()
    await say(conversation, "How was your day?")
    await say(conversation, "Let's make up a story")
    house.model.lines = ("A crab sings of the moon.",)
    await say(conversation, "I knock at the lighthouse.")
    assert "go on with the story" in await say(conversation, "Let's stop the story for today.")
    await say(conversation, "My mum came to visit.")
    await conversation.close()

    house.clock.pass_time(days=1)
    conversation = await house.conversation()
    await say(conversation, "Hello there, my reading went well.")
    assert (await say(conversation, "Go on with the story.")).startswith("Back to ")
    await say(conversation, "I look up.")
    asked = [message.text for message in house.model.requests[-1].messages]
    assert "I knock at the lighthouse." in asked
    assert "A crab sings of the moon." in asked
    assert asked[-1] == "I look up."
    assert not [each for each in asked if "mum" in each or "reading" in each or "your day" in each]
    assert not [each for each in asked if "stop the story" in each]


async def test_a_child_of_another_day_is_still_in_the_story(house: House) -> None:
    await house.have_met()
    adults = Safeguards(open_content=True)
    conversation = await house.conversation(safeguards=adults)
    await say(conversation, "Let's make up a story")
    await say(conversation, "In this story I meet Lena, a fifteen-year-old girl, at the harbour.")
    await conversation.close()
    house.clock.pass_time(days=1)
    conversation = await house.conversation(safeguards=adults)
    await say(conversation, "Go on with the story")
    asked = len(house.model.requests)
    told = await say(conversation, "We undress and have sex.")
    assert told == NEVER
    assert len(house.model.requests) == asked


async def test_a_story_is_over_when_nobody_went_on_with_it(house: House) -> None:
    await house.have_met()
    conversation = await house.conversation()
    await say(conversation, "Let's make up a story")
    await say(conversation, "I knock at the door.")
    house.clock.pass_time(minutes=10)
    await say(conversation, "I moved to Lisbon.")
    house.clock.pass_time(hours=3)
    assert await say(conversation, "I moved to Porto.") == "Mm, go on."
    await house.facts.catch_up()
    assert [f.claim.object for f in house.facts.book.facts.values()].count("Porto") == 1
    assert "Lisbon" not in {f.claim.object for f in house.facts.book.facts.values()}
    assert (await say(conversation, "Go on with the story")).startswith("Back to ")


@pytest.mark.parametrize("leave", ["Good night, Wren.", "Okay, I have to go to bed now. Bye!"])
async def test_who_takes_leave_leaves_the_story(house: House, leave: str) -> None:
    await house.have_met()
    conversation = await house.conversation()
    await say(conversation, "Let's make up a story")
    house.model.lines = ("A door opens.", "Sleep well.")
    await say(conversation, "I'll leave the house and say goodbye to the captain.")
    assert await say(conversation, leave) == "Sleep well."
    last = (await house.log.events(kinds=("heard", "spoken")))[-2:]
    assert [event.text("play") for event in last] == ["", ""]
    assert (await say(conversation, "Go on with the story")).startswith("Back to ")


async def test_what_was_played_is_told_as_lived_by_nobody(house: House) -> None:
    await house.have_met()
    conversation = await house.conversation()
    await say(conversation, "Let's play chess, Wren.")
    await moves(house, conversation, "e2e4", "e7e5")
    for move in ("Bishop to c four", "No, I said bishop to b five", "Take it back, please"):
        await say(conversation, move)
    await say(conversation, "I give up")
    await say(conversation, "Let's make up a story")
    house.model.lines = (
        "I love wet rope. I will wait for you by the lighthouse.",
        "I hate sailors.",
        "Oh.",
    )
    await say(conversation, "I push the captain off the roof and steal his hat.")
    await say(conversation, "I shout at the king: I hate you, you stupid thing!")
    await say(conversation, "I am so sad, I cry.")
    await say(conversation, "The end.")
    await conversation.close()
    said = await house.log.events(kinds=("heard", "spoken"))
    assert all(event.text("play") for event in said), [e.text() for e in said if e.is_lived]
    assert appraise_all(said) == []
    assert tastes_in(said) == []
    assert relationship_of(said).her_promises == ()
    assert relationship_of(said).days == 1, "it was a day together all the same"

    house.clock.pass_time(days=1)
    conversation = await house.conversation()
    greeting = conversation.greet()
    assert greeting is not None
    first = "".join([event.text async for event in greeting if isinstance(event, Delta)])
    assert "Bishop" not in first and "captain" not in first and "told me" not in first, first
    night = Night(house.vault, OWNER, house.log, house.facts, house.model, house.clock)
    report = await night.sleep(day_of(said[-1].at))
    assert (report.lines, report.changes) == (0, 0)
    await house.episodes.catch_up()
    assert await house.episodes.all() == []


async def test_what_was_said_beside_the_game_is_of_their_life(house: House) -> None:
    await house.have_met()
    conversation = await house.conversation()
    await say(conversation, "Let's play chess.")
    await say(conversation, "e4")
    await say(conversation, "My sister Agata moved to Porto with her two dogs.")
    await say(conversation, "No, I said it was raining there yesterday.")
    heard = await house.log.events(kinds=("heard",))
    assert [event.text("play") for event in heard] == ["chess", "chess", "", ""]
    await conversation.close()
    house.clock.pass_time(days=1)
    conversation = await house.conversation()
    house.model.lines = ()
    greeting = conversation.greet()
    assert greeting is not None
    first = "".join([event.text async for event in greeting if isinstance(event, Delta)])
    assert "Agata" in first


async def test_a_story_is_recalled_as_a_story_and_only_when_it_is_asked_for(house: House) -> None:
    await house.have_met()
    conversation = await house.conversation()
    await say(conversation, "Let's make up a story")
    await say(conversation, "I steal the captain's golden hat.")
    await conversation.close()
    here = SessionId("another")
    assert await house.recall.recall("The captain wore a hat.", exclude_session=here) == ()
    found = await house.recall.recall("Who had the golden hat in our story?", exclude_session=here)
    assert "in a story that we made up" in "".join(memory.text for memory in found)


class ReadsALetter:
    """An errand that reads out a letter, whatever is said."""

    async def turn(self, heard: Event) -> AsyncGenerator[str] | None:
        async def reads() -> AsyncGenerator[str]:
            yield "Dear Nora, I love the garden in May. I'll wait for you."

        return reads()

    async def aside(self, session: SessionId) -> None:
        """Nothing stays open."""

    async def waits(self, session: SessionId) -> bool:
        return False


async def test_a_letter_that_she_reads_aloud_is_not_her_own_word(house: House) -> None:
    await house.have_met()
    conversation = await house.conversation(errand=ReadsALetter())
    assert (await say(conversation, "Read me the letter.")).startswith("Dear Nora")
    said = await house.log.events(kinds=("heard", "spoken"))
    assert [event.is_lived for event in said] == [True, False]
    assert said[-1].text("by") == "hand"
    assert tastes_in(said) == []
    assert relationship_of(said).her_promises == ()


async def moves(house: House, conversation: Conversation, *played: str) -> None:
    """Moves in the log, from White on, as if they had been made."""
    for number, move in enumerate(played):
        by = "her" if number % 2 else "you"
        await house.log.append(conversation.session, "game_moved", {"move": move, "by": by})
