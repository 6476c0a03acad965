"""What `anima who` does: read who she is and why, and decide about her changes."""

from collections.abc import AsyncGenerator, Callable, Generator
from contextlib import asynccontextmanager, contextmanager
from functools import partial

from rich.console import Console
from rich.progress import Progress, TaskID

from anima.app import OWNER, open_vault
from anima.initiative.push import Browsers
from anima.llm import ChatModel, SentenceEncoder
from anima.loading import language_model
from anima.memory import EventLog, Facts
from anima.minds import in_plain_words, know_her, mind_of, settings_of_hers
from anima.models import WeightStore
from anima.persona import (
    Decision,
    back_to,
    call_her,
    load_growth,
    load_identity,
    load_preferences,
    prefer,
    reason_of_her_name,
)
from anima.persona.night import Night
from anima.persona.signature import (
    Examination,
    Standing,
    examine,
    go_back,
    load_standing,
    take_held,
)
from anima.settings import Settings
from anima.values import JsonValue, SystemClock
from anima.voice.voices import VOICES
from anima.who_desk import WhoDesk, describe

SHOWN = 8
"""So much of the end of an id is shown, and enough to name a change."""

_SAID = {
    "accepted": "She is so from now on.",
    "softened": "She is half so from now on.",
    "taken_back": "It is taken back.",
    "waiting": "It waits for you again.",
}


async def show(settings: Settings, console: Console) -> None:
    """Print who she is: mood, traits, what the two of you are to each other, opinions."""
    async with _desk(settings) as desk:
        who = await desk.who()
    out = _Out(console)
    name = who["name"] or "She"
    mood = _of(who["mood"])
    cause = f", because {mood['cause']}" if mood["cause"] else ""
    out(f"{name} feels {mood['words']}{cause}.")
    _quote(out, mood)
    for each in _list(who["begun"]):
        out(f"\nShe would like to say: {each['text']}")
        out(f"    because: {each['reason']}")
    out("\nHer traits, from where she began:")
    for each in _list(who["traits"]):
        scale = _bar(_number(each["start"]), _number(each["value"]))
        out(f"  {each['low']:>14} {scale} {each['high']}")
    _relationship(out, _of(who["relationship"]))
    if opinions := _list(who["opinions"]):
        out("\nWhat she likes and thinks:")
        for each in opinions:
            out(f"  {each['text']}")
            _quote(out, each)
    wishes = {key: value for key, value in _of(who["preferences"]).items() if value}
    out("\nWhat you want of her (anima who prefer changes it):")
    for key, value in wishes.items():
        out(f"  {key.replace('_', ' ')}: {value}")
    undecided = [each for each in _list(who["changes"]) if each["decision"] == "waiting"]
    waiting = [each for each in undecided if not each["holds"]]
    if waiting:
        out(f"\n{len(waiting)} changes wait for you: anima who changes")


async def changes(settings: Settings, console: Console) -> None:
    """Print every change, the newest first, with its cause, its moments and what was decided."""
    async with _desk(settings) as desk:
        found = _list((await desk.who())["changes"])
    out = _Out(console)
    if not found:
        out("She has not changed. Changes are proposed at night, from what you lived through.")
    for each in found:
        unasked = each["decision"] == "waiting" and each["holds"]
        decision = "holds" if unasked else str(each["decision"]).replace("_", " ")
        causes = " and ".join(str(c) for c in _plain(each["causes"]))
        out(f"{str(each['id'])[-SHOWN:]}  {each['night']}  {each['text']} ({decision})")
        out(f"          because {causes}")
        _quote(out, each, indent=10)


async def decide(settings: Settings, console: Console, change: str, decision: Decision) -> None:
    """Accept, soften or take back one change."""
    async with _desk(settings) as desk:
        decided = await desk.decide(change, decision)
    _Out(console)(f"{describe(decided)} {_SAID[decision]}")


async def back(settings: Settings, console: Console, day: str) -> None:
    """Take back every change of a day's night and of later ones."""
    async with _desk(settings) as desk:
        before = (await load_growth(desk.log)).since(day)
        await back_to(desk.log, day)
    held = sum(change.holds for change in before)
    _Out(console)(f"{held} changes are taken back: she is as she was before {day}.")


async def journal(settings: Settings, console: Console, limit: int) -> None:
    """Print her journal, the newest entry first."""
    async with _desk(settings) as desk:
        entries = _list((await desk.who())["journal"])
    out = _Out(console)
    if not entries:
        out("Nothing yet. She writes at night about a day on which you talked.")
    for entry in entries[:limit]:
        out(f"{entry['night']}")
        for line in _list(entry["lines"]):
            out(f"  {line['text']}")


