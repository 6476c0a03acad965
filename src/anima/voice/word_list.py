"""How English words and names sound, by the dictionary of Carnegie Mellon University (CMUdict).

135,000 lines of `"word": "W ER1 D",`, searched where they stand: a look takes 2 ms and is needed
for words only that the other dictionary does not have; to sort them would take longer than all
looks of a conversation.
"""

import functools
import unicodedata
from pathlib import Path

from anima.values import WeightsError

FILE = "index.js"


class WordList:
    """The dictionary in a folder.

    Raises `WeightsError` when it is not there.
    """

    def __init__(self, folder: Path) -> None:
        try:
            self._lines = (folder / FILE).read_bytes()
        except OSError as error:
            raise WeightsError(
                "The dictionary of English words is missing.", advice="Run: anima models get"
            ) from error

    def arpabet(self, word: str) -> list[str]:
        """CMUdict's phonemes, such as `["M", "IH0", "SH", "EH1", "L"]`; none for other words."""
        plain = unicodedata.normalize("NFKD", word.lower().replace("\u2019", "'"))
        key = "".join(c for c in plain if c == "'" or "a" <= c <= "z")
        before = f'\n  "{key}": "'.encode()
        begin = self._lines.find(before) if key else -1
        if begin < 0:
            return []
        begin += len(before)
        return self._lines[begin : self._lines.index(b'"', begin)].decode("ascii").split()


@functools.cache
def word_list(folder: Path) -> WordList:
    """The same list for everybody who asks for this folder."""
    return WordList(folder)
