"""Games as the log has them: which were begun, what was moved, and where each was left."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from anima.play.chess import ChessGame
from anima.play.commands import END, GO_ON, plain_words
from anima.values import Event, EventKind, SessionId

KINDS: tuple[EventKind, ...] = ("game_began", "game_moved", "game_ended")
"""The events that games are made of."""


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of a session in which a game was on; `until` is 0 while it is."""

    session: SessionId
    after: int
    until: int = 0

    def holds(self, event: Event) -> bool:
        """Whether this happened in it."""
        return event.session == self.session and (
            self.after < event.sequence and (not self.until or event.sequence < self.until)
        )


@dataclass(frozen=True, slots=True)
class Game:
    """A game that was begun.

    Attributes:
        began: Its event.
        moves: Those of chess.
        ended: The event that ended it or left it where it was; None while it goes on.
        spans: Where it was played.
        taken_up: The last event that began it or went on with it.
    """

    began: Event
    moves: tuple[str, ...]
    ended: Event | None
    spans: tuple[Span, ...]
    taken_up: Event

    @property
    def kind(self) -> Literal["chess", "story"]:
        """What is played."""
        return "story" if self.began.text("game") == "story" else "chess"

    @property
    def yours(self) -> Literal["white", "black"]:
        """The person's side."""
        return "black" if self.began.text("yours") == "black" else "white"

    @property
    def is_over(self) -> bool:
        """Whether it came to its end; what was only left can be gone on with."""
        return self.ended is not None and self.ended.text("how") != "stopped"

    def is_open_in(self, session: SessionId) -> bool:
        """Whether it goes on in this session."""
        return self.ended is None and any(each.session == session for each in self.spans)

    def chess(self) -> ChessGame:
        """The position, by the rules."""
        return ChessGame(self.yours, self.moves)


def games_of(events: Iterable[Event]) -> list[Game]:
    """The games in these events, the one that was played last at the end."""
    games: list[Game] = []
    for event in events:
        if event.kind == "game_began":
            _take_up(games, event)
        elif games:
            game = games[-1]
            moves = _moved_on(game.moves, event)
            if event.kind == "game_ended":
                game = replace(game, ended=event, spans=_until(game.spans, event))
            games[-1] = replace(game, moves=moves)
    return games


def told_in(game: Game, events: Sequence[Event]) -> list[Event]:
    """What was told in this story: the person's turns, and hers in answer to them.

    What they talked about before it, between and after is no part of it. Her turns have the mark
    of a story only since they are marked; before that, she answered a turn of the story.
    """
    told: list[Event] = []
    for event in events:
        if not any(span.holds(event) for span in game.spans):
            continue
        words = plain_words(event.text())
        if event.kind == "heard" and (END.match(words) or GO_ON.match(words)):
            continue
        answers = bool(told) and told[-1].kind == "heard" and told[-1].session == event.session
        if event.text("play") == "story" or (event.kind == "spoken" and answers):
            told.append(event)
    return told


def _take_up(games: list[Game], event: Event) -> None:
    """A game that is begun or gone on with is the last; the one before it is on no more."""
    for place, game in enumerate(games):
        games[place] = replace(game, spans=_until(game.spans, event))
    span = Span(SessionId(event.session), event.sequence)
    goes_on = event.payload.get("goes_on")
    if not goes_on:
        games.append(Game(event, (), None, (span,), event))
        return
    last = next((each for each in games if each.began.id == goes_on), games[-1] if games else None)
    if last is not None:
        games.remove(last)
        games.append(replace(last, ended=None, spans=(*last.spans, span), taken_up=event))


def _until(spans: tuple[Span, ...], event: Event) -> tuple[Span, ...]:
    return tuple(each if each.until else replace(each, until=event.sequence) for each in spans)


def _moved_on(moves: tuple[str, ...], event: Event) -> tuple[str, ...]:
    """The moves after an event: one more, or some less."""
    if event.kind != "game_moved":
        return moves
    back = event.payload.get("back")
    return moves[:-back] if isinstance(back, int) else (*moves, event.text("move"))
