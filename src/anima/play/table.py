"""The games of one session, begun, played and ended in conversation; all of them are in the log."""

import asyncio
import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from anima.llm import ChatRequest
from anima.memory import EventLog
from anima.persona.temperament import appraise
from anima.play import companion as rude
from anima.play.chess import ChessGame
from anima.play.chess_choice import her_move
from anima.play.chess_heard import may_be_a_move
from anima.play.chess_talk import (
    SAY_AGAIN,
    UNCLEAR,
    answer_about,
    material,
    meant,
    not_legal,
    says_which_not,
    standing,
    which_one,
)
from anima.play.chess_words import Understood, announced, move_in
from anima.play.commands import (
    BACK,
    CHESS,
    DRAW,
    END,
    GO_ON,
    LEAVES,
    RESIGN,
    STORY,
    THE_END,
    kind_named,
    plain_words,
)
from anima.play.companion import Companion
from anima.play.games import KINDS, Game, games_of, told_in
from anima.play.story import SCENES, YOURS, story_request
from anima.values import Clock, Event, EventKind, JsonValue, SessionId

STORY_RESTS = timedelta(minutes=20)
"""After so long without a word of it a story is on no more: what is said then is of their life."""

NO_CHESS = "There is no game of chess that we left. Say: let's play chess."

Kind = Literal["", "story", "chess"]
_Entry = tuple[SessionId, EventKind, dict[str, JsonValue]]
_BOTH = 2
"""A move of the person's and hers after it."""


@dataclass(frozen=True, slots=True)
class StoryTurn:
    """What to ask a model for, and what is said after its answer."""

    request: ChatRequest
    after: str