async def night(settings: Settings, console: Console) -> None:
    """Take up the nights that are due, now."""
    clock = SystemClock()
    async with await open_vault(settings) as vault:
        log = EventLog(vault, OWNER, clock)
        facts = await Facts.open(vault, OWNER, log)
        async with language_model(await settings_of_hers(log, settings)) as model:
            nights = Night(vault, OWNER, log, facts, model, clock)
            days = await nights.due()
            if not days:
                console.print("No night is due. A day is over at four in the morning.")
            for day in days:
                with Progress(console=console) as progress:
                    task = progress.add_task(f"the night of {day}")
                    report = await nights.sleep(day, partial(_advance, progress, task))
                console.print(
                    f"{report.lines} lines, {report.changes} changes to decide", highlight=False
                )


def _advance(progress: Progress, task: TaskID, done: int, total: int) -> None:
    progress.update(task, completed=done, total=total)


async def preference(settings: Settings, console: Console, key: str, value: str | None) -> None:
    """Print what you want of her; with a key and a value, set it."""
    async with _desk(settings) as desk:
        if value is not None:
            await prefer(desk.log, key, value)
        found = await load_preferences(desk.log)
    out = _Out(console)
    for name in found.__slots__:
        if not key or name == key:
            out(f"{name}: {getattr(found, name) or '–'}")


async def compare(settings: Settings, console: Console, *, keep: bool) -> bool:
    """Whether she is still herself; says it, and how to go back.

    By the model that is hers; where the settings name another, that one is compared with hers, and
    nothing is decided. `keep` always knows her by the model that is hers.
    """
    encoder = SentenceEncoder(WeightStore().folder(settings.embedding))
    try:
        async with await open_vault(settings) as vault:
            log = EventLog(vault, OWNER, SystemClock())
            now = await load_standing(log)
            differs = now.hers is not None and not mind_of(settings).is_same(now.hers)
            tried = settings
            if differs:
                hers = await settings_of_hers(log, settings)
                tried = hers if keep else settings
                if not keep:
                    async with language_model(hers) as model:
                        with _talking(console, model) as step:
                            await know_her(log, now, model, encoder, on_progress=step)
            async with language_model(tried) as model:
                with _talking(console, model) as step:
                    found = await examine(log, model, encoder, keep=keep, on_progress=step)
    finally:
        encoder.close()
    another = differs and not keep
    for line in swap_verdict(found, now, settings) if another else verdict(found, keep=keep):
        _Out(console)(line)
    return keep or found.comparison is None or found.comparison.inside


@contextmanager
def _talking(console: Console, model: ChatModel) -> Generator[Callable[[int, int], None]]:
    with Progress(console=console) as progress:
        task = progress.add_task(f"talking with her by {model.profile.name}")
        yield partial(_advance, progress, task)


def swap_verdict(found: Examination, now: Standing, settings: Settings) -> list[str]:
    """What the comparison of hers with the model that the settings name says, in plain lines."""
    lines = [verdict(found, keep=False)[0], f"She goes on by {now.hers}; nothing has changed."]
    wanted = mind_of(settings)
    if any(wanted.is_same(known) for known in (now.held, now.refused)):
        lines.append("To take the other: anima who model --take")
    else:
        lines.append("The other is tried when Anima runs and nobody talks with her.")
    return lines


def verdict(found: Examination, *, keep: bool) -> list[str]:
    """What an examination says, in plain lines."""
    now = found.now.model
    if found.was is None or found.comparison is None:
        return [
            f"From now on she is known by how she talks by {now}.",
            "Numbers are kept, and no words. After another model or an upgrade, run this again.",
        ]
    lines = [f"By {now} she is who she was by {found.was.model}."]
    if not found.comparison.inside:
        reasons = found.comparison.explanation()
        lines = [f"By {now} she is not quite who she was by {found.was.model}: {reasons}."]
    if found.has_grown and not found.comparison.inside:
        lines.append("She has changed since, as you decided (anima who changes); that shows too.")
    if keep:
        lines.append("She is known by this from now on.")
    elif not found.comparison.inside:
        lines.append(f"To have her back, give her {found.was.model} again (docs/how-to/models.md).")
        lines.append("To take her as she is: anima who compare --keep")
    return lines


