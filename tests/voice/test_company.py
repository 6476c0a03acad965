"""A silence that nobody has to fill."""

from hypothesis import given
from hypothesis import strategies as st

from anima.voice.company import REMARKS, Company


def remarks(company: Company, seconds: float) -> list[str]:
    said = [company.silent_for(0.5) for _ in range(round(seconds / 0.5))]
    return [each for each in said if each]


def test_she_asks_once_and_then_waits() -> None:
    company = Company(30)
    company.spoken_to()
    assert remarks(company, 29) == []
    assert remarks(company, 600) == [REMARKS[0]]
    company.spoken_to()
    assert remarks(company, 600) == [REMARKS[1]]


def test_a_silence_that_was_disturbed_begins_again() -> None:
    company = Company(30)
    company.spoken_to()
    assert remarks(company, 20) == []
    company.disturbed()
    assert remarks(company, 20) == []
    assert len(remarks(company, 20)) == 1


def test_an_open_microphone_is_no_call() -> None:
    assert remarks(Company(30), 600) == []


def test_who_has_taken_leave_is_left_alone() -> None:
    company = Company(30)
    company.spoken_to()
    company.let_go()
    assert remarks(company, 600) == []


def test_she_can_be_told_never_to_ask() -> None:
    company = Company(0)
    company.spoken_to()
    assert remarks(company, 600) == []


@given(st.lists(st.floats(0, 60), max_size=50))
def test_never_twice_in_one_silence(pieces: list[float]) -> None:
    company = Company(30)
    company.spoken_to()
    assert len([1 for each in pieces if company.silent_for(each)]) <= 1
