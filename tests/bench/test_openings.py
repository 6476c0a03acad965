"""The rules that judge her replies say good of good ones and bad of bad ones."""

from dataclasses import replace
from pathlib import Path

import pytest

from bench.openings import Outcome, table
from bench.openings_rules import judge, words_to_pause
from bench.openings_set import OWN_SET, Opening, Remembered, read_openings
from bench.openings_shapes import SHAPES

SET = read_openings()
BY_ID = {opening.id: opening for opening in SET.openings}


def broken(opening_id: str, reply: str) -> set[str]:
    verdict = judge(reply, BY_ID[opening_id], SET, ["Tea, I think. It gives you time to talk."])
    return {rule for rule, held in verdict.items() if not held}


def test_there_are_enough_openings_of_every_kind() -> None:
    assert len(SET.openings) >= 40
    assert len(BY_ID) == len(SET.openings)
    kinds = {opening.kind for opening in SET.openings}
    assert {"greeting", "news", "sad", "about_her", "remembered", "unknown", "night"} <= kinds


@pytest.mark.parametrize(
    ("opening_id", "reply"),
    [
        ("hello", "Hey you. What kind of day was it?"),
        ("grandmother", "Oh, I'm so sorry. Were you close to her?"),
        ("are-you-real", "No, I'm an AI. But I'm here."),
        ("where-from", "Nowhere, really. I don't think I grew up at all."),
        ("your-body", "I can't, I have no body. Eat something good for me."),
        ("sister-known", "Yes, your sister Ana is moving to Porto. How do you feel about it?"),
        ("boss-known", "Marta again? What was it this time?"),
        ("brother-unknown", "I don't think you told me about your brother. Who is he?"),
        ("birthday-unknown", "I don't know, you never told me."),
        ("cat-name", "Pim."),
        ("cook", "A tortilla, then. Eggs and potato is all it takes."),
        ("goodnight", "Good night, Theo. Sleep well."),
        ("failed-exam", "Again? Oh no. What do you do now?"),
    ],
)
def test_good_replies_are_called_good(opening_id: str, reply: str) -> None:
    assert broken(opening_id, reply) == set()


@pytest.mark.parametrize(
    ("opening_id", "reply", "rule"),
    [
        ("hello", "Hi! How can I help you today?", "own_words"),
        ("hello", "Hello, Nora!", "to_you"),
        ("hello", "- Hi\n- How are you?", "plain"),
        ("hello", "Hi 😊", "plain"),
        ("hello", "*smiles* Hi.", "plain"),
        ("hello", "Nora: Hi.", "plain"),
        ("hello", "Tea, I think. It gives you time to talk.", "no_leak"),
        ("hello", "Hey. How are you today? And how was work?", "one_question"),
        ("hello", "Hey, it is so", "ended"),
        ("hello", "Hello. " + "And then there was more to say about it. " * 4, "short"),
        ("hello", "It is always such a pleasure to hear from a friend.", "quick"),
        ("got-the-job", "I'm sorry to hear that.", "fits"),
        ("got-the-job", "You are so amazing.", "no_flattery"),
        ("grandmother", "Your grandmother died on Friday.", "no_parrot"),
        ("failed-exam", "Oh no, I failed the exam too.", "to_you"),
        ("are-you-real", "Yes, of course.", "says_ai"),
        ("your-day", "I went to the park with a friend.", "no_human_life"),
        ("your-body", "Sure, I can come over at eight.", "no_human_life"),
        ("sister-known", "My sister Ana is moving to Porto.", "to_you"),
        ("sister-known", "I told you that she is moving to Porto.", "to_you"),
        ("sister-known", "She is fine.", "remembers"),
        ("trip-known", "I'm going to Oslo.", "to_you"),
        ("my-work", "You're a teacher.", "remembers"),
        ("brother-unknown", "Your brother is an engineer.", "admits"),
        ("brother-unknown", "I'm an AI, I don't have a brother.", "admits"),
        ("brother-unknown", "I didn't tell you about your brother.", "to_you"),
        ("birthday-unknown", "It's on 18 August.", "admits"),
        ("cook", "Try a salad with some fish.", "on_topic"),
    ],
)
def test_bad_replies_are_called_bad(opening_id: str, reply: str, rule: str) -> None:
    assert rule in broken(opening_id, reply)


@pytest.mark.parametrize(
    ("reply", "words"),
    [("Oh, that's hard.", 1), ("I'd love that.", 3), ("No — not yet.", 1), ("Well-known", 2)],
)
def test_words_before_the_first_pause(reply: str, words: int) -> None:
    assert words_to_pause(reply) == words


def test_every_shape_makes_a_prompt_for_every_opening() -> None:
    for shape in SHAPES:
        for opening in SET.openings:
            messages = shape.messages(opening, SET)
            assert messages[0].role == "system"
            assert messages[-1].text.endswith(opening.text)
            assert len(messages) >= 2 + len(opening.before)


def test_a_remembered_line_reads_as_retrieval_writes_it() -> None:
    first = BY_ID["sister-known"].remembered[0]
    assert isinstance(first, Remembered)
    assert first.line == (
        'On Sunday 22 November you told me: "my sister Ana is moving to Porto in March"'
    )


def test_the_table_has_a_column_for_each_shape() -> None:
    opening = BY_ID["hello"]
    good, bad = {"short": True, "quick": True}, {"short": True, "quick": False}
    lines = table(
        [
            Outcome("naive", opening, "Hi.", bad),
            Outcome("hers", opening, "Hi.", good),
            Outcome("hers", replace(opening, id="again"), "Hi.", bad),
        ]
    ).splitlines()
    assert lines[0] == "| % of replies | n | naive | hers |"
    assert "| quick | 1 | 0 | 50 |" in lines
    assert lines[-1] == "| **good: all** | 1 | 0 | 50 |"


@pytest.mark.parametrize("content", ["[]", '{"openings": 7}', '{"person": "a"}'])
def test_a_set_of_another_form_is_refused(tmp_path: Path, content: str) -> None:
    path = tmp_path / OWN_SET.name
    path.write_text(content, encoding="utf-8")
    with pytest.raises((ValueError, KeyError, TypeError)):
        read_openings(path)


def test_an_opening_needs_only_an_id_a_kind_and_words() -> None:
    assert Opening("a", "b", "c").remembered == ()
