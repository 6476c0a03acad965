"""Turn taking as a pure function: whose turn it is, what happened, whose turn it is then.

    LISTENING -> HEARING -> PAUSING -> CLOSING -> THINKING -> SPEAKING -> LISTENING
                    ^ person goes on  |             |           |
                    +-----------------+             +-----------+-> OVERLAPPING -> SPEAKING
                                                                      |
                                                                      v
                                                                 INTERRUPTING -> LISTENING

`HOLDING` stands beside `HEARING` while the talk key is down: pauses do not end it. What is
asked while the person speaks ends their utterance, or waits for the key; nothing said is forgotten.
"""

from dataclasses import dataclass
from enum import Enum, auto


class TurnState(Enum):
    """Whose turn it is."""

    LISTENING = auto()
    """Nobody speaks."""
    HEARING = auto()
    """The person speaks."""
    HOLDING = auto()
    """The person holds the talk key."""
    PAUSING = auto()
    """The person fell silent and may have finished."""
    CLOSING = auto()
    """The person has finished; the last words are being understood."""
    THINKING = auto()
    """It is her turn, and she has made no sound yet."""
    SPEAKING = auto()
    """She speaks."""
    OVERLAPPING = auto()
    """A voice began in her turn; her sound is held until it is known what it wants."""
    INTERRUPTING = auto()
    """She was cut short; how much was heard of her is being found out and stored."""


class Signal(Enum):
    """What can happen."""

    SPEECH = auto()
    """The person has spoken for long enough to be meant."""
    SILENCE = auto()
    """The person has been silent for long enough to be worth a guess."""
    FINISHED = auto()
    """The person's turn is judged to be over."""
    WORDS = auto()
    """What was said so far is understood."""
    WORDLESS = auto()
    """There were no words in it."""
    PRESSED = auto()
    """The talk key went down."""
    RELEASED = auto()
    """The talk key went up."""
    TAKEN = auto()
    """The person takes the turn from her."""
    LEFT = auto()
    """What was heard in her turn leaves it to her."""
    MUTED = auto()
    """The microphone was switched off."""
    ASKED = auto()
    """Something waits for her answer that was not spoken: a typed message, a request to greet."""
    SOUND = auto()
    """The first sound of her reply went out."""
    DONE = auto()
    """Her reply is over: said and heard to the end, or failed."""
    INTERRUPT = auto()
    """The person pressed the key that stops her, or her sound goes nowhere."""
    STOPPED = auto()
    """What was heard of the interrupted reply is stored."""


class Act(Enum):
    """What the session must do on a transition."""

    OPEN = auto()
    """Begin an utterance, with the moment before it."""
    GUESS = auto()
    """Understand what was said so far, in case the person has finished."""
    GO_ON = auto()
    """The guess was early: the person goes on."""
    PREPARE = auto()
    """Let her get ready to answer the words understood so far."""
    DISMISS = auto()
    """Forget the utterance."""
    REPLY = auto()
    """Begin her reply."""
    HOLD = auto()
    """Hold her sound, and find out what the voice wants."""
    RESUME = auto()
    """Let her sound go on, and forget the voice."""
    STOP = auto()
    """Silence her at once, then store what was heard."""


@dataclass(frozen=True, slots=True)
class Step:
    """Where a signal leads, and what to do on the way."""

    state: TurnState
    acts: tuple[Act, ...] = ()


_S, _T, _A = TurnState, Signal, Act

_TYPED = Step(_S.THINKING, (_A.DISMISS, _A.REPLY))
_CUT = Step(_S.INTERRUPTING, (_A.STOP,))
_CLOSE = Step(_S.CLOSING, (_A.GUESS,))
_DROP = Step(_S.LISTENING, (_A.DISMISS,))
_GOES_ON = Step(_S.SPEAKING, (_A.RESUME,))

_STEPS: dict[tuple[TurnState, Signal], Step] = {
    (_S.LISTENING, _T.SPEECH): Step(_S.HEARING, (_A.OPEN,)),
    (_S.LISTENING, _T.PRESSED): Step(_S.HOLDING, (_A.OPEN,)),
    (_S.LISTENING, _T.ASKED): _TYPED,
    (_S.HEARING, _T.SILENCE): Step(_S.PAUSING, (_A.GUESS,)),
    (_S.HEARING, _T.FINISHED): _CLOSE,
    (_S.HEARING, _T.MUTED): _CLOSE,
    (_S.HEARING, _T.PRESSED): Step(_S.HOLDING),
    (_S.HEARING, _T.ASKED): _CLOSE,
    (_S.HOLDING, _T.RELEASED): _CLOSE,
    (_S.HOLDING, _T.FINISHED): _CLOSE,
    (_S.HOLDING, _T.MUTED): _CLOSE,
    (_S.PAUSING, _T.SPEECH): Step(_S.HEARING, (_A.GO_ON,)),
    (_S.PAUSING, _T.PRESSED): Step(_S.HOLDING, (_A.GO_ON,)),
    (_S.PAUSING, _T.FINISHED): Step(_S.CLOSING),
    (_S.PAUSING, _T.MUTED): Step(_S.CLOSING),
    (_S.PAUSING, _T.WORDS): Step(_S.PAUSING, (_A.PREPARE,)),
    (_S.PAUSING, _T.WORDLESS): _DROP,
    (_S.PAUSING, _T.ASKED): Step(_S.CLOSING),
    (_S.CLOSING, _T.SPEECH): Step(_S.HEARING, (_A.GO_ON,)),
    (_S.CLOSING, _T.PRESSED): Step(_S.HOLDING, (_A.GO_ON,)),
    (_S.CLOSING, _T.WORDS): Step(_S.THINKING, (_A.REPLY,)),
    (_S.CLOSING, _T.WORDLESS): _DROP,
    (_S.THINKING, _T.SOUND): Step(_S.SPEAKING),
    (_S.OVERLAPPING, _T.LEFT): _GOES_ON,
    (_S.OVERLAPPING, _T.MUTED): _GOES_ON,
    (_S.OVERLAPPING, _T.TAKEN): _CUT,
    (_S.OVERLAPPING, _T.INTERRUPT): _CUT,
    (_S.OVERLAPPING, _T.PRESSED): _CUT,
    (_S.OVERLAPPING, _T.ASKED): Step(_S.INTERRUPTING, (_A.DISMISS, _A.STOP)),
    (_S.OVERLAPPING, _T.DONE): Step(_S.LISTENING),
    (_S.INTERRUPTING, _T.STOPPED): Step(_S.LISTENING),
}
for _hers in (_S.THINKING, _S.SPEAKING):
    _STEPS[_hers, _T.DONE] = Step(_S.LISTENING)
    _STEPS[_hers, _T.SPEECH] = Step(_S.OVERLAPPING, (_A.HOLD,))
    for _cause in (_T.PRESSED, _T.ASKED, _T.INTERRUPT):
        _STEPS[_hers, _cause] = _CUT


def advance(state: TurnState, signal: Signal) -> Step:
    """Where `signal` leads from `state`; a signal without meaning there changes nothing."""
    return _STEPS.get((state, signal), Step(state))


def shown_state(state: TurnState) -> str:
    """The state in the four words that the page shows."""
    match state:
        case TurnState.LISTENING | TurnState.INTERRUPTING:
            return "listening"
        case TurnState.HEARING | TurnState.HOLDING | TurnState.PAUSING | TurnState.OVERLAPPING:
            return "hearing"
        case TurnState.CLOSING | TurnState.THINKING:
            return "thinking"
        case TurnState.SPEAKING:
            return "speaking"
