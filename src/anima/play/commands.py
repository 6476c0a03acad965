# ruff: noqa: E501  # a pattern reads better on one line
"""What begins, asks about and ends a game, in the words that people have for it."""

import re

_POLITE = r"(?:(?:please|hey|ok|okay|so|now|and|then|well|come on|yes|can we|could we|shall we|let's|let us|i want to|i'd like to|i would like to|do you want to|would you like to|will you|can you|could you|why don't we|how about|what about)[ ,]+)*"
CHESS = re.compile(rf"^{_POLITE}(?:play(?:ing)? |have |start |a )?(?:a )?(?:(?:new|another|quick) )?(?:game of |round of )?(?P<game>chess|chest)(?: game)?(?: with me| together)?(?:[ ,]+(?:please|now|again|and |with |i(?:'ll| will)? (?:take|play|want|be) ?|me |as )*(?P<side>black|white)?(?: pieces)?)?(?: please)?$", re.I)  # fmt: skip
STORY = re.compile(rf"^{_POLITE}(?:tell|make up|play|do|invent|begin|start|have) (?:me |us )?(?:a |another |the |some )?(?:new )?(?:story(?: game)?|adventure)(?: together| in turns| with me| by turns| now| again| please)*$", re.I)  # fmt: skip
GO_ON = re.compile(rf"^{_POLITE}(?:go(?:ing)? on|continue|carry on|resume|finish)(?: with)?(?: our| the| that| your| my)* ?(?P<game>chess|chest|story|adventure|game)(?: game)?(?: please| now| again| then)*$", re.I)  # fmt: skip
END = re.compile(
    rf"^{_POLITE}(?:(?:stop|end|quit|finish|leave|enough(?: of| with)?|no more(?: of)?) (?:playing|(?:our|the|this|that|of|with)* ?(?:story|game|chess|adventure|it))(?: playing| please| now| here| for (?:now|today))*|the end(?:er)?|stop playing(?: chess)?|game over|i don't want to play (?:any ?more|now))$",
    re.I,
)
RESIGN = re.compile(
    rf"^{_POLITE}(?:i |i'll )?(?:resign|give up|surrender|concede)(?: the game)?$", re.I
)
DRAW = re.compile(
    rf"^{_POLITE}(?:(?:i )?(?:offer|agree (?:on|to)|call it|take|accept)(?: you)? )?(?:a )?(?:draw|remis)(?: then)?$",
    re.I,
)
WHERE = re.compile(
    r"^where (?:is|are|'s) (?P<whose>my|your) (?P<piece>pawn|knight|bishop|rook|queen|king)s?$",
    re.I,
)
ON = re.compile(r"^what(?:'s| is| stands) (?:on|at) (?P<square>[a-h] ?[1-8])$", re.I)
TURN = re.compile(
    r"^(?:whose turn(?: is it)?|is it my (?:turn|move)|am i in check|how (?:does it stand|do we stand)|where are we)$",
    re.I,
)
BOARD = re.compile(
    rf"^{_POLITE}(?:show(?: me)?|read(?: me)?|describe|tell me|what's|what is)(?: on)? (?:the )?(?:whole )?(?:board|position)$",
    re.I,
)

BACK = re.compile(
    rf"^{_POLITE}(?:(?:(?:can|may|could) i )?(?:take|took) (?:it|that|this|the (?:last )?move|my move)? ?back|undo(?: it| that)?"
    r"|(?:no,? )?(?:that's|that was|that is) not what I (?:said|meant)|you misheard(?: me)?"
    r"|(?:no,? )?I (?:said|meant) (?P<move>.+))(?:[ ,]+please)?$",
    re.I,
)
HERS = re.compile(
    r"^(?:what (?:was|is|'s) your (?:last )?move|what did you (?:play|move)|where did you (?:move|go)|your (?:last )?move|(?:say|tell me|repeat) your (?:last )?move(?: again)?)(?: again)?$",
    re.I,
)
MAY = re.compile(
    r"^(?:(?:can|may|could) i|am i allowed to|is it (?:legal|allowed) to)(?: still| now)? (?P<move>.+?)(?: now| here| yet)?$",
    re.I,
)
THE_END = re.compile(rf"^{_POLITE}the end(?:er)?$", re.I)
"""What ends a story; all else leaves it where it is."""

LEAVES = re.compile(
    r"^(?:(?:ok(?:ay)?|well|right|so|anyway|oh)[ ,.!]+)*"
    r"(?:good ?night|good ?bye|bye(?:[ -]bye)?|see you(?: (?:later|tomorrow|soon|then))?"
    r"|talk (?:to you )?(?:later|tomorrow|soon)|sleep well"
    r"|i(?:'ve| have)? (?:really )?(?:gotta|got to|have to|must|need to|should) (?:go(?: to (?:bed|sleep|work))?|sleep|stop here)"
    r"|i(?:'m| am) (?:off|going) to (?:bed|sleep)|time for bed)"
    r"(?:[ ,.!]+(?:now|then|for now|for today|for tonight|and|thanks|thank you|good ?night|good ?bye|bye|see you|tomorrow|sleep well))*$",
    re.I,
)
"""Leave that is taken of her: in a story, more words than these may be somebody's in it."""

_CALLED = re.compile(r",? (?:sir|dear|[A-Z][a-z]{2,})$")
_COMMANDS = (CHESS, STORY, GO_ON, END, RESIGN, DRAW, WHERE, ON, TURN, BOARD, BACK, HERS, LEAVES)


def plain_words(said: str) -> str:
    """The words without what stands around them, and without her name after a command."""
    text = " ".join(said.replace("’", "'").split()).strip(" .!?…,")
    if not is_command(text) and is_command(called := _CALLED.sub("", text)):
        return called  # "Let's play chess, Wren"
    return text


def is_command(text: str) -> bool:
    """Whether these plain words begin, ask about or end a game."""
    return any(each.match(text) for each in _COMMANDS)


def kind_named(game: str) -> str:
    """Which kind of game somebody means; empty for any."""
    return {"chess": "chess", "chest": "chess", "game": ""}.get(game.lower(), "story")
