# ruff: noqa: E501  # a pattern reads better on one line
"""The games of one session, begun, played and ended in conversation; all of them are in the log."""

import asyncio
import random
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from anima.llm import ChatRequest
from anima.memory import EventLog
from anima.persona.temperament import appraise
from anima.play import companion as rude
from anima.play.chess import ChessGame
from anima.play.chess_choice import her_move
from anima.play.chess_heard import may_be_a_move
from anima.play.chess_words import Understood, announced, listed, move_in, named, near
from anima.play.companion import Companion
from anima.play.story import SCENES, YOURS, story_request
from anima.values import Event, EventKind, JsonValue, SessionId

_POLITE = r"(?:(?:please|hey|ok|okay|so|now|and|then|well|come on|yes|can we|could we|shall we|let's|let us|i want to|i'd like to|i would like to|do you want to|would you like to|will you|can you|could you|why don't we|how about|what about)[ ,]+)*"
_CHESS = re.compile(rf"^{_POLITE}(?:play(?:ing)? |have |start |a )?(?:a )?(?:(?:new|another|quick) )?(?:game of |round of )?(?P<game>chess|chest)(?: game)?(?: with me| together)?(?:[ ,]+(?:please|now|again|and |with |i(?:'ll| will)? (?:take|play|want|be) ?|me |as )*(?P<side>black|white)?(?: pieces)?)?(?: please)?$", re.I)  # fmt: skip
_STORY = re.compile(rf"^{_POLITE}(?:tell|make up|play|do|invent|begin|start|have) (?:me |us )?(?:a |another |the |some )?(?:new )?(?:story(?: game)?|adventure)(?: together| in turns| with me| by turns| now| again| please)*$", re.I)  # fmt: skip
_GO_ON = re.compile(rf"^{_POLITE}(?:go(?:ing)? on|continue|carry on|resume|finish)(?: with)?(?: our| the| that| your| my)* ?(?P<game>chess|chest|story|adventure|game)(?: game)?(?: please| now)*$", re.I)  # fmt: skip
_END = re.compile(
    rf"^{_POLITE}(?:(?:stop|end|quit|finish|leave|enough(?: of| with)?|no more(?: of)?) (?:playing|(?:our|the|this|that|of|with)* ?(?:story|game|chess|adventure|it))(?: playing| please| now| here| for (?:now|today))*|the end(?:er)?|stop playing(?: chess)?|game over|i don't want to play (?:any ?more|now))$",
    re.I,
)
_RESIGN = re.compile(
    rf"^{_POLITE}(?:i |i'll )?(?:resign|give up|surrender|concede)(?: the game)?$", re.I
)
_DRAW = re.compile(
    rf"^{_POLITE}(?:(?:i )?(?:offer|agree (?:on|to)|call it|take|accept)(?: you)? )?(?:a )?(?:draw|remis)(?: then)?$",
    re.I,
)
_WHERE = re.compile(
    r"^where (?:is|are|'s) (?P<whose>my|your) (?P<piece>pawn|knight|bishop|rook|queen|king)s?$",
    re.I,
)
_ON = re.compile(r"^what(?:'s| is| stands) (?:on|at) (?P<square>[a-h] ?[1-8])$", re.I)
_TURN = re.compile(
    r"^(?:whose turn(?: is it)?|is it my (?:turn|move)|am i in check|how (?:does it stand|do we stand)|where are we)$",
    re.I,
)
_BOARD = re.compile(
    rf"^{_POLITE}(?:show(?: me)?|read(?: me)?|describe|tell me|what's|what is)(?: on)? (?:the )?(?:whole )?(?:board|position)$",
    re.I,
)

_BACK = re.compile(
    rf"^{_POLITE}(?:(?:take|took) (?:it|that|this|the (?:last )?move|my move)? ?back|undo(?: it| that)?"
    r"|(?:no,? )?(?:that's|that was|that is) not what I (?:said|meant)|you misheard(?: me)?"
    r"|(?:no,? )?I (?:said|meant) (?P<move>.+))(?:[ ,]+please)?$",
    re.I,
)
_YES = re.compile(
    r"^(?:yes|yeah|yep|right|exactly|correct|that one|I do)(?:,? (?:please|I do|that one|right))?$",
    re.I,
)
_DO_YOU_MEAN = re.compile(r"^Do you mean (?P<move>[^?,]+)\?$")
_CALLED = re.compile(r",? (?:sir|dear|[A-Z][a-z]{2,})$")
_MOST_NEAR = 3

