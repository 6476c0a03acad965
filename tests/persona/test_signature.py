"""She is known by how she talks: the same model is her, another is held with its reasons."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scripted_model import ScriptedModel
from word_embedder import WordEmbedder

from anima.memory import EventLog
from anima.persona.signature import Signature, compare, examine, features, load_kept, signature_of
from anima.values import ModelUnavailableError
from anima.who_app import verdict

PROBES = ("Hi.", "I got the job!", "It rained.", "What shall we do?", "I'm bored.", "Good night.")
HERS = (
    "Hey you.",
    "Ha, you did it!",
    "Rain again. I like it.",
    "Nothing at all.",
    "Good. Stay so.",
)
OTHERS = "I would be delighted to assist you with that; could you please provide more information?"


def model(*lines: str) -> ScriptedModel:
    return ScriptedModel(*(lines * 4)[: 4 * len(lines)])


async def test_the_first_time_it_is_kept_and_the_same_model_is_her(log: EventLog) -> None:
    first = await examine(log, model(*HERS), WordEmbedder(), probes=PROBES)
    assert first.comparison is None
    assert "is known by" in verdict(first, keep=False)[0]
    kept = await load_kept(log)
    assert kept is not None
    assert kept.signature.count == 2 * len(PROBES)
    again = await examine(log, model(*HERS), WordEmbedder(), probes=PROBES)
    assert again.comparison is not None
    assert again.comparison.inside
    assert verdict(again, keep=False) == ["By scripted she is who she was by scripted."]


async def test_another_way_of_talking_is_held_with_its_reasons_until_it_is_kept(
    log: EventLog,
) -> None:
    await examine(log, model(*HERS), WordEmbedder(), probes=PROBES)
    other = await examine(log, model(OTHERS), WordEmbedder(), probes=PROBES)
    assert other.comparison is not None
    assert not other.comparison.inside
    assert "longer replies" in other.comparison.explanation()
    assert "--keep" in verdict(other, keep=False)[-1]
    kept = await examine(log, model(OTHERS), WordEmbedder(), keep=True, probes=PROBES)
    assert "from now on" in verdict(kept, keep=True)[-1]
    assert len(await log.events(kinds=("signature_taken",))) == 2


async def test_a_model_that_fails_leaves_her_known_as_before(log: EventLog) -> None:
    broken = ScriptedModel("Hey.", ModelUnavailableError("Gone."))
    with pytest.raises(ModelUnavailableError):
        await examine(log, broken, WordEmbedder(), probes=PROBES)
    assert await load_kept(log) is None


async def test_what_is_damaged_in_the_log_is_passed_over(log: EventLog) -> None:
    await examine(log, model(*HERS), WordEmbedder(), probes=PROBES)
    kept = await load_kept(log)
    await log.append((await log.events())[-1].session, "signature_taken", {"count": "many"})
    assert await load_kept(log) == kept


@given(st.lists(st.text(), min_size=1, max_size=8))
def test_anything_said_can_be_counted(replies: list[str]) -> None:
    for reply in replies:
        assert all(value == value for value in features(reply).values()), "no NaN"


async def test_a_signature_is_inside_its_own_band() -> None:
    hers = await signature_of("hers", [HERS, HERS], WordEmbedder())
    assert compare(hers, hers).inside
    assert Signature.from_json(hers.as_json()) is not None
