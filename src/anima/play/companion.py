"""The rude little character that she makes up to play with: the same one, game after game.

All that it says is written by hand. It is rude about the game and never about the person, and it is
quiet when something sad was said: a model could not be trusted with that line.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

from anima.values import Event, JsonValue

_NAMES = (
    "Grub",
    "Pockle",
    "Snib",
    "Mump",
    "Twit",
    "Brindle",
    "Nork",
    "Fizzlewit",
    "Squib",
    "Old Tonk",
)
_KINDS = (
    "a toad in a waistcoat",
    "a hedgehog with a megaphone",
    "a very small dragon who is not allowed fire",
    "a crow who thinks that he owns the place",
    "a snail with strong opinions",
    "a goblin the size of a teapot",
)
_REMARKS = (
    "Is that the story? I've read better on soup tins.",
    "Oh, splendid. More walking. I adore walking.",
    "Nobody asked me, and that's the only mistake so far that I can forgive.",
    "Slower, please. I nearly noticed something happening.",
    "If this is the plan, I want my money back.",
    "Ha! I saw that coming before the story began.",
    "I've had bolder adventures in a sock.",
    "Boo. The last bit was nearly good, and then it went on.",
    "I'd clap, but it might encourage the plot.",
    "Wonderful. We're lost, and I'm the clever one.",
)
_GREETINGS = (
    "Took you long enough. Well? I'm waiting to be bored.",
    "Oh, a story. And nobody thought of giving me the main part.",
)
_AGAIN = (
    "You again. Last time, {last}. Let's see how you ruin this one.",
    "Oh no, not this again. Last time, {last}. I haven't forgotten.",
)
_FAREWELLS = (
    "Over already? I was just about to save everyone.",
    "Finally. Wake me when there's a story with me in it.",
)
_LOST = "You lost to her? I've seen doorstops play better. Again, at once."
_WON = "Beginner's luck. The board was crooked, I saw it."
_DRAWN = "A draw. All that noise, and nobody even fell over."


@dataclass(frozen=True, slots=True)
class Companion:
    """The character: a name, and what it is."""

    name: str
    what: str

    @property
    def introduced(self) -> str:
        """The first time it is there."""
        return f"And look who's here: {self.name}, {self.what}. Don't mind the manners."

    def says(self, words: str) -> str:
        """What it says, told by her."""
        return f"{self.name} says: “{words}”"


def made_up(events: Sequence[Event], rng: Random) -> Companion:
    """The character of earlier games; a new one when there was none."""
    for event in events:
        name, what = event.text("companion"), event.text("companion_is")
        if event.kind == "game_began" and name and what:
            return Companion(name, what)
    return Companion(rng.choice(_NAMES), rng.choice(_KINDS))


def greeting(companion: Companion, last: str, rng: Random) -> str:
    """Its first words in a game; `last` is how the last one ended, as a clause."""
    if not last:
        return f"{companion.introduced} {companion.says(rng.choice(_GREETINGS))}"
    return companion.says(rng.choice(_AGAIN).format(last=last))


def remark(companion: Companion, turn: int) -> str:
    """Something rude about the story; another one each turn until all were said."""
    return companion.says(_REMARKS[turn % len(_REMARKS)])


def farewell(companion: Companion, rng: Random) -> str:
    """Its last words of a story."""
    return companion.says(rng.choice(_FAREWELLS))


def on_result(companion: Companion, result: str) -> str:
    """What it says of a game's end; `result` is the person's: won, lost or drawn."""
    return companion.says({"won": _WON, "lost": _LOST}.get(result, _DRAWN))


def payload(companion: Companion) -> dict[str, JsonValue]:
    """What the event of a game's beginning keeps of it."""
    return {"companion": companion.name, "companion_is": companion.what}