_KINDS: tuple[EventKind, ...] = ("game_began", "game_moved", "game_ended")
_BOTH = 2
"""A move of the person's and hers after it."""

_UNCLEAR = "I didn't catch that move. Say it again, like: knight to f three."
_NO_MOVE = "That's not a legal move. {why}"


@dataclass(frozen=True, slots=True)
class Game:
    """A game that was begun; `began` is its event, `moves` those of chess."""

    began: Event
    moves: tuple[str, ...]
    ended: Event | None
    sessions: tuple[SessionId, ...]

    @property
    def kind(self) -> str:
        """`chess` or `story`."""
        return self.began.text("game")

    @property
    def yours(self) -> Literal["white", "black"]:
        """The person's side."""
        return "black" if self.began.text("yours") == "black" else "white"

    def chess(self) -> ChessGame:
        """The position, by the rules."""
        return ChessGame(self.yours, self.moves)


@dataclass(frozen=True, slots=True)
class StoryTurn:
    """What to ask a model for, and what is said after its answer."""

    request: ChatRequest
    after: str


class Play:
    """What is played in one session, as a view of the log: it keeps nothing itself."""

    def __init__(self, log: EventLog, session: SessionId) -> None:
        self._log = log
        self._session = session
        self._rng = random.SystemRandom()

    async def story_is_on(self) -> bool:
        """Whether what the person says now is part of a story, and no news of their life."""
        game = self._on(await self._games())
        return game is not None and game.kind == "story"

    async def answer(self, heard: Event) -> str | None:
        """Her answer when something is begun, moved, asked or ended; None otherwise."""
        text = " ".join(heard.text().replace("’", "'").split()).strip(" .!?…,")
        games = await self._games()
        if not _is_command(text) and _is_command(_CALLED.sub("", text)):
            text = _CALLED.sub("", text)  # "Let's play chess, Wren"
        if match := _CHESS.match(text):
            return await self._begin_chess(games, (match["side"] or "white").lower())
        if _STORY.match(text):
            return await self._begin_story(games)
        if match := _GO_ON.match(text):
            return await self._go_on(games, match["game"].lower().replace("chest", "chess"))
        game = self._on(games)
        if game is None:
            return None
        if _END.match(text):
            return await self._end(game)
        return await self._chess_turn(game, text) if game.kind == "chess" else None

    async def story_turn(self, heard: Event) -> StoryTurn | None:
        """How a story goes on after these words; None when none is told."""
        game = self._on(await self._games())
        if game is None or game.kind != "story":
            return None
        told = await self._log.events(
            kinds=("heard", "spoken"), session=self._session, after=game.began.sequence - 1
        )
        who = _companion(game)
        turns = sum(event.kind == "heard" for event in told)
        is_hurt = any(kind.emotion[0] < 0 for kind in (m.kind for m in appraise(heard)))
        said = "" if is_hurt or turns % 2 else f" {rude.remark(who, turns // 2)}"
        return StoryTurn(story_request(game.began.text("scene"), who, told), said)

    async def stop(self) -> None:
        """End what is played in this session without a word: something else has come up."""
        if game := self._on(await self._games()):
            await self._ended(game, "stopped")

    async def _games(self) -> list[Game]:
        games: list[Game] = []
        for event in await self._log.events(kinds=_KINDS):
            session = SessionId(event.session)
            if event.kind == "game_began" and not event.payload.get("goes_on"):
                games.append(Game(event, (), None, (session,)))
            elif games:
                game = games[-1]
                moves = _moved_on(game.moves, event)
                ended = event if event.kind == "game_ended" else None
                if event.payload.get("goes_on"):
                    ended = None
                games[-1] = Game(game.began, moves, ended, (*game.sessions, session))
        return games

    def _on(self, games: Sequence[Game]) -> Game | None:
        """The game that is being played in this session."""
        last = games[-1] if games else None
        return last if last and not last.ended and self._session in last.sessions else None

    async def _began(self, payload: dict[str, JsonValue]) -> None:
        await self._log.append(self._session, "game_began", payload)

    async def _ended(self, game: Game, how: str, turns: int = 0) -> None:
        ended: dict[str, JsonValue] = {"game": game.kind, "how": how, "turns": turns}
        await self._log.append(self._session, "game_ended", ended)

    async def _begin_chess(self, games: Sequence[Game], yours: str) -> str:
        await self.stop()
        who = rude.made_up([game.began for game in games], self._rng)
        began: dict[str, JsonValue] = {"game": "chess", "yours": yours, **rude.payload(who)}
        await self._began(began)
        if yours == "white":
            return "Good, you have white. Say your moves as you like: e four, or knight to f three."
        game = self._on(await self._games())
        return f"You have black. {await self._mine(game)}" if game else ""

    async def _go_on(self, games: Sequence[Game], wanted: str) -> str | None:
        last = games[-1] if games else None
        fits = wanted in ("game", "adventure") or (last is not None and last.kind == wanted)
        if last is None or not fits or (last.ended and last.ended.text("how") != "stopped"):
            return None
        await self._began({"game": last.kind, "goes_on": True})
        if last.kind == "story":
            return f"Back to {last.began.text('scene')}. {YOURS}"
        return f"Here we are. {_standing(last.chess())}"

    async def _end(self, game: Game) -> str:
        told = await self._log.events(
            kinds=("heard",), session=self._session, after=game.began.sequence
        )
        await self._ended(game, "stopped" if game.kind == "chess" else "told", len(told))
        if game.kind == "chess":
            return "I'll leave the pieces where they are. Say: go on with the chess."
        return f"The end, then. {rude.farewell(_companion(game), self._rng)}"

    async def _begin_story(self, games: Sequence[Game]) -> str:
        await self.stop()
        who = rude.made_up([game.began for game in games], self._rng)
        last = games[-1] if games else None
        before = last.began.text("scene") if last else ""
        name, opening = self._rng.choice([scene for scene in SCENES if scene[0] != before])
        await self._began({"game": "story", "scene": name, **rude.payload(who)})
        greets = rude.greeting(who, _last(last) if last else "", self._rng)
        return f"{opening} {greets} {YOURS}"

    async def _chess_turn(self, game: Game, text: str) -> str | None:
        chess = game.chess()
        if _RESIGN.match(text):
            return await self._over(game, "lost", "You resign.")
        if _DRAW.match(text):
            if _material(chess) < 0:
                return "No. I like where I'm standing."
            return await self._over(game, "drawn", "A draw, then.")
        if answer := _asked(text, chess):
            return answer
        if match := _BACK.match(text):
            return await self._take_back(game, match["move"] or "")
        understood = move_in(await self._meant(text), chess)
        if understood is None:
            return _UNCLEAR if may_be_a_move(text) else None
        if not understood.fits:
            return _not_legal(understood, chess)
        if len(understood.fits) > 1:
            starts = listed([each.start for each in understood.fits])
            return f"Which {understood.fits[0].piece}: the one on {starts}?"
        move = chess.play(understood.fits[0].uci)
        await self._moved(move.uci, "you")
        if chess.end:
            return await self._finished(game, chess, f"Your {announced(move, chess)}.")
        return await self._mine(game, move=move.uci)

    async def _meant(self, text: str) -> str:
        """The move that she asked about, if this is a yes to it; else the words themselves."""
        if not _YES.match(text):
            return text
        said = await self._log.newest(("spoken",), 1)
        asked = _DO_YOU_MEAN.match(said[0].text().strip()) if said else None
        return asked["move"] if asked else text

    async def _take_back(self, game: Game, instead: str) -> str | None:
        """Take back the person's last move and hers after it, and play another if one was said."""
        if instead and move_in(instead, game.chess()) is None:
            return None
        if len(game.moves) < _BOTH:
            return "There is nothing to take back yet."
        back: dict[str, JsonValue] = {"back": _BOTH, "by": "you"}
        await self._log.append(self._session, "game_moved", back)
        before = self._on(await self._games())
        if instead and before:
            return await self._chess_turn(before, instead)
        return "Taken back, yours and mine. It's your move."

    async def _mine(self, game: Game, move: str = "") -> str:
        """Her move, in words; whose move it was before is repeated, so that nothing is misheard."""
        chess = ChessGame(game.yours, (*game.moves, move) if move else game.moves)
        # It thinks for up to a second, in which others are to be heard.
        mine = chess.play((await asyncio.to_thread(her_move, chess)).uci)
        await self._moved(mine.uci, "her")
        heard = ""
        if move:
            before = ChessGame(game.yours, game.moves)
            heard = f"Your {announced(before.play(move), before)}. "
        said = f"{heard}I play {announced(mine, chess)}."
        return await self._finished(game, chess, said) if chess.end else said

    async def _moved(self, uci: str, by: str) -> None:
        await self._log.append(self._session, "game_moved", {"move": uci, "by": by})

    async def _finished(self, game: Game, chess: ChessGame, said: str) -> str:
        if chess.end != "checkmate":
            return await self._over(game, "drawn", f"{said} That's a draw, by {chess.end}.")
        result = "lost" if chess.your_turn else "won"
        return await self._over(game, result, f"{said} Checkmate: you {result}.")

    async def _over(self, game: Game, result: str, said: str) -> str:
        await self._ended(game, result, (len(game.moves) + 2) // 2)
        return f"{said} {rude.on_result(_companion(game), result)}"


def _is_command(text: str) -> bool:
    commands = (_CHESS, _STORY, _GO_ON, _END, _RESIGN, _DRAW, _WHERE, _ON, _TURN, _BOARD, _BACK)
    return any(each.match(text) for each in commands)


def _moved_on(moves: tuple[str, ...], event: Event) -> tuple[str, ...]:
    """The moves after an event: one more, or some less."""
    if event.kind != "game_moved":
        return moves
    back = event.payload.get("back")
    return moves[:-back] if isinstance(back, int) else (*moves, event.text("move"))


def _not_legal(understood: Understood, chess: ChessGame) -> str:
    """What she says to a move that cannot be; where another sounds like it, that may be meant."""
    alike = [named(each) for each in near(understood.said, chess)]
    if len(alike) == 1:
        return f"Do you mean {alike[0]}?"
    if alike and len(alike) <= _MOST_NEAR:
        return f"That can't be. Was it {listed(alike)}?"
    return _NO_MOVE.format(why=_standing(chess))


def _companion(game: Game) -> Companion:
    return Companion(game.began.text("companion"), game.began.text("companion_is"))


def _last(game: Game) -> str:
    """How a game ended, as a clause to follow "last time"."""
    turns = game.ended.payload.get("turns") if game.ended else 0
    if game.kind == "story":
        scene = game.began.text("scene")
        return f"you left me in {scene} after {turns} turns" if turns else f"you left me in {scene}"
    how = game.ended.text("how") if game.ended else ""
    return f"you {how} at chess" if how in ("won", "lost") else "it was chess, and nobody won"


def _asked(text: str, chess: ChessGame) -> str:
    """An answer about the position, by the rules; empty when nothing was asked."""
    if match := _WHERE.match(text):
        yours, piece = match["whose"].lower() == "my", match["piece"].lower()
        squares = chess.where(piece, yours=yours)
        whose = "Your" if yours else "My"
        if not squares:
            return f"{whose} {piece} is off the board."
        several = "s are" if len(squares) > 1 else " is"
        return f"{whose} {piece}{several} on {listed(squares, 'and')}."
    if match := _ON.match(text):
        square = match["square"].replace(" ", "").lower()
        return f"On {square} is {chess.on(square)}."
    if _TURN.match(text):
        return _standing(chess)
    if _BOARD.match(text):
        sides = [_side(chess, yours=yours) for yours in (True, False)]
        return f"You have {sides[0]}. I have {sides[1]}. {_standing(chess)}"
    return ""


def _side(chess: ChessGame, *, yours: bool) -> str:
    found = [
        f"{piece} {listed(squares, 'and')}"
        for piece in ("king", "queen", "rook", "bishop", "knight", "pawn")
        if (squares := chess.where(piece, yours=yours))
    ]
    return ", ".join(found)


def _standing(chess: ChessGame) -> str:
    whose = "It's your move" if chess.your_turn else "It's my move"
    return f"{whose}, and you are in check." if chess.in_check and chess.your_turn else f"{whose}."


def _material(chess: ChessGame) -> int:
    """What the person has more than she has, in pawns."""
    worth = {"queen": 9, "rook": 5, "bishop": 3, "knight": 3, "pawn": 1}
    return sum(
        points * (len(chess.where(piece, yours=True)) - len(chess.where(piece, yours=False)))
        for piece, points in worth.items()
    )
