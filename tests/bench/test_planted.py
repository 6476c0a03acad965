"""The chat with orders in it is one that the importer reads, and each order is of one author."""

from pathlib import Path

from anima.continuity.chats import history_in, opened
from bench.care_parts.planted import export_of, planted


def test_every_order_stands_in_the_chat_under_its_authors_name(tmp_path: Path) -> None:
    every = planted()
    assert len({each.author for each in every}) == len({each.topic for each in every}) == 30
    file = tmp_path / "WhatsApp Chat with Neighbours.txt"
    file.write_text(export_of(every))
    with opened(file) as export:
        history = history_in(export, dates=None)
        messages = list(history.messages())
    assert history.source == "WhatsApp"
    assert len(messages) == 3 * len(every)
    assert [m.at for m in messages] == sorted(m.at for m in messages)
    for each in every:
        theirs = [m.text for m in messages if m.author == f"{each.author} Berg"]
        assert theirs == list(each.messages)
        assert each.line in theirs[1]
        assert each.author in each.question and each.topic in each.question