async def mind(settings: Settings, console: Console, *, take: bool, back: bool) -> None:
    """Print by which model she answers; take the one that is held, or go back to the former.

    An Anima that runs follows within seconds; else it holds from the next start.
    """
    out = _Out(console)
    async with _desk(settings) as desk:
        if take:
            await take_held(desk.log)
        elif back:
            await go_back(desk.log)
        now = await load_standing(desk.log)
    for line in in_plain_words(now) or ["No model is hers yet: you have not met her."]:
        out(line)
    if now.held or now.refused:
        out("To take it: anima who model --take")
    if now.held or (now.former and not now.refused):
        out("To stay with, or go back to, the former: anima who model --back")


async def voice(settings: Settings, console: Console, chosen: str | None) -> None:
    """Print the voices and which is hers; with one of them, make it hers."""
    out = _Out(console)
    async with _desk(settings) as desk:
        if chosen is not None:
            found = await desk.recast(chosen)
            out(f"She sounds like this from now on: {found.description.lower()}.")
            return
        hers = (await load_identity(desk.log)).voice
    for each in VOICES:
        mark = "*" if each.id == hers else " "
        out(f"{mark} {each.id:<11} {each.description}. {each.accent}, {each.gender}.")


async def name(settings: Settings, console: Console, chosen: str | None) -> None:
    """Print what she is called and why; with a name, call her so from now on."""
    out = _Out(console)
    async with _desk(settings) as desk:
        if chosen is None:
            hers = (await load_identity(desk.log)).name
            out(f"She is called {hers}." if hers else "She has no name yet.")
            if reason := await reason_of_her_name(desk.log):
                out(f"When she chose it she said: {reason}")
            return
        renamed = await call_her(desk.log, chosen)
    out(f"She is {renamed.name} from now on. What was said before stays as it was.")
    if renamed.note:
        out(f"She says: {renamed.note}")


async def told(settings: Settings, console: Console, *, off: bool) -> None:
    """Print which browsers are told while the page is closed; with `off`, tell none any more."""
    async with await open_vault(settings) as vault:
        browsers = Browsers(vault, OWNER, EventLog(vault, OWNER, SystemClock()))
        found = await browsers.all()
        if off:
            await browsers.end("")
    out = _Out(console)
    if not found:
        out("No browser is told while her page is closed. The page Who she is turns it on.")
    for each in found:
        out(f"{'Told no more' if off else 'Told'}: a browser, by {each.service}")


@asynccontextmanager
async def _desk(settings: Settings) -> AsyncGenerator[WhoDesk]:
    clock = SystemClock()
    async with await open_vault(settings) as vault:
        log = EventLog(vault, OWNER, clock)
        facts, browsers = await Facts.open(vault, OWNER, log), Browsers(vault, OWNER, log)
        yield WhoDesk(log, facts, clock, browsers=browsers)


class _Out:
    """Prints plain lines: what people said is no markup."""

    def __init__(self, console: Console) -> None:
        self._console = console

    def __call__(self, line: str) -> None:
        self._console.print(line, markup=False, highlight=False)


def _relationship(out: _Out, facts: dict[str, JsonValue]) -> None:
    if not facts["since"]:
        return
    out(
        f"\nYou have talked on {facts['days']} days since {facts['since']}, {facts['talks']} times."
    )
    for title, key in (
        ("What happened in that time", "shared"),
        ("What you laugh about", "jokes"),
        ("What she promised", "her_promises"),
        ("What you set out to do", "your_promises"),
    ):
        if found := _list(facts[key]):
            out(f"{title}:")
            for each in found:
                out(f"  {each['text']}")
                _quote(out, each)


def _quote(out: _Out, thing: dict[str, JsonValue], indent: int = 4) -> None:
    for moment in _list(thing.get("moments"))[:2]:
        out(f"{' ' * indent}{str(moment['at'])[:16].replace('T', ' ')}  “{moment['text']}”")


def _bar(start: float, value: float, width: int = 21) -> str:
    """A scale with `·` where she began and `o` where she is."""
    cells = ["─"] * width
    cells[round((start + 1) / 2 * (width - 1))] = "·"
    cells[round((value + 1) / 2 * (width - 1))] = "o"
    return "".join(cells)


def _of(value: JsonValue) -> dict[str, JsonValue]:
    return value if isinstance(value, dict) else {}


def _plain(value: JsonValue) -> list[JsonValue]:
    return value if isinstance(value, list) else []


def _list(value: JsonValue) -> list[dict[str, JsonValue]]:
    return [each for each in _plain(value) if isinstance(each, dict)]


def _number(value: JsonValue) -> float:
    return value if isinstance(value, float) else 0.0
