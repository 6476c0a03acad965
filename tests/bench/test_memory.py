"""How memory search is measured: reading conversations, recall, and the baselines."""

import json
from pathlib import Path

import numpy as np
import pytest
from word_embedder import WordEmbedder

from anima.memory import Query
from anima.memory.ranking import SIGNS
from anima.memory.told import TOLD_SIGNS, probability
from anima.values import Memory
from bench.answering import overlap
from bench.life import read_life, taken_for_current
from bench.locomo import LongConversation, Question, read_conversations, recall_at, remembered
from bench.memory import answerable_questions
from bench.memory_baselines import Okapi, baselines
from bench.memory_growth import can_open, grown, living
from bench.memory_learn import Answerable, Askable, learned, learned_told

TALK = {
    "speaker_a": "Mara",
    "speaker_b": "Wren",
    "session_1_date_time": "1:56 pm on 8 May, 2023",
    "session_1": [
        {"speaker": "Mara", "dia_id": "D1:1", "text": "I bought a red bicycle."},
        {"speaker": "Wren", "dia_id": "D1:2", "text": "Lovely!", "blip_caption": "a photo of it"},
    ],
    "session_2_date_time": "12:09 am on 13 September, 2023",
    "session_2": [{"speaker": "Mara", "dia_id": "D2:1", "text": "It was stolen."}],
    "session_3_date_time": "12:09 am on 14 September, 2023",
    "qa": [
        {"question": "What did Mara buy?", "answer": "a bicycle", "evidence": ["D1:1"]}
        | {"category": 4},
        {"question": "Where is it?", "answer": "gone", "evidence": ["D2:1; D1:1"], "category": 1},
        {"question": "Who sold it?", "adversarial_answer": "Bo", "evidence": ["D1:1"]}
        | {"category": 5},
        {"question": "And?", "answer": "?", "evidence": ["D9:1"], "category": 2},
    ],
}


@pytest.fixture
def talk(tmp_path: Path) -> LongConversation:
    (tmp_path / "7.json").write_text(json.dumps(TALK), encoding="utf-8")
    (conversation,) = read_conversations(tmp_path)
    return conversation


def test_a_conversation_is_read_with_captions_times_and_evidence(talk: LongConversation) -> None:
    assert [line.id for line in talk.lines] == ["D1:1", "D1:2", "D2:1"]
    assert talk.lines[1].text == "Lovely! a photo of it"
    assert talk.lines[2].at.isoformat() == "2023-09-13T00:09:00+00:00"
    assert talk.questions[1].evidence == {"D1:1", "D2:1"}
    assert [q.text for q in answerable_questions(talk)] == ["What did Mara buy?", "Where is it?"]


def test_the_published_file_nests_the_conversation(tmp_path: Path, talk: LongConversation) -> None:
    talk_only = {key: value for key, value in TALK.items() if key != "qa"}
    nested = {"qa": TALK["qa"], "conversation": talk_only}
    (tmp_path / "7.json").write_text(json.dumps(nested), encoding="utf-8")
    assert read_conversations(tmp_path)[0].lines == talk.lines


def test_a_folder_or_file_of_something_else_is_refused_by_name(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="no LoCoMo conversations"):
        read_conversations(tmp_path)
    (tmp_path / "other.json").write_text("[]", encoding="utf-8")
    with pytest.raises(ValueError, match=r"other\.json"):
        read_conversations(tmp_path)


def test_what_is_no_conversation_is_left_out_and_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "locomo"
    folder.mkdir()
    (folder / "7.json").write_text(json.dumps(TALK), encoding="utf-8")
    (folder / "broken.json").write_text("{", encoding="utf-8")
    (folder / "silent.json").write_text('{"qa": [], "speaker_a": "A", "speaker_b": "B"}')
    (tmp_path / "eq_bench_v2.json").write_text("{}", encoding="utf-8")
    assert [talk.name for talk in read_conversations(tmp_path)] == ["7"]
    printed = capsys.readouterr().out
    assert "broken.json" in printed and "silent.json" in printed
    assert "eq_bench" not in printed


def test_a_file_may_hold_several_conversations(tmp_path: Path) -> None:
    (tmp_path / "ten.json").write_text(json.dumps([TALK, TALK]), encoding="utf-8")
    assert [talk.name for talk in read_conversations(tmp_path)] == ["ten-0", "ten-1"]


