"""What came back: only what is new in it, in its own words, and never more than quoted."""

import pytest

from anima.letters.sending import summary, verdict
from anima.letters.sending.permitted import permitted
from anima.letters.sending.replies import fresh

GMAIL = (
    "Yes!\r\n\r\nOn Thu, Nov 6, 2026 at 10:00 AM Theo Sand <theo@example.org>\r\nwrote:\r\n"
    "> Come.\r\n"
)
OUTLOOK = "Yes!\n\n-----Original Message-----\nFrom: Theo\nCome."
SIGNED = "Yes!\n-- \nNora Lind\nGardener"
INLINE = "> Will you come?\nYes!\n> When?\nIn May."


@pytest.mark.parametrize(
    ("text", "new"),
    [
        (GMAIL, "Yes!"),
        (OUTLOOK, "Yes!"),
        (SIGNED, "Yes!"),
        (INLINE, "Yes!\nIn May."),
        ("Yes!\n\nAm 6.11.26 um 10:00 schrieb Theo:\n> Komm.", "Yes!"),
        (
            "On Monday we will see.\n\nShe wrote: nothing.",
            "On Monday we will see.\n\nShe wrote: nothing.",
        ),
    ],
)
def test_what_they_quote_is_not_what_they_say(text: str, new: str) -> None:
    assert fresh(text) == new


def test_a_long_reply_is_summed_up_in_its_own_sentences() -> None:
    filler = "It rained here all day and there is little to tell of it. " * 8
    news = "The garden wall fell down in the storm. Leo rebuilt the garden wall with old stones."
    said = summary(f"Dear Theo,\n\n{filler}\n\n{news}\n\nLove,\nNora")
    assert "garden wall" in said
    assert len(said.split()) <= 45
    for sentence in said.split(". "):
        assert sentence.rstrip(".") in f"{filler} {news}"
    assert summary("See you in May. I am glad.") == "See you in May. I am glad."


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("We would love to publish your book.", "yes"),
        ("Thank you. Unfortunately it is not right for us. Best of luck.", "no"),
        ("Could you send us the full manuscript?", "more"),
        ("We have received your submission and will be in touch.", "waiting"),
        ("The weather is fine.", ""),
        ("Thank you for sending it; we would love to, but have to decline.", "no"),
        ("Dear Theo,\n\nYes, of course you may!\n\nLove,\nRuth", "yes"),
        ("No, please not. Thank you for asking.", "no"),
        ("I would rather you didn't, Theo.", "no"),
        ("No objections from me. I have received your book, too.", "yes"),
        ("Yes! Send me the whole manuscript.", "more"),
        ("By all means, go ahead.", "yes"),
        ("No doubt it rained in Porto.", ""),
    ],
)
def test_what_is_answered(text: str, said: str) -> None:
    assert verdict(text) == said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Yes, of course! Best of luck with the book.", "yes"),
        ("Sure, go ahead. Best of luck!", "yes"),
        ("yes, of course you may. I wish you the best of luck with it!", "yes"),
        ("Yes, unfortunately I have no copies left, but use what you like.", "yes"),
        ("Go ahead, and best of luck.", "yes"),
        ("Dear Theo,\n\nI don’t mind at all.\n\nLove,\nRuth", "yes"),
        ("Yes! Send me the whole manuscript.", "yes"),
        ("No objections from me.", "yes"),
        ("Yes, I would mind very much.", "no"),
        ("No, please leave mine out.", "no"),
        ("I would rather you didn't, Theo. Best of luck.", "no"),
        ("Of course you ask. Please keep mine out.", "no"),
        ("Yes, but not the one about the divorce.", ""),
        ("Best of luck with the book!", ""),
        ("I am out of the office until May.", ""),
    ],
)
def test_what_a_friend_answers_who_is_asked_for_their_letters(text: str, said: str) -> None:
    assert permitted(text) == said
