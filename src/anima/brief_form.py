"""`anima letters brief`: the brief of a letter asked for line by line, with what she remembers."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import get_args

from rich.console import Console

from anima.letters import Brief, LetterError, PickedMemory
from anima.letters.brief import Length, Tone

Ask = Callable[[str], str]
"""A question that is answered with a line; an empty one is an answer too."""


def ask_brief(console: Console, brief: Brief, offered: Sequence[PickedMemory], ask: Ask) -> Brief:
    """The brief with what the person answers; what she remembers goes in only when picked."""
    brief = replace(
        brief,
        occasion=ask("Why now? (birthday, thanks; may stay empty)"),
        happened=_lines(
            console, "What happened? A sentence a line, in your words; empty ends.", ask
        ),
        say=_lines(console, "What must be said? A sentence a line; empty ends.", ask),
        avoid=_lines(console, "What must not come up? A word or matter a line; empty ends.", ask),
        memories=_picked(console, offered, ask),
    )
    tone = _one_of("How should it feel?", get_args(Tone), brief.tone, ask)
    length = _one_of("How long?", get_args(Length), brief.length, ask)
    return replace(brief, tone=_tone(tone), length=_length(length))


def _lines(console: Console, question: str, ask: Ask) -> tuple[str, ...]:
    console.print(question, highlight=False)
    found: list[str] = []
    while line := ask("…").strip():
        found.append(line)
    return tuple(found)


def _picked(
    console: Console, offered: Sequence[PickedMemory], ask: Ask
) -> tuple[PickedMemory, ...]:
    if not offered:
        return ()
    console.print("She remembers:")
    for number, memory in enumerate(offered, 1):
        console.print(
            f"  {number}. {memory.text} (why: anima memory why {memory.source[:8]})",
            markup=False,
            highlight=False,
        )
    answer = ask("Which of these may be in it? Numbers, or nothing").replace(",", " ").split()
    wrong = [each for each in answer if not (each.isdigit() and 0 < int(each) <= len(offered))]
    if wrong:
        raise LetterError(f"There is no {wrong[0]} among them.", advice="Give their numbers.")
    return tuple(offered[int(each) - 1] for each in dict.fromkeys(answer))


def _one_of(question: str, choices: Sequence[str], usual: str, ask: Ask) -> str:
    answer = ask(f"{question} ({', '.join(choices)}; empty: {usual})").strip().lower() or usual
    if answer not in choices:
        raise LetterError(f"“{answer}” is none of them.", advice=f"Use {', '.join(choices)}.")
    return answer


def _tone(word: str) -> Tone:
    return next(each for each in _TONES if each == word)


def _length(word: str) -> Length:
    return next(each for each in _LENGTHS if each == word)


_TONES: tuple[Tone, ...] = get_args(Tone)
_LENGTHS: tuple[Length, ...] = get_args(Length)
