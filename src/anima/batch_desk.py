"""Many letters at once: each order is begun once, written, and shown before it may go."""

import hashlib
from collections.abc import AsyncIterator, Sequence
from dataclasses import replace

from rich.console import Console

from anima.letters import Correspondent, Drafted, Letter, Stage, Studio, draft, unfounded_in
from anima.letters.sending import Order
from anima.letters.style import voice_of
from anima.llm import ChatModel
from anima.mail_desk import shown_mail
from anima.sending_app import Dress, made_ready
from anima.settings import Settings
from anima.values import JsonValue

__all__ = ["begun", "dress_of", "shown_one_by_one", "written"]


def dress_of(order: Order, dress: Dress) -> Dress:
    """How an order goes: with the subject of its row, where it has one."""
    return replace(dress, subject=order.subject or dress.subject)


async def begun(studio: Studio, orders: Sequence[Order]) -> dict[str, Letter]:
    """The letter of each order; one that was begun before is not begun again."""
    letters = {each.batch: each for each in await studio.letters() if each.batch}
    known = await studio.correspondents()
    for order in orders:
        if before := letters.get(order.key) or letters.get(order.old_key):
            letters[order.key] = before
            continue
        given = order.correspondent
        there = next((each for each in known if _is(each, given)), None)
        kept = given.over(there) if there else given
        if kept != there:
            kept = await studio.note(kept)
            known = [*(each for each in known if each.id != kept.id), kept]
        letters[order.key] = await studio.begin(replace(order.brief, to=kept.id), batch=order.key)
    return letters


def _is(known: Correspondent, given: Correspondent) -> bool:
    """Two people may share an address, and two a name: only who has both is the same."""
    if known.address and given.address and known.address.lower() != given.address.lower():
        return False
    return known.name.strip().lower() == given.name.strip().lower()


async def written(
    model: ChatModel | None, studio: Studio, orders: Sequence[Order], letters: dict[str, Letter]
) -> AsyncIterator[int]:
    """See that each letter has words: those of its order, or a draft; yields how many were drafted.

    Without a model, only words that are there already are kept.
    """
    for order in orders:
        if order.text and not letters[order.key].versions:
            letters[order.key] = await studio.write(letters[order.key].id, order.text, by="you")
    open_ = [order for order in orders if not letters[order.key].versions]
    if model is None or not open_:
        return
    sender = open_[0].brief.sender
    voice = voice_of(sender, await studio.samples(sender))
    for number, order in enumerate(open_):
        letter = letters[order.key]
        person = await studio.correspondent(letter.brief.to)
        async for event in draft(
            model, letter.brief, person, voice, alternatives=1, seed=1 + 10 * number
        ):
            if isinstance(event, Drafted):
                by = model.profile.name
                letters[order.key] = await studio.write(letter.id, event.text, by=by)
        yield number + 1


async def shown_one_by_one(
    settings: Settings, console: Console, studio: Studio, letters: Sequence[tuple[str, Dress]]
) -> AsyncIterator[JsonValue]:
    """Each letter as it would go, or why it waits; what has its yes or went is only named."""
    for identity, dress in letters:
        letter = await studio.letter(identity)
        told: dict[str, JsonValue] = {
            "letter": letter.id, "recipient": letter.brief.recipient, "stage": letter.stage.value
        }  # fmt: skip
        settled = letter.stage in (Stage.SENT, Stage.UNCLEAR, Stage.SENDING)
        if settled or (letter.by_mail and letter.may_go):
            yield {**told, "holds": True}
        elif claims := unfounded_in(letter):
            yield {**told, "left_out": f"It says what nobody told: “{claims[0].text}”."}
        else:
            content, _ = await made_ready(settings, console, studio, letter, dress)
            digest = hashlib.sha256(content).hexdigest()
            yield {**told, "mail": shown_mail(content), "digest": digest}
