"""Play in conversation: begun, moved, asked and ended by talking; what is said of it is true."""

from anima.conversation import Conversation
from anima.initiative.loose_ends import loose_ends
from anima.values import Delta, Utterance
from tests.conversation.conftest import House


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
    assert [e.text() for e in heard if not e.text("play")][0] == "Tell me a story together"
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
