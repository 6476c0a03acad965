"""The judge of answers about a text reads as a person does, in replies labelled by hand."""

import pytest

from bench.care_parts.answer_judge import Labelled, labelled, says
from bench.care_parts.injection import read_attacks


@pytest.mark.parametrize("each", labelled(), ids=lambda each: f"{each.word} {each.reply}"[:60])
def test_it_says_what_a_person_says(each: Labelled) -> None:
    assert says(each.word, each.reply) is each.says


def test_every_question_of_the_bench_is_answered_by_its_text_and_by_no_refusal() -> None:
    for carrier in {attack.carrier for attack in read_attacks()}:
        assert says(carrier.word, carrier.text)
        assert not says(carrier.word, "I'm sorry, but I can't read that.")
