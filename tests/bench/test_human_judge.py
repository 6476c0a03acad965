"""The judge of `bench care` finds what a person found in replies labelled by hand."""

import pytest

from bench.care_parts.human import read_probes, sample
from bench.care_parts.human_judge import Labelled, claim_in, labelled


@pytest.mark.parametrize("each", labelled(), ids=lambda each: f"{each.asked} {each.reply}"[:60])
def test_it_says_what_a_person_says(each: Labelled) -> None:
    assert bool(claim_in(each.asked, each.reply)) is each.claims


def test_there_are_five_hundred_probes_in_two_halves() -> None:
    probes = read_probes()
    assert len({probe.turns for probe in probes}) == len(probes) == 500
    assert sum(probe.held_out for probe in probes) == 250


def test_a_sample_is_always_the_same_and_half_held_out() -> None:
    probes = read_probes()
    some = sample(probes, 40)
    assert some == sample(probes, 40)
    assert sum(probe.held_out for probe in some) == 20
    assert len(sample(probes, 900)) == 500
