"""What `anima letters` does with mail: the account, sending after a yes, and what comes back."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console

from anima.app import OWNER, open_vault
from anima.files_out import put
from anima.letters import Correspondent, Letter, LetterError, Stage, Studio
from anima.letters.sending import (
    Attachment,
    Outbox,
    drop_password,
    keep_password,
    mail_of,
    new_message_id,
)
from anima.mail_desk import (
    enclosed_page,
    mailbox_of,
    outbox_of,
    postman_of,
    shown_mail,
    take_in_replies,
    user_of,
)
from anima.memory import EventLog
from anima.paper_app import Look, page_of
from anima.print_desk import require_told
from anima.settings import Settings
from anima.values import SystemClock

Confirm = Callable[[str], bool]
"""A question that is answered with yes or no."""

Ask = Callable[[str], str]
"""A question whose answer is not shown."""


@dataclass(frozen=True, slots=True)
class Dress:
    """How a letter goes: its subject line, and the page that goes with it.

    Attributes:
        subject: Empty for one made of the occasion.
        look: The page; None for the words alone.
        copy: Where to put the page to be looked at before the yes; None for nowhere.
        enclosed: What goes with it besides.
        answers: The id of the mail that this one follows up.
    """

    subject: str
    look: Look | None
    copy: Path | None = None
    enclosed: tuple[Attachment, ...] = ()
    answers: str = ""


async def keep_account(settings: Settings, console: Console, ask: Ask, *, forget: bool) -> None:
    """Try the account, and keep its password in the vault; or take it out again."""
    async with await open_vault(settings) as vault:
        if forget:
            await drop_password(vault, OWNER)
            console.print("The password is gone from the vault.")
            return
        postman_of(settings, "")
        password = settings.mail_password or ask(f"Password of {user_of(settings)}")
        await postman_of(settings, password).greet()
        console.print("The server for sending lets you in.")
        mailbox = mailbox_of(settings, password)
        if mailbox is not None:
            await mailbox.greet()
            console.print("The mailbox lets you in.")
        else:
            console.print("No mailbox is set (mail_imap): replies will not be found.")
        if not settings.mail_password:
            await keep_password(vault, OWNER, password)
            console.print("The password is kept, encrypted, in your vault.")


async def send_letter(
    settings: Settings, console: Console, letter_id: str, dress: Dress, yes: Confirm, *, anew: bool
) -> None:
    """Show exactly what would go and to whom, and send it after the yes; once."""
    async with await open_vault(settings) as vault:
        studio = Studio(vault, OWNER, EventLog(vault, OWNER, SystemClock()))
        outbox = await outbox_of(settings, vault, studio)
        letter = await studio.letter(letter_id)
        if letter.stage in (Stage.SENDING, Stage.UNCLEAR):
            await outbox.settle()
            letter = await studio.letter(letter.id)
        if letter.stage in (Stage.SENT, Stage.UNCLEAR):
            tell(console, letter)
            return
        correspondent = await studio.correspondent(letter.brief.to)
        moved = letter.parcel is not None and correspondent.address not in letter.parcel.recipients
        holds = letter.by_mail and letter.may_go and not anew and not moved
        if holds and letter.approval:
            when = f"{letter.approval.at.astimezone():%d %B, %H:%M}"
            console.print(f"Your yes of {when} to exactly this still holds.", highlight=False)
        elif not await _agreed(settings, console, studio, letter, dress, yes):
            return
        async for step in outbox.send([letter.id]):
            tell(console, step.letter)
            if step.letter.stage is Stage.FAILED:
                raise LetterError(f"It was not sent. {step.letter.trouble}")


async def _agreed(
    settings: Settings, console: Console, studio: Studio, letter: Letter, dress: Dress, yes: Confirm
) -> bool:
    """Make the mail, show it, and record the yes or the no."""
    content, shown = await made_ready(settings, console, studio, letter, dress)
    console.print(shown_mail(content), markup=False, highlight=False)
    if dress.copy is not None:
        put(dress.copy, enclosed_page(content))
        console.print(f"The page that goes is in {dress.copy}.", markup=False, highlight=False)
    to, *copies = shown.parcel.recipients if shown.parcel else ("",)
    copy = f", and a copy to you, {copies[0]}" if copies else ""
    console.print(f"\nGoes to {to}{copy}.", markup=False, highlight=False)
    if not yes("Send exactly this?"):
        await studio.decline(letter.id)
        console.print("Not sent.")
        return False
    await studio.approve(letter.id, hashlib.sha256(content).hexdigest())
    return True


async def made_ready(
    settings: Settings, console: Console, studio: Studio, letter: Letter, dress: Dress
) -> tuple[bytes, Letter]:
    """The mail of a letter, kept byte for byte as what a yes can be said to.

    Raises `LetterError` when the letter is not ready, or nobody knows where it is to go.
    """
    require_told(letter, "send")
    correspondent = await studio.correspondent(letter.brief.to)
    if not correspondent.address:
        raise LetterError(
            f"No mail address of {correspondent.name} is noted.",
            advice=f'Note it with: anima letters note "{correspondent.name}" --address …',
        )
    message_id = new_message_id(settings.mail_from)
    content = await _mail(settings, console, letter, correspondent, dress, message_id)
    shown = await studio.show(
        letter.id,
        content,
        # The copy to yourself tells, after a broken line, whether the letter went.
        recipients=list(dict.fromkeys([correspondent.address, settings.mail_from])),
        subject=subject_of(letter, dress),
        message_id=message_id,
    )
    return content, shown


def subject_of(letter: Letter, dress: Dress) -> str:
    """The subject line that was given, or one that says no more than whose letter it is."""
    return dress.subject or f"A letter from {letter.brief.sender}"


async def _mail(
    settings: Settings,
    console: Console,
    letter: Letter,
    correspondent: Correspondent,
    dress: Dress,
    message_id: str,
) -> bytes:
    enclosed = dress.enclosed
    if dress.look is not None:
        page = Attachment("letter.pdf", await page_of(console, letter.text, dress.look))
        enclosed = (page, *enclosed)
    return mail_of(
        letter.text,
        sender=(settings.mail_name or letter.brief.sender, settings.mail_from),
        recipient=(correspondent.name, correspondent.address),
        subject=subject_of(letter, dress),
        at=SystemClock().now().astimezone(),
        message_id=message_id,
        answers=dress.answers,
        attachments=enclosed,
    )


async def settle(settings: Settings, console: Console, letter_id: str, went: bool | None) -> None:
    """Find out what became of letters that were on their way, or take the person's word for one."""
    async with await open_vault(settings) as vault:
        studio = Studio(vault, OWNER, EventLog(vault, OWNER, SystemClock()))
        if went is not None:
            letter = await studio.letter(letter_id)
            if letter.stage is not Stage.UNCLEAR:
                raise LetterError(
                    f"What became of this letter is known: it is {letter.stage.value}."
                )
            if went:
                tell(console, await studio.outcome(letter.id, "letter_sent"))
                return
            word = "You said that it did not go out."
            tell(console, await studio.outcome(letter.id, "sending_failed", {"reason": word}))
            return
        outbox: Outbox = await outbox_of(settings, vault, studio)
        looked_for = await outbox.settle()
        for letter in looked_for:
            tell(console, letter)
        if not looked_for:
            console.print("No letter is on its way.")


