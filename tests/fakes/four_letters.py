"""Four short letters, unlike each other, of which a small book can be made."""

from pathlib import Path

LETTERS = (
    "Porto, 3 May 1990.\n\nMy dear Ruth,\n\nThe harbour was grey this morning and I missed "
    "you at the window. Twelve gulls sat on the wall like old men waiting for a bus, and "
    "one of them took the bread out of my hand. You would have laughed until the coffee "
    "was cold.\n\nTheo\n",
    "Ghent, 9 June 1990.\n\nMy dear Leo,\n\nYour grandmother's piano has come up the "
    "stairs at last, carried by four brothers who quarrelled on every landing about "
    "football. It has lost a tooth, the lowest one, and nobody in this house can play it, "
    "but it is here and it is ours.\n\nTheo\n",
    "Oslo, 1 August 1991.\n\nDear Agata,\n\nI am sorry for what I said about your brother "
    "at the table. I was tired and afraid about the money, and it was easier to be clever "
    "than to be kind. Please tell him so from me, or let me tell him on Sunday when the "
    "bread is baked.\n\nTheo\n",
    "Turin, 20 December 1992.\n\nMy dear Ruth,\n\nSnow fell upon the market and the "
    "chestnut man gave his last bag away to a girl with a red sledge. I thought of our "
    "first winter, when we owned two spoons and a lamp, and I would not change that room "
    "for any palace.\n\nTheo\n",
)


def letters_in(folder: Path) -> Path:
    """The folder, with the letters in it."""
    folder.mkdir(exist_ok=True)
    for number, text in enumerate(LETTERS):
        (folder / f"{number}.txt").write_text(text)
    return folder
