"""Whatever she writes can be said, and every word said leads back to what was written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anima.voice.spoken_text import speakable


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("It is 42.", "It is forty-two."),
        ("I have 3,000 of them.", "I have three thousand of them."),
        ("In 1984 it rained.", "In nineteen eighty-four it rained."),
        ("the 21st of May", "the twenty-first of May"),
        ("at 7:30 pm", "at seven thirty p m"),
        ("€5.50", "five euros and fifty cents"),
        ("50%", "fifty percent"),
        ("**really**", "really"),
        ("Write to ana@example.org", "Write to ana at example dot org"),
        ("Hello 😊", "Hello"),
        ("e.g. tea & cake", "for example tea and cake"),
        ("Mr. Grant", "Mister Grant"),
        ("$20-$30", "twenty to thirty dollars"),
        ("$5-7", "five to seven dollars"),
        ("no. 5", "number five"),
        ("p. 96", "page ninety-six"),
        ("Six ft of snow", "Six feet of snow"),
        ("Apt. 3B", "apartment three B"),
        ("On Wed. at 3", "On Wednesday at three"),
        ("Fri., Oct. 3", "Friday October third"),
        ("the sun, and it sat", "the sun and it sat"),
        ("a 5k in 27:30", "a five k in twenty-seven thirty"),
        ("size 9½", "size nine and a half"),
        ("3x already", "three times already"),
        ("Ctrl+C", "control plus C"),
        ("It's -12°C out", "It's minus twelve degrees Celsius out"),
        ("-$5 today", "minus five dollars today"),
        ("9.8/10 for style", "nine point eight out of ten for style"),
        ("8/10 people", "eight out of ten people"),
        ("120/80 today", "one hundred and twenty over eighty today"),
        ("by 30/06", "by June thirtieth"),
        ("flight BA284 left", "flight BA two eight four left"),
        ("12 oz. of jam", "twelve ounces of jam"),
        ("5¢ each", "five cents each"),
        ("20 m² of floor", "twenty square metres of floor"),
        ("1/2 tsp of salt", "one half of a teaspoon of salt"),
        ("3/4 mi. on", "three quarters of a mile on"),
        ("E=mc² holds", "E equals mc squared holds"),
        ("16:9 is wide", "sixteen to nine is wide"),
        ("open Mon–Fri, 9–5", "open Monday to Friday nine to five"),
        ("notes_final.txt is here", "notes underscore final dot txt is here"),
        ("rows 1,2 and 3", "rows one two and three"),
        ("built c. 1870", "built around eighteen seventy"),
        ("Henry VIII had six", "Henry the eighth had six"),
        ("World War II", "World War two"),
        ("Louis XIV", "Louis the fourteenth"),
        ("Chapter I begins", "Chapter one begins"),
        ("the part I like", "the part I like"),
        ("Mary, I think", "Mary I think"),
    ],
)
def test_numbers_and_signs_become_words(written: str, said: str) -> None:
    spoken = speakable(written).text
    plain = " ".join(spoken.lower().replace(".", " ").replace(",", " ").split())
    assert plain == " ".join(said.lower().replace(".", " ").split())


def test_a_number_counts_as_heard_when_it_was_said_to_its_end() -> None:
    spoken = speakable("I have 42 cats.")
    begun = spoken.text.index("forty") + len("forty")
    ended = spoken.text.index("two") + len("two")
    assert spoken.origin(begun) <= len("I have ")
    assert spoken.origin(ended) == len("I have 42")


@given(st.text(max_size=120))
def test_any_text_can_be_said_and_leads_back(written: str) -> None:
    spoken = speakable(written)
    assert len(spoken.ends) == len(spoken.text)
    assert list(spoken.ends) == sorted(spoken.ends)
    assert all(0 <= end <= len(written) for end in spoken.ends)


@given(st.from_regex(r"[0-9€$%.,:/ -]{1,20}", fullmatch=True))
def test_no_digit_is_left_unsaid(written: str) -> None:
    assert not any(character.isdecimal() for character in speakable(written).text)
