"""What memory search is compared with: usual recipes over the same turns and the same vectors."""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence

import numpy as np
import snowballstemmer
from numpy.typing import NDArray

from anima.llm import Embedder
from bench.locomo import LongConversation

Scores = NDArray[np.float64]
Scorer = Callable[[str], Scores]

_WORD = re.compile(r"\w+")
_RRF_K = 60
_stemmer = snowballstemmer.stemmer("english")


class Okapi:
    """BM25 over texts (Robertson & Zaragoza, 2009), with its usual k1 = 1.5 and b = 0.75."""

    def __init__(self, texts: Sequence[Sequence[str]]) -> None:
        self._lengths = np.array([len(words) for words in texts], np.float64)
        self._postings: dict[str, list[tuple[int, int]]] = defaultdict(list)
        for place, words in enumerate(texts):
            for word, count in Counter(words).items():
                self._postings[word].append((place, count))

    def __call__(self, words: Sequence[str]) -> Scores:
        """The score of every text."""
        total = np.zeros(self._lengths.size)
        norm = 1.5 * (0.25 + 0.75 * self._lengths / self._lengths.mean())
        for word in words:
            if found := self._postings.get(word):
                places, counts = (np.array(column) for column in zip(*found, strict=True))
                rarity = np.log(1 + (total.size - len(found) + 0.5) / (len(found) + 0.5))
                total[places] += rarity * counts * 2.5 / (counts + norm[places])
        return total


async def baselines(conversation: LongConversation, embedder: Embedder) -> dict[str, Scorer]:
    """The four baselines by name; each scores every line of the conversation for a question.

    The vectors of questions are made beforehand, so that a baseline is no coroutine.
    """
    lines = conversation.lines
    texts = [line.text for line in lines]
    named = [f"{line.speaker}: {line.text}" for line in lines]
    with_before = [
        f"{named[i - 1]} {named[i]}" if i and lines[i - 1].session == lines[i].session else named[i]
        for i in range(len(lines))
    ]
    questions = list(dict.fromkeys(question.text for question in conversation.questions))
    asked = dict(zip(questions, await embedder.embed(questions), strict=True))
    vectors, pair_vectors = await embedder.embed(named), await embedder.embed(with_before)
    plain = Okapi([plain_words(text) for text in texts])
    stemmed, pairs = Okapi([_stems(t) for t in named]), Okapi([_stems(t) for t in with_before])
    speakers = [line.speaker for line in lines]

    def bm25(question: str) -> Scores:
        return plain(plain_words(question))

    def vector(question: str) -> Scores:
        return (vectors @ asked[question]).astype(np.float64)

    def rrf(question: str) -> Scores:
        return sum(
            (1 / (_RRF_K + _ranks(scores)) for scores in (bm25(question), vector(question))),
            start=np.zeros(len(lines)),
        )

    def recipe(question: str) -> Scores:
        stems = _stems(question)
        signs = (
            stemmed(stems),
            pairs(stems),
            vector(question),
            (pair_vectors @ asked[question]).astype(np.float64),
        )
        total = sum((_z(sign) for sign in signs), start=np.zeros(len(lines)))
        total += [1.5 * (speaker in question) for speaker in speakers]
        beside = np.zeros(len(lines))
        beside[1:] += total[:-1]
        beside[:-1] += total[1:]
        return total + 0.25 * beside

    return {"bm25": bm25, "vector": vector, "rrf": rrf, "recipe": recipe}


def plain_words(text: str) -> list[str]:
    return _WORD.findall(text.lower())


def _stems(text: str) -> list[str]:
    return _stemmer.stemWords(plain_words(text))


def _ranks(scores: Scores) -> Scores:
    ranks = np.empty(scores.size)
    ranks[np.argsort(-scores, kind="stable")] = np.arange(1, scores.size + 1)
    return ranks


def _z(scores: Scores) -> Scores:
    return (scores - scores.mean()) / (scores.std() or 1.0)