def test_more_files_than_any_process_may_open_are_not_asked_of_it() -> None:
    assert can_open(64)
    assert not can_open(10**12)


def test_recall_is_the_share_of_the_evidence() -> None:
    assert recall_at(["a", "b", "c"], frozenset("ac"), 2) == 0.5
    assert recall_at(["a", "b", "c"], frozenset("ac"), 3) == 1


async def test_a_conversation_is_put_in_as_it_was_had(talk: LongConversation) -> None:
    async with remembered(talk, WordEmbedder()) as held:
        found = await held.search.search(Query("Mara's bicycle", names=talk.names))
        assert held.lines[found[0].turn.id].id == "D1:1"
        assert [f.turn.at for f in found if f.turn.speaker == "companion"][0].day == 8


async def test_every_baseline_scores_every_line(talk: LongConversation) -> None:
    scorers = await baselines(talk, WordEmbedder())
    assert list(scorers) == ["bm25", "vector", "rrf", "recipe"]
    for scorer in scorers.values():
        scores = scorer("What did Mara buy?")
        assert scores.shape == (3,)
        assert np.isfinite(scores).all()


def test_okapi_favours_the_rare_word() -> None:
    okapi = Okapi([["sea", "cold"], ["sea", "warm"], ["sea"]])
    assert int(np.argmax(okapi(["sea", "warm"]))) == 1


def test_learning_finds_the_sign_that_tells() -> None:
    signs = np.zeros((4, len(SIGNS)))
    signs[2, SIGNS.index("likeness")] = 1.0
    signs[1, SIGNS.index("question")] = 1.0
    evidence = np.array([False, False, True, False])
    weights = learned([Answerable(signs, evidence, Question("", "", 4, frozenset("x")))])
    assert weights.likeness > 1 > 0 > weights.question


async def test_a_life_grows_and_is_measured(tmp_path: Path, talk: LongConversation) -> None:
    async with living(tmp_path, [talk], WordEmbedder()) as life:
        cost = await grown(life, 60, ["What did I buy?"])
        assert life.turns == 60
        assert len(await life.search.search(Query("red bicycle"), limit=5)) == 5
        assert cost.query_ms_p95 >= cost.query_ms_median > 0


def test_the_life_is_whole_and_in_order() -> None:
    moments = read_life()
    assert len([moment for moment in moments if not moment.deed]) >= 190
    assert [moment.day for moment in moments] == sorted(moment.day for moment in moments)
    assert {moment.deed for moment in moments} == {"", "correct", "forget"}
    for moment in moments:
        assert moment.answer or moment.deed == "forget"
        assert moment.deed or moment.answer.lower() in moment.said.lower()


def test_a_line_of_a_life_that_is_none_is_named(tmp_path: Path) -> None:
    file = tmp_path / "life.txt"
    file.write_text("# a life\n1 | Hello.\n", encoding="utf-8")
    with pytest.raises(ValueError, match="line 2"):
        read_life(file)


@pytest.mark.parametrize(
    ("line", "stale"),
    [
        ('On Monday you told me: "I live in Ghent."', True),
        ('On Monday you told me: "I live in Ghent." That has changed: you live in Bruges.', False),
        ('On Monday you told me: "The cellar in Ghent." That has changed since.', False),
        ("You live in Bruges. Before that it was Ghent.", False),
        ("You live in Bruges.", False),
    ],
)
def test_what_was_so_is_not_taken_for_what_is(line: str, stale: bool) -> None:
    assert taken_for_current(Memory(line, ()), "Ghent", "Bruges") is stale


def test_the_overlap_of_answers_forgets_articles_endings_and_points() -> None:
    assert overlap("The running shoes.", "running shoe") == 1.0
    assert overlap("7 May 2023", "7 May, 2023") == 1.0
    assert overlap("in May", "7 May 2023") == pytest.approx(2 / 5)
    assert overlap("", "x") == 0.0


def test_whether_there_is_an_answer_is_learned() -> None:
    def row(value: float, *, told: bool) -> Askable:
        signs = np.zeros(len(TOLD_SIGNS))
        signs[0], signs[-1] = value, 1.0
        return Askable(signs, told)

    rows = [row(1.0 + n / 10, told=True) for n in range(9)]
    rows += [row(-1.0 - n / 10, told=False) for n in range(9)]
    weights = learned_told(rows)
    assert probability(row(2.0, told=True).signs, weights) > 0.7
    assert probability(row(-2.0, told=True).signs, weights) < 0.3
