"""Sixty briefs with planted facts: who, where, when, how many."""

from collections.abc import Sequence

from anima.letters.brief import Brief, Length, Tone

_WHO = (
    ("Nora", "sister", "she", "her"), ("Samuel", "brother", "he", "him"),
    ("Grandma Ruth", "grandmother", "she", "her"), ("Uncle Piet", "uncle", "he", "him"),
    ("Ines", "wife", "she", "her"), ("Jonas", "husband", "he", "him"),
    ("Agata", "friend", "she", "her"), ("Mr. Abbott", "landlord", "he", "him"),
    ("Dr. Okafor", "teacher", "she", "her"), ("Leo", "son", "he", "him"),
    ("Mirjam", "daughter", "she", "her"), ("Tomas", "colleague", "he", "him"),
)  # fmt: skip
_HAPPENED = (
    "{She} helped me move house in March.",
    "We swam in the lake near Bled with {her} two dogs.",
    "{She} drove 40 miles to bring me soup.",
    "We danced at the wedding in Porto on 14 June.",
    "{She} lent me the blue bicycle for three weeks.",
    "I read {her} letter on the train to Ghent.",
    "{She} taught me to bake bread last winter.",
    "We planted seven apple trees in the garden.",
    "{She} waited with me at the hospital for nine hours.",
    "I broke the green vase that Clara gave {her}.",
)
_SAY = (
    "I am sorry that I missed {her} birthday.",
    "I want {her} to visit me in May.",
    "Thank you for everything.",
    "I miss {her}.",
    "I will pay back the 200 euros by Friday.",
    "I am proud of {her}.",
)
_TONES: tuple[Tone, ...] = ("warm", "tender", "cheerful", "plain", "sorry", "formal")
_LENGTHS: tuple[Length, ...] = ("medium", "short", "long")
_SENDERS = ("Theo", "Hanna", "Milo", "Vera")


def briefs(count: int = 60) -> Sequence[Brief]:
    """So many briefs, always the same ones; no two are alike."""
    return [_brief(number) for number in range(count)]


def _brief(number: int) -> Brief:
    recipient, bond, she, her = _WHO[number % len(_WHO)]
    told = (_HAPPENED[number % 10], _HAPPENED[(number * 3 + 1 + number // 10) % 10])
    said = _SAY[(number // 2) % 6]

    def turned(text: str) -> str:
        own = "his" if she == "he" else "her"
        text = text.replace("{her} two", f"{own} two").replace("{her} letter", f"{own} letter")
        text = text.replace("{her} birthday", f"{own} birthday")
        return text.replace("{She}", she.capitalize()).replace("{her}", her)

    return Brief(
        to="x",
        recipient=recipient,
        sender=_SENDERS[number % 4],
        bond=bond,
        happened=tuple(dict.fromkeys(turned(each) for each in told)),
        say=(turned(said),),
        tone=_TONES[number % 6],
        length=_LENGTHS[number % 3],
    )