class Play:
    """What is played in one session, as a view of the log: it keeps nothing itself."""

    def __init__(self, log: EventLog, session: SessionId, clock: Clock) -> None:
        self._log = log
        self._session = session
        self._clock = clock
        self._rng = random.SystemRandom()

    async def story_is_on(self) -> bool:
        """Whether what the person says now is part of a story, and no news of their life."""
        game = await self._on(await self._games())
        return game is not None and game.kind == "story"

    async def played(self, said: str) -> Kind:
        """To which game these words belong that are about to be kept; empty where they are talk."""
        text, games = plain_words(said), await self._games()
        if CHESS.match(text):
            return "chess"
        if STORY.match(text):
            return "story"
        if match := GO_ON.match(text):
            found = _to_go_on(games, match["game"])
            return found.kind if found else _chess_or_talk(match["game"])
        game = await self._on(games)
        if game is None or (game.kind == "story" and LEAVES.match(text)):
            return ""
        if game.kind == "story" or await self._is_of_chess(game, text):
            return game.kind
        return ""

    async def answer(self, heard: Event) -> str | None:
        """Her answer when something is begun, moved, asked or ended; None otherwise."""
        text = plain_words(heard.text())
        games = await self._games()
        if match := CHESS.match(text):
            return await self._begin_chess(games, (match["side"] or "white").lower())
        if STORY.match(text):
            return await self._begin_story(games)
        if match := GO_ON.match(text):
            return await self._go_on(games, match["game"])
        game = await self._on(games)
        if game is None:
            return None
        if game.kind == "story" and LEAVES.match(text):
            await self._ended(game, "stopped")
            return None
        if END.match(text):
            return await self._end(game, text)
        return await self._chess_turn(game, text) if game.kind == "chess" else None

    async def story_turn(self, heard: Event) -> StoryTurn | None:
        """How a story goes on after these words; None when they belong to none."""
        game = await self._on(await self._games())
        if game is None or game.kind != "story" or heard.text("play") != "story":
            return None
        told = await self._told(game)
        who = _companion(game)
        turns = sum(event.kind == "heard" for event in told)
        is_hurt = any(kind.emotion[0] < 0 for kind in (m.kind for m in appraise(heard)))
        said = "" if is_hurt or turns % 2 else f" {rude.remark(who, turns // 2)}"
        return StoryTurn(story_request(game.began.text("scene"), who, told), said)

    async def told_elsewhere(self) -> list[str]:
        """What the person told in other sessions of the story that is on in this one."""
        game = await self._on(await self._games())
        told = await self._told(game) if game and game.kind == "story" else []
        here = self._session
        return [e.text() for e in told if e.kind == "heard" and e.session != here and e.text()]

    async def stop(self) -> None:
        """End what is played in this session without a word: something else has come up."""
        games = await self._games()
        if games and games[-1].is_open_in(self._session):
            await self._ended(games[-1], "stopped")

    async def _games(self) -> list[Game]:
        return games_of(await self._log.events(kinds=KINDS))

    async def _on(self, games: Sequence[Game]) -> Game | None:
        """The game that is being played in this session."""
        last = games[-1] if games else None
        if last is None or not last.is_open_in(self._session):
            return None
        if last.kind == "story":
            said = await self._log.events(
                kinds=("heard", "spoken"), session=self._session, after=last.taken_up.sequence
            )
            newest: datetime = max((e.at for e in told_in(last, said)), default=last.taken_up.at)
            if self._clock.now() - newest > STORY_RESTS:
                return None
        return last

    async def _told(self, game: Game) -> list[Event]:
        """What was told in this story so far, in every session in which it was."""
        said: list[Event] = []
        for session in dict.fromkeys(span.session for span in game.spans):
            said += await self._log.events(
                kinds=("heard", "spoken"), session=session, after=game.began.sequence
            )
        return told_in(game, sorted(said, key=lambda event: event.sequence))

    async def _began(self, payload: dict[str, JsonValue]) -> None:
        await self._log.append(self._session, "game_began", payload)

    async def _ended(self, game: Game, how: str, turns: int = 0) -> None:
        await self._log.append_all([self._ends(game, how, turns)])

    def _ends(self, game: Game, how: str, turns: int = 0) -> _Entry:
        return self._session, "game_ended", {"game": game.kind, "how": how, "turns": turns}

    async def _begin_chess(self, games: Sequence[Game], yours: str) -> str:
        await self.stop()
        who = rude.made_up([game.began for game in games], self._rng)
        began: dict[str, JsonValue] = {"game": "chess", "yours": yours, **rude.payload(who)}
        await self._began(began)
        if yours == "white":
            return "Good, you have white. Say your moves as you like: e four, or knight to f three."
        game = await self._on(await self._games())
        return f"You have black. {await self._mine(game, game.chess())}" if game else ""

    async def _go_on(self, games: Sequence[Game], wanted: str) -> str | None:
        game = _to_go_on(games, wanted)
        if game is None:
            return NO_CHESS if kind_named(wanted) == "chess" else None
        if game is not games[-1]:
            await self.stop()
        await self._began({"game": game.kind, "goes_on": game.began.id})
        if game.kind == "story":
            return f"Back to {game.began.text('scene')}. {YOURS}"
        chess = game.chess()
        if chess.end or not chess.your_turn:
            return f"Here we are. {await self._mine(game, chess)}"
        return f"Here we are. {standing(chess)}"

    async def _end(self, game: Game, text: str) -> str:
        if game.kind == "chess":
            await self._ended(game, "stopped", len(game.moves) // 2)
            return "I'll leave the pieces where they are. Say: go on with the chess."
        turns = sum(event.kind == "heard" for event in await self._told(game))
        if not THE_END.match(text):
            await self._ended(game, "stopped", turns)
            return "We leave it here, then. Say: go on with the story."
        await self._ended(game, "told", turns)
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

    async def _is_of_chess(self, game: Game, text: str) -> bool:
        """Whether words in a game of chess are of the game: a command, a question or a move."""
        if match := BACK.match(text):
            return not match["move"] or move_in(match["move"], game.chess()) is not None
        if any(each.match(text) for each in (END, RESIGN, DRAW)) or may_be_a_move(text):
            return True
        if answer_about(text, game.chess()):
            return True
        asked = await self._asked(game)
        said = meant(text, asked)
        return says_which_not(text, asked) or move_in(said, game.chess()) is not None

    async def _chess_turn(self, game: Game, text: str) -> str | None:
        chess = game.chess()
        if RESIGN.match(text) or DRAW.match(text):
            return await self._given_up(game, chess, text)
        if answer := answer_about(text, chess):
            return answer
        if match := BACK.match(text):
            return await self._take_back(game, match["move"] or "")
        asked = await self._asked(game)
        if says_which_not(text, asked):
            return SAY_AGAIN
        understood = move_in(meant(text, asked), chess)
        if understood is None and not may_be_a_move(text):
            return None
        if chess.end or not chess.your_turn:
            # It was broken off between the person's move and hers.
            first = "" if chess.end else "It was my move. "
            return f"{first}{await self._mine(game, chess)}"
        return await self._moved(game, chess, understood) if understood else UNCLEAR

    async def _given_up(self, game: Game, chess: ChessGame, text: str) -> str:
        """Her answer to one who resigns or offers a draw."""
        if chess.end:
            return await self._mine(game, chess)
        if RESIGN.match(text):
            return await self._over(game, "lost", "You resign.")
        if material(chess) < 0:
            return "No. I like where I'm standing."
        return await self._over(game, "drawn", "A draw, then.")

    async def _moved(self, game: Game, chess: ChessGame, understood: Understood) -> str:
        """Her answer to a move, made or asked about."""
        if not understood.fits:
            return not_legal(understood, chess)
        if len(understood.fits) > 1:
            return which_one(understood)
        move = chess.play(understood.fits[0].uci)
        return await self._mine(game, chess, f"Your {announced(move, chess)}.", move.uci)

    async def _asked(self, game: Game) -> str:
        """What she said last in this game, which may be a question about a move."""
        said = await self._log.events(
            kinds=("spoken",), session=self._session, after=game.taken_up.sequence
        )
        return said[-1].text().strip() if said else ""

    async def _take_back(self, game: Game, instead: str) -> str | None:
        """Take back the person's last move and hers after it, and play another if one was said."""
        chess = game.chess()
        if instead and move_in(instead, chess) is None:
            return None
        count = _BOTH if chess.your_turn else 1
        if len(game.moves) < count:
            return "There is nothing to take back yet."
        back: dict[str, JsonValue] = {"back": count, "by": "you"}
        await self._log.append(self._session, "game_moved", back)
        before = await self._on(await self._games())
        if instead and before:
            return await self._chess_turn(before, instead)
        both = ", yours and mine" if count == _BOTH else ""
        return f"Taken back{both}. It's your move."

    async def _mine(self, game: Game, chess: ChessGame, said: str = "", yours: str = "") -> str:
        """Her answer to the position, in words: her move, or how the game has ended.

        The person's move before it is kept together with hers, all or nothing. Whoever breaks in
        while she thinks finds the board as it was, and it stays clear whose side is whose.
        """
        entries: list[_Entry] = [self._move(yours, "you")] if yours else []
        if not chess.end:
            # It thinks for up to a second, in which others are to be heard.
            mine = chess.play((await asyncio.to_thread(her_move, chess)).uci)
            entries.append(self._move(mine.uci, "her"))
            said = f"{said} I play {announced(mine, chess)}.".strip()
        if chess.end:
            result, how = _result(chess)
            entries.append(self._ends(game, result, (len(chess.moves) + 1) // 2))
            said = f"{said} {how} {rude.on_result(_companion(game), result)}".strip()
        await self._log.append_all(entries)
        return said

    def _move(self, uci: str, by: str) -> _Entry:
        return self._session, "game_moved", {"move": uci, "by": by}

    async def _over(self, game: Game, result: str, said: str) -> str:
        await self._ended(game, result, (len(game.moves) + 1) // 2)
        return f"{said} {rude.on_result(_companion(game), result)}"


def _chess_or_talk(wanted: str) -> Kind:
    return "chess" if kind_named(wanted) == "chess" else ""


def _to_go_on(games: Sequence[Game], wanted: str) -> Game | None:
    """The game that was left last, of the kind that is named; None where there is none."""
    kind = kind_named(wanted)
    fits = (game for game in reversed(games) if kind in ("", game.kind) and not game.is_over)
    return next(fits, None)


def _result(chess: ChessGame) -> tuple[str, str]:
    """How the game has ended for the person, in a word and in a sentence."""
    if chess.end != "checkmate":
        return "drawn", f"That's a draw, by {chess.end}."
    result = "lost" if chess.your_turn else "won"
    return result, f"Checkmate: you {result}."


def _companion(game: Game) -> Companion:
    return Companion(game.began.text("companion"), game.began.text("companion_is"))


def _last(game: Game) -> str:
    """How a game ended, as a clause to follow "last time"."""
    turns = game.ended.payload.get("turns") if game.ended else 0
    if game.kind == "story":
        scene = game.began.text("scene")
        after = f" after {turns} {'turn' if turns == 1 else 'turns'}" if turns else ""
        return f"you left me in {scene}{after}"
    how = game.ended.text("how") if game.ended else ""
    return f"you {how} at chess" if how in ("won", "lost") else "it was chess, and nobody won"
