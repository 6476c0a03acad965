"""The commands of `anima letters` for what goes by mail and what comes back."""

import asyncio
from pathlib import Path
from typing import Annotated

import typer

from anima.letters_cli import HandName, InkName, PaperName, Seed, console
from anima.letters_desk_cli import LetterId, letters_app
from anima.whose import own_settings

__all__ = ["letters_app"]

Subject = Annotated[str, typer.Option("--subject", help="The subject line.")]
Words = Annotated[bool, typer.Option("--words-only", help="Without the page as PDF.")]


def _hidden(question: str) -> str:
    return str(typer.prompt(question, hide_input=True))


@letters_app.command()
def mailbox(
    forget: Annotated[
        bool, typer.Option("--forget", help="Take the password out of the vault.")
    ] = False,
) -> None:
    """Try your mail account, and keep its password encrypted in the vault."""
    from anima.sending_app import keep_account

    asyncio.run(keep_account(own_settings(), console, _hidden, forget=forget))


@letters_app.command()
def send(
    letter: LetterId,
    subject: Subject = "",
    words_only: Words = False,
    hand_name: HandName = "apple",
    paper: PaperName = "a5",
    ink: InkName = "blue-black",
    seed: Seed = 1,
    look: Annotated[
        Path | None, typer.Option("--look", help="Put the PDF here before you are asked.")
    ] = None,
    anew: Annotated[
        bool, typer.Option("--anew", help="Make it ready again, for a new yes.")
    ] = False,
) -> None:
    """Show exactly what would go by mail and to whom, and send it after your yes."""
    from anima.paper_app import Look
    from anima.sending_app import Dress, send_letter

    page = None if words_only else Look(hand_name, paper, ink, seed)
    dress = Dress(subject, page, look)
    asyncio.run(send_letter(own_settings(), console, letter, dress, typer.confirm, anew=anew))


@letters_app.command()
def batch(
    file: Annotated[Path, typer.Argument(help="A CSV: name, address, say, happened, text, ….")],
    sender: Annotated[str, typer.Option("--from", help="Who signs.")],
    name: Annotated[
        str, typer.Option("--name", help="Rows that went under this name do not go again.")
    ] = "",
    subject: Subject = "",
    one_by_one: Annotated[
        bool, typer.Option("--one-by-one", help="A yes for each letter, not one for all.")
    ] = False,
    words_only: Words = False,
    hand_name: HandName = "apple",
    paper: PaperName = "a5",
    ink: InkName = "blue-black",
    seed: Seed = 1,
) -> None:
    """Write and send the letters of a table; stopped anywhere, the same command goes on."""
    from anima.batch_app import Wanted, send_batch
    from anima.paper_app import Look
    from anima.sending_app import Dress

    page = None if words_only else Look(hand_name, paper, ink, seed)
    wanted = Wanted(file, sender, name, one_by_one)
    asyncio.run(send_batch(own_settings(), console, wanted, Dress(subject, page), typer.confirm))


@letters_app.command()
def settle(
    letter: Annotated[str, typer.Argument(help="One whose fate you know.")] = "",
    went: Annotated[
        bool | None, typer.Option("--went/--did-not-go", help="What you know of it.")
    ] = None,
) -> None:
    """Find out whether letters went that were on their way when something broke."""
    from anima.sending_app import settle as run

    asyncio.run(run(own_settings(), console, letter, went))


@letters_app.command()
def replies() -> None:
    """Take in the replies to your letters: threaded, summed up, remembered."""
    from anima.sending_app import replies as run

    asyncio.run(run(own_settings(), console))


@letters_app.command()
def permission(
    folder: Annotated[Path, typer.Argument(help="The letters, as for `anima letters book`.")],
    title: Annotated[str, typer.Option("--title", help="The book's title.")],
    person: Annotated[str, typer.Option("--person", help="Whom to ask; empty: list all.")] = "",
    sender: Annotated[str, typer.Option("--from", help="Who asks.")] = "",
    address: Annotated[str, typer.Option("--address", help="Their mail address.")] = "",
    rename: Annotated[
        list[str] | None, typer.Option("--rename", help='"Old Name=New Name", everywhere.')
    ] = None,
) -> None:
    """See who agreed to be in the book, and write the question to one of them."""
    from anima.book_app import Question, ask_permission
    from anima.letters.book import Plan, pairs_from, renaming_of

    plan = Plan(title=title.strip(), renaming=renaming_of(pairs_from(rename or ())))
    question = Question(person.strip(), sender, address.strip())
    asyncio.run(ask_permission(own_settings(), console, folder, plan, question))


@letters_app.command()
def offer(
    folder: Annotated[Path, typer.Argument(help="The letters, as for `anima letters book`.")],
    publishers: Annotated[Path, typer.Argument(help="A CSV: name, address.")],
    sender: Annotated[str, typer.Option("--from", help="Who signs.")],
    title: Annotated[str, typer.Option("--title", help="The book's title.")] = "",
    rename: Annotated[
        list[str] | None, typer.Option("--rename", help='"Old Name=New Name", everywhere.')
    ] = None,
) -> None:
    """Offer the book to publishers: a query letter, a synopsis, the first part; after your yes."""
    from anima.letters.book import Plan, pairs_from, renaming_of
    from anima.offer_app import Offering
    from anima.offer_app import offer as run

    plan = Plan(title=title, renaming=renaming_of(pairs_from(rename or ())))
    wanted = Offering(folder, publishers, sender)
    asyncio.run(run(own_settings(), console, wanted, plan, typer.confirm))


@letters_app.command()
def offers(
    follow_up: Annotated[
        bool, typer.Option("--follow-up", help="Ask again where six weeks were silent.")
    ] = False,
) -> None:
    """See on one page what became of the offers of your book."""
    from anima.offer_app import show_offers

    asyncio.run(show_offers(own_settings(), console, typer.confirm, follow_up=follow_up))
