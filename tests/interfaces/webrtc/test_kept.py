"""Messages are kept until they are known to have arrived, in order and counted."""

from hypothesis import given
from hypothesis import strategies as st

from anima.interfaces.webrtc.kept import Kept


@given(st.lists(st.tuples(st.sampled_from(("add", "confirm", "break")), st.integers(0, 5))))
def test_nothing_is_lost_or_doubled_whatever_arrives(story: list[tuple[str, int]]) -> None:
    kept, added, arrived = Kept(), list[str](), list[str]()
    for act, number in story:
        under_way = added[len(arrived) :]
        match act:
            case "add":
                kept.add(str(len(added)))
                added.append(str(len(added)))
            case "confirm":
                kept.let_go(number)
                arrived = added[: max(len(arrived), len(added) - number)]
            case _:
                come = under_way[:number]
                begins = kept.begin(len(arrived) + len(come))
                assert begins == len(arrived) + len(come)
                arrived += come
        assert [*arrived, *kept] == added
        assert (kept.given, len(kept)) == (len(added), len(added) - len(arrived))
        assert kept.characters == sum(map(len, kept))


def test_a_client_that_does_not_count_or_counts_wrongly_gets_what_may_be_missing() -> None:
    kept = Kept()
    for number in range(5):
        kept.add(str(number))
    kept.let_go(3)
    assert kept.begin(None) == 2
    assert kept.begin(0) == 2
    assert kept.begin(99) == 5
    assert list(kept) == []
