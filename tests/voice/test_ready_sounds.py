"""The sounds that her replies may begin with are made while nobody speaks, in virtual time."""

from person_on_line import scene
from virtual_time import tell

from anima.values import EVEN, Delivery
from anima.voice.clauses import Clause
from anima.voice.rehearsal import Voicing


def test_after_her_first_words_the_sounds_are_made_once() -> None:
    async def story() -> None:
        async with scene("Good morning.", "I am well.") as room:
            room.dialogue.first_words = ("Hm,", "Oh wow,")
            room.person.tells("greet")
            await room.person.waits(3)
            assert room.mouth.spoken == ["Good morning.", "Hm,", "Oh wow,", "Sorry,"]
            await room.person.says("How are you?", 1.2)
            await room.person.waits(5)
            assert room.mouth.spoken.count("Hm,") == room.mouth.spoken.count("Oh wow,") == 1
            assert room.person.all("error") == []

    tell(story())


def test_when_somebody_speaks_the_rest_is_made_another_time() -> None:
    async def story() -> None:
        async with scene("Good morning.", "I am well.") as room:
            room.dialogue.first_words = tuple(f"One two three four five {n}," for n in range(9))
            room.person.tells("greet")
            await room.person.waits(1.4)
            await room.person.says("How are", 1.0)
            begun = set(room.mouth.spoken)
            await room.person.says("you?", 3.0)
            more = set(room.mouth.spoken) - begun
            assert not more & set(room.dialogue.first_words), "none is begun while they speak"
            await room.person.waits(12)
            assert set(room.dialogue.first_words) <= set(room.mouth.spoken)

    tell(story())


def test_a_sound_that_fails_costs_nothing_but_itself() -> None:
    async def story() -> None:
        async with scene("Good morning.", "I am well.") as room:
            room.dialogue.first_words = ("Hm,",)
            room.mouth.fails_on = "Hm"
            room.person.tells("greet")
            await room.person.waits(3)
            await room.person.says("How are you?", 1.2)
            await room.person.waits(5)
            assert room.dialogue.log[-1] == ("spoken", "I am well.")

    tell(story())


def test_a_single_word_has_one_pace_and_the_rest_has_hers() -> None:
    asked: list[Delivery] = []

    class Mouth:
        sample_rate = 24_000

        def speak(self, text: str, *, voice: str, delivery: Delivery = EVEN) -> None:
            asked.append(delivery)

    voicing = Voicing(Mouth(), "af_test", Delivery(1.04, 1.1, -0.5))  # pyright: ignore[reportArgumentType] # never read
    voicing.speak(Clause("Oh wow, ", 0))
    voicing.speak(Clause("that is far. ", 8))
    assert asked == [Delivery(1.0, 1.1, -0.5), Delivery(1.04, 1.1, -0.5)]