async def replies(settings: Settings, console: Console) -> None:
    """Take in what came back, and print it."""
    clock = SystemClock()
    async with await open_vault(settings) as vault:
        found = await take_in_replies(settings, vault, EventLog(vault, OWNER, clock), clock)
    if not found:
        console.print("Nothing new has come.")
    for letter, reply in found:
        console.print(
            f"{letter.id[-8:]}  {reply.at.astimezone():%d %B}  {reply.sender} answers the letter "
            f"to {letter.brief.recipient}:\n  {reply.summary}",
            markup=False,
            highlight=False,
        )


def tell(console: Console, letter: Letter) -> None:
    """Say in one line what became of a letter."""
    to = letter.parcel.recipients[0] if letter.parcel else letter.brief.recipient
    match letter.stage:
        case Stage.SENT:
            said = f"Sent to {to}" + (", and filed among your sent mails." if letter.filed else ".")
        case Stage.UNCLEAR:
            said = (
                f"To {to}: {letter.trouble} It is not sent again before that is known. Look again "
                f"with: anima letters settle. If you know: anima letters settle {letter.id[-8:]} "
                "--went (or --did-not-go)"
            )
        case Stage.FAILED:
            said = f"To {to}: {letter.trouble}"
        case _:
            said = f"To {to}: {letter.stage.value}."
    console.print(said, markup=False, highlight=False)
