"""The number of a word's stem is the same whoever else is reading."""

import sys
from concurrent.futures import ThreadPoolExecutor

from anima.memory.stems import term

WORDS = [
    start + end
    for start in "walk talk relat operat hospit nation hope worri develop gener".split()
    for end in "ing ed s ational er ation ness fully ment".split()
]


def test_two_that_read_at_once_do_not_mix_their_words() -> None:
    def read(_: int) -> list[int]:
        return [term.__wrapped__(word) for _ in range(20) for word in WORDS]

    expected = read(0)
    interval = sys.getswitchinterval()
    sys.setswitchinterval(1e-5)
    try:
        with ThreadPoolExecutor(2) as threads:
            assert list(threads.map(read, range(2))) == [expected, expected]
    finally:
        sys.setswitchinterval(interval)
